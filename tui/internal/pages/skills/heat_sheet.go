package skills

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// sheet is the map as a table; with marks, the marked cells one a line.
func (v *view) sheet(marks map[spot]bool) kindform.Sheet {
	if len(marks) > 0 {
		return v.marked(marks)
	}
	s := kindform.Sheet{Head: []string{capital(groupWord(v.By)), "People", v.look.what.String()}}
	for i := range v.cols {
		s.Head = append(s.Head, v.ColName(i))
	}
	for i, g := range v.rows {
		line := []string{v.RowName(i), itoa(int(v.People[g])), itoa(v.RowTotal(i))}
		for _, skill := range v.cols {
			cell := "" // nothing is needed
			if n, ok := v.lacks(g, skill, v.look.what); ok {
				cell = itoa(n)
			}
			line = append(line, cell)
		}
		s.Rows = append(s.Rows, line)
	}
	return s
}

func (v *view) marked(marks map[spot]bool) kindform.Sheet {
	s := kindform.Sheet{Head: []string{capital(groupWord(v.By)), "Skill", "Needed by", "Met by", "Missing levels", "One level away", "Can do it alone", "People short of cover, demand, initiatives"}}
	for i, g := range v.rows {
		for k, skill := range v.cols {
			if at := (spot{g, skill}); marks[at] {
				s.Rows = append(s.Rows, append([]string{v.RowName(i), v.ColName(k)}, v.numbers(at)...))
			}
		}
	}
	return s
}

// numbers are those of one cell, as they are exported.
func (v *view) numbers(at spot) []string {
	out := make([]string, 0, 6)
	c, ok := v.cell(at.group, at.skill)
	for i := range 5 {
		if ok {
			out = append(out, itoa(int([5]int32{c.Required, c.Met, c.Missing, c.Near, c.Able}[i])))
		} else {
			out = append(out, "")
		}
	}
	return append(out, itoa(int(short(v.asks[at]))))
}

// taking copies and exports what is shown. The sheet is of this moment; its rows are put
// together off the Update goroutine.
func (g *gaps) taking(none string) []page.Action {
	name := "gaps by " + groupWord(g.look.by)
	const group = "Take along"
	return []page.Action{
		page.Act("Copy what is under the cursor", "copy", func() tea.Cmd { return kindform.Copy(g.copied(), "the line") }, page.KeyCopy).Unless(none).In(group),
		page.Act("Copy the view as a Markdown table", "copy view", func() tea.Cmd { return kindform.Copy(g.sheet()().Markdown(), "the view as Markdown") }, page.KeyCopyAll).
			Unless(none).In(group),
		page.Act("Export the view to a CSV file", "export", func() tea.Cmd {
			s := g.sheet()
			return kindform.ExportSheet(g.env, g.sc, &g.files, name, func(context.Context) (kindform.Sheet, error) { return s(), nil })
		}, page.KeyExport).Unless(none).In(group),
		page.Act("Export the view to a Markdown file", "export Markdown", func() tea.Cmd {
			s, file := g.sheet(), name+"-"+string(store.DateOf(g.env.Now()))
			return page.Load(g.sc, &g.files, func(context.Context) (string, error) { return kindform.WriteNew(file, ".md", []byte(s().Markdown())) },
				func(file string, err error) tea.Cmd {
					if err != nil {
						return page.Fail(err)
					}
					return page.Say("Wrote " + file + ", in the folder you started from")
				})
		}, "X").Unless(none).In(group),
	}
}
