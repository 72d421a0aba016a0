package main

import (
	"github.com/spf13/cobra"

	"understudy/match/gap"
	"understudy/store"
)

// gapsFlags say which question about gaps is asked, and how the answer is written.
type gapsFlags struct {
	by, role, without, need, level string
	roles, single, hidden, all     bool
	covers, demand, needs, sources bool
	initiative                     string
	skill, category, family        string
	interest, limit                int
	format, file                   string
}

func (f *gapsFlags) register(c *cobra.Command) {
	to := c.Flags()
	to.StringVar(&f.by, "by", "", "team, location, market or company; of gaps and of single points (without it, team); of demand and needs, only those of such places")
	to.StringVar(&f.role, "role", "", "a role level: who is ready for it, or how far an employee is from it")
	to.BoolVar(&f.roles, "roles", false, "the role levels for an employee: the usual steps, then those of which most is there")
	to.BoolVar(&f.covers, "covers", false, "what teams need so that the work goes on, and who is there")
	to.BoolVar(&f.demand, "demand", false, "what markets and locations need by a day, and who is there")
	to.BoolVar(&f.needs, "needs", false, "what initiatives need, and who is there")
	to.StringVar(&f.initiative, "initiative", "", "what this initiative needs, and who is there")
	to.BoolVar(&f.sources, "sources", false, "of covers, demand and needs that lack people: who could help")
	to.BoolVar(&f.single, "single-points", false, "needed skills that one person alone can do")
	to.BoolVar(&f.hidden, "hidden", false, "what people can do or want beyond their role")
	to.StringVar(&f.without, "without", "", "an employee: what breaks if they leave")
	to.BoolVar(&f.all, "all", false, "of gaps: what lacks nothing, too; of --roles: role levels of which nothing is there yet, and lower levels of the own role, too")
	to.StringVar(&f.skill, "skill", "", "only this skill")
	to.StringVar(&f.category, "category", "", "only skills of this category")
	to.StringVar(&f.family, "family", "", "only role levels of this role family: what they require, or lead to")
	to.StringVar(&f.need, "need", "practitioner", "of single points: skills that are asked for at this level or above")
	to.StringVar(&f.level, "level", "3", "of hidden talents: skills at this level or above")
	to.IntVar(&f.interest, "interest", 3, "of hidden talents: or an interest of so much or more, 1 to 3; 0 looks at levels only")
	to.IntVarP(&f.limit, "limit", "n", -1, "at most so many lines; 0 for all; without it, 20 for reading and all as data")
	to.StringVar(&f.format, "format", "", "csv, json or md, instead of text for reading")
	to.StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
}

// asks is the kind of what is asked for that the question is about, "" for another one.
func (f gapsFlags) asks() string {
	switch {
	case f.covers:
		return store.CoverKind
	case f.demand:
		return store.DemandKind
	case f.needs || f.initiative != "":
		return store.InitiativeNeedKind
	}
	return ""
}

// check refuses questions that do not go together.
func (f gapsFlags) check(employee bool) error {
	asked := 0
	for _, on := range []bool{f.role != "", f.roles, f.single, f.hidden, f.without != "", f.covers, f.demand, f.needs || f.initiative != ""} {
		if on {
			asked++
		}
	}
	_, by := f.grouping()
	switch {
	case asked > 1:
		return usage("--role, --roles, --single-points, --hidden, --without, --covers, --demand and --needs are different questions; ask one of them")
	case employee && asked > 0 && f.role == "" && !f.roles:
		return usage("--single-points, --hidden, --without, --covers, --demand and --needs are about the company; leave the employee out")
	case !employee && f.roles:
		return usage("--roles is about an employee; name one")
	case f.by != "" && (employee || asked > 0 && !f.single && (f.asks() == "" || f.covers)):
		return usage("--by goes with the gaps of the company, --single-points, --demand and --needs only")
	case f.sources && f.asks() == "":
		return usage("--sources goes with --covers, --demand and --needs")
	case !by:
		return usage("--by is team, location, market or company, not “%s”", f.by)
	case f.interest < 0 || f.interest > 3:
		return usage("--interest is 0 to 3, not %d", f.interest)
	}
	for flag, v := range map[string]string{"--need": f.need, "--level": f.level} {
		if n, ok := store.ParseLevel(v); !ok || n < 1 {
			return usage("%s is 1 to 4, or awareness, working, practitioner, expert, not “%s”", flag, v)
		}
	}
	return f.checkNarrow(employee)
}

// checkNarrow refuses to narrow what is about other things.
func (f gapsFlags) checkNarrow(employee bool) error {
	ranking := f.roles || f.role != "" && !employee || f.without != ""
	switch {
	case (f.skill != "" || f.category != "") && ranking:
		return usage("--skill and --category do not go with --roles, --without or the ranking of --role: these weigh all skills together")
	case f.family != "" && (employee && !f.roles || !employee && ranking || f.asks() != ""):
		return usage("--family goes with the gaps of the company, --single-points, --hidden and --roles only")
	}
	return nil
}

func (f gapsFlags) grouping() (gap.By, bool) {
	by, ok := map[string]gap.By{"": gap.Team, "team": gap.Team, "location": gap.Location, "market": gap.Market, "company": gap.Company}[f.by]
	return by, ok
}

func levelOf(s string) uint8 {
	n, _ := store.ParseLevel(s) // checked with the flags
	return uint8(n)
}

// narrowed is what an answer is confined to, by number; gap.None confines nothing.
type narrowed struct {
	skill, category, family int32
	categoryOf, familyOf    []int32 // by skill, by role level
}

// narrow finds what the flags confine the answer to.
func (f gapsFlags) narrow(c *store.GapCompany) (narrowed, error) {
	return f.narrowTo(&c.SkillNames, &c.CategoryNames, &c.FamilyNames, c.Category, c.Family)
}

func (f gapsFlags) narrowTo(skills, categories, families *store.GapNames, categoryOf, familyOf []int32) (narrowed, error) {
	n := narrowed{categoryOf: categoryOf, familyOf: familyOf}
	for _, w := range []struct {
		what, ref string
		names     *store.GapNames
		to        *int32
	}{{"skill", f.skill, skills, &n.skill}, {"category", f.category, categories, &n.category}, {"role family", f.family, families, &n.family}} {
		*w.to = gap.None
		if w.ref == "" {
			continue
		}
		numbers := make([]int32, len(w.names.IDs))
		for i := range numbers {
			numbers[i] = int32(i)
		}
		found, err := pick(w.what, w.ref, numbers, w.names.ID, w.names.Name)
		if err != nil {
			return n, err
		}
		*w.to = found
	}
	return n, nil
}

// has reports whether the answer is about a skill.
func (n narrowed) has(skill int32) bool {
	return (n.skill == gap.None || n.skill == skill) && (n.category == gap.None || n.categoryOf[skill] == n.category)
}

// hasRole reports whether the answer is about a role level.
func (n narrowed) hasRole(role int32) bool {
	return n.family == gap.None || role != gap.None && n.familyOf[role] == n.family
}

// company is the company in which only the role levels of the family require anything.
func (n narrowed) company(c *store.GapCompany) *gap.Input {
	if n.family == gap.None {
		return &c.Input
	}
	return c.Among(n.hasRole)
}
