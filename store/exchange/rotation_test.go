package exchange_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
)

func withRotations(t testing.TB) *store.Store {
	t.Helper()
	st := withProgram(t)
	for _, f := range everyTarget {
		if f.target == "enrolments" {
			break
		}
		load(t, st, f.target, f.body, f.opt)
	}
	return st
}

func TestAFaultyRowOfARotationFileNamesTheLineAndTheRemedy(t *testing.T) {
	st := withRotations(t)
	before := dump(t, st)
	for _, c := range []struct{ target, body, want string }{
		{"absences", "employee,from,until\n2,,2026-07-01\n", "people.csv:2: From: is missing; fill it in"},
		{"absences", "employee,from,until\n2,2026-07-09,2026-07-01\n", "people.csv:2: Until “2026-07-01”: "},
		{"absences", "employee,from\nZed,2026-07-09\n", "people.csv:2: employee “Zed”: there is no such employee; correct it, or import the employees first"},
		{"absences", "employee,from,until\n2,2026-07-09,2026-07-10\n2,2026-07-09,2026-07-11\n", "people.csv:3: "},
		{"holidays", "date,name,location\n2026-12-25,Christmas,Atlantis\n", "people.csv:2: location “Atlantis”: there is no such location; correct it, or add the location first"},
		{"seats", "plan,seat,team,skill\nWinter,Desk,Sales,SQL\n", "people.csv:2: plan “Winter”: there is no such rotation plan; correct it, or add the rotation plan first"},
		{"seats", "plan,seat,team,skill\nSpring,Chair,Nobody,SQL\n", "people.csv:2: team “Nobody”: there is no such team; correct it, or add the team first"},
		{"seats", "plan,seat,team,skill,entry level,reaches\nSpring,Chair,Sales,SQL,3,3\n", "is not above the entry level: nobody would learn anything"},
		{"seats", "plan,seat,team,skill,entry level\nSpring,Chair,Sales,SQL,some\n", "is no level; write 0 to 4, or none, awareness, working, practitioner, expert"},
		{"participants", "plan,employee,own job\nAutumn,3,Bench\n", "people.csv:2: own job “Bench”: there is no such seat"},
		{"rotation wishes", "employee,seat\n1,Desk\n", "people.csv:2: Ann takes part in no rotation plan; import participants first"},
		{"rotation wishes", "employee,seat\n2,Desk\n", "people.csv:2: Bo takes part in 2 plans; say which in a column plan"},
		{"rotation wishes", "employee,plan,seat\n3,Autumn,Desk\n", "people.csv:2: plan “Autumn”: Cy does not take part in it; correct it, or import participants first"},
		{"rotation wishes", "employee,plan,seat\n2,Autumn,Bench\n", "people.csv:2: seat “Bench”: there is no such seat"},
		{"rotation wishes", "employee,plan,seat,points\n2,Spring,Desk,much\n", "people.csv:2: points “much”: "},
		{"rotation wishes", "participant,seat\n\"Bo, Winter\",Desk\n", "people.csv:2: participant “Bo, Winter”: there is no such participant; correct it, or import participants first"},
		{"applications", "assignment,employee\nLead the moon,2\n", "there is no such stretch assignment; correct it, or add the stretch assignment first"},
		{"rooms", "room,location,capacity\nBlue,Oslo,0\n", "people.csv:2: "},
	} {
		p := plan(t, st, c.target, c.body, exchange.Options{})
		if len(p.Problems) != 1 || !strings.Contains(strings.ToLower(p.Problems[0].String()), strings.ToLower(c.want)) {
			t.Errorf("%s %q: %v", c.target, c.body, p.Problems)
		}
		if _, err := p.Commit(t.Context(), st, nil); err == nil {
			t.Errorf("%s %q was committed", c.target, c.body)
		}
	}
	same(t, "refused imports", dump(t, st), before)
}

// TestRotationFilesSayWhatTheyMean looks at what the files of everyTarget became.
func TestRotationFilesSayWhatTheyMean(t *testing.T) {
	st := withRotations(t)
	for _, c := range []struct{ kind, column, want string }{
		{"absence", "ends", "2026-07-17 2026-09-01 2026-12-24"},
		{"holiday", "location_id", "- Lisbon Oslo"},
		{"seat", "entry", "0 0 1"},
		{"seat", "reach", "2 3 4"},
		{"participant", "seat_id", "- - Bench"},
		{"rotation wish", "points", "-0.5 1 1.5"},
		{"stretch skill", "entry", "0 2"},
		{"application", "employee_id", "Bo Cy"},
		{"topic", "asked_by_id", "- Bo"},
	} {
		recs, err := st.List(t.Context(), c.kind, store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if got := sorted(recs, c.column); got != c.want {
			t.Errorf("%s of %s: %q instead of %q", c.column, c.kind, got, c.want)
		}
	}
	p := load(t, st, "rotation wishes", "employee,plan,seat,points\n2,Spring,Desk,2\n", exchange.Options{})
	if p.Counts.Updated != 1 || p.Counts.Created != 0 {
		t.Error(p.Summary())
	}
}

// sorted is one column of some records in order; a dash for what is empty.
func sorted(recs []store.Record, column string) string {
	var out []string
	for _, r := range recs {
		out = append(out, cmp.Or(r.Values[column], "-"))
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}
