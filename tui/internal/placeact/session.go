package placeact

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// CheckIns are the acts on a planned check-in of who; why says that there is none.
func (o On) CheckIns(rec store.Record, who, why string) []page.Action {
	switch {
	case why != "":
	case rec.ID == 0:
		why = "no check-in is selected"
	case rec.Values["state"] != "planned":
		why = "the check-in is " + rec.Values["state"] + ", not planned"
	}
	return []page.Action{
		page.Act("Move the planned check-in to another day", "move", func() tea.Cmd { return o.move(rec, who) }, KeyMove).Unless(why).Hinted(6),
		page.Act("Say that the planned check-in was missed, or cancel it", "missed, cancelled", func() tea.Cmd { return o.settle(rec, who) }, KeySettle).Unless(why).Hinted(6),
	}
}

func (o On) move(rec store.Record, who string) tea.Cmd {
	on := store.Date(rec.Values["date"])
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "Move the check-in of " + string(on), Submit: "Move", Intro: said(who + "."),
		Fields: []widget.Field{
			{Name: "date", Label: "To", Kind: widget.Date, Required: true, Value: string(max(on, o.today()).Add(7))},
			{Name: "time", Label: "Time", Value: rec.Values["time"], Suggested: true, Limit: 8, Help: "as 10:30"},
			yesNo("rest", "The rest too", "no", "yes moves those planned after it by as many days"),
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			c, _, err := o.Env.DB.MoveSession(ctx, rec.ID, v["date"], v["time"], v["rest"] == "yes")
			return c, err
		},
	})
}

func (o On) settle(rec store.Record, who string) tea.Cmd {
	on, today := store.Date(rec.Values["date"]), o.today()
	options, state := []widget.Option{{Value: "cancelled", Label: "is cancelled"}}, "cancelled"
	if on <= today { // nobody has missed what is to come
		options = append(options, widget.Option{Value: "missed", Label: "was missed"})
	}
	if on < today {
		state = "missed"
	}
	return kindform.Ask(o.Env, o.Sc, kindform.Question{
		Title: "The check-in of " + string(on), Submit: "Note it", Intro: said(who + ". One that was held is logged: " + KeyLog + "."),
		Fields: []widget.Field{
			{Name: "state", Label: "The check-in", Kind: widget.Choice, Required: true, Value: state, Options: options},
			{Name: "why", Label: "Why", Limit: 1000, Help: "may stay empty; goes into its notes"},
		},
		Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
			return o.Env.DB.SettleSession(ctx, rec.ID, v["state"], v["why"])
		},
	})
}
