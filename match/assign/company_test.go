package assign_test

import (
	"cmp"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

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

// grouped is the same company with its columns in classes of one level, language and
// place and of similar skills, so that only what differs within a class is counted pair
// by pair, and few classes look better than they are.
type grouped struct {
	*company
	kinds   []kind
	classes [][]int32
	all     []person // by class, the skills and topics that any of its columns has
	from    []int32  // where a class begins in the slices below, which are in order of class
	kindOf  []int32
	classOf []int32 // by position
	skill   []uint64
	topic   []uint16
	dept    []uint8
	at      []int32 // where a column stands in them
	members map[uint16][]int32
	noise   int32 // the most that the low digits add
}

// kind is what the columns of the classes from first to before end share.
type kind struct {
	person
	first, end int32
}

// classSize is the most columns in a class: fewer make closer bounds, and more of them.
const classSize = 5

func group(c *company) *grouped {
	g := &grouped{company: c, at: make([]int32, len(c.cols)), members: map[uint16][]int32{}}
	if c.scale > 1 {
		g.noise = int32(uint32(math.MaxUint32) >> c.shift)
	}
	order := make([]int32, len(c.cols))
	for j := range order {
		order[j] = int32(j)
		g.members[c.cols[j].unit] = append(g.members[c.cols[j].unit], int32(j))
	}
	compare := func(a, b int32) int {
		x, y := &c.cols[a], &c.cols[b]
		return cmp.Or(cmp.Compare(x.level, y.level), cmp.Compare(x.lang, y.lang), cmp.Compare(x.place, y.place))
	}
	slices.SortFunc(order, func(a, b int32) int { // the most common skills are the lowest bits
		return cmp.Or(compare(a, b), cmp.Compare(bits.Reverse64(c.cols[a].skill), bits.Reverse64(c.cols[b].skill)), cmp.Compare(a, b))
	})
	for k, j := range order {
		g.add(j, k > 0 && compare(order[k-1], j) == 0)
		g.at[j] = int32(k)
	}
	g.from = append(g.from, int32(len(order)))
	return g
}

func (g *grouped) add(j int32, sameKind bool) {
	p, last := g.cols[j], len(g.classes)-1
	if !sameKind {
		g.kinds = append(g.kinds, kind{person: p, first: int32(last + 1)})
	}
	if !sameKind || len(g.classes[last]) == classSize {
		g.classes = append(g.classes, nil)
		g.all = append(g.all, person{})
		g.from = append(g.from, int32(len(g.skill)))
		g.kindOf = append(g.kindOf, int32(len(g.kinds)-1))
		last++
	}
	g.classes[last] = append(g.classes[last], j)
	g.classOf = append(g.classOf, int32(last))
	g.all[last].skill |= p.skill
	g.all[last].topic |= p.topic
	g.kinds[len(g.kinds)-1].end = int32(last + 1)
	g.skill, g.topic, g.dept = append(g.skill, p.skill), append(g.topic, p.topic), append(g.dept, p.dept)
}

func (g *grouped) Classes() [][]int32 { return g.classes }

func (g *grouped) Reader() assign.ClassReader {
	return &classReader{grouped: g, base: make([]int32, len(g.kinds)), has: make([]bool, len(g.classes))}
}

type classReader struct {
	*grouped
	row    person
	base   []int32   // by kind, what all its columns are worth at least; below 0 where none may be had
	barred []int32   // positions that the reporting unit forbids
	has    []bool    // by class, whether there is one in it
	near   [16]int32 // points of a place
}

func (r *classReader) Open(i int, dst []assign.Bound) []assign.Bound {
	r.row = r.rows[i]
	for _, at := range r.barred {
		r.has[r.classOf[at]] = false
	}
	r.barred = r.barred[:0]
	for _, j := range r.members[r.row.unit] {
		r.barred = append(r.barred, r.at[j])
		r.has[r.classOf[r.at[j]]] = true
	}
	for place := range r.near {
		r.near[place] = 0
		if uint8(place) == r.row.place {
			r.near[place] = 10
		} else if uint8(place)/3 == r.row.place/3 {
			r.near[place] = 5
		}
	}
	dst = slices.Grow(dst, len(r.all))
	for n := range r.kinds {
		k := &r.kinds[n]
		gap := r.gap[(int(k.level)-int(r.row.level)+8)&31]
		if k.lang&r.row.lang == 0 || gap < 0 {
			r.base[n] = -1
			continue
		}
		r.base[n] = gap + r.near[k.place&15]
		dst = r.bound(dst, k, r.base[n])
	}
	return dst
}

// bound bounds the classes of a kind, whose columns are worth base at least.
func (r *classReader) bound(dst []assign.Bound, k *kind, base int32) []assign.Bound {
	skill, topic, scale, noise := r.row.skill, r.row.topic, r.scale, r.noise
	for n, all := range r.all[k.first:k.end] {
		most := base + 12*int32(bits.OnesCount64(skill&all.skill)) + 3*int32(bits.OnesCount16(topic&all.topic)) + 8
		dst = append(dst, assign.Bound{Class: k.first + int32(n), Low: base * scale, High: most*scale + noise})
	}
	return dst
}

func (r *classReader) Class(c int, dst []int32) {
	lo, hi := r.from[c], r.from[c+1]
	base := r.base[r.kindOf[c]]
	skills, topics, depts := r.skill[lo:hi], r.topic[lo:hi], r.dept[lo:hi]
	topics, depts, dst = topics[:len(skills)], depts[:len(skills)], dst[:len(skills)]
	skill, topic, dept := r.row.skill, r.row.topic, r.row.dept
	for k, s := range skills {
		x := base + 12*int32(bits.OnesCount64(skill&s)) + 3*int32(bits.OnesCount16(topic&topics[k]))
		if depts[k] != dept {
			x += 8
		}
		dst[k] = x
	}
	if r.scale > 1 {
		for k, s := range skills {
			dst[k] = dst[k]*r.scale + int32((uint32(skill)*2654435761+uint32(s)*40503)>>r.shift)
		}
	}
	for _, at := range r.barred {
		if !r.has[c] {
			break
		}
		if lo <= at && at < hi {
			dst[at-lo] = assign.Forbidden
		}
	}
	if base < 0 {
		for k := range dst {
			dst[k] = assign.Forbidden
		}
	}
}

func TestClassesOfACompanyAgreeWithItsRows(t *testing.T) {
	for _, c := range []*company{newCompany(200, 300, false), newCompany(200, 300, true), newCompany(200, 300, false).millions()} {
		checkClasses(t, group(c), 200, 300)
	}
}

// checkClasses compares a scorer's classes with its rows.
func checkClasses(t *testing.T, s assign.Classes, rows, cols int) {
	t.Helper()
	classes, reader := s.Classes(), s.Reader()
	row, got := make([]int32, cols), make([]int32, cols)
	for _, i := range rand.New(rand.NewPCG(1, 2)).Perm(rows) {
		s.Row(i, row)
		bounds := make([]assign.Bound, len(classes))
		for c := range bounds {
			bounds[c] = assign.Bound{Low: math.MaxInt32, High: assign.Forbidden}
		}
		for _, b := range reader.Open(i, nil) {
			bounds[b.Class] = b
		}
		seen := make([]bool, cols)
		for c, members := range classes {
			reader.Class(c, got[:len(members)])
			for k, j := range members {
				if seen[j] || got[k] != row[j] {
					t.Fatalf("row %d, column %d: class %d says %d, row %d", i, j, c, got[k], row[j])
				}
				seen[j] = true
				if row[j] != assign.Forbidden && (row[j] < bounds[c].Low || row[j] > bounds[c].High) {
					t.Fatalf("row %d, column %d: %d is not within %d and %d", i, j, row[j], bounds[c].Low, bounds[c].High)
				}
			}
		}
		if slices.Contains(seen, false) {
			t.Fatal("a column is in no class")
		}
	}
}
