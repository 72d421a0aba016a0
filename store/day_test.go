package store_test

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// TestDaysAreReadAsPeopleWriteThem: the tests' today is Thursday, 14 May 2026.
func TestDaysAreReadAsPeopleWriteThem(t *testing.T) {
	s := storetest.New(t)
	for _, c := range []struct {
		typed       string
		past, ahead store.Date
	}{
		{"today", "2026-05-14", "2026-05-14"},
		{"Yesterday", "2026-05-13", "2026-05-13"},
		{"tomorrow", "2026-05-15", "2026-05-15"},
		{"-3", "2026-05-11", "2026-05-11"},
		{"+7", "2026-05-21", "2026-05-21"},
		{"thu", "2026-05-14", "2026-05-21"},
		{"fri", "2026-05-08", "2026-05-15"},
		{"Wednesday", "2026-05-13", "2026-05-20"},
		{"mon", "2026-05-11", "2026-05-18"},
		{"sun", "2026-05-10", "2026-05-17"},
		{"12 May", "2026-05-12", "2027-05-12"},
		{"14 may", "2026-05-14", "2027-05-14"},
		{"May 20", "2025-05-20", "2026-05-20"},
		{"3. June", "2025-06-03", "2026-06-03"},
		{"12  May 2024", "2024-05-12", "2024-05-12"},
		{"Jan 2, 2027", "2027-01-02", "2027-01-02"},
		{"29 Feb", "2024-02-29", "2028-02-29"},
		{"31.12.2027", "2027-12-31", "2027-12-31"},
		{"03.04.2026", "2026-04-03", "2026-04-03"}, // with points the day stands first, always
		{"3.4.2026", "2026-04-03", "2026-04-03"},
		{"+540", "2027-11-05", "2027-11-05"},
		{"2026-02-28", "2026-02-28", "2026-02-28"},
	} {
		for ahead, want := range map[bool]store.Date{false: c.past, true: c.ahead} {
			if got, err := s.ParseDay(c.typed, ahead); err != nil || got != want {
				t.Errorf("%q, ahead %v: %s, not %s (%v)", c.typed, ahead, got, want, err)
			}
		}
	}
	for _, typed := range []string{"", "m", "mo", "monkey", "31 June", "30 Feb", "2026-02-30", "5/6", "03/04/2026", "3-4-2026", "12.31.2027", "30.2.2026", "3.4.26", "1.1.0800", "3.4", "+99999", "12", "May", "May 2026", "--3", "1 Jan 0800"} {
		if got, err := s.ParseDay(typed, false); err == nil {
			t.Errorf("%q was read as %s", typed, got)
		}
	}
}
