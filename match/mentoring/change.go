package mentoring

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"

	"understudy/match/assign"
)

// ErrNoChange says that no change of the four kinds places the mentee.
var ErrNoChange = errors.New("no change places this mentee")

// ErrNotDecided says that the run was stopped, so that nobody is unmatched yet.
var ErrNotDecided = errors.New("the run was stopped: nothing is decided")

// SmallestChange finds the first change, in the order of [ChangeKind], that
// applied alone and re-run fills one more place of the mentee; within a kind the
// fewest units, then the least loss to the others, then the lowest id (mentor's
// enrolment, or the rule's place in the settings). Exact: whatever is not ruled out by
// the prices is solved again; with fairness no price rules anything out, and every
// candidate is run. Errors: [ErrNoChange], [ErrNotDecided], ctx's error when cancelled.
func (a *Asker) SmallestChange(ctx context.Context, mentee int64, opts Options) (Change, error) {
	s, err := a.newSearch(ctx, mentee, opts)
	if err != nil {
		return Change{}, err
	}
	kinds := []func() (*Change, error){s.oneMorePlace, s.widen, s.both, s.lockPair}
	if a.in.Settings.Fairness != "" {
		r := rerun{s}
		kinds = []func() (*Change, error){r.oneMorePlace, r.widen, r.both, r.lockPair}
	}
	for _, kind := range kinds {
		change, err := kind()
		if err != nil {
			return Change{}, err
		}
		if change != nil {
			return *change, nil
		}
	}
	return Change{}, ErrNoChange
}

// search looks for changes that place one mentee.
type search struct {
	*Asker
	o      *opened // nil with fairness
	ctx    context.Context
	opts   Options
	row    int
	mentee int64
	now    []Pair // all pairs of the result asked about
	has    int    // how many of them are the mentee's
	best   *Change
	wider  []widening // filled by widen
}

func (a *Asker) newSearch(ctx context.Context, mentee int64, opts Options) (*search, error) {
	row, ok := a.m.rowOf[mentee]
	switch {
	case !ok:
		return nil, fmt.Errorf("mentoring: mentee %d is not enrolled", mentee)
	case a.res == nil:
		return nil, errNoResult
	case !a.res.Proved:
		return nil, ErrNotDecided
	}
	s := &search{Asker: a, ctx: ctx, opts: opts, row: row, mentee: mentee, now: a.res.Pairs, has: len(a.has[mentee])}
	if a.in.Settings.Fairness == "" {
		var err error
		if s.o, err = a.opened(); err != nil {
			return nil, err
		}
	}
	if s.has >= a.m.mentees[row].Places {
		return nil, fmt.Errorf("mentoring: mentee %d has no unfilled place", mentee)
	}
	return s, nil
}

func (s *search) placesIn(r assign.Result) int {
	n := 0
	for _, x := range r.Pairs {
		if x.Row == s.row {
			n++
		}
	}
	return n
}

// try solves with a twist and says whether the mentee gets one more place.
func (s *search) try(t twist) (assign.Result, bool, error) {
	r, err := s.o.solve(s.ctx, t, s.opts)
	return r, err == nil && s.placesIn(r) > s.has, err
}

// offer keeps a change that works if it is better than the best so far.
func (s *search) offer(c Change, r assign.Result) {
	s.measure(&c, s.pairsOf(r.Pairs))
	s.better(c)
}

// better keeps the better of two changes that work: of equal ones that of the lower
// mentor's id, or of the earlier rule, which comes first.
func (s *search) better(c Change) {
	order := -1
	if s.best != nil {
		order = s.compare(c.Loss, s.best.Loss)
		if order == 0 && c.Rule == s.best.Rule && c.Param == s.best.Param {
			order = cmp.Compare(c.Mentor, s.best.Mentor)
		}
	}
	if order < 0 {
		s.best = &c
	}
}

func (s *search) less(a, b Loss) bool { return s.compare(a, b) < 0 }

func (s *search) compare(a, b Loss) int {
	if s.in.Settings.Objective == MostPoints {
		return cmp.Or(cmp.Compare(a.Points, b.Points), cmp.Compare(a.Places, b.Places))
	}
	return cmp.Or(cmp.Compare(a.Places, b.Places), cmp.Compare(a.Points, b.Points))
}

// measure fills in who the mentee gets and what the others lose.
func (s *search) measure(c *Change, after []Pair) {
	c.Mentee = s.mentee
	for _, p := range s.now {
		if p.Mentee != s.mentee {
			c.Loss = Loss{c.Loss.Places + 1, c.Loss.Points + p.Points}
		}
	}
	had := func(mentor int64) bool {
		return slices.ContainsFunc(s.now, func(p Pair) bool { return p.Mentee == s.mentee && p.Mentor == mentor })
	}
	for _, p := range after {
		if p.Mentee != s.mentee {
			c.Loss = Loss{c.Loss.Places - 1, c.Loss.Points - p.Points}
		} else if c.Gets == 0 && !had(p.Mentor) {
			c.Gets, c.Points = p.Mentor, p.Points
		}
	}
}

func (s *search) report(kind ChangeKind, done, total int) {
	if s.opts.Progress != nil {
		s.opts.Progress(assign.Progress{Stage: "smallest change: " + string(kind), Done: done, Total: total})
	}
}

// oneMorePlace tries the mentors whose one more place brings the mentee in.
func (s *search) oneMorePlace() (*Change, error) {
	openings, err := s.o.ask.Openings(s.ctx, s.row, nil)
	if err != nil {
		return nil, fmt.Errorf("mentoring: %w", err)
	}
	return s.place(Change{Kind: OneMorePlace}, twist{}, openings)
}

// place looks for the mentor whose one more place, on top of a twist, places the
// mentee. Prices say which do, and what the others lose at least, but not which of
// equal mentors the mentee then gets, on which the loss depends: those that could be
// best are solved again, the most promising first, so that few have to be.
func (s *search) place(c Change, t twist, openings []assign.Opening) (*Change, error) {
	if s.has == 0 {
		slices.SortStableFunc(openings, func(a, b assign.Opening) int { return cmp.Compare(a.Loss, b.Loss) })
	}
	for n, x := range openings {
		if s.has == 0 && s.best != nil && s.less(s.best.Loss, Loss{0, x.Loss}) {
			break
		}
		s.report(c.Kind, n, len(openings))
		c.Mentor, t.more = s.m.mentors[x.Col].ID, []int{x.Col}
		r, ok, err := s.try(t)
		if err != nil {
			return nil, err
		}
		if ok {
			s.offer(c, r)
		}
	}
	return s.best, nil
}
