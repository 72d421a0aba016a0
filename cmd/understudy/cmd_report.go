package main

import (
	"context"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/report"
)

func (a *app) reportCmd() *cobra.Command {
	return group("report", "Write a report", a.reportMentoringCmd())
}

// reportFlags say of what, and how, a report is written.
type reportFlags struct {
	program, cycle, format, file string
}

func (a *app) reportMentoringCmd() *cobra.Command {
	var f reportFlags
	c := &cobra.Command{
		Use:   "mentoring PROGRAM",
		Short: "Write what came of a mentoring program: people, matching, pairs, sessions, outcomes",
		Long: `Write what came of a mentoring program, of all its cycles or of one: who takes part and who waits, the published runs with their proof, pairs by state and health, sessions and minutes, goals, feedback, closing reviews, ratings gained, why pairs ended early, lessons, and the success stories that may be told.

As HTML it is one file that loads nothing and can be printed. Private notes, notes of sessions and comments of feedback are never in it.`,
		Example: "understudy report mentoring Leadership\nunderstudy report mentoring Leadership --cycle 2026 -o report.html",
		Args:    args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			f.program = given[0]
			format, err := a.reportFormat(f)
			if err != nil {
				return err
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.reportMentoring(cmd.Context(), s, f, format) })
		},
		ValidArgsFunction: a.completeWith(programs),
	}
	c.Flags().StringVar(&f.cycle, "cycle", "", "one cycle alone; without it all cycles of the program")
	c.Flags().StringVar(&f.format, "format", "", "md, html or json; without it the file's ending tells, else md")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// reportFormat is the format asked for, or the one that the file's name means.
func (a *app) reportFormat(f reportFlags) (string, error) {
	switch {
	case f.format == "md" || f.format == "html" || f.format == "json":
		return f.format, nil
	case f.format != "":
		return "", usage("a report is md, html or json, not %q", f.format)
	case a.json:
		return "json", nil
	}
	switch strings.ToLower(filepath.Ext(f.file)) {
	case ".html", ".htm":
		return "html", nil
	case ".json":
		return "json", nil
	}
	return "md", nil
}

func (a *app) reportMentoring(ctx context.Context, s *store.Store, f reportFlags, format string) error {
	program, err := find(ctx, s, "program", f.program)
	if err != nil {
		return err
	}
	var cycle int64
	if f.cycle != "" {
		c, err := findCycle(ctx, s, place{program: "#" + itoa(program.ID), cycle: f.cycle})
		if err != nil {
			return err
		}
		cycle = c.ID
	}
	r, err := report.Mentoring(ctx, s, program.ID, cycle)
	if err != nil {
		return err
	}
	return a.output(f.file, func(w io.Writer) error {
		switch format {
		case "html":
			return r.HTML(w)
		case "json":
			return writeJSON(w, r)
		}
		return r.Markdown(w)
	})
}
