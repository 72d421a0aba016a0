package skills

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// gaps is the tab with the heat map.
type gaps struct {
	of     *home
	env    kindform.Env
	sc     *page.Scope
	heat   *widget.Heat
	filter *widget.Filter
	look   look
	t      *table // worked out for some look; nil before the first
	v      *view
	find   finder
	fresh  bool
	anew   bool // another map was asked for: begin at its first cell
	work   page.Slot
	files  page.Slot
	split  widget.Split
	y      int // where the map stands in the last View
}

func newGaps(m *home) *gaps {
	g := &gaps{of: m, env: m.env, sc: m.sc, heat: widget.NewHeat(m.env.Theme, "all"), filter: widget.NewFilter(m.env.Theme)}
	g.look.by, g.find.sc = gap.Team, m.sc
	return g
}

func (g *gaps) stale() { g.fresh = false }

func (g *gaps) typing() bool { return g.filter.Typing() }

// shown works the table out, if it is not there.
func (g *gaps) shown() tea.Cmd {
	f := g.of.facts
	if g.fresh || f == nil {
		return nil
	}
	g.fresh = true
	by, family := g.look.by, g.look.family
	return page.Load(g.sc, &g.work, func(context.Context) (*table, error) { return newTable(f, by, family), nil }, func(t *table, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		g.t = t
		g.arrange()
		if g.anew {
			g.heat.MoveTo(0, 0)
		}
		g.anew = false
		return g.rest()
	})
}

// again works the table out anew, after another grouping or family was chosen.
func (g *gaps) again() tea.Cmd {
	g.fresh = false
	return g.shown()
}

// arrange puts the table under the present look.
func (g *gaps) arrange() {
	if g.t == nil {
		return
	}
	at, _ := g.spot()
	if int(at.group) >= g.t.Groups() || int(at.skill) >= g.t.f.Skills {
		at = spot{}
	}
	g.look.query = g.filter.Query()
	g.v = g.t.view(g.look, at)
	g.heat.SetEmpty(g.empty())
	g.heat.SetSource(g.v)
}

// spot is the group and the skill under the cursor.
func (g *gaps) spot() (spot, bool) {
	row, col, ok := g.heat.Cursor()
	if !ok || g.v == nil {
		return spot{}, false
	}
	return spot{g.v.rows[row], g.v.cols[col]}, true
}

// rest looks for the people of the cell that the cursor is on now.
func (g *gaps) rest() tea.Cmd {
	at, ok := g.spot()
	if !ok {
		return nil
	}
	return g.find.look(g.t, at)
}

// empty says why there is nothing in the map.
func (g *gaps) empty() widget.Empty {
	l := g.look
	switch {
	case l.query != "" && len(g.t.rows) > 0:
		return widget.Empty{What: "Nothing matches the filter.", Why: "It looks through the names of skills and of " + groupWord(l.by) + "s.", Keys: []widget.Hotkey{{Key: "esc", What: "drop the filter"}}}
	case l.family != 0 || l.category != 0:
		return widget.Empty{What: "Nothing is required here.", Why: "No role level of the chosen family requires a skill of the chosen category.", Keys: []widget.Hotkey{{Key: "f", What: "choose another family or category"}}}
	case len(g.t.f.Requirements.Skill) == 0:
		return widget.Empty{
			What: "No role level requires a skill yet.",
			Why:  "A gap is what somebody's role level requires beyond what they can do. Import requirements, such as those of a framework, or set them in Company, under Roles.",
			Keys: []widget.Hotkey{{Key: "i", What: "import requirements"}},
		}
	case l.by == gap.Company:
		return widget.Empty{What: "Nothing is needed yet.", Why: "Nobody has a role level that requires a skill.", Keys: []widget.Hotkey{{Key: "2", What: "set role levels, among the employees"}}}
	}
	return widget.Empty{
		What: "No " + groupWord(l.by) + " needs anything yet.",
		Why:  "Nobody with a role level that requires a skill has a " + groupWord(l.by) + " in their position.",
		Keys: []widget.Hotkey{{Key: "b", What: "look at the gaps by " + groupWord(nextBy(l.by))}},
	}
}

// Update types into the filter, and takes the mouse.
func (g *gaps) update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		if g.filter.Update(msg) == widget.Edited {
			g.arrange()
			return g.rest()
		}
	case page.Click:
		if detail, x := g.split.At(msg.X, false); !detail && msg.Y >= g.y {
			g.heat.Click(x, msg.Y-g.y)
			return g.rest()
		}
	case page.Wheel:
		g.heat.Wheel(msg.Rows)
		return g.rest()
	case page.Restyled:
		g.heat.Restyle()
	}
	return nil
}
