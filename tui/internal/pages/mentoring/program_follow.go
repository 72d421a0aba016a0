package mentoring

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// follow is a setting of a program beside its rules and criteria: who can join, and by
// what its pairs are judged.
type follow struct {
	column string
	name   string
	unit   string // "day" or "" ; the value is written with it
	says   string // the rule in words, %s is the value with its unit
}

// follows are in the order in which a pair meets them.
var follows = []follow{
	{"rolling", "Rolling", "", "Rolling: %s. In a rolling program people join at any time, also while pairs run; otherwise enrolment ends when the matching begins."},
	{"slots", "Slots", "", "Slots: %s. What a mentee can ask a mentor for, such as home and host. People enrol in a slot and are paired within it; without slots a mentor is just a mentor."},
	{"cadence", "A session every", "day", "A series of sessions is planned every %s, unless the pair agreed on another rhythm."},
	{"minutes", "A session takes", "minute", "A session takes %s, unless the pair agreed otherwise."},
	{"too_early", "Too early until", "day", "A pair without a session is “too early” to judge for %s from its start."},
	{"fit_after", "Fit check after", "held session", "Both sides are asked whether it is a good fit after %s."},
	{"feedback_first", "Feedback after", "day", "Both sides are asked for feedback %s after the start."},
	{"feedback_every", "Feedback again every", "day", "After that they are asked every %s."},
	{"stalled_after", "Stalled after", "day", "A pair is stalled when a planned session is %s past and was not held, or was missed so long ago and none is planned."},
	{"silent_after", "Silent after", "day", "A pair is stalled, too, when there was no session for %s and none is planned."},
}

// value writes the setting as it is in a program.
func (f follow) value(program store.Record) string {
	v := program.Values[f.column]
	switch {
	case f.column == "slots":
		return orElse(strings.ReplaceAll(v, "\n", ", "), "none")
	case f.unit == "":
		return v
	}
	return count(atoi(v), f.unit, f.unit+"s")
}

// followRows are the settings as rows of a list.
func followRows(program store.Record) []store.Record {
	out := make([]store.Record, len(follows))
	for i, f := range follows {
		out[i] = store.Record{ID: int64(i + 1), Label: f.name, Values: map[string]string{"column": f.column, "value": f.value(program)}}
	}
	return out
}

func followColumns() []widget.Column[store.Record] {
	return []widget.Column[store.Record]{
		{Title: "setting", Min: 20, Weight: 1, Max: 30, NoSort: true, Cell: func(r store.Record) string { return r.Label }},
		{Title: "is", Min: 10, Weight: 2, NoSort: true, Cell: func(r store.Record) string { return r.Values["value"] }, Style: func(store.Record, *theme.Styles) theme.Style { return theme.Style{} }},
	}
}

func milestoneColumns() []widget.Column[store.Record] {
	return []widget.Column[store.Record]{
		{Title: "milestone", Min: 14, Weight: 1, NoSort: true, Cell: func(r store.Record) string { return r.Values["name"] }},
		{Title: "after the start", Min: 15, Right: true, NoSort: true, Cell: func(r store.Record) string { return count(atoi(r.Values["after"]), "day", "days") }},
	}
}

// ownList is whether the list in front is of rules or criteria, with their catalogue.
func (m *program) ownList() bool { return m.at == tabCriteria || m.at == tabRules }

// otherActions are those of milestones and of how the program runs.
func (m *program) otherActions(none, gone string) []page.Action {
	if m.at == tabFollow {
		return []page.Action{page.Act("Edit the setting", "edit", m.editFollow, page.KeyOpen, page.KeyEdit).Unless(none).Unless(gone).Hinted(9)}
	}
	r, _ := m.here().Selected()
	return []page.Action{
		page.Act("Edit the milestone", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.busy, "program milestone", r.ID) }, page.KeyOpen, page.KeyEdit).Unless(none).Hinted(9),
		page.Act("Add a milestone", "add", m.addMilestone, page.KeyAdd).Unless(gone).Hinted(8),
		page.Act("Remove the milestone", "remove", m.remove, page.KeyDelete).Unless(none).Hinted(6),
	}
}

func (m *program) editFollow() tea.Cmd {
	r, ok := m.here().Selected()
	if !ok {
		return nil
	}
	return page.Load(m.sc, &m.busy, func(ctx context.Context) (store.Record, error) { return m.env.DB.Get(ctx, "program", m.id) },
		func(p store.Record, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: p.Kind, Rec: p, Focus: r.Values["column"]})
		})
}

func (m *program) addMilestone() tea.Cmd {
	kind, err := store.KindOf("program milestone")
	if err != nil {
		return page.Fail(err)
	}
	list := m.here()
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{
		Kind: kind, Of: m.title, Preset: map[string]string{"program_id": kindform.RefValue(m.id)},
		Then: func(id int64) tea.Cmd { list.GoTo(id); return nil },
	})
}

// otherDetail says in words what the milestone or setting under the cursor means.
func (m *program) otherDetail(r store.Record, w, h int) string {
	th := m.env.Theme
	lines := styled(th.Title, wrapped(r.Label, 0, w))
	if m.at == tabMilestones {
		lines = append(lines, wrapped(fmt.Sprintf("Pairs are to reach it within %s from their start. Those that begin from now on get it; those under way keep what they have.", count(atoi(r.Values["after"]), "day", "days")), 0, w)...)
		return widget.Fit(strings.Join(lines, "\n"), w, h)
	}
	for _, f := range follows {
		if f.column == r.Values["column"] {
			lines = append(lines, wrapped(fmt.Sprintf(f.says, text.Clean(r.Values["value"])), 0, w)...)
		}
	}
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}

// followLine is how a program's pairs are followed, in a sentence.
func followLine(p store.Record) string {
	is := func(column string) string {
		for _, f := range follows {
			if f.column == column {
				return f.value(p)
			}
		}
		return ""
	}
	said := fmt.Sprintf("A session every %s, fit check after %s, stalled after %s.", is("cadence"), is("fit_after"), is("stalled_after"))
	if p.Values["rolling"] == "yes" {
		said += " People join at any time."
	}
	if s := is("slots"); s != "none" {
		said += " Slots: " + s + "."
	}
	return said
}
