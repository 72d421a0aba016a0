// Package gap finds what a company lacks: employee against role level, groups of
// employees (teams, locations, markets, the company) against what their roles
// require, skills that one person alone can do, talents outside somebody's role, and
// what breaks if someone leaves.
//
// It knows nobody: employees, skills, role levels and groups are numbers from 0, and
// None stands for no such thing. Equal inputs give equal results, and where two things
// are equally good or bad, the lower number comes first. Levels are those of the
// company: 0 none, 1 awareness, 2 working, 3 practitioner ([Alone]), 4 expert.
package gap

import "fmt"

// None is the number of no role level, no group, nobody.
const None = int32(-1)

// Alone is the level from which someone can do a skill without help.
const Alone = 3

// MaxLevel is the highest level.
const MaxLevel = 4

// Rows are sparse rows in compressed form: row i holds the entries From[i] up to, and
// without, From[i+1], each a skill with a level above 0, by ascending skill. Three
// million levels take 15 MB.
type Rows struct {
	From  []int32
	Skill []int32
	Level []uint8
}

// Len is the number of rows.
func (r Rows) Len() int { return max(0, len(r.From)-1) }

// Row is row i: its skills and their levels, which belong to r.
func (r Rows) Row(i int32) Row {
	from, to := r.From[i], r.From[i+1]
	return Row{r.Skill[from:to], r.Level[from:to]}
}

// Row is what one employee can do, or what one role level requires.
type Row struct {
	Skill []int32
	Level []uint8
}

// Of is the level of a skill, 0 where the row has none.
func (r Row) Of(skill int32) uint8 {
	lo, hi := 0, len(r.Skill)
	for lo < hi {
		if mid := (lo + hi) / 2; r.Skill[mid] < skill {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo < len(r.Skill) && r.Skill[lo] == skill {
		return r.Level[lo]
	}
	return 0
}

// By says how employees are put together.
type By uint8

// The groupings. Company is one group of everybody.
const (
	Company By = iota
	Team
	Location
	Market
)

// Cover asks for at least Count people of a group at Level or above: the cover of a
// team, or the demand of a location or a market.
type Cover struct {
	By    By
	Group int32
	Skill int32
	Level uint8
	Count int32
}

// Input is one company at one moment. Role, Team, Location and Market have an entry
// for each employee: the present role level and groups, None for none.
type Input struct {
	Skills                       int // how many there are
	Role, Team, Location, Market []int32
	Teams, Locations, Markets    int
	Levels                       Rows // by employee: the current levels
	Interests                    Rows // by employee: how much a skill is wanted, 1 to 3; may have no rows at all
	Requirements                 Rows // by role level
	Covers                       []Cover
}

// Employees is how many there are.
func (in *Input) Employees() int { return len(in.Role) }

// groups are the group of each employee, and how many groups there are.
func (in *Input) groups(by By) ([]int32, int) {
	switch by {
	case Team:
		return in.Team, in.Teams
	case Location:
		return in.Location, in.Locations
	case Market:
		return in.Market, in.Markets
	}
	return nil, 1
}

// groupOf is the group of one employee.
func groupOf(group []int32, employee int32) int32 {
	if group == nil {
		return 0
	}
	return group[employee]
}

// needs is what the role level of an employee requires, nothing for none.
func (in *Input) needs(employee int32) Row {
	if r := in.Role[employee]; r != None {
		return in.Requirements.Row(r)
	}
	return Row{}
}

// interests are those of an employee.
func (in *Input) interests(employee int32) Row {
	if in.Interests.Len() == 0 {
		return Row{}
	}
	return in.Interests.Row(employee)
}

// Check says what makes the input no company; the analyses rely on it having passed.
func (in *Input) Check() error {
	n := len(in.Role)
	if len(in.Team) != n || len(in.Location) != n || len(in.Market) != n {
		return fmt.Errorf("gap: %d role levels, %d teams, %d locations and %d markets for the same employees", n, len(in.Team), len(in.Location), len(in.Market))
	}
	for _, c := range []struct {
		what string
		of   []int32
		most int
	}{
		{"role level", in.Role, in.Requirements.Len()},
		{"team", in.Team, in.Teams},
		{"location", in.Location, in.Locations},
		{"market", in.Market, in.Markets},
	} {
		for e, v := range c.of {
			if v < None || int(v) >= c.most {
				return fmt.Errorf("gap: employee %d has %s %d of %d", e, c.what, v, c.most)
			}
		}
	}
	if l := in.Levels.Len(); l != n {
		return fmt.Errorf("gap: levels of %d employees, and there are %d", l, n)
	}
	if l := in.Interests.Len(); l != n && l != 0 {
		return fmt.Errorf("gap: interests of %d employees, and there are %d", l, n)
	}
	for i, c := range in.Covers {
		if _, most := in.groups(c.By); c.Group < 0 || int(c.Group) >= most || c.Skill < 0 || int(c.Skill) >= in.Skills || c.Count < 1 || c.Level < 1 || c.Level > MaxLevel {
			return fmt.Errorf("gap: cover %d is of no group, skill or level: %+v", i, c)
		}
	}
	for _, r := range []struct {
		what string
		rows Rows
	}{{"levels", in.Levels}, {"interests", in.Interests}, {"requirements", in.Requirements}} {
		if err := r.rows.check(in.Skills); err != nil {
			return fmt.Errorf("gap: %s: %w", r.what, err)
		}
	}
	return nil
}

func (r Rows) check(skills int) error {
	if len(r.From) == 0 && len(r.Skill) == 0 && len(r.Level) == 0 {
		return nil
	}
	if len(r.From) == 0 || r.From[0] != 0 || int(r.From[len(r.From)-1]) != len(r.Skill) || len(r.Skill) != len(r.Level) {
		return fmt.Errorf("%d skills and %d levels do not fill the rows", len(r.Skill), len(r.Level))
	}
	for i := range r.Len() {
		if r.From[i+1] < r.From[i] || int(r.From[i+1]) > len(r.Skill) {
			return fmt.Errorf("row %d ends before it begins", i)
		}
		last := None
		for k := r.From[i]; k < r.From[i+1]; k++ {
			if s := r.Skill[k]; s <= last || int(s) >= skills || r.Level[k] < 1 || r.Level[k] > MaxLevel {
				return fmt.Errorf("row %d: skill %d at level %d, after skill %d of %d", i, s, r.Level[k], last, skills)
			}
			last = r.Skill[k]
		}
	}
	return nil
}
