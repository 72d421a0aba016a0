package stretch

import (
	"cmp"
	"slices"
)

// plain reads rules and criteria as they are told, pair by pair: explanations come from
// it, and the certificate believes it and not the solver's own scorer.
type plain struct {
	in          *Input
	people      []*Person // by id, and so rows
	assignments []*Assignment
	rowOf       map[int64]int
	colOf       map[int64]int
	applied     map[[2]int64]Application
	since       []int32 // by row, the day of the first application that waits; 0 for none
}

func newPlain(in *Input) *plain {
	p := &plain{in: in, rowOf: map[int64]int{}, colOf: map[int64]int{}, applied: map[[2]int64]Application{}}
	for i := range in.People {
		p.people = append(p.people, &in.People[i])
	}
	for i := range in.Assignments {
		p.assignments = append(p.assignments, &in.Assignments[i])
	}
	slices.SortFunc(p.people, func(a, b *Person) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(p.assignments, func(a, b *Assignment) int { return cmp.Compare(a.ID, b.ID) })
	for i, x := range p.people {
		p.rowOf[x.ID] = i
	}
	for j, a := range p.assignments {
		p.colOf[a.ID] = j
	}
	p.since = make([]int32, len(p.people))
	for _, x := range in.Applications {
		p.applied[[2]int64{x.Person, x.Assignment}] = x
		row := p.rowOf[x.Person]
		if x.Standing == Open && x.Since != 0 && (p.since[row] == 0 || x.Since < p.since[row]) {
			p.since[row] = x.Since
		}
	}
	return p
}

func levelIn(list []SkillLevel, skill int64) int8 {
	most := int8(0)
	for _, v := range list {
		if v.Skill == skill {
			most = max(most, v.Level)
		}
	}
	return most
}

func (x *Person) level(skill int64) int8    { return levelIn(x.Levels, skill) }
func (x *Person) required(skill int64) int8 { return levelIn(x.Required, skill) }

func (x *Person) wish(skill int64) int8 {
	most := int8(0)
	for _, w := range x.Wishes {
		if w.Skill == skill {
			most = max(most, w.Degree)
		}
	}
	return most
}

// applies says whether x waits for an answer, or has one that is yes.
func (p *plain) applies(x *Person, a *Assignment) bool {
	v, ok := p.applied[[2]int64{x.ID, a.ID}]
	return ok && v.Standing != Closed
}

// holds says whether a rule holds, whether it is set aside or not.
func (p *plain) holds(r Rule, x *Person, a *Assignment) bool {
	switch r {
	case EntryLevel:
		return !slices.ContainsFunc(a.Skills, func(s Needs) bool { return x.level(s.Skill) < s.Entry })
	case LeastGrade:
		return a.LeastGrade == 0 || x.Grade >= a.LeastGrade
	case Hours:
		return p.in.Settings.MostLoad == 0 || p.load(x, a)+a.Minutes <= p.in.Settings.MostLoad
	case Dates:
		away, days := awayIn(x, a)
		return (x.Leaves == 0 || x.Leaves > a.To) && away*100 <= days*p.in.Settings.MostAway
	case Location:
		return p.near(x, a)
	case TakesPart:
		return x.Agreed || p.applies(x, a)
	case NotSponsor:
		return x.ID != a.Sponsor
	case OneAtATime:
		return !slices.ContainsFunc(x.Busy, func(b Busy) bool { return b.meets(a.Span) })
	case NotClosed:
		return p.applied[[2]int64{x.ID, a.ID}].Standing == Open
	default: // Learns
		return len(a.Skills) == 0 || slices.ContainsFunc(a.Skills, func(s Needs) bool { return x.level(s.Skill) < s.Reach })
	}
}

// load is the greatest number of minutes a week that x gives to what else there is on
// any day of the assignment: it changes only where something begins.
func (p *plain) load(x *Person, a *Assignment) int32 {
	most := int32(0)
	at := func(day int32) {
		sum := int32(0)
		for _, b := range x.Busy {
			if b.has(day) {
				sum += b.Minutes
			}
		}
		most = max(most, sum)
	}
	at(a.From)
	for _, b := range x.Busy {
		if a.has(b.From) {
			at(b.From)
		}
	}
	return x.Load + most
}

// works tells Monday to Friday: 1970-01-01 was a Thursday.
func works(day int32) bool {
	weekday := ((day+4)%7 + 7) % 7
	return weekday != 0 && weekday != 6
}

// awayIn counts the working days of an assignment and those of them on which x is away.
func awayIn(x *Person, a *Assignment) (away, days int) {
	var spans []Span
	for _, s := range x.Away {
		if s.meets(a.Span) {
			spans = append(spans, s)
		}
	}
	if len(spans) == 0 {
		return 0, 0 // of nothing, whatever the days are
	}
	for day := a.From; day <= a.To; day++ {
		if !works(day) {
			continue
		}
		days++
		if slices.ContainsFunc(spans, func(s Span) bool { return s.has(day) }) {
			away++
		}
	}
	return away, days
}

func (p *plain) near(x *Person, a *Assignment) bool {
	switch {
	case a.Location == 0 || p.in.Settings.travel() == Anywhere || x.Location == a.Location:
		return true
	case a.Market == 0:
		return false
	case slices.Contains(x.Markets, a.Market):
		return true
	}
	return p.in.Settings.travel() == SameMarket && x.Market == a.Market
}

// admissible: every rule holds that is not set aside.
func (p *plain) admissible(x *Person, a *Assignment) bool {
	for r := range rules {
		if p.in.Settings.on(r) && !p.holds(r, x, a) {
			return false
		}
	}
	return true
}

// times is how often a criterion gives its points.
func (p *plain) times(c Criterion, x *Person, a *Assignment) int64 {
	n := 0
	switch c {
	case Gap, Beyond, Interest:
		for _, s := range a.Skills {
			gap, beyond := x.learns(s)
			switch {
			case c == Gap:
				n += int(gap)
			case c == Beyond:
				n += int(beyond)
			case gap+beyond > 0:
				n += int(x.wish(s.Skill))
			}
		}
	case Potential:
		if a.Potential {
			n = max(0, int(x.Potential)-1)
		}
	case Talent:
		if a.Potential && len(x.talents(a)) > 0 {
			n = 1
		}
	case Applied:
		if p.applies(x, a) {
			n = 1
		}
	case Waiting:
		n = p.months(p.rowOf[x.ID])
	}
	return int64(n)
}

// learns counts the levels of a skill that somebody requires of x, and those beyond.
func (x *Person) learns(s Needs) (gap, beyond int8) {
	has := x.level(s.Skill)
	gap = max(0, min(s.Reach, x.required(s.Skill))-has)
	return gap, max(0, s.Reach-has-gap)
}

// What counts as a strength and as a wish that a role leaves idle.
const (
	talentLevel = 3
	talentWish  = 3
)

// talents are the skills of an assignment in which x is strong, or that x wants, though
// the own role level does not ask for them.
func (x *Person) talents(a *Assignment) []int64 {
	var out []int64
	for _, s := range a.Skills {
		if (x.level(s.Skill) >= talentLevel || x.wish(s.Skill) >= talentWish) && !slices.Contains(x.OfRole, s.Skill) {
			out = append(out, s.Skill)
		}
	}
	return out
}

const mostMonths = 6

// months is how long a row waits, in whole months of 30 days.
func (p *plain) months(row int) int {
	if since := p.since[row]; since != 0 && since < p.in.AsOf {
		return min(mostMonths, int(p.in.AsOf-since)/30)
	}
	return 0
}

// points are those of a pair, admissible or not.
func (p *plain) points(x *Person, a *Assignment) int64 {
	sum := int64(0)
	for c := range criteria {
		sum += p.times(c, x, a) * p.in.Settings.Points[c]
	}
	return sum
}
