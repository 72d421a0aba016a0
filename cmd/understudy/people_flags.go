package main

import (
	"context"

	"github.com/spf13/cobra"

	"understudy/store"
)

// peopleFlags narrow a command to those of a team, a location or a market.
type peopleFlags struct{ team, location, market string }

func (f *peopleFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.team, "team", "", "only those of this team and the teams within it")
	c.Flags().StringVar(&f.location, "location", "", "only those of this location")
	c.Flags().StringVar(&f.market, "market", "", "only those of this market")
}

func (f peopleFlags) any() bool { return f.team+f.location+f.market != "" }

func (f peopleFlags) filter(ctx context.Context, s *store.Store) (out store.PeopleFilter, err error) {
	for _, v := range []struct {
		kind, ref string
		to        *int64
	}{{"team", f.team, &out.Team}, {"location", f.location, &out.Location}, {"market", f.market, &out.Market}} {
		if v.ref == "" {
			continue
		}
		rec, err := find(ctx, s, v.kind, v.ref)
		if err != nil {
			return out, err
		}
		*v.to = rec.ID
	}
	return out, nil
}
