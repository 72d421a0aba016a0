package store

import "fmt"

// PeopleFilter says whose data is read; all that is set must hold. Who has left or is
// archived is never among them.
type PeopleFilter struct {
	Team             int64 // with all teams within it
	Location, Market int64
	Employees        []int64 // only these; nil for everybody
}

// within is SQL of a team and all teams within it.
func within(team int64) string {
	return fmt.Sprintf(`(WITH RECURSIVE inner_team(id) AS (
	  SELECT %d UNION SELECT t.id FROM team t JOIN inner_team i ON t.parent_id = i.id) SELECT id FROM inner_team)`, team)
}

// where is SQL over the employee e with the present position p. Each part names the
// positions of anybody who ever was there, too: that is what an index finds, so that a
// team of a large company costs what the team costs.
func (f PeopleFilter) where(today Date) string {
	q := `e.archived = 0 AND (e.left_on IS NULL OR e.left_on > '` + string(today) + `')`
	narrow := func(column, in string) {
		q += fmt.Sprintf(` AND p.%[1]s IN %[2]s AND e.id IN (SELECT employee_id FROM position WHERE %[1]s IN %[2]s)`, column, in)
	}
	if f.Team != 0 {
		narrow("team_id", within(f.Team))
	}
	if f.Location != 0 {
		narrow("location_id", fmt.Sprintf("(%d)", f.Location))
	}
	if f.Market != 0 {
		narrow("location_id", fmt.Sprintf("(SELECT id FROM location WHERE market_id = %d)", f.Market))
	}
	if f.Employees != nil {
		q += ` AND e.id IN (SELECT value FROM json_each('` + jsonList(f.Employees) + `'))`
	}
	return q
}

// from is SQL of the employees of the filter with their present positions.
func (f PeopleFilter) from(today Date) string {
	return ` FROM employee e LEFT JOIN position p ON p.id = ` + present(today) + ` WHERE ` + f.where(today)
}
