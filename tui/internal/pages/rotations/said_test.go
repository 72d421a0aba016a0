package rotations_test

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/pages/rotations"
	"understudy/tui/internal/tuitest"
)

// On a narrow screen what a move breaks is said in whole over the board, and the dialog
// about it keeps the remedy under the cursor in sight.
func TestWhatAMoveBreaksIsReadableOnANarrowScreen(t *testing.T) {
	c := newCompany(t, "Ada", "Ben")
	d := c.open(40, 12)
	d.Press("a").Type("call").Press("enter").Has("Data platform would be one short of", "its 2 who can do Kubernetes alone, in", "Jun 2026")
	d.Press("enter").Has("This breaks a rule", "lower this cover to 1")
}

func (c *company) placeAda(first, last int) {
	c.t.Helper()
	if _, _, err := c.MakeRotationMove(c.t.Context(), store.HandMove{Plan: c.plan, Kind: "place", Participant: c.participants["Ada"], Seat: c.seat, First: first, Last: last}); err != nil {
		c.t.Fatal(err)
	}
}

// A placement that would take periods of another one of the person says which, before it
// is made, and what it costs is said in words.
func TestAPlacementSaysWhichOtherItShortens(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy")
	c.placeAda(1, 2)
	d := c.open(120, 36)
	d.Press("right a").Type("rep").Press("enter").Has("shortens Ada's On call, Jun 2026 to")
	d.Press("left").Has("shortens Ada's On call")
	d.Press("+").Has("replaces Ada's On call")
	d.Press("enter")
	c.is("Ada Reports 1-2")
}

// The footer of the board names what the board is for, as far as it can be done now.
func TestTheFooterOfTheBoardNamesRunPublishAndReview(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy")
	c.open(120, 36).Has("r run").Lacks("P publish…", "V review")
	c.placeAda(1, 2)
	d := c.open(120, 36).Has("r run", "P publish…", "V review")
	d.Press("P").Has("None begins by itself", "begin it with o").Press("y").Has("r run", "V review", "L unlock").Lacks("P publish…")
}

// r on the list of the plans runs the one under the cursor; where it cannot be run it says
// why.
func TestAPlanIsRunFromTheList(t *testing.T) {
	c := newCompany(t, "Ada", "Ben", "Cy")
	page := func() *tuitest.Driver {
		return tuitest.Page(t, rotations.New(c.Store, tuitest.Styles(), storetest.Clock), 120, 36)
	}
	page().Press("r").Has("[Board]", "“scenario 1”")
	storetest.Add(t, c.Store, "rotation plan", map[string]string{"name": "Autumn", "starts": "2026-09-01", "periods": "2"})
	page().Press("/ 'Autumn' enter r").Has("it has no seat yet").Lacks("[Board]")
}

// Where no placement is, an act on one says that there is none.
func TestAnEmptyListOfPlacementsIsNotBeingRead(t *testing.T) {
	c := newCompany(t, "Ada")
	d := c.open(120, 36).Press("shift+tab").Has("[Placements]", "No placements yet")
	d.Press("o").Has("the list is empty").Lacks("being read")
	d.Press("R").Has("nothing of it is published yet")
}
