package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
)

func (a *app) goalCmd() *cobra.Command {
	return a.amongPairs(group("goal", "Add, list and change goals of pairs", a.goalAddCmd(), a.partListCmd("goal", "List the goals of a pair, or all"),
		a.goalEndCmd("reach", "reached"), a.goalEndCmd("drop", "dropped"),
		a.partSetCmd("goal", "GOAL", "Change a goal", "understudy goal set \"Lead a design review\" state=reached after=4")))
}

func (a *app) goalAddCmd() *cobra.Command {
	var skill, before, target string
	c := &cobra.Command{
		Use: "add PAIR GOAL", Short: "Add a goal that a pair works toward", Args: args(cobra.ExactArgs(2)),
		Example: "understudy goal add Ada \"Lead a design review\" --before 1 --target 4",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := a.findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return a.saveValues(cmd.Context(), s, "goal", 0, map[string]string{
					"pair_id": "#" + itoa(p.ID), "name": given[1], "skill_id": skill, "before": before, "target": target,
				})
			})
		},
	}
	c.Flags().StringVar(&skill, "skill", "", "the skill that it is about")
	c.Flags().StringVar(&before, "before", "", "where they stand, 0 to 5")
	c.Flags().StringVar(&target, "target", "", "where they want to be, 0 to 5")
	return c
}

// goalEndCmd settles a goal, with where it stands now.
func (a *app) goalEndCmd(act, state string) *cobra.Command {
	var after string
	c := &cobra.Command{
		Use: act + " GOAL", Short: "Say that a goal is " + state, Args: args(cobra.ExactArgs(1)), Example: "understudy goal " + act + " \"Lead a design review\" --after 4",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				rec, err := find(cmd.Context(), s, "goal", given[0])
				if err != nil {
					return err
				}
				v := map[string]string{"state": state}
				if after != "" {
					v["after"] = after
				}
				return a.saveValues(cmd.Context(), s, "goal", rec.ID, v)
			})
		},
	}
	c.Flags().StringVar(&after, "after", "", "where they stand now, 0 to 5")
	return c
}

func (a *app) actionCmd() *cobra.Command {
	return a.amongPairs(group("action", "Add, list and settle what pairs agreed to do", a.actionAddCmd(), a.actionListCmd(), a.actionEndCmd("done"), a.actionEndCmd("dropped"),
		a.partSetCmd("action", "ACTION", "Change an action", "understudy action set \"Send the list\" due=fri owner=mentor")))
}

func (a *app) actionAddCmd() *cobra.Command {
	var owner, due string
	c := &cobra.Command{
		Use: "add PAIR ACTION", Short: "Add what one of a pair, or both, will do", Args: args(cobra.ExactArgs(2)),
		Example: "understudy action add Ada \"Send the reading list\" --owner mentor --due fri",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				p, err := a.findPair(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				return a.saveValues(cmd.Context(), s, "action", 0, map[string]string{"pair_id": "#" + itoa(p.ID), "name": given[1], "owner": owner, "due": due})
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().StringVar(&owner, "owner", "mentee", "mentee, mentor or both")
	c.Flags().StringVar(&due, "due", "", "by when, as "+dayHelp)
	return c
}

func (a *app) actionListCmd() *cobra.Command {
	var open bool
	c := &cobra.Command{
		Use: "list [PAIR]", Short: "List the actions of a pair, or all: open ones first", Args: args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				var f store.ListFilter
				if len(given) > 0 {
					p, err := a.findPair(ctx, s, given[0])
					if err != nil {
						return err
					}
					f.Parent = p.ID
				}
				recs, err := s.List(ctx, "action", f)
				if err != nil {
					return err
				}
				if open {
					recs = slices.DeleteFunc(recs, func(r store.Record) bool { return r.Values["state"] != "open" })
				}
				return a.printRecords("action", recs, "no actions here; log a session with --action, or: understudy action add")
			})
		},
		ValidArgsFunction: a.completeWith(paired),
	}
	c.Flags().BoolVar(&open, "open", false, "open ones only")
	return c
}

// printRecords lists the records of a kind, as data or as a table.
func (a *app) printRecords(kind string, recs []store.Record, none string) error {
	if a.json {
		return a.printJSON(jsonOfAll(recs))
	}
	k, err := store.KindOf(kind)
	if err != nil {
		return err
	}
	a.print(recordTable(k, recs, ""), none)
	return nil
}

// actionEndCmd settles one or more actions.
func (a *app) actionEndCmd(state string) *cobra.Command {
	use := map[string]string{"done": "done", "dropped": "drop"}[state]
	return &cobra.Command{
		Use: use + " ACTION...", Short: "Say that actions are " + state, Args: args(cobra.MinimumNArgs(1)), Example: "understudy action " + use + " \"Send the reading list\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				var ids []int64
				label := ""
				for _, ref := range given {
					rec, err := find(ctx, s, "action", ref)
					if err != nil {
						return err
					}
					ids, label = append(ids, rec.ID), rec.Label
				}
				if len(ids) > 1 {
					label = count(len(ids), "action", "actions")
				}
				change, err := s.Write(ctx, fmt.Sprintf("%s: %s", label, state), func(tx *store.Tx) error {
					for _, id := range ids {
						if _, err := tx.Save(store.Edit{Kind: "action", ID: id, Values: map[string]string{"state": state}}); err != nil {
							return err
						}
					}
					return nil
				})
				if err != nil {
					return named(err)
				}
				return a.done(change)
			})
		},
	}
}

func openActions(ctx context.Context, s *store.Store, pair int64) ([]store.Record, error) {
	recs, err := s.List(ctx, "action", store.ListFilter{Parent: pair})
	return slices.DeleteFunc(recs, func(r store.Record) bool { return r.Values["state"] != "open" }), err
}

// findActions finds open actions of a pair by name, by #id, or all of them.
func findActions(ctx context.Context, s *store.Store, p store.PairRow, refs []string) ([]int64, error) {
	if len(refs) == 0 {
		return nil, nil
	}
	open, err := openActions(ctx, s, p.ID)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, ref := range refs {
		if strings.EqualFold(ref, "all") {
			for _, r := range open {
				ids = append(ids, r.ID)
			}
			continue
		}
		r, err := pick("open action", ref, open, func(r store.Record) int64 { return r.ID }, func(r store.Record) string { return r.Label })
		if err != nil {
			return nil, err
		}
		ids = append(ids, r.ID)
	}
	return ids, nil
}
