package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) skillCmd() *cobra.Command {
	return group("skill", "Say all about one skill", a.skillShowCmd())
}

func (a *app) skillShowCmd() *cobra.Command {
	most := 10
	c := &cobra.Command{
		Use:     "show SKILL",
		Short:   "Say who can do and teach a skill, and what asks for it",
		Long:    "Say all about a skill: what someone at each level can do, how many have it, who can do it alone or teach it, where they are, which role levels, covers, demands and initiatives ask for it, and which certificates show it. Teams are counted without the teams within them.",
		Example: "understudy skill show Kubernetes",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.skillShow(cmd.Context(), s, given[0], most) })
		},
		ValidArgsFunction: a.completeWith(skills),
	}
	c.Flags().IntVarP(&most, "limit", "n", most, "at most so many lines of each part; 0 for all")
	return c
}

func (a *app) skillShow(ctx context.Context, s *store.Store, ref string, most int) error {
	rec, err := find(ctx, s, "skill", ref)
	if err != nil {
		return err
	}
	f, err := s.Skill(ctx, rec.ID)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(skillFactsOf(f))
	}
	a.facts(rec)
	a.fact("needed", yesNo(f.Needed))
	if f.SinglePoint {
		a.fact("hangs on", f.Holders[0].Name+" alone")
	}
	a.fact("can do it alone", fmt.Sprintf("%d, of them %d can teach it", f.Able(), f.People[4]))
	if f.Stale > 0 {
		a.fact("stale ratings", fmt.Sprint(f.Stale))
	}
	a.fact("interest", fmt.Sprintf("%d very much, %d much, %d some", f.Interest[3], f.Interest[2], f.Interest[1]))
	a.fact("needs and offers", fmt.Sprintf("%d want to learn it, %d offer to teach it", f.Wanted, f.Offered))
	a.heading("Levels")
	t := newTable("LEVEL", ">PEOPLE", "WHAT")
	for level, n := range f.People {
		t.add(fmt.Sprintf("%d %s", level, store.LevelName(level)), fmt.Sprint(n), strings.ReplaceAll(f.Levels[level], "\n", " "))
	}
	a.print(t, "")
	for _, t := range skillTables(f) {
		a.part(t.title, t.table, unlimited(most))
	}
	return nil
}

// titled is a part of an answer.
type titled struct {
	title string
	*table
}

// part writes a table under its title, if it has rows, at most so many of them.
func (a *app) part(title string, t *table, most int) {
	left := len(t.rows) - most
	if len(t.rows) == 0 {
		return
	}
	a.heading(title)
	if left > 0 {
		t.rows = t.rows[:most]
	}
	a.print(t, "")
	if left > 0 {
		a.printf("and %d more; --limit 0 lists all\n", left)
	}
}

func skillTables(f *store.SkillFacts) []titled {
	holders := newTable("NAME", "TEAM", "LOCATION", ">LEVEL", "BY", "ON", "STALE", "OFFERS TO TEACH")
	for _, h := range f.Holders {
		holders.add(h.Name, h.Team, h.Location, fmt.Sprint(h.Level), h.Source, string(h.Date), yesNo(h.Stale), yesNo(h.Offers))
	}
	out := []titled{{"Who can do it alone", holders}}
	for _, p := range []struct {
		title, head string
		list        []store.SkillPlace
	}{{"By team", "TEAM", f.Teams}, {"By location", "LOCATION", f.Locations}} {
		t := newTable(p.head, ">ANY LEVEL", ">ALONE", ">TEACH", ">NEED IT", ">AT THE LEVEL")
		for _, v := range p.list {
			t.add(v.Name, fmt.Sprint(v.People), fmt.Sprint(v.Alone), fmt.Sprint(v.Teach), fmt.Sprint(v.Asked), fmt.Sprint(v.Met))
		}
		out = append(out, titled{p.title, t})
	}
	roles := newTable("ROLE LEVEL", ">NEEDS", ">PEOPLE", ">AT THE LEVEL")
	for _, v := range f.Requirements {
		roles.add(v.RoleLevel, fmt.Sprint(v.Level), fmt.Sprint(v.People), fmt.Sprint(v.Met))
	}
	out = append(out, titled{"Required by", roles})
	named := newTable("WHAT", "")
	for _, kind := range []string{"cover", "demand", "initiative need", "certificate", "gap action"} {
		for _, r := range f.Named[kind] {
			line := r.Label
			if kind == "initiative need" {
				line = r.Values["initiative_id"] + ": " + line
			}
			named.add(kind, line)
		}
	}
	held := newTable("EMPLOYEE", "CERTIFICATE", "STATE", "WHY")
	for _, q := range f.Certified {
		held.add(q.Employee, q.Certificate, string(q.State), q.Why)
	}
	return append(out, titled{"Named by", named}, titled{"Certified", held})
}

// skillFactsJSON is all about a skill.
type skillFactsJSON struct {
	recordJSON
	Needed       bool                     `json:"needed"`
	SinglePoint  bool                     `json:"single_point"`
	Levels       []skillLevelJSON         `json:"levels"`
	Able         int                      `json:"able"`
	Stale        int                      `json:"stale_ratings"`
	Interest     [4]int                   `json:"interest"` // how many, by degree 0 to 3
	Wanted       int                      `json:"wanted"`
	Offered      int                      `json:"offered"`
	Holders      []holdingJSON            `json:"holders"`
	Teams        []skillPlaceJSON         `json:"teams"`
	Locations    []skillPlaceJSON         `json:"locations"`
	Requirements []skillNeedJSON          `json:"requirements"`
	Named        map[string][]recordJSON  `json:"named_by"`
	Certified    []skillQualificationJSON `json:"certified"`
}

type skillLevelJSON struct {
	Level  int    `json:"level"`
	Name   string `json:"name"`
	People int    `json:"people"`
	What   string `json:"what,omitempty"`
}

type holdingJSON struct {
	EmployeeID int64  `json:"employee_id"`
	Employee   string `json:"employee"`
	Team       string `json:"team"`
	Location   string `json:"location"`
	Level      int    `json:"level"`
	Source     string `json:"source"`
	Date       string `json:"date"`
	Stale      bool   `json:"stale"`
	Offers     bool   `json:"offers"`
}

type skillPlaceJSON struct {
	ID     int64  `json:"id"`
	Name   string `json:"name"`
	People int    `json:"people"`
	Alone  int    `json:"alone"`
	Teach  int    `json:"teach"`
	Asked  int    `json:"required"`
	Met    int    `json:"met"`
}

type skillNeedJSON struct {
	RoleLevelID int64  `json:"role_level_id"`
	RoleLevel   string `json:"role_level"`
	Level       int    `json:"level"`
	People      int    `json:"people"`
	Met         int    `json:"met"`
}

type skillQualificationJSON struct {
	ID          int64  `json:"id"`
	EmployeeID  int64  `json:"employee_id"`
	Employee    string `json:"employee"`
	Certificate string `json:"certificate"`
	Obtained    string `json:"obtained"`
	Expires     string `json:"expires,omitempty"`
	State       string `json:"state"`
	Why         string `json:"why"`
}

func skillFactsOf(f *store.SkillFacts) skillFactsJSON {
	out := skillFactsJSON{
		recordJSON: jsonOf(f.Skill), Needed: f.Needed, SinglePoint: f.SinglePoint, Able: f.Able(), Stale: f.Stale, Interest: f.Interest,
		Wanted: f.Wanted, Offered: f.Offered, Holders: []holdingJSON{}, Teams: placesOf(f.Teams), Locations: placesOf(f.Locations),
		Requirements: []skillNeedJSON{}, Named: map[string][]recordJSON{}, Certified: []skillQualificationJSON{},
	}
	for level, n := range f.People {
		out.Levels = append(out.Levels, skillLevelJSON{level, store.LevelName(level), n, text.CleanLines(f.Levels[level])})
	}
	for _, h := range f.Holders {
		out.Holders = append(out.Holders, holdingJSON{h.EmployeeID, text.Clean(h.Name), text.Clean(h.Team), text.Clean(h.Location), h.Level, h.Source, string(h.Date), h.Stale, h.Offers})
	}
	for _, v := range f.Requirements {
		out.Requirements = append(out.Requirements, skillNeedJSON{v.RoleLevelID, text.Clean(v.RoleLevel), v.Level, v.People, v.Met})
	}
	for kind, recs := range f.Named {
		out.Named[strings.ReplaceAll(kind, " ", "_")] = jsonOfAll(recs)
	}
	for _, q := range f.Certified {
		out.Certified = append(out.Certified, skillQualificationJSON{q.ID, q.EmployeeID, text.Clean(q.Employee), text.Clean(q.Certificate), string(q.Obtained), string(q.Expires), string(q.State), q.Why})
	}
	return out
}

func placesOf(list []store.SkillPlace) []skillPlaceJSON {
	out := make([]skillPlaceJSON, 0, len(list))
	for _, v := range list {
		out = append(out, skillPlaceJSON{v.ID, text.Clean(v.Name), v.People, v.Alone, v.Teach, v.Asked, v.Met})
	}
	return out
}
