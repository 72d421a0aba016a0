package stable_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
	"understudy/match/assign/stable"
)

type matrix [][]int32

func (m matrix) Row(i int, dst []int32) { copy(dst, m[i]) }

type market struct {
	p     assign.Problem
	prefs assign.Preferences
}

func (m market) String() string {
	return fmt.Sprintf("rows %v cols %v locks %v rank %v\n%v\n%v", m.p.RowCap, m.p.ColCap, m.p.Locks, m.p.Rank, m.prefs, m.p.Score)
}

// draw makes a small market. Strict lists name everyone on both sides.
func draw(seed int, strict, single bool) market {
	rng := rand.New(rand.NewPCG(uint64(seed), 77))
	rows, cols := rng.IntN(5), rng.IntN(5)
	m := market{p: assign.Problem{Rows: rows, Cols: cols, Objective: assign.Objective(rng.IntN(2))}}
	ban, s := []float64{0, 0.2, 0.5, 0.8}[rng.IntN(4)], make(matrix, rows)
	for i := range s {
		for range cols {
			score := rng.Int32N(4) - 1
			if rng.Float64() < ban {
				score = assign.Forbidden
			}
			s[i] = append(s[i], score)
		}
	}
	m.p.Score = s
	if rng.IntN(2) == 0 {
		m.p.ColCap = caps(rng, cols)
	}
	if !single && rng.IntN(2) == 0 {
		m.p.RowCap = caps(rng, rows)
	}
	if rng.IntN(3) == 0 {
		m.p.Rank = rng.Perm(rows)
	}
	if rows*cols > 0 && rng.IntN(4) == 0 {
		for _, k := range rng.Perm(rows * cols)[:1+rng.IntN(min(2, rows*cols))] {
			m.p.Locks = append(m.p.Locks, assign.Pair{Row: k / cols, Col: k % cols})
		}
	}
	m.prefs.Rows, m.prefs.Cols = lists(rng, rows, cols, strict), lists(rng, cols, rows, strict)
	return m
}

func caps(rng *rand.Rand, n int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = rng.IntN(4)
	}
	return out
}

func lists(rng *rand.Rand, n, others int, strict bool) [][]int32 {
	if !strict && rng.IntN(8) == 0 {
		return nil
	}
	out := make([][]int32, n)
	for k := range out {
		length := others
		if !strict {
			length = rng.IntN(others + 1)
		}
		for _, x := range rng.Perm(others)[:length] {
			out[k] = append(out[k], int32(x))
		}
		if length > 0 && rng.IntN(9) == 0 {
			out[k] = append(out[k], out[k][0]) // named twice
		}
	}
	return out
}

// place is where someone stands on a list; all who are not on it stand behind.
func place(lists [][]int32, of, who int) int {
	if lists != nil {
		if at := slices.Index(lists[of], int32(who)); at >= 0 {
			return at
		}
	}
	return 1000
}

func capOf(c []int, k int) int {
	if c == nil {
		return 1
	}
	return c[k]
}

// world is a market in the words of the definition, for counting by hand.
type world struct {
	market
	locked     map[assign.Pair]bool
	rows, cols []int
}

func newWorld(m market) world {
	w := world{market: m, locked: map[assign.Pair]bool{}}
	for i := range m.p.Rows {
		w.rows = append(w.rows, capOf(m.p.RowCap, i))
	}
	for j := range m.p.Cols {
		w.cols = append(w.cols, capOf(m.p.ColCap, j))
	}
	for _, l := range m.p.Locks {
		w.locked[l] = true
		w.rows[l.Row], w.cols[l.Col] = max(0, w.rows[l.Row]-1), max(0, w.cols[l.Col]-1)
	}
	return w
}

func (w world) admissible(i, j int) bool {
	return w.p.Score.(matrix)[i][j] != assign.Forbidden && !w.locked[assign.Pair{Row: i, Col: j}]
}

// blocking counts by the definition alone; made holds no locks.
func (w world) blocking(made map[assign.Pair]bool) int64 {
	n := int64(0)
	for i := range w.p.Rows {
		for j := range w.p.Cols {
			if made[assign.Pair{Row: i, Col: j}] || !w.admissible(i, j) {
				continue
			}
			held, taken, rowWants, colWants := 0, 0, false, false
			for q := range made {
				if q.Row == i {
					held++
					rowWants = rowWants || place(w.prefs.Rows, i, j) < place(w.prefs.Rows, i, q.Col)
				}
				if q.Col == j {
					taken++
					colWants = colWants || place(w.prefs.Cols, j, i) < place(w.prefs.Cols, j, q.Row)
				}
			}
			if (rowWants || held < w.rows[i]) && (colWants || taken < w.cols[j]) {
				n++
			}
		}
	}
	return n
}

// each calls do with every result that keeps within the places.
func (w world) each(do func(made map[assign.Pair]bool)) {
	made := map[assign.Pair]bool{}
	rows, cols := slices.Clone(w.rows), slices.Clone(w.cols)
	var try func(k int)
	try = func(k int) {
		if k == w.p.Rows*w.p.Cols {
			do(made)
			return
		}
		i, j := k/w.p.Cols, k%w.p.Cols
		if w.admissible(i, j) && rows[i] > 0 && cols[j] > 0 {
			rows[i]--
			cols[j]--
			made[assign.Pair{Row: i, Col: j}] = true
			try(k + 1)
			delete(made, assign.Pair{Row: i, Col: j})
			rows[i]++
			cols[j]++
		}
		try(k + 1)
	}
	try(0)
}

func (w world) open(pairs []assign.Pair) map[assign.Pair]bool {
	made := map[assign.Pair]bool{}
	for _, q := range pairs {
		if !w.locked[q] {
			made[q] = true
		}
	}
	return made
}

func match(t testing.TB, m market) []assign.Pair {
	t.Helper()
	x, err := stable.New(m.p, m.prefs)
	if err != nil {
		t.Fatalf("%v\n%v", err, m)
	}
	pairs, err := x.Match(context.Background())
	if err != nil {
		t.Fatalf("%v\n%v", err, m)
	}
	return pairs
}

func blocked(t testing.TB, m market, pairs []assign.Pair) int64 {
	t.Helper()
	b, err := certify.Blocking(context.Background(), m.p, m.prefs, m.p.Score.Row, pairs, 2)
	if err != nil {
		t.Fatalf("%v\n%v\n%v", err, m, pairs)
	}
	return b.Count
}

func TestNobodyBlocks(t *testing.T) {
	n := 60_000
	if testing.Short() {
		n = 5_000
	}
	for seed := range n {
		m := draw(seed, seed%3 == 0, seed%2 == 0)
		pairs := match(t, m)
		if got := newWorld(m).blocking(newWorld(m).open(pairs)); got != 0 || blocked(t, m, pairs) != 0 {
			t.Fatalf("seed %d: %d pairs block %v\n%v", seed, got, pairs, m)
		}
	}
}

func TestALargestStableResultHasAtMostHalfAsManyAgain(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 1_000
	}
	less := 0
	for seed := range n {
		m := draw(seed, false, true)
		w, largest := newWorld(m), 0
		w.each(func(made map[assign.Pair]bool) {
			if len(made) > largest && w.blocking(made) == 0 {
				largest = len(made)
			}
		})
		got := len(w.open(match(t, m)))
		if 2*largest > 3*got {
			t.Fatalf("seed %d: %d pairs, %d could be stable\n%v", seed, got, largest, m)
		}
		if got < largest {
			less++
		}
	}
	t.Logf("%d of %d not the largest", less, n)
}

// The tie rule: nobody without a column could have that of a row later in the order,
// of whom the column thinks alike, with the result still stable.
func TestNoLaterRowHoldsWhatAnEarlierOneCouldHave(t *testing.T) {
	n, asked := 20_000, 0
	if testing.Short() {
		n = 3_000
	}
	for seed := range n {
		m := draw(seed, false, true)
		w := newWorld(m)
		made := w.open(match(t, m))
		rank := func(i int) int {
			if m.p.Rank == nil {
				return i
			}
			return m.p.Rank[i]
		}
		has := map[int]bool{}
		for p := range made {
			has[p.Row] = true
		}
		for x := range m.p.Rows {
			if has[x] || w.rows[x] == 0 {
				continue
			}
			for p := range made {
				swap := assign.Pair{Row: x, Col: p.Col}
				if m.p.Score.(matrix)[x][p.Col] == assign.Forbidden || w.locked[swap] || place(m.prefs.Cols, p.Col, x) != place(m.prefs.Cols, p.Col, p.Row) {
					continue
				}
				asked++
				if rank(p.Row) < rank(x) {
					continue
				}
				other := maps.Clone(made)
				delete(other, p)
				other[swap] = true
				if w.blocking(other) == 0 {
					t.Fatalf("seed %d: row %d could have the place of %v in %v\n%v", seed, x, p, made, m)
				}
			}
		}
	}
	if asked < n/40 {
		t.Errorf("only %d were alike", asked)
	}
}

// The rural hospitals theorem: with strict lists all stable results fill the same
// places; and deferred acceptance gives every row the best that any of them does.
func TestStrictListsFillTheSamePlacesAndServeRowsBest(t *testing.T) {
	n := 20_000
	if testing.Short() {
		n = 1_000
	}
	for seed := range n {
		m := draw(seed, true, true)
		w := newWorld(m)
		mine := w.open(match(t, m))
		rows, cols := filled(mine)
		w.each(func(made map[assign.Pair]bool) {
			if w.blocking(made) != 0 {
				return
			}
			if r, c := filled(made); r != rows || c != cols {
				t.Fatalf("seed %d: fills %v %v, others %v %v\n%v", seed, rows, cols, r, c, m)
			}
			for q := range made {
				for own := range mine {
					if own.Row == q.Row && place(m.prefs.Rows, q.Row, q.Col) < place(m.prefs.Rows, q.Row, own.Col) {
						t.Fatalf("seed %d: row %d could have column %d\n%v", seed, q.Row, q.Col, m)
					}
				}
			}
		})
	}
}

func filled(made map[assign.Pair]bool) (rows, cols [6]int) {
	for q := range made {
		rows[q.Row]++
		cols[q.Col]++
	}
	return rows, cols
}

func TestBlockingPairsOfAnyResultAreCountedAsDefined(t *testing.T) {
	for seed := range 3_000 {
		m := draw(seed, seed%3 == 0, seed%2 == 0)
		w, k := newWorld(m), 0
		w.each(func(made map[assign.Pair]bool) {
			if k++; k%37 != 1 {
				return
			}
			pairs := slices.Clone(m.p.Locks)
			for q := range made {
				pairs = append(pairs, q)
			}
			slices.SortFunc(pairs, func(a, b assign.Pair) int { return (a.Row-b.Row)*10 + a.Col - b.Col })
			if got, want := blocked(t, m, pairs), w.blocking(made); got != want {
				t.Fatalf("seed %d: counted %d, there are %d\n%v\n%v", seed, got, want, pairs, m)
			}
		})
	}
}

func TestBlockingRefusesWhatIsNoResult(t *testing.T) {
	p := assign.Problem{Rows: 2, Cols: 2, Score: matrix{{1, assign.Forbidden}, {1, 1}}, Locks: []assign.Pair{{Row: 1, Col: 1}}}
	for name, pairs := range map[string][]assign.Pair{
		"lock missing": {{Row: 0, Col: 0}},
		"inadmissible": {{Row: 0, Col: 1}, {Row: 1, Col: 1}},
		"over places":  {{Row: 0, Col: 0}, {Row: 1, Col: 0}, {Row: 1, Col: 1}},
		"out of order": {{Row: 1, Col: 1}, {Row: 0, Col: 0}},
	} {
		if _, err := certify.Blocking(context.Background(), p, assign.Preferences{}, p.Score.Row, pairs, 1); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestNewRefusesWhatContradictsItself(t *testing.T) {
	good := assign.Problem{Rows: 1, Cols: 1, Score: matrix{{1}}}
	for name, bad := range map[string]func(*market){
		"no scorer":      func(m *market) { m.p.Score = nil },
		"capacity":       func(m *market) { m.p.ColCap = []int{-1} },
		"capacities":     func(m *market) { m.p.RowCap = []int{1, 1} },
		"lock":           func(m *market) { m.p.Locks = []assign.Pair{{Row: 0, Col: 1}} },
		"locked twice":   func(m *market) { m.p.Locks = []assign.Pair{{}, {}} },
		"ranks":          func(m *market) { m.p.Rank = []int{1, 2} },
		"row's list":     func(m *market) { m.prefs.Rows = [][]int32{{1}} },
		"column's list":  func(m *market) { m.prefs.Cols = [][]int32{{-1}} },
		"lists of rows":  func(m *market) { m.prefs.Rows = [][]int32{{}, {}} },
		"lists of colum": func(m *market) { m.prefs.Cols = [][]int32{{}, {}} },
	} {
		m := market{p: good}
		bad(&m)
		if _, err := stable.New(m.p, m.prefs); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestACancelledMatchSaysSo(t *testing.T) {
	x, err := stable.New(assign.Problem{Rows: 1, Cols: 1, Score: matrix{{1}}}, assign.Preferences{})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if pairs, err := x.Match(ctx); err == nil || pairs != nil {
		t.Fatalf("%v %v", pairs, err)
	}
}
