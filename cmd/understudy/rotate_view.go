package main

import (
	"encoding/csv"
	"encoding/json"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// rotationJSON is a scenario of a rotation as data.
type rotationJSON struct {
	ID      int64        `json:"id"`
	Name    string       `json:"name"`
	State   string       `json:"state"`
	Points  json.Number  `json:"points"`
	Bound   *json.Number `json:"bound"`       // null: none was proved
	Gap     *float64     `json:"gap_percent"` // of the bound
	Proof   string       `json:"proof"`
	Moves   int          `json:"placements"`
	Granted int          `json:"wishes_granted"`
	Refused int          `json:"wishes_refused"`
	ByHand  bool         `json:"by_hand"`
	Changed *int         `json:"changed,omitempty"` // of a repair
}

func rotationOf(c store.RotationScenario) rotationJSON {
	out := rotationJSON{
		ID: c.ID, Name: text.Clean(c.Name), State: c.State, Points: points(c.Points), Proof: text.Clean(c.Proof()), Moves: c.Moves, Granted: c.Granted, Refused: c.Refused,
		ByHand: c.ByHand, Changed: c.Changed,
	}
	if gap, known := c.Gap(); known {
		bound := points(*c.Bound)
		out.Bound, out.Gap = &bound, &gap
	}
	return out
}

// placedJSON is one placement of a scenario.
type placedJSON struct {
	Participant int64           `json:"participant_id"`
	Employee    int64           `json:"employee_id"`
	Name        string          `json:"name"`
	Seat        string          `json:"seat"`
	Team        string          `json:"team"`
	Skill       string          `json:"skill"`
	First       int             `json:"first"` // periods, from 1
	Last        int             `json:"last"`
	Starts      string          `json:"starts"`
	Ends        string          `json:"ends"`
	Points      json.Number     `json:"points"`
	Parts       []worthPartJSON `json:"parts"`
	Locked      bool            `json:"locked"`
	Overrides   []string        `json:"overrides"`
}

type worthPartJSON struct {
	What   string      `json:"what"`
	Points json.Number `json:"points"`
	Said   string      `json:"said"`
}

func placedOf(list []store.RotationMove) []placedJSON {
	out := make([]placedJSON, 0, len(list))
	for _, m := range list {
		p := placedJSON{
			m.Participant, m.Employee, text.Clean(m.Name), text.Clean(m.SeatName), text.Clean(m.Team), text.Clean(m.Skill), m.First, m.Last, string(m.Starts), string(m.Ends),
			points(m.Points),
			[]worthPartJSON{},
			m.Locked, append([]string{}, m.Overrides...),
		}
		for _, x := range m.Parts {
			p.Parts = append(p.Parts, worthPartJSON{x.What, points(x.Points), text.Clean(x.Said)})
		}
		out = append(out, p)
	}
	return out
}

// remedyJSON is what takes an obstacle away.
type remedyJSON struct {
	Said    string `json:"said"`
	Command string `json:"command"`
}

func remediesOf(list []store.RotationRemedy) []remedyJSON {
	out := make([]remedyJSON, 0, len(list))
	for _, r := range list {
		out = append(out, remedyJSON{text.Clean(r.Said), text.Clean(r.Command)})
	}
	return out
}

// bindingJSON is a limit that is just kept.
type bindingJSON struct {
	Rule   string      `json:"rule"`
	Team   string      `json:"team"`
	Skill  string      `json:"skill"`
	Seat   string      `json:"seat,omitempty"`
	Level  int         `json:"level,omitempty"`
	First  int         `json:"first"`
	Last   int         `json:"last"`
	Have   int         `json:"have"`
	Need   int         `json:"need"`
	Worth  json.Number `json:"worth"`
	Said   string      `json:"said"`
	Remedy remedyJSON  `json:"remedy"`
}

// refusedJSON is a wish that is not granted.
type refusedJSON struct {
	Wish     int64        `json:"wish_id"`
	Name     string       `json:"name"`
	Seat     string       `json:"seat"`
	Points   json.Number  `json:"points"`
	Rules    []string     `json:"rules"`
	Said     string       `json:"said"`
	Remedies []remedyJSON `json:"remedies"`
}

func refusedOf(list []store.RotationRefused) []refusedJSON {
	out := make([]refusedJSON, 0, len(list))
	for _, r := range list {
		out = append(out, refusedJSON{r.Wish, text.Clean(r.Name), text.Clean(r.SeatName), points(r.Points), append([]string{}, r.Rules...), text.Clean(r.Said), remediesOf(r.Remedies)})
	}
	return out
}

func bindingOf(list []store.RotationBinding) []bindingJSON {
	out := make([]bindingJSON, 0, len(list))
	for _, b := range list {
		out = append(out, bindingJSON{
			b.Rule, text.Clean(b.Team), text.Clean(b.Skill), text.Clean(b.Seat), b.Level, b.First, b.Last, b.Have, b.Need, points(b.Worth), text.Clean(b.Said),
			remediesOf([]store.RotationRemedy{b.Remedy})[0],
		})
	}
	return out
}

// printRotation writes a scenario: its proof, its placements, what binds, what was refused.
func (a *app) printRotation(v *store.RotationReview, asCSV bool) error {
	switch {
	case a.json:
		return a.printJSON(struct {
			Scenario rotationJSON  `json:"scenario"`
			Moves    []placedJSON  `json:"placements"`
			Binding  []bindingJSON `json:"binding"`
			Refused  []refusedJSON `json:"refused"`
		}{rotationOf(v.Scenario), placedOf(v.Moves), bindingOf(v.Binding), refusedOf(v.Refused)})
	case asCSV:
		return a.rotationCSV(v.Moves)
	}
	c := v.Scenario
	a.say("“%s”: %s points, %s, %d of %s granted", c.Name, store.FormatPoints(c.Points), count(c.Moves, "placement", "placements"), c.Granted, count(c.Granted+c.Refused, "wish", "wishes"))
	a.say("%s", c.Proof())
	t := newTable("Person", "Seat", "Team", "When", ">Points", "Why")
	t.whole = true
	for _, m := range v.Moves {
		t.add(m.Name, m.SeatName, m.Team, when(v.Input.Periods, m.First, m.Last), store.FormatPoints(m.Points), whyPlaced(m))
	}
	a.print(t, nobodyPlaced(c))
	if len(v.Binding) > 0 {
		a.heading("What binds")
		for _, b := range v.Binding[:min(len(v.Binding), 12)] {
			a.printf("%s\n", text.Clean(b.Said))
		}
		if n := len(v.Binding) - 12; n > 0 {
			a.printf("and %s\n", count(n, "limit more; --json has all", "limits more; --json has all"))
		}
	}
	a.printRefused(v.Refused)
	return nil
}

// nobodyPlaced is what an empty plan means.
func nobodyPlaced(c store.RotationScenario) string {
	if c.State == "stopped" {
		return "nobody is placed yet"
	}
	return "nobody is placed: no placement is worth what it costs, or none keeps the rules"
}

func (a *app) printRefused(list []store.RotationRefused) {
	if len(list) == 0 {
		return
	}
	a.heading("Wishes refused")
	for _, r := range list {
		a.printf("%s\n", text.Clean(r.Said))
		for _, x := range r.Remedies {
			a.printf("  %s: %s\n", text.Clean(x.Said), text.Clean(x.Command))
		}
	}
}

// when names the periods of a placement.
func when(periods []store.RotationPeriod, first, last int) string {
	if first == last {
		return periods[first-1].Name
	}
	return periods[first-1].Name + " to " + periods[last-1].Name
}

// whyPlaced is where the points of a placement come from, in one line.
func whyPlaced(m store.RotationMove) string {
	var out []string
	if m.Locked && len(m.Overrides) > 0 {
		out = append(out, "locked, overriding "+strings.Join(m.Overrides, ", "))
	} else if m.Locked {
		out = append(out, "locked")
	}
	for _, p := range m.Parts {
		out = append(out, p.Said+" "+signedPoints(p.Points))
	}
	return strings.Join(out, "; ")
}

// rotationCSV writes the placements as CSV, guarded from being run by a spreadsheet.
func (a *app) rotationCSV(list []store.RotationMove) error {
	w := csv.NewWriter(a.out)
	rows := [][]string{{"Person", "Seat", "Team", "Skill", "First period", "Last period", "Starts", "Ends", "Points", "Locked", "Why"}}
	for _, m := range list {
		locked := map[bool]string{true: "yes", false: "no"}[m.Locked]
		row := []string{m.Name, m.SeatName, m.Team, m.Skill, strconv.Itoa(m.First), strconv.Itoa(m.Last), string(m.Starts), string(m.Ends), store.FormatPoints(m.Points), locked, whyPlaced(m)}
		for k, cell := range row {
			if k != 8 { // points may be below 0, which is no formula
				row[k] = text.CSVCell(text.Clean(cell))
			}
		}
		rows = append(rows, row)
	}
	return w.WriteAll(rows)
}
