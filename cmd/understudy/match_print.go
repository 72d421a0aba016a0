package main

import (
	"cmp"
	"context"
	"slices"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// runJSON is a run with its pairs and those who stayed without.
type runJSON struct {
	Scenario  scenarioJSON    `json:"scenario"`
	Pairs     []proposalJSON  `json:"pairs"`
	Unmatched []unmatchedJSON `json:"unmatched"`
	Places    *bestPlacesJSON `json:"more_places,omitempty"` // not of a large run, where explain --more-places tells it
}

func (a *app) printRun(ctx context.Context, s *store.Store, sc store.Scenario, f matchFlags, parts *parts) error {
	parts.begin("opening the run")
	v, err := s.Review(ctx, sc.ID)
	if err != nil {
		return err
	}
	if f.blocking {
		if err := a.countBlocking(ctx, s, v); err != nil {
			return err
		}
		sc = v.Scenario
	}
	parts.begin("explaining")
	left, err := reasons(v, f.why)
	if err != nil {
		return err
	}
	var places *mentoring.BestPlaces
	if v.PlacesCheap() {
		b, _, err := v.Ask.BestPlaces(ctx, store.BestPlacesKept)
		if err != nil {
			return err
		}
		places = &b
	}
	if a.json {
		return a.printRunJSON(v, chosenPairs(v, f.top), left, places)
	}
	a.printf("%s\n%s\n%s\n%s\n", a.bold("Run “"+text.Clean(sc.Name)+"”"), sayRun(sc), sc.Proof(), sayFair(sc))
	if err := a.printPairs(v, chosenPairs(v, f.top)); err != nil {
		return err
	}
	a.printLeft(v, left)
	if places != nil && v.Ask.PlacesUntold() == "" && places.With > 0 {
		a.printBestPlaces(v, *places)
	}
	return nil
}

// printRunJSON writes a runJSON piece by piece: the reasons of a large company's pairs
// are a hundred times as much as what they are made of.
func (a *app) printRunJSON(v *store.Review, pairs []mentoring.Pair, left []mentoring.WhyNot, places *mentoring.BestPlaces) error {
	w := newJSONWriter(a.out)
	w.field("scenario", scenarioOf(v.Scenario))
	w.list("pairs", len(pairs), func(i int) (any, error) {
		e, err := v.Ask.Explain(pairs[i].Mentee, pairs[i].Mentor)
		return proposalOf(v.People, e), err
	})
	w.list("unmatched", len(left), func(i int) (any, error) {
		return unmatchedOf(v.People, v.Result.Unmatched[i], left[i]), nil
	})
	if places != nil {
		w.field("more_places", bestPlacesOf(v, *places))
	}
	return w.end()
}

// chosenPairs are the pairs of a run, by mentee; or its top best.
func chosenPairs(v *store.Review, top int) []mentoring.Pair {
	if top <= 0 {
		return v.Result.Pairs
	}
	pairs := slices.Clone(v.Result.Pairs)
	slices.SortStableFunc(pairs, func(x, y mentoring.Pair) int { return cmp.Compare(y.Points, x.Points) })
	return pairs[:min(top, len(pairs))]
}

// reasons says of the first most of those without a mentor why.
func reasons(v *store.Review, most int) ([]mentoring.WhyNot, error) {
	n := min(len(v.Result.Unmatched), unlimited(most))
	out := make([]mentoring.WhyNot, 0, n)
	for _, u := range v.Result.Unmatched[:n] {
		w, err := v.Ask.WhyNot(u.Mentee)
		if err != nil {
			return nil, err
		}
		out = append(out, w)
	}
	return out, nil
}

func (a *app) printPairs(v *store.Review, pairs []mentoring.Pair) error {
	t := newTable("MENTEE", "MENTOR", ">POINTS", "WHY")
	for _, p := range pairs {
		e, err := v.Ask.Explain(p.Mentee, p.Mentor)
		if err != nil {
			return err
		}
		t.add(name(v.People, e.Mentee), name(v.People, e.Mentor), store.FormatPoints(e.Points), sayPair(e))
	}
	a.print(t, "no pair is possible")
	if more := len(v.Result.Pairs) - len(pairs); more > 0 {
		a.printf("and %s\n", count(more, "more pair", "more pairs"))
	}
	return nil
}

func (a *app) printLeft(v *store.Review, left []mentoring.WhyNot) {
	if len(v.Result.Unmatched) == 0 {
		return
	}
	if v.Result.Stopped {
		a.heading(count(len(v.Result.Unmatched), "mentee is", "mentees are") + " not decided: the run was stopped")
		return
	}
	a.heading(count(len(v.Result.Unmatched), "mentee is", "mentees are") + " without a mentor")
	for _, w := range left {
		a.printf("%s: %s\n", name(v.People, w.Mentee), text.Clean(sayWhyNot(v.People, w)))
	}
	if more := len(v.Result.Unmatched) - len(left); more > 0 {
		a.printf("and %d more\n", more)
	}
}
