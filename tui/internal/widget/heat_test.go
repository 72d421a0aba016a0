package widget

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"understudy/store/text"
)

// grid is a source made of numbers. It counts how often a cell is asked for.
type grid struct {
	rows, cols []string
	cells      [][]HeatCell
	asked      int
}

func (g *grid) Rows() int            { return len(g.rows) }
func (g *grid) Cols() int            { return len(g.cols) }
func (g *grid) RowKey(i int) int64   { return int64(i) + 1 }
func (g *grid) ColKey(i int) int64   { return int64(i) + 1 }
func (g *grid) RowName(i int) string { return g.rows[i] }
func (g *grid) ColName(i int) string { return g.cols[i] }
func (g *grid) RowTotal(i int) (n int) {
	for _, c := range g.cells[i] {
		n += c.Number
	}
	return n
}

func (g *grid) Most() (n int) {
	for _, row := range g.cells {
		for _, c := range row {
			n = max(n, c.Number)
		}
	}
	return n
}

func (g *grid) Cell(row, col int) HeatCell {
	g.asked++
	return g.cells[row][col]
}

func randomGrid(rnd *rand.Rand, rows, cols int) *grid {
	g := &grid{}
	most := []int{9, 80, 700, 60_000}[rnd.IntN(4)]
	for i := range rows {
		g.rows = append(g.rows, fmt.Sprintf("Team %d%s", i, strings.Repeat("x", rnd.IntN(20))))
		cells := make([]HeatCell, cols)
		for j := range cells {
			cells[j] = HeatCell{Sign: Sign(rnd.IntN(4)), Heat: rnd.IntN(6)}
			if rnd.IntN(2) == 0 {
				cells[j].Number = rnd.IntN(most)
			}
		}
		g.cells = append(g.cells, cells)
	}
	for j := range cols {
		g.cols = append(g.cols, fmt.Sprintf("Skill %d%s", j, strings.Repeat("y", rnd.IntN(20))))
	}
	return g
}

// painted draws the same map the slow way: every row and every column on a canvas as
// large as all of it, later strokes over earlier ones, and then cuts the window out.
func painted(g *grid, h *Heat, w, hh int) []string {
	l, glyph := h.last, h.th.Glyph
	lines := make([][]rune, hh)
	for y := range lines {
		lines[y] = []rune(strings.Repeat(" ", w+200))
	}
	put := func(x, y int, s string) {
		for i, r := range []rune(s) {
			lines[y][x+i] = r
		}
	}
	places := h.number
	seen := func(col int) bool { return col >= h.left && col < h.left+l.cols }
	xOf := func(col int) int { return l.x + (col-h.left)*(places+2) + places }
	if l.head > 0 && l.total > 0 {
		put(2+l.name, l.head-1, text.FitLeft("all", heatTotal))
	}
	for y := range l.head {
		for col := range g.cols { // staffs first
			if seen(col) && col%l.head < y {
				put(xOf(col), y, glyph.Bar)
			}
		}
		if seen(h.col) && h.col%l.head == y { // and stays clear of them
			put(xOf(h.col), y, g.cols[h.col]+" ")
		}
		for col, name := range g.cols { // then the names over them
			if !seen(col) || col%l.head != y {
				continue
			}
			covered := seen(h.col) && h.col%l.head == y && col > h.col && xOf(col) <= xOf(h.col)+min(len(g.cols[h.col]), w-xOf(h.col))
			if covered {
				continue
			}
			room := l.head*(places+2) - 1
			if col == h.col {
				room = w
			}
			put(xOf(col), y, text.CutWith(name, min(room, w-xOf(col)), glyph.Ellipsis))
		}
	}
	for row, name := range g.rows {
		y := l.head + row - h.top
		if row < h.top || row >= h.top+l.rows {
			continue
		}
		if row == h.row {
			put(0, y, glyph.Cursor)
		}
		put(1, y, text.Fit(text.CutWith(name, l.name, glyph.Ellipsis), l.name))
		if l.total > 0 {
			put(2+l.name, y, fmt.Sprintf("%*s", heatTotal, Compact(g.RowTotal(row), heatTotal)))
		}
		for col := range g.cols {
			if !seen(col) {
				continue
			}
			c, n := g.cells[row][col], ""
			if c.Number > 0 {
				n = strconv.Itoa(c.Number)
				if len(n) > 4 {
					n = n[:len(n)-3] + "k"
				}
			}
			x := l.x + (col-h.left)*(places+2)
			if n == "" {
				put(x+places, y, c.Sign.glyph(&glyph))
			} else {
				put(x+1, y, fmt.Sprintf("%*s%s", places, n, c.Sign.glyph(&glyph)))
			}
			if row == h.row && col == h.col {
				put(x, y, "[")
				put(x+places+2, y, "]")
			}
		}
	}
	out := make([]string, hh)
	for y := range lines {
		out[y] = strings.TrimRight(string(lines[y][:w]), " ")
	}
	if l.foot > 0 {
		out[hh-1] = strings.TrimRight(text.Fit(ends("", h.Position(), w), w), " ")
	}
	return out
}

// Whatever the size and however it was scrolled, the map shows the window of the whole
// table that its cursor is in, and asks for no other cell.
func TestHeatShowsAWindowOfTheTable(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 5))
	for range 400 {
		g := randomGrid(rnd, 1+rnd.IntN(60), 1+rnd.IntN(60))
		h := NewHeat(look(), "all")
		h.SetSource(g)
		for range 4 {
			w, hh := 40+rnd.IntN(120), 3+rnd.IntN(50)
			h.View(w, hh)
			for range rnd.IntN(5) {
				[]func(){
					func() { h.Move(rnd.IntN(20) - 10) }, func() { h.Page(1 - 2*rnd.IntN(2)) }, h.Home, h.End,
					h.Left, h.Right, func() { h.Aside(1 - 2*rnd.IntN(2)) }, func() { h.MoveTo(rnd.IntN(70), rnd.IntN(70)) },
				}[rnd.IntN(8)]()
			}
			g.asked = 0
			view := h.View(w, hh)
			fits(t, view, w, hh)
			if most := h.last.rows * h.last.cols; g.asked > most {
				t.Fatalf("%d cells asked for, and %d are on the screen", g.asked, most)
			}
			row, col, _ := h.Cursor()
			if row < h.top || row >= h.top+h.last.rows || col < h.left || col >= h.left+h.last.cols {
				t.Fatalf("the cursor at %d, %d is not on the screen", row, col)
			}
			for y, want := range painted(g, h, w, hh) {
				got := strings.TrimRight(ansi.Strip(strings.Split(view, "\n")[y]), " ")
				if got != want {
					t.Fatalf("%d×%d of %d×%d, line %d:\n%q, want\n%q\n%s", w, hh, g.Rows(), g.Cols(), y, got, want, ansi.Strip(view))
				}
			}
		}
	}
}

func TestHeatFitsEverywhere(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 1))
	g := randomGrid(rnd, len(hostile), len(hostile))
	g.rows, g.cols = hostile, hostile
	for _, th := range []*Heat{NewHeat(look(), "all"), NewHeat(plainLook(), "all"), NewHeat(look(), "all")} {
		sweep(t, th.View)
		th.SetSource(g)
		th.MoveTo(7, 9)
		th.ToggleMark()
		sweep(t, th.View)
		th.End()
		th.MoveTo(99, 99)
		th.Range()
		sweep(t, th.View)
	}
}

func TestHeatSaysStateWithoutColour(t *testing.T) {
	h := NewHeat(plainLook(), "all")
	h.SetSource(&grid{rows: []string{"A"}, cols: []string{"a", "b", "c", "d"}, cells: [][]HeatCell{{{}, {Sign: SignDot}, {Sign: SignCheck, Heat: 1}, {Number: 7, Sign: SignAlert, Heat: 5}}}})
	h.MoveTo(0, 1)
	view := h.View(60, 4)
	for _, r := range ansi.Strip(view) {
		if r > 0x7e {
			t.Fatalf("%q is not ASCII", r)
		}
	}
	if want := ">A     7     [ . ] +   7!"; !strings.Contains(ansi.Strip(view), want) {
		t.Errorf("not %q:\n%s", want, ansi.Strip(view))
	}
}

func TestHeatKeepsItsCellWhenTheOrderChanges(t *testing.T) {
	g := randomGrid(rand.New(rand.NewPCG(2, 2)), 30, 30)
	h := NewHeat(look(), "all")
	h.SetSource(g)
	h.View(80, 24)
	h.MoveTo(20, 25)
	h.ToggleMark()
	h.SetSource(turned{g})
	if row, col, _ := h.Cursor(); row != 8 || col != 4 { // the mark moved it on to row 21
		t.Errorf("the cursor went to %d, %d", row, col)
	}
	if !h.IsMarked(9, 4) || h.Marked() != 1 {
		t.Error("the mark is not where its cell went")
	}
	h.Unmark()
	if h.Marked() != 0 {
		t.Error("unmarking left a mark")
	}
}

// turned is a grid upside down.
type turned struct{ *grid }

func (t turned) RowKey(i int) int64 { return t.grid.RowKey(len(t.rows) - 1 - i) }
func (t turned) ColKey(i int) int64 { return t.grid.ColKey(len(t.cols) - 1 - i) }

func TestHeatMarksRectanglesAndRows(t *testing.T) {
	h := NewHeat(look(), "all")
	h.SetSource(randomGrid(rand.New(rand.NewPCG(4, 2)), 10, 10))
	h.MoveTo(2, 3)
	h.Range()
	h.MoveTo(1, 5)
	if !h.IsMarked(1, 4) || h.IsMarked(3, 4) {
		t.Error("an open range does not show")
	}
	h.Range()
	if h.Marked() != 6 {
		t.Errorf("%d marked by a range of 2 × 3", h.Marked())
	}
	h.All()
	if h.Marked() != 13 {
		t.Errorf("%d marked with the row", h.Marked())
	}
	h.All()
	if h.Marked() != 3 {
		t.Errorf("%d marked after the row was unmarked", h.Marked())
	}
}

func TestHeatTakesClicks(t *testing.T) {
	h := NewHeat(look(), "all")
	h.SetSource(randomGrid(rand.New(rand.NewPCG(4, 9)), 40, 40))
	h.View(90, 20)
	h.MoveTo(30, 30)
	h.View(90, 20)
	l := h.last
	for y := range l.rows {
		for x := range l.cols {
			if !h.Click(l.x+x*l.cell+1, l.head+y) {
				t.Fatal("a cell was missed")
			}
			if row, col, _ := h.Cursor(); row != h.top+y || col != h.left+x {
				t.Fatalf("click on %d, %d went to %d, %d", x, y, col, row)
			}
		}
	}
	if h.Click(l.x+l.cols*l.cell+3, l.head) || h.Click(2, l.head) || h.Click(0, 19) {
		t.Error("a click beside the cells is no click on a cell")
	}
}

// BenchmarkHeatKey is one key and one drawing of the map of a company with 5,000 teams
// and 500 skills, at 120×36 less what stands around it.
func BenchmarkHeatKey(b *testing.B) {
	h := NewHeat(look(), "all")
	h.SetSource(randomGrid(rand.New(rand.NewPCG(1, 2)), 5000, 500))
	h.View(120, 32)
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		switch i % 4 {
		case 0:
			h.Move(1)
		case 1:
			h.Right()
		case 2:
			h.Page(1)
		case 3:
			h.Aside(1)
		}
		if i%400 == 399 {
			h.MoveTo(0, 0)
		}
		h.View(120, 32)
	}
}

// texts is a map of texts: cells say where they are.
type texts struct{ *grid }

func (t texts) Cell(row, col int) HeatCell {
	return HeatCell{Text: fmt.Sprintf("%d.%d", row, col), Tone: Tone((row + col) % 5)}
}

func TestAMapOfTextsDrawsThemWhole(t *testing.T) {
	g := randomGrid(rand.New(rand.NewPCG(1, 2)), 300, 80)
	h := NewHeat(look(), "all")
	h.SetPlaces(7)
	h.SetSource(texts{g})
	for _, at := range [][2]int{{0, 0}, {299, 79}, {17, 42}} {
		h.MoveTo(at[0], at[1])
		for _, w := range []int{24, 40, 60, 80, 200} {
			lines := strings.Split(ansi.Strip(h.View(w, 20)), "\n")
			found := false
			for _, l := range lines {
				if text.Width(l) != w {
					t.Fatalf("a line of %d cells in %d: %q", text.Width(l), w, l)
				}
				found = found || strings.Contains(l, fmt.Sprintf("[%-7s]", fmt.Sprintf("%d.%d", at[0], at[1])))
			}
			if !found && w >= 40 {
				t.Errorf("%v is not whole in %d cells:\n%s", at, w, strings.Join(lines, "\n"))
			}
		}
	}
	if !h.Click(h.last.x+3, h.last.head+1) {
		t.Error("a click on a cell is no cell")
	}
	if row, col, _ := h.Cursor(); row != h.top+1 || col != h.left {
		t.Errorf("a click at the second row and first column went to %d, %d", row-h.top, col-h.left)
	}
}
