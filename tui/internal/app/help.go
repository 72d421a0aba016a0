package app

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
)

// openHelp lists what can be done here, and runs it.
func (a *App) openHelp() tea.Cmd {
	e := a.front()
	c := &chooser{a: a, title: "Help: " + e.Title(), hint: "type to search, enter does it", grouped: true}
	c.all = a.helpItems(e)
	c.narrow()
	return a.overlay(func(*page.Scope) page.Page { return c })
}

// helpItems are the page's actions by group, those of the router last.
func (a *App) helpItems(e *entry) []item {
	var groups []string
	byGroup := map[string][]item{}
	for _, act := range a.actions(e) {
		g := act.Group
		if g == "" {
			g = e.Title()
		}
		if byGroup[g] == nil {
			groups = append(groups, g)
		}
		byGroup[g] = append(byGroup[g], a.item(act, g))
	}
	var all []item
	for _, late := range []bool{false, true} {
		for _, g := range groups {
			if (g == groupGlobal || g == groupPages || g == page.Moving) == late {
				all = append(all, byGroup[g]...)
			}
		}
	}
	return all
}

// item is an action as a line of help or palette.
func (a *App) item(act page.Action, group string) item {
	labels := make([]string, 0, len(act.Keys()))
	for _, k := range act.Keys() {
		labels = append(labels, page.Label(k))
	}
	off := act.Off
	if off == "" && act.Do == nil {
		off = "it has nothing to do"
	}
	return item{group: group, name: act.Name, key: strings.Join(labels, " "), off: off, run: func() tea.Cmd { return a.run(act) }}
}
