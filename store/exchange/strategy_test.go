package exchange_test

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// strategy are the targets that say what a company aims at, in an order in which each
// finds what it names.
var strategy = []string{
	"initiatives", "initiative needs", "kpis", "measurements", "covers", "demands", "level descriptions", "career steps",
	"certificates", "qualifications", "potential criteria", "potential ratings",
}

// strategic is a company in which every target was loaded.
func strategic(t testing.TB) *store.Store {
	t.Helper()
	st := withProgram(t)
	for _, f := range everyTarget {
		load(t, st, f.target, f.body, f.opt)
	}
	return st
}

func TestFaultsOfStrategyNameTheLineAndWhatHelps(t *testing.T) {
	slow(t)
	st := strategic(t)
	before := dump(t, st)
	for _, c := range []struct{ target, body, want string }{
		{"initiative needs", "Initiative,Skill,Level,People\nNordic launch,Gho,3,1\n", "people.csv:2: Skill “Gho”: there is no such skill; correct it, or add the skill first"},
		{"initiative needs", "Initiative,Skill,Level,People\nMoon base,Go,3,1\n", "people.csv:2: Initiative “Moon base”: there is no such initiative; correct it, or add the initiative first"},
		{"initiative needs", "Initiative,Skill,Level,People,Team,Market\nNordic launch,Go,3,1,Platform,Nordics\n", "people.csv:2: Team “Platform”: name one of team, location and market, or none for anywhere; correct it"},
		{"initiative needs", "Initiative,Skill,Level,People\nNordic launch,Go,3,0\n", "people.csv:2: People “0”: nobody is asked for; leave the row out, and remove by hand what is there"},
		{"initiative needs", "Initiative,Skill,Level,People\nNordic launch,Go,3,many\n", "people.csv:2: People “many”: “many” is no whole number; correct it"},
		{"initiative needs", "Initiative,Skill,Level,People\nNordic launch,Go,0,1\n", "people.csv:2: Level “0”: is no level; write 1 to 4, or awareness, working, practitioner, expert"},
		{"initiative needs", "Initiative,Skill,People\nNordic launch,Go,1\n", `people.csv:1: no column says the level; say which does with --map "heading=level"`},
		{"initiative needs", "Initiative,Skill,Level,People\nNordic launch,Go,3,1\nNordic launch,go,practitioner,2\n", "people.csv:3: line 2 has the same initiative need (Nordic launch, go, 3); keep one of the two rows"},
		{"initiative needs", "Initiative,Skill,Level,People,Due\nNordic launch,Go,3,1,03/04/2027\n", "people.csv:2: Due “03/04/2027”: can be 2027-04-03 or 2027-03-04; say which with --dates dmy or --dates mdy"},
		{"covers", "Team,Skill,Level,People\nPlatfrom,Go,3,1\n", "people.csv:2: Team “Platfrom”: there is no such team; correct it, or add the team first"},
		{"demands", "Market,Location,Skill,Level,People,By\n,,Go,3,1,2027-01-01\n", "people.csv:2: Market: name either a market or a location; correct it"},
		{"demands", "Market,Location,Skill,Level,People,By\nNordics,Oslo,Go,3,1,2027-01-01\n", "people.csv:2: Market “Nordics”: name either a market or a location; correct it"},
		{"demands", "Market,Skill,Level,People,By\nNordics,Go,3,1,\n", "people.csv:2: By: is missing; fill it in"},
		{"kpis", "Initiative,Name,Better is,Baseline,Target,Target by\nNordic launch,Shops open,up,9,3,2027-01-01\n", "people.csv:2: Target “3”: is not above that of the baseline, though better is up; write direction=down if that is better"},
		{"kpis", "Initiative,Name,Baseline,Target,Target by\nNordic launch,Visits,\"1,200\",5000,2027-01-01\n", "people.csv:2: Baseline “1,200”: can be 1200 or 1.200; write it as 1200 or 12.5"},
		{"kpis", "Initiative,Name,Baseline,Target,Target by\nNordic launch,Visits,few,5000,2027-01-01\n", "people.csv:2: Baseline “few”: is no number with at most three decimals; write it as 1200 or 12.5"},
		{"measurements", "KPI,Date,Value\nCost,2026-04-02,40\n", "people.csv:2: KPI “Cost”: 2 KPIs have this name; say which with a column initiative"},
		{"measurements", "KPI,Initiative,Date,Value\nShops,New platform,2026-04-02,40\n", "people.csv:2: KPI “Shops”: there is no such KPI of the initiative “New platform”; correct it, or add the KPI first"},
		{"measurements", "KPI,Date,Value\nShops,2025-12-31,4\n", "people.csv:2: Date “2025-12-31”: is before the day of the baseline, 2026-01-01; correct it"},
		{"measurements", "KPI,Date,Value\nShops,2026-05-15,4\n", "people.csv:2: Date “2026-05-15”: "},
		{"measurements", "KPI,Date,Value\nShops,2026-04-15,4\nshops,2026-04-15,5\n", "people.csv:3: line 2 has the same measurement (shops, 2026-04-15); keep one of the two rows"},
		{"career steps", "From role,To role\nEngineer,Seller\n", "people.csv:2: From role “Engineer”: the role has 2 levels; say which in a column from"},
		{"career steps", "From,To\nEngineer: Engineer,Engineer: Senior engineer\n", "people.csv:2: To “Engineer: Senior engineer”: is of the same role; steps within a role are the order of its levels"},
		{"career steps", "From role,From,To role,To\nEngineer,Boss,Seller,Seller\n", "people.csv:2: From “Boss”: there is no such role level of the role “Engineer”; correct it, or add the role level first"},
		{"qualifications", "Number,Certificate,Obtained\n99,Gopher,2026-01-01\n", "people.csv:2: Number “99”: there is no such employee; correct it, or import the employees first"},
		{"qualifications", "Number,Certificate,Obtained\n1,Gohper,2026-01-01\n", "people.csv:2: Certificate “Gohper”: there is no such certificate; correct it, or add the certificate first"},
		{"qualifications", "Number,Certificate,Obtained,Expires\n1,Gopher,2026-01-01,2025-01-01\n", "people.csv:2: "},
		{"qualifications", "Number,Certificate\n1,Gopher\n", `people.csv:1: no column says the obtained; say which does with --map "heading=obtained"`},
		{"potential ratings", "Number,Criterion,Score,Evidence\n1,Results,4,seen\n", "people.csv:2: Score “4”: must be from 1 to 3; correct it"},
		{"potential ratings", "Number,Criterion,Score,Evidence\n1,Results,2,\n", "people.csv:2: Evidence: is missing; fill it in"},
		{"initiatives", "Name,State\nX,someday\n", "people.csv:2: State “someday”: “someday” is none of: planned, active, on hold, achieved, dropped; correct it"},
		{"initiatives", "Name,Owner\nX,Nobody\n", "people.csv:2: Owner “Nobody”: there is no such employee; correct it, or import the employees first"},
	} {
		p := plan(t, st, c.target, c.body, exchange.Options{})
		if len(p.Problems) != 1 || !strings.HasPrefix(p.Problems[0].String(), c.want) {
			t.Errorf("%s %q:\n%v\nwanted\n%s", c.target, c.body, p.Problems, c.want)
		}
		if _, err := p.Commit(t.Context(), st, nil); err == nil {
			t.Errorf("%s %q was committed", c.target, c.body)
		}
	}
	same(t, "refused imports", dump(t, st), before)
}

func TestAnUpdateOfStrategyChangesWhatTheFileSaysAndNothingElse(t *testing.T) {
	slow(t)
	st := strategic(t)
	for _, c := range []struct{ target, body, want string }{
		{"initiatives", "Name,Until\nNew platform,2027-12-31\n", "New platform: Until →2027-12-31; "}, // and stays planned
		{"initiative needs", "Initiative,Skill,Level,People,Team,By\nNew platform,Go,4,3,Platform,2026-09-01\n", "Go 4 × 2 in Platform by 2026-09-01: People 2→3; "},
		{"kpis", "Initiative,KPI,Baseline,Target,Target by\nNew platform,Cost,45,25,2027-01-01\n", "Cost: Target 30→25; "}, // down as it was
		{"measurements", "KPI,Date,Value\nShops,2026-02-01,2\n", "Shops, 2026-02-01: Value 1→2; "},
		{"covers", "Team,Skill,Level,People\nplatform,go,practitioner,3\n", "Platform: Go 3 × 2: People 2→3; "},
		{"demands", "Location,Skill,Level,People,By\nLisbon,Go,3,2,2026-12-31\n", "Lisbon: Go 3 × 1 by 2026-12-31: People 1→2; "},
		{"level descriptions", "Skill,Level,Description\nGo,awareness,Reads most of it\n", "Go 1: Description Reads it→Reads most of it; "},
		{"career steps", "From,To,Note\nSeller: Seller,Engineer: Engineer,rarely\n", "Seller: Seller → Engineer: Engineer: Note →rarely; "},
		{"certificates", "Name,Months\nGopher,36\n", "Gopher: Months 24→36; "},
		{"qualifications", "Number,Certificate,Obtained,Expires\n1,Gopher,2025-01-31,2027-02-28\n", "Gopher, 2025-01-31 to 2027-01-31: Expires 2027-01-31→2027-02-28; "},
	} {
		p := plan(t, st, c.target, c.body, exchange.Options{})
		got := ""
		for _, problem := range p.Problems {
			got += problem.String()
		}
		for _, r := range p.Rows {
			got += r.Label + ": "
			for _, d := range r.Changes {
				got += d.Column + " " + d.From + "→" + d.To + "; "
			}
		}
		if got != c.want {
			t.Errorf("%s: %s; want %s", c.target, got, c.want)
		}
		if len(p.Problems) == 0 {
			commit(t, st, p)
		}
	}
	if r, err := st.Find(t.Context(), "initiative", "New platform"); err != nil || r.Values["state"] != "planned" {
		t.Error(r.Values, err)
	}
}

func TestARowThatRepeatsAnotherIsLeftOutAndOneThatDisagreesIsNot(t *testing.T) {
	slow(t)
	st := strategic(t)
	p := load(t, st, "covers", "Team,Skill,Level,People\nSales,Go,2,1\nsales,go,working,1\n\nSales,Go,3,1\n", exchange.Options{})
	if p.Summary() != "Create 2 · Update 0 · Unchanged 0 · Skipped 1" || p.Rows[1].Reason != "repeats line 2" {
		t.Error(p.Summary(), p.Rows)
	}
	twice := "Number,Criterion,Score,Date,Evidence\n3,Results,2,2026-05-01,steady\n3,Results,2,2026-05-01,steady\n3,Results,3,2026-05-01,second look\n"
	if p := load(t, st, "potential ratings", twice, exchange.Options{}); p.Summary() != "Create 2 · Update 0 · Unchanged 0 · Skipped 1" {
		t.Error(p.Summary(), p.Rows) // ratings are only ever added, another of the day too
	}
	if p := plan(t, st, "potential ratings", twice, exchange.Options{}); p.Counts.Unchanged != 2 || p.Counts.Skipped != 1 {
		t.Error(p.Summary(), p.Rows)
	}
}

func TestLeaversOwnAndHoldWhatTheyDid(t *testing.T) {
	slow(t)
	st := strategic(t)
	load(t, st, "employees", "number,name,left_on\n3,Cy,2026-02-01\n", exchange.Options{})
	p := load(t, st, "initiatives", "Name,Owner\nOld aim,3\n", exchange.Options{})
	if len(p.Notes) != 1 || p.Notes[0] != "line 2: the owner Cy is no longer here (2026-02-01)" {
		t.Error(p.Notes)
	}
	if p := load(t, st, "qualifications", "Employee,Certificate,Obtained\nCy,Gopher,2024-05-01\n", exchange.Options{}); p.Counts.Created != 1 {
		t.Error(p.Summary(), p.Problems)
	}
	got := records(t, st, "qualification")
	if !strings.Contains(got, `"expires": "2026-05-01"`) { // the certificate is valid for 24 months
		t.Error(got)
	}
}

func TestWhatIsArchivedIsNotAskedForAnew(t *testing.T) {
	slow(t)
	st := strategic(t)
	body := export(t, st, "covers", exchange.CSV, exchange.ExportOptions{})
	r, err := st.Find(t.Context(), "skill", "Go")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.Archive(t.Context(), "skill", true, r.ID); err != nil {
		t.Fatal(err)
	}
	if p := plan(t, st, "covers", body, exchange.Options{}); p.Counts.Unchanged != 3 {
		t.Error(p.Summary(), p.Problems)
	}
	p := plan(t, st, "covers", "Team,Skill,Level,People\nSales,Go,2,1\n", exchange.Options{})
	if len(p.Problems) != 1 || p.Problems[0].String() != "people.csv:2: Skill “Go”: is archived; bring it back first" {
		t.Error(p.Problems)
	}
}

func TestPotentialIsInNoExportButItsOwn(t *testing.T) {
	slow(t)
	st := strategic(t)
	load(t, st, "potential ratings", "Number,Criterion,Score,Date,Evidence\n1,Results,2,2026-05-01,quokka\n", exchange.Options{})
	for _, k := range store.Kinds() {
		var b bytes.Buffer
		err := exchange.Export(t.Context(), st, k.Name, &b, exchange.CSV, exchange.ExportOptions{Archived: true})
		if told := strings.Contains(b.String(), "quokka"); told != (k.Name == "potential rating") {
			t.Errorf("the export of %s tells: %v (%v)", k.Plural, told, err)
		}
	}
}

// TestTheDemoMovesFromFileToFile exports a made-up company kind by kind. The files
// change nothing where they come from, and make the same strategy in an empty file.
func TestTheDemoMovesFromFileToFile(t *testing.T) {
	slow(t)
	st, other := sound(t), sound(t)
	if _, err := demo.Fill(t.Context(), st, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	for _, kind := range slices.Concat([]string{"grades", "markets", "locations", "families", "roles", "role levels", "teams", "categories", "skills", "employees"}, strategy) {
		body := export(t, st, kind, exchange.CSV, exchange.ExportOptions{})
		p := plan(t, st, kind, body, exchange.Options{})
		if rows := len(read(t, body).Lines); p.Counts.Unchanged != rows || len(p.New) > 0 {
			t.Errorf("%s: %s of %d rows: %v", kind, p.Summary(), rows, p.Problems)
		}
		load(t, other, kind, body, exchange.Options{})
	}
	sorted := func(st *store.Store, kind string) []string {
		lines := strings.Split(strings.ReplaceAll(records(t, st, kind), "},\n", "}\n"), "\n")
		slices.Sort(lines) // ids, which order some kinds, are given anew
		return lines
	}
	for _, kind := range strategy {
		if a, b := sorted(st, kind), sorted(other, kind); !slices.Equal(a, b) {
			t.Errorf("%s:\n%s\n%s", kind, a, b)
		}
	}
}

// TestHostileStrategyMovesFromFileToFile enters texts that are a danger to a terminal or a
// spreadsheet wherever strategy has words, and takes them through a file.
func TestHostileStrategyMovesFromFileToFile(t *testing.T) {
	slow(t)
	st := sound(t)
	for i := range hostile {
		hostileStrategy(t, st, i)
	}
	for _, kind := range strategy {
		body := export(t, st, kind, exchange.CSV, exchange.ExportOptions{})
		isGuarded(t, negative.ReplaceAllString(body, "$1$2"))
		if p := plan(t, st, kind, body, exchange.Options{}); p.Counts.Unchanged != len(hostile) || len(p.Problems) > 0 {
			t.Errorf("%s: %s %v\n%s", kind, p.Summary(), p.Problems, body)
		}
	}
	isClean(t, st)
}

// negative is a cell that is a number below 0, which a spreadsheet may run.
var negative = regexp.MustCompile(`(^|,)-([0-9.]+)`)

// hostileStrategy adds a record of each kind; the i-th text stands first in one of them.
func hostileStrategy(t *testing.T, st *store.Store, i int) {
	t.Helper()
	n := i
	say := func(of string) string {
		n++
		return fmt.Sprintf("%s %s %d", hostile[n%len(hostile)], of, i)
	}
	add := func(kind string, pairs ...string) string {
		values := map[string]string{}
		for k := 0; k < len(pairs); k += 2 {
			values[pairs[k]] = pairs[k+1]
		}
		return fmt.Sprintf("#%d", storetest.Add(t, st, kind, values))
	}
	number := fmt.Sprint(-1000*i, ".5")
	skill, team, market := add("skill", "name", say("skill")), add("team", "name", say("team")), add("market", "name", say("market"))
	who := add("employee", "name", say("employee"), "number", fmt.Sprint("=", i))
	role, next := add("role", "name", say("role")), add("role", "name", say("role"))
	from, to := add("role level", "role_id", role, "name", say("level"), "rank", "1"), add("role level", "role_id", next, "name", say("level"), "rank", "1")
	aim := add("initiative", "name", say("aim"), "owner_id", who, "description", say("about"))
	add("initiative need", "initiative_id", aim, "skill_id", skill, "team_id", team)
	kpi := add("kpi", "initiative_id", aim, "name", say("kpi"), "unit", []string{"%", "=1+1", "-"}[i%3], "baseline", number, "target", "2000000", "since", "2026-01-01", "due", "2027-01-01")
	add("measurement", "kpi_id", kpi, "value", number, "note", say("note"))
	add("cover", "team_id", team, "skill_id", skill)
	add("demand", "market_id", market, "skill_id", skill, "due", "2027-01-01")
	add("level description", "skill_id", skill, "level", "2", "body", say("body"))
	add("career step", "from_id", from, "to_id", to, "note", say("note"))
	paper := add("certificate", "name", say("certificate"), "skill_id", skill, "issuer", say("issuer"))
	add("qualification", "employee_id", who, "certificate_id", paper, "number", say("number"))
	criterion := add("potential criterion", "name", say("criterion"), "help", say("help"))
	add("potential rating", "employee_id", who, "criterion_id", criterion, "score", "2", "evidence", say("evidence"))
}

func TestNumbersAreReadAsSpreadsheetsWriteThemAndNeverGuessed(t *testing.T) {
	st := strategic(t)
	for in, want := range map[string]string{
		"12": "12", "12.5": "12.5", "12,5": "12.5", "1.234": "1.234", "0,125": "0.125", "1,234.5": "1234.5", "1.234,5": "1234.5", "1,234,567": "1234567",
		"1.234.567": "1234567", "1 200": "1200", "1\u00a0200,25": "1200.25", "1’200": "1200", "45 %": "45", "\u22125": "-5", "+3": "3", "-0,5": "-0.5", "12.500": "12.5", "007": "7",
		"1,200": "", "12,345": "", "1,2,3": "", "1.2.3": "", "12,34,567": "", "1.2345": "", "twelve": "", "-": "", "%": "", ".5": "", "1e3": "", "--1": "", "1,234.567.8": "", "9999999999999999": "",
	} {
		p := plan(t, st, "measurements", "KPI;Date;Value\nShops;2026-04-01;"+in+"\n", exchange.Options{})
		got := ""
		if len(p.Problems) == 0 {
			commit(t, st, p)
			r, err := st.Find(t.Context(), "measurement", "Shops, 2026-04-01")
			if err != nil {
				t.Fatal(in, err)
			}
			got = r.Values["value"]
			if _, err := st.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
		if got != want {
			t.Errorf("“%s” is read as “%s”, not “%s”: %v", in, got, want, p.Problems)
		}
	}
}
