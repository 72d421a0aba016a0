package impact

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// planned is a rotation plan that serves an initiative, with who goes where in it.
type planned struct {
	plan   store.RotationPlanRow
	placed []store.PlacementRow
}

// plansFor reads the plans that serve the initiative of a name.
func plansFor(ctx context.Context, db *store.Store, name string) (out []planned, err error) {
	list, err := db.RotationPlans(ctx, false)
	for _, p := range list {
		if err != nil || p.Initiative != name {
			continue
		}
		one := planned{plan: p}
		one.placed, err = db.Placements(ctx, store.PlacementFilter{Plan: p.ID, Kept: true})
		out = append(out, one)
	}
	return out, err
}

// work is a line of the tab: a plan, a placement of it, or a stretch assignment.
type work struct {
	key               int64
	what, name, state string
	starts, ends      store.Date
	to                page.Goto
	facts             []widget.Pair
	over              bool
}

// works is the tab of the rotations and stretch assignments that serve an initiative.
type works struct {
	table[work]
	plans []planned
}

func newWorks(m *initiative) *works {
	n := &works{table: newTable(m, "rotations", func(v work) int64 { return v.key }, []widget.Column[work]{
		{Title: "what", Min: 9, Max: 18, Priority: 1, Cell: func(v work) string { return v.what }},
		{Title: "name", Min: 18, Weight: 3, Cell: func(v work) string { return v.name }},
		{Title: "state", Min: 10, Max: 19, Weight: 1, Priority: 2, Cell: func(v work) string { return v.state }},
		{Title: "from", Min: 10, Priority: 3, Cell: func(v work) string { return string(v.starts) }},
		{Title: "until", Min: 10, Priority: 4, Cell: func(v work) string { return string(v.ends) }},
	}...)}
	n.Table.SetRowStyle(func(v work, th *theme.Styles) theme.Style {
		if v.over {
			return th.Dim
		}
		return th.Text
	})
	n.Table.SetEmpty(widget.Empty{
		What: "No rotation and no stretch assignment serves it yet.",
		Why:  "A rotation plan or a stretch assignment names the initiative that it serves.",
		Keys: []widget.Hotkey{{Key: rotationsKey, What: "rotations and stretch assignments"}},
	})
	return n
}

// The kinds of lines keep their keys apart.
const (
	planLine = iota
	placementLine
	stretchLine
	lines
)

func (n *works) show(f store.InitiativeFacts) {
	var rows []work
	for _, p := range n.plans {
		rows = append(rows, planWork(p.plan))
		for _, v := range p.placed {
			rows = append(rows, placementWork(v))
		}
	}
	for _, r := range f.Stretch {
		rows = append(rows, stretchWork(r))
	}
	n.Show(rows, nil)
}

func planWork(p store.RotationPlanRow) work {
	return work{
		key: p.ID*lines + planLine, what: "plan", name: p.Name, state: p.State, starts: p.Starts, ends: p.Ends, over: p.State == "closed",
		to: page.Goto{Key: rotationsKey, Arg: p.ID},
		facts: []widget.Pair{
			{Label: "state", Value: p.State},
			{Label: "when", Value: p.Span()},
			{Label: "people", Value: count(p.Participants, "participant", "participants")},
			{Label: "placements", Value: fmt.Sprintf("%d, %d running, %d done", p.Placements, p.Running, p.Done)},
		},
	}
}

func placementWork(v store.PlacementRow) work {
	learned := fmt.Sprintf("%s, to %d", v.Skill, v.Reach)
	if v.After >= 0 {
		learned = fmt.Sprintf("%s %d → %d", v.Skill, max(0, v.Before), v.After)
	}
	return work{
		key: v.ID*lines + placementLine, what: "placement", name: "  " + v.Who(), state: v.State, starts: v.Starts, ends: v.Ends, over: v.Over(),
		to: page.Goto{Key: rotationsKey, Arg: store.Attention{Placement: v.ID}},
		facts: []widget.Pair{
			{Label: "plan", Value: v.Plan}, {Label: "state", Value: v.State}, {Label: "learns", Value: learned}, {Label: "host", Value: v.Host},
		},
	}
}

func stretchWork(r store.StretchRow) work {
	return work{
		key: r.ID*lines + stretchLine, what: "stretch", name: r.Name, state: r.State, starts: r.Starts, ends: r.Ends, over: !r.Open() && r.State != "draft",
		to: page.Goto{Key: rotationsKey, Arg: store.Attention{Stretch: r.ID}},
		facts: []widget.Pair{
			{Label: "state", Value: r.State + ", " + r.Kind},
			{Label: "sponsor", Value: r.Sponsor},
			{Label: "places", Value: fmt.Sprintf("%d free of %d, %d at it, %d done", r.Free(), r.Places, r.Running, r.Done)},
			{Label: "outcome", Value: r.Outcome},
		},
	}
}

func (n *works) actions() []page.Action {
	if n.Typing() {
		return n.Actions()
	}
	v, _ := n.Selected()
	return append([]page.Action{
		page.Act("Open it in Rotations", "open", func() tea.Cmd { return n.of.sc.Send(v.to) }, page.KeyOpen).Hinted(9).Unless(n.None()),
	}, n.Actions()...)
}

func (n *works) detail(w, h int) string {
	v, ok := n.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	th := n.of.env.Theme
	head := []string{th.Title.Render(text.Cut(text.Clean(strings.TrimSpace(v.name)), w)), ""}
	return widget.Fit(strings.Join(append(head, widget.KeyValue(th, w, v.facts...)...), "\n"), w, h)
}
