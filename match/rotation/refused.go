package rotation

import (
	"context"
	"fmt"
	"slices"
)

// Refused is a wish that a plan does not grant, and why. Exactly one of Rules, Short
// and Costs says it.
type Refused struct {
	Person, Wish int // the number of the wish among the person's
	// Rules forbid it to the person whatever others do: each of them alone or, where
	// Together, all of them together. All are about Person and the seat of the wish, in
	// the periods of the wish. RulePlaces: the seat is closed then. RuleLock: the
	// person is locked elsewhere, by the locks of the problem whose Person it is; other
	// rules are then not looked at.
	Rules    []Rule
	Together bool
	// Short is what would be missing, or too much, if it were granted in the best way
	// and nobody else moved: RuleCover, RuleLeast and RulePlaces, with the numbers that
	// Violation says. Their Person is None: it is the Person above who is lacking there
	// or one too many.
	Short []Violation
	// Costs is how many points fewer the plan would have, if nobody else moved.
	Costs int64
	// Instead is the person's plan with the wish granted, a seat or Home by period; nil
	// with Rules.
	Instead []int
}

// Explainer says why a plan does not grant wishes, one at a time or all of them. It
// is not for several goroutines at once.
type Explainer struct {
	p    *Problem
	plan Plan
	m    *model
	cols []*column
	q    *pricer
}

// NewExplainer reads a plan, which must keep the rules about people. Neither it nor
// the problem may change later.
func NewExplainer(p *Problem, plan Plan) (*Explainer, error) {
	m, cols, err := readPlan(p, plan)
	if err != nil {
		return nil, err
	}
	return &Explainer{p, plan, m, cols, newPricer(m)}, nil
}

// Why says why a wish is refused, by the person and the number of the wish among the
// person's. refused is false where the plan grants it or it is worth no more than 0.
func (e *Explainer) Why(person, wish int) (why Refused, refused bool, err error) {
	if person < 0 || person >= len(e.p.People) || wish < 0 || wish >= len(e.p.People[person].Wishes) {
		return Refused{}, false, fmt.Errorf("rotation: person %d has no wish %d", person, wish)
	}
	if x := e.p.People[person].Wishes[wish]; x.Points <= 0 || granted(e.plan[person], x) {
		return Refused{}, false, nil
	}
	return e.m.why(e.q, e.cols, person, wish), true, nil
}

// All says it of every refused wish, by person and wish. tell, unless nil, is called
// after each with how many are explained, and of how many. When ctx ends it answers
// those explained until then, and the error of ctx.
func (e *Explainer) All(ctx context.Context, tell func(done, of int)) ([]Refused, error) {
	var out []Refused
	var open [][2]int
	for i := range e.p.People {
		for w, wish := range e.p.People[i].Wishes {
			if wish.Points > 0 && !granted(e.plan[i], wish) {
				open = append(open, [2]int{i, w})
			}
		}
	}
	for k, x := range open {
		if ctx.Err() != nil {
			return out, ctx.Err()
		}
		out = append(out, e.m.why(e.q, e.cols, x[0], x[1]))
		if tell != nil {
			tell(k+1, len(open))
		}
	}
	return out, nil
}

// FindRefused says of every wish worth more than 0 that a plan does not grant why not.
// The plan must keep the rules about people.
func FindRefused(ctx context.Context, p *Problem, plan Plan) ([]Refused, error) {
	e, err := NewExplainer(p, plan)
	if err != nil {
		return nil, err
	}
	return e.All(ctx, nil)
}

// readPlan makes columns of a plan.
func readPlan(p *Problem, plan Plan) (*model, []*column, error) {
	m, err := newModel(p)
	if err != nil {
		return nil, nil, err
	}
	if len(plan) != len(p.People) {
		return nil, nil, fmt.Errorf("rotation: a plan for %d people, not for %d", len(plan), len(p.People))
	}
	cols := make([]*column, len(m.movers))
	for i, cells := range plan {
		if len(cells) != p.Periods {
			return nil, nil, fmt.Errorf("rotation: person %d has %d periods, not %d", i, len(cells), p.Periods)
		}
		k := m.ofPerson[i]
		if k < 0 {
			if slices.ContainsFunc(cells, func(s int) bool { return s != Home }) {
				return nil, nil, fmt.Errorf("rotation: the plan of person %d breaks a rule about them: correct it first", i)
			}
			continue
		}
		var ok bool
		if cols[k], ok = m.column(k, narrow(cells)); !ok {
			return nil, nil, fmt.Errorf("rotation: the plan of person %d breaks a rule about them: correct it first", i)
		}
	}
	return m, cols, nil
}

func narrow(cells []int) []int16 {
	out := make([]int16, len(cells))
	for t, s := range cells {
		out[t] = int16(s)
	}
	return out
}

func wide(cells []int16) []int {
	out := make([]int, len(cells))
	for t, s := range cells {
		out[t] = int(s)
	}
	return out
}

// granted says whether a placement in the seat begins in time.
func granted(cells []int, w Wish) bool {
	for t := w.From; t <= w.To; t++ {
		if cells[t] == w.Seat && (t == 0 || cells[t-1] != w.Seat) {
			return true
		}
	}
	return false
}

func (m *model) why(q *pricer, cols []*column, i, w int) Refused {
	out, wish := Refused{Person: i, Wish: w}, m.p.People[i].Wishes[w]
	k := m.ofPerson[i]
	if k >= 0 {
		turn := newTurns(m, q, slices.Clone(cols))
		turn.take(k, nil)
		if c := turn.granting(k, wish); c != nil {
			out.Instead = wide(c.cells)
			if out.Short = m.shortBy(turn.load, cols[k], c); len(out.Short) == 0 {
				out.Costs = cols[k].gain - c.gain
			}
			return out
		}
	}
	out.Rules, out.Together = m.p.blockers(i, []int{wish.Seat}, func(m *model, q *pricer, v *mover) bool {
		return newTurns(m, q, make([]*column, len(m.movers))).granting(m.ofPerson[v.id], wish) != nil
	})
	return out
}

// granting is the best column of a mover with a wish granted, or nil.
func (w *turns) granting(k int32, wish Wish) *column {
	v, T := w.m.movers[k], w.m.p.Periods
	local, ok := slices.BinarySearch(v.seats, int32(wish.Seat))
	if !ok {
		return nil
	}
	if !v.unit {
		lim := &limits{wish: make([]bool, len(v.seats)*T)}
		for t := wish.From; t <= wish.To; t++ {
			lim.wish[local*T+t] = true
		}
		return w.best(k, lim)
	}
	var best *column
	for t := wish.From; t <= wish.To; t++ {
		lim := &limits{seat: make([]bool, len(v.seats)*T), home: make([]bool, T)}
		lim.home[t] = true
		for s := range v.seats {
			lim.seat[s*T+t] = s != local
		}
		if c := w.best(k, lim); c != nil && (best == nil || w.worth(c) > w.worth(best)) {
			best = c
		}
	}
	return best
}

// shortBy lists what breaks with a new column that does not with the old one; load is
// that of all others.
func (m *model) shortBy(load []int, old, c *column) []Violation {
	var out []Violation
	in := func(c *column, r int) int {
		if _, ok := slices.BinarySearch(c.rows, int32(r)); ok {
			return 1
		}
		return 0
	}
	for r, x := range m.rows {
		was, n := load[r]+in(old, r), load[r]+in(c, r)
		switch {
		case n < x.lo && n < was:
			out = append(out, m.violation(r, x.lo-n, false))
		case n > x.hi && n > was:
			out = append(out, m.violation(r, n-x.hi, true))
		}
	}
	return out
}

func (m *model) violation(r, short int, over bool) Violation {
	x := m.rows[r]
	v := Violation{Rule: RuleCover, Person: None, Seat: x.seat, Period: x.period, Cover: None, Lock: None, Short: short}
	if x.seat == None {
		c := &m.classes[x.class]
		v.Team, v.Skill = c.team, c.skill
		v.Cover = m.coverOf(c, x.period)
		return v
	}
	v.Team, v.Skill = m.p.Seats[x.seat].Team, m.p.Seats[x.seat].Skill
	if v.Rule = RuleLeast; over {
		v.Rule = RulePlaces
	}
	return v
}

// blockers finds the rules about one person that alone make something impossible for
// them, in any plan of seats; where none does alone, a smallest set that does together.
func (p *Problem) blockers(i int, seats []int, possible func(*model, *pricer, *mover) bool) (rules []Rule, together bool) {
	var list []Rule
	for r := range RuleLeast {
		if p.binds(i, r) {
			list = append(list, r)
		}
	}
	list = append(list, RulePlaces)
	one := p.of(i)
	can := func(kept []Rule) bool {
		m, err := newModel(one.alone(seats, kept))
		if err != nil || m.ofPerson[0] < 0 {
			return false
		}
		return possible(m, newPricer(m), m.movers[m.ofPerson[0]])
	}
	if !can(nil) {
		return []Rule{RuleLock}, false // the locks alone: they hold in every question, with what they lift
	}
	for _, r := range list {
		if !can([]Rule{r}) {
			rules = append(rules, r)
		}
	}
	if len(rules) > 0 || can(list) {
		return rules, false
	}
	for k := 0; k < len(list); {
		if rest := slices.Delete(slices.Clone(list), k, k+1); !can(rest) {
			list = rest
		} else {
			k++
		}
	}
	return list, true
}

// of is the problem of one person, as if nobody else were there: what is asked about one
// must not take as long as there are people in the company.
func (p *Problem) of(i int) *Problem {
	q := *p
	q.People, q.Locks, q.Bans, q.Refusals, q.Waivers, q.Published = p.People[i:i+1], nil, nil, nil, nil, nil
	for _, x := range p.Locks {
		if x.Person == i {
			x.Person = 0
			q.Locks = append(q.Locks, x)
		}
	}
	for _, x := range p.Bans {
		if x.Person == i {
			q.Bans = append(q.Bans, Pair{0, x.Seat})
		}
	}
	for _, x := range p.Refusals {
		if x.Person == i {
			q.Refusals = append(q.Refusals, Refusal{0, x.Seat, x.By})
		}
	}
	for _, x := range p.Waivers {
		if x.Person == i {
			q.Waivers = append(q.Waivers, Waiver{0, x.Seat, x.Rule})
		}
	}
	return &q
}

// alone is the problem of the only person for whom only the locks and some rules hold,
// with what could matter for being in some seats.
func (p *Problem) alone(seats []int, kept []Rule) *Problem {
	var set []Member
	for k := range p.Locks {
		set = append(set, Member{Rule: RuleLock, Lock: k})
	}
	for _, r := range kept {
		if r != RulePlaces {
			set = append(set, Member{Rule: r})
			continue
		}
		for s := range p.Seats {
			for t := range p.Periods {
				set = append(set, Member{Rule: RulePlaces, Seat: s, Period: t})
			}
		}
	}
	q := p.only(set)
	q.leave(seats...)
	clear(q.still)
	return q
}
