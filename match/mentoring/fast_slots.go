package mentoring

import "slices"

// oneSlot is the rule that only those of one slot are paired.
func oneSlot(m *model) part {
	slot := func(p person) int32 { return p.slot }
	return byKeys(m, slot, slot, func(mine, theirs int32) int32 {
		if mine == theirs {
			return 0
		}
		return low
	})
}

// inSlot tells the rows of a slot; nil is every row.
func (m *model) inSlot(slot string) func(row int) bool {
	if slot == "" {
		return nil
	}
	at := int32(slices.Index(m.slots, fold(slot))) // -1 has no rows
	return func(row int) bool { return m.mentees[row].slot == at }
}

// mark is how far the scorer was built before a part was added.
type mark struct{ row, masks, sifts, points int }

func (f *fast) marked() mark { return mark{len(f.row), len(f.masks), len(f.sifts), len(f.points)} }

// limit makes what was added since say nothing about other rows.
func (f *fast) limit(since mark, about func(row int) bool) {
	if about == nil {
		return
	}
	for k, part := range f.row[since.row:] {
		f.row[since.row+k] = func(row int) int32 {
			if about(row) {
				return part(row)
			}
			return 0
		}
	}
	for k, and := range f.masks[since.masks:] {
		f.masks[since.masks+k] = func(row int, mask []uint64) {
			if about(row) {
				and(row, mask)
			}
		}
	}
	for k, sift := range f.sifts[since.sifts:] {
		f.sifts[since.sifts+k] = func(r *reader, at []int32) []int32 {
			if about(r.row) {
				return sift(r, at)
			}
			return at
		}
	}
	for k, p := range f.points[since.points:] {
		f.points[since.points+k] = slotPoints{p, about}
	}
}

// slotPoints are the points of a criterion that counts for some rows.
type slotPoints struct {
	points
	about func(row int) bool
}

func (s slotPoints) reader() pointReader { return &slotReader{s.points.reader(), s.about, false} }

type slotReader struct {
	pointReader
	about func(row int) bool
	on    bool
}

func (s *slotReader) open(row int) {
	if s.on = s.about(row); s.on {
		s.pointReader.open(row)
	}
}

func (s *slotReader) add(at, totals []int32) {
	if s.on {
		s.pointReader.add(at, totals)
	}
}

func (s *slotReader) bound(low, high []int32) {
	if s.on {
		s.pointReader.bound(low, high)
	}
}
