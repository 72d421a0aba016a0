package mentoring

// sameness is whether two have the same of very many values, such as teams: too many to
// keep a table by both sides.
type sameness struct {
	weight
	same   bool              // the same value is wanted; else different ones
	mine   []int32           // the value of each row; below 0 none
	theirs []int32           // of each column, and once seated of each place
	has    []uint64          // the places with a value
	own    map[int32][]int32 // the places with each value
}

// fact is a value, if there is one.
type fact struct {
	value int64
	known bool
}

// bySameness is a part that asks whether both have the same value.
func bySameness(m *model, w weight, same bool, value func(p person) fact) part {
	of, keys := classify(m.mentors, value)
	if len(keys) <= m.most.same {
		return byKeys(m, value, value, func(mine, theirs fact) int32 {
			return w.either(mine.known && theirs.known, (mine == theirs) == same)
		})
	}
	number := make(map[fact]int32, len(keys))
	for n, key := range keys {
		number[key] = int32(n)
	}
	s := &sameness{weight: w, same: same, theirs: of}
	for j, n := range of {
		if !keys[n].known {
			of[j] = -1
		}
	}
	for _, p := range m.mentees {
		v := value(p)
		n, there := number[v]
		switch {
		case !v.known:
			n = -1
		case !there:
			n = int32(len(keys)) // known, and no mentor's
		}
		s.mine = append(s.mine, n)
	}
	return part{build: s.seat}
}

func (s *sameness) seat(f *fast) {
	theirs := s.theirs
	s.theirs, s.has, s.own = make([]int32, f.cols), make([]uint64, len(f.all)), map[int32][]int32{}
	for place, col := range f.order {
		n := theirs[col]
		s.theirs[place] = n
		if n >= 0 {
			s.has[place/64] |= 1 << (place % 64)
			s.own[n] = append(s.own[n], int32(place))
		}
	}
	if s.rule {
		f.masks = append(f.masks, s.mask)
		return
	}
	f.points = append(f.points, s)
}

// mask leaves those of another value, or the own, and those of none as the rule has it.
func (s *sameness) mask(row int, mask []uint64) {
	mine, allow := s.mine[row], s.verdict(false, false) == 0
	if mine < 0 {
		if !allow {
			clear(mask)
		}
		return
	}
	var own []int32
	for _, place := range s.own[mine] {
		if mask[place/64]&(1<<(place%64)) != 0 {
			own = append(own, place)
		}
	}
	for w := range mask {
		var left uint64
		if !s.same {
			left = s.has[w]
		}
		if allow {
			left |= ^s.has[w]
		}
		mask[w] &= left
	}
	for _, place := range own {
		if s.same {
			mask[place/64] |= 1 << (place % 64)
		} else {
			mask[place/64] &^= 1 << (place % 64)
		}
	}
}

func (s *sameness) reader() pointReader { return &sameReader{sameness: s} }

type sameReader struct {
	*sameness
	now int32
}

func (s *sameReader) open(row int) { s.now = s.mine[row] }

func (s *sameReader) add(at, totals []int32) {
	if s.now < 0 {
		return
	}
	most := int32(s.most)
	for k, x := range at {
		if n := s.theirs[x]; n >= 0 && (n == s.now) == s.same {
			totals[k] += most
		}
	}
}

func (s *sameReader) bound(low, high []int32) {
	if s.now >= 0 {
		boundAlike(s.extent[:], low, high)
	}
}
