package rotations

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// newParticipants is the tab of who takes part in a plan.
func newParticipants(m *plan) *rowsTab[store.ParticipantRow] {
	number := func(n int) string {
		if n == 0 {
			return ""
		}
		return widget.Number(n)
	}
	t := newRowsTab(m.env, m.sc, "participants", func(p store.ParticipantRow) int64 { return p.ID }, []widget.Column[store.ParticipantRow]{
		{Title: "participant", Min: 16, Weight: 3, Cell: func(p store.ParticipantRow) string { return p.Name }},
		{Title: "team", Min: 10, Weight: 2, Priority: 3, Cell: func(p store.ParticipantRow) string { return p.Team }},
		{Title: "wishes", Min: 6, Right: true, Priority: 1, Cell: func(p store.ParticipantRow) string { return number(p.Wishes) }},
		{Title: "consent", Min: 9, Priority: 2, Cell: consentWord, Style: func(p store.ParticipantRow, th *theme.Styles) theme.Style {
			if p.Refusals > 0 {
				return th.Warn
			}
			return th.Text
		}},
		{Title: "waived", Min: 6, Right: true, Priority: 5, Cell: func(p store.ParticipantRow) string { return number(p.Waivers) }},
		{Title: "locks", Min: 5, Right: true, Priority: 6, Cell: func(p store.ParticipantRow) string { return number(p.Locks) }},
		{Title: "", Min: 9, Priority: 4, Cell: stateWord},
	}...)
	t.Table.SetEmpty(widget.Empty{
		What: "No participant yet.",
		Why:  "Who takes part may be placed in the seats; everyone else in their teams still counts toward the cover.",
		Keys: []widget.Hotkey{{Key: "a", What: "add one, or everyone of a team"}},
	})
	t.Table.SetRowStyle(func(p store.ParticipantRow, th *theme.Styles) theme.Style {
		if p.Withdrawn != "" || p.Gone {
			return th.Dim
		}
		return th.Text
	})
	db, id := m.env.DB, m.id
	t.Read = func(ctx context.Context) ([]store.ParticipantRow, error) { return db.RotationParticipants(ctx, id) }
	t.told = func(p store.ParticipantRow, w int) []string { return participantLines(m, p, w) }
	t.acts = func(p store.ParticipantRow, none string) []page.Action {
		shut := ""
		if m.row.State == "closed" {
			shut = "the plan is closed"
		}
		ids := func() (out []int64) {
			for _, x := range t.Chosen(false) {
				out = append(out, x.ID)
			}
			return out
		}
		return []page.Action{
			page.Act("Open wishes, consents and waived rules", "open", func() tea.Cmd { return openPerson(m, p) }, page.KeyOpen).Unless(none).Hinted(9),
			page.Act("Add a participant, or everyone of a team", "add", func() tea.Cmd { return addParticipants(m, t.GoTo) }, page.KeyAdd).Unless(shut).Hinted(8),
			page.Act("Edit dates, lengths, own job, travel", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "participant", p.ID, nil) }, page.KeyEdit).Unless(none).Hinted(7),
			page.Act("Remove the participant, or those marked", "remove", func() tea.Cmd {
				list := ids()
				t.Table.Unmark()
				return archive(m.env, m.sc, "participant", true, list...)
			}, page.KeyDelete).Unless(none).Unless(shut).Hinted(3),
			page.Act("Waive a rule for the participant", "waive", func() tea.Cmd { return askWaiver(m, m.sc, p.ID, p.Name) }, keyWaive).Unless(none),
			page.Act("Note a consent, or that it is refused", "consent", func() tea.Cmd { return askConsent(m, m.sc, p.ID, p.Name) }, keyConsent).Unless(none).Hinted(4),
			page.Act("Ban the participant from a seat or a team", "ban", func() tea.Cmd { return askBan(m, p.Employee, p.Name, 0) }, page.KeyBan).Unless(none),
		}
	}
	return t
}

func consentWord(p store.ParticipantRow) string {
	switch {
	case p.Refusals > 0:
		return "! " + widget.Number(p.Refusals) + " no"
	case p.Consents > 0:
		return widget.Number(p.Consents) + " yes"
	}
	return ""
}

func stateWord(p store.ParticipantRow) string {
	switch {
	case p.Gone:
		return "has left"
	case p.Withdrawn != "":
		return "withdrew"
	case p.Bans > 0:
		return count(p.Bans, "ban", "bans")
	}
	return ""
}

// participantLines say what was said of a participant, and how the scenario on the board
// leaves them.
func participantLines(m *plan, p store.ParticipantRow, w int) []string {
	th := m.env.Theme
	or := func(s, none string) string {
		if s == "" {
			return none
		}
		return s
	}
	travel := "as the plan says"
	if p.Travels {
		travel = "wishes to"
	}
	pairs := []widget.Pair{
		{Label: "team", Value: or(p.Team, "none")},
		{Label: "location", Value: or(p.Location, "none")},
		{Label: "dates", Value: or(string(p.Starts), "with the plan") + " to " + or(string(p.Ends), "its end")},
		{Label: "own job", Value: or(p.OwnJob, "no seat of the plan")},
		{Label: "travel", Value: travel},
		{Label: "wishes", Value: count(p.Wishes, "seat", "seats")},
		{Label: "consents", Value: fmt.Sprintf("%d given, %d refused", p.Consents, p.Refusals)},
		{Label: "by hand", Value: count(p.Locks, "lock", "locks") + ", " + count(p.Bans, "ban", "bans") + ", " + count(p.Waivers, "waived rule", "waived rules")},
	}
	if p.Withdrawn != "" {
		pairs = append(pairs, widget.Pair{Label: "withdrew", Value: string(p.Withdrawn)})
	}
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(p.Name), w))}, widget.KeyValue(th, w, pairs...)...)
	b := m.board
	if b.people == nil {
		return lines
	}
	if i, ok := b.people.persons[p.ID]; ok {
		lines = append(append(lines, ""), b.wishLines(&b.seen.People[i], w)...)
	}
	return lines
}

// addParticipants asks for an employee, or for a team whose people all take part.
func addParticipants(m *plan, goTo func(int64)) tea.Cmd {
	env := m.env
	return kindform.Choose(env, m.sc, kindform.Choice{
		Title: "Who takes part?", Empty: "Nobody who is employed, and no team, has these words.",
		Search: func(ctx context.Context, query string) ([]widget.Option, error) {
			var out []widget.Option
			if strings.TrimSpace(query) != "" {
				teams, err := env.DB.List(ctx, "team", store.ListFilter{Text: query, Limit: 5})
				if err != nil {
					return nil, err
				}
				for _, t := range teams {
					out = append(out, widget.Option{Value: "t" + strconv.FormatInt(t.ID, 10), Label: "Everyone of " + t.Label, Hint: "the whole team"})
				}
			}
			rows, err := env.People.Find(ctx, query, 40)
			for _, e := range rows {
				out = append(out, widget.Option{Value: "e" + strconv.FormatInt(e.ID, 10), Label: e.Name, Hint: kindform.Describe(e)})
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			id, err := strconv.ParseInt(o.Value[1:], 10, 64)
			if err != nil {
				return page.Fail(err)
			}
			return join(m, o.Value[0] == 't', id, goTo)
		},
	})
}

func join(m *plan, team bool, id int64, goTo func(int64)) tea.Cmd {
	db, plan := m.env.DB, m.id
	added, last := 0, int64(0)
	return page.Save(m.sc, func(ctx context.Context) (c store.Change, err error) {
		who := []int64{id}
		if team {
			if who, err = db.TeamPeople(ctx, id); err != nil {
				return c, err
			}
		}
		if added, c, err = db.JoinRotation(ctx, plan, who...); err != nil {
			return c, err
		}
		rows, err := db.RotationParticipants(ctx, plan)
		for _, p := range rows {
			last = max(last, p.ID)
		}
		return c, err
	}, func(err error) tea.Cmd {
		switch {
		case err != nil:
			return page.Fail(err)
		case added == 0:
			return page.Say("Nobody new: they all take part already")
		}
		goTo(last)
		return nil
	})
}
