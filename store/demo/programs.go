package demo

import "understudy/match/mentoring"

// program is a mentoring program with its settings and its cycles, the past one
// first.
type program struct {
	name, about string
	aim         int  // the initiative that it serves, by its place in aimPlans; noAim for none
	rolling     bool // people join and pairs begin at any time
	objective   mentoring.Objective
	rules       []mentoring.Rule
	criteria    []mentoring.Criterion
	cycles      []*cycle
}

type params = map[string]string

// leadership pairs those who may lead one day with those who do.
func leadership() program {
	return program{
		name:      "Leadership",
		aim:       leadersAim,
		about:     "People who may lead one day meet somebody who does, for nine months.",
		objective: mentoring.MostParticipants,
		rules: []mentoring.Rule{
			{Kind: "grade gap", Params: params{"least": "1", "most": "3"}},
			{Kind: "management line"},
			{Kind: "consent", Params: params{"topic": "mentoring"}},
			{Kind: "skill need", Params: params{"least level": "3", "levels above": "1", "least needs": "1"}},
			{Kind: "languages", Params: params{"least": "1"}},
			{Kind: "working hours", Params: params{"least minutes": "60"}},
			{Kind: "team", Params: params{"relation": "different"}},
			{Kind: "past pairs"},
			{Kind: "load", Params: params{"most hours": "6", "hours a pair": "1"}},
		},
		criteria: []mentoring.Criterion{
			{Kind: "skill need", Points: 40_000},
			{Kind: "goals and style", Points: 20_000},
			{Kind: "preferences", Points: 15_000, Params: params{"ranks": "3"}},
			{Kind: "grade gap", Points: 10_000, Params: params{"table": "1=7, 2=10, 3=8"}},
			{Kind: "working hours", Points: 5_000, Params: params{"full minutes": "240"}},
			{Kind: "location", Points: 5_000},
			{Kind: "waiting", Points: 5_000, Params: params{"full days": "180"}},
		},
	}
}

// abroad pairs those who wish to work in a market with those who have.
func abroad() program {
	return program{
		name:      "Working abroad",
		aim:       launchAim,
		about:     "People who wish to work in another market meet somebody who has done so.",
		objective: mentoring.MostParticipants,
		rules: []mentoring.Rule{
			{Kind: "market experience", Params: params{"outcomes": "completed, extended", "least interest": "2"}},
			{Kind: "consent", Params: params{"topic": "mentoring"}},
			{Kind: "consent", Name: "consent to go abroad", Params: params{"topic": "international", "who": "mentee"}},
			{Kind: "languages", Params: params{"least": "1"}},
			{Kind: "working hours", Params: params{"least minutes": "30"}},
			{Kind: "management line"},
			{Kind: "past pairs"},
		},
		criteria: []mentoring.Criterion{
			{Kind: "market experience", Points: 30_000, Params: params{"outcomes": "completed, extended", "years": "5"}},
			{Kind: "goals and style", Points: 20_000},
			{Kind: "preferences", Points: 15_000, Params: params{"ranks": "3"}},
			{Kind: "family", Points: 10_000},
			{Kind: "languages", Name: "two languages", Points: 10_000, Params: params{"least": "2"}},
			{Kind: "working hours", Points: 10_000, Params: params{"full minutes": "240"}},
			{Kind: "waiting", Points: 5_000, Params: params{"full days": "180"}},
		},
	}
}

// craft pairs whoever lacks a skill with whoever has it, at any time: few rules, so that
// most gaps find somebody.
func craft() program {
	return program{
		name:      "Skill cross-training",
		aim:       noAim,
		rolling:   true,
		about:     "Somebody who lacks a skill learns it from a colleague who has it. People join when a gap shows.",
		objective: mentoring.MostParticipants,
		rules: []mentoring.Rule{
			{Kind: "languages", Params: params{"least": "1"}},
			{Kind: "past pairs"},
			{Kind: "load", Params: params{"most hours": "6", "hours a pair": "1"}},
		},
		criteria: []mentoring.Criterion{
			{Kind: "skill need", Points: 50_000},
			{Kind: "working hours", Points: 20_000, Params: params{"full minutes": "240"}},
			{Kind: "location", Points: 15_000},
			{Kind: "goals and style", Points: 15_000},
		},
	}
}

// cycle is one run of a program.
type cycle struct {
	name         string
	starts, ends int32
	state        string
	enrolments   []enrolment
	at           map[int32]int // a person's place in enrolments
	pairs        []pair
	locks        []lock
}

type enrolment struct {
	person  int32
	mentor  bool
	places  int
	waiting int32
	state   string
	prefers []int32 // people, the first choice first
}

// pair names its enrolments by their place in the cycle.
type pair struct {
	mentee, mentor int
	state          string
	since, ended   int32
	reason         string
	sessions       []session
	goals          []goal
	agreement      agreement
	milestones     []milestone
	feedback       []feedback
	review         review
	note           string // the coordinator's own
}

type session struct {
	date          int32
	time, minutes int
	state, fit    string
	notes         string
	actions       string // one a line
}

type goal struct {
	name                  string
	skill                 int // -1 for none
	before, target, after int // -1 for unknown
	state                 string
}

type lock struct {
	mentee, mentor int
	since          int32
	reason         string
}

// ban is between people, over all cycles.
type ban struct {
	mentee, mentor int32
	since, lifted  int32
	reason         string
}

func (c *cycle) enrol(e enrolment) int {
	if e.state == "" {
		e.state = "enrolled"
	}
	if c.at == nil {
		c.at = map[int32]int{}
	}
	c.at[e.person] = len(c.enrolments)
	c.enrolments = append(c.enrolments, e)
	return len(c.enrolments) - 1
}

func (c *cycle) has(person int32) bool { _, ok := c.at[person]; return ok }

// side lists the people of one side, in the order of their enrolment.
func (c *cycle) side(mentor bool) []int {
	var out []int
	for k, e := range c.enrolments {
		if e.mentor == mentor {
			out = append(out, k)
		}
	}
	return out
}

// Program is a mentoring program of the demo company, as a program file would
// name it.
type Program struct {
	Name, Description string
	Objective         mentoring.Objective
	Rules             []mentoring.Rule
	Criteria          []mentoring.Criterion
}

// Programs are the mentoring programs of every demo company.
func Programs() []Program {
	var out []Program
	for _, p := range []program{leadership(), abroad(), craft()} {
		out = append(out, Program{p.name, p.about, p.objective, p.rules, p.criteria})
	}
	return out
}
