package agenda

import "slices"

// plan is a schedule that keeps every rule but, perhaps, some locks. Its changes can be
// taken back to where the journal began.
type plan struct {
	m       *model
	load    []int32
	on      []*placed // by option
	list    []int32   // options that are on
	count   []int     // by demand
	worth   int64
	musts   int
	journal map[int32]*placed // what was there before; nil if no journal is kept
}

// placed is an option with its people, by their numbers in the meeting.
type placed struct {
	option   int32
	speakers []int32
	in       []bool // by listener
	heard    int32
	value    int64
}

func newPlan(m *model) *plan {
	return &plan{m: m, load: make([]int32, len(m.rhs)), on: make([]*placed, len(m.options)), count: make([]int, len(m.demands))}
}

func (e *placed) clone() *placed {
	c := *e
	c.speakers, c.in = slices.Clone(e.speakers), slices.Clone(e.in)
	return &c
}

// clone is a plan without a journal.
func (p *plan) clone() *plan {
	c := &plan{m: p.m, load: slices.Clone(p.load), on: make([]*placed, len(p.on)), list: slices.Clone(p.list), count: slices.Clone(p.count), worth: p.worth, musts: p.musts}
	for _, o := range p.list {
		c.on[o] = p.on[o].clone()
	}
	return c
}

func (p *plan) begin() { p.journal = map[int32]*placed{} }

// touch notes how an option is before it changes.
func (p *plan) touch(o int32) {
	if p.journal == nil {
		return
	}
	if _, ok := p.journal[o]; ok {
		return
	}
	if e := p.on[o]; e != nil {
		p.journal[o] = e.clone()
	} else {
		p.journal[o] = nil
	}
}

// undo takes everything back since begin.
func (p *plan) undo() {
	saved := p.journal
	p.journal = nil
	var order []int32
	for o := range saved {
		order = append(order, o)
	}
	slices.Sort(order)
	for _, o := range order {
		if p.on[o] != nil {
			p.detach(o)
		}
	}
	for _, o := range order {
		if saved[o] != nil {
			p.attach(saved[o])
		}
	}
}

func (p *plan) meeting(o int32) *meeting { return &p.m.meetings[p.m.options[o].meeting] }

// attach puts an option on with the people it has.
func (p *plan) attach(e *placed) {
	p.touch(e.option)
	p.shift(e, 1)
	p.on[e.option] = e
	p.list = append(p.list, e.option)
}

// detach takes an option off; what it leaves is free for others.
func (p *plan) detach(o int32) {
	p.touch(o)
	p.shift(p.on[o], -1)
	p.on[o] = nil
	k := slices.Index(p.list, o)
	p.list[k] = p.list[len(p.list)-1]
	p.list = p.list[:len(p.list)-1]
}

func (p *plan) shift(e *placed, by int32) {
	x, w := &p.m.options[e.option], p.meeting(e.option)
	for _, r := range x.rows {
		p.load[r] += by
	}
	for _, k := range e.speakers {
		p.charge(w.speakers[k].rows, by)
	}
	if w.shared {
		for k, in := range e.in {
			if in {
				p.m.eachRow(w, &w.listeners[k], func(r int32) { p.load[r] += by })
			}
		}
	}
	p.count[x.demand] += int(by)
	if p.m.demands[x.demand].must {
		p.musts += int(by)
	}
	p.worth += int64(by) * (x.worth + (e.value-x.value)*p.m.unit)
}

func (p *plan) charge(rows []int32, by int32) {
	for _, r := range rows {
		p.load[r] += by
	}
}

func (p *plan) fits(rows []int32) bool {
	for _, r := range rows {
		if p.load[r] >= p.m.rhs[r] {
			return false
		}
	}
	return true
}

// hears says whether a listener has time for a meeting.
func (p *plan) hears(w *meeting, l *listener) bool {
	base := p.m.base[l.person]
	for _, off := range w.rows[p.m.class[l.person]] {
		if p.load[base+off] >= p.m.rhs[base+off] {
			return false
		}
	}
	return l.row < 0 || p.load[l.row] < p.m.rhs[l.row]
}

// listen lets a listener in, or out.
func (p *plan) listen(e *placed, k int, in bool) {
	p.touch(e.option)
	w := p.meeting(e.option)
	by := int32(1)
	if !in {
		by = -1
	}
	l := &w.listeners[k]
	e.in[k], e.heard, e.value = in, e.heard+by, e.value+int64(by)*int64(l.value)
	p.worth += int64(by) * int64(l.value) * p.m.unit
	p.m.eachRow(w, l, func(r int32) { p.load[r] += by })
}

// lowest is the listener worth least, or -1.
func (e *placed) lowest() int {
	for k := len(e.in) - 1; k >= 0; k-- {
		if e.in[k] {
			return k
		}
	}
	return -1
}

// fill lets in who has time and is worth more than who is in.
func (p *plan) fill(e *placed) {
	w, places := p.meeting(e.option), p.m.options[e.option].places
	for k := range w.listeners {
		if e.in[k] || !p.hears(w, &w.listeners[k]) {
			continue
		}
		if e.heard < places {
			p.listen(e, k, true)
			continue
		}
		low := e.lowest()
		if low < 0 || w.listeners[low].value >= w.listeners[k].value {
			return
		}
		p.listen(e, low, false)
		p.listen(e, k, true)
	}
}

// would is what an option would be worth now, in days.
func (p *plan) would(o int32) int64 {
	x, w := &p.m.options[o], p.meeting(o)
	if !w.shared {
		return x.worth
	}
	value, heard := int64(0), int32(0)
	for k := range w.listeners {
		if heard == x.places {
			break
		}
		if l := &w.listeners[k]; p.hears(w, l) {
			value += int64(l.value)
			heard++
		}
	}
	return x.worth + (value-x.value)*p.m.unit
}

// open says whether nothing but people stands against an option.
func (p *plan) open(o int32) bool {
	x := &p.m.options[o]
	return p.on[o] == nil && p.count[x.demand] < p.m.demands[x.demand].times && p.fits(x.rows)
}

// near calls f with the events whose listeners a meeting may compete for.
func (p *plan) near(w *meeting, f func(*placed)) {
	if !w.shared {
		return
	}
	slots := p.m.p.Slots
	for _, o := range slices.Clone(p.list) {
		v := p.meeting(o)
		if v != w && v.shared && (slots[v.slot].Week == slots[w.slot].Week || v.topic == w.topic || v.span.From < w.span.To && w.span.From < v.span.To) {
			f(p.on[o])
		}
	}
}

// add puts an option that is open on, with the speakers that are free, or that can be
// made free, and with the listeners worth most. It answers whether it found speakers.
func (p *plan) add(o int32) bool {
	e := &placed{option: o, in: make([]bool, len(p.meeting(o).listeners))}
	e.value = 0
	p.attach(e)
	if !p.seat(e) {
		p.detach(o)
		return false
	}
	p.fill(e)
	p.poach(e)
	return true
}

// try adds an option if that makes the plan better: to find speakers it may take
// listeners from others. It leaves all as it was otherwise.
func (p *plan) try(o int32) bool {
	outer, before := p.journal, p.worth
	p.begin()
	if ok := p.add(o); !ok || p.worth <= before && !p.m.demands[p.m.options[o].demand].must {
		p.undo()
		p.journal = outer
		return false
	}
	inner := p.journal
	if p.journal = outer; outer != nil {
		for k, e := range inner {
			if _, ok := outer[k]; !ok {
				outer[k] = e
			}
		}
	}
	return true
}

// remove takes an option off and lets others have its listeners.
func (p *plan) remove(o int32) {
	w := p.meeting(o)
	p.detach(o)
	p.near(w, p.fill)
}

// poach lets in listeners of other events where they are worth more here.
func (p *plan) poach(e *placed) {
	w := p.meeting(e.option)
	if !w.shared {
		return
	}
	for k := range w.listeners {
		if l := &w.listeners[k]; !e.in[k] && !p.hears(w, l) {
			p.poachOne(e, w, k)
		}
	}
}

func (p *plan) poachOne(e *placed, w *meeting, k int) {
	l := &w.listeners[k]
	gain := int64(l.value)
	low := -1
	if e.heard >= p.m.options[e.option].places {
		if low = e.lowest(); low < 0 {
			return
		}
		gain -= int64(w.listeners[low].value)
	}
	if gain <= 0 {
		return
	}
	p.near(w, func(from *placed) {
		if e.in[k] {
			return
		}
		v := p.meeting(from.option)
		j := slices.IndexFunc(v.listeners, func(x listener) bool { return x.person == l.person })
		if j < 0 || !from.in[j] {
			return
		}
		p.listen(from, j, false)
		if !p.hears(w, l) || gain <= int64(v.listeners[j].value)-p.spare(from, j) {
			p.listen(from, j, true)
			return
		}
		if low >= 0 {
			p.listen(e, low, false)
		}
		p.listen(e, k, true)
		p.fill(from)
	})
}

// spare is what the best who is not in would be worth in an event, but for one.
func (p *plan) spare(e *placed, but int) int64 {
	w := p.meeting(e.option)
	for k := range w.listeners {
		if l := &w.listeners[k]; k != but && !e.in[k] && p.hears(w, l) {
			return int64(l.value)
		}
	}
	return 0
}

// polish moves listeners until no single move helps.
func (p *plan) polish() {
	for range 4 {
		before := p.worth
		for _, o := range slices.Clone(p.list) {
			if e := p.on[o]; p.meeting(o).shared {
				p.fill(e)
				p.poach(e)
			}
		}
		if p.worth == before {
			return
		}
	}
}
