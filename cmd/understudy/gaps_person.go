package main

import (
	"context"
	"fmt"
	"slices"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
)

// gapsOfEmployee compares an employee with the own role level, or with one wished for.
func gapsOfEmployee(ctx context.Context, s *store.Store, ref string, f gapsFlags) (*gapView, error) {
	who, e, err := gapEmployee(ctx, s, ref)
	if err != nil {
		return nil, err
	}
	only, err := f.narrowTo(&e.SkillNames, &e.Categories, &e.FamilyNames, e.Category, e.Family)
	if err != nil {
		return nil, err
	}
	at := e.Role
	if f.role != "" {
		want, err := findRoleLevel(ctx, s, f.role)
		if err != nil {
			return nil, err
		}
		at = e.Roles.Number(want.ID)
	}
	if at == gap.None {
		return nil, usage("%s has no role level; name one with --role, or set it with: understudy add position employee=… role_level=…", who.Label)
	}
	return comparison(who, e, at, only), nil
}

// comparison lists the gaps of an employee, then what is met, then what goes beyond.
func comparison(who store.Record, e *store.GapEmployee, at int32, only narrowed) *gapView {
	needs := e.Requirements.Row(at)
	d := gap.DistanceOf(e.Levels, needs)
	v := &gapView{title: who.Label + " as " + e.Roles.Name(at), empty: "the role level requires nothing, and no skill is rated"}
	v.fact("employee", who.Label)
	v.fact("employee_id", who.ID)
	v.fact("role_level", e.Roles.Name(at))
	v.fact("role_level_id", e.Roles.ID(at))
	distanceFacts(v, d)
	v.lead = []string{sayDistance(d)}
	v.columns = []gapColumn{
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Has", key: "level", number: true},
		{heading: "Needs", key: "required", number: true},
		{heading: "Missing", key: "missing", number: true},
		{heading: "Beyond", key: "surplus", number: true},
		{heading: "Interest", key: "interest", number: true},
	}
	gaps, met, surplus := gap.Compare(e.Levels, needs)
	add := func(list []gap.Item, of func(gap.Item) bool) {
		for _, i := range list {
			if of(i) && only.has(i.Skill) {
				v.add(e.SkillNames.Name(i.Skill), e.SkillNames.ID(i.Skill), i.Has, i.Needs, max(0, int(i.Needs)-int(i.Has)), max(0, int(i.Has)-int(i.Needs)), e.Interests.Of(i.Skill))
			}
		}
	}
	add(gaps, func(gap.Item) bool { return true })
	if len(v.rows) > 0 {
		v.foot = []string{"answer the first with a mentor: understudy gaps close " + text.Quote(who.Label) + " " + text.Quote(v.rows[0][0]) + " " + v.rows[0][3]}
	}
	add(met, func(i gap.Item) bool { return i.Has == i.Needs })
	add(surplus, func(i gap.Item) bool { return i.Needs > 0 })
	add(surplus, func(i gap.Item) bool { return i.Needs == 0 })
	return v
}

func gapEmployee(ctx context.Context, s *store.Store, ref string) (store.Record, *store.GapEmployee, error) {
	who, err := find(ctx, s, "employee", ref)
	if err != nil {
		return who, nil, err
	}
	e, err := s.GapEmployee(ctx, who.ID)
	return who, e, err
}

func distanceFacts(v *gapView, d gap.Distance) {
	v.fact("missing_levels", d.Missing)
	v.fact("skills_short", d.Short)
	v.fact("skills_required", d.Skills)
	v.fact("ready_percent", d.Ready())
}

// sayDistance is a distance in one sentence.
func sayDistance(d gap.Distance) string {
	switch {
	case d.Skills == 0:
		return "this role level requires nothing yet"
	case d.Missing == 0:
		return fmt.Sprintf("lacks nothing of %s: 100 %% ready", count(int(d.Skills), "required skill", "required skills"))
	}
	return fmt.Sprintf("%d %% ready: %s missing, in %d of %s; %s one level away", d.Ready(), count(int(d.Missing), "level is", "levels are"), d.Short,
		count(int(d.Skills), "required skill", "required skills"), count(int(d.Near), "is", "are"))
}

// distanceColumns follow the name of whom or what a distance is of.
func distanceColumns() []gapColumn {
	return []gapColumn{
		{heading: "Ready %", key: "ready_percent", number: true},
		{heading: "Missing levels", key: "missing", number: true},
		{heading: "Skills short", key: "skills_short", number: true},
		{heading: "One level away", key: "one_level_away", number: true},
		{heading: "Skills needed", key: "skills_required", number: true},
	}
}

// nearestRoles ranks the role levels that still are some for an employee.
func nearestRoles(ctx context.Context, s *store.Store, ref string, f gapsFlags) (*gapView, error) {
	who, e, err := gapEmployee(ctx, s, ref)
	if err != nil {
		return nil, err
	}
	only, err := f.narrowTo(&e.SkillNames, &e.Categories, &e.FamilyNames, e.Category, e.Family)
	if err != nil {
		return nil, err
	}
	v := &gapView{title: "Role levels nearest to " + who.Label, empty: "no role level requires a skill yet; bring them in with: understudy import requirements FILE"}
	v.fact("employee", who.Label)
	v.fact("employee_id", who.ID)
	v.columns = append([]gapColumn{{heading: "Role level", key: "role_level"}, {heading: "Role level id", key: "role_level_id", number: true, data: true}, {heading: "Step", key: "step"}}, distanceColumns()...)
	for _, r := range gap.RankRoles(e.Levels, e.Requirements, e.Ways, f.all) {
		if name := e.Roles.Name(r.Of); !e.Archived[r.Of] && only.hasRole(r.Of) {
			step := stepTo(e, r.Of)
			v.add(name, e.Roles.ID(r.Of), step, r.Ready(), r.Missing, r.Short, r.Near, r.Skills)
			switch step {
			case nextLevel:
				v.lead = slices.Insert(v.lead, 0, name+" is the next level: "+sayDistance(r.Distance))
			case careerStep:
				v.lead = append(v.lead, name+" is a career step: "+sayDistance(r.Distance))
			}
		}
	}
	v.foot = []string{"roles of which nothing is there yet and the lower levels of the own role: --all"}
	if f.all {
		v.foot = nil
	}
	return v, nil
}

// The steps that lead from the own role level.
const nextLevel, careerStep = "next level", "career step"

// stepTo says what a role level is to somebody, "" for nothing.
func stepTo(e *store.GapEmployee, role int32) string {
	switch {
	case role == e.Role:
		return "own"
	case role == e.Next:
		return nextLevel
	case slices.Contains(e.Careers, role):
		return careerStep
	}
	return ""
}

// readiest ranks everybody's readiness for a role level.
func readiest(ctx context.Context, s *store.Store, ref string) (*gapView, error) {
	role, err := findRoleLevel(ctx, s, ref)
	if err != nil {
		return nil, err
	}
	c, err := s.GapForRole(ctx, role.ID)
	if err != nil {
		return nil, err
	}
	needs := c.Requirements.Row(c.Roles.Number(role.ID))
	if len(needs.Skill) == 0 {
		return nil, &statusError{exitNotFound, fmt.Errorf("%s requires no skill yet; bring requirements in with: understudy import requirements FILE", role.Label)}
	}
	v := &gapView{title: "Who is ready for " + role.Label, empty: "nobody is employed yet"}
	v.fact("role_level", role.Label)
	v.fact("role_level_id", role.ID)
	v.columns = append([]gapColumn{
		{heading: "Employee", key: "employee"}, {heading: "Employee id", key: "employee_id", number: true, data: true}, {heading: "Present role level", key: "role_level"},
	}, distanceColumns()...)
	ready := 0
	for _, r := range gap.RankEmployees(c.Levels, needs) {
		if r.Missing == 0 {
			ready++
		}
		v.add(c.Employees.Name(r.Of), c.Employees.ID(r.Of), c.Roles.Name(c.Role[r.Of]), r.Ready(), r.Missing, r.Short, r.Near, r.Skills)
	}
	v.fact("ready", ready)
	v.lead = []string{fmt.Sprintf("%s required; %s nothing", count(len(needs.Skill), "skill is", "skills are"), count(ready, "employee lacks", "employees lack"))}
	return v, nil
}
