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

func itoa(n int64) string { return strconv.FormatInt(n, 10) }

func (a *app) showCmd() *cobra.Command {
	return &cobra.Command{
		Use:     "show KIND NAME",
		Short:   "Show one record with all that hangs from it; an employee as a profile",
		Long:    "Show one record. NAME is its name, #id, or for an employee the number or e-mail.\n\n" + kindHelp(),
		Example: "understudy show employee ada@example.com\nunderstudy show program Leadership --json",
		Args:    args(cobra.ExactArgs(2)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.show(cmd.Context(), s, given[0], given[1]) })
		},
		ValidArgsFunction: a.records(),
	}
}

func (a *app) show(ctx context.Context, s *store.Store, kind, ref string) error {
	rec, err := find(ctx, s, kind, ref)
	if err != nil {
		return err
	}
	if rec.Kind.Name == "employee" {
		return a.showEmployee(ctx, s, rec)
	}
	parts, err := children(ctx, s, rec)
	if err != nil {
		return err
	}
	people, holds, err := members(ctx, s, rec)
	if err != nil {
		return err
	}
	if a.json {
		out := struct {
			recordJSON
			Parts   map[string][]recordJSON `json:"parts,omitempty"`   // by kind, what hangs from the record
			Members []employeeJSON          `json:"members,omitempty"` // of a team, a location, a grade, a role level
		}{recordJSON: jsonOf(rec), Parts: jsonParts(parts)}
		for _, p := range people {
			out.Members = append(out.Members, employeeOf(p))
		}
		return a.printJSON(out)
	}
	a.facts(rec)
	if holds {
		a.printMembers(people)
	}
	for _, p := range parts {
		a.heading(p.kind.Title)
		a.print(recordTable(p.kind, p.recs, p.kind.Parent), "")
		a.texts(p)
	}
	return nil
}

// texts writes what a table has no room for: topics, comments, notes of sessions. Each
// names the row that it belongs to.
func (a *app) texts(p part) {
	for _, r := range p.recs {
		for _, c := range p.kind.Columns {
			if c.Type == store.Lines {
				a.fact("#"+itoa(r.ID)+" "+strings.ToLower(c.Title), r.Shared(c))
			}
		}
	}
}

// facts writes the columns of a record.
func (a *app) facts(rec store.Record) {
	a.printf("%s\n", a.bold(text.Clean(rec.Label)))
	a.fact("id", itoa(rec.ID))
	for _, c := range rec.Kind.Columns {
		a.fact(strings.ToLower(c.Title), rec.Shared(c))
	}
	if rec.Archived {
		a.fact("archived", "yes")
	}
}

// members are the people whose present position names the record: those of a team,
// a location, a grade or a role level. Of other kinds holds is false.
func members(ctx context.Context, s *store.Store, rec store.Record) (out []store.EmployeeRow, holds bool, err error) {
	of := map[string]func(store.EmployeeRow) string{
		"team":       func(r store.EmployeeRow) string { return r.Team },
		"location":   func(r store.EmployeeRow) string { return r.Location },
		"grade":      func(r store.EmployeeRow) string { return r.Grade },
		"role level": roleName,
	}[rec.Kind.Name]
	if of == nil {
		return nil, false, nil
	}
	f := listFlags{filter: rec.Label} // spares reading 100,000 rows
	if rec.Kind.Name == "role level" {
		f.filter = "" // it is written otherwise there
	}
	rows, err := employees(ctx, s, f)
	for _, r := range rows {
		if text.Key(of(r)) == text.Key(rec.Label) {
			out = append(out, r)
		}
	}
	return out, true, err
}

func (a *app) printMembers(rows []store.EmployeeRow) {
	a.heading(count(len(rows), "member", "members"))
	if len(rows) == 0 {
		return
	}
	t := newTable(">ID", "NAME", "ROLE", "GRADE", "TEAM", "LOCATION", "MANAGER")
	for _, r := range rows {
		t.add(itoa(r.ID), r.Name, roleName(r), r.Grade, r.Team, r.Location, r.Manager)
	}
	a.print(t, "")
}

// part is the records of one kind that hang from another record.
type part struct {
	kind *store.Kind
	recs []store.Record
}

func children(ctx context.Context, s *store.Store, rec store.Record) ([]part, error) {
	var out []part
	for _, k := range store.Kinds() {
		if c, ok := k.Column(k.Parent); !ok || c.Ref != rec.Kind.Name || k.Private {
			continue
		}
		recs, err := s.List(ctx, k.Name, store.ListFilter{Parent: rec.ID})
		if err != nil {
			return nil, err
		}
		if len(recs) > 0 {
			out = append(out, part{k, recs})
		}
	}
	return out, nil
}

func jsonParts(parts []part) map[string][]recordJSON {
	out := make(map[string][]recordJSON, len(parts))
	for _, p := range parts {
		out[strings.ReplaceAll(p.kind.Plural, " ", "_")] = jsonOfAll(p.recs)
	}
	return out
}

// find is Store.Find that also takes the beginning of a name, or else of one of its
// words, if only one record has it, and dashes for blanks.
func find(ctx context.Context, s *store.Store, kind, ref string) (store.Record, error) {
	k, err := kindOf(kind)
	if err != nil {
		return store.Record{}, err
	}
	rec, err := s.Find(ctx, k.Name, ref)
	if err == nil || status(ctx, err) != exitNotFound {
		return rec, err
	}
	if spaced := strings.ReplaceAll(ref, "-", " "); spaced != ref && !strings.HasPrefix(ref, "#") {
		if rec, err := find(ctx, s, kind, spaced); err == nil {
			return rec, nil
		}
	}
	all, err := s.List(ctx, k.Name, store.ListFilter{})
	if err != nil {
		return rec, err
	}
	var starts, words []store.Record
	var names []string
	want := text.Fold(text.Clean(ref))
	for _, r := range all {
		names = append(names, r.Label)
		switch has := text.Fold(r.Label); {
		case want == "" || strings.HasPrefix(ref, "#"):
		case strings.HasPrefix(has, want):
			starts = append(starts, r)
		case strings.Contains(has, " "+want):
			words = append(words, r)
		}
	}
	if len(starts) == 0 {
		starts = words
	}
	switch len(starts) {
	case 0:
		return store.Record{}, notFound(k.Name, ref, names)
	case 1:
		return starts[0], nil
	}
	return store.Record{}, severalFit(ref, k, starts)
}

// severalFit lists the records that a shortened name can mean.
func severalFit(ref string, k *store.Kind, recs []store.Record) error {
	var out []string
	for _, r := range recs[:min(len(recs), 5)] {
		out = append(out, fmt.Sprintf("%s (#%d)", text.Clean(r.Label), r.ID))
	}
	more := ""
	if n := len(recs) - len(out); n > 0 {
		more = fmt.Sprintf(" and %d more", n)
	}
	return &statusError{exitNotFound, fmt.Errorf("“%s” %w: %d %s, %s%s; write more of the name, or #id", ref, store.ErrManyFit, len(recs), k.Plural, strings.Join(out, ", "), more)}
}
