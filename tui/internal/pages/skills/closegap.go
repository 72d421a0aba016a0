package skills

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// toClose is a gap that is to be answered. This file and those of its dialog are the one
// place that knows how; what shows gaps only says which.
type toClose struct {
	title      string // who of where is to reach which level
	skill      int64
	level      int   // to be reached
	employee   int64 // who is to reach it; 0 asks among the learners
	initiative int64 // that asks for it, or 0
	learners   func() []learner
}

// learner is somebody who could close a gap by learning.
type learner struct {
	id    int64
	name  string
	has   uint8
	level int
	note  string
}

// closeGap answers a gap: it asks who is to learn, unless that is known, and shows what
// could bring them there: who inside, and which work.
func closeGap(env kindform.Env, sc *page.Scope, g toClose) tea.Cmd {
	if g.employee != 0 {
		return openAnswers(env, sc, g)
	}
	var list []learner // as they were read
	return kindform.Choose(env, sc, kindform.Choice{
		Title: text.Clean(g.title), Empty: "Nobody there is below the level, and nobody elsewhere is one level away or wants it.",
		Read: func(context.Context) ([]widget.Option, error) {
			list = g.learners()
			options := make([]widget.Option, len(list))
			for i, l := range list {
				options[i] = widget.Option{Value: itoa(i), Label: l.name, Hint: digit(l.has) + " " + env.Theme.Glyph.Arrow + " " + itoa(l.level) + l.note}
			}
			return options, nil
		},
		Pick: func(o widget.Option) tea.Cmd {
			n, err := strconv.Atoi(o.Value)
			if err != nil || n >= len(list) {
				return nil
			}
			g.employee, g.level = list[n].id, list[n].level
			return openAnswers(env, sc, g)
		},
	})
}

// closing is the action that answers a gap.
func closing(env kindform.Env, sc *page.Scope, g func() toClose) page.Action {
	return page.Act("Close the gap: a mentor inside, a rotation host, a stretch assignment", "close gap", func() tea.Cmd { return closeGap(env, sc, g()) }, "c").Hinted(8)
}

// closeSpot is the gap of a spot of the map, for whoever there is to learn. What is
// asked for and lacks people says which level they are to reach; where nothing does,
// everybody's own role level says it.
func (t *table) closeSpot(at spot, asked uint8) toClose {
	c, roles := t.cover(at, asked), asked == 0 && short(t.asks[at]) == 0
	g := toClose{skill: t.f.SkillNames.ID(at.skill), initiative: initiativeOf(t.asks[at]), title: whoOf(t.f, c), learners: func() []learner { return learners(t.f, c) }}
	if roles {
		g.title = fmt.Sprintf("%s: who is to learn %s, up to %d?", t.f.groupName(t.By, at.group), t.f.SkillNames.Name(at.skill), c.Level)
		g.learners = func() []learner { return t.folk(at, 0).learners(t.f) }
	}
	return g
}

// closeCover is the gap of a cover, a demand or what an initiative needs.
func closeCover(f *facts, c store.GapCover) toClose {
	return toClose{skill: f.SkillNames.ID(c.CoverState.Skill), initiative: c.Initiative, title: whoOf(f, c.Cover), learners: func() []learner { return learners(f, c.Cover) }}
}

// whoOf asks who of a place is to reach a level.
func whoOf(f *facts, c gap.Cover) string {
	return fmt.Sprintf("%s: who is to reach %s %d?", f.groupName(c.By, c.Group), f.SkillNames.Name(c.Skill), c.Level)
}

// initiativeOf is the first initiative that lacks people there, 0 for none.
func initiativeOf(asks []store.GapCover) int64 {
	for i := range asks {
		if !asks[i].Holds() && asks[i].Initiative != 0 {
			return asks[i].Initiative
		}
	}
	return 0
}

// learners are those of the place who lack levels of what their role level requires, the
// nearest first, and then the others of the place below the level.
func (k *folk) learners(f *facts) []learner {
	c := class{f: f, seen: map[int32]bool{}}
	lacking := slices.Clone(k.lacking())
	slices.SortStableFunc(lacking, func(a, b gap.Person) int { return cmp.Compare(a.Lacks(), b.Lacks()) })
	for _, p := range lacking {
		c.add(p.Employee, p.Has, p.Needs, p.Interest, "")
	}
	for _, p := range k.who {
		c.add(p.Employee, p.Has, k.level, p.Interest, "")
	}
	return c.list
}

// mostMovers is how many from elsewhere are offered, who would have to move as well.
const mostMovers = 20

// learners are those of the place of a cover below its level, the nearest first. Those
// from elsewhere come after them and are marked: the level alone does not close the gap.
func learners(f *facts, cover gap.Cover) []learner {
	c := class{f: f, seen: map[int32]bool{}}
	for _, p := range f.Learners(cover) {
		c.add(p.Employee, p.Level, cover.Level, p.Interest, "")
	}
	here := len(c.list)
	of := f.Sources(cover)
	for _, list := range [][]gap.Source{of.Near, of.Keen} {
		for _, p := range list {
			if !p.Here && len(c.list) < here+mostMovers {
				c.add(p.Employee, p.Level, cover.Level, p.Interest, ", would have to move")
			}
		}
	}
	return c.list
}

// class collects learners, each once.
type class struct {
	f    *facts
	seen map[int32]bool
	list []learner
}

// add takes in somebody who is below the level.
func (c *class) add(e int32, has, level, wants uint8, note string) {
	if c.seen[e] || has >= level || len(c.list) == most+mostMovers || note == "" && len(c.list) == most {
		return
	}
	c.seen[e] = true
	if wants > 0 {
		note = ", interest " + interest(wants)
	}
	if team := c.f.TeamNames.Name(c.f.Team[e]); team != "" {
		note += ", " + team
	}
	c.list = append(c.list, learner{c.f.Employees.ID(e), c.f.Employees.Name(e), has, int(level), note})
}
