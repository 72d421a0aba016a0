package pairact

import (
	"context"
	"fmt"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// TickMilestone notes that a milestone is reached today, or takes it back.
func (o On) TickMilestone(rec store.Record) tea.Cmd {
	on := "today"
	if rec.Values["reached"] != "" {
		on = ""
	}
	return o.save(func(ctx context.Context) (store.Change, error) { return o.Env.DB.ReachMilestone(ctx, rec.ID, on) })
}

// TickAction notes that an action is done today, or opens it again.
func (o On) TickAction(rec store.Record) tea.Cmd {
	state, done := "done", "today"
	if rec.Values["state"] != "open" {
		state, done = "open", ""
	}
	return o.save(func(ctx context.Context) (store.Change, error) {
		c, _, err := o.Env.DB.Save(ctx, store.Edit{Kind: "action", ID: rec.ID, Version: rec.Version, Values: map[string]string{"state": state, "done": done}})
		return c, err
	})
}

// Tick asks which open actions are done and which milestones are reached.
func (o On) Tick() tea.Cmd {
	type lists struct{ actions, milestones []store.Record }
	return read(o, func(ctx context.Context, p store.PairRow) (l lists, err error) {
		if l.actions, err = o.Env.DB.List(ctx, "action", store.ListFilter{Parent: p.ID}); err != nil {
			return l, err
		}
		l.milestones, err = o.Env.DB.List(ctx, "milestone", store.ListFilter{Parent: p.ID})
		return l, err
	}, func(p store.PairRow, l lists) tea.Cmd {
		var fields []widget.Field
		kinds := map[string]string{}
		add := func(kind, label string, r store.Record) {
			name := kind + " " + strconv.FormatInt(r.ID, 10)
			kinds[name] = kind
			help := ""
			if r.Values["due"] != "" {
				help = "due on " + r.Values["due"]
			}
			fields = append(fields, widget.Field{Name: name, Label: label, Kind: widget.YesNo, Required: true, Value: "no", Help: help})
		}
		for _, r := range l.milestones {
			if r.Values["reached"] == "" {
				add("milestone", "Reached: "+r.Label, r)
			}
		}
		for _, r := range l.actions {
			if r.Values["state"] == "open" {
				add("action", "Done: "+r.Label, r)
			}
		}
		if len(fields) == 0 {
			return page.Say("No action is open, and every milestone is reached")
		}
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Done and reached: " + Names(p), Submit: "Note it", Fields: fields,
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				return o.tick(ctx, p, kinds, v)
			},
		})
	})
}

// tick writes all that was ticked as one change.
func (o On) tick(ctx context.Context, p store.PairRow, kinds, v map[string]string) (store.Change, error) {
	return o.Env.DB.Write(ctx, "tick what "+Names(p)+" did", func(tx *store.Tx) error {
		for name, kind := range kinds {
			if v[name] != "yes" {
				continue
			}
			var id int64
			if _, err := fmt.Sscanf(name, kind+" %d", &id); err != nil {
				return err
			}
			values := map[string]string{"reached": "today"}
			if kind == "action" {
				values = map[string]string{"state": "done", "done": "today"}
			}
			if _, err := tx.Save(store.Edit{Kind: kind, ID: id, Values: values}); err != nil {
				return err
			}
		}
		return nil
	})
}
