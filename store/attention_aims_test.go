package store_test

import (
	"fmt"
	"slices"
	"testing"

	"understudy/store/storetest"
)

// asks is what Today says beside pairs and programs, a line each.
func (a aim) asks() (out []string) {
	a.Helper()
	list, err := a.s.Attention(a.Context())
	if err != nil {
		a.Fatal(err)
	}
	for _, v := range list {
		if v.Group == "aims and skills" {
			urgent := ""
			if v.Urgent {
				urgent = "!"
			}
			out = append(out, fmt.Sprintf("%s%s | %s | %s | %s", urgent, v.Kind, v.Subject, v.Detail, v.Short))
		}
	}
	return out
}

func TestTodayNamesTheKPIsThatNeedSomebody(t *testing.T) {
	a := newAim(t)
	kpi := func(initiative, name, due string) int64 {
		return a.add("kpi", "initiative_id", initiative, "name", name, "baseline", "0", "since", "2026-02-03", "target", "100", "due", due)
	}
	measure := func(k int64, value, on string) {
		t.Helper()
		if _, _, err := a.s.Measure(t.Context(), k, value, on, ""); err != nil {
			t.Fatal(err)
		}
	}
	measure(kpi("Cloud first", "Missed", "2026-05-01"), "90", "2026-05-02")
	measure(kpi("Cloud first", "Behind", "2026-08-22"), "20", "2026-05-14") // half of the 200 days
	measure(kpi("Cloud first", "Old", "2026-08-22"), "20", "2026-03-03")
	measure(kpi("Cloud first", "Well", "2026-08-22"), "60", "2026-05-14")
	measure(kpi("Cloud first", "There", "2026-08-22"), "100", "2026-03-03")
	kpi("Cloud first", "Never", "2026-05-13")
	a.add("initiative", "name", "Later", "state", "planned")
	measure(kpi("Later", "Of no active one", "2026-05-01"), "0", "2026-05-02")
	want := []string{
		"!kpi | Missed · Cloud first | missed: 90 on 2026-05-02; the target was 100 by 2026-05-01 | 90 % of the way",
		"kpi | Behind · Cloud first | off track: 20 on 2026-05-14; on track was 40 or more: 50 on the line from 0 to 100, less a tenth of the way | 20 % of the way",
		"measure | Old · Cloud first | measurement due: the newest value, 20, is 72 days old; measured every 30 days | measurement due",
		"measure | Never · Cloud first | not measured: nobody measured it, and its target was due on 2026-05-13 | not measured",
	}
	if got := a.asks(); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestTodayNamesBrokenCoversCertificatesAndOldRatings(t *testing.T) {
	a := newAim(t)
	a.add("cover", "team_id", "Platform", "skill_id", "Go", "level", "3", "count", "2") // Max, and Bo in a team within
	a.add("cover", "team_id", "Platform", "skill_id", "Go", "level", "4", "count", "3")
	a.add("cover", "team_id", "Sales", "skill_id", "SQL", "level", "3", "count", "1")
	a.add("certificate", "name", "First aid", "months", "24")
	a.add("qualification", "employee_id", "Bo", "certificate_id", "First aid", "obtained", "2024-05-10")
	a.add("qualification", "employee_id", "Max", "certificate_id", "First aid", "obtained", "2024-06-01")
	a.add("qualification", "employee_id", "Cy", "certificate_id", "First aid", "obtained", "2026-05-01")
	a.add("role", "name", "Engineer")
	a.add("role level", "role_id", "Engineer", "name", "Engineer", "rank", "1")
	a.add("requirement", "role_level_id", "Engineer: Engineer", "skill_id", "SQL", "level", "2")
	a.add("position", "employee_id", "Cy", "since", "2021-01-01", "team_id", "Platform", "role_level_id", "Engineer: Engineer")
	a.add("rating", "employee_id", "Cy", "skill_id", "SQL", "level", "2", "date", "2023-01-02", "source", "manager")
	want := []string{
		"cover | Platform: Go 4 | 2 of 3 people at level 4 or above; nobody is one level away | 2 of 3 people",
		"cover | Sales: SQL 3 | 0 of 1 person at level 3 or above; nobody is one level away | 0 of 1 person",
		"!expires | Bo: First aid | expired: its last day was 2026-05-10, 4 days ago | expired",
		"expires | Max: First aid | expires soon: its last day is 2026-06-01, in 18 days | expires soon",
		"ratings | 1 old rating | of skills that the role requires; the oldest is SQL of Cy, of 2023-01-02 | rate anew",
	}
	if got := a.asks(); !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

// A company has hundreds of covers: five are named, and how many more there are.
func TestTodayNamesOnlyAFewOfAKind(t *testing.T) {
	a := newAim(t)
	for n := range 8 {
		storetest.Add(t, a.s, "skill", map[string]string{"name": fmt.Sprint("Skill ", n)})
		a.add("cover", "team_id", "Sales", "skill_id", fmt.Sprint("Skill ", n), "level", "3", "count", "1")
		want := []int{1, 2, 3, 4, 5, 6, 6, 6}[n]
		if got := a.asks(); len(got) != want {
			t.Errorf("%d covers: %q", n+1, got)
		}
	}
	if got := a.asks(); got[5] != "cover | and 3 more covers | broken | broken" {
		t.Error(got[5])
	}
}
