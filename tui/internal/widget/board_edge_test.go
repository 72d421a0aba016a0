package widget

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// Only the block that was taken leaves a dotted trace, not its neighbours.
func TestBoardDotsWhatWasTakenOnly(t *testing.T) {
	s := newShifts(2, 8, 0)
	s.put(0, 0, 2, BoardCell{Key: 1, Kind: BoardBlock, Text: "A", Team: -1})
	s.put(0, 2, 2, BoardCell{Key: 2, Kind: BoardBlock, Text: "B", Team: -1})
	s.put(0, 4, 2, BoardCell{Key: 3, Kind: BoardBlock, Text: "C", Team: -1})
	b := NewBoard(plainLook(), "Cover")
	b.SetSource(s)
	b.View(100, 8)
	b.MoveTo(0, 2)
	b.PickUp(nil)
	b.Move(1)
	lines := strings.Split(ansi.Strip(b.View(100, 8)), "\n")
	cell := b.last.cell
	bar := func(label, fill string) string { return " " + label + " " + strings.Repeat(fill, 2*cell-3) }
	if want := bar("A", ":") + bar("B", ".") + bar("C", ":"); !strings.HasPrefix(lines[2][b.last.x:], want) {
		t.Errorf("%q, want %q", lines[2][b.last.x:], want)
	}
	if b.PutBack(); b.row != 0 {
		t.Errorf("put back to row %d", b.row)
	}
}

// Marks of periods that are gone go, as those of rows do.
func TestBoardForgetsMarksOfPeriodsThatAreGone(t *testing.T) {
	b := NewBoard(look(), "Cover")
	b.SetSource(newShifts(3, 8, 0))
	b.MoveTo(1, 2)
	b.ToggleMark()
	b.MoveTo(1, 7)
	b.ToggleMark()
	b.SetSource(newShifts(3, 5, 0))
	if got := b.Places(); len(got) != 1 || got[0] != (BoardPlace{2, 3}) {
		t.Errorf("marks %v", got)
	}
}

// The board of a page that is drawn for the first time shows its cursor wherever it was
// set before.
func TestBoardShowsAPlaceThatWasChosenBeforeItWasDrawn(t *testing.T) {
	b := NewBoard(look(), "Cover")
	b.SetSource(newShifts(500, 100, 3))
	b.Select(400, 90)
	if view := ansi.Strip(b.View(80, 24)); !strings.Contains(view, "▌Person 399") || !strings.Contains(view, "W38") {
		t.Errorf("\n%s", view)
	}
}

func TestBoardKeepsItsPeriodByKey(t *testing.T) {
	s := newShifts(3, 12, 0)
	b := NewBoard(look(), "Cover")
	b.SetSource(s)
	b.MoveTo(0, 2)
	b.SetSource(upside{s})
	if row, col, _ := b.Cursor(); row != 2 || col != 9 {
		t.Errorf("the cursor went to %d, %d", row, col)
	}
}
