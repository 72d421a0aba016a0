package store

import "time"

// Change is one act of the user, as history shows it and undo reverses it.
type Change struct {
	ID     int64
	At     time.Time
	Actor  string
	Label  string
	Undoes int64    // the change that this one reversed, or 0
	Tables []string // the tables that it wrote to
}
