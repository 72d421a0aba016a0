package skills

import (
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// face is what the cells of the grid show.
type face int

// The faces.
const (
	levelFace face = iota // the level, the required one, interest
	viewsFace             // self-rating, what others say, the difference
	faces
)

func (f face) String() string {
	return [...]string{"level/required, interest", "self, others, difference"}[f]
}

// ratings are the people and skills of a grid that a filter lets through, with the
// levels that are typed: the source of the map of cells.
type ratings struct {
	*store.RatingGrid
	b          *batch
	th         *theme.Styles
	face       face
	rows, cols []int
	lacks      []int    // by person: levels that their role level requires beyond what they have
	people     []string // what the filter looks through
	skills     []string
}

// gridPlaces is how wide a cell is: 2/3+++~
const gridPlaces = 7

func newRatings(g *store.RatingGrid, b *batch, th *theme.Styles) *ratings {
	r := &ratings{RatingGrid: g, b: b, th: th, lacks: make([]int, len(g.People))}
	for i, p := range g.People {
		r.people = append(r.people, text.Fold(p.Name+" "+p.RoleLevel+" "+p.Team))
		for j := range g.Skills {
			c := &g.Cells[i][j]
			r.lacks[i] += max(0, c.Required-c.Current.Level)
		}
	}
	for _, k := range g.Skills {
		r.skills = append(r.skills, text.Fold(k.Name+" "+k.Category))
	}
	r.filter("")
	return r
}

// filter keeps the people and the skills of a text: a word that a skill has is about
// skills, any other about people.
func (r *ratings) filter(query string) {
	r.rows, r.cols = upTo(len(r.People)), upTo(len(r.Skills))
	for word := range strings.FieldsSeq(text.Fold(query)) {
		has := func(list []int, fold []string) (out []int) {
			for _, n := range list {
				if strings.Contains(fold[n], word) {
					out = append(out, n)
				}
			}
			return out
		}
		if cols := has(r.cols, r.skills); len(cols) > 0 {
			r.cols = cols
		} else {
			r.rows = has(r.rows, r.people)
		}
	}
}

func upTo(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// Rows, Cols and the rest make it a source of the map.
func (r *ratings) Rows() int            { return len(r.rows) }
func (r *ratings) Cols() int            { return len(r.cols) }
func (r *ratings) RowKey(i int) int64   { return r.People[r.rows[i]].ID }
func (r *ratings) ColKey(i int) int64   { return r.Skills[r.cols[i]].ID }
func (r *ratings) RowName(i int) string { return r.People[r.rows[i]].Name }
func (r *ratings) ColName(i int) string { return r.Skills[r.cols[i]].Name }
func (r *ratings) RowTotal(i int) int   { return r.lacks[r.rows[i]] }
func (r *ratings) Most() int            { return 0 } // cells are texts

// at is the cell of a shown row and column.
func (r *ratings) at(row, col int) gridAt { return gridAt{r.RowKey(row), r.ColKey(col)} }

func (r *ratings) cell(row, col int) *store.RatingCell { return &r.Cells[r.rows[row]][r.cols[col]] }

// Cell draws a level that is typed, else what the face shows.
func (r *ratings) Cell(row, col int) widget.HeatCell {
	c := r.cell(row, col)
	if d := r.b.drafts[r.at(row, col)]; d != nil {
		return r.b.cell(d, r.th)
	}
	if r.face == viewsFace {
		return viewsCell(c)
	}
	return levelCell(c)
}

// cell is a level that is typed: 1→3
func (b *batch) cell(d *draft, th *theme.Styles) widget.HeatCell {
	from, tone, sign := "–", widget.ToneAccent, " "
	if was := b.before(d.now, d.self); was.ID != 0 {
		from = itoa(was.Level)
	}
	if d.refused != "" {
		tone, sign = widget.ToneBad, th.Glyph.Alert
	}
	return widget.HeatCell{Text: from + th.Glyph.Arrow + itoa(d.level) + sign, Tone: tone}
}

// levelCell is the level with the required one, interest as plus signs, and whether the
// rating is old: 2/3++ ~
func levelCell(c *store.RatingCell) widget.HeatCell {
	b := [gridPlaces]byte{' ', ' ', ' ', ' ', ' ', ' ', ' '}
	tone := widget.ToneDim
	switch short := c.Required - c.Current.Level; {
	case c.Required > 0 && short > 1:
		tone = widget.ToneBad
	case c.Required > 0 && short == 1:
		tone = widget.ToneWarn
	case c.Required > 0 || c.Current.Level > 0:
		tone = widget.ToneText
	}
	b[0] = '-'
	if c.Current.ID != 0 {
		b[0] = '0' + byte(c.Current.Level)
	}
	if c.Required > 0 {
		b[1], b[2] = '/', '0'+byte(c.Required)
	}
	for i := range min(c.Interest, 3) {
		b[3+i] = '+'
	}
	if c.Stale {
		b[6] = '~'
	}
	return widget.HeatCell{Text: string(b[:]), Tone: tone}
}

// viewsCell is the self-rating, that of others, and how far apart they are: 3 2 +1~
func viewsCell(c *store.RatingCell) widget.HeatCell {
	b := [gridPlaces]byte{'-', ' ', '-', ' ', ' ', ' ', ' '}
	tone := widget.ToneDim
	for i, s := range []store.Seen{c.Self, c.Other} {
		if s.ID != 0 {
			b[2*i], tone = '0'+byte(s.Level), widget.ToneText
		}
	}
	if n, ok := c.Difference(); ok {
		b[4], b[5] = '=', ' '
		switch {
		case n > 0:
			b[4], b[5] = '+', '0'+byte(n)
		case n < 0:
			b[4], b[5] = '-', '0'+byte(-n)
		}
		switch {
		case n > 1 || n < -1:
			tone = widget.ToneBad
		case n != 0:
			tone = widget.ToneWarn
		}
	}
	if c.Stale {
		b[6] = '~'
	}
	return widget.HeatCell{Text: string(b[:]), Tone: tone}
}

// legend explains the signs of a face.
func (r *ratings) legend(w int) string {
	signs := []string{"2/3 has 2, needs 3", "+ interest", "~ old", "1" + r.th.Glyph.Arrow + "3 typed"}
	if r.face == viewsFace {
		signs = []string{"3 2 +1 says 3 of themselves, others say 2", "- nobody said", "~ old", "1" + r.th.Glyph.Arrow + "3 typed"}
	}
	said := ""
	for _, s := range signs {
		if next := said + "   " + s; text.Width(next) <= w {
			said = next
		}
	}
	return strings.TrimPrefix(said, "  ")
}
