package skills

import (
	"strings"

	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// view draws the map beside what its cell means; on a narrow screen a few lines below
// it say that.
func (g *gaps) view(w, h int) string {
	th := g.env.Theme
	if g.t == nil {
		return widget.Fit(th.Dim.Render("  Working it out…"), w, h)
	}
	g.split = widget.NewSplit(w, h)
	return g.split.View(th, false, g.list, func(w, h int) string {
		at, ok := g.spot()
		if !ok {
			return ""
		}
		return strings.Join(g.t.lines(th, at, g.find.found(g.t, at), w, h), "\n")
	})
}

func (g *gaps) list(w, h int) string {
	th := g.env.Theme
	var lines, below []string
	if h >= 8 {
		lines = append(lines, th.Dim.Render(text.Fit(g.heading(w), w)))
	}
	if g.filter.Active() {
		lines = append(lines, g.filter.View(w, g.heat.Len(), len(g.t.rows)*len(g.t.cols)))
	}
	if at, ok := g.spot(); ok && !g.split.Side && h >= 9 {
		said := g.t.lines(th, at, nil, w, 0)
		below = said[:min(len(said), max(1, (h-6)/3))]
	}
	if h >= 16 && g.heat.Len() > 0 {
		below = append([]string{th.Dim.Render(text.Fit(g.legend(w), w))}, below...)
	}
	g.y = len(lines)
	lines = append(lines, g.heat.View(w, max(0, h-len(lines)-len(below))))
	return strings.Join(append(lines, below...), "\n") // which the split cuts to size
}

// heading says what the map shows.
func (g *gaps) heading(w int) string {
	l := g.look
	said, order := l.what.String()+" by "+groupWord(l.by), ", "+l.order.String()
	if l.reversed {
		order += ", reversed"
	}
	if text.Width(said+order) <= w {
		said += order
	}
	if n := g.t.f.FamilyNames.Name(g.t.f.FamilyNames.Number(l.family)); n != "" {
		said += " " + g.env.Theme.Glyph.Dot + " roles: " + text.Clean(n)
	}
	if n := g.t.f.CategoryNames.Name(g.t.f.CategoryNames.Number(l.category)); n != "" {
		said += " " + g.env.Theme.Glyph.Dot + " skills: " + text.Clean(n)
	}
	return text.CutWith(said, w, g.env.Theme.Glyph.Ellipsis)
}

// legend explains the signs, as many as fit.
func (g *gaps) legend(w int) string {
	gl := g.env.Theme.Glyph
	signs := []string{"3 short", "3" + gl.Alert + " half or more of them, or of a cover", gl.Check + " enough", gl.Dot + " not needed"}
	if g.look.what == asked {
		signs = []string{"3" + gl.Alert + " too few", gl.Check + " enough", gl.Dot + " not asked for"}
	}
	said := ""
	for _, s := range signs {
		if next := said + "  " + s; text.Width(next) <= w {
			said = next
		}
	}
	return strings.TrimPrefix(said, " ")
}
