package mentoring

import (
	"cmp"
	"fmt"
	"slices"

	"understudy/match/assign"
)

// plain scores one pair at a time, straight from the input. It is what the
// certificate and the explanations use; apart from the reading of parameters it
// shares no code with the fast scorer, so that each can convict the other. Whole
// rows go through [plainRows], which asks about a pair only what it must.
type plain struct {
	in       Input
	mentees  []plainPerson // by enrolment id
	mentors  []plainPerson
	rules    []plainRule
	criteria []plainCriterion
	bans     map[[2]int64]string
	step     int64
	folded   []int32 // for each text, the first text that is the same when folded
	staff    map[int64]*Employee
	past     map[[2]int64]int32
	widened  map[int][]plainRule // by row: the rules of a mentee with exceptions
}

type plainPerson struct {
	*Enrolment
	of    *Employee
	slot  string  // folded
	at    int     // among the mentees, or after them among the mentors
	above []int64 // managers upwards, the nearest first
	// What was said more than once counts once: texts are folded, answers by question.
	answers   []Answer
	languages []Ref
}

type plainRule struct {
	name, kind string
	slot       plainSlot
	allow      bool // where a fact is missing
	widened    bool
	plainCheck
}

type plainCriterion struct {
	name, kind string
	slot       plainSlot
	most       int64
	plainCheck
}

// plainSlot is the folded slot that a rule or criterion is about; "" is every slot.
type plainSlot string

func (s plainSlot) concerns(a *plainPerson) bool { return s == "" || string(s) == a.slot }

// plainCheck is one kind with its parameters bound: what a rule says, or a share
// of the points (den 0: a fact is missing), or points outright. What follows say is
// true of these and lets plainRows ask less often; a kind may have none of it.
type plainCheck struct {
	rule   func(a, b *plainPerson) verdict
	share  func(a, b *plainPerson) (num, den int64)
	points func(a, b *plainPerson) (points int64, missing bool)
	say    func(a, b *plainPerson) []string

	// alike numbers mentors so that any mentee judges all of one number alike, but for
	// those that near calls meet with: two employees each, the mentee first.
	alike func(mentors []*plainPerson) []int32
	near  func(meet func(mentee, mentor int64))
	// mirrored: rule reads of the mentee what it reads of the mentor, so that alike
	// numbers mentees as well, whom all mentors are judged alike by.
	mirrored bool
	// count prepares the num of share for whole rows, sift the verdict of rule. They are
	// nil, or give nil, where that would not be quicker.
	count func(mentors []*plainPerson) plainCount
	sift  func(mentors []*plainPerson) plainSift
}

// plainCount adds share's num of a and the mentors at the places listed to nums, and
// returns the den.
type plainCount func(a *plainPerson, at, nums []int32) (den int64)

// plainSift adds something about a and each mentor listed to nums, and returns what
// rule says of each sum.
type plainSift func(a *plainPerson, at, nums []int32) func(sum int32) verdict

type verdict int

const (
	breaks verdict = iota
	holds
	unknown
)

func held(ok bool) verdict {
	if ok {
		return holds
	}
	return breaks
}

func newPlain(in Input) (*plain, error) {
	p := &plain{in: in, step: in.Settings.Step, bans: map[[2]int64]string{}, past: map[[2]int64]int32{}, widened: map[int][]plainRule{}}
	if p.step == 0 {
		p.step = DefaultStep
	}
	p.readTexts()
	p.readPeople()
	for _, b := range in.Bans {
		p.bans[[2]int64{b.A, b.B}], p.bans[[2]int64{b.B, b.A}] = b.Reason, b.Reason
	}
	for _, old := range in.Past {
		for _, key := range [][2]int64{{old.Mentee, old.Mentor}, {old.Mentor, old.Mentee}} {
			if last, known := p.past[key]; !known || (last != 0 && (old.Until == 0 || old.Until > last)) {
				p.past[key] = old.Until // 0 has not ended
			}
		}
	}
	return p, p.readSettings()
}

func (p *plain) readTexts() {
	first := map[string]int32{}
	for i, text := range p.in.Texts {
		text = fold(text)
		if _, known := first[text]; !known {
			first[text] = int32(i)
		}
		p.folded = append(p.folded, first[text])
	}
}

// refOf is what folded holds for a text; -1 if the input does not have it.
func (p *plain) refOf(text string) Ref {
	text = fold(text)
	return Ref(slices.IndexFunc(p.in.Texts, func(other string) bool { return fold(other) == text }))
}

func (p *plain) readPeople() {
	p.staff = make(map[int64]*Employee, len(p.in.Employees))
	for i := range p.in.Employees {
		p.staff[p.in.Employees[i].ID] = &p.in.Employees[i]
	}
	people := func(list []Enrolment) []plainPerson {
		out := make([]plainPerson, 0, len(list))
		for i := range list {
			of := p.staff[list[i].Employee]
			out = append(out, plainPerson{&list[i], of, fold(list[i].Slot), 0, p.managersOf(of.ID), p.answersOnce(of), p.languagesOnce(of)})
		}
		slices.SortFunc(out, func(a, b plainPerson) int { return cmp.Compare(a.ID, b.ID) })
		return out
	}
	p.mentees, p.mentors = people(p.in.Mentees), people(p.in.Mentors)
	for i := range p.mentees {
		p.mentees[i].at = i
	}
	for j := range p.mentors {
		p.mentors[j].at = len(p.mentees) + j
	}
}

// once answers a question about everyone ahead, for what every pair asks again.
func once[T any](p *plain, of func(x *plainPerson) T) func(x *plainPerson) T {
	answers := make([]T, 0, len(p.mentees)+len(p.mentors))
	for _, list := range [][]plainPerson{p.mentees, p.mentors} {
		for i := range list {
			answers = append(answers, of(&list[i]))
		}
	}
	return func(x *plainPerson) T { return answers[x.at] }
}

func (p *plain) answersOnce(e *Employee) []Answer {
	out := make([]Answer, 0, len(e.Answers))
	for _, a := range e.Answers {
		out = append(out, Answer{a.Question, p.folded[a.Value]})
	}
	slices.SortFunc(out, func(a, b Answer) int {
		return cmp.Or(cmp.Compare(a.Question, b.Question), cmp.Compare(a.Value, b.Value))
	})
	return slices.Compact(out)
}

func (p *plain) languagesOnce(e *Employee) []Ref {
	out := make([]Ref, 0, len(e.Languages))
	for _, l := range e.Languages {
		out = append(out, p.folded[l])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (p *plain) managersOf(id int64) []int64 {
	var out []int64
	for e := p.staff[id]; e != nil && e.Manager != 0 && !slices.Contains(out, e.Manager); e = p.staff[e.Manager] {
		out = append(out, e.Manager)
	}
	return out
}

func (p *plain) readSettings() error {
	var err error
	if p.rules, err = p.bindRules(0); err != nil {
		return err
	}
	for _, x := range p.in.Exceptions {
		row := slices.IndexFunc(p.mentees, func(m plainPerson) bool { return m.ID == x.Mentee })
		if p.widened[row], err = p.bindRules(x.Mentee); err != nil {
			return err
		}
	}
	for _, c := range p.in.Settings.Criteria {
		v, err := criterionValues(c, p.step)
		if err != nil {
			return err
		}
		p.criteria = append(p.criteria, plainCriterion{CriterionName(c), c.Kind, plainSlot(fold(c.Slot)), mostOf(c, v), p.bind(c.Kind, v)})
	}
	return nil
}

// bindRules binds the rules as they are for one mentee; 0 is everyone else.
func (p *plain) bindRules(mentee int64) ([]plainRule, error) {
	var out []plainRule
	for _, r := range p.in.Settings.Rules {
		name, widened := RuleName(r), false
		for _, x := range p.in.Exceptions {
			if mentee == 0 || x.Mentee != mentee || x.Rule != name {
				continue
			}
			var err error
			if r, err = Widen(r, x.Param, x.Steps); err != nil {
				return nil, err
			}
			widened = true
		}
		v, err := ruleValues(r)
		if err != nil {
			return nil, err
		}
		out = append(out, plainRule{name, r.Kind, plainSlot(fold(r.Slot)), v.is("when missing", "allow"), widened, p.bind(r.Kind, v)})
	}
	return out, nil
}

func (p *plain) bind(kind string, v values) plainCheck {
	make, ok := plainKinds()[kind]
	if !ok {
		panic(fmt.Sprintf("mentoring: kind %q has no plain scorer", kind))
	}
	return make(p, v)
}

// rulesOf lists the rules of a row, those of other slots too.
func (p *plain) rulesOf(row int) []plainRule {
	if len(p.widened) > 0 {
		if rules, ok := p.widened[row]; ok {
			return rules
		}
	}
	return p.rules
}

// rulesAbout lists the rules of a row that are about its slot.
func (p *plain) rulesAbout(row int) []plainRule {
	rules := p.rulesOf(row)
	if !slices.ContainsFunc(rules, func(r plainRule) bool { return !r.slot.concerns(&p.mentees[row]) }) {
		return rules // asked for every pair: a copy each time would be most of the work
	}
	return slices.DeleteFunc(slices.Clone(rules), func(r plainRule) bool { return !r.slot.concerns(&p.mentees[row]) })
}

func (r *plainRule) forbids(a, b *plainPerson) bool {
	return r.slot.concerns(a) && r.bars(r.rule(a, b))
}

// bars says whether a verdict keeps two from being a pair.
func (r *plainRule) bars(v verdict) bool { return v == breaks || (v == unknown && !r.allow) }

// Score is the points of a pair of a row and a column, and whether it may be made.
func (p *plain) Score(row, col int) (int64, bool) {
	a, b := &p.mentees[row], &p.mentors[col]
	rules := p.rulesOf(row)
	for i := range rules {
		if rules[i].forbids(a, b) {
			return 0, false
		}
	}
	if a.Employee == b.Employee || a.slot != b.slot {
		return 0, false
	}
	if len(p.bans) > 0 {
		if _, banned := p.bans[[2]int64{a.Employee, b.Employee}]; banned {
			return 0, false
		}
	}
	total := p.total(a, b)
	return total, p.in.Settings.Floor == nil || total >= *p.in.Settings.Floor
}

// Row writes the score of a row with every column, pair by pair.
func (p *plain) Row(row int, dst []int32) {
	for col := range dst {
		dst[col] = p.entry(row, col)
	}
}

// entry is Score as a row holds it.
func (p *plain) entry(row, col int) int32 {
	points, ok := p.Score(row, col)
	if !ok {
		return assign.Forbidden
	}
	return int32(points)
}

// total is the sum of the criteria, whatever the rules say.
func (p *plain) total(a, b *plainPerson) int64 {
	var total int64
	for i := range p.criteria {
		points, _ := p.pointsOf(&p.criteria[i], a, b)
		total += points
	}
	return total
}

func (p *plain) pointsOf(c *plainCriterion, a, b *plainPerson) (points int64, missing bool) {
	if !c.slot.concerns(a) {
		return 0, false
	}
	if c.points != nil {
		return c.points(a, b)
	}
	num, den := c.share(a, b)
	return p.worth(c, num, den), den == 0
}

// worth is a share of a criterion's points, rounded to a step; 0 where den is 0.
func (p *plain) worth(c *plainCriterion, num, den int64) int64 {
	switch {
	case den == 0:
		return 0
	case c.most < 0:
		return -nearest(-c.most*num, den*p.step) * p.step
	}
	return nearest(c.most*num, den*p.step) * p.step
}

// nearest divides, halves upwards, for numbers that are not below 0.
func nearest(num, den int64) int64 {
	whole, rest := num/den, num%den
	if 2*rest >= den {
		whole++
	}
	return whole
}

// most is the most that any pair of any slot could have.
func (p *plain) most() int64 {
	most := p.mostOf(&plainPerson{})
	for i := range p.mentees {
		if x := &p.mentees[i]; x.slot != "" {
			most = max(most, p.mostOf(x))
		}
	}
	return most
}

// mostOf is the most that a pair of a mentee could have.
func (p *plain) mostOf(a *plainPerson) int64 {
	var most int64
	for _, c := range p.criteria {
		if c.slot.concerns(a) {
			most += max(0, c.most)
		}
	}
	return most
}
