package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
)

func (a *app) addCmd() *cobra.Command {
	var empty bool
	c := &cobra.Command{
		Use:     "add KIND name=value...",
		Short:   "Add a record",
		Long:    "Add a record of a kind. Without values it lists the columns of the kind.\n\nAn employee can be given a first position (role level, grade, team, location, manager, since) and fields in the same change. A program begins with the default criteria, unless --empty is given.\n\n" + kindHelp(),
		Example: "understudy add skill name=Go category=Engineering\nunderstudy add employee name=\"Ada Lovelace\" grade=Senior team=Data",
		Args:    args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			k, err := kindOf(given[0])
			if err != nil {
				return err
			}
			if k.Made {
				return usage("%s are not added by hand but made, by: understudy %s", k.Plural, map[string]string{"scenario": "match", "pair": "publish", "closing review": "pair review"}[k.Name])
			}
			if len(given) == 1 {
				return a.columns(k)
			}
			return a.begin(cmd.Context(), func(s *store.Store) error {
				if k.Name == "program" && !empty {
					return a.addProgram(cmd.Context(), s, k, given[1:])
				}
				return a.save(cmd.Context(), s, k, 0, given[1:])
			})
		},
		ValidArgsFunction: completeKinds,
	}
	c.Flags().BoolVar(&empty, "empty", false, "a program without any criteria")
	return c
}

// addProgram adds a program with the criteria that a new one begins with.
func (a *app) addProgram(ctx context.Context, s *store.Store, k *store.Kind, given []string) error {
	v, err := values(k, given)
	if err != nil {
		return err
	}
	if err := checkValues(ctx, s, k, v); err != nil {
		return err
	}
	change, id, err := s.AddProgram(ctx, v)
	if err != nil {
		return named(err)
	}
	if !a.json {
		p, err := exchange.ReadProgram(ctx, s, id)
		if err != nil {
			return err
		}
		a.printf("It begins with these criteria; change them with “understudy set criterion”, or on page 4:\n")
		for _, c := range p.Settings.Criteria {
			a.printf("  %s: %s points\n", c.Kind, store.FormatPoints(c.Points))
		}
	}
	return a.saved(ctx, s, "program", id, change)
}

func (a *app) setCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "set KIND NAME name=value...",
		Short:   "Change a record",
		Long:    "Change a record. NAME is its name, #id, or for an employee the number or e-mail.\n\nOf an employee, role level, grade, team, location and manager are a position, which holds from a day on: set adds one as of since=…, or today, that keeps the rest of the present one. Fields are set by their names.\n\n" + kindHelp(),
		Example: "understudy set employee Ada email=ada@example.com\nunderstudy set employee Ada grade=Senior manager=\"Ines Iglesias\" since=2026-06-01\nunderstudy set criterion \"skill need\" points=35",
		Args:    args(cobra.MinimumNArgs(3)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				rec, err := find(cmd.Context(), s, given[0], given[1])
				if err != nil {
					return err
				}
				return a.save(cmd.Context(), s, rec.Kind, rec.ID, given[2:])
			})
		},
		ValidArgsFunction: a.records(),
	}
}

func (a *app) archiveCmd() *cobra.Command {
	var back bool
	c := &cobra.Command{
		Use:   "archive KIND NAME...",
		Short: "Archive records, or remove those of a kind that has no archive",
		Long:  "Archive records: they stay in history but in no list. Records of kinds without an archive, such as needs, are removed. Both can be undone.\n\n" + kindHelp(),
		Args:  args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				k, err := kindOf(given[0])
				if err != nil {
					return err
				}
				if back && !k.Archives {
					return usage("%s is not archived but removed; undo brings it back", article(k.Name))
				}
				var ids []int64
				for _, ref := range given[1:] {
					rec, err := find(cmd.Context(), s, given[0], ref)
					if err != nil {
						return err
					}
					ids = append(ids, rec.ID)
				}
				change, err := s.Archive(cmd.Context(), k.Name, !back, ids...)
				if err != nil {
					return err
				}
				return a.done(change)
			})
		},
		ValidArgsFunction: a.records(),
	}
	c.Flags().BoolVar(&back, "back", false, "bring them back instead")
	return c
}

// columns lists what can be set of a kind.
func (a *app) columns(k *store.Kind) error {
	if a.json {
		return usage("name the values to add, such as: %s=…", columnNames(k)[0])
	}
	t := newTable("NAME", "WHAT", "")
	for i, c := range k.Columns {
		hint := c.Help
		if len(c.Choices) > 0 {
			hint = choices(c)
		}
		if c.Ref != "" {
			hint = joined("names "+article(c.Ref), hint)
		}
		if c.Required {
			hint = joined("required", hint)
		}
		t.add(columnNames(k)[i], c.Title, hint)
	}
	if k.Name == "employee" {
		job, err := store.KindOf("position")
		if err != nil {
			return err
		}
		for _, n := range positionNames(job) {
			c, _ := columnOf(job, n)
			t.add(n, c.Title, "of the first position")
		}
	}
	a.print(t, "")
	return usage("name the values to add, as name=value")
}

func (a *app) save(ctx context.Context, s *store.Store, k *store.Kind, id int64, given []string) error {
	if k.Name == "employee" {
		return a.savePerson(ctx, s, k, id, given)
	}
	v, err := values(k, given)
	if err != nil {
		return err
	}
	return a.saveValues(ctx, s, k.Name, id, v)
}

// saveValues saves one record and reports it.
func (a *app) saveValues(ctx context.Context, s *store.Store, kind string, id int64, v map[string]string) error {
	k, err := store.KindOf(kind)
	if err != nil {
		return err
	}
	if err := checkValues(ctx, s, k, v); err != nil {
		return err
	}
	change, id, err := s.Save(ctx, store.Edit{Kind: kind, ID: id, Values: v})
	if err != nil {
		return named(err)
	}
	return a.saved(ctx, s, kind, id, change)
}

// saved reports a change of one record.
func (a *app) saved(ctx context.Context, s *store.Store, kind string, id int64, change store.Change) error {
	if !a.json {
		return a.done(change)
	}
	rec, err := s.Get(ctx, kind, id)
	if err != nil {
		return err
	}
	return a.printJSON(struct {
		Change changeJSON `json:"change"`
		Record recordJSON `json:"record"`
	}{changeOf(change), jsonOf(rec)})
}

// named gives a refused value the name by which the command line sets it.
func named(err error) error {
	var f *store.FieldError
	if !errors.As(err, &f) {
		return err
	}
	return refusal(f.Field, f.Msg)
}

func refusal(column, msg string) error {
	return &statusError{exitInvalid, fmt.Errorf("%s: %s; nothing was written", strings.TrimSuffix(column, "_id"), msg)}
}

// checkValues refuses choices and names that there are not, before the store does:
// here the names that may have been meant can be said. Shortened names become whole.
func checkValues(ctx context.Context, s *store.Store, k *store.Kind, v map[string]string) error {
	for _, c := range k.Columns {
		value := text.Clean(v[c.Name])
		switch {
		case value == "":
		case c.Type == store.Choice && !containsFold(c.Choices, value):
			return refusal(c.Name, fmt.Sprintf("“%s” is none of: %s", value, choices(c)))
		case c.Type == store.Ref:
			ref, err := fullRef(ctx, s, c, value)
			if err != nil {
				return err
			}
			v[c.Name] = ref
		}
	}
	return nil
}

// fullRef is a value that names a record as the store takes it: a shortened name
// becomes #id.
func fullRef(ctx context.Context, s *store.Store, c store.Column, value string) (string, error) {
	_, err := s.Find(ctx, c.Ref, value)
	if !errors.Is(err, store.ErrNotFound) {
		return value, nil // there it is, or the store says what is wrong
	}
	rec, err := find(ctx, s, c.Ref, value)
	if err == nil {
		return "#" + itoa(rec.ID), nil
	}
	if errors.Is(err, store.ErrManyFit) {
		return "", refusal(c.Name, err.Error())
	}
	if status(ctx, err) != exitNotFound {
		return "", err
	}
	all, err := labels(ctx, s, c.Ref)
	if err != nil {
		return "", err
	}
	return "", refusal(c.Name, fmt.Sprintf("there is no %s “%s”%s", c.Ref, value, didYouMean(value, all)))
}

// choices are those of a column, but for leaving it empty.
func choices(c store.Column) string {
	return strings.Join(slices.DeleteFunc(slices.Clone(c.Choices), func(s string) bool { return s == "" }), ", ")
}

// dayHelp are ways to write a day, for the help of flags.
const dayHelp = "2026-06-01, 1.6.2026, today, yesterday, mon, 12 May, +7 or +540 (days)"

// dayOf reads a day as the store does; a weekday or a day without a year is the last
// one.
func dayOf(s *store.Store, column, v string) (store.Date, error) {
	d, err := s.ParseDay(text.Clean(v), false)
	if err != nil {
		return "", &store.FieldError{Field: column, Msg: err.Error()}
	}
	return d, nil
}
