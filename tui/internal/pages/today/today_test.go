package today_test

import (
	"fmt"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/today"
	"understudy/tui/internal/tuitest"
)

// stalled is a file with one pair whose planned session was not held.
func stalled(t *testing.T) (*store.Store, int64) {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, kv ...string) int64 {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, s, kind, v)
	}
	add("program", "name", "Leadership", "rolling", "yes")
	cycle := add("cycle", "program_id", "Leadership", "name", "2026", "starts", "2026-03-01", "state", "running")
	var side [2]int64
	for i, n := range []string{"Noor Haddad", "Émile Roux"} {
		add("employee", "name", n)
		side[i] = add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", n, "side", []string{"mentee", "mentor"}[i])
	}
	var pair int64
	if _, err := s.Write(t.Context(), "pair them", func(tx *store.Tx) error {
		var err error
		pair, err = tx.Insert(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, state, since) VALUES(?,?,?,'active','2026-03-02')`, cycle, side[0], side[1])
		return err
	}); err != nil {
		t.Fatal(err)
	}
	add("session", "pair_id", fmt.Sprintf("#%d", pair), "date", "2026-04-18", "state", "planned")
	return s, pair
}

func TestAStalledPairIsShownAndLoggingItsSessionSettlesIt(t *testing.T) {
	s, pair := stalled(t)
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Has("NEEDS YOU", "stalled", "Noor Haddad ↔ Émile Roux", "2026-04-18 is 26 days", "Ask both")
	d.Press("m").Has("Log a session").Press("ctrl+s").Lacks("stalled")
	recs, err := s.Sessions(t.Context(), pair)
	if err != nil || len(recs) != 1 || recs[0].Values["state"] != "held" || recs[0].Values["date"] != "2026-04-18" {
		t.Fatal(recs, err)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	d.Send(page.Changed{})
	d.Has("stalled")
}

// A past session is logged from Today with six keys at most, beside the note.
func TestAPastSessionIsLoggedWithFewKeys(t *testing.T) {
	s, pair := stalled(t)
	action := storetest.Add(t, s, "action", map[string]string{"pair_id": fmt.Sprintf("#%d", pair), "name": "Read the style guide"})
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Press("m").Has("Done: Read the style guide")
	d.Press("- 3 tab").Type("Talked about the roadmap").Press("ctrl+s").Lacks("Done: Read the style guide")
	recs, err := s.Sessions(t.Context(), pair)
	if err != nil || len(recs) != 1 {
		t.Fatal(recs, err)
	}
	if v := recs[0].Values; v["state"] != "held" || v["date"] != "2026-05-11" || v["notes"] != "Talked about the roadmap" || v["minutes"] != "60" {
		t.Fatal(v)
	}
	open, err := s.Get(t.Context(), "action", action)
	if err != nil || open.Values["state"] != "open" {
		t.Fatal(open.Values, err)
	}
	d.Press("m tab tab right").Press("tab").Type("mentor: lend the book").Press("ctrl+s").Lacks("Done: Read the style guide")
	acts, err := s.List(t.Context(), "action", store.ListFilter{Parent: pair})
	if err != nil || len(acts) != 2 {
		t.Fatal(acts, err)
	}
	for _, a := range acts {
		if a.ID == action && a.Values["state"] != "done" || a.ID != action && (a.Values["owner"] != "mentor" || a.Label != "lend the book") {
			t.Fatal(a.Values)
		}
	}
}

func TestPlanningASessionShowsItThisWeek(t *testing.T) {
	s, _ := stalled(t)
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Press("p").Has("Plan sessions", "6 sessions: Sat 16 May").Type("2026-05-18").Has("6 sessions: Mon 18 May").Press("ctrl+s").Has("THIS WEEK", "Mon 18 May")
}

func TestAnEmptyFileSaysHowToBegin(t *testing.T) {
	d := tuitest.Page(t, today.New(storetest.New(t), tuitest.Styles(), storetest.Clock), 80, 24)
	d.Has("A new, empty file", "import")
}

func TestNarrowScreensOpenTheDetailOverTheList(t *testing.T) {
	s, _ := stalled(t)
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 60, 20)
	d.Has("Noor Haddad").Lacks("Ask both")
	d.Press("tab").Has("Ask both").Press("esc").Lacks("Ask both")
}
