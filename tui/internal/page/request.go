package page

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
)

// Requests that a page sends to the router, with Scope.Send.
type (
	// Open puts a page on top of the one that asks: over it, or as a modal
	// box. Width is a modal's wish in columns; 0 is 72.
	Open struct {
		New   func(*Scope) Page
		Modal bool
		Width int
	}

	// Close closes the page that asks; one with a Leave question asks once.
	Close struct{}

	// Done closes the page without a question, after its work is saved.
	Done struct{}

	// Note is a line for the status bar. Full, if there is more to say than
	// fits, is what ! shows.
	Note struct {
		Text string
		Full string
		Bad  bool
		Undo bool // add "u undoes it"
	}

	// Changed announces a change of the file to every open page.
	Changed struct{ store.Change }

	// Goto shows the page registered under Key. Its first page gets Arrived
	// with Arg when Arg is not nil.
	Goto struct {
		Key string
		Arg any
	}

	// Working tells the router that long work began, so that it keeps redrawing.
	Working struct{}
)

// Messages that the router sends to a page's Update.
type (
	// Arrived brings a Goto's argument: what to select or open.
	Arrived struct{ Arg any }

	// Click is a left click at X, Y inside the page's own area.
	Click struct{ X, Y int }

	// Wheel is a turn of the mouse wheel over a page that has no action on
	// "up" and "down"; Rows is negative upward.
	Wheel struct{ X, Y, Rows int }

	// Restyled tells that the theme or the width mode changed: prepared
	// pieces must be prepared again.
	Restyled struct{}
)

// Found is one entry that a source adds to the palette, such as an employee.
type Found struct {
	Name   string
	Detail string
	To     Goto
}

// Find is a source of palette entries for what was typed. It runs off the
// Update goroutine, and should return the best twenty or so at once.
type Find func(ctx context.Context, text string) ([]Found, error)

// Send turns a message into a command. A request that opens or closes a page
// goes through Scope.Send instead: a command is run later, and keys typed ahead
// would overtake it.
func Send(m tea.Msg) tea.Cmd { return func() tea.Msg { return m } }

// Say puts a line on the status bar.
func Say(text string) tea.Cmd { return Send(Note{Text: text}) }

// Fail puts an error on the status bar.
func Fail(err error) tea.Cmd { return Send(Failed(err)) }

// Failed words an error for the status bar: the first line there, all of it
// behind !. What was stopped on purpose is no error.
func Failed(err error) Note {
	if errors.Is(err, context.Canceled) {
		return Note{Text: "Stopped"}
	}
	full := InWords(err)
	short, _, _ := strings.Cut(full, "\n")
	if hint := advice(err); hint != "" {
		full += "\n\n" + hint
	}
	return Note{Text: short, Full: full, Bad: true}
}

// InWords is an error with the title of the field that it is about, as forms have it,
// in place of the column's name.
func InWords(err error) string {
	var fe *store.FieldError
	if !errors.As(err, &fe) || fe.Field == "" {
		return err.Error()
	}
	return strings.Replace(err.Error(), fe.Error(), (&store.FieldError{Field: FieldTitle(fe.Field), Msg: fe.Msg}).Error(), 1)
}

// FieldTitle is what forms call a column: the first kind's that has it.
func FieldTitle(name string) string {
	for _, k := range store.Kinds() {
		if c, ok := k.Column(name); ok {
			return c.Title
		}
	}
	return name
}

// advice is the next step for the errors that a user can do something about.
func advice(err error) string {
	switch {
	case errors.Is(err, store.ErrConflict):
		return "Someone, or another window, changed the same record after you opened it. Nothing was written. Close the form, look at what is there now, and do it again."
	case errors.Is(err, store.ErrBusy):
		return "Another window or command is writing to the file. Nothing was written. Try again in a moment."
	case errors.Is(err, store.ErrDamaged):
		return "Nothing was written to the damaged file. Quit and run “understudy check”, which offers the newest good backup."
	case errors.Is(err, store.ErrNewer):
		return "The file was written by a newer version of Understudy. Nothing was changed. Update the program to open it."
	case errors.Is(err, store.ErrEmptied):
		return "The file is empty, though it was not before. Nothing was written. “understudy restore” brings back a backup."
	}
	return ""
}
