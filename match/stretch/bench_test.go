package stretch

import (
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// company is made up in the manner of a real one: 60 skills of which everybody has some,
// a few absences, a third who applied for up to three.
func company(people, assignments int) Input {
	d := seeded(7)
	in := Input{AsOf: asOf, Settings: Defaults()}
	in.Settings.Travel = SameMarket
	for i := range people {
		p := randomPerson(d, int64(i+1), 0)
		p.Location, p.Busy = int64(1+d(8)), nil
		p.Market = (p.Location + 1) / 2
		for range 8 {
			k := int64(1 + d(60))
			p.Levels = append(p.Levels, SkillLevel{k, int8(1 + d(4))})
			p.Required = append(p.Required, SkillLevel{int64(1 + d(60)), int8(2 + d(3))})
			p.Wishes = append(p.Wishes, Wish{int64(1 + d(60)), int8(1 + d(3))})
		}
		in.People = append(in.People, p)
	}
	for j := range assignments {
		a := randomAssignment(d, int64(j+1), people, 0)
		a.Places, a.Minutes = 1+d(3), int32(60*(1+d(6)))
		for k := range 3 {
			a.Skills = append(a.Skills, Needs{int64(1 + k*20 + d(20)), int8(d(2)), int8(2 + d(3))})
		}
		in.Assignments = append(in.Assignments, a)
	}
	for i := range people {
		for n := range d(3) {
			in.Applications = append(in.Applications, Application{Person: int64(i + 1), Assignment: int64(1 + (i*7+n*11)%assignments), Since: int32(asOf - d(200))})
		}
	}
	return in
}

// BenchmarkRun reads, solves and proves 5,000 people and 500 assignments; the parts below
// say where the time goes.
func BenchmarkRun(b *testing.B) {
	in := company(5_000, 500)
	b.ReportAllocs()
	for b.Loop() {
		res := mustRun(b, in)
		b.ReportMetric(float64(len(res.Pairs)), "pairs")
	}
}

func BenchmarkSolve(b *testing.B) {
	in := company(5_000, 500)
	p := newPlain(&in)
	problem := p.problem(newFast(p))
	for b.Loop() {
		if _, err := assign.Solve(b.Context(), problem, assign.Options{}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkProve(b *testing.B) {
	in := company(5_000, 500)
	p := newPlain(&in)
	problem := p.problem(newFast(p))
	found, err := assign.Solve(b.Context(), problem, assign.Options{})
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if err := certify.Check(b.Context(), problem, p.row, found, 2); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkForce(b *testing.B) {
	in := company(5_000, 500)
	res := mustRun(b, in)
	ask, err := NewAsker(in, res)
	if err != nil {
		b.Fatal(err)
	}
	n := int64(0)
	for b.Loop() {
		n++
		if _, err := ask.Force(b.Context(), 1+n%5_000, 1+n%500); err != nil {
			b.Fatal(err)
		}
	}
}
