package skills

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

func TestAnEmptyFileSaysWhatFillsThePage(t *testing.T) {
	d := company{db: storetest.New(t)}.drive(t, 80, 24)
	d.Has("Nobody is employed yet.", "i import employees")
	c := company{db: storetest.New(t)}
	storetest.Add(t, c.db, "employee", map[string]string{"name": "Ana Souza"})
	c.drive(t, 80, 24).Has("No role level requires a skill yet, and nobody is rated.", "i import requirements or ratings")
}

func TestCoverListsWhatIsBrokenFirst(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("tab").Has("1 of 3 covers short: 2 people missing", "! −2", "Payments · SQL", "ONE LEVEL AWAY  2", "CAN TEACH IT  1", "COULD COME  3")
	rows := []string{}
	for line := range strings.SplitSeq(d.Frame(), "\n") {
		if strings.Contains(line, " of ") && strings.Contains(line, "✓") || strings.Contains(line, "! −") {
			rows = append(rows, strings.Join(strings.Fields(strings.Trim(line, "▌ "))[:4], " "))
		}
	}
	if want := []string{"! −2 Payments SQL", "✓ = Engineering Kubernetes", "✓ +1 Data SQL"}; !slices.Equal(rows, want) {
		t.Errorf("%q, want %q", rows, want)
	}
}

func TestACoverIsAddedEditedRemovedAndBroughtBack(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	d.Press("tab a").Has("Add cover")
	d.Press("'Sales' enter 'Hiring' enter ctrl+s").Has("1 of 4 covers short", "Sales")
	d.Press("down down").Press("e").Has("Edit cover")
	d.Press("esc / 'sales' enter d").Lacks("of 4 covers")
	covers, err := c.db.List(t.Context(), "cover", store.ListFilter{})
	if err != nil || len(covers) != 3 {
		t.Fatal(len(covers), err)
	}
	d.Press("esc u").Has("1 of 4 covers short")
}

func TestDemandShowsWhoInsideCouldFillIt(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("tab tab").Has("1 of 1 demand or need short: 1 person missing", "Japan · Go", "Demand: 0 of 1 at 3 practitioner by 2026-09-01", "2026-09-01", "ONE LEVEL AWAY  2", "Noor Haddad", "COULD COME  2", "Émile Roux", "Lisbon")
}

func TestSinglePointsLeadToWhatBreaks(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("tab*3 / 'kube' enter").Has("Kubernetes", "Only Émile Roux can do it alone, at 3 practitioner.", "Data")
	d.Press("w").Has("If Émile Roux leaves, 1 cover or need breaks", "breaks", "Engineering")
	d.Press("esc").Has("On whom most hangs")
}

// What the page says of each employee is what the file has after really archiving them.
func TestLeavingNamesTheCoversThatReallyBreak(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 60}); err != nil {
		t.Fatal(err)
	}
	f, err := readFacts(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	tried, broke := 0, 0
	for _, r := range risks(f)[:min(12, len(risks(f)))] {
		change, err := s.Archive(t.Context(), "employee", true, r.id)
		if err != nil {
			t.Fatal(err)
		}
		after, err := readFacts(t.Context(), s)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err, change)
		}
		holds := map[int64]bool{}
		for _, c := range f.board {
			holds[coverKey(c)] = c.Holds()
		}
		var want, got []string
		for _, c := range after.board {
			if holds[coverKey(c)] && !c.Holds() {
				want = append(want, c.Place+" "+c.Skill)
			}
		}
		for _, l := range losses(f, f.Employees.Number(r.id)) {
			if l.what == "breaks" {
				got = append(got, l.place+" "+l.skill)
			}
		}
		slices.Sort(want)
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("without %s: %q, and really %q", r.skill, got, want)
		}
		tried, broke = tried+1, broke+len(want)
	}
	if tried == 0 || broke == 0 {
		t.Errorf("%d employees tried, %d covers broke: the test shows nothing", tried, broke)
	}
}

func TestTalentsShowWhereTheyAreLacking(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("tab*4").Has("2 skills at practitioner or above, or that they want to learn v", "Sara Lind", "SQL", "Jonas Berg", "very much", "TEAMS THAT LACK IT", "Payments")
	d.Press("f 'experts' esc esc").Press("f down enter").Has("1 skill at practitioner or above").Lacks("Jonas Berg")
	d.Press("w").Has("the company, SQL", "Ana Souza", "lacks levels")
}

func TestReadyRanksEverybodyForARole(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("tab*5").Has("Ready for what?")
	d.Press("R 'senior' enter").Has("Ready for Engineer: Senior", "100 %", "Émile Roux", "Has every level that it requires.")
	d.Press("down").Has("Ana Souza → Engineer: Senior", "Lacks 3 levels in 2 skills, of 9 levels in 3.", "TO LEARN  2", "Kubernetes")
	d.Press("enter").Has("Ana Souza as Engineer: Senior", "to learn", "there already")
	d.Press("esc W 'sara' enter").Has("Role levels for Sara Lind", "Seller: Lead", "has it now", "Engineer: Junior", "50 %")
	d.Press("W 'bolat' enter").Has("Role levels for Bolat Ahmetov").Lacks("Seller: Lead")
	if a, b := strings.Index(d.Frame(), "usual next step"), strings.Index(d.Frame(), "has it now"); a < 0 || b < a {
		t.Errorf("the next level does not come first:\n%s", d.Frame())
	}
	d.Press("W 'ana' enter").Has("Role levels for Ana Souza").Lacks("Engineer: Junior")
}

// gapStory is a company with a program that takes pairs and an initiative that needs
// somebody: the need is returned.
func gapStory(t *testing.T) (company, int64) {
	c := newCompany(t)
	add := func(kind string, kv ...string) int64 {
		t.Helper()
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, c.db, kind, v)
	}
	add("program", "name", "Craft")
	add("criterion", "program_id", "Craft", "kind", "skill need", "points", "40")
	add("cycle", "program_id", "Craft", "name", "2026", "starts", "2026-05-01")
	add("initiative", "name", "Cloud first")
	return c, add("initiative need", "initiative_id", "Cloud first", "skill_id", "Kubernetes", "level", "3", "count", "1", "team_id", "Payments", "due", "2026-12-01")
}

func TestARedCellIsAnsweredWithAMentorAndListedUnderTheInitiative(t *testing.T) {
	c, _ := gapStory(t)
	d := c.drive(t, 120, 36)
	d.Press("/ 'payments kube' enter").Has("Cloud first: 0 of 1 at 3 practitioner by 2026-12-01")
	if line := lineOf(d, "Payments"); !strings.Contains(line, "[ 2!]") {
		t.Errorf("the cell is not red: %q", line)
	}
	d.Press("c").Has("Payments: who is to reach Kubernetes 3?", "Ana Souza", "1 → 3")
	d.Press("enter").Has("Ana Souza: Kubernetes 1 → 3", "Émile Roux", "POINTS", "40.0")
	d.Press("enter").Has("Ana Souza learns Kubernetes from Émile Roux", "Cloud first").Press("ctrl+s")
	actions, err := c.db.GapActions(t.Context(), store.ActionFilter{})
	if err != nil || len(actions) != 1 {
		t.Fatal(actions, err)
	}
	if a := actions[0]; a.Employee != "Ana Souza" || a.Mentor != "Émile Roux" || a.Skill != "Kubernetes" || a.Level != 3 || a.Initiative != "Cloud first" {
		t.Errorf("%+v", a)
	}
	d.Press("c enter").Has("Under way already: mentor Émile Roux")
	d.Press("esc u")
	if actions, _ := c.db.GapActions(t.Context(), store.ActionFilter{}); len(actions) != 0 {
		t.Errorf("one undo left %v", actions)
	}
}

func TestANeedOfAnInitiativeLeadsHere(t *testing.T) {
	c, need := gapStory(t)
	d := c.drive(t, 120, 36)
	d.Send(page.Goto{Key: "3", Arg: store.NeedRow{ID: need}})
	d.Has("[Demand]", "Payments · Kubernetes", "Cloud first: 0 of 1")
	d.Press("c").Has("Payments: who is to reach Kubernetes 3?", "Ana Souza").Press("esc esc")
	d.Send(page.Goto{Key: "3", Arg: store.Attention{Kind: "cover", Cover: 3}})
	d.Has("[Cover]", "Data · SQL")
}

// Where a reading takes long, a change does not begin another: the page says that it is
// of before, and r reads again.
func TestALargeCompanyIsReadAgainWhenAsked(t *testing.T) {
	c := newCompany(t)
	now := tuitest.Clock()
	slow := func() time.Time { now = now.Add(3 * time.Second); return now }
	d := tuitest.Drive(t, app.New(t.Context(), app.Options{
		Sections: []app.Section{{Key: "3", Title: "Skills", New: New(c.db, tuitest.Styles(), slow)}},
		History:  c.db, Now: tuitest.Clock, Theme: tuitest.Styles(),
	}), 120, 36)
	d.Press("/ 'payments kube' enter").Has("1 is short, by 2 levels")
	storetest.Add(t, c.db, "rating", map[string]string{"employee_id": "Ana Souza", "skill_id": "Kubernetes", "level": "3", "source": "assessment"})
	d.Send(page.Changed{Change: store.Change{Tables: []string{"rating", "current_level"}}})
	d.Has("1 is short, by 2 levels", "changed since: r reads again")
	d.Press("r").Has("and all have it.").Lacks("changed since")
}

func TestNoProgramSaysWhereToAddOne(t *testing.T) {
	d := newCompany(t).drive(t, 80, 24)
	d.Press("/ 'payments kube' enter c enter").Has("No program has a cycle that is open.", "4 add a program or a cycle, in Mentoring")
}

func TestListsAreExportedAsTheyAreShown(t *testing.T) {
	t.Chdir(t.TempDir())
	d := newCompany(t).drive(t, 120, 36)
	d.Press("tab x").Has("Wrote 3 rows to cover-2026-05-14.csv")
	got, err := os.ReadFile("cover-2026-05-14.csv")
	if err != nil || !strings.Contains(string(got), "Payments,SQL,3,0 of 2,2") {
		t.Errorf("%q %v", got, err)
	}
}

// The learners of a cover are those of the place below its level; whoever would have to
// move is marked, and who has the level is not offered.
func TestTheLearnersOfACoverAreThoseOfThePlace(t *testing.T) {
	c := newCompany(t)
	f, err := readFacts(t.Context(), c.db)
	if err != nil {
		t.Fatal(err)
	}
	said := func(g toClose) (out []string) {
		for _, l := range g.learners() {
			where, _, _ := strings.Cut(strings.TrimPrefix(l.note, ", "), ",")
			out = append(out, strings.Join([]string{l.name, digit(l.has), digit(uint8(l.level)), where}, " "))
		}
		return out
	}
	var broken store.GapCover
	for _, b := range f.board {
		if b.Place == "Payments" && b.Skill == "SQL" {
			broken = b
		}
	}
	g := closeCover(f, broken)
	if got, want := said(g), []string{"Ana Souza 2 3 Payments", "Bolat Ahmetov 2 3 Payments", "Noor Haddad – 3 Payments"}; !slices.Equal(got, want) || g.title != "Payments: who is to reach SQL 3?" {
		t.Errorf("%q: %q, want %q", g.title, got, want)
	}
	for _, b := range f.board {
		if b.Kind == store.DemandKind { // Japan, Go 3: Émile is at 4 elsewhere, and has it already
			if got, want := said(closeCover(f, b)), []string{"Noor Haddad 2 3 Payments", "山田 花子 2 3 Data", "Jonas Berg – 3 interest very much", "Sara Lind – 3 Sales"}; !slices.Equal(got, want) {
				t.Errorf("%q, want %q", got, want)
			}
		}
	}
	// A role asks for 4 and the cover for 3: from the cover, nobody at 3 is offered for 4.
	storetest.Add(t, c.db, "requirement", map[string]string{"role_level_id": "Seller: Lead", "skill_id": "SQL", "level": "4"})
	if f, err = readFacts(t.Context(), c.db); err != nil {
		t.Fatal(err)
	}
	tab := newTable(f, gap.Company, 0)
	for _, m := range tab.folk(spot{0, f.SkillNames.Number(c.id["SQL"])}, 3).members(f) {
		if m.target != 0 && (int(m.has) >= 3 || m.target != 3) {
			t.Errorf("%s at %d is offered for %d", m.name, m.has, m.target)
		}
	}
}

func TestWhoWouldHaveToMoveIsSaidTo(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "cover", map[string]string{"team_id": "Sales", "skill_id": "Go", "level": "2", "count": "1"})
	d := c.drive(t, 120, 36)
	d.Press("tab / 'sales go' enter c").Has("Sales: who is to reach Go 2?", "Jonas Berg", "Bolat Ahmetov", "would have to move")
	if jonas, bolat := strings.Index(d.Frame(), "Jonas Berg"), strings.Index(d.Frame(), "Bolat Ahmetov"); bolat < jonas {
		t.Error("somebody from elsewhere comes before those of the place")
	}
}

func TestWhatIsOverdueOrHasNoSourceIsSaidToBe(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "demand", map[string]string{"market_id": "Iberia", "skill_id": "Kubernetes", "level": "3", "count": "2", "due": "2026-04-01"})
	storetest.Add(t, c.db, "skill", map[string]string{"name": "Welding"})
	storetest.Add(t, c.db, "cover", map[string]string{"team_id": "Sales", "skill_id": "Welding", "level": "3", "count": "1"})
	d := c.drive(t, 120, 36)
	d.Press("tab / 'welding' enter").Has("No source inside: nobody in the company has")
	d = c.drive(t, 120, 36)
	d.Press("tab tab / 'iberia' enter").Has("2026-04-01 overdue", "Demand: 1 of 2 at 3 practitioner by 2026-04-01,").Lacks("No source inside")
	d.Press("esc / 'japan' enter").Lacks("overdue")
}

func TestThoseOnWhomMostHangsAreThoseWithoutWhomMostBreaks(t *testing.T) {
	f, err := readFacts(t.Context(), newCompany(t).db)
	if err != nil {
		t.Fatal(err)
	}
	list := risks(f)
	if len(list) < 2 || list[0].skill != "Émile Roux" {
		t.Fatalf("%+v", list)
	}
	last := 0
	for i, l := range list {
		left := f.Leaving(f.Employees.Number(l.id))
		sole := 0
		for _, x := range left.Losses {
			if x.By == gap.Company && x.Left == 0 && x.Highest >= gap.Alone {
				sole++
			}
		}
		if l.asks != len(left.Broken) || i > 0 && l.points+l.asks > last {
			t.Errorf("%s: %d covers break, and really %d; %d skills, and really %d", l.skill, l.asks, len(left.Broken), l.points, sole)
		}
		last = l.points + l.asks
	}
}

// The word for whether somebody can be the mentor stands first and whole on a narrow
// screen, and whom a rule forbids comes after whom something mends.
func TestWhoCanBeTheMentorIsSaidFirst(t *testing.T) {
	c, _ := gapStory(t)
	for _, w := range []int{80, 120} {
		d := c.drive(t, w, 30)
		d.Press("/ 'payments kube' enter c enter").Has("Émile Roux", "points", "✓ can; does not take part yet")
	}
}

// Where nobody can be the mentor, the reasons have the room, and none is cut.
func TestWhyNobodyCanBeTheMentorIsReadInTheList(t *testing.T) {
	c, _ := gapStory(t)
	for _, name := range []string{"Ana Souza", "Émile Roux"} {
		storetest.Add(t, c.db, "language", map[string]string{"name": "that of " + name})
		storetest.Add(t, c.db, "employee language", map[string]string{"employee_id": name, "language_id": "that of " + name})
	}
	storetest.Add(t, c.db, "rule", map[string]string{"program_id": "Craft", "kind": "languages"})
	for _, w := range []int{80, 120} {
		d := c.drive(t, w, 36)
		d.Press("/ 'payments kube' enter c enter").Has("None of them can here").Lacks("points")
		if line := lineOf(d, "Émile Roux"); !strings.Contains(line, "✗ languages: no such language in common") {
			t.Errorf("%d columns: %q", w, line)
		}
	}
}

func TestTheCompanySaysOfWhomNothingIsRequired(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "employee", map[string]string{"name": "Zoe"})
	d := c.drive(t, 120, 36)
	d.Press("b b b").Has("1 person of 8 without a role level: set it among")
}

func TestAClickOnATabBringsItToTheFront(t *testing.T) {
	for _, size := range [][2]int{{120, 36}, {120, 12}} {
		d := newCompany(t).drive(t, size[0], size[1])
		for _, name := range []string{"Demand", "Old ratings", "Cover", "Gaps"} {
			lines := strings.Split(d.Frame(), "\n")
			y := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "Single points") })
			d.Click(strings.Index(lines[y], name), y).Has("[" + name + "]")
		}
	}
}
