package stable

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"

	"understudy/match/assign"
)

// list turns both sides' lists into the rows' choices.
func (m *Market) list(prefs assign.Preferences) error {
	back, err := m.ranks(prefs.Cols)
	if err != nil {
		return err
	}
	if prefs.Rows != nil && len(prefs.Rows) != m.p.Rows {
		return fmt.Errorf("stable: %d lists for %d rows", len(prefs.Rows), m.p.Rows)
	}
	m.start = make([]int32, 1, m.p.Rows+1)
	m.back, m.whole, m.tied = back, make([]bool, m.p.Rows), make([]bool, m.p.Rows)
	row := make([]int32, m.p.Cols)
	for i := range m.p.Rows {
		if prefs.Rows != nil && len(prefs.Rows[i]) > 0 {
			if err := m.listRow(i, prefs.Rows[i], row); err != nil {
				return err
			}
		}
		m.tied[i] = !m.whole[i] || slices.ContainsFunc(m.choices[m.start[i]:], func(c choice) bool { return c.rank == Unlisted })
		if len(m.choices) > math.MaxInt32 {
			return errors.New("stable: the lists are too long")
		}
		m.start = append(m.start, int32(len(m.choices)))
	}
	return nil
}

// listRow keeps the admissible columns of a list, each with the row's rank there.
func (m *Market) listRow(i int, list, row []int32) error {
	m.read(i, row)
	open := 0
	for _, s := range row {
		if s != assign.Forbidden {
			open++
		}
	}
	for _, j := range list {
		if j < 0 || int(j) >= m.p.Cols {
			return fmt.Errorf("stable: row %d lists column %d of %d", i, j, m.p.Cols)
		}
		if row[j] == assign.Forbidden {
			continue
		}
		row[j] = assign.Forbidden // whoever is listed twice counts once
		open--
		m.choices = append(m.choices, choice{j, m.rankAt(i, j)})
	}
	m.whole[i] = open == 0
	return nil
}

// ranks gathers by row the columns that list it, in order of the columns.
func (m *Market) ranks(lists [][]int32) ([][]choice, error) {
	if lists != nil && len(lists) != m.p.Cols {
		return nil, fmt.Errorf("stable: %d lists for %d columns", len(lists), m.p.Cols)
	}
	back := make([][]choice, m.p.Rows)
	for j, list := range lists {
		for rank, i := range list {
			if i < 0 || int(i) >= m.p.Rows {
				return nil, fmt.Errorf("stable: column %d lists row %d of %d", j, i, m.p.Rows)
			}
			if n := len(back[i]); n == 0 || back[i][n-1].col != int32(j) {
				back[i] = append(back[i], choice{int32(j), int32(rank)})
			}
		}
	}
	return back, nil
}

func (m *Market) rankAt(i int, j int32) int32 {
	at, ok := slices.BinarySearchFunc(m.back[i], j, func(c choice, j int32) int { return cmp.Compare(c.col, j) })
	if !ok {
		return Unlisted
	}
	return m.back[i][at].rank
}

// read is a row of scores without the locked pairs.
func (m *Market) read(i int, dst []int32) {
	m.p.Score.Row(i, dst)
	for _, j := range m.locked[i] {
		dst[j] = assign.Forbidden
	}
}
