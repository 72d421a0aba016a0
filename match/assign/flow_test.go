package assign_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
)

// flowNet is a plain successive-shortest-path flow (Bellman-Ford with a queue): another
// method, on explicit arcs, with no prices and no lifting.
type flowNet struct {
	to, room []int
	cost     []int64
	at       [][]int // arcs by node
}

func (f *flowNet) arc(a, b, room int, cost int64) {
	f.at[a] = append(f.at[a], len(f.to))
	f.at[b] = append(f.at[b], len(f.to)+1)
	f.to = append(f.to, b, a)
	f.room = append(f.room, room, 0)
	f.cost = append(f.cost, cost, -cost)
}

// push sends one more unit along a cheapest path.
func (f *flowNet) push(from, to int) (int64, bool) {
	n := len(f.at)
	dist, by := slices.Repeat([]int64{math.MaxInt64}, n), make([]int, n)
	waiting := make([]bool, n)
	dist[from] = 0
	for todo := []int{from}; len(todo) > 0; todo = todo[1:] {
		a := todo[0]
		waiting[a] = false
		for _, e := range f.at[a] {
			b := f.to[e]
			if f.room[e] > 0 && dist[a]+f.cost[e] < dist[b] {
				dist[b], by[b] = dist[a]+f.cost[e], e
				if !waiting[b] {
					waiting[b] = true
					todo = append(todo, b)
				}
			}
		}
	}
	if dist[to] == math.MaxInt64 {
		return 0, false
	}
	for b := to; b != from; b = f.to[by[b]^1] {
		f.room[by[b]]--
		f.room[by[b]^1]++
	}
	return dist[to], true
}

// flow is the best pairs and points: it has the most points for every count in turn.
func flow(p assign.Problem) (pairs int, points int64) {
	rows, cols, locked := left(p)
	f := &flowNet{at: make([][]int, p.Rows+p.Cols+2)}
	src, dst := p.Rows+p.Cols, p.Rows+p.Cols+1
	row := make([]int32, p.Cols)
	for i := range p.Rows {
		f.arc(src, i, rows[i], 0)
		p.Score.Row(i, row)
		for j, s := range row {
			if s != assign.Forbidden && !locked[assign.Pair{Row: i, Col: j}] {
				f.arc(i, p.Rows+j, 1, -int64(s))
			}
		}
	}
	for j := range p.Cols {
		f.arc(p.Rows+j, dst, cols[j], 0)
	}
	now := int64(0)
	for n := 1; ; n++ {
		c, ok := f.push(src, dst)
		if !ok {
			return pairs, points
		}
		now -= c
		if p.Objective == assign.MostPairs || now >= points {
			pairs, points = n, now
		}
	}
}

// shapes are the instances that other methods break on.
var shapes = map[string]func(rng *rand.Rand, n, m int) matrix{
	"noise": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(int, int) int32 { return rng.Int32N(100) })
	},
	"wide": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(int, int) int32 { return rng.Int32N(1_000_000) })
	},
	"few levels": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(int, int) int32 { return rng.Int32N(3) })
	},
	"all equal": func(_ *rand.Rand, n, m int) matrix { return fill(n, m, func(int, int) int32 { return 7 }) },
	"all zero":  func(_ *rand.Rand, n, m int) matrix { return fill(n, m, func(int, int) int32 { return 0 }) },
	"all negative": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(int, int) int32 { return -1 - rng.Int32N(50) })
	},
	"staircase": func(_ *rand.Rand, n, m int) matrix {
		return fill(n, m, func(i, j int) int32 { return -int32((i + 1) * (j + 1)) })
	},
	"staircase up": func(_ *rand.Rand, n, m int) matrix {
		return fill(n, m, func(i, j int) int32 { return int32((i + 1) * (j + 1)) })
	},
	"clones of one profile": func(rng *rand.Rand, n, m int) matrix {
		one := make([]int32, m)
		for j := range one {
			one[j] = rng.Int32N(60)
		}
		return fill(n, m, func(_, j int) int32 { return one[j] })
	},
	"clone columns": func(rng *rand.Rand, n, m int) matrix {
		one := make([]int32, n)
		for i := range one {
			one[i] = rng.Int32N(60)
		}
		return fill(n, m, func(i, j int) int32 { return one[i] + int32(j%3) })
	},
	"one wanted by all": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(_, j int) int32 {
			if j == m/2 {
				return 1000 + rng.Int32N(10)
			}
			return rng.Int32N(5)
		})
	},
	"all forbidden but one": func(_ *rand.Rand, n, m int) matrix {
		return fill(n, m, func(i, j int) int32 {
			if i == n/2 && j == m/3 {
				return 5
			}
			return assign.Forbidden
		})
	},
	"all forbidden": func(_ *rand.Rand, n, m int) matrix {
		return fill(n, m, func(int, int) int32 { return assign.Forbidden })
	},
	"mostly forbidden": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(int, int) int32 {
			if rng.IntN(20) > 0 {
				return assign.Forbidden
			}
			return rng.Int32N(50)
		})
	},
	"levels and bans": func(rng *rand.Rand, n, m int) matrix {
		return fill(n, m, func(i, j int) int32 {
			if (i%7-j%5)&2 != 0 {
				return assign.Forbidden
			}
			return int32(10*((i*j)%4)) + rng.Int32N(3)
		})
	},
}

func fill(n, m int, score func(i, j int) int32) matrix {
	a := make(matrix, n)
	for i := range a {
		a[i] = make([]int32, m)
		for j := range a[i] {
			a[i][j] = score(i, j)
		}
	}
	return a
}

// spread deals out total places over n sides.
func spread(rng *rand.Rand, n, total int) []int {
	c := make([]int, n)
	for range total {
		c[rng.IntN(n)]++
	}
	return c
}

// mid draws a problem of the size that flow can do: spare in percent of the demand.
func mid(rng *rand.Rand, m matrix, spare int, several bool, o assign.Objective) assign.Problem {
	n := len(m)
	p := assign.Problem{Rows: n, Cols: len(m[0]), Score: m, Objective: o}
	demand := n
	if several {
		demand = 2 * n
		p.RowCap = spread(rng, n, demand)
	}
	p.ColCap = spread(rng, p.Cols, demand*(100+spare)/100)
	for range 3 {
		k := assign.Pair{Row: rng.IntN(n), Col: rng.IntN(p.Cols)}
		if !slices.Contains(p.Locks, k) {
			p.Locks = append(p.Locks, k)
		}
	}
	return p
}

// TestAgainstFlow runs every shape with spare places, with none, and with too few, with
// one place a row and with several; lists are short, so that all of them must grow.
// Too few places are what once let prices fall under the bound of a list, and equal
// scores what once let a widened list come back the same.
func TestAgainstFlow(t *testing.T) {
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			for k, spare := range []int{10, 0, -20} {
				for _, several := range []bool{false, true} {
					for o := range assign.Objective(2) {
						rng := rand.New(rand.NewPCG(uint64(k), uint64(o)))
						n, m := 50+rng.IntN(30), 15+rng.IntN(15)
						p := mid(rng, shape(rng, n, m), spare, several, o)
						against(t, fmt.Sprintf("spare %d several %v", spare, several), p)
					}
				}
			}
		})
	}
}

// against holds every route against the flow, and their rows against each other.
func against(t *testing.T, what string, p assign.Problem) {
	t.Helper()
	pairs, points := flow(p)
	rows := ""
	for _, by := range routes {
		r := by.solve(t, p)
		if got := openCount(p, r); got != pairs || r.Total != points {
			t.Fatalf("%s, %s: %d pairs, %d points, want %d, %d", what, by.name, got, r.Total, pairs, points)
		}
		check(t, p, r)
		if rows == "" {
			rows = rowsOf(r)
		}
		if rowsOf(r) != rows {
			t.Fatalf("%s: %s matches other rows than %s", what, by.name, routes[0].name)
		}
	}
}

// rowsOf is the degrees of the rows: what the tie rule fixes.
func rowsOf(r assign.Result) string {
	var rows []int
	for _, k := range r.Pairs {
		rows = append(rows, k.Row)
	}
	return fmt.Sprint(rows)
}

func TestAgainstFlowBigger(t *testing.T) {
	if testing.Short() {
		t.Skip("a second or two")
	}
	rng := rand.New(rand.NewPCG(5, 5))
	for _, spare := range []int{10, 0, -20} {
		c := newCompany(200, 60, spare == 0)
		against(t, "company", c.problem(spare, assign.MostPairs))
		several := c.problem(spare, assign.MostPoints)
		several.RowCap = spread(rng, 200, 220)
		against(t, "company, several places", several)
	}
}
