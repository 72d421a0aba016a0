package exchange_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// TestHowPairsAreFollowedGoesIntoAProgramAndOutAgain applies files over one another:
// each says what it changes, and exports as itself.
func TestHowPairsAreFollowedGoesIntoAProgramAndOutAgain(t *testing.T) {
	st := storetest.New(t)
	for _, c := range []struct{ body, says string }{
		{"stalled_after = 14\n[[milestone]]\nname = \"Half time\"\nafter = 90\n[[milestone]]\nname = \"Goals\"\nafter = 21\n", "create the program P; add the milestone Goals, 21 days after the start; add the milestone Half time, 90 days after the start"},
		{"stalled_after = 14\n[[milestone]]\nname = \"goals\"\nafter = 30\n[[milestone]]\nname = \"Closing\"\nafter = 200\n", "milestone goals: 21 → 30 days after the start; add the milestone Closing, 200 days after the start; remove the milestone Half time"},
		{"cadence = 21\nminutes = 45\ntoo_early = 0\nfit_after = 2\nfeedback_first = 45\nfeedback_every = 90\nsilent_after = 40\n", "cadence: 14 → 21; minutes: 60 → 45; too early: 14 → 0; fit after: 1 → 2; feedback first: 30 → 45; feedback every: 60 → 90; stalled after: 14 → 21; silent after: 28 → 40; remove the milestone goals; remove the milestone Closing"},
		{"cadence = 14\n", "cadence: 21 → 14; minutes: 45 → 60; too early: 0 → 14; fit after: 2 → 1; feedback first: 45 → 30; feedback every: 90 → 60; silent after: 40 → 28"},
		{"", ""},
	} {
		p := decode(t, "name=\"P\"\n"+c.body)
		if _, said, err := exchange.ApplyProgram(t.Context(), st, p); err != nil || strings.Join(said, "; ") != c.says {
			t.Fatalf("%s\n%v", strings.Join(said, "; "), err)
		}
		var out bytes.Buffer
		if err := exchange.ExportProgram(t.Context(), st, 1, &out); err != nil {
			t.Fatal(err)
		}
		if back := decode(t, out.String()); !reflect.DeepEqual(back, p) {
			t.Errorf("%+v\n%+v\n%s", back, p, out.String())
		}
		if change, said, err := exchange.ApplyProgram(t.Context(), st, p); err != nil || change.ID != 0 || len(said) != 0 {
			t.Error("the second time:", said, err)
		}
	}
	if _, _, err := st.Save(t.Context(), store.Edit{Kind: "program", ID: 1, Values: map[string]string{"stalled_after": "0"}}); err == nil {
		t.Error("stalled after 0 days")
	}
}

func TestFaultySettingsNameLineAndRemedy(t *testing.T) {
	for body, want := range map[string]string{
		"stalled_after = 0\n":               "p.toml:2: stalled_after must be from 1 to 366; write stalled_after = 21",
		"\nfit_after = 100\n":               "p.toml:3: fit_after must be from 1 to 99; write fit_after = 1",
		"cadence = \"weekly\"\n":            "p.toml:2: ",
		"[[milestone]]\nafter = 3\n":        "p.toml:2: a milestone needs a name",
		"[[milestone]]\nname = \"Goals\"\n": "p.toml:2: “Goals” needs the days after the start, from 0 to 3660; write after = 30",
		"[[milestone]]\nname = \"A\"\nafter = 1\n[[milestone]]\nname = \"a\"\nafter = 2\n":                "p.toml:6: another milestone is called “a”",
		"[[milestone]]\nname = \"A\"\nafter = 1\nby = 2\n":                                                "“milestone.by” is not part of a program file",
		"[[milestone]]\nname = \"A\"\nafter = -1\n[[milestone]]\nname = \"B\"\nafter = 4000\nstalled = 1": "is not part of a program file",
	} {
		if _, err := exchange.DecodeProgram(strings.NewReader("name = \"P\"\n"+body), "p.toml"); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want %s", body, err, want)
		}
	}
}
