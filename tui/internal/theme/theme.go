// Package theme holds the looks of the program as one value, so that light,
// dark, high-contrast, colourless and ASCII terminals differ in one place.
package theme

import (
	"strings"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"
)

// Styles is every style and glyph that a screen may use. The program has one,
// filled in anew when the look changes: keep the pointer, never a copy.
//
// State is never told by a style alone: put a glyph or a word beside it.
type Styles struct {
	Text   Style // plain text
	Dim    Style // what explains: units, notes, the footer's words
	Accent Style // the one colour: cursor, focused pane's title, links
	Title  Style // the title of a page or a pane without focus
	Key    Style // a key in footer, help and empty lists
	Good   Style // reached, done, proved
	Warn   Style // will need a person
	Bad    Style // needs a person now; errors

	Cursor    Style // the row under the cursor, in the focused pane
	CursorOff Style // the same in a pane without focus
	Mark      Style // the sign of a marked row
	Rule      Style // lines between panes
	Header    Style // headings of columns
	Input     Style // what is typed
	Hint      Style // placeholder in an empty input
	Caret     Style // the cell that is typed into
	Button    Style // a button
	Pressed   Style // the focused button
	Match     Style // what a filter found within a text

	// Heat are five steps from cold to hot, for heat maps; draw a digit or
	// Glyph.Shade in each, so that they differ without colour.
	Heat [5]Style

	// Hue tells things of one sort apart, such as teams and kinds of sessions. They
	// are fewer than teams: a symbol or a name stands with each. Red and yellow are
	// not among them, which are for what needs a person.
	Hue [8]Style

	Glyph Glyphs
	Plain bool // no colours: what shows state by colour must do more
}

// Names of the looks that a user can choose; the first is the default.
func Names() []string { return []string{Default, HighContrast, Plain} }

const (
	// Default follows the terminal's own 16 colours.
	Default = "default"
	// HighContrast has no dim text, and shows focus in reverse.
	HighContrast = "high contrast"
	// Plain has no colours: NO_COLOR and terminals that have none.
	Plain = "plain"
)

// Options describe the terminal and the user's wish.
type Options struct {
	Name    string               // one of Names; "" is Default
	Dark    bool                 // the terminal's background is dark
	ASCII   bool                 // draw with ASCII only
	Profile colorprofile.Profile // what the terminal can show; Unknown is taken as colours
}

// New makes the look. Without colours it is Plain, whatever the name.
func New(o Options) Styles {
	name := o.Name
	if o.Profile == colorprofile.NoTTY || o.Profile == colorprofile.Ascii {
		name = Plain
	}
	var s Styles
	switch name {
	case Plain:
		s = plain()
	case HighContrast:
		s = highContrast(o.Dark)
	default:
		s = standard(o.Dark)
	}
	s.Glyph = unicodeGlyphs()
	if o.ASCII {
		s.Glyph = asciiGlyphs()
	}
	return s
}

// RuleLine is a horizontal rule of w cells.
func (s *Styles) RuleLine(w int) string {
	return s.Rule.Render(strings.Repeat(s.Glyph.Rule, max(0, w)))
}

// Separator is the thin line between two panes: three cells.
func (s *Styles) Separator() string { return " " + s.Rule.Render(s.Glyph.Bar) + " " }

// Hotkey draws a key and what it does, as the footer and empty lists do.
func (s *Styles) Hotkey(key, what string) string { return s.Key.Render(key) + " " + what }

// Box is the border of a dialog.
func (s *Styles) Box() lipgloss.Border { return s.Glyph.Border }
