package tuitest

import (
	"context"
	"reflect"
	"runtime"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
)

// bound is more messages than one key may cause.
const bound = 10_000

// Driver runs a model without a terminal or a clock. After each call no
// command is left but timers, which Elapse fires.
type Driver struct {
	tb     testing.TB
	Model  tea.Model
	timers []tea.Cmd
	w, h   int
	Quit   bool      // the model asked to quit
	Seen   []tea.Msg // what commands answered, oldest first
}

// Drive starts a model at a size.
func Drive(tb testing.TB, m tea.Model, w, h int) *Driver {
	tb.Helper()
	d := &Driver{tb: tb, Model: m}
	d.Resize(w, h)
	d.Run(m.Init())
	return d
}

// Page starts the router with one page in it, as section 1.
func Page(tb testing.TB, build func(*page.Scope) page.Page, w, h int) *Driver {
	tb.Helper()
	return Drive(tb, Router(build), w, h)
}

// Router is a router around one page, with a fixed clock and no file.
func Router(build func(*page.Scope) page.Page) *app.App {
	return app.New(context.Background(), app.Options{
		Sections: []app.Section{{Key: "1", Title: "Test", New: build}},
		Now:      Clock,
	})
}

// App is the router under test.
func (d *Driver) App() *app.App {
	d.tb.Helper()
	a, ok := d.Model.(*app.App)
	if !ok {
		d.tb.Fatalf("%T is not the router", d.Model)
	}
	return a
}

// Styles is the look without colours, for pages that are built in tests.
func Styles() *theme.Styles {
	s := theme.New(theme.Options{Name: theme.Plain})
	return &s
}

// Clock is the time in tests: Thursday, 14 May 2026, 9:30, as in storetest.
func Clock() time.Time { return time.Date(2026, time.May, 14, 9, 30, 0, 0, time.UTC) }

// Run runs commands breadth first and feeds their messages back until none is
// left, so that a polling command cannot starve the work that it polls.
func (d *Driver) Run(first tea.Cmd) {
	d.tb.Helper()
	queue := []tea.Cmd{first}
	for n := 0; len(queue) > 0; n++ {
		if n == bound {
			d.tb.Fatalf("still running after %d commands", bound)
		}
		cmd := queue[0]
		queue = queue[1:]
		if cmd == nil {
			continue
		}
		if isTimer(cmd) {
			d.timers = append(d.timers, cmd)
			continue
		}
		queue = append(queue, d.take(cmd())...)
	}
}

// take feeds one message back and returns the commands that follow from it.
func (d *Driver) take(msg tea.Msg) []tea.Cmd {
	switch m := msg.(type) {
	case nil:
		return nil
	case tea.QuitMsg:
		d.Quit = true
		return nil
	case tea.BatchMsg:
		return m
	}
	if cmds, ok := sequence(msg); ok {
		return cmds
	}
	d.Seen = append(d.Seen, msg)
	next, cmd := d.Model.Update(msg)
	d.Model = next
	d.Model.View() // as the program does after each message
	return []tea.Cmd{cmd}
}

// sequence opens tea.Sequence, whose type has no name outside of tea.
func sequence(msg tea.Msg) ([]tea.Cmd, bool) {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return nil, false
	}
	cmds, ok := v.Convert(reflect.TypeFor[[]tea.Cmd]()).Interface().([]tea.Cmd)
	return cmds, ok
}

// isTimer knows the commands that only wait, by where they were made.
func isTimer(cmd tea.Cmd) bool {
	name := runtime.FuncForPC(reflect.ValueOf(cmd).Pointer()).Name()
	return strings.HasPrefix(name, "charm.land/bubbletea/v2.Tick.") ||
		strings.HasPrefix(name, "charm.land/bubbletea/v2.Every.") ||
		strings.HasPrefix(name, "charm.land/bubbles/v2/cursor.") ||
		strings.HasPrefix(name, "charm.land/bubbles/v2/spinner.")
}

// Elapse lets the timers that are set run out once, in the order they were set.
func (d *Driver) Elapse() {
	d.tb.Helper()
	due := d.timers
	d.timers = nil
	for _, cmd := range due {
		for _, c := range d.take(cmd()) {
			d.Run(c)
		}
	}
}

// Send gives the model a message and runs what follows from it.
func (d *Driver) Send(msg tea.Msg) {
	d.tb.Helper()
	for _, c := range d.take(msg) {
		d.Run(c)
	}
}

// Press presses keys, as in "down*2 enter 'Ana'"; see Keys.
func (d *Driver) Press(script string) *Driver {
	d.tb.Helper()
	keys, err := Keys(script)
	if err != nil {
		d.tb.Fatal(err)
	}
	for _, k := range keys {
		d.Send(k)
	}
	return d
}

// Type types text, spaces and quotes included.
func (d *Driver) Type(text string) *Driver {
	d.tb.Helper()
	for _, k := range Typed(text) {
		d.Send(k)
	}
	return d
}

// Paste pastes text.
func (d *Driver) Paste(text string) *Driver {
	d.tb.Helper()
	d.Send(tea.PasteMsg{Content: text})
	return d
}

// Click clicks with the left button, counting from 0 at the upper left.
func (d *Driver) Click(x, y int) *Driver {
	d.tb.Helper()
	d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	return d
}

// Resize changes the size of the window.
func (d *Driver) Resize(w, h int) *Driver {
	d.tb.Helper()
	if w > 0 && h > 0 { // as the router ignores others
		d.w, d.h = w, h
	}
	d.Send(tea.WindowSizeMsg{Width: w, Height: h})
	return d
}

// Frame is what the screen shows, as plain text without trailing spaces.
func (d *Driver) Frame() string { return Plain(d.Model.View().Content) }

// Plain drops styles and the spaces at the ends of lines.
func Plain(s string) string {
	lines := strings.Split(ansi.Strip(s), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " ")
	}
	return strings.Join(lines, "\n")
}

// Has fails the test unless the screen shows every one of the texts.
func (d *Driver) Has(texts ...string) *Driver {
	d.tb.Helper()
	frame := d.Frame()
	for _, t := range texts {
		if !strings.Contains(frame, t) {
			d.tb.Fatalf("%q is not on the screen:\n%s", t, frame)
		}
	}
	return d
}

// Lacks fails the test if the screen shows one of the texts.
func (d *Driver) Lacks(texts ...string) *Driver {
	d.tb.Helper()
	frame := d.Frame()
	for _, t := range texts {
		if strings.Contains(frame, t) {
			d.tb.Fatalf("%q is on the screen:\n%s", t, frame)
		}
	}
	return d
}
