package assign_test

import (
	"math/bits"
	"slices"

	"understudy/match/assign"
)

// company is a made-up instance that scores like the real thing: a table of grade gaps,
// skills and topics in common, place, another department; grade gap, language and
// reporting unit forbid more than half of all pairs. About 100 distinct scores.
type company struct {
	rows, cols []person
	gap        [32]int32
	scale      int32 // over 1: a hash in the low digits, for many distinct scores
	shift      uint8 // so much of the hash is cut off
	caps       []int
	rng        splitmix // as it stands after the people were drawn
}

type person struct {
	skill             uint64
	topic, lang, unit uint16
	level, place      uint8
	dept              uint8
}

// splitmix is the generator of Steele, Lea and Flood (2014).
type splitmix uint64

func (r *splitmix) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return z ^ (z >> 31)
}

func (r *splitmix) n(n int) int { return int(r.next() % uint64(n)) }

func newCompany(n, m int, fine bool) *company {
	c := &company{scale: 1, rng: splitmix(n)}
	if fine {
		c.scale, c.shift = 80, 25 // scores up to 8,446
	}
	for k := range c.gap {
		c.gap[k] = assign.Forbidden
	}
	for d, s := range map[int]int32{1: 14, 2: 20, 3: 12, 4: 5, 5: 2} {
		c.gap[d+8] = s
	}
	for range n {
		p := c.draw(3 + c.rng.n(3))
		p.level = uint8(1 + c.rng.n(7))
		c.rows = append(c.rows, p)
	}
	for range m {
		p := c.draw(6 + c.rng.n(7))
		p.level = uint8(3 + c.rng.n(8))
		c.cols = append(c.cols, p)
		c.caps = append(c.caps, 1+c.rng.n(3))
	}
	return c
}

// millions spreads the scores over a range of a million.
func (c *company) millions() *company {
	c.scale, c.shift = 8192, 19
	return c
}

// draw makes a person with so many of 40 skills, of which some are far more common.
func (c *company) draw(skills int) person {
	r, p := &c.rng, person{}
	for bits.OnesCount64(p.skill) < skills {
		p.skill |= 1 << min(r.n(40), r.n(40))
	}
	for range 4 {
		p.topic |= 1 << r.n(16)
	}
	p.dept, p.place = uint8(r.n(30)), uint8(r.n(12))
	if r.n(100) < 85 {
		p.lang = 1 // most speak the company's language
	}
	p.lang |= 2 << r.n(7)
	p.unit = uint16(r.n(2000))
	return p
}

// problem gives the columns places for the rows with spare percent to spare.
func (c *company) problem(spare int, o assign.Objective) assign.Problem {
	n, m, r := len(c.rows), len(c.cols), c.rng
	caps, want := slices.Clone(c.caps), n+n*spare/100
	total := 0
	for _, k := range caps {
		total += k
	}
	for ; total < want; total++ {
		caps[r.n(m)]++
	}
	for total > want {
		if j := r.n(m); caps[j] > 1 || caps[j] == 1 && want < m {
			caps[j]--
			total--
		}
	}
	return assign.Problem{Rows: n, Cols: m, ColCap: caps, Score: c, Objective: o}
}

// Row scores pair by pair.
func (c *company) Row(i int, dst []int32) {
	e := c.rows[i]
	for j := range dst {
		o := &c.cols[j]
		s := c.gap[(o.level-e.level+8)&31]
		if s < 0 {
			dst[j] = assign.Forbidden
			continue
		}
		s += 12*int32(bits.OnesCount64(e.skill&o.skill)) + 3*int32(bits.OnesCount16(e.topic&o.topic))
		if o.place == e.place {
			s += 10
		} else if o.place/3 == e.place/3 {
			s += 5
		}
		if o.dept != e.dept {
			s += 8
		}
		if c.scale > 1 {
			s = s*c.scale + int32((uint32(e.skill)*2654435761+uint32(o.skill)*40503)>>c.shift)
		}
		if o.lang&e.lang == 0 || o.unit == e.unit {
			s = assign.Forbidden
		}
		dst[j] = s
	}
}
