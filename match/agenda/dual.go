package agenda

import (
	"cmp"
	"math"
	"slices"
)

// dual bounds what the best schedule is worth by prices for rows (Lagrangian
// relaxation: Geoffrion 1974). With prices every demand is on its own: it takes the
// options worth most after what they pay, each with the listeners and speakers who are
// worth, or cost, most or least. Worth, prices and bounds are whole numbers of 1/scale
// days, so that no rounding can make a bound wrong.
type dual struct {
	m     *model
	scale int64
	n     *node
	lam   []int64 // the prices of the best bound
	price []int64 // those being tried, prohibitive where a row is full
	act   []int32 // rows that were ever overfilled
	isAct []bool
	use   []int32 // by row: what the chosen take, in units
	used  []int32 // rows with use
	mean  []float64
	often []float64 // by option: how often it was chosen of late
	seen  []int32   // options with often
	hot   [][]bool  // by class and offset: somebody's row has, or had, a price
	about []bool    // by topic: the same of its own rows
	last  []int32   // by demand: the option chosen last
	buf   []claim
	costs []claim
}

// claim is what somebody is worth, or costs, after prices.
type claim struct {
	v int64
	k int32
}

const prohibitive = int64(1) << 55

func newDual(m *model, n *node) *dual {
	d := &dual{
		m: m, n: n, scale: 1, lam: make([]int64, len(m.rhs)), price: make([]int64, len(m.rhs)), isAct: make([]bool, len(m.rhs)),
		use: make([]int32, len(m.rhs)), mean: make([]float64, len(m.rhs)), often: make([]float64, len(m.options)), about: make([]bool, len(m.p.Topics)),
		last: make([]int32, len(m.demands)),
	}
	most := int64(1)
	for k := range m.options {
		most = max(most, abs(m.options[k].worth))
	}
	for d.scale < 1<<12 && most*d.scale < 1<<44 {
		d.scale *= 2
	}
	for k := range m.classes {
		d.hot = append(d.hot, make([]bool, m.classes[k].size))
	}
	for k := range d.last {
		d.last[k] = -1
	}
	return d
}

func abs(x int64) int64 { return max(x, -x) }

// heat notes that a row has a price, so that who listens is looked at one by one.
func (d *dual) heat(r int32) {
	switch who := d.m.who[r]; {
	case who >= 0:
		d.hot[d.m.class[who]][r-d.m.base[who]] = true
	case who < nobody:
		d.about[topical(0)-who] = true
	}
}

// charge sets the price of a row to be tried.
func (d *dual) charge(r int32, v int64) {
	if d.n.load[r] >= d.m.rhs[r] {
		v = prohibitive
	}
	if d.price[r] = v; v > 0 {
		d.heat(r)
	}
}

func (d *dual) take(r int32) {
	if d.use[r] == 0 {
		d.used = append(d.used, r)
	}
	d.use[r]++
}

func (d *dual) sum(rows []int32) int64 {
	total := int64(0)
	for _, r := range rows {
		total += d.price[r]
	}
	return total
}

// gain is what a free option adds after prices, or something at most floor as soon as
// that is sure.
func (d *dual) gain(o, floor int64) int64 {
	x := &d.m.options[o]
	total := x.worth*d.scale - d.sum(x.rows)
	if total <= floor {
		return total
	}
	w := &d.m.meetings[x.meeting]
	if total -= d.speak(w, x.need, int32(o), false); total <= floor || !d.isHot(w) && d.n.atoms[o] == 0 {
		return total
	}
	return total - x.value*d.m.unit*d.scale + d.listen(w, x.places, int32(o), false)
}

func (d *dual) isHot(w *meeting) bool {
	if d.about[w.topic] {
		return true
	}
	if !w.shared {
		return false
	}
	for c, rows := range w.rows {
		for _, k := range rows {
			if d.hot[c][k] {
				return true
			}
		}
	}
	return false
}

// speak is the price of the cheapest speakers, who take from their rows where asked.
func (d *dual) speak(w *meeting, need, o int32, take bool) int64 {
	if need == 0 {
		return 0
	}
	d.costs = d.costs[:0]
	for k := range w.speakers {
		if d.n.atoms[o] == 0 || d.n.fixed[atom{o, int32(k), true}] == 0 {
			if c := d.sum(w.speakers[k].rows); c < prohibitive {
				d.costs = append(d.costs, claim{-c, int32(k)})
			}
		}
	}
	if len(d.costs) < int(need) {
		return prohibitive
	}
	greatest(d.costs, int(need))
	total := int64(0)
	for _, c := range d.costs[:need] {
		total -= c.v
		if take {
			for _, r := range w.speakers[c.k].rows {
				d.take(r)
			}
		}
	}
	return total
}

// listen is what the most valuable listeners are worth after prices.
func (d *dual) listen(w *meeting, places, o int32, take bool) int64 {
	m := d.m
	unit := m.unit * d.scale
	d.buf = d.buf[:0]
	atoms := d.n.atoms[o] > 0
	for k := range w.listeners {
		l := &w.listeners[k]
		if atoms && d.n.fixed[atom{o, int32(k), false}] != 0 {
			continue
		}
		v := int64(l.value) * unit
		base := m.base[l.person]
		for _, off := range w.rows[m.class[l.person]] {
			v -= d.price[base+off]
		}
		if l.row >= 0 {
			v -= d.price[l.row]
		}
		if v > 0 {
			d.buf = append(d.buf, claim{v, int32(k)})
		}
	}
	if len(d.buf) > int(places) {
		greatest(d.buf, int(places))
		d.buf = d.buf[:places]
	}
	total := int64(0)
	for _, c := range d.buf {
		total += c.v
		if take {
			l := &w.listeners[c.k]
			m.eachRow(w, l, d.take)
		}
	}
	return total
}

// eachRow calls f with the rows that a listener takes from.
func (m *model) eachRow(w *meeting, l *listener, f func(int32)) {
	for _, off := range w.rows[m.class[l.person]] {
		f(m.base[l.person] + off)
	}
	if l.row >= 0 {
		f(l.row)
	}
}

// greatest brings the n greatest claims to the front (Hoare 1961); among equals the
// first by number, so that it does not depend on how they came.
func greatest(list []claim, n int) {
	before := func(a, b claim) bool { return a.v > b.v || a.v == b.v && a.k < b.k }
	for len(list) > 12 && n > 0 && n < len(list) {
		mid := list[len(list)/2]
		i, j := 0, len(list)-1
		for i <= j {
			for before(list[i], mid) {
				i++
			}
			for before(mid, list[j]) {
				j--
			}
			if i <= j {
				list[i], list[j] = list[j], list[i]
				i, j = i+1, j-1
			}
		}
		switch {
		case n <= j:
			list = list[:j+1]
		case n >= i:
			list, n = list[i:], n-i
		default:
			return
		}
	}
	if n > 0 && n < len(list) {
		slices.SortFunc(list, func(a, b claim) int { return cmp.Or(cmp.Compare(b.v, a.v), cmp.Compare(a.k, b.k)) })
	}
}

// eval is the bound that the prices tried give, or lowest if the node holds no
// schedule. It leaves in use what the chosen take.
func (d *dual) eval() int64 {
	for _, r := range d.used {
		d.use[r] = 0
	}
	d.used, d.n.chosen = d.used[:0], d.n.chosen[:0]
	total := int64(0)
	estimate := 0.0
	for _, r := range d.act {
		if left := int64(d.m.rhs[r] - d.n.load[r]); left > 0 && d.price[r] > 0 {
			total += d.price[r] * left
			estimate += float64(d.price[r]) * float64(left)
		}
	}
	if estimate > 1<<60 {
		return math.MaxInt64
	}
	for _, o := range d.n.in {
		v := d.inside(o)
		if v <= lowest {
			return lowest
		}
		total += v
	}
	for k := range d.m.demands {
		v := d.choose(k)
		if v <= lowest {
			return lowest
		}
		total += v
	}
	return total
}

const lowest = math.MinInt64

// inside is what an option that is in adds: it is paid for, but some of its speakers
// and listeners may not be.
func (d *dual) inside(o int32) int64 {
	x := &d.m.options[o]
	w := &d.m.meetings[x.meeting]
	spoken, heard, value := d.n.settled(o)
	cost := d.speak(w, x.need-spoken, o, true)
	if cost >= prohibitive {
		return lowest
	}
	total := ((x.worth-x.value*d.m.unit)+value*d.m.unit)*d.scale - cost
	return total + d.listen(w, x.places-heard, o, true)
}

// choose takes the best options of a demand.
func (d *dual) choose(k int) int64 {
	x := &d.m.demands[k]
	times := x.times - d.n.count[k]
	if times <= 0 {
		return 0
	}
	if times > 1 {
		return d.several(x, times)
	}
	best, top := int32(-1), int64(0)
	if x.must {
		top = -prohibitive / 2
	}
	if o := d.last[k]; o >= 0 && d.n.state[o] == 0 {
		if v := d.gain(int64(o), top); v > top {
			best, top = o, v
		}
	}
	for _, o := range x.options {
		if d.n.state[o] == 0 && o != best {
			if v := d.gain(int64(o), top); v > top {
				best, top = o, v
			}
		}
	}
	if best < 0 {
		if x.must {
			return lowest
		}
		return 0
	}
	d.last[k] = best
	d.count(best)
	return top
}

func (d *dual) several(x *demand, times int) int64 {
	var top []claim
	for _, o := range x.options {
		if d.n.state[o] != 0 {
			continue
		}
		floor := int64(0)
		if len(top) == times {
			floor = top[times-1].v
		}
		if v := d.gain(int64(o), floor); v > floor {
			at, _ := slices.BinarySearchFunc(top, v, func(c claim, v int64) int { return cmp.Compare(v, c.v) })
			if len(top) == times {
				top = top[:times-1]
			}
			top = slices.Insert(top, at, claim{v, o})
		}
	}
	total := int64(0)
	for _, c := range top {
		total += c.v
		d.count(c.k)
	}
	return total
}

// count notes a chosen option and what it takes.
func (d *dual) count(o int32) {
	x := &d.m.options[o]
	w := &d.m.meetings[x.meeting]
	for _, r := range x.rows {
		d.take(r)
	}
	d.speak(w, x.need, o, true)
	if w.shared {
		d.listen(w, x.places, o, true)
	}
	d.n.chosen = append(d.n.chosen, o)
}
