package mentoring

import (
	"context"
	"encoding/csv"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"understudy/match/assign"
)

const sharedData = "../../../shared/data/mentor-match-small"

var civilGrades = []string{"AA", "AO", "EO", "HEO", "SEO", "Grade 7", "Grade 6", "SCS1", "SCS2", "SCS3", "SCS4"}

// mentorMatch reads mentees and mentors with the rules of data/README.md.
func mentorMatch(t testing.TB, folder string, places int) Input {
	t.Helper()
	if _, err := os.Stat(folder); err != nil {
		t.Skip("the data is not here")
	}
	in := Input{AsOf: 20_000, Settings: mentorMatchSettings(), Names: Names{Grades: civilGrades}}
	texts := map[string]Ref{}
	ref := func(text string) Ref {
		if _, ok := texts[text]; !ok {
			texts[text] = Ref(len(in.Texts))
			in.Texts = append(in.Texts, text)
		}
		return texts[text]
	}
	read := func(name string, places int) (out []Enrolment) {
		f, err := os.Open(filepath.Join(folder, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		rows, err := csv.NewReader(f).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			e := Employee{ID: int64(len(in.Employees) + 1), Grade: int32(slices.Index(civilGrades, row[5]) + 1)}
			e.Fields = []FieldValue{{ref("organisation"), ref(row[6])}, {ref("profession"), ref(row[7])}}
			in.Employees = append(in.Employees, e)
			out = append(out, Enrolment{ID: e.ID, Employee: e.ID, Places: places})
		}
		return out
	}
	in.Mentees, in.Mentors = read("mentees.csv", 1), read("mentors.csv", places)
	return in
}

func mentorMatchSettings() Settings {
	return Settings{
		Rules: []Rule{
			{Kind: "different field", Params: map[string]string{"field": "organisation"}},
			{Kind: "grade gap", Params: map[string]string{"least": "1", "most": "2"}},
		},
		Criteria: []Criterion{
			{Kind: "grade gap", Params: map[string]string{"table": "1=9, 2=12"}},
			{Kind: "same field", Points: 10_000, Params: map[string]string{"field": "profession"}},
		},
	}
}

func mustRun(t testing.TB, in Input) *Result {
	t.Helper()
	res, err := Run(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return res
}

func TestMentorMatchSmallHasItsKnownAnswers(t *testing.T) {
	for _, objective := range []Objective{MostParticipants, MostPoints} {
		for places, want := range map[int]struct{ matched, points int }{1: {35, 709}, 2: {49, 944}} {
			in := mentorMatch(t, sharedData, places)
			in.Settings.Objective = objective
			res := mustRun(t, in)
			if res.Matched != want.matched || res.Total != int64(want.points)*1000 || !res.Proved {
				t.Errorf("%s, %d places: %d pairs, %s points, proved %v", objective, places, res.Matched, FormatPoints(res.Total), res.Proved)
			}
			if allowed := countAllowed(t, in); allowed != 392 {
				t.Errorf("%d allowed pairs", allowed)
			}
		}
	}
}

func countAllowed(t testing.TB, in Input) int {
	fast, _ := scorersOf(t, in)
	row, n := make([]int32, fast.cols), 0
	for i := range fast.rows {
		fast.Row(i, row)
		for _, v := range row {
			if v != assign.Forbidden {
				n++
			}
		}
	}
	return n
}

func TestEachOfTheFifteenUnmatchedHasReasonsAndAChangeThatPlacesThem(t *testing.T) {
	in := mentorMatch(t, sharedData, 1)
	res := mustRun(t, in)
	if len(res.Unmatched) != 15 {
		t.Fatalf("%d unmatched", len(res.Unmatched))
	}
	kinds := map[ChangeKind]int{}
	for _, u := range res.Unmatched {
		change := checkUnmatched(t, in, res, u.Mentee)
		kinds[change.Kind]++
		t.Logf("mentee %d: %+v", u.Mentee, change)
	}
	if kinds[OneMorePlace] != 8 {
		t.Errorf("kinds of change: %v", kinds)
	}
}

// checkUnmatched asks why and for the smallest change, applies it, runs again.
func checkUnmatched(t testing.TB, in Input, res *Result, mentee int64) Change {
	t.Helper()
	a, err := NewAsker(in, res)
	if err != nil {
		t.Fatal(err)
	}
	why, err := a.WhyNot(mentee)
	if err != nil || (why.Candidates > 0 && len(why.Removed)+len(why.Taken) == 0) {
		t.Errorf("mentee %d has no reason: %+v, %v", mentee, why, err)
	}
	change, err := a.SmallestChange(context.Background(), mentee, Options{})
	if err != nil {
		t.Fatalf("mentee %d: %v", mentee, err)
	}
	after := mustRun(t, Apply(in, change))
	if got, had := placesOf(after, mentee), placesOf(res, mentee); got != had+1 && got <= had {
		t.Errorf("mentee %d: %+v leaves %d places of %d", mentee, change, got, had)
	}
	if !after.Proved {
		t.Errorf("mentee %d: not proved after the change", mentee)
	}
	return change
}

func placesOf(res *Result, mentee int64) int {
	n := 0
	for _, p := range res.Pairs {
		if p.Mentee == mentee {
			n++
		}
	}
	return n
}
