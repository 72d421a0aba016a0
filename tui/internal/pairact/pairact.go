// Package pairact is what can be done with a pair, the same from every page that
// shows one: an act has one key, asks over the page that it is asked from, and is
// one change. It knows no screen.
package pairact

import (
	"context"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// The keys of the acts. Each means the same on every page.
const (
	KeyLog      = "m"
	KeyPlan     = "p"
	KeyFit      = "I"
	KeyFeedback = "b"
	KeyTick     = "space"
	KeyTerms    = "T"
	KeyHold     = "H"
	KeyClose    = "C"
	KeyReview   = "R"
	KeyMove     = "M"
	KeySettle   = "D"
	KeyAccept   = "+"
	KeyDecline  = "-"
)

// On is a pair that a page shows.
type On struct {
	Env  kindform.Env
	Sc   *page.Scope // of the page
	Slot *page.Slot  // of what the page asks about pairs: a newer question ends an older one
	Pair int64
}

// read asks for the pair and more, and goes on with it.
func read[T any](o On, fn func(context.Context, store.PairRow) (T, error), then func(store.PairRow, T) tea.Cmd) tea.Cmd {
	type answer struct {
		row  store.PairRow
		more T
	}
	db, id := o.Env.DB, o.Pair
	return page.Load(o.Sc, o.Slot, func(ctx context.Context) (a answer, err error) {
		rows, err := db.Pairs(ctx, store.PairFilter{ID: id})
		if err == nil && len(rows) == 0 {
			err = fmt.Errorf("pair #%d: %w", id, store.ErrNotFound)
		}
		if err != nil {
			return a, err
		}
		a.row = rows[0]
		a.more, err = fn(ctx, a.row)
		return a, err
	}, func(a answer, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return then(a.row, a.more)
	})
}

// nothing is for acts that need the pair alone.
func nothing(context.Context, store.PairRow) (struct{}, error) { return struct{}{}, nil }

// save does an act that asks nothing.
func (o On) save(fn func(ctx context.Context) (store.Change, error)) tea.Cmd {
	return page.Save(o.Sc, fn, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return nil
	})
}

// Names are the two, as titles have them.
func Names(p store.PairRow) string { return p.Mentee.Name + " and " + p.Mentor.Name }

// Ended tells whether the pair meets no more.
func Ended(p store.PairRow) bool { return p.State == "completed" || p.State == "closed early" }

// Sign is the symbol of a state of health: never is it told by colour alone.
func Sign(h store.Health) string {
	switch h {
	case store.OnTrack:
		return "+"
	case store.TooEarly:
		return "·"
	case store.NeedsCheckIn:
		return "?"
	case store.Stalled:
		return "!"
	}
	return ""
}

// HealthWord is the health with its sign, or what the pair is instead of active.
func HealthWord(p store.PairRow) string {
	if h := p.Verdict.Health; h != "" {
		return Sign(h) + " " + string(h)
	}
	return p.State
}

// count writes a number with its noun.
func count(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// wrapped are lines of at most w cells.
func wrapped(s string, w int) []string { return text.Wrap(text.Clean(s), max(1, w)) }

// day writes a day as people say it.
func day(d store.Date) string { return d.Time().Format("Mon 2 Jan 2006") }

// LevelWords is a level of a skill as lists show it.
func levelWords(n string) string {
	var level int
	if _, err := fmt.Sscan(n, &level); err != nil {
		return n
	}
	return strings.TrimSpace(n + " " + store.LevelName(level))
}
