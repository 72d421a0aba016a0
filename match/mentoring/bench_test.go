package mentoring

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"understudy/match/assign"
)

// company is made up in the manner of a real one: grades in a pyramid, skills in a
// few families, most facts known.
func company(mentees, mentors int, places int) Input {
	d := seeded(7)
	in := Input{AsOf: 20_000, Settings: shippedSettings()}
	in.Names.Grades = []string{"1", "2", "3", "4", "5", "6", "7", "8"}
	for q := range 8 {
		in.Names.Questions = append(in.Names.Questions, Question{fmt.Sprint("q", q), []string{"goals", "style"}[q%2]})
	}
	in.Texts = []string{"organisation", "mentoring", "English", "French", "German", "Spanish", "completed"}
	for n := range 20 {
		in.Texts = append(in.Texts, fmt.Sprint("text ", n))
	}
	for i := range mentees + mentors {
		in.Employees = append(in.Employees, companyEmployee(d, int64(i+1), i >= mentees))
	}
	for i := range mentees {
		x := Enrolment{ID: int64(i + 1), Employee: int64(i + 1), Places: 1, WaitingSince: int32(19_600 + d(400))}
		for range 1 + d(3) {
			x.Needs = append(x.Needs, SkillLevel{int64(d(60)), int8(2 + d(3))})
		}
		for range d(4) {
			x.Preferences = append(x.Preferences, int64(mentees+1+d(mentors)))
		}
		in.Mentees = append(in.Mentees, x)
	}
	for j := range mentors {
		id := int64(mentees + j + 1)
		in.Mentors = append(in.Mentors, Enrolment{ID: id, Employee: id, Places: places})
	}
	return in
}

func companyEmployee(d dice, id int64, mentor bool) Employee {
	e := Employee{ID: id, Grade: int32(1 + d(5)), Location: int64(1 + d(12)), Manager: int64(d(int(id)))}
	if mentor {
		e.Grade = int32(3 + d(6))
	}
	from := int16(d(8) * 60)
	e.Hours = Hours{from + 300, from + 780}
	e.Fields = []FieldValue{{0, Ref(7 + d(15))}}
	e.Languages = []Ref{2}
	if d.yes(30) {
		e.Languages = []Ref{Ref(3 + d(3))}
	}
	for range 8 {
		e.Skills = append(e.Skills, SkillLevel{int64(d(60)), int8(1 + d(4))})
	}
	for q := range 8 {
		if d.yes(80) {
			e.Answers = append(e.Answers, Answer{int32(q), Ref(7 + d(5))})
		}
	}
	e.Consents = []Consent{{1, 0}}
	return e
}

func shippedSettings() Settings {
	return Settings{
		Rules: []Rule{
			{Kind: "consent"},
			{Kind: "management line"},
			{Kind: "grade gap", Params: map[string]string{"most": "3"}},
			{Kind: "languages"},
			{Kind: "working hours"},
			{Kind: "different field", Params: map[string]string{"field": "organisation"}},
		},
		Criteria: DefaultCriteria(),
	}
}

// BenchmarkScorers reports how long each scorer takes a pair, the ratio, and how much
// quicker it is to read the classes alone that may hold one of the best 16 of a row.
func BenchmarkScorers(b *testing.B) {
	for _, mentees := range []int{2_000, 8_000, 80_000} {
		b.Run(fmt.Sprint(mentees, "x", mentees/4), func(b *testing.B) {
			in := company(mentees, mentees/4, 4)
			fast, pairs := scorersOf(b, in)
			plain := newPlainRows(pairs)
			row, part, reader := make([]int32, fast.cols), make([]int32, 64), fast.Reader()
			var bounds []assign.Bound
			var quick, slow, bounded time.Duration
			lap := func(to *time.Duration, do func()) {
				start := time.Now()
				do()
				*to += time.Since(start)
			}
			read, classes := 0, 0
			for b.Loop() {
				for i := 0; i < fast.rows; i += fast.rows / 200 {
					lap(&slow, func() { plain.Row(i, row) })
					lap(&quick, func() { fast.Row(i, row) })
					least := sixteenth(row)
					lap(&bounded, func() { classes += readFrom(reader, fast.classes, i, least, &bounds, part) })
					read += len(row)
				}
			}
			pair := func(d time.Duration) float64 { return float64(d.Nanoseconds()) / float64(read) }
			b.ReportMetric(pair(quick), "fast-ns/pair")
			b.ReportMetric(pair(slow), "plain-ns/pair")
			b.ReportMetric(float64(slow)/float64(quick), "plain/fast")
			b.ReportMetric(pair(bounded), "bounded-ns/pair")
			b.ReportMetric(float64(quick)/float64(bounded), "fast/bounded")
			b.ReportMetric(float64(classes)*6400/float64(read), "%read")
			b.ReportMetric(0, "ns/op")
		})
	}
}

// sixteenth is the score of the last of the 16 columns that the solver first keeps.
func sixteenth(row []int32) int32 {
	best := slices.Clone(row)
	slices.Sort(best)
	return best[max(0, len(best)-16)]
}

// readFrom reads the classes that may hold a score of least or more, and returns how
// many those are.
func readFrom(r assign.ClassReader, classes [][]int32, row int, least int32, bounds *[]assign.Bound, part []int32) int {
	*bounds = r.Open(row, (*bounds)[:0])
	n := 0
	for _, b := range *bounds {
		if b.High >= least {
			r.Class(int(b.Class), part[:len(classes[b.Class])])
			n++
		}
	}
	return n
}

// BenchmarkRun is a whole run: validate, compile, solve, certify with the plain
// scorer, and the points of every pair.
func BenchmarkRun(b *testing.B) {
	for _, mentees := range []int{2_000, 8_000} {
		for _, spare := range []int{10, -20} {
			b.Run(fmt.Sprintf("%dx%d/spare%d", mentees, mentees/4, spare), func(b *testing.B) {
				in := company(mentees, mentees/4, 4)
				for j := range in.Mentors {
					in.Mentors[j].Places = 4 + sparePlace(j, spare)
				}
				var res *Result
				var err error
				for b.Loop() {
					if res, err = Run(context.Background(), in, Options{}); err != nil || !res.Proved {
						b.Fatal(res, err)
					}
				}
				b.ReportMetric(float64(res.Matched), "matched")
			})
		}
	}
}

// sparePlace spreads a share of 4 places a mentor over the mentors.
func sparePlace(j, percent int) int {
	switch {
	case percent > 0 && j*percent/25 != (j+1)*percent/25:
		return 1
	case percent < 0 && -j*percent/25 != -(j+1)*percent/25:
		return -1
	}
	return 0
}

// BenchmarkSmallestChange asks for people whom a crowded cycle left out, and reports
// the median, the worst, and what they are against one whole run.
func BenchmarkSmallestChange(b *testing.B) {
	for _, mentees := range []int{2_000, 8_000} {
		b.Run(fmt.Sprint(mentees, "x", mentees/4), func(b *testing.B) {
			in := company(mentees, mentees/4, 3)
			start := time.Now()
			res := mustRun(b, in)
			run := time.Since(start)
			kinds := map[ChangeKind]int{}
			for b.Loop() {
				a, err := NewAsker(in, res)
				if err != nil {
					b.Fatal(err)
				}
				var each []time.Duration
				for n := range 20 {
					u := res.Unmatched[n*len(res.Unmatched)/20]
					start = time.Now()
					change, err := a.SmallestChange(context.Background(), u.Mentee, Options{})
					if err != nil {
						b.Fatal(err)
					}
					each = append(each, time.Since(start))
					kinds[change.Kind]++
				}
				b.ReportMetric(float64(each[0].Milliseconds()), "first-ms")
				slices.Sort(each)
				b.ReportMetric(float64(each[10].Milliseconds()), "median-ms")
				b.ReportMetric(float64(each[19].Milliseconds()), "worst-ms")
				b.ReportMetric(float64(each[19])/float64(run), "worst/run")
				b.ReportMetric(0, "ns/op")
			}
			b.Log(kinds)
		})
	}
}
