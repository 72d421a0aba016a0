package mentoring

// group is several parts whose classes were joined: a class of the group is one
// combination of the parts' classes that some mentor has.
type group struct {
	parts []*classes
	of    []int32  // class of each column
	of16  []uint16 // the same where the classes are few enough
	n     int
	combo [][]int32 // by part: the part's class of each class of the group
}

// joined packs parts into groups as long as a group has few classes beside the
// columns: then summing by class is nearly free, and a pair costs one lookup.
func joined(parts []*classes, cols int) []group {
	var out []group
	few := max(64, cols/8)
	for _, p := range parts {
		placed := false
		for i := range out {
			if g := out[i].with(p); g.n <= few || (i == mostGroups-1) {
				out[i], placed = g, true
				break
			}
		}
		if !placed {
			out = append(out, group{of: make([]int32, cols), n: 1}.with(p))
		}
	}
	for i := range out {
		out[i].narrow()
	}
	return out
}

func (g group) with(p *classes) group {
	next := group{parts: append(append([]*classes{}, g.parts...), p), of: make([]int32, len(p.of))}
	next.combo = make([][]int32, len(next.parts))
	known := map[[2]int32]int32{}
	for col, class := range p.of {
		key := [2]int32{g.of[col], class}
		joint, ok := known[key]
		if !ok {
			joint = int32(len(known))
			known[key] = joint
			for i := range g.parts {
				next.combo[i] = append(next.combo[i], g.combo[i][key[0]])
			}
			next.combo[len(g.parts)] = append(next.combo[len(g.parts)], class)
		}
		next.of[col] = joint
	}
	next.n = len(known)
	return next
}

func (g *group) narrow() {
	if g.n > 1<<16 {
		return
	}
	g.of16 = make([]uint16, len(g.of))
	for j, c := range g.of {
		g.of16[j] = uint16(c)
	}
}

// add puts the group's value of every column into dst, or adds it.
func (g *group) add(row int, base int32, dst []int32, s *scratch, first bool) {
	value := s.joined[:g.n]
	for c := range value {
		value[c] = base
	}
	for i, p := range g.parts {
		of := s.values[i][:p.n]
		p.fill(row, of)
		for c, class := range g.combo[i] {
			value[c] = max(low, value[c]+of[class])
		}
	}
	// A forbidden class stays below the limit whatever points were added.
	switch {
	case first && g.of16 != nil:
		for j, c := range g.of16 {
			dst[j] = value[c]
		}
	case first:
		for j, c := range g.of {
			dst[j] = value[c]
		}
	default:
		for j, c := range g.of {
			dst[j] += value[c]
		}
	}
}

// classify numbers the classes of the mentors in order of appearance. It returns
// one key a class.
func classify[K comparable](m *model, key func(p person) K) (of []int32, keys []K) {
	known := map[K]int32{}
	of = make([]int32, len(m.mentors))
	for j, p := range m.mentors {
		k := key(p)
		class, ok := known[k]
		if !ok {
			class = int32(len(keys))
			known[k] = class
			keys = append(keys, k)
		}
		of[j] = class
	}
	return of, keys
}

// byClass is a part that depends on the mentee and a key of the mentor.
func byClass[K comparable](m *model, key func(p person) K, value func(mentee person, k K) int32) part {
	of, keys := classify(m, key)
	return part{classes: &classes{of: of, n: len(keys), fill: func(row int, out []int32) {
		for c, k := range keys {
			out[c] = value(m.mentees[row], k)
		}
	}}}
}
