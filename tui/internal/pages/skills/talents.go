package skills

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// talent is a skill of somebody that their role level does not ask for.
type talent struct {
	f *facts
	row
	skill string
	gap.Talent
}

// seek is what makes a hidden talent.
type seek struct{ level, interest uint8 }

func (s seek) String() string {
	switch {
	case s.interest == 0:
		return "at " + store.LevelName(int(s.level)) + " or above"
	case s.level == 0:
		return "that they want to learn very much"
	}
	return "at " + store.LevelName(int(s.level)) + " or above, or that they want to learn very much"
}

// seeks are the choices, by the words that they are stored under.
func seeks() []seek {
	return []seek{{gap.Alone, 3}, {gap.Alone, 0}, {gap.Teach, 0}, {0, 3}}
}

// talents is the tab of the hidden talents.
type talents struct {
	*list[talent]
	of      *home
	seek    seek
	all     int    // how many there are; the list holds the first
	teams   *table // where the skill is lacking
	lacks   []gap.Place
	lookAt  int32 // the skill of lacks, gap.None for none
	jump    page.Slot
	seeking page.Slot
	split   widget.Split
}

func newTalents(m *home) *talents {
	n := &talents{of: m, seek: seeks()[0], lookAt: gap.None}
	n.list = newList(m.env, m.sc, "hidden talents", func(t talent) int64 { return int64(t.Employee)<<32 | int64(t.Skill) }, talentColumns()...)
	n.list.Moved = n.where
	return n
}

func talentColumns() []widget.Column[talent] {
	return []widget.Column[talent]{
		{Title: "Employee", Min: 14, Weight: 3, Max: 30, Cell: func(t talent) string { return t.name }},
		{Title: "Skill", Min: 12, Weight: 2, Max: 28, Cell: func(t talent) string { return t.skill }},
		{Title: "has", Min: 3, Right: true, Cell: func(t talent) string { return blank(t.Level) }, Compare: func(a, b talent) int { return cmp.Compare(b.Level, a.Level) }},
		{Title: "Interest", Min: 9, Priority: 2, Cell: func(t talent) string { return interest(t.Interest) }, Compare: func(a, b talent) int { return cmp.Compare(b.Interest, a.Interest) }},
		{
			Title: "lacking", Min: 7, Right: true, Priority: 1, Cell: func(t talent) string { return widget.Number(int(t.Missing)) },
			Compare: func(a, b talent) int { return cmp.Compare(b.Missing, a.Missing) },
		},
		{Title: "Role", Min: 14, Weight: 2, Priority: 4, Cell: func(t talent) string { return t.role }},
		{Title: "Team", Min: 12, Weight: 1, Priority: 3, Cell: func(t talent) string { return t.team }},
	}
}

// found are the talents of one search, and the gaps of the teams.
type foundTalents struct {
	rows  []talent
	all   int
	teams *table
}

// shown looks for them, unless they are there.
func (n *talents) shown() tea.Cmd {
	if n.fresh || n.of.facts == nil {
		return nil
	}
	n.fresh = true
	f, s := n.of.facts, n.seek
	return page.Load(n.sc, &n.seeking, func(context.Context) (foundTalents, error) {
		list := f.Talents(s.level, s.interest)
		out := foundTalents{all: len(list), teams: newTable(f, gap.Team, 0)}
		for _, t := range list[:min(len(list), longest)] {
			out.rows = append(out.rows, talent{f, f.who(t.Employee), f.SkillNames.Name(t.Skill), t})
		}
		return out, nil
	}, func(found foundTalents, err error) tea.Cmd {
		if err == nil {
			n.all, n.teams, n.lookAt = found.all, found.teams, gap.None
			n.Table.SetEmpty(widget.Empty{
				What: "No hidden talents.",
				Why:  "Nobody has a skill " + n.seek.String() + " that the own role level does not ask for. Ratings and interests, beyond what a role asks for, would show here.",
				Keys: []widget.Hotkey{{Key: "f", What: "look for others"}},
			})
		}
		n.Show(found.rows, err)
		return n.where()
	})
}

// where looks up the teams that lack the skill under the cursor.
func (n *talents) where() tea.Cmd {
	t, ok := n.Selected()
	if !ok || n.lookAt == t.Skill {
		return nil
	}
	n.lookAt, n.lacks = t.Skill, nil
	for _, g := range n.teams.rows {
		if c, ok := n.teams.cell(g, t.Skill); ok && c.Missing > 0 {
			n.lacks = append(n.lacks, gap.Place{Group: g, Cell: *c})
		}
	}
	slices.SortFunc(n.lacks, func(a, b gap.Place) int {
		return cmp.Or(cmp.Compare(b.Missing, a.Missing), cmp.Compare(a.Group, b.Group))
	})
	return nil
}

func (n *talents) actions() []page.Action {
	if n.typing() {
		return n.list.Actions()
	}
	t, _ := n.Selected()
	acts := []page.Action{
		person(n.sc, t.id, page.KeyOpen).Unless(n.None()).Hinted(9),
		page.Act("Show who lacks the skill, in the whole company", "who lacks it", func() tea.Cmd {
			return openSpot(n.env, n.sc, &n.jump, t.f, gap.Company, spot{0, t.Skill}, 0)
		}, "w").Unless(n.None()).Hinted(8),
		page.Act("Choose what makes a hidden talent", "look for", n.choose, "f").In("Look").If(n.teams != nil, "it is being worked out").Hinted(7),
	}
	return append(acts, n.list.Actions()...)
}

func (n *talents) choose() tea.Cmd {
	var options []widget.Option
	for i, s := range seeks() {
		options = append(options, widget.Option{Value: itoa(i), Label: "Skills " + s.String()})
	}
	return kindform.Choose(n.env, n.sc, kindform.Choice{Title: "Look for", Options: options, Pick: func(o widget.Option) tea.Cmd {
		n.seek = seeks()[o.Value[0]-'0']
		return n.again()
	}})
}

func (n *talents) again() tea.Cmd {
	n.fresh = false
	return n.shown()
}

func (n *talents) update(msg tea.Msg) tea.Cmd { return clicked(n.list, n.split, msg) }

func (n *talents) view(w, h int) string {
	var above []string
	if h >= 8 && n.teams != nil {
		said := count(n.all, "skill", "skills") + " " + n.seek.String() + ", that the own role level does not ask for"
		if n.all > longest {
			said = "The first " + widget.Number(longest) + " of " + said
		}
		above = append(above, n.env.Theme.Dim.Render(text.Cut(said, w)))
	}
	out, split := beside(n.env.Theme, n.list.Rows, w, h, above, n.detail)
	n.split = split
	return out
}

func (n *talents) detail(w, h int) []string {
	t, ok := n.Selected()
	if !ok {
		return nil
	}
	th := n.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(t.name+" "+th.Glyph.Dot+" "+t.skill), w))}
	said := "Has it at " + level(t.Level)
	if t.Level == 0 {
		said = "Does not have it yet"
	}
	if t.Interest > 0 {
		said += ", interest " + interest(t.Interest)
	}
	role := t.role
	if role == "" {
		role = "no role level"
	}
	said += ". Works as " + role + ", which does not ask for it."
	lines = append(lines, wrapped(said, 0, w)...)
	if t.Missing == 0 {
		return append(lines, wrapped("No role of the company lacks it now.", 0, w)...)
	}
	lines = append(lines, wrapped(fmt.Sprintf("The company lacks %s of it.", count(t.Missing, "level", "levels")), 0, w)...)
	s := section{head: "TEAMS THAT LACK IT", all: len(n.lacks)}
	for _, p := range n.lacks[:min(len(n.lacks), most)] {
		s.lines = append(s.lines, [2]string{text.Clean(n.teams.f.groupName(gap.Team, p.Group)), count(p.Missing, "level", "levels") + ", " + count(p.Required-p.Met, "person", "people")})
	}
	if s.all == 0 {
		return lines
	}
	return draw(th, lines, []section{s}, w, h)
}
