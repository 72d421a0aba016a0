package store_test

import (
	"fmt"
	"strings"
	"testing"

	"understudy/store/storetest"
)

func TestAnEnrolmentMovesToAnotherSlotWithAllThatIsItsOwn(t *testing.T) {
	s := storetest.New(t)
	add := func(kind string, v map[string]string) int64 { return storetest.Add(t, s, kind, v) }
	add("program", map[string]string{"name": "Abroad", "slots": "home\nhost"})
	cycle := add("cycle", map[string]string{"program_id": "Abroad", "name": "one", "starts": "2026-05-01"})
	add("employee", map[string]string{"name": "Ann"})
	add("employee", map[string]string{"name": "Ben"})
	ann := add("enrolment", map[string]string{"cycle_id": "Abroad, one", "employee_id": "Ann", "side": "mentee", "slot": "home", "places": "2", "waiting_since": "2026-02-01"})
	add("preference", map[string]string{"enrolment_id": fmt.Sprintf("#%d", ann), "employee_id": "Ben", "rank": "1"})
	before := storetest.Dump(t, s)
	if _, err := s.ChangeSlot(t.Context(), ann, "Host"); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Enrolments(t.Context(), cycle)
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	if n := rows[0]; n.Slot != "host" || n.Places != 2 || n.WaitingSince != "2026-02-01" || n.Preferences != 1 || n.State != "enrolled" {
		t.Errorf("%+v", n)
	}
	if o := rows[1]; o.Enrolment != ann || o.State != "withdrawn" || o.Why != "moved to host" {
		t.Errorf("%+v", o)
	}
	for slot, want := range map[string]string{"host": "already", "elsewhere": "none of", "": "one of"} {
		if _, err := s.ChangeSlot(t.Context(), rows[0].Enrolment, slot); err == nil || !strings.Contains(err.Error(), want) {
			t.Error(slot, err)
		}
	}
	if _, err := s.ChangeSlot(t.Context(), rows[0].Enrolment, "home"); err != nil { // and back, to the one that was there
		t.Fatal(err)
	}
	if again, err := s.Enrolments(t.Context(), cycle); err != nil || len(again) != 2 || again[0].Enrolment != ann || again[0].WaitingSince != "2026-02-01" {
		t.Fatal(again, err)
	}
	for range 2 {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if storetest.Dump(t, s) != before {
		t.Error("undo does not lead back")
	}
	if found, err := s.Check(t.Context()); err != nil || len(found) > 0 {
		t.Error(found, err)
	}
}
