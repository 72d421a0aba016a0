package store_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// someone is an employee as the oracle knows them.
type someone struct {
	id                                  int64
	name, grade, role, team, place, org string
	hired                               string
	goLevel                             int // -1: never rated
}

// staffed makes a company of people whose properties are drawn from few values, and
// tells the oracle of them.
func staffed(t *testing.T, rnd *rand.Rand, n int) (*store.Store, []someone) {
	t.Helper()
	s := storetest.New(t)
	for i, g := range []string{"Working", "Senior", "Lead"} {
		storetest.Add(t, s, "grade", map[string]string{"name": g, "rank": fmt.Sprint(10 * (i + 1))})
	}
	for _, l := range []string{"Lisbon", "São Paulo", "New Lisbon"} {
		storetest.Add(t, s, "location", map[string]string{"name": l, "time_zone": "UTC"})
	}
	for _, v := range []string{"Analyst", "Senior Analyst"} {
		storetest.Add(t, s, "role", map[string]string{"name": v})
		storetest.Add(t, s, "role level", map[string]string{"role_id": v, "name": "only", "rank": "1"})
	}
	storetest.Add(t, s, "team", map[string]string{"name": "Alpha"})
	storetest.Add(t, s, "skill", map[string]string{"name": "Go"})
	storetest.Add(t, s, "field", map[string]string{"name": "organisation"})
	storetest.Add(t, s, "field", map[string]string{"name": "gender", "barred": "yes"})
	pick := func(v ...string) string { return v[rnd.IntN(len(v))] }
	var all []someone
	for i := range n {
		p := someone{
			name: fmt.Sprintf("P%02d", i), grade: pick("", "Working", "Senior", "Lead"), role: pick("", "Analyst", "Senior Analyst"), team: pick("", "Alpha"),
			place: pick("", "Lisbon", "São Paulo", "New Lisbon"), org: pick("", "North", "north ", "South"), hired: pick("", "2020-01-01", "2024-06-30"), goLevel: rnd.IntN(6) - 1,
		}
		p.id = storetest.Add(t, s, "employee", map[string]string{"name": p.name, "hired": p.hired})
		ref, level := fmt.Sprintf("#%d", p.id), ""
		if p.role != "" {
			level = p.role + ": only"
		}
		storetest.Add(t, s, "position", map[string]string{"employee_id": ref, "since": "2021-01-01", "grade_id": p.grade, "team_id": p.team, "location_id": p.place, "role_level_id": level})
		if p.org != "" {
			storetest.Add(t, s, "employee field", map[string]string{"employee_id": ref, "field_id": "organisation", "value": p.org})
		}
		if p.goLevel >= 0 {
			storetest.Add(t, s, "rating", map[string]string{"employee_id": ref, "skill_id": "Go", "level": fmt.Sprint(min(p.goLevel, 4))})
		}
		all = append(all, p)
	}
	return s, all
}

// Each condition is evaluated by hand over what the oracle was told, never over what
// the store says.
func TestFiltersFindWhomTheyDescribeAndNobodyElse(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 4))
	s, all := staffed(t, rnd, 60)
	rank := map[string]int{"Working": 1, "Senior": 2, "Lead": 3}
	org := func(p someone) string { return strings.ToLower(strings.TrimSpace(p.org)) }
	conditions := map[string]func(someone) bool{
		"grade=working":                func(p someone) bool { return p.grade == "Working" },
		"Grade >= Senior":              func(p someone) bool { return rank[p.grade] >= 2 },
		"grade<Lead":                   func(p someone) bool { return p.grade != "" && rank[p.grade] < 3 },
		"grade=":                       func(p someone) bool { return p.grade == "" },
		"grade!=":                      func(p someone) bool { return p.grade != "" },
		"role=Analyst":                 func(p someone) bool { return p.role == "Analyst" },
		"role!=analyst":                func(p someone) bool { return p.role != "Analyst" },
		"location=LISBON":              func(p someone) bool { return p.place == "Lisbon" },
		"location=Lisbon|São Paulo":    func(p someone) bool { return p.place == "Lisbon" || p.place == "São Paulo" },
		"location!=Lisbon|":            func(p someone) bool { return p.place != "Lisbon" && p.place != "" },
		"team=Alpha":                   func(p someone) bool { return p.team == "Alpha" },
		"organisation=NORTH":           func(p someone) bool { return org(p) == "north" },
		"field:organisation!=North":    func(p someone) bool { return org(p) != "north" },
		"skill:Go>=3":                  func(p someone) bool { return p.goLevel >= 3 },
		"skill:go<practitioner":        func(p someone) bool { return p.goLevel < 3 },
		"skill:Go=0":                   func(p someone) bool { return p.goLevel <= 0 },
		"skill:Go!=1|expert":           func(p someone) bool { return p.goLevel != 1 && p.goLevel < 4 },
		"hired<2024-01-01":             func(p someone) bool { return p.hired == "2020-01-01" },
		"hired>=2020-01-01":            func(p someone) bool { return p.hired != "" },
		"hired=":                       func(p someone) bool { return p.hired == "" },
		"name=" + all[7].name + "|P03": func(p someone) bool { return p.name == all[7].name || p.name == "P03" },
	}
	var texts []string
	for c := range conditions {
		texts = append(texts, c)
	}
	slices.Sort(texts)
	for i := range 150 {
		where := []string{texts[i%len(texts)]}
		for range rnd.IntN(3) {
			where = append(where, texts[rnd.IntN(len(texts))])
		}
		got, err := s.FindEmployees(t.Context(), where)
		if err != nil {
			t.Fatalf("%v: %v", where, err)
		}
		var want []int64
		for _, p := range all { // by name already
			if !slices.ContainsFunc(where, func(c string) bool { return !conditions[c](p) }) {
				want = append(want, p.id)
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) && len(got)+len(want) > 0 {
			t.Errorf("%v: found %v, want %v", where, got, want)
		}
	}
}

func TestAFilterThatCannotHoldIsRefusedWithWhatThereIs(t *testing.T) {
	s, _ := staffed(t, rand.New(rand.NewPCG(1, 1)), 4)
	for where, says := range map[string]string{
		"":                    "is no condition",
		"grade":               "is no condition",
		"=Lead":               "is no condition",
		"grade!Lead":          "compare with",
		"grade=Lea":           "no grade is called “Lea”; there are Working, Senior, Lead",
		"location=Lis":        "no location is called “Lis”; there are Lisbon, New Lisbon, São Paulo",
		"team=Beta":           "no team is called “Beta”; there are Alpha",
		"grade>=Lead|Senior":  "several values go with = and != only",
		"location<Lisbon":     "a location has no order",
		"organisation>=North": "a field has no order",
		"gender=f":            "is barred",
		"shoes=42":            "no property is called “shoes”; there are name, number",
		"skill:Cobol=1":       "no skill is called “Cobol”; there are Go",
		"skill:Go>=much":      "“much” is no level",
		"hired<soon":          "“soon” is no date",
	} {
		_, err := s.FindEmployees(t.Context(), []string{where})
		var fe *store.FieldError
		if !errors.As(err, &fe) || fe.Field != "where" || !strings.Contains(fe.Msg, says) {
			t.Errorf("%q: %v, want %q", where, err, says)
		}
	}
}

// What is enrolled is what was planned, in one change, and nobody twice.
func TestEnrolmentByAFilterIsOneChangeAndSaysWhoIsSkipped(t *testing.T) {
	s, all := staffed(t, rand.New(rand.NewPCG(2, 9)), 30)
	ctx := t.Context()
	program := storetest.Add(t, s, "program", map[string]string{"name": "House"})
	cycle := storetest.Add(t, s, "cycle", map[string]string{"program_id": fmt.Sprintf("#%d", program), "name": "2026", "starts": "2026-05-01"})
	agreed, left := map[int64]bool{}, map[int64]bool{}
	for i, p := range all {
		ref := fmt.Sprintf("#%d", p.id)
		if i%3 > 0 {
			storetest.Add(t, s, "consent", map[string]string{"employee_id": ref, "since": "2026-01-01"})
			agreed[p.id] = true
		}
		if i%5 == 0 {
			if _, _, err := s.Save(ctx, store.Edit{Kind: "employee", ID: p.id, Values: map[string]string{"left_on": "2026-05-14"}}); err != nil {
				t.Fatal(err)
			}
			left[p.id] = true
		}
	}
	before := storetest.Dump(t, s)
	f := store.EnrolFilter{Cycle: cycle, Where: []string{"location=Lisbon|São Paulo"}, Side: "mentee", Places: 2, Since: "2026-04-01", Consent: true}
	planned, err := s.PlanEnrol(ctx, f)
	if err != nil || storetest.Dump(t, s) != before {
		t.Fatal("planning wrote something", err)
	}
	done, change, err := s.EnrolWhere(ctx, f)
	if err != nil || fmt.Sprint(done) != fmt.Sprint(planned) || change.ID == 0 {
		t.Fatalf("%v\n%+v\n%+v", err, done, planned)
	}
	want := map[int64]string{}
	for _, p := range all {
		switch {
		case p.place != "Lisbon" && p.place != "São Paulo":
		case left[p.id]:
			want[p.id] = "left the company on 2026-05-14"
		case !agreed[p.id]:
			want[p.id] = "has not agreed to take part"
		default:
			want[p.id] = ""
		}
	}
	got := map[int64]string{}
	for _, l := range slices.Concat(done.Enrolled, done.Skipped) {
		got[l.Employee] = l.Reason
	}
	if fmt.Sprint(got) != fmt.Sprint(want) || len(done.Enrolled) == 0 || len(done.Skipped) == 0 {
		t.Errorf("got %v\nwant %v", got, want)
	}
	rows, err := s.Enrolments(ctx, cycle)
	if err != nil || len(rows) != len(done.Enrolled) || rows[0].Places != 2 || rows[0].WaitingSince != "2026-04-01" {
		t.Errorf("%+v %v", rows, err)
	}
	again, change, err := s.EnrolWhere(ctx, f)
	if err != nil || change.ID != 0 || len(again.Enrolled) != 0 || again.Skipped[0].Reason == "" {
		t.Error("the second time:", again, change, err)
	}
	if _, err := s.Undo(ctx); err != nil || storetest.Dump(t, s) != before {
		t.Error("one undo does not take all of it back", err)
	}
}
