package skills

import (
	"cmp"
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// old is the tab of the levels that were rated longer ago than the setting allows.
type old struct {
	*list[store.StaleRating]
	of   *home
	all  int // how many there are, those beyond the list too
	slot page.Slot
}

func newOld(m *home) *old {
	l := &old{of: m}
	l.list = newList(m.env, m.sc, "old ratings", func(r store.StaleRating) int64 { return r.EmployeeID<<24 ^ r.SkillID }, oldColumns()...)
	l.Table.SetEmpty(widget.Empty{
		What: "No rating is old.", Why: "After how many days a rating counts as old is a setting, in Company.",
		Keys: []widget.Hotkey{{Key: "0", What: "company, with the settings"}},
	})
	return l
}

func oldColumns() []widget.Column[store.StaleRating] {
	return []widget.Column[store.StaleRating]{
		{Title: "Employee", Min: 14, Weight: 3, Max: 32, Cell: func(r store.StaleRating) string { return r.Employee }},
		{Title: "Skill", Min: 12, Weight: 3, Max: 40, Cell: func(r store.StaleRating) string { return r.Skill }},
		{Title: "Level", Min: 5, Cell: func(r store.StaleRating) string { return itoa(r.Level) }, Compare: func(a, b store.StaleRating) int { return cmp.Compare(b.Level, a.Level) }},
		{
			Title: "Needs", Min: 5, Priority: 3, Cell: func(r store.StaleRating) string { return blank(uint8(r.Required)) }, Compare: func(a, b store.StaleRating) int { return cmp.Compare(b.Required, a.Required) },
			Style: func(r store.StaleRating, th *theme.Styles) theme.Style {
				if r.Level < r.Required {
					return th.Warn
				}
				return th.Text
			},
		},
		{Title: "Rated", Min: 10, Priority: 1, Cell: func(r store.StaleRating) string { return string(r.Date) }},
		{Title: "By", Min: 10, Priority: 5, Cell: func(r store.StaleRating) string { return r.Source }},
		number("Days ago", 2, func(r store.StaleRating) int { return r.Age }),
		{Title: "Team", Min: 12, Weight: 2, Priority: 4, Cell: func(r store.StaleRating) string { return r.Team }},
	}
}

// shown reads them: what the roles require comes first, the oldest of it first.
func (l *old) shown() tea.Cmd {
	if l.fresh {
		return nil
	}
	l.fresh = true
	db := l.env.DB
	type answer struct {
		list []store.StaleRating
		all  int
	}
	return page.Load(l.sc, &l.slot, func(ctx context.Context) (a answer, err error) {
		a.list, a.all, err = db.StaleRatings(ctx, store.StaleFilter{Most: longest})
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		l.all = a.all
		l.Show(a.list, err)
		return nil
	})
}

func (l *old) actions() []page.Action {
	if l.typing() {
		return l.Actions()
	}
	r, _ := l.Selected()
	return append([]page.Action{
		page.Act("Rate the team, all its people and skills", "rate team", func() tea.Cmd { return l.rate(r) }, page.KeyOpen, page.KeyEdit).Unless(l.None()).Hinted(9),
		about(l.env, l.sc, func() int64 { return r.SkillID }).Unless(l.None()).Hinted(5),
		person(l.sc, r.EmployeeID).Unless(l.None()).Hinted(4),
	}, l.Actions()...)
}

// rate opens the ratings of somebody's team, at the old one.
func (l *old) rate(r store.StaleRating) tea.Cmd {
	of := gridOf{name: r.Employee, at: gridAt{r.EmployeeID, r.SkillID}}
	of.Employees = []int64{r.EmployeeID}
	f := l.of.facts
	if e := f.Employees.Number(r.EmployeeID); e != gap.None && f.Team[e] != gap.None {
		of.Employees, of.Team, of.name = nil, f.TeamNames.ID(f.Team[e]), r.Team
	}
	return openGrid(l.env, l.sc, of)
}

func (l *old) update(msg tea.Msg) tea.Cmd { return l.Update(msg) }

func (l *old) view(w, h int) string {
	said := count(l.all, "level is", "levels are") + " old; what the role requires comes first"
	if n := l.all - l.Table.Total(); n > 0 && l.Table.Total() > 0 {
		said = count(l.all, "level is", "levels are") + " old; the first " + widget.Number(l.Table.Total()) + " are here"
	}
	if h < 8 || l.all == 0 {
		return l.View(w, h)
	}
	return l.View(w, h, l.env.Theme.Dim.Render(text.Cut(said, w)))
}
