package exchange_test

import (
	"bytes"
	"reflect"
	"strings"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

func decode(t *testing.T, body string) exchange.Program {
	t.Helper()
	p, err := exchange.DecodeProgram(strings.NewReader(body), "p.toml")
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestAProgramFileAppliedTwiceChangesNothingAndComesOutTheSame(t *testing.T) {
	for i, f := range exchange.ShippedPrograms() {
		if testing.Short() && i > 0 {
			break
		}
		t.Run(f.Name, func(t *testing.T) {
			st := storetest.New(t)
			for _, n := range []string{"organisation", "profession"} {
				storetest.Add(t, st, "field", map[string]string{"name": n})
			}
			p := decode(t, f.Text)
			c, said, err := exchange.ApplyProgram(t.Context(), st, p)
			if err != nil || c.ID == 0 || len(said) != 1+len(p.Milestones)+len(p.Settings.Rules)+len(p.Settings.Criteria) {
				t.Fatal(c, said, err)
			}
			if c, said, err = exchange.ApplyProgram(t.Context(), st, p); err != nil || c.ID != 0 || len(said) > 0 {
				t.Fatal(c, said, err)
			}
			rec, err := st.Find(t.Context(), "program", p.Name)
			if err != nil {
				t.Fatal(err)
			}
			var out bytes.Buffer
			if err := exchange.ExportProgram(t.Context(), st, rec.ID, &out); err != nil {
				t.Fatal(err)
			}
			if back := decode(t, out.String()); !reflect.DeepEqual(back, p) {
				t.Errorf("%+v\n%+v\n%s", back, p, out.String())
			}
		})
	}
}

func TestAProgramBecomesWhatItsFileSays(t *testing.T) {
	st := storetest.New(t)
	const before = "name=\"P\"\n[[rule]]\nkind=\"grade gap\"\nmost=2\n[[rule]]\nkind=\"management line\"\n[[criterion]]\nkind=\"waiting\"\npoints=5\n"
	if _, _, err := exchange.ApplyProgram(t.Context(), st, decode(t, before)); err != nil {
		t.Fatal(err)
	}
	was := dump(t, st)
	after := decode(t, "name=\"P\"\nobjective=\"most points\"\nfloor=3\n[[rule]]\nkind=\"languages\"\n[[rule]]\nkind=\"grade gap\"\nmost=3\n[[criterion]]\nkind=\"waiting\"\npoints=7.5\n")
	c, said, err := exchange.ApplyProgram(t.Context(), st, after)
	if err != nil || c.Label != "apply program P" {
		t.Fatal(c, err)
	}
	want := "objective: most participants → most points; floor: none → 3; remove the rule management line; add the rule languages; " +
		"rule grade gap: place 1 → 2, most 2 → 3; criterion waiting: points 5 → 7.5"
	if got := strings.Join(said, "; "); got != want {
		t.Errorf("%s", got)
	}
	id := int64(1)
	if got, err := exchange.ReadProgram(t.Context(), st, id); err != nil || !reflect.DeepEqual(got, after) {
		t.Errorf("%+v %v", got, err)
	}
	if _, err := st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "undo", dump(t, st), was)
}

func TestFairnessGoesIntoAProgramAndOutAgain(t *testing.T) {
	st := storetest.New(t)
	for _, c := range []struct{ fairness, says string }{
		{"raise the lowest", "create the program P"},
		{"leximin", "fairness: raise the lowest → leximin"},
		{"stable", "fairness: leximin → stable"},
		{"none", "fairness: stable → none"},
	} {
		p := decode(t, "name=\"P\"\nfairness=\""+c.fairness+"\"\n")
		if _, said, err := exchange.ApplyProgram(t.Context(), st, p); err != nil || strings.Join(said, "; ") != c.says {
			t.Fatal(said, err)
		}
		var out bytes.Buffer
		if err := exchange.ExportProgram(t.Context(), st, 1, &out); err != nil {
			t.Fatal(err)
		}
		if back := decode(t, out.String()); !reflect.DeepEqual(back, p) || strings.Contains(out.String(), "\nfairness = ") != (c.fairness != "none") {
			t.Errorf("%+v\n%+v\n%s", back, p, out.String())
		}
	}
}

func TestAProgramFileNamesTheInitiativeThatItServes(t *testing.T) {
	st := storetest.New(t)
	p := decode(t, "name=\"P\"\ninitiative=\"cloud  FIRST\"\n")
	if c, _, err := exchange.ApplyProgram(t.Context(), st, p); err == nil || c.ID != 0 || !strings.Contains(err.Error(), `understudy add initiative "name=cloud FIRST"`) {
		t.Fatal(c, err)
	}
	if list, err := st.List(t.Context(), "program", store.ListFilter{}); err != nil || len(list) != 0 {
		t.Fatal("something was written", list, err)
	}
	storetest.Add(t, st, "initiative", map[string]string{"name": "Cloud first"})
	serves := func(p exchange.Program, want, said string) {
		t.Helper()
		_, lines, err := exchange.ApplyProgram(t.Context(), st, p)
		if err != nil || strings.Join(lines, "; ") != said {
			t.Fatalf("%q, want %q, %v", lines, said, err)
		}
		rec, err := st.Find(t.Context(), "program", "P")
		if err != nil || rec.Values["initiative_id"] != want {
			t.Fatal(rec.Values, err)
		}
		var out bytes.Buffer
		if err := exchange.ExportProgram(t.Context(), st, rec.ID, &out); err != nil || decode(t, out.String()).Initiative != want {
			t.Fatal(out.String(), err)
		}
	}
	serves(p, "Cloud first", "create the program P")
	serves(p, "Cloud first", "")
	none := p
	none.Initiative = ""
	serves(none, "", "initiative: Cloud first → none")
	serves(p, "Cloud first", "initiative: none → Cloud first")
}

func TestAFaultyProgramFileNamesLineAndRemedy(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{"name = \"P\"\ncolour = 1\n", "p.toml:2: “colour” is not part of a program file; there are name"},
		{"name = P\n", "p.toml:1: "},
		{"kind = \"mentoring\"\n", "the name is missing; begin with"},
		{"name = \"P\"\nobjective = \"best\"\n", "p.toml:2: “best” is no objective; write"},
		{"name = \"P\"\nfairness = \"fair\"\n", `p.toml:2: “fair” is no fairness; write "raise the lowest", "leximin", "stable", or leave it out`},
		{"name = \"P\"\nobjective = \"most points\"\nfairness = \"leximin\"\n", "p.toml:3: “leximin” fills the most places first: it needs the objective “most participants”; write objective ="},
		{"name = \"P\"\n\n[[rule]]\nkind = \"grade gaps\"\n", "p.toml:4: “grade gaps” is no kind of rule; there are grade gap, management line"},
		{"name = \"P\"\n[[rule]]\nkind = \"grade gap\"\nsmallest = 1\n", "p.toml:4: grade gap has no parameter “smallest”; there are least, most, when_missing"},
		{"name = \"P\"\n[[rule]]\nkind = \"grade gap\"\n[[rule]]\nkind = \"grade gap\"\nname = \"b\"\nleast = 99\n", "p.toml:7: grade gap: least: 99 is not between -50 and 50"},
		{"name = \"P\"\n[[rule]]\nkind = \"grade gap\"\n[[rule]]\nkind = \"grade gap\"\n", "p.toml:4: another rule is called “grade gap”; give it a name"},
		{"name = \"P\"\n[[criterion]]\nkind = \"waiting\"\npoints = 1.0001\n", "p.toml:4: \"1.0001\" is not a number of points"},
		{"name = \"P\"\n[[criterion]]\nkind = \"waiting\"\npoints = 5.25\n", "p.toml:4: waiting: points: 5.25 is no multiple of 0.5"},
		{"name = \"P\"\n[[rule]]\nkind = \"same field\"\n", "p.toml:2: same field: field: is missing"},
		{"name = \"P\"\n[[criterion]]\nkind = \"waiting\"\nfull_days = [1]\n", "p.toml:4: full days: is a list, but should be int"},
	} {
		_, err := exchange.DecodeProgram(strings.NewReader(c.body), "p.toml")
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v; want %s", c.body, err, c.want)
		}
	}
}

func TestAProgramOverAnUnknownFieldIsRefusedWhole(t *testing.T) {
	st := storetest.New(t)
	file := decode(t, "name=\"P\"\n[[rule]]\nkind=\"same field\"\nfield=\"organisation\"\n[[criterion]]\nkind=\"same field\"\npoints=1\nfield=\"cost centre\"\n")
	const missing = "rule same field: organisation: no employee has a field “organisation”; import employees with a column “organisation”, or name another; "
	if _, _, err := exchange.ApplyProgram(t.Context(), st, file); err == nil || !strings.Contains(err.Error(), missing+"there are no fields yet") || !strings.Contains(err.Error(), "field “cost centre”") {
		t.Error(err)
	}
	for name, barred := range map[string]string{"Cost centre": "no", "Gender": "yes", "Floor": "no"} {
		storetest.Add(t, st, "field", map[string]string{"name": name, "barred": barred})
	}
	_, _, err := exchange.ApplyProgram(t.Context(), st, file)
	if err == nil || err.Error() != missing+"the fields that rules may read are Cost centre, Floor" {
		t.Error(err)
	}
	if recs, _ := st.List(t.Context(), "program", store.ListFilter{}); len(recs) > 0 {
		t.Error(recs)
	}
	storetest.Add(t, st, "field", map[string]string{"name": "organisation"})
	if _, _, err := exchange.ApplyProgram(t.Context(), st, file); err != nil {
		t.Error(err)
	}
}

func TestTheHeadOfAProgramFileSaysWhatEveryParameterMayBe(t *testing.T) {
	var b bytes.Buffer
	p := decode(t, "name=\"P\"\n[[rule]]\nkind=\"location\"\n[[criterion]]\nkind=\"grade gap\"\npoints=1\n")
	if err := exchange.EncodeProgram(&b, p); err != nil {
		t.Fatal(err)
	}
	out := b.String()
	for _, want := range []string{
		"\n#     relation: same (default) or different. Which of the two is wanted.\n",
		"\n#     least: -50 to 50, default 1 [R]. Fewest grades above",
		"\n#     field: a text, required. A field",
		"\n#     points_a_step: points, none by default [C]. ",
		"\n#     outcomes: a list of texts, default [\"completed\"]. ",
		"\n#     whose: both (default), mentee or mentor. ",
		"\n#     topic: a text, default \"mentoring\". ",
		"\n# relation: same (default) or different; when_missing: forbid (default) or allow\n[[rule]]\nkind = \"location\"\n",
		"\n# full_steps: 1 to 50, default 4; points_a_step: points, none by default; table: a table of whole numbers and points, none by default\n[[criterion]]\n",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	for _, k := range mentoring.Kinds() {
		if !strings.Contains(out, "\n#   "+k.Name+" (") {
			t.Errorf("%s is not in the head", k.Name)
		}
	}
	if back := decode(t, out); !reflect.DeepEqual(back, p) {
		t.Errorf("%+v", back)
	}
}
