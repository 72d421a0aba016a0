package impact_test

import (
	"fmt"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/impact"
	"understudy/tui/internal/tuitest"
)

func add(t *testing.T, s *store.Store, kind string, kv ...string) int64 {
	t.Helper()
	v := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		v[kv[i]] = kv[i+1]
	}
	return storetest.Add(t, s, kind, v)
}

// An initiative is defined, asks for people, is measured twice; each step can be undone.
func TestAnInitiativeFromItsAimToItsVerdict(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "skill", "name", "Portuguese")
	add(t, s, "market", "name", "Brazil")
	d := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 120, 36)
	d.Has("No initiative yet").Press("a").Type("Open in Brazil").Press("ctrl+s").Has("Open in Brazil", "none", "nothing yet")
	d.Press("enter").Has("It asks for nobody yet").Press("a").Has("Open in Brazil").Type("Portuguese").Press("ctrl+s")
	d.Has("! 1 missing", "0 of 1 there, 1 missing").Lacks("It asks for nobody yet")
	d.Press("tab").Has("No KPI yet").Press("a").Type("Offices open")
	d.Press("ctrl+s").Has("Baseline") // what is missing is asked for
	d.Press("esc esc")
	kpi := add(t, s, "kpi", "initiative_id", "Open in Brazil", "name", "Offices open", "unit", "offices", "baseline", "0", "since", "2026-01-14", "target", "10", "due", "2026-09-14")
	d.Send(page.Changed{})
	d.Has("measurement due", "nobody measured it in the 120 days")
	d.Press("enter").Has("Measure Offices open").Type("1").Press("ctrl+s").Has("! off track", "1 offices on 2026-05-14")
	before := storetest.Dump(t, s)
	d.Press("enter").Type("6").Press("ctrl+s").Has("· on track").Lacks("off track")
	if n := len(measurements(t, s, kpi)); n != 1 {
		t.Fatal("a second value of the day did not replace the first:", n)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("one measurement is more than one change")
	}
	d.Send(page.Changed{})
	d.Has("! off track").Press("o").Has("2026-05-14")
}

func measurements(t *testing.T, s *store.Store, kpi int64) []store.Record {
	t.Helper()
	recs, err := s.List(t.Context(), "measurement", store.ListFilter{Parent: kpi})
	if err != nil {
		t.Fatal(err)
	}
	return recs
}

// Enter leads from a need to its gap, from a program to its cycle, from an action to its pair.
func TestEachListLeadsToWhatItNames(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 240}); err != nil {
		t.Fatal(err)
	}
	list, err := s.Initiatives(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range list {
		if v.Lack == 0 || v.Programs == 0 || v.UnderWay == 0 {
			continue
		}
		d := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 120, 36)
		d.Send(page.Arrived{Arg: v.ID})
		d.Has(v.Name, "missing", fmt.Sprintf("%d of %d there", v.Asked-v.Lack, v.Asked))
		facts, err := s.Initiative(t.Context(), v.ID)
		if err != nil {
			t.Fatal(err)
		}
		d.Press("tab tab").Has(facts.Serving[0].Cycles[0].Name, facts.Serving[0].Cycles[0].State)
		d.Press("tab").Has(string(facts.Actions[0].State), facts.Actions[0].Skill)
		return
	}
	t.Fatal("no initiative of the demo has all three: another demo")
}

func TestWhatIsOverStandsLastAndTheSmallestScreenSaysHowFar(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "initiative", "name", "Over", "starts", "2025-01-01", "state", "achieved")
	add(t, s, "initiative", "name", "Running", "starts", "2026-01-01")
	d := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 40, 12)
	d.Has("Running", "Over", "none").Press("enter").Has("People needed").Press("esc d").Lacks("Running").Press("z").Has("Running")
}

// What was added has the cursor, wherever its state and its name put it.
func TestTheCursorIsOnWhatWasAdded(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "initiative", "name", "Older", "starts", "2025-01-01")
	d := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 120, 36)
	d.Press("a").Type("Open in Brazil").Press("ctrl+s").Press("enter").Has("Open in Brazil", "It asks for nobody yet")
}

// Today leads to the KPI that it is about, in its tab.
func TestAnEntryOfTodayLeadsToItsKPI(t *testing.T) {
	s := storetest.New(t)
	id := add(t, s, "initiative", "name", "Open in Brazil", "starts", "2026-01-01")
	var last int64
	for _, name := range []string{"Offices open", "Sellers hired", "Partners won"} {
		last = add(t, s, "kpi", "initiative_id", "Open in Brazil", "name", name, "unit", "of "+name, "baseline", "0", "since", "2026-01-14", "target", "10", "due", "2026-09-14")
	}
	d := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 120, 36)
	d.Has("3/3 to measure")
	d.Send(page.Arrived{Arg: store.Attention{Kind: "kpi", Initiative: id, KPI: last}})
	d.Has("[KPIs]", "by", "2026-09-14", "? to measure", "measurement due").Press("enter").Has("Measure Partners won").Press("esc")
	d.Press("a").Has("Add KPI: Open in Brazil")
}

func TestOnePersonIsSpokenOfAsOne(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "initiative", "name", "Open in Brazil", "starts", "2026-01-01")
	add(t, s, "skill", "name", "Portuguese")
	add(t, s, "employee", "name", "Ana Souza")
	add(t, s, "rating", "employee_id", "Ana Souza", "skill_id", "Portuguese", "level", "4", "source", "manager", "date", "2026-05-01")
	add(t, s, "initiative need", "initiative_id", "Open in Brazil", "skill_id", "Portuguese", "level", "3", "count", "1")
	d := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 120, 36)
	d.Has("the one whom it asks for is there").Lacks("all 1 are")
}

// set writes values of one record, found by its name.
func set(t *testing.T, s *store.Store, kind, name string, kv map[string]string) store.Change {
	t.Helper()
	rec, err := s.Find(t.Context(), kind, name)
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Write(t.Context(), "set", func(tx *store.Tx) error {
		_, err := tx.Save(store.Edit{Kind: kind, ID: rec.ID, Values: kv})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// A page reads again after each change that tells on it, and after no other.
func TestAChangeIsReadWhereItTells(t *testing.T) {
	s := storetest.New(t)
	skill := add(t, s, "skill", "name", "A skill")
	for _, kind := range []string{"team", "market", "language", "initiative", "program"} {
		add(t, s, kind, "name", "A "+kind)
	}
	add(t, s, "location", "name", "A location", "market_id", "A market")
	ana := add(t, s, "employee", "name", "Ana Souza")
	add(t, s, "position", "employee_id", "Ana Souza", "since", "2025-01-01", "team_id", "A team", "location_id", "A location")
	add(t, s, "initiative need", "initiative_id", "A initiative", "skill_id", "A skill", "level", "3", "count", "1", "team_id", "A team")
	add(t, s, "initiative need", "initiative_id", "A initiative", "skill_id", "A skill", "level", "2", "count", "1", "location_id", "A location")
	add(t, s, "initiative need", "initiative_id", "A initiative", "skill_id", "A skill", "level", "1", "count", "1", "market_id", "A market")
	kpi := add(t, s, "kpi", "initiative_id", "A initiative", "name", "A kpi", "baseline", "0", "since", "2026-01-14", "target", "10", "due", "2026-09-14")
	home := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 200, 50)
	one := tuitest.Page(t, impact.New(s, tuitest.Styles(), storetest.Clock), 200, 50).Press("enter")
	tell := func(c store.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range []*tuitest.Driver{home, one} {
			d.Send(page.Changed{Change: c})
		}
	}
	set(t, s, "initiative", "A initiative", map[string]string{"description": "unread"})
	tell(set(t, s, "language", "A language", map[string]string{"name": "B language"}), nil)
	home.Lacks("unread")
	tell(set(t, s, "initiative", "A initiative", map[string]string{"description": "read"}), nil)
	home.Has("read", "0 of 3")
	c, _, err := s.RateMany(t.Context(), []store.NewRating{{Employee: ana, Skill: skill, Level: 3}})
	tell(c, err)
	home.Has("all 3 are there")
	one.Has("all 3 are there")
	tell(set(t, s, "employee", "Ana Souza", map[string]string{"left_on": "2026-05-01"}), nil)
	home.Has("0 of 3")
	for _, kind := range []string{"skill", "team", "location", "market"} {
		tell(set(t, s, kind, "A "+kind, map[string]string{"name": "B " + kind}), nil)
		one.Has("B " + kind)
	}
	c, _, err = s.Measure(t.Context(), kpi, "10", "", "")
	tell(c, err)
	home.Has("reached")
	tell(set(t, s, "program", "A program", map[string]string{"initiative_id": "A initiative"}), nil)
	home.Has("1 program with 0 pairs under way")
	one.Has("1 program with 0 pairs under way").Press("tab tab").Has("A program")
}
