package calendar_test

import (
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/pages/calendar"
	"understudy/tui/internal/tuitest"
)

// world is a file with two people, an absence, a holiday and two events of May 2026; the
// clock of the tests is Thursday, 14 May.
func world(t *testing.T) *store.Store {
	t.Helper()
	s := storetest.New(t)
	storetest.Add(t, s, "location", map[string]string{"name": "Lisbon", "time_zone": "Europe/Lisbon"})
	storetest.Add(t, s, "location", map[string]string{"name": "Kathmandu", "time_zone": "Asia/Kathmandu"})
	for i, name := range []string{"Ada Lovelace", "Grace Hopper"} {
		id := storetest.Add(t, s, "employee", map[string]string{"name": name, "number": fmt.Sprint(i)})
		storetest.Add(t, s, "position", map[string]string{"employee_id": fmt.Sprintf("#%d", id), "since": "2020-01-01", "location_id": []string{"Lisbon", "Kathmandu"}[i]})
	}
	talk := storetest.Add(t, s, "event", map[string]string{"name": "Postgres talk", "date": "2026-05-14", "time": "12:00", "minutes": "45", "location_id": "Lisbon"})
	storetest.Add(t, s, "event speaker", map[string]string{"event_id": fmt.Sprintf("#%d", talk), "employee_id": "Ada Lovelace"})
	storetest.Add(t, s, "event", map[string]string{"name": "Far away", "date": "2027-02-03", "time": "12:00", "location_id": "Kathmandu"})
	storetest.Add(t, s, "absence", map[string]string{"employee_id": "Ada Lovelace", "starts": "2026-05-18", "ends": "2026-05-19"})
	storetest.Add(t, s, "holiday", map[string]string{"date": "2026-05-20", "name": "City day", "location_id": "Lisbon"})
	return s
}

func open(t *testing.T, s *store.Store, w, h int) *tuitest.Driver {
	t.Helper()
	return tuitest.Page(t, calendar.New(s, tuitest.Styles(), storetest.Clock), w, h)
}

func TestAnItemIsCarriedWithItsClashInViewAndMovedAsOneUndoableChange(t *testing.T) {
	s := world(t)
	before := storetest.Dump(t, s)
	d := open(t, s, 120, 36)
	d.Has("May 2026", "Postgres talk")
	d.Press("n n N N") // along the items and back
	d.Has("Thu 14 May 2026, 11:00–11:45", "12:00 in Europe/Lisbon")
	d.Press("m right").Has("nothing clashes")
	d.Press("right right right").Has("Ada Lovelace is away")
	d.Press("right right").Has("City day is a holiday in Lisbon")
	d.Press("right").Has("nothing clashes")
	d.Press("enter")
	rec, err := s.Get(t.Context(), "event", 1)
	if err != nil || rec.Values["date"] != "2026-05-21" || rec.Values["time"] != "12:00" {
		t.Fatalf("the event is on %s at %s, %v", rec.Values["date"], rec.Values["time"], err)
	}
	d.Has("Thu 21 May 2026, 11:00–11:45")
	if _, err := s.Undo(t.Context()); err != nil || storetest.Dump(t, s) != before {
		t.Errorf("the undo of the move does not bring back what was: %v", err)
	}
}

func TestWhatIsCarriedIsPutBackByEsc(t *testing.T) {
	s := world(t)
	before := storetest.Dump(t, s)
	open(t, s, 120, 36).Press("n N m right right esc").Has("Postgres talk")
	if storetest.Dump(t, s) != before {
		t.Error("something was written")
	}
}

func TestTheNextItemIsFoundHoweverFarAway(t *testing.T) {
	d := open(t, world(t), 120, 36)
	d.Press("n n n n").Has("February 2027", "Far away")
	d.Press("n").Has("Nothing is dated after this")
	d.Press("N").Has("May 2026", "City day")
	d.Press("T").Has("May 2026")
}

func TestTheCalendarIsNarrowedToAPersonAndAPlaceAndShownInTheirTime(t *testing.T) {
	d := open(t, world(t), 120, 36)
	d.Press("/").Type("Grace")
	d.Press("enter").Has("Only Grace Hopper").Lacks("Postgres talk", "Ada Lovelace away")
	d.Press("esc").Has("Postgres talk").Lacks("Only ")
	d.Press("/").Type("Lisbon")
	d.Press("enter").Has("Only Lisbon", "City day")
	d.Press("esc z").Type("Kathmandu")
	d.Press("enter n N").Has("Thu 14 May 2026, 16:45–17:30", "Kathmandu")
}

func TestEveryViewShowsTheItemsAndTheDetailOpensOverASmallOne(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
		d := open(t, world(t), size[0], size[1])
		d.Press("n N")
		for range 3 {
			d.Press("tab").Has("Postgres")
		}
		if size[0] < 110 {
			d.Press("i").Has("Postgres talk", "Ada Lovelace").Press("i")
		}
	}
}

func TestAnEmptyCalendarSaysWhatFillsIt(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
		d := open(t, storetest.New(t), size[0], size[1])
		d.Has("Nothing is dated in")
	}
}

func TestAnAbsenceIsAddedAndRemovedWhereTheCursorIs(t *testing.T) {
	s := world(t)
	d := open(t, s, 120, 36)
	d.Press("right a").Type("absence")
	d.Press("enter").Type("Grace")
	d.Press("enter ctrl+s")
	list, err := s.CalendarItems(t.Context(), store.CalendarFilter{From: "2026-05-15", To: "2026-05-15"})
	if err != nil || len(list) != 1 || !strings.HasPrefix(list[0].Title, "Grace Hopper") {
		t.Fatalf("%+v, %v\n%s", list, err, d.Frame())
	}
	d.Press("N n d").Lacks("Grace Hopper away")
	if list, _ := s.CalendarItems(t.Context(), store.CalendarFilter{From: "2026-05-15", To: "2026-05-15"}); len(list) != 0 {
		t.Errorf("it is still there: %+v", list)
	}
}
