package mentoring

import (
	"strings"

	"understudy/store/report"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// reportLines draw the sections of a report, each line at most w cells.
func reportLines(th *theme.Styles, r *report.Report, w int) []string {
	lines := styled(th.Accent, wrapped(r.Title(), 0, w))
	lines = append(lines, styled(th.Dim, wrapped(r.Span(), 0, w))...)
	for _, s := range r.Sections() {
		lines = append(lines, "", th.Title.Render(text.Cut(text.Clean(s.Title), w)))
		if s.About != "" {
			lines = append(lines, wrapped(s.About, 2, w)...)
		}
		for i, t := range s.Tables {
			if i > 0 || s.About != "" {
				lines = append(lines, "")
			}
			lines = append(lines, tableLines(th, t, w)...)
		}
		for _, item := range s.Items {
			lines = append(lines, dotted(th, item, w)...)
		}
		for _, tale := range s.Tales {
			lines = append(lines, styled(th.Title, wrapped(tale.Title, 2, w))...)
			for _, l := range tale.Lines {
				lines = append(lines, wrapped(l, 4, w)...)
			}
		}
	}
	return lines
}

// tableLines draw one table. A table of many numbers, too wide for the screen, is
// turned: each row becomes a short list of its own.
func tableLines(th *theme.Styles, t report.Table, w int) []string {
	widths := make([]int, len(t.Heads))
	for i, h := range t.Heads {
		widths[i] = text.Width(text.Clean(h))
	}
	total := 2
	for _, r := range t.Rows {
		for i, c := range r.Cells {
			widths[i] = max(widths[i], min(40, text.Width(text.Clean(c))))
		}
	}
	for _, n := range widths {
		total += n + 2
	}
	if total > w && len(t.Heads) > 2 {
		return turnedLines(th, t, w)
	}
	line := func(cells []string, st theme.Style) string {
		out := "  "
		for i, c := range cells {
			if i > 0 && t.Numbers {
				out += text.FitLeft(text.Clean(c), widths[i]) + "  "
			} else {
				out += text.Fit(text.Clean(c), widths[i]) + "  "
			}
		}
		return st.Render(text.Cut(strings.TrimRight(out, " "), w))
	}
	lines := []string{line(t.Heads, th.Header)}
	for _, r := range t.Rows {
		l := line(r.Cells, th.Text)
		if room := min(24, w-total); r.Share >= 0 && room >= 6 {
			l += "  " + widget.Bar(th, float64(r.Share)/100, room)
		}
		lines = append(lines, l)
	}
	return lines
}

func turnedLines(th *theme.Styles, t report.Table, w int) []string {
	var lines []string
	label := 0
	for _, h := range t.Heads[1:] {
		label = max(label, text.Width(text.Clean(h)))
	}
	label = min(label, max(8, w-14))
	for _, r := range t.Rows {
		lines = append(lines, th.Header.Render(text.Cut("  "+text.Clean(r.Cells[0]), w)))
		for i, c := range r.Cells[1:] {
			if c == "" {
				continue
			}
			name := text.Fit(text.Clean(t.Heads[i+1]), label)
			value := text.Clean(c)
			if t.Numbers {
				value = text.PadLeft(value, 6)
			}
			lines = append(lines, text.Cut("    "+name+"  "+value, w))
		}
	}
	return lines
}
