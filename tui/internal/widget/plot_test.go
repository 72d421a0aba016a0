package widget_test

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"

	"understudy/tui/internal/tuitest"
	"understudy/tui/internal/widget"
)

// Values stand where their day and their size put them, and the line between its ends.
func TestAPlotPutsValuesWhereTheyBelong(t *testing.T) {
	p := widget.Plot{
		From: widget.PlotPoint{Day: 0, Value: 0}, To: widget.PlotPoint{Day: 10, Value: 10},
		Values: []widget.PlotPoint{{Day: 0, Value: 10}, {Day: 10, Value: 0}, {Day: 5, Value: 5}},
		Low:    "0", High: "10", Left: "a", Right: "b",
	}
	var got []string
	for _, l := range p.View(tuitest.Styles(), 15, 6) {
		got = append(got, strings.TrimRight(tuitest.Plain(l), " "))
	}
	want := []string{
		"10 │●        ··",
		"   │       ··",
		"   │    ·●·",
		"   │  ··",
		" 0 │··        ●",
		"    a         b",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// Whatever the values, every line has the width, and what is too small shows nothing.
func TestAPlotKeepsItsSize(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		point := rapid.Custom(func(t *rapid.T) widget.PlotPoint {
			return widget.PlotPoint{Day: rapid.IntRange(-40000, 40000).Draw(t, "day"), Value: rapid.Float64Range(-1e15, 1e15).Draw(t, "value")}
		})
		p := widget.Plot{From: point.Draw(t, "from"), To: point.Draw(t, "to"), Values: rapid.SliceOfN(point, 0, 30).Draw(t, "values"), Low: "1", High: "100"}
		w, h := rapid.IntRange(-2, 90).Draw(t, "w"), rapid.IntRange(-2, 20).Draw(t, "h")
		lines := p.View(tuitest.Styles(), w, h)
		if len(lines) != 0 && len(lines) != h {
			t.Fatalf("%d lines of %d", len(lines), h)
		}
		for i, l := range lines[:max(0, len(lines)-1)] {
			if got := ansi.StringWidth(l); got != w {
				t.Fatalf("line %d has %d cells of %d", i, got, w)
			}
		}
	})
}
