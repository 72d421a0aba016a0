package kindform

import (
	"os"
	"strings"
	"testing"
	"unicode"

	"github.com/charmbracelet/x/ansi"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

func TestATreePutsRecordsBelowTheirParents(t *testing.T) {
	rec := func(id, up int64) store.Record {
		r := store.Record{ID: id, Refs: map[string]int64{}}
		if up != 0 {
			r.Refs["parent_id"] = up
		}
		return r
	}
	got, depth := tree([]store.Record{rec(1, 3), rec(2, 0), rec(3, 2), rec(4, 99)}, "parent_id")
	var ids []int64
	for _, r := range got {
		ids = append(ids, r.ID)
	}
	if len(ids) != 4 || ids[0] != 2 || ids[1] != 3 || ids[2] != 1 || ids[3] != 4 || depth[1] != 2 || depth[4] != 0 {
		t.Fatal(ids, depth)
	}
	if got, _ := tree([]store.Record{rec(1, 2), rec(2, 1)}, "parent_id"); len(got) != 2 {
		t.Fatal("a circle hides records", got)
	}
}

func TestFilesAreNeverWrittenOver(t *testing.T) {
	t.Chdir(t.TempDir())
	for _, want := range []string{"a.csv", "a-2.csv"} {
		if got, err := WriteNew("a", ".csv", []byte("x")); err != nil || got != want {
			t.Fatal(got, err)
		}
	}
	if got, err := WriteNew("../b", ".csv", nil); err != nil || strings.ContainsRune(got, '/') {
		t.Fatal(got, err)
	}
	if fi, err := os.Stat("a.csv"); err != nil || fi.Mode().Perm() != 0o600 {
		t.Fatal(fi, err)
	}
}

func TestASheetIsSafeWhereItGoes(t *testing.T) {
	s := Sheet{Head: []string{"Name"}, Rows: [][]string{{"=1+1"}, {"a|b\x1b[31m"}, {"two\nlines"}}}
	body, err := s.CSV()
	if err != nil || !strings.Contains(string(body), "'=1+1") || strings.ContainsRune(string(body), '\x1b') {
		t.Fatalf("%q %v", body, err)
	}
	if md := s.Markdown(); !strings.Contains(md, `a\|b`) || strings.Count(md, "\n") != 5 {
		t.Fatal(md)
	}
}

func TestTabsFitAndAreFoundByTheMouse(t *testing.T) {
	th := theme.New(theme.Options{})
	names := []string{"Overview", "Skills", "Life"}
	for w := range 40 {
		if got := text.Width(Tabs(&th, names, 1, w)); got > max(w, 4) {
			t.Fatalf("%d cells in %d", got, w)
		}
	}
	plain := Tabs(&th, names, 1, 40)
	if at := TabAt(names, 1, 40, 12); at != 1 || !strings.Contains(plain, "[Skills]") {
		t.Fatal(at, plain)
	}
	if TabAt(names, 1, 40, 39) != -1 {
		t.Fatal("a tab beyond the last")
	}
}

// However narrow the line, the tab in front is on it, the mouse finds every tab where it
// stands, and the signs at its ends lead to those that do not fit.
func TestManyTabsOnANarrowLine(t *testing.T) {
	th := theme.New(theme.Options{})
	names := []string{"Enrolment", "Coverage", "Scenarios", "Set by hand", "Pairs", "Waiting"}
	for w := 16; w < 90; w++ {
		for at, name := range names {
			line := []rune(ansi.Strip(Tabs(&th, names, at, w)))
			if !strings.Contains(string(line), "["+name+"]") || text.Width(string(line)) > w {
				t.Fatalf("%q is not in front of %q, %d cells", name, string(line), w)
			}
			for x := range line {
				got := TabAt(names, at, w, x)
				if unicode.IsLetter(line[x]) && !strings.Contains(names[got], string(line[x])) {
					t.Fatalf("%q at %d of %q is not of %q", line[x], x, string(line), names[got])
				}
				if s := string(line[x]); s == th.Glyph.Left && got != max(0, at-1) && got >= at || s == th.Glyph.Right && got <= at {
					t.Fatalf("%q at %d of %q leads to %q", s, x, string(line), names[got])
				}
			}
		}
	}
}

func TestPeopleAreFoundByTheBeginningOfTheirNameFirst(t *testing.T) {
	s := storetest.New(t)
	for _, n := range []string{"Susana Roux", "Ana Souza", "Émile Ana"} {
		storetest.Add(t, s, "employee", map[string]string{"name": n})
	}
	p := NewPeople(s)
	rows, err := p.Find(t.Context(), "ana", 10)
	if err != nil || len(rows) != 3 || rows[0].Name != "Ana Souza" {
		t.Fatal(rows, err)
	}
	storetest.Add(t, s, "employee", map[string]string{"name": "Anabela"})
	if rows, err = p.Find(t.Context(), "anab", 10); err != nil || len(rows) != 1 {
		t.Fatal(rows, err)
	}
}

// Every kind can be added and edited from its own description: each column has a
// field of a sort that can hold it.
func TestEveryKindHasAForm(t *testing.T) {
	for _, k := range store.Kinds() {
		fields := fieldsOf(Spec{Kind: k})
		if len(fields) != len(k.Columns) {
			t.Errorf("%s: %d fields for %d columns", k.Name, len(fields), len(k.Columns))
		}
		for i, f := range fields {
			c := k.Columns[i]
			if c.Type == store.Ref && f.Kind != widget.Ref || c.Type == store.Day && f.Kind != widget.Date || c.Type == store.Choice && f.Kind != widget.Choice {
				t.Errorf("%s.%s is a field of kind %d", k.Name, c.Name, f.Kind)
			}
		}
		if len(columnsOf(k, k.Parent != "", firstValue)) == 0 {
			t.Errorf("%s has no columns to list", k.Name)
		}
	}
}
