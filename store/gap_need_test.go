package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/storetest"
)

// asks fills a made-up company with covers, demand and initiative needs of many kinds:
// most ask for just as many people as there are, or one more, so that many a leaving
// breaks or worsens one.
func asks(t *testing.T, s *store.Store) {
	t.Helper()
	ask := func(kind, format string, args ...any) {
		if _, _, err := s.Save(t.Context(), store.Edit{Kind: kind, Values: words(fmt.Sprintf(format, args...))}); err != nil && !strings.Contains(err.Error(), "has this already") {
			t.Fatal(err)
		}
	}
	for i, row := range lines(t, s, team(`SELECT u.top, c.skill_id, c.level, count(*) FROM under u JOIN here h ON h.team = u.id JOIN current_level c ON c.employee_id = h.id AND c.level >= 2
	  JOIN skill s ON s.id = c.skill_id AND NOT s.archived GROUP BY 1, 2, 3`)) {
		var top, skill, level, n int
		scan(t, row, &top, &skill, &level, &n)
		if i%4 == 0 {
			ask("cover", "team=#%d skill=#%d level=%d count=%d", top, skill, level, n+i/4%2)
		}
	}
	for _, name := range []string{"New_market", "Stopped", "Put_away"} {
		add(t, s, "initiative", "name="+name)
	}
	for i, row := range lines(t, s, here+`SELECT h.market, h.location, h.team, c.skill_id, c.level, count(*) FROM here h JOIN current_level c ON c.employee_id = h.id AND c.level >= 2
	  JOIN skill s ON s.id = c.skill_id AND NOT s.archived WHERE h.market IS NOT NULL GROUP BY 1, 4, 5`) {
		var market, location, team, skill, level, n int
		scan(t, row, &market, &location, &team, &skill, &level, &n)
		due := "due=" + string(s.Today().Add(10+i%90))
		switch i % 14 {
		case 0:
			ask("demand", "market=#%d skill=#%d level=%d count=%d %s", market, skill, level, n, due)
		case 1:
			ask("demand", "location=#%d skill=#%d level=%d count=1 %s", location, skill, level, due)
		case 2:
			ask("initiative need", "initiative=New_market skill=#%d level=%d count=%d %s", skill, level, n, due)
		case 3:
			ask("initiative need", "initiative=New_market market=#%d skill=#%d level=%d count=%d", market, skill, level, n+1)
		case 4:
			ask("initiative need", "initiative=New_market team=#%d skill=#%d level=%d count=1 %s", team, skill, level, due)
		case 5:
			ask("initiative need", "initiative=Stopped location=#%d skill=#%d level=%d count=2", location, skill, level)
		case 6:
			ask("initiative need", "initiative=Put_away skill=#%d level=%d count=9", skill, level)
		}
	}
}

// words are the values of “column=value” words, in which _ stands for a space.
func words(list string) map[string]string {
	values := map[string]string{}
	for _, w := range strings.Fields(list) {
		k, v, _ := strings.Cut(w, "=")
		if slices.Contains([]string{"team", "skill", "market", "location", "initiative"}, k) {
			k += "_id"
		}
		values[k] = strings.ReplaceAll(v, "_", " ")
	}
	return values
}

func add(t *testing.T, s *store.Store, kind, list string) int64 {
	t.Helper()
	return storetest.Add(t, s, kind, words(list))
}

func scan(t *testing.T, row string, to ...any) {
	t.Helper()
	if _, err := fmt.Sscan(row, to...); err != nil {
		t.Fatalf("%q: %v", row, err)
	}
}

// team is a query over the teams under each team, itself included.
func team(q string) string {
	return strings.TrimSpace(here) + `, under(top, id) AS (SELECT id, id FROM team UNION ALL SELECT u.top, t.id FROM under u JOIN team t ON t.parent_id = u.id) ` + q
}

// asked is a second way to count what everything that is asked for has: SQL, set by set.
const asked = `SELECT kind || ' ' || id || ' ' || count || ' ' || have || ' ' || (have >= count) FROM (
	SELECT 'cover' kind, c.id, c.count, (SELECT count(*) FROM here h JOIN under u ON u.id = h.team JOIN current_level v ON v.employee_id = h.id
	    WHERE u.top = c.team_id AND v.skill_id = c.skill_id AND v.level >= c.level) have
	  FROM cover c JOIN team t ON t.id = c.team_id WHERE NOT t.archived
	UNION ALL SELECT 'demand', d.id, d.count, (SELECT count(*) FROM here h JOIN employee e ON e.id = h.id JOIN current_level v ON v.employee_id = h.id
	    WHERE (h.market = d.market_id OR h.location = d.location_id) AND v.skill_id = d.skill_id AND v.level >= d.level AND NOT coalesce(e.left_on <= d.due, 0))
	  FROM demand d
	UNION ALL SELECT 'initiative need', n.id, n.count, (SELECT count(*) FROM here h JOIN employee e ON e.id = h.id JOIN current_level v ON v.employee_id = h.id
	    WHERE (n.market_id IS NULL OR h.market = n.market_id) AND (n.location_id IS NULL OR h.location = n.location_id)
	      AND (n.team_id IS NULL OR EXISTS (SELECT 1 FROM under u WHERE u.top = n.team_id AND u.id = h.team))
	      AND v.skill_id = n.skill_id AND v.level >= n.level AND NOT coalesce(e.left_on <= n.due, 0))
	  FROM initiative_need n JOIN initiative i ON i.id = n.initiative_id WHERE NOT i.archived AND i.state IN ('planned', 'active', 'on hold'))`

func recount(t *testing.T, s *store.Store) []string { return lines(t, s, team(asked)) }

func board(c *store.GapCompany) (out []string) {
	for _, b := range c.Board("") {
		holds := 0
		if b.Holds() {
			holds = 1
		}
		out = append(out, fmt.Sprintf("%s %d %d %d %d", b.Kind, b.ID, b.Count, b.Have, holds))
	}
	slices.Sort(out)
	return out
}

// askedOf is a company that asks for much, in which some are known to leave.
func askedOf(t *testing.T) *store.Store {
	t.Helper()
	s := madeUp(t, 150)
	asks(t, s)
	set := func(kind string, id int64, column, value string) {
		if _, _, err := s.Save(t.Context(), store.Edit{Kind: kind, ID: id, Values: map[string]string{column: value}}); err != nil {
			t.Fatal(err)
		}
	}
	for i, id := range lines(t, s, here+`SELECT id FROM here`) {
		var n int64
		scan(t, id, &n)
		if i%5 == 0 {
			set("employee", n, "left_on", string(s.Today().Add(1+i)))
		}
	}
	for state, name := range map[string]string{"achieved": "Stopped", "dropped": "Put away"} {
		var id int64
		scan(t, lines(t, s, `SELECT id FROM initiative WHERE name = ?`, name)[0], &id)
		set("initiative", id, "state", state)
	}
	return s
}

func TestEverythingAskedForHasThePeopleThatSQLCounts(t *testing.T) {
	s := askedOf(t)
	want := recount(t, s)
	for kind, least := range map[string]int{"cover": 50, "demand": 20, "initiative need": 20} {
		if n := len(slices.DeleteFunc(slices.Clone(want), func(l string) bool { return !strings.HasPrefix(l, kind+" ") })); n < least {
			t.Fatalf("only %d of the kind %s", n, kind)
		}
	}
	c := company(t, s)
	same(t, "what is asked for", board(c), want)
	before := ""
	for _, b := range c.Board("") {
		if after := map[bool]string{false: "0 " + string(b.Due), true: "1"}[b.Holds()]; after < before {
			t.Fatalf("%+v is out of order", b)
		} else {
			before = after
		}
		if b.Place == "" || b.Skill == "" || (b.Kind == store.InitiativeNeedKind) != (b.InitiativeName != "") {
			t.Fatalf("%+v is of nothing", b)
		}
	}
}

// The page of an initiative counts its needs by itself, without the whole company; both
// must say the same.
func TestTheNeedsOfAnInitiativeAreCountedAlikeWhereverTheyAreShown(t *testing.T) {
	s := askedOf(t)
	rows, err := s.Initiatives(t.Context(), false)
	if err != nil {
		t.Fatal(err)
	}
	var want, got []string
	for _, row := range rows {
		one, err := s.Initiative(t.Context(), row.ID)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range one.NeedList {
			if one.State != "achieved" && one.State != "dropped" {
				want = append(want, fmt.Sprint(n.ID, n.Skill, n.Where, n.Level, n.Count, n.Due, n.Have, n.Near))
			}
		}
	}
	for _, b := range company(t, s).Board(store.InitiativeNeedKind) {
		if b.CoverState.By == gap.Company {
			b.Place = ""
		}
		got = append(got, fmt.Sprint(b.ID, b.Skill, b.Place, b.Level, b.Count, b.Due, b.Have, b.Near))
	}
	slices.Sort(want)
	if len(want) < 20 {
		t.Fatalf("only %d needs", len(want))
	}
	same(t, "needs of initiatives", got, want)
}

// The third bar of strategy: what her leaving would break is exactly what a recount of
// the file lacks once she is archived.
func TestWhatHerLeavingBreaksIsWhatARecountLacksOnceSheIsArchived(t *testing.T) {
	s := askedOf(t)
	broke, worse := 0, 0
	for n, id := range company(t, s).Employees.IDs {
		if n%8 != 0 {
			continue // archiving and undoing everybody takes long
		}
		part, err := s.GapWithout(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		l := part.Leaving(part.Employees.Number(id))
		got := append(lost(l.Broken, "breaks"), lost(l.Worse, "gets worse")...)
		broke, worse = broke+len(l.Broken), worse+len(l.Worse)
		before := recount(t, s)
		if _, err := s.Archive(t.Context(), "employee", true, id); err != nil {
			t.Fatal(err)
		}
		same(t, fmt.Sprintf("without employee #%d", id), got, lostBy(t, before, recount(t, s)))
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "after undo", recount(t, s), before)
		whole := company(t, s)
		if all := whole.Leaving(whole.Employees.Number(id)); len(all.Broken) != len(l.Broken) || len(all.Worse) != len(l.Worse) || len(all.Losses) != len(l.Losses) {
			t.Fatalf("the whole company says otherwise of employee #%d: %+v, not %+v", id, all, l)
		}
	}
	if broke < 10 || worse < 10 {
		t.Fatalf("only %d break and %d get worse, so that the test shows little", broke, worse)
	}
}

func lost(list []store.GapCover, how string) (out []string) {
	for _, b := range list {
		out = append(out, fmt.Sprint(b.Kind, " ", b.ID, " ", how, ", ", b.Have, " left"))
	}
	return out
}

// lostBy compares two recounts.
func lostBy(t *testing.T, before, after []string) (out []string) {
	type row struct{ count, have int }
	read := func(list []string) map[string]row {
		m := map[string]row{}
		for _, l := range list {
			f := strings.Fields(l)
			var r row
			scan(t, strings.Join(f[len(f)-3:len(f)-1], " "), &r.count, &r.have)
			m[strings.Join(f[:len(f)-3], " ")] = r
		}
		return m
	}
	then := read(after)
	for key, b := range read(before) {
		switch a := then[key]; {
		case a.have >= a.count || a.have == b.have:
		case b.have >= b.count:
			out = append(out, fmt.Sprint(key, " breaks, ", a.have, " left"))
		default:
			out = append(out, fmt.Sprint(key, " gets worse, ", a.have, " left"))
		}
	}
	slices.Sort(out)
	return out
}

// Who leaves on the due day does not count for it, and who leaves on the next does.
func TestWhoLeavesOnTheDueDayDoesNotCount(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "skill", "name=Go")
	add(t, s, "market", "name=Iberia")
	add(t, s, "location", "name=Lisbon market=Iberia")
	storetest.Add(t, s, "employee", map[string]string{"name": "Ada"})
	storetest.Add(t, s, "position", map[string]string{"employee_id": "Ada", "location_id": "Lisbon", "since": "2026-01-01"})
	storetest.Add(t, s, "rating", map[string]string{"employee_id": "Ada", "skill_id": "Go", "level": "3"})
	day := store.Date("2026-09-01")
	for _, due := range []store.Date{day.Add(-1), day, day.Add(1)} {
		add(t, s, "demand", "market=Iberia skill=Go level=3 count=1 due="+string(due))
	}
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: "employee", ID: 1, Values: map[string]string{"left_on": string(day)}}); err != nil {
		t.Fatal(err)
	}
	for _, b := range company(t, s).Board(store.DemandKind) {
		if want := b.Due < day; b.Holds() != want || b.Place != "Iberia" || b.Skill != "Go" {
			t.Errorf("by %s it holds: %v", b.Due, b.Holds())
		}
	}
	later, err := store.Open(t.Context(), s.Path(), store.Options{Now: func() time.Time { return day.Time() }})
	if err != nil {
		t.Fatal(err)
	}
	defer later.Close()
	for _, b := range company(t, later).Board("") {
		if b.Have != 0 {
			t.Errorf("who left counts for %+v", b)
		}
	}
}

// A wish for a market is known of who could go there, and what would break; what is
// archived is asked for by nobody.
func TestSourcesForADemandKnowWhoWantsToGo(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "skill", "name=Go")
	add(t, s, "market", "name=Iberia")
	add(t, s, "market", "name=Nordics")
	add(t, s, "location", "name=Lisbon market=Iberia")
	add(t, s, "location", "name=Oslo market=Nordics")
	add(t, s, "team", "name=Core")
	for name, level := range map[string]string{"Ada": "4", "Bo": "3", "Cleo": "2", "Dan": "3"} {
		storetest.Add(t, s, "employee", map[string]string{"name": name})
		storetest.Add(t, s, "position", map[string]string{"employee_id": name, "location_id": "Oslo", "team_id": "Core", "since": "2026-01-01"})
		storetest.Add(t, s, "rating", map[string]string{"employee_id": name, "skill_id": "Go", "level": level})
	}
	storetest.Add(t, s, "interest", map[string]string{"employee_id": "Bo", "market_id": "Iberia", "degree": "3"})
	storetest.Add(t, s, "interest", map[string]string{"employee_id": "Cleo", "skill_id": "Go", "degree": "2"})
	add(t, s, "cover", "team=Core skill=Go level=3 count=3")
	add(t, s, "demand", "location=Lisbon skill=Go level=3 count=1 due=2026-09-01")
	c := company(t, s)
	of := c.Sources(c.Board(store.DemandKind)[0].Cover)
	names := func(list []gap.Source) (out []string) {
		for _, v := range list {
			out = append(out, fmt.Sprintf("%s %d %d %d", c.Employees.Name(v.Employee), v.Interest, v.Wish, v.Breaks))
		}
		return out
	}
	hold := names(of.Hold)
	if len(hold) != 3 || hold[0] != "Bo 0 3 1" {
		t.Errorf("who could go: %v", hold)
	}
	if len(of.Teach) != 1 || len(of.Alone) != 2 || len(of.Near) != 1 || len(of.Keen) != 1 || c.Employees.Name(of.Keen[0].Employee) != "Cleo" {
		t.Errorf("%+v", of)
	}
	for _, kind := range []string{"team", "location"} {
		if _, err := s.Archive(t.Context(), kind, true, 1); err != nil {
			t.Fatal(err)
		}
	}
	if left := company(t, s).Board(""); len(left) != 0 {
		t.Errorf("archived places ask for people: %+v", left)
	}
}
