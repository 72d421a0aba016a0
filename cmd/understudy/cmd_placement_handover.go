package main

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// handoverFlags say what becomes of the checklist.
type handoverFlags struct {
	given, taken, done, off []string
	add, way, to, due, on   string
}

func (a *app) placementHandoverCmd() *cobra.Command {
	var f handoverFlags
	c := a.onPlacement("handover", "Show, tick and extend the handover checklist of a placement", `understudy placement handover Ada
understudy placement handover Ada --given "On call" --taken "On call"
understudy placement handover Ada --done all
understudy placement handover Ada --add "The release notes" --to Bo --due fri`, func(ctx context.Context, s *store.Store, p store.PlacementRow) error {
		return a.handover(ctx, s, p, f)
	})
	c.Flags().StringArrayVar(&f.given, "given", nil, "the side that hands over says so of this work, by name or #id, or of all; may be repeated")
	c.Flags().StringArrayVar(&f.taken, "taken", nil, "the side that takes over says so")
	c.Flags().StringArrayVar(&f.done, "done", nil, "both sides say so")
	c.Flags().StringArrayVar(&f.off, "not", nil, "take the ticks away")
	c.Flags().StringVar(&f.on, "on", "", "the day of the ticks, as "+dayHelp+"; today without it")
	c.Flags().StringVar(&f.add, "add", "", "add this piece of work")
	c.Flags().StringVar(&f.way, "way", "out", "of what is added: out before the placement, back after it")
	c.Flags().StringVar(&f.to, "to", "", "who takes over what is added")
	c.Flags().StringVar(&f.due, "due", "", "by when, as "+dayHelp)
	return c
}

func (a *app) handover(ctx context.Context, s *store.Store, p store.PlacementRow, f handoverFlags) error {
	items, err := s.Handovers(ctx, p.ID)
	if err != nil {
		return err
	}
	if f.add != "" {
		return a.addHandover(ctx, s, p, f)
	}
	for _, tick := range []struct {
		side  string
		off   bool
		names []string
	}{{"given", false, f.given}, {"taken", false, f.taken}, {"both", false, f.done}, {"both", true, f.off}} {
		if len(tick.names) == 0 {
			continue
		}
		ids, err := handoverIDs(items, p, tick.names)
		if err != nil {
			return err
		}
		change, err := s.TickHandover(ctx, tick.side, f.on, tick.off, ids...)
		if err != nil {
			return named(err)
		}
		a.say("%s", change.Label)
	}
	if items, err = s.Handovers(ctx, p.ID); err != nil {
		return err
	}
	return a.showHandover(p, items)
}

func (a *app) addHandover(ctx context.Context, s *store.Store, p store.PlacementRow, f handoverFlags) error {
	v := map[string]string{"placement_id": "#" + itoa(p.ID), "name": f.add, "way": f.way, "due": f.due}
	if f.to != "" {
		who, err := find(ctx, s, "employee", f.to)
		if err != nil {
			return err
		}
		v["taker_id"] = "#" + itoa(who.ID)
	}
	change, id, err := s.Save(ctx, store.Edit{Kind: "handover", Values: v})
	if err != nil {
		return named(err)
	}
	return a.saved(ctx, s, "handover", id, change)
}

// handoverIDs finds the items that are named, by #id, by name, or with all the whole way
// that is due: out before the placement began, else back.
func handoverIDs(items []store.HandoverItem, p store.PlacementRow, names []string) (out []int64, err error) {
	way := "out"
	if p.Begun != "" {
		way = "back"
	}
	for _, name := range names {
		n := len(out)
		for _, h := range items {
			id, byID := strings.CutPrefix(name, "#")
			num, bad := strconv.ParseInt(id, 10, 64)
			if name == "all" && h.Way == way || byID && bad == nil && num == h.ID || text.Key(name) == text.Key(h.Name) {
				out = append(out, h.ID)
			}
		}
		if len(out) == n && name != "all" {
			return nil, &statusError{exitNotFound, fmt.Errorf("the handover of %s has no “%s”; add it with --add", p.Who(), name)}
		}
	}
	return out, nil
}

// handoverJSON is a piece of work that changes hands.
type handoverJSON struct {
	ID    int64  `json:"id"`
	Name  string `json:"name"`
	Way   string `json:"way"`
	Taker string `json:"taker,omitempty"`
	Due   string `json:"due,omitempty"`
	Given string `json:"given,omitempty"`
	Taken string `json:"taken,omitempty"`
	Done  bool   `json:"done"`
}

func handoversOf(items []store.HandoverItem) []handoverJSON {
	out := make([]handoverJSON, 0, len(items))
	for _, h := range items {
		out = append(out, handoverJSON{h.ID, text.Clean(h.Name), h.Way, text.Clean(h.Taker), string(h.Due), string(h.Given), string(h.Taken), h.Done()})
	}
	return out
}

func (a *app) showHandover(p store.PlacementRow, items []store.HandoverItem) error {
	if a.json {
		return a.printJSON(handoversOf(items))
	}
	if len(items) == 0 {
		a.say("nothing to hand over; add what there is with: understudy placement handover %d --add WORK", p.ID)
		return nil
	}
	t := newTable("WAY", "WORK", "TO", "DUE", "GIVEN", "TAKEN")
	for _, h := range items {
		t.add(h.Way, h.Name, h.Taker, string(h.Due), string(h.Given), string(h.Taken))
	}
	a.print(t, "")
	return nil
}
