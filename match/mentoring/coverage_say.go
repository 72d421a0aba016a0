package mentoring

import "fmt"

// Say is a shortage in words that name nobody: "these 18 mentees share only 3 mentors
// with 3 places; 15 must stay without".
func (s Shortage) Say() string {
	who, have, share := fmt.Sprintf("these %d mentees", len(s.Mentees)), " have ", " share only "
	if len(s.Mentees) == 1 {
		who, have, share = "this mentee", " has ", " may have only "
	}
	single := s.Demand == len(s.Mentees)
	if !single {
		who += have + count(s.Demand, "open place") + " and"
	}
	switch {
	case len(s.Mentors) == 0 && s.Singles == 0:
		who += " is locked to every mentor they may have"
	case len(s.Mentors) == 0:
		who += share + count(s.Singles, "mentor") + ", each once"
	default:
		who += share + s.sayMentors()
	}
	return who + "; " + s.sayMissing(single)
}

func (s Shortage) sayMentors() string {
	out := count(len(s.Mentors), "mentor") + " with " + count(s.Capacity, "place")
	if s.Capacity == 0 {
		out = count(len(s.Mentors), "mentor") + " without a free place"
	}
	if s.Singles > 0 {
		out += fmt.Sprintf(", besides %s with others, each mentor once", count(s.Singles, "place"))
	}
	return out
}

func (s Shortage) sayMissing(single bool) string {
	switch {
	case single && len(s.Mentees) == 1:
		return "they must stay without"
	case single:
		return fmt.Sprintf("%d must stay without", s.Missing)
	case s.Missing == 1:
		return "1 place must stay empty"
	}
	return fmt.Sprintf("%d places must stay empty", s.Missing)
}

// Say is why nobody may take a mentee, in words: the rule that removed most comes first.
func (u Unplaceable) Say() string {
	if u.Candidates == 0 {
		return "no mentor has a place"
	}
	out := fmt.Sprintf("none of the %d mentors with a place is allowed", u.Candidates)
	if u.Candidates == 1 {
		out = "the one mentor with a place is not allowed"
	}
	for i, r := range u.Removed {
		sep := ", "
		if i == 0 {
			sep = ": "
		}
		out += fmt.Sprintf("%s“%s” rules out %d", sep, r.By, r.Count)
	}
	return out
}
