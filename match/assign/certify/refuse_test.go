package certify_test

import (
	"slices"
	"strings"
	"testing"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// two by three, with a pair that may not be made and one that is locked.
func little() assign.Problem {
	return assign.Problem{
		Rows: 2, Cols: 3, RowCap: []int{1, 2}, ColCap: []int{1, 1, 1}, Locks: []assign.Pair{{Row: 1, Col: 2}},
		Score: matrix{{5, 3, assign.Forbidden}, {4, 2, 1}},
	}
}

// refused fails the test unless an error says why.
func refused(t *testing.T, what string, err error, why string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), why) {
		t.Errorf("%s: %v, want %q", what, err, why)
	}
}

// A problem that makes no sense proves nothing, whatever result comes with it.
func TestProblemsThatMakeNoSenseAreRefused(t *testing.T) {
	for why, spoil := range map[string]func(*assign.Problem){
		"size -1 by 3":                                   func(p *assign.Problem) { p.Rows = -1 },
		"unknown objective 7":                            func(p *assign.Problem) { p.Objective = 7 },
		"1 row capacities for 2":                         func(p *assign.Problem) { p.RowCap = p.RowCap[:1] },
		"2 column capacities for 3":                      func(p *assign.Problem) { p.ColCap = p.ColCap[:2] },
		"row 0 has capacity -1":                          func(p *assign.Problem) { p.RowCap = []int{-1, 2} },
		"column 2 has capacity -4":                       func(p *assign.Problem) { p.ColCap = []int{1, 1, -4} },
		"locked pair (row 2, column 0) is out of range":  func(p *assign.Problem) { p.Locks = []assign.Pair{{Row: 2}} },
		"locked pair (row 0, column -1) is out of range": func(p *assign.Problem) { p.Locks = []assign.Pair{{Col: -1}} },
		"pair (row 1, column 2) is locked twice":         func(p *assign.Problem) { p.Locks = append(p.Locks, p.Locks[0]) },
	} {
		p := little()
		rows := rowsOf(p)
		r, err := assign.Solve(t.Context(), p, assign.Options{Workers: 1})
		if err != nil || certify.Check(t.Context(), p, rows, r, 1) != nil {
			t.Fatal(err)
		}
		spoil(&p)
		refused(t, why, certify.Check(t.Context(), p, rows, r, 1), why)
		_, err = certify.Blocking(t.Context(), p, assign.Preferences{}, rows, r.Pairs, 1)
		refused(t, "blocking: "+why, err, why)
	}
}

// Without a scorer of its own there is nothing that a check could go by.
func TestNothingIsProvedWithoutAScorer(t *testing.T) {
	p := little()
	r, err := assign.Solve(t.Context(), p, assign.Options{Workers: 1})
	if err != nil {
		t.Fatal(err)
	}
	const why = "no scorer to check against"
	refused(t, "result", certify.Check(t.Context(), p, nil, r, 1), why)
	refused(t, "raised", certify.Raised(t.Context(), p, nil, assign.Raised{Result: r}, 1), why)
	refused(t, "leximin", certify.Leximin(t.Context(), p, nil, assign.Leximin{Result: r}, 1), why)
	refused(t, "fullest", certify.Fullest(t.Context(), p, nil, admissible(p), assign.Filled{Pairs: r.Pairs}, 1), why)
	_, err = certify.Blocking(t.Context(), p, assign.Preferences{}, nil, r.Pairs, 1)
	refused(t, "blocking", err, why)
}

// fairest raises the lowest, then all.
func fairest(t *testing.T, p assign.Problem) (assign.Raised, assign.Leximin) {
	t.Helper()
	o := assign.Options{Workers: 1}
	best, err := assign.Solve(t.Context(), p, o)
	if err != nil {
		t.Fatal(err)
	}
	raised, err := assign.RaiseLowest(t.Context(), p, best, o)
	if err != nil {
		t.Fatal(err)
	}
	whole, err := assign.RaiseAll(t.Context(), p, raised, o)
	if err != nil {
		t.Fatal(err)
	}
	return raised, whole
}

// Fairness is about the most participants: under most points nothing of it is proved.
func TestFairnessIsRefusedUnderMostPoints(t *testing.T) {
	p := little()
	rows := rowsOf(p)
	raised, whole := fairest(t, p)
	p.Objective = assign.MostPoints
	refused(t, "raised", certify.Raised(t.Context(), p, rows, raised, 1), "needs the objective MostPairs")
	refused(t, "leximin", certify.Leximin(t.Context(), p, rows, whole, 1), "needs the objective MostPairs")
}

// Each stage of leximin builds on those below it: out of order they prove nothing.
func TestLeximinIsRefusedWithItsStagesOutOfOrder(t *testing.T) {
	p := little()
	p.Locks, p.RowCap = nil, nil
	p.Score = matrix{{5, assign.Forbidden, assign.Forbidden}, {assign.Forbidden, 2, 1}}
	_, whole := fairest(t, p)
	if len(whole.Stages) < 2 || certify.Leximin(t.Context(), p, rowsOf(p), whole, 1) != nil {
		t.Fatalf("%+v", whole)
	}
	whole.Stages = slices.Clone(whole.Stages)
	slices.Reverse(whole.Stages)
	refused(t, "reversed", certify.Leximin(t.Context(), p, rowsOf(p), whole, 1), "level")
	whole.Stages[0] = whole.Stages[1]
	refused(t, "twice", certify.Leximin(t.Context(), p, rowsOf(p), whole, 1), "comes after")

	p.Score = matrix{make([]int32, 3), make([]int32, 3)}
	for _, row := range p.Score.(matrix) {
		for j := range row {
			row[j] = assign.Forbidden
		}
	}
	nobody := assign.Leximin{Stages: []assign.Stage{{Level: 1, Proof: assign.Proof{U: make([]int64, 2), V: make([]int64, 3)}}}}
	refused(t, "about nobody", certify.Leximin(t.Context(), p, rowsOf(p), nobody, 1), "no pair is left")
}

// A pair that may not be made is no pair, even where the count is right.
func TestInadmissiblePairsAreRefusedWhereOnlyCountsMatter(t *testing.T) {
	p := little()
	p.Score = matrix{{5, 3, 3}, {4, assign.Forbidden, 1}}
	made := []assign.Pair{{Row: 0, Col: 0}, {Row: 1, Col: 1}, {Row: 1, Col: 2}}
	f, err := assign.Fullest(t.Context(), p, assign.Options{Workers: 1})
	if err != nil || len(f.Pairs) != len(made) {
		t.Fatalf("%+v %v", f, err)
	}
	f.Pairs = made
	const why = "pair (row 1, column 1) is"
	refused(t, "fullest", certify.Fullest(t.Context(), p, rowsOf(p), admissible(p), f, 1), why)
	_, err = certify.Blocking(t.Context(), p, assign.Preferences{}, rowsOf(p), made, 1)
	refused(t, "blocking", err, why)
}

func TestPreferencesThatMakeNoSenseAreRefused(t *testing.T) {
	p := little()
	for why, prefs := range map[string]assign.Preferences{
		"1 lists for 2":      {Rows: [][]int32{{0}}},
		"4 lists for 3":      {Cols: [][]int32{nil, nil, nil, {0}}},
		"list 1 names 3 of":  {Rows: [][]int32{nil, {3}}},
		"list 0 names -1 of": {Cols: [][]int32{{-1}, nil, nil}},
	} {
		_, err := certify.Blocking(t.Context(), p, prefs, rowsOf(p), p.Locks, 1)
		refused(t, why, err, why)
	}
}
