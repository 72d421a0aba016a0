package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestAGoodFitPlansAndWhoIsStillDecidingIsAskedAgain(t *testing.T) {
	p := newTwo(t)
	refuses(t, p.s, "no session was held yet", func() error {
		_, _, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "good fit"})
		return err
	})
	p.log(t, map[string]string{"date": "2026-05-11", "time": "15:00"})
	if v := p.row(t).Verdict; v.Act != "fit" {
		t.Fatalf("%+v", v)
	}
	takesBack(t, p.s, func() (store.Change, error) {
		c, step, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "still deciding"})
		if step.Do != "ask" {
			t.Errorf("%+v", step)
		}
		return c, err
	})
	if v := p.row(t).Verdict; v.Health != store.OnTrack {
		t.Errorf("asked again before the next session: %+v", v)
	}
	p.log(t, map[string]string{"date": "today", "time": "15:00"})
	if v := p.row(t).Verdict; v.Act != "fit" || !strings.Contains(v.Why, "still deciding") {
		t.Errorf("not asked again: %+v", v)
	}
	_, step, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "good fit"})
	want := store.Series{First: "2026-05-28", Time: "15:00", Every: 14, Until: "2026-11-30"}
	if err != nil || step.Do != "plan" || step.Series != want {
		t.Fatalf("%+v %v", step, err)
	}
	if got := p.dates(t, "planned"); got != "" {
		t.Error("planned without being told:", got)
	}
	step.Series.Count = 2
	if _, step, err = p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "good fit", Plan: step.Series}); err != nil || len(step.Planned) != 2 {
		t.Fatalf("%+v %v", step, err)
	}
	if got := p.dates(t, "planned"); got != "05-28 06-11" {
		t.Error(got)
	}
}

func TestNoFitPartsTheTwoAndTheNextRunDoesNotPairThemAgain(t *testing.T) {
	p := newTwo(t)
	storetest.Add(t, p.s, "preference", map[string]string{"enrolment_id": fmt.Sprint("#", p.enrolID["Ann"]), "employee_id": "Max", "rank": "1"})
	p.log(t, map[string]string{"date": "2026-05-11"})
	storetest.Add(t, p.s, "session", map[string]string{"pair_id": fmt.Sprint("#", p.pair), "date": "2026-05-20", "state": "planned"})
	refuses(t, p.s, "say why", func() error {
		_, _, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "not a good fit"})
		return err
	})
	refuses(t, p.s, "none of", func() error {
		_, _, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "perhaps"})
		return err
	})
	takesBack(t, p.s, func() (store.Change, error) {
		c, step, err := p.s.CheckFit(t.Context(), p.pair, store.FitAnswer{Answer: "not a good fit", Reason: "too far apart"})
		if step.Do != "match" || step.Cycle != p.cycle {
			t.Errorf("%+v", step)
		}
		return c, err
	})
	row := p.row(t)
	if row.State != "closed early" || row.Ended != "2026-05-14" || row.EndReason != "not a good fit: too far apart" || p.dates(t, "cancelled") != "05-20" {
		t.Errorf("%+v", row)
	}
	waiting, err := p.s.Waiting(t.Context(), p.cycle)
	if err != nil {
		t.Fatal(err)
	}
	back := 0
	for _, w := range waiting {
		if w.Name == "Ann" || w.Name == "Max" {
			back++
			if w.Returned != "2026-05-14" || w.ReturnReason != "it was not a good fit" || w.Name == "Ann" && !slices.Equal(w.Wishes, []string{"Max"}) {
				t.Errorf("%+v", w)
			}
		}
	}
	if back != 2 {
		t.Errorf("%d of the two wait: %+v", back, waiting)
	}
	if b := one(t, p.s, "ban"); b.Values["mentee_id"] != "Ann" || b.Values["mentor_id"] != "Max" || b.Values["reason"] != "not a good fit: too far apart" {
		t.Error(b.Values)
	}
	if _, pairs := p.match(t); strings.Contains(pairs, "Ann-Max") {
		t.Error("paired again:", pairs)
	}
}
