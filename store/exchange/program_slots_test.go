package exchange_test

import (
	"reflect"
	"strings"
	"testing"

	"understudy/store/exchange"
	"understudy/store/storetest"
)

func TestSlotsGoIntoAProgramAndOutAgain(t *testing.T) {
	st := storetest.New(t)
	const two = "name=\"P\"\nslots=[\"home\", \"Host\"]\nrolling=true\n[[rule]]\nkind=\"location\"\nslot=\"HOME\"\n[[rule]]\nkind=\"location\"\nslot=\"host\"\nrelation=\"different\"\n[[criterion]]\nkind=\"waiting\"\npoints=5\nslot=\"host\"\n"
	p := decode(t, two)
	if p.Settings.Rules[0].Slot != "home" || p.Settings.Rules[1].Slot != "Host" || p.Settings.Criteria[0].Slot != "Host" || !p.Rolling {
		t.Fatalf("%+v", p)
	}
	if _, _, err := exchange.ApplyProgram(t.Context(), st, p); err != nil {
		t.Fatal(err)
	}
	if got, err := exchange.ReadProgram(t.Context(), st, 1); err != nil || !reflect.DeepEqual(got, p) {
		t.Fatalf("%+v %v", got, err)
	}
	var out strings.Builder
	if err := exchange.ExportProgram(t.Context(), st, 1, &out); err != nil || !reflect.DeepEqual(decode(t, out.String()), p) {
		t.Fatalf("%v\n%s", err, out.String())
	}
	was := dump(t, st)
	one := decode(t, "name=\"P\"\nslots=[\"Host\"]\n[[rule]]\nkind=\"location\"\nslot=\"host\"\nrelation=\"different\"\n[[criterion]]\nkind=\"waiting\"\npoints=5\n")
	_, said, err := exchange.ApplyProgram(t.Context(), st, one)
	want := "slots: home, Host → Host; rolling: yes → no; remove the rule home: location; rule Host: location: different: place 2 → 1; criterion waiting: slot Host → none"
	if got := strings.Join(said, "; "); err != nil || got != want {
		t.Fatalf("%s\n%v", got, err)
	}
	if got, err := exchange.ReadProgram(t.Context(), st, 1); err != nil || !reflect.DeepEqual(got, one) {
		t.Fatalf("%+v %v", got, err)
	}
	if c, said, err := exchange.ApplyProgram(t.Context(), st, one); err != nil || c.ID != 0 {
		t.Fatal(said, err)
	}
	if _, err := st.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	same(t, "undo", dump(t, st), was)
}

func TestSlotsThatAFileGetsWrongAreNamedWithTheirLine(t *testing.T) {
	for body, want := range map[string]string{
		"name=\"P\"\n[[rule]]\nkind=\"location\"\nslot=\"home\"\n":                   "p.toml:4: the program has no slots; write slots",
		"name=\"P\"\nslots=[\"home\"]\n[[rule]]\nkind=\"location\"\nslot=\"away\"\n": "p.toml:5: “away” is no slot of the program; there are home",
		"name=\"P\"\nslots=[\"home\", \"Home\"]\n":                                   "p.toml:2: “Home” is there twice; name each slot once",
		"name=\"P\"\nslots=[\"\"]\n":                                                 "p.toml:2: a slot is a text of 1 to 60 characters",
	} {
		_, err := exchange.DecodeProgram(strings.NewReader(body), "p.toml")
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s\n%v\nwant %s", body, err, want)
		}
	}
}
