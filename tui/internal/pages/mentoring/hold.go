package mentoring

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

// The reasons that are noted where the user gives none.
const (
	lockedHere = "decided in the review"
	bannedHere = "decided in the review"
)

// optionalReason asks for a reason and takes Enter for an answer.
func optionalReason(otherwise string) widget.Field {
	return widget.Field{Name: "reason", Label: "Reason", Limit: 300, Hint: otherwise, Help: reasonHelp + "; empty: “" + otherwise + "”"}
}

func orElse(s, otherwise string) string {
	if s == "" {
		return otherwise
	}
	return s
}

// lock makes the proposals be in every further run, or takes the lock off.
func (m *review) lock() tea.Cmd {
	db := m.env.DB
	if r, _ := m.list.Selected(); m.isLocked(r) {
		return save(m.sc, func(ctx context.Context) (store.Change, error) { return db.Unlock(ctx, r.mentee, r.mentor) })
	}
	rows, cycle, locked := m.targets(), m.v.Scenario.CycleID, m.now.locks
	return ask(m.env, m.sc, question{
		title: "Lock " + m.pairWords(rows), submit: "Lock",
		intro: func(w int) []string {
			return wrapped("A locked pair is in every further run of this cycle, whatever the points. Running pairs are not touched.", 0, w)
		},
		fields: []widget.Field{optionalReason(lockedHere)},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			reason := orElse(v["reason"], lockedHere)
			if len(rows) == 1 {
				return db.Lock(ctx, rows[0].mentee, rows[0].mentor, reason, nil, "")
			}
			return db.Write(ctx, "lock "+count(len(rows), "pair", "pairs"), func(tx *store.Tx) error {
				for _, r := range rows {
					if locked[[2]int64{r.mentee, r.mentor}] {
						continue
					}
					if _, err := tx.Save(lockEdit(cycle, r.mentee, r.mentor, reason)); err != nil {
						return err
					}
				}
				return nil
			})
		},
		then: func(map[string]string) tea.Cmd { m.list.Table.Unmark(); return nil },
	})
}

func lockEdit(cycle, mentee, mentor int64, reason string) store.Edit {
	return store.Edit{Kind: "lock", Values: map[string]string{
		"cycle_id": kindform.RefValue(cycle), "mentee_id": kindform.RefValue(mentee), "mentor_id": kindform.RefValue(mentor), "reason": reason,
	}}
}

// ban keeps the people apart, in this and later cycles.
func (m *review) ban() tea.Cmd {
	db, rows, people := m.env.DB, m.targets(), m.v.People
	return ask(m.env, m.sc, question{
		title: "Ban " + m.pairWords(rows), submit: "Ban",
		intro: func(w int) []string {
			return wrapped("They are never proposed to each other again, in this and in later cycles, until the ban is lifted. A lock of the two goes with it.", 0, w)
		},
		fields: []widget.Field{optionalReason(bannedHere)},
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			reason := orElse(v["reason"], bannedHere)
			if len(rows) == 1 {
				return db.Ban(ctx, rows[0].mentee, rows[0].mentor, reason)
			}
			return db.Write(ctx, "ban "+count(len(rows), "pair", "pairs"), func(tx *store.Tx) error {
				for _, r := range rows {
					e := store.Edit{Kind: "ban", Values: map[string]string{
						"mentee_id": kindform.RefValue(people[r.mentee].Employee), "mentor_id": kindform.RefValue(people[r.mentor].Employee), "reason": reason,
					}}
					if _, err := tx.Save(e); err != nil {
						return err
					}
				}
				return nil
			})
		},
		then: func(map[string]string) tea.Cmd { m.list.Table.Unmark(); return nil },
	})
}
