package store_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

func TestASettingIsUsualUntilDecidedAndUndoPutsItBack(t *testing.T) {
	s := storetest.New(t)
	value := func() (string, bool) {
		t.Helper()
		v, err := s.Setting(t.Context(), "Ratings-stale  after")
		if err != nil {
			t.Fatal(err)
		}
		return v.Value, v.Decided
	}
	want := func(v string, decided bool) {
		t.Helper()
		if has, d := value(); has != v || d != decided {
			t.Errorf("%q, decided %t; want %q, %t", has, d, v, decided)
		}
	}
	want("365", false)
	c, err := s.SetSetting(t.Context(), store.RatingsStaleAfter, " 90 ")
	if err != nil || c.Label != "set ratings stale after to 90 days" {
		t.Fatal(c, err)
	}
	want("90", true)
	if c, err := s.SetSetting(t.Context(), store.RatingsStaleAfter, "90"); err != nil || c.ID != 0 {
		t.Errorf("the same again is a change: %v %v", c, err)
	}
	if _, err := s.SetSetting(t.Context(), store.RatingsStaleAfter, ""); err != nil {
		t.Fatal(err)
	}
	want("365", false)
	for _, v := range []struct {
		value   string
		decided bool
	}{{"90", true}, {"365", false}} {
		if _, err := s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		want(v.value, v.decided)
	}
}

func TestABadSettingIsRefusedAndNothingIsWritten(t *testing.T) {
	s := storetest.New(t)
	before := storetest.Dump(t, s)
	for _, v := range []string{"0", "-1", "3661", "soon", "1.5", "9999999999999999999"} {
		_, err := s.SetSetting(t.Context(), store.RatingsStaleAfter, v)
		var field *store.FieldError
		if !errors.As(err, &field) {
			t.Errorf("%q: %v", v, err)
		}
	}
	if _, err := s.SetSetting(t.Context(), "calendar id", "mine"); !errors.Is(err, store.ErrNotFound) || !strings.Contains(err.Error(), store.PotentialCountsFor) {
		t.Error(err)
	}
	if storetest.Dump(t, s) != before {
		t.Error("something was written")
	}
}

func TestWhatTheProgramKeepsForItselfIsNoSetting(t *testing.T) {
	s := storetest.New(t)
	if _, _, err := s.Calendar(t.Context(), store.SessionFilter{}); err != nil {
		t.Fatal(err)
	}
	if kept := lines(t, s, `SELECT name FROM setting`); !slices.Equal(kept, []string{"calendar id"}) {
		t.Fatal(kept)
	}
	all, err := s.Settings(t.Context())
	if err != nil || len(all) != 4 {
		t.Fatal(all, err)
	}
	for _, v := range all {
		if v.Name == "calendar id" || v.Decided || v.Help == "" || v.Unit == "" {
			t.Errorf("%+v", v)
		}
	}
}
