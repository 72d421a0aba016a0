package mentoring

import (
	"context"
	"errors"
	"strings"
	"testing"
)

func TestAnInputThatContradictsItselfIsRefusedWithEverythingThatIsWrong(t *testing.T) {
	for want, spoil := range map[string]func(*Input){
		"employee 1 is there twice":                        func(in *Input) { in.Employees[1].ID = 1 },
		"employee 1: grade out of range":                   func(in *Input) { in.Employees[0].Grade = 5 },
		"employee 1: skill level out of range":             func(in *Input) { in.Employees[0].Skills = []SkillLevel{{1, 5}} },
		"employee 1: interest out of range":                func(in *Input) { in.Employees[0].MarketWish = []Interest{{1, 4}} },
		"employee 1: text out of range":                    func(in *Input) { in.Employees[0].Languages = []Ref{0} },
		"employee 1: question out of range":                func(in *Input) { in.Texts = []string{"a"}; in.Employees[0].Answers = []Answer{{}} },
		"employee 1: working hours out of range":           func(in *Input) { in.Employees[0].Hours.To = 1441 },
		"is above themselves":                              func(in *Input) { in.Employees[0].Manager = 2; in.Employees[1].Manager = 1 },
		"enrolment 1 is there twice":                       func(in *Input) { in.Mentors[0].ID = 1 },
		"enrolment 3: employee 9 is missing":               func(in *Input) { in.Mentors[0].Employee = 9 },
		"employee 1 is enrolled twice as mentee":           func(in *Input) { in.Mentees[1].Employee = 1 },
		"enrolment 1: -1 places":                           func(in *Input) { in.Mentees[0].Places = -1 },
		"lock of mentee 1 to mentor 2: not enrolled":       func(in *Input) { in.Locks = []Lock{{Mentee: 1, Mentor: 2}} },
		"mentee 1 is locked to mentor 3 twice":             func(in *Input) { in.Locks = []Lock{{Mentee: 1, Mentor: 3}, {Mentee: 1, Mentor: 3}} },
		"overrides without a reason":                       func(in *Input) { in.Locks = []Lock{{Mentee: 1, Mentor: 3, Overrides: []string{"ban"}}} },
		`objective "best" is unknown`:                      func(in *Input) { in.Settings.Objective = "best" },
		`two rules are called "consent"`:                   func(in *Input) { in.Settings.Rules = []Rule{{Kind: "consent"}, {Kind: "consent"}} },
		`rule x: no kind of rule is called "x"`:            func(in *Input) { in.Settings.Rules = []Rule{{Kind: "x"}} },
		`exception of mentee 1 to rule "x": there is none`: func(in *Input) { in.Exceptions = []Exception{{Mentee: 1, Rule: "x"}} },
		"least needs: 1 cannot be widened by 1 steps": func(in *Input) {
			in.Settings.Rules = []Rule{{Kind: "skill need", Params: map[string]string{"least needs": "2"}}}
			x := Exception{Mentee: 1, Rule: "skill need", Param: "least needs", Steps: 1}
			in.Exceptions = []Exception{x, x}
		},
		"do not fit": func(in *Input) { in.Settings.Criteria = []Criterion{{Kind: "waiting", Points: 300_000_000}} },
	} {
		in := tiny()
		spoil(&in)
		_, err := Run(context.Background(), in, Options{})
		var bad *InputError
		if !errors.As(err, &bad) || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
}

func TestAnEmptyInputHasAProvedEmptyResult(t *testing.T) {
	for _, in := range []Input{{}, {Employees: []Employee{{ID: 1}}, Mentees: []Enrolment{{ID: 1, Employee: 1, Places: 2}}}} {
		res := mustRun(t, in)
		if !res.Proved || len(res.Pairs) != 0 || len(res.Unmatched) != len(in.Mentees) {
			t.Errorf("%+v", res)
		}
		if len(in.Mentees) == 0 {
			continue
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := a.SmallestChange(context.Background(), 1, Options{}); err != ErrNoChange {
			t.Error(err)
		}
	}
}

func TestAnEmployeeIsNeverTheirOwnMentor(t *testing.T) {
	in := tiny()
	in.Mentors[0].Employee = 1
	in.Mentors = in.Mentors[:1]
	for _, p := range mustRun(t, in).Pairs {
		if p.Mentee == 1 {
			t.Errorf("%+v", p)
		}
	}
}
