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
	lines := []string{th.Title.Render(text.Cut(text.Clean(p.Name+" "+th.Glyph.Dot+" "+k.Name), w))}
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
	lines := []string{th.Accent.Render(text.Cut("New: "+itoa(d.level)+" "+store.LevelName(d.level)+", "+m.batch.words(), w))}
	if d.refused != "" {
		for _, l := range text.Wrap(text.Clean(th.Glyph.Alert+" "+d.refused+"."), max(1, w)) {
			lines = append(lines, th.Bad.Render(l))
		}
	}
	return lines
}

func (m *grid) cellLines(p *store.GridPerson, c *store.RatingCell, w int) []string {
	th := m.env.Theme
	put := func(label, value string) string { return text.Cut(th.Dim.Render(text.Fit(label, 10))+value, w) }
	now := seenWords(c.Current)
	if c.Stale {
		now += th.Warn.Render(" ~ older than " + count(m.g.StaleAfter, "day", "days"))
	}
	lines := []string{put("Level", now), put("Required", requiredWords(p, c))}
	if c.Interest > 0 {
		lines = append(lines, put("Interest", interest(uint8(c.Interest))))
	}
	self := seenWords(c.Self)
	if n, ok := c.Difference(); ok {
		self += th.Dim.Render(", " + apart(n))
	}
	lines = append(lines, put("Self", self), put("Others", seenWords(c.Other)))
	if e := text.Clean(c.Current.Evidence); e != "" {
		for i, l := range text.Wrap(strings.ReplaceAll(e, "\n", " "), max(1, w-10)) {
			label := ""
			if i == 0 {
				label = "Evidence"
			}
			if i < 4 {
				lines = append(lines, put(label, l))
			}
		}
	}
	return lines
}

// apart says how a self-rating stands to what others say.
func apart(n int) string {
	switch {
	case n > 0:
		return count(n, "level", "levels") + " above what others say"
	case n < 0:
		return count(-n, "level", "levels") + " below what others say"
	}
	return "as others say"
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
		return said + ", " + itoa(n) + " short"
	}
	return said
}

// toWrite lists the batch, what was refused first, as many as there is room for.
func (m *grid) toWrite(w, h int) []string {
	var bad, good []string
	for _, at := range m.batch.order() {
		d, th := m.batch.drafts[at], m.env.Theme
		who := text.Clean(d.person + ", " + d.name)
		if d.refused == "" {
			good = append(good, ends(" "+who, draftWords(d, th), w))
			continue
		}
		bad = append(bad, th.Bad.Render(text.Cut(th.Glyph.Alert+who, w)))
		bad = append(bad, wrapped(d.refused, 2, w)...)
	}
	lines := append(bad, good...)
	if len(lines) > h && h > 0 {
		return append(lines[:h-1], m.env.Theme.Dim.Render(" …"))
	}
	return lines[:min(len(lines), max(0, h))]
}

func draftWords(d *draft, th *theme.Styles) string {
	return strings.TrimRight(draftCell(d, th).Text, " ")
}
