package demo_test

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

func fill(t testing.TB, opt demo.Options) *store.Store {
	t.Helper()
	return fillOn(t, storetest.Now, opt)
}

// fillOn is fill on another day.
func fillOn(t testing.TB, now time.Time, opt demo.Options) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), filepath.Join(t.TempDir(), "demo.db"), store.Options{Create: true, Now: func() time.Time { return now }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if _, err := demo.Fill(t.Context(), s, opt); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEverySizeIsSound(t *testing.T) {
	sizes := []int{1, 2, 3, 5, 10, 40, 240, 2000}
	if testing.Short() {
		sizes = []int{1, 3, 40}
	}
	for _, n := range sizes {
		t.Run(fmt.Sprint(n), func(t *testing.T) { sound(t, n, 0, storetest.Now) })
	}
}

// sound makes a company and looks for what is wrong with it.
func sound(t *testing.T, n int, seed uint64, now time.Time) {
	s := fillOn(t, now, demo.Options{People: n, Seed: seed})
	if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
		t.Fatal(f, err)
	}
	d := open(t, s)
	if got := texts(t, d, `SELECT count(*) FROM employee`)[0]; got != fmt.Sprint(n) {
		t.Fatalf("%s employees instead of %d", got, n)
	}
	for _, q := range broken {
		if ids := texts(t, d, strings.ReplaceAll(q.sql, "today", string(s.Today()))); len(ids) > 0 {
			t.Errorf("%s: %v", q.what, ids[:min(len(ids), 10)])
		}
	}
}

func TestTheSameSeedGivesTheSameCompanyAndAnotherSizeAnother(t *testing.T) {
	digest := func(opt demo.Options) string {
		return strings.Join(content(t, fill(t, opt)), "\n")
	}
	a, b := digest(demo.Options{People: 60}), digest(demo.Options{People: 60, Seed: demo.DefaultSeed})
	if a != b {
		t.Error("the default seed gives two companies")
	}
	if a == digest(demo.Options{People: 60, Seed: 7}) {
		t.Error("two seeds give one company")
	}
	firstNames := func(n int) []string {
		return texts(t, open(t, fill(t, demo.Options{People: n})), `SELECT name FROM employee ORDER BY id LIMIT 20`)
	}
	if x, y := firstNames(60), firstNames(61); slices.Equal(x, y) {
		t.Error("sizes 60 and 61 have the same people:", x)
	}
}

// TestTheDefaultCompanyIsTheOneThatItWas notices a change of the company that
// nobody meant, by a new version of Go for instance. Who means one writes the new
// sum down.
func TestTheDefaultCompanyIsTheOneThatItWas(t *testing.T) {
	d := open(t, fill(t, demo.Options{}))
	sum := sha256.New()
	for _, q := range []string{
		`SELECT name || number || email || hired || coalesce(left_on, '') FROM employee ORDER BY id`,
		`SELECT employee_id || since || role_level_id || grade_id || team_id || location_id FROM position ORDER BY id`,
		`SELECT employee_id || ' ' || skill_id || ' ' || level || source || date FROM rating ORDER BY id`,
		`SELECT cycle_id || ' ' || employee_id || side || places || waiting_since FROM enrolment ORDER BY id`,
		`SELECT coalesce(pair_id, application_id) || ' ' || date || state || fit FROM session WHERE placement_id IS NULL ORDER BY id`,
		`SELECT initiative_id || ' ' || skill_id || ' ' || level || ' ' || count FROM initiative_need ORDER BY id`,
		`SELECT kpi_id || ' ' || date || ' ' || value FROM measurement ORDER BY id`,
		`SELECT team_id || ' ' || skill_id || ' ' || level || ' ' || count FROM cover ORDER BY id`,
		`SELECT skill_id || ' ' || level || ' ' || count || due FROM demand ORDER BY id`,
		`SELECT employee_id || ' ' || certificate_id || obtained || number FROM qualification ORDER BY id`,
		`SELECT employee_id || ' ' || criterion_id || ' ' || score || date FROM potential_rating ORDER BY id`,
		`SELECT employee_id || ' ' || skill_id || ' ' || level || coalesce(pair_id, '') FROM gap_action ORDER BY id`,
		`SELECT employee_id || starts || ends FROM absence ORDER BY id`,
		`SELECT date || name || location_id FROM holiday ORDER BY id`,
		`SELECT plan_id || ' ' || team_id || ' ' || skill_id || ' ' || host_id FROM seat ORDER BY id`,
		`SELECT participant_id || ' ' || seat_id || ' ' || points FROM rotation_wish ORDER BY id`,
		`SELECT stretch_id || ' ' || employee_id || date || state FROM application ORDER BY id`,
		`SELECT topic_id || ' ' || location_id || date || state FROM event ORDER BY id`,
		`SELECT event_id || ' ' || employee_id || date || answer || coalesce(attended, '') FROM invitation ORDER BY id`,
	} {
		fmt.Fprintln(sum, texts(t, d, q))
	}
	if got := hex.EncodeToString(sum.Sum(nil))[:16]; got != defaultSum {
		t.Errorf("its sum is %q", got)
	}
}

const defaultSum = "0c83e7878f6eb26d"

func TestUndoLeavesNothingAndRedoEverything(t *testing.T) {
	s := fill(t, demo.Options{People: 60})
	before := content(t, s)
	c, err := s.Undo(t.Context())
	if err != nil || c.Label != "undo: make the demo company of 60 people" {
		t.Fatal(c, err)
	}
	d := open(t, s)
	for _, table := range tables(t, d) {
		if n := texts(t, d, `SELECT count(*) FROM "`+table+`"`)[0]; n != "0" {
			t.Errorf("%s has %s rows after the undo", table, n)
		}
	}
	if _, err := s.Redo(t.Context()); err != nil || !slices.Equal(before, content(t, s)) {
		t.Fatal("redo brought back something else", err)
	}
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 5}); !errors.Is(err, store.ErrExists) {
		t.Fatal("a company was put into a company:", err)
	}
}

func TestFillAgainAfterUndoGivesTheSame(t *testing.T) {
	s := fill(t, demo.Options{People: 30})
	before := content(t, s)
	if _, err := s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 30}); err != nil || !slices.Equal(before, content(t, s)) {
		t.Fatal("another company", err)
	}
}

// TestEveryRecordCanBeSavedAsItIs puts records through the same checks as what a
// person enters.
func TestEveryRecordCanBeSavedAsItIs(t *testing.T) {
	s := fill(t, demo.Options{})
	for _, k := range store.Kinds() {
		recs, err := s.List(t.Context(), k.Name, store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		if len(recs) == 0 && k.Name != "exception" && k.Name != "scenario" {
			t.Errorf("there are no %s", k.Plural)
		}
		if k.AddOnly {
			continue
		}
		for at := 0; at < len(recs); at += max(1, len(recs)/25) {
			saveAsItIs(t, s, recs[at])
		}
	}
}

func saveAsItIs(t *testing.T, s *store.Store, r store.Record) {
	t.Helper()
	values := map[string]string{}
	for _, c := range r.Kind.Columns {
		values[c.Name] = r.Values[c.Name]
		if id, ok := r.Refs[c.Name]; ok {
			values[c.Name] = fmt.Sprint("#", id)
		}
	}
	if _, _, err := s.Save(t.Context(), store.Edit{Kind: r.Kind.Name, ID: r.ID, Version: r.Version, Values: values}); err != nil {
		t.Errorf("%s %q: %v", r.Kind.Name, r.Label, err)
		return
	}
	now, err := s.Get(t.Context(), r.Kind.Name, r.ID)
	if err != nil || now.Version != r.Version {
		t.Errorf("%s %q was changed by saving it: %s, %s, %v", r.Kind.Name, r.Label, r.Version, now.Version, err)
	}
}

func TestRatingsCanBeAddedAgain(t *testing.T) {
	s := fill(t, demo.Options{People: 20})
	recs, err := s.List(t.Context(), "rating", store.ListFilter{Limit: 30})
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range recs {
		values := map[string]string{}
		for _, c := range r.Kind.Columns {
			values[c.Name] = r.Values[c.Name]
		}
		values["employee_id"] = fmt.Sprint("#", r.Refs["employee_id"])
		if _, _, err := s.Save(t.Context(), store.Edit{Kind: "rating", Values: values}); err != nil {
			t.Error(r.Label, err)
		}
	}
}

// FuzzAnySizeSeedAndDay looks for a size, a seed and a day whose company contradicts itself.
func FuzzAnySizeSeedAndDay(f *testing.F) {
	for day, n := range []uint16{4, 7, 9, 11, 16, 23, 31, 64, 130} {
		f.Add(n, uint64(n)*977, uint16(day*31))
	}
	f.Fuzz(func(t *testing.T, n uint16, seed uint64, day uint16) {
		sound(t, 1+int(n)%400, seed, storetest.Now.AddDate(0, 0, int(day)))
	})
}

func TestAStoppedFillLeavesNothing(t *testing.T) {
	s := storetest.New(t)
	ctx, stop := context.WithCancel(t.Context())
	done := 0
	_, err := demo.Fill(ctx, s, demo.Options{People: 300, Progress: func(n, total int) {
		if n < done || n > total {
			t.Errorf("%d of %d after %d", n, total, done)
		}
		if done = n; n > total/2 {
			stop()
		}
	}})
	if !errors.Is(err, context.Canceled) || len(texts(t, open(t, s), `SELECT id FROM employee`)) != 0 {
		t.Fatal(err)
	}
}

func TestProgressEndsAtItsTotal(t *testing.T) {
	s, last, of := storetest.New(t), 0, 1
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 7, Progress: func(done, total int) { last, of = done, total }}); err != nil || last != of {
		t.Fatalf("%d of %d, %v", last, of, err)
	}
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: -1}); err == nil {
		t.Fatal("a company of -1 people")
	}
}

func TestTheEngineFindsWorkInIt(t *testing.T) {
	s := fill(t, demo.Options{})
	cycles, err := s.Cycles(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cycles {
		in, err := s.MentoringInput(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		res, err := mentoring.Run(t.Context(), in, mentoring.Options{})
		if err != nil {
			t.Fatal(c.Program, c.Name, err) // the locks break a rule
		}
		if c.Program == "Leadership" && c.State == "enrolling" && (res.Places < 30 || res.Matched < res.Places*6/10 || res.Matched > res.Places-3) {
			t.Errorf("%s: %d of %d matched", c.Program, res.Matched, res.Places)
		}
	}
}

// TestRunningPairsKeepTheRules asks the engine about each pair that was made: the rules
// hold, but for those that the pair itself or the time since then has changed.
func TestRunningPairsKeepTheRules(t *testing.T) {
	s := fill(t, demo.Options{People: 500})
	cycles, err := s.Cycles(t.Context(), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cycles {
		if c.State != "running" {
			continue
		}
		in, err := s.MentoringInput(t.Context(), c.ID)
		if err != nil {
			t.Fatal(err)
		}
		whole(t, s, c.ID, &in)
		res, err := mentoring.Run(t.Context(), in, mentoring.Options{})
		if err != nil {
			t.Fatal(err)
		}
		ask, err := mentoring.NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range rows(t, open(t, s), `SELECT mentee_id, mentor_id FROM pair WHERE cycle_id = `+fmt.Sprint(c.ID)) {
			e, err := ask.Explain(p[0], p[1])
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range e.Rules {
				if !r.Holds && r.Kind != "past pairs" {
					t.Errorf("pair %v breaks %s: %v", p, r.Rule, r.Evidence)
				}
			}
		}
	}
}

// whole puts back the places that present pairs hold.
func whole(t *testing.T, s *store.Store, cycle int64, in *mentoring.Input) {
	t.Helper()
	for _, r := range rows(t, open(t, s), `SELECT id, employee_id, side = 'mentor' FROM enrolment WHERE cycle_id = `+fmt.Sprint(cycle)) {
		list := &in.Mentees
		if r[2] == 1 {
			list = &in.Mentors
		}
		if i := slices.IndexFunc(*list, func(e mentoring.Enrolment) bool { return e.ID == r[0] }); i >= 0 {
			(*list)[i].Places = 1
		} else {
			*list = append(*list, mentoring.Enrolment{ID: r[0], Employee: r[1], Places: 1})
		}
	}
}

func TestTodayHasOneOfEachKindOfWork(t *testing.T) {
	s := fill(t, demo.Options{})
	list, err := s.Attention(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range []string{"stalled", "overdue", "silent", "fit", "session", "run", "waiting"} {
		if !slices.ContainsFunc(list, func(a store.Attention) bool { return a.Kind == kind }) {
			t.Errorf("nothing is %q", kind)
		}
	}
}

func TestSettingsPassTheEnginesChecks(t *testing.T) {
	for _, p := range demo.Programs() {
		for _, r := range p.Rules {
			if err := mentoring.CheckRule(r); err != nil {
				t.Error(err)
			}
		}
		total := int64(0)
		for _, c := range p.Criteria {
			total += c.Points
			if err := mentoring.CheckCriterion(c, 500); err != nil {
				t.Error(err)
			}
		}
		if total != 100_000 {
			t.Errorf("a perfect pair has %d points, not 100", total/1000)
		}
	}
}

func TestNamesDoNotRepeatOnTheFirstScreen(t *testing.T) {
	d := open(t, fill(t, demo.Options{}))
	if n := len(texts(t, d, `SELECT name FROM employee GROUP BY name HAVING count(*) > 1`)); n > 0 {
		t.Errorf("%d of 240 names are there twice", n)
	}
	if n := len(texts(t, d, `SELECT DISTINCT country FROM location`)); n < 12 {
		t.Errorf("only %d countries", n)
	}
	if bad := texts(t, d, `SELECT email FROM employee WHERE email GLOB '*[^a-z0-9.@]*' OR email NOT GLOB '[a-z]*.[a-z]*@ternway.example'`); len(bad) > 0 {
		t.Error(bad)
	}
}

func BenchmarkFill(b *testing.B) {
	for _, n := range []int{2000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			if n > 2000 && os.Getenv("UNDERSTUDY_FULL") == "" {
				b.Skip("set UNDERSTUDY_FULL=1")
			}
			for b.Loop() {
				s := storetest.At(b, filepath.Join(b.TempDir(), "bench.db"))
				c, err := demo.Fill(b.Context(), s, demo.Options{People: n})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(c.Rows), "rows/op")
			}
		})
	}
}
