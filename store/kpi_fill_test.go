package store_test

import (
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestANewKPITakesItsDirectionFromBaselineAndTarget(t *testing.T) {
	s := storetest.New(t)
	storetest.Add(t, s, "initiative", map[string]string{"name": "Cloud"})
	add := func(name, direction string) error {
		v := map[string]string{"initiative_id": "Cloud", "name": name, "baseline": "20", "target": "12", "due": "2027-12-31"}
		if direction != "" {
			v["direction"] = direction
		}
		_, _, err := s.Save(t.Context(), store.Edit{Kind: "kpi", Values: v})
		return err
	}
	if err := add("Churn", ""); err != nil {
		t.Fatal(err)
	}
	rec, err := s.Find(t.Context(), "kpi", "Churn")
	if err != nil || rec.Values["direction"] != "down" {
		t.Fatal(rec.Values, err)
	}
	if err := add("Visits", "up"); err == nil || !strings.Contains(err.Error(), "write direction=down") {
		t.Error(err)
	}
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: "kpi", ID: rec.ID, Values: map[string]string{"target": "30"}}); err == nil || !strings.Contains(err.Error(), "write direction=up") {
		t.Error(err)
	}
}
