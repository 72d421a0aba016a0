package main

import (
	"context"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) employeeCmd() *cobra.Command {
	return group("employee", "Give someone all that the file holds about them", a.employeeExportCmd())
}

func (a *app) employeeExportCmd() *cobra.Command {
	var file string
	c := &cobra.Command{
		Use:   "export NAME",
		Short: "Write everything about one employee as JSON, private notes included",
		Long: `Write everything about one employee as JSON: the record and the positions, ratings, wishes, consents, enrolments, pairs with their sessions, goals, feedback and reviews, what the engine proposed, the coordinator's private notes, and what was changed or removed and when.

Records of other people that only name them, such as the positions of those whom they manage, are counted and not shown. Read the file before you hand it out: what is kept of a pair is about two people.`,
		Example: "understudy employee export \"Ada Lovelace\" -o ada.json",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.exportEmployee(cmd.Context(), s, given[0], file) })
		},
		ValidArgsFunction: a.completeWith(staff),
	}
	c.Flags().StringVarP(&file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// dossierJSON is everything about one employee.
type dossierJSON struct {
	Employee recordJSON                  `json:"employee"`
	On       string                      `json:"on"`      // the day of the export
	Records  map[string][]recordJSON     `json:"records"` // by kind
	Rows     map[string][]map[string]any `json:"rows"`    // by table, of what the program keeps for itself
	Mentions []mentionJSON               `json:"mentions"`
	History  []pastJSON                  `json:"history"` // oldest first
}

// mentionJSON counts records of others that name the employee.
type mentionJSON struct {
	In      string `json:"in"`
	As      string `json:"as"`
	Records int    `json:"records"`
}

// pastJSON is what one change did to one record.
type pastJSON struct {
	At     string                 `json:"at"` // RFC 3339
	By     string                 `json:"by"`
	Act    string                 `json:"act"` // added, changed, removed
	Kind   string                 `json:"kind"`
	ID     int64                  `json:"id"`
	Values map[string]editionJSON `json:"values,omitempty"`
}

type editionJSON struct {
	Was any `json:"was"`
	Is  any `json:"is"`
}

func (a *app) exportEmployee(ctx context.Context, s *store.Store, ref, file string) error {
	rec, err := find(ctx, s, "employee", ref)
	if err != nil {
		return err
	}
	d, err := s.Dossier(ctx, rec.ID)
	if err != nil {
		return err
	}
	out := dossierOf(d)
	out.On = string(s.Today())
	return a.output(file, func(w io.Writer) error { return writeJSON(w, out) })
}

func dossierOf(d *store.Dossier) dossierJSON {
	out := dossierJSON{
		Employee: wholeOf(d.Employee), Records: map[string][]recordJSON{}, Rows: map[string][]map[string]any{},
		Mentions: []mentionJSON{}, History: []pastJSON{},
	}
	for kind, recs := range d.Records {
		if kind == "employee" {
			continue
		}
		for _, r := range recs {
			out.Records[kind] = append(out.Records[kind], wholeOf(r))
		}
	}
	for table, rows := range d.Rows {
		for _, r := range rows {
			row := map[string]any{}
			for c, v := range r {
				row[c] = harmless(v)
			}
			out.Rows[table] = append(out.Rows[table], row)
		}
	}
	for _, m := range d.Mentions {
		out.Mentions = append(out.Mentions, mentionJSON{kindName(m.Table), m.Column, m.Records})
	}
	for _, p := range d.History {
		past := pastJSON{At: p.At.Format("2006-01-02T15:04:05Z07:00"), By: text.Clean(p.Actor), Act: p.Act, Kind: kindName(p.Table), ID: p.Row}
		for c, v := range p.Values {
			if past.Values == nil {
				past.Values = map[string]editionJSON{}
			}
			past.Values[c] = editionJSON{harmless(v.Was), harmless(v.Is)}
		}
		out.History = append(out.History, past)
	}
	return out
}

// wholeOf is jsonOf with what others may not be told, such as a story without consent:
// this goes to the one whom it is about.
func wholeOf(r store.Record) recordJSON {
	out := jsonOf(r)
	for _, c := range r.Kind.Columns {
		out.Values[c.Name] = text.CleanLines(r.Values[c.Name])
	}
	return out
}

// harmless cleans a value of the database if it is text.
func harmless(v any) any {
	if s, ok := v.(string); ok {
		return text.CleanLines(s)
	}
	return v
}

// kindName is what commands call the rows of a table.
func kindName(table string) string {
	kinds := store.Kinds()
	i := slices.IndexFunc(kinds, func(k *store.Kind) bool { return k.Table == table })
	if i < 0 {
		return table
	}
	return kinds[i].Name
}
