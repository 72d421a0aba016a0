package exchange_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// mobility is a program with two slots, and a pair in its running cycle.
func mobility(t *testing.T) *store.Store {
	t.Helper()
	st := storetest.New(t)
	load(t, st, "employees", "number,name\n1,Ada\n2,Ines\n3,Bo\n4,Cem\n", exchange.Options{})
	storetest.Add(t, st, "program", map[string]string{"name": "Abroad", "slots": "home\nhost"})
	storetest.Add(t, st, "cycle", map[string]string{"program_id": "Abroad", "name": "2026", "starts": "2026-05-01"})
	return st
}

func TestAnEnrolmentsFileNamesSlots(t *testing.T) {
	st := mobility(t)
	opt := exchange.Options{Program: "Abroad"}
	p := load(t, st, "enrolments", "number,as,slot,places\n1,mentee,,1\n2,mentor,HOME,2\n3,mentor,host,1\n", opt)
	if p.Counts.Created != 4 {
		t.Errorf("a mentee who names no slot asks for a mentor in each: %s", p.Summary())
	}
	recs, err := st.List(t.Context(), "enrolment", store.ListFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range recs {
		got = append(got, r.Label)
	}
	if s := strings.Join(got, "; "); s != "Ada (mentee, home); Ada (mentee, host); Ines (mentor, home); Bo (mentor, host)" {
		t.Error(s)
	}
	if p := load(t, st, "enrolments", "number,as,slot\n1,mentee,\n2,mentor,home\n", opt); p.Counts.Unchanged != 3 {
		t.Error("the same again:", p.Summary())
	}
	for file, want := range map[string]string{
		"number,as\n4,mentor\n":                          "a mentor takes part in one of: home, host",
		"number,as,slot\n4,mentee,abroad\n":              "“abroad” is none of: home, host",
		"number,as,slot\n2,mentor,host\n":                "is a mentor in “home” already",
		"number,as,slot\n4,mentor,home\n4,mentor,host\n": "is a mentor in “home” already",
		"number,as,slot\n4,mentee,home\n4,mentee,home\n": "line 2 enrols the same employee",
	} {
		p := plan(t, st, "enrolments", file, opt)
		if !errors.Is(p.Err(), exchange.ErrInvalidRows) || !strings.Contains(fmt.Sprint(p.Problems), want) {
			t.Errorf("%q: %v", file, p.Problems)
		}
	}
}

func TestAnEnrolmentsFileIsRefusedWhereNobodyCanJoin(t *testing.T) {
	st := mobility(t)
	opt := exchange.Options{Program: "Abroad"}
	load(t, st, "enrolments", "number,as,slot\n1,mentee,home\n2,mentor,home\n", opt)
	cycles, err := st.Cycles(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := st.MoveCycle(t.Context(), cycles[0].ID, "matching"); err != nil {
		t.Fatal(err)
	}
	p := plan(t, st, "enrolments", "number,as,slot\n3,mentee,home\n", opt)
	if p.Err() == nil || !strings.Contains(p.Problems[0].Msg, "move the cycle back to enrolling") {
		t.Error(p.Problems)
	}
	if p := load(t, st, "enrolments", "number,as,slot,places\n2,mentor,home,3\n", opt); p.Counts.Updated != 1 {
		t.Error("those who are enrolled can still change their places:", p.Summary())
	}
	if _, _, err := st.Save(t.Context(), store.Edit{Kind: "program", ID: cycles[0].ProgramID, Values: map[string]string{"rolling": "yes"}}); err != nil {
		t.Fatal(err)
	}
	if p := load(t, st, "enrolments", "number,as,slot\n3,mentee,home\n", opt); p.Counts.Created != 1 {
		t.Error("a rolling program takes people at any time:", p.Summary())
	}
}

// The file that says that someone has left ends their pair in the same change, and
// undoing it brings both back.
func TestALeaverInAFileEndsTheirPairInTheSameChange(t *testing.T) {
	for name, how := range map[string]struct {
		file string
		opt  exchange.Options
	}{
		"with the day":    {"number,name,left_on\n2,Ines,2026-05-10\n", exchange.Options{}},
		"not in the file": {"number,name\n1,Ada\n3,Bo\n4,Cem\n", exchange.Options{Complete: true, Leave: true}},
	} {
		t.Run(name, func(t *testing.T) {
			st := mobility(t)
			load(t, st, "enrolments", "number,as,slot,waiting since\n1,mentee,home,2026-02-03\n2,mentor,home,\n", exchange.Options{Program: "Abroad"})
			var cycle int64
			if _, err := st.Write(t.Context(), "pair", func(tx *store.Tx) error {
				if err := tx.Row(`SELECT id FROM cycle`, nil, &cycle); err != nil {
					return err
				}
				_, err := tx.Exec(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, state, since) VALUES(?, 1, 2, 'active', '2026-05-01')`, cycle)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			before := storetest.Dump(t, st)
			p := load(t, st, "employees", how.file, how.opt)
			if !strings.Contains(fmt.Sprint(p.Notes), "1 running pair ends") {
				t.Error("the plan does not say it:", p.Notes)
			}
			pairs, err := st.Pairs(t.Context(), store.PairFilter{})
			if err != nil || pairs[0].State != "closed early" || pairs[0].EndReason != "the mentor left the company" {
				t.Fatalf("%+v %v", pairs, err)
			}
			waiting, err := st.Waiting(t.Context(), cycle)
			if err != nil || len(waiting) != 1 || waiting[0].Name != "Ada" || waiting[0].WaitingSince != "2026-02-03" || waiting[0].Returned == "" {
				t.Errorf("%+v %v", waiting, err)
			}
			if _, err := st.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
			if after := storetest.Dump(t, st); after != before {
				t.Error("undo left something behind")
			}
		})
	}
}
