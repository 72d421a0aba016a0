package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/exchange"
)

// exportFlags say how records are written out.
type exportFlags struct {
	format, file, of, separator string
	archived, noBOM             bool
	scope                       scopeFlags
}

func (a *app) exportCmd() *cobra.Command {
	var f exportFlags
	c := &cobra.Command{
		Use:   "export KIND",
		Short: "Write the records of a kind as CSV, JSON, Markdown or a calendar",
		Long: `Write the records of a kind as CSV, JSON or Markdown, sessions and pairs also as a calendar (ics). What a spreadsheet would run as a formula is guarded by an apostrophe; import takes it off again. A CSV file begins with a byte order mark, which Excel needs for accents; standard output does not.

With --manager, pairs and sessions of that manager's whole line of management are written: of the other side of a pair the name alone, and neither notes nor fit checks nor what the goals are. The coordinator's private notes are in no export but that of notes, and employee export.

` + kindHelp(),
		Example: "understudy export employees -o people.csv\nunderstudy export pairs --format md\nunderstudy export sessions --manager \"Ada Lovelace\" -o line.csv\nunderstudy export ratings --of Ada --json",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.export(cmd.Context(), s, f, given[0]) })
		},
		ValidArgsFunction: completeKinds,
	}
	c.Flags().StringVar(&f.format, "format", "", "csv, json, md or ics; without it the file's ending tells, else csv")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	c.Flags().StringVar(&f.of, "of", "", "only those of this record: an employee's ratings, pairs or sessions; a cycle's enrolments")
	c.Flags().StringVar(&f.separator, "separator", ",", "of CSV: , or ; or tab")
	c.Flags().BoolVar(&f.archived, "archived", false, "archived ones, too")
	c.Flags().BoolVar(&f.noBOM, "no-bom", false, "no byte order mark")
	f.scope.flags(c)
	return c
}

// formatOf is the format asked for, or the one that the file's name means.
func (a *app) formatOf(f exportFlags) (exchange.Format, error) {
	name := f.format
	if name == "" && a.json {
		name = "json"
	}
	if name == "" {
		name = strings.TrimPrefix(strings.ToLower(filepath.Ext(f.file)), ".")
		if _, err := exchange.ParseFormat(name); err != nil {
			name = "csv"
		}
	}
	format, err := exchange.ParseFormat(name)
	if err != nil {
		return "", usage("%s", err)
	}
	return format, nil
}

func (a *app) export(ctx context.Context, s *store.Store, f exportFlags, kind string) error {
	k, err := kindOf(kind)
	if err != nil {
		return err
	}
	format, err := a.formatOf(f)
	if err != nil {
		return err
	}
	separator, ok := map[string]rune{",": ',', ";": ';', "tab": '\t', "\t": '\t'}[f.separator]
	if !ok {
		return usage("--separator is , or ; or tab, not %q", f.separator)
	}
	opt := exchange.ExportOptions{BOM: f.file != "-" && !f.noBOM, Separator: separator, Archived: f.archived}
	if err := a.narrow(ctx, s, k, f, &opt); err != nil {
		return err
	}
	return a.output(f.file, func(w io.Writer) error { return exchange.Export(ctx, s, k.Name, w, format, opt) })
}

// narrow finds the records that an export is limited to. Pairs and sessions have a
// scope of their own, in which --of names an employee first, then what they hang from.
func (a *app) narrow(ctx context.Context, s *store.Store, k *store.Kind, f exportFlags, opt *exchange.ExportOptions) (err error) {
	if k.Name != "pair" && k.Name != "session" {
		if f.scope != (scopeFlags{}) {
			return usage("--program, --cycle, --manager, --from and --to narrow pairs and sessions; for %s there is --of", k.Plural)
		}
		if f.of != "" {
			opt.Parent, err = parentOf(ctx, s, k, f.of)
		}
		return err
	}
	if opt.Scope, err = f.scope.scope(ctx, s); err != nil || f.of == "" {
		return err
	}
	who, err := find(ctx, s, "employee", f.of)
	if err == nil {
		opt.Scope.Employee = who.ID
		return nil
	}
	of, perr := parentOf(ctx, s, k, f.of)
	switch {
	case perr != nil:
		return err
	case k.Name == "pair":
		opt.Scope.Cycle = of
	default:
		opt.Scope.Pair = of
	}
	return nil
}
