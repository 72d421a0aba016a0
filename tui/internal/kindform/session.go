package kindform

import (
	"context"
	"maps"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
)

// LogSession notes a session of a pair that was held, or was not. What a person
// says of nearly every session comes first: the day, the notes, and what was agreed
// last time and is done by now. The day is that of a planned session which is past
// and of which nobody said what became of it, or else today.
func LogSession(env Env, sc *page.Scope, slot *page.Slot, pair int64, subject string) tea.Cmd {
	kind, err := store.KindOf("session")
	if err != nil {
		return page.Fail(err)
	}
	return page.Load(sc, slot, func(ctx context.Context) (toLog, error) { return readToLog(ctx, env.DB, pair) }, func(f toLog, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		spec := Spec{
			Kind: kind, Title: "Log a session: " + subject, Preset: map[string]string{"pair_id": RefValue(pair)},
			First: []string{"date", "notes"}, Also: []store.Column{agreedColumn}, Suggest: map[string]string{"minutes": strconv.Itoa(f.minutes)},
			Save: func(ctx context.Context, values map[string]string) (store.Change, int64, error) {
				return env.DB.LogSession(ctx, pair, loggedOf(values))
			},
		}
		if f.overdue != "" {
			spec.Suggest["date"] = string(f.overdue)
		}
		for _, a := range f.open {
			c := store.Column{Name: donePrefix + strconv.FormatInt(a.ID, 10), Title: "Done: " + a.Label, Type: store.Bool, Default: "no"}
			spec.Also = append(spec.Also, c)
			spec.First = append(spec.First, c.Name)
		}
		spec.First = append(spec.First, agreedColumn.Name)
		return OpenForm(env, sc, spec)
	})
}

type toLog struct {
	overdue store.Date
	minutes int            // as agreed
	open    []store.Record // actions
}

// mostActions is how many open actions a form asks about; the pair's page has all.
const mostActions = 5

func readToLog(ctx context.Context, db *store.Store, pair int64) (f toLog, err error) {
	sessions, err := db.Sessions(ctx, pair)
	if err != nil {
		return f, err
	}
	today := db.Today()
	for _, s := range sessions { // newest first
		if day := store.Date(s.Values["date"]); s.Values["state"] == "planned" && day < today {
			f.overdue = day
		}
	}
	agreed, err := db.Agreement(ctx, pair)
	if err != nil {
		return f, err
	}
	f.minutes = agreed.Minutes
	actions, err := db.List(ctx, "action", store.ListFilter{Parent: pair})
	for _, a := range actions {
		if a.Values["state"] == "open" && len(f.open) < mostActions {
			f.open = append(f.open, a)
		}
	}
	return f, err
}

// agreedColumn asks, beyond a session's own columns, what was agreed in it.
var agreedColumn = store.Column{Name: "actions", Title: "Agreed", Type: store.Lines, Max: 5000, Help: "what the mentee will do, one a line; begin with “mentor:” or “both:” for another"}

const donePrefix = "done:"

// loggedOf is what the form of a session says.
func loggedOf(values map[string]string) store.SessionLog {
	l := store.SessionLog{Values: maps.Clone(values), Actions: strings.Split(values[agreedColumn.Name], "\n")}
	delete(l.Values, agreedColumn.Name)
	for name, v := range values {
		id, is := strings.CutPrefix(name, donePrefix)
		if !is {
			continue
		}
		delete(l.Values, name)
		if n, err := strconv.ParseInt(id, 10, 64); err == nil && v == "yes" {
			l.Done = append(l.Done, n)
		}
	}
	return l
}
