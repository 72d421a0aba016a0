package main

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// someone of a company that is short of places.
type someone struct {
	name, organisation string
	grade, places      int
}

// allows is what the rules of the program say of two, in plain words.
func allows(mentee, mentor someone) bool {
	gap := mentor.grade - mentee.grade
	return gap >= 1 && gap <= 2 && mentee.organisation != mentor.organisation
}

// fillable is the greatest number of mentees who can have a place, by augmenting paths
// (Kuhn, The Hungarian method for the assignment problem, 1955) over single places.
func fillable(mentees, mentors []someone) (n int) {
	var owner []int // by place, the mentor
	for j, m := range mentors {
		for range m.places {
			owner = append(owner, j)
		}
	}
	holder := make([]int, len(owner)) // by place, 1 + the mentee; 0: nobody
	var find func(i int, seen []bool) bool
	find = func(i int, seen []bool) bool {
		for p, j := range owner {
			if seen[p] || !allows(mentees[i], mentors[j]) {
				continue
			}
			seen[p] = true
			if holder[p] == 0 || find(holder[p]-1, seen) {
				holder[p] = 1 + i
				return true
			}
		}
		return false
	}
	for i := range mentees {
		if find(i, make([]bool, len(owner))) {
			n++
		}
	}
	return n
}

// shortBy makes a company in which so many mentees must stay without a mentor.
func shortBy(short int, rng *rand.Rand) (mentees, mentors []someone) {
	born := func(side string, i, grade int) someone {
		return someone{fmt.Sprintf("%s %02d", side, i), yearOrgs[rng.IntN(3)], grade, 1}
	}
	for i := range 14 {
		m := born("Mentor", i, 1+rng.IntN(3))
		m.places = 1 + rng.IntN(2)
		mentors = append(mentors, m)
	}
	for len(mentees)-fillable(mentees, mentors) < short {
		mentees = append(mentees, born("Mentee", len(mentees), rng.IntN(4)))
	}
	return mentees, mentors
}

const shortToml = `name = "Short"
kind = "mentoring"
objective = "most participants"

[[rule]]
kind = "grade gap"
least = 1
most = 2

[[rule]]
kind = "different field"
field = "organisation"

[[criterion]]
kind = "waiting"
points = 5
`

// TestWithPlacesShortWaitingListCoverageAndWhyNotAgree has companies in which 15 must
// stay without a mentor, and asks every view who and why.
func TestWithPlacesShortWaitingListCoverageAndWhyNotAgree(t *testing.T) {
	companies := uint64(3)
	if testing.Short() {
		companies = 1
	}
	for seed := range companies {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			r := newRunner(t)
			mentees, mentors := shortBy(15, rand.New(rand.NewPCG(seed, 15)))
			r.enrolAll(t, mentees, mentors)
			before := read[coverageJSON](r, "coverage", "Short")
			if before.Missing != 15 || before.MenteePlaces != len(mentees) || before.Fillable != len(mentees)-15 {
				t.Fatalf("coverage: %d of %d can be filled, %d missing", before.Fillable, before.MenteePlaces, before.Missing)
			}
			run := read[runJSON](r, "match", "Short")
			if !run.Scenario.Proved || run.Scenario.Matched != before.Fillable || len(run.Unmatched) != 15 {
				t.Fatalf("the run: %+v, %d without", run.Scenario, len(run.Unmatched))
			}
			nobody := nobodyAllowed(mentees, mentors)
			var names []string
			for _, x := range before.Nobody {
				names = append(names, x.Mentee.Name)
			}
			if slices.Sort(names); !slices.Equal(names, nobody) {
				t.Errorf("coverage says that nobody may take %v, want %v", names, nobody)
			}
			r.whyNotAgrees(t, run, mentees, mentors, nobody)

			// Published, the waiting list is who was left, and no place is left for them.
			r.must("publish", run.Scenario.Name)
			var left, waiting []string
			for _, u := range run.Unmatched {
				left = append(left, u.Mentee.Name)
			}
			for _, w := range read[[]waitingJSON](r, "waiting", "Short", "--as", "mentee") {
				waiting = append(waiting, w.Name)
			}
			slices.Sort(left)
			if slices.Sort(waiting); !slices.Equal(left, waiting) {
				t.Errorf("%v wait, %v were left", waiting, left)
			}
			after := read[coverageJSON](r, "coverage", "Short")
			if after.Missing != 15 || after.MenteePlaces != 15 || after.Fillable != 0 {
				t.Errorf("coverage after: %+v", after)
			}
		})
	}
}

func nobodyAllowed(mentees, mentors []someone) (out []string) {
	for _, a := range mentees {
		if !slices.ContainsFunc(mentors, func(b someone) bool { return allows(a, b) }) {
			out = append(out, a.name)
		}
	}
	return out
}

// whyNotAgrees asks of everybody without a mentor why: the mentors that may take them
// are those whom the rules allow, and each of their places has somebody of the run.
func (r *terminalless) whyNotAgrees(t *testing.T, run runJSON, mentees, mentors []someone, nobody []string) {
	t.Helper()
	holds := map[string][]string{}
	for _, p := range run.Pairs {
		holds[p.Mentor.Name] = append(holds[p.Mentor.Name], p.Mentee.Name)
	}
	for _, u := range run.Unmatched {
		story := read[storyJSON](r, "explain", "Short", u.Mentee.Name).Unmatched
		me := mentees[slices.IndexFunc(mentees, func(x someone) bool { return x.name == u.Mentee.Name })]
		want := map[string]string{}
		for _, m := range mentors {
			if allows(me, m) {
				slices.Sort(holds[m.name])
				want[m.name] = strings.Join(holds[m.name], ", ")
				if len(holds[m.name]) != m.places {
					t.Errorf("%s has %d of %d places filled, and %s stays without", m.name, len(holds[m.name]), m.places, me.name)
				}
			}
		}
		got := map[string]string{}
		for _, k := range story.Taken {
			var by []string
			for _, h := range k.By {
				by = append(by, h.Mentee.Name)
			}
			slices.Sort(by)
			got[k.Mentor.Name] = strings.Join(by, ", ")
			if k.Free != 0 {
				t.Errorf("%s is said to have %d free places", k.Mentor.Name, k.Free)
			}
		}
		if story.Allowed != len(want) || !maps.Equal(got, want) || slices.Contains(nobody, me.name) != (len(want) == 0) {
			t.Errorf("%s: %d allowed, taken by %v; want %v", me.name, story.Allowed, got, want)
		}
	}
}

// enrolAll brings a company in and enrols it in a program.
func (r *terminalless) enrolAll(t *testing.T, mentees, mentors []someone) {
	t.Helper()
	file := func(name, content string) string {
		name = filepath.Join(t.TempDir(), name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	staff, enrolled := "name,grade,organisation\n", "name,side,places\n"
	for side, people := range map[string][]someone{"mentee": mentees, "mentor": mentors} {
		for _, p := range people {
			staff += fmt.Sprintf("%s,Grade %d,%s\n", p.name, p.grade, p.organisation)
			enrolled += fmt.Sprintf("%s,%s,%d\n", p.name, side, p.places)
		}
	}
	r.must("import", "grades", file("grades.csv", "grade\nGrade 0\nGrade 1\nGrade 2\nGrade 3\n"))
	r.must("import", "employees", file("people.csv", staff))
	r.must("program", "apply", file("short.toml", shortToml))
	r.must("cycle", "add", "Short", "2026", "--state", "enrolling")
	r.must("import", "enrolments", file("enrolled.csv", enrolled), "--program", "Short")
}
