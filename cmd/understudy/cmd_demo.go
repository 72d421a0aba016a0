package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/demo"
	"understudy/tui"
)

func (a *app) demoCmd() *cobra.Command {
	var opt demo.Options
	var play bool
	var look look
	c := &cobra.Command{
		Use:   "demo",
		Short: "Open a made-up company to look around in; in a script, play a cycle of it",
		Long: `Make up a company and open it in a temporary file, which goes when you leave; with --db the file stays. Your own data is not touched.

Without a terminal, or with --play, it plays a whole mentoring cycle and prints it: the matching with its reasons, another weight, a lock and a ban, publishing, a first session, and all of it undone and done again. All of that really happens in the file.`,
		Example: "understudy demo\nunderstudy demo --people 2000 --seed 7\nunderstudy demo --play | less",
		Args:    args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.demo(cmd.Context(), opt, look, play)
		},
	}
	c.Flags().IntVar(&opt.People, "people", demo.DefaultPeople, "how many people have ever worked there")
	c.Flags().Uint64Var(&opt.Seed, "seed", demo.DefaultSeed, "another number makes up another company")
	look.flags(c)
	c.Flags().BoolVar(&play, "play", false, "play a cycle as text, on a terminal too")
	return c
}

func (a *app) demo(ctx context.Context, opt demo.Options, l look, play bool) (err error) {
	if opt.People < 1 {
		return usage("--people must be at least 1")
	}
	if a.json {
		return usage("demo tells a story and has no JSON; make the file with --db and ask it, such as: understudy list pairs --json --db FILE")
	}
	if err := l.check(); err != nil {
		return err
	}
	path := a.db
	if path == "" {
		dir, derr := os.MkdirTemp("", "understudy-demo-")
		if derr != nil {
			return derr
		}
		defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
		path = filepath.Join(dir, "demo.db")
	}
	a.db = path
	return a.begin(ctx, func(s *store.Store) error {
		if err := a.fill(ctx, s, opt); err != nil {
			return err
		}
		if a.interactive() && !play {
			return tui.Run(ctx, s, l.options(a, "demo company"))
		}
		p := &player{app: a, ctx: ctx, s: s, opt: opt}
		return p.play()
	})
}

// fill makes the company, unless the file of --db holds it already.
func (a *app) fill(ctx context.Context, s *store.Store, opt demo.Options) error {
	m := a.meter()
	opt.Progress = func(done, total int) { m.show("making up a company", done, total) }
	_, err := demo.Fill(ctx, s, opt)
	m.end()
	if errors.Is(err, store.ErrExists) {
		made, herr := madeByDemo(ctx, s)
		if herr != nil {
			return herr
		}
		if made {
			return nil
		}
		return fmt.Errorf("%w; name a new file", err)
	}
	return err
}

// madeByDemo says whether the first change of the file made a demo company: a real
// company is never played with.
func madeByDemo(ctx context.Context, s *store.Store) (bool, error) {
	first, err := s.History(ctx, 2, 1)
	return err == nil && len(first) == 1 && len(first[0].Tables) == 0 && isDemo(first[0].Label), err
}

func isDemo(label string) bool {
	var n int
	_, err := fmt.Sscanf(label, "make the demo company of %d", &n)
	return err == nil
}
