package stretch

import (
	"cmp"
	"slices"
	"sync"

	"understudy/match/assign"
)

// fast scores a row at once, for the solver: it shares no code with plain, which the
// certificate and the explanations read.
type fast struct {
	people  []*Person
	columns []column
	skillAt map[int64]int32
	set     Settings
	on      [rules]bool
	asOf    int32
	applied [][]mark // by row
	waits   []int64  // points of waiting, by row
	pool    sync.Pool
}

// column is an assignment with its skills by number and its working days counted.
type column struct {
	*Assignment
	skills []needs
	days   int
}

type needs struct {
	at           int32
	entry, reach int8
}

type mark struct {
	col      int32
	standing Standing
}

// sheet is what one row is scored from.
type sheet struct {
	has, asked, wish []int8 // by skill number
	ofRole           []bool
	mark             []Standing // by column
	applied          []bool
	away             []Span // merged
}

func newFast(p *plain) *fast {
	f := &fast{people: p.people, skillAt: map[int64]int32{}, set: p.in.Settings, asOf: p.in.AsOf, applied: make([][]mark, len(p.people))}
	for r := range rules {
		f.on[r] = !slices.Contains(f.set.Off, r)
	}
	for _, a := range p.assignments {
		c := column{Assignment: a, days: workdays(a.To) - workdays(a.From-1)}
		for _, s := range a.Skills {
			at, ok := f.skillAt[s.Skill]
			if !ok {
				at = int32(len(f.skillAt))
				f.skillAt[s.Skill] = at
			}
			c.skills = append(c.skills, needs{at, s.Entry, s.Reach})
		}
		f.columns = append(f.columns, c)
	}
	for _, x := range p.in.Applications {
		row := p.rowOf[x.Person]
		f.applied[row] = append(f.applied[row], mark{int32(p.colOf[x.Assignment]), x.Standing})
	}
	f.waiting(p.since)
	n := len(f.skillAt)
	f.pool.New = func() any {
		return &sheet{
			has: make([]int8, n), asked: make([]int8, n), wish: make([]int8, n), ofRole: make([]bool, n),
			mark: make([]Standing, len(f.columns)), applied: make([]bool, len(f.columns)),
		}
	}
	return f
}

func (f *fast) waiting(since []int32) {
	f.waits = make([]int64, len(since))
	for row, day := range since {
		if day != 0 && day < f.asOf {
			f.waits[row] = int64(min(mostMonths, (f.asOf-day)/30)) * f.set.Points[Waiting]
		}
	}
}

// Row is the score of a row with every column, for package assign.
func (f *fast) Row(i int, dst []int32) {
	x := f.people[i]
	s, _ := f.pool.Get().(*sheet)
	f.fill(s, i)
	for j := range f.columns {
		dst[j] = assign.Forbidden
		if c := &f.columns[j]; f.may(x, c, s, j) {
			dst[j] = int32(f.waits[i] + f.worth(x, c, s, j))
		}
	}
	f.clear(s, i)
	f.pool.Put(s)
}

func (f *fast) fill(s *sheet, i int) {
	x := f.people[i]
	raise := func(to []int8, list []SkillLevel) {
		for _, v := range list {
			if at, ok := f.skillAt[v.Skill]; ok {
				to[at] = max(to[at], v.Level)
			}
		}
	}
	raise(s.has, x.Levels)
	raise(s.asked, x.Required)
	for _, w := range x.Wishes {
		if at, ok := f.skillAt[w.Skill]; ok {
			s.wish[at] = max(s.wish[at], w.Degree)
		}
	}
	for _, k := range x.OfRole {
		if at, ok := f.skillAt[k]; ok {
			s.ofRole[at] = true
		}
	}
	s.away = merge(s.away[:0], x.Away)
	for _, m := range f.applied[i] {
		s.mark[m.col], s.applied[m.col] = m.standing, m.standing != Closed
	}
}

// clear undoes fill in as many steps.
func (f *fast) clear(s *sheet, i int) {
	clear(s.has)
	clear(s.asked)
	clear(s.wish)
	clear(s.ofRole)
	for _, m := range f.applied[i] {
		s.mark[m.col], s.applied[m.col] = Open, false
	}
}

// may looks at what is decided soonest first.
func (f *fast) may(x *Person, c *column, s *sheet, j int) bool {
	switch {
	case f.on[NotClosed] && s.mark[j] != Open,
		f.on[TakesPart] && !x.Agreed && !s.applied[j],
		f.on[NotSponsor] && c.Sponsor == x.ID,
		f.on[LeastGrade] && c.LeastGrade > 0 && c.LeastGrade > x.Grade,
		f.on[Location] && !f.reaches(x, c),
		f.on[Dates] && (x.Leaves != 0 && c.To >= x.Leaves || !f.there(c, s)):
		return false
	}
	learns := len(c.skills) == 0 || !f.on[Learns]
	for _, k := range c.skills {
		if f.on[EntryLevel] && s.has[k.at] < k.entry {
			return false
		}
		learns = learns || s.has[k.at] < k.reach
	}
	return learns && f.free(x, c)
}

func (f *fast) reaches(x *Person, c *column) bool {
	if c.Location == 0 || c.Location == x.Location || f.set.Travel == Anywhere {
		return true
	}
	return c.Market != 0 && (f.set.Travel == SameMarket && c.Market == x.Market || slices.Contains(x.Markets, c.Market))
}

// there compares the working days away, of merged absences, with those of the column.
func (f *fast) there(c *column, s *sheet) bool {
	away := 0
	for _, v := range s.away {
		if v.From <= c.To && v.To >= c.From {
			away += workdays(min(v.To, c.To)) - workdays(max(v.From, c.From)-1)
		}
	}
	return away*100 <= f.set.MostAway*c.days
}

// free: nothing else runs at the time, and the week has the hours. The most that others
// take at once is reached on a day on which one of them is met first.
func (f *fast) free(x *Person, c *column) bool {
	most := int32(0)
	for _, b := range x.Busy {
		if b.From > c.To || b.To < c.From {
			continue
		}
		if f.on[OneAtATime] {
			return false
		}
		first, sum := max(b.From, c.From), int32(0)
		for _, o := range x.Busy {
			if o.From <= first && first <= o.To {
				sum += o.Minutes
			}
		}
		most = max(most, sum)
	}
	return !f.on[Hours] || f.set.MostLoad == 0 || x.Load+most+c.Minutes <= f.set.MostLoad
}

func (f *fast) worth(x *Person, c *column, s *sheet, j int) int64 {
	w, sum, talent := &f.set.Points, int64(0), false
	for _, k := range c.skills {
		has, asked, wish := s.has[k.at], s.asked[k.at], s.wish[k.at]
		talent = talent || (has >= talentLevel || wish >= talentWish) && !s.ofRole[k.at]
		if has >= k.reach {
			continue
		}
		sum += int64(wish) * w[Interest]
		to := min(asked, k.reach)
		if to > has {
			sum += int64(to-has) * w[Gap]
			has = to
		}
		sum += int64(k.reach-has) * w[Beyond]
	}
	if c.Potential {
		if x.Potential > 1 {
			sum += int64(x.Potential-1) * w[Potential]
		}
		if talent {
			sum += w[Talent]
		}
	}
	if s.applied[j] {
		sum += w[Applied]
	}
	return sum
}

// merge puts spans that overlap together, so that no day counts twice.
func merge(out, spans []Span) []Span {
	from := len(out)
	out = append(out, spans...)
	list := out[from:]
	slices.SortFunc(list, func(a, b Span) int { return cmp.Compare(a.From, b.From) })
	n := 0
	for _, s := range list {
		if n > 0 && s.From <= list[n-1].To {
			list[n-1].To = max(list[n-1].To, s.To)
			continue
		}
		list[n] = s
		n++
	}
	return out[:from+n]
}

// workdays counts the working days from a Monday long ago up to a day: five of each whole
// week, and at most five of the rest.
func workdays(day int32) int {
	n := int(day) + 4 // days since Monday, 29 December 1969, that day included
	weeks := n / 7
	if n%7 < 0 {
		weeks--
	}
	return weeks*5 + min(5, n-weeks*7)
}
