package stable_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/stable"
)

// alike scores every pair the same.
type alike struct{}

func (alike) Row(_ int, dst []int32) { clear(dst) }

// crowd is a market whose lists name everyone on the other side, in random order.
func crowd(rows, cols int) market {
	rng := rand.New(rand.NewPCG(uint64(rows), uint64(cols)))
	m := market{p: assign.Problem{Rows: rows, Cols: cols, Score: alike{}, ColCap: slices.Repeat([]int{(rows + cols - 1) / cols}, cols)}}
	for range rows {
		m.prefs.Rows = append(m.prefs.Rows, perm(rng, cols))
	}
	for range cols {
		m.prefs.Cols = append(m.prefs.Cols, perm(rng, rows))
	}
	return m
}

func perm(rng *rand.Rand, n int) []int32 {
	out := make([]int32, n)
	for k, x := range rng.Perm(n) {
		out[k] = int32(x)
	}
	return out
}

// Where no list ties the best result for the rows is one, whoever proposes first: so
// another order must give the same, and nobody may block it.
func TestFiftyThousandBlockNowhere(t *testing.T) {
	rows, cols := 50_000, 35
	if testing.Short() {
		rows = 5_000
	}
	m := crowd(rows, cols)
	for _, places := range []int{(rows + cols - 1) / cols, rows / cols * 4 / 5, 3} {
		m.p.ColCap = slices.Repeat([]int{places}, cols)
		m.p.ColCap[7] = 0
		m.p.Rank = nil
		made := match(t, m)
		if n := blocked(t, m, made); n != 0 {
			t.Fatalf("%d places: %d pairs block", places, n)
		}
		m.p.Rank = rand.New(rand.NewPCG(uint64(places), 5)).Perm(rows)
		if !slices.Equal(made, match(t, m)) {
			t.Fatalf("%d places: another order of the rows changes who has whom", places)
		}
	}
}

func BenchmarkMatch(b *testing.B) {
	for _, size := range []struct {
		name       string
		rows, cols int
	}{{"4000x35", 4_000, 35}, {"50000x35", 50_000, 35}} {
		m := crowd(size.rows, size.cols)
		x, err := stable.New(m.p, m.prefs)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(size.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := x.Match(context.Background()); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	m := crowd(50_000, 35)
	m.p.ColCap = slices.Repeat([]int{1_143}, 35) // a fifth too few: who loses comes to the end of the list
	b.Run("50000x35, 80% of the places", func(b *testing.B) {
		x, err := stable.New(m.p, m.prefs)
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := x.Match(context.Background()); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// hashed scores without a list of anything, and forbids a third.
type hashed struct{}

func (hashed) Row(i int, dst []int32) {
	for j := range dst {
		x := uint32(i*2654435761+j*40503) ^ uint32(i>>3)
		if dst[j] = int32(x >> 8 % 100); x%3 == 0 {
			dst[j] = assign.Forbidden
		}
	}
}

// BenchmarkBeyondTheLists has three wishes a row and five a column; everyone else is
// tied behind them and only read when needed.
func BenchmarkBeyondTheLists(b *testing.B) {
	for _, places := range []int{4_400, 3_200} {
		b.Run(fmt.Sprintf("4000x1000, %d places", places), func(b *testing.B) {
			rng := rand.New(rand.NewPCG(4, 2))
			m := market{p: assign.Problem{Rows: 4_000, Cols: 1_000, Score: hashed{}, ColCap: make([]int, 1_000)}}
			for k := range places {
				m.p.ColCap[k%1_000]++
			}
			for range m.p.Rows {
				m.prefs.Rows = append(m.prefs.Rows, []int32{rng.Int32N(50), rng.Int32N(1_000), rng.Int32N(1_000)})
			}
			for range m.p.Cols {
				m.prefs.Cols = append(m.prefs.Cols, perm(rng, 4_000)[:5])
			}
			for b.Loop() {
				match(b, m)
			}
			if n := blocked(b, m, match(b, m)); n != 0 {
				b.Fatalf("%d pairs block", n)
			}
		})
	}
}
