package main

import (
	"encoding/json"
	"fmt"
	"strings"

	"understudy/match/stretch"
	"understudy/store"
	"understudy/store/text"
)

// stretchJSON is a stretch assignment with who does it and who would.
type stretchJSON struct {
	ID          int64              `json:"id"`
	Name        string             `json:"name"`
	Kind        string             `json:"kind"`
	State       string             `json:"state"`
	Sponsor     string             `json:"sponsor,omitempty"`
	Initiative  string             `json:"initiative,omitempty"`
	Team        string             `json:"team,omitempty"`
	Location    string             `json:"location,omitempty"` // nothing: from anywhere
	FromGrade   string             `json:"from_grade,omitempty"`
	Potential   bool               `json:"looks_for_potential"`
	Places      int                `json:"places"`
	Free        int                `json:"free"`
	Taken       int                `json:"taken"` // accepted, or at it
	Done        int                `json:"done"`
	Applied     int                `json:"applied"`  // people who wait for a decision
	Proposed    int                `json:"proposed"` // by a run, without an answer
	Hours       int                `json:"hours_a_week"`
	Starts      string             `json:"starts"`
	Ends        string             `json:"ends"`
	ApplyBy     string             `json:"apply_by,omitempty"`
	Outcome     string             `json:"outcome,omitempty"`
	Description string             `json:"description,omitempty"`
	Skills      []stretchSkillJSON `json:"skills"`
}

type stretchSkillJSON struct {
	Skill   string `json:"skill"`
	SkillID int64  `json:"skill_id"`
	Entry   int    `json:"entry"`
	Reach   int    `json:"reach"`
}

func stretchOf(r store.StretchRow) stretchJSON {
	out := stretchJSON{
		ID: r.ID, Name: text.Clean(r.Name), Kind: r.Kind, State: r.State, Sponsor: text.Clean(r.Sponsor), Initiative: text.Clean(r.Initiative), Team: text.Clean(r.Team),
		Location: text.Clean(r.Location), FromGrade: text.Clean(r.Grade), Potential: r.Potential, Places: r.Places, Free: r.Free(), Taken: r.Taken(), Done: r.Done,
		Applied: r.Applied, Proposed: r.Proposed, Hours: r.Hours, Starts: string(r.Starts), Ends: string(r.Ends), ApplyBy: string(r.ApplyBy),
		Outcome: text.CleanLines(r.Outcome), Description: text.CleanLines(r.Description), Skills: []stretchSkillJSON{},
	}
	for _, k := range r.Skills {
		out.Skills = append(out.Skills, stretchSkillJSON{text.Clean(k.Skill), k.SkillID, k.Entry, k.Reach})
	}
	return out
}

func stretchesOf(rows []store.StretchRow) []stretchJSON {
	out := make([]stretchJSON, 0, len(rows))
	for _, r := range rows {
		out = append(out, stretchOf(r))
	}
	return out
}

func stretchTable(rows []store.StretchRow) *table {
	t := newTable(">ID", "STRETCH ASSIGNMENT", "STATE", "SKILLS", ">PLACES", ">FREE", ">APPLIED", ">PROPOSED", ">HOURS", "STARTS", "ENDS", "APPLY BY")
	for _, r := range rows {
		name := r.Name
		if r.Archived {
			name += " (archived)"
		}
		t.add(itoa(r.ID), name, r.State, saySkills(r), fmt.Sprint(r.Places), fmt.Sprint(r.Free()), fmt.Sprint(r.Applied), fmt.Sprint(r.Proposed), fmt.Sprint(r.Hours),
			string(r.Starts), string(r.Ends), string(r.ApplyBy))
	}
	return t
}

func saySkills(r store.StretchRow) string {
	var out []string
	for _, k := range r.Skills {
		out = append(out, k.Says())
	}
	return strings.Join(out, ", ")
}

// applicationJSON is someone's application for a stretch assignment.
type applicationJSON struct {
	ID          int64       `json:"id"`
	Assignment  string      `json:"stretch_assignment"`
	Employee    string      `json:"employee"`
	EmployeeID  int64       `json:"employee_id"`
	Date        string      `json:"date"`
	Origin      string      `json:"origin"`
	State       string      `json:"state"`
	Points      json.Number `json:"points,omitempty"`
	Reasons     []string    `json:"reasons"`
	Motivation  string      `json:"motivation,omitempty"`
	Decided     string      `json:"decided,omitempty"`
	Reason      string      `json:"reason,omitempty"`
	Begun       string      `json:"begun,omitempty"`
	Ended       string      `json:"ended,omitempty"`
	Score       int         `json:"score,omitempty"`
	Outcome     string      `json:"outcome,omitempty"`
	Held        int         `json:"check_ins_held"`
	LastHeld    string      `json:"last_check_in,omitempty"`
	NextPlanned string      `json:"next_check_in,omitempty"`
}

func applicationOf(v store.ApplicationRow) applicationJSON {
	out := applicationJSON{
		ID: v.ID, Assignment: text.Clean(v.Stretch), Employee: text.Clean(v.Employee), EmployeeID: v.EmployeeID, Date: string(v.Date), Origin: v.Origin, State: v.State,
		Reasons: cleaned(store.FormatParts(v.Parts)), Motivation: text.CleanLines(v.Motivation), Decided: string(v.Decided), Reason: text.Clean(v.Reason), Begun: string(v.Begun), Ended: string(v.Ended),
		Score: v.Score, Outcome: text.CleanLines(v.Outcome), Held: v.Held, LastHeld: string(v.LastHeld), NextPlanned: string(v.NextPlanned),
	}
	if v.HasPoints {
		out.Points = points(v.Points)
	}
	return out
}

func applicationTable(list []store.ApplicationRow) *table {
	t := newTable(">ID", "EMPLOYEE", "STATE", "CAME BY", "SINCE", ">POINTS", "NEXT CHECK-IN", "WHY")
	t.whole = true
	for _, v := range list {
		j := applicationOf(v)
		why := strings.Join(j.Reasons, "; ")
		if v.Reason != "" {
			why = v.Reason
		}
		if v.Outcome != "" {
			why = v.Outcome
		}
		t.add(itoa(v.ID), v.Employee, v.State, v.Origin, string(v.Date), string(j.Points), string(v.NextPlanned), why)
	}
	return t
}

func cleaned(list []string) []string {
	out := make([]string, 0, len(list))
	for _, s := range list {
		out = append(out, text.Clean(s))
	}
	return out
}

// stretchPartJSON is what one criterion gave.
type stretchPartJSON struct {
	Criterion string      `json:"criterion"`
	Points    json.Number `json:"points"`
	Evidence  []string    `json:"evidence"`
	Missing   bool        `json:"missing,omitempty"`
}

func stretchPartsOf(parts []stretch.Part) []stretchPartJSON {
	out := make([]stretchPartJSON, 0, len(parts))
	for _, p := range parts {
		out = append(out, stretchPartJSON{p.Criterion, points(p.Points), cleaned(p.Evidence), p.Missing})
	}
	return out
}

// stretchRuleJSON is whether one rule holds.
type stretchRuleJSON struct {
	Rule     string `json:"rule"`
	Holds    bool   `json:"holds"`
	Off      bool   `json:"set_aside,omitempty"`
	Evidence string `json:"evidence"`
}

func stretchRulesOf(rules []stretch.RuleSaid) []stretchRuleJSON {
	out := make([]stretchRuleJSON, 0, len(rules))
	for _, r := range rules {
		out = append(out, stretchRuleJSON{r.Rule.String(), r.Holds, r.Off, text.Clean(r.Evidence)})
	}
	return out
}

type stretchRemovalJSON struct {
	Rule  string `json:"rule"`
	Count int    `json:"removed"`
	Alone int    `json:"alone"`
}

// stretchWithoutJSON is why places are empty.
type stretchWithoutJSON struct {
	Candidates int                  `json:"candidates"`
	Allowed    int                  `json:"allowed"`
	Removed    []stretchRemovalJSON `json:"removed"`
}

func stretchWithoutOf(w stretch.Without) stretchWithoutJSON {
	out := stretchWithoutJSON{w.Candidates, len(w.Allowed), []stretchRemovalJSON{}}
	for _, r := range w.Removed {
		out.Removed = append(out.Removed, stretchRemovalJSON{r.Rule.String(), r.Count, r.Alone})
	}
	return out
}

// sayWithout is why places are empty, in one line.
func sayWithout(w stretch.Without, one, many string) string {
	out := fmt.Sprintf("%d of %s allowed", len(w.Allowed), count(w.Candidates, one, many))
	if len(w.Allowed) == 0 {
		out = "none of " + count(w.Candidates, one, many) + " is allowed"
	}
	for i, r := range w.Removed {
		out += map[bool]string{true: ": ", false: ", "}[i == 0] + fmt.Sprintf("“%s” rules out %d", r.Rule, r.Count)
		if r.Alone > 0 && r.Alone < r.Count {
			out += fmt.Sprintf(" (%d alone)", r.Alone)
		}
	}
	return out
}

// stretchChoiceJSON is another choice, and what the result loses with it.
type stretchChoiceJSON struct {
	Employee   string            `json:"employee,omitempty"`
	EmployeeID int64             `json:"employee_id,omitempty"`
	Points     json.Number       `json:"points"`
	LostPlaces int               `json:"lost_places"`
	LostPoints json.Number       `json:"lost_points"`
	Moves      []stretchMoveJSON `json:"moves"`
}

type stretchMoveJSON struct {
	Employee string `json:"employee"`
	From     string `json:"from,omitempty"`
	To       string `json:"to,omitempty"`
}

func stretchChoiceOf(v *store.StretchReview, c stretch.Choice) *stretchChoiceJSON {
	out := &stretchChoiceJSON{text.Clean(v.Names[c.Person]), c.Person, points(c.Points), c.Places, points(c.Lost), []stretchMoveJSON{}}
	for _, m := range c.Moves {
		out.Moves = append(out.Moves, stretchMoveJSON{text.Clean(v.Names[m.Person]), text.Clean(v.Assignments[m.From].Name), text.Clean(v.Assignments[m.To].Name)})
	}
	return out
}

// sayChoice is what a choice costs all, and who moves.
func sayChoice(v *store.StretchReview, c stretch.Choice) string {
	loss := func(n int64, s string) string {
		if n < 0 {
			return "gains " + s
		}
		return "loses " + s
	}
	var out []string
	if c.Places != 0 {
		out = append(out, loss(int64(c.Places), count(max(c.Places, -c.Places), "place", "places")))
	}
	if c.Lost != 0 {
		out = append(out, loss(c.Lost, sayPoints(max(c.Lost, -c.Lost))))
	}
	said := "the plan loses nothing"
	if len(out) > 0 {
		said = "the plan " + strings.Join(out, " and ")
	}
	for _, m := range c.Moves {
		if m.Person == c.Person && m.To == c.Assignment && m.From == 0 {
			continue // the choice itself
		}
		said += fmt.Sprintf("; %s: %s → %s", v.Names[m.Person], orNothing(v.Assignments[m.From].Name), orNothing(v.Assignments[m.To].Name))
	}
	return said
}

func sayPoints(n int64) string {
	if n == 1000 {
		return "1 point"
	}
	return store.FormatPoints(n) + " points"
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
