package widget

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// Hotkey is a key and what it does, to be shown.
type Hotkey struct{ Key, What string }

// Empty is what stands in a list without rows. Say all three: a bare "0 of 0"
// leaves the user alone.
type Empty struct {
	What string   // "No mentors yet."
	Why  string   // "A program needs people who agreed to mentor."
	Keys []Hotkey // {"i", "import a list"}
}

// View draws it in w × h cells.
func (e Empty) View(th *theme.Styles, w, h int) string {
	pad := min(2, max(0, w-10))
	var lines []string
	if h > 4 {
		lines = append(lines, "")
	}
	indent := text.Spaces(pad)
	for _, line := range paragraph(e.What, w-2*pad) {
		lines = append(lines, indent+th.Title.Render(line))
	}
	for _, line := range paragraph(e.Why, w-2*pad) {
		lines = append(lines, indent+line)
	}
	if len(e.Keys) > 0 && h > 6 {
		lines = append(lines, "")
	}
	for _, k := range e.Keys {
		lines = append(lines, indent+th.Hotkey(text.Clean(k.Key), text.Clean(k.What)))
	}
	return Fit(strings.Join(lines, "\n"), w, h)
}

// paragraph wraps a text that may be empty.
func paragraph(s string, w int) []string {
	if s = text.Clean(s); s == "" {
		return nil
	}
	return text.Wrap(s, w)
}
