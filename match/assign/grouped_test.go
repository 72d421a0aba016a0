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

// grouped is the same company with its columns in classes of one level and language, up
// to 64 in each, so that a word holds a bit of all: what a row earns with them is added
// up for a whole class at a time, digit by digit (bit slices: O'Neil, Quass 1997).
type grouped struct {
	*company
	kinds   []kind
	kindOf  []int32
	classes [][]int32
	all     []uint64     // by class, a bit for each of its columns
	skills  [40][]uint64 // by class, who of it has the skill
	topics  [16][]uint64
	depts   [30][]uint64
	places  [12][]uint64
	regions [4][]uint64
	at      []int32 // by column, its class*64 and its place there
	members map[uint16][]int32
	noise   int32 // the most that the low digits add
}

// kind is what the columns of the classes from first to before end share.
type kind struct {
	level      uint8
	lang       uint16
	first, end int32
}

func group(c *company) *grouped {
	g := &grouped{company: c, at: make([]int32, len(c.cols)), members: map[uint16][]int32{}}
	if c.scale > 1 {
		g.noise = int32(uint32(math.MaxUint32) >> c.shift)
	}
	order := make([]int32, len(c.cols))
	for j := range order {
		order[j] = int32(j)
	}
	slices.SortFunc(order, func(a, b int32) int {
		x, y := &c.cols[a], &c.cols[b]
		return cmp.Or(cmp.Compare(x.level, y.level), cmp.Compare(x.lang, y.lang), cmp.Compare(a, b))
	})
	for _, j := range order {
		g.add(j)
	}
	for _, slices := range [][][]uint64{g.skills[:], g.topics[:], g.depts[:], g.places[:], g.regions[:]} {
		for f := range slices {
			slices[f] = make([]uint64, len(g.classes))
		}
	}
	for j := range c.cols {
		g.enter(int32(j))
	}
	return g
}

// add gives a column its place.
func (g *grouped) add(j int32) {
	p, last := &g.cols[j], len(g.classes)-1
	same := len(g.kinds) > 0 && g.kinds[len(g.kinds)-1].level == p.level && g.kinds[len(g.kinds)-1].lang == p.lang
	if !same {
		g.kinds = append(g.kinds, kind{level: p.level, lang: p.lang, first: int32(last + 1)})
	}
	if !same || len(g.classes[last]) == 64 {
		g.classes, g.all = append(g.classes, nil), append(g.all, 0)
		g.kindOf = append(g.kindOf, int32(len(g.kinds)-1))
		last++
	}
	g.at[j] = int32(last*64 + len(g.classes[last]))
	g.classes[last] = append(g.classes[last], j)
	g.all[last] |= 1 << (g.at[j] % 64)
	g.kinds[len(g.kinds)-1].end = int32(last + 1)
	g.members[p.unit] = append(g.members[p.unit], j)
}

// enter sets the bits of a column.
func (g *grouped) enter(j int32) {
	p, c, bit := &g.cols[j], g.at[j]/64, uint64(1)<<(g.at[j]%64)
	for s := p.skill; s != 0; s &= s - 1 {
		g.skills[bits.TrailingZeros64(s)][c] |= bit
	}
	for t := p.topic; t != 0; t &= t - 1 {
		g.topics[bits.TrailingZeros16(t)][c] |= bit
	}
	g.depts[p.dept][c] |= bit
	g.places[p.place][c] |= bit
	g.regions[p.place/3][c] |= bit
}

func (g *grouped) Classes() [][]int32 { return g.classes }

func (g *grouped) Reader() assign.ClassReader {
	n := len(g.classes)
	return &classReader{grouped: g, ok: make([]uint64, n), barred: make([]uint64, n), sum: make([]sum, n)}
}

type classReader struct {
	*grouped
	row          person
	skill, topic [][]uint64 // of the row
	ok           []uint64   // by class, who of it is admissible
	barred       []uint64   // by class, who of it is of the row's reporting unit
	was          []int32    // the classes where that is somebody
	sum          []sum
}

// sum is, by digit, what each column of a class earns besides the level: up to 5 skills
// of 12 points, 4 topics of 3, 10 for the place and 8 for the department.
type sum [7]uint64

func (r *classReader) Open(i int, dst []assign.Bound) []assign.Bound {
	r.turn(r.rows[i])
	scale, noise := r.scale, r.noise
	for n := range r.kinds {
		k := &r.kinds[n]
		gap := r.gapTo(k)
		if gap < 0 {
			clear(r.ok[k.first:k.end])
			continue
		}
		r.add(k.first, k.end)
		for c := k.first; c < k.end; c++ {
			r.ok[c] = r.all[c] &^ r.barred[c]
			if r.ok[c] != 0 {
				dst = append(dst, assign.Bound{Class: c, Low: gap * scale, High: (gap+r.sum[c].most(r.ok[c]))*scale + noise})
			}
		}
	}
	return dst
}

// turn opens a row.
func (r *classReader) turn(p person) {
	r.row, r.skill, r.topic = p, r.skill[:0], r.topic[:0]
	for s := p.skill; s != 0; s &= s - 1 {
		r.skill = append(r.skill, r.skills[bits.TrailingZeros64(s)])
	}
	for t := p.topic; t != 0; t &= t - 1 {
		r.topic = append(r.topic, r.topics[bits.TrailingZeros16(t)])
	}
	for _, c := range r.was {
		r.barred[c] = 0
	}
	r.was = r.was[:0]
	for _, j := range r.members[p.unit] {
		c := r.at[j] / 64
		r.barred[c] |= 1 << (r.at[j] % 64)
		r.was = append(r.was, c)
	}
}

// gapTo is what the level of a kind earns, below 0 where none of it may be had.
func (r *classReader) gapTo(k *kind) int32 {
	if k.lang&r.row.lang == 0 {
		return -1
	}
	return r.gap[(int(k.level)-int(r.row.level)+8)&31]
}

// add adds up the classes from first to before end.
func (r *classReader) add(first, end int32) {
	dept, place, region := r.depts[r.row.dept], r.places[r.row.place], r.regions[r.row.place/3]
	for c := first; c < end; c++ {
		s0, s1, s2 := count(r.skill, c)
		t0, t1, t2 := count(r.topic, c)
		r.sum[c] = earned(s0, s1, s2, t0, t1, t2, place[c], region[c]&^place[c], ^dept[c])
	}
}

// count counts, by digit, how many of up to 7 bits each column of a class has.
func count(of [][]uint64, c int32) (n0, n1, n2 uint64) {
	for _, f := range of {
		x := f[c]
		x, n0 = n0&x, n0^x
		x, n1 = n1&x, n1^x
		n2 ^= x
	}
	return n0, n1, n2
}

// earned is 12 s + 3 t + 10 here + 5 near + 8 away, where nobody is both here and near.
func earned(s0, s1, s2, t0, t1, t2, here, near, away uint64) (x sum) {
	q2, carry := t2^s0, t2&s0 // q = 4 s + t
	q3, carry := s1^carry, s1&carry
	q4 := s2 ^ carry
	y1, carry := t1^t0, t1&t0 // y = q + 2 q
	y2, carry := full(q2, t1, carry)
	y3, carry := full(q3, q2, carry)
	y4, carry := full(q4, q3, carry)
	y5, y6 := q4^carry, q4&carry
	x[0], carry = t0^near, t0&near
	x[1], carry = full(y1, here, carry)
	x[2], carry = full(y2, near, carry)
	x[3], carry = full(y3, here^away, carry)
	x[4], carry = full(y4, here&away, carry)
	x[5], carry = y5^carry, y5&carry
	x[6] = y6 ^ carry
	return x
}

// full adds three bits.
func full(a, b, c uint64) (digit, carry uint64) {
	d := a ^ b
	return d ^ c, a&b | d&c
}

// most is the greatest sum of some columns.
func (x *sum) most(of uint64) (n int32) {
	for b := len(x) - 1; b >= 0; b-- {
		if y := of & x[b]; y != 0 {
			of, n = y, n|1<<b
		}
	}
	return n
}

// atLeast is who of some columns has n or more.
func (x *sum) atLeast(n int32, of uint64) uint64 {
	if n <= 0 {
		return of
	}
	if n >= 1<<len(x) {
		return 0
	}
	enough := ^uint64(0)
	for b, y := range x {
		if n>>b&1 != 0 {
			enough &= y
		} else {
			enough |= y
		}
	}
	return enough & of
}

// at is the sum of one column.
func (x *sum) at(k int) (n int32) {
	for b, y := range x {
		n |= int32(y>>k&1) << b
	}
	return n
}

func (r *classReader) AtLeast(c int, least int32, dst []assign.Found) []assign.Found {
	gap := r.gapTo(&r.kinds[r.kindOf[c]])
	whole := (max(least, 0) - r.noise) / r.scale // what the low digits add to, at least
	for of := r.sum[c].atLeast(whole-gap, r.ok[c]); of != 0; of &= of - 1 {
		k := bits.TrailingZeros64(of)
		if s := r.fine(gap+r.sum[c].at(k), r.classes[c][k]); s >= least {
			dst = append(dst, assign.Found{At: int32(k), Score: s})
		}
	}
	return dst
}

func (r *classReader) Class(c int, dst []int32) {
	for k := range dst {
		dst[k] = assign.Forbidden
	}
	gap := r.gapTo(&r.kinds[r.kindOf[c]])
	for of := r.ok[c]; of != 0; of &= of - 1 {
		k := bits.TrailingZeros64(of)
		dst[k] = r.fine(gap+r.sum[c].at(k), r.classes[c][k])
	}
}

// fine adds the low digits of column j to a score.
func (r *classReader) fine(s, j int32) int32 {
	if r.scale == 1 {
		return s
	}
	return s*r.scale + int32((uint32(r.row.skill)*2654435761+uint32(r.cols[j].skill)*40503)>>r.shift)
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
	rng := rand.New(rand.NewPCG(1, 2))
	for _, i := range rng.Perm(rows) {
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
			if sieve, ok := reader.(assign.Sieve); ok && len(members) > 0 {
				checkSieve(t, sieve, c, got[:len(members)], got[rng.IntN(len(members))]+rng.Int32N(3))
			}
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

// checkSieve compares what a sieve lets through with the scores of the class.
func checkSieve(t *testing.T, r assign.Sieve, c int, scores []int32, least int32) {
	t.Helper()
	var want []assign.Found
	least = max(least, assign.Forbidden+1)
	for k, s := range scores {
		if s >= least {
			want = append(want, assign.Found{At: int32(k), Score: s})
		}
	}
	if got := r.AtLeast(c, least, nil); !slices.Equal(got, want) {
		t.Fatalf("class %d has %v of at least %d, the sieve says %v", c, want, least, got)
	}
}
