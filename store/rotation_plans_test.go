package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// A plan is listed with what is counted over it, under way before drafts before closed ones.
func TestPlansAreListedWithWhatIsInThem(t *testing.T) {
	c := three(t)
	c.wish("Ada", "1")
	c.wish("Ben", "-1")
	c.add("rotation plan", "name", "Over", "starts", "2025-01-01", "unit", "week", "periods", "1", "state", "closed")
	sc := c.run().Scenario
	if _, _, err := c.PublishRotation(t.Context(), sc.ID); err != nil {
		t.Fatal(err)
	}
	c.add("rotation plan", "name", "Next", "starts", "2028-01-01")
	list, err := c.RotationPlans(t.Context(), false)
	if err != nil || len(list) != 3 || list[0].Name != "Ops 2027" || list[1].Name != "Next" || list[2].Name != "Over" {
		t.Fatalf("%+v %v", list, err)
	}
	p := list[0]
	if p.State != "published" || p.Seats != 1 || p.Places != 1 || p.Participants != 2 || p.Wishes != 1 || p.Scenarios != 1 || p.Placements != sc.Moves || p.Shown.ID != sc.ID || p.Ends != "2027-06-30" {
		t.Errorf("%+v of %+v", p, sc)
	}
	if got := p.Span() + "; " + list[2].Span(); got != "Jan to Jun 2027, 6 months; W01, 1 week" {
		t.Error(got)
	}
	if _, err := c.RotationPlan(t.Context(), c.plan+9); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

func TestParticipantsJoinOnceAndAreListedWithWhatWasSaidOfThem(t *testing.T) {
	c := three(t)
	before := storetest.Dump(t, c.Store)
	n, change, err := c.JoinRotation(t.Context(), c.plan, c.employees["Ada"], c.employees["Cy"])
	if err != nil || n != 1 || change.Label != "add 1 participant to “Ops 2027”" {
		t.Fatal(n, change, err)
	}
	c.wish("Ada", "1")
	if _, err := c.SayRotationConsent(t.Context(), c.participants["Ada"], 0, "manager", false, "the audit"); err != nil {
		t.Fatal(err)
	}
	if _, err := c.BanFromRotation(t.Context(), c.employees["Ada"], c.site, 0, "too close"); err != nil {
		t.Fatal(err)
	}
	list, err := c.RotationParticipants(t.Context(), c.plan)
	if err != nil || len(list) != 3 || list[0].Name != "Ada" || list[2].Name != "Cy" {
		t.Fatalf("%+v %v", list, err)
	}
	if a := list[0]; a.Team != "Data platform" || a.Location != "Lisbon" || a.Wishes != 1 || a.Refusals != 1 || a.Consents != 0 || a.Bans != 1 {
		t.Errorf("%+v", a)
	}
	for range 4 {
		if _, err := c.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if storetest.Dump(t, c.Store) != before {
		t.Error("undo left something behind")
	}
}

func TestLocksAndBansOfAPlanSayWhomWhereAndWhy(t *testing.T) {
	c := three(t)
	if _, err := c.LockRotation(t.Context(), store.RotationLock{Participant: c.participants["Ada"], Seat: c.seat, First: 2, Last: 3, Reason: "promised", Overrides: []string{"cover"}, OverrideReason: "the launch"}); err != nil {
		t.Fatal(err)
	}
	for _, seat := range []int64{0, c.seat} {
		if _, err := c.BanFromRotation(t.Context(), c.employees["Ben"], map[int64]int64{0: c.data}[seat], seat, "no"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := c.LiftRotationBans(t.Context(), c.employees["Ben"], c.seat); err != nil {
		t.Fatal(err)
	}
	list, err := c.RotationHands(t.Context(), c.plan)
	if err != nil || len(list) != 3 {
		t.Fatalf("%+v %v", list, err)
	}
	if l := list[0]; l.Name != "Ada" || l.Where != "On call" || l.When != "Feb to Mar 2027" || len(l.Overrides) != 1 || l.OverrideReason != "the launch" {
		t.Errorf("%+v", l)
	}
	if b := list[1]; b.Label != "ban" || b.Where != "team Data platform" || list[2].Label != "lifted ban" || list[2].Where != "On call" {
		t.Errorf("%+v", list[1:])
	}
}

func TestThePeopleOfATeamAreThoseOfTheTeamsWithinItWhoAreThereToday(t *testing.T) {
	c := three(t)
	above := c.add("team", "name", "Technology")
	if _, _, err := c.Save(t.Context(), store.Edit{Kind: "team", ID: c.data, Values: map[string]string{"parent_id": ref(above)}}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Save(t.Context(), store.Edit{Kind: "employee", ID: c.employees["Ben"], Values: map[string]string{"left_on": "2026-01-31"}}); err != nil {
		t.Fatal(err)
	}
	for _, team := range []int64{above, c.data} {
		list, err := c.TeamPeople(t.Context(), team)
		if err != nil || len(list) != 2 || list[0] != c.employees["Ada"] || list[1] != c.employees["Cy"] {
			t.Error(list, err)
		}
	}
}

func TestASeatStaysWhatSomebodyWasPlacedInItFor(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	list, err := s.Placements(t.Context(), store.PlacementFilter{Kept: true})
	if err != nil || len(list) == 0 {
		t.Fatal(err, len(list))
	}
	seat, err := s.Get(t.Context(), "seat", list[0].SeatID)
	if err != nil {
		t.Fatal(err)
	}
	other := map[string]string{}
	for column, kind := range map[string]string{"team_id": "team", "skill_id": "skill"} {
		all, err := s.List(t.Context(), kind, store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		i := slices.IndexFunc(all, func(r store.Record) bool { return r.ID != seat.Refs[column] })
		other[column] = fmt.Sprintf("#%d", all[i].ID)
	}
	for column, value := range other {
		_, _, err := s.Save(t.Context(), store.Edit{Kind: "seat", ID: seat.ID, Values: map[string]string{column: value}})
		if err == nil || !strings.Contains(err.Error(), "somebody was placed in this seat") {
			t.Errorf("%s of a seat that was held could be changed: %v", column, err)
		}
	}
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: "rotation plan", ID: list[0].PlanID, Values: map[string]string{"state": "draft"}}); err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: "rotation plan", ID: list[0].PlanID, Values: map[string]string{"starts": "2020-01-06"}}); err == nil {
		t.Error("a plan with placements could be moved, by way of the draft")
	}
}
