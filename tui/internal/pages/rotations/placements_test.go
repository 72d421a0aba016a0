package rotations

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
)

// Several that are marked are approved with one question; a decline has its reason, and
// the seat is not proposed again.
func TestMarkedPlacementsAreApprovedTogether(t *testing.T) {
	s := keen(t)
	for _, n := range []string{"Data", "Core"} {
		storetest.Add(t, s, "team", map[string]string{"name": n})
	}
	storetest.Add(t, s, "rotation plan", map[string]string{"name": "Summer", "starts": "2026-05-01", "periods": "3", "travel": "anywhere"})
	storetest.Add(t, s, "seat", map[string]string{"plan_id": "Summer", "name": "Host", "team_id": "Core", "host_id": "Cy", "skill_id": "Facilitation", "reach": "3", "places": "2"})
	for _, n := range []string{"Ada", "Bo"} {
		storetest.Add(t, s, "participant", map[string]string{"plan_id": "Summer", "employee_id": n})
	}
	sc, _, err := s.RotatePlan(t.Context(), 1, store.RotateOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, made, err := s.PublishRotation(t.Context(), sc.ID); err != nil || len(made.Added) != 2 {
		t.Fatal(made, err)
	}
	d := drive(t, s, 120, 36)
	d.Press("tab").Has("[Placements]", "Ada", "Bo", "consent: manager, host")
	d.Press("A +").Has("Approve 2 placements", "Ada → Host, Core; Bo → Host, Core").Press("ctrl+s").Has("consent: host").Lacks("consent: manager")
	d.Press("A -").Has("several are marked; this is done one at a time").Press("esc")
	d.Press("-").Has("Decline:", "no later run proposes the seat").Press("tab").Type("too busy now").Press("ctrl+s")
	rows, err := s.Placements(t.Context(), store.PlacementFilter{})
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	gone, kept := 0, 0
	for _, p := range rows {
		switch {
		case p.State == "cancelled" && p.EndReason == "the manager declined: too busy now":
			gone++
		case p.ManagerApproved == "2026-05-14":
			kept++
		}
	}
	if gone != 1 || kept != 1 {
		t.Fatalf("%+v", rows)
	}
	d.Send(page.Arrived{Arg: store.Attention{Placement: rows[0].ID}})
	d.Has("[Handover]", "Summer")
}
