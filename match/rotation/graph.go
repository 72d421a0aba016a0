package rotation

import (
	"fmt"
	"slices"
)

// graph holds what a person can have become (states) and how placements lead from one
// to another. Levels and idle skills are followed only where they can change and
// matter, so that most people have a handful of states. Which seats were held is
// followed for the critical ones alone (decremental state space relaxation: Righini
// and Salani 2008): a plan that repeats another seat may be found, then that seat
// becomes critical.
type graph struct {
	sigs     []sig
	masks    [][]int32 // sets of cover classes
	skills   []int     // followed
	critical []int32   // local seats
	flat     []bool    // by local seat: what it teaches is fixed and not followed
}

// sig is one state.
type sig struct {
	levels, idle []uint8 // by followed skill
	count        uint8   // placements, where they are limited
	last         int16   // the local seat just left, where seats may be held twice, else None
	held         uint32  // by critical seat
	from         int     // the earliest period in which it can be reached
	covers       int32   // the mask of the classes that count the person at home
	rest         int32   // the state after a period at home
	moves        []move
}

// move is a placement that begins in a state.
type move struct {
	seat, length int16
	needs        mask // rules that a lock must lift
	next         int32
	gain         int64 // of levels
}

// What one person's graph may hold before it is too much.
const (
	maxStates   = 1 << 14
	maxMoves    = 1 << 21
	maxCritical = 32
)

type grower struct {
	m     *model
	v     *mover
	g     *graph
	of    map[string]int32
	at    [][]int32 // states by the earliest period in which they were reached
	moves int
}

// newGraph builds the states of a person with the given critical seats.
func newGraph(m *model, v *mover, critical []int32) (*graph, error) {
	w := &grower{m: m, v: v, g: &graph{critical: critical}, of: map[string]int32{}, at: make([][]int32, 2*m.p.Periods+1)}
	w.follow()
	x := &m.p.People[v.id]
	first := sig{last: None, idle: make([]uint8, len(w.g.skills))}
	for _, k := range w.g.skills {
		first.levels = append(first.levels, x.Levels[k])
	}
	w.state(first, 0)
	for t := range m.p.Periods {
		for _, k := range w.at[t] {
			if w.g.sigs[k].from == t {
				w.expand(k)
			}
			if len(w.g.sigs) > maxStates || w.moves > maxMoves {
				return nil, fmt.Errorf("rotation: person %d has too many different plans to weigh; limit the lengths or the number of placements", v.id)
			}
		}
	}
	return w.g, nil
}

// follow finds the skills whose levels must be followed.
func (w *grower) follow() {
	p, x := w.m.p, &w.m.p.People[w.v.id]
	w.g.flat = make([]bool, len(w.v.seats))
	for k := range p.Skills {
		teach, entry := 0, false
		for _, s := range w.v.seats {
			if p.Seats[s].Skill == k {
				teach++
				entry = entry || p.Seats[s].Entry > 0
			}
		}
		valued := x.Targets != nil && x.Targets[k] > 0 && x.weight(k) > 0
		covered := x.Team != None && slices.ContainsFunc(w.m.ofTeam[x.Team], func(c int32) bool { return w.m.classes[c].skill == k })
		stale := p.Rules.StaleAfter > 0 && (x.Levels[k] > 0 || teach > 0)
		switch {
		case !valued && !covered && !entry, !stale && (teach == 0 || len(p.Rules.Learn) == 0):
		case !stale && !covered && teach == 1 && !w.followsLast():
			for i, s := range w.v.seats {
				w.g.flat[i] = w.g.flat[i] || p.Seats[s].Skill == k
			}
		default:
			w.g.skills = append(w.g.skills, k)
		}
	}
}

// followsLast says whether one seat may be held twice, so that two placements in it
// must not touch: they would be one.
func (w *grower) followsLast() bool {
	return w.v.repeats || slices.ContainsFunc(w.v.locks, func(l Lock) bool { return slices.Contains(l.Overrides, RuleRepeat) })
}

// state is the number of a state, reached in a period.
func (w *grower) state(s sig, from int) int32 {
	key := make([]byte, 0, 2*len(s.levels)+8)
	key = append(append(key, s.levels...), s.idle...)
	key = append(key, s.count, byte(s.last), byte(s.last>>8), byte(s.held), byte(s.held>>8), byte(s.held>>16), byte(s.held>>24))
	if k, ok := w.of[string(key)]; ok {
		if w.g.sigs[k].from > from { // reached earlier than thought: its moves may be longer
			w.g.sigs[k].from = from
			w.at[from] = append(w.at[from], k)
		}
		return k
	}
	k := int32(len(w.g.sigs))
	w.of[string(key)] = k
	s.from, s.rest, s.moves = from, -1, nil
	s.covers = w.covers(s)
	w.g.sigs = append(w.g.sigs, s)
	w.at[from] = append(w.at[from], k)
	return k
}

// covers is the set of classes that count the person at home in a state.
func (w *grower) covers(s sig) int32 {
	x := &w.m.p.People[w.v.id]
	var set []int32
	if x.Team != None {
		for _, c := range w.m.ofTeam[x.Team] {
			if w.level(s, w.m.classes[c].skill) >= w.m.classes[c].level {
				set = append(set, c)
			}
		}
	}
	for k, have := range w.g.masks {
		if slices.Equal(have, set) {
			return int32(k)
		}
	}
	w.g.masks = append(w.g.masks, set)
	return int32(len(w.g.masks) - 1)
}

func (w *grower) level(s sig, skill int) uint8 {
	if k, ok := slices.BinarySearch(w.g.skills, skill); ok {
		return s.levels[k]
	}
	return w.m.p.People[w.v.id].Levels[skill]
}

// expand lists what can follow a state.
func (w *grower) expand(k int32) {
	s := w.g.sigs[k]
	rest := s
	rest.last, rest.idle = None, make([]uint8, len(s.idle))
	after := w.state(rest, s.from+1)
	var moves []move
	for i := range w.v.seats {
		moves = w.placements(s, int16(i), moves)
	}
	w.g.sigs[k].rest, w.g.sigs[k].moves = after, moves
	w.moves += len(moves)
}

// placements adds the moves into one seat.
func (w *grower) placements(s sig, i int16, moves []move) []move {
	v, seat := w.v, &w.m.p.Seats[w.v.seats[i]]
	needs := v.needs[i]
	var could mask // what locks on this seat can lift
	for _, l := range v.locks {
		if l.Seat == int(v.seats[i]) {
			could |= v.lifted(l.Seat, l.From, l.To)
		}
	}
	if w.level(s, seat.Skill) < seat.Entry && !w.m.p.waived(v.id, int(v.seats[i]), RuleEntry) {
		needs |= bit(RuleEntry)
	}
	if needs&^could != 0 || s.last == i {
		return moves
	}
	for n := 1; n <= w.m.p.Periods-s.from; n++ {
		with := needs
		if n < v.least[i] || n > v.most[i] {
			with |= bit(RuleLength)
		}
		if with&^could != 0 {
			continue
		}
		// A lock may take the placement out of the count of repeats, or of placements.
		for _, free := range []mask{0, bit(RuleRepeat), bit(RulePlacements), bit(RuleRepeat) | bit(RulePlacements)} {
			if free&^could == 0 {
				moves = w.placement(s, i, n, with, free, moves)
			}
		}
	}
	return moves
}

// placement adds one move, unless the seat was held or there are too many placements;
// free are the rules that a lock lifts from it for good.
func (w *grower) placement(s sig, i int16, n int, needs, free mask, moves []move) []move {
	next := s
	if free&bit(RuleRepeat) == 0 && !w.v.repeats {
		if needs&bit(RuleRepeat) != 0 {
			return moves
		}
		if c := slices.Index(w.g.critical, int32(i)); c >= 0 {
			if s.held&(1<<c) != 0 {
				return moves
			}
			next.held |= 1 << c
		}
	}
	if w.v.limit > 0 && free&bit(RulePlacements) == 0 {
		if int(s.count) >= w.v.limit {
			return moves
		}
		next.count++
	}
	if w.followsLast() {
		next.last = i
	}
	gain := w.live(&next, i, n)
	return append(moves, move{i, int16(n), needs | free, w.state(next, s.from+n), gain})
}

// live takes a state through a placement and says what its change of levels is worth.
func (w *grower) live(s *sig, i int16, n int) int64 {
	p, x := w.m.p, &w.m.p.People[w.v.id]
	seat := &p.Seats[w.v.seats[i]]
	up := uint8(0)
	for _, l := range p.Rules.Learn {
		if n >= l {
			up++
		}
	}
	learn := func(level uint8) uint8 { return max(level, min(level+up, seat.Reach)) }
	if w.g.flat[i] {
		k := seat.Skill
		return x.closed(k, x.Levels[k], learn(x.Levels[k]))
	}
	s.levels, s.idle = slices.Clone(s.levels), slices.Clone(s.idle)
	gain := int64(0)
	for f, k := range w.g.skills {
		before := s.levels[f]
		if k == seat.Skill {
			s.idle[f], s.levels[f] = 0, learn(before)
		} else if after := p.Rules.StaleAfter; after > 0 {
			idle := int(s.idle[f]) + n
			s.levels[f] -= uint8(min(int(before), idle/after))
			s.idle[f] = uint8(idle % after)
			if s.levels[f] == 0 {
				s.idle[f] = 0 // it cannot fall, and learning it begins anew
			}
		}
		gain += x.closed(k, before, s.levels[f])
	}
	return gain
}

// closed is what a change of level is worth: what lies beyond the target is not.
func (x *Person) closed(skill int, before, after uint8) int64 {
	if x.Targets == nil {
		return 0
	}
	target := x.Targets[skill]
	return x.weight(skill) * (int64(min(after, target)) - int64(min(before, target)))
}
