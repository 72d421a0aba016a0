package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// waitingJSON is someone with a place that no pair fills.
type waitingJSON struct {
	personJSON
	Side     string   `json:"side"`
	Since    string   `json:"waiting_since"`
	Days     int      `json:"days"`
	Places   int      `json:"places"` // not filled
	Returned string   `json:"returned,omitempty"`
	Reason   string   `json:"return_reason,omitempty"`
	Wishes   []string `json:"wishes"`
	Needs    string   `json:"needs,omitempty"` // or offers, of a mentor
}

func (a *app) waitingCmd() *cobra.Command {
	var side string
	c := a.cycleCmdOf(&cobra.Command{
		Use: "waiting PROGRAM", Args: args(cobra.ExactArgs(1)),
		Short: "List who waits in a cycle, in the order that decides between equals",
		Long:  "List who waits in a cycle, mentees first, each side in the order by which the matching decides between equals: who waits longest, then who enrolled first. It is who the next run has to place.",
	}, func(ctx context.Context, s *store.Store, c store.CycleRow, _ []string) error {
		if side != "" && side != "mentee" && side != "mentor" {
			return usage("--as is mentor or mentee, not “%s”", text.Clean(side))
		}
		return a.waiting(ctx, s, c, side)
	})
	c.Flags().StringVar(&side, "as", "", "only mentors, or only mentees")
	return c
}

func (a *app) waiting(ctx context.Context, s *store.Store, c store.CycleRow, side string) error {
	rows, err := s.Waiting(ctx, c.ID)
	if err != nil {
		return err
	}
	a.onCycle(ctx, s, c.ID)
	out := []waitingJSON{}
	t := newTable("NAME", "AS", "SINCE", ">DAYS", ">PLACES", "NEEDS OR OFFERS", "WISHES", "BACK")
	for _, r := range rows {
		if side != "" && r.Side != side {
			continue
		}
		v := waitingJSON{
			personJSON{r.Enrolment, r.Employee, text.Clean(r.Name), text.Clean(r.Slot)},
			r.Side, string(r.WaitingSince), r.Days, r.Free,
			string(r.Returned), text.Clean(r.ReturnReason), cleanAll(r.Wishes), text.Clean(r.Needs),
		}
		out = append(out, v)
		back := ""
		if v.Returned != "" {
			back = v.Returned + ": " + v.Reason
		}
		t.add(r.Name, strings.TrimSpace(r.Side+" "+r.Slot), v.Since, itoa(int64(v.Days)), itoa(int64(v.Places)), v.Needs, strings.Join(v.Wishes, ", "), back)
	}
	if a.json {
		return a.printJSON(out)
	}
	a.print(t, "nobody waits in "+text.Clean(c.Program+", "+c.Name)+cmp.Or(asSide(side), ""))
	return nil
}
