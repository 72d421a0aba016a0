package main

import (
	"fmt"
	"slices"

	"understudy/match/gap"
	"understudy/store"
)

// groupWord is what the groups of a kind are called.
func groupWord(by gap.By) string {
	return map[gap.By]string{gap.Company: "company", gap.Team: "team", gap.Location: "location", gap.Market: "market"}[by]
}

func groupID(c *store.GapCompany, by gap.By, group int32) string {
	if names := c.Groups(by); names != nil {
		return itoa(names.ID(group))
	}
	return ""
}

// groupColumns are those that name a group and a skill.
func groupColumns(by gap.By) []gapColumn {
	word := groupWord(by)
	return []gapColumn{
		{heading: title(word), key: word},
		{heading: title(word) + " id", key: word + "_id", number: true, data: true},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
	}
}

func title(word string) string { return string(word[0]-'a'+'A') + word[1:] }

// groupGaps lists the cells of all groups that lack levels, with all also the others.
func groupGaps(c *store.GapCompany, by gap.By, all bool, only narrowed) *gapView {
	t := only.company(c).Gaps(by)
	places := ofSkills(t.Worst(), only)
	missing, lacking := 0, map[int32]bool{}
	for _, p := range places {
		missing += int(p.Missing)
		lacking[p.Group] = true
	}
	if all {
		places = append(places, ofSkills(met(t), only)...)
	}
	v := &gapView{title: "Gaps by " + groupWord(by), empty: "nobody lacks anything that a role level requires"}
	if by == gap.Company {
		v.title = "Gaps of the company"
	}
	v.lead = []string{fmt.Sprintf("%s missing%s", count(missing, "level is", "levels are"), inGroups(by, len(lacking)))}
	if n := unplaced(c); n > 0 && only.family == gap.None {
		v.lead = append(v.lead, count(n, "employee has", "employees have")+" no role level, so that nothing is required of them; set it with: understudy add position employee=… role_level=… since=…")
	}
	if n := c.Unasked(); n > 0 && only.family == gap.None {
		v.fact("role_level_requires_nothing", n)
		v.lead = append(v.lead, fmt.Sprintf("%d of %s %s a role level that requires nothing; bring requirements in with: understudy import requirements FILE", n, count(len(c.Role), "person", "people"), map[bool]string{true: "has", false: "have"}[n == 1]))
	}
	v.fact("by", groupWord(by))
	v.fact("missing_levels", missing)
	v.fact("groups_lacking", len(lacking))
	v.columns = append(groupColumns(by), []gapColumn{
		{heading: "Needed by", key: "required", number: true},
		{heading: "Met by", key: "met", number: true},
		{heading: "Missing levels", key: "missing", number: true},
		{heading: "One level away", key: "one_level_away", number: true},
		{heading: "Surplus levels", key: "surplus", number: true},
		{heading: "Can do it alone", key: "able", number: true},
		{heading: "Of other roles", key: "able_of_other_roles", number: true},
	}...)
	for _, p := range places {
		v.add(c.PlaceName(by, p.Group), groupID(c, by, p.Group), c.SkillNames.Name(p.Skill), c.SkillNames.ID(p.Skill),
			p.Required, p.Met, p.Missing, p.Near, p.Surplus, p.Able, p.Spare)
	}
	if missing > 0 {
		v.foot = []string{footClose}
	}
	return v
}

// ofSkills keeps the places of the skills that the answer is about.
func ofSkills(places []gap.Place, only narrowed) []gap.Place {
	return slices.DeleteFunc(places, func(p gap.Place) bool { return !only.has(p.Skill) })
}

// met are the cells that lack nothing.
func met(t *gap.Table) (out []gap.Place) {
	for g := range int32(t.Groups()) {
		for _, cell := range t.Row(g) {
			if cell.Missing == 0 {
				out = append(out, gap.Place{Group: g, Cell: cell})
			}
		}
	}
	return out
}

// inGroups says in how many groups.
func inGroups(by gap.By, n int) string {
	if by == gap.Company || n == 0 {
		return ""
	}
	return ", in " + count(n, groupWord(by), groupWord(by)+"s")
}

// unplaced counts the employees whose role level is unknown.
func unplaced(c *store.GapCompany) (n int) {
	for _, r := range c.Role {
		if r == gap.None {
			n++
		}
	}
	return n
}

// singlePoints lists the needed skills that one person of a group alone can do.
func singlePoints(c *store.GapCompany, by gap.By, need uint8, only narrowed) *gapView {
	in := only.company(c)
	t := in.Gaps(by)
	places := slices.DeleteFunc(in.SinglePoints(t, need), func(p gap.Single) bool { return !only.has(p.Skill) })
	bare := len(ofSkills(t.Uncovered(need), only))
	v := &gapView{title: "Skills that one person alone can do, by " + groupWord(by), empty: "no needed skill hangs on one person"}
	v.lead = []string{count(len(places), "skill that is needed at "+store.LevelName(int(need))+" or above hangs", "skills that are needed at "+store.LevelName(int(need))+" or above hang") +
		" on one person; " + count(bare, "other", "others") + " can be done alone by nobody where a role level requires them"}
	v.fact("by", groupWord(by))
	v.fact("need", int(need))
	v.fact("single_points", len(places))
	v.fact("nobody", bare)
	v.columns = append(groupColumns(by), []gapColumn{
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Level", key: "level", number: true},
		{heading: "Highest needed", key: "highest_required", number: true},
		{heading: "Needed by", key: "required", number: true},
		{heading: "Asked for", key: "asked", number: true},
		{heading: "Next in line", key: "one_level_away", number: true},
	}...)
	for _, p := range places {
		v.add(c.PlaceName(by, p.Group), groupID(c, by, p.Group), c.SkillNames.Name(p.Skill), c.SkillNames.ID(p.Skill),
			c.Employees.Name(p.Only), c.Employees.ID(p.Only), c.Levels.Row(p.Only).Of(p.Skill), p.Highest, p.Required, p.Asked, p.Next)
	}
	if len(places) > 0 {
		v.foot = []string{footClose}
	}
	return v
}

// hiddenTalents lists what people can do or want beyond their role.
func hiddenTalents(c *store.GapCompany, level, interest uint8, only narrowed) *gapView {
	list := slices.DeleteFunc(c.Talents(level, interest), func(t gap.Talent) bool { return !only.has(t.Skill) || !only.hasRole(c.Role[t.Employee]) })
	v := &gapView{title: "Hidden talents", empty: "nobody can do or wants more than the own role level asks for"}
	v.lead = []string{fmt.Sprintf("%s at %s or above, or with an interest of %d or more, that the own role level does not ask for",
		count(len(list), "skill", "skills"), store.LevelName(int(level)), interest)}
	if interest == 0 {
		v.lead[0] = fmt.Sprintf("%s at %s or above that the own role level does not ask for", count(len(list), "skill", "skills"), store.LevelName(int(level)))
	}
	v.fact("talents", len(list))
	v.columns = []gapColumn{
		{heading: "Employee", key: "employee"},
		{heading: "Employee id", key: "employee_id", number: true, data: true},
		{heading: "Role", key: "role_level"},
		{heading: "Skill", key: "skill"},
		{heading: "Skill id", key: "skill_id", number: true, data: true},
		{heading: "Level", key: "level", number: true},
		{heading: "Interest", key: "interest", number: true},
		{heading: "The company lacks", key: "company_missing", number: true},
	}
	for _, t := range list {
		v.add(c.Employees.Name(t.Employee), c.Employees.ID(t.Employee), c.Roles.Name(c.Role[t.Employee]), c.SkillNames.Name(t.Skill), c.SkillNames.ID(t.Skill),
			t.Level, t.Interest, t.Missing)
	}
	return v
}
