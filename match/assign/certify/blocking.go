package certify

import (
	"context"
	"errors"
	"fmt"
	"math"

	"understudy/match/assign"
)

// Blocked counts the blocking pairs of a result.
type Blocked struct {
	Count int64
	First assign.Pair // the first by row and column, where there is one
}

// unlisted is the place of whoever is admissible but on no list: tied behind it.
const unlisted = math.MaxInt32

// Blocking counts the pairs that would both rather have each other than what any
// result gives them (Gale and Shapley 1962): admissible, no lock, not made, and each
// side has a place free or a partner whom it strictly likes less, locked partners left
// aside. None means that the result is weakly stable. The result must hold the locks,
// keep within the places and make admissible pairs alone, else the error says so.
func Blocking(ctx context.Context, p assign.Problem, prefs assign.Preferences, score Rows, pairs []assign.Pair, workers int) (Blocked, error) {
	if score == nil {
		return Blocked{}, errors.New("certify: no scorer to check against")
	}
	c, err := newCase(p, assign.Result{Pairs: pairs})
	if err != nil {
		return Blocked{}, err
	}
	if err := c.takePlaces(); err != nil {
		return Blocked{}, err
	}
	s, err := newSides(c, prefs)
	if err != nil {
		return Blocked{}, err
	}
	var bad, blocking firstPair
	err = eachRow(ctx, p.Rows, p.Cols, workers, func(_, i int, row []int32) {
		score(i, row)
		for _, j := range c.chosenOf[i] {
			if row[j] == assign.Forbidden {
				bad.note(assign.Pair{Row: i, Col: j})
			}
			row[j] = assign.Forbidden
		}
		for _, j := range c.barred[i] {
			row[j] = assign.Forbidden
		}
		s.blocking(i, row, blocking.note)
	})
	if err != nil {
		return Blocked{}, err
	}
	if bad.any {
		return Blocked{}, fmt.Errorf("certify: %s is chosen but not admissible", name(bad.at))
	}
	return Blocked{blocking.count, blocking.at}, nil
}

// sides knows for everyone who could still be better off.
type sides struct {
	byRow, byCol []map[int]int // place on the list of a row, of a column
	listedBy     [][]int       // by row, the columns that list it
	rowWorst     []int         // the place of the least liked partner; unlisted+1 with a place free
	colWorst     []int         // likewise, -1 where nobody is wanted
}

func newSides(c *proofCase, prefs assign.Preferences) (*sides, error) {
	s := &sides{listedBy: make([][]int, c.p.Rows)}
	var err error
	if s.byRow, err = placesOn(prefs.Rows, c.p.Rows, c.p.Cols); err != nil {
		return nil, err
	}
	if s.byCol, err = placesOn(prefs.Cols, c.p.Cols, c.p.Rows); err != nil {
		return nil, err
	}
	for j, places := range s.byCol {
		for i := range places {
			s.listedBy[i] = append(s.listedBy[i], j)
		}
	}
	usedR, usedC := make([]int, c.p.Rows), make([]int, c.p.Cols)
	s.rowWorst, s.colWorst = fill(c.p.Rows, -1), fill(c.p.Cols, -1)
	for i, cols := range c.chosenOf {
		for _, j := range cols {
			usedR[i]++
			usedC[j]++
			s.rowWorst[i] = max(s.rowWorst[i], placeOn(s.byRow[i], j))
			s.colWorst[j] = max(s.colWorst[j], placeOn(s.byCol[j], i))
		}
	}
	for i, n := range c.rowLeft {
		if usedR[i] < n {
			s.rowWorst[i] = unlisted + 1
		}
	}
	for j, n := range c.colLeft {
		if usedC[j] < n {
			s.colWorst[j] = unlisted + 1
		}
	}
	return s, nil
}

func fill(n, with int) []int {
	out := make([]int, n)
	for k := range out {
		out[k] = with
	}
	return out
}

// placesOn turns lists into places; of one named twice the first counts.
func placesOn(lists [][]int32, n, others int) ([]map[int]int, error) {
	if lists != nil && len(lists) != n {
		return nil, fmt.Errorf("certify: %d lists for %d", len(lists), n)
	}
	out := make([]map[int]int, n)
	for k, list := range lists {
		out[k] = make(map[int]int, len(list))
		for place, x := range list {
			if x < 0 || int(x) >= others {
				return nil, fmt.Errorf("certify: list %d names %d of %d", k, x, others)
			}
			if _, named := out[k][int(x)]; !named {
				out[k][int(x)] = place
			}
		}
	}
	return out, nil
}

func placeOn(list map[int]int, x int) int {
	if place, ok := list[x]; ok {
		return place
	}
	return unlisted
}

// blocking tells the blocking pairs of a row whose own pairs are taken out. Whom a
// column does not list it wants only with a place free, so that lists are looked up
// for the few who are on them alone.
func (s *sides) blocking(i int, row []int32, tell func(assign.Pair)) {
	worst := s.rowWorst[i]
	if worst < 0 {
		return
	}
	for _, j := range s.listedBy[i] {
		if row[j] != assign.Forbidden && placeOn(s.byRow[i], j) < worst && s.byCol[j][i] < s.colWorst[j] {
			tell(assign.Pair{Row: i, Col: j})
		}
		row[j] = assign.Forbidden
	}
	for j := range s.byRow[i] {
		if row[j] != assign.Forbidden && s.byRow[i][j] < worst && s.colWorst[j] > unlisted {
			tell(assign.Pair{Row: i, Col: j})
		}
		row[j] = assign.Forbidden
	}
	if worst <= unlisted {
		return
	}
	for j, score := range row {
		if score != assign.Forbidden && s.colWorst[j] > unlisted {
			tell(assign.Pair{Row: i, Col: j})
		}
	}
}
