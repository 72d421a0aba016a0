package theme

import "charm.land/lipgloss/v2"

// Glyphs are the few non-ASCII signs in use, each with an ASCII twin. All take
// one cell but Arrow and Both, whose twins take two and three.
type Glyphs struct {
	Cursor, Mark, Rule, Bar, Full, Empty, Arrow, Both, Check, Cross, Dot, Ellipsis string

	Asc, Desc   string   // order of a sorted column
	Left, Right string   // there is more on that side; also around a choice
	Into        string   // between the titles of a path
	Alert, Ask  string   // needs a person; asks something
	On, Off     string   // a ticked box and one that is not
	Lock, Force string   // must stay so; stays so against a rule
	Changed     string   // is not as it was published
	Planned     string   // the line of what is only proposed; Rule is the one of what is agreed
	Running     string   // the line of what goes on now
	Away        string   // the line of an absence
	Spark       []string // eight heights, low to high
	Shade       []string // five strengths, none to full
	Border      lipgloss.Border
}

func unicodeGlyphs() Glyphs {
	return Glyphs{
		Cursor: "▌", Mark: "●", Rule: "─", Bar: "│", Full: "▓", Empty: "░", Arrow: "→", Both: "↔",
		Check: "✓", Cross: "✗", Dot: "·", Ellipsis: "…",
		Asc: "↑", Desc: "↓", Left: "‹", Right: "›", Into: "›", Alert: "!", Ask: "?",
		On: "■", Off: "□",
		Lock: "◆", Force: "‡", Changed: "Δ", Planned: "┄", Running: "━", Away: "╱",
		Spark:  []string{"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"},
		Shade:  []string{" ", "░", "▒", "▓", "█"},
		Border: lipgloss.RoundedBorder(),
	}
}

func asciiGlyphs() Glyphs {
	return Glyphs{
		Cursor: ">", Mark: "*", Rule: "-", Bar: "|", Full: "#", Empty: ".", Arrow: "->", Both: "<->",
		Check: "+", Cross: "x", Dot: ".", Ellipsis: "~",
		Asc: "^", Desc: "v", Left: "<", Right: ">", Into: ">", Alert: "!", Ask: "?",
		On: "x", Off: ".",
		Lock: "#", Force: "%", Changed: "^", Planned: ":", Running: "=", Away: "/",
		Spark:  []string{"_", ".", ":", "-", "=", "+", "*", "#"},
		Shade:  []string{" ", ".", ":", "+", "#"},
		Border: lipgloss.ASCIIBorder(),
	}
}
