package main

import (
	"context"
	"fmt"
	"strings"

	"understudy/match/gap"
	"understudy/store"
)

// withoutEmployee says what breaks if someone leaves.
func withoutEmployee(ctx context.Context, s *store.Store, ref string) (*gapView, error) {
	who, err := find(ctx, s, "employee", ref)
	if err != nil {
		return nil, err
	}
	c, err := s.GapWithout(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	n := c.Employees.Number(who.ID)
	if n == gap.None {
		return nil, usage("%s has left already, or is archived: nothing hangs on them", who.Label)
	}
	return leavingView(c, who, n), nil
}

// leavingView lists what breaks, what gets worse, and what gets scarce without someone.
func leavingView(c *store.GapCompany, who store.Record, n int32) *gapView {
	l := c.Leaving(n)
	v := &gapView{title: "If " + who.Label + " leaves", empty: "nothing that is needed hangs on them"}
	nobody := 0
	for _, x := range l.Losses {
		if x.Left == 0 {
			nobody++
		}
	}
	v.fact("employee", who.Label)
	v.fact("employee_id", who.ID)
	v.fact("broken", len(l.Broken))
	v.fact("worse", len(l.Worse))
	v.fact("nobody_left", nobody)
	v.fact("one_left", len(l.Losses)-nobody)
	v.lead = sayLeaving(l, nobody)
	asked := len(l.Broken)+len(l.Worse) > 0
	v.columns = []gapColumn{
		{heading: "What", key: "what"},
		{heading: "In", key: "group"},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Level", key: "level", number: true},
		{heading: "Highest needed", key: "highest_required", number: true},
		{heading: "Needed by", key: "required", number: true},
		{heading: "People asked", key: "people", number: true, data: !asked},
		{heading: "Left", key: "left", number: true},
		{heading: "Who is left", key: "only"},
		{heading: "Employee id", key: "only_id", number: true, data: true},
		{heading: "Next in line", key: "one_level_away", number: true},
		{heading: "By", key: "due", data: !asked},
		{heading: "For", key: "initiative", data: !asked},
		{heading: "Id", key: "id", number: true, data: true},
	}
	add := func(list []store.GapCover, how string) {
		for _, b := range list {
			v.add(b.Kind+" "+how, b.Place, b.Skill, c.SkillNames.ID(b.Cover.Skill), c.Levels.Row(n).Of(b.Cover.Skill), b.Level, "", b.Count, b.Have,
				c.Employees.Name(b.Only), idOrNone(&c.Employees, b.Only), b.Near, b.Due, b.InitiativeName, b.ID)
		}
	}
	add(l.Broken, "breaks")
	add(l.Worse, "gets worse")
	for _, x := range l.Losses {
		what := "one person left"
		if x.Left == 0 {
			what = "nobody left"
		}
		v.add(what, c.PlaceName(x.By, x.Group), c.SkillNames.Name(x.Skill), c.SkillNames.ID(x.Skill), x.Level, x.Highest, x.Required, "", x.Left,
			c.Employees.Name(x.Only), idOrNone(&c.Employees, x.Only), x.Next, "", "", "")
	}
	if len(v.rows) > 0 {
		v.foot = []string{footClose}
	}
	return v
}

// sayLeaving sums up what breaks.
func sayLeaving(l store.GapLeaving, nobody int) (lead []string) {
	if len(l.Broken) > 0 {
		lead = append(lead, sayKinds(l.Broken)+" would break")
	}
	if len(l.Worse) > 0 {
		lead = append(lead, sayKinds(l.Worse)+" already without enough people would lack one more")
	}
	if len(l.Losses) > 0 {
		lead = append(lead, fmt.Sprintf("%s then be done alone by nobody, %d would hang on one person", count(nobody, "needed skill could", "needed skills could"), len(l.Losses)-nobody))
	}
	return lead
}

// sayKinds counts what is asked for by its kind.
func sayKinds(list []store.GapCover) string {
	n := map[string]int{}
	for _, b := range list {
		n[b.Kind]++
	}
	var out []string
	for _, k := range [][3]string{{store.CoverKind, "cover", "covers"}, {store.DemandKind, "demand", "demands"}, {store.InitiativeNeedKind, "need of an initiative", "needs of initiatives"}} {
		if n[k[0]] > 0 {
			out = append(out, count(n[k[0]], k[1], k[2]))
		}
	}
	return strings.Join(out, " and ")
}

// idOrNone is an id for a cell, empty for none.
func idOrNone(names *store.GapNames, number int32) string {
	if number == gap.None {
		return ""
	}
	return itoa(names.ID(number))
}
