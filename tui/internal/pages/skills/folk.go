package skills

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/tui/internal/page"
)

// folk are the people of one spot of the map: who needs the skill there, and who could
// close its gap from anywhere.
type folk struct {
	at      spot
	by      gap.By
	level   uint8 // that is asked for there
	asked   uint8 // the level, if somebody named it; else 0
	cell    *gap.Cell
	asks    []store.GapCover
	who     []gap.Person // most lacking first
	sources gap.Sources
}

// folk looks through everybody: milliseconds in a company of 100,000, off the Update
// goroutine.
func (t *table) folk(at spot, asked uint8) *folk {
	k := &folk{at: at, by: t.By, asks: t.asks[at], asked: asked}
	k.cell, _ = t.cell(at.group, at.skill)
	c := t.cover(at, asked)
	k.level = c.Level
	k.who, k.sources = t.in.Who(t.By, at.group, at.skill), t.f.Sources(c)
	return k
}

// cover is what is asked for at a spot: a level that somebody names, or the highest that
// lacks people, or else the highest that roles require or anything asks for.
func (t *table) cover(at spot, asked uint8) gap.Cover {
	c := gap.Cover{By: t.By, Group: at.group, Skill: at.skill, Count: 1, Level: asked}
	asks := t.asks[at]
	lacks := short(asks) > 0
	for i := range asks {
		a := &asks[i]
		if named := asked == 0 && (!lacks || !a.Holds()) || a.Level == asked; named && a.Level >= c.Level {
			c.Level, c.Due = a.Level, max(c.Due, a.CoverState.Due)
		}
	}
	if cell, ok := t.cell(at.group, at.skill); ok && asked == 0 && !lacks {
		c.Level = max(c.Level, cell.Highest)
	}
	if c.Level == 0 {
		c.Level = gap.Alone
	}
	return c
}

// lacking are those who lack levels of what their role level requires.
func (k *folk) lacking() []gap.Person {
	for i, p := range k.who {
		if p.Lacks() == 0 {
			return k.who[:i]
		}
	}
	return k.who
}

// part is what somebody is to a spot.
type part int

// The parts, in the order in which a list has them.
const (
	lacks     part = iota // levels that the own role level requires
	oneAway               // from the level asked for, which the own role level does not require
	meets                 // the own role level's requirement
	able                  // without help, which the own role level does not ask for
	knows                 // a little
	wants                 // to learn it
	teacher               // from elsewhere
	elsewhere             // can do it alone
)

func (p part) String() string {
	return [...]string{"lacks levels", "one level away", "meets the role", "able, other role", "knows some", "wants it", "can teach it", "can do it alone"}[p]
}

// member is one of the folk, as a list has it.
type member struct {
	row
	part
	has, needs, interest uint8
	breaks               int32 // covers that would break if they went there for good
	employee             int32
	target               int // the level that they are to reach, 0 where they are there
}

// most is how many from elsewhere a list names: the best of them.
const most = 100

// members are all of them: those of the place, then teachers and others from elsewhere.
func (k *folk) members(f *facts) []member {
	var out []member
	listed := make(map[int32]bool, len(k.who)) // a team's without those of the teams within it
	for _, p := range k.who {
		listed[p.Employee] = true
		target := int(max(p.Needs, k.level))
		if k.asked > 0 {
			if target = int(k.asked); p.Has >= k.asked {
				target = 0
			}
		} else if p.Lacks() > 0 {
			target = int(p.Needs)
		} else if p.Has >= k.level {
			target = 0
		}
		out = append(out, member{f.who(p.Employee), k.partOf(p), p.Has, p.Needs, p.Interest, 0, p.Employee, target})
	}
	for i, list := range [][]gap.Source{k.sources.Teach, k.sources.Alone} {
		n := 0
		for _, s := range list {
			if listed[s.Employee] {
				continue
			}
			if n++; n > most {
				break
			}
			out = append(out, member{f.who(s.Employee), teacher + part(i), s.Level, 0, s.Interest, s.Breaks, s.Employee, 0})
		}
	}
	return out
}

func (k *folk) partOf(p gap.Person) part {
	switch {
	case p.Lacks() > 0:
		return lacks
	case p.Needs > 0:
		return meets
	case p.Has+1 == k.level && p.Has > 0:
		return oneAway
	case p.Has >= gap.Alone:
		return able
	case p.Has > 0:
		return knows
	}
	return wants
}

// finder looks for the people of the spot under a cursor, and keeps those found last.
type finder struct {
	sc   *page.Scope
	slot page.Slot
	k    *folk
	of   *table // that k is of
}

// look begins the search, unless the spot is the one whose people are known.
func (d *finder) look(t *table, at spot) tea.Cmd {
	if d.k != nil && d.of == t && d.k.at == at {
		return nil
	}
	return page.Load(d.sc, &d.slot, func(ctx context.Context) (*folk, error) {
		if err := ctx.Err(); err != nil { // the cursor is elsewhere already
			return nil, err
		}
		return t.folk(at, 0), nil
	}, func(k *folk, err error) tea.Cmd {
		if err == nil {
			d.k, d.of = k, t
		}
		return nil
	})
}

// found are the people of a spot, nil while they are looked for.
func (d *finder) found(t *table, at spot) *folk {
	if d.k == nil || d.of != t || d.k.at != at {
		return nil
	}
	return d.k
}
