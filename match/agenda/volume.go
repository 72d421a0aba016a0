package agenda

import "math"

// improve lowers the bound of a node by the volume method (Barahona and Anbil 2000),
// which also says how often each option belongs to the best fractional schedule. It
// ends after so many rounds, or as soon as the bound is at most enough. The bound is in
// scaled days; lowest says that the node holds no schedule.
func (d *dual) improve(rounds int, target float64, enough int64) int64 {
	d.reset()
	z := d.eval()
	if z == lowest || z <= enough {
		return z
	}
	d.learn(1)
	factor, alpha, idle := 1.0, 0.15, 0
	for k := range rounds {
		norm := d.norm()
		if norm < 1e-9 {
			break
		}
		d.try(factor * math.Max(float64(z)-target, float64(d.scale)) / norm)
		v := d.eval()
		if v == lowest {
			return v
		}
		d.learn(alpha)
		if v < z {
			if float64(z-v) > 1e-5*math.Abs(float64(z)) {
				idle = 0
				factor = math.Min(2, factor*1.1)
			}
			z = v
			d.keep()
			if z <= enough {
				return z
			}
		} else if idle++; idle >= 6 {
			idle, factor = 0, factor*0.7
		}
		if k%40 == 39 {
			alpha = math.Max(0.02, alpha*0.8)
		}
	}
	d.restore()
	return z
}

// reset begins with the prices of the best bound so far, where rows are not full.
func (d *dual) reset() {
	for _, r := range d.act {
		d.mean[r] = 0
	}
	for _, o := range d.seen {
		d.often[o] = 0
	}
	d.seen = d.seen[:0]
	d.restore()
}

// restore tries the prices of the best bound.
func (d *dual) restore() {
	for _, r := range d.act {
		d.charge(r, d.lam[r])
	}
}

func (d *dual) keep() {
	for _, r := range d.act {
		if d.price[r] < prohibitive {
			d.lam[r] = d.price[r]
		}
	}
}

// learn mixes what was just chosen into the fractional schedule.
func (d *dual) learn(alpha float64) {
	for _, r := range d.used {
		if !d.isAct[r] && d.use[r] > d.m.rhs[r]-d.n.load[r] {
			d.isAct[r] = true
			d.act = append(d.act, r)
		}
	}
	for _, r := range d.act {
		d.mean[r] += alpha * (float64(d.use[r]) - d.mean[r])
	}
	for _, o := range d.seen {
		d.often[o] *= 1 - alpha
	}
	for _, o := range d.n.chosen {
		if d.often[o] == 0 {
			d.seen = append(d.seen, o)
		}
		d.often[o] += alpha
	}
}

// excess is how much more than a row has the fractional schedule takes; what is below
// 0 does not count where the price is 0 already.
func (d *dual) excess(r int32) float64 {
	left := float64(d.m.rhs[r] - d.n.load[r])
	if left <= 0 {
		return 0
	}
	g := d.mean[r] - left
	if g < 0 && d.lam[r] == 0 {
		return 0
	}
	return g
}

func (d *dual) norm() float64 {
	sum := 0.0
	for _, r := range d.act {
		g := d.excess(r)
		sum += g * g
	}
	return sum
}

const dearest = float64(int64(1) << 46)

func (d *dual) try(step float64) {
	for _, r := range d.act {
		d.charge(r, int64(math.Round(math.Min(dearest, math.Max(0, float64(d.lam[r])+step*d.excess(r))))))
	}
}

// drop finds the free options that no schedule above a limit can hold, given the bound
// of the node at its present prices (reduced-cost fixing: Dantzig, Fulkerson and
// Johnson 1954).
func (d *dual) drop(limit int64, out func(o int32)) {
	z := d.eval()
	if z == lowest {
		return
	}
	for k := range d.m.demands {
		x := &d.m.demands[k]
		left := x.times - d.n.count[k]
		if left <= 0 {
			for _, o := range x.options {
				if d.n.state[o] == 0 {
					out(o)
				}
			}
			continue
		}
		least := d.leastOf(x, k, left)
		for _, o := range x.options {
			if d.n.state[o] != 0 {
				continue
			}
			if v := d.gain(int64(o), math.MinInt64/2); v <= -prohibitive/2 || z-least+v <= limit && v < least {
				out(o)
			}
		}
	}
}

// leastOf is the least gain that the bound counts of a demand: 0 where it takes fewer
// options than it could, since then one more costs no other.
func (d *dual) leastOf(x *demand, k, left int) int64 {
	n, least := 0, int64(math.MaxInt64)
	for _, o := range d.n.chosen {
		if int(d.m.options[o].demand) == k {
			n++
			least = min(least, d.gain(int64(o), math.MinInt64/2))
		}
	}
	if n < left && !x.must || n == 0 {
		return 0
	}
	return least
}
