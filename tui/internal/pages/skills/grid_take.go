package skills

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// asRefused are the levels that the store would not write.
func asRefused(err error) (store.RefusedRatings, bool) {
	var list store.RefusedRatings
	return list, errors.As(err, &list) && len(list) > 0
}

// openRatings opens the ratings of a row of the map; for the company it asks for a team.
func (g *gaps) openRatings() tea.Cmd {
	at, ok := g.spot()
	open := func(of gridOf) tea.Cmd { return openGrid(g.env, g.sc, of) }
	if !ok || g.t.f.Groups(g.t.By) == nil {
		return chooseTeam(g.env, g.sc, open)
	}
	return open(groupGrid(g.t, at.group))
}

// groupGrid is the grid of a team with the teams within it, a location or a market.
func groupGrid(t *table, group int32) gridOf {
	of, id := gridOf{name: t.f.groupName(t.By, group)}, t.f.groupID(t.By, group)
	switch groupWord(t.By) {
	case "team":
		of.Team = id
	case "location":
		of.Location = id
	case "market":
		of.Market = id
	}
	return of
}

// sheet is the grid as a table of present levels; with marks, one cell a line with all
// that is said of it.
func (m *grid) sheet() kindform.Sheet {
	v := m.v
	if m.heat.Marked() > 0 {
		s := kindform.Sheet{Head: []string{"Employee", "Role level", "Team", "Skill", "Level", "Source", "Date", "Required", "Self", "Others", "Interest", "Old"}}
		m.each(func(row, col int) {
			p, c := v.People[v.rows[row]], v.cell(row, col)
			s.Rows = append(s.Rows, []string{
				p.Name, p.RoleLevel, p.Team, v.ColName(col), seenLevel(c.Current), c.Current.Source, string(c.Current.Date),
				blank(uint8(c.Required)), seenLevel(c.Self), seenLevel(c.Other), blank(uint8(c.Interest)), map[bool]string{true: "old"}[c.Stale],
			})
		})
		return s
	}
	s := kindform.Sheet{Head: []string{"Employee", "Role level", "Team", "Levels short"}}
	for k := range v.Cols() {
		s.Head = append(s.Head, v.ColName(k))
	}
	for i := range v.Rows() {
		p := v.People[v.rows[i]]
		line := []string{p.Name, p.RoleLevel, p.Team, itoa(v.RowTotal(i))}
		for k := range v.Cols() {
			line = append(line, seenLevel(v.cell(i, k).Current))
		}
		s.Rows = append(s.Rows, line)
	}
	return s
}

// seenLevel is the level of a rating, or nothing.
func seenLevel(s store.Seen) string {
	if s.ID == 0 {
		return ""
	}
	return itoa(s.Level)
}

// taking copies and exports what is shown.
func (m *grid) taking(none string) []page.Action {
	const group = "Take along"
	return []page.Action{
		page.Act("Copy what is under the cursor", "copy", func() tea.Cmd {
			row, col, _ := m.heat.Cursor()
			return kindform.Copy(m.v.RowName(row)+"\t"+m.v.ColName(col)+"\t"+seenWords(m.v.cell(row, col).Current), "the cell")
		}, page.KeyCopy).Unless(none).In(group),
		page.Act("Copy the grid as a Markdown table", "copy grid", func() tea.Cmd { return kindform.Copy(m.sheet().Markdown(), "the grid as Markdown") }, page.KeyCopyAll).Unless(none).In(group),
		page.Act("Export the grid to a CSV file", "export", func() tea.Cmd {
			s := m.sheet()
			return kindform.ExportSheet(m.env, m.sc, &m.files, "ratings of "+m.of.name, func(context.Context) (kindform.Sheet, error) { return s, nil })
		}, page.KeyExport).Unless(none).In(group),
	}
}

// history opens all that was ever said of the cell.
func (m *grid) history() tea.Cmd {
	row, col, ok := m.heat.Cursor()
	if !ok {
		return nil
	}
	return openHistory(m.env, m.sc, m.here(), m.v.RowName(row), m.v.ColName(col))
}
