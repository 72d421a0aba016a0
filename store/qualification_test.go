package store_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func qualifications(t *testing.T, s *store.Store, f store.QualificationFilter) (out []string) {
	t.Helper()
	list, err := s.Qualifications(t.Context(), f)
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range list {
		out = append(out, fmt.Sprint(q.Employee, ", ", q.Certificate, " ", q.Expires, ": ", q.State, ", ", q.Why))
	}
	return out
}

func TestAQualificationIsValidUntilItsLastDayAndAsksToBeRenewedBefore(t *testing.T) {
	s, id := newBench(t)
	storetest.Add(t, s, "certificate", map[string]string{"name": "First aid", "months": "24"})
	storetest.Add(t, s, "certificate", map[string]string{"name": "Go expert", "skill_id": "Go", "level": "4"})
	hold := func(who, certificate, obtained, expires string) {
		t.Helper()
		storetest.Add(t, s, "qualification", map[string]string{"employee_id": who, "certificate_id": certificate, "obtained": obtained, "expires": expires})
	}
	hold("Ada", "First aid", "2024-05-13", "") // until 2026-05-13: yesterday
	hold("Ada", "Go expert", "2020-01-01", "")
	hold("Bo", "First aid", "2024-05-14", "")           // until today
	hold("Cy", "First aid", "2024-01-01", "2026-07-13") // in 60 days
	hold("Cy", "Go expert", "2024-01-01", "2026-07-14")
	want := []string{
		"Ada, First aid 2026-05-13: expired, its last day was 2026-05-13, 1 day ago",
		"Bo, First aid 2026-05-14: expires soon, its last day is today",
		"Cy, First aid 2026-07-13: expires soon, its last day is 2026-07-13, in 60 days",
		"Cy, Go expert 2026-07-14: valid, its last day is 2026-07-14; it asks to be renewed from 2026-05-15",
		"Ada, Go expert : valid, it never expires",
	}
	if got := qualifications(t, s, store.QualificationFilter{}); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	f := store.QualificationFilter{PeopleFilter: store.PeopleFilter{Team: id("team", "Engineering")}, States: []store.QualificationState{store.Expired, store.ExpiresSoon}}
	if got := qualifications(t, s, f); !slices.Equal(got, want[:2]) {
		t.Errorf("%q", got)
	}
	if _, err := s.SetSetting(t.Context(), store.CertificatesExpireSoon, "59"); err != nil {
		t.Fatal(err)
	}
	if got := qualifications(t, s, store.QualificationFilter{States: []store.QualificationState{store.ExpiresSoon}}); !slices.Equal(got, want[1:2]) {
		t.Errorf("%q", got)
	}
}

func TestARenewalIsARowOfItsOwn(t *testing.T) {
	s, _ := newBench(t)
	storetest.Add(t, s, "certificate", map[string]string{"name": "First aid", "months": "24"})
	was := storetest.Add(t, s, "qualification", map[string]string{"employee_id": "Ada", "certificate_id": "First aid", "obtained": "2024-05-13", "number": "17"})
	before := storetest.Dump(t, s)
	var field *store.FieldError
	for _, obtained := range []string{"2024-05-13", "2024-05-12", "tomorrow", "never"} {
		if _, _, err := s.RenewQualification(t.Context(), was, store.Renewal{Obtained: obtained}); !errors.As(err, &field) || storetest.Dump(t, s) != before {
			t.Errorf("%s: %v", obtained, err)
		}
	}
	c, now, err := s.RenewQualification(t.Context(), was, store.Renewal{Obtained: "2026-05-01", Number: "18"})
	if err != nil || now == was || c.Label != "renew First aid of Ada" {
		t.Fatal(c, now, err)
	}
	want := []string{"Ada, First aid 2028-05-01: valid, its last day is 2028-05-01; it asks to be renewed from 2028-03-02", "Ada, First aid 2026-05-13: renewed, another one lasts longer"}
	if got := qualifications(t, s, store.QualificationFilter{States: store.QualificationStates()}); !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if got := qualifications(t, s, store.QualificationFilter{}); !slices.Equal(got, want[:1]) {
		t.Errorf("%q", got)
	}
	if _, err := s.Undo(t.Context()); err != nil || storetest.Dump(t, s) != before {
		t.Error("undo left something", err)
	}
	if _, _, err := s.RenewQualification(t.Context(), 99, store.Renewal{}); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}
