package stretch

import (
	"fmt"
	"slices"
)

// Days are counted from 1970-01-01; 0 is no day.

// SkillLevel is a level, 0 to 4, of a skill.
type SkillLevel struct {
	Skill int64
	Level int8
}

// Wish is an interest, 0 to 3, in a skill.
type Wish struct {
	Skill  int64
	Degree int8
}

// Span is a stretch of days, both of them included.
type Span struct{ From, To int32 }

func (s Span) meets(o Span) bool  { return s.From <= o.To && o.From <= s.To }
func (s Span) has(day int32) bool { return s.From <= day && day <= s.To }

// Busy is an assignment that someone was accepted for or does.
type Busy struct {
	Span
	Minutes int32 // a week
}

// Person may be proposed for assignments.
type Person struct {
	ID       int64
	Grade    int32 // place in the ladder from 1; 0 unknown
	Location int64 // 0 unknown
	Market   int64 // of the location
	Markets  []int64
	Levels   []SkillLevel // levels above 0
	Required []SkillLevel // by the own role level, or noted as a need
	OfRole   []int64      // skills that the own role level requires
	Wishes   []Wish
	Load     int32  // minutes a week that other programs take now
	Busy     []Busy // with other assignments
	Away     []Span // absences; they may overlap
	Leaves   int32  // the day from which they are gone; 0 unknown
	Agreed   bool   // to take part in stretch assignments
	// Potential is 1 low, 2 medium, 3 high; 0 not judged.
	Potential int8
}

// Needs is a skill that an assignment needs to begin with and raises.
type Needs struct {
	Skill int64
	Entry int8 // level to begin with, 0 to 3
	Reach int8 // level that it raises to, 1 to 4
}

// Assignment is one that is open.
type Assignment struct {
	ID         int64
	Places     int // that are free
	Minutes    int32
	Sponsor    int64 // 0 nobody
	Location   int64 // 0: from anywhere
	Market     int64 // of the location
	Span             // when it runs
	LeastGrade int32
	Potential  bool // looks for people judged to have potential
	Skills     []Needs
}

// Standing is how far an application is.
type Standing uint8

// Open applications wait for a decision, taken ones hold a place, closed ones were
// declined, withdrawn or are over.
const (
	Open Standing = iota
	Taken
	Closed
)

// Application is someone's for an assignment. One that only a run proposed is not
// given: it is no wish.
type Application struct {
	Person, Assignment int64
	Since              int32 // 0 unknown
	Standing           Standing
	Reason             string // of a closed one: what became of it
}

// Input is all that a run may know.
type Input struct {
	People       []Person
	Assignments  []Assignment
	Applications []Application
	AsOf         int32
	Settings     Settings
	Names        Names
}

// Names are the words of the evidence.
type Names struct {
	Skills, Locations, Markets map[int64]string
	Grades                     []string // by place in the ladder, the first is 1
}

// InputError says what contradicts itself in an input.
type InputError struct{ Msg string }

func (e *InputError) Error() string { return "stretch: " + e.Msg }

// Validate says what is wrong with an input, as an *InputError.
func (in *Input) Validate() error {
	if err := in.Settings.Check(); err != nil {
		return err
	}
	people, assignments := map[int64]bool{}, map[int64]bool{}
	for i := range in.People {
		p := &in.People[i]
		if err := once(people, "person", p.ID); err != nil {
			return err
		}
		if err := p.check(); err != nil {
			return err
		}
	}
	for i := range in.Assignments {
		a := &in.Assignments[i]
		if err := once(assignments, "assignment", a.ID); err != nil {
			return err
		}
		if err := a.check(); err != nil {
			return err
		}
	}
	seen := map[[2]int64]bool{}
	for _, x := range in.Applications {
		key := [2]int64{x.Person, x.Assignment}
		switch {
		case !people[x.Person] || !assignments[x.Assignment]:
			return &InputError{fmt.Sprintf("an application of person %d for assignment %d, of whom one is not there", x.Person, x.Assignment)}
		case seen[key]:
			return &InputError{fmt.Sprintf("person %d applied twice for assignment %d", x.Person, x.Assignment)}
		case x.Standing > Closed:
			return &InputError{fmt.Sprintf("no standing has the number %d", x.Standing)}
		}
		seen[key] = true
	}
	return nil
}

func once(seen map[int64]bool, what string, id int64) error {
	if id < 1 || seen[id] {
		return &InputError{fmt.Sprintf("%s %d is there twice, or its number is below 1", what, id)}
	}
	seen[id] = true
	return nil
}

func (p *Person) check() error {
	bad := func(what string) error { return &InputError{fmt.Sprintf("person %d: %s", p.ID, what)} }
	level := func(list []SkillLevel) bool {
		return slices.ContainsFunc(list, func(v SkillLevel) bool { return v.Level < 0 || v.Level > 4 })
	}
	switch {
	case level(p.Levels) || level(p.Required):
		return bad("a level is not from 0 to 4")
	case slices.ContainsFunc(p.Wishes, func(w Wish) bool { return w.Degree < 0 || w.Degree > 3 }):
		return bad("an interest is not from 0 to 3")
	case p.Potential < 0 || p.Potential > 3:
		return bad("the potential is not from 0 to 3")
	case p.Load < 0 || slices.ContainsFunc(p.Busy, func(b Busy) bool { return b.Minutes < 0 || b.To < b.From }):
		return bad("what they are busy with ends before it begins, or takes less than no time")
	case slices.ContainsFunc(p.Away, func(s Span) bool { return s.To < s.From }):
		return bad("an absence ends before it begins")
	}
	return nil
}

// longest is the longest assignment in days: a century keeps sums of days small.
const longest = 36_525

func (a *Assignment) check() error {
	bad := func(what string) error { return &InputError{fmt.Sprintf("assignment %d: %s", a.ID, what)} }
	taught := map[int64]bool{}
	for _, s := range a.Skills {
		switch {
		case s.Entry < 0 || s.Reach > 4 || s.Reach <= s.Entry:
			return bad("a skill reaches no more than it needs, or a level is not from 0 to 4")
		case taught[s.Skill]:
			return bad(fmt.Sprintf("skill %d is there twice", s.Skill))
		}
		taught[s.Skill] = true
	}
	switch {
	case a.Places < 0 || a.Places > 100_000:
		return bad("the places are not from 0 to 100000")
	case a.Minutes < 0 || a.Minutes > 7*24*60:
		return bad("a week has no so many minutes")
	case a.To < a.From || a.To-a.From > longest:
		return bad("it ends before it begins, or lasts more than a century")
	case len(a.Skills) > 100:
		return bad("it has more than 100 skills")
	}
	return nil
}
