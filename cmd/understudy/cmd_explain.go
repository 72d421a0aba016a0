package main

import (
	"context"
	"encoding/json"
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// explainFlags say what is asked about whom.
type explainFlags struct {
	place
	run, with, slot string
	change, places  bool
}

func (a *app) explainCmd() *cobra.Command {
	var f explainFlags
	c := &cobra.Command{
		Use:   "explain PROGRAM [EMPLOYEE]",
		Short: "Say why someone has the partner they have, or why they have none",
		Long: `Say why someone was paired as they were in a scenario, point by point; or why they were not: which rule removed how many mentors, and who has the others. Of a mentor it says what one more place with them would be worth, and one fewer; of one without a mentee also who could have come, and what removed the others.

--with prices a pair that was not made: what forcing it costs, and who moves. --change finds the smallest change that gives someone without a mentor one. --more-places asks about nobody: it lists the mentors with whom one more place is worth most.`,
		Example: "understudy explain leadership \"Ada Lovelace\"\nunderstudy explain leadership Ada --with Ines\nunderstudy explain leadership Ada --change\nunderstudy explain leadership --more-places --scenario \"scenario 1\"",
		Args:    args(cobra.RangeArgs(1, 2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			if err := f.check(len(given) > 1); err != nil {
				return err
			}
			who := ""
			if len(given) > 1 {
				who = given[1]
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.explainWho(cmd.Context(), s, f, who) })
		},
		ValidArgsFunction: a.completeWith(programs, enrolled("")),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "the cycle, instead of the present one")
	c.Flags().StringVar(&f.run, "scenario", "", "the scenario, instead of the newest")
	c.Flags().StringVar(&f.with, "with", "", "a mentor: why not, or at what price")
	c.Flags().StringVar(&f.slot, "slot", "", "of a mentee who asks for a mentor in several slots, such as home and host")
	c.Flags().BoolVar(&f.change, "change", false, "the smallest change that gives them a mentor")
	c.Flags().BoolVar(&f.places, "more-places", false, "where one more place is worth most, instead of an employee")
	a.completeFlag(c, "cycle", cyclesNamed)
	a.completeFlag(c, "scenario", runsOf(&f.cycle))
	a.completeFlag(c, "with", enrolled("mentor"))
	return c
}

// check refuses what does not go together; one tells whether an employee is named.
func (f explainFlags) check(one bool) error {
	switch {
	case !one && !f.places:
		return usage("name an employee, or say --more-places for the whole scenario")
	case f.places && (one || f.with != "" || f.change || f.slot != ""):
		return usage("--more-places is about the whole scenario: leave the employee, --with, --change and --slot out")
	}
	return nil
}

func (a *app) explainWho(ctx context.Context, s *store.Store, f explainFlags, who string) error {
	sc, err := findScenario(ctx, s, f.place, f.run)
	if err != nil {
		return err
	}
	v, err := s.Review(ctx, sc.ID)
	if err != nil {
		return err
	}
	a.onScenario(ctx, s, sc)
	if f.places {
		return a.explainPlaces(ctx, s, v)
	}
	side := ""
	if f.with != "" || f.change {
		side = "mentee"
	}
	p, err := findPerson(ctx, s, v.People, who, side, f.slot)
	switch {
	case err != nil:
		return err
	case f.with != "":
		return a.explainWith(ctx, s, v, p, f.with)
	}
	return a.explainPerson(ctx, s, v, p, f.change)
}

// storyJSON is all that explain says about someone in a run.
type storyJSON struct {
	Scenario  scenarioJSON   `json:"scenario"`
	Person    personJSON     `json:"person"`
	Side      string         `json:"side"`
	Pairs     []proposalJSON `json:"pairs"`
	Next      *nextJSON      `json:"next_best,omitempty"` // of a mentee with a mentor
	Unmatched *unmatchedJSON `json:"unmatched,omitempty"`
	Idle      *idleJSON      `json:"without_mentee,omitempty"` // of a mentor without one
	Worth     *worthJSON     `json:"one_more_place,omitempty"` // of a mentor
	Untold    string         `json:"one_more_place_untold,omitempty"`
}

// nextJSON is the mentor whom a mentee would have next.
type nextJSON struct {
	Mentor     personJSON  `json:"mentor"`
	Points     json.Number `json:"points"`
	LostPlaces int         `json:"lost_places"` // of the whole result
	LostPoints json.Number `json:"lost_points"`
	Moves      []moveJSON  `json:"moves"`         // of the others
	Tie        string      `json:"tie,omitempty"` // of an equal result: how it was told apart
}

func nextOf(people map[int64]store.Person, n mentoring.NextBest) nextJSON {
	return nextJSON{personOf(people, n.Mentor), points(n.Points), n.Price.Places, points(n.Price.Points), movesOf(people, n.Moves), sayTie(people, n.Tie)}
}

func (a *app) explainPerson(ctx context.Context, s *store.Store, v *store.Review, p store.Person, change bool) error {
	out := storyJSON{Scenario: scenarioOf(v.Scenario), Person: personOf(v.People, p.Enrolment), Side: p.Side, Pairs: []proposalJSON{}}
	for _, pair := range v.Result.Pairs {
		if pair.Mentee != p.Enrolment && pair.Mentor != p.Enrolment {
			continue
		}
		e, err := v.Ask.Explain(pair.Mentee, pair.Mentor)
		if err != nil {
			return err
		}
		out.Pairs = append(out.Pairs, proposalOf(v.People, e))
		if !a.json {
			a.printExplanation(v.People, e)
		}
	}
	if p.Side == "mentor" {
		return a.explainMentor(ctx, s, v, p, out)
	}
	if len(out.Pairs) > 0 {
		if err := a.runnerUp(ctx, v, p, &out); err != nil {
			return err
		}
	}
	u, ok := unmatchedIn(v.Result, p.Enrolment)
	if !ok {
		return a.endStory(out, change)
	}
	w, err := v.Ask.WhyNot(p.Enrolment)
	if err != nil {
		return err
	}
	left := unmatchedOf(v.People, u, w)
	out.Unmatched = &left
	if !a.json {
		a.printWhyNot(v.People, u, w)
	}
	if change {
		if err := a.smallest(ctx, s, v, p, &left); err != nil {
			return err
		}
	}
	return a.endStory(out, false)
}

// explainMentor says why a mentor got nobody, and what one more place with them is
// worth; of one who took no part, that.
func (a *app) explainMentor(ctx context.Context, s *store.Store, v *store.Review, p store.Person, out storyJSON) error {
	if len(out.Pairs) == 0 {
		w, ok, err := whyIdle(ctx, v, p)
		if err != nil {
			return err
		}
		if !ok {
			return a.endStory(out, false)
		}
		out.Idle = idleOf(v.People, w)
		if !a.json {
			a.printIdle(v, p, w)
			a.printf("\n")
		}
	}
	if err := a.placeWorth(ctx, s, v, p, &out); err != nil || !a.json {
		return err
	}
	return a.printJSON(out)
}

// runnerUp says whom a mentee would have next, and what that costs.
func (a *app) runnerUp(ctx context.Context, v *store.Review, p store.Person, out *storyJSON) error {
	if v.Result.Stopped {
		return nil
	}
	next, ok, err := v.Ask.NextBest(ctx, p.Enrolment)
	if err != nil || !ok {
		if kind := v.Input.Settings.Fairness; err == nil && !a.json && (kind == mentoring.Leximin || kind == mentoring.Stable) {
			a.printf("Who is next best is not known in a %s scenario, since no prices prove it; --with MENTOR tells what one of them costs.\n", kind)
		}
		return err
	}
	n := nextOf(v.People, next)
	out.Next = &n
	if a.json {
		return nil
	}
	kept := ""
	if v.Scenario.Fair != nil && v.Scenario.Fair.Lowest != nil {
		kept = ", as long as no pair is worth less than " + store.FormatPoints(*v.Scenario.Fair.Lowest)
	}
	a.printf("The next best for %s is %s, for %s points%s: %s.\n", name(v.People, p.Enrolment), name(v.People, next.Mentor),
		store.FormatPoints(next.Points), kept, sayPrice(v.People, next.Price, next.Tie))
	for _, m := range next.Moves {
		a.printf("  %s\n", text.Clean(sayMove(v.People, m)))
	}
	return nil
}

// endStory prints the JSON, or what there is to say of someone without a story.
func (a *app) endStory(out storyJSON, needless bool) error {
	switch {
	case a.json:
		return a.printJSON(out)
	case needless:
		a.say("%s has a mentor already; no change is needed", out.Person.Name)
	case len(out.Pairs) == 0 && out.Unmatched == nil:
		a.printf("%s did not take part in this scenario.\n", out.Person.Name)
	}
	return nil
}

func unmatchedIn(r *mentoring.Result, mentee int64) (mentoring.Unmatched, bool) {
	for _, u := range r.Unmatched {
		if u.Mentee == mentee {
			return u, true
		}
	}
	return mentoring.Unmatched{}, false
}

// smallest finds the smallest change and says it.
func (a *app) smallest(ctx context.Context, s *store.Store, v *store.Review, p store.Person, left *unmatchedJSON) error {
	m := a.meter()
	c, err := s.SmallestChange(ctx, v, p.Enrolment, mentoring.Options{Progress: m.engine})
	m.end()
	switch {
	case errors.Is(err, mentoring.ErrNoChange), errors.Is(err, mentoring.ErrNotDecided):
		left.NoChange = err.Error()
	case err != nil:
		return err
	default:
		left.Change = fixOf(v.People, c)
	}
	if a.json {
		return nil
	}
	a.heading("Smallest change")
	if left.Change == nil {
		a.printf("%s\n", left.NoChange)
		return nil
	}
	a.printf("%s\n", text.Clean(left.Change.Text))
	return nil
}

// explainWith prices one pair.
func (a *app) explainWith(ctx context.Context, s *store.Store, v *store.Review, p store.Person, with string) error {
	mentor, err := findPerson(ctx, s, v.People, with, "mentor", "")
	if err != nil {
		return err
	}
	w, err := v.Ask.WhyNotPair(ctx, p.Enrolment, mentor.Enrolment)
	if err != nil {
		return err
	}
	if a.json {
		out := priceJSON{
			proposalOf(v.People, w.Explanation), w.InResult, w.Forbidden, w.Priced, w.Price.Places, points(w.Price.Points), movesOf(v.People, w.Moves), sayTie(v.People, w.Tie), w.UnderLowest, nil,
		}
		if w.Lowest != nil {
			n := points(*w.Lowest)
			out.Lowest = &n
		}
		return a.printJSON(out)
	}
	a.printExplanation(v.People, w.Explanation)
	switch {
	case w.InResult:
		a.printf("They are a pair of this scenario.\n")
	case len(w.Forbidden) > 0:
		a.printf("It may not be made: %s. A lock that overrides this and says why would make it.\n", text.Clean(strings.Join(w.Forbidden, ", ")))
	case !w.Priced:
		a.printf("The run was stopped, so its price is not known.\n")
	default:
		if w.UnderLowest {
			a.printf("It is worth less than the lowest pair that was reached, so that only a lock makes it.\n")
		}
		a.printf("Forcing it: %s%s.\n", sayPrice(v.People, w.Price, w.Tie), sayLowest(w.Lowest))
		for _, move := range w.Moves {
			a.printf("  %s\n", text.Clean(sayMove(v.People, move)))
		}
	}
	return nil
}
