package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// placementJSON is a placement as commands print it.
type placementJSON struct {
	ID              int64    `json:"id"`
	Plan            string   `json:"plan"`
	Employee        string   `json:"employee"`
	EmployeeID      int64    `json:"employee_id"`
	HomeTeam        string   `json:"home_team,omitempty"`
	Manager         string   `json:"manager,omitempty"`
	Seat            string   `json:"seat"`
	Team            string   `json:"team"` // the host
	Location        string   `json:"location,omitempty"`
	Skill           string   `json:"skill"`
	Host            string   `json:"host,omitempty"`
	First           int      `json:"first"` // period
	Last            int      `json:"last"`
	Starts          string   `json:"starts"`
	Ends            string   `json:"ends"`
	State           string   `json:"state"`
	Lacks           []string `json:"consents_lacking"`
	ManagerApproved string   `json:"manager_approved,omitempty"`
	HostApproved    string   `json:"host_approved,omitempty"`
	Begun           string   `json:"begun,omitempty"`
	Ended           string   `json:"ended,omitempty"`
	EndReason       string   `json:"end_reason,omitempty"`
	Outcome         string   `json:"outcome,omitempty"`
	Before          *int     `json:"before"`
	After           *int     `json:"after"`
	Learned         string   `json:"learned,omitempty"`
	Although        string   `json:"begun_although,omitempty"`
	HandedOver      string   `json:"handed_over"` // “1 of 2”
	HandedBack      string   `json:"handed_back"`
	CheckIns        int      `json:"check_ins_held"`
	NextCheckIn     string   `json:"next_check_in,omitempty"`
	HostScore       int      `json:"host_score,omitempty"`
	RotateeScore    int      `json:"rotatee_score,omitempty"`
	Next            string   `json:"next,omitempty"` // the command of what it needs
}

func placementOf(p store.PlacementRow) placementJSON {
	level := func(n int) *int {
		if n < 0 {
			return nil
		}
		return &n
	}
	lacks := []string{}
	if p.Ahead() {
		lacks = append(lacks, p.Lacks()...)
	}
	return placementJSON{
		p.ID, text.Clean(p.Plan), text.Clean(p.Employee), p.EmployeeID, text.Clean(p.HomeTeam), text.Clean(p.Manager), text.Clean(p.Seat), text.Clean(p.Team), text.Clean(p.Location), text.Clean(p.Skill),
		text.Clean(p.Host), p.First, p.Last, string(p.Starts), string(p.Ends), p.State, lacks, string(p.ManagerApproved), string(p.HostApproved), string(p.Begun), string(p.Ended),
		text.Clean(p.EndReason), p.Outcome, level(p.Before), level(p.After), text.CleanLines(p.Learned), text.Clean(p.Forced),
		fmt.Sprintf("%d of %d", p.OutDone, p.Out), fmt.Sprintf("%d of %d", p.BackDone, p.Back), p.Held, string(p.NextCheckIn), p.HostSaid, p.RotateeSaid, nextOfPlacement(p),
	}
}

// placementDetailJSON is a placement with what hangs from it.
type placementDetailJSON struct {
	placementJSON
	Handover []handoverJSON `json:"handover"`
	Sessions []recordJSON   `json:"check_ins"`
	Feedback []recordJSON   `json:"feedback"`
}

func (a *app) placementShowCmd() *cobra.Command {
	return a.onPlacement("show", "Show a placement with its handover, check-ins and feedback", "understudy placement show Ada", a.showPlacement)
}

func (a *app) showPlacement(ctx context.Context, s *store.Store, p store.PlacementRow) error {
	items, err := s.Handovers(ctx, p.ID)
	if err != nil {
		return err
	}
	met, err := s.CheckIns(ctx, p.ID)
	if err != nil {
		return err
	}
	said, err := s.List(ctx, "placement feedback", store.ListFilter{Parent: p.ID})
	if err != nil {
		return err
	}
	if a.json {
		out := placementDetailJSON{placementOf(p), handoversOf(items), []recordJSON{}, []recordJSON{}}
		for _, r := range met {
			out.Sessions = append(out.Sessions, jsonOf(r))
		}
		for _, r := range said {
			out.Feedback = append(out.Feedback, jsonOf(r))
		}
		return a.printJSON(out)
	}
	a.placementFacts(p)
	if len(items) > 0 {
		a.heading("Handover")
		if err := a.showHandover(p, items); err != nil {
			return err
		}
	}
	if len(met) > 0 {
		a.heading("Check-ins")
		t := newTable("ID", "DATE", "TIME", "STATE", "NOTES")
		for _, r := range met {
			t.add(itoa(r.ID), r.Values["date"], r.Values["time"], r.Values["state"], r.Values["notes"])
		}
		a.print(t, "")
	}
	if len(said) > 0 {
		a.heading("Feedback")
		t := newTable("DATE", "FROM", ">SCORE", "COMMENT")
		for _, r := range said {
			t.add(r.Values["date"], r.Values["side"], r.Values["score"], r.Values["comment"])
		}
		a.print(t, "")
	}
	if next := nextOfPlacement(p); next != "" {
		a.say("next: %s", next)
	}
	return nil
}

func (a *app) placementFacts(p store.PlacementRow) {
	a.fact("Placement", fmt.Sprintf("#%d, %s", p.ID, p.Plan))
	a.fact("Who", strings.TrimSuffix(p.Employee+", "+p.HomeTeam, ", "))
	a.fact("Seat", strings.TrimSuffix(p.Seat+", "+p.Team+", "+p.Location, ", "))
	a.fact("Learns", p.Skill+levelsOf(p))
	a.fact("Host", p.Host)
	a.fact("When", fmt.Sprintf("%s to %s", p.Starts, p.Ends))
	a.fact("State", stateOfPlacement(p))
	a.fact("Manager approved", string(p.ManagerApproved))
	a.fact("Host approved", string(p.HostApproved))
	a.fact("Begun", string(p.Begun))
	a.fact("Begun although", p.Forced)
	a.fact("Ended", string(p.Ended))
	a.fact("Reason", p.EndReason)
	a.fact("Then", p.Outcome)
	a.fact("Learned", p.Learned)
	if p.Gone != "" {
		a.fact("Mind", p.Gone+" is no longer in the company")
	}
}

// levelsOf says what the skill was before, is after, or is to become.
func levelsOf(p store.PlacementRow) string {
	before := "?"
	if p.Before >= 0 {
		before = fmt.Sprint(p.Before)
	}
	if p.After >= 0 {
		return fmt.Sprintf(" %s → %d", before, p.After)
	}
	return fmt.Sprintf(" %s, up to %d", before, p.Reach)
}

// stateOfPlacement is the state with what it lacks.
func stateOfPlacement(p store.PlacementRow) string {
	if lacks := p.Lacks(); p.Ahead() && len(lacks) > 0 {
		return p.State + ", waits for the " + strings.Join(lacks, " and the ")
	}
	return p.State
}
