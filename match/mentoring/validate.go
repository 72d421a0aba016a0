package mentoring

import (
	"fmt"
)

// InputError lists what is wrong with an input.
type InputError struct{ Problems []string }

func (e *InputError) Error() string {
	text := "input: "
	for i, problem := range e.Problems {
		if i == mostProblems {
			return text + fmt.Sprintf("; and %d more", len(e.Problems)-i)
		}
		if i > 0 {
			text += "; "
		}
		text += problem
	}
	return text
}

const (
	mostProblems = 12
	mostPlaces   = 1_000_000
	mostFacts    = 10_000 // of one sort and person; what the fast scorer counts fits 16 bits
)

// Validate says what in an input contradicts itself, as an *InputError.
func (in Input) Validate() error {
	v := &validator{in: in}
	v.settings()
	staff := v.employees()
	v.enrolments(staff)
	v.decisions()
	if len(v.problems) > 0 {
		return &InputError{v.problems}
	}
	return nil
}

type validator struct {
	in       Input
	mentees  map[int64]bool
	mentors  map[int64]bool
	rules    map[string]Rule
	problems []string
}

func (v *validator) say(format string, args ...any) {
	v.problems = append(v.problems, fmt.Sprintf(format, args...))
}

func (v *validator) settings() {
	s := v.in.Settings
	if s.Objective != "" && s.Objective != MostParticipants && s.Objective != MostPoints {
		v.say("objective %q is unknown", s.Objective)
	}
	switch s.Fairness {
	case "", Stable:
	case RaiseLowest, Leximin:
		if s.Objective == MostPoints {
			v.say("fairness %q needs the objective %q", s.Fairness, MostParticipants)
		}
	default:
		v.say("fairness %q is unknown", s.Fairness)
	}
	if s.Step < 0 {
		v.say("step of points %d is below 0", s.Step)
		return
	}
	v.rules = map[string]Rule{}
	for _, r := range s.Rules {
		if err := CheckRule(r); err != nil {
			v.say("rule %s: %v", RuleName(r), err)
		}
		if _, again := v.rules[RuleName(r)]; again {
			v.say("two rules are called %q", RuleName(r))
		}
		v.rules[RuleName(r)] = r
	}
	v.criteria(s)
}

func (v *validator) criteria(s Settings) {
	names, low, high := map[string]bool{}, int64(0), int64(0)
	for _, c := range s.Criteria {
		values, err := criterionValues(c, s.Step)
		if err != nil {
			v.say("criterion %s: %v", CriterionName(c), err)
			continue
		}
		if names[CriterionName(c)] {
			v.say("two criteria are called %q", CriterionName(c))
		}
		names[CriterionName(c)] = true
		least, most := rangeOf(c, values)
		low, high = low+least, high+most
	}
	if low <= -pointsLimit || high >= pointsLimit {
		v.say("criteria: a pair could have %s to %s points, more than %s do not fit",
			FormatPoints(low), FormatPoints(high), FormatPoints(pointsLimit))
	}
}

func (v *validator) employees() map[int64]*Employee {
	staff := make(map[int64]*Employee, len(v.in.Employees))
	for i := range v.in.Employees {
		e := &v.in.Employees[i]
		if e.ID == 0 || staff[e.ID] != nil {
			v.say("employee %d is there twice, or has no id", e.ID)
		}
		staff[e.ID] = e
		v.employee(e)
	}
	v.cycles(staff)
	return staff
}

func (v *validator) employee(e *Employee) {
	bad := func(what string) { v.say("employee %d: %s out of range", e.ID, what) }
	if e.Grade < 0 || int(e.Grade) > len(v.in.Names.Grades) {
		bad("grade")
	}
	if h := e.Hours; h.From < 0 || h.From > 1440 || h.To < 0 || h.To > 1440 {
		bad("working hours")
	}
	if max(len(e.SkillWishes), len(e.Answers)) > mostFacts {
		bad("number of wishes or answers")
	}
	if e.Load < 0 {
		bad("load")
	}
	if !levelsOK(e.Skills) {
		bad("skill level")
	}
	if !interestsOK(e.SkillWishes) || !interestsOK(e.MarketWish) {
		bad("interest")
	}
	if !v.textsOK(e) {
		bad("text")
	}
	for _, a := range e.Answers {
		if a.Question < 0 || int(a.Question) >= len(v.in.Names.Questions) {
			bad("question")
		}
	}
}

func levelsOK(list []SkillLevel) bool {
	for _, s := range list {
		if s.Level < 0 || s.Level > 4 {
			return false
		}
	}
	return true
}

func interestsOK(list []Interest) bool {
	for _, w := range list {
		if w.Level < 0 || w.Level > 3 {
			return false
		}
	}
	return true
}

func (v *validator) textsOK(e *Employee) bool {
	ok := func(r Ref) bool { return r >= 0 && int(r) < len(v.in.Texts) }
	for _, f := range e.Fields {
		if !ok(f.Field) || !ok(f.Value) {
			return false
		}
	}
	for _, l := range e.Languages {
		if !ok(l) {
			return false
		}
	}
	for _, a := range e.Answers {
		if !ok(a.Value) {
			return false
		}
	}
	for _, c := range e.Consents {
		if !ok(c.Topic) {
			return false
		}
	}
	for _, x := range e.Assignments {
		if !ok(x.Outcome) {
			return false
		}
	}
	return true
}

// cycles finds managers who manage themselves, over any number of steps.
func (v *validator) cycles(staff map[int64]*Employee) {
	const walking, done = 1, 2
	state := make(map[int64]int, len(staff))
	for i := range v.in.Employees {
		var path []int64
		id := v.in.Employees[i].ID
		for staff[id] != nil && state[id] == 0 {
			state[id] = walking
			path = append(path, id)
			id = staff[id].Manager
		}
		if state[id] == walking {
			v.say("employee %d is above themselves", id)
		}
		for _, id := range path {
			state[id] = done
		}
	}
}

func (v *validator) enrolments(staff map[int64]*Employee) {
	seen := map[int64]bool{}
	side := func(list []Enrolment, word string) map[int64]bool {
		type seat struct {
			employee int64
			slot     string
		}
		ids, people := make(map[int64]bool, len(list)), make(map[seat]bool, len(list))
		for _, x := range list {
			if x.ID == 0 || seen[x.ID] {
				v.say("enrolment %d is there twice, or has no id", x.ID)
			}
			at := seat{x.Employee, fold(x.Slot)}
			if word == "mentor" {
				at.slot = "" // a mentor has one slot alone
			}
			if people[at] {
				v.say("employee %d is enrolled twice as %s", x.Employee, word)
			}
			if staff[x.Employee] == nil {
				v.say("enrolment %d: employee %d is missing", x.ID, x.Employee)
			}
			if x.Places < 0 || x.Places > mostPlaces {
				v.say("enrolment %d: %d places", x.ID, x.Places)
			}
			if len(x.Needs) > mostFacts {
				v.say("enrolment %d: too many needs", x.ID)
			}
			if !levelsOK(x.Needs) || !levelsOK(x.Offers) {
				v.say("enrolment %d: skill level out of range", x.ID)
			}
			seen[x.ID], ids[x.ID], people[at] = true, true, true
		}
		return ids
	}
	v.mentees, v.mentors = side(v.in.Mentees, "mentee"), side(v.in.Mentors, "mentor")
}

func (v *validator) decisions() {
	locked := map[[2]int64]bool{}
	for _, l := range v.in.Locks {
		key := [2]int64{l.Mentee, l.Mentor}
		if locked[key] {
			v.say("mentee %d is locked to mentor %d twice", l.Mentee, l.Mentor)
		}
		if !v.mentees[l.Mentee] || !v.mentors[l.Mentor] {
			v.say("lock of mentee %d to mentor %d: not enrolled", l.Mentee, l.Mentor)
		}
		if len(l.Overrides) > 0 && l.OverrideReason == "" {
			v.say("lock of mentee %d to mentor %d overrides without a reason", l.Mentee, l.Mentor)
		}
		locked[key] = true
	}
	v.exceptions()
}

// exceptions widens step by step, since several may widen one rule for one mentee.
func (v *validator) exceptions() {
	type key struct {
		mentee int64
		rule   string
	}
	widened := map[key]Rule{}
	for _, x := range v.in.Exceptions {
		at := key{x.Mentee, x.Rule}
		r, ok := widened[at]
		if !ok {
			r, ok = v.rules[x.Rule]
		}
		if !ok || !v.mentees[x.Mentee] {
			v.say("exception of mentee %d to rule %q: there is none", x.Mentee, x.Rule)
			continue
		}
		var err error
		if widened[at], err = Widen(r, x.Param, x.Steps); err != nil {
			v.say("exception of mentee %d: %v", x.Mentee, err)
		}
	}
}
