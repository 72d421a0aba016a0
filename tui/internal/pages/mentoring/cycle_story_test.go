package mentoring

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"understudy/match/assign"
	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// hire adds somebody who is not enrolled yet.
func (c company) hire(t *testing.T, name, grade, skill, level string, mentor bool) {
	t.Helper()
	who := "#" + itoa(storetest.Add(t, c.db, "employee", map[string]string{"name": name}))
	storetest.Add(t, c.db, "position", map[string]string{"employee_id": who, "since": "2020-01-01", "grade_id": grade, "location_id": "Lisbon"})
	if mentor {
		storetest.Add(t, c.db, "rating", map[string]string{"employee_id": who, "skill_id": skill, "level": level})
		return
	}
	storetest.Add(t, c.db, "need", map[string]string{"employee_id": who, "skill_id": skill, "level": level})
}

// A cycle from its draft to its close, by keys alone: enrolment by a filter, coverage,
// the run, the waiting list, the next cycle; and all of it undone.
func TestTheStoryOfACycle(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	before := storetest.Dump(t, c.db)

	d.Press("a enter 'Autumn' tab tab tab left ctrl+s").Has("· Autumn", "draft").Press("enter")
	d.Has("[draft] › enrolling › matching › running › closing › closed", "Nobody takes part yet.", "Next: enrol mentees and mentors, under Enrolment: W by a filter")
	d.Press("O").Has("Open the enrolment", "from draft to enrolling", "not now").Press("enter").Has("draft › [enrolling]", "Move Leadership, Autumn from draft to enrolling")

	d.Press("W").Has("Enrol by a filter: Leadership, Autumn", "Type conditions: here stands whom they find.")
	d.Press("tab 'grad=Junior'").Has("No property is called “grad”; there are name, number").Press("backspace*11 'grade=Junior'").Has("5 people will be enrolled: Ana Souza, Bolat Ahmetov")
	d.Press("ctrl+s").Has("Enrol 5 mentees in Leadership, Autumn (grade=Junior)", "5 mentees for 5 places")
	d.Press("W tab 'grade=Junior|Lead'").Has("2 people will be enrolled: Sara Lind and Tomasz Król.", "Skipped: Ana Souza and 4 others (is enrolled already).").Press("esc esc")
	d.Press("W left tab 'name=Ines Marques|Émile Roux' ctrl+s").Has("Enrol 2 mentors", "2 mentors with 2 places")

	d.Press("tab").Has("[Coverage]", "places asked for     5", "places offered       2", "filled at most       2", "! At most 2 of 5 places can be filled, whatever the points: 3 must stay empty.", "Too few mentors", "5 mentees, 2 mentors")
	d.Has("These 5 mentees share only 2 mentors with 2 places; 3", "Go 3", "Hiring 2")
	d.Press("down enter").Has("Why Ana Souza may stay without", "Is in a group with too few mentors").Press("enter")

	d.Press("r enter").Has("proved optimal ✓").Press("P y").Has("2 pairs published").Press("esc")
	d.Has("matching › [running]", "3 mentees wait for a mentor")
	d.Press("tab tab tab").Has("[Waiting]", "Zoë Okafor", "! no mentor is free", "No mentor has a place.", "Nobody new can join now").Press("enter").Has("waits", "Waits since 2026-05-14, 0 days", "Needs: ").Press("enter w").Has("WHY NOT").Press("esc")
	d.Press("a").Has("makes it rolling").Lacks("Enrol somebody")

	d.Press("O").Has("Close the cycle…", "Copy the cycle…").Press("down down enter").Has("Copy the cycle Leadership, Autumn", "Autumn 2").Press("ctrl+s")
	d.Has("Copy Leadership, Autumn to Leadership, Autumn 2", "[draft]", "3 mentees for 3 places", "2 mentors with 2 places").Press("esc")
	d.Has("[Waiting]").Press("O down enter").Has("Close the cycle Leadership, Autumn", "2 pairs are under way", "3 mentees still wait")
	d.Press("tab tab 'Start earlier' ctrl+s").Has("Close Leadership, Autumn", "closing › [closed]", "It is closed.")
	d.Press("esc g down enter").Has("Leadership, Autumn 2", "Autumn taught: “Start earlier”").Press("O").Has("Read what the last cycles taught", "of Autumn").Press("esc esc")

	if problems, err := c.db.Check(t.Context()); err != nil || len(problems) != 0 {
		t.Fatal(problems, err)
	}
	after := storetest.Dump(t, c.db)
	for range undoAll(t, d, c.db, before) {
		d.Press("ctrl+r")
	}
	if storetest.Dump(t, c.db) != after {
		t.Fatal("redoing all is not the same")
	}
}

func TestWithdrawingSaysWhatEndsAndComesBack(t *testing.T) {
	c := newCompany(t)
	d := run1(c.drive(t, 120, 36)).Press("P y esc shift+tab shift+tab").Has("[Enrolment]")
	before := storetest.Dump(t, c.db)
	d.Press("/ 'Noor' enter d").Has("Withdraw Noor Haddad from Leadership, 2026", "! 1 pair under way closes with it").Press("tab 'moved' ctrl+s")
	d.Has("withdrawn 2026-05-14").Press("esc / 'Roux' enter").Has("free")
	pairs, err := c.db.Pairs(t.Context(), store.PairFilter{Cycle: c.cycle, Employee: 3})
	if err != nil || len(pairs) != 1 || pairs[0].State != "closed early" {
		t.Fatal(pairs, err)
	}
	d.Press("esc / 'withdrawn' enter d").Has("its pairs meet already; t, How it runs, makes it rolling")
	undoAll(t, d, c.db, before)
}

func TestAPairOfARollingProgramIsWaitedForWhileOthersMeet(t *testing.T) {
	c := newCompany(t)
	d := run1(c.drive(t, 120, 36)).Press("P y esc tab tab tab").Has("[Waiting]", "Tomasz Król")
	d.Press("a").Lacks("Enrol somebody")
	d.Press("t tab tab tab").Has("[How it runs]", "Rolling", "Stalled after", "21 days").Press("enter right ctrl+s").Has("yes", "Rolling: yes.").Press("esc")
	c.hire(t, "Vera Lopes", "Lead", "SQL", "4", true)
	d.Press("a").Has("Enrol somebody").Press("'Vera' enter ctrl+s").Has("rolling", "Vera Lopes")
	d.Press("r enter").Has("proved optimal ✓")
}

func TestMilestonesAndThresholdsAreProgramSettings(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	before := storetest.Dump(t, c.db)
	d.Press("t tab tab").Has("[Milestones]", "No milestone yet.").Press("a 'Goals agreed' tab '21' ctrl+s").Has("Goals agreed", "21 days", "within 21 days from their")
	d.Press("tab G up").Has("planned session is 21 days").Press("enter '14' ctrl+s").Has("planned session is 14 days")
	d.Press("tab tab tab tab tab tab d").Lacks("Goals agreed")
	undoAll(t, d, c.db, before)
}

func TestSlotsOfAProgramAreAskedForAndCounted(t *testing.T) {
	c := newCompany(t)
	p := storetest.Add(t, c.db, "program", map[string]string{"name": "Abroad", "slots": "home\nhost"})
	storetest.Add(t, c.db, "cycle", map[string]string{"program_id": "#" + itoa(p), "name": "one", "starts": "2026-05-01"})
	d := c.drive(t, 120, 36)
	d.Press("down enter").Has("Abroad").Press("W tab 'grade=Junior'").Has("5 people will be enrolled (10 enrolments, one a slot)").Press("ctrl+s").Has("host", "home")
	d.Press("W left tab 'grade=Senior'").Has("A mentor takes part in one of: home, host").Press("tab right ctrl+s").Has("2 mentors with 2 places")
	d.Press("tab").Has("Slots", "· home", "· host", "! 5").Press("shift+tab G")
	d.Press(": 'another slot' enter").Has("Another slot for Ines Marques").Press("enter").Has("Move Ines Marques (mentor, home) to host", "Ines Marques         mentor  host")
}

// A large company is counted with progress, and Esc leaves what was there before.
func TestCountingCoverageCanBeStopped(t *testing.T) {
	c := newCompany(t)
	row, err := c.db.Cycle(t.Context(), c.cycle)
	if err != nil {
		t.Fatal(err)
	}
	var m *cycle
	d := tuitest.Page(t, func(sc *page.Scope) page.Page {
		m = newCycle(kindform.NewEnv(c.db, tuitest.Styles(), tuitest.Clock), sc, row)
		return m
	}, 120, 36)
	whole := m.cover.count
	m.cover.count = func(_ context.Context, _ *store.Store, _ int64, o mentoring.Options) (*store.Coverage, error) {
		o.Progress(assign.Progress{Stage: "counting", Done: 3, Total: 10})
		return nil, context.Canceled
	}
	d.Press("tab").Has("Not counted.", "enter counts it")
	stop := m.cover.count
	m.cover.count = whole
	d.Press("enter").Has("filled at most").Lacks("changed since")

	m.cover.count = stop // what was counted stays, and says that it may be old
	storetest.Add(t, c.db, "skill", map[string]string{"name": "Rust"})
	d.Send(page.Changed{})
	d.Has("filled at most", "Something was changed since: shift+tab and tab count anew.")
	m.cover.count = whole
	d.Press("shift+tab tab").Has("filled at most").Lacks("changed since")
}

// Known by hand: Tomasz is above the reach of every mentor, five others share four
// places. A run of the matching then fills just what the coverage said.
func TestCoverageIsSaidOfEachWhoWaits(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36).Press("down enter tab").Has("places asked for     6", "places offered       4", "filled at most       4", "2 must stay empty.")
	d.Has("Nobody may take them", "· Tomasz Król", "5 mentees, 3 mentors").Press("shift+tab shift+tab").Has("[Waiting]", "! nobody may take them", "! too few mentors")
	d.Press("t tab").Has("[What must hold]").Press("d").Press("esc").Lacks("nobody may take them").Has("! too few mentors")
	d.Press("u r enter").Has("4 of 6 mentees")
	empty := storetest.Add(t, c.db, "cycle", map[string]string{"program_id": "Leadership", "name": "bare", "starts": "2026-06-01"})
	d = c.drive(t, 120, 36)
	d.Send(page.Arrived{Arg: store.Attention{Cycle: empty}})
	d.Press("tab").Has("Nobody asks for a place.").Press("shift+tab shift+tab").Has("Nobody waits.")
}

func TestTheReportIsReadAndWritten(t *testing.T) {
	c := newCompany(t)
	t.Chdir(t.TempDir())
	d := run1(c.drive(t, 120, 36)).Press("P y esc V").Has("Mentoring report: Leadership", "Who takes part", "Mentees", "4 pairs in all")
	for keys, want := range map[string]string{"x enter": ".html", "x down enter": ".md", "x down down enter": ".json"} {
		d.Press(keys).Has("Wrote Leadership-report-2026-05-14" + want)
	}
	d.Press("esc tab tab p ctrl+s x").Has("The list as it is shown here").Press("down enter").Has(".ics").Press("x down down enter").Has(".csv")
	files, err := filepath.Glob("*")
	if err != nil || len(files) != 5 {
		t.Fatal(files, err)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil || len(body) == 0 || strings.HasSuffix(f, ".ics") != strings.Contains(string(body), "BEGIN:VCALENDAR") {
			t.Fatal(f, err, string(body))
		}
	}
}

func TestAPersonOfTheCycleIsAKeyAway(t *testing.T) {
	c := newCompany(t)
	for _, keys := range []string{"down enter", "down enter shift+tab", "down enter tab down", "down r enter"} {
		d := c.drive(t, 120, 36).Press(keys)
		tuitest.Actions(t, d)
		d.Press("?").Has("Show the person among the employees")
	}
}

func TestNamesAndDatesOfTheNextCycle(t *testing.T) {
	for name, want := range map[string]string{"2026": "2027", "Spring 09": "Spring 10", "Cycle 9b": "Cycle 10b", "Autumn": "Autumn 2", "99": "100"} {
		if got := nextName(name); got != want {
			t.Errorf("%q is followed by %q, not %q", name, got, want)
		}
	}
	from, to := nextDates(store.CycleRow{Starts: "2026-01-01", Ends: "2026-06-30"}, "2026-05-14")
	if from != "2026-07-01" || to != "2026-12-28" {
		t.Error(from, to)
	}
	if from, to = nextDates(store.CycleRow{Starts: "2025-01-01", Ends: "2025-01-31"}, "2026-05-14"); from != "2026-05-14" || to != "2026-06-13" {
		t.Error(from, to)
	}
}

// Every tab of a cycle is reached by the mouse, at every width.
func TestTabsByMouse(t *testing.T) {
	c := newCompany(t)
	for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
		d := c.drive(t, size[0], size[1]).Press("down enter")
		for _, name := range []string{"Coverage", "Scenarios", "Set by hand", "Pairs", "Waiting", "Pairs", "Set by hand", "Scenarios", "Coverage", "Enrolment"} {
			lines := strings.Split(d.Frame(), "\n")
			x, y := -1, -1
			for i, l := range lines {
				if at := strings.Index(l, "["); at >= 0 && strings.Contains(l, "]") {
					if n := strings.Index(l, name); n >= 0 {
						x, y = len([]rune(l[:n])), i
					}
				}
			}
			if x < 0 {
				t.Fatalf("%s is not on the line of tabs at %v:\n%s", name, size, d.Frame())
			}
			d.Click(x, y).Has("[" + name + "]")
		}
	}
	tuitest.Actions(t, c.drive(t, 80, 24).Press("down enter"))
}
