package skills

import (
	"cmp"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// near is how far an employee is from a role level.
type near struct {
	id        int64 // of what is ranked: the employee, or the role level
	name, sub string
	employee  int32
	role      int32
	own       bool // the role level is the present one
	gap.Distance
}

// ready is the tab that ranks everybody for one role level, or all role levels for one
// employee.
type ready struct {
	*list[near]
	of       *home
	role     int64 // the role level chosen, or
	employee int64 // the employee chosen; both 0 at first
	about    string
	split    widget.Split
}

func newReady(m *home) *ready {
	r := &ready{of: m}
	r.begin("ready", "Employee", "Role now", "Ready for what?",
		"Everybody is ranked for a role level, by the levels that they lack of what it requires; or the role levels for one employee: the usual next steps, then those of which most is there. Lower levels of the own role, and role levels of which nothing is there, are left out.")
	r.Show(nil, nil)
	return r
}

// begin makes the list for a ranking.
func (r *ready) begin(name, what, sub, none, why string) {
	m := r.of
	r.list = newList(m.env, m.sc, name, func(n near) int64 { return n.id }, nearColumns(what, sub)...)
	r.list.work = r.rank
	r.Table.SetEmpty(widget.Empty{What: none, Why: why, Keys: []widget.Hotkey{{Key: "R", What: "choose a role level"}, {Key: "W", What: "choose an employee"}}})
	r.Table.SetRowStyle(func(n near, th *theme.Styles) theme.Style {
		if n.own {
			return th.Dim
		}
		return th.Text
	})
}

func nearColumns(what, sub string) []widget.Column[near] {
	number := func(title string, priority int, of func(near) int) widget.Column[near] {
		return widget.Column[near]{
			Title: title, Min: len(title), Right: true, Priority: priority,
			Cell: func(n near) string { return widget.Number(of(n)) }, Compare: func(a, b near) int { return cmp.Compare(of(a), of(b)) },
		}
	}
	return []widget.Column[near]{
		{Title: what, Min: 20, Weight: 3, Max: 44, Cell: func(n near) string { return n.name }},
		{
			Title: "ready", Min: 6, Right: true, Cell: func(n near) string { return itoa(n.Ready()) + " %" },
			Compare: func(a, b near) int { return cmp.Compare(b.Ready(), a.Ready()) },
			Style: func(n near, th *theme.Styles) theme.Style {
				if n.Missing == 0 {
					return th.Good
				}
				return th.Text
			},
		},
		number("missing", 1, func(n near) int { return int(n.Missing) }),
		number("short", 3, func(n near) int { return int(n.Short) }),
		{Title: sub, Min: 10, Weight: 2, Max: 40, Priority: 2, Cell: func(n near) string { return n.sub }},
	}
}

// rank works out the ranking that was chosen.
func (r *ready) rank() func() []near {
	f := r.of.facts
	role, who := f.Roles.Number(r.role), f.Employees.Number(r.employee)
	return func() []near {
		switch {
		case role != gap.None:
			return readiest(f, role)
		case who != gap.None:
			return nearest(f, who)
		}
		return nil
	}
}

// readiest ranks everybody for a role level.
func readiest(f *facts, role int32) (out []near) {
	all := gap.RankEmployees(f.Levels, f.Requirements.Row(role))
	for _, n := range all[:min(len(all), longest)] {
		e := f.who(n.Of)
		out = append(out, near{e.id, e.name, e.role, n.Of, role, f.Role[n.Of] == role, n.Distance})
	}
	return out
}

// nearest ranks the role levels for somebody: those that can be wished for, and the own.
func nearest(f *facts, who int32) (out []near) {
	ways := f.Ways(f.Role[who])
	for _, n := range gap.RankRoles(f.Levels.Row(who), f.Requirements, ways, false) {
		own, sub := f.Role[who] == n.Of, ""
		switch {
		case own:
			sub = "has it now"
		case slices.Contains(ways.Steps, n.Of):
			sub = "usual next step"
		}
		if own || !f.Archived[n.Of] {
			out = append(out, near{f.Roles.ID(n.Of), f.Roles.Name(n.Of), sub, who, n.Of, own, n.Distance})
		}
	}
	return out
}

func (r *ready) shown() tea.Cmd {
	if r.role == 0 && r.employee == 0 || r.of.facts == nil {
		return nil
	}
	return r.list.shown()
}

// choose shows another ranking.
func (r *ready) choose(role, employee int64, about string) tea.Cmd {
	r.role, r.employee, r.about = role, employee, about
	if employee != 0 {
		r.begin("roles for "+about, "Role level", "", "No role level is near.", "No usual step leads from the own role level, and nothing is there yet of what others require; what requires nothing is near to nobody. Import requirements, or set them in Company, under Roles.")
	} else {
		r.begin("ready for "+about, "Employee", "Role now", "Nobody is employed.", "Import employees, and rank them here.")
	}
	return r.shown()
}

// chooseRole asks for a role level that requires something.
func (r *ready) chooseRole() tea.Cmd {
	f := r.of.facts
	var options []widget.Option
	for n, id := range f.Roles.IDs {
		if needs := f.Requirements.Row(int32(n)); !f.Archived[n] && len(needs.Skill) > 0 {
			options = append(options, widget.Option{Value: strconv.FormatInt(id, 10), Label: f.Roles.Names[n], Hint: count(len(needs.Skill), "skill", "skills")})
		}
	}
	text.SortFunc(options, func(o widget.Option) string { return o.Label })
	return kindform.Choose(r.env, r.sc, kindform.Choice{
		Title: "Ready for which role level?", Options: options, Empty: "No role level requires a skill yet. Import requirements, or set them in Company, under Roles.",
		Pick: func(o widget.Option) tea.Cmd {
			id, _ := strconv.ParseInt(o.Value, 10, 64)
			return r.choose(id, 0, o.Label)
		},
	})
}

func (r *ready) actions() []page.Action {
	if r.typing() {
		return r.list.Actions()
	}
	n, some := r.Selected()
	none := ""
	if !some {
		none = "choose a role level or an employee first"
	}
	who := r.of.facts.Employees.ID(n.employee)
	acts := []page.Action{
		page.Act("Compare the skills, one by one", "skills", func() tea.Cmd { return openDistance(r.env, r.sc, r.of.facts, n.employee, n.role) }, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Rank everybody for a role level", "role level", r.chooseRole, "R").Hinted(8),
		page.Act("Rank the role levels for an employee", "employee", func() tea.Cmd {
			return kindform.ChooseEmployee(r.env, r.sc, "Near to which role levels?", func(id int64, name string) tea.Cmd { return r.choose(0, id, name) })
		}, "W").Hinted(7),
		person(r.sc, who).Unless(none),
	}
	return append(acts, r.list.Actions()...)
}

func (r *ready) update(msg tea.Msg) tea.Cmd { return clicked(r.list, r.split, msg) }

func (r *ready) view(w, h int) string {
	if r.role == 0 && r.employee == 0 {
		r.split = widget.Split{W: w, H: h}
		return r.Table.View(w, h)
	}
	var above []string
	if h >= 8 {
		said := "Ready for " + r.about
		if r.employee != 0 {
			said = "Role levels for " + r.about + ": usual next steps, then the share that is there"
		}
		if n := len(r.of.facts.Employees.IDs); r.role != 0 && n > longest {
			said += ", the first " + widget.Number(longest) + " of " + widget.Number(n)
		}
		above = append(above, r.env.Theme.Dim.Render(text.Cut(text.Clean(said), w)))
	}
	out, split := beside(r.env.Theme, r.list.Rows, w, h, above, r.detail)
	r.split = split
	return out
}

func (r *ready) detail(w, h int) []string {
	n, ok := r.Selected()
	f := r.of.facts
	if !ok || int(n.employee) >= len(f.Employees.IDs) || int(n.role) >= len(f.Roles.IDs) {
		return nil
	}
	th := r.env.Theme
	lines := []string{th.Title.Render(text.Cut(text.Clean(f.Employees.Name(n.employee)+" "+th.Glyph.Arrow+" "+f.Roles.Name(n.role)), w))}
	switch {
	case n.Missing == 0:
		lines = append(lines, wrapped("Has every level that it requires.", 0, w)...)
	default:
		lines = append(lines, wrapped("Lacks "+count(n.Missing, "level", "levels")+" in "+count(n.Short, "skill", "skills")+", of "+count(n.Levels, "level", "levels")+" in "+widget.Number(int(n.Skills))+".", 0, w)...)
	}
	return draw(th, lines, distanceParts(f, n.employee, n.role, th), w, h)
}

// distanceParts are the skills that somebody lacks, has and has beyond a role level.
func distanceParts(f *facts, employee, role int32, th *theme.Styles) (out []section) {
	gaps, met, more := gap.Compare(f.Levels.Row(employee), f.Requirements.Row(role))
	for _, p := range []struct {
		head  string
		items []gap.Item
	}{{"TO LEARN", gaps}, {"THERE ALREADY", met}, {"BEYOND IT", more}} {
		s := section{head: p.head, all: len(p.items)}
		for _, i := range p.items {
			said := digit(i.Has) + " " + th.Glyph.Arrow + " " + digit(i.Needs)
			if i.Has >= i.Needs {
				said = store.LevelName(int(i.Has))
			}
			s.lines = append(s.lines, [2]string{text.Clean(f.SkillNames.Name(i.Skill)), said})
		}
		if s.all > 0 {
			out = append(out, s)
		}
	}
	return out
}
