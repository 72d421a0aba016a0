package main

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// mentorJSON is somebody who could close a gap.
type mentorJSON struct {
	Employee  int64       `json:"employee"`
	Name      string      `json:"name"`
	Team      string      `json:"team,omitempty"`
	Location  string      `json:"location,omitempty"`
	Level     int         `json:"level"`
	Offers    bool        `json:"offers"`
	Enrolment int64       `json:"enrolment,omitempty"` // nothing: does not take part yet
	Slot      string      `json:"slot,omitempty"`
	Mentors   int         `json:"mentors_now"`
	Free      int         `json:"places_left"`
	Points    json.Number `json:"points"`
	Most      json.Number `json:"most"`
	Can       bool        `json:"can"`
	Against   []string    `json:"against"`
}

// mentorsJSON is who could close a gap, in one cycle.
type mentorsJSON struct {
	Employee string          `json:"employee"`
	Skill    string          `json:"skill"`
	Has      int             `json:"has"`
	Level    int             `json:"level"`
	Program  string          `json:"program"`
	Cycle    string          `json:"cycle"`
	Against  string          `json:"against,omitempty"` // why they can have no pair there at all
	Joining  string          `json:"joining,omitempty"` // why nobody can join the cycle now
	UnderWay []gapActionJSON `json:"under_way"`
	Mentors  []mentorJSON    `json:"mentors"`
	More     int             `json:"not_looked_at,omitempty"`
}

func mentorsOf(m store.GapMentors) mentorsJSON {
	out := mentorsJSON{
		text.Clean(m.Employee), text.Clean(m.Skill), m.Has, m.Ask.Level, text.Clean(m.Cycle.Program), text.Clean(m.Cycle.Name), text.Clean(m.Against), text.Clean(m.Joining), gapActionsOf(m.UnderWay), []mentorJSON{}, m.More,
	}
	for _, c := range m.Mentors {
		out.Mentors = append(out.Mentors, mentorJSON{
			c.Employee, text.Clean(c.Name), text.Clean(c.Team), text.Clean(c.Location), c.Level, c.Offers, c.Enrolment, text.Clean(c.Slot), c.Running, c.Free, points(c.Points), points(c.Most), c.Can(), cleanAll(c.Against),
		})
	}
	return out
}

// mostListed is how many candidates are shown for reading; --json has all.
const mostListed = 20

func (a *app) showMentors(m store.GapMentors) error {
	if a.json {
		return a.printJSON(mentorsOf(m))
	}
	a.printf("%s\n", a.bold(text.Clean(fmt.Sprintf("Who could bring %s from %s %d to %d, in %s, %s", m.Employee, m.Skill, m.Has, m.Ask.Level, m.Cycle.Program, m.Cycle.Name))))
	for _, act := range m.UnderWay {
		a.printf("%s\n", text.Clean(fmt.Sprintf("under way already: %s with %s, since %s", act.State, act.Mentor, act.Begun)))
	}
	if m.Against != "" {
		a.printf("nobody: %s\n", text.Clean(m.Against))
		return nil
	}
	t := newTable("MENTOR", ">POINTS", "WHY", "TEAM", "LOCATION", "BUT")
	t.whole = true
	for _, c := range m.Mentors[:min(len(m.Mentors), mostListed)] {
		t.add(c.Name, store.FormatPoints(c.Points)+" of "+store.FormatPoints(c.Most), strings.Join(c.Reasons(), ", "), c.Team, c.Location, strings.Join(c.Against, "; "))
	}
	a.print(t, fmt.Sprintf("nobody in the company has %s %d; the gap has no source inside", m.Skill, m.Ask.Level))
	if more := len(m.Mentors) - mostListed + m.More; more > 0 {
		a.printf("and %s; --json has the first %d\n", strings.Replace(count(more, "person", "people"), " ", " more ", 1), len(m.Mentors))
	}
	if m.Joining != "" {
		a.printf("nobody can join now: %s\n", text.Clean(m.Joining))
	}
	if len(m.Mentors) > 0 && m.Mentors[0].Can() {
		a.say("to make the pair: understudy gaps close %s %s %d --program %s --mentor %s", text.Quote(m.Employee), text.Quote(m.Skill), m.Ask.Level, text.Quote(m.Cycle.Program), text.Quote(m.Mentors[0].Name))
	}
	return nil
}

// gapActionJSON is what was begun to close a gap.
type gapActionJSON struct {
	ID         int64  `json:"id"`
	Begun      string `json:"begun"`
	State      string `json:"state"`
	Skill      string `json:"skill"`
	Level      int    `json:"level"` // to be reached
	Employee   string `json:"employee,omitempty"`
	EmployeeID int64  `json:"employee_id,omitempty"`
	Has        int    `json:"has"`
	Mentor     string `json:"mentor,omitempty"`
	Pair       int64  `json:"pair,omitempty"`
	Program    string `json:"program,omitempty"`
	Cycle      string `json:"cycle,omitempty"`
	Initiative string `json:"initiative,omitempty"`
	Note       string `json:"note,omitempty"`

	Placement   int64  `json:"placement,omitempty"` // of a rotation; then mentor is its host
	Plan        string `json:"plan,omitempty"`
	Seat        string `json:"seat,omitempty"`
	Application int64  `json:"application,omitempty"` // for a stretch assignment; then mentor is its sponsor
	Stretch     string `json:"stretch_assignment,omitempty"`
}

func gapActionsOf(list []store.GapAction) []gapActionJSON {
	out := make([]gapActionJSON, 0, len(list))
	for _, v := range list {
		out = append(out, gapActionJSON{
			v.ID, string(v.Begun), string(v.State), text.Clean(v.Skill), v.Level, text.Clean(v.Employee), v.EmployeeID, v.Has,
			text.Clean(v.Mentor), v.Pair, text.Clean(v.Program), text.Clean(v.Cycle), text.Clean(v.Initiative), text.Clean(v.Note),
			v.Placement, text.Clean(v.Plan), text.Clean(v.Seat), v.Application, text.Clean(v.Stretch),
		})
	}
	return out
}

// actionPlace is the cycle, the seat of a plan or the stretch assignment of an action.
func actionPlace(v store.GapAction) string {
	switch {
	case v.Placement != 0:
		return v.Plan + ", " + v.Seat
	case v.Application != 0:
		return v.Stretch
	}
	return strings.TrimSuffix(v.Program+", "+v.Cycle, ", ")
}

func gapActionTable(list []store.GapAction) *table {
	t := newTable("BEGUN", "EMPLOYEE", "SKILL", ">HAS", ">TO REACH", "MENTOR", "STATE", "IN", "INITIATIVE")
	for _, v := range list {
		t.add(string(v.Begun), v.Employee, v.Skill, fmt.Sprint(v.Has), fmt.Sprint(v.Level), cmp.Or(v.Mentor, "-"), string(v.State), actionPlace(v), v.Initiative)
	}
	return t
}
