package rotation

import (
	"context"
	"errors"
	"slices"
)

// Change is what a repair changes for one person, and why.
type Change struct {
	Person         int
	Dropped, Added []Placement
	// Rules forbid what was published: each of them alone or, where Together, all of
	// them together. RulePlaces: a seat is closed.
	Rules    []Rule
	Together bool
	// Short is what would be missing, or too much, if the person alone kept what was
	// published and everybody else followed the new plan.
	Short []Violation
}

// Repaired is a plan for a problem that changed after its plan was published.
type Repaired struct {
	Result
	Problem *Problem // the one that was solved: what is over is locked, changes have their cost
	Changed int      // placements dropped and added
	Points  int64    // of the plan, without the cost of changes
	Changes []Change // by person
}

// Repair finds, of all plans that leave the periods before from as they were
// published, one with the fewest placements dropped and added, and of those one with
// the most points. What began before from may be broken off or prolonged whatever
// the rules about people say. Locks on periods that are over are left aside.
func Repair(ctx context.Context, p *Problem, published Plan, from int, o Options) (Repaired, error) {
	q, err := p.frozen(published, from)
	if err != nil {
		return Repaired{}, err
	}
	if err := q.fewestChanges(); err != nil {
		return Repaired{}, err
	}
	r, err := Solve(ctx, q, o)
	if err != nil || r.Plan == nil {
		return Repaired{Result: r, Problem: q}, err
	}
	out := Repaired{Result: r, Problem: q}
	now := r.Plan.Placements()
	for i := range q.People {
		if c, any := change(q.Published, now, i); any {
			out.Changed += len(c.Dropped) + len(c.Added)
			out.Changes = append(out.Changes, c)
		}
	}
	out.Points = r.Value + q.Rules.ChangeCost*int64(out.Changed)
	return out, q.explainChanges(r.Plan, published, out.Changes)
}

// frozen is the problem in which the periods before from are as they were published.
func (p *Problem) frozen(published Plan, from int) (*Problem, error) {
	if err := p.Check(); err != nil {
		return nil, err
	}
	if len(published) != len(p.People) || from < 0 || from > p.Periods {
		return nil, errors.New("rotation: the published plan is of other people or periods")
	}
	q := *p
	q.Past, q.Locks, q.Published = from, nil, published.Placements()
	q.Covers = slices.Clone(p.Covers)
	for _, l := range p.Locks {
		if l.To >= from {
			l.From = max(l.From, from)
			q.Locks = append(q.Locks, l)
		}
	}
	for i, cells := range published {
		if len(cells) != p.Periods {
			return nil, errors.New("rotation: the published plan is of other people or periods")
		}
		for t := 0; t < from; {
			to := t
			for to+1 < from && cells[to+1] == cells[t] {
				to++
			}
			l := Lock{Person: i, Seat: cells[t], From: t, To: to}
			if l.Seat != Home {
				for r := range RuleLeast {
					if r != RuleRepeat && r != RulePlacements { // they still count
						l.Overrides = append(l.Overrides, r)
					}
				}
			}
			q.Locks = append(q.Locks, l)
			t = to + 1
		}
	}
	return &q, q.Check()
}

// fewestChanges makes one change cost more than any two plans differ in points.
func (p *Problem) fewestChanges() error {
	p.Rules.ChangeCost = 0
	m, err := newModel(p)
	if err != nil {
		return err
	}
	cost := (m.most*int64(len(m.movers)) + 1 + m.step) / m.step * m.step
	if cost > MaxPoints*1000 {
		return errTooMuch
	}
	p.Rules.ChangeCost = cost
	return nil
}

// change compares the placements of one person.
func change(before, now []Placement, i int) (Change, bool) {
	c := Change{Person: i}
	for _, x := range before {
		if x.Person == i && !slices.Contains(now, x) {
			c.Dropped = append(c.Dropped, x)
		}
	}
	for _, x := range now {
		if x.Person == i && !slices.Contains(before, x) {
			c.Added = append(c.Added, x)
		}
	}
	return c, len(c.Dropped)+len(c.Added) > 0
}

// explainChanges says for each change why what was published could not stay.
func (p *Problem) explainChanges(plan, published Plan, changes []Change) error {
	m, cols, err := readPlan(p, plan)
	if err != nil {
		return err
	}
	for e := range changes {
		c := &changes[e]
		cells := narrow(published[c.Person])
		k := m.ofPerson[c.Person]
		if k >= 0 {
			if old, ok := m.column(k, cells); ok {
				w := newTurns(m, nil, slices.Clone(cols))
				w.take(k, nil)
				c.Short = m.shortBy(w.load, cols[k], old)
				continue
			}
		}
		c.Rules, c.Together = p.blockers(c.Person, seatsOf(cells), func(m *model, _ *pricer, v *mover) bool {
			_, ok := m.column(m.ofPerson[v.id], cells)
			return ok
		})
	}
	return nil
}

// seatsOf are the seats that cells name.
func seatsOf(cells []int16) []int {
	var out []int
	for _, s := range cells {
		if s != Home && !slices.Contains(out, int(s)) {
			out = append(out, int(s))
		}
	}
	return out
}
