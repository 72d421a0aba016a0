package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
)

// Asker answers questions about one input and its result. It prepares lookups
// once; its methods are safe for concurrent use.
type Asker struct {
	in      Input
	m       *model
	plain   *plain
	res     *Result
	holders map[int64][]Pair // pairs of the result, by mentor
	has     map[int64][]Pair // by mentee
	lock    sync.Mutex
	open    *opened
}

// NewAsker prepares questions; res may be nil where only Explain is asked. It errs
// as Run does for an input that contradicts itself.
func NewAsker(in Input, res *Result) (*Asker, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	p, err := newPlain(in)
	if err != nil {
		return nil, err
	}
	a := &Asker{in: in, plain: p, res: res, holders: map[int64][]Pair{}, has: map[int64][]Pair{}}
	a.m = newModel(&a.in)
	if res != nil {
		for _, pair := range res.Pairs {
			a.holders[pair.Mentor] = append(a.holders[pair.Mentor], pair)
			a.has[pair.Mentee] = append(a.has[pair.Mentee], pair)
		}
	}
	return a, nil
}

// errNoResult is answered to questions that need a result.
var errNoResult = fmt.Errorf("mentoring: there is no result to ask about")

// Explain says why the pair of two enrolments is worth what it is worth, whether
// it is in the result or not.
func (a *Asker) Explain(mentee, mentor int64) (Explanation, error) {
	row, col := a.plain.rowOf(mentee), a.plain.colOf(mentor)
	if row < 0 || col < 0 {
		return Explanation{}, fmt.Errorf("mentoring: mentee %d or mentor %d is not enrolled", mentee, mentor)
	}
	x, y := &a.plain.mentees[row], &a.plain.mentors[col]
	out := Explanation{Mentee: mentee, Mentor: mentor, Most: a.plain.mostOf(x), Admissible: true}
	out.Self, out.OtherSlot = x.Employee == y.Employee, x.slot != y.slot
	for i := range a.plain.criteria {
		if !a.plain.criteria[i].slot.concerns(x) {
			continue
		}
		part := a.plain.explainPart(&a.plain.criteria[i], x, y)
		out.Points += part.Points
		out.Parts = append(out.Parts, part)
	}
	for _, r := range a.plain.rulesAbout(row) {
		rule := explainRule(&r, x, y)
		out.Admissible = out.Admissible && rule.Holds
		out.Rules = append(out.Rules, rule)
	}
	out.BanReason, out.Banned = a.plain.bans[[2]int64{x.Employee, y.Employee}]
	out.UnderFloor = a.in.Settings.Floor != nil && out.Points < *a.in.Settings.Floor
	out.Admissible = out.Admissible && !out.Banned && !out.UnderFloor && !out.Self && !out.OtherSlot
	if at := slices.IndexFunc(a.in.Locks, func(l Lock) bool { return l.Mentee == mentee && l.Mentor == mentor }); at >= 0 {
		out.Locked, out.Lock = true, a.in.Locks[at]
	}
	return out, nil
}

func (p *plain) explainPart(c *plainCriterion, a, b *plainPerson) ExplainedPart {
	points, missing := p.pointsOf(c, a, b)
	part := ExplainedPart{Criterion: c.name, Kind: c.kind, Points: points, Most: c.most, Missing: missing}
	if c.most != 0 {
		part.Share = float64(points) / float64(c.most)
	}
	part.Evidence = c.say(a, b)
	return part
}

func explainRule(r *plainRule, a, b *plainPerson) ExplainedRule {
	return ExplainedRule{
		Rule: r.name, Kind: r.kind, Holds: !r.forbids(a, b), Widened: r.widened,
		Missing: r.rule(a, b) == unknown, Evidence: r.say(a, b),
	}
}

// WhyNot says what stands between a mentee and each mentor: what removed how many
// candidates, and who holds the places of the mentors that are left.
func (a *Asker) WhyNot(mentee int64) (WhyNot, error) {
	row := a.plain.rowOf(mentee)
	if row < 0 {
		return WhyNot{}, fmt.Errorf("mentoring: mentee %d is not enrolled", mentee)
	}
	if a.res == nil {
		return WhyNot{}, errNoResult
	}
	out := WhyNot{Mentee: mentee, NotDecided: a.res.Stopped}
	counts := a.plain.newRemovals(row, a.lowest())
	for col := range a.plain.mentors {
		x, y := &a.plain.mentees[row], &a.plain.mentors[col]
		if !candidate(x, y) {
			continue
		}
		out.Candidates++
		if !a.plain.remove(counts, row, x, y, a.lowest()) {
			out.Allowed++
			out.Taken = append(out.Taken, a.taken(x, y))
		}
	}
	for _, r := range counts {
		if r.Count > 0 {
			out.Removed = append(out.Removed, r)
		}
	}
	slices.SortStableFunc(out.Taken, func(a, b Taken) int {
		return cmp.Or(cmp.Compare(b.Points, a.Points), cmp.Compare(a.Mentor, b.Mentor))
	})
	return out, nil
}

// lowest is what a pair must be worth where the result raised the lowest; nil if not.
func (a *Asker) lowest() *int64 {
	if a.res == nil || a.res.Fair == nil {
		return nil
	}
	return a.res.Fair.Lowest
}

// newRemovals has a counter for each rule, for bans and the floor, and for the lowest
// points where a result raised them.
func (p *plain) newRemovals(row int, lowest *int64) []Removal {
	var out []Removal
	for _, r := range p.rulesAbout(row) {
		out = append(out, Removal{By: r.name, Kind: r.kind})
	}
	out = append(out, Removal{By: BreaksBan}, Removal{By: BreaksFloor})
	if lowest != nil {
		out = append(out, Removal{By: BreaksLowest})
	}
	return out
}

// remove counts everything that removes one candidate, and whether it is removed.
func (p *plain) remove(counts []Removal, row int, a, b *plainPerson, lowest *int64) bool {
	removed, last := 0, 0
	by := func(at int, gone bool) {
		if gone {
			counts[at].Count++
			removed, last = removed+1, at
		}
	}
	rules := p.rulesAbout(row)
	for i, r := range rules {
		by(i, r.forbids(a, b))
	}
	_, banned := p.bans[[2]int64{a.Employee, b.Employee}]
	by(len(rules), banned)
	by(len(rules)+1, p.in.Settings.Floor != nil && p.total(a, b) < *p.in.Settings.Floor)
	if lowest != nil {
		by(len(rules)+2, p.total(a, b) < *lowest)
	}
	if removed == 1 {
		counts[last].Alone++
	}
	return removed > 0
}

func (a *Asker) taken(x, y *plainPerson) Taken {
	t := Taken{Mentor: y.ID, Points: a.plain.total(x, y), Places: y.Places}
	for _, pair := range a.holders[y.ID] {
		t.Mine = t.Mine || pair.Mentee == x.ID
		t.By = append(t.By, Holder{Mentee: pair.Mentee, Points: pair.Points, Locked: pair.Locked, WorthMore: pair.Points > t.Points})
	}
	for i, h := range t.By {
		if a.in.Settings.Fairness == Stable {
			break // a swap for as many points may leave two who would rather have each other
		}
		if h.Points == t.Points && !h.Locked && !t.Mine && len(a.has[x.ID]) < x.Places {
			t.By[i].Tie = a.decided(Tie{Equal: true, Keeps: h.Mentee, Over: x.ID})
		}
	}
	t.Free = max(0, t.Places-len(t.By))
	return t
}

// WhyNotPair says which rules forbid a pair, or what forcing it costs and who moves:
// with fairness by running again with the pair locked, which changes the lowest of the
// others and never counts toward it. A cancelled ctx is an error.
func (a *Asker) WhyNotPair(ctx context.Context, mentee, mentor int64) (WhyNotPair, error) {
	if a.res == nil {
		return WhyNotPair{}, errNoResult
	}
	why, err := a.Explain(mentee, mentor)
	if err != nil {
		return WhyNotPair{}, err
	}
	out := WhyNotPair{Explanation: why, Forbidden: a.forbidden(why)}
	out.InResult = slices.ContainsFunc(a.has[mentee], func(p Pair) bool { return p.Mentor == mentor })
	out.UnderLowest = a.lowest() != nil && why.Points < *a.lowest()
	if out.InResult || len(out.Forbidden) > 0 {
		return out, nil
	}
	if a.in.Settings.Fairness != "" {
		if !a.res.Proved {
			return out, nil
		}
		return a.forced(&search{Asker: a, ctx: ctx, row: a.m.rowOf[mentee], mentee: mentee}, out)
	}
	o, err := a.provedOnly()
	if o == nil {
		return out, err
	}
	price, err := o.ask.Force(ctx, a.m.rowOf[mentee], a.m.colOf[mentor])
	if err != nil {
		return out, err
	}
	out.Priced, out.Price = true, Loss{price.Pairs, price.Points}
	moves := a.movesOf(price)
	out.Tie = a.tieOf(out.Price, moves)
	out.Moves = slices.DeleteFunc(moves, func(m Move) bool { return m.Mentee == mentee })
	return out, nil
}

// forbidden lists what keeps a pair from being made at all.
func (a *Asker) forbidden(why Explanation) []string {
	var out []string
	for _, b := range why.Breaks() {
		out = append(out, b.What)
	}
	if !a.hasRoom(why.Mentee, why.Mentor) {
		out = append(out, BreaksCapacity)
	}
	return out
}

// hasRoom: neither side's places are all taken by locks.
func (a *Asker) hasRoom(mentee, mentor int64) bool {
	mentees := a.m.mentees[a.m.rowOf[mentee]].Places
	for _, l := range a.in.Locks {
		if l.Mentee == mentee {
			mentees--
		}
	}
	return mentees > 0 && a.placesLeft(a.m.colOf[mentor]) > 0
}

// placesLeft are the places of a mentor that locks left; below 0 where locks override
// how many there are.
func (a *Asker) placesLeft(col int) int {
	mentor := a.m.mentors[col]
	left := mentor.Places
	for _, l := range a.in.Locks {
		if l.Mentor == mentor.ID {
			left--
		}
	}
	return left
}
