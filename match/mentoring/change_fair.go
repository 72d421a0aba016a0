package mentoring

import (
	"cmp"
	"context"
	"maps"
	"slices"
)

// rerun looks for the smallest change where fairness counts. Who is placed then hangs
// on more than prices tell, and what some steps of a rule bring about more steps may
// undo, so that every candidate is applied and run, and nothing is bisected.
type rerun struct{ *search }

// try applies a change, runs again, and keeps the change if it places the mentee and
// is better than the best so far.
func (r rerun) try(c Change, done, total int) error {
	r.report(c.Kind, done, total)
	c.Mentee = r.mentee
	res, err := r.run(Apply(r.in, c))
	if err != nil {
		return err
	}
	has := 0
	for _, p := range res.Pairs {
		if p.Mentee == r.mentee {
			has++
		}
	}
	if has <= r.has {
		return nil
	}
	r.measure(&c, res.Pairs)
	if res.Fair != nil {
		c.Lowest = res.Fair.Lowest
	}
	if c.Kind == LockPair {
		c.Gets = c.Mentor
		c.Points = r.plain.total(&r.plain.mentees[r.row], &r.plain.mentors[r.m.colOf[c.Mentor]])
	}
	r.better(c)
	return nil
}

// run is Run for a question: without an answer there is an error.
func (r rerun) run(in Input) (*Result, error) {
	res, err := Run(r.ctx, in, Options{Workers: r.opts.Workers})
	if err == nil && res.Stopped {
		err = cmp.Or(r.ctx.Err(), context.Canceled)
	}
	return res, err
}

func (r rerun) oneMorePlace() (*Change, error) {
	for n, m := range r.m.mentors {
		if err := r.try(Change{Kind: OneMorePlace, Mentor: m.ID}, n, len(r.m.mentors)); err != nil {
			return nil, err
		}
	}
	return r.best, nil
}

// widen tries one step with each parameter, then two, and so on.
func (r rerun) widen() (*Change, error) {
	var err error
	if r.wider, err = r.widenings(); err != nil {
		return nil, err
	}
	return r.fewest(func(c Change, n, total int) error {
		c.Kind = WidenRule
		return r.try(c, n, total)
	})
}

// both is widen, with one more place of each mentor besides.
func (r rerun) both() (*Change, error) {
	return r.fewest(func(c Change, n, total int) error {
		all := len(r.m.mentors)
		for i, m := range r.m.mentors {
			c.Kind, c.Mentor = PlaceAndWiden, m.ID
			if err := r.try(c, n*all+i, total*all); err != nil {
				return err
			}
		}
		return nil
	})
}

// fewest offers all parameters that steps change anything of, the fewest steps first,
// until some work.
func (r rerun) fewest(offer func(c Change, n, total int) error) (*Change, error) {
	at, total := map[int][]widening{}, 0
	for _, w := range r.wider {
		for _, steps := range w.steps() {
			at[steps] = append(at[steps], w)
			total++
		}
	}
	n := 0
	for _, steps := range slices.Sorted(maps.Keys(at)) {
		for _, w := range at[steps] {
			if err := offer(w.change(WidenRule, steps), n, total); err != nil {
				return nil, err
			}
			n++
		}
		if r.best != nil {
			break
		}
	}
	return r.best, nil
}

func (r rerun) lockPair() (*Change, error) {
	groups := r.lockable()
	for _, breaks := range slices.Sorted(maps.Keys(groups)) {
		for n, l := range groups[breaks] {
			c := Change{Kind: LockPair, Mentor: r.m.mentors[l.col].ID, Overrides: l.breaks}
			if err := r.try(c, n, len(groups[breaks])); err != nil {
				return nil, err
			}
		}
		if r.best != nil {
			break
		}
	}
	return r.best, nil
}

// forced runs again with a pair locked: with fairness no prices tell what that costs.
func (a *Asker) forced(s *search, out WhyNotPair) (WhyNotPair, error) {
	lock := Change{Kind: LockPair, Mentee: s.mentee, Mentor: out.Explanation.Mentor}
	res, err := rerun{s}.run(Apply(a.in, lock))
	if err != nil {
		return out, err
	}
	out.Priced, out.Price = true, Loss{a.res.Matched - res.Matched, a.res.Total - res.Total}
	out.Lowest = res.Fair.Lowest
	out.Moves = slices.DeleteFunc(movesBetween(a.res.Pairs, res.Pairs), func(m Move) bool { return m.Mentee == s.mentee })
	return out, nil
}
