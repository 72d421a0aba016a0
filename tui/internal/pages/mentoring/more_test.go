package mentoring

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
)

func TestEqualMentorsAreShownAsEqual(t *testing.T) {
	c := newCompany(t,
		person{"Ana Souza", "Junior", "mentee", "Go", "3", "1", "2026-03-01"},
		person{"Max Berg", "Senior", "mentor", "Go", "4", "1", "2026-03-01"},
		person{"Mia Berg", "Senior", "mentor", "Go", "4", "1", "2026-03-01"},
	)
	d := run1(c.drive(t, 120, 36))
	d.Has("=0.0", "Equal: with M", "Equal points: either would do.", "Tie rule:", "L locks the one")
	d.Press("f").Has("44.5 points · has this one", "44.5 points · 1 place free").Press("down enter").Has("It costs nothing: the whole is worth the same.", "Equal points: either would do.")
}

func TestATieForTheLastPlaceIsShownWithTheRuleThatDecided(t *testing.T) {
	c := newCompany(t,
		person{"Ana Souza", "Junior", "mentee", "Go", "3", "1", "2025-03-02"},
		person{"Bo Lind", "Junior", "mentee", "Go", "3", "1", "2025-03-01"},
		person{"Max Berg", "Senior", "mentor", "Go", "4", "1", "2025-03-01"},
	)
	d := run1(c.drive(t, 120, 36))
	d.Press("g").Has("Ana Souza has nobody", "Equal points; Bo Lind waits", "since an earlier day", "Tie rule: who waits", "has Bo Lind for 47.5, equal points; Bo Lind")
}

func TestMarkedPairsAreLockedAndBannedTogether(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	before := storetest.Dump(t, c.db)
	run1(d).Press("space space L").Has("Lock 2 pairs").Press("enter").Has("Lock 2 pairs", "lock set")
	d.Press("r enter").Press("g").Has("locked", "Locked: decided in the review").Press("L").Has("lock off", "Remove lock")
	d.Press("A B").Has("Ban 4 pairs").Press("enter").Has("ban set")
	if n := undoAll(t, d, c.db, before); n != 5 {
		t.Fatal("one act is not one undo:", n)
	}
}

// On the smallest screen the price still stands above the reason.
func TestThePriceShowsOnASmallScreen(t *testing.T) {
	d := run1(newCompany(t).drive(t, 40, 12))
	d.Press("G f enter").Has("It costs the whole 0.5 points.", "Reason")
}

func TestMovedWeightsAreNotLostByOneEsc(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("down r esc").Lacks("Run the matching:").Press("r right esc").Has("Leave without running", "program: 40").Press("esc").Lacks("Run the matching:")
}

func TestMouse(t *testing.T) {
	d := run1(newCompany(t).drive(t, 120, 36))
	d.Click(10, 6).Has("Noor Haddad with Émile Roux")
	d.Click(100, 10)
	d.Has("esc list").Click(10, 5).Has("Bolat Ahmetov with Ines Marques", "enter why")
	d.Send(tea.MouseWheelMsg{X: 10, Y: 8, Button: tea.MouseWheelDown})
	d.Has("Zoë Okafor with Sara Lind")
}

func TestWhatIsTakenAlongIsHarmless(t *testing.T) {
	t.Chdir(t.TempDir())
	evil := "=cmd|' /C calc'!A0"
	c := newCompany(t, append(cast(), person{evil, "Junior", "mentee", "Go", "3", "1", "2026-01-01"})...)
	d := run1(c.drive(t, 120, 36))
	d.Press("x").Has("Wrote 7 rows to proposals-2026-05-14.csv").Press("X").Has("Wrote proposals-2026-05-14.md")
	for _, name := range []string{"proposals-2026-05-14.csv", "proposals-2026-05-14.md"} {
		body, err := os.ReadFile(filepath.Clean(name))
		if err != nil || strings.Contains(string(body), "\n=cmd") || !strings.Contains(string(body), "cmd") || !strings.Contains(string(body), "Ines Marques") {
			t.Fatal(name, err, string(body))
		}
	}
	d.Press("esc t F").Has("Wrote Leadership.toml")
}

func TestThePaletteFindsCycles(t *testing.T) {
	c := newCompany(t)
	found, err := Find(c.db)(t.Context(), "lead 26")
	if err != nil || len(found) != 1 || found[0].Name != "Leadership, 2026" {
		t.Fatal(found, err)
	}
	if a, ok := found[0].To.Arg.(store.Attention); !ok || a.Cycle != c.cycle {
		t.Fatal(found[0].To)
	}
	d := c.drive(t, 100, 30)
	d.Send(page.Arrived{Arg: found[0].To.Arg})
	d.Has("[Enrolment]")
}

func TestNothingIsOfferedThatCannotBeDone(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	d.Press("r").Has("this line is a program")
	run1(d).Press("c").Has("the mentee has a mentor").Press("=").Has("there is no other scenario")
	d.Press("s g c").Has("ask for the smallest change first").Press("L").Has("there is no mentor here; f chooses one")
	id := storetest.Add(t, c.db, "cycle", map[string]string{"program_id": "Leadership", "name": "2027", "starts": "2027-01-01"})
	d.Press("esc esc")
	d.Send(page.Changed{})
	d.Send(page.Arrived{Arg: store.Attention{Cycle: id}})
	d.Has("Nobody takes part yet.").Press("r").Has("it has no mentees and mentors yet")
}

func TestARunIsDeletedAndBroughtBack(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	run1(d).Press("esc").Has("scenario 1", "proved optimal").Press("d").Has("No scenario yet").Press("u").Has("scenario 1")
}

func TestPublishingAsksOnce(t *testing.T) {
	c := newCompany(t)
	if _, _, err := c.db.Save(t.Context(), store.Edit{Kind: "cycle", ID: c.cycle, Values: map[string]string{"starts": "2026-09-01"}}); err != nil {
		t.Fatal(err)
	}
	d := c.drive(t, 120, 36)
	run1(d).Press("L enter P").Has("“scenario 1”: 4 pairs begin today.", "! The cycle itself begins only on 2026-09-01", "! 1 lock or ban changed since", "2 mentees stay unplaced", "[ y Publish 4 pairs ]")
	for _, no := range []string{"enter", "P n", "P esc"} {
		if d.Press(no).Lacks("y Publish"); len(c.pairs(t)) != 0 {
			t.Fatal(no, "published")
		}
	}
	d.Press("esc P tab enter").Has("Publish 4 pairs of “scenario 1”")
	if n := len(c.pairs(t)); n != 4 {
		t.Fatal(n)
	}
}

func (c company) pairs(t *testing.T) []store.PairRow {
	t.Helper()
	list, err := c.db.Pairs(t.Context(), store.PairFilter{Cycle: c.cycle})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// A scenario is called by its number, and then by what is different in it.
func TestRunsAreToldApart(t *testing.T) {
	d := run1(newCompany(t).drive(t, 120, 36))
	d.Press("r right enter").Has("“scenario 2: skill need 40.5”")
	d.Press("L enter r enter").Has("“scenario 3: locked Ana Souza with Ines Marques, skill need 40.5”", "against “scenario 2”:")
	d.Press("down B enter up L r enter").Has("“scenario 4: 2 locks and bans changed, skill need 40.5”")
	d.Press("r o enter").Has("“scenario 5”").Press("esc").Has("scenario 4: 2 locks", "scenario 3: locked", "scenario 2: skill need")
}

// Whatever differs between two scenarios can be read, on a small screen by scrolling.
func TestCompareNamesWhatDiffers(t *testing.T) {
	c := newCompany(t)
	d := run1(c.drive(t, 120, 36))
	if _, err := c.db.Write(t.Context(), "more", func(tx *store.Tx) error {
		for who, v := range map[string]map[string]string{"Émile Roux": {"places": "3"}, "Noor Haddad": {"state": "withdrawn"}} {
			if _, err := tx.Save(store.Edit{Kind: "enrolment", ID: c.enrol[who], Values: v}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	d.Press("L enter r right enter = enter")
	all := []string{"criterion skill need, points: 40 → 40.5", "+ lock: Ana Souza with Ines", "Émile Roux: 1 → 3 places", "− Noor Haddad: mentee with 1 place", "in all: 3 mentors with 4 places"}
	d.Has("scenario 2: locked Ana Souza with Ines", "Who moves").Has(all...)
	d.Resize(80, 24)
	d.Has("scenario 1", "2: locked").Has(all...)
	d.Resize(40, 12)
	d.Has("scenario 1", "2: locked", "Settings that differ", "more below").Press("G").Has("Noor Haddad", "Who moves: ", "more above").Press("tab").Has("[Who moves]", "mentee")
}

func TestOnlyAProgramThatAsksForConsentMissesIt(t *testing.T) {
	c := newCompany(t)
	storetest.Add(t, c.db, "rule", map[string]string{"program_id": "Leadership", "kind": "consent", "place": "3"})
	c.drive(t, 120, 36).Press("down enter").Has("! no consent")
}

// Where the reasons are not beside the list, w opens them: its answer stands there,
// and c is offered only beside the answer.
func TestWhyNotShowsItsAnswerOnASmallScreen(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		d := run1(newCompany(t).drive(t, size[0], size[1]))
		d.Press("s").Lacks("c change it").Press("w").Has("WHY NOT", "Smallest change", "One more place", "c change it")
		d.Press("esc").Lacks("c change it").Press("c").Has("read the change first").Press("enter c").Has("Place Tomasz")
	}
}

func TestMentorsInPairsUnderWayAreSaidToBeFull(t *testing.T) {
	c := newCompany(t)
	d := run1(c.drive(t, 120, 36)).Press("L enter r enter P y")
	d.Press("r enter g").Lacks("changed since", "against").Has("“scenario 3”", "No mentor has a place.", "3 mentors are full with pairs under way.")
	d.Press("= '2' enter").Has("+ a pair already: Ana Souza and Ines Marques", "Ana Souza: 1 → 0 places").Lacks("ban:").Press("esc")
	d.Press("esc esc").Has("4 / 4", "4 under way, 4 in all")
	if _, err := c.db.Write(t.Context(), "close", func(tx *store.Tx) error {
		for _, p := range c.pairs(t) {
			if _, err := tx.Save(store.Edit{Kind: "pair", ID: p.ID, Values: map[string]string{"state": "completed", "ended": "2026-05-14"}}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	d.Send(page.Changed{})
	d.Has("0 / 4").Press("enter").Has("4 pairs, 0 under way")
}

func TestForceSaysWhatForbidsAMentor(t *testing.T) {
	c := newCompany(t)
	d := run1(c.drive(t, 120, 36))
	d.Press("s f").Has("forbidden by grade gap (1 grade below)").Press("esc g P y r enter g f").Has("full with pairs under way")
}

func TestACycleSaysWhomItMisses(t *testing.T) {
	for want, c := range map[string]store.CycleRow{"mentees and mentors": {}, "mentors": {Mentees: 3}, "mentees": {Mentors: 1}, "": {Mentees: 3, Mentors: 1}} {
		if got := missing(c); got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
	if s := nextStep(store.CycleRow{Mentees: 3}, "2026-05-14"); s != "Next: enrol mentors, under Enrolment: W by a filter, a one by one." {
		t.Error(s)
	}
}

func TestARuleSaysWhatItDemands(t *testing.T) {
	for want, r := range map[string]mentoring.Rule{
		"least 1, most 3": {Kind: "grade gap", Params: map[string]string{"least": "1", "most": "3"}},
		"same":            {Kind: "team", Params: map[string]string{"relation": "same"}},
		"":                {Kind: "team", Params: map[string]string{"relation": "different"}}, // called “team: different”
		"different":       {Kind: "location", Name: "elsewhere", Params: map[string]string{"relation": "different"}},
	} {
		if got := ruleDemand(r); got != want {
			t.Errorf("%q instead of %q of %s", got, want, mentoring.RuleName(r))
		}
	}
	d := newCompany(t).drive(t, 120, 36)
	d.Has("grade gap: least 1, most 3").Press("t tab").Has("demands", "least 1, most 3")
	run1(newCompany(t).drive(t, 120, 36)).Has("✓ grade gap: least 1, most 3  1 grade above").Press("s").Has("least 1, most 3")
}

// Where the column of states has no room, a sign of one cell tells of it; a wide
// screen names more keys.
func TestSmallReviewsHaveSigns(t *testing.T) {
	t.Chdir(t.TempDir())
	low := person{"Uma Low", "Junior", "mentee", "Hiring", "1", "1", "2026-05-13"}
	d := run1(newCompany(t, append(cast()[:6:6], low, cast()[6], cast()[7], person{"Rex None", "Senior", "mentor", "SQL", "1", "2", "2026-03-01"})...).drive(t, 40, 12))
	d.Press("L enter").Has("L 44.5", "! 3.0").Press("x")
	body, err := os.ReadFile("proposals-2026-05-14.csv")
	if err != nil || strings.Contains(string(body), "L 44.5") || !strings.Contains(string(body), "44.5") {
		t.Fatal(err, string(body))
	}
	d.Resize(120, 36)
	d.Lacks("L 44.5").Has("lock set", "low", "P publish   f force…")
}
