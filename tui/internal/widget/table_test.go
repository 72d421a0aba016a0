package widget

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"understudy/tui/internal/theme"
)

type person struct {
	id    int64
	name  string
	team  string
	hours int
}

func people(n int) []person {
	out := make([]person, n)
	for i := range out {
		out[i] = person{int64(i + 1), fmt.Sprintf("Person %05d", i), fmt.Sprintf("Team %d", i%7), i * 7 % 40}
	}
	return out
}

func newPeople(th *theme.Styles) *Table[person] {
	return NewTable(th, func(p person) int64 { return p.id },
		Column[person]{Title: "name", Min: 12, Weight: 2, Cell: func(p person) string { return p.name }},
		Column[person]{Title: "team", Min: 8, Weight: 1, Max: 20, Priority: 1, Cell: func(p person) string { return p.team }},
		Column[person]{
			Title: "hours", Min: 5, Priority: 2, Right: true,
			Cell:    func(p person) string { return Number(p.hours) },
			Style:   func(p person, s *theme.Styles) theme.Style { return s.Dim },
			Compare: func(a, b person) int { return cmp.Compare(a.hours, b.hours) },
		})
}

func TestTableGolden(t *testing.T) {
	tb := newPeople(look())
	tb.SetRows(people(5000))
	tb.View(44, 6)
	tb.MoveTo(38)
	tb.Move(-2)
	tb.ToggleMark()
	tb.Sort()
	got := ansi.Strip(tb.View(44, 6))
	want := strings.Join([]string{
		"   name↑                 team          hours",
		"   Person 00035          Team 0            5",
		" ● Person 00036          Team 1           12",
		"▌  Person 00037          Team 2           19",
		"   Person 00038          Team 3           26",
		"   ● 1 marked                    38 of 5,000",
	}, "\n")
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestTableSizes(t *testing.T) {
	rows := people(30)
	for i, s := range hostile {
		rows[i].name, rows[i].team = s, hostile[len(hostile)-1-i]
	}
	for _, th := range []*theme.Styles{look(), plainLook()} {
		tb := newPeople(th)
		tb.SetEmpty(Empty{What: "No people yet.", Why: hostile[18], Keys: []Hotkey{{"a", "add"}}})
		sweep(t, tb.View)
		tb.SetRows(rows)
		tb.Range()
		tb.Move(4)
		sweep(t, tb.View)
	}
}

// A random use of a table against what must always hold.
func TestTableProperties(t *testing.T) { eachMode(t, tableProperties) }

func tableProperties(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		tb := newPeople(look())
		tb.SetRows(people(rapid.IntRange(0, 60).Draw(r, "rows")))
		moves := map[string]func(){
			"move":    func() { tb.Move(rapid.IntRange(-70, 70).Draw(r, "delta")) },
			"page":    func() { tb.Page(rapid.IntRange(-2, 2).Draw(r, "pages")) },
			"home":    tb.Home,
			"end":     tb.End,
			"left":    tb.Left,
			"right":   tb.Right,
			"mark":    tb.ToggleMark,
			"range":   tb.Range,
			"all":     tb.All,
			"unmark":  func() { tb.Unmark() },
			"sort":    tb.Sort,
			"reverse": tb.Reverse,
			"click":   func() { tb.Click(rapid.IntRange(-1, 90).Draw(r, "x"), rapid.IntRange(-1, 40).Draw(r, "y")) },
			"wheel":   func() { tb.Wheel(rapid.IntRange(-3, 3).Draw(r, "wheel")) },
			"filter":  func() { tb.Filter(rapid.SampledFrom([]string{"", "1", "team 3", "zz", "pr0"}).Draw(r, "query")) },
			"rows":    func() { tb.SetRows(people(rapid.IntRange(0, 60).Draw(r, "rows"))) },
		}
		names := make([]string, 0, len(moves))
		for n := range moves {
			names = append(names, n)
		}
		slices.Sort(names)
		for range rapid.IntRange(1, 30).Draw(r, "steps") {
			moves[rapid.SampledFrom(names).Draw(r, "step")]()
			w, h := rapid.IntRange(0, 90).Draw(r, "w"), rapid.IntRange(0, 30).Draw(r, "h")
			view := tb.View(w, h)
			fits(r, view, w, h)
			checkTable(r, tb, view, w, h)
		}
	})
}

func checkTable(r *rapid.T, tb *Table[person], view string, w, h int) {
	n := tb.Len()
	if tb.Cursor() < 0 || (n > 0 && tb.Cursor() >= n) {
		r.Fatalf("cursor %d of %d", tb.Cursor(), n)
	}
	if top, fit := tb.Window(); n > 0 && h > 0 && (tb.Cursor() < top || tb.Cursor() >= top+fit) {
		r.Fatalf("cursor %d is outside of the window %d+%d", tb.Cursor(), top, fit)
	}
	if n > 0 && w > 0 && h > 0 && strings.Count(view, "▌") != 1 {
		r.Fatalf("%d cursors in\n%s", strings.Count(view, "▌"), view)
	}
	if !slices.IsSorted(tb.Marked()) {
		r.Fatalf("marks %v", tb.Marked())
	}
}

func TestTableMarks(t *testing.T) {
	tb := newPeople(look())
	tb.SetRows(people(10))
	tb.View(60, 20)
	if got := tb.Targets(); !slices.Equal(got, []int64{1}) {
		t.Errorf("without marks the cursor's row is meant, not %v", got)
	}
	tb.ToggleMark()
	tb.Move(2)
	tb.Range()
	tb.Move(2)
	tb.Range()
	if got := tb.Marked(); !slices.Equal(got, []int64{1, 4, 5, 6}) {
		t.Errorf("marks %v", got)
	}
	tb.Filter("00009")
	if got := tb.Marked(); len(got) != 4 {
		t.Errorf("a filter drops marks: %v", got)
	}
	tb.Filter("")
	tb.All()
	if len(tb.Marked()) != 10 {
		t.Errorf("all: %v", tb.Marked())
	}
	tb.All()
	if len(tb.Marked()) != 0 {
		t.Errorf("all again: %v", tb.Marked())
	}
	if tb.Unmark() {
		t.Error("there was nothing to unmark")
	}
	tb.Mark(2, 9)
	tb.SetRows(people(5))
	if got := tb.Marked(); !slices.Equal(got, []int64{2}) {
		t.Errorf("marks of rows that are gone: %v", got)
	}
}

func TestTableKeepsItsRow(t *testing.T) {
	tb := newPeople(look())
	tb.SetRows(people(50))
	tb.View(60, 10)
	tb.MoveTo(30)
	tb.SetRows(people(50)[20:])
	if p, _ := tb.Selected(); p.id != 31 {
		t.Errorf("the cursor went from 31 to %d", p.id)
	}
	tb.Right()
	tb.Right()
	tb.Sort()
	tb.Sort()
	if p, _ := tb.Selected(); p.id != 31 {
		t.Errorf("sorted, the cursor went from 31 to %d", p.id)
	}
	if first, _ := tb.Row(0); first.hours != 38 {
		t.Errorf("the first has %d hours", first.hours)
	}
}

func TestTableFilter(t *testing.T) {
	rows := []person{{1, "Émile Roux", "Payments", 1}, {2, "Tomasz Król", "Data", 2}, {3, "山田太郎", "Data", 3}}
	tb := newPeople(look())
	tb.SetRows(rows)
	for query, want := range map[string]int{"emile": 1, "KROL": 1, "data": 2, "krol data": 1, "山田": 1, "tmsz": 1, "zzz": 0, "": 3} {
		if tb.Filter(query); tb.Len() != want {
			t.Errorf("%q: %d rows, want %d", query, tb.Len(), want)
		}
	}
}

// pages is a source whose rows come later.
type pages struct{ asked map[int]bool }

func (p pages) Len() int { return 100_000 }

func (p pages) Row(i int) (person, bool) {
	p.asked[i] = true
	return person{id: int64(i), name: "loaded"}, i%2 == 0
}

func TestTableAsksForItsWindowOnly(t *testing.T) {
	src := pages{map[int]bool{}}
	tb := newPeople(look())
	tb.SetSource(src)
	tb.View(60, 12)
	tb.MoveTo(70_000)
	view := tb.View(60, 12)
	if len(src.asked) > 40 {
		t.Errorf("asked for %d rows", len(src.asked))
	}
	if !strings.Contains(view, "…") || !strings.Contains(view, "loaded") {
		t.Errorf("no sign of what is not loaded:\n%s", view)
	}
}

func TestTableClick(t *testing.T) {
	tb := newPeople(look())
	tb.SetRows(people(50))
	tb.View(60, 12)
	tb.MoveTo(30)
	tb.View(60, 12)
	top, _ := tb.Window()
	if hit := tb.Click(5, 3); hit != HitRow || tb.Cursor() != top+2 {
		t.Errorf("hit %v, row %d", hit, tb.Cursor())
	}
	if hit := tb.Click(56, 0); hit != HitHeading || tb.col != 2 {
		t.Errorf("hit %v, column %d", hit, tb.col)
	}
}

func TestTableDropsByPriority(t *testing.T) {
	tb := newPeople(look())
	tb.SetRows(people(3))
	for w, want := range map[int]int{60: 3, 26: 2, 18: 1} {
		if got := len(tb.spans(w)); got != want {
			t.Errorf("%d columns in %d cells, want %d", got, w, want)
		}
	}
}

func TestNumber(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 1234567: "1,234,567", -100: "-100", -1000: "-1,000"} {
		if got := Number(n); got != want {
			t.Errorf("Number(%d) = %s", n, got)
		}
	}
}

func BenchmarkTable100000(b *testing.B) {
	tb := newPeople(look())
	tb.SetRows(people(100_000))
	tb.View(120, 40)
	b.ReportAllocs()
	for b.Loop() {
		tb.Move(1)
		tb.View(120, 40)
	}
}

func BenchmarkTableFilter5000(b *testing.B) {
	tb := newPeople(look())
	tb.SetRows(people(5000))
	for b.Loop() {
		tb.Filter("team 3")
		tb.Filter("")
	}
}
