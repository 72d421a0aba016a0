package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// skillJSON is one skill of an employee beside what the role level asks for.
type skillJSON struct {
	Skill    string `json:"skill"`
	Category string `json:"category,omitempty"`
	Level    int    `json:"level"`
	Rated    bool   `json:"rated"`
	Required int    `json:"required,omitempty"`
	Source   string `json:"source,omitempty"`
	Date     string `json:"date,omitempty"`
	Interest int    `json:"interest,omitempty"`
	Need     int    `json:"need,omitempty"`
	Offer    int    `json:"offer,omitempty"`
	Ratings  int    `json:"ratings"`
}

// eventJSON is one entry of a life line.
type eventJSON struct {
	Date string `json:"date"`
	What string `json:"what"`
	Text string `json:"text"`
}

// profileJSON is all about one employee.
type profileJSON struct {
	employeeJSON
	Skills   []skillJSON             `json:"skills"`
	LifeLine []eventJSON             `json:"life_line"`
	Parts    map[string][]recordJSON `json:"parts,omitempty"` // by kind, what hangs from the employee
}

// profileParts are the kinds that a profile shows of themselves: the others are in
// the skills and the life line already.
const profileParts = "|employee field|employee language|answer|consent|enrolment|"

func (a *app) showEmployee(ctx context.Context, s *store.Store, rec store.Record) error {
	row, err := s.Employee(ctx, rec.ID)
	if err != nil {
		return err
	}
	skills, err := s.EmployeeSkills(ctx, rec.ID)
	if err != nil {
		return err
	}
	life, err := s.LifeLine(ctx, rec.ID)
	if err != nil {
		return err
	}
	life = slices.DeleteFunc(life, func(e store.LifeEvent) bool { return e.Kind == "note" }) // private
	parts, err := children(ctx, s, rec)
	if err != nil {
		return err
	}
	if enrolled, err := enrolmentsOf(ctx, s, rec.ID); err != nil {
		return err
	} else if len(enrolled.recs) > 0 {
		parts = append(parts, enrolled)
	}
	if a.json {
		return a.printJSON(profileJSON{employeeOf(row), skillsOf(skills), eventsOf(life), jsonParts(parts)})
	}
	a.printProfile(row, skills, life, parts)
	return nil
}

// enrolmentsOf finds them by employee, as they hang from cycles.
func enrolmentsOf(ctx context.Context, s *store.Store, employee int64) (part, error) {
	recs, err := s.List(ctx, "enrolment", store.ListFilter{})
	if err != nil {
		return part{}, err
	}
	p := part{}
	for _, r := range recs {
		if r.Refs["employee_id"] == employee {
			p.kind, p.recs = r.Kind, append(p.recs, r)
		}
	}
	return p, nil
}

func skillsOf(rows []store.SkillRow) []skillJSON {
	out := make([]skillJSON, 0, len(rows))
	for _, r := range rows {
		out = append(out, skillJSON{
			Skill: text.Clean(r.Skill), Category: text.Clean(r.Category), Level: r.Level, Rated: r.Rated, Required: r.Required,
			Source: r.Source, Date: string(r.Date), Interest: r.Interest, Need: r.Need, Offer: r.Offer, Ratings: r.Ratings,
		})
	}
	return out
}

func eventsOf(rows []store.LifeEvent) []eventJSON {
	out := make([]eventJSON, 0, len(rows))
	for _, r := range rows {
		out = append(out, eventJSON{string(r.Date), r.What, text.CleanLines(r.Text)})
	}
	return out
}

func (a *app) printProfile(r store.EmployeeRow, skills []store.SkillRow, life []store.LifeEvent, parts []part) {
	a.printf("%s\n", a.bold(text.Clean(r.Name)))
	a.fact("id", itoa(r.ID))
	a.fact("number", r.Number)
	a.fact("e-mail", r.Email)
	a.fact("role", roleName(r))
	a.fact("grade", r.Grade)
	a.fact("team", r.Team)
	a.fact("location", joined(r.Location, r.Country, r.Market, r.Zone))
	if r.WorkFrom != "" {
		a.fact("works", r.WorkFrom+" to "+r.To)
	}
	a.fact("manager", r.Manager)
	a.fact("hired", string(r.Hired))
	a.fact("left", joined(string(r.LeftOn), r.LeftReason))
	if r.Required > 0 {
		a.fact("role's skills", fmt.Sprintf("%d of %d at the level", r.Covered, r.Required))
	}
	for _, p := range parts {
		if strings.Contains(profileParts, "|"+p.kind.Name+"|") {
			a.printPart(p)
		}
	}
	a.printSkills(skills)
	a.printLife(life)
}

// printPart lists what hangs from an employee, one line each.
func (a *app) printPart(p part) {
	a.heading(p.kind.Title)
	for _, r := range p.recs {
		line := r.Label
		if p.kind.Name == "enrolment" {
			line = fmt.Sprintf("%s, as %s, %s, waiting since %s, %s", r.Values["cycle_id"], r.Values["side"],
				numbered(r.Values["places"], "place", "places"), r.Values["waiting_since"], r.Values["state"])
		}
		a.printf("%s\n", text.Clean(line))
	}
}

func (a *app) printSkills(skills []store.SkillRow) {
	if len(skills) == 0 {
		return
	}
	a.heading("Skills")
	t := newTable("SKILL", "LEVEL", "REQUIRED", "BY", "ON", ">INTEREST", ">NEEDS", ">OFFERS")
	level := func(n int) string {
		if n == 0 {
			return ""
		}
		return fmt.Sprintf("%d %s", n, store.LevelName(n))
	}
	number := func(n int) string { return strings.TrimPrefix(fmt.Sprint(n), "0") }
	for _, k := range skills {
		has := level(k.Level)
		if k.Rated && k.Level == 0 {
			has = "0 none"
		}
		t.add(k.Skill, has, level(k.Required), k.Source, string(k.Date), number(k.Interest), number(k.Need), number(k.Offer))
	}
	a.print(t, "")
}

func (a *app) printLife(life []store.LifeEvent) {
	if len(life) == 0 {
		return
	}
	a.heading("Life line")
	t := newTable("DATE", "WHAT", "")
	for _, e := range life {
		t.add(string(e.Date), e.What, e.Text)
	}
	a.print(t, "")
}

// joined puts what there is of the parts behind each other.
func joined(parts ...string) string {
	var out []string
	for _, p := range parts {
		if p != "" {
			out = append(out, p)
		}
	}
	return strings.Join(out, ", ")
}
