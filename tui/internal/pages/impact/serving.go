package impact

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// served is a cycle of a program that names the initiative, or a program without one.
type served struct {
	program store.ServingProgram
	cycle   store.ServingCycle
}

// serving is the tab of the programs that serve an initiative.
type serving struct{ table[served] }

func newServing(m *initiative) *serving {
	n := &serving{newTable(m, "programs", func(v served) int64 { return v.program.ID<<32 | v.cycle.ID }, []widget.Column[served]{
		{Title: "program", Min: 14, Weight: 2, Cell: func(v served) string { return v.program.Name }},
		{Title: "cycle", Min: 10, Weight: 2, Cell: func(v served) string { return v.cycle.Name }},
		{Title: "state", Min: 9, Priority: 1, Cell: func(v served) string { return v.cycle.State }},
		{Title: "pairs", Min: 8, Right: true, Priority: 2, Cell: func(v served) string {
			if v.cycle.ID == 0 {
				return ""
			}
			return fmt.Sprintf("%d / %d", v.cycle.Running, v.cycle.Ever)
		}},
	}...)}
	n.Table.SetEmpty(widget.Empty{
		What: "No program serves it yet.",
		Why:  "A program names the initiative that it serves in its settings, or in its program file.",
		Keys: []widget.Hotkey{{Key: "4", What: "mentoring: programs"}},
	})
	return n
}

func (n *serving) show(f store.InitiativeFacts) {
	var rows []served
	for _, p := range f.Serving {
		if len(p.Cycles) == 0 {
			rows = append(rows, served{program: p})
		}
		for _, c := range p.Cycles {
			rows = append(rows, served{p, c})
		}
	}
	n.Show(rows, nil)
}

func (n *serving) actions() []page.Action {
	if n.Typing() {
		return n.Actions()
	}
	v, _ := n.Selected()
	none := n.None()
	if none == "" && v.cycle.ID == 0 {
		none = "the program has no cycle yet; page 4 adds one"
	}
	return append([]page.Action{
		page.Act("Open the cycle in Mentoring", "open", func() tea.Cmd {
			return n.of.sc.Send(page.Goto{Key: mentoringKey, Arg: store.Attention{Cycle: v.cycle.ID}})
		}, page.KeyOpen).Hinted(9).Unless(none),
	}, n.Actions()...)
}

func (n *serving) detail(w, h int) string {
	v, ok := n.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	th := n.of.env.Theme
	pairs := []widget.Pair{{Label: "cycle", Value: v.cycle.Name}, {Label: "state", Value: v.cycle.State}, {Label: "from", Value: string(v.cycle.Starts)}, {Label: "until", Value: string(v.cycle.Ends)}}
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(v.program.Name), w)), th.Dim.Render(count(v.program.Running(), "pair under way", "pairs under way")), ""}, widget.KeyValue(th, w, pairs...)...)
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}

// actions is the tab of what was begun to close the initiative's gaps.
type actions struct{ table[store.GapAction] }

func newActions(m *initiative) *actions {
	n := &actions{newTable(m, "actions", func(v store.GapAction) int64 { return v.ID }, []widget.Column[store.GapAction]{
		{Title: "who learns", Min: 14, Weight: 2, Cell: func(v store.GapAction) string { return v.Employee }},
		{Title: "skill", Min: 10, Weight: 2, Cell: func(v store.GapAction) string { return v.Skill }},
		{Title: "level", Min: 6, Priority: 2, Cell: func(v store.GapAction) string {
			return fmt.Sprintf("%d %s %d", v.Has, m.env.Theme.Glyph.Arrow, v.Level)
		}},
		{Title: "state", Min: 12, Weight: 1, Priority: 1, Cell: func(v store.GapAction) string { return string(v.State) }, Style: actionStyle},
		{Title: "by", Min: 14, Weight: 2, Priority: 3, Cell: store.GapAction.By},
		{Title: "begun", Min: 10, Priority: 4, Cell: func(v store.GapAction) string { return string(v.Begun) }},
	}...)}
	n.Table.SetEmpty(widget.Empty{
		What: "Nothing was begun to close its gaps yet.",
		Why:  "A need that is not met is answered where it is shown: on the first tab, or among the skills.",
		Keys: []widget.Hotkey{{Key: "3", What: "skills: the gaps"}},
	})
	return n
}

func actionStyle(v store.GapAction, th *theme.Styles) theme.Style {
	switch v.State {
	case store.ActionClosed:
		return th.Good
	case store.ActionBroken, store.ActionOpen:
		return th.Warn
	}
	return th.Text
}

func (n *actions) show(f store.InitiativeFacts) { n.Show(f.Actions, nil) }

func (n *actions) actions() []page.Action {
	if n.Typing() {
		return n.Actions()
	}
	v, _ := n.Selected()
	none := n.None()
	to, where := page.Goto{Key: rotationsKey, Arg: store.Attention{Placement: v.Placement, Application: v.Application}}, "Open it in Rotations"
	switch {
	case v.Pair != 0:
		to, where = page.Goto{Key: mentoringKey, Arg: store.Attention{Pair: v.Pair}}, "Open the pair in Mentoring"
	case none == "" && v.Placement+v.Application == 0:
		none = "it waits for a place; a run of the plan finds one"
	}
	return append([]page.Action{
		page.Act(where, "open", func() tea.Cmd { return n.of.sc.Send(to) }, page.KeyOpen).Hinted(9).Unless(none),
	}, n.Actions()...)
}

func (n *actions) detail(w, h int) string {
	v, ok := n.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	th := n.of.env.Theme
	pairs := []widget.Pair{
		{Label: "to reach", Value: fmt.Sprintf("%s %d; has %d now", v.Skill, v.Level, v.Has)},
		{Label: "state", Value: string(v.State), Style: actionStyle(v, th)},
		{Label: "begun", Value: string(v.Begun)},
	}
	switch {
	case v.Pair != 0:
		pairs = append(pairs, widget.Pair{Label: "mentor", Value: v.Mentor}, widget.Pair{Label: "in", Value: v.Program + ", " + v.Cycle})
	case v.Placement != 0:
		pairs = append(pairs, widget.Pair{Label: "by", Value: v.By()}, widget.Pair{Label: "seat", Value: v.Seat}, widget.Pair{Label: "in", Value: v.Plan})
	default:
		pairs = append(pairs, widget.Pair{Label: "by", Value: v.By()})
	}
	if v.Note != "" {
		pairs = append(pairs, widget.Pair{Label: "note", Value: v.Note})
	}
	return widget.Fit(strings.Join(append([]string{th.Title.Render(text.Cut(text.Clean(v.Employee), w)), ""}, widget.KeyValue(th, w, pairs...)...), "\n"), w, h)
}
