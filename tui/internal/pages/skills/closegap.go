package skills

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// toClose is a gap that is to be answered. This file and those of its dialog are the one
// place that knows how; what shows gaps only says which.
type toClose struct {
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

// closeGap answers a gap: it asks who is to learn, unless that is known, and shows who
// inside the company could bring them there.
func closeGap(env kindform.Env, sc *page.Scope, g toClose) tea.Cmd {
	if g.employee != 0 {
		return openMentors(env, sc, g)
	}
	var list []learner // as they were read
	return kindform.Choose(env, sc, kindform.Choice{
		Title: "Who is to learn it?", Empty: "Nobody there needs it, is one level away or wants it.",
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
			return openMentors(env, sc, g)
		},
	})
}

// closing is the action that answers a gap.
func closing(env kindform.Env, sc *page.Scope, g func() toClose) page.Action {
	return page.Act("Close the gap: find a mentor inside", "close gap", func() tea.Cmd { return closeGap(env, sc, g()) }, "c").Hinted(8)
}

// closeSpot is the gap of a spot of the map, for whoever there is to learn.
func (t *table) closeSpot(at spot) toClose {
	return toClose{skill: t.f.SkillNames.ID(at.skill), initiative: initiativeOf(t.asks[at]), learners: func() []learner { return t.folk(at).learners(t.f) }}
}

// closeCover is the gap of a cover, a demand or what an initiative needs.
func closeCover(f *facts, c store.GapCover) toClose {
	return toClose{skill: f.SkillNames.ID(c.CoverState.Skill), initiative: c.Initiative, learners: func() []learner {
		all := class{f: f, seen: map[int32]bool{}}
		all.from(f.Sources(c.Cover), c.Level)
		return all.list
	}}
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

// learners are those who lack levels, then those one level away, then those who want it.
func (k *folk) learners(f *facts) []learner {
	c := class{f: f, seen: map[int32]bool{}}
	for _, p := range k.lacking() {
		c.add(p.Employee, p.Has, p.Needs, p.Interest)
	}
	c.from(k.sources, k.level)
	return c.list
}

// class collects learners, each once.
type class struct {
	f    *facts
	seen map[int32]bool
	list []learner
}

// from adds who is below the level of a cover: those of the place, and only if there is
// nobody those from elsewhere, who would have to come as well.
func (c *class) from(s gap.Sources, level uint8) {
	for _, here := range []bool{true, false} {
		if !here && len(c.list) > 0 {
			return
		}
		for _, list := range [][]gap.Source{s.Near, s.Keen} {
			for _, p := range list {
				if p.Here == here {
					c.add(p.Employee, p.Level, level, p.Interest)
				}
			}
		}
	}
}

func (c *class) add(e int32, has, level, wants uint8) {
	if c.seen[e] || has >= level || len(c.list) == most {
		return
	}
	c.seen[e] = true
	note := ""
	if wants > 0 {
		note = ", interest " + interest(wants)
	}
	if team := c.f.TeamNames.Name(c.f.Team[e]); team != "" {
		note += ", " + team
	}
	c.list = append(c.list, learner{c.f.Employees.ID(e), c.f.Employees.Name(e), has, int(level), note})
}
