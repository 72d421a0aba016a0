package widget

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// n goes over the first cells of all blocks in the order of reading, N back.
func TestBoardGoesFromBlockToBlock(t *testing.T) {
	s := randomShifts(rand.New(rand.NewPCG(7, 7)), 20, 30)
	var want [][2]int
	for r := range s.rows {
		for c := range s.cols {
			if s.cells[r][c].Kind == BoardBlock && s.start(r, c) == c && r+c > 0 {
				want = append(want, [2]int{r, c})
			}
		}
	}
	b := NewBoard(look(), "Cover")
	b.SetSource(s)
	var got [][2]int
	for b.NextBlock() {
		got = append(got, [2]int{b.row, b.col})
	}
	if !slices.Equal(got, want) {
		t.Fatalf("forward %v, want %v", got, want)
	}
	b.MoveTo(19, 29)
	if last := want[len(want)-1]; last == [2]int{19, 29} {
		want = want[:len(want)-1]
	}
	got = nil
	for b.PrevBlock() {
		got = append(got, [2]int{b.row, b.col})
	}
	slices.Reverse(got)
	if s.cells[0][0].Kind == BoardBlock {
		got = got[1:]
	}
	if !slices.Equal(got, want) {
		t.Fatalf("back %v, want %v", got, want)
	}
}

// What is carried stays on the board, whole, and every place is judged once.
func TestBoardCarriesBlocks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		s := newShifts(rapid.IntRange(1, 9).Draw(r, "rows"), rapid.IntRange(1, 20).Draw(r, "cols"), 2)
		n := rapid.IntRange(1, len(s.cols)).Draw(r, "length")
		at := rapid.IntRange(0, len(s.cols)-n).Draw(r, "at")
		s.put(0, at, n, BoardCell{Key: 5, Kind: BoardBlock, Text: "SRE"})
		b := NewBoard(plainLook(), "Cover")
		b.SetSource(s)
		b.View(100, 20)
		b.MoveTo(0, at+rapid.IntRange(0, n-1).Draw(r, "grip"))
		var asked [][3]int
		ask := func(row, col, length int) Verdict {
			asked = append(asked, [3]int{row, col, length})
			return Verdict{Breaks: (row+col)%2 == 0, Text: "said of it"}
		}
		if !b.PickUp(ask) || b.PickUp(ask) {
			r.Fatal("a block is picked up once")
		}
		moves := []func(){
			func() { b.Move(rapid.IntRange(-4, 4).Draw(r, "rows")) }, b.Left, b.Right, b.Home, b.End, b.Turn, b.ToggleMark,
			func() { b.Stretch(rapid.IntRange(-3, 3).Draw(r, "by")) }, func() { b.Aside(1) },
			func() { b.Click(rapid.IntRange(0, 99).Draw(r, "x"), rapid.IntRange(0, 19).Draw(r, "y")) },
		}
		for range rapid.IntRange(0, 12).Draw(r, "moves") {
			moves[rapid.IntRange(0, len(moves)-1).Draw(r, "move")]()
			m, _ := b.Carrying()
			if m.Row < 0 || m.Row >= len(s.rows) || m.Col < 0 || m.Length < 1 || m.Col+m.Length > len(s.cols) {
				r.Fatalf("carried off the board: %+v", m)
			}
			if last := asked[len(asked)-1]; last != [3]int{m.Row, m.Col, m.Length} {
				r.Fatalf("judged at %v, and it is at %+v", last, m)
			}
			if m.Verdict.Breaks != ((m.Row+m.Col)%2 == 0) || m.Moved != (m.Row != 0 || m.Col != at || m.Length != n) {
				r.Fatalf("%+v of a block at 0, %d of %d", m, at, n)
			}
			view := ansi.Strip(b.View(100, 20))
			fits(r, view, 100, 20)
			sign := map[bool]string{true: "[!", false: "[+"}[m.Verdict.Breaks]
			if !strings.Contains(view, sign) || !strings.Contains(view, "said of it") {
				r.Fatalf("no %q and reason in\n%s", sign, view)
			}
		}
		for i := 1; i < len(asked); i++ {
			if asked[i] == asked[i-1] {
				r.Fatalf("judged twice: %v", asked)
			}
		}
		if rapid.Bool().Draw(r, "drop") {
			m, ok := b.Drop()
			if _, more := b.Drop(); !ok || more || m.Cell.Key != 5 || m.FromRow != 0 || m.FromCol != at || m.FromLength != n {
				r.Fatalf("dropped %+v", m)
			}
			return
		}
		if row, col, _ := b.Cursor(); !b.PutBack() || b.PutBack() || b.row != 0 || b.col != at {
			r.Fatalf("put back to %d, %d from %d, %d", b.row, b.col, row, col)
		}
	})
}

// An answer that takes time is asked for again once it is there.
func TestBoardAsksAgainWhereTheAnswerCameLater(t *testing.T) {
	s := newShifts(2, 4, 0)
	s.put(0, 0, 1, BoardCell{Key: 5, Kind: BoardBlock})
	b := NewBoard(look(), "Cover")
	b.SetSource(s)
	b.Reask() // nothing is carried
	known := ""
	b.PickUp(func(int, int, int) Verdict { return Verdict{Text: known} })
	if known = "Data would be short"; mustCarry(t, b).Verdict.Text != "" {
		t.Fatal("it was asked before it knew")
	}
	if b.Reask(); mustCarry(t, b).Verdict.Text != known {
		t.Error("the answer did not come")
	}
}

func mustCarry(t *testing.T, b *Board) BoardMove {
	t.Helper()
	m, ok := b.Carrying()
	if !ok {
		t.Fatal("nothing is carried")
	}
	return m
}

func TestBoardBringsANewBlock(t *testing.T) {
	b := NewBoard(look(), "Cover")
	if b.Bring(BoardCell{}, 1, nil) || b.PickUp(nil) {
		t.Error("there is no board to carry over")
	}
	b.SetSource(newShifts(3, 5, 0))
	if b.PickUp(nil) {
		t.Error("home is no block")
	}
	b.MoveTo(1, 4)
	if !b.Bring(BoardCell{Text: "SRE"}, 3, nil) {
		t.Fatal("not brought")
	}
	if m, _ := b.Carrying(); m.Row != 1 || m.Col != 2 || m.Length != 3 || m.FromRow != -1 || !m.Moved {
		t.Errorf("brought to %+v", m)
	}
}

func TestBoardKeepsItsPlaceAndItsMarks(t *testing.T) {
	s := newShifts(30, 12, 3)
	s.put(20, 3, 4, BoardCell{Key: 9, Kind: BoardBlock})
	b := NewBoard(look(), "Cover")
	b.SetSource(s)
	b.View(80, 24)
	b.MoveTo(20, 5)
	b.ToggleMark()
	if b.Marked() != 4 || len(b.Places()) != 4 || b.Places()[0] != (BoardPlace{21, 4}) {
		t.Errorf("a mark on a bar of four marks %v", b.Places())
	}
	b.MoveTo(20, 5)
	b.SetSource(upside{s})
	if row, col, _ := b.Cursor(); row != 9 || col != 6 {
		t.Errorf("the cursor went to %d, %d", row, col)
	}
	short := newShifts(5, 6, 0)
	b.Turn()
	b.SetSource(short)
	if _, in := b.CoverLine(); in || b.Marked() != 0 {
		t.Errorf("in the cover: %v; %d marks of rows that are gone", in, b.Marked())
	}
	b.MoveTo(1, 1)
	b.Range()
	b.MoveTo(2, 3)
	b.Range()
	b.All()
	if b.Marked() != 9 {
		t.Errorf("%d marked by 2 × 3 and a row of 6", b.Marked())
	}
	b.All()
	if b.Marked() != 3 || !b.Unmark() || b.Unmark() {
		t.Errorf("%d marked", b.Marked())
	}
}

func TestBoardSelectsByKey(t *testing.T) {
	b := NewBoard(look(), "Cover")
	if b.Select(0, 0) {
		t.Error("there is nothing to select")
	}
	b.SetSource(upside{newShifts(30, 12, 3)})
	b.View(80, 24)
	if !b.Select(3, 0) || b.row != 27 || b.col != 0 || !b.Select(0, 2) || b.row != 27 || b.col != 10 {
		t.Errorf("at %d, %d", b.row, b.col)
	}
	if b.Select(99, 1) || b.Select(1, 99) || b.row != 27 || b.col != 10 {
		t.Errorf("went to %d, %d for what is not there", b.row, b.col)
	}
}

// upside is a board with rows and periods in the other order.
type upside struct{ *shifts }

func (u upside) RowKey(i int) int64 { return int64(len(u.rows) - i) }
func (u upside) Col(i int) BoardCol { return u.cols[len(u.cols)-1-i] }

func TestBoardTakesClicks(t *testing.T) {
	s := newShifts(40, 40, 20)
	b := NewBoard(look(), "Cover")
	b.SetSource(s)
	b.View(90, 30)
	b.MoveTo(30, 30)
	b.View(90, 30)
	l := b.last
	for y := range l.rows {
		for x := range l.cols {
			if b.Click(l.x+x*l.cell+l.cell/2, l.head+y) != BoardOnCell || b.row != b.top+y || b.col != b.left+x {
				t.Fatalf("click on %d, %d went to %d, %d", x, y, b.col, b.row)
			}
		}
	}
	for y := range l.cover {
		if b.Click(l.x, l.head+l.rows+1+y) != BoardOnCover || b.line != b.head+y || !b.inCover {
			t.Fatalf("click on line %d of the cover went to %d", y, b.line)
		}
	}
	if b.Click(1, l.head) != BoardName || b.inCover || b.Click(l.x+l.cell, 1) != BoardHeading || b.col != b.left+1 {
		t.Error("names and headings are not met")
	}
	if b.Click(1, l.head+l.rows) != BoardNothing || b.Click(89, l.head) != BoardNothing || b.Click(0, 29) != BoardNothing {
		t.Error("rule, space and footer are nothing")
	}
	row, line := b.row, b.head
	b.Wheel(l.head+l.rows+2, 1)
	if b.View(90, 30); b.row != row || b.head != line+3 {
		t.Errorf("the wheel over the cover went to row %d, line %d", b.row, b.head)
	}
	b.Wheel(l.head, -1)
	if b.row != row-3 {
		t.Errorf("the wheel over the rows went to row %d from %d", b.row, row)
	}
}

func TestBoardScrollsTheCoverOnItsOwn(t *testing.T) {
	b := NewBoard(look(), "Cover")
	b.SetSource(newShifts(50, 10, 20))
	b.View(100, 24)
	b.MoveTo(10, 3)
	b.Turn()
	b.End()
	view := ansi.Strip(b.View(100, 24))
	if line, in := b.CoverLine(); !in || line != 19 || !strings.Contains(view, "▌Team 19") || !strings.Contains(view, "lines 15–20 of 20") {
		t.Errorf("line %d, %v\n%s", line, in, view)
	}
	if b.Right(); b.row != 10 || b.col != 4 {
		t.Errorf("rows moved to %d, %d", b.row, b.col)
	}
	if _, _, _, ok := b.Selected(); ok {
		t.Error("in the cover no cell is chosen")
	}
}

func TestBoardEmpty(t *testing.T) {
	b := NewBoard(look(), "Cover")
	b.SetEmpty(Empty{What: "No plan yet.", Keys: []Hotkey{{"a", "add a plan"}}})
	for _, f := range []func(){b.Home, b.End, b.Left, b.Right, b.ToggleMark, b.Range, b.All, b.Turn, b.Today, func() { b.NextBlock() }, func() { b.Stretch(1) }} {
		f()
	}
	if !strings.Contains(b.View(60, 10), "No plan yet.") || b.Position() != "" || b.Click(3, 3) != BoardNothing {
		t.Errorf("\n%s", b.View(60, 10))
	}
}

// BenchmarkBoardKey is one key and one drawing of a board of 5,000 people and a year of
// weeks, at 120×36 less what stands around it.
func BenchmarkBoardKey(b *testing.B) {
	s := randomShifts(rand.New(rand.NewPCG(1, 2)), 5000, 52)
	for len(s.covers) < 12 {
		s.covers, s.cover = append(s.covers, s.covers[0]), append(s.cover, s.cover[0])
	}
	d := NewBoard(look(), "Cover")
	d.SetSource(s)
	d.View(120, 32)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		switch i % 4 {
		case 0:
			d.Move(1)
		case 1:
			d.Right()
		case 2:
			d.Page(1)
		case 3:
			d.Left()
		}
		if i%400 == 399 {
			d.MoveTo(0, 0)
		}
		d.View(120, 32)
	}
}
