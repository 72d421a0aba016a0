package text

import (
	"os"
	"strconv"
	"strings"
	"sync/atomic"

	"github.com/charmbracelet/x/ansi"
	"github.com/clipperhouse/displaywidth"
)

// graphemes is the one piece of state of this package: it belongs to the
// terminal, of which a process has one.
var graphemes atomic.Bool

// SetGraphemes switches widths from wcwidth, by code point, to whole grapheme
// clusters: call it once the terminal reports mode 2027.
func SetGraphemes(on bool) { graphemes.Store(on) }

// Graphemes reports whether widths go by grapheme cluster.
func Graphemes() bool { return graphemes.Load() }

// options agree with x/ansi, by which the renderer places cells.
var options = func() displaywidth.Options {
	wide, err := strconv.ParseBool(os.Getenv("RUNEWIDTH_EASTASIAN"))
	return displaywidth.Options{EastAsianWidth: err == nil && wide, ControlSequences: true}
}()

// Width returns how many cells s takes. Escape sequences, as styles write them,
// take none; newlines neither.
func Width(s string) int {
	if n, ok := narrow(s); ok {
		return n
	}
	if graphemes.Load() {
		return options.String(s)
	}
	return ansi.StringWidthWc(s)
}

// narrow counts the runes of a text in which each is one cell, whatever the
// switch says: ASCII, Latin and the usual punctuation.
func narrow(s string) (n int, ok bool) {
	for _, r := range s {
		if !isNarrow(r) {
			return 0, false
		}
		n++
	}
	return n, true
}

func isNarrow(r rune) bool {
	if r < 0x7f {
		return r >= 0x20
	}
	return !options.EastAsianWidth && ((r > 0xa0 && r < 0x300 && r != 0xad && r != 0xa9 && r != 0xae) ||
		(r >= 0x2010 && r <= 0x2027))
}

// Ellipsis stands for what was cut.
const Ellipsis = "…"

// Cut shortens s to at most w cells, ending it with … where something is
// missing. Styles of a styled s end where they would have ended.
func Cut(s string, w int) string { return CutWith(s, w, Ellipsis) }

// CutWith is Cut with a tail other than …, such as the ASCII one of a theme.
func CutWith(s string, w int, tail string) string {
	if w <= 0 {
		return ""
	}
	if Width(s) <= w {
		return s
	}
	tail = fitTail(tail, w)
	at := prefix(s, w-Width(tail))
	return s[:at] + tail + escapes(s[at:])
}

func fitTail(tail string, w int) string {
	if Width(tail) > w {
		return ""
	}
	return tail
}

// Take returns the first w cells of s, and the rest; a cluster that does not
// fit stays whole in the rest.
func Take(s string, w int) (head, rest string) {
	at := prefix(s, w)
	return s[:at], s[at:]
}

// prefix returns the length in bytes of the longest prefix of whole clusters
// that takes at most w cells.
func prefix(s string, w int) int {
	if w <= 0 {
		return 0
	}
	if at, ok := narrowPrefix(s, w); ok {
		return at
	}
	at, total := 0, 0
	for g := options.StringGraphemes(s); g.Next(); {
		total += clusterWidth(g.Value(), g.Width())
		if total > w {
			break
		}
		at += len(g.Value())
	}
	return at
}

// narrowPrefix is prefix for a text of narrow runes up to the one after the
// cut, which must not be a mark on the last.
func narrowPrefix(s string, w int) (at int, ok bool) {
	for i, r := range s {
		if !isNarrow(r) {
			return 0, false
		}
		if w == 0 {
			return i, true
		}
		w--
	}
	return len(s), true
}

func clusterWidth(cluster string, byGrapheme int) int {
	if graphemes.Load() {
		return byGrapheme
	}
	return ansi.StringWidthWc(cluster)
}

// escapes returns the sequences in s without its text.
func escapes(s string) string {
	if strings.IndexByte(s, esc) < 0 {
		return ""
	}
	var b strings.Builder
	for g := options.StringGraphemes(s); g.Next(); {
		if v := g.Value(); v[0] == esc && g.Width() == 0 {
			b.WriteString(v)
		}
	}
	return b.String()
}

// Pad adds spaces after s up to w cells; a longer s stays as it is.
func Pad(s string, w int) string { return s + Spaces(w-Width(s)) }

// PadLeft adds spaces before s up to w cells, as numbers want it.
func PadLeft(s string, w int) string { return Spaces(w-Width(s)) + s }

// Fit makes s exactly w cells wide: cut or padded after.
func Fit(s string, w int) string { return Pad(Cut(s, w), w) }

// FitLeft makes s exactly w cells wide: cut or padded before.
func FitLeft(s string, w int) string { return PadLeft(Cut(s, w), w) }

const spaces = "                                                                                "

// Spaces returns n spaces, without an allocation for usual widths.
func Spaces(n int) string {
	switch {
	case n <= 0:
		return ""
	case n <= len(spaces):
		return spaces[:n]
	}
	return strings.Repeat(" ", n)
}
