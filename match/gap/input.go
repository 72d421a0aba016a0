// Package gap finds what a company lacks: employee against role level, groups of
// employees (teams, locations, markets, the company) against what their roles
// require, what teams, places and initiatives ask for, skills that one person alone can
// do, talents outside somebody's role, what breaks if someone leaves, and who inside
// could close a gap.
//
// It knows nobody: employees, skills, role levels and groups are numbers from 0, and
// None stands for no such thing. Equal inputs give equal results, and where two things
// are equally good or bad, the lower number comes first. Levels are those of the
// company: 0 none, 1 awareness, 2 working, 3 practitioner ([Alone]), 4 expert.
package gap

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

// Input is one company at one moment. Role, Team, Location and Market have an entry
// for each employee: the present role level and groups, None for none. Interests,
// Wishes, Leaves, Within and MarketOf may have no rows at all.
type Input struct {
	Skills                       int // how many there are
	Role, Team, Location, Market []int32
	Leaves                       []int32 // by employee: the day of leaving, as the number of a day; 0 for none known
	Teams, Locations, Markets    int
	Within                       []int32 // by team: the team that it is part of, None for none
	MarketOf                     []int32 // by location: the market that it is in, None for none
	Levels                       Rows    // by employee: the current levels
	Interests                    Rows    // by employee: how much a skill is wanted, 1 to 3
	Wishes                       Rows    // by employee: how much a market is wanted, 1 to 3, by market in place of skill
	Requirements                 Rows    // by role level
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

// some is a row of rows that there may not be.
func (r Rows) some(i int32) Row {
	if r.Len() == 0 {
		return Row{}
	}
	return r.Row(i)
}
