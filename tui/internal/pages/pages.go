// Package pages is the registry of screens: the one place that names them.
package pages

import (
	"time"

	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/calendar"
	"understudy/tui/internal/pages/company"
	"understudy/tui/internal/pages/employees"
	"understudy/tui/internal/pages/growth"
	"understudy/tui/internal/pages/impact"
	"understudy/tui/internal/pages/mentoring"
	"understudy/tui/internal/pages/rotations"
	"understudy/tui/internal/pages/skills"
	"understudy/tui/internal/pages/today"
	"understudy/tui/internal/theme"
)

// Deps is what every page is built from.
type Deps struct {
	DB    *store.Store
	Theme *theme.Styles    // filled in anew when the look changes: keep the pointer, never a copy
	Now   func() time.Time // the clock; never time.Now in a page
}

// Entry registers one page.
type Entry struct {
	Key   string // the digit that shows it
	Title string // its name in the header
	New   func(Deps) func(*page.Scope) page.Page
	Find  func(Deps) page.Find // adds its things to the palette; may be nil
}

// Registry lists the pages, in the header's order.
func Registry() []Entry {
	return []Entry{
		{Key: "1", Title: "Today", New: func(d Deps) func(*page.Scope) page.Page { return today.New(d.DB, d.Theme, d.Now) }},
		{
			Key: "2", Title: "Employees", New: func(d Deps) func(*page.Scope) page.Page { return employees.New(d.DB, d.Theme, d.Now) },
			Find: func(d Deps) page.Find { return employees.Find(d.DB) },
		},
		{
			Key: "3", Title: "Skills", New: func(d Deps) func(*page.Scope) page.Page { return skills.New(d.DB, d.Theme, d.Now) },
			Find: func(Deps) page.Find { return skills.Find() },
		},
		{
			Key: "4", Title: "Mentoring", New: func(d Deps) func(*page.Scope) page.Page { return mentoring.New(d.DB, d.Theme, d.Now) },
			Find: func(d Deps) page.Find { return mentoring.Find(d.DB) },
		},
		{
			Key: "5", Title: "Rotations", New: func(d Deps) func(*page.Scope) page.Page { return rotations.New(d.DB, d.Theme, d.Now) },
			Find: func(Deps) page.Find { return rotations.Find() },
		},
		{
			Key: "6", Title: "Calendar", New: func(d Deps) func(*page.Scope) page.Page { return calendar.New(d.DB, d.Theme, d.Now) },
			Find: func(Deps) page.Find { return calendar.Find() },
		},
		{
			Key: "7", Title: "Growth", New: func(d Deps) func(*page.Scope) page.Page { return growth.New(d.DB, d.Theme, d.Now) },
			Find: func(Deps) page.Find { return growth.Find() },
		},
		{Key: "8", Title: "Impact", New: func(d Deps) func(*page.Scope) page.Page { return impact.New(d.DB, d.Theme, d.Now) }},
		{Key: "0", Title: "Company", New: func(d Deps) func(*page.Scope) page.Page { return company.New(d.DB, d.Theme, d.Now) }},
	}
}
