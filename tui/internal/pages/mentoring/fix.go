package mentoring

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// askFix looks for the smallest change that places the mentee. It may take a
// while; the store keeps the answer beside the run.
func (m *review) askFix() tea.Cmd {
	r, ok := m.list.Selected()
	if !ok || m.v == nil {
		return nil
	}
	m.open = m.open || !m.split.Side // the answer stands there
	m.scroll.Home()
	db, v, meter, of := m.env.DB, m.v, m.meter, m.id
	return page.Run(m.sc, &m.asks, "Smallest change", m.fixProgress, func(ctx context.Context) (fix, error) {
		c, err := db.SmallestChange(ctx, v, r.mentee, mentoring.Options{Progress: meter.Set})
		if errors.Is(err, mentoring.ErrNoChange) {
			return fix{none: "No place, no widened rule and no lock would place them."}, nil
		}
		return fix{Change: c}, err
	}, func(f fix, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		if m.id == of {
			m.answers.fix[r.mentee] = f
			m.scroll.Home()
		}
		return nil
	})
}

func (m *review) fixProgress() string {
	p, ok := m.meter.Get()
	if !ok || p.Total == 0 {
		return ""
	}
	return fmt.Sprintf("%s: %d of %d", p.Stage, p.Done, p.Total)
}

// applyFix makes the change of the real records and runs again.
func (m *review) applyFix() tea.Cmd {
	r, _ := m.list.Selected()
	f, ok := m.answers.fix[r.mentee]
	if !ok || f.none != "" {
		return nil
	}
	reason := "places " + m.name(r.mentee)
	fields := []widget.Field{
		optionalReason(reason),
		{Name: "again", Label: "Run again now", Kind: widget.YesNo, Value: "yes", Required: true},
	}
	c, cycle, db := f.Change, m.v.Scenario.CycleID, m.env.DB
	label := "place " + m.name(r.mentee) + ": " + string(c.Kind)
	return ask(m.env, m.sc, question{
		title: "Place " + m.name(r.mentee), submit: "Make the change", fields: fields,
		intro: func(w int) []string { return m.changeLines(c, w) },
		save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			why := orElse(v["reason"], reason)
			if c.Kind == mentoring.LockPair {
				return db.Lock(ctx, c.Mentee, c.Mentor, why, c.Overrides, overrideReason(c, why))
			}
			edits, err := fixEdits(ctx, db, cycle, c, why)
			if err != nil {
				return store.Change{}, err
			}
			return db.Write(ctx, label, func(tx *store.Tx) error {
				for _, e := range edits {
					if _, err := tx.Save(e); err != nil {
						return err
					}
				}
				return nil
			})
		},
		then: m.runAgain(m.fixWords(c)),
	})
}

// fixWords is what the run after a change is called.
func (m *review) fixWords(c mentoring.Change) string {
	place := "+1 place for " + m.name(c.Mentor)
	widen := fmt.Sprintf("%s %s %s for %s", c.Rule, c.Param, c.To, m.name(c.Mentee))
	switch c.Kind {
	case mentoring.OneMorePlace:
		return place
	case mentoring.WidenRule:
		return widen
	case mentoring.PlaceAndWiden:
		return place + ", " + widen
	}
	return lockedWords(m.v, c.Mentee, c.Mentor)
}

func overrideReason(c mentoring.Change, reason string) string {
	if len(c.Overrides) == 0 {
		return ""
	}
	return reason
}

// fixEdits are the edits that a change of places or rules comes to.
func fixEdits(ctx context.Context, db *store.Store, cycle int64, c mentoring.Change, reason string) ([]store.Edit, error) {
	var out []store.Edit
	if c.Kind == mentoring.OneMorePlace || c.Kind == mentoring.PlaceAndWiden {
		r, err := db.Get(ctx, "enrolment", c.Mentor)
		if err != nil {
			return nil, err
		}
		places := strconv.Itoa(atoi(r.Values["places"]) + 1)
		out = append(out, store.Edit{Kind: "enrolment", ID: r.ID, Version: r.Version, Values: map[string]string{"places": places}})
	}
	if c.Kind != mentoring.WidenRule && c.Kind != mentoring.PlaceAndWiden {
		return out, nil
	}
	e, err := exceptionEdit(ctx, db, cycle, c, reason)
	return append(out, e), err
}

// exceptionEdit widens a rule for the mentee, beyond what an exception of theirs
// does already.
func exceptionEdit(ctx context.Context, db *store.Store, cycle int64, c mentoring.Change, reason string) (store.Edit, error) {
	row, err := db.Cycle(ctx, cycle)
	if err != nil {
		return store.Edit{}, err
	}
	set, err := settingsOf(ctx, db, row.ProgramID)
	if err != nil {
		return store.Edit{}, err
	}
	rule, ok := set.findRule(c.Rule)
	if !ok {
		return store.Edit{}, fmt.Errorf("the program has no rule “%s” any more: run the matching again", c.Rule)
	}
	e := store.Edit{Kind: "exception", Values: map[string]string{
		"rule_id": kindform.RefValue(rule.ID), "enrolment_id": kindform.RefValue(c.Mentee), "param": c.Param, "steps": strconv.Itoa(c.Steps), "reason": reason,
	}}
	have, err := db.List(ctx, "exception", store.ListFilter{Parent: rule.ID})
	for _, x := range have {
		if x.Refs["enrolment_id"] == c.Mentee && x.Values["param"] == c.Param {
			e.ID, e.Version = x.ID, x.Version
			e.Values = map[string]string{"steps": strconv.Itoa(atoi(x.Values["steps"]) + c.Steps), "reason": reason}
		}
	}
	return e, err
}
