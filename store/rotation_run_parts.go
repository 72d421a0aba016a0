package store

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
)

// keptMove is a placement with what it is worth.
type keptMove struct {
	rotation.Placement
	points int64
	parts  []RotationPart
}

func (m keptMove) text() (string, error) {
	b, err := json.Marshal(m.parts)
	return string(b), err
}

func (m *keptMove) add(what string, points int64, said string) {
	m.points += points
	m.parts = append(m.parts, RotationPart{what, points, said})
}

// movesOf splits what a person's plan is worth between the placements: a level is gained
// by the placement at whose end it is reached, and lost by the one during which it went
// stale. All placements of a person add up to the person's points, but for the cost of
// having no wish granted.
func (in *RotationInput) movesOf(p *rotation.Problem, i int, cells []int) []keptMove {
	var out []keptMove
	x := &p.People[i]
	level, idle := slices.Clone(x.Levels), make([]int, p.Skills)
	for _, placed := range (rotation.Plan{cells}).Placements() {
		m := keptMove{Placement: rotation.Placement{Person: i, Seat: placed.Seat, From: placed.From, To: placed.To}}
		if placed.From > 0 && cells[placed.From-1] == rotation.Home {
			clear(idle)
		}
		seat := &p.Seats[placed.Seat]
		for range placed.To - placed.From + 1 {
			in.stale(x, &m, seat.Skill, p.Rules.StaleAfter, level, idle)
		}
		in.learn(p, x, &m, level)
		for _, w := range x.Wishes {
			switch {
			case w.Seat != placed.Seat || placed.From < w.From || placed.From > w.To:
			case w.Points > 0:
				m.add("wish", w.Points, "wish granted")
			case w.Points < 0:
				m.add("wish", w.Points, "would rather not")
			}
		}
		if p.Rules.MoveCost > 0 {
			m.add("move", -p.Rules.MoveCost, "move")
		}
		out = append(out, m)
	}
	return out
}

// worth is what the levels of one skill add.
func worthOf(x *rotation.Person, skill int, from, to uint8) int64 {
	if x.Targets == nil {
		return 0
	}
	weight := int64(rotation.DefaultWeight)
	if x.Weights != nil {
		weight = x.Weights[skill]
	}
	return weight * (int64(min(to, x.Targets[skill])) - int64(min(from, x.Targets[skill])))
}

// stale counts one period away for the skills that the seat does not use.
func (in *RotationInput) stale(x *rotation.Person, m *keptMove, used, after int, level []uint8, idle []int) {
	for k := range level {
		if k == used || after == 0 {
			idle[k] = 0
			continue
		}
		if idle[k]++; idle[k] < after {
			continue
		}
		if idle[k] = 0; level[k] > 0 {
			level[k]--
			if points := worthOf(x, k, level[k]+1, level[k]); points != 0 {
				m.add("stale", points, fmt.Sprintf("%s unused: %d → %d", in.Skills[k].Name, level[k]+1, level[k]))
			}
		}
	}
}

func (in *RotationInput) learn(p *rotation.Problem, x *rotation.Person, m *keptMove, level []uint8) {
	seat := &p.Seats[m.Seat]
	was, up := level[seat.Skill], uint8(0)
	for _, n := range p.Rules.Learn {
		if m.To-m.From+1 >= n {
			up++
		}
	}
	to := max(was, min(was+up, seat.Reach))
	level[seat.Skill] = to
	said := fmt.Sprintf("%s %d → %d", in.Skills[seat.Skill].Name, was, to)
	n, needed := in.need(m.Person, seat.Skill)
	switch points := worthOf(x, seat.Skill, was, to); {
	case to == was && m.To-m.From+1 < p.Rules.Learn[0]:
		m.add("gap", 0, fmt.Sprintf("too short to raise %s", in.Skills[seat.Skill].Name))
	case to == was:
		m.add("gap", 0, fmt.Sprintf("%s stays at %d: the seat reaches %d", in.Skills[seat.Skill].Name, was, seat.Reach))
	case !needed:
		m.add("gap", points, said+", which nothing asks for")
	case n.By == "":
		m.add("gap", points, fmt.Sprintf("%s, needed up to %d", said, n.Level))
	default:
		m.add("gap", points, said+", needed by "+n.By)
	}
}

// lockOn says whether a placement is locked, and what its locks override.
func (in *RotationInput) lockOn(w rotation.Placement) (bool, string) {
	locked, rules := false, []string(nil)
	for _, l := range in.Problem.Locks {
		if l.Person != w.Person || l.Seat != w.Seat || l.From > w.To || w.From > l.To {
			continue
		}
		locked = true
		for _, r := range l.Overrides {
			if !slices.Contains(rules, r.String()) {
				rules = append(rules, r.String())
			}
		}
	}
	return locked, strings.Join(rules, "\n")
}
