package rotations

import (
	"fmt"
	"testing"

	"understudy/match/rotation"
	"understudy/store"
	"understudy/tui/internal/tuitest"
	"understudy/tui/internal/widget"
)

// largeBoard is a company of 5,000 over a year of weeks, each in a seat for two weeks.
func largeBoard() *store.RotationBoard {
	const people, weeks, seats = 5000, 52, 250
	b := &store.RotationBoard{Plan: 1, State: "draft", Shown: true, Periods: store.RotationPeriods("2026-06-01", "week", weeks)}
	for s := range seats {
		row := store.BoardSeat{Seat: int64(s + 1), Name: fmt.Sprintf("Seat %d", s), Team: fmt.Sprintf("Host %d", s%40), TeamID: int64(1000 + s%40), Cells: make([][]store.BoardSitter, weeks)}
		for range weeks {
			row.Places = append(row.Places, rotation.Places{Most: 2})
		}
		b.Seats = append(b.Seats, row)
	}
	for i := range people {
		p := store.BoardPerson{Participant: int64(i + 1), Employee: int64(i + 1), Name: fmt.Sprintf("Person %d of many", i), Team: fmt.Sprintf("Team %d", i/100), TeamID: int64(i/100 + 1), Joins: true, Wishes: 2, Cells: make([]store.BoardCell, weeks)}
		s, t := i%seats, 2*(i/seats)
		for _, u := range []int{t, t + 1} {
			p.Cells[u] = store.BoardCell{Seat: int64(s + 1), SeatName: b.Seats[s].Name, Team: b.Seats[s].Team, TeamID: b.Seats[s].TeamID, First: t + 1, Last: t + 2}
			b.Seats[s].Cells[u] = append(b.Seats[s].Cells[u], store.BoardSitter{Participant: p.Participant, Name: p.Name, First: t + 1, Last: t + 2})
		}
		b.People = append(b.People, p)
	}
	return b
}

// Every placement of a large board is found on both of its sides, under its own name.
func TestALargeBoardShowsEveryPlacementOnBothSides(t *testing.T) {
	b := largeBoard()
	for _, bySeat := range []bool{false, true} {
		g := newGrid(b, bySeat, nil)
		seen := map[int64]int{}
		for n := range g.Rows() {
			for col := range g.Cols() {
				if g.Cell(n, col).Kind != widget.BoardBlock {
					continue
				}
				p, c, ok := g.sitter(n, col)
				if !ok || c.Seat == 0 || col+1 < c.First || col+1 > c.Last {
					t.Fatalf("row %d, period %d: %+v", n, col, c)
				}
				seen[p.Participant]++
			}
		}
		if len(seen) != len(b.People) {
			t.Errorf("by seats %v: %d of %d people", bySeat, len(seen), len(b.People))
		}
		for who, n := range seen {
			if n != 2 {
				t.Fatalf("participant %d is shown in %d periods, not 2", who, n)
			}
		}
		g.filter("MANY 4999")
		if !bySeat && g.Rows() != 1 {
			t.Error(g.Rows(), "rows for one name")
		}
	}
}

// One motion with the drawing that follows it, on 5,000 people over 52 weeks.
func BenchmarkScrollLargeBoard(b *testing.B) {
	w := widget.NewBoard(tuitest.Styles(), "Cover")
	w.SetSource(newGrid(largeBoard(), false, nil))
	w.View(120, 36)
	for i := 0; b.Loop(); i++ {
		w.Move(1)
		if i%50 == 0 {
			w.Right()
		}
		w.View(120, 36)
	}
}

// What Update pays once after each reading.
func BenchmarkShowLargeBoard(b *testing.B) {
	w := widget.NewBoard(tuitest.Styles(), "Cover")
	g := newGrid(largeBoard(), false, nil)
	for b.Loop() {
		w.SetSource(g)
	}
}
