package tuitest

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
)

// widths and heights are the sides that Sweep tries: each layout's, one more
// and one less, and absurd ones.
func widths() []int {
	return []int{1, 2, 7, 39, 40, 41, 60, 71, 72, 79, 80, 81, 100, 119, 120, 160, 200}
}

func heights() []int { return []int{1, 2, 5, 11, 12, 13, 15, 16, 24, 40, 60} }

// Sweep shows the model at many sizes. At each the frame must be exactly that
// large, and drawing twice must give the same.
func Sweep(tb testing.TB, d *Driver) {
	tb.Helper()
	for _, w := range widths() {
		for _, h := range heights() {
			d.Resize(w, h)
			Exact(tb, d, w, h)
		}
	}
}

// Exact fails unless the frame has h lines of w cells, and drawing it again,
// after a message that concerns nobody, gives the same.
func Exact(tb testing.TB, d *Driver, w, h int) {
	tb.Helper()
	frame := d.Model.View().Content
	lines := strings.Split(frame, "\n")
	if len(lines) != h {
		tb.Fatalf("%dx%d: the frame has %d lines:\n%s", w, h, len(lines), Plain(frame))
	}
	for i, l := range lines {
		if got := text.Width(l); got != w {
			tb.Fatalf("%dx%d: line %d has %d cells: %q", w, h, i, got, Plain(l))
		}
	}
	d.Send(unknown{})
	if again := d.Model.View().Content; again != frame {
		tb.Fatalf("%dx%d: drawn twice, it differs: View is not a pure function of state\n%s\n%s", w, h, Plain(frame), Plain(again))
	}
}

// unknown is a message that no page knows.
type unknown struct{ tea.Msg }
