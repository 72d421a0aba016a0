package theme

import (
	"image/color"

	"charm.land/lipgloss/v2"
)

func style() lipgloss.Style { return lipgloss.NewStyle() }

func fg(c color.Color) lipgloss.Style { return style().Foreground(c) }

// standard uses the terminal's own 16 colours, so that it fits any theme. Dim
// is the faint attribute: bright black cannot be read in some of them.
func standard(dark bool) Styles {
	accent, warn := color.Color(lipgloss.Cyan), fg(lipgloss.Yellow)
	if !dark {
		accent, warn = lipgloss.Blue, fg(lipgloss.Yellow).Bold(true)
	}
	return Styles{
		Text:      Of(style()),
		Dim:       Of(style().Faint(true)),
		Accent:    Of(fg(accent)),
		Title:     Of(style().Bold(true)),
		Key:       Of(fg(accent)),
		Good:      Of(fg(lipgloss.Green)),
		Warn:      Of(warn),
		Bad:       Of(fg(lipgloss.Red)),
		Cursor:    Of(style().Bold(true)),
		CursorOff: Of(style()),
		Mark:      Of(fg(accent)),
		Rule:      Of(style().Faint(true)),
		Header:    Of(style().Faint(true)),
		Input:     Of(style()),
		Hint:      Of(style().Faint(true)),
		Caret:     Of(style().Reverse(true)),
		Button:    Of(style().Faint(true)),
		Pressed:   Of(fg(accent).Bold(true).Reverse(true)),
		Match:     Of(fg(accent).Bold(true)),
		Heat:      heat(lipgloss.Blue, lipgloss.Cyan, lipgloss.Green, lipgloss.Yellow, lipgloss.Red),
		Hue:       hues(lipgloss.Green, lipgloss.Magenta, lipgloss.Blue, lipgloss.Cyan),
	}
}

// hues are four colours, and the same in bold: the bright ones cannot be read on a
// light background.
func hues(colors ...color.Color) (h [8]Style) {
	for i, c := range colors {
		h[i], h[i+len(colors)] = Of(fg(c)), Of(fg(c).Bold(true))
	}
	return h
}

func heat(colors ...color.Color) (h [5]Style) {
	for i := range h {
		h[i] = Of(fg(colors[i]))
	}
	return h
}

// highContrast has full strength everywhere, and reverse for what has focus.
func highContrast(dark bool) Styles {
	s := standard(dark)
	accent, warn, bad, good := color.Color(lipgloss.BrightCyan), lipgloss.BrightYellow, lipgloss.BrightRed, lipgloss.BrightGreen
	if !dark {
		accent, warn, bad, good = lipgloss.Blue, lipgloss.Magenta, lipgloss.Red, lipgloss.Black
	}
	s.Dim, s.Rule, s.Hint, s.Button = Of(style()), Of(style()), Of(style().Italic(true)), Of(style())
	s.Accent, s.Key, s.Mark = Of(fg(accent).Bold(true)), Of(fg(accent).Bold(true)), Of(fg(accent).Bold(true))
	s.Good, s.Warn, s.Bad = Of(fg(good).Bold(true)), Of(fg(warn).Bold(true)), Of(fg(bad).Bold(true))
	s.Cursor, s.CursorOff = Of(style().Bold(true).Reverse(true)), Of(style().Bold(true))
	s.Header = Of(style().Bold(true))
	s.Match = Of(style().Bold(true).Underline(true))
	s.Pressed = Of(style().Bold(true).Reverse(true))
	return s
}

// plain says with attributes what the others say with colours.
func plain() Styles {
	bold, reverse := style().Bold(true), style().Reverse(true)
	dim := style().Faint(true)
	s := Styles{
		Text: Of(style()), Dim: Of(dim), Accent: Of(bold), Title: Of(bold), Key: Of(bold),
		Good: Of(style()), Warn: Of(bold), Bad: Of(bold.Underline(true)),
		Cursor: Of(reverse), CursorOff: Of(bold), Mark: Of(bold), Rule: Of(dim), Header: Of(dim),
		Input: Of(style()), Hint: Of(dim), Caret: Of(reverse), Button: Of(style()), Pressed: Of(reverse),
		Match: Of(style().Underline(true)), Plain: true,
	}
	s.Heat[4] = Of(bold)
	return s
}
