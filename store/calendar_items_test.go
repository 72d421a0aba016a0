package store_test

import (
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// demoCalendar is the made-up company of 120.
func demoCalendar(t testing.TB) *store.Store {
	t.Helper()
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 120, Seed: 7}); err != nil {
		t.Fatal(err)
	}
	return s
}

func items(t testing.TB, s *store.Store, f store.CalendarFilter) []store.CalendarItem {
	t.Helper()
	list, err := s.CalendarItems(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// The recount is one statement over the tables, which knows nothing of the reading.
func TestAMonthOfTheCalendarHoldsWhatTheTablesHold(t *testing.T) {
	s := demoCalendar(t)
	db, err := sql.Open("sqlite", s.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, month := range []store.Date{"2026-04-01", "2026-05-01", "2026-06-01"} {
		last := month.AddMonths(1).Add(-1)
		want := map[string]int{}
		rows, err := db.Query(`SELECT kind, count(*) FROM (
			SELECT iif(pair_id IS NULL, 'check-in', 'session') AS kind FROM session WHERE date BETWEEN ?1 AND ?2
			UNION ALL SELECT 'event' FROM event WHERE date BETWEEN ?1 AND ?2
			UNION ALL SELECT 'placement' FROM placement WHERE state <> 'cancelled' AND coalesce(begun, starts) <= ?2 AND coalesce(ended, ends) >= ?1
			UNION ALL SELECT 'stretch assignment' FROM stretch WHERE archived = 0 AND state IN ('open', 'running', 'closed') AND starts <= ?2 AND ends >= ?1
			UNION ALL SELECT 'absence' FROM absence WHERE starts <= ?2 AND ends >= ?1
			UNION ALL SELECT 'holiday' FROM holiday WHERE date BETWEEN ?1 AND ?2
			UNION ALL SELECT 'KPI due' FROM kpi k JOIN initiative i ON i.id = k.initiative_id WHERE k.archived = 0 AND i.archived = 0 AND i.state NOT IN ('achieved', 'dropped') AND k.due BETWEEN ?1 AND ?2
		) GROUP BY kind`, month, last)
		if err != nil {
			t.Fatal(err)
		}
		for rows.Next() {
			var kind string
			var n int
			if err := rows.Scan(&kind, &n); err != nil {
				t.Fatal(err)
			}
			want[kind] = n
		}
		got := map[string]int{}
		for _, v := range items(t, s, store.CalendarFilter{From: month, To: last}) {
			if v.Kind != store.ItemMeasurement {
				got[string(v.Kind)]++
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) || len(want) < 4 {
			t.Errorf("%s: %v, by SQL %v", month, got, want)
		}
	}
}

func said(list []store.CalendarItem) (out []string) {
	for _, v := range list {
		for _, c := range v.Clash {
			out = append(out, fmt.Sprintf("%s %d %d %s %d", v.Ref.Kind, v.Ref.ID, c.Who, c.With.Kind, c.With.ID))
		}
	}
	slices.Sort(out)
	return out
}

func TestClashesAreThoseThatComparingEverythingByTheMinuteFinds(t *testing.T) {
	for seed := range uint64(3) {
		s := clashWorld(t, seed)
		want := bruteClashes(t, s)
		for _, zone := range []string{"UTC", "Pacific/Auckland", "America/Los_Angeles"} {
			got := said(items(t, s, store.CalendarFilter{From: "2026-06-01", To: "2026-06-30", Zone: zone}))
			if !slices.Equal(got, want) {
				t.Errorf("seed %d, shown in %s: %d clashes\n%s\nby brute force %d\n%s", seed, zone, len(got), strings.Join(got, "\n"), len(want), strings.Join(want, "\n"))
			}
		}
		if len(want) < 20 {
			t.Errorf("seed %d: only %d clashes; the world is too thin to test anything", seed, len(want))
		}
	}
}

func TestTimesAreShownInTheZoneAskedForAndKeptInTheirOwn(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "location", map[string]string{"name": "Auckland", "time_zone": "Pacific/Auckland"})
	storetest.Add(t, s, "location", map[string]string{"name": "Lisbon", "time_zone": "Europe/Lisbon"})
	storetest.Add(t, s, "event", map[string]string{"name": "Go", "date": "2026-07-01", "time": "08:00", "minutes": "60", "location_id": "Auckland"})
	for _, c := range []struct {
		zone     string
		location int64
		on, at   string
	}{
		{"", 0, "2026-06-30", "20:00"}, // the clock of the tests is UTC
		{"", 1, "2026-07-01", "08:00"},
		{"Europe/Lisbon", 0, "2026-06-30", "21:00"},
		{"America/New_York", 1, "2026-06-30", "16:00"},
	} {
		list := items(t, s, store.CalendarFilter{From: store.Date(c.on), To: store.Date(c.on), Zone: c.zone, Location: c.location})
		if len(list) != 1 {
			t.Fatalf("%+v: %d items", c, len(list))
		}
		v := list[0]
		if string(v.On) != c.on || v.Starts.Format("15:04") != c.at || v.Date != "2026-07-01" || v.Time != 8*60 || v.Zone != "Pacific/Auckland" {
			t.Errorf("%+v: on %s at %s, kept as %s %d %s", c, v.On, v.Starts.Format("15:04"), v.Date, v.Time, v.Zone)
		}
	}
	if n := len(items(t, s, store.CalendarFilter{From: "2026-07-01", To: "2026-07-01", Zone: "Europe/Lisbon"})); n != 0 {
		t.Errorf("in Lisbon it is the evening before, and %d items are on the day itself", n)
	}
}

func TestAnItemMovesByOneUndoableChangeToTheTimeThatWasShown(t *testing.T) {
	s := clashWorld(t, 9)
	before := storetest.Dump(t, s)
	seen := map[string]bool{}
	for _, v := range items(t, s, store.CalendarFilter{From: "2026-06-01", To: "2026-06-30", Zone: "Asia/Kathmandu"}) {
		if seen[v.Ref.Kind] || v.Kind == store.ItemSession && !v.Timed() {
			continue
		}
		seen[v.Ref.Kind] = true
		at := int64(-1)
		if v.Timed() {
			at = 9*60 + 15
		}
		change, err := s.MoveCalendarItem(t.Context(), v.Ref, "2026-07-20", at, "Asia/Kathmandu")
		if err != nil {
			t.Fatalf("%s: %v", v.Title, err)
		}
		b, err := s.CalendarBook(t.Context(), store.CalendarFilter{From: "2026-07-20", To: "2026-07-20", Zone: "Asia/Kathmandu"})
		if err != nil {
			t.Fatal(err)
		}
		now, ok := b.Item(v.Ref)
		if !ok || now.On != "2026-07-20" || at >= 0 && now.Starts.Format("15:04") != "09:15" || now.To.Days()-now.Date.Days() != v.To.Days()-v.Date.Days() && at < 0 {
			t.Errorf("%s moved to %s, is %+v", v.Title, "2026-07-20 09:15", now)
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatalf("undo of “%s”: %v", change.Label, err)
		}
		if storetest.Dump(t, s) != before {
			t.Errorf("after the undo of “%s” the file is not as it was", change.Label)
		}
	}
	if len(seen) != 4 {
		t.Errorf("moved only %v", seen)
	}
}

// What is tried from memory is what the file says once it is done.
func TestWhatWouldClashIsWhatClashesAfterTheMove(t *testing.T) {
	s := clashWorld(t, 4)
	f := store.CalendarFilter{From: "2026-06-01", To: "2026-06-30", Zone: "Europe/Lisbon"}
	b, err := s.CalendarBook(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	tried := 0
	for i, v := range b.Items {
		if v.CanMove() != nil || v.Kind == store.ItemHoliday || i%3 != 0 {
			continue
		}
		day, at := store.Date("2026-06-09").Add(i%6), int64(i*97%1440/15*15)
		would := v
		would = b.Moved(would, day, at)
		would.Clash = b.Try(would)
		if !v.Timed() {
			at = -1
		}
		if _, err := s.MoveCalendarItem(t.Context(), v.Ref, day, at, f.Zone); err != nil {
			continue // the pair has another session on that day
		}
		tried++
		for _, now := range items(t, s, f) {
			if now.Ref == v.Ref && !slices.Equal(said([]store.CalendarItem{now}), said([]store.CalendarItem{would})) {
				t.Errorf("%s to %s %d: tried %v, is %v", v.Title, day, at, said([]store.CalendarItem{would}), said([]store.CalendarItem{now}))
			}
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if tried < 8 {
		t.Errorf("only %d moves were tried", tried)
	}
}

func TestACalendarWithoutAWindowOrWithAnUnknownZoneIsRefused(t *testing.T) {
	s := storetest.New(t)
	for _, f := range []store.CalendarFilter{{}, {From: "2026-06-02", To: "2026-06-01"}, {From: "1990-01-01", To: "2026-06-01"}, {From: "2026-06-01", To: "2026-06-02", Zone: "Moon/Base"}} {
		if list, err := s.CalendarItems(t.Context(), f); err == nil {
			t.Errorf("%+v: %d items", f, len(list))
		}
	}
}

// Lisbon puts its clock back on 25 October 2026, Kathmandu never does.
func TestWhatIsMovedByDaysKeepsItsTimeWhereItIsKept(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "event", map[string]string{"name": "Go", "date": "2026-10-20", "time": "09:00", "minutes": "60", "zone": "Europe/Lisbon"})
	b, err := s.CalendarBook(t.Context(), store.CalendarFilter{From: "2026-10-01", To: "2026-10-31", Zone: "Asia/Kathmandu"})
	if err != nil || len(b.Items) != 1 {
		t.Fatal(b, err)
	}
	v := b.Items[0]
	if at := v.Starts.Format("15:04"); at != "13:45" {
		t.Fatalf("shown at %s", at)
	}
	if v = b.Moved(v, "2026-10-27", 13*60+45); v.Date != "2026-10-27" || v.Time != 9*60 || v.Starts.Format("15:04") != "14:45" {
		t.Errorf("a week later it is on %s at %d, shown at %s", v.Date, v.Time, v.Starts.Format("15:04"))
	}
}
