package main

import (
	"context"
	"fmt"

	"understudy/store"
)

// ratingHistory lists the ratings of an employee.
func ratingHistory(ctx context.Context, s *store.Store, given []string) (*gapView, error) {
	who, err := find(ctx, s, "employee", given[0])
	if err != nil {
		return nil, err
	}
	v := &gapView{title: "Ratings of " + who.Label, empty: "nobody has rated them yet; begin with: understudy rate EMPLOYEE SKILL LEVEL"}
	v.fact("employee", who.Label)
	v.fact("employee_id", who.ID)
	var of int64
	if len(given) == 2 {
		skill, err := find(ctx, s, "skill", given[1])
		if err != nil {
			return nil, err
		}
		of, v.title = skill.ID, v.title+" in "+skill.Label
	}
	v.columns = []gapColumn{
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Date", key: "date"},
		{heading: "Level", key: "level", number: true},
		{heading: "Before", key: "before", number: true},
		{heading: "By", key: "source"},
		{heading: "Decides", key: "decides"},
		{heading: "Evidence", key: "evidence"},
	}
	list, err := s.RatingHistory(ctx, who.ID, of)
	for _, r := range list {
		before := ""
		if r.Before >= 0 {
			before = fmt.Sprint(r.Before)
		}
		v.add(r.Skill, r.SkillID, r.Date, r.Level, before, r.Source, yesNo(r.Decides), r.Evidence)
	}
	return v, err
}

// yesNo leaves the frequent answer empty, so that the other is seen.
func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

func staleRatings(ctx context.Context, s *store.Store, f rateFlags) (*gapView, error) {
	people, err := f.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	after, err := s.Setting(ctx, store.RatingsStaleAfter)
	if err != nil {
		return nil, err
	}
	list, all, err := s.StaleRatings(ctx, store.StaleFilter{PeopleFilter: people, Required: f.required})
	if err != nil {
		return nil, err
	}
	v := &gapView{title: "Ratings older than " + after.Value + " days", empty: "no rating is as old as that"}
	v.fact("stale_after_days", after.Int())
	v.fact("ratings", all)
	v.columns = []gapColumn{
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Team", key: "team"},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Level", key: "level", number: true},
		{heading: "Needs", key: "required", number: true},
		{heading: "By", key: "source"},
		{heading: "On", key: "date"},
		{heading: "Days ago", key: "age_days", number: true},
	}
	for _, r := range list {
		v.add(r.Employee, r.EmployeeID, r.Team, r.Skill, r.SkillID, r.Level, r.Required, r.Source, r.Date, r.Age)
	}
	if all > 0 {
		v.lead = []string{fmt.Sprintf("%s; those that the role level requires come first, the oldest of them first", count(all, "level asks to be rated anew", "levels ask to be rated anew"))}
	}
	return v, nil
}

// ratingMatrix lists every cell of a grid in which something is asked, rated or wanted.
func ratingMatrix(ctx context.Context, s *store.Store, f rateFlags) (*gapView, error) {
	people, err := f.filter(ctx, s)
	if err != nil {
		return nil, err
	}
	g, err := s.RatingGrid(ctx, store.GridFilter{PeopleFilter: people, Required: f.required, Most: 1_000_000})
	if err != nil {
		return nil, err
	}
	v := &gapView{title: "Ratings, self and others", empty: "nobody there needs or has a skill yet"}
	v.fact("people", len(g.People))
	v.fact("more_people", g.MorePeople)
	v.fact("stale_after_days", g.StaleAfter)
	if g.MorePeople > 0 {
		v.lead = []string{fmt.Sprintf("the first %d people by name; %d more are left out, narrow it with --team, --location or --market", len(g.People), g.MorePeople)}
	}
	v.columns = []gapColumn{
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Needs", key: "required", number: true},
		{heading: "Level", key: "level", number: true},
		{heading: "By", key: "source"},
		{heading: "On", key: "date"},
		{heading: "Stale", key: "stale"},
		{heading: "Self", key: "self", number: true},
		{heading: "Others", key: "others", number: true},
		{heading: "Difference", key: "difference", number: true},
		{heading: "Interest", key: "interest", number: true},
	}
	for i, p := range g.People {
		for j, k := range g.Skills {
			c := g.Cells[i][j]
			if c.Current.ID == 0 && c.Required == 0 && c.Interest == 0 {
				continue
			}
			difference := ""
			if d, both := c.Difference(); both {
				difference = fmt.Sprint(d)
			}
			v.add(p.Name, p.ID, k.Name, k.ID, c.Required, seen(c.Current), c.Current.Source, c.Current.Date, yesNo(c.Stale), seen(c.Self), seen(c.Other), difference, c.Interest)
		}
	}
	return v, nil
}

func seen(r store.Seen) string {
	if r.ID == 0 {
		return ""
	}
	return fmt.Sprint(r.Level)
}
