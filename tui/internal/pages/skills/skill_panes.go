package skills

import (
	"cmp"
	"context"
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

// levelRow is one level of the skill.
type levelRow struct {
	level, people int
	body          string
}

// levelPane has what someone at each level can do, so that two people rate alike.
func (p *skillPage) levelPane() skillPane {
	l := kindform.NewRows(p.env, p.sc, "levels", func(r levelRow) int64 { return int64(r.level) + 1 },
		widget.Column[levelRow]{Title: "Level", Min: 14, Max: 16, Cell: func(r levelRow) string { return level(uint8(r.level)) }},
		number("People", 0, func(r levelRow) int { return r.people }),
		widget.Column[levelRow]{Title: "What someone at it can do", Min: 14, Weight: 1, Cell: func(r levelRow) string {
			if r.body == "" {
				return "nobody described it"
			}
			return strings.ReplaceAll(r.body, "\n", " ")
		}, Style: func(r levelRow, th *theme.Styles) theme.Style {
			if r.body == "" {
				return th.Dim
			}
			return th.Text
		}},
	)
	l.NoMarks = true
	return skillPane{name: "Levels", rows: l, show: func(f *store.SkillFacts) {
		rows := make([]levelRow, len(f.Levels))
		for n := range rows {
			rows[n] = levelRow{n, f.People[n], f.Levels[n]}
		}
		l.Show(rows, nil)
	}, acts: func() []page.Action {
		r, _ := l.Selected()
		what := level(uint8(r.level))
		return []page.Action{
			page.Act("Describe "+what, "describe", func() tea.Cmd { return p.describe(r.level) }, page.KeyAdd).Unless(l.None()).If(r.body == "", "it is described; e edits it").Hinted(8),
			page.Act("Edit what "+what+" means", "edit", func() tea.Cmd { return p.editLevel(r.level) }, page.KeyEdit).Unless(l.None()).If(r.body != "", "nobody described it; a does").Hinted(8),
		}
	}, below: func(w int) []string {
		r, ok := l.Selected()
		if !ok || r.body == "" {
			return nil
		}
		th := p.env.Theme
		lines := []string{"", th.Title.Render(text.Cut(strings.ToUpper(level(uint8(r.level))), w))}
		return append(lines, text.Wrap(text.CleanLines(r.body), max(1, w))...)
	}}
}

func (p *skillPage) describe(n int) tea.Cmd {
	kind, err := store.KindOf("level description")
	if err != nil {
		return page.Fail(err)
	}
	return kindform.OpenForm(p.env, p.sc, kindform.Spec{
		Kind: kind, Title: "What " + level(uint8(n)) + " means: " + p.f.Skill.Label,
		Preset: map[string]string{"skill_id": kindform.RefValue(p.id), "level": itoa(n)},
	})
}

// editLevel reads the description with its version, so that another window's edit is
// not overwritten.
func (p *skillPage) editLevel(n int) tea.Cmd {
	db, id := p.env.DB, p.id
	return page.Load(p.sc, &p.form, func(ctx context.Context) ([]store.Record, error) {
		return db.List(ctx, "level description", store.ListFilter{Parent: id})
	}, func(list []store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		for _, r := range list {
			if r.Values["level"] == itoa(n) {
				return kindform.OpenForm(p.env, p.sc, kindform.Spec{Kind: r.Kind, Rec: r, Focus: "body"})
			}
		}
		return page.Say("The description is gone; a writes another")
	})
}

// number is a column of counts, 0 as nothing.
func number[T any](title string, priority int, of func(T) int) widget.Column[T] {
	return widget.Column[T]{
		Title: title, Min: max(5, len(title)), Right: true, Priority: priority, Compare: func(a, b T) int { return cmp.Compare(of(b), of(a)) },
		Cell: func(v T) string {
			if of(v) == 0 {
				return ""
			}
			return widget.Number(of(v))
		},
	}
}

// holderPane has who can do it alone, those who can teach it first.
func (p *skillPage) holderPane() skillPane {
	th := p.env.Theme
	l := kindform.NewRows(p.env, p.sc, "who can do it", func(h store.SkillHolder) int64 { return h.EmployeeID },
		widget.Column[store.SkillHolder]{Title: "Employee", Min: 14, Weight: 3, Max: 32, Cell: func(h store.SkillHolder) string { return h.Name }},
		widget.Column[store.SkillHolder]{Title: "Level", Min: 14, Max: 16, Cell: func(h store.SkillHolder) string { return level(uint8(h.Level)) }, Compare: func(a, b store.SkillHolder) int { return cmp.Compare(b.Level, a.Level) }},
		widget.Column[store.SkillHolder]{Title: "Rated", Min: 22, Priority: 3, Cell: func(h store.SkillHolder) string {
			if h.Stale {
				return string(h.Date) + " ~ old, " + h.Source
			}
			return string(h.Date) + ", " + h.Source
		}},
		widget.Column[store.SkillHolder]{Title: "Offers", Min: 11, Priority: 2, Cell: func(h store.SkillHolder) string {
			if h.Offers {
				return th.Glyph.Check + " to teach"
			}
			return ""
		}},
		widget.Column[store.SkillHolder]{Title: "Team", Min: 12, Weight: 2, Priority: 1, Cell: func(h store.SkillHolder) string { return h.Team }},
		widget.Column[store.SkillHolder]{Title: "Location", Min: 10, Weight: 1, Priority: 4, Cell: func(h store.SkillHolder) string { return h.Location }},
	)
	l.Table.SetEmpty(widget.Empty{What: "Nobody can do it alone.", Why: "Here stand those rated 3 practitioner or 4 expert.", Keys: []widget.Hotkey{{Key: "t", What: "rate the people of a team"}}})
	return skillPane{name: "Can do it", rows: l, show: func(f *store.SkillFacts) { l.Show(f.Holders, nil) }, acts: func() []page.Action {
		h, _ := l.Selected()
		return []page.Action{
			page.Act("Open the history of the rating", "history", func() tea.Cmd {
				return openHistory(p.env, p.sc, gridAt{h.EmployeeID, p.id}, h.Name, p.f.Skill.Label)
			}, page.KeyOpen).Unless(l.None()).Hinted(9),
			page.Act("Show the person among the employees", "person", func() tea.Cmd { return p.sc.Send(page.Goto{Key: "2", Arg: h.EmployeeID}) }, "@").Unless(l.None()).Hinted(7),
		}
	}}
}

// placeRow is a team or a location with who has the skill there.
type placeRow struct {
	store.SkillPlace
	kind string
	n    int64 // tells the rows apart
}

// placePane has where the skill is, and where it is asked for.
func (p *skillPage) placePane() skillPane {
	l := kindform.NewRows(p.env, p.sc, "where it is", func(r placeRow) int64 { return r.n },
		widget.Column[placeRow]{Title: "Place", Min: 14, Weight: 3, Max: 40, Cell: func(r placeRow) string { return r.Name }},
		widget.Column[placeRow]{Title: "Kind", Min: 8, Priority: 3, Cell: func(r placeRow) string { return r.kind }},
		number("Have some", 2, func(r placeRow) int { return r.People }), number("Do it alone", 0, func(r placeRow) int { return r.Alone }),
		number("Teach it", 1, func(r placeRow) int { return r.Teach }), number("Need it", 0, func(r placeRow) int { return r.Asked }),
		number("Lack it", 0, func(r placeRow) int { return r.Asked - r.Met }),
	)
	l.NoMarks = true
	l.Table.SetEmpty(widget.Empty{What: "Nobody who has it or needs it is in a team or at a location.", Why: "Teams are counted without the teams within them.", Keys: []widget.Hotkey{{Key: "2", What: "give people a position, among the employees"}}})
	return skillPane{name: "Where", rows: l, show: func(f *store.SkillFacts) {
		var rows []placeRow
		for i, list := range [][]store.SkillPlace{f.Teams, f.Locations} {
			for _, v := range list {
				rows = append(rows, placeRow{v, [...]string{"team", "location"}[i], v.ID*2 + int64(i)})
			}
		}
		l.Show(rows, nil)
	}, acts: func() []page.Action {
		r, _ := l.Selected()
		return []page.Action{page.Act("Rate the people there in it", "rate", func() tea.Cmd {
			of := gridOf{name: r.Name}
			if of.Team = r.ID; r.kind == "location" {
				of.Team, of.Location = 0, r.ID
			}
			return openGrid(p.env, p.sc, p.only(of))
		}, page.KeyOpen).Unless(l.None()).Hinted(9)}
	}}
}

// requirementPane has the role levels that require it.
func (p *skillPage) requirementPane() skillPane {
	l := kindform.NewRows(p.env, p.sc, "who requires it", func(r store.SkillRequirement) int64 { return r.RoleLevelID },
		widget.Column[store.SkillRequirement]{Title: "Role level", Min: 16, Weight: 1, Max: 60, Cell: func(r store.SkillRequirement) string { return r.RoleLevel }},
		widget.Column[store.SkillRequirement]{Title: "Requires", Min: 14, Max: 16, Cell: func(r store.SkillRequirement) string { return level(uint8(r.Level)) }, Compare: func(a, b store.SkillRequirement) int { return cmp.Compare(b.Level, a.Level) }},
		number("People", 1, func(r store.SkillRequirement) int { return r.People }), number("Lack it", 0, func(r store.SkillRequirement) int { return r.People - r.Met }),
	)
	l.NoMarks = true
	l.Table.SetEmpty(widget.Empty{What: "No role level requires it.", Why: "What a role level requires is set in Company, under Roles, or imported.", Keys: []widget.Hotkey{{Key: "0", What: "company"}}})
	return skillPane{name: "Required by", rows: l, show: func(f *store.SkillFacts) { l.Show(f.Requirements, nil) }, acts: func() []page.Action { return nil }}
}

// namedPane has what else names it: covers, demand, needs of initiatives, certificates
// and what was begun to close its gaps.
func (p *skillPage) namedPane() skillPane {
	l := kindform.NewRows(p.env, p.sc, "what names it", func(r store.Record) int64 { return r.ID*8 + int64(namedRank(r)) },
		widget.Column[store.Record]{Title: "What", Min: 10, Max: 15, Cell: func(r store.Record) string { return r.Kind.Name }},
		widget.Column[store.Record]{Title: "Which", Min: 16, Weight: 1, Cell: func(r store.Record) string { return r.Label }},
	)
	l.NoMarks = true
	l.Table.SetEmpty(widget.Empty{What: "Nothing else names it.", Why: "Covers of teams, demand of markets and locations, needs of initiatives, certificates and what was begun to close its gaps would stand here.", Keys: []widget.Hotkey{{Key: "esc", What: "goes back; covers and demand have views of their own there"}}})
	return skillPane{name: "Named in", rows: l, show: func(f *store.SkillFacts) {
		var rows []store.Record
		for _, kind := range namedKinds() {
			rows = append(rows, f.Named[kind]...)
		}
		l.Show(rows, nil)
	}, acts: func() []page.Action {
		r, _ := l.Selected()
		initiative := r.Refs["initiative_id"]
		return []page.Action{page.Act("Show its initiative", "initiative", func() tea.Cmd {
			return p.sc.Send(page.Goto{Key: "8", Arg: initiative})
		}, page.KeyOpen).Unless(l.None()).If(initiative != 0, "it belongs to no initiative").Hinted(6)}
	}, below: func(w int) []string {
		r, ok := l.Selected()
		if !ok {
			return nil
		}
		return append([]string{""}, widget.KeyValue(p.env.Theme, w, kindform.Facts(p.env, r)...)...)
	}}
}

func namedKinds() []string {
	return []string{store.CoverKind, store.DemandKind, store.InitiativeNeedKind, "certificate", "gap action"}
}

func namedRank(r store.Record) int {
	for i, k := range namedKinds() {
		if k == r.Kind.Name {
			return i
		}
	}
	return len(namedKinds())
}

// certificatePane has who holds a certificate that shows it.
func (p *skillPage) certificatePane() skillPane {
	l := kindform.NewRows(p.env, p.sc, "certificates", func(q store.Qualification) int64 { return q.ID },
		widget.Column[store.Qualification]{Title: "Employee", Min: 14, Weight: 2, Max: 32, Cell: func(q store.Qualification) string { return q.Employee }},
		widget.Column[store.Qualification]{Title: "Certificate", Min: 14, Weight: 2, Max: 40, Cell: func(q store.Qualification) string { return q.Certificate }},
		widget.Column[store.Qualification]{Title: "State", Min: 14, Weight: 1, Priority: 1, Cell: func(q store.Qualification) string { return q.Why }},
		widget.Column[store.Qualification]{Title: "Shows", Min: 5, Priority: 2, Cell: func(q store.Qualification) string { return strconv.Itoa(q.Level) }},
	)
	l.Table.SetEmpty(widget.Empty{What: "Nobody holds a certificate that shows it.", Why: "A certificate can show a level of a skill, and may expire. Certificates are kept in Company, who holds them in the profile.", Keys: []widget.Hotkey{{Key: "0", What: "company"}}})
	return skillPane{name: "Certificates", rows: l, show: func(f *store.SkillFacts) { l.Show(f.Certified, nil) }, acts: func() []page.Action {
		q, _ := l.Selected()
		return []page.Action{page.Act("Show the person among the employees", "person", func() tea.Cmd { return p.sc.Send(page.Goto{Key: "2", Arg: q.EmployeeID}) }, "@", page.KeyOpen).Unless(l.None()).Hinted(9)}
	}}
}
