package assign

import (
	"context"
	"slices"
)

// solver is the state of one run. Between two price changes these hold, and the answer
// is wrong if one breaks:
//   - u, v >= 0; u only falls, v only rises; a column with a free place has v = 0
//   - an unchosen pair has u + v >= score, a chosen one u + v <= score
//   - a column missing in the list of row i has score - v <= bound[i] <= u[i]
//   - a row of one place and its column are tight: u + v = score
type solver struct {
	lists           // with floor 0: no pair is worth making below price 0
	of    [][]entry // columns chosen for a row (the locks are not among them)
	on    [][]int32 // rows that chose a column
	grow  []uint8
	hopes [maxGrow + 1]int64 // by how often a list has grown, how far under its bound the next will go at most
	work  []*scratch
	tick  *ticker
	tune  tuning
	search
	augmenting
	walk
}

func newSolver(ctx context.Context, r *rest, o Options) *solver {
	s := &solver{lists: newLists(r), tune: o.tune.orDefault(r.cols)}
	s.tick = &ticker{ctx: ctx, report: o.Progress, total: r.rows, every: s.tune.batch}
	s.of, s.on = slots[entry](r.rowLeft), slots[int32](r.colLeft)
	s.grow = make([]uint8, r.rows)
	for g := range s.hopes {
		s.hopes[g] = 2 * ceiling // nothing is known yet
	}
	for range o.Workers {
		s.work = append(s.work, &scratch{})
	}
	s.search.init(r.rows, r.cols)
	s.reachable = r.cols - len(r.closed)
	s.walk.init(r.rows, r.cols)
	s.nextL = make([]int32, r.cols)
	return s
}

// slots makes an empty slice for everyone, those of few places side by side in memory.
func slots[T any](places []int) [][]T {
	const few = 8
	total := 0
	for _, n := range places {
		total += min(n, few)
	}
	all, out := make([]T, total), make([][]T, len(places))
	for k, n := range places {
		n = min(n, few)
		out[k], all = all[:0:n], all[n:]
	}
	return out
}

// start fixes the lifting and the first prices: each row may ask its best score.
func (s *solver) start() error {
	var all extent
	for _, w := range s.work {
		all.join(w.met)
	}
	if !all.any {
		all = extent{}
	}
	l, err := newLifting(s.p.Objective, s.capacity(), int64(all.lo), int64(all.hi), int64(s.rows)*int64(s.cols))
	if err != nil {
		return err
	}
	s.lift, s.floor = l, 0
	top := max(0, l.of(all.hi))
	for i := range s.row {
		best := s.row[i].u
		s.row[i].u = 0
		if best > plainFloor {
			s.row[i].u = max(0, l.of(int32(best)))
		}
		s.row[i].bound = s.liftBound(s.row[i].bound)
	}
	// A column without a place is nobody's: its price costs nothing and keeps every
	// row away.
	for _, j := range s.closed {
		s.v[j] = top
	}
	s.reprice()
	return nil
}

func (s *solver) liftBound(plain int64) int64 {
	if plain < plainFloor {
		return nothingBelow
	}
	return max(nothingBelow, s.lift.mul*plain+s.lift.add)
}

func (s *solver) hasPlace(j int32) bool { return len(s.on[j]) < s.colLeft[j] }

func (s *solver) chosen(i, j int32) bool {
	return slices.ContainsFunc(s.of[i], func(e entry) bool { return e.j == j })
}

// slack is what the pair lacks to be tight: >= 0 unchosen, <= 0 chosen.
func (s *solver) slack(i int32, e entry) int64 { return s.row[i].u + s.v[e.j] - s.lift.of(e.s) }

// pairs is all that is chosen and locked, in order.
func (s *solver) pairs() []Pair {
	ps := slices.Clone(s.p.Locks)
	for i, l := range s.of {
		for _, e := range l {
			ps = append(ps, Pair{i, int(e.j)})
		}
	}
	slices.SortFunc(ps, comparePairs)
	return ps
}

func (s *solver) totals() (points, lifted int64) {
	for _, l := range s.of {
		for _, e := range l {
			points += int64(e.s)
			lifted += s.lift.of(e.s)
		}
	}
	return points, lifted
}

// ticker counts work, so that progress and the context are looked at often enough
// without a clock.
type ticker struct {
	ctx         context.Context
	report      func(Progress)
	stage       string
	done, total int
	spent       int
	every       int
	stop        bool
}

func (t *ticker) ended() bool {
	t.stop = t.stop || t.ctx.Err() != nil
	return t.stop
}

// spend notes n units of work, about a nanosecond or a few each, and reports whether
// the run has to stop.
func (t *ticker) spend(n int) bool {
	if t.spent += n; t.spent < t.every {
		return t.stop
	}
	t.spent = 0
	if t.report != nil {
		t.report(Progress{Stage: t.stage, Done: t.done, Total: t.total})
	}
	return t.ended()
}
