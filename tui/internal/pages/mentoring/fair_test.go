package mentoring

import (
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
)

// unfair is a company in which the best total leaves one pair poor: Ana and Ines share
// most, Bolat and Émile next to nothing; crosswise both pairs are middling. Ana and
// Émile would rather have each other.
func unfair(t *testing.T) company {
	t.Helper()
	c := newCompany(t, []person{
		{"Ana Souza", "Junior", "mentee", "Go", "3", "1", "2026-03-01"},
		{"Bolat Ahmetov", "Junior", "mentee", "Go", "3", "1", "2026-04-01"},
		{"Noor Haddad", "Junior", "mentee", "Hiring", "3", "1", "2026-05-10"},
		{"Émile Roux", "Senior", "mentor", "SQL", "4", "1", "2026-03-01"},
		{"Ines Marques", "Lead", "mentor", "SQL", "4", "1", "2026-03-01"},
	}...)
	for _, p := range [][2]string{{"Ana Souza", "Émile Roux"}, {"Émile Roux", "Ana Souza"}} {
		storetest.Add(t, c.db, "preference", map[string]string{"enrolment_id": "#" + itoa(c.enrol[p[0]]), "rank": "1", "employee_id": p[1]})
	}
	share := func(field, points string, people ...string) {
		storetest.Add(t, c.db, "field", map[string]string{"name": field})
		storetest.Add(t, c.db, "criterion", map[string]string{"program_id": "Leadership", "kind": "same field", "name": field, "points": points, "params": `{"field":"` + field + `"}`})
		for _, who := range people {
			set(t, c.db, who, field)
		}
	}
	share("club", "30", "Ana Souza", "Ines Marques")
	share("sport", "6", "Ana Souza", "Émile Roux")
	share("music", "14", "Bolat Ahmetov", "Ines Marques")
	return c
}

func set(t *testing.T, db *store.Store, who, field string) {
	t.Helper()
	e, err := db.Find(t.Context(), "employee", who)
	if err != nil {
		t.Fatal(err)
	}
	storetest.Add(t, db, "employee field", map[string]string{"employee_id": "#" + itoa(e.ID), "field_id": field, "value": "yes"})
}

func TestFairnessIsChosenForARunAndSaysWhatItCost(t *testing.T) {
	c := unfair(t)
	d := c.drive(t, 120, 36)
	d.Press("down r enter").Has("worst pair 3.5 · most participants", "proved optimal ✓", "1 blocking pair")

	d.Press("r up up right").Has("fairness", "raise the lowest", "program: none", "As many places as possible, then the poorest pair worth as much as")
	d.Press("enter").Has("“scenario 2: raise the lowest”", "worst pair 10.5 · raise the lowest", "proved fairest ✓").Lacks("proved optimal")
	d.Has("lowest pair raised from 3.5 to 10.5 points · costs 10 points in all (24.7 %) · no two would both rather have each other")
	d.Has("as long as no", "pair is under 10.5")

	// what a pair costs is found by running again, and says what becomes of the lowest
	d.Press("f 'Ines' enter").Has("Force Ana Souza with Ines Marques", "The whole gains 10.0 points.", "The lowest pair beside the locks is then 3.5, instead of 10.5.").Press("esc")
	d.Press("G").Has("Noor Haddad has nobody", "under the lowest").Press("w").Has("Smallest change", "One more place with").Press("g")

	d.Press("r up up right right").Has("No mentor and mentee who would both rather").Press("enter")
	d.Has("· stable", "proved stable ✓", "no two would both rather have each other; without fairness one pair would", "Next best: not known in a stable scenario").Lacks("proved optimal")
	d.Press("f 'Ines' enter").Has("Force Ana Souza with Ines Marques", "The whole gains").Press("esc")

	d.Press("= down enter").Has("goes for", "most participants", "blocking pairs", "proved optimal ✓", "proved stable ✓", "What fairness cost “scenario 3”", "fairness: none → stable")
	d.Press("esc").Has("“scenario 3: stable”").Press("esc").Has("costs", "−10.0", "proved fairest ✓")
	if list, err := c.db.Scenarios(t.Context(), c.cycle); err != nil || len(list) != 3 || list[0].State != "proved stable" || list[1].State != "proved optimal" {
		t.Fatal(list, err)
	}
	if p, err := c.db.Get(t.Context(), "program", c.program); err != nil || p.Values["fairness"] != "" {
		t.Fatal("a run changed the program:", p.Values, err)
	}
}

func TestFairnessIsKeptInTheProgramAndGoesWithItsObjectiveOnly(t *testing.T) {
	c := unfair(t)
	d := c.drive(t, 120, 36)
	d.Press("down r up up right right").Has("leximin").Press("up right").Has("most points").Lacks("leximin")
	d.Press("down right").Has("stable").Lacks("raise the lowest").Press("up left down right").Has("none").Press("right right G right").Has("keep in the program")
	d.Press("enter").Has("proved fairest ✓", "leximin")
	if p, err := c.db.Get(t.Context(), "program", c.program); err != nil || p.Values["fairness"] != "leximin" || p.Values["objective"] != "most participants" {
		t.Fatal(p.Values, err)
	}
	d.Press("esc esc").Has("What counts: leximin, most participants")
}

func TestFairnessFitsSmallScreens(t *testing.T) {
	for _, size := range [][2]int{{80, 24}, {40, 12}} {
		d := unfair(t).drive(t, size[0], size[1])
		d.Press("down r up up right").Has("raise the low").Press("enter").Has("proved fairest ✓", "lowest pair raised from 3.5 to 10.5")
		d.Press("enter").Has("WHY").Press("esc # ").Has("No two would both rather have each")
	}
}

func TestANewProgramBeginsWithTheDefaultCriteria(t *testing.T) {
	c := newCompany(t)
	d := c.drive(t, 120, 36)
	d.Press("a G up enter").Has("Add program").Press("'Buddies' ctrl+s").Has("Add program Buddies with the default criteria", "skill need", "goals and style")
	d.Press("a G enter 'Bare' ctrl+s").Has("no criterion yet")
	recs, err := c.db.List(t.Context(), "criterion", store.ListFilter{})
	if err != nil || len(recs) != 3+len(mentoring.DefaultCriteria()) {
		t.Fatal(len(recs), err)
	}
}
