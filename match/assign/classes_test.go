package assign_test

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// sorted puts the columns of any scorer into classes at random, with bounds that are as
// wide as they like to be; if it lies, some are too narrow.
type sorted struct {
	assign.Scorer
	cols    int
	classes [][]int32
	loose   int32
	lies    bool
	sieves  bool
}

func sortColumns(rng *rand.Rand, s assign.Scorer, cols int) sorted {
	out := sorted{Scorer: s, cols: cols, classes: make([][]int32, 1+rng.IntN(4)), loose: rng.Int32N(5), sieves: rng.IntN(2) == 0}
	for j := range int32(cols) {
		c := rng.IntN(len(out.classes))
		out.classes[c] = append(out.classes[c], j)
	}
	return out
}

func (s sorted) Classes() [][]int32 { return s.classes }

func (s sorted) Reader() assign.ClassReader {
	r := &sortedReader{s, make([]int32, s.cols)}
	if s.sieves {
		return sievingReader{r}
	}
	return r
}

type sortedReader struct {
	sorted
	row []int32
}

func (r *sortedReader) Open(i int, dst []assign.Bound) []assign.Bound {
	r.Row(i, r.row)
	for c, columns := range r.classes {
		low, high := int32(math.MaxInt32), int32(assign.Forbidden)
		for _, j := range columns {
			if s := r.row[j]; s != assign.Forbidden {
				low, high = min(low, s-r.loose), max(high, s+r.loose)
			}
		}
		if r.lies && high != assign.Forbidden && (i+c)%2 == 0 {
			high -= 3 * (r.loose + 1)
		}
		if high != assign.Forbidden {
			dst = append(dst, assign.Bound{Class: int32(c), Low: low, High: high})
		}
	}
	return dst
}

func (r *sortedReader) Class(c int, dst []int32) {
	for k, j := range r.classes[c] {
		dst[k] = r.row[j]
	}
}

type sievingReader struct{ *sortedReader }

func (r sievingReader) AtLeast(c int, least int32, dst []assign.Found) []assign.Found {
	for k, j := range r.classes[c] {
		if s := r.row[j]; s != assign.Forbidden && s >= least {
			dst = append(dst, assign.Found{At: int32(k), Score: s})
		}
	}
	return dst
}

func TestClassesAgainstOracle(t *testing.T) {
	n := 10_000
	if testing.Short() {
		n = 1_000
	}
	for seed := range n {
		rng := rand.New(rand.NewPCG(uint64(seed), 77))
		p := small(rng)
		p.Score = sortColumns(rng, p.Score, p.Cols)
		want := brute(p)
		for _, r := range []assign.Result{solve(t, p, 2), stingy(t, p, 1, rng.IntN(3))} {
			if got := measured(p, r); got != want {
				t.Fatalf("seed %d: got %+v, want %+v\n%s", seed, got, want, show(p))
			}
			check(t, p, r)
		}
	}
}

func TestClassesGiveTheSameAsRows(t *testing.T) {
	for _, spare := range []int{10, 0, -20} {
		c := newCompany(600, 150, spare == 0)
		p := c.problem(spare, assign.Objective(max(0, spare)/10))
		plain := solve(t, p, 2)
		p.Score = group(c)
		classed := solve(t, p, 2)
		if plain.Lifted != classed.Lifted {
			t.Errorf("%d%% to spare: %d by rows, %d by classes", spare, plain.Lifted, classed.Lifted)
		}
		if a, b := rowsOf(plain), rowsOf(classed); a != b {
			t.Errorf("%d%% to spare: rows %s, by classes %s", spare, a, b)
		}
		check(t, p, classed)
	}
}

// A scorer that promises too little hides its best pairs from Solve; the proof reads
// every pair and does not hold then.
func TestTheProofFindsBoundsThatAreTooNarrow(t *testing.T) {
	worse, refused := 0, 0
	for seed := range 2000 {
		rng := rand.New(rand.NewPCG(uint64(seed), 78))
		p := small(rng)
		s := sortColumns(rng, p.Score, p.Cols)
		s.lies = true
		p.Score = s
		r := stingy(t, p, 1, 4)
		found, best := measured(p, r), brute(p)
		found.tie, best.tie = 0, 0
		err := certify.Check(context.Background(), p, p.Score.Row, r, 1)
		if found != best {
			worse++
			if err == nil {
				t.Fatalf("seed %d: got %+v, best %+v, and the proof holds\n%s", seed, found, best, show(p))
			}
		}
		if err != nil {
			refused++
		}
	}
	if worse < 20 || refused < worse {
		t.Errorf("%d results were worse, %d proofs refused", worse, refused)
	}
}
