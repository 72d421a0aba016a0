package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
)

// rateFlags say what is rated or asked, and how.
type rateFlags struct {
	peopleFlags
	source, date, evidence         string
	from                           string
	dryRun, history, stale, matrix bool
	required                       bool
	limit                          int
	format, file                   string
}

func (a *app) rateCmd() *cobra.Command {
	var f rateFlags
	c := &cobra.Command{
		Use:   "rate [EMPLOYEE] [SKILL LEVEL | SKILL=LEVEL…]",
		Short: "Rate levels, and look at what was rated",
		Long: `Rate someone's level in a skill: 0 none, 1 awareness, 2 working, 3 practitioner, 4 expert. Ratings are only ever added; what a manager or an assessment says outranks a self-rating.

Several SKILL=LEVEL, or a CSV file with --file, are written as one change: all of them, or none. A file has the columns employee, skill and level, and may have source, date and evidence; --file does what “understudy import ratings FILE” does, which has more options.

With --history: every rating of someone, or of one skill of theirs. With --stale: levels whose deciding rating is older than the setting “ratings stale after”. With --matrix: self-rating and what others say side by side, for the people of a team, a location or a market.`,
		Example: `understudy rate Ada Go practitioner --source assessment
understudy rate Ada Go=3 SQL=2 "Public speaking=1" --evidence "yearly talk"
understudy rate --file ratings.csv
understudy rate Ada Go --history
understudy rate --stale --team Payments --required
understudy rate --matrix --team Payments --format csv -o payments.csv`,
		Args: args(cobra.ArbitraryArgs),
		RunE: func(cmd *cobra.Command, given []string) error {
			if err := f.check(given); err != nil {
				return err
			}
			if f.from != "" {
				// An import may begin a company's file; ratings of nobody are none.
				if err := a.work(cmd.Context(), func(*store.Store) error { return nil }); err != nil {
					return err
				}
				return a.importFile(cmd.Context(), importFlags{dryRun: f.dryRun}, "ratings", f.from)
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.rateOrShow(cmd.Context(), s, f, given) })
		},
		ValidArgsFunction: a.completeWith(staff, skills),
	}
	f.peopleFlags.flags(c)
	c.Flags().StringVar(&f.source, "source", "manager", "who says so: self, manager, assessment, training, import")
	c.Flags().StringVar(&f.date, "date", "today", "of the rating")
	c.Flags().StringVar(&f.evidence, "evidence", "", "what shows it")
	c.Flags().StringVar(&f.from, "file", "", "a CSV file with many ratings; - is standard input")
	c.Flags().BoolVar(&f.dryRun, "dry-run", false, "with --file: show the plan and write nothing")
	c.Flags().BoolVar(&f.history, "history", false, "list the ratings of an employee, or of one skill of theirs")
	c.Flags().BoolVar(&f.stale, "stale", false, "list the levels that ask to be rated anew")
	c.Flags().BoolVar(&f.matrix, "matrix", false, "list people and skills with all that was rated")
	c.Flags().BoolVar(&f.required, "required", false, "with --stale and --matrix: only skills that the role level requires")
	c.Flags().IntVarP(&f.limit, "limit", "n", -1, "at most so many lines; 0 for all; without it, 20 for reading and all as data")
	c.Flags().StringVar(&f.format, "format", "", "csv, json or md, instead of text for reading")
	c.Flags().StringVarP(&f.file, "output", "o", "-", "the file to write; - is standard output")
	return c
}

// check refuses what does not go together.
func (f rateFlags) check(given []string) error {
	asked := 0
	for _, on := range []bool{f.from != "", f.history, f.stale, f.matrix} {
		if on {
			asked++
		}
	}
	shows := f.history || f.stale || f.matrix
	switch n := len(given); {
	case asked > 1:
		return usage("--file, --history, --stale and --matrix are different things to do; choose one of them")
	case f.history && (n < 1 || n > 2):
		return usage("--history is of an employee, or of one skill of theirs: understudy rate EMPLOYEE [SKILL] --history")
	case asked == 1 && !f.history && n > 0:
		return usage("--file, --stale and --matrix take no employee; leave “%s” out", given[0])
	case (f.any() || f.required) && !f.stale && !f.matrix:
		return usage("--team, --location, --market and --required go with --stale and --matrix")
	case !shows && (f.format != "" || f.file != "-" || f.limit >= 0):
		return usage("--format, --output and --limit go with --history, --stale and --matrix")
	case asked == 0 && n < 2, asked == 0 && n == 2 && !strings.Contains(given[1], "="):
		return usage("say whom, which skill and which level, such as: understudy rate Ada Go 3, or understudy rate Ada Go=3 SQL=2")
	case asked == 0 && n > 3 && !strings.Contains(given[n-1], "="):
		return usage("“%s” is no SKILL=LEVEL; write several ratings as Go=3 SQL=2", given[n-1])
	}
	return nil
}

func (a *app) rateOrShow(ctx context.Context, s *store.Store, f rateFlags, given []string) error {
	var v *gapView
	var err error
	switch {
	case f.history:
		v, err = ratingHistory(ctx, s, given)
	case f.stale:
		v, err = staleRatings(ctx, s, f)
	case f.matrix:
		v, err = ratingMatrix(ctx, s, f)
	case len(given) == 3 && !strings.Contains(given[2], "="):
		return a.rateOne(ctx, s, f, given)
	default:
		return a.rateSeveral(ctx, s, f, given[0], given[1:])
	}
	if err != nil {
		return err
	}
	return a.showGaps(v, gapsFlags{limit: f.limit, format: f.format, file: f.file})
}

func levelIn(s string) (int, error) {
	level, ok := store.ParseLevel(s)
	if !ok {
		return 0, usage("%q is no level; write 0 to 4, or none, awareness, working, practitioner, expert", s)
	}
	return level, nil
}

func (a *app) rateOne(ctx context.Context, s *store.Store, f rateFlags, given []string) error {
	level, err := levelIn(given[2])
	if err != nil {
		return err
	}
	values := map[string]string{"level": fmt.Sprint(level), "source": f.source, "date": f.date, "evidence": f.evidence}
	for column, ref := range map[string][2]string{"employee_id": {"employee", given[0]}, "skill_id": {"skill", given[1]}} {
		rec, err := find(ctx, s, ref[0], ref[1])
		if err != nil {
			return err
		}
		values[column] = "#" + itoa(rec.ID)
	}
	return a.saveValues(ctx, s, "rating", 0, values)
}

// ratedJSON is what a change of several ratings did.
type ratedJSON struct {
	Change  changeJSON `json:"change"`
	Written int        `json:"written"` // ratings that were not there already, word for word
}

func (a *app) rateSeveral(ctx context.Context, s *store.Store, f rateFlags, employee string, pairs []string) error {
	who, err := find(ctx, s, "employee", employee)
	if err != nil {
		return err
	}
	var list []store.NewRating
	for _, p := range pairs {
		at := strings.LastIndex(p, "=")
		if at < 0 {
			return usage("“%s” is no SKILL=LEVEL; write several ratings as Go=3 SQL=2", p)
		}
		skill, err := find(ctx, s, "skill", p[:at])
		if err != nil {
			return err
		}
		level, err := levelIn(p[at+1:])
		if err != nil {
			return err
		}
		list = append(list, store.NewRating{Employee: who.ID, Skill: skill.ID, Level: level, Source: f.source, Date: f.date, Evidence: f.evidence})
	}
	c, n, err := s.RateMany(ctx, list)
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(ratedJSON{changeOf(c), n})
	}
	return a.done(c)
}
