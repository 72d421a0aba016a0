package main

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// completer proposes words for one argument.
type completer func(ctx context.Context, s *store.Store, before []string) ([]string, error)

// completeWith proposes words by the place of the argument. It never makes a file
// and never complains: a completion that fails is silent.
func (a *app) completeWith(by ...completer) func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return func(cmd *cobra.Command, given []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(given) >= len(by) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return a.propose(cmd.Context(), by[len(given)], given, begun)
	}
}

// completeFlag proposes words for the value of a flag, as completeWith does; the
// completer is given the arguments.
func (a *app) completeFlag(c *cobra.Command, flag string, by completer) {
	err := c.RegisterFlagCompletionFunc(flag, func(cmd *cobra.Command, given []string, begun string) ([]string, cobra.ShellCompDirective) {
		return a.propose(cmd.Context(), by, given, begun)
	})
	if err != nil {
		panic(err) // the command has no such flag
	}
}

func (a *app) propose(ctx context.Context, by completer, given []string, begun string) ([]string, cobra.ShellCompDirective) {
	const nothing = cobra.ShellCompDirectiveNoFileComp
	if _, err := os.Stat(a.path()); errors.Is(err, fs.ErrNotExist) {
		return nil, nothing
	}
	var out []string
	err := a.work(ctx, func(s *store.Store) error {
		words, err := by(ctx, s, given)
		for _, w := range words {
			if w = text.Clean(w); strings.HasPrefix(text.Fold(w), text.Fold(begun)) {
				out = append(out, w)
			}
		}
		return err
	})
	if err != nil {
		return nil, nothing
	}
	return out, nothing
}

func labels(ctx context.Context, s *store.Store, kind string) ([]string, error) {
	recs, err := s.List(ctx, kind, store.ListFilter{})
	out := make([]string, 0, len(recs))
	for _, r := range recs {
		out = append(out, r.Label)
	}
	return out, err
}

func programs(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "program")
}

func runs(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "scenario")
}

func staff(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "employee")
}

func skills(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	return labels(ctx, s, "skill")
}

// enrolled proposes those who take part in the present cycle, on one side or both.
func enrolled(side string) completer {
	return func(ctx context.Context, s *store.Store, before []string) ([]string, error) {
		c, err := findCycle(ctx, s, place{program: before[0]})
		if err != nil {
			return nil, err
		}
		people, err := s.People(ctx, c.ID)
		var out []string
		for _, p := range people {
			if side == "" || p.Side == side {
				out = append(out, p.Name)
			}
		}
		return out, err
	}
}

// runsOf proposes the scenarios of the cycle that is meant: the newest first, of the
// program named before, or of all.
func runsOf(cycle *string) completer {
	return func(ctx context.Context, s *store.Store, before []string) ([]string, error) {
		var p place
		if len(before) > 0 {
			p = place{program: before[0], cycle: *cycle}
		}
		cycles, err := cyclesOf(ctx, s, p)
		var out []string
		for _, c := range cycles {
			runs, err := s.Scenarios(ctx, c.ID)
			if err != nil {
				return nil, err
			}
			for _, r := range runs {
				out = append(out, r.Name)
			}
		}
		return out, err
	}
}

// cyclesNamed proposes the cycles of the program named before.
func cyclesNamed(ctx context.Context, s *store.Store, before []string) ([]string, error) {
	if len(before) == 0 {
		return nil, nil
	}
	program, err := find(ctx, s, "program", before[0])
	if err != nil {
		return nil, err
	}
	cycles, err := s.Cycles(ctx, program.ID)
	var out []string
	for _, c := range cycles {
		out = append(out, c.Name)
	}
	return out, err
}

// paired proposes the mentees of running pairs.
func paired(ctx context.Context, s *store.Store, _ []string) ([]string, error) {
	rows, err := s.Pairs(ctx, store.PairFilter{Running: true})
	out := make([]string, 0, len(rows))
	for _, r := range rows {
		out = append(out, r.Mentee.Name)
	}
	return out, err
}

// records proposes the kind, then its records.
func (a *app) records() func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	named := a.completeWith(nil, func(ctx context.Context, s *store.Store, before []string) ([]string, error) {
		return labels(ctx, s, before[0])
	})
	return func(cmd *cobra.Command, given []string, begun string) ([]string, cobra.ShellCompDirective) {
		if len(given) == 0 {
			return completeKinds(cmd, given, begun)
		}
		return named(cmd, given, begun)
	}
}
