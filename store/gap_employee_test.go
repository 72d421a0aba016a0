package store_test

import (
	"fmt"
	"slices"
	"testing"

	"understudy/store/storetest"
)

// The next level of the own role is the one above that is not archived; a step to
// another role leads where it is written to lead.
func TestStepsFromARoleLevel(t *testing.T) {
	s := storetest.New(t)
	add(t, s, "role", "name=Engineer")
	add(t, s, "role", "name=Manager")
	for rank, name := range []string{"Junior", "Plain", "Senior", "Lead"} {
		storetest.Add(t, s, "role level", map[string]string{"role_id": "Engineer", "name": name, "rank": fmt.Sprint(10 - rank)})
	}
	storetest.Add(t, s, "role level", map[string]string{"role_id": "Manager", "name": "Head", "rank": "1"})
	storetest.Add(t, s, "employee", map[string]string{"name": "Ada"})
	var below []string
	steps := func() (next string, careers []string) {
		e, err := s.GapEmployee(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range e.Careers {
			careers = append(careers, e.Roles.Name(r))
		}
		c, err := s.GapCompany(t.Context())
		if err != nil || !slices.Equal(c.Ways(e.Role).Steps, e.Ways.Steps) || !slices.Equal(c.Ways(e.Role).Below, e.Ways.Below) {
			t.Errorf("the company knows other ways: %v, %v, %v", c.Ways(e.Role), e.Ways, err)
		}
		below = nil
		for _, r := range e.Ways.Below {
			below = append(below, e.Roles.Name(r))
		}
		return e.Roles.Name(e.Next), careers
	}
	if next, careers := steps(); next != "" || careers != nil {
		t.Errorf("without a role level: %q %q", next, careers)
	}
	storetest.Add(t, s, "position", map[string]string{"employee_id": "Ada", "role_level_id": "#3", "since": "2026-01-01"})
	storetest.Add(t, s, "career step", map[string]string{"from_id": "#3", "to_id": "#5"})
	storetest.Add(t, s, "career step", map[string]string{"from_id": "#5", "to_id": "#1"})
	if next, careers := steps(); next != "Engineer: Plain" || !slices.Equal(careers, []string{"Manager: Head"}) {
		t.Errorf("%q %q", next, careers)
	}
	if want := []string{"Engineer: Lead"}; !slices.Equal(below, want) {
		t.Errorf("below it: %q, want %q", below, want)
	}
	for _, id := range []int64{2, 5} {
		if _, err := s.Archive(t.Context(), "role level", true, id); err != nil {
			t.Fatal(err)
		}
	}
	if next, careers := steps(); next != "Engineer: Junior" || careers != nil {
		t.Errorf("with steps archived: %q %q", next, careers)
	}
}
