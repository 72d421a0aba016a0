package widget

import (
	"strings"
	"testing"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// hostile are names that break tables: wide, joined, marked, right to left, and
// some that try to act on the terminal.
var hostile = []string{
	"", "Ana Souza", "山田太郎", "Émile Król", "👩‍👩‍👧‍👦 family", "❤️ heart", "1️⃣ first", "👍🏽 ok", "क्षत्रिय", "דניאל כהן", "نور حداد",
	"\x1b[31mred", "a\u202egpj", "x\ny", "\x1b]0;title\x07z", "e\u0301\u0302\u0303\u0304\u0305", "🇩🇪🇫🇷", "\uff9eｶﾞ", "Nguyễn Thị Minh Khai of a very long name indeed",
}

func look() *theme.Styles {
	s := theme.New(theme.Options{Dark: true})
	return &s
}

func plainLook() *theme.Styles {
	s := theme.New(theme.Options{Name: theme.Plain, ASCII: true})
	return &s
}

// fits fails unless the view is exactly w × h.
func fits(t interface {
	Helper()
	Fatalf(string, ...any)
}, view string, w, h int,
) {
	t.Helper()
	if h <= 0 {
		if view != "" {
			t.Fatalf("%d lines in no height: %q", strings.Count(view, "\n")+1, view)
		}
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != h {
		t.Fatalf("%d lines, want %d:\n%s", len(lines), h, view)
	}
	for _, line := range lines {
		if got := text.Width(line); got != max(0, w) {
			t.Fatalf("%q takes %d of %d cells", line, got, w)
		}
	}
}

// eachMode runs f with both ways of measuring.
func eachMode(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	for name, on := range map[string]bool{"wcwidth": false, "graphemes": true} {
		t.Run(name, func(t *testing.T) {
			text.SetGraphemes(on)
			defer text.SetGraphemes(false)
			f(t)
		})
	}
}

// sweep draws at all the tiny sizes, the common ones, and some between.
func sweep(t *testing.T, view func(w, h int) string) {
	t.Helper()
	widths := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 13, 20, 23, 24, 39, 40, 60, 80, 99, 100, 120, 200}
	heights := []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 12, 24, 40}
	eachMode(t, func(t *testing.T) {
		for _, w := range widths {
			for _, h := range heights {
				fits(t, view(w, h), w, h)
			}
		}
	})
}
