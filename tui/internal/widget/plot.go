package widget

import (
	"math"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// PlotPoint is a value on a day, counted from any day on.
type PlotPoint struct {
	Day   int
	Value float64
}

// Plot is values over time beside the straight line that they should follow.
type Plot struct {
	From, To PlotPoint // the ends of the line
	Values   []PlotPoint
	Low      string // how the least and the greatest value are written
	High     string
	Left     string // what stands under the ends
	Right    string
}

// Span is the least and the greatest value of line and values.
func (p Plot) Span() (low, high float64) {
	low, high = min(p.From.Value, p.To.Value), max(p.From.Value, p.To.Value)
	for _, v := range p.Values {
		low, high = min(low, v.Value), max(high, v.Value)
	}
	return low, high
}

// View draws it in w × h cells: the line as dots, the values as marks, the greatest and
// the least at the left, the days below. It needs three lines to say anything.
func (p Plot) View(th *theme.Styles, w, h int) []string {
	label := max(text.Width(p.Low), text.Width(p.High))
	cols, rows := w-label-2, h-1
	if cols < 8 || rows < 2 {
		return nil
	}
	grid := make([][]byte, rows)
	for y := range grid {
		grid[y] = make([]byte, cols)
	}
	at := p.scale(cols, rows)
	for x := range cols {
		_, y := at(p.on(x, cols))
		grid[y][x] = 'l'
	}
	for _, v := range p.Values {
		x, y := at(v)
		grid[y][x] = 'v'
	}
	lines := make([]string, 0, h)
	for y, row := range grid {
		left := text.Spaces(label)
		switch y {
		case 0:
			left = text.PadLeft(p.High, label)
		case rows - 1:
			left = text.PadLeft(p.Low, label)
		}
		lines = append(lines, th.Dim.Render(left)+" "+th.Rule.Render(th.Glyph.Bar)+plotRow(th, row))
	}
	gap := cols - text.Width(p.Left) - text.Width(p.Right)
	if gap < 1 {
		return append(lines, th.Dim.Render(text.Spaces(label+2)+text.Cut(p.Left, cols)))
	}
	return append(lines, th.Dim.Render(text.Spaces(label+2)+p.Left+text.Spaces(gap)+p.Right))
}

// last is the last day that is shown: values may be younger than the line's end.
func (p Plot) last() int {
	day := p.To.Day
	for _, v := range p.Values {
		day = max(day, v.Day)
	}
	return max(day, p.From.Day+1)
}

// on is the point of the line at a column; beyond its end it goes on level.
func (p Plot) on(x, cols int) PlotPoint {
	day := p.From.Day + x*(p.last()-p.From.Day)/max(1, cols-1)
	share := 1.0
	if day < p.To.Day {
		share = float64(day-p.From.Day) / float64(p.To.Day-p.From.Day)
	}
	return PlotPoint{day, p.From.Value + share*(p.To.Value-p.From.Value)}
}

// scale puts points into cells; all of them lie within.
func (p Plot) scale(cols, rows int) func(PlotPoint) (x, y int) {
	low, high := p.Span()
	last := p.last()
	return func(v PlotPoint) (x, y int) {
		day := max(p.From.Day, min(v.Day, last))
		x = int(math.Round(float64(day-p.From.Day) * float64(cols-1) / float64(last-p.From.Day)))
		if high > low {
			y = int(math.Round((high/2 - v.Value/2) / (high/2 - low/2) * float64(rows-1)))
		}
		return x, max(0, min(y, rows-1))
	}
}

func plotRow(th *theme.Styles, row []byte) string {
	var b strings.Builder
	for _, c := range row {
		switch c {
		case 'v':
			b.WriteString(th.Accent.Render(th.Glyph.Mark))
		case 'l':
			b.WriteString(th.Dim.Render(th.Glyph.Dot))
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}
