package assign_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
)

// TestNobodyCanReplaceALaterRowAtNoCost looks for exchanges by itself: from every row
// that has a place free, over pairs that cost nothing by the result's own prices, for a
// later row that could go without. The oracles tell the same of small problems; this
// holds at sizes that they cannot do.
func TestNobodyCanReplaceALaterRowAtNoCost(t *testing.T) {
	searches, steps := 0, 0
	try := func(what string, p assign.Problem) {
		for _, by := range routes {
			x := newExchange(p, by.solve(t, p))
			for i := range p.Rows {
				if len(x.of[i]) >= x.rows[i] {
					continue
				}
				n, found := x.from(i)
				if searches, steps = searches+1, steps+n; found != "" {
					t.Fatalf("%s, %s: %s\n%s%+v", what, by.name, found, show(p), x.r)
				}
			}
		}
	}
	for seed := range 3000 {
		try(fmt.Sprint("seed ", seed), small(rand.New(rand.NewPCG(uint64(seed), 21))))
	}
	for _, name := range []string{"all equal", "clones of one profile", "clone columns", "few levels", "one wanted by all", "levels and bans", "mostly forbidden"} {
		for k, spare := range []int{10, 0, -20, -60} {
			rng := rand.New(rand.NewPCG(uint64(k), 22))
			n, m := 60+rng.IntN(60), 15+rng.IntN(15)
			p := mid(rng, shapes[name](rng, n, m), spare, k%2 == 1, assign.Objective(k%2))
			p.ColCap = slices.Clone(p.ColCap)
			for j := range p.ColCap {
				p.ColCap[j] = min(5, p.ColCap[j]) // 0 to 5
			}
			p.Rank = rng.Perm(n)
			try(name, p)
		}
	}
	c := newCompany(400, 100, false).problem(-20, assign.MostPairs)
	c.Rank = rand.New(rand.NewPCG(1, 23)).Perm(400)
	try("company", c)
	if searches < 5000 || steps < 5*searches {
		t.Errorf("%d searches took %d steps: too few to mean anything", searches, steps)
	}
}

// exchange is a result as its prices and pairs show it.
type exchange struct {
	p          assign.Problem
	r          assign.Result
	rows, cols []int
	of, on     [][]int
	locked     map[assign.Pair]bool
	w          map[assign.Pair]int64
	mul, add   int64
	row        []int32
}

func newExchange(p assign.Problem, r assign.Result) *exchange {
	x := &exchange{p: p, r: r, of: make([][]int, p.Rows), on: make([][]int, p.Cols), mul: 1, row: make([]int32, p.Cols)}
	x.rows, x.cols, x.locked = left(p)
	x.w = map[assign.Pair]int64{}
	for _, w := range r.Proof.W {
		x.w[w.Pair] = w.W
	}
	for _, k := range r.Pairs {
		if !x.locked[k] {
			x.of[k.Row], x.on[k.Col] = append(x.of[k.Row], k.Col), append(x.on[k.Col], k.Row)
		}
	}
	if p.Objective == assign.MostPoints {
		x.mul, x.add = int64(min(total(x.rows), total(x.cols))+1), 1
	} else if n := openCount(p, r); n > 0 {
		x.add = (r.Lifted - r.Total) / int64(n)
	}
	return x
}

func total(c []int) int {
	t := 0
	for _, n := range c {
		t += n
	}
	return t
}

// after says whether row k comes after row i.
func (x *exchange) after(k, i int) bool {
	if x.p.Rank == nil || x.p.Rank[k] == x.p.Rank[i] {
		return k > i
	}
	return x.p.Rank[k] > x.p.Rank[i]
}

// free lists the columns that row i could have in exchange at no cost.
func (x *exchange) free(i int) []int {
	var out []int
	x.p.Score.Row(i, x.row)
	for j, s := range x.row {
		open := s != assign.Forbidden && x.cols[j] > 0 && !x.locked[assign.Pair{Row: i, Col: j}] && !slices.Contains(x.of[i], j)
		if open && x.r.Proof.U[i]+x.r.Proof.V[j] == x.mul*int64(s)+x.add {
			out = append(out, j)
		}
	}
	return out
}

// from searches from row i and says what it found, and after how many rows.
func (x *exchange) from(i int) (steps int, found string) {
	been, todo := map[int]bool{i: true}, []int{i}
	for ; len(todo) > 0; todo = todo[1:] {
		steps++
		at := todo[0]
		if at != i && x.after(at, i) && x.r.Proof.U[at] == 0 {
			return steps, fmt.Sprintf("row %d could have a place of row %d, which comes later", i, at)
		}
		for _, j := range x.free(at) {
			if len(x.on[j]) < x.cols[j] {
				return steps, fmt.Sprintf("row %d could come in, since column %d has a place", i, j)
			}
			for _, k := range x.on[j] {
				if !been[k] && x.w[assign.Pair{Row: k, Col: j}] == 0 {
					been[k] = true
					todo = append(todo, k)
				}
			}
		}
	}
	return steps, ""
}
