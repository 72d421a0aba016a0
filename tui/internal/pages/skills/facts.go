package skills

import (
	"context"

	"understudy/match/gap"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

// facts are one reading of the company, which all tabs work from. Nobody changes them:
// work off the Update goroutine reads them, too.
type facts struct {
	*store.GapCompany
	board []store.GapCover // covers, demand and what initiatives need, what lacks people first
}

func readFacts(ctx context.Context, db *store.Store) (*facts, error) {
	c, err := db.GapCompany(ctx)
	if err != nil {
		return nil, err
	}
	return &facts{c, c.Board("")}, nil
}

// among is the company in which only the roles of a family require anything; 0 is all.
func (f *facts) among(family int64) *gap.Input {
	if family == 0 {
		return &f.Input
	}
	n := f.FamilyNames.Number(family)
	return f.Among(func(role int32) bool { return f.Family[role] == n })
}

// groupName is the name of one group.
func (f *facts) groupName(by gap.By, group int32) string {
	return f.PlaceName(by, group)
}

// unasked says of how many people nothing is required, with the remedy.
func (f *facts) unasked(w int) []string {
	none := 0
	for _, r := range f.Role {
		if r == gap.None {
			none++
		}
	}
	var lines []string
	all := widget.Number(len(f.Role))
	if none > 0 {
		lines = wrapped(count(none, "person", "people")+" of "+all+" without a role level: set it among the employees.", 0, w)
	}
	if n := f.Unasked(); n > 0 {
		lines = append(lines, wrapped(count(n, "person", "people")+" of "+all+" with a role level that requires nothing: import requirements, or set them in Company, under Roles.", 0, w)...)
	}
	return lines
}

// groupID is the id behind a group, 0 for the company.
func (f *facts) groupID(by gap.By, group int32) int64 {
	if names := f.Groups(by); names != nil {
		return names.ID(group)
	}
	return 0
}

// groupWord is what a group of a kind is called.
func groupWord(by gap.By) string {
	return [...]string{"company", "team", "location", "market"}[by]
}

// nextBy is the grouping after one, in the order in which people look closer.
func nextBy(by gap.By) gap.By {
	return map[gap.By]gap.By{gap.Team: gap.Location, gap.Location: gap.Market, gap.Market: gap.Company, gap.Company: gap.Team}[by]
}

// deps are the tables that the page reads.
func deps() []string {
	out := []string{"position", "current_level", "rating", "setting", "interest", "requirement", "family", "category"}
	for _, kind := range []string{"employee", "skill", "role", "role level", "team", "location", "market", "cover", "demand", "initiative need"} {
		if k, err := store.KindOf(kind); err == nil {
			out = append(out, kindform.Deps(k)...)
		}
	}
	return out
}

// row is the summary of one employee, for lists.
type row struct {
	id                   int64
	name                 string
	role, team, location string
}

// who is one employee by number.
func (f *facts) who(e int32) row {
	return row{
		id: f.Employees.ID(e), name: f.Employees.Name(e), role: f.Roles.Name(f.Role[e]),
		team: f.TeamNames.Name(f.Team[e]), location: f.LocationNames.Name(f.Location[e]),
	}
}
