package widget

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"github.com/charmbracelet/x/exp/golden"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// shifts is a board in memory. It notes which cells it is asked for.
type shifts struct {
	rows   []BoardRow
	cols   []BoardCol
	cells  [][]BoardCell
	covers []BoardRow
	cover  [][]BoardCover
	asked  map[[2]int]int
}

func (s *shifts) Rows() int                     { return len(s.rows) }
func (s *shifts) RowKey(i int) int64            { return int64(i) + 1 }
func (s *shifts) Row(i int) BoardRow            { return s.rows[i] }
func (s *shifts) Cols() int                     { return len(s.cols) }
func (s *shifts) Col(i int) BoardCol            { return s.cols[i] }
func (s *shifts) Covers() int                   { return len(s.covers) }
func (s *shifts) Cover(i int) BoardRow          { return s.covers[i] }
func (s *shifts) CoverCell(i, c int) BoardCover { return s.cover[i][c] }
func (s *shifts) Cell(r, c int) BoardCell {
	if s.asked != nil {
		s.asked[[2]int{r, c}]++
	}
	return s.cells[r][c]
}

// put sets a bar of n periods.
func (s *shifts) put(row, col, n int, c BoardCell) {
	for i := range n {
		s.cells[row][col+i] = c
	}
}

func newShifts(rows, cols, covers int) *shifts {
	s := &shifts{}
	for i := range rows {
		s.rows = append(s.rows, BoardRow{Name: fmt.Sprintf("Person %d", i), Fact: fmt.Sprintf("Team %d", i%7)})
		s.cells = append(s.cells, make([]BoardCell, cols))
	}
	for i := range cols {
		s.cols = append(s.cols, BoardCol{Key: int64(i) + 1, Name: fmt.Sprintf("W%d", i%52+1), Group: fmt.Sprint(2026 + i/52)})
	}
	for i := range covers {
		s.covers = append(s.covers, BoardRow{Name: fmt.Sprintf("Team %d", i), Fact: "Go"})
		line := make([]BoardCover, cols)
		for c := range line {
			line[c] = BoardCover{Have: (i + c) % 4, Need: 2, None: (i+c)%9 == 0}
		}
		s.cover = append(s.cover, line)
	}
	return s
}

// randomShifts is a board with bars of all kinds; keys are told apart within a row only.
func randomShifts(rnd *rand.Rand, rows, cols int) *shifts {
	s := newShifts(rows, cols, rnd.IntN(12))
	for r := range rows {
		key := int64(1)
		for c := 0; c < cols; key++ {
			n := min(cols-c, 1+rnd.IntN(6))
			if rnd.IntN(3) > 0 {
				s.put(r, c, n, BoardCell{
					Key: key, Kind: BoardKind(1 + rnd.IntN(4)), State: BoardState(rnd.IntN(5)),
					Team: rnd.IntN(18) - 1, Text: strings.Repeat("x", rnd.IntN(14)),
					Locked: rnd.IntN(4) == 0, Forced: rnd.IntN(8) == 0, Changed: rnd.IntN(5) == 0, Alert: rnd.IntN(9) == 0,
				})
			}
			c += n
		}
	}
	return s
}

// spring is the plan that the goldens show.
func spring() *shifts {
	s := newShifts(7, 9, 3)
	for i, name := range []string{"Ines Marques", "Jonas Berg", "Priya Nair", "Tomasz Król", "山田太郎", "👩‍👩‍👧‍👦 family", "a\u202egpj \x1b[31mred"} {
		s.rows[i] = BoardRow{Name: name, Fact: []string{"Payments", "Data", "Platform"}[i%3]}
	}
	s.rows[2].Note, s.rows[2].Tone = "DATA ✗", ToneWarn
	for i, m := range []string{"Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Jan", "Feb"} {
		s.cols[i] = BoardCol{Key: int64(i) + 1, Name: m, Group: []string{"2026", "2027"}[i/7]}
	}
	s.put(0, 1, 3, BoardCell{Key: 1, Kind: BoardBlock, State: BoardRunning, Team: 0, Text: "Platform"})
	s.put(0, 4, 2, BoardCell{Key: 2, Kind: BoardBlock, State: BoardPublished, Team: 2, Text: "SRE", Locked: true})
	s.put(1, 0, 2, BoardCell{Key: 3, Kind: BoardBlock, State: BoardDone, Team: 1, Text: "Data"})
	s.put(1, 3, 2, BoardCell{Key: 4, Kind: BoardBlock, Team: 2, Text: "SRE", Changed: true})
	s.put(1, 5, 2, BoardCell{Key: 5, Kind: BoardBlock, Team: 0, Text: "Platform"})
	s.put(2, 2, 2, BoardCell{Key: 6, Kind: BoardWish, Team: 1, Text: "Data"})
	s.put(2, 4, 3, BoardCell{Key: 7, Kind: BoardBlock, Team: 2, Text: "SRE", Forced: true, Alert: true})
	s.put(3, 0, 1, BoardCell{Key: 8, Kind: BoardBlock, State: BoardBroken, Team: 2, Text: "SRE"})
	s.put(3, 2, 2, BoardCell{Key: 9, Kind: BoardAbsent, Team: -1, Text: "parental leave"})
	s.put(4, 0, 9, BoardCell{Key: 10, Kind: BoardBlock, State: BoardPublished, Team: 3, Text: "東京チーム"})
	s.put(5, 0, 2, BoardCell{Kind: BoardBlank})
	s.put(6, 6, 3, BoardCell{Key: 11, Kind: BoardBlock, Team: 1, Text: "\x1b[2JData\n"})
	for i, name := range []string{"Payments", "Data", "Platform"} {
		s.covers[i] = BoardRow{Name: name, Fact: []string{"Go", "ETL", "k8s"}[i]}
	}
	s.covers[1].Note, s.covers[1].Tone = "short in Aug", ToneBad
	s.cover[2][3] = BoardCover{Have: 12, Need: 10}
	return s
}

func springBoard(th *theme.Styles) *Board {
	b := NewBoard(th, "Cover")
	b.SetTeams([]Badge{{"P", "Platform"}, {"", "Data"}, {"◇", "SRE"}})
	b.SetToday(1)
	b.SetSource(spring())
	return b
}

// goldenSizes are the sizes that pages are drawn at.
var goldenSizes = [][2]int{{120, 36}, {80, 24}, {40, 12}}

func TestBoardGolden(t *testing.T) {
	for name, th := range map[string]*theme.Styles{"colour": look(), "ascii": plainLook()} {
		for _, size := range goldenSizes {
			t.Run(fmt.Sprintf("%s_%d", name, size[0]), func(t *testing.T) {
				b := springBoard(th)
				b.View(size[0], size[1])
				b.MoveTo(0, 2)
				b.ToggleMark()
				view := b.View(size[0], size[1])
				fits(t, view, size[0], size[1])
				golden.RequireEqual(t, ansi.Strip(view)+"\n")
			})
		}
	}
	t.Run("carry", func(t *testing.T) {
		b := springBoard(look())
		b.MoveTo(2, 5)
		b.PickUp(func(row, col, n int) Verdict {
			return Verdict{Breaks: col < 4, Text: "Data would have 1 of 2 in August"}
		})
		b.Move(1)
		b.Left()
		golden.RequireEqual(t, ansi.Strip(b.View(80, 16))+"\n")
	})
}

// expected paints the cells of a row the slow way: from all bars of the row, wherever
// they are, character by character.
func expected(s *shifts, b *Board, row int) string {
	l, g, cell := b.last, b.th.Glyph, b.last.cell
	line := []rune(strings.Repeat(" ", l.cols*cell+1))
	end := b.left + l.cols
	bars := 0
	for first := 0; first < len(s.cols); {
		c, last := s.cells[row][first], first
		for c.Key != 0 && last+1 < len(s.cols) && s.cells[row][last+1].Key == c.Key {
			last++
		}
		from, to := max(first, b.left), min(last, end-1)
		first = last + 1
		if from > to {
			continue
		}
		bars++
		x, room := (from-b.left)*cell, (to-from+1)*cell-1
		switch {
		case s.start(row, from) < from:
			line[x] = []rune(g.Left)[0]
		case b.today == from:
			line[x] = []rune(g.Bar)[0]
		}
		if last >= end {
			line[l.cols*cell] = []rune(g.Right)[0]
		}
		label, fill := "", ""
		switch c.Kind {
		case BoardHome:
			label, fill = g.Dot, " "
		case BoardBlank:
			fill = " "
		case BoardAbsent:
			label, fill = c.Text, g.Away
		case BoardWish:
			label, fill = g.Cross+" "+c.Text, g.Dot
		case BoardBlock:
			label = blockLabel(b, c)
			fill = []string{g.Planned, g.Rule, g.Running, g.Rule, g.Dot}[c.State]
		}
		for i := range room {
			line[x+1+i] = []rune(fill)[0]
		}
		if row == b.row && !b.inCover && b.col >= from && b.col <= to {
			room = cell - 1
			if b.col > from {
				room = (b.col-from)*cell - 1
			}
		}
		tail := g.Ellipsis
		if room < 4 {
			tail = ""
		}
		runes := []rune(text.CutWith(label, room, tail))
		if len(runes) > 0 && len(runes) < room {
			runes = append(runes, ' ')
		}
		copy(line[x+1:], runes)
	}
	if row == b.row && !b.inCover {
		x := (b.col - b.left) * cell
		line[x], line[x+cell] = '[', ']'
	}
	return string(line)
}

// start is the first period of the bar at a cell.
func (s *shifts) start(row, col int) int {
	for k := s.cells[row][col].Key; k != 0 && col > 0 && s.cells[row][col-1].Key == k; {
		col--
	}
	return col
}

// blockLabel is what a block says: its team's letter, its signs, its text.
func blockLabel(b *Board, c BoardCell) string {
	g, signs := b.th.Glyph, ""
	signs += map[BoardState]string{BoardDone: g.Check, BoardBroken: g.Cross}[c.State]
	if c.Forced {
		signs += g.Force
	} else if c.Locked {
		signs += g.Lock
	}
	if c.Changed {
		signs += g.Changed
	}
	if c.Alert {
		signs += g.Alert
	}
	if c.Team < 0 {
		return signs + c.Text
	}
	if signs == "" {
		signs = " "
	}
	return string(rune('A'+c.Team)) + signs + c.Text
}

// Whatever the size and however it was scrolled, the board shows its bars where they
// are, and asks for no cell but those on the screen and their neighbours.
func TestBoardShowsAWindowOfThePlan(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 8))
	for range 300 {
		s := randomShifts(rnd, 1+rnd.IntN(50), 1+rnd.IntN(60))
		b := NewBoard([]*theme.Styles{look(), plainLook()}[rnd.IntN(2)], "Cover")
		b.SetToday(rnd.IntN(70) - 1)
		b.SetSource(s)
		for range 4 {
			w, h := 40+rnd.IntN(120), 3+rnd.IntN(50)
			b.View(w, h)
			for range rnd.IntN(5) {
				[]func(){
					func() { b.Move(rnd.IntN(20) - 10) }, func() { b.Page(1 - 2*rnd.IntN(2)) }, b.Home, b.End, b.Left, b.Right, b.Turn,
					func() { b.Aside(1 - 2*rnd.IntN(2)) }, func() { b.MoveTo(rnd.IntN(70), rnd.IntN(70)) }, func() { b.Zoom(1 - rnd.IntN(3)) },
				}[rnd.IntN(10)]()
			}
			s.asked = map[[2]int]int{}
			view := b.View(w, h)
			fits(t, view, w, h)
			l := b.last
			for at, n := range s.asked {
				if n > 1 || at[0] < b.top || at[0] >= b.top+l.rows || at[1] < b.left-1 || at[1] > b.left+l.cols {
					t.Fatalf("cell %v asked for %d times; the window is %d+%d, %d+%d", at, n, b.top, l.rows, b.left, l.cols)
				}
			}
			s.asked = nil
			row, col, _ := b.Cursor()
			if row < b.top || row >= b.top+l.rows || col < b.left || col >= b.left+l.cols {
				t.Fatalf("the cursor at %d, %d is not on the screen", row, col)
			}
			lines := strings.Split(ansi.Strip(view), "\n")
			for row := b.top; row < b.top+l.rows; row++ {
				got := []rune(lines[l.head+row-b.top])[l.x:][:l.cols*l.cell+1]
				if want := expected(s, b, row); string(got) != want {
					t.Fatalf("row %d of %d×%d:\n%q, want\n%q\n%s", row, w, h, string(got), want, ansi.Strip(view))
				}
			}
		}
	}
}

func TestBoardFitsEverywhere(t *testing.T) {
	s := randomShifts(rand.New(rand.NewPCG(1, 1)), len(hostile), len(hostile))
	for i, name := range hostile {
		s.rows[i] = BoardRow{Name: name, Fact: hostile[len(hostile)-1-i], Note: name}
		s.cols[i].Name, s.cols[i].Group = name, hostile[i/3]
		for j := range s.cells[i] {
			s.cells[i][j].Text = hostile[(i+j)%len(hostile)]
		}
	}
	for _, th := range []*theme.Styles{look(), plainLook()} {
		b := NewBoard(th, strings.Join(hostile, " "))
		view := func(w, h int) string {
			b.Restyle() // the sweep changes the way of measuring
			return b.View(w, h)
		}
		sweep(t, view)
		b.SetTeams([]Badge{{"👩‍👩‍👧‍👦", ""}, {"\x1b[31m", ""}, {"山", ""}})
		b.SetSource(s)
		b.ToggleMark()
		sweep(t, view)
		for _, zoom := range []int{-8, 20} {
			b.Zoom(zoom)
			b.MoveTo(99, 99)
			sweep(t, view)
		}
		b.Turn()
		b.Range()
		sweep(t, view)
		b.Turn()
		b.Unmark()
		b.Bring(BoardCell{Text: hostile[8], Team: 3}, 4, func(int, int, int) Verdict { return Verdict{Breaks: true, Text: hostile[18]} })
		sweep(t, view)
	}
}

func TestBoardSaysStateWithoutColour(t *testing.T) {
	s := newShifts(1, 12, 1)
	cells := []BoardCell{{}, {Kind: BoardBlank}, {Kind: BoardAbsent, Text: "away"}, {Kind: BoardWish, Team: 1, Text: "W"}}
	for state := range BoardBroken + 1 {
		cells = append(cells, BoardCell{Kind: BoardBlock, State: state, Text: "T"})
	}
	cells = append(cells, BoardCell{Kind: BoardBlock, Text: "T", Locked: true}, BoardCell{Kind: BoardBlock, Text: "T", Forced: true}, BoardCell{Kind: BoardBlock, Text: "T", Alert: true})
	for i, c := range cells {
		c.Key = int64(i)
		s.cells[0][i] = c
	}
	b := NewBoard(plainLook(), "Cover")
	b.SetSource(s)
	view := ansi.Strip(b.View(130, 9))
	for _, r := range view {
		if r > 0x7e {
			t.Fatalf("%q is not ASCII", r)
		}
	}
	seen := map[string]bool{}
	cellsOf := []rune(strings.Split(view, "\n")[2])[b.last.x:]
	for i := range cells {
		drawn := string(cellsOf[i*b.last.cell+1:][:b.last.cell-1])
		if seen[drawn] {
			t.Errorf("%q says two things:\n%s", drawn, view)
		}
		seen[drawn] = true
	}
	for have, want := range map[int]string{1: "1/2!", 2: "2/2=", 3: "3/2 "} {
		if got := ansi.Strip(b.coverPiece(BoardCover{Have: have, Need: 2}, 4)); got != want {
			t.Errorf("%d of 2 is %q", have, got)
		}
	}
	for w, want := range map[int]string{8: "12/10   ", 6: "12/10 ", 5: "12   ", 3: "12 ", 2: "  "} {
		if got := ansi.Strip(b.coverPiece(BoardCover{Have: 12, Need: 10}, w)); got != want {
			t.Errorf("12 of 10 in %d places is %q: a number must not be cut", w, got)
		}
	}
}
