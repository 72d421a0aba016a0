package rotations_test

import (
	"fmt"
	"os"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pages/rotations"
	"understudy/tui/internal/tuitest"
)

// company is a team that keeps two of its three who can do Kubernetes alone, and one that
// offers seats; the third learns.
type company struct {
	*store.Store
	t                 *testing.T
	plan, seat, other int64
	participants      map[string]int64
}

func newCompany(t *testing.T, alone ...string) *company {
	t.Helper()
	c := &company{Store: storetest.New(t), t: t, participants: map[string]int64{}}
	c.add("skill", "name", "Kubernetes")
	c.add("skill", "name", "SRE")
	c.add("skill", "name", "SQL")
	c.add("team", "name", "Data platform")
	c.add("team", "name", "Site reliability")
	c.add("cover", "team_id", "Data platform", "skill_id", "Kubernetes", "level", "3", "count", "2")
	c.plan = c.add("rotation plan", "name", "Spring", "starts", "2026-06-01", "periods", "4", "least", "1", "most", "2")
	c.seat = c.add("seat", "plan_id", "Spring", "name", "On call", "team_id", "Site reliability", "skill_id", "SRE")
	c.other = c.add("seat", "plan_id", "Spring", "name", "Reports", "team_id", "Site reliability", "skill_id", "SQL")
	for _, name := range alone {
		id := c.add("employee", "name", name)
		c.add("position", "employee_id", name, "since", "2020-01-01", "team_id", "Data platform")
		c.add("rating", "employee_id", name, "skill_id", "Kubernetes", "level", "3", "source", "manager", "date", "2026-01-01")
		c.participants[name] = c.add("participant", "plan_id", "Spring", "employee_id", fmt.Sprintf("#%d", id))
	}
	return c
}

func (c *company) add(kind string, kv ...string) int64 {
	c.t.Helper()
	v := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		v[kv[i]] = kv[i+1]
	}
	return storetest.Add(c.t, c.Store, kind, v)
}

// open shows the plan's page.
func (c *company) open(w, h int) *tuitest.Driver {
	c.t.Helper()
	return tuitest.Page(c.t, rotations.New(c.Store, tuitest.Styles(), storetest.Clock), w, h).Press("enter").Has("[Board]")
}

// where is who sits where from when to when, of the scenario that the board shows.
func (c *company) where() (out []string) {
	c.t.Helper()
	b, err := c.RotationBoard(c.t.Context(), c.plan, 0)
	if err != nil {
		c.t.Fatal(err)
	}
	for _, p := range b.People {
		for k, x := range p.Cells {
			if x.Seat != 0 && x.First == k+1 {
				out = append(out, fmt.Sprintf("%s %s %d-%d", p.Name, x.SeatName, x.First, x.Last))
			}
		}
	}
	return out
}

func (c *company) is(want ...string) {
	c.t.Helper()
	if got := c.where(); fmt.Sprint(got) != fmt.Sprint(want) {
		c.t.Fatalf("%v, not %v", got, want)
	}
}

func (c *company) undone(before string, n int) {
	c.t.Helper()
	for range n {
		if _, err := c.Undo(c.t.Context()); err != nil {
			c.t.Fatal(err)
		}
	}
	if storetest.Dump(c.t, c.Store) != before {
		c.t.Fatal("undo left something behind")
	}
}

// A placement is made, moved in time and to another person, lengthened, shortened, split
// and cleared by keys; each act is one change.
func TestAPlanIsChangedByHand(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy")
	before := storetest.Dump(t, c.Store)
	d := c.open(120, 36)
	d.Press("a").Has("Which seat?").Type("call").Press("enter").Has("points, breaks nothing")
	d.Press("right +").Press("enter")
	c.is("Ada On call 2-3")
	d.Has("“by hand”", "locked").Press("m").Has("where it is").Press("left").Has("breaks nothing").Press("enter")
	c.is("Ada On call 1-2")
	d.Press("m down enter")
	c.is("Ben On call 1-2")
	d.Press("+").Has("takes 1 to 2 periods", "f forces it").Press("esc")
	d.Press("-")
	c.is("Ben On call 1-1")
	d.Press("+")
	c.is("Ben On call 1-2")
	d.Press("t").Press("right t").Has("Who gets the rest?").Type("Cy").Press("enter")
	c.is("Ben On call 1-1", "Cy On call 2-2")
	d.Press("left d")
	c.is("Cy On call 2-2")
	c.undone(before, 7)
}

// The broken rule is said while the placement is carried, before anything is made; forced,
// the lock names what it overrides and why.
func TestAMoveSaysWhatItBreaksBeforeItIsMade(t *testing.T) {
	c := newCompany(t, "Ada", "Ben")
	before := storetest.Dump(t, c.Store)
	d := c.open(120, 36)
	d.Press("a").Type("call").Press("enter").Has("Data platform would be one short of", "its 2 who can do Kubernetes alone, in", "breaks 1 rule")
	if storetest.Dump(t, c.Store) != before {
		t.Fatal("carrying wrote something")
	}
	d.Press("enter").Has("This breaks a rule", "lower this cover to 1", "f forces it")
	d.Press("f").Has("The lock overrides: cover").Press("ctrl+s").Has("is needed").Type("the launch").Press("ctrl+s")
	c.is("Ada On call 1-1")
	d.Has("against a rule")
	list, err := c.RotationHands(t.Context(), c.plan)
	if err != nil || len(list) != 1 || len(list[0].Overrides) != 1 || list[0].OverrideReason != "the launch" {
		t.Fatalf("%+v %v", list, err)
	}
	c.undone(before, 1)
	d.Send(page.Changed{})
	d.Press("a").Type("call").Press("enter").Press("esc").Lacks("one short").Has("At the own job")
}

// Two that are marked change places.
func TestTwoThatAreMarkedAreSwapped(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy", "Di")
	place := func(who string, seat int64, first int) {
		t.Helper()
		if _, _, err := c.MakeRotationMove(t.Context(), store.HandMove{Plan: c.plan, Kind: "place", Participant: c.participants[who], Seat: seat, First: first, Last: first}); err != nil {
			t.Fatal(err)
		}
	}
	place("Ada", c.seat, 2)
	place("Ben", c.other, 2)
	d := c.open(120, 36)
	d.Press("M").Has("mark two with space first")
	d.Press("right space").Press("M").Has("1 person is marked").Press("space").Press("M")
	c.is("Ada Reports 2-2", "Ben On call 2-2")
	d.Press("o").Has("On call", "Reports", "1 of 1 place taken", "D◆Ada")
}

func TestLocksAndBansAreSetAndTakenOffOnTheBoard(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy")
	d := c.open(120, 36)
	d.Press("L").Has("stays at the own job in Jun 2026").Type("the audit").Press("ctrl+s").Has("locked there")
	d.Press("B").Has("Ban Ada").Type("call").Press("tab").Type("too close").Press("ctrl+s")
	d.Press("shift+tab*2").Has("[Locks & bans]", "lock", "ban", "the audit").Press("L").Press("B").Has("lifted ban")
	d.Press("tab*2").Has("[Board]").Lacks("locked there")
	list, err := c.RotationHands(t.Context(), c.plan)
	if err != nil || len(list) != 1 || list[0].Lifted == "" {
		t.Fatalf("%+v %v", list, err)
	}
}

// What cannot hold together is a page: each member has what lifts it, and so has the whole.
func TestAnImpossiblePlanShowsWhatCannotHoldTogether(t *testing.T) {
	c := newCompany(t, "Ada")
	d := c.open(120, 36)
	d.Press("r").Has("No plan keeps every rule", "This cannot be kept", "Data platform is one short of its 2 who can do Kubernetes alone", "lower this cover to 1", "Or plan with what there is")
	d.Press("down enter").Has("Plan with what there is").Type("two left at once").Press("ctrl+s").Has("[Board]", "“scenario 1”", "cover holds")
	d.Press("tab*4").Has("[Cover]", "changed", "two left at once").Press("d").Lacks("two left at once")
}

// The cover band leads to the change of a cover.
func TestACoverIsChangedWhereItIsSeen(t *testing.T) {
	c := newCompany(t, "Ada", "Ben")
	d := c.open(120, 36)
	d.Press("tab").Has("2 at home, 2 asked for: just holds").Press("c").Has("Cover in this plan: Data platform").Press("tab*3").Type("the deputy").Press("ctrl+s").Has("2 at home, 1 asked for: holds, with 1 to")
}

// After somebody left, the repair says what changes and why before it is published.
func TestARepairSaysWhatItChangesBeforeItIsPublished(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy", "Di")
	for _, who := range []string{"Ada", "Ben"} {
		if _, err := c.WishForSeat(t.Context(), c.participants[who], c.seat, 1000, "", ""); err != nil {
			t.Fatal(err)
		}
	}
	d := c.open(120, 36)
	d.Press("R").Has("nothing of it is published yet").Press("r").Has("“scenario 1”").Press("P").Has("2 placements are made").Press("y").Has("2 published")
	d.Press("R").Has("still holds")
	c.add("absence", "employee_id", "Ada", "starts", "2026-05-20", "ends", "2026-12-31")
	d.Send(page.Changed{})
	d.Has("changed since").Press("R").Has("[Changes]", "Ada", "no longer On call", "away in Jun to Sep").Press("P").Has("1 placement stays", "1 is cancelled").Press("y")
	list, err := c.Placements(t.Context(), store.PlacementFilter{Plan: c.plan, Kept: true})
	if err != nil || len(list) != 1 || list[0].Employee != "Ben" {
		t.Fatalf("%+v %v", list, err)
	}
}

func TestScenariosAreComparedAndShownOnTheBoard(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy")
	if _, err := c.WishForSeat(t.Context(), c.participants["Ada"], c.seat, 1000, "", ""); err != nil {
		t.Fatal(err)
	}
	d := c.open(120, 36)
	d.Press("r").Has("“scenario 1”").Press("n d").Has("“scenario 1 by hand”", "made by hand")
	d.Press("tab*5").Has("[Scenarios]", "on board").Press("= ").Has("Compare with").Press("enter").Has("The later one is worth −", "1 participant is placed differently", "own job")
	d.Press("esc").Press("G b").Has("[Board]", "“scenario 1”").Lacks("by hand”")
}

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "understudy-rotations-")
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(dir)
	os.Exit(code)
}
