package widget

import (
	"strconv"
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// boardLook is how a cell looks while something is carried.
type boardLook uint8

const (
	lookPlain boardLook = iota
	lookGhost           // where the carried block was taken from
	lookFine            // where it is now, and may be
	lookBreaks
)

// carriedKey joins the periods of what is carried: no block of a store has it.
const carriedKey = -1 << 63

// at is the cell as it is drawn: what is carried lies over the others.
func (b *Board) at(row, col int) boardSeen {
	c := b.carry
	if c == nil {
		return boardSeen{cell: b.src.Cell(row, col)}
	}
	if first := b.col - c.grip; row == b.row && col >= first && col < first+c.length {
		cell := c.cell
		cell.Key = carriedKey
		if c.verdict.Breaks {
			return boardSeen{cell, lookBreaks}
		}
		return boardSeen{cell, lookFine}
	}
	cell := b.src.Cell(row, col)
	if row == c.from[0] && col >= c.from[1] && col < c.from[1]+c.taken {
		return boardSeen{cell, lookGhost}
	}
	return boardSeen{cell: cell}
}

// boardPiece is what decides how a part of a bar is drawn. The key of its cell does not
// count: it is 0 in the map of pieces.
type boardPiece struct {
	cell  BoardCell
	look  boardLook
	first bool // has the label
	w     int
}

// piece is a part of a bar ready to be written: most are drawn again and again.
func (b *Board) piece(p boardPiece) string {
	p.cell.Key = 0
	if s, ok := b.pieces[p]; ok {
		return s
	}
	if len(b.pieces) > 1<<13 {
		clear(b.pieces)
	}
	s := b.pieceStyle(p).Render(b.pieceText(p))
	b.pieces[p] = s
	return s
}

func (b *Board) pieceStyle(p boardPiece) theme.Style {
	c := p.cell
	switch {
	case p.look == lookFine:
		return b.th.Good
	case p.look == lookBreaks:
		return b.th.Bad
	case p.look == lookGhost || c.Kind != BoardBlock:
		return b.th.Dim
	case c.Alert:
		return b.th.Bad
	case c.State >= BoardDone:
		return b.th.Dim
	}
	return hue(b.th, c.Team)
}

// pieceText is the label, if it has one, and the line of its state.
func (b *Board) pieceText(p boardPiece) string {
	g := &b.th.Glyph
	switch {
	case p.cell.Kind == BoardBlank:
		return text.Spaces(p.w)
	case p.cell.Kind == BoardHome:
		return text.Pad(g.Dot, p.w)
	}
	fill := b.fill(p)
	label := ""
	if p.first {
		label = b.label(p.cell)
		switch p.look {
		case lookFine:
			label = g.Check + label
		case lookBreaks:
			label = g.Alert + label
		}
		tail := g.Ellipsis
		if p.w < 4 { // the symbol says more than that something is missing
			tail = ""
		}
		label = text.CutWith(label, p.w, tail)
	}
	room := p.w - text.Width(label)
	if label != "" && room > 0 {
		label += " "
		room--
	}
	return label + strings.Repeat(fill, max(0, room))
}

// fill is the line that a bar is drawn with.
func (b *Board) fill(p boardPiece) string {
	g := &b.th.Glyph
	switch {
	case p.cell.Kind == BoardAbsent:
		return g.Away
	case p.cell.Kind == BoardWish || p.look == lookGhost:
		return g.Dot
	}
	return [...]string{g.Planned, g.Rule, g.Running, g.Rule, g.Dot}[min(p.cell.State, BoardBroken)]
}

// label is the symbol, the signs and the text of a bar: “A◆Platform”.
func (b *Board) label(c BoardCell) string {
	g := &b.th.Glyph
	name := text.Clean(c.Text)
	switch c.Kind {
	case BoardAbsent:
		return name
	case BoardWish:
		return g.Cross + " " + name
	}
	signs := b.signs(c)
	if signs == "" {
		signs = " "
	}
	if symbol := sign(b.th, b.teams, c.Team); symbol != "" {
		return symbol + signs + name
	}
	return strings.TrimLeft(signs, " ") + name
}

// signs are what a block is besides its line: over, held by a lock, changed, in need of
// a person.
func (b *Board) signs(c BoardCell) string {
	g := &b.th.Glyph
	signs := ""
	switch {
	case c.State == BoardDone:
		signs = g.Check
	case c.State == BoardBroken:
		signs = g.Cross
	}
	switch {
	case c.Forced:
		signs += g.Force
	case c.Locked:
		signs += g.Lock
	}
	if c.Changed {
		signs += g.Changed
	}
	if c.Alert {
		signs += g.Alert
	}
	return signs
}

// coverRule is the line over the cover, with its title and which lines are seen.
func (b *Board) coverRule() string {
	l := b.last
	title := text.CutWith(text.Clean(b.title), max(0, l.w-4), b.th.Glyph.Ellipsis)
	st := b.th.Header
	if b.inCover && !b.blurred {
		st = b.th.Accent
	}
	where := ""
	if n := b.src.Covers(); n > l.cover {
		where = " " + part(b.th, "line", b.head, l.cover, n) + " "
	}
	rule := l.w - 3 - text.Width(title) - text.Width(where)
	if rule < 1 {
		where, rule = "", l.w-3-text.Width(title)
	}
	line := b.th.RuleLine(1) + " " + st.Render(title) + " " + b.th.RuleLine(rule) + b.th.Dim.Render(where)
	return text.Fit(line, l.w)
}

// coverLine draws a line of the cover.
func (b *Board) coverLine(line int) string {
	l := b.last
	var s strings.Builder
	here := b.inCover && line == b.line
	r := b.src.Cover(line)
	b.beside(&s, r, here, true)
	after := " "
	for col := b.left; col < b.end(); col++ {
		sep := after
		after = " "
		if col == b.today && sep == " " {
			sep = b.th.Accent.Render(b.th.Glyph.Bar)
		}
		piece := b.coverPiece(b.src.CoverCell(line, col), l.cell-1)
		if here && col == b.col {
			sep, after = b.th.Accent.Render("["), b.th.Accent.Render("]")
			if !b.blurred {
				piece = b.th.Cursor.Over(piece)
			}
		}
		s.WriteString(sep + piece)
	}
	s.WriteString(after)
	used := l.x + l.cols*l.cell + 1
	if l.note > 0 && r.Note != "" {
		s.WriteString(" " + r.Tone.style(b.th).Render(b.clean(r.Note, l.note-1)))
		used += l.note
	}
	return b.finish(s.String(), used)
}

// coverPiece is “1/2!”: have, need, and a sign for short, just held or spare. Where
// both numbers do not fit, have stands alone; a number is never cut.
func (b *Board) coverPiece(c BoardCover, w int) string {
	g := &b.th.Glyph
	if c.None {
		return b.th.Dim.Render(text.Fit(g.Dot, w))
	}
	st, mark := b.th.Dim, " "
	switch {
	case c.Have < c.Need:
		st, mark = b.th.Bad, g.Alert
	case c.Have == c.Need:
		st, mark = b.th.Text, "="
	}
	have := strconv.Itoa(c.Have)
	for _, s := range []string{have + "/" + strconv.Itoa(c.Need) + mark, have + mark} {
		if text.Width(s) <= w {
			return st.Render(text.Pad(s, w))
		}
	}
	return st.Render(text.Fit(mark, w))
}

// Legend says what the lines and signs of the board mean, in lines of at most w cells:
// for a help text or a side pane.
func (b *Board) Legend(w int) []string {
	g := &b.th.Glyph
	three := func(s string) string { return strings.Repeat(s, 3) }
	parts := []string{
		three(g.Planned) + " proposed", three(g.Rule) + " published", three(g.Running) + " running",
		g.Check + three(g.Rule) + " done", g.Cross + three(g.Dot) + " broken off, or a wish refused", three(g.Away) + " away",
		g.Dot + " at home", g.Lock + " locked", g.Force + " locked against a rule", g.Changed + " changed", g.Alert + " needs you",
		"1/2" + g.Alert + " short: 1 of 2", "2/2= just held", "3/2 spare",
	}
	for i, t := range b.teams {
		parts = append(parts, sign(b.th, b.teams, i)+" "+text.Clean(t.Name))
	}
	return wrapParts(parts, w, g.Ellipsis)
}
