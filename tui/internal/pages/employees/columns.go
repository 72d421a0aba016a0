package employees

import (
	"cmp"
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

type row = store.EmployeeRow

// column is one of the table's, with the name by which the store sorts it.
type column struct {
	widget.Column[row]
	sort string
}

// columns are the table's; what is dropped first when narrow has the greatest
// priority.
func (m *model) columns() []column {
	col := func(sort, title string, low, weight, priority int, cell func(row) string) column {
		return column{widget.Column[row]{Title: title, Min: low, Weight: weight, Priority: priority, Cell: cell, NoSort: sort == ""}, sort}
	}
	skills := col("", "Skills", 8, 0, 5, func(r row) string {
		if r.Required == 0 {
			return ""
		}
		return fmt.Sprintf("%d of %d", r.Covered, r.Required)
	})
	skills.Right = true
	skills.Style = func(r row, th *theme.Styles) theme.Style {
		if r.Covered < r.Required {
			return th.Warn
		}
		return th.Good
	}
	return []column{
		col("name", "Name", 18, 4, 0, m.name),
		col("role", "Role", 16, 4, 1, roleOf),
		col("team", "Team", 13, 2, 2, func(r row) string { return r.Team }),
		col("location", "Location", 10, 2, 4, func(r row) string { return r.Location }),
		col("grade", "Grade", 10, 1, 3, func(r row) string { return r.Grade }),
		skills,
		col("manager", "Manager", 14, 3, 6, func(r row) string { return r.Manager }),
		col("number", "Number", 8, 1, 7, func(r row) string { return r.Number }),
		col("hired", "Hired", 10, 0, 8, func(r row) string { return string(r.Hired) }),
		col("", "E-mail", 20, 2, 9, func(r row) string { return r.Email }),
	}
}

// name says in a word what a dim row means.
func (m *model) name(r row) string {
	switch {
	case m.src.away[r.ID]:
		return r.Name + " (archived)"
	case m.gone(r):
		return r.Name + " (left)"
	}
	return r.Name
}

func (m *model) gone(r row) bool { return r.LeftOn != "" && r.LeftOn <= store.DateOf(m.env.Now()) }

// roleOf names role and level, and the role once: “Senior data engineer” says both.
func roleOf(r row) string { return roleName(r.Role, r.RoleLevel) }

func roleName(role, level string) string {
	switch {
	case level == "" || strings.Contains(text.Fold(level), text.Fold(role)):
		return cmp.Or(level, role)
	}
	return role + ": " + level
}

// sheetOf is what is copied and exported of each employee.
func sheetOf(rows []row) kindform.Sheet {
	s := kindform.Sheet{Head: []string{
		"Number", "Name", "E-mail", "Role", "Role level", "Grade", "Team", "Location", "Country", "Market", "Time zone", "Manager",
		"Hired", "Left", "Reason for leaving", "Works from", "Works until",
	}}
	for _, r := range rows {
		s.Rows = append(s.Rows, []string{
			r.Number, r.Name, r.Email, r.Role, r.RoleLevel, r.Grade, r.Team, r.Location, r.Country, r.Market, r.Zone, r.Manager,
			string(r.Hired), string(r.LeftOn), r.LeftReason, r.WorkFrom, r.To,
		})
	}
	return s
}
