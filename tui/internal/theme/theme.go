// Package theme holds the looks of the program as one value, so that light,
// dark, high-contrast, colourless and ASCII terminals differ in one place.
package theme

import "charm.land/lipgloss/v2"

// Styles is every style and glyph that a screen may use. Prepare styled pieces
// once with it: a Render costs some 10 µs.
type Styles struct {
	Text, Dim, Accent, Title, Key, Good, Warn, Bad lipgloss.Style
	Cursor, CursorOff, Mark, Rule, Header, Input   lipgloss.Style
	Glyph                                          Glyphs
}

// Glyphs are the few non-ASCII signs in use, each with an ASCII twin.
type Glyphs struct {
	Cursor, Mark, Rule, Bar, Full, Empty, Arrow, Both, Check, Cross, Dot, Ellipsis string
	Spark                                                                          []string
}
