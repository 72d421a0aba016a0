package mentoring

import (
	"testing"

	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

func TestWhatOneMorePlaceIsWorthIsSaidListedAndGiven(t *testing.T) {
	c := newCompany(t)
	d := run1(c.drive(t, 120, 36))
	d.Has("One more place with Ines Marques would place", "山田 花子 too and add 43.0 points to the whole.", "A place with them is worth 43.0 to 43.5")
	d.Press("m").Has("Where one more place is worth most", "+43.0 points · places 山田 花子").Lacks("Sara Lind   +")
	d.Press("enter").Has("One more place with Ines Marques", "Then move:", "山田 花子: nobody → Ines Marques, +43.0", "Give the place")
	d.Press("ctrl+s").Has("5 of 6 mentees", "222.0 points", "“scenario 2: +1 place for Ines Marques”")
	rec, err := c.db.Get(t.Context(), "enrolment", c.enrol["Ines Marques"])
	if err != nil || rec.Values["places"] != "3" {
		t.Fatal(rec.Values, err)
	}
	d.Press("m").Has("One more place with any mentor would change nothing.").Press("esc")
	d.Press("G").Has("WHY", "One more place with")
}

func TestWhatOneMorePlaceIsWorthIsNotKnownUnderFairness(t *testing.T) {
	d := newCompany(t).drive(t, 120, 36)
	d.Press("down r up up right right enter").Has("leximin", "One more place: not known. With “leximin”").Press("m").Has("with “leximin” no prices tell")
}

func TestWhatOneMorePlaceIsWorthIsNotKnownOfAStoppedRun(t *testing.T) {
	c := newCompany(t)
	d := tuitest.Drive(t, routerOf(t, c, func(m *home) page.Page { return &stopper{home: m, match: half} }), 120, 36)
	d.Press("G enter").Press("enter").Has("stopped, no proof", "One more place: not known. The run was stopped").Press("m").Has("the run was stopped, so that no prices")
}
