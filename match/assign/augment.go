package assign

import "slices"

// augmenting is the memory of a depth-first search from an end back to a source along
// the links of the last price change.
type augmenting struct {
	back  []backStep
	nextL []int32 // by column on the path or dead, its next link to try
}

// backStep is a column that somebody is to take, and the row that would.
type backStep struct {
	col, row, s int32
}

const nobody = -1

// bulkShare: bulk passes go on while more than one in so many free rows is served.
const bulkShare = 10

// augment serves free rows along tight paths, from the ends that the last price change
// reached, until no such path is left, and returns the rows that are still free at a
// price. Only what lies between an end and a source is ever entered. Bulk passes enter
// no place twice, so they are cheap and may miss a path; the last pass is exact: what a
// failed walk entered is closed under steps back and stays dead, what a successful walk
// entered is released (grafting: Azad, Buluc, Pothen 2017).
func (s *solver) augment(free []int32) []int32 {
	for exact := false; ; {
		s.epoch++
		before := len(free)
		s.serveEnds(exact)
		free = slices.DeleteFunc(free, func(i int32) bool { return !s.wants(i) })
		got := before - len(free)
		if exact || got == 0 || len(free) == 0 || s.tick.stop {
			return free
		}
		exact = got*bulkShare < before
	}
}

// wants reports whether row i is a source: it has a free place and a price.
func (s *solver) wants(i int32) bool { return s.row[i].u > 0 && len(s.of[i]) < s.rowLeft[i] }

func (s *solver) serveEnds(release bool) {
	for _, j := range s.endC {
		for s.hasPlace(j) && s.last[j] != noLink && s.walkBack(j, nobody, release) {
			continue
		}
	}
	for _, i := range s.endR {
		for s.row[i].u == 0 {
			k := s.giveUp(i)
			if k < 0 || !s.walkBack(k, i, release) {
				break
			}
		}
	}
}

// giveUp finds a column that row i could give up without loss and that the search came
// through, or -1.
func (s *solver) giveUp(i int32) int32 {
	for _, e := range s.of[i] {
		if s.seenC[e.j] != s.epoch && s.last[e.j] != noLink && s.extra(i, e.j) == 0 {
			return e.j
		}
	}
	return nobody
}

// walkBack looks for a source that can move to column j, over any number of others that
// move up, and moves them. leaver gives up its place there, or is nobody if a place is
// free.
func (s *solver) walkBack(j, leaver int32, release bool) bool {
	s.newR, s.newC = s.newR[:0], s.newC[:0]
	s.back = s.back[:0]
	s.enterBack(j)
	for len(s.back) > 0 {
		top := &s.back[len(s.back)-1]
		if top.row != nobody {
			if k := s.giveUp(top.row); k != nobody {
				s.enterBack(k)
				continue
			}
		}
		if !s.nextRow(top) {
			s.back = s.back[:len(s.back)-1]
			continue
		}
		if s.wants(top.row) {
			s.moveUp(leaver)
			if release {
				s.forget()
			}
			return true
		}
	}
	return false
}

func (s *solver) enterBack(j int32) {
	if s.seenC[j] != s.epoch {
		s.seenC[j] = s.epoch
		s.nextL[j] = s.last[j]
		s.newC = append(s.newC, j)
	}
	s.back = append(s.back, backStep{col: j, row: nobody})
}

// nextRow enters the next row that could take the column.
func (s *solver) nextRow(top *backStep) bool {
	for at := s.nextL[top.col]; at != noLink; {
		l := s.links[at]
		at = l.before
		s.nextL[top.col] = at
		s.tick.spend(1)
		if s.seenR[l.row] != s.epoch && !s.chosen(l.row, top.col) {
			s.seenR[l.row] = s.epoch
			s.newR = append(s.newR, l.row)
			top.row, top.s = l.row, l.s
			return true
		}
	}
	top.row = nobody
	return false
}

// moveUp gives everyone on the path the column found for them: the last is the source.
// A row that gave up a column could take it back, so there is a link for that.
func (s *solver) moveUp(leaver int32) {
	if leaver == nobody {
		j := s.back[0].col
		s.on[j] = append(s.on[j], s.back[0].row)
	} else {
		s.handOver(leaver, 0)
		s.of[leaver] = slices.DeleteFunc(s.of[leaver], func(e entry) bool { return e.j == s.back[0].col })
	}
	for k, st := range s.back {
		took := entry{st.col, st.s}
		if k+1 == len(s.back) {
			s.of[st.row] = append(s.of[st.row], took)
			continue
		}
		s.of[st.row][s.handOver(st.row, k+1)] = took
	}
}

// handOver leaves the column of a step to its row, and says where row i had it.
func (s *solver) handOver(i int32, step int) int {
	st := s.back[step]
	at := slices.IndexFunc(s.of[i], func(e entry) bool { return e.j == st.col })
	s.link(i, s.of[i][at])
	on := s.on[st.col]
	on[slices.Index(on, i)] = st.row
	return at
}
