package main

import (
	"encoding/json"
	"fmt"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// What the mentoring commands print as JSON. Points are decimal numbers.

func points(n int64) json.Number { return json.Number(store.FormatPoints(n)) }

// personJSON is who takes part: enrolment and employee are ids.
type personJSON struct {
	Enrolment int64  `json:"enrolment"`
	Employee  int64  `json:"employee"`
	Name      string `json:"name"`
	Slot      string `json:"slot,omitempty"` // of a program that has slots
}

// said is the name, with the slot where there are several.
func (p personJSON) said() string {
	if p.Slot == "" {
		return p.Name
	}
	return p.Name + " (" + p.Slot + ")"
}

func personOf(people map[int64]store.Person, enrolment int64) personJSON {
	p := people[enrolment]
	return personJSON{enrolment, p.Employee, text.Clean(p.Name), text.Clean(p.Slot)}
}

// scenarioJSON is one run.
type scenarioJSON struct {
	ID        int64       `json:"id"`
	CycleID   int64       `json:"cycle_id"`
	Name      string      `json:"name"`
	At        string      `json:"at"`
	State     string      `json:"state"` // proved optimal, proved stable, or stopped
	Proved    bool        `json:"proved"`
	Objective string      `json:"objective"`
	Fairness  string      `json:"fairness"`       // "" is none
	Fair      *fairJSON   `json:"fair,omitempty"` // what it reached and cost
	Blocking  *int64      `json:"blocking_pairs"` // who would both rather have each other; null: not counted
	Places    int         `json:"places"`         // mentee places asked for
	Matched   int         `json:"matched"`        // of them filled
	Points    json.Number `json:"points"`
	Worst     json.Number `json:"worst"` // points of the poorest pair
	Most      json.Number `json:"most"`  // the most that a pair could have
	Published int         `json:"published_pairs"`
}

func scenarioOf(c store.Scenario) scenarioJSON {
	return scenarioJSON{
		ID: c.ID, CycleID: c.CycleID, Name: text.Clean(c.Name), At: c.At.Format("2006-01-02T15:04:05Z07:00"), State: c.State,
		Proved: c.Proved(), Objective: c.Objective, Fairness: c.Fairness, Fair: fairOf(c), Blocking: c.Blocking, Places: c.Places, Matched: c.Matched, Points: points(c.Points),
		Worst: points(c.Worst), Most: points(c.Most), Published: c.PublishedPairs,
	}
}

// partJSON is what one criterion gave a pair.
type partJSON struct {
	Criterion string      `json:"criterion"`
	Points    json.Number `json:"points"`
	Most      json.Number `json:"most"`
	Evidence  []string    `json:"evidence,omitempty"`
	Missing   bool        `json:"missing,omitempty"` // a fact is missing, so nothing was scored
}

// ruleJSON is whether one rule holds of a pair.
type ruleJSON struct {
	Rule     string   `json:"rule"`
	Holds    bool     `json:"holds"`
	Widened  bool     `json:"widened,omitempty"`
	Missing  bool     `json:"missing,omitempty"`
	Evidence []string `json:"evidence,omitempty"`
}

// proposalJSON is a pair with its reasons.
type proposalJSON struct {
	Mentee     personJSON  `json:"mentee"`
	Mentor     personJSON  `json:"mentor"`
	Points     json.Number `json:"points"`
	Most       json.Number `json:"most"`
	Admissible bool        `json:"admissible"`
	Locked     bool        `json:"locked,omitempty"`
	Overrides  []string    `json:"overrides,omitempty"`
	Banned     string      `json:"banned,omitempty"` // the reason
	UnderFloor bool        `json:"under_floor,omitempty"`
	Parts      []partJSON  `json:"parts"`
	Rules      []ruleJSON  `json:"rules"`
}

func proposalOf(people map[int64]store.Person, e mentoring.Explanation) proposalJSON {
	out := proposalJSON{
		Mentee: personOf(people, e.Mentee), Mentor: personOf(people, e.Mentor), Points: points(e.Points), Most: points(e.Most),
		Admissible: e.Admissible, Locked: e.Locked, UnderFloor: e.UnderFloor, Parts: []partJSON{}, Rules: []ruleJSON{},
	}
	if e.Locked {
		out.Overrides = e.Lock.Overrides
	}
	if e.Banned {
		out.Banned = text.Clean(e.BanReason)
	}
	for _, p := range e.Parts {
		out.Parts = append(out.Parts, partJSON{p.Criterion, points(p.Points), points(p.Most), cleanAll(p.Evidence), p.Missing})
	}
	for _, r := range e.Rules {
		out.Rules = append(out.Rules, ruleJSON{r.Rule, r.Holds, r.Widened, r.Missing, cleanAll(r.Evidence)})
	}
	return out
}

func cleanAll(in []string) []string {
	out := make([]string, len(in))
	for i, s := range in {
		out[i] = text.Clean(s)
	}
	return out
}

// removalJSON counts the mentors that one rule removed.
type removalJSON struct {
	By    string `json:"by"`
	Count int    `json:"count"`
	Alone int    `json:"alone"` // that nothing else removed
}

// takenJSON is an allowed mentor whose places others hold.
type takenJSON struct {
	Mentor personJSON   `json:"mentor"`
	Points json.Number  `json:"points"` // what the pair would be worth
	Places int          `json:"places"`
	Free   int          `json:"free"`
	By     []holderJSON `json:"by"`
}

type holderJSON struct {
	Mentee    personJSON  `json:"mentee"`
	Points    json.Number `json:"points"`
	Locked    bool        `json:"locked,omitempty"`
	WorthMore bool        `json:"worth_more"`
	Tie       string      `json:"tie,omitempty"` // of a pair worth as much: why it was made
}

// unmatchedJSON is a mentee with unfilled places, and why.
type unmatchedJSON struct {
	Mentee     personJSON    `json:"mentee"`
	Places     int           `json:"places"`
	Decided    bool          `json:"decided"` // false: the run was stopped before
	Candidates int           `json:"candidates"`
	Allowed    int           `json:"allowed"`
	Removed    []removalJSON `json:"removed,omitempty"`
	Taken      []takenJSON   `json:"taken,omitempty"`
	Change     *fixJSON      `json:"smallest_change,omitempty"`
	NoChange   string        `json:"no_change,omitempty"` // why there is none
}

func unmatchedOf(people map[int64]store.Person, u mentoring.Unmatched, w mentoring.WhyNot) unmatchedJSON {
	out := unmatchedJSON{Mentee: personOf(people, u.Mentee), Places: u.Places, Decided: u.Decided, Candidates: w.Candidates, Allowed: w.Allowed}
	out.Removed = removalsOf(w.Removed)
	for _, t := range w.Taken {
		taken := takenJSON{Mentor: personOf(people, t.Mentor), Points: points(t.Points), Places: t.Places, Free: t.Free, By: []holderJSON{}}
		for _, h := range t.By {
			taken.By = append(taken.By, holderJSON{personOf(people, h.Mentee), points(h.Points), h.Locked, h.WorthMore, sayTie(people, h.Tie)})
		}
		out.Taken = append(out.Taken, taken)
	}
	return out
}

// fixJSON is a smallest change.
type fixJSON struct {
	Kind       string      `json:"kind"`
	Text       string      `json:"text"`
	Mentor     *personJSON `json:"mentor,omitempty"` // who gets the place, or the lock
	Rule       string      `json:"rule,omitempty"`
	Param      string      `json:"param,omitempty"`
	From       string      `json:"from,omitempty"`
	To         string      `json:"to,omitempty"`
	Steps      int         `json:"steps,omitempty"`
	Overrides  []string    `json:"overrides,omitempty"`
	LostPlaces int         `json:"lost_places"` // by the others
	LostPoints json.Number `json:"lost_points"`
	Gets       personJSON  `json:"gets"`
	Points     json.Number `json:"points"`
	Lowest     json.Number `json:"lowest,omitempty"` // the lowest pair then, where fairness raises it
}

func fixOf(people map[int64]store.Person, c mentoring.Change) *fixJSON {
	out := &fixJSON{
		Kind: string(c.Kind), Text: sayChange(people, c), Rule: c.Rule, Param: c.Param, From: c.From, To: c.To, Steps: c.Steps,
		Overrides: c.Overrides, LostPlaces: c.Loss.Places, LostPoints: points(c.Loss.Points), Gets: personOf(people, c.Gets), Points: points(c.Points),
	}
	if c.Lowest != nil {
		out.Lowest = points(*c.Lowest)
	}
	if c.Mentor != 0 {
		p := personOf(people, c.Mentor)
		out.Mentor = &p
	}
	return out
}

// moveJSON is a mentee whose mentors differ between two results.
type moveJSON struct {
	Mentee       personJSON   `json:"mentee"`
	Before       []personJSON `json:"before"`
	After        []personJSON `json:"after"`
	PointsBefore json.Number  `json:"points_before"`
	PointsAfter  json.Number  `json:"points_after"`
}

func movesOf(people map[int64]store.Person, moves []mentoring.Move) []moveJSON {
	out := make([]moveJSON, 0, len(moves))
	for _, m := range moves {
		v := moveJSON{personOf(people, m.Mentee), []personJSON{}, []personJSON{}, points(m.PointsBefore), points(m.PointsAfter)}
		for _, id := range m.Before {
			v.Before = append(v.Before, personOf(people, id))
		}
		for _, id := range m.After {
			v.After = append(v.After, personOf(people, id))
		}
		out = append(out, v)
	}
	return out
}

// forced is the price of a pair that is not in a result.
type priceJSON struct {
	Pair       proposalJSON `json:"pair"`
	InResult   bool         `json:"in_result"`
	Forbidden  []string     `json:"forbidden,omitempty"`
	Priced     bool         `json:"priced"`
	LostPlaces int          `json:"lost_places"`
	LostPoints json.Number  `json:"lost_points"`
	Moves      []moveJSON   `json:"moves"`
	Tie        string       `json:"tie,omitempty"`          // of a pair that costs nothing: why it was not made
	Under      bool         `json:"under_lowest,omitempty"` // made only when locked: it is worth less than the lowest pair
	Lowest     *json.Number `json:"lowest,omitempty"`       // the lowest pair of the others then, where fairness raises it
}

// numbered is count for a number that is text already.
func numbered(n, one, many string) string {
	if n == "1" {
		return n + " " + one
	}
	return n + " " + many
}

func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}
