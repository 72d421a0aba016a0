package skills

import (
	"cmp"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// loss is one line of the tab: somebody on whom much hangs, or what breaks without the
// one who was chosen.
type loss struct {
	key          int64
	what         string // how bad it is, in a word or two
	urgent       bool
	place, skill string
	then         string // what is left
	by           gap.By
	at           spot
	level        uint8 // of the cover, 0 for none
	id           int64 // of the employee, on whom much hangs
	points, asks int   // skills that nobody else in the company can do; covers and needs that break
	team         int   // skills that nobody else in the own team can do
}

// leaving is the tab that says what breaks if somebody leaves. Until somebody is chosen
// it lists on whom most hangs.
type leaving struct {
	*list[loss]
	of    *home
	who   int64
	name  string
	jump  page.Slot
	split widget.Split
}

func newLeaving(m *home) *leaving {
	n := &leaving{of: m}
	n.begin()
	return n
}

// begin makes the list for whoever was chosen.
func (n *leaving) begin() {
	m, name, cols := n.of, "leaving", riskColumns()
	if n.who != 0 {
		name, cols = "without "+n.name, lossColumns(m.env.Theme)
	}
	n.list = newList(m.env, m.sc, name, func(l loss) int64 { return l.key }, cols...)
	n.list.work = func() func() []loss {
		f, who := n.of.facts, n.who
		return func() []loss {
			if who == 0 {
				return risks(f)
			}
			return losses(f, f.Employees.Number(who))
		}
	}
	n.Table.SetEmpty(n.empty())
}

func (n *leaving) empty() widget.Empty {
	if n.who == 0 {
		return widget.Empty{
			What: "Nothing hangs on one person.",
			Why:  "No skill that a role or a cover of a team needs at practitioner or above is done by one person alone.",
			Keys: []widget.Hotkey{{Key: "W", What: "choose somebody all the same"}},
		}
	}
	return widget.Empty{
		What: "Nothing breaks without " + n.name + ".",
		Why:  "Every needed skill can then still be done alone by two people or more, in the team and in the company, and no cover, demand or initiative lacks anybody more. Or they have left already.",
		Keys: []widget.Hotkey{{Key: "W", What: "choose somebody else"}, {Key: "esc", What: "goes back"}},
	}
}

// risks are those on whom most hangs: first by how much breaks without them, which is
// needed skills that nobody else in the company can do and covers that break.
func risks(f *facts) []loss {
	of := map[int32]*loss{}
	risk := func(e int32) *loss {
		if of[e] == nil {
			r := f.who(e)
			of[e] = &loss{key: r.id, id: r.id, skill: r.name, place: r.team, then: r.role}
		}
		return of[e]
	}
	for _, p := range f.SinglePoints(f.Gaps(gap.Company), gap.Alone) {
		risk(p.Only).points++
	}
	for e, n := range f.Breaking() {
		if n > 0 {
			risk(int32(e)).asks = int(n)
		}
	}
	for _, p := range f.SinglePoints(f.Gaps(gap.Team), gap.Alone) {
		risk(p.Only).team++
	}
	out := make([]loss, 0, len(of))
	for _, l := range of {
		out = append(out, *l)
	}
	slices.SortFunc(out, func(a, b loss) int {
		return cmp.Or(cmp.Compare(b.points+b.asks, a.points+a.asks), cmp.Compare(b.points, a.points), cmp.Compare(b.team, a.team), cmp.Compare(a.id, b.id))
	})
	return out[:min(len(out), longest)]
}

// losses are what breaks without somebody, the worst first.
func losses(f *facts, who int32) (out []loss) {
	if who == gap.None {
		return nil
	}
	l := f.Leaving(who)
	add := func(x loss) {
		x.key = int64(len(out)) + 1
		out = append(out, x)
	}
	for i, list := range [][]store.GapCover{l.Broken, l.Worse} {
		for _, c := range list {
			what := "breaks"
			if i == 1 {
				what = "lacks one more"
			}
			add(loss{
				what: what, urgent: true, place: c.Place, skill: c.Skill, by: c.By, at: spot{c.Group, c.CoverState.Skill},
				then: askWords(&c), level: c.Level,
			})
		}
	}
	for _, x := range l.Losses {
		n := loss{what: "hangs on one", place: f.groupName(x.By, x.Group), skill: f.SkillNames.Name(x.Skill), by: x.By, at: spot{x.Group, x.Skill}}
		if n.then = "then only " + f.Employees.Name(x.Only) + " can"; x.Left == 0 {
			n.what, n.urgent, n.then = "nobody left", true, "then nobody can do it alone, "+count(x.Next, "is", "are")+" one level away"
		}
		add(n)
	}
	return out
}

func riskColumns() []widget.Column[loss] {
	number := func(title string, of func(loss) int) widget.Column[loss] {
		return widget.Column[loss]{
			Title: title, Min: len(title), Right: true, Cell: func(l loss) string { return widget.Number(of(l)) },
			Compare: func(a, b loss) int { return cmp.Compare(of(b), of(a)) },
		}
	}
	return []widget.Column[loss]{
		{Title: "On whom most hangs", Min: 18, Weight: 2, Max: 32, Cell: func(l loss) string { return l.skill }},
		number("skills", func(l loss) int { return l.points }),
		number("covers", func(l loss) int { return l.asks }),
		number("in team", func(l loss) int { return l.team }),
		{Title: "Team", Min: 12, Weight: 1, Priority: 1, Cell: func(l loss) string { return l.place }},
		{Title: "Role", Min: 14, Weight: 2, Priority: 2, Cell: func(l loss) string { return l.then }},
	}
}

func lossColumns(th *theme.Styles) []widget.Column[loss] {
	return []widget.Column[loss]{
		{
			Title: "What", Min: 16, Cell: func(l loss) string {
				if l.urgent {
					return th.Glyph.Alert + " " + l.what
				}
				return "  " + l.what
			},
			Style: func(l loss, th *theme.Styles) theme.Style {
				if l.urgent {
					return th.Bad
				}
				return th.Warn
			},
		},
		{Title: "Skill", Min: 12, Weight: 2, Max: 28, Cell: func(l loss) string { return l.skill }},
		{Title: "Where", Min: 10, Weight: 1, Max: 24, Priority: 1, Cell: func(l loss) string { return l.place }},
		{Title: "Then", Min: 16, Weight: 3, Priority: 2, Cell: func(l loss) string { return l.then }},
	}
}

// ifLeaves shows the tab for somebody, from wherever in the page.
func (m *home) ifLeaves(employee int64) tea.Cmd {
	for i, t := range m.tabs {
		if n, ok := t.(*leaving); ok {
			m.at = i
			return n.choose(employee, m.facts.Employees.Name(m.facts.Employees.Number(employee)))
		}
	}
	return nil
}

// choose shows what breaks without somebody; 0 is nobody.
func (n *leaving) choose(id int64, name string) tea.Cmd {
	n.who, n.name = id, text.Clean(name)
	n.begin()
	return n.shown()
}

func (n *leaving) actions() []page.Action {
	if n.typing() {
		return n.list.Actions()
	}
	l, _ := n.Selected()
	acts := []page.Action{page.Act("Choose who would leave", "who", func() tea.Cmd {
		return kindform.ChooseEmployee(n.env, n.sc, "What if who leaves?", n.choose)
	}, "W").Hinted(8)}
	if n.who == 0 {
		acts = append(acts,
			page.Act("Show what breaks without them", "what breaks", func() tea.Cmd { return n.choose(l.id, l.skill) }, page.KeyOpen).Unless(n.None()).Hinted(9),
			person(n.sc, l.id).Unless(n.None()))
		return append(acts, n.list.Actions()...)
	}
	acts = append(acts,
		page.Act("Open the people of the skill there", "people", func() tea.Cmd { return openSpot(n.env, n.sc, &n.jump, n.of.facts, l.by, l.at, l.level) }, page.KeyOpen).Unless(n.None()).Hinted(9),
		person(n.sc, n.who))
	rest := n.list.Actions()
	if n.Table.Filtered() == "" && len(n.Table.Marked()) == 0 {
		rest = append(rest, page.Act("Go back to those on whom most hangs", "back", func() tea.Cmd { return n.choose(0, "") }, "esc").Hinted(7))
	}
	return append(acts, rest...)
}

func (n *leaving) update(msg tea.Msg) tea.Cmd { return clicked(n.list, n.split, msg) }

func (n *leaving) view(w, h int) string {
	var above []string
	if h >= 8 && n.None() == "" {
		above = append(above, n.env.Theme.Dim.Render(text.Cut(n.said(), w)))
	}
	out, split := beside(n.env.Theme, n.list.Rows, w, h, above, n.detail)
	n.split = split
	return out
}

// said is the whole in one sentence.
func (n *leaving) said() string {
	if n.who == 0 {
		return "Needed skills that nobody else can do, in the company and in the team; covers and needs that break"
	}
	broken, urgent := 0, 0
	for i := range n.Table.Len() {
		if l, ok := n.Table.Row(i); ok && l.what == "breaks" {
			broken++
		} else if ok && l.urgent {
			urgent++
		}
	}
	said := "If " + n.name + " leaves, " + count(broken, "cover or need breaks", "covers or needs break")
	if urgent > 0 {
		said += ", and " + count(urgent, "other thing is", "other things are") + " urgent"
	}
	return said
}

func (n *leaving) detail(w, h int) []string {
	l, ok := n.Selected()
	if !ok {
		return nil
	}
	th := n.env.Theme
	if n.who == 0 {
		lines := []string{th.Title.Render(text.Cut(text.Clean(l.skill), w))}
		said := fmt.Sprintf("Without them, nobody in the company can do %s that it needs, and %s; nobody in the own team can do %s that it needs.",
			count(l.points, "skill", "skills"), count(l.asks, "cover or need breaks", "covers or needs break"), count(l.team, "skill", "skills"))
		return append(lines, wrapped(said, 0, w)...)
	}
	lines := []string{th.Title.Render(text.Cut(text.Clean(l.place+" "+th.Glyph.Dot+" "+l.skill), w))}
	return append(lines, wrapped(capital(l.then)+".", 0, w)...)
}
