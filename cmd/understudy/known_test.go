package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// knownGrades are those of the real files, from low to high.
const knownGrades = "grade\nAA\nAO\nEO\nHEO\nSEO\nGrade 7\nGrade 6\nSCS1\nSCS2\nSCS3\nSCS4\n"

// knownProgram has the rules of the real files.
const knownProgram = `name = "Mentor match"
kind = "mentoring"
objective = "most participants"
step = 1

[[rule]]
kind = "different field"
field = "organisation"

[[rule]]
kind = "grade gap"
least = 1
most = 2

[[criterion]]
kind = "grade gap"
points = 12
table = { 1 = 9, 2 = 12 }

[[criterion]]
kind = "same field"
field = "profession"
points = 10
`

// TestTheKnownAnswersOfRealFiles is the story of somebody's real files: the known
// totals, proved, and for everybody without a mentor a reason and a smallest change.
func TestTheKnownAnswersOfRealFiles(t *testing.T) {
	if testing.Short() {
		t.Skip("too slow under the race detector")
	}
	data := filepath.Join("..", "..", "..", "shared", "data", "mentor-match-small")
	if _, err := os.Stat(data); err != nil {
		t.Skip("the real files are not here")
	}
	r := newRunner(t)
	dir := t.TempDir()
	file := func(name, content string) string {
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		return name
	}
	r.must("import", "grades", file("grades.csv", knownGrades))
	for _, side := range []string{"mentor", "mentee"} {
		r.must("import", "employees", filepath.Join(data, side+"s.csv"))
	}
	again := read[importJSON](r, "import", "employees", filepath.Join(data, "mentees.csv"))
	if again.Change != nil || again.Plan.Counts.Unchanged != 50 {
		t.Fatalf("the second import: %+v", again.Plan.Counts)
	}
	r.must("program", "apply", file("program.toml", knownProgram))
	for _, places := range []string{"1", "2"} {
		r.must("add", "cycle", "program=Mentor match", "name=places "+places, "starts=2026-05-01")
		r.must("import", "enrolments", filepath.Join(data, "mentors.csv"), "--program", "mentor", "--cycle", "places "+places, "--as", "mentor", "--places", places)
		r.must("import", "enrolments", filepath.Join(data, "mentees.csv"), "--program", "mentor", "--cycle", "places "+places, "--as", "mentee")
	}
	two := read[runJSON](r, "match", "mentor", "--cycle", "places 2")
	if two.Scenario.Matched != 49 || two.Scenario.Points != "944" || !two.Scenario.Proved {
		t.Errorf("two places: %+v", two.Scenario)
	}
	one := read[runJSON](r, "match", "mentor", "--cycle", "places 1")
	if one.Scenario.Matched != 35 || one.Scenario.Points != "709" || !one.Scenario.Proved || len(one.Unmatched) != 15 {
		t.Fatalf("one place: %+v", one.Scenario)
	}
	kinds := map[string]int{}
	for _, u := range one.Unmatched {
		kinds[smallest(t, r, u)]++
	}
	if kinds["one more place"] != 8 {
		t.Errorf("one more place with one mentor is enough for 8: %v", kinds)
	}
}

// smallest asks why someone has no mentor and for the smallest change, makes it if
// it is one that a command makes, and has the person placed.
func smallest(t *testing.T, r *terminalless, u unmatchedJSON) string {
	t.Helper()
	story := read[storyJSON](r, "explain", "mentor", u.Mentee.Name, "--cycle", "places 1", "--scenario", "scenario 1", "--change")
	if story.Unmatched == nil || story.Unmatched.Change == nil || len(story.Unmatched.Removed)+len(story.Unmatched.Taken) == 0 {
		t.Fatalf("%s: %+v", u.Mentee.Name, story)
	}
	c := story.Unmatched.Change
	undo := 1
	switch c.Kind {
	case "one more place":
		r.must("enrol", "mentor", c.Mentor.Name, "--cycle", "places 1", "--as", "mentor", "--places", "2")
	case "widen rule":
		widen(r, u, c)
	case "one more place and widen rule":
		r.must("enrol", "mentor", c.Mentor.Name, "--cycle", "places 1", "--as", "mentor", "--places", "2")
		widen(r, u, c)
		undo = 2
	case "lock":
		args := []string{"lock", "mentor", u.Mentee.Name, c.Mentor.Name, "--cycle", "places 1", "--because", "smallest change"}
		for _, o := range c.Overrides {
			args = append(args, "--override", o)
		}
		r.must(append(args, "--override-because", "smallest change")...)
	}
	run := read[runJSON](r, "match", "mentor", "--cycle", "places 1")
	placed := false
	for _, p := range run.Pairs {
		placed = placed || p.Mentee.Enrolment == u.Mentee.Enrolment && p.Mentor.Enrolment == c.Gets.Enrolment && p.Points == c.Points
	}
	if !placed || run.Scenario.Matched < 35-c.LostPlaces {
		t.Errorf("%s: %s: not placed, %+v", u.Mentee.Name, c.Text, run.Scenario)
	}
	for range undo + 1 {
		r.must("undo")
	}
	return c.Kind
}

// widen makes the exception of a smallest change.
func widen(r *terminalless, u unmatchedJSON, c *fixJSON) {
	rule := strings.SplitN(c.Rule, ":", 2)[0]
	r.must("add", "exception", "rule="+rule, "enrolment=#"+itoa(u.Mentee.Enrolment), "param="+c.Param, "steps="+itoa(int64(c.Steps)), "reason=smallest change")
}
