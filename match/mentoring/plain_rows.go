package mentoring

import (
	"math"
	"slices"
	"sync"

	"understudy/match/assign"
)

// plainRows scores a mentee with every mentor, as plain.Score does pair by pair, but
// asks each question once where the answer must be the same for many pairs:
//
//   - mentors of one number in every rule that numbers them form a crowd, judged by a
//     stranger to the mentee among them
//   - whoever is no stranger (a manager, somebody preferred, a past pair, one of the
//     same small team) is scored by plain.Score itself
//   - points that depend on a mentor's number are asked once a number
//   - what is counted (levels, answers) is counted for all allowed mentors together,
//     and turned into points once a count
//
// It owes its right to be believed to plain.Score, with which a test compares it.
type plainRows struct {
	p        *plain
	mentors  []*plainPerson // crowd after crowd
	col      []int32        // of each mentor
	crowds   []crowd
	places   []int32 // 0, 1, 2 and so on, to copy from
	judged   []judgedRule
	sifted   []siftedRule
	pairwise []*plainRule // nothing but asking each pair helps
	points   []plainPoints
	known    [][]int32 // by row: the columns of those who are no strangers
	scratch  sync.Pool
}

// crowd is a stretch of mentors of one number in every judged rule.
type crowd struct{ from, to int32 }

type siftedRule struct {
	*plainRule
	sift plainSift
}

// plainPoints is a criterion that is read by number, by counting, or pair by pair.
type plainPoints struct {
	*plainCriterion
	kin
	number []int32 // of each mentor; nil without numbers
	count  plainCount
}

// kin are the columns of each number.
type kin [][]int32

func newPlainRows(p *plain) *plainRows {
	r := &plainRows{p: p}
	for j := range p.mentors {
		r.mentors = append(r.mentors, &p.mentors[j])
	}
	r.readKnown()
	numbers := r.sortRules()
	r.sortMentors(numbers)
	for _, rule := range r.p.rules {
		r.prepareSift(rule)
	}
	for i := range p.criteria {
		c := &p.criteria[i]
		x := plainPoints{plainCriterion: c}
		if c.alike != nil {
			x.number = c.alike(r.mentors)
			x.kin = r.kinOf(x.number)
		} else if c.count != nil {
			x.count = c.count(r.mentors)
		}
		r.points = append(r.points, x)
	}
	r.scratch.New = func() any { return new(plainScratch) }
	return r
}

func (r *plainRows) prepareSift(rule plainRule) {
	if rule.alike != nil {
		return
	}
	if rule.sift != nil {
		if sift := rule.sift(r.mentors); sift != nil {
			r.sifted = append(r.sifted, siftedRule{&rule, sift})
			return
		}
	}
	r.pairwise = append(r.pairwise, &rule)
}

func (r *plainRows) kinOf(number []int32) kin {
	var out kin
	for at, n := range number {
		for int(n) >= len(out) {
			out = append(out, nil)
		}
		out[n] = append(out[n], r.col[at])
	}
	return out
}

// stranger is one of a number whom a mentee does not know; nil if there is none.
func (p *plain) stranger(cols, known []int32) *plainPerson {
	for _, col := range cols {
		if _, is := slices.BinarySearch(known, col); !is {
			return &p.mentors[col]
		}
	}
	return nil
}

// readKnown lists, for each row, the columns that a rule, a criterion or a ban might
// not treat as strangers.
func (r *plainRows) readKnown() {
	rows, cols := map[int64][]int{}, map[int64]int32{} // nobody mentors in two slots
	for i := range r.p.mentees {
		rows[r.p.mentees[i].Employee] = append(rows[r.p.mentees[i].Employee], i)
	}
	for j := range r.p.mentors {
		cols[r.p.mentors[j].Employee] = int32(j)
	}
	r.known = make([][]int32, len(r.p.mentees))
	meet := func(mentee, mentor int64) {
		for _, row := range rows[mentee] {
			if col, is := cols[mentor]; is {
				r.known[row] = append(r.known[row], col)
			}
		}
	}
	for _, rule := range r.p.rules {
		if rule.near != nil {
			rule.near(meet)
		}
	}
	for _, c := range r.p.criteria {
		if c.near != nil {
			c.near(meet)
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
	s := r.scratch.Get().(*plainScratch)
	defer r.scratch.Put(s)
	a, known := &r.p.mentees[row], r.known[row]
	if r.allow(row, known, s); len(s.at) > 0 {
		r.total(a, known, s)
		r.write(s, dst)
	}
	for _, col := range known {
		dst[col] = r.p.entry(row, int(col))
	}
}

// allow lists the mentors whom every rule allows, as if all were strangers.
func (r *plainRows) allow(row int, known []int32, s *plainScratch) {
	a := &r.p.mentees[row]
	s.crowds = zeroed(s.crowds, len(r.crowds))
	for k := range r.judged {
		forbids := r.judged[k].forbidding(r.p, row, known, s)
		for c, n := range r.judged[k].number {
			s.crowds[c] = s.crowds[c] || forbids[n]
		}
	}
	s.at = s.at[:0]
	for c, crowd := range r.crowds {
		if !s.crowds[c] {
			s.at = append(s.at, r.places[crowd.from:crowd.to]...)
		}
	}
	for _, rule := range r.sifted {
		if !rule.slot.concerns(a) {
			continue
		}
		s.nums = zeroed(s.nums, len(s.at))
		says, left := rule.sift(a, s.at, s.nums), 0
		for k, at := range s.at {
			if !rule.bars(says(s.nums[k])) {
				s.at[left] = at
				left++
			}
		}
		s.at = s.at[:left]
	}
	for _, rule := range r.pairwise {
		s.at = slices.DeleteFunc(s.at, func(at int32) bool { return rule.forbids(a, r.mentors[at]) })
	}
}

func zeroed[T any](s []T, n int) []T {
	s = slices.Grow(s[:0], n)[:n]
	clear(s)
	return s
}

// total adds up the criteria of the allowed mentors.
func (r *plainRows) total(a *plainPerson, known []int32, s *plainScratch) {
	s.totals = zeroed(s.totals, len(s.at))
	for i := range r.points {
		c := &r.points[i]
		switch {
		case !c.slot.concerns(a):
		case c.number != nil:
			r.worthOf(c, a, known, s)
			addNumbered(s.totals, s.worth, c.number, s.at)
		case c.count != nil:
			s.nums = zeroed(s.nums, len(s.at))
			den := c.count(a, s.at, s.nums)
			s.worth = s.worth[:0]
			for num := range den + 1 {
				s.worth = append(s.worth, int32(r.p.worth(c.plainCriterion, num, den)))
			}
			addCounted(s.totals, s.worth, s.nums)
		default:
			for k, at := range s.at {
				points, _ := r.p.pointsOf(c.plainCriterion, a, r.mentors[at])
				s.totals[k] += int32(points)
			}
		}
	}
}

// addNumbered adds to the total of every mentor listed what their number is worth.
func addNumbered(totals, worth, number, at []int32) {
	if len(worth) == 1 { // all the same to a stranger
		for k := range totals {
			totals[k] += worth[0]
		}
		return
	}
	totals = totals[:len(at)]
	for k, x := range at {
		totals[k] += worth[number[x]]
	}
}

// addCounted adds to every total what its count is worth.
func addCounted(totals, worth, nums []int32) {
	totals = totals[:len(nums)]
	for k, num := range nums {
		totals[k] += worth[num]
	}
}

// worthOf is what each number earns.
func (r *plainRows) worthOf(c *plainPoints, a *plainPerson, known []int32, s *plainScratch) {
	s.worth = zeroed(s.worth, len(c.kin))
	for n, cols := range c.kin {
		if b := r.p.stranger(cols, known); b != nil {
			points, _ := r.p.pointsOf(c.plainCriterion, a, b)
			s.worth[n] = int32(points)
		}
	}
}

func (r *plainRows) write(s *plainScratch, dst []int32) {
	least, totals, cols := int64(math.MinInt64), s.totals[:len(s.at)], r.col
	if floor := r.p.in.Settings.Floor; floor != nil {
		least = *floor
	}
	for k, at := range s.at {
		if total := totals[k]; int64(total) >= least {
			dst[cols[at]] = total
		}
	}
}
