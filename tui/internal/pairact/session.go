package pairact

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// SessionActions are what can be done with one session of the pair: move it, or say
// that it was missed or is cancelled. Why is set where there is none.
func (o On) SessionActions(session int64, why string) []page.Action {
	return []page.Action{
		page.Act("Move the planned session to another day", "move", func() tea.Cmd { return o.Move(session) }, KeyMove).Unless(why).Hinted(6),
		page.Act("Say that the planned session was missed, or cancel it", "missed, cancelled", func() tea.Cmd { return o.Settle(session) }, KeySettle).Unless(why).Hinted(6),
	}
}

type plannedSession struct {
	rec   store.Record
	later int // planned sessions after it
}

func (o On) session(id int64) func(context.Context, store.PairRow) (plannedSession, error) {
	return func(ctx context.Context, _ store.PairRow) (f plannedSession, err error) {
		if f.rec, err = o.Env.DB.Get(ctx, "session", id); err != nil {
			return f, err
		}
		f.later, err = o.Env.DB.LaterPlanned(ctx, id)
		return f, err
	}
}

// Move puts a planned session on another day, and asks whether those after it move
// by as many days.
func (o On) Move(session int64) tea.Cmd {
	return read(o, o.session(session), func(p store.PairRow, f plannedSession) tea.Cmd {
		on := store.Date(f.rec.Values["date"])
		fields := []widget.Field{
			{Name: "date", Label: "To", Kind: widget.Date, Required: true, Value: string(max(on, o.Env.DB.Today()).Add(7))},
			{Name: "time", Label: "Time", Value: f.rec.Values["time"], Suggested: true, Limit: 8, Help: "as 10:30"},
		}
		if f.later > 0 {
			fields = append(fields, widget.Field{
				Name: "rest", Label: "The rest too", Kind: widget.YesNo, Required: true, Value: "no",
				Help: count(f.later, "session is", "sessions are") + " planned after it: yes moves them by as many days",
			})
		}
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Move the session of " + day(on), Submit: "Move", Fields: fields,
			Intro: func(w int) []string {
				said := Names(p) + "."
				if f.later > 0 {
					said += " " + count(f.later, "session is", "sessions are") + " planned after it."
				}
				return wrapped(said, w)
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				c, _, err := o.Env.DB.MoveSession(ctx, session, v["date"], v["time"], v["rest"] == "yes")
				return c, err
			},
		})
	})
}

// Settle says that a planned session was missed or is cancelled.
func (o On) Settle(session int64) tea.Cmd {
	return read(o, o.session(session), func(p store.PairRow, f plannedSession) tea.Cmd {
		on, today := store.Date(f.rec.Values["date"]), o.Env.DB.Today()
		options, state := []widget.Option{{Value: "cancelled", Label: "is cancelled"}}, "cancelled"
		if on <= today { // nobody has missed what is to come
			options = append(options, widget.Option{Value: "missed", Label: "was missed"})
		}
		if on < today {
			state = "missed"
		}
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "The session of " + day(on), Submit: "Note it",
			Intro: func(w int) []string { return wrapped(Names(p)+". One that was held is logged: "+KeyLog+".", w) },
			Fields: []widget.Field{
				{Name: "state", Label: "The session", Kind: widget.Choice, Required: true, Value: state, Options: options},
				{Name: "why", Label: "Why", Limit: 1000, Help: "may stay empty; goes into its notes"},
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				return o.Env.DB.SettleSession(ctx, session, v["state"], v["why"])
			},
		})
	})
}
