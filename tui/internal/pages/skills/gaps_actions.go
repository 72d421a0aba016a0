package skills

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// actions are what the keys do on the map.
func (g *gaps) actions() []page.Action {
	if g.typing() {
		return typed(func() tea.Cmd { return g.update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, g.drop)
	}
	none := ""
	switch {
	case g.t == nil:
		none = "it is being worked out"
	case g.heat.Len() == 0:
		none = "the map is empty"
	}
	next := nextBy(g.look.by)
	const look = "Look"
	acts := []page.Action{
		page.Act("Open the people of the cell", "people", g.open, page.KeyOpen).Unless(none).Hinted(9),
		page.Act("Group by "+groupWord(next)+" (team, location, market, company)", "by "+groupWord(next), g.turnBy, "b").In(look).Hinted(7),
		page.Act("Show one role family or skill category, or all", "family", g.chooseFamily, "f").In(look).If(g.t != nil, "it is being worked out").Hinted(6),
		page.Act("Count "+lower(g.nextWhat())+" in the cells", "count", g.turnWhat, "w").In(look).Hinted(5),
		closing(g.env, g.sc, func() toClose { at, _ := g.spot(); return g.t.closeSpot(at, 0) }).Unless(none),
		page.Act("Rate the people of the "+groupWord(g.look.by), "rate", g.openRatings, page.KeyEdit).Unless(none).Hinted(7),
		page.Act("Rate another team", "team", func() tea.Cmd {
			return chooseTeam(g.env, g.sc, func(of gridOf) tea.Cmd { return openGrid(g.env, g.sc, of) })
		}, "t"),
		about(g.env, g.sc, func() int64 { at, _ := g.spot(); return g.t.f.SkillNames.ID(at.skill) }).Unless(none).Hinted(3),
		g.of.imports(),
	}
	acts = append(acts, page.Nav(g.heat, g.rest)...)
	acts = append(acts, page.Columns(g.heat, g.rest)...)
	aside := func(by int) func() tea.Cmd { return func() tea.Cmd { g.heat.Aside(by); return g.rest() } }
	acts = append(acts,
		page.Act("Move a screen to the left", "screen left", aside(-1), "<").In(page.Moving),
		page.Act("Move a screen to the right", "screen right", aside(1), ">").In(page.Moving))
	sorts := page.Sorts(g, g.rest)
	sorts[0].Name = "Order by gap, by name, or around the cell under the cursor"
	acts = append(acts, sorts[0].Hinted(4), sorts[1])
	acts = append(acts, page.Filter(func() tea.Cmd { g.filter.Open(); return nil }, nil)...)
	marks := page.Marks(g.heat, g.rest)
	marks[0].Name, marks[2].Name = "Mark or unmark this cell", "Mark all cells of the row, or none"
	acts = append(acts, marks...)
	acts = append(acts, g.taking(none)...)
	switch {
	case g.filter.Active():
		acts = append(acts, page.Act("Drop the filter", "drop filter", g.drop, "esc").Hinted(7))
	case g.heat.Marked() > 0:
		acts = append(acts, page.Act("Unmark all", "unmark", func() tea.Cmd { g.heat.Unmark(); return nil }, "esc").Hinted(7))
	}
	return acts
}

// typed are the actions while a filter is typed.
func typed(keep, drop func() tea.Cmd) []page.Action {
	return []page.Action{
		page.Act("Keep the filter", "keep", keep, "enter").WhileTyping().Hinted(9),
		page.Act("Drop the filter", "drop", drop, "esc").WhileTyping().Hinted(8),
	}
}

func lower(s string) string { return strings.ToLower(s[:1]) + s[1:] }

func (g *gaps) drop() tea.Cmd {
	g.filter.Cancel()
	g.arrange()
	return g.rest()
}

func (g *gaps) turnBy() tea.Cmd {
	g.look.by = nextBy(g.look.by)
	g.heat.Unmark() // marks are of groups that are not shown any more
	g.heat.Unmark()
	g.anew = true
	return g.again()
}

func (g *gaps) nextWhat() string { return ((g.look.what + 1) % measures).String() }

func (g *gaps) turnWhat() tea.Cmd {
	g.look.what = (g.look.what + 1) % measures
	g.arrange()
	g.heat.MoveTo(0, 0)
	return g.rest()
}

// Sort takes the next order.
func (g *gaps) Sort() {
	g.look.order, g.look.reversed = (g.look.order+1)%orders, false
	g.arrange()
	g.first()
}

// Reverse turns the order round.
func (g *gaps) Reverse() {
	g.look.reversed = !g.look.reversed
	g.arrange()
	g.first()
}

// first goes to where the order begins, unless it is that around the cell itself.
func (g *gaps) first() {
	if g.look.order != byCell {
		g.heat.MoveTo(0, 0)
	}
}

// chooseFamily asks whose requirements and which skills are shown.
func (g *gaps) chooseFamily() tea.Cmd {
	f := g.t.f
	options := []widget.Option{{Value: "", Label: "Everything", Hint: "all role families, all skill categories"}}
	for i, id := range f.FamilyNames.IDs {
		options = append(options, widget.Option{Value: "family " + strconv.FormatInt(id, 10), Label: f.FamilyNames.Names[i], Hint: "role family"})
	}
	for i, id := range f.CategoryNames.IDs {
		options = append(options, widget.Option{Value: "category " + strconv.FormatInt(id, 10), Label: f.CategoryNames.Names[i], Hint: "skill category"})
	}
	return kindform.Choose(g.env, g.sc, kindform.Choice{Title: "Show only", Options: options, Pick: func(o widget.Option) tea.Cmd {
		kind, id, _ := strings.Cut(o.Value, " ")
		n, _ := strconv.ParseInt(id, 10, 64)
		switch kind {
		case "family":
			g.look.family = n
		case "category":
			g.look.category = n
		default:
			g.look.family, g.look.category = 0, 0
		}
		g.anew = true
		return g.again()
	}})
}

func (g *gaps) open() tea.Cmd {
	at, ok := g.spot()
	if !ok {
		return nil
	}
	return openCell(g.env, g.sc, g.t, at, 0)
}

// sheet takes the map of this moment along; its rows are made when it is written.
func (g *gaps) sheet() func() kindform.Sheet {
	v, marks := g.v, map[spot]bool{}
	if g.heat.Marked() > 0 {
		for i, group := range v.rows {
			for k, skill := range v.cols {
				if g.heat.IsMarked(i, k) {
					marks[spot{group, skill}] = true
				}
			}
		}
	}
	return func() kindform.Sheet { return v.sheet(marks) }
}

func (g *gaps) copied() string {
	at, ok := g.spot()
	if !ok {
		return ""
	}
	return g.t.f.groupName(g.t.By, at.group) + "\t" + g.t.f.SkillNames.Name(at.skill) + "\t" + g.t.say(at)
}
