package assign

import "math"

const far = math.MaxInt64

// search is the memory of one price change: a Dijkstra from all sources at once.
type search struct {
	queue        queue
	dr, dc       []int64 // distance of rows and columns, far if not reached
	metR, metC   []int32
	ranOut       []int32 // rows whose list must be widened before the level is left
	dropped      []int32 // rows whose lists were too long to keep
	limit        int64   // nearest end met so far
	rescanOffset int32
}

func (d *search) init(rows, cols int) {
	d.dr, d.dc = make([]int64, rows), make([]int64, cols)
	for i := range d.dr {
		d.dr[i] = far
	}
	for j := range d.dc {
		d.dc[j] = far
	}
	d.rescanOffset = int32(rows)
}

// raise changes the prices by one shortest-path search, after which at least one of
// the sources (rows with a free place and a price) has a tight path to an end: a
// column with a free place, or a row of price 0, which can go without. It reports
// false, with prices untouched, if the run was stopped.
func (s *solver) raise(sources []int32) bool {
	s.limit = far
	s.queue.reset()
	for _, i := range sources {
		s.reach(i, 0)
	}
	ok, more := true, true
	for at := int64(0); ok && more && at < s.limit; at, more = s.queue.open() {
		ok = s.level(at)
	}
	s.change(ok)
	return ok && s.renew()
}

// level serves everything at one distance. Rows whose lists ran out are widened
// together, in parallel, once nothing else is left; widening may add to the level, and
// only when neither is left the level is done. Leaving earlier would let a row's
// price fall under the bound of its list.
func (s *solver) level(at int64) bool {
	for q := 0; ; q++ {
		if q == len(s.queue.bucket[0]) {
			if len(s.ranOut) == 0 || at >= s.limit {
				return true
			}
			if !s.widen(s.ranOut) {
				return false
			}
			s.ranOut = s.ranOut[:0]
			if q == len(s.queue.bucket[0]) {
				return true
			}
		}
		if at >= s.limit {
			return true
		}
		s.serve(s.queue.bucket[0][q])
		if s.tick.stop {
			return false
		}
	}
}

// serve handles one event: a column (^id) or a row reached, or a list that ran out
// (id past the rows).
func (s *solver) serve(x item) {
	switch {
	case x.id >= s.rescanOffset:
		s.ranOut = append(s.ranOut, x.id-s.rescanOffset)
	case x.id >= 0:
		if s.dr[x.id] == x.at {
			s.relax(x.id)
		}
	case s.dc[^x.id] == x.at:
		j := ^x.id
		for _, i := range s.on[j] {
			s.reach(i, x.at+s.extra(i, j))
		}
	}
}

// extra is the price w of a chosen pair: what its row would have to give up with it.
// Rows of one place are always tight.
func (s *solver) extra(i, j int32) int64 {
	if s.rowLeft[i] == 1 {
		return 0
	}
	for _, e := range s.of[i] {
		if e.j == j {
			return -s.slack(i, e)
		}
	}
	return 0
}

// reach notes that row i can be reached at distance d.
func (s *solver) reach(i int32, d int64) {
	if d >= s.dr[i] || d >= s.limit {
		return
	}
	if s.dr[i] == far {
		s.metR = append(s.metR, i)
	}
	s.dr[i] = d
	if d == s.queue.last {
		s.relax(i)
		return
	}
	s.queue.push(d, i)
}

// relax offers the columns of row i, the way out without a column, and the point at
// which columns missing in its list could come in.
func (s *solver) relax(i int32) {
	d := s.dr[i]
	base := d + s.u[i]
	s.limit = min(s.limit, base)
	several := s.rowLeft[i] > 1
	for _, e := range s.list[i] {
		nd := base + s.v[e.j] - s.lift.of(e.s)
		if nd >= s.dc[e.j] || nd >= s.limit {
			continue
		}
		if several && nd <= d && s.chosen(i, e.j) {
			continue
		}
		if s.hasPlace(e.j) {
			s.limit = nd
			continue
		}
		if s.dc[e.j] == far {
			s.metC = append(s.metC, e.j)
		}
		s.dc[e.j] = nd
		s.queue.push(nd, ^e.j)
	}
	if b := s.bound[i]; b >= 0 && base-b < s.limit {
		s.queue.push(base-b, i+s.rescanOffset)
	}
	s.tick.spend(len(s.list[i]))
}

// change moves the prices by what is left of each distance to the limit, and forgets
// the search.
func (s *solver) change(apply bool) {
	for _, i := range s.metR {
		if apply && s.dr[i] < s.limit {
			s.u[i] -= s.limit - s.dr[i]
		}
		s.dr[i] = far
	}
	for _, j := range s.metC {
		if apply && s.dc[j] < s.limit {
			s.v[j] += s.limit - s.dc[j]
		}
		s.dc[j] = far
	}
	s.prices++
	s.reprice()
	s.metR, s.metC, s.ranOut = s.metR[:0], s.metC[:0], s.ranOut[:0]
}
