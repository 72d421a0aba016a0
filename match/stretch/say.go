package stretch

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
)

// FormatPoints writes thousandths as a number without needless zeros.
func FormatPoints(n int64) string { return strconv.FormatFloat(float64(n)/1000, 'f', -1, 64) }

func (p *plain) skill(id int64) string {
	return cmp.Or(p.in.Names.Skills[id], fmt.Sprintf("skill %d", id))
}

func named(names map[int64]string, id int64, unknown string) string {
	return cmp.Or(names[id], unknown)
}

func hours(minutes int32) string {
	return strconv.FormatFloat(float64(minutes)/60, 'f', -1, 64) + " h"
}

func (p *plain) grade(n int32) string {
	if n < 1 || int(n) > len(p.in.Names.Grades) {
		return "unknown"
	}
	return p.in.Names.Grades[n-1]
}

// sayRule is what a rule saw, without names of people.
func (p *plain) sayRule(r Rule, x *Person, a *Assignment) string {
	switch r {
	case EntryLevel:
		return p.sayEntry(x, a)
	case LeastGrade:
		if a.LeastGrade == 0 {
			return "any grade"
		}
		return fmt.Sprintf("grade %s, from %s on", p.grade(x.Grade), p.grade(a.LeastGrade))
	case Hours:
		other := p.load(x, a)
		if p.in.Settings.MostLoad == 0 {
			return hours(other+a.Minutes) + " a week in all, no limit"
		}
		return fmt.Sprintf("%s a week beside %s of other programs; the limit is %s", hours(a.Minutes), hours(other), hours(p.in.Settings.MostLoad))
	case Dates:
		return p.sayDates(x, a)
	case Location:
		return p.sayPlace(x, a)
	case TakesPart:
		return p.sayTakesPart(x, a)
	case NotSponsor:
		if x.ID == a.Sponsor {
			return "sponsors it"
		}
		return "somebody else sponsors it"
	case OneAtATime:
		if !p.holds(r, x, a) {
			return "does another one at that time"
		}
		return "does no other at that time"
	case NotClosed:
		v := p.applied[[2]int64{x.ID, a.ID}]
		switch v.Standing {
		case Taken:
			return "was accepted for it"
		case Closed:
			return cmp.Or(v.Reason, "the application is closed")
		}
		return "nothing was decided before"
	default:
		return p.sayLearns(x, a)
	}
}

func (p *plain) sayEntry(x *Person, a *Assignment) string {
	var out []string
	for _, s := range a.Skills {
		if s.Entry > 0 {
			out = append(out, fmt.Sprintf("%s %d, entry %d", p.skill(s.Skill), x.level(s.Skill), s.Entry))
		}
	}
	return cmp.Or(strings.Join(out, "; "), "no entry level")
}

func (p *plain) sayDates(x *Person, a *Assignment) string {
	if x.Leaves != 0 && x.Leaves <= a.To {
		return "leaves the company before it ends"
	}
	away, days := awayIn(x, a)
	if away == 0 {
		return "there while it runs"
	}
	return fmt.Sprintf("away on %d of %d working days; at most %d per cent", away, days, p.in.Settings.MostAway)
}

func (p *plain) sayPlace(x *Person, a *Assignment) string {
	at := named(p.in.Names.Locations, a.Location, "a location")
	switch {
	case a.Location == 0:
		return "from anywhere"
	case x.Location == a.Location:
		return "works in " + at
	case p.near(x, a) && p.in.Settings.travel() == Anywhere:
		return "in " + at + ", travel allowed"
	case p.near(x, a):
		return fmt.Sprintf("in %s; wishes to work in the market, or works there", at)
	case x.Location == 0:
		return "in " + at + "; where they work is unknown"
	}
	return fmt.Sprintf("in %s; works in %s", at, named(p.in.Names.Locations, x.Location, "another location"))
}

func (p *plain) sayTakesPart(x *Person, a *Assignment) string {
	switch {
	case p.applies(x, a):
		return "applied for it"
	case x.Agreed:
		return "agreed to stretch assignments"
	}
	return "neither agreed to stretch assignments nor applied for this one"
}

func (p *plain) sayLearns(x *Person, a *Assignment) string {
	var out []string
	for _, s := range a.Skills {
		if has := x.level(s.Skill); has < s.Reach {
			out = append(out, fmt.Sprintf("%s %d → %d", p.skill(s.Skill), has, s.Reach))
		}
	}
	switch {
	case len(a.Skills) == 0:
		return "it names no skill"
	case out == nil:
		return "has every level that it reaches"
	}
	return strings.Join(out, "; ")
}

// sayPart is where the points of a criterion come from, and whether a fact is missing.
func (p *plain) sayPart(c Criterion, x *Person, a *Assignment) (said []string, missing bool) {
	switch c {
	case Gap, Beyond, Interest:
		return p.saySkills(c, x, a), false
	case Potential:
		if !a.Potential {
			return nil, false
		}
		if x.Potential == 0 {
			return []string{"potential not judged"}, true
		}
		return []string{"potential is " + [...]string{"low", "medium", "high"}[x.Potential-1]}, false
	case Talent:
		if a.Potential {
			for _, k := range x.talents(a) {
				said = append(said, fmt.Sprintf("%s: level %d, interest %d, which the role does not ask for", p.skill(k), x.level(k), x.wish(k)))
			}
		}
	case Applied:
		if p.applies(x, a) {
			said = []string{"applied for it"}
		}
	case Waiting:
		if n := p.months(p.rowOf[x.ID]); n > 0 {
			said = []string{fmt.Sprintf("has waited for %d days", p.in.AsOf-p.since[p.rowOf[x.ID]])}
		}
	}
	return said, false
}

func (p *plain) saySkills(c Criterion, x *Person, a *Assignment) (said []string) {
	for _, s := range a.Skills {
		gap, beyond := x.learns(s)
		has := x.level(s.Skill)
		switch {
		case c == Gap && gap > 0:
			said = append(said, fmt.Sprintf("needs %s %d → %d; reaches %d", p.skill(s.Skill), has, x.required(s.Skill), s.Reach))
		case c == Beyond && beyond > 0:
			said = append(said, fmt.Sprintf("learns %s %d → %d beyond what the role asks for", p.skill(s.Skill), has+gap, s.Reach))
		case c == Interest && gap+beyond > 0 && x.wish(s.Skill) > 0:
			said = append(said, fmt.Sprintf("interest %d of 3 in %s", x.wish(s.Skill), p.skill(s.Skill)))
		}
	}
	return said
}
