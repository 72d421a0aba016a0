package assign

import "math"

const far = math.MaxInt64

// search is the memory of one price change: a Dijkstra from all sources at once, and
// the steps back along which its paths can be found.
type search struct {
	queue        queue
	dc           []int64 // distance of columns, far if not reached; that of rows is in their state
	metR, metC   []int32
	ranOut       []int32 // rows whose list must be widened before the level is left
	dropped      []int32 // rows whose lists were too long to keep
	endR, endC   []int32 // rows and columns that may be the nearest end
	limit        int64   // distance of the nearest end met so far
	rescanOffset int32
	reachable    int // columns that have places at all
	settled      int // of them, those whose distance is final
	links        []link
	fetched      int32   // of no use but to fetch
	last         []int32 // by column, the link noted last; noLink if none
}

// link is a shortest step from a row to a column: tight once prices have changed.
type link struct {
	row, s int32
	before int32 // the link noted before it for the same column
	count  int32 // of the links of the column so far
}

const (
	noLink = -1
	// mostLinks for a column, and as many times its places: where nearly all scores are
	// equal there is a tight path over every pair. What is left out, the next search finds.
	mostLinks, linksAPlace = 32, 4
)

func (d *search) init(rows, cols int) {
	d.dc, d.last = make([]int64, cols), make([]int32, cols)
	for j := range d.dc {
		d.dc[j], d.last[j] = far, noLink
	}
	d.rescanOffset = int32(rows)
}

// raise changes the prices by one shortest-path search, after which at least one of
// the sources (rows with a free place and a price) has a tight path to an end: a
// column with a free place, or a row of price 0, which can go without. The level of the
// nearest end is searched to its last, so that the links hold every tight path from a
// source to an end. It reports false, with prices untouched, if the run was stopped.
func (s *solver) raise(sources []int32) bool {
	s.forgetLinks()
	s.limit, s.settled = far, 0
	s.queue.reset()
	for _, i := range sources {
		s.reach(i, 0, nobody)
	}
	ok, more := true, true
	for at := int64(0); ok && more && at <= s.limit; at, more = s.queue.open() {
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
	for q := 0; at <= s.limit; q++ {
		if q == len(s.queue.bucket[0]) {
			if len(s.ranOut) == 0 || s.allSettled() {
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
		s.serve(s.queue.bucket[0][q])
		if s.tick.stop {
			return false
		}
	}
	return true
}

// serve handles one event: a column (^id) or a row reached, or a list that ran out
// (id past the rows).
func (s *solver) serve(x item) {
	switch {
	case x.id >= s.rescanOffset:
		s.lookOn(x.id - s.rescanOffset)
	case x.id >= 0:
		if s.row[x.id].dr == x.at {
			s.relax(x.id, far, nobody)
		}
	case s.dc[^x.id] == x.at:
		j := ^x.id
		if s.colLeft[j] > 0 {
			s.settled++
		}
		s.fetch(s.on[j])
		for _, i := range s.on[j] {
			s.reach(i, x.at+s.extra(i, j), j)
		}
	}
}

// allSettled reports that no row needs to look for columns any more: there is none that
// it could lead to on a shorter way. See change for what this does to the bounds.
func (s *solver) allSettled() bool { return s.settled == s.reachable }

// extra is the price w of a chosen pair: what its row would have to give up with it.
// Rows of one place are always tight.
func (s *solver) extra(i, j int32) int64 {
	if s.rowLeft[i] == 1 {
		return 0
	}
	for _, e := range s.of[i] {
		if e.j == j {
			return max(0, -s.slack(i, e))
		}
	}
	return 0
}

// reach notes that row i can be reached at distance d from a column that it chose, or
// from nobody.
func (s *solver) reach(i int32, d int64, from int32) {
	r := &s.row[i]
	if d >= r.dr || d > s.limit {
		return
	}
	if r.dr == far {
		s.metR = append(s.metR, i)
	}
	r.dr = d
	if d == s.queue.last {
		s.relax(i, far, from)
		return
	}
	s.queue.push(d, i)
}

// relax offers the columns of row i worth no more than most (those over it were offered
// before), the way out without a column, and the point at which other columns could
// come in. from is a column that it chose, or nobody.
func (s *solver) relax(i int32, most int64, from int32) {
	r := &s.row[i]
	d, base := r.dr, r.dr+r.u
	if base <= s.limit {
		s.limit = base
		s.endR = append(s.endR, i)
	}
	if top := min(r.u, most); r.cut >= top {
		s.split(i, top)
	}
	near := r.list[:r.near]
	for _, e := range near {
		x := s.lift.of(e.s) - s.v[e.j]
		nd := max(d, base-x) // never under d, or a scorer that contradicts itself could turn the search in circles
		if nd > s.limit || nd > s.dc[e.j] || x > most || nd <= d && s.chose(i, e.j, from) {
			continue
		}
		s.offer(i, e, nd)
	}
	if c := r.cut; c >= 0 && base-c <= s.limit {
		s.queue.push(base-c, i+s.rescanOffset)
	}
	s.tick.spend(len(near))
}

// chose is chosen for a row that chose the column from, mostly without looking it up.
func (s *solver) chose(i, j, from int32) bool {
	return j == from || (from == nobody || s.rowLeft[i] > 1) && s.chosen(i, j)
}

// fetch has the processor fetch what relax will look at, for several rows at once: one
// after the other, each would wait for memory on its own.
func (s *solver) fetch(rows []int32) {
	for _, i := range rows {
		if l := s.row[i].list; len(l) > 0 {
			s.fetched ^= l[0].j
		}
	}
}

// lookOn offers more of the columns that row i knows, or has its list widened if it has
// offered them all.
func (s *solver) lookOn(i int32) {
	if s.allSettled() {
		return
	}
	known := s.row[i].cut
	if known <= s.row[i].bound {
		s.ranOut = append(s.ranOut, i)
		return
	}
	s.relax(i, known, nobody)
}

// offer notes that row i leads to a column at a distance as short as any known.
func (s *solver) offer(i int32, e entry, d int64) {
	if d < s.dc[e.j] {
		if s.dc[e.j] == far {
			s.metC = append(s.metC, e.j)
		}
		s.dc[e.j], s.last[e.j] = d, noLink
		if s.hasPlace(e.j) {
			s.limit = d
			s.endC = append(s.endC, e.j)
		}
		s.queue.push(d, ^e.j) // an end too: once it is full, its rows lead on
	}
	if at := s.last[e.j]; at == noLink || int(s.links[at].count)/linksAPlace < s.colLeft[e.j]+mostLinks/linksAPlace {
		s.link(i, e)
	}
}

func (s *solver) link(i int32, e entry) {
	l := link{row: i, s: e.s, before: s.last[e.j], count: 1}
	if l.before != noLink {
		l.count += s.links[l.before].count
	}
	s.last[e.j] = int32(len(s.links))
	s.links = append(s.links, l)
}

// change moves the prices by what is left of each distance to the limit, and forgets
// the distances. Where every column rose, the bounds of the lists fall by as much; a
// row that did not look on once all columns were settled would else be under its bound.
func (s *solver) change(apply bool) {
	for _, i := range s.metR {
		r := &s.row[i]
		if apply && r.dr < s.limit {
			r.u -= s.limit - r.dr
		}
		r.dr = far
	}
	rose, least := 0, int64(math.MaxInt64)
	for _, j := range s.metC {
		if !apply || s.dc[j] > s.limit {
			s.last[j] = noLink
		} else {
			up := s.limit - s.dc[j]
			s.v[j] += up
			if s.colLeft[j] > 0 {
				rose, least = rose+1, min(least, up)
			}
		}
		s.dc[j] = far
	}
	if rose == s.reachable && rose > 0 && least > 0 {
		for i := range s.row {
			s.row[i].bound = max(nothingBelow, s.row[i].bound-least)
			s.row[i].cut = max(s.row[i].bound, s.row[i].cut-least)
		}
	}
	s.prices++
	s.reprice()
	s.metR, s.ranOut = s.metR[:0], s.ranOut[:0]
}

func (s *solver) forgetLinks() {
	for _, j := range s.metC {
		s.last[j] = noLink
	}
	s.metC, s.links, s.endR, s.endC = s.metC[:0], s.links[:0], s.endR[:0], s.endC[:0]
}
