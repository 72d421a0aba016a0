package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Worth is what places with a mentor are worth, as an interval, since the prices that
// prove a result are not the only ones: Price is what one more place would cost the
// result (a gain is below 0) and Fewer what one fewer would. Prices of the mentor that
// prove the result lie between the two, whichever a run happens to find.
type Worth struct {
	Mentor int64
	Price  Loss
	Fewer  Loss   // as much as Price gains, for a mentor without a place that locks left
	Loses  bool   // the mentor has a place that locks left, so that Fewer is of one fewer
	Moves  []Move // who moves with one more place, by mentee
}

// Gains tells whether one more place changes the result at all.
func (w Worth) Gains() bool { return w.Price != Loss{} }

// Comes is the mentee who has more mentors with one more place; false where nobody has.
func (w Worth) Comes() (Move, bool) {
	i := slices.IndexFunc(w.Moves, func(m Move) bool { return len(m.After) > len(m.Before) })
	if i < 0 {
		return Move{}, false
	}
	return w.Moves[i], true
}

// BestPlaces are the mentors with whom one more place is worth most, the best first by
// the objective, of equals the lowest id; each on its own, not one after the other.
type BestPlaces struct {
	Best []Worth `json:"best,omitempty"`
	With int     `json:"with"` // how many mentors there are with whom it is worth anything
}

// PlacesUntold says in a sentence without its end why nobody knows what one more place is
// worth; "" where it is known. Only the prices of a proved result without fairness tell
// it: with one more place another lowest pair, or other stable pairs, may be in reach.
func (a *Asker) PlacesUntold() string {
	switch {
	case a.res == nil:
		return "there is no result to ask about"
	case !a.res.Proved:
		return "the run was stopped, so that no prices prove what one more place is worth"
	case a.in.Settings.Fairness != "":
		return fmt.Sprintf("with “%s” no prices tell what one more place is worth; give the place and run again", a.in.Settings.Fairness)
	}
	return ""
}

// MorePlace says what one more place with a mentor is worth, with all who move, and what
// one fewer would cost, exactly and without running again. ok is false where
// PlacesUntold says why. Errors: a mentor who is not enrolled, ctx.Err().
func (a *Asker) MorePlace(ctx context.Context, mentor int64) (worth Worth, ok bool, err error) {
	col, enrolled := a.m.colOf[mentor]
	if !enrolled {
		return worth, false, fmt.Errorf("mentoring: mentor %d is not enrolled", mentor)
	}
	o, err := a.pricedPlaces()
	if o == nil {
		return worth, false, err
	}
	worth, err = a.worthOf(ctx, o, col)
	return worth, err == nil, err
}

// BestPlaces finds the n mentors with whom one more place gains most. Others are not
// among them: there may be fewer. ok is false where PlacesUntold says why. The first
// question about a result reads every pair once.
func (a *Asker) BestPlaces(ctx context.Context, n int) (out BestPlaces, ok bool, err error) {
	o, err := a.pricedPlaces()
	if o == nil {
		return out, false, err
	}
	type offer struct {
		col    int
		lifted int64
	}
	var offers []offer
	for col := range a.m.mentors {
		least, _, err := o.ask.PlaceWorth(ctx, col)
		if err != nil {
			return out, false, fmt.Errorf("mentoring: %w", err)
		}
		if least.Lifted > 0 && a.placesLeft(col) >= 0 {
			offers = append(offers, offer{col, least.Lifted})
		}
	}
	slices.SortFunc(offers, func(x, y offer) int {
		return cmp.Or(cmp.Compare(y.lifted, x.lifted), cmp.Compare(a.m.mentors[x.col].ID, a.m.mentors[y.col].ID))
	})
	out.With = len(offers)
	for _, x := range offers[:min(n, len(offers))] {
		w, err := a.worthOf(ctx, o, x.col)
		if err != nil {
			return out, false, err
		}
		out.Best = append(out.Best, w)
	}
	return out, true, nil
}

// pricedPlaces is what the worth of a place is read from; nil, without an error, where
// PlacesUntold says why it is not known.
func (a *Asker) pricedPlaces() (*opened, error) {
	if a.res == nil {
		return nil, errNoResult
	}
	if a.PlacesUntold() != "" {
		return nil, nil
	}
	return a.opened()
}

// worthOf asks about one mentor. With more locks than places, one more changes nothing:
// a lock has it already.
func (a *Asker) worthOf(ctx context.Context, o *opened, col int) (Worth, error) {
	left := a.placesLeft(col)
	if left < 0 {
		return Worth{Mentor: a.m.mentors[col].ID}, nil
	}
	price, err := o.ask.MorePlace(ctx, col)
	if err != nil {
		return Worth{}, fmt.Errorf("mentoring: %w", err)
	}
	_, most, err := o.ask.PlaceWorth(ctx, col)
	if err != nil {
		return Worth{}, fmt.Errorf("mentoring: %w", err)
	}
	return Worth{
		Mentor: a.m.mentors[col].ID, Price: Loss{price.Pairs, price.Points}, Fewer: Loss{most.Pairs, most.Points},
		Loses: left > 0, Moves: a.movesOf(price),
	}, nil
}
