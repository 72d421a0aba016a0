package skills

import (
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/theme"
)

// lines say all there is of one cell, and below it what will be written.
func (m *grid) lines(w, h int) []string {
	row, col, ok := m.heat.Cursor()
	if !ok {
		return nil
	}
	v, th := m.v, m.env.Theme
	p, k, c := v.People[v.rows[row]], v.Skills[v.cols[col]], v.cell(row, col)
	lines := []string{th.Title.Render(text.CutWith(text.Clean(p.Name+" "+th.Glyph.Dot+" "+k.Name), w, th.Glyph.Ellipsis))}
	lines = append(lines, m.newLevel(v.at(row, col), w)...)
	lines = append(lines, m.cellLines(&p, c, w)...)
	if h == 0 || len(m.batch.drafts) == 0 {
		return lines
	}
	lines = append(lines, "", th.Title.Render(text.Cut("TO WRITE  "+itoa(len(m.batch.drafts)), w)))
	return append(lines, m.toWrite(w, h-len(lines))...)
}

// newLevel says what was typed into a cell.
func (m *grid) newLevel(at gridAt, w int) []string {
	d, th := m.batch.drafts[at], m.env.Theme
	if d == nil {
		return nil
	}
	var lines []string
	for _, l := range text.Wrap("New: "+itoa(d.level)+" "+store.LevelName(d.level)+", "+m.batch.words(), max(1, w)) {
		lines = append(lines, th.Accent.Render(l))
	}
	if d.refused != "" {
		for _, l := range text.Wrap(text.Clean(th.Glyph.Alert+" "+d.refused+"."), max(1, w)) {
			lines = append(lines, th.Bad.Render(l))
		}
	}
	return lines
}

func (m *grid) cellLines(p *store.GridPerson, c *store.RatingCell, w int) (lines []string) {
	th := m.env.Theme
	put := func(label string, style theme.Style, value string) {
		for i, l := range text.Wrap(text.Clean(value), max(1, w-10)) {
			if i > 0 {
				label = ""
			}
			lines = append(lines, th.Dim.Render(text.Fit(label, 10))+style.Render(l))
		}
	}
	put("Level", th.Text, seenWords(c.Current))
	if c.Stale {
		put("", th.Warn, "~ older than "+count(m.g.StaleAfter, "day", "days"))
	}
	put("Required", th.Text, requiredWords(p, c))
	if c.Interest > 0 {
		put("Interest", th.Text, interest(uint8(c.Interest)))
	}
	put("Self", th.Text, seenWords(c.Self))
	put("Others", th.Text, seenWords(c.Other))
	if n, ok := c.Difference(); ok {
		put("", th.Dim, apart(n))
	}
	if e := text.Clean(c.Current.Evidence); e != "" {
		put("Evidence", th.Text, text.CutWith(strings.ReplaceAll(e, "\n", " "), 3*max(1, w-10), th.Glyph.Ellipsis))
	}
	return lines
}

// brief is the cell in one line, for a screen that has no more.
func (m *grid) brief(w int) []string {
	row, col, ok := m.heat.Cursor()
	if !ok {
		return nil
	}
	if d := m.batch.drafts[m.v.at(row, col)]; d != nil && d.refused != "" {
		return []string{m.env.Theme.Bad.Render(text.Cut(text.Clean(d.refused), w))}
	}
	c := m.v.cell(row, col)
	said := seenWords(c.Current)
	if c.Required > 0 {
		said += ", needs " + itoa(c.Required)
	}
	if c.Self.ID != 0 {
		said += ", self " + itoa(c.Self.Level)
	}
	return []string{text.Cut(said, w)}
}

// apart says how a self-rating stands to what others say.
func apart(n int) string {
	switch {
	case n > 0:
		return "self is " + count(n, "level", "levels") + " above others"
	case n < 0:
		return "self is " + count(-n, "level", "levels") + " below others"
	}
	return "self as others"
}

func requiredWords(p *store.GridPerson, c *store.RatingCell) string {
	switch {
	case p.RoleLevel == "":
		return "nothing: no role level"
	case c.Required == 0:
		return "not by " + text.Clean(p.RoleLevel)
	}
	said := level(uint8(c.Required)) + " by " + text.Clean(p.RoleLevel)
	if n := c.Required - c.Current.Level; n > 0 {
		return said + "; " + itoa(n) + " short"
	}
	return said
}

// toWrite lists the batch by person, what was refused first, as much as there is room
// for.
func (m *grid) toWrite(w, h int) (lines []string) {
	th := m.env.Theme
	var good []gridAt
	for _, at := range m.batch.order() {
		d := m.batch.drafts[at]
		if len(lines) > h {
			break
		}
		if d.refused == "" {
			good = append(good, at)
			continue
		}
		lines = append(lines, th.Bad.Render(text.CutWith(th.Glyph.Alert+text.Clean(d.person+", "+d.name), w, th.Glyph.Ellipsis)))
		lines = append(lines, wrapped(d.refused, 2, w)...)
	}
	before := int64(0)
	for _, at := range good {
		if len(lines) > h {
			break
		}
		d := m.batch.drafts[at]
		if at.employee != before {
			lines = append(lines, " "+text.CutWith(text.Clean(d.person), w-1, th.Glyph.Ellipsis))
		}
		before = at.employee
		said := strings.TrimRight(m.batch.cell(d, th).Text, " ")
		lines = append(lines, ends("   "+text.CutWith(text.Clean(d.name), w-text.Width(said)-5, th.Glyph.Ellipsis), said, w))
	}
	if len(lines) > h && h > 0 {
		return append(lines[:h-1], th.Dim.Render(" …"))
	}
	return lines[:min(len(lines), max(0, h))]
}
