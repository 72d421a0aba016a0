package employees_test

import (
	"context"
	"fmt"
	"os"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/tuitest"
)

// crowd is how many people the benchmarks show: 100,000 with UNDERSTUDY_FULL=1.
func crowd() int {
	if os.Getenv("UNDERSTUDY_FULL") == "1" {
		return 100_000
	}
	return 5_000
}

// crowded fills a file with people, in sets: what is measured is the screen.
func crowded(b *testing.B) *store.Store {
	b.Helper()
	s := storetest.New(b)
	for _, n := range []string{"Payments", "Fraud", "Data"} {
		storetest.Add(b, s, "team", map[string]string{"name": n})
	}
	_, err := s.Write(context.Background(), "fill", func(tx *store.Tx) error {
		people := tx.Bulk("employee", "id", "number", "name", "email", "hired")
		positions := tx.Bulk("position", "employee_id", "since", "team_id")
		for i := 1; i <= crowd(); i++ {
			name := fmt.Sprintf("%s %s %d", []string{"Ana", "Émile", "Noor", "Tomasz", "Zoë"}[i%5], []string{"Souza", "Roux", "Haddad", "Król", "Okafor"}[i/5%5], i)
			if err := people.Add(i, fmt.Sprintf("E%06d", i), name, fmt.Sprintf("p%d@example.com", i), "2020-01-01"); err != nil {
				return err
			}
		}
		if err := people.Flush(); err != nil {
			return err
		}
		for i := 1; i <= crowd(); i++ {
			if err := positions.Add(i, "2020-01-01", i%3+1); err != nil {
				return err
			}
		}
		return positions.Flush()
	})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

// BenchmarkKey is one ↓ on the table with its frame: what Update and View block
// for. The rows that come into sight are read elsewhere.
func BenchmarkKey(b *testing.B) {
	d := tuitest.Drive(b, router(crowded(b)), 120, 36)
	down := tea.KeyPressMsg{Code: tea.KeyDown}
	b.ReportAllocs()
	for b.Loop() {
		d.Model.Update(down)
		d.Model.View()
	}
}

// BenchmarkFilterKey is one letter typed into the filter with its frame.
func BenchmarkFilterKey(b *testing.B) {
	d := tuitest.Drive(b, router(crowded(b)), 120, 36)
	d.Press("/")
	keys := []tea.KeyPressMsg{{Code: 'r', Text: "r"}, {Code: 'o', Text: "o"}, {Code: tea.KeyBackspace}, {Code: tea.KeyBackspace}}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		d.Model.Update(keys[i%len(keys)])
		d.Model.View()
		i++
	}
}

// BenchmarkFilterNobody is the letter after which nobody is left: the words of
// all are looked through twice, the second time for similar spelling.
func BenchmarkFilterNobody(b *testing.B) {
	d := tuitest.Drive(b, router(crowded(b)), 120, 36)
	d.Press("/ 'ssz'")
	keys := []tea.KeyPressMsg{{Code: tea.KeyBackspace}, {Code: 'z', Text: "z"}}
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		d.Model.Update(keys[i%len(keys)])
		d.Model.View()
		i++
	}
}

// BenchmarkFirstFrame is opening the page: the empty frame, everyone's words,
// the first rows and the first profile.
func BenchmarkFirstFrame(b *testing.B) {
	s := crowded(b)
	b.ReportAllocs()
	for b.Loop() {
		tuitest.Drive(b, router(s), 120, 36).Has("Ana Haddad")
	}
}

// BenchmarkEmptyFrame is what stands between the key 2 and something on the
// screen: no file is read for it.
func BenchmarkEmptyFrame(b *testing.B) {
	s := crowded(b)
	for b.Loop() {
		a := router(s)
		a.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
		a.Init()
		a.View()
	}
}
