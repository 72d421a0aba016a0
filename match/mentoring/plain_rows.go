package mentoring

import (
	"slices"
	"sync"

	"understudy/match/assign"
)

// plainRows scores a mentee with every mentor, as plain.Score does pair by pair, but
// asks each question once where the answer must be the same for many pairs:
//
//   - mentors alike in all that the rules read form a crowd, judged by its first
//   - what a mentee says of all strangers (no manager, no preference, no past) is
//     asked of one of them; everyone who is none is scored by plain.Score itself
//   - points that depend on a mentor's number among the alike are asked once a number
//   - what is counted (levels, answers) is counted for all allowed mentors together,
//     and turned into points once a count
//
// It owes its right to be believed to plain.Score, with which a test compares it.
type plainRows struct {
	p        *plain
	mentors  []*plainPerson // crowd after crowd
	col      []int32        // of each mentor
	crowds   []crowd
	places   []int32     // 0, 1, 2 and so on, to copy from
	judged   []alikeRule // by all of a crowd alike
	apart    []int       // rules that strangers are judged alike by
	pairwise []int       // rules to ask of every pair
	points   []plainPoints
	known    [][]int32 // by row: the columns of those who are no strangers
	scratch  sync.Pool
}

// crowd is a stretch of mentors who are alike in every judged rule.
type crowd struct{ from, to int32 }

// alikeRule is a rule with one mentor of every number, and the number of each crowd.
type alikeRule struct {
	rule   int
	first  []*plainPerson
	number []int32
}

// plainPoints is a criterion read in one of four ways: by number, of a stranger, by
// counting, or pair by pair.
type plainPoints struct {
	*plainCriterion
	number   []int32 // by mentor, in the order of plainRows
	first    []*plainPerson
	stranger bool
	count    plainCount
}

func newPlainRows(p *plain) *plainRows {
	r := &plainRows{p: p}
	for j := range p.mentors {
		r.mentors = append(r.mentors, &p.mentors[j])
	}
	r.sortRules()
	for i := range p.criteria {
		c := &p.criteria[i]
		x := plainPoints{plainCriterion: c, stranger: c.near != nil}
		if c.alike != nil {
			x.number, x.first = numbered(r.mentors, c.alike)
		}
		if c.count != nil {
			x.count = c.count(r.mentors)
		}
		r.points = append(r.points, x)
	}
	r.readKnown()
	r.scratch.New = func() any { return new(plainScratch) }
	return r
}

// sortRules parts the rules by how they are judged, and the mentors into crowds.
func (r *plainRows) sortRules() {
	for i, rule := range r.p.rules {
		switch {
		case rule.alike != nil:
			number, first := numbered(r.mentors, rule.alike)
			r.judged = append(r.judged, alikeRule{i, first, number})
		case rule.near != nil:
			r.apart = append(r.apart, i)
		default:
			r.pairwise = append(r.pairwise, i)
		}
	}
	compare := func(x, y int32) int {
		for _, judged := range r.judged {
			if d := int(judged.number[x]) - int(judged.number[y]); d != 0 {
				return d
			}
		}
		return 0
	}
	r.col = make([]int32, len(r.mentors))
	for at := range r.col {
		r.col[at] = int32(at)
	}
	r.places = slices.Clone(r.col)
	slices.SortStableFunc(r.col, compare)
	var begins []int32 // the column of the first of each crowd
	for at, col := range r.col {
		r.mentors[at] = &r.p.mentors[col]
		if at == 0 || compare(r.col[at-1], col) != 0 {
			r.crowds = append(r.crowds, crowd{from: int32(at)})
			begins = append(begins, col)
		}
		r.crowds[len(r.crowds)-1].to = int32(at + 1)
	}
	for k, judged := range r.judged {
		number := make([]int32, len(begins))
		for c, col := range begins {
			number[c] = judged.number[col]
		}
		r.judged[k].number = number
	}
}

// numbered is the numbers of mentors, and the first mentor of each number.
func numbered(mentors []*plainPerson, alike func([]*plainPerson) []int32) (number []int32, first []*plainPerson) {
	number = alike(mentors)
	for at, n := range number {
		for int(n) >= len(first) {
			first = append(first, nil)
		}
		if first[n] == nil {
			first[n] = mentors[at]
		}
	}
	return number, first
}

// alikeBy is the alike of a check that reads of a mentor only what key gives.
func alikeBy[K comparable](key func(b *plainPerson) K) func([]*plainPerson) []int32 {
	return func(mentors []*plainPerson) []int32 {
		seen, out := map[K]int32{}, make([]int32, 0, len(mentors))
		for _, b := range mentors {
			k := key(b)
			if _, ok := seen[k]; !ok {
				seen[k] = int32(len(seen))
			}
			out = append(out, seen[k])
		}
		return out
	}
}

// readKnown lists, for each row, the columns that a rule, a criterion or a ban might
// not treat as strangers.
func (r *plainRows) readKnown() {
	rows, cols := map[int64]int{}, map[int64]int32{}
	for i := range r.p.mentees {
		rows[r.p.mentees[i].Employee] = i
	}
	for j := range r.p.mentors {
		cols[r.p.mentors[j].Employee] = int32(j)
	}
	r.known = make([][]int32, len(r.p.mentees))
	meet := func(mentee, mentor int64) {
		row, is := rows[mentee]
		if col, too := cols[mentor]; is && too {
			r.known[row] = append(r.known[row], col)
		}
	}
	for _, rule := range r.apart {
		r.p.rules[rule].near(meet)
	}
	for i := range r.points {
		if r.points[i].stranger {
			r.points[i].near(meet)
		}
	}
	for pair := range r.p.bans {
		meet(pair[0], pair[1])
	}
	for i := range r.p.mentees {
		meet(r.p.mentees[i].Employee, r.p.mentees[i].Employee)
	}
	for i, list := range r.known {
		slices.Sort(list)
		r.known[i] = slices.Clip(slices.Compact(list))
	}
}

// stranger is a mentor whom a row does not know; nil if it knows all.
func (r *plainRows) stranger(row int) *plainPerson {
	known := r.known[row]
	for col := range r.p.mentors {
		if col >= len(known) || known[col] != int32(col) {
			return &r.p.mentors[col]
		}
	}
	return nil
}

type plainScratch struct {
	forbids []bool  // of a rule, by number
	crowds  []bool  // forbidden so far
	at      []int32 // the allowed mentors
	nums    []int32
	totals  []int32
	worth   []int32 // by number or count
}

// Row writes the score of a row with every column, as plain.Row does.
func (r *plainRows) Row(row int, dst []int32) {
	if _, own := r.p.widened[row]; own {
		r.p.Row(row, dst)
		return
	}
	for col := range dst {
		dst[col] = assign.Forbidden
	}
	a, other := &r.p.mentees[row], r.stranger(row)
	if other != nil {
		s := r.scratch.Get().(*plainScratch)
		if r.allowed(a, other, s) {
			r.total(a, other, s)
			r.write(s, dst)
		}
		r.scratch.Put(s)
	}
	for _, col := range r.known[row] {
		dst[col] = r.p.entry(row, int(col))
	}
}

// allowed lists the mentors whom every rule allows, strangers all of them.
func (r *plainRows) allowed(a, other *plainPerson, s *plainScratch) bool {
	for _, i := range r.apart {
		if r.p.rules[i].forbids(a, other) {
			return false
		}
	}
	s.crowds = zeroed(s.crowds, len(r.crowds))
	for _, judged := range r.judged {
		s.forbids = zeroed(s.forbids, len(judged.first))
		for n, b := range judged.first {
			s.forbids[n] = r.p.rules[judged.rule].forbids(a, b)
		}
		for c, n := range judged.number {
			s.crowds[c] = s.crowds[c] || s.forbids[n]
		}
	}
	s.at = s.at[:0]
	for c, crowd := range r.crowds {
		if !s.crowds[c] {
			s.at = append(s.at, r.places[crowd.from:crowd.to]...)
		}
	}
	for _, i := range r.pairwise {
		s.at = slices.DeleteFunc(s.at, func(at int32) bool { return r.p.rules[i].forbids(a, r.mentors[at]) })
	}
	return len(s.at) > 0
}

func zeroed[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// total adds up the criteria of the allowed mentors.
func (r *plainRows) total(a, other *plainPerson, s *plainScratch) {
	s.totals = zeroed(s.totals, len(s.at))
	for i := range r.points {
		c := &r.points[i]
		switch {
		case c.number != nil:
			s.worth = s.worth[:0]
			for _, b := range c.first {
				points, _ := r.p.pointsOf(c.plainCriterion, a, b)
				s.worth = append(s.worth, int32(points))
			}
			for k, at := range s.at {
				s.totals[k] += s.worth[c.number[at]]
			}
		case c.stranger:
			points, _ := r.p.pointsOf(c.plainCriterion, a, other)
			for k := range s.totals {
				s.totals[k] += int32(points)
			}
		case c.count != nil:
			s.nums = zeroed(s.nums, len(s.at))
			den := c.count(a, s.at, s.nums)
			s.worth = s.worth[:0]
			for num := range den + 1 {
				s.worth = append(s.worth, int32(r.p.worth(c.plainCriterion, num, den)))
			}
			for k, num := range s.nums {
				s.totals[k] += s.worth[num]
			}
		default:
			for k, at := range s.at {
				points, _ := r.p.pointsOf(c.plainCriterion, a, r.mentors[at])
				s.totals[k] += int32(points)
			}
		}
	}
}

func (r *plainRows) write(s *plainScratch, dst []int32) {
	floor := r.p.in.Settings.Floor
	for k, at := range s.at {
		if floor == nil || int64(s.totals[k]) >= *floor {
			dst[r.col[at]] = s.totals[k]
		}
	}
}
