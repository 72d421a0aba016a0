// Package store keeps a company's program in one SQLite file. Every write is a
// named change that can be listed, explained, undone and redone.
package store

import "errors"

// What can go wrong, as callers tell it apart; cmd maps each to an exit status.
var (
	ErrNotFound = errors.New("not found")
	ErrConflict = errors.New("changed meanwhile")
	ErrManyFit  = errors.New("names several records")
	ErrExists   = errors.New("already exists")
	ErrInUse    = errors.New("still in use")
	ErrBusy     = errors.New("the file is busy")
	ErrFull     = errors.New("the disk is full or failed")
	ErrDamaged  = errors.New("the file is damaged")
	ErrNewer    = errors.New("the file is of a newer version")
	ErrForeign  = errors.New("the file is not Understudy's")
	ErrEmptied  = errors.New("the file is empty")
)

// FieldError is a rule that an input broke; forms show it beside Field.
type FieldError struct{ Field, Msg string }

func (e *FieldError) Error() string {
	if e.Field == "" {
		return e.Msg
	}
	return e.Field + ": " + e.Msg
}
