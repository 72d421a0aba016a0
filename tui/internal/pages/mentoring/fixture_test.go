package mentoring

import (
	"testing"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/app"
	"understudy/tui/internal/tuitest"
)

// company is a little company with one program: six mentees, three mentors with
// four places, so that some stay without one.
type company struct {
	db      *store.Store
	program int64
	cycle   int64
	enrol   map[string]int64
}

type person struct{ name, grade, side, skill, level, places, since string }

func cast() []person {
	return []person{
		{"Ana Souza", "Junior", "mentee", "Go", "3", "1", "2026-03-01"},
		{"Bolat Ahmetov", "Junior", "mentee", "Go", "3", "1", "2026-04-01"},
		{"Noor Haddad", "Junior", "mentee", "SQL", "3", "1", "2026-02-01"},
		{"Tomasz Król", "Lead", "mentee", "SQL", "3", "1", "2026-01-05"},
		{"Zoë Okafor", "Junior", "mentee", "Hiring", "2", "1", "2026-04-20"},
		{"山田 花子", "Junior", "mentee", "Go", "3", "1", "2026-04-25"},
		{"Émile Roux", "Senior", "mentor", "SQL", "4", "1", "2026-03-01"},
		{"Ines Marques", "Senior", "mentor", "Go", "4", "2", "2026-03-01"},
		{"Sara Lind", "Lead", "mentor", "Hiring", "4", "1", "2026-03-01"},
	}
}

func newCompany(t testing.TB, people ...person) company {
	t.Helper()
	s := storetest.New(t)
	add := func(kind string, kv ...string) int64 {
		t.Helper()
		v := map[string]string{}
		for i := 0; i < len(kv); i += 2 {
			v[kv[i]] = kv[i+1]
		}
		return storetest.Add(t, s, kind, v)
	}
	for i, g := range []string{"Junior", "Senior", "Lead"} {
		add("grade", "name", g, "rank", []string{"10", "20", "30"}[i])
	}
	add("location", "name", "Lisbon", "time_zone", "Europe/Lisbon")
	for _, k := range []string{"Go", "SQL", "Hiring"} {
		add("skill", "name", k)
	}
	c := company{db: s, enrol: map[string]int64{}}
	c.program = add("program", "name", "Leadership")
	add("rule", "program_id", "Leadership", "kind", "grade gap", "params", `{"least":"1","most":"3"}`)
	add("rule", "program_id", "Leadership", "kind", "past pairs", "place", "2")
	add("criterion", "program_id", "Leadership", "kind", "skill need", "points", "40")
	add("criterion", "program_id", "Leadership", "kind", "grade gap", "points", "10", "place", "2")
	add("criterion", "program_id", "Leadership", "kind", "waiting", "points", "5", "place", "3")
	c.cycle = add("cycle", "program_id", "Leadership", "name", "2026", "starts", "2026-05-01")
	if len(people) == 0 {
		people = cast()
	}
	for _, p := range people {
		id := add("employee", "name", p.name)
		who := "#" + itoa(id)
		add("position", "employee_id", who, "since", "2020-01-01", "grade_id", p.grade, "location_id", "Lisbon")
		if p.side == "mentee" {
			add("need", "employee_id", who, "skill_id", p.skill, "level", p.level)
		} else {
			add("rating", "employee_id", who, "skill_id", p.skill, "level", p.level)
		}
		c.enrol[p.name] = add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", who, "side", p.side, "places", p.places, "waiting_since", p.since)
	}
	return c
}

func itoa(n int64) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + itoa(n%10)
}

// router shows the page alone, with the history behind u.
func (c company) router(tb testing.TB) *app.App {
	tb.Helper()
	return app.New(tb.Context(), app.Options{
		Sections: []app.Section{{Key: "4", Title: "Mentoring", New: New(c.db, tuitest.Styles(), tuitest.Clock)}},
		History:  c.db, Now: tuitest.Clock, Theme: tuitest.Styles(),
	})
}

func (c company) drive(t testing.TB, w, h int) *tuitest.Driver {
	t.Helper()
	return tuitest.Drive(t, c.router(t), w, h)
}

// run presses what runs the matching of the first cycle, from the first page.
func run1(d *tuitest.Driver) *tuitest.Driver { return d.Press("down r enter") }
