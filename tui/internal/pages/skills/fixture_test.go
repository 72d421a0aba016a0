package skills

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// company is a little company: two teams within Engineering, one in Sales, two markets,
// and gaps that can be counted by hand.
type company struct {
	db *store.Store
	id map[string]int64 // of everything, by name
}

type someone struct {
	name, role, team, place string
	levels                  map[string]string
}

func cast() []someone {
	return []someone{
		{"Ana Souza", "Engineer: Senior", "Payments", "Lisbon", map[string]string{"Go": "3", "SQL": "2", "Kubernetes": "1"}},
		{"Bolat Ahmetov", "Engineer: Junior", "Payments", "Lisbon", map[string]string{"Go": "1", "SQL": "2"}},
		{"Noor Haddad", "Engineer: Junior", "Payments", "Osaka", map[string]string{"Go": "2"}},
		{"Émile Roux", "Engineer: Senior", "Data", "Lisbon", map[string]string{"Go": "4", "SQL": "4", "Kubernetes": "3"}},
		{"山田 花子", "Engineer: Junior", "Data", "Osaka", map[string]string{"Go": "2", "SQL": "3"}},
		{"Sara Lind", "Seller: Lead", "Sales", "Osaka", map[string]string{"Hiring": "4", "SQL": "3"}},
		{"Jonas Berg", "Seller: Lead", "Sales", "Osaka", map[string]string{"Hiring": "1"}},
	}
}

func newCompany(t testing.TB) company {
	t.Helper()
	c := company{storetest.New(t), map[string]int64{}}
	add := func(kind, name string, kv ...string) {
		t.Helper()
		v := map[string]string{"name": name}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		c.id[name] = storetest.Add(t, c.db, kind, v)
	}
	more := func(kind string, kv ...string) int64 {
		t.Helper()
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, c.db, kind, v)
	}
	add("market", "Iberia")
	add("market", "Japan")
	add("location", "Lisbon", "time_zone", "Europe/Lisbon", "market_id", "Iberia")
	add("location", "Osaka", "time_zone", "Asia/Tokyo", "market_id", "Japan")
	add("team", "Engineering")
	add("team", "Payments", "parent_id", "Engineering")
	add("team", "Data", "parent_id", "Engineering")
	add("team", "Sales")
	add("category", "Technical")
	add("skill", "Go", "category_id", "Technical")
	add("skill", "SQL", "category_id", "Technical")
	add("skill", "Kubernetes", "category_id", "Technical")
	add("skill", "Hiring")
	add("family", "Product")
	add("role", "Engineer", "family_id", "Product")
	add("role", "Seller")
	for _, l := range []struct {
		role, name, rank string
		needs            map[string]string
	}{
		{"Engineer", "Junior", "1", map[string]string{"Go": "2", "SQL": "2"}},
		{"Engineer", "Senior", "2", map[string]string{"Go": "3", "SQL": "3", "Kubernetes": "3"}},
		{"Seller", "Lead", "1", map[string]string{"Hiring": "3"}},
	} {
		add("role level", l.name, "role_id", l.role, "rank", l.rank)
		for _, skill := range []string{"Go", "SQL", "Kubernetes", "Hiring"} {
			if n := l.needs[skill]; n != "" {
				more("requirement", "role_level_id", l.role+": "+l.name, "skill_id", skill, "level", n)
			}
		}
	}
	for _, p := range cast() {
		add("employee", p.name)
		more("position", "employee_id", p.name, "since", "2020-01-01", "role_level_id", p.role, "team_id", p.team, "location_id", p.place)
		for _, skill := range []string{"Go", "SQL", "Kubernetes", "Hiring"} {
			if n := p.levels[skill]; n != "" {
				more("rating", "employee_id", p.name, "skill_id", skill, "level", n, "source", "manager")
			}
		}
	}
	more("interest", "employee_id", "Jonas Berg", "skill_id", "Go", "degree", "3")
	more("cover", "team_id", "Engineering", "skill_id", "Kubernetes", "level", "3", "count", "1")
	more("cover", "team_id", "Payments", "skill_id", "SQL", "level", "3", "count", "2")
	more("cover", "team_id", "Data", "skill_id", "SQL", "level", "3", "count", "1")
	more("demand", "market_id", "Japan", "skill_id", "Go", "level", "3", "count", "1", "due", "2026-09-01")
	return c
}

// router shows the page alone, with the history behind u.
func (c company) router(tb testing.TB) *app.App {
	tb.Helper()
	return app.New(tb.Context(), app.Options{
		Sections: []app.Section{{Key: "3", Title: "Skills", New: New(c.db, tuitest.Styles(), tuitest.Clock)}},
		History:  c.db, Now: tuitest.Clock, Theme: tuitest.Styles(),
	})
}

func (c company) drive(t testing.TB, w, h int) *tuitest.Driver {
	t.Helper()
	return tuitest.Drive(t, c.router(t), w, h)
}

// bench is the page over a large company, without a file behind it.
func bench(tb testing.TB) *home {
	tb.Helper()
	m := newHome(kindform.Env{Theme: tuitest.Styles(), Now: tuitest.Clock}, page.NewScope(tb.Context()))
	m.facts = large(100_000, 5000, 500)
	g := m.tabs[0].(*gaps)
	g.t = newTable(m.facts, g.look.by, 0)
	g.fresh = true
	g.arrange()
	return m
}
