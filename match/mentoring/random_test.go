package mentoring

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"

	"pgregory.net/rapid"
)

// dice gives a number from 0 to n-1: from a seed, or drawn by rapid so that it can
// shrink a failure.
type dice func(n int) int

func seeded(seed uint64) dice { return rand.New(rand.NewPCG(seed, 1)).IntN }

func drawn(t *rapid.T) dice {
	return func(n int) int { return rapid.IntRange(0, n-1).Draw(t, "n") }
}

func (d dice) one(texts ...string) string { return texts[d(len(texts))] }
func (d dice) yes(percent int) bool       { return d(100) < percent }

var randomTexts = []string{
	"organisation", "profession", "Joy", " joy", "JOY  ", "Love", "love of all", "Love  of ALL", "completed", "broken off",
	"mentoring", "Mentoring ", "English", "english", "Français", "FRANÇAIS", "speak up", "listen", "", "data",
}

// randomInput is small, with every fact missing now and then.
func randomInput(d dice, people int) Input {
	in := Input{AsOf: 20_000, Texts: randomTexts}
	in.Names.Grades = []string{"A", "B", "C", "D", "E"}
	in.Names.Questions = []Question{{"q0", "goals"}, {"q1", "Style"}, {"q2", "goals"}, {"q3", "else"}, {"q4", "style"}}
	in.Names.Skills = map[int64]string{1: "Kubernetes", 2: "hiring"}
	n := 2 + d(people)
	for i := range n {
		in.Employees = append(in.Employees, randomEmployee(d, int64(i+1)))
	}
	for i := range n {
		if e := int64(i + 1); d.yes(60) {
			in.Mentees = append(in.Mentees, randomEnrolment(d, 100+e, e, n))
		} else if d.yes(15) {
			in.Mentees = append(in.Mentees, randomEnrolment(d, 100+e, e, n))
			in.Mentors = append(in.Mentors, randomEnrolment(d, 200+e, e, n))
		} else {
			in.Mentors = append(in.Mentors, randomEnrolment(d, 200+e, e, n))
		}
	}
	person := func() int64 { return int64(1 + d(n+1)) }
	for range d(4) {
		in.Bans = append(in.Bans, Ban{A: person(), B: person()})
	}
	for range d(5) {
		in.Past = append(in.Past, PastPair{person(), person(), int32(d(3)) * 9_990})
	}
	in.Settings = randomSettings(d)
	if d.yes(25) {
		giveSlots(d, &in)
	}
	return in
}

// giveSlots puts everyone into a slot, some mentees into a second one, and some rules
// and criteria too.
func giveSlots(d dice, in *Input) {
	slot := func() string { return d.one("home", "host", " HOST") }
	for i := range in.Mentors {
		in.Mentors[i].Slot = slot()
	}
	for i := range in.Mentees {
		in.Mentees[i].Slot = slot()
		if d.yes(30) {
			again := in.Mentees[i]
			again.ID, again.Slot = again.ID+1000, map[bool]string{true: "host", false: "Home"}[again.Slot == "home"]
			in.Mentees = append(in.Mentees, again)
		}
	}
	for i := range in.Settings.Rules {
		in.Settings.Rules[i].Slot = d.one("", "Home", "host", "abroad")
	}
	for i := range in.Settings.Criteria {
		in.Settings.Criteria[i].Slot = d.one("", "", "Home", "host")
	}
}

// slotIn is the folded slot of an enrolment.
func slotIn(in Input, enrolment int64) string {
	for _, x := range append(slices.Clone(in.Mentees), in.Mentors...) {
		if x.ID == enrolment {
			return fold(x.Slot)
		}
	}
	return ""
}

func randomEmployee(d dice, id int64) Employee {
	ref := func() Ref { return Ref(d(len(randomTexts))) }
	e := Employee{
		ID: id, Grade: int32(d(6)), Role: int64(d(3)), RoleLevel: int64(d(4)), Family: int64(d(3)), Team: int64(d(4)),
		Location: int64(d(4)), Market: int64(d(3)), Load: int32(d(10) * 60),
	}
	if d.yes(80) {
		e.Hired = int32(19_300 + d(750))
	}
	if id > 1 {
		e.Manager = int64(d(int(id))) // 0 or someone before: no cycles
	}
	if d.yes(80) {
		e.Hours = Hours{int16(d(25) * 60), int16(d(25) * 60)}
	}
	for range d(4) {
		e.Fields = append(e.Fields, FieldValue{Ref(d(2)), ref()})
		e.Skills = append(e.Skills, SkillLevel{int64(1 + d(5)), int8(d(5))})
		e.SkillWishes = append(e.SkillWishes, Interest{int64(1 + d(5)), int8(d(4))})
		e.MarketWish = append(e.MarketWish, Interest{int64(d(4)), int8(d(4))})
		e.Languages = append(e.Languages, ref())
		e.Answers = append(e.Answers, Answer{int32(d(5)), Ref(16 + d(4))}, Answer{int32(d(5)), Ref(2 + d(4))})
		e.Consents = append(e.Consents, Consent{Ref(10 + d(3)), int32(d(3) * 10_001)})
		e.Assignments = append(e.Assignments, Assignment{int64(d(4)), 0, int32(d(4) * 6_700), Ref(8 + d(2))})
	}
	return e
}

func randomEnrolment(d dice, id, employee int64, people int) Enrolment {
	x := Enrolment{ID: id, Employee: employee, Places: []int{1, 1, 1, 2, 3, 0}[d(6)], WaitingSince: int32(d(3)) * 9_950}
	for range d(4) {
		x.Preferences = append(x.Preferences, int64(1+d(people)))
		x.Needs = append(x.Needs, SkillLevel{int64(1 + d(5)), int8(d(5))})
		x.Offers = append(x.Offers, SkillLevel{int64(1 + d(5)), int8(d(5))})
	}
	return x
}

func randomSettings(d dice) Settings {
	s := Settings{Objective: Objective(d.one("", string(MostParticipants), string(MostPoints))), Step: []int64{0, 500, 1, 1000}[d(4)]}
	kinds := Kinds()
	for n := range d(4) {
		if k := kinds[d(len(kinds))]; k.Rule {
			r := Rule{Name: fmt.Sprint("rule ", n), Kind: k.Name, Params: randomParams(d, k, AsRule)}
			if CheckRule(r) == nil {
				s.Rules = append(s.Rules, r)
			}
		}
	}
	for n := range d(6) {
		k := kinds[d(len(kinds))]
		c := Criterion{Name: fmt.Sprint("criterion ", n), Kind: k.Name, Params: randomParams(d, k, AsCriterion)}
		c.Points = int64(d(12)-2) * 1000
		if c.Params["table"] != "" || c.Params["points a step"] != "" {
			c.Points = 0
		}
		if k.Criterion && CheckCriterion(c, s.Step) == nil {
			s.Criteria = append(s.Criteria, c)
		}
	}
	if d.yes(25) {
		floor := int64(d(10)-3) * 1000
		s.Floor = &floor
	}
	return s
}

func randomParams(d dice, k Kind, use Use) map[string]string {
	out := map[string]string{}
	for _, p := range k.Params {
		if p.Use&use == 0 || (!p.Required && d.yes(40)) {
			continue
		}
		switch p.Type {
		case TypeInt:
			out[p.Name] = strconv.FormatInt(max(p.Min, -3)+int64(d(int(min(p.Max, 5)-max(p.Min, -3)+1))), 10)
			if p.Max >= 300 {
				out[p.Name] = strconv.Itoa(1 + d(int(min(p.Max, 700))))
			}
		case TypeChoice:
			out[p.Name] = d.one(p.Choices...)
		case TypeList:
			out[p.Name] = d.one("", "completed", "Broken  off,completed")
		case TypePoints:
			out[p.Name] = d.one("", "2", "-1")
		case TypeTable:
			out[p.Name] = d.one("", "1=9,2=12", "-1=2, 0=-3, 2=4")
		case TypeText:
			out[p.Name] = d.one("organisation", "Profession", "english", "MENTORING", "no such text")
		}
	}
	return out
}
