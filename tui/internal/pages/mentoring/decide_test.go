package mentoring

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
)

// Accepted proposals stay in the next run, which places the others around them.
func TestAcceptedProposalsStay(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Press("+").Has("accepted", "Accept Ana Souza → Ines Marques of “scenario 1”")
	d.Press("+").Has("it is accepted or locked already")
	before := storetest.Dump(t, c.db)
	d.Press("g down space space +").Has("Accept 2 proposals of “scenario 1”").Press("u").Has("accepted")
	if storetest.Dump(t, c.db) != before {
		t.Fatal("u took back more, or less, than one act")
	}
	d.Press("r enter").Has("“scenario 2", "accepted")
	locks, err := c.db.List(t.Context(), "lock", store.ListFilter{Parent: c.cycle})
	if err != nil || len(locks) != 1 {
		t.Fatal(locks, err)
	}
}

// The list of scenarios stands on the run that was seen last, not on the one that was
// opened first; and a row that a lock with somebody else rules out says so.
func TestTheListStandsOnTheRunSeenLast(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Press("r enter").Has("“scenario 2").Press("r enter").Has("“scenario 3").Press("esc").Has("[Scenarios]")
	d.Press("enter").Has("“scenario 3").Press("esc down down enter").Has("“scenario 1").Press("r enter").Has("“scenario 4").Press("esc enter").Has("“scenario 4")
	d.Lacks("other lock")
	if _, err := c.db.Lock(t.Context(), c.enrol["Ana Souza"], c.enrol["Sara Lind"], "she asked", nil, ""); err != nil {
		t.Fatal(err)
	}
	d.Send(page.Changed{})
	d.Has("other lock")
	d.Has("+ accept", "- decline")
}

// A declined pair is gone from this and later runs, and the wish of whoever declined
// comes first.
func TestADeclineIsABanAndAWish(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Has("Ana Souza with Ines Marques").Press("-").Has("Decline Ana Souza with Ines Marques", "Who declines", "Would rather have")
	d.Press("ctrl+s").Has("is needed")
	d.Press("'they are kin' tab 'Sara' enter ctrl+s").Has("“scenario 2: declined Ana Souza with Ines Marques”").Lacks("Ana Souza with Ines Marques ·")
	bans, err := c.db.List(t.Context(), "ban", store.ListFilter{})
	if err != nil || len(bans) != 1 || bans[0].Values["reason"] != "declined by Ana Souza: they are kin" {
		t.Fatal(bans, err)
	}
	wishes, err := c.db.List(t.Context(), "preference", store.ListFilter{Parent: c.enrol["Ana Souza"]})
	if err != nil || len(wishes) != 1 || wishes[0].Values["rank"] != "1" || wishes[0].Values["employee_id"] != "Sara Lind" {
		t.Fatal(wishes, err)
	}
}

func TestTwoProposalsAreSwappedWithThePriceFirst(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Press("Z").Has("mark two proposals with space first")
	d.Press("space down space Z").Has("Swap the mentors of Ana Souza and Noor Haddad", "Ana Souza gets ", "Noor Haddad gets Ines Marques", "It costs")
	d.Press("ctrl+s").Has("“scenario 2: swapped the mentors of Ana Souza and Noor Haddad”", "locked")
	locks, err := c.db.List(t.Context(), "lock", store.ListFilter{Parent: c.cycle})
	if err != nil || len(locks) != 2 {
		t.Fatal(locks, err)
	}
}

func TestPublishedAsProposalsTheyWaitForBoth(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	run1(d).Press("P").Has("With o they are only proposed").Press("o").Has("Propose 4 pairs of “scenario 1”")
	pairs, err := c.db.Pairs(t.Context(), store.PairFilter{Cycle: c.cycle})
	if err != nil || len(pairs) != 4 || pairs[0].State != "proposed" {
		t.Fatal(pairs, err)
	}
	d.Press("-").Has("it is published already; the pairs are under Pairs")
	d.Press("esc").Lacks("Every mentee has a mentor", "under way")
	d.Has("4 pairs, 4 wait for an answer", "4 pairs wait for an answer since 2026-05-14: under Pairs, + accepts")
	if _, err := c.db.AgreeToPair(t.Context(), pairs[0].ID, "both"); err != nil {
		t.Fatal(err)
	}
	d.Send(page.Changed{})
	d.Has("4 pairs, 1 under way, 3 wait for an answer")
	before := storetest.Dump(t, c.db)
	d.Press("tab tab G + -").Has("only a proposed one is accepted")
	d.Press("A -").Has("declined one at a time").Press("+").Has("Accept 3 proposed pairs", "1 other", "is not proposed", "both")
	d.Press("ctrl+s").Has("Agree to 3 pairs", "4 pairs, 4 under way").Press("u").Has("1 under way, 3 wait")
	if storetest.Dump(t, c.db) != before {
		t.Fatal("accepting all that was marked is more than one change")
	}
}

// On the smallest screen a pair shows how it does, the review that it is proved, and a
// refusal its reason.
func TestTheSmallestScreenSaysWhatMatters(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 40, 12)
	run1(d).Has("4 of 6", "proved ✓")
	d.Press("Z").Has("mark two proposals with space first")
	d.Press("P y").Has("published").Press("esc")
	toTab(t, d, "Pairs").Has("too early")
}
