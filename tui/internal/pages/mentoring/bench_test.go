package mentoring

import (
	"testing"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// large is a review of many pairs, without a store behind it.
func large(tb testing.TB, n int64) *review {
	tb.Helper()
	in, res := mentoring.Input{}, &mentoring.Result{Places: int(n), Matched: int(n), Total: 1000 * n}
	v := &store.Review{Result: res, People: map[int64]store.Person{}}
	for i := int64(1); i <= n; i++ {
		for _, id := range []int64{i, n + i} {
			v.People[id] = store.Person{Enrolment: id, Employee: id, Name: "Employee " + itoa(id*7919%(4*n))}
		}
		in.Employees = append(in.Employees, mentoring.Employee{ID: i}, mentoring.Employee{ID: n + i})
		in.Mentees = append(in.Mentees, mentoring.Enrolment{ID: i, Employee: i, Places: 1})
		in.Mentors = append(in.Mentors, mentoring.Enrolment{ID: n + i, Employee: n + i, Places: 1})
		res.Pairs = append(res.Pairs, mentoring.Pair{Mentee: i, Mentor: n + i, Place: 1, Points: i % 50 * 500})
	}
	v.Input = in
	var err error
	if v.Ask, err = mentoring.NewAsker(in, res); err != nil {
		tb.Fatal(err)
	}
	m := newReview(kindform.Env{Theme: tuitest.Styles(), Now: tuitest.Clock}, page.NewScope(tb.Context()), 1)
	m.v, m.now.scenario = v, v.Scenario
	m.list.Show(rowsOf(v), nil)
	return m
}

// BenchmarkReviewKey is one key and one drawing in a run of 80,000 pairs.
func BenchmarkReviewKey(b *testing.B) {
	m := large(b, 80_000)
	m.View(120, 36)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		m.list.Table.Move(1 - 2*(i/1000%2))
		m.look()
		m.View(120, 36)
	}
}

// BenchmarkReviewOpen orders the rows of such a run.
func BenchmarkReviewOpen(b *testing.B) {
	m := large(b, 80_000)
	for b.Loop() {
		rowsOf(m.v)
	}
}
