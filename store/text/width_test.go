package text

import (
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

// inBoth runs f by code points and by grapheme clusters.
func inBoth(t *testing.T, f func(t *testing.T)) {
	t.Helper()
	for name, on := range map[string]bool{"wcwidth": false, "graphemes": true} {
		t.Run(name, func(t *testing.T) {
			SetGraphemes(on)
			defer SetGraphemes(false)
			f(t)
		})
	}
}

func TestWidth(t *testing.T) {
	for _, c := range []struct {
		s             string
		wc, graphemes int
	}{
		{"Ana", 3, 3},
		{"山田", 4, 4},
		{"é", 1, 1},
		{"E\u0301", 1, 1},
		{"❤️", 1, 2},
		{"1️⃣", 1, 2},
		{"👍🏽", 4, 2},
		{"🇩🇪", 2, 2},
		{"क्षत्रिय", 6, 3}, // six of tmux, by measurement
		{"דניאל", 5, 5},
		{"\x1b[31mred\x1b[0m", 3, 3},
	} {
		SetGraphemes(false)
		if got := Width(c.s); got != c.wc {
			t.Errorf("Width(%q) = %d by code points, want %d", c.s, got, c.wc)
		}
		SetGraphemes(true)
		if got := Width(c.s); got != c.graphemes {
			t.Errorf("Width(%q) = %d by clusters, want %d", c.s, got, c.graphemes)
		}
		SetGraphemes(false)
	}
}

// checkWidths holds for every text that was cleaned.
func checkWidths(t *testing.T, s string, w int) {
	t.Helper()
	method := ansi.WcWidth
	if Graphemes() {
		method = ansi.GraphemeWidth
	}
	if Width(s) != method.StringWidth(s) {
		t.Errorf("Width(%q) = %d, the renderer says %d", s, Width(s), method.StringWidth(s))
	}
	if got := Cut(s, w); Width(got) > max(0, w) {
		t.Errorf("Cut(%q, %d) = %q takes %d", s, w, got, Width(got))
	}
	if Width(s) <= w && Cut(s, w) != s {
		t.Errorf("Cut(%q, %d) = %q though it fits", s, w, Cut(s, w))
	}
	for _, got := range []string{Fit(s, w), FitLeft(s, w)} {
		if Width(got) != max(0, w) {
			t.Errorf("Fit(%q, %d) = %q takes %d", s, w, got, Width(got))
		}
	}
	for _, line := range Wrap(s, w) {
		if Width(line) > max(0, w) {
			t.Errorf("Wrap(%q, %d) has %q of %d", s, w, line, Width(line))
		}
	}
	if head, rest := Take(s, w); head+rest != s || Width(head) > max(0, w) {
		t.Errorf("Take(%q, %d) = %q, %q", s, w, head, rest)
	}
}

func TestWidths(t *testing.T) {
	inBoth(t, func(t *testing.T) {
		for _, c := range hostile {
			s := Clean(c.in)
			for w := -1; w < 12; w++ {
				checkWidths(t, s, w)
			}
		}
	})
}

func FuzzWidths(f *testing.F) {
	for _, c := range hostile {
		f.Add(c.in, 5, true)
		f.Add(c.in, 3, false)
	}
	f.Fuzz(func(t *testing.T, s string, w int, on bool) {
		SetGraphemes(on)
		defer SetGraphemes(false)
		checkWidths(t, Clean(s), w%100)
	})
}

func TestNarrow(t *testing.T) {
	inBoth(t, func(t *testing.T) {
		for r := rune(0x20); r < 0x3000; r++ {
			if s := string(r); isNarrow(r) && (options.String(s) != 1 || ansi.StringWidthWc(s) != 1) {
				t.Errorf("%U takes %d or %d cells", r, options.String(s), ansi.StringWidthWc(s))
			}
		}
	})
}

func TestCut(t *testing.T) {
	for _, c := range []struct {
		s    string
		w    int
		want string
	}{
		{"Noor Haddad", 6, "Noor …"},
		{"Noor", 4, "Noor"},
		{"Noor", 1, "…"},
		{"山田太郎", 6, "山田…"},
		{"\x1b[31mNoor Haddad\x1b[0m", 5, "\x1b[31mNoor…\x1b[0m"},
	} {
		if got := Cut(c.s, c.w); got != c.want {
			t.Errorf("Cut(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		s, want string
		w       int
	}{
		{"no session for 26 days", "no session|for 26|days", 10},
		{"Donaudampfschifffahrt", "Donau|dampf|schif|ffahr|t", 5},
		{"a\nb c", "a|b c", 9},
		{"", "", 9},
		{"山田太郎", "山田|太郎", 5},
		{"山a", "…|a", 1},
	} {
		if got := strings.Join(Wrap(c.s, c.w), "|"); got != c.want {
			t.Errorf("Wrap(%q, %d) = %q, want %q", c.s, c.w, got, c.want)
		}
	}
}

func BenchmarkFit(b *testing.B) {
	for _, c := range []struct{ name, s string }{{"ascii", "Noor Haddad of Lisbon"}, {"latin", "Émile Król of Łódź, PL"}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Fit(c.s, 18)
			}
		})
	}
}
