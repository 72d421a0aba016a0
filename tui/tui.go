// Package tui is the terminal front end. Run and its options are all it exports.
package tui

import (
	"context"
	"errors"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/app"
	"understudy/tui/internal/pages"
	"understudy/tui/internal/theme"
)

// pollEvery is how soon a change of another window appears. One look is one
// PRAGMA and one stat.
const pollEvery = time.Second

// saveWithin is how long leaving waits for a write that is under way.
const saveWithin = 10 * time.Second

// Options are the outside facts that the front end depends on.
type Options struct {
	Name    string              // the company or file, for the status line
	Start   string              // the key of the page to begin with; "" is the first
	Theme   string              // one of Themes; "" is the default
	ASCII   bool                // draw with ASCII only
	NoMouse bool                // leave the mouse to the terminal, for selecting text
	Now     func() time.Time    // the clock; nil means time.Now
	Program []tea.ProgramOption // more for Bubble Tea; tests use it
}

// Themes are the names that Options.Theme knows.
func Themes() []string { return theme.Names() }

// Run shows the program until the user quits or ctx ends. However it ends, the
// terminal is as it was before, and no write is cut off.
func Run(ctx context.Context, db *store.Store, opt Options) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel() // ends every page's work on every way out, a crash of the loop too
	if opt.Now == nil {
		opt.Now = time.Now
	}
	router := build(ctx, db, opt)
	program := tea.NewProgram(router, append([]tea.ProgramOption{tea.WithContext(ctx)}, opt.Program...)...)
	stop := quitOnHangUp(program)
	defer stop()
	_, err := program.Run()
	return errors.Join(ended(ctx, err), finish(router))
}

// ended leaves out what is no failure: that the caller ended the run.
func ended(ctx context.Context, err error) error {
	if err != nil && ctx.Err() != nil && errors.Is(err, ctx.Err()) {
		return nil
	}
	return err
}

// finish waits for writes under way. Not ctx but a time of its own bounds it: the
// ctx may be what ended.
func finish(router *app.App) error {
	ctx, cancel := context.WithTimeout(context.Background(), saveWithin)
	defer cancel()
	if err := router.Close(ctx); err != nil {
		return fmt.Errorf("the last change was not saved in time: %w", err)
	}
	return nil
}

// build joins the registered pages, the store and the look into the router.
func build(ctx context.Context, db *store.Store, opt Options) *app.App {
	restyle := func(l app.Look) theme.Styles {
		return theme.New(theme.Options{Name: opt.Theme, Dark: l.Dark, ASCII: opt.ASCII, Profile: l.Profile})
	}
	styles := restyle(app.Look{Dark: true})
	deps := pages.Deps{DB: db, Theme: &styles, Now: opt.Now}
	return app.New(ctx, app.Options{
		Sections: sections(deps), Start: opt.Start,
		Theme: &styles, Restyle: restyle,
		History: db, Version: db, Vanished: db.Vanished, Poll: pollEvery,
		Name: opt.Name, NoMouse: opt.NoMouse, Now: opt.Now,
	})
}

func sections(deps pages.Deps) []app.Section {
	var out []app.Section
	for _, e := range pages.Registry() {
		s := app.Section{Key: e.Key, Title: e.Title, New: e.New(deps)}
		if e.Find != nil {
			s.Find = e.Find(deps)
		}
		out = append(out, s)
	}
	return out
}
