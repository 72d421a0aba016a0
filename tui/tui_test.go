package tui

import (
	"context"
	"errors"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store/storetest"
	"understudy/tui/internal/pages"
	"understudy/tui/internal/tuitest"
)

func TestRunShowsTheProgramUntilTheUserQuits(t *testing.T) {
	db := storetest.New(t)
	term := tuitest.Serve(t, 100, 24, func(ctx context.Context, opts ...tea.ProgramOption) error {
		return Run(ctx, db, Options{Name: "Halden", Now: tuitest.Clock, Program: opts})
	})
	term.WaitFor("Halden").WaitFor("? help")
	term.Press("? 'undo the last'").WaitFor("Undo the last change").Press("esc esc").WaitGone("Undo the last change")
	term.Press("u").WaitFor("Nothing to undo")
	term.Press("q")
	if err := term.WaitEnd(); err != nil {
		t.Fatal(err)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	db := storetest.New(t)
	ctx, cancel := context.WithCancel(t.Context())
	term := tuitest.Serve(t, 80, 24, func(_ context.Context, opts ...tea.ProgramOption) error {
		return Run(ctx, db, Options{Program: opts})
	})
	term.WaitFor("? help")
	cancel()
	if err := term.WaitEnd(); err != nil && !errors.Is(err, tea.ErrProgramKilled) {
		t.Fatal(err)
	}
}

func TestChangesOfAnotherProcessAreSeen(t *testing.T) {
	db := storetest.New(t)
	v, err := db.DataVersion(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other := storetest.At(t, db.Path())
	storetest.Add(t, other, "skill", map[string]string{"name": "Go"})
	if now, err := db.DataVersion(t.Context()); err != nil || now == v {
		t.Fatal("the version that the router polls did not change:", v, now, err)
	}
}

func TestPagesHaveKeysAndTitlesOfTheirOwn(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range pages.Registry() {
		if len(e.Key) != 1 || e.Key[0] < '0' || e.Key[0] > '8' || seen[e.Key] || seen[e.Title] || e.Title == "" {
			t.Errorf("%q %q", e.Key, e.Title)
		}
		seen[e.Key], seen[e.Title] = true, true
	}
}

func TestLookFollowsTheTerminal(t *testing.T) {
	router := build(t.Context(), storetest.New(t), Options{ASCII: true, Now: time.Now})
	d := tuitest.Drive(t, router, 80, 24)
	d.Press("?")
	for _, r := range d.Frame() {
		if r > 127 {
			t.Fatalf("%q in the ASCII look:\n%s", r, d.Frame())
		}
	}
}
