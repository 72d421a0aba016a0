package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"understudy/store"
	"understudy/store/exchange"
)

// The exit statuses, which scripts rely on.
const (
	exitOK          = 0
	exitFailed      = 1
	exitUsage       = 2 // also: no terminal
	exitNotFound    = 3
	exitInvalid     = 4 // the input has invalid values; nothing was written
	exitBusy        = 5
	exitDamaged     = 6 // also: emptied
	exitNewer       = 7
	exitInterrupted = 130
)

// usageError is a command line that cannot be meant.
type usageError struct {
	msg string
	cmd string // the command whose help explains it
}

func (e *usageError) Error() string {
	if e.cmd == "" {
		return e.msg
	}
	return e.msg + "; see: " + e.cmd + " --help"
}

func usage(format string, args ...any) error {
	return &usageError{msg: fmt.Sprintf(format, args...)}
}

// statusError is an outcome whose status its kind does not tell. A nil err says
// that everything about it has been printed.
type statusError struct {
	status int
	err    error
}

func (e *statusError) Error() string {
	if e.err == nil {
		return ""
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// status maps an error to the exit status. The order matters where an error is
// two things: a file that is damaged and not found, say, after a restore.
func status(ctx context.Context, err error) int {
	var own *statusError
	var use *usageError
	var field *store.FieldError
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &own):
		return own.status
	case ctx.Err() != nil, errors.Is(err, context.Canceled):
		return exitInterrupted
	case errors.As(err, &use), errors.Is(err, store.ErrManyFit):
		return exitUsage
	case errors.Is(err, store.ErrBusy):
		return exitBusy
	case errors.Is(err, store.ErrDamaged), errors.Is(err, store.ErrEmptied):
		return exitDamaged
	case errors.Is(err, store.ErrNewer):
		return exitNewer
	case errors.Is(err, exchange.ErrInvalidRows), errors.As(err, &field):
		return exitInvalid
	case errors.Is(err, store.ErrNotFound), errors.Is(err, fs.ErrNotExist):
		return exitNotFound
	}
	return exitFailed
}

// explain adds to an error what the user can do about it, where the error does not
// say so itself.
func (a *app) explain(ctx context.Context, err error) string {
	var own *statusError
	if status(ctx, err) == exitInterrupted && !errors.As(err, &own) {
		return "interrupted; nothing more was done"
	}
	if errors.Is(err, store.ErrForeign) {
		return err.Error() + "; nothing was written to it, name another file with --db"
	}
	return err.Error()
}
