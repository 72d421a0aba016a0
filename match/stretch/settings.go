package stretch

import (
	"cmp"
	"fmt"
	"slices"
)

// Rule is something that must hold of a person and an assignment.
type Rule uint8

// The rules, in the order in which they are told.
const (
	EntryLevel Rule = iota // has the entry level of every skill
	LeastGrade             // has at least the grade
	Hours                  // gives no more hours a week than the limit, over all programs
	Dates                  // is there while it runs
	Location               // works where it is
	TakesPart              // agreed to stretch assignments, or applied for this one
	NotSponsor             // does not sponsor it
	OneAtATime             // does no other at the same time
	NotClosed              // did not withdraw from it, was not declined, has not done it
	Learns                 // is below the level that it reaches, in one skill at least
	rules
)

var ruleNames = [rules]string{
	"entry level", "least grade", "hours a week", "away", "location", "takes part", "not the sponsor", "one at a time", "not turned down", "learns something",
}

// String is the name of the rule.
func (r Rule) String() string {
	if r >= rules {
		return "no rule"
	}
	return ruleNames[r]
}

// Rules lists every rule.
func Rules() []Rule {
	out := make([]Rule, rules)
	for r := range rules {
		out[r] = r
	}
	return out
}

// RuleByName finds a rule by its name.
func RuleByName(name string) (Rule, bool) {
	i := slices.Index(ruleNames[:], name)
	return Rule(max(i, 0)), i >= 0
}

// Help says what the rule asks for.
func (r Rule) Help() string {
	return [rules]string{
		"has the entry level of every skill of the assignment",
		"has at least the grade that the assignment asks for",
		"gives no more hours a week over all programs than the limit",
		"is away for no more than a part of its working days, and stays until its end",
		"works where the assignment is, or wishes to work in that market",
		"agreed to take part in stretch assignments, or applied for this one",
		"is not its sponsor",
		"does no other stretch assignment at the same time",
		"did not withdraw from it, was not declined for it and has not done it",
		"is below the level that the assignment reaches, in one of its skills at least",
	}[r]
}

// Criterion gives points.
type Criterion uint8

// The criteria, in the order in which they are told.
const (
	Gap       Criterion = iota // a level that the own role level requires, or that is noted as a need
	Beyond                     // a level that nobody asks for
	Interest                   // a degree of interest in a skill that is learned
	Potential                  // a third above low, where the assignment looks for potential
	Talent                     // a strength or an interest that the own role level does not ask for, there too
	Applied                    // applied for it
	Waiting                    // a month of waiting since the first application
	criteria
)

var criterionNames = [criteria]string{"gap closed", "learned beyond the role", "interest", "potential", "hidden talent", "applied for it", "waiting"}

// String is the name of the criterion.
func (c Criterion) String() string {
	if c >= criteria {
		return "no criterion"
	}
	return criterionNames[c]
}

// Criteria lists every criterion.
func Criteria() []Criterion {
	out := make([]Criterion, criteria)
	for c := range criteria {
		out[c] = c
	}
	return out
}

// CriterionByName finds a criterion by its name.
func CriterionByName(name string) (Criterion, bool) {
	i := slices.Index(criterionNames[:], name)
	return Criterion(max(i, 0)), i >= 0
}

// Unit is what the points of a criterion are given for.
func (c Criterion) Unit() string {
	return [criteria]string{
		"a level of a gap closed", "a level learned beyond what is asked for", "a degree of interest in a skill that is learned",
		"a third above low, where it looks for potential", "where it looks for potential", "", "a month of waiting, six at most",
	}[c]
}

// Objective orders two results.
type Objective string

// The objectives: everybody at most one assignment, so participants are places filled.
const (
	MostParticipants Objective = "most participants"
	MostPoints       Objective = "most points"
)

// Travel is how far an assignment may be from where someone works.
type Travel string

// The distances. Whoever wishes to work in a market may be anywhere in it.
const (
	Anywhere     Travel = "anywhere"
	SameMarket   Travel = "same market"
	SameLocation Travel = "same location"
)

// Settings are the parameters of the rules and the points of the criteria.
type Settings struct {
	Objective Objective       // "" is MostParticipants
	Off       []Rule          // set aside
	MostLoad  int32           // minutes a week over all programs; 0 no limit
	MostAway  int             // per cent of an assignment's working days, 0 to 100
	Travel    Travel          // "" is SameLocation
	Points    [criteria]int64 // thousandths, by criterion
}

// Step is what points are multiples of: what a person can tell apart.
const Step = 500

// Defaults are the settings of a run of which nothing is said: a day of eight hours a
// week in all, away for a quarter at most.
func Defaults() Settings {
	return Settings{
		Objective: MostParticipants, MostLoad: 8 * 60, MostAway: 25, Travel: SameLocation,
		Points: [criteria]int64{Gap: 1000, Beyond: 500, Interest: 500, Potential: 1000, Talent: 1000, Applied: 2000, Waiting: 500},
	}
}

// mostPoints keeps every score, and the sum of a run, far from the end of its integer.
const mostPoints = 1_000_000

// Check says what is wrong with settings, as an *InputError.
func (s *Settings) Check() error {
	for c, n := range s.Points {
		if n < 0 || n > mostPoints || n%Step != 0 {
			return &InputError{fmt.Sprintf("%s: points go from 0 to %d in steps of a half, and are not %g", Criterion(c), mostPoints/1000, float64(n)/1000)}
		}
	}
	switch {
	case s.Objective != "" && s.Objective != MostParticipants && s.Objective != MostPoints:
		return &InputError{fmt.Sprintf("no objective is called “%s”", s.Objective)}
	case s.Travel != "" && s.Travel != Anywhere && s.Travel != SameMarket && s.Travel != SameLocation:
		return &InputError{fmt.Sprintf("no distance is called “%s”", s.Travel)}
	case s.MostAway < 0 || s.MostAway > 100:
		return &InputError{"the part of the days that someone may be away is not from 0 to 100 per cent"}
	case s.MostLoad < 0:
		return &InputError{"the limit of hours a week is below 0"}
	case slices.ContainsFunc(s.Off, func(r Rule) bool { return r >= rules }):
		return &InputError{"a rule that is set aside is none"}
	}
	return nil
}

func (s *Settings) travel() Travel { return cmp.Or(s.Travel, SameLocation) }
func (s *Settings) on(r Rule) bool { return !slices.Contains(s.Off, r) }
