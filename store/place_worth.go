package store

import (
	"context"

	"understudy/match/mentoring"
)

// BestPlacesKept is how many mentors [Store.BestPlaces] names.
const BestPlacesKept = 5

// placesCheap is how many pairs of a mentee and a mentor are read unasked to find where
// one more place is worth most: about a tenth of a second.
const placesCheap = 10_000_000

// PlacesCheap tells whether a run is small enough for [mentoring.Asker.BestPlaces] to be
// asked about it by nobody in particular.
func (v *Review) PlacesCheap() bool { return len(v.Input.Mentees)*len(v.Input.Mentors) <= placesCheap }

// PlaceWorth asks what one more place with a mentor (an enrolment) is worth and keeps the
// answer beside the run. ok is false where v.Ask.PlacesUntold says why it is not known.
func (s *Store) PlaceWorth(ctx context.Context, v *Review, mentor int64) (w mentoring.Worth, ok bool, err error) {
	if v.Ask.PlacesUntold() != "" {
		return w, false, nil
	}
	err = s.answer(ctx, v.Scenario.ID, &mentor, "one more place", &w, func() (err error) {
		w, _, err = v.Ask.MorePlace(ctx, mentor)
		return err
	})
	return w, err == nil, err
}

// BestPlaces asks with whom one more place is worth most and keeps the answer beside the
// run. ok is false where v.Ask.PlacesUntold says why it is not known.
func (s *Store) BestPlaces(ctx context.Context, v *Review) (b mentoring.BestPlaces, ok bool, err error) {
	if v.Ask.PlacesUntold() != "" {
		return b, false, nil
	}
	err = s.answer(ctx, v.Scenario.ID, nil, "best places", &b, func() (err error) {
		b, _, err = v.Ask.BestPlaces(ctx, BestPlacesKept)
		return err
	})
	return b, err == nil, err
}
