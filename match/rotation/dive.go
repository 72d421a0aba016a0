package rotation

import (
	"cmp"
	"math"
	"slices"
)

// dive turns the plans in parts of a master into whole ones: those that are nearly
// whole get a bonus that keeps them, the program and a few rounds of new columns adapt
// the others (diving with column generation: Sadykov et al. 2019). It answers a column
// of each mover of the scope; rows may be short at the end.
func (g *colgen) dive(rounds int) []*column {
	w, n := g.w, len(g.s.who)
	bonus := w.penalty / 2
	if g.s.free {
		bonus = 0.5
	}
	left := n
	for left > 0 && g.ctx.Err() == nil {
		took := g.keep(max(1, left/10), bonus)
		left -= took
		w.lp.maximise(20_000)
		if left == 0 {
			break
		}
		for range rounds {
			g.price(g.w.prices(float64(g.scale)))
			if g.ctx.Err() != nil || g.take() == 0 {
				break
			}
			w.lp.maximise(20_000)
		}
	}
	clear(g.fixed)
	return g.greatest()
}

// share is how much of a mover's plan a variable is.
type share struct {
	k    int
	j    int32
	size float64
}

// keep fixes the movers whose plan is whole, and the nearest to whole up to a number.
func (g *colgen) keep(most int, bonus float64) (took int) {
	var parts []share
	for k := range g.s.who {
		if !g.fixed[k] {
			parts = append(parts, g.w.largest(k))
		}
	}
	slices.SortStableFunc(parts, func(a, b share) int { return cmp.Compare(b.size, a.size) })
	for _, x := range parts {
		if x.size < 0.999 && took >= most {
			break
		}
		g.fixed[x.k] = true
		g.w.freeze(x.k, x.j, bonus)
		took++
	}
	return took
}

// freeze gives a mover's plan a bonus, and takes the others that are not in use out of
// the program, which makes every pivot cheaper.
func (w *master) freeze(k int, keep int32, bonus float64) {
	w.lp.cost[keep] += bonus
	for _, j := range w.of[k] {
		if j != keep && w.lp.place[j] == atLow {
			w.lp.hi[j] = w.lp.lo[j]
		}
	}
}

// largest is the greatest part of a mover's plan.
func (w *master) largest(k int) share {
	best := share{k: k, size: math.Inf(-1)}
	for _, j := range w.of[k] {
		if v := w.lp.value(j); v > best.size {
			best.j, best.size = j, v
		}
	}
	return best
}

// greatest rounds: the greatest part of each mover's plan becomes the plan.
func (g *colgen) greatest() []*column {
	out := make([]*column, len(g.s.who))
	for k := range g.s.who {
		out[k] = g.w.column(g.w.largest(k).j)
	}
	return out
}
