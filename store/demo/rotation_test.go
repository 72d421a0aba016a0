package demo_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
	"understudy/store"
	"understudy/store/demo"
)

// TestThePublishedRotationKeepsItsRules asks code that the solver does not share about
// the plan that people were told, as it was kept.
func TestThePublishedRotationKeepsItsRules(t *testing.T) {
	for _, n := range []int{100, 300} {
		s := fill(t, demo.Options{People: n})
		published := 0
		for _, r := range rows(t, open(t, s), `SELECT id FROM rotation_scenario`) {
			review, err := s.RotationReview(t.Context(), r[0])
			if err != nil {
				t.Fatal(err)
			}
			report, err := check.Plan(&review.Input.Problem, review.Plan)
			if err != nil || len(report.Violations) > 0 || report.Total != review.Scenario.Points {
				t.Errorf("%d people, %s: %v broken, %d points instead of %d, %v", n, review.Input.Name, report.Violations, report.Total, review.Scenario.Points, err)
			}
			if len(review.Moves) < 4 {
				t.Errorf("%d people, %s: only %d placements", n, review.Input.Name, len(review.Moves))
			}
			published++
		}
		if published != 2 {
			t.Errorf("%d people: %d scenarios instead of that of the past plan and that of the running one", n, published)
		}
	}
}

// TestTheComingRotationHasSomethingToDecide runs the draft: it can be kept, covers bind,
// and some wishes cannot be granted.
func TestTheComingRotationHasSomethingToDecide(t *testing.T) {
	s := fill(t, demo.Options{People: 300})
	drafts := rows(t, open(t, s), `SELECT g.id, count(*), count(DISTINCT p.id) FROM rotation_plan g JOIN seat s ON s.plan_id = g.id JOIN participant p ON p.plan_id = g.id
		WHERE g.state = 'draft' AND g.template = 'full rotation' GROUP BY g.id`)
	if len(drafts) != 1 {
		t.Fatal(drafts)
	}
	for _, r := range drafts {
		in, err := s.RotationInput(t.Context(), r[0])
		if err != nil {
			t.Fatal(err)
		}
		res, err := rotation.Solve(t.Context(), &in.Problem, rotation.Options{Rounds: 5, Nodes: -1})
		if err != nil || res.Plan == nil {
			t.Fatal(res.Outcome, err)
		}
		refused, err := rotation.FindRefused(t.Context(), &in.Problem, res.Plan)
		if err != nil {
			t.Fatal(err)
		}
		cover := slices.ContainsFunc(res.Binding, func(b rotation.Binding) bool { return b.Rule == rotation.RuleCover })
		if r[2] < 24 || r[2] > 42 || len(res.Plan.Placements()) < 12 || len(refused) < 3 || !cover {
			t.Errorf("%d participants, %d placements, %d wishes refused, binding %v", r[2], len(res.Plan.Placements()), len(refused), res.Binding)
		}
	}
}

func TestPlacementsAreInEveryState(t *testing.T) {
	for _, seed := range []uint64{0, 5} {
		d := open(t, fill(t, demo.Options{People: 300, Seed: seed}))
		for _, c := range []struct {
			what, column string
			want         []string
		}{
			{"placement", "state", []string{"approved by host", "approved by manager", "broken off", "done", "proposed", "running"}},
			{"application", "state", []string{"broken off", "declined", "done", "open", "running", "withdrawn"}},
			{"stretch", "state", []string{"cancelled", "closed", "draft", "open", "running"}},
			{"event", "state", []string{"cancelled", "held", "planned"}},
		} {
			got := texts(t, d, fmt.Sprintf(`SELECT DISTINCT "%s" FROM "%s" WHERE "%[1]s" <> 'cancelled' OR '%[2]s' <> 'placement' ORDER BY 1`, c.column, c.what))
			if !slices.Equal(got, c.want) {
				t.Errorf("seed %d: %s is %v", seed, c.what, got)
			}
		}
	}
}

// TestHolidaysFallWhereTheyDid compares rules with days that calendars of the time gave.
func TestHolidaysFallWhereTheyDid(t *testing.T) {
	s := fillOn(t, time.Date(2025, 3, 3, 12, 0, 0, 0, time.UTC), demo.Options{People: 300})
	at := func(city string) map[string]string {
		out := map[string]string{}
		recs, err := s.List(t.Context(), "holiday", store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			if r.Values["location_id"] == city {
				out[r.Values["date"]] = r.Values["name"]
			}
		}
		return out
	}
	for _, c := range []struct{ city, date, name string }{
		{"Leipzig", "2025-04-18", "Good Friday"},
		{"Leipzig", "2025-11-19", "Repentance"},
		{"Leipzig", "2026-05-14", "Ascension"},
		{"Porto", "2025-06-19", "Corpus Christi"},
		{"Thessaloniki", "2025-04-21", "Easter Monday"}, // both Easters of that year
		{"Thessaloniki", "2026-04-13", "Easter Monday"}, // a week after the Western one
		{"Thessaloniki", "2026-02-23", "Clean Monday"},
		{"Fukuoka", "2025-03-20", "Vernal Equinox"},
		{"Fukuoka", "2025-09-23", "Autumnal Equinox"},
		{"Fukuoka", "2026-01-12", "Coming of Age"},
		{"Chengdu", "2025-04-04", "Qingming"},
		{"Chengdu", "2026-04-05", "Qingming"},
		{"Québec", "2025-05-19", "Patriots' Day"},
		{"Québec", "2026-10-12", "Thanksgiving"},
		{"Adelaide", "2025-06-09", "King's Birthday"},
		{"Wellington", "2026-01-19", "Wellington Anniversary"},
		{"Wellington", "2025-10-27", "Labour Day"},
	} {
		if got := at(c.city)[c.date]; got != c.name {
			t.Errorf("%s on %s: %q instead of %q", c.city, c.date, got, c.name)
		}
	}
}
