package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
)

func (a *app) historyCmd() *cobra.Command {
	var limit int
	c := &cobra.Command{
		Use:   "history [CHANGE]",
		Short: "List what was changed, or show what one change did",
		Args:  args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				if len(given) == 0 {
					return a.history(cmd.Context(), s, limit)
				}
				id, err := changeID(given[0])
				if err != nil {
					return err
				}
				return a.images(cmd.Context(), s, id, limit)
			})
		},
	}
	c.Flags().IntVarP(&limit, "limit", "n", 20, "at most so many; 0 lists all")
	return c
}

func changeID(s string) (int64, error) {
	id, err := strconv.ParseInt(strings.TrimPrefix(s, "#"), 10, 64)
	if err != nil || id < 1 {
		return 0, usage("%q is no change; understudy history lists their numbers", s)
	}
	return id, nil
}

// unlimited makes 0 mean all.
func unlimited(n int) int {
	if n <= 0 {
		return 1 << 30
	}
	return n
}

func (a *app) history(ctx context.Context, s *store.Store, limit int) error {
	changes, err := s.History(ctx, 0, unlimited(limit))
	if err != nil {
		return err
	}
	if a.json {
		out := make([]changeJSON, 0, len(changes))
		for _, c := range changes {
			out = append(out, changeOf(c))
		}
		return a.printJSON(out)
	}
	t := newTable(">CHANGE", "WHEN", "WHO", "WHAT", ">ROWS")
	for _, c := range changes {
		label := c.Label
		if c.Undone != 0 {
			label += fmt.Sprintf(" (undone by %d)", c.Undone)
		}
		t.add(itoa(c.ID), c.At.Format("2006-01-02 15:04"), c.Actor, label, itoa(c.Rows))
	}
	a.print(t, "nothing was changed yet")
	return nil
}

// imageJSON is one row before and after a change.
type imageJSON struct {
	Table  string         `json:"table"`
	ID     int64          `json:"id"`
	Before map[string]any `json:"before"` // null: the row was added
	After  map[string]any `json:"after"`  // null: the row was removed
}

func (a *app) images(ctx context.Context, s *store.Store, id int64, limit int) error {
	if c, err := s.History(ctx, id+1, 1); err != nil {
		return err
	} else if len(c) == 0 || c[0].ID != id {
		return &statusError{exitNotFound, fmt.Errorf("there is no change %d in the history; understudy history lists their numbers", id)}
	}
	rows, err := s.Images(ctx, id, unlimited(limit))
	if err != nil {
		return err
	}
	if a.json {
		out := make([]imageJSON, 0, len(rows))
		for _, r := range rows {
			out = append(out, imageJSON(blackened(r)))
		}
		return a.printJSON(out)
	}
	return a.printImages(ctx, s, rows)
}

// printImages says what a change did to each record.
func (a *app) printImages(ctx context.Context, s *store.Store, rows []store.Image) error {
	h := newHistorian(s, rows)
	t := newTable("KIND", "NAME", "WHAT", "VALUES")
	t.whole = true
	own := 0
	for _, r := range rows {
		cells, ok, err := h.say(ctx, r)
		if err != nil {
			return err
		}
		if !ok {
			own++
			continue
		}
		t.add(cells...)
	}
	a.print(t, "it changed no record")
	if own > 0 {
		a.say("and %s that the program keeps for itself; --json has them", count(own, "row", "rows"))
	}
	return nil
}

func (a *app) undoCmd() *cobra.Command {
	var id int64
	var all bool
	c := &cobra.Command{
		Use:   "undo",
		Short: "Take back the newest change, or another one",
		Long:  "Take back the newest change that is in effect, of this or any earlier run of the program. With --change, take back that one, whatever came after it, if nothing depends on it.",
		Args: func(cmd *cobra.Command, given []string) error {
			if len(given) == 1 {
				if id, err := changeID(given[0]); err == nil {
					return usage("undo takes back the newest change; for change %d write: understudy undo --change %d", id, id)
				}
			}
			return args(cobra.NoArgs)(cmd, given)
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				if id != 0 {
					return a.step(s.Reverse(cmd.Context(), id))
				}
				return a.walk(cmd.Context(), s.Undo, all, "nothing is left to undo")
			})
		},
	}
	c.Flags().Int64Var(&id, "change", 0, "take back this change instead of the newest")
	c.Flags().BoolVar(&all, "all", false, "take back everything")
	return c
}

func (a *app) redoCmd() *cobra.Command {
	var all bool
	c := &cobra.Command{
		Use:   "redo",
		Short: "Do again what was taken back last",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				return a.walk(cmd.Context(), s.Redo, all, "nothing is left to redo")
			})
		},
	}
	c.Flags().BoolVar(&all, "all", false, "do again everything")
	return c
}

// step reports one step through history.
func (a *app) step(c store.Change, err error) error {
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(changeOf(c))
	}
	a.say("%s (change %d)", c.Label, c.ID)
	return nil
}

// walk steps through history once, or to its end. Of all steps the JSON is a list.
func (a *app) walk(ctx context.Context, next func(context.Context) (store.Change, error), all bool, end string) error {
	done := []changeJSON{}
	for {
		c, err := next(ctx)
		switch {
		case errors.Is(err, store.ErrNotFound) && len(done) == 0:
			return &statusError{exitNotFound, errors.New(end)}
		case errors.Is(err, store.ErrNotFound) && a.json:
			return a.printJSON(done)
		case errors.Is(err, store.ErrNotFound):
			return nil
		case !all:
			return a.step(c, err)
		case err != nil:
			return err
		}
		done = append(done, changeOf(c))
		if !a.json {
			a.say("%s (change %d)", c.Label, c.ID)
		}
	}
}
