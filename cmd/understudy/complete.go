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
		const nothing = cobra.ShellCompDirectiveNoFileComp
		if _, err := os.Stat(a.path()); len(given) >= len(by) || errors.Is(err, fs.ErrNotExist) {
			return nil, nothing
		}
		var out []string
		err := a.work(cmd.Context(), func(s *store.Store) error {
			words, err := by[len(given)](cmd.Context(), s, given)
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
