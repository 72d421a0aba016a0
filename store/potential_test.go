package store_test

import (
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// TestThirdsAreExact goes through every mix of up to six scores and compares with
// fractions.
func TestThirdsAreExact(t *testing.T) {
	low, high := big.NewRat(5, 3), big.NewRat(7, 3)
	seen := map[store.Third]int{}
	for ones := range 7 {
		for twos := range 7 - ones {
			for threes := range 7 - ones - twos {
				n := ones + twos + threes
				if n == 0 {
					continue
				}
				var criteria []store.PotentialCriterion
				var ratings []store.PotentialRating
				for i := range n {
					score := 1
					if i >= ones {
						score = 2
					}
					if i >= ones+twos {
						score = 3
					}
					criteria = append(criteria, store.PotentialCriterion{ID: int64(i + 1), Axis: store.Performance})
					ratings = append(ratings, store.PotentialRating{ID: int64(i + 1), CriterionID: int64(i + 1), Score: score, Date: "2026-05-01"})
				}
				mean := big.NewRat(int64(ones+2*twos+3*threes), int64(n))
				want := store.Medium
				if mean.Cmp(low) < 0 {
					want = store.Low
				} else if mean.Cmp(high) > 0 {
					want = store.High
				}
				j := store.JudgePotential(criteria, ratings, "2026-05-14", 365)
				if j.Performance.Third != want || j.Performance.Counted != n || j.Potential.Third != store.NotJudged || j.Whole() {
					t.Errorf("%d×1 %d×2 %d×3: %v, want %v", ones, twos, threes, j.Performance.Third, want)
				}
				seen[want]++
			}
		}
	}
	if len(seen) != 3 {
		t.Error(seen)
	}
}

func TestOnlyTheNewestRatingOfACriterionCountsAndNotForEver(t *testing.T) {
	criteria := []store.PotentialCriterion{{ID: 1, Axis: store.Performance}, {ID: 2, Axis: store.Promise}, {ID: 3, Axis: store.Promise}}
	r := func(id, criterion int64, score int, date store.Date) store.PotentialRating {
		return store.PotentialRating{ID: id, CriterionID: criterion, Score: score, Date: date}
	}
	ratings := []store.PotentialRating{
		r(9, 1, 1, "2026-01-01"), r(4, 1, 3, "2026-02-01"), r(5, 1, 2, "2026-02-01"), r(6, 1, 1, "2026-06-01"), // still to come
		r(7, 2, 3, "2025-05-13"), r(8, 3, 3, "2025-05-14"), r(10, 99, 1, "2026-05-01"), // by a criterion that is in use no more
	}
	for _, v := range []struct {
		day                    store.Date
		performance, potential store.Third
		missing                int
	}{
		{"2026-05-14", store.Medium, store.High, 1}, // the first of the two is a year and a day old
		{"2026-05-15", store.Medium, store.NewLook, 2},
		{"2026-06-01", store.Low, store.NewLook, 2},
		{"2026-01-31", store.Low, store.High, 0},
		{"2025-05-13", store.NotJudged, store.High, 1},
		{"2025-05-12", store.NotJudged, store.NotJudged, 2},
	} {
		j := store.JudgePotential(criteria, ratings, v.day, 365)
		if j.Performance.Third != v.performance || j.Potential.Third != v.potential || j.Potential.Missing != v.missing {
			t.Errorf("%s: %v and %v, %d missing", v.day, j.Performance.Third, j.Potential.Third, j.Potential.Missing)
		}
	}
	if m := store.JudgePotential(criteria, ratings, "2026-01-31", 365).Potential.Mean(); m != 3000 {
		t.Error(m)
	}
}

func TestEveryCellPromptsForSomethingAndNoneForALabel(t *testing.T) {
	for p := store.NotJudged; p <= store.High; p++ {
		for q := store.NotJudged; q <= store.High; q++ {
			j := store.Judgement{Performance: store.AxisResult{Third: p}, Potential: store.AxisResult{Third: q}}
			list := j.Prompts()
			if len(list) == 0 || j.Whole() != (p >= store.Low && q >= store.Low) {
				t.Errorf("%v × %v: %v", p, q, list)
			}
			for _, v := range list {
				if v.Do == "" || !strings.HasPrefix(v.With, "understudy ") {
					t.Errorf("%+v", v)
				}
			}
		}
	}
}

// judged is a small company with two criteria an axis.
func judged(t *testing.T) (s *store.Store, id func(kind, label string) int64) {
	t.Helper()
	s, id = newBench(t)
	for _, c := range [][2]string{{"performance", "Results"}, {"performance", "Teamwork"}, {"potential", "Learning"}, {"potential", "Scope"}} {
		storetest.Add(t, s, "potential criterion", map[string]string{"axis": c[0], "name": c[1]})
	}
	return s, id
}

func TestSomeonesPotentialIsJudgedAsOneChangeWithItsHistory(t *testing.T) {
	s, id := judged(t)
	ada := id("employee", "Ada")
	judge := func(date string, scores ...int) {
		t.Helper()
		var list []store.NewScore
		for i, name := range []string{"Results", "Teamwork", "Learning", "Scope"} {
			if i < len(scores) && scores[i] > 0 {
				list = append(list, store.NewScore{Criterion: id("potential criterion", name), Score: scores[i], Evidence: "seen on " + date})
			}
		}
		if c, err := s.RatePotential(t.Context(), ada, date, list); err != nil || c.Rows != int64(len(list)) {
			t.Fatal(c, err)
		}
	}
	judge("2025-02-01", 1, 1, 3, 3)
	judge("2026-02-01", 3, 2)
	judge("", 0, 3, 2)
	p, err := s.Potential(t.Context(), ada)
	if err != nil {
		t.Fatal(err)
	}
	if p.Performance.Third != store.High || p.Performance.Sum != 6 || p.Judgement.Potential.Third != store.Medium || p.Judgement.Potential.Missing != 1 || p.Since != "2026-05-14" || p.RoleLevel != "Engineer: Senior" {
		t.Errorf("%+v", p)
	}
	var past []string
	for _, h := range p.History {
		past = append(past, fmt.Sprint(h.Date, " ", h.Performance.Third, " × ", h.Potential.Third))
	}
	if want := []string{"2025-02-01 low × high", "2026-02-01 high × high", "2026-05-14 high × medium"}; !slices.Equal(past, want) {
		t.Error(past)
	}
	if len(p.Ratings) != 8 || p.Ratings[0].Criterion.Name != "Learning" || p.Ratings[7].Criterion.Name != "Results" || !p.Ratings[7].Old || p.Ratings[0].Evidence != "seen on" {
		t.Errorf("%+v", p.Ratings)
	}
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if p, err := s.Potential(t.Context(), ada); err != nil || len(p.Ratings) != 6 || p.Performance.Sum != 5 {
		t.Error(p, err)
	}
}

func TestAJudgementThatBreaksARuleChangesNothing(t *testing.T) {
	s, id := judged(t)
	before := storetest.Dump(t, s)
	results, scope := id("potential criterion", "Results"), id("potential criterion", "Scope")
	for what, list := range map[string][]store.NewScore{
		"Scope: evidence: is required":               {{results, 3, "seen"}, {scope, 3, " "}},
		"Scope: score: must be from 1 to 3":          {{results, 3, "seen"}, {scope, 4, "seen"}},
		"Results: is given twice":                    {{results, 3, "seen"}, {results, 2, "seen"}},
		"potential criterion #99: not found":         {{99, 3, "seen"}},
		"Results: date: 2026-05-15 is in the future": {{results, 3, "seen"}},
	} {
		date := "today"
		if strings.Contains(what, "future") {
			date = "tomorrow"
		}
		if _, err := s.RatePotential(t.Context(), id("employee", "Ada"), date, list); err == nil || err.Error() != what {
			t.Errorf("%v, want %s", err, what)
		}
	}
	if storetest.Dump(t, s) != before {
		t.Error("something was written")
	}
	if _, err := s.Potential(t.Context(), 999); !errors.Is(err, store.ErrNotFound) {
		t.Error(err)
	}
}

// newestScores is where everybody stands by SQL: fractions are compared as products.
const newestScores = `WITH newest AS (
    SELECT r.*, c.axis, row_number() OVER (PARTITION BY r.employee_id, r.criterion_id ORDER BY r.date DESC, r.id DESC) n
    FROM potential_rating r JOIN potential_criterion c ON c.id = r.criterion_id AND NOT c.archived),
  axis AS (
    SELECT employee_id, axis, sum(score) FILTER (WHERE date >= '2025-05-14') s, count(*) FILTER (WHERE date >= '2025-05-14') k
    FROM newest WHERE n = 1 GROUP BY 1, 2)
  SELECT employee_id || ' ' || axis || ' ' || CASE WHEN k = 0 THEN 'needs a new look' WHEN 1.0 * s / k < 1.6666 THEN 'low' WHEN 1.0 * s / k > 2.3334 THEN 'high' ELSE 'medium' END FROM axis`

func TestEverybodysPotentialIsWhatSQLFinds(t *testing.T) {
	s, id := judged(t)
	n := 0
	for i := range 60 {
		who := storetest.Add(t, s, "employee", map[string]string{"name": fmt.Sprint("Person ", i)})
		for j, c := range []string{"Results", "Teamwork", "Learning", "Scope"} {
			for range (i + j) % 3 {
				n++
				if _, err := s.RatePotential(t.Context(), who, string(s.Today().Add(-(n*37)%800)), []store.NewScore{{id("potential criterion", c), 1 + n*7919/13%3, "seen"}}); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	list, err := s.Potentials(t.Context(), store.PotentialFilter{})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range list {
		for _, a := range []struct {
			name string
			v    store.AxisResult
		}{{"performance", p.Performance}, {"potential", p.Judgement.Potential}} {
			if a.v.Third != store.NotJudged {
				got = append(got, fmt.Sprint(p.EmployeeID, " ", a.name, " ", a.v.Third))
			}
		}
	}
	want := lines(t, s, newestScores)
	same(t, "thirds", got, want)
	everybody, err := s.Potentials(t.Context(), store.PotentialFilter{Everybody: true})
	if err != nil || len(everybody) != 63 || len(list) >= 63 {
		t.Errorf("%d of everybody, %d judged: %v", len(everybody), len(list), err)
	}
	high := 0
	for _, p := range list {
		if p.Performance.Third == store.High {
			high++
		}
	}
	if part, err := s.Potentials(t.Context(), store.PotentialFilter{Performance: store.High}); err != nil || len(part) != high || high == 0 {
		t.Errorf("%d of %d: %v", len(part), high, err)
	}
}

func TestPotentialIsInNoLifeLineAndInTheExportOfTheEmployee(t *testing.T) {
	s, id := judged(t)
	ada := id("employee", "Ada")
	if _, err := s.RatePotential(t.Context(), ada, "", []store.NewScore{{id("potential criterion", "Scope"), 3, "secret evidence"}}); err != nil {
		t.Fatal(err)
	}
	life, err := s.LifeLine(t.Context(), ada)
	if err != nil || strings.Contains(fmt.Sprint(life), "secret evidence") {
		t.Error(life, err)
	}
	d, err := s.Dossier(t.Context(), ada)
	if err != nil || len(d.Records["potential rating"]) != 1 || d.Records["potential rating"][0].Values["evidence"] != "secret evidence" {
		t.Error(d, err)
	}
}
