package exchange_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// Debian's reader takes an escaped backslash before an n for a line break; that one is read
// by the grammar alone, in TestHostileNamesStayTextInACalendar.

// lunchFile is a file with events across the world, around the days on which clocks
// change, with what is hard to write; want is what a reader must see, by UID without its
// domain.
func lunchFile(t *testing.T) (st *store.Store, want map[string]map[string]string) {
	st, want = storetest.New(t), map[string]map[string]string{}
	storetest.Add(t, st, "series", map[string]string{"name": "Lunch, & Learn; weekly", "starts": "2026-05-01", "ends": "2027-12-31", "rates": "no"})
	storetest.Add(t, st, "skill", map[string]string{"name": "Go"})
	storetest.Add(t, st, "employee", map[string]string{"name": "Zoë Ångström"})
	days := []string{"2026-10-04", "2026-10-25", "2026-11-01", "2026-12-31", "2027-03-14", "2027-03-28", "2027-04-04", "2028-02-29"}
	for place, name := range map[string]string{"Lisbon": "Europe/Lisbon", "Sydney": "Australia/Sydney", "Kathmandu": "Asia/Kathmandu", "New York": "America/New_York", "Office": "UTC"} {
		storetest.Add(t, st, "location", map[string]string{"name": place, "time_zone": name})
		loc, err := time.LoadLocation(name)
		if err != nil {
			t.Fatal(err)
		}
		for i, day := range days {
			title := fmt.Sprintf("%s %d: “commas, semicolons; back\\slashes” — %s", place, i, strings.Repeat("ünïcödé ", 9))
			_, n, err := st.AddEvent(t.Context(), store.EventNew{Values: map[string]string{
				"name": title, "date": day, "time": "12:15", "minutes": "50", "location_id": place, "series_id": "Lunch, & Learn; weekly", "skill_id": "Go", "level": "2",
				"link": "https://meet.example/a?b=c,d;e", "description": "First line\nSecond, line; with \\t in it", "handouts": "https://docs.example/1\nhttps://docs.example/2",
			}, Although: "a test"})
			if err != nil {
				t.Fatal(err)
			}
			at, err := time.ParseInLocation("2006-01-02 15:04", day+" 12:15", loc)
			if err != nil {
				t.Fatal(err)
			}
			zone := name
			if name == "UTC" {
				zone = ""
			}
			want[fmt.Sprintf("event-%d", n)] = map[string]string{
				"SEQUENCE": "0", "DTSTAMP": "2026-05-14T09:30:00Z", "STATUS": "CONFIRMED", "SUMMARY": strings.TrimSpace(title), "LOCATION": place, "DURATION": "50",
				"DTSTART": at.UTC().Format("2006-01-02T15:04:05Z"), "TZID": zone,
				"DESCRIPTION": "Lunch, & Learn; weekly\nSkill: Go 2\nhttps://meet.example/a?b=c,d;e\nFirst line\nSecond, line; with \\t in it\nhttps://docs.example/1\nhttps://docs.example/2",
			}
		}
	}
	return st, want
}

// debianPython is one that has python3-icalendar, or "".
func debianPython(t *testing.T) string {
	for _, p := range []string{"python3", "/usr/bin/python3"} {
		if exec.CommandContext(t.Context(), p, "-c", "import icalendar, pytz").Run() == nil {
			return p
		}
	}
	return ""
}

func TestAnotherReaderSeesEveryPropertyOfEveryEvent(t *testing.T) {
	python := debianPython(t)
	if python == "" {
		t.Skip("no python3-icalendar here")
	}
	st, want := lunchFile(t)
	// One is cancelled, and one is moved to another day.
	first := store.EventFilter{}
	list, err := st.Events(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	gone, moved := list[0], list[len(list)-1]
	if _, err := st.CancelEvent(t.Context(), gone.ID, "no speaker, alas"); err != nil {
		t.Fatal(err)
	}
	v := want[fmt.Sprintf("event-%d", gone.ID)]
	v["STATUS"], v["SEQUENCE"] = "CANCELLED", "1"
	v["DESCRIPTION"] = strings.Replace(v["DESCRIPTION"], "\nFirst", "\nCancelled: no speaker, alas\nFirst", 1)
	slot, err := st.EventSlot(t.Context(), moved.ID)
	if err != nil {
		t.Fatal(err)
	}
	slot.Date = slot.Date.Add(1)
	if _, _, err := st.MoveEvent(t.Context(), slot, "a test"); err != nil {
		t.Fatal(err)
	}
	v = want[fmt.Sprintf("event-%d", moved.ID)]
	at, err := time.Parse(time.RFC3339, v["DTSTART"])
	if err != nil {
		t.Fatal(err)
	}
	v["SEQUENCE"], v["DTSTART"] = "1", at.AddDate(0, 0, 1).Format("2006-01-02T15:04:05Z") // 1 March: no clock changes then
	body := export(t, st, "session", exchange.ICS, exchange.ExportOptions{})
	readICS(t, body) // by the grammar, too
	file := filepath.Join(t.TempDir(), "events.ics")
	if err := os.WriteFile(file, []byte(body), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), python, filepath.Join("testdata", "read_ics_events.py"), file)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for l := range strings.SplitSeq(strings.TrimSpace(string(out)), "\n") {
		got := map[string]string{}
		if err := json.Unmarshal([]byte(l), &got); err != nil {
			t.Fatal(err)
		}
		uid, domain, _ := strings.Cut(got["UID"], "@")
		delete(got, "UID")
		if !strings.HasSuffix(domain, ".understudy") || !maps.Equal(got, want[uid]) {
			t.Errorf("%s reads\n%q, not\n%q", uid, got, want[uid])
		}
		seen++
	}
	if seen != len(want) {
		t.Errorf("%d events of %d", seen, len(want))
	}
}

func TestMovingAnEventKeepsItsUIDAndRaisesItsSequence(t *testing.T) {
	st, _ := lunchFile(t)
	list, err := st.Events(t.Context(), store.EventFilter{})
	if err != nil {
		t.Fatal(err)
	}
	read := func() *icsPart {
		t.Helper()
		for uid, e := range events(t, readICS(t, export(t, st, "session", exchange.ICS, exchange.ExportOptions{Scope: exchange.Scope{Series: list[0].SeriesID}}))) {
			if strings.HasPrefix(uid, fmt.Sprintf("event-%d@", list[0].ID)) {
				return e
			}
		}
		t.Fatal("the event is not in the calendar of its series")
		return nil
	}
	before := read()
	slot, err := st.EventSlot(t.Context(), list[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	slot.Time = "12:00"
	if _, _, err := st.MoveEvent(t.Context(), slot, "a test"); err != nil {
		t.Fatal(err)
	}
	after := read()
	if a, b := before.get(t, "UID").value, after.get(t, "UID").value; a != b {
		t.Errorf("%s became %s", a, b)
	}
	if a, b := before.get(t, "SEQUENCE").value, after.get(t, "SEQUENCE").value; a != "0" || b != "1" {
		t.Errorf("%s, then %s", a, b)
	}
	if _, err := st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if s := read().get(t, "SEQUENCE").value; s != "2" { // a lower number than before is passed over
		t.Errorf("%s after undo", s)
	}
}
