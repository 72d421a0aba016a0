package assign

import "slices"

// step is one row on the path that is being walked.
type step struct {
	row  int32
	via  int32 // the column whose place the row would give up; -1 for the first row
	next int32 // where to go on in the row's list; -1 before the row was looked at
}

// walk is the memory of a depth-first search along tight pairs.
type walk struct {
	epoch      int32
	seenR      []int32 // epoch in which a row was entered
	seenC      []int32
	nextOn     []int32 // per column on the path, the next of its rows to enter
	path       []step
	newR, newC []int32 // entered by the present walk
	// leaveAfter limits the ends: a row of price 0 may go without its place only if
	// it stands after this position in the tie order.
	leaveAfter int32
	// front counts the tight columns of a row, which stand first in its list if it was
	// sorted since the last change of prices.
	front  []int32
	prices int32 // counts the changes; lists remember for which they were sorted
}

func (w *walk) init(rows, cols int) {
	w.seenR, w.seenC, w.nextOn = make([]int32, rows), make([]int32, cols), make([]int32, cols)
	w.front = make([]int32, rows)
	w.leaveAfter, w.prices = -1, 1
}

// forget releases what the last walk entered.
func (s *solver) forget() {
	for _, i := range s.newR {
		s.seenR[i] = 0
	}
	for _, j := range s.newC {
		s.seenC[j] = 0
	}
}

// find walks from row i, which has a free place, along tight pairs to an end, moves
// everyone on the path, and reports whether there was one.
func (s *solver) find(i int32) bool {
	s.newR, s.newC = s.newR[:0], s.newC[:0]
	s.path = s.path[:0]
	s.enter(i, -1)
	for len(s.path) > 0 {
		top := &s.path[len(s.path)-1]
		if top.next < 0 {
			if s.ends(top) {
				return true
			}
			top.next = 0
		}
		if j := s.advance(top); j >= 0 {
			s.nextOn[j] = 0
			s.enterFrom(j)
			continue
		}
		via := top.via
		s.path = s.path[:len(s.path)-1]
		if via >= 0 {
			s.enterFrom(via)
		}
	}
	return false
}

func (s *solver) enter(i, via int32) {
	s.seenR[i] = s.epoch
	s.newR = append(s.newR, i)
	s.path = append(s.path, step{row: i, via: via, next: -1})
}

// enterFrom enters the next row that could give up its place in column j.
func (s *solver) enterFrom(j int32) {
	for int(s.nextOn[j]) < len(s.on[j]) {
		i := s.on[j][s.nextOn[j]]
		s.nextOn[j]++
		if s.seenR[i] != s.epoch && s.extra(i, j) == 0 {
			s.enter(i, j)
			return
		}
	}
}

// ends tries to end the path at its last row, without or with a column.
func (s *solver) ends(top *step) bool {
	i := top.row
	if top.via >= 0 && s.row[i].u == 0 && s.pos[i] > s.leaveAfter {
		s.shift(entry{j: -1})
		return true
	}
	if s.row[i].bound >= s.row[i].u {
		s.scan(s.work[0], i, 1, s.row[i].u, s.floor)
		s.tick.spend(s.cols)
	}
	for _, e := range s.tight(i) {
		if s.hasPlace(e.j) && !s.chosen(i, e.j) {
			s.shift(e)
			return true
		}
	}
	return false
}

// tight moves the tight columns of row i to the front of its list and returns them.
// Rows are looked at many times between two changes of prices.
func (s *solver) tight(i int32) []entry {
	l := s.row[i].list
	if s.row[i].sorted != s.prices {
		s.row[i].sorted = s.prices
		s.tick.spend(len(l))
		n, u := 0, s.row[i].u
		for k, e := range l {
			if u+s.v[e.j] == s.lift.of(e.s) {
				l[k], l[n] = l[n], e
				n++
			}
		}
		s.front[i] = int32(n)
	}
	return l[:s.front[i]]
}

// advance finds the next tight column to go on to, or -1.
func (s *solver) advance(top *step) int32 {
	i := top.row
	l := s.tight(i)
	for k := int(top.next); k < len(l); k++ {
		j := l[k].j
		if s.seenC[j] == s.epoch || s.rowLeft[i] > 1 && s.chosen(i, j) {
			continue
		}
		s.seenC[j] = s.epoch
		s.newC = append(s.newC, j)
		top.next = int32(k + 1)
		return j
	}
	top.next = int32(len(l))
	return -1
}

// shift moves everyone on the path: the last row takes e (or nothing, if e.j < 0),
// every other row the place that the next one gives up.
func (s *solver) shift(e entry) {
	for k := len(s.path) - 1; k >= 0; k-- {
		st := s.path[k]
		if k < len(s.path)-1 {
			next := s.path[k+1]
			e = s.row[st.row].list[st.next-1]
			on := s.on[next.via]
			on[slices.Index(on, next.row)] = st.row
		} else if e.j >= 0 {
			s.on[e.j] = append(s.on[e.j], st.row)
		}
		s.swap(st, e)
	}
}

// swap gives row st.row the column e in place of st.via; either may be none.
func (s *solver) swap(st step, e entry) {
	l := s.of[st.row]
	if st.via < 0 {
		s.of[st.row] = append(l, e)
		return
	}
	at := slices.IndexFunc(l, func(o entry) bool { return o.j == st.via })
	if e.j < 0 {
		s.of[st.row] = slices.Delete(l, at, at+1)
		return
	}
	l[at] = e
}
