package stretch

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"understudy/match/assign"
)

// Asker answers questions about one input and its result. Its methods are safe for
// concurrent use.
type Asker struct {
	in    Input
	plain *plain
	res   *Result
	lock  sync.Mutex
	open  *assign.Questions
}

// NewAsker prepares questions; res may be nil where only Explain is asked. It errs as
// Run does for an input that contradicts itself.
func NewAsker(in Input, res *Result) (*Asker, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	a := &Asker{in: in, res: res}
	a.plain = newPlain(&a.in)
	return a, nil
}

// Explanation is why a person is worth what they are for an assignment, and whether
// they may do it.
type Explanation struct {
	Person, Assignment int64
	Points             int64
	Parts              []Part
	Rules              []RuleSaid
	Admissible         bool
}

// RuleSaid is whether one rule holds, and what it saw.
type RuleSaid struct {
	Rule     Rule
	Holds    bool
	Off      bool // set aside: it forbids nothing
	Evidence string
}

// Breaks are the rules that forbid it, each with its evidence.
func (e Explanation) Breaks() []string {
	var out []string
	for _, r := range e.Rules {
		if !r.Holds && !r.Off {
			out = append(out, r.Rule.String()+": "+r.Evidence)
		}
	}
	return out
}

// Reasons are where the points come from.
func (e Explanation) Reasons() []string {
	var out []string
	for _, part := range e.Parts {
		if part.Points != 0 {
			out = append(out, part.Evidence...)
		}
	}
	return out
}

// Explain says why a person is worth what they are for an assignment, whether they
// were proposed for it or not.
func (a *Asker) Explain(person, assignment int64) (Explanation, error) {
	row, col, err := a.find(person, assignment)
	if err != nil {
		return Explanation{}, err
	}
	x, y := a.plain.people[row], a.plain.assignments[col]
	e := Explanation{Person: person, Assignment: assignment, Points: a.plain.points(x, y), Parts: a.plain.parts(x, y), Admissible: a.plain.admissible(x, y)}
	for r := range rules {
		e.Rules = append(e.Rules, RuleSaid{r, a.plain.holds(r, x, y), !a.in.Settings.on(r), a.plain.sayRule(r, x, y)})
	}
	return e, nil
}

func (a *Asker) find(person, assignment int64) (row, col int, err error) {
	row, there := a.plain.rowOf[person]
	col, open := a.plain.colOf[assignment]
	if !there || !open {
		err = fmt.Errorf("stretch: person %d or assignment %d was not looked at", person, assignment)
	}
	return row, col, err
}

// Removal counts what one rule removed.
type Removal struct {
	Rule  Rule
	Count int // candidates that it removed; others may have too
	Alone int // candidates that it alone removed
}

// Fit is somebody whom every rule allows, for one assignment.
type Fit struct {
	Person, Assignment int64
	Points             int64
	Has                int64 // the assignment that they are proposed for; 0 none
}

// Without is why places are empty, or why someone has nothing: of how many candidates,
// which rule removed how many, and who or what is left.
type Without struct {
	Candidates int
	Removed    []Removal
	Allowed    []Fit // the most points first
}

// WhyEmpty looks at everybody for one assignment.
func (a *Asker) WhyEmpty(assignment int64) (Without, error) {
	col, ok := a.plain.colOf[assignment]
	if !ok {
		return Without{}, fmt.Errorf("stretch: assignment %d was not looked at", assignment)
	}
	c := counter{Asker: a}
	for row := range a.plain.people {
		c.look(row, col)
	}
	return c.without(), nil
}

// WhyNothing looks at every assignment for one person.
func (a *Asker) WhyNothing(person int64) (Without, error) {
	row, ok := a.plain.rowOf[person]
	if !ok {
		return Without{}, fmt.Errorf("stretch: person %d was not looked at", person)
	}
	c := counter{Asker: a}
	for col := range a.plain.assignments {
		c.look(row, col)
	}
	return c.without(), nil
}

// counter counts what rules remove.
type counter struct {
	*Asker
	counts, alone [rules]int
	has           map[int64]int64
	out           Without
}

func (c *counter) look(row, col int) {
	x, a := c.plain.people[row], c.plain.assignments[col]
	c.out.Candidates++
	broken, last := 0, Rule(0)
	for r := range rules {
		if c.in.Settings.on(r) && !c.plain.holds(r, x, a) {
			c.counts[r]++
			broken, last = broken+1, r
		}
	}
	switch {
	case broken == 1:
		c.alone[last]++
	case broken == 0:
		c.out.Allowed = append(c.out.Allowed, Fit{x.ID, a.ID, c.plain.points(x, a), c.hasNow(x.ID)})
	}
}

func (c *counter) hasNow(person int64) int64 {
	if c.has == nil {
		c.has = map[int64]int64{}
		if c.res != nil {
			for _, v := range c.res.Pairs {
				c.has[v.Person] = v.Assignment
			}
		}
	}
	return c.has[person]
}

func (c *counter) without() Without {
	for r := range rules {
		if c.counts[r] > 0 {
			c.out.Removed = append(c.out.Removed, Removal{r, c.counts[r], c.alone[r]})
		}
	}
	slices.SortFunc(c.out.Allowed, func(a, b Fit) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(a.Person, b.Person), cmp.Compare(a.Assignment, b.Assignment))
	})
	return c.out
}

// Choice is a pair that is not in the result, and what the result loses with it: places
// first. A loss below 0 is a gain, and a loss of nothing an equal result.
type Choice struct {
	Person, Assignment int64
	Points             int64
	Places             int   // lost
	Lost               int64 // points lost
	Moves              []Move
}

// Move is somebody who then does another assignment; 0 is none.
type Move struct{ Person, From, To int64 }

// ErrUnproved says that a stopped result has no prices by which a choice could be priced.
var ErrUnproved = errors.New("stretch: the run was stopped, so that nothing says what another choice costs")

// RunnerUp is whom an assignment would have next, at the least loss. ok is false where
// there is nobody.
func (a *Asker) RunnerUp(ctx context.Context, assignment int64) (c Choice, ok bool, err error) {
	col, known := a.plain.colOf[assignment]
	q, err := a.questions()
	if err != nil || !known {
		return c, false, err
	}
	price, ok, err := q.RunnerUpOf(ctx, col)
	if err != nil || !ok {
		return c, false, err
	}
	return a.choice(price), true, nil
}

// RunnerUpFor is what a person would have next.
func (a *Asker) RunnerUpFor(ctx context.Context, person int64) (c Choice, ok bool, err error) {
	row, known := a.plain.rowOf[person]
	q, err := a.questions()
	if err != nil || !known {
		return c, false, err
	}
	price, ok, err := q.RunnerUp(ctx, row)
	if err != nil || !ok {
		return c, false, err
	}
	return a.choice(price), true, nil
}

// Force prices a person for an assignment, exactly, and says who moves. A pair that a
// rule forbids counts as one of 0 points. assign.ErrNoPlace if the assignment has none.
func (a *Asker) Force(ctx context.Context, person, assignment int64) (Choice, error) {
	row, col, err := a.find(person, assignment)
	if err != nil {
		return Choice{}, err
	}
	q, err := a.questions()
	if err != nil {
		return Choice{}, err
	}
	price, err := q.Force(ctx, row, col)
	if err != nil {
		return Choice{}, err
	}
	return a.choice(price), nil
}

// MorePlace says what one more place of an assignment would gain, as a loss below 0.
func (a *Asker) MorePlace(ctx context.Context, assignment int64) (Choice, error) {
	col, ok := a.plain.colOf[assignment]
	if !ok {
		return Choice{}, fmt.Errorf("stretch: assignment %d was not looked at", assignment)
	}
	q, err := a.questions()
	if err != nil {
		return Choice{}, err
	}
	price, err := q.MorePlace(ctx, col)
	if err != nil {
		return Choice{}, err
	}
	return a.choice(price), nil
}

func (a *Asker) choice(price assign.Price) Choice {
	c := Choice{Places: price.Pairs, Lost: price.Points, Assignment: a.plain.assignments[price.Pair.Col].ID}
	if price.Pair.Row >= 0 {
		x := a.plain.people[price.Pair.Row]
		c.Person = x.ID
		c.Points = a.plain.points(x, a.plain.assignments[price.Pair.Col])
	}
	at := func(col int) int64 {
		if col < 0 {
			return 0
		}
		return a.plain.assignments[col].ID
	}
	for _, m := range price.Moves {
		c.Moves = append(c.Moves, Move{a.plain.people[m.Row].ID, at(m.From), at(m.To)})
	}
	return c
}

// questions turns the result back into the solver's terms, once.
func (a *Asker) questions() (*assign.Questions, error) {
	a.lock.Lock()
	defer a.lock.Unlock()
	if a.open != nil {
		return a.open, nil
	}
	if a.res == nil || !a.res.Proved {
		return nil, ErrUnproved
	}
	r := assign.Result{Total: a.res.Total, Lifted: a.res.Proof.Lifted, Bound: a.res.Proof.Lifted}
	r.Proof.U, r.Proof.V = make([]int64, len(a.plain.people)), make([]int64, len(a.plain.assignments))
	for _, v := range a.res.Pairs {
		row, col, err := a.find(v.Person, v.Assignment)
		if err != nil {
			return nil, err
		}
		r.Pairs = append(r.Pairs, assign.Pair{Row: row, Col: col})
	}
	for _, v := range a.res.Proof.People {
		r.Proof.U[a.plain.rowOf[v.ID]] = v.Price
	}
	for _, v := range a.res.Proof.Assignments {
		r.Proof.V[a.plain.colOf[v.ID]] = v.Price
	}
	q, err := assign.NewQuestions(a.plain.problem(newFast(a.plain)), r)
	if err != nil {
		return nil, fmt.Errorf("stretch: %w", err)
	}
	a.open = q
	return q, nil
}
