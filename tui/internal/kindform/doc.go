// Package kindform lists, adds and edits the records of any kind of the store,
// from the kind's own description: a screen that shows an entity needs no code
// of its own for that. It stands beside the widgets, knows the store and the
// page contract, and no screen.
package kindform

import (
	"time"

	"understudy/store"
	"understudy/tui/internal/theme"
)

// Env is what lists and forms of records are built from.
type Env struct {
	DB     *store.Store
	Theme  *theme.Styles
	Now    func() time.Time
	People *People // finds employees by what is typed; shared, so that their names are read once
}

// NewEnv makes the Env of one page.
func NewEnv(db *store.Store, th *theme.Styles, now func() time.Time) Env {
	return Env{DB: db, Theme: th, Now: now, People: NewPeople(db)}
}
