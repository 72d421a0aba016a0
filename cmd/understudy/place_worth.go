package main

import (
	"context"
	"encoding/json"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// worthJSON is what places with a mentor are worth: the interval from what one more adds
// to what one fewer takes.
type worthJSON struct {
	Mentor personJSON `json:"mentor"`
	Text   string     `json:"text"`
	More   gainJSON   `json:"more"`            // what one more adds to the whole result
	Fewer  *gainJSON  `json:"fewer,omitempty"` // what one fewer takes from it; not of a mentor without a free place to lose
	Moves  []moveJSON `json:"moves"`           // with one more
}

type gainJSON struct {
	Places int         `json:"places"` // filled mentee places
	Points json.Number `json:"points"`
}

// bestPlacesJSON says where one more place is worth most.
type bestPlacesJSON struct {
	With   int         `json:"with"` // how many mentors it is worth anything with
	Best   []worthJSON `json:"best"`
	Untold string      `json:"untold,omitempty"` // why it is not known
}

// namer names the people of a scenario.
func namer(people map[int64]store.Person) func(int64) string {
	return func(enrolment int64) string { return name(people, enrolment) }
}

func worthOf(people map[int64]store.Person, w mentoring.Worth) worthJSON {
	out := worthJSON{
		Mentor: personOf(people, w.Mentor), Text: text.Clean(w.Say(namer(people), store.FormatPoints)), Moves: movesOf(people, w.Moves),
		More: gainJSON{-w.Price.Places, points(-w.Price.Points)},
	}
	if w.Loses {
		out.Fewer = &gainJSON{w.Fewer.Places, points(w.Fewer.Points)}
	}
	return out
}

func bestPlacesOf(v *store.Review, b mentoring.BestPlaces) *bestPlacesJSON {
	out := &bestPlacesJSON{With: b.With, Best: []worthJSON{}, Untold: v.Ask.PlacesUntold()}
	for _, w := range b.Best {
		out.Best = append(out.Best, worthOf(v.People, w))
	}
	return out
}

// placeWorth says what one more place with a mentor is worth, or why that is not known.
func (a *app) placeWorth(ctx context.Context, s *store.Store, v *store.Review, p store.Person, out *storyJSON) error {
	w, ok, err := s.PlaceWorth(ctx, v, p.Enrolment)
	if err != nil {
		return err
	}
	if !ok {
		out.Untold = v.Ask.PlacesUntold()
		if !a.json {
			a.printf("What one more place with %s is worth is not known: %s.\n", text.Clean(p.Name), out.Untold)
		}
		return nil
	}
	worth := worthOf(v.People, w)
	out.Worth = &worth
	if a.json {
		return nil
	}
	a.printf("%s\n", worth.Text)
	for _, m := range w.Moves {
		a.printf("  %s\n", text.Clean(sayMove(v.People, m)))
	}
	return nil
}

// explainPlaces says where one more place is worth most in a scenario.
func (a *app) explainPlaces(ctx context.Context, s *store.Store, v *store.Review) error {
	b, _, err := s.BestPlaces(ctx, v)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(struct {
			Scenario scenarioJSON    `json:"scenario"`
			Places   *bestPlacesJSON `json:"more_places"`
		}{scenarioOf(v.Scenario), bestPlacesOf(v, b)})
	}
	a.printBestPlaces(v, b)
	return nil
}

func (a *app) printBestPlaces(v *store.Review, b mentoring.BestPlaces) {
	if why := v.Ask.PlacesUntold(); why != "" {
		a.printf("Where one more place is worth most is not known: %s.\n", why)
		return
	}
	a.heading("Where one more place is worth most")
	t := newTable("MENTOR", ">PLACES", ">POINTS", "ONE MORE PLACE WOULD")
	for _, w := range b.Best {
		t.add(name(v.People, w.Mentor), signedNumber(int64(-w.Price.Places)), signedPoints(-w.Price.Points), w.SayMore(namer(v.People), store.FormatPoints))
	}
	a.print(t, "one more place with any mentor would change nothing")
	if more := b.With - len(b.Best); more > 0 {
		a.printf("and with %s it is worth something too\n", count(more, "more mentor", "more mentors"))
	}
}

func signedNumber(n int64) string {
	if n > 0 {
		return "+" + itoa(n)
	}
	return itoa(n)
}

func signedPoints(n int64) string {
	if n > 0 {
		return "+" + store.FormatPoints(n)
	}
	return store.FormatPoints(n)
}
