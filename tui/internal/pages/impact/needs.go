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

// needs is the tab of the people whom an initiative needs.
type needs struct{ table[store.NeedRow] }

func newNeeds(m *initiative) *needs {
	n := &needs{newTable(m, "needs", func(v store.NeedRow) int64 { return v.ID }, []widget.Column[store.NeedRow]{
		{Title: "skill", Min: 12, Weight: 3, Cell: func(v store.NeedRow) string { return v.Skill }},
		{Title: "level", Min: 5, Right: true, Cell: func(v store.NeedRow) string { return fmt.Sprint(v.Level) }},
		{Title: "where", Min: 8, Weight: 2, Priority: 1, Cell: func(v store.NeedRow) string { return where(v) }},
		{Title: "by", Min: 10, Priority: 3, Cell: func(v store.NeedRow) string { return string(v.Due) }},
		{Title: "there", Min: 9, Right: true, Cell: func(v store.NeedRow) string {
			return fmt.Sprintf("%s of %s", widget.Number(v.Have), widget.Number(v.Count))
		}, Style: func(v store.NeedRow, th *theme.Styles) theme.Style { return badIf(!v.Met(), th) }},
		{Title: "", Min: 11, Priority: 2, Cell: verdict},
	}...)}
	n.Table.SetEmpty(widget.Empty{
		What: "It asks for nobody yet.",
		Why:  "Say how many people it needs at a level of a skill, in a team, a location or a market, and by when: page 3 then shows where they are missing.",
		Keys: []widget.Hotkey{{Key: "a", What: "add a need"}},
	})
	return n
}

func where(v store.NeedRow) string {
	if v.Where == "" {
		return "anywhere"
	}
	return v.Where
}

func verdict(v store.NeedRow) string {
	switch {
	case v.Met():
		return "met"
	case v.UnderWay > 0:
		return fmt.Sprintf("! %d under way", v.UnderWay)
	}
	return fmt.Sprintf("! %d missing", v.Lack())
}

func (n *needs) show(f store.InitiativeFacts) { n.Show(f.NeedList, nil) }

func (n *needs) actions() []page.Action {
	if n.Typing() {
		return n.Actions()
	}
	m, none := n.of, n.None()
	v, _ := n.Selected()
	met := ""
	if none == "" && v.Met() {
		met = "there are enough people"
	}
	acts := []page.Action{
		page.Act("See who is missing, and answer the gap", "answer", func() tea.Cmd { return m.sc.Send(page.Goto{Key: skillsKey, Arg: v}) }, page.KeyOpen).Hinted(9).Unless(none).Unless(met),
		page.Act("Add a need", "add", func() tea.Cmd { return n.add(kind("initiative need")) }, page.KeyAdd).Hinted(8),
		page.Act("Edit the need", "edit", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "initiative need", v.ID) }, page.KeyEdit).Hinted(7).Unless(none),
		page.Act("Remove the need", "remove", func() tea.Cmd { return archive(m.env, m.sc, "initiative need", true, v.ID) }, page.KeyDelete).Hinted(3).Unless(none),
	}
	return append(acts, n.Actions()...)
}

func (n *needs) detail(w, h int) string {
	v, ok := n.Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	th := n.of.env.Theme
	by := ""
	if v.Due != "" {
		by = " by " + string(v.Due)
	}
	in := where(v)
	if v.Where != "" {
		in = "in " + in
	}
	said := fmt.Sprintf("%s at level %d (%s) or above, %s%s.", count(v.Count, "person", "people"), v.Level, store.LevelName(v.Level), in, by)
	lines := append([]string{th.Title.Render(text.Cut(text.Clean(v.Skill), w))}, text.Wrap(text.Clean(said), w)...)
	lines = append(lines, "")
	lines = append(lines, widget.KeyValue(th, w,
		widget.Pair{Label: "there", Value: widget.Number(v.Have)}, widget.Pair{Label: "missing", Value: widget.Number(v.Lack()), Style: badIf(!v.Met(), th)},
		widget.Pair{Label: "one level short", Value: widget.Number(v.Near)},
		widget.Pair{Label: "under way", Value: count(v.UnderWay, "action", "actions")}, widget.Pair{Label: "closed", Value: count(v.Done, "action", "actions")})...)
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}
