package mentoring

import (
	"cmp"
	"context"
	"errors"
	"slices"
	"testing"
)

// TestTheSmallestChangeIsTheOneThatTryingEverythingFinds compares with an oracle
// that prunes nothing: it applies every change and runs again.
func TestTheSmallestChangeIsTheOneThatTryingEverythingFinds(t *testing.T) {
	seeds, asked, kinds := 150, 0, map[ChangeKind]int{}
	if testing.Short() {
		seeds = 60
	}
	for seed := range seeds {
		in := randomInput(seeded(uint64(seed)), 9)
		if seed%2 == 1 {
			in.Exceptions = randomExceptions(seeded(uint64(seed)), in)
		}
		res := mustRun(t, in)
		if seed%3 == 0 && len(res.Pairs) > 0 {
			in.Locks = []Lock{{Mentee: res.Pairs[0].Mentee, Mentor: res.Pairs[0].Mentor}}
			res = mustRun(t, in)
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range res.Unmatched {
			got, err := a.SmallestChange(context.Background(), u.Mentee, Options{})
			if err != nil && !errors.Is(err, ErrNoChange) {
				t.Fatal(err)
			}
			want := slowestChange(t, in, res, u.Mentee)
			if want.Kind == LockPair {
				want.Overrides = got.Overrides // checked by running it
			}
			if got.Kind != want.Kind || got.Mentor != want.Mentor || got.Loss != want.Loss || got.Rule != want.Rule || got.Param != want.Param || got.Steps != want.Steps {
				t.Fatalf("seed %d, mentee %d:\ngot  %+v\nwant %+v\n%+v", seed, u.Mentee, got, want, in.Settings)
			}
			if got.Kind != "" {
				checkUnmatched(t, in, res, u.Mentee)
			}
			asked++
			kinds[got.Kind]++
		}
	}
	t.Logf("%d questions: %v", asked, kinds)
	for _, kind := range []ChangeKind{OneMorePlace, WidenRule, PlaceAndWiden, LockPair} {
		if kinds[kind] == 0 && kind != PlaceAndWiden {
			t.Errorf("no answer was %s", kind)
		}
	}
}

// With fairness the same oracle holds: what it finds has to be found, and nothing else.
func TestTheSmallestChangeWithFairnessIsTheOneThatTryingEverythingFinds(t *testing.T) {
	seeds, kinds := 40, map[ChangeKind]int{}
	if testing.Short() {
		seeds = 30
	}
	for seed := range uint64(seeds) {
		for _, fairness := range []Fairness{RaiseLowest, Leximin, Stable} {
			in := fairInput(seed, 6, fairness)
			res := mustRun(t, in)
			if slices.ContainsFunc(res.Pairs, func(p Pair) bool { return slices.Contains(p.Overrides, BreaksCapacity) }) {
				continue
			}
			for i := range in.Locks { // else one of them takes the blame for a further lock
				in.Locks[i].Overrides = slices.DeleteFunc(in.Locks[i].Overrides, func(b string) bool { return b == BreaksCapacity })
			}
			a, err := NewAsker(in, res)
			if err != nil {
				t.Fatal(err)
			}
			for _, u := range res.Unmatched {
				got, err := a.SmallestChange(context.Background(), u.Mentee, Options{})
				if err != nil && !errors.Is(err, ErrNoChange) {
					t.Fatal(err)
				}
				want := slowestChange(t, in, res, u.Mentee)
				if got.Kind != want.Kind || got.Mentor != want.Mentor || got.Loss != want.Loss || got.Rule != want.Rule || got.Param != want.Param || got.Steps != want.Steps {
					t.Fatalf("seed %d, %s, mentee %d:\ngot  %+v\nwant %+v\n%+v", seed, fairness, u.Mentee, got, want, in.Settings)
				}
				kinds[got.Kind]++
			}
		}
	}
	t.Logf("%v", kinds)
	for _, kind := range []ChangeKind{OneMorePlace, WidenRule, LockPair} {
		if kinds[kind] == 0 {
			t.Errorf("no answer was %s", kind)
		}
	}
}

func slowestChange(t *testing.T, in Input, res *Result, mentee int64) Change {
	o := oracle{t: t, in: in, res: res, mentee: mentee}
	for _, m := range newModel(&in).mentors {
		o.offer(Change{Kind: OneMorePlace, Mentor: m.ID})
	}
	if !o.found {
		o.widened(func(c Change) { c.Kind = WidenRule; o.offer(c) })
	}
	if !o.found {
		o.widened(func(c Change) {
			for _, m := range newModel(&in).mentors {
				c.Kind, c.Mentor = PlaceAndWiden, m.ID
				o.offer(c)
			}
		})
	}
	if !o.found {
		o.locks()
	}
	return o.best
}

type oracle struct {
	t      *testing.T
	in     Input
	res    *Result
	mentee int64
	best   Change
	found  bool
}

// widened offers every rule widened by the fewest steps with which any works.
func (o *oracle) widened(offer func(Change)) {
	for steps := 1; steps <= 50 && !o.found; steps++ {
		for _, r := range o.in.Settings.Rules {
			k, _ := KindByName(r.Kind)
			for _, p := range k.Params {
				if _, err := Widen(r, p.Name, steps); err == nil {
					offer(Change{Rule: RuleName(r), Param: p.Name, Steps: steps})
				}
			}
		}
	}
}

func (o *oracle) locks() {
	in := o.in
	plain, _ := newPlain(in)
	fewest := 99
	var list []Change
	for _, m := range plain.mentors {
		c := Change{Kind: LockPair, Mentor: m.ID}
		for _, b := range plain.breaksOf(Lock{Mentee: o.mentee, Mentor: m.ID}) {
			c.Overrides = append(c.Overrides, b.Breaks)
		}
		if m.Places > 0 && !o.holds(m.ID) && m.Employee != plain.mentees[plain.rowOf(o.mentee)].Employee {
			list = append(list, c)
			fewest = min(fewest, len(c.Overrides))
		}
	}
	for ; fewest < 99 && !o.found; fewest++ {
		for _, c := range list {
			if len(c.Overrides) == fewest {
				o.offer(c)
			}
		}
	}
}

func (o *oracle) holds(mentor int64) bool {
	for _, p := range o.res.Pairs {
		if p.Mentee == o.mentee && p.Mentor == mentor {
			return true
		}
	}
	return false
}

func (o *oracle) offer(c Change) {
	c.Mentee = o.mentee
	after, err := Run(context.Background(), Apply(o.in, c), Options{})
	if bad, broken := (*InputError)(nil), (*LockError)(nil); errors.As(err, &bad) || errors.As(err, &broken) {
		return // widened beyond its limit, or no place left for a lock
	}
	if err != nil {
		o.t.Fatal(err)
	}
	if placesOf(after, o.mentee) <= placesOf(o.res, o.mentee) {
		return
	}
	others := func(r *Result) (l Loss) {
		for _, p := range r.Pairs {
			if p.Mentee != o.mentee {
				l.Places, l.Points = l.Places+1, l.Points+p.Points
			}
		}
		return l
	}
	before, now := others(o.res), others(after)
	c.Loss = Loss{before.Places - now.Places, before.Points - now.Points}
	order := cmp.Or(cmp.Compare(c.Loss.Places, o.best.Loss.Places), cmp.Compare(c.Loss.Points, o.best.Loss.Points))
	if o.in.Settings.Objective == MostPoints {
		order = cmp.Or(cmp.Compare(c.Loss.Points, o.best.Loss.Points), cmp.Compare(c.Loss.Places, o.best.Loss.Places))
	}
	if !o.found || order < 0 {
		o.best, o.found = c, true
	}
}
