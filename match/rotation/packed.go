package rotation

// sparse is a vector of the entries that are not 0.
type sparse struct {
	at []int32
	v  []float64
}

func (s *sparse) get(i int32) float64 {
	for e, k := range s.at {
		if k == i {
			return s.v[e]
		}
	}
	return 0
}

// drop takes an entry out.
func (s *sparse) drop(i int32) {
	for e, k := range s.at {
		if k == i {
			last := len(s.at) - 1
			s.at[e], s.v[e] = s.at[last], s.v[last]
			s.at, s.v = s.at[:last], s.v[:last]
			return
		}
	}
}

// packed are sparse vectors one after the other.
type packed struct {
	begin []int32 // by vector, and the end of the last
	sparse
}

func (p *packed) clear() { p.begin, p.at, p.v = append(p.begin[:0], 0), p.at[:0], p.v[:0] }

func (p *packed) add(at int32, v float64) { p.at, p.v = append(p.at, at), append(p.v, v) }

// end closes the vector that add added to.
func (p *packed) end() { p.begin = append(p.begin, int32(len(p.at))) }

// turn makes of vectors by step those by n other things, name saying what a step is
// in them.
func (p *packed) turn(from *packed, name []int32, n int) {
	p.begin = resize(p.begin, n+1)
	clear(p.begin)
	for _, k := range from.at {
		p.begin[k+1]++
	}
	for k := range n {
		p.begin[k+1] += p.begin[k]
	}
	p.at, p.v = resize(p.at, len(from.at)), resize(p.v, len(from.at))
	for step := len(name) - 1; step >= 0; step-- {
		for e := from.begin[step]; e < from.begin[step+1]; e++ {
			k := from.at[e]
			p.begin[k+1]--
			at := p.begin[k+1]
			p.at[at], p.v[at] = name[step], from.v[e]
		}
	}
	copy(p.begin, p.begin[1:])
	p.begin[n] = int32(len(p.at))
}

// off takes a multiple of a vector off x.
func (p *packed) off(k int, by float64, x []float64) {
	at, v := p.at[p.begin[k]:p.begin[k+1]], p.v[p.begin[k]:p.begin[k+1]]
	for e, q := range at {
		x[q] -= by * v[e]
	}
}
