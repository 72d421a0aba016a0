package rotation

import (
	"context"
	"math"
	"sync"
)

// colgen finds columns that improve the master, until there is none or the rounds are
// over, and the lowest bound that any of its prices proves.
type colgen struct {
	ctx     context.Context
	m       *model
	s       *scope
	w       *master
	pricers []*pricer
	scale   int64
	center  []int64 // the prices of the best bound
	worth   []int64 // by place in who: the best plan at these prices
	bound   int64   // scaled; math.MaxInt64 before the first round
	alpha   float64 // how near to the center the next prices stay (Wentges 1997)
	fixed   []bool  // by place in who: not priced
	offers  []offer
	none    int // place in who of someone without any plan, or -1
}

func newColgen(ctx context.Context, m *model, w *master, pricers []*pricer) *colgen {
	g := &colgen{ctx: ctx, m: m, s: w.s, w: w, pricers: pricers, scale: m.scale, bound: math.MaxInt64, alpha: 0.7, none: -1}
	if g.s.free {
		g.scale = freeScale
	}
	if w.lp != nil {
		w.lp.ctx = ctx
	}
	g.fixed, g.offers = make([]bool, len(g.s.who)), make([]offer, len(g.s.who))
	return g
}

// freeScale is how fine prices are where only what is short counts.
const freeScale = 1 << 20

// floor is the bound in points: no plan of the scope has more.
func (g *colgen) floor() int64 {
	if g.bound == math.MaxInt64 {
		return math.MaxInt64
	}
	return floorDiv(floorDiv(g.bound, g.scale), g.m.step) * g.m.step
}

// reached says whether no further round can lower the bound to another total.
func (g *colgen) reached() bool {
	z := int64(math.Floor(g.w.lp.objective() - 1e-6))
	return g.bound < math.MaxInt64 && !g.s.free && g.floor() <= floorDiv(z, g.m.step)*g.m.step
}

// run does rounds until the master is optimal, good enough says so, or ctx ends. It
// answers whether the master is optimal.
func (g *colgen) run(rounds int, enough func() bool) bool {
	for range rounds {
		if g.ctx.Err() != nil {
			return false
		}
		g.w.lp.maximise(50_000)
		if g.reached() || enough != nil && enough() {
			return true
		}
		if !g.round() {
			return true
		}
	}
	return false
}

// round prices once, nearer and nearer to the prices of the master where none of the
// plans found improves it. It answers false where there is no such plan at all.
func (g *colgen) round() bool {
	y := g.w.prices(float64(g.scale))
	near := g.alpha
	if g.center == nil {
		near = 0
	}
	for {
		at := g.between(y, near)
		g.price(at)
		if g.none >= 0 || g.ctx.Err() != nil {
			return false
		}
		better := g.learn(at)
		if added := g.take(); added > 0 {
			if better {
				g.alpha = max(0.3, g.alpha-0.05)
			} else {
				g.alpha = min(0.9, g.alpha+0.03)
			}
			return true
		}
		if near == 0 || g.reached() {
			return false
		}
		if near -= 0.35; near < 0.1 {
			near = 0
		}
	}
}

// between are prices on the way from those of the master to the center.
func (g *colgen) between(y []int64, near float64) []int64 {
	if near == 0 {
		return y
	}
	at := make([]int64, len(y))
	for r := range y {
		at[r] = y[r] + int64(math.Round(near*float64(g.center[r]-y[r])))
	}
	return at
}

// price asks for the best plan of everyone who is not fixed.
func (g *colgen) price(y []int64) {
	var wg sync.WaitGroup
	for k, q := range g.pricers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := k; i < len(g.s.who); i += len(g.pricers) {
				if !g.fixed[i] {
					g.offers[i] = q.best(g.m.movers[g.s.who[i]], y, g.lim(i))
				}
			}
		}()
	}
	wg.Wait()
	for i := range g.offers {
		if !g.fixed[i] && g.offers[i].exact && g.offers[i].cells == nil {
			g.none = i
		}
	}
}

func (g *colgen) lim(i int) *limits {
	if lim := g.s.limits(i); lim != nil || !g.s.free {
		return lim
	}
	return &limits{free: true}
}

// learn keeps prices that prove a lower bound (Lagrangian relaxation: Geoffrion
// 1974), which is a sum of whole numbers: the best plan of everyone at these prices,
// and what the limits would fetch.
func (g *colgen) learn(y []int64) bool {
	for _, f := range g.fixed {
		if f {
			return false // the bound is of a part
		}
	}
	total, rough := int64(0), 0.0
	for i := range g.offers {
		total += g.offers[i].value
		rough += float64(g.offers[i].value)
	}
	for r, v := range y {
		places := g.s.lo[r]
		if v > 0 {
			places = g.s.hi[r]
		}
		total += v * int64(places)
		rough += float64(v) * float64(places)
	}
	if math.Abs(rough) > 1<<62 || total >= g.bound {
		return false
	}
	g.bound, g.center = total, y
	g.worth = make([]int64, len(g.offers))
	for i := range g.offers {
		g.worth[i] = g.offers[i].value
	}
	return true
}

// take adds the plans found that improve the master, and counts them.
func (g *colgen) take() (added int) {
	for i := range g.offers {
		if g.fixed[i] || g.offers[i].cells == nil {
			continue
		}
		c, ok := g.m.column(g.s.who[i], g.offers[i].cells)
		if !ok {
			panic("rotation: a plan that was priced breaks a rule")
		}
		if g.gain(i, c) > 1e-6 {
			g.w.add(i, c)
			added++
		}
	}
	return added
}

// gain is what a whole unit of a new column would add at the prices of the master.
func (g *colgen) gain(i int, c *column) float64 {
	sum := g.w.lp.y[i]
	for _, r := range c.rows {
		if at := g.w.row[r]; at >= 0 {
			sum += g.w.lp.y[at]
		}
	}
	if g.s.free {
		return -sum
	}
	return float64(c.gain) - sum
}

// optimise runs until the master is optimal and nothing is short in it, as far as more
// costly shortages can prevent it. It answers whether the master is optimal.
func (g *colgen) optimise(rounds int, enough func() bool) bool {
	for {
		optimal := g.run(rounds, enough)
		if !optimal || g.s.free || g.none >= 0 || enough != nil && enough() || g.w.missing() < 1e-3 || !g.dearer() {
			return optimal
		}
	}
}

// dearer lets what is short cost more; false where it costs the most already.
func (g *colgen) dearer() bool {
	most := float64(int64(1)<<44) / float64(g.scale)
	if g.w.penalty >= most {
		return false
	}
	g.w.penalty = min(8*g.w.penalty, most)
	for _, j := range g.w.short {
		g.w.lp.cost[j] = -g.w.penalty
	}
	return true
}
