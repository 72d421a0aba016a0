package stable

import "understudy/match/assign"

// Beyond its list a row likes all admissible columns alike. Király's rows go to free
// columns first, so that whoever is refused there has no free column left; the points
// of the pair then decide.

// beyond finds the column past its list that takes row i. Who was refused once would
// be refused again, so that the row can simply be read anew every time.
func (r *round) beyond(i int32) (c choice, out int32, ok bool) {
	if r.whole[i] {
		return c, 0, false
	}
	if r.free > 0 {
		if c, ok = r.freeBeyond(i, r.row); ok {
			return c, nobody, true
		}
	}
	r.readBeyond(i, r.row)
	best := int32(assign.Forbidden)
	c.rank = Unlisted
	for j, s := range r.row {
		if s <= best {
			continue
		}
		if who, takes := r.takesUnlisted(int32(j), i); takes {
			best, c.col, out, ok = s, int32(j), who, true
		}
	}
	for _, b := range r.back[i] {
		if s := r.row[b.col]; s != assign.Forbidden && (!ok || s > best || s == best && b.col <= c.col) {
			if who, takes := r.takes(b.col, r.rows[i].key(b.rank)); takes {
				best, c, out, ok = s, b, who, true
			}
		}
	}
	return c, out, ok
}

// takesUnlisted is takes for a row that the column may not list; where it does, the
// answer of its own rank comes after.
func (r *round) takesUnlisted(j, i int32) (out int32, ok bool) {
	if len(r.unsure[j]) == 0 && (r.colLeft[j] == 0 || !r.rows[i].key(Unlisted).above(r.on[j][0])) {
		return 0, false
	}
	return r.takes(j, r.rows[i].key(r.rankAt(int(i), j)))
}

// freeBeyond finds the free column past its list that is worth most to row i.
func (r *round) freeBeyond(i int32, row []int32) (choice, bool) {
	r.readBeyond(i, row)
	best, at := int32(assign.Forbidden), -1
	for j, s := range row {
		if s > best && len(r.on[j]) < r.colLeft[j] {
			best, at = s, j
		}
	}
	if at < 0 {
		return choice{}, false
	}
	return choice{int32(at), r.rankAt(int(i), int32(at))}, true
}

// freeElsewhere says whether a row that holds a full column past its list could have a
// free one instead: Király's uncertain lad.
func (r *round) freeElsewhere(i int32) bool {
	if r.free == 0 {
		return false
	}
	_, ok := r.freeBeyond(i, r.aux)
	return ok
}

// readBeyond is a row of scores without the columns that it lists or holds.
func (r *round) readBeyond(i int32, dst []int32) {
	r.read(int(i), dst)
	for _, c := range r.choices[r.start[i]:r.start[i+1]] {
		dst[c.col] = assign.Forbidden
	}
	for _, j := range r.partners[i] {
		dst[j] = assign.Forbidden
	}
}
