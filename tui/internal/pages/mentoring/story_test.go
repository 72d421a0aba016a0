package mentoring

import (
	"context"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// The whole story of issue 2, by keys alone: run, read the reasons, lock, ban,
// move a weight, run again, compare, publish, log a session; undo all, redo all.
func TestStory(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	before := storetest.Dump(t, c.db)

	run1(d).Has("4 of 6 mentees", "proved optimal ✓", "Ana Souza with Ines Marques", "Go 0 → 3, mentor has 4", "all hold")
	d.Press("down L 'she asked' enter").Has("lock set", "1 lock or ban changed since")
	d.Press("up B enter").Has("ban set", "2 locks and bans changed since")
	d.Press("r down right enter").Has("grade gap 10.5", "Bolat Ahmetov", "locked", "山田 花子").Lacks("ban set", "lock set")
	d.Has("against “scenario 1”")
	d.Press("= enter").Has("Settings that differ", "10 → 10.5", "+ lock: Bolat Ahmetov with Ines Marques", "+ ban: Ana Souza and Ines Marques", "Who moves: 2 mentees", "gained", "lost")
	d.Press("esc P").Has("2 mentees stay unplaced", "y Publish 4 pairs").Press("y").Has("4 pairs published", "Publish 4 pairs")
	d.Press("esc tab tab").Has("[Pairs]", "active")
	d.Press("m").Has("Log a session").Press("ctrl+s").Has("Log a session of Bolat Ahmetov")
	d.Press("enter").Has("1 session held", "[Sessions]", "held")
	after := storetest.Dump(t, c.db)

	acts := undoAll(t, d, c.db, before)
	for range acts {
		d.Press("ctrl+r")
	}
	if got := storetest.Dump(t, c.db); got != after {
		t.Fatal("redoing all is not the same")
	}
}

// undoAll presses u until the file is as it was, and counts how often.
func undoAll(t *testing.T, d *tuitest.Driver, db *store.Store, before string) int {
	t.Helper()
	for n := 1; n < 20; n++ {
		d.Press("u")
		if storetest.Dump(t, db) == before {
			return n
		}
	}
	t.Fatalf("u does not lead back to the beginning:\n%s", d.Frame())
	return 0
}

func TestARunThatIsUndoneSaysSo(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	run1(d).Press("u").Has("undone").Press("P").Has("Publish the pairs: the scenario was undone")
	d.Press("ctrl+r").Lacks("undone").Has("proved optimal ✓")
}

func TestTheSmallestChangePlacesTheMentee(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Press("s").Has("Tomasz Król has nobody", "grade gap", "−3  3 by it alone")
	d.Press("w").Has("Smallest change", "One more place with Émile Roux, 2 instead of")
	d.Press("c").Has("Place Tomasz Król").Press("enter enter").Has("5 of 6 mentees", "“scenario 2: +1 place for Émile Roux, grade gap least -1 for Tomasz Król”")
	places, err := c.db.Get(t.Context(), "enrolment", c.enrol["Émile Roux"])
	if err != nil || places.Values["places"] != "2" {
		t.Fatal(places.Values, err)
	}
	have, err := c.db.List(t.Context(), "exception", store.ListFilter{})
	if err != nil || len(have) != 1 || have[0].Values["steps"] != "2" || have[0].Values["reason"] != "places Tomasz Król" {
		t.Fatal(have, err)
	}
	d.Press("esc tab").Has("exception", "least by 2 steps")
}

func TestForcingShowsThePriceAndRunsAgain(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	run1(d).Press("G f").Has("A mentor for 山田 花子", "43.0 points · has").Press("enter")
	d.Has("Force 山田 花子 with Ines Marques", "It costs the whole 0.5 points.", "Bolat Ahmetov: Ines Marques → nobody, −43.5")
	d.Press("ctrl+s").Has("“scenario 2: locked 山田 花子 with Ines Marques”", "locked", "Locked: decided in the review").Press("s g").Has("Bolat Ahmetov has nobody", "has 山田 花子 for", "43.0, locked")
}

func TestForcingWhatARuleForbidsNeedsAReason(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Press("s f 'Émile' enter").Has("! It breaks grade gap. The lock has to override that.", "Why override")
	d.Press("ctrl+s").Has("is needed").Type("they know each other")
	d.Press("ctrl+s").Has("“scenario 2: locked Tomasz Król with Émile Roux”", "! locked", "overrides grade gap: they know")
}

func TestLocksThatBreakWhatMustHoldAreNamed(t *testing.T) {
	c := newCompany(t)
	for _, who := range []string{"Ana Souza", "Tomasz Król"} {
		if _, err := c.db.Lock(t.Context(), c.enrol[who], c.enrol["Émile Roux"], "asked", nil, ""); err != nil {
			t.Fatal(err)
		}
	}
	d := c.drive(t, 120, 36)
	run1(d).Has("2 things stand in the way. Nothing was run.", "Tomasz Król with Émile Roux", "the lock breaks: grade gap (1 grade below)", "capacity (mentor has 1 place)", "give one more place under Enrolment")
	d.Press("enter").Lacks("Nothing was run").Press("enter tab tab tab").Has("[Set by hand]", "asked")
	d.Press("down d").Press("r enter").Has("WHY")
}

func TestWithdrawnPeopleStandAgainstPublishing(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d)
	if _, _, err := c.db.Save(t.Context(), store.Edit{Kind: "enrolment", ID: c.enrol["Ana Souza"], Values: map[string]string{"state": "withdrawn"}}); err != nil {
		t.Fatal(err)
	}
	d.Press("P y").Has("Not published", "· Ana Souza withdrew", "Press r to run the matching again").Press("enter").Lacks("Not published")
	d.Press("r enter P y").Has("published")
}

// A stopped run offers what it found so far, and says that nothing is decided.
func TestAStoppedRunKeepsTheBestSoFar(t *testing.T) {
	c := newCompany(t)
	d := tuitest.Drive(t, routerOf(t, c, func(m *home) page.Page { return &stopper{home: m, match: half} }), 120, 36)
	d.Press("G enter").Has("Stopped: 2 of 6 places", "not decided yet", "enter keeps it").Press("enter").Has("stopped, no proof")
	if list, err := c.db.Scenarios(t.Context(), c.cycle); err != nil || len(list) != 1 || list[0].Proved() {
		t.Fatal(list, err)
	}
	d.Press("G").Has("undecided", "Not decided: the run was stopped").Press("w").Has("nobody is unmatched yet")
	d.Press("esc esc G enter d").Lacks("Stopped: ")
	if list, err := c.db.Scenarios(t.Context(), c.cycle); err != nil || len(list) != 1 {
		t.Fatal("a discarded run is kept:", list, err)
	}
}

// half is an engine that was stopped on its way: it found two pairs.
func half(ctx context.Context, in mentoring.Input, o mentoring.Options) (*mentoring.Result, error) {
	res, err := mentoring.Run(ctx, in, o)
	if err != nil {
		return nil, err
	}
	for _, p := range res.Pairs[2:] {
		res.Unmatched = append(res.Unmatched, mentoring.Unmatched{Mentee: p.Mentee, Places: 1})
		res.Total -= p.Points
	}
	for i := range res.Unmatched {
		res.Unmatched[i].Decided = false
	}
	res.Pairs, res.Matched, res.Proved, res.Stopped = res.Pairs[:2], 2, false, true
	return res, nil
}

// early is an engine that was stopped before it paired anybody.
func early(ctx context.Context, in mentoring.Input, o mentoring.Options) (*mentoring.Result, error) {
	ctx, cancel := context.WithCancel(ctx)
	cancel()
	return mentoring.Run(ctx, in, o)
}

func TestARunStoppedAtOnceLeavesNothing(t *testing.T) {
	c := newCompany(t)
	d := tuitest.Drive(t, routerOf(t, c, func(m *home) page.Page { return &stopper{home: m, match: early} }), 120, 36)
	d.Press("G enter").Has("Stopped before there was anything to keep", "enter run")
	if list, err := c.db.Scenarios(t.Context(), c.cycle); err != nil || len(list) != 0 {
		t.Fatal(list, err)
	}
}

// stopper is the first page with a key that runs an engine which is stopped.
type stopper struct {
	*home
	match func(context.Context, mentoring.Input, mentoring.Options) (*mentoring.Result, error)
}

func (s *stopper) Actions() []page.Action {
	return []page.Action{page.Act("Run", "run", func() tea.Cmd {
		e, _ := s.list.Table.Row(1)
		return openRun(s.env, s.sc, runFor{cycle: e.cycle.ID, match: s.match, then: s.openRun(e.cycle)})
	}, "G")}
}

func routerOf(t *testing.T, c company, wrap func(*home) page.Page) *app.App {
	t.Helper()
	return app.New(t.Context(), app.Options{
		Sections: []app.Section{{Key: "4", Title: "Mentoring", New: func(sc *page.Scope) page.Page {
			m, _ := New(c.db, tuitest.Styles(), tuitest.Clock)(sc).(*home)
			return wrap(m)
		}}},
		History: c.db, Now: tuitest.Clock, Theme: tuitest.Styles(),
	})
}

func TestKeptWeightsChangeTheProgram(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	d.Press("down r '30' down right G right").Has("program: 40", "program: 10", "The program is changed too").Press("enter")
	d.Has("“scenario 1: skill need 30, grade gap 10.5”", "of 30")
	set, err := settingsOf(t.Context(), c.db, c.program)
	if err != nil || set.criteria[0].Values["points"] != "30" || set.criteria[1].Values["points"] != "10.5" {
		t.Fatal(set.criteria, err)
	}
	d.Press("u u").Has("undone")
	if set, _ = settingsOf(t.Context(), c.db, c.program); set.criteria[0].Values["points"] != "40" {
		t.Fatal("not undone")
	}
}

func TestWrongWeightsAreRefused(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("down r '30.3' enter").Has("points go by 0.5").Press("'-' enter").Has("is not a number of points")
	d.Press("'-5' down").Has("-5").Press("o").Lacks("-5")
}

func TestSettingsAreAddedEditedMovedAndRemoved(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	before := storetest.Dump(t, c.db)
	d.Press("t a 'languages' enter").Has("Add criterion: languages", "Least", "Language")
	d.Press("'10.3' ctrl+s").Has("10.3 is no multiple of 0.5").Press("backspace*4 '10' ctrl+s").Has("languages", "Add criterion languages")
	d.Press("K K").Has("languages")
	if set, _ := settingsOf(t.Context(), c.db, c.program); set.criteria[1].Values["kind"] != "languages" {
		t.Fatal("not moved up twice:", set.criteria)
	}
	d.Press("enter tab '2' ctrl+s").Has("least: 2")
	d.Press("tab").Has("[What must hold]", "Most grades above.").Press("enter tab '99' ctrl+s").Has("must be -50 to 50").Press("esc esc")
	d.Press("d").Has("Remove rule grade gap").Lacks("Most grades above.")
	undoAll(t, d, c.db, before)
}

func TestEnrolmentByKeys(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "employee", map[string]string{"name": "Priya Nair"})
	before := storetest.Dump(t, c.db)
	d := c.drive(t, 120, 36)
	d.Press("down enter").Has("[Enrolment]", "waiting").Lacks("! no consent")
	d.Press("a").Has("Enrol somebody: Leadership, 2026").Press("'Pri' enter ctrl+s").Has("Priya Nair")
	d.Press("g space space d").Has("Withdraw 2 people from Leadership, 2026").Press("tab 'new jobs' ctrl+s").Has("Withdraw 2 people · u").Press("/ 'withdrawn' enter").Has("2 of 10").Press("esc")
	d.Press("g enter").Has("Preferences").Press("esc")
	undoAll(t, d, c.db, before)
}

func TestByHand(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	before := storetest.Dump(t, c.db)
	d.Press("down enter tab tab tab").Has("Nothing is set by hand.")
	d.Press("a enter").Has("Lock a pair").Press("'Ana' enter 'Ines' enter 'they asked' ctrl+s").Has("with Ines Marques", "they asked")
	d.Press("a 'ban' enter 'Bolat' enter 'Ines' enter 'kin' ctrl+s").Has("not with Ines Marques", "kin")
	d.Press("a 'exception' enter 'Tomasz' enter 'least' enter '' tab 'sure' ctrl+s").Has("grade gap: least by 1 step", "sure")
	d.Press("g d d d").Has("Nothing is set by hand.")
	undoAll(t, d, c.db, before)
}

func TestAProgramIsAddedReadyMade(t *testing.T) {
	d := company{db: storetest.New(t)}.drive(t, 120, 36)
	d.Has("No program yet.").Press("a").Has("ready-made: Leadership", "an empty program").Press("enter").Has("What must hold", "It has no cycle yet")
	d.Press("a enter").Has("Add cycle").Press("ctrl+s").Has("· 2026", "enrolling")
	d.Press("a down enter").Has("already")
}

func TestArrivingOpensThePairOrTheCycle(t *testing.T) {
	c := newCompany(t)
	sc, _, err := c.db.Match(t.Context(), c.cycle, store.MatchOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.db.Publish(t.Context(), sc.ID); err != nil {
		t.Fatal(err)
	}
	d := c.drive(t, 100, 30)
	d.Send(page.Arrived{Arg: store.Attention{Cycle: c.cycle}})
	d.Has("Leadership, 2026", "[Pairs]")
	d = c.drive(t, 100, 30)
	d.Send(page.Arrived{Arg: store.Attention{Pair: 1}})
	d.Has("Ana Souza and Ines Marques", "[Sessions]")
}

func TestHostileNamesStayNames(t *testing.T) {
	evil := "Eve\x1b[2J\u202e\r\n=cmd|' /C calc'!A0 👩‍👩‍👧‍👦 " + strings.Repeat("e\u0301\u0302\u0303", 40)
	people := append(cast(), person{evil, "Junior", "mentee", "Go", "3", "1", "2026-01-01"}, person{"山" + strings.Repeat("田", 60), "Lead", "mentor", "Go", "4", "1", "2026-01-01"})
	c := newCompany(t, people...)
	t.Chdir(t.TempDir())
	d := c.drive(t, 120, 36)
	for _, keys := range []string{"down r enter", "enter", "esc s w", "f enter", "esc L enter", "P", "y", "esc tab tab m esc", "enter"} {
		d.Press(keys)
		for _, size := range [][2]int{{120, 36}, {80, 24}, {40, 12}} {
			d.Resize(size[0], size[1])
			tuitest.Exact(t, d, size[0], size[1])
			if strings.ContainsAny(d.Model.View().Content, "\u202e\r\x07") || strings.Contains(d.Model.View().Content, "\x1b[2J") {
				t.Fatalf("after %s:\n%q", keys, d.Frame())
			}
		}
		d.Resize(120, 36)
	}
}
