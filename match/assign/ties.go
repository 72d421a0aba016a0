package assign

// settleTies makes the set of matched rows the first by rank among all best results.
// Prices are final, so every best result is reached from this one by tight exchanges,
// and the degrees of the rows over all best results form the bases of an M-convex set
// (Murota 2003; for one place a matroid): filling the rows in order of rank, each as
// far as a later row can give up its place, is best. What a failed walk has entered
// holds only rows that stand before the one that failed, so it stays dead for all
// that follow. It reports false if the run was stopped.
func (s *solver) settleTies() bool {
	s.tick.stage = "ties"
	open := make([]int32, 0, s.rows)
	for _, i := range s.order {
		if len(s.of[i]) < s.rowLeft[i] {
			open = append(open, i)
		}
	}
	if len(open) == 0 {
		return true
	}
	if !s.each(open, s.cutToTight) {
		return false
	}
	s.epoch++
	for _, i := range s.order { // not open alone: who gives up a place may replace one after him
		s.leaveAfter = s.pos[i]
		for len(s.of[i]) < s.rowLeft[i] && s.seenR[i] != s.epoch && s.find(i) {
			s.forget()
		}
		if s.tick.stop {
			return false
		}
	}
	return true
}

// cutToTight gives a row every column that is tight now, which is all that ties need.
func (s *solver) cutToTight(w *scratch, i int32) {
	if s.row[i].bound >= s.row[i].u {
		s.scan(w, i, 1, s.row[i].u, s.floor)
	}
}
