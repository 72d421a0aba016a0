package exchange_test

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
)

// shared is a real file that a fresh checkout does not have.
func shared(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile("../../../shared/data/" + name)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skip("no shared data")
	}
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestTheMentorMatchFilesAreImported(t *testing.T) {
	slow(t)
	mentors, mentees := shared(t, "mentor-match-small/mentors.csv"), shared(t, "mentor-match-small/mentees.csv")
	st := sound(t)
	load(t, st, "grades", "grade\nAA\nAO\nEO\nHEO\nSEO\nGrade 7\nGrade 6\nSCS1\nSCS2\nSCS3\nSCS4\n", exchange.Options{})
	load(t, st, "employees", mentors, exchange.Options{})
	p := load(t, st, "employees", mentees, exchange.Options{})
	if p.Counts.Created != 50 {
		t.Error(p.Summary())
	}
	for _, again := range []string{mentors, mentees} {
		if p := plan(t, st, "employees", again, exchange.Options{}); p.Counts.Unchanged != 50 || !p.Empty() {
			t.Error(p.Summary())
		}
	}
	shipped := exchange.ShippedPrograms()
	at := slices.IndexFunc(shipped, func(s exchange.Shipped) bool { return s.Name == "mentor-match" })
	program, err := exchange.DecodeProgram(strings.NewReader(shipped[at].Text), "mentor-match.toml")
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := exchange.ApplyProgram(t.Context(), st, program); err != nil {
		t.Fatal(err)
	}
	load(t, st, "enrolments", mentors, exchange.Options{Program: program.Name, Side: "mentor"})
	p = load(t, st, "enrolments", mentees, exchange.Options{Program: program.Name, Side: "mentee"})
	if p.Counts.Created != 50 || len(p.New) > 0 {
		t.Error(p.Summary(), p.New)
	}
	recs, err := st.List(t.Context(), "enrolment", store.ListFilter{})
	if err != nil || len(recs) != 100 {
		t.Error(len(recs), err)
	}
}
