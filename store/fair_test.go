package store_test

import (
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/storetest"
)

// prefer makes Bo and Max list each other, which no criterion of the program reads.
func (l little) prefer(t *testing.T) {
	t.Helper()
	for _, p := range [][2]string{{"Bo", "Max"}, {"Max", "Bo"}} {
		storetest.Add(t, l.s, "preference", map[string]string{"enrolment_id": fmt.Sprintf("#%d", l.enrolID[p[0]]), "rank": "1", "employee_id": p[1]})
	}
}

func (l little) set(t *testing.T, values map[string]string) error {
	t.Helper()
	_, _, err := l.s.Save(t.Context(), store.Edit{Kind: "program", ID: 1, Values: values})
	return err
}

func TestAFairRunIsKeptWithWhatItReachedAndCost(t *testing.T) {
	for _, c := range []struct{ fairness, state, pairs, says string }{
		{"", "proved optimal", "Ann-Max Bo-Mia", "one mentor and mentee would both rather have each other"},
		{"raise the lowest", "proved optimal", "Ann-Max Bo-Mia", "lowest pair 0 points, as without fairness; costs no points; one mentor and mentee would both rather have each other"},
		{"leximin", "proved optimal", "Ann-Max Bo-Mia", "lowest pair 0 points, as without fairness; costs no points; one mentor and mentee would both rather have each other"},
		{"stable", "proved stable", "Ann-Mia Bo-Max", "no two would both rather have each other; without fairness one pair would; costs no points"},
	} {
		l := newLittle(t)
		l.prefer(t)
		if err := l.set(t, map[string]string{"fairness": c.fairness}); err != nil {
			t.Fatal(err)
		}
		sc, pairs := l.match(t)
		if pairs != c.pairs || sc.State != c.state || sc.Fairness != c.fairness || !sc.Proved() || strings.Join(sc.FairWords(), "; ") != c.says {
			t.Errorf("%q: %s, %+v\n%s", c.fairness, pairs, sc, strings.Join(sc.FairWords(), "; "))
		}
		v, err := l.s.Review(t.Context(), sc.ID)
		if err != nil || (v.Result.Fair == nil) != (c.fairness == "") {
			t.Fatal(v.Result.Fair, err)
		}
		if v.Result.Fair == nil {
			continue
		}
		want := *v.Result.Fair
		want.Most, want.Above = nil, nil
		if !reflect.DeepEqual(*sc.Fair, want) {
			t.Errorf("%q: the row says %+v, the result %+v", c.fairness, sc.Fair, want)
		}
	}
}

func TestBlockingPairsOfALargeRunAreCountedWhenAskedAndKept(t *testing.T) {
	l := newLittle(t)
	l.prefer(t)
	sc, _ := l.match(t)
	if _, err := l.s.Write(t.Context(), "forget", func(tx *store.Tx) error { // as a run is that is too large to count at once
		_, err := tx.Exec(`UPDATE scenario SET blocking = NULL`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if sc, err := l.s.Scenario(t.Context(), sc.ID); err != nil || sc.Blocking != nil || len(sc.FairWords()) != 0 {
		t.Fatal(sc, err)
	}
	v, err := l.s.Review(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	before := storetest.Dump(t, l.s)
	n, err := l.s.Blocking(t.Context(), v, mentoring.Options{})
	if err != nil || n != 1 {
		t.Fatal(n, err)
	}
	if sc, err = l.s.Scenario(t.Context(), sc.ID); err != nil || sc.Blocking == nil || *sc.Blocking != 1 {
		t.Fatal(sc, err)
	}
	after := storetest.Dump(t, l.s)
	if n, err = l.s.Blocking(t.Context(), v, mentoring.Options{}); err != nil || n != 1 || storetest.Dump(t, l.s) != after || before == after {
		t.Fatal("the answer is not kept once:", n, err)
	}
	if c, err := l.s.Undo(t.Context()); err != nil || c.Label != "undo: forget" {
		t.Fatal(c, err)
	}
}

func TestFairnessThatFillsPlacesFirstRefusesMostPoints(t *testing.T) {
	l := newLittle(t)
	for _, fairness := range []string{"raise the lowest", "leximin"} {
		err := l.set(t, map[string]string{"fairness": fairness, "objective": "most points"})
		var f *store.FieldError
		if !errors.As(err, &f) || f.Field != "fairness" || !strings.Contains(f.Msg, "it needs the objective “most participants”") {
			t.Error(err)
		}
	}
	if err := l.set(t, map[string]string{"fairness": "stable", "objective": "most points"}); err != nil {
		t.Error(err)
	}
	if err := l.set(t, map[string]string{"fairness": "fairest"}); err == nil {
		t.Error("an unknown fairness is accepted")
	}
}

func TestTheFileRefusesAStableRunThatIsNot(t *testing.T) {
	l := newLittle(t)
	sc, _ := l.match(t)
	for _, set := range []string{"state = 'proved stable'", "state = 'proved stable', fairness = 'stable', fair = '{}', blocking = 1", "state = 'proved fair'"} {
		if _, err := l.s.Write(t.Context(), "spoil", func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE scenario SET `+set+` WHERE id = ?`, sc.ID)
			return err
		}); err == nil {
			t.Error("accepted:", set)
		}
	}
}

func TestANewProgramBeginsWithTheDefaultCriteria(t *testing.T) {
	s := storetest.New(t)
	c, id, err := s.AddProgram(t.Context(), map[string]string{"name": "Buddies", "step": "2"})
	if err != nil || c.Label != "add program Buddies with the default criteria" {
		t.Fatal(c, err)
	}
	recs, err := s.List(t.Context(), "criterion", store.ListFilter{Parent: id})
	if err != nil || len(recs) != len(mentoring.DefaultCriteria()) || len(recs) < 5 {
		t.Fatal(recs, err)
	}
	got := map[string]string{}
	for _, r := range recs {
		got[r.Values["kind"]] = r.Values["points"]
	}
	for _, w := range mentoring.DefaultCriteria() {
		if want := store.FormatPoints(w.Points / 2000 * 2000); got[w.Kind] != want {
			t.Errorf("%s has %s points, want %s", w.Kind, got[w.Kind], want)
		}
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if recs, err := s.List(t.Context(), "criterion", store.ListFilter{}); err != nil || len(recs) > 0 {
		t.Error(recs, err)
	}
}
