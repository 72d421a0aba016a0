package agenda

// node is what the search has decided so far: options that are in or out, speakers and
// listeners of options that are in. Every decision can be taken back in turn.
type node struct {
	m      *model
	load   []int32 // by row: what those that are in take
	state  []int8  // by option: 1 in, -1 out, 0 free
	in     []int32
	count  []int         // by demand: options that are in
	atoms  []int16       // by option: decisions about its people
	fixed  map[atom]int8 // 1 in, -1 out
	of     [][]decision  // by option: those decisions
	trail  []decision    // all decisions, the last last
	chosen []int32       // free options that the last bound chose
}

// atom is somebody, by their number in the meeting, in an option.
type atom struct {
	option, k int32
	speaks    bool
}

// decision is about an option or, if k is not negative, about somebody in it.
type decision struct {
	atom
	in bool
}

func newNode(m *model) *node {
	n := &node{
		m: m, load: make([]int32, len(m.rhs)), state: make([]int8, len(m.options)), count: make([]int, len(m.demands)),
		atoms: make([]int16, len(m.options)), fixed: map[atom]int8{}, of: make([][]decision, len(m.options)),
	}
	return n
}

// rowsOf calls f with the rows that a decision takes from.
func (n *node) rowsOf(a atom, f func(int32)) {
	x := &n.m.options[a.option]
	w := &n.m.meetings[x.meeting]
	switch {
	case a.k < 0:
		for _, r := range x.rows {
			f(r)
		}
	case a.speaks:
		for _, r := range w.speakers[a.k].rows {
			f(r)
		}
	default:
		n.m.eachRow(w, &w.listeners[a.k], f)
	}
}

// can says whether a decision leaves no row overfilled.
func (n *node) can(c decision) bool {
	if !c.in {
		return true
	}
	ok := true
	n.rowsOf(c.atom, func(r int32) { ok = ok && n.load[r] < n.m.rhs[r] })
	x := &n.m.options[c.option]
	if c.k < 0 {
		d := x.demand
		return ok && n.count[d] < n.m.demands[d].times
	}
	spoken, heard, _ := n.settled(c.option)
	if c.speaks {
		return ok && spoken < x.need
	}
	return ok && heard < x.places
}

// decide takes a decision that can be taken; changed is called with rows whose load
// changed.
func (n *node) decide(c decision, changed func(int32)) {
	n.trail = append(n.trail, c)
	if c.k < 0 {
		if n.state[c.option] = -1; c.in {
			n.state[c.option] = 1
			n.in = append(n.in, c.option)
			n.count[n.m.options[c.option].demand]++
		}
	} else {
		n.atoms[c.option]++
		n.of[c.option] = append(n.of[c.option], c)
		if n.fixed[c.atom] = -1; c.in {
			n.fixed[c.atom] = 1
		}
	}
	if c.in {
		n.rowsOf(c.atom, func(r int32) {
			n.load[r]++
			changed(r)
		})
	}
}

// back takes back all decisions after the first so many.
func (n *node) back(to int, changed func(int32)) {
	for len(n.trail) > to {
		c := n.trail[len(n.trail)-1]
		n.trail = n.trail[:len(n.trail)-1]
		if c.k < 0 {
			if n.state[c.option] = 0; c.in {
				n.in = n.in[:len(n.in)-1]
				n.count[n.m.options[c.option].demand]--
			}
		} else {
			n.atoms[c.option]--
			n.of[c.option] = n.of[c.option][:len(n.of[c.option])-1]
			delete(n.fixed, c.atom)
		}
		if c.in {
			n.rowsOf(c.atom, func(r int32) {
				n.load[r]--
				changed(r)
			})
		}
	}
}

// settled counts who is decided to be in an option that is in, and what its decided
// listeners are worth.
func (n *node) settled(o int32) (speakers, listeners int32, value int64) {
	w := &n.m.meetings[n.m.options[o].meeting]
	for _, c := range n.of[o] {
		switch {
		case !c.in:
		case c.speaks:
			speakers++
		default:
			listeners++
			value += int64(w.listeners[c.k].value)
		}
	}
	return speakers, listeners, value
}
