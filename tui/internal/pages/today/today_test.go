package today_test

import (
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

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
	cycle := add("cycle", "program_id", "Leadership", "name", "2026", "starts", "2026-03-01")
	var side [2]int64
	for i, n := range []string{"Noor Haddad", "Émile Roux"} {
		add("employee", "name", n)
		side[i] = add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", n, "side", []string{"mentee", "mentor"}[i])
	}
	var pair int64
	if _, err := s.Write(t.Context(), "pair them", func(tx *store.Tx) error {
		if _, err := tx.Exec(`UPDATE cycle SET state = 'running'`); err != nil {
			return err
		}
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
	d.Has("NEEDS YOU", "stalled", "Noor Haddad ↔ Émile Roux", "session 26 days past", "2026-04-18 is 26", "Ask")
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

// Each entry has its key, which answers it at once, without leaving the page.
func TestEachEntryIsAnsweredByItsKey(t *testing.T) {
	s, pair := stalled(t)
	of := fmt.Sprintf("#%d", pair)
	add := func(kind string, v map[string]string) int64 {
		v["pair_id"] = of
		return storetest.Add(t, s, kind, v)
	}
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Has("m log the session").Press("m ctrl+s").Has("fit not asked yet", "I check the fit")
	d.Press("I g ctrl+s").Has("Plan sessions: Noor Haddad").Press("ctrl+s").Lacks("fit not asked")
	d.Has("feedback", "b note feedback").Press("b 5 ctrl+s").Has("is needed").Press("5 ctrl+s")
	d.Has("feedback of the mentor").Press("b").Has("Émile Roux, mentor").Press("tab 4 ctrl+s").Lacks("b note feedback")
	step := add("milestone", map[string]string{"name": "Goals agreed", "due": "2026-04-01"})
	d.Send(page.Changed{})
	d.Press("g").Has("“Goals agreed” was due", "tick what is reached").Press("space").Has("Reached: Goals agreed").Press("y ctrl+s").Lacks("“Goals agreed” was due")
	if r, err := s.Get(t.Context(), "milestone", step); err != nil || r.Values["reached"] != "2026-05-14" {
		t.Fatal(r.Values, err)
	}
	action := add("action", map[string]string{"name": "Read the book", "due": "2026-05-01"})
	d.Send(page.Changed{})
	d.Press("g").Has("1 action is past due", "tick what is done").Press("space y ctrl+s").Lacks("past due")
	if r, err := s.Get(t.Context(), "action", action); err != nil || r.Values["state"] != "done" || r.Values["done"] != "2026-05-14" {
		t.Fatal(r.Values, err)
	}
}

// A last day that was entered ahead of it closes nothing by itself; C does, with the
// reason that the other side is told.
func TestThePairOfALeaverIsClosedWithOneKey(t *testing.T) {
	s, pair := stalled(t)
	recs, err := s.List(t.Context(), "employee", store.ListFilter{Text: "Roux"})
	if err != nil || len(recs) != 1 {
		t.Fatal(recs, err)
	}
	if _, err := s.Write(t.Context(), "their last day comes", func(tx *store.Tx) error { // as if it had been entered before
		_, err := tx.Exec(`UPDATE employee SET left_on = '2026-05-10' WHERE id = ?`, recs[0].ID)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Has("gone", "Émile Roux is no longer here", "C close the pair").Press("C").Lacks("no longer here")
	rows, err := s.Pairs(t.Context(), store.PairFilter{ID: pair})
	if err != nil || rows[0].State != "closed early" || rows[0].EndReason != "the mentor left the company" {
		t.Fatal(rows, err)
	}
}

func TestASessionOfAnyPairIsLoggedFromToday(t *testing.T) {
	s, pair := stalled(t)
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 120, 30)
	d.Press(": 'found by typing' enter").Has("Log a session of").Press("'Roux' enter").Has("Log a session: Noor Haddad and Émile Roux").Press("ctrl+s")
	if rows, err := s.Pairs(t.Context(), store.PairFilter{ID: pair}); err != nil || rows[0].Held != 1 {
		t.Fatal(rows, err)
	}
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

// The reason stands beside the names in a few words at the usual widths, never cut
// before it says anything; where there is room it is told in full.
func TestReasonsAreNotCut(t *testing.T) {
	s, _ := stalled(t)
	for _, w := range []int{80, 100, 120} {
		d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), w, 24)
		d.Has("Noor Haddad", "  session 26 days past ")
	}
	d := tuitest.Page(t, today.New(s, tuitest.Styles(), storetest.Clock), 230, 24)
	d.Has("planned session of 2026-04-18 is 26 days past; stalled after 21  ")
}

// The pairs do not wait for what goes through the whole company: they stand there with
// the cursor on the first, and keep it when the aims arrive, whichever comes first.
func TestPairsDoNotWaitForAims(t *testing.T) {
	s, _ := stalled(t)
	add := func(kind string, kv ...string) {
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		storetest.Add(t, s, kind, v)
	}
	add("team", "name", "Sales")
	add("skill", "name", "Go")
	add("cover", "team_id", "Sales", "skill_id", "Go", "level", "3", "count", "1")
	for _, aimsFirst := range []bool{false, true} {
		sc := page.NewScope(t.Context())
		p := today.New(s, tuitest.Styles(), storetest.Clock)(sc)
		batch, ok := p.Init()().(tea.BatchMsg)
		if !ok || len(batch) != 2 {
			t.Fatal("the two are not read apart")
		}
		if aimsFirst {
			batch[0], batch[1] = batch[1], batch[0]
		}
		for i, cmd := range batch {
			r, ok := cmd().(page.Reply)
			if !ok {
				t.Fatal("no reply")
			}
			r.Deliver(func(tea.Msg) tea.Cmd { return nil })
			view := p.View(120, 30)
			pairs, aims := strings.Contains(view, "Noor Haddad"), strings.Contains(view, "Sales: Go 3")
			if i == 0 && (pairs == aimsFirst || aims != aimsFirst || strings.Contains(view, "Reading aims") == aimsFirst) || i == 1 && !(pairs && aims) {
				t.Errorf("aims first %v, after %d: %s", aimsFirst, i+1, view)
			}
		}
		for _, a := range p.Actions() {
			if a.Name == "Open in Skills" {
				t.Error("the cursor went with the aim below")
			}
		}
	}
}
