package assign

import (
	"math"
	"sync"
	"sync/atomic"
)

// batch is how many scores are read between two looks at the context.
const batch = 1 << 20

// maxGrow is how often a list can double.
const maxGrow = 24

// readScores is the first scan: it finds the extent of the scores and a list for every
// row, by plain score, since prices are 0 and the lifting is not known yet. It reports
// false if the run was stopped.
func (s *solver) readScores() bool {
	s.tick.stage = "scores"
	s.floor = plainFloor
	s.lift = lifting{mul: 1}
	all := make([]int32, s.rows)
	for i := range all {
		all[i] = int32(i)
	}
	return s.each(all, func(w *scratch, i int32) {
		s.scan(w, i, s.tune.short, math.MaxInt64, s.floor)
		s.extend(w, i)
		if s.rowLeft[i] == 0 {
			s.row[i].list = nil
		}
	})
}

// extend notes the greatest score of a row just scanned, which is on its list, and the
// least: that may be in any class that could hold a lower one than all met so far.
func (s *solver) extend(w *scratch, i int32) {
	s.row[i].u = plainFloor
	for _, e := range s.row[i].list {
		s.row[i].u = max(s.row[i].u, int64(e.s))
		w.met.add(e.s)
	}
	for _, b := range w.bounds {
		if !w.met.any || b.Low < w.met.lo {
			s.measure(w, i, b.Class)
		}
	}
}

// measure adds every score of a class to the extent.
func (s *solver) measure(w *scratch, i, c int32) {
	columns := s.class[c]
	for k, sc := range w.reader.read(c, columns) {
		if sc != Forbidden && !s.isLocked(int(i), int(columns[k])) {
			w.met.add(sc)
		}
	}
}

// widen goes on for rows whose lists ran out: each looks further down its columns, a
// list several times as long at each turn. A row that has come to want most of its
// columns looks at all of them once, but does not keep them: prices are about to
// change so much that a short list will do again. (Were long lists kept, a company
// with far too few places would hold its whole matrix.) It reports false if the run was
// stopped.
func (s *solver) widen(rows []int32) bool {
	var more, all []int32
	for _, i := range rows {
		s.grow[i]++
		if s.tune.short<<min(s.grow[i], maxGrow) <= s.tune.whole {
			more = append(more, i)
		} else {
			all = append(all, i)
		}
	}
	known := make([]int64, len(more))
	for k, i := range more {
		known[k] = s.row[i].bound
	}
	ok := s.each(more, func(w *scratch, i int32) {
		s.scan(w, i, s.tune.short<<s.grow[i], s.row[i].bound, s.row[i].bound-s.hopes[s.grow[i]])
	})
	if !ok {
		return false
	}
	s.learn(more, known)
	for k, i := range more {
		s.relax(i, known[k], nobody)
	}
	for step := max(16, 2*s.tune.batch/max(1, s.cols)); len(all) > 0; {
		n := min(step, len(all))
		if !s.lookAtAll(all[:n]) {
			return false
		}
		all = all[n:]
	}
	return true
}

// learn notes how deep lists of a length had to go, so that the next need not look much
// deeper. Half as much again leaves most lists as long as they should be.
func (s *solver) learn(rows []int32, known []int64) {
	var depth, n [maxGrow + 1]int64
	for k, i := range rows {
		if s.row[i].bound > nothingBelow {
			depth[s.grow[i]] += known[k] - s.row[i].bound
			n[s.grow[i]]++
		}
	}
	for g := range n {
		if n[g] > 0 {
			mean := depth[g] / n[g]
			s.hopes[g] = mean + mean/2
		}
	}
}

// lookAtAll offers every column of the rows and drops the lists again. An empty list
// with the bound at the row's price is true, if not useful, until prices change.
func (s *solver) lookAtAll(rows []int32) bool {
	ok := s.each(rows, func(w *scratch, i int32) { s.scan(w, i, 0, s.row[i].bound, s.floor) })
	for _, i := range rows {
		if ok {
			s.row[i].near, s.row[i].cut = int32(len(s.row[i].list)), s.row[i].bound
			s.relax(i, far, nobody)
		}
		s.row[i].list, s.row[i].bound = nil, s.row[i].u
		s.row[i].near, s.row[i].cut = 0, s.row[i].u
	}
	s.dropped = append(s.dropped, rows...)
	return ok
}

// renew gives lists at the present prices to the rows that dropped theirs, with all that
// is tight among them.
func (s *solver) renew() bool {
	rows := s.dropped
	s.dropped = s.dropped[:0]
	return s.each(rows, func(w *scratch, i int32) {
		s.grow[i] = 0
		s.scan(w, i, s.tune.whole, s.row[i].u, s.floor)
	})
}

// each runs do on all rows and reports false if the run was stopped. Whatever do writes
// belongs to its row alone, so the answer does not depend on the number of workers. The
// caller's goroutine works too, and is the one that reports progress and looks at the
// context; nobody waits for anybody before the end.
func (s *solver) each(rows []int32, do func(w *scratch, i int32)) bool {
	if s.tick.ended() {
		return false
	}
	workers := s.work
	if len(rows) < 4 || len(rows)*s.cols < 1<<14 {
		workers = workers[:1]
	}
	var next, stop atomic.Int64
	var wg sync.WaitGroup
	failed := make([]any, len(workers))
	for k := len(workers) - 1; k >= 0; k-- {
		work := func() {
			defer func() {
				if failed[k] = recover(); failed[k] != nil {
					stop.Store(1)
				}
			}()
			for stop.Load() == 0 {
				at := int(next.Add(1)) - 1
				if at >= len(rows) {
					return
				}
				do(workers[k], rows[at])
				if k == 0 && s.scanned(at+1, len(workers)) {
					stop.Store(1)
				}
			}
		}
		if k > 0 {
			wg.Go(work)
		} else {
			work()
		}
	}
	wg.Wait()
	for _, f := range failed {
		if f != nil {
			panic(f) // of the scorer: on the caller's goroutine, who can recover it
		}
	}
	return stop.Load() == 0
}

// scanned notes that n rows were read, by all workers, and reports whether the
// run has to stop.
func (s *solver) scanned(n, workers int) bool {
	if s.tick.stage == "scores" {
		s.tick.done = n
	}
	return s.tick.spend(workers * s.cols)
}
