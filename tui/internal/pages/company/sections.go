package company

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// elsewhere says where the parts of a program are changed.
const elsewhere = "rules and criteria are changed on page 4, Mentoring, where their effect is seen"

// sections are all that the page shows, in its order.
func sections(env kindform.Env, sc *page.Scope) []item {
	records := func(group, title, kind string) item {
		return item{group: group, title: title, pane: kindform.NewBrowser(env, sc, listOf(env, sc, kind))}
	}
	return []item{
		records("Organisation", "Teams", "team"),
		records("Organisation", "Locations", "location"),
		records("Organisation", "Markets", "market"),
		records("Organisation", "Grades", "grade"),
		records("Work", "Roles", "role"),
		records("Work", "Role families", "family"),
		records("Work", "Skills", "skill"),
		records("Work", "Skill categories", "category"),
		records("People", "Languages", "language"),
		records("People", "Fields", "field"),
		records("People", "Questions", "question"),
		records("People", "Certificates", "certificate"),
		records("People", "Potential criteria", "potential criterion"),
		{group: "Matching", title: "Programs", pane: &programs{Browser: kindform.NewBrowser(env, sc, listOf(env, sc, "program")), env: env, sc: sc}},
		records("Matching", "Bans", "ban"),
		{group: "The file", title: "Settings", pane: newSettings(env, sc)},
		{group: "The file", title: "Imports", pane: newImports(env, sc)},
		{group: "The file", title: "History", pane: newHistory(env, sc)},
		{group: "The file", title: "Backups", pane: newBackups(env, sc)},
	}
}

func listOf(env kindform.Env, sc *page.Scope, kind string) kindform.List {
	k, err := store.KindOf(kind)
	if err != nil {
		panic(err) // the names above are written in this file
	}
	l := kindform.List{Kind: k}
	switch kind {
	case "team":
		l.Within = "parent_id"
	case "role":
		l.OpenWord = "levels"
		l.Open = func(r store.Record) tea.Cmd { return kindform.OpenRecord(env, sc, kindform.View{Rec: r}) }
	case "program":
		l.OpenWord = "settings"
		l.Open = func(r store.Record) tea.Cmd { return openProgram(env, sc, r) }
	}
	return l
}

// openProgram shows a program's cycles, rules and criteria. What is enrolled in
// a cycle belongs to the page Mentoring.
func openProgram(env kindform.Env, sc *page.Scope, r store.Record) tea.Cmd {
	v := kindform.View{Rec: r, ReadOnly: map[string]string{"rule": elsewhere, "criterion": elsewhere}}
	for _, name := range []string{"cycle", "rule", "criterion"} {
		if k, err := store.KindOf(name); err == nil {
			v.Kinds = append(v.Kinds, k)
		}
	}
	v.Open = func(sc *page.Scope, k *store.Kind) func(store.Record) tea.Cmd {
		if k.Name != "cycle" {
			return nil
		}
		return func(r store.Record) tea.Cmd {
			return sc.Send(page.Goto{Key: "4", Arg: store.Attention{Cycle: r.ID}})
		}
	}
	return kindform.OpenRecord(env, sc, v)
}
