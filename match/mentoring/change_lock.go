package mentoring

import (
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

// lockOneOf prices all locks at once, from the prices where all the mentee's pairs are
// the locked one, since then the others' loss is the result's and the pair together.
// Where the mentee has somebody already every lock is solved again.
func (s *search) lockOneOf(candidates []lockable) error {
	var quotes []assign.Quote
	if s.has == 0 {
		var err error
		if quotes, err = s.o.ask.ForceAll(s.ctx, s.row); err != nil {
			return fmt.Errorf("mentoring: %w", err)
		}
	}
	for n, c := range candidates {
		s.report(LockPair, n, len(candidates))
		change := Change{Kind: LockPair, Mentee: s.mentee, Mentor: s.m.mentors[c.col].ID, Overrides: c.breaks}
		change.Points = s.plain.total(&s.plain.mentees[s.row], &s.plain.mentors[c.col])
		if quotes == nil {
			r, ok, err := s.try(twist{lock: &assign.Pair{Row: s.row, Col: c.col}})
			if err != nil {
				return err
			}
			if !ok {
				continue
			}
			points := change.Points
			s.measure(&change, s.pairsOf(r.Pairs))
			change.Points = points
		} else {
			quote := quotes[c.col]
			change.Loss = Loss{quote.Pairs + 1, quote.Points}
			if quote.Admissible {
				change.Loss.Points += change.Points
			}
		}
		change.Gets = change.Mentor
		s.better(change)
	}
	return nil
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
		if mentee := s.m.mentees[s.row]; x.Employee == mentee.Employee || x.slot != mentee.slot || has[x.ID] || !s.hasRoom(s.mentee, x.ID) {
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
