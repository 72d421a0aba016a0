package exchange_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"understudy/store"
	"understudy/store/exchange"
)

// FuzzRead: no file makes Read panic, and what it reads has the shape it promises.
func FuzzRead(f *testing.F) {
	for _, s := range []string{people, "a;b\n1;\"2\n3\"\n", "\xff\xfea\x00,\x00b\x00\n\x001\x00", "sep=;\na;b\n1;2", "\"", "a,b\n\xc9,\x1b[2J", "a\r\rb", "\ufeff", "a,a\n1", ",x\n,\n"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		s, err := exchange.Read(bytes.NewReader(b), exchange.ReadOptions{Name: "f.csv"})
		if err != nil {
			if !errors.Is(err, exchange.ErrInvalidRows) {
				t.Fatal(err)
			}
			return
		}
		last := s.HeadLine
		for _, l := range s.Lines {
			if len(l.Cells) != len(s.Headings) || l.Number <= last {
				t.Fatalf("%+v after line %d of %d headings", l, last, len(s.Headings))
			}
			last = l.Number
			for _, c := range l.Cells {
				if strings.ContainsAny(c, "\x00\x1b\r\u202e") {
					t.Fatalf("%q", c)
				}
			}
		}
	})
}

// FuzzPlanEmployees: no file makes the plan panic; a plan without problems
// commits, and planned again it changes nothing.
func FuzzPlanEmployees(f *testing.F) {
	f.Add(people, uint8(0))
	f.Add("number,name,email,manager,hired,grade\n7,B,b@x,9,03/04/2020,A\n9,C,c@x,,13/04/2020,\n", uint8(1))
	f.Add("name,languages,field: name,team\nAda Lovelace,English,x,Data\nBo,\"a,b\",,data\n", uint8(6))
	f.Add("number,name,role,role level,since\n7,A,Analyst,Senior,2030-01-01\n8,B,Boss,,\n", uint8(7))
	f.Add("e-mail,first name,last name,left,left reason,works from\nada@example.com,A,,2026-01-01,x,24:00\n", uint8(2))
	st := withGrades(f) // one for all: each run undoes what it did
	load(f, st, "employees", people, exchange.Options{})
	f.Fuzz(func(t *testing.T, body string, flags uint8) {
		s, err := exchange.Read(strings.NewReader(body), exchange.ReadOptions{Name: "f.csv"})
		if err != nil || len(s.Lines) > 50 {
			return
		}
		opt := exchange.Options{ClearEmpty: flags&1 != 0, Complete: flags&2 != 0, Leave: flags&4 != 0}
		planned := func() *exchange.Plan {
			m, err := exchange.Guess(t.Context(), st, "employees", s)
			if err != nil {
				t.Fatal(err)
			}
			p, err := exchange.NewPlan(t.Context(), st, s, m, opt)
			if err != nil {
				t.Fatal(err)
			}
			return p
		}
		p := planned()
		if p.Err() != nil {
			if err := p.WriteFailed(&bytes.Buffer{}); err != nil {
				t.Fatal(err)
			}
			return
		}
		before := dump(t, st)
		c := commit(t, st, p)
		if again := planned(); again.Err() != nil || again.Counts.Created+again.Counts.Updated > 0 || !again.Empty() {
			t.Fatalf("second time: %s %v %v %v", again.Summary(), again.Problems, again.Rows, again.New)
		}
		if c.ID == 0 {
			same(t, "no change", dump(t, st), before)
			return
		}
		if _, err := st.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "undo", dump(t, st), before)
		if err := os.RemoveAll(st.Path() + "-backups"); err != nil {
			t.Fatal(err)
		}
	})
}

// someFile draws a file about few people, so that rows meet each other and those
// who are there already.
func someFile(t *rapid.T) string {
	columns := map[string][]string{
		"number": {"7", "8", "11", "12", "13", ""}, "name": {"Ada Lovelace", "Grace Hopper", "Ann", "Bo"},
		"email": {"ada@example.com", "GRACE@example.com", "new@x.org", "other@x.org", ""}, "grade": {"A", "b", "D", ""},
		"team": {"Data", "data", "Red", ""}, "manager": {"7", "grace@example.com", "11", "Ann", ""}, "languages": {"English", "French; Dutch", ""},
		"organisation": {"North", "East", ""}, "job title": {"Analyst", "Boss", ""}, "since": {"2026-05-14", "2026-01-01", ""}, "left": {"2026-04-30", ""},
	}
	names := slices.Sorted(maps.Keys(columns))
	use := append([]string{"name"}, rapid.SliceOfNDistinct(rapid.SampledFrom(slices.DeleteFunc(names, func(s string) bool { return s == "name" })), 1, 6, rapid.ID).Draw(t, "columns")...)
	var b strings.Builder
	b.WriteString(strings.Join(use, ",") + "\n")
	for range rapid.IntRange(1, 4).Draw(t, "rows") {
		for i, c := range use {
			if i > 0 {
				b.WriteByte(',')
			}
			b.WriteString(rapid.SampledFrom(columns[c]).Draw(t, c))
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func TestThePlansCountsAreWhatReallyChanged(t *testing.T) {
	st := withGrades(t)
	load(t, st, "employees", people, exchange.Options{})
	sound := 0
	tries := 0
	rapid.Check(t, func(r *rapid.T) {
		if tries++; testing.Short() && tries > 4 {
			return
		}
		p := plan(t, st, "employees", someFile(r), exchange.Options{ClearEmpty: rapid.Bool().Draw(r, "clear")})
		if p.Err() != nil || p.Empty() {
			return
		}
		sound++
		c, err := p.Commit(t.Context(), st, nil)
		if err != nil {
			r.Fatal(err)
		}
		created, touched := peopleOf(t, st, c.ID)
		if created != p.Counts.Created || touched != p.Counts.Updated {
			r.Errorf("planned %s, but %d were created and %d touched: %v", p.Summary(), created, touched, p.Rows)
		}
		if _, err := st.Undo(t.Context()); err != nil {
			r.Fatal(err)
		}
	})
	t.Logf("%d sound files", sound)
}

// peopleOf counts the employees whom a change created, and the others whom it
// touched in any way.
func peopleOf(t testing.TB, st *store.Store, change int64) (created, touched int) {
	t.Helper()
	images, err := st.Images(t.Context(), change, -1)
	if err != nil {
		t.Fatal(err)
	}
	fresh, others := map[string]bool{}, map[string]bool{}
	for _, im := range images {
		row := im.After
		if row == nil {
			row = im.Before
		}
		switch {
		case im.Table == "employee" && im.Before == nil:
			fresh[fmt.Sprint(im.ID)] = true
		case im.Table == "employee":
			others[fmt.Sprint(im.ID)] = true
		case row["employee_id"] != nil:
			others[fmt.Sprint(row["employee_id"])] = true
		}
	}
	for id := range fresh {
		delete(others, id)
	}
	return len(fresh), len(others)
}
