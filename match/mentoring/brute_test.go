package mentoring

import (
	"testing"
)

func TestBruteForceFindsNothingBetter(t *testing.T) {
	problems := 5_000
	if testing.Short() {
		problems = 500
	}
	for seed := range problems {
		in := randomInput(seeded(uint64(seed)+50_000), 6)
		res := mustRun(t, in)
		matched, total := bruteForce(t, in)
		if res.Matched != matched || res.Total != total || !res.Proved {
			t.Fatalf("seed %d: %d pairs %d points, brute force %d and %d", seed, res.Matched, res.Total, matched, total)
		}
	}
}

// bruteForce tries every set of allowed pairs within the places.
func bruteForce(t *testing.T, in Input) (matched int, total int64) {
	p, err := newPlain(in)
	if err != nil {
		t.Fatal(err)
	}
	left := make([]int, len(p.mentors))
	for j, m := range p.mentors {
		left[j] = m.Places
	}
	better := func(n int, points int64) bool {
		if in.Settings.Objective == MostPoints {
			return points > total || points == total && n > matched
		}
		return n > matched || n == matched && points > total
	}
	var try func(row, col, places, n int, points int64)
	try = func(row, col, places, n int, points int64) {
		if better(n, points) {
			matched, total = n, points
		}
		if row == len(p.mentees) {
			return
		}
		if places < 0 {
			places = p.mentees[row].Places
		}
		if col == len(p.mentors) || places == 0 {
			try(row+1, 0, -1, n, points)
			return
		}
		if score, ok := p.Score(row, col); ok && left[col] > 0 {
			left[col]--
			try(row, col+1, places-1, n+1, points+score)
			left[col]++
		}
		try(row, col+1, places, n, points)
	}
	try(0, 0, -1, 0, 0)
	return matched, total
}
