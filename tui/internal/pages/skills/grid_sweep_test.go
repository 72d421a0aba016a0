package skills

import (
	"testing"

	"understudy/store"
	"understudy/tui/internal/app"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// alone is a page of this package without the way that leads to it.
func (c company) alone(tb testing.TB, build func(kindform.Env, *page.Scope) page.Page) *app.App {
	tb.Helper()
	env := kindform.NewEnv(c.db, tuitest.Styles(), tuitest.Clock)
	return app.New(tb.Context(), app.Options{
		Sections: []app.Section{{Key: "3", Title: "Skills", New: func(sc *page.Scope) page.Page { return build(env, sc) }}},
		History:  c.db, Now: tuitest.Clock, Theme: tuitest.Styles(),
	})
}

func (c company) gridPage(env kindform.Env, sc *page.Scope) page.Page {
	return newGrid(env, sc, gridOf{GridFilter: store.GridFilter{PeopleFilter: store.PeopleFilter{Team: c.id["Payments"]}}, name: "Payments"})
}

func (c company) skillPage(env kindform.Env, sc *page.Scope) page.Page {
	return newSkillPage(env, sc, c.id["SQL"])
}

// TestContractOfTheGrid and of the page of a skill: random keys, many sizes.
func TestContractOfTheGrid(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Run("grid", func(t *testing.T) {
		tuitest.Contract(t, func(tb testing.TB) *app.App { c := newCompany(tb); return c.alone(tb, c.gridPage) })
	})
	t.Run("nobody", func(t *testing.T) {
		tuitest.Contract(t, func(tb testing.TB) *app.App {
			c := newCompany(tb)
			return c.alone(tb, func(env kindform.Env, sc *page.Scope) page.Page {
				return newGrid(env, sc, gridOf{GridFilter: store.GridFilter{PeopleFilter: store.PeopleFilter{Team: 999}}})
			})
		})
	})
	t.Run("skill", func(t *testing.T) {
		tuitest.Contract(t, func(tb testing.TB) *app.App { c := newCompany(tb); return c.alone(tb, c.skillPage) })
	})
}

// TestSweepOfTheGrid shows its states, and those of the page of a skill, at every size.
func TestSweepOfTheGrid(t *testing.T) {
	t.Chdir(t.TempDir())
	c := newCompany(t)
	for name, keys := range map[string]string{
		"levels": "right down", "views": "w", "typed": "4 down 3 v right right v", "filter": "/ 'go'", "batch": "e", "skills": "f", "team": "t",
		"history": "enter", "leave": "4 esc", "refused": "e tab '2027-01-01' ctrl+s 4 r",
	} {
		t.Run(name, func(t *testing.T) {
			d := tuitest.Drive(t, c.alone(t, c.gridPage), 120, 36)
			d.Press(keys)
			tuitest.Actions(t, d)
			tuitest.Sweep(t, d)
		})
	}
	for name, keys := range map[string]string{"levels": "down", "describe": "a", "people": "tab", "where": "tab*2", "required": "tab*3", "named": "tab*4", "certificates": "tab*5"} {
		t.Run("skill "+name, func(t *testing.T) {
			d := tuitest.Drive(t, c.alone(t, c.skillPage), 120, 36)
			d.Press(keys)
			tuitest.Actions(t, d)
			tuitest.Sweep(t, d)
		})
	}
}
