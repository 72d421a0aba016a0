package mentoring

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"understudy/match/assign"
)

// lockPair finds the lock that costs the others least: with an allowed mentor, or
// where none helps with one who breaks the fewest rules. (A lock always places whom
// nobody has; one for a further place can cost the mentee another.)
func (s *search) lockPair() (*Change, error) {
	groups := s.lockable()
	for _, breaks := range slices.Sorted(maps.Keys(groups)) {
		if err := s.lockOneOf(groups[breaks]); err != nil || s.best != nil {
			return s.best, err
		}
	}
	return nil, nil
}

func (s *search) lockOneOf(candidates []lockable) error {
	price := s.o.base.Proof.V
	// Taking a place of a mentor costs the others at least its price, so that the
	// search can end once the price alone is more than the best.
	if s.has == 0 {
		slices.SortStableFunc(candidates, func(a, b lockable) int { return cmp.Compare(price[a.col], price[b.col]) })
	}
	for n, c := range candidates {
		if s.has == 0 && s.best != nil && price[c.col] > max(0, s.o.lifted(s.best.Loss)) {
			break
		}
		s.report(LockPair, n, len(candidates))
		if err := s.lockWith(c); err != nil {
			return err
		}
	}
	return nil
}

// lockWith prices one lock: from the prices where all the mentee's pairs are the
// locked one, since then the others' loss is the result's and the pair together.
func (s *search) lockWith(c lockable) error {
	change := Change{Kind: LockPair, Mentee: s.mentee, Mentor: s.m.mentors[c.col].ID, Overrides: c.breaks}
	change.Gets = change.Mentor
	change.Points = s.plain.total(&s.plain.mentees[s.row], &s.plain.mentors[c.col])
	if s.has == 0 {
		price, err := s.o.ask.Force(s.ctx, s.row, c.col)
		if err != nil {
			return fmt.Errorf("mentoring: %w", err)
		}
		change.Loss = Loss{price.Pairs + 1, price.Points}
		if price.Admissible {
			change.Loss.Points += change.Points
		}
		s.offerLock(change)
		return nil
	}
	r, ok, err := s.try(twist{lock: &assign.Pair{Row: s.row, Col: c.col}})
	if ok {
		change.Loss = Loss{}
		s.measure(&change, s.pairsOf(r.Pairs))
		change.Gets = change.Mentor
		s.offerLock(change)
	}
	return err
}

// offerLock is offer, with the lower id among equal losses.
func (s *search) offerLock(c Change) {
	if s.best == nil || cmp.Or(s.compare(c.Loss, s.best.Loss), cmp.Compare(c.Mentor, s.best.Mentor)) < 0 {
		s.best = &c
	}
}

// lifted is a loss in the unit of the prices.
func (o *opened) lifted(l Loss) int64 {
	open := int64(len(o.base.Pairs) - len(o.problem.Locks))
	if open == 0 {
		return 1 << 62 // nothing was lifted: never end early
	}
	if o.problem.Objective == assign.MostPoints {
		each := int64(1)
		if o.base.Total != 0 {
			each = (o.base.Lifted - open) / o.base.Total
		}
		return each*l.Points + int64(l.Places)
	}
	return (o.base.Lifted-o.base.Total)/open*int64(l.Places) + l.Points
}

type lockable struct {
	col    int
	breaks []string
}

// lockable lists the mentors with room for a lock, by how much it would break.
func (s *search) lockable() map[int][]lockable {
	has := map[int64]bool{}
	for _, p := range s.now {
		if p.Mentee == s.mentee {
			has[p.Mentor] = true
		}
	}
	by := map[int][]lockable{}
	for col, x := range s.m.mentors {
		if x.Employee == s.m.mentees[s.row].Employee || has[x.ID] || !s.hasRoom(s.mentee, x.ID) {
			continue
		}
		var breaks []string
		for _, b := range s.plain.breaksOf(Lock{Mentee: s.mentee, Mentor: x.ID}) {
			breaks = append(breaks, b.Breaks)
		}
		by[len(breaks)] = append(by[len(breaks)], lockable{col, breaks})
	}
	return by
}

// Apply returns the input with the change made; in is left as it was. Reasons say
// what proposed the change.
func Apply(in Input, c Change) Input {
	const reason = "smallest change that places this mentee"
	if c.Kind == OneMorePlace || c.Kind == PlaceAndWiden {
		in.Mentors = slices.Clone(in.Mentors)
		for i := range in.Mentors {
			if in.Mentors[i].ID == c.Mentor {
				in.Mentors[i].Places++
			}
		}
	}
	if c.Kind == WidenRule || c.Kind == PlaceAndWiden {
		x := Exception{Mentee: c.Mentee, Rule: c.Rule, Param: c.Param, Steps: c.Steps, Reason: reason}
		in.Exceptions = append(slices.Clone(in.Exceptions), x)
	}
	if c.Kind == LockPair {
		l := Lock{Mentee: c.Mentee, Mentor: c.Mentor, Reason: reason}
		if len(c.Overrides) > 0 {
			l.Overrides, l.OverrideReason = c.Overrides, reason
		}
		in.Locks = append(slices.Clone(in.Locks), l)
	}
	return in
}
