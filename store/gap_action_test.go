package store_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// aim is a small company in which Ada is to reach Go 3. Of those who have it, Ines takes
// part in Leadership, Bo does not, Max is Ada's manager, and Gil has left.
type aim struct {
	*testing.T
	s          *store.Store
	cycle      int64
	initiative int64
}

func (a aim) add(kind string, kv ...string) int64 {
	a.Helper()
	v := map[string]string{}
	for i := 0; i < len(kv); i += 2 {
		v[kv[i]] = kv[i+1]
	}
	return storetest.Add(a.T, a.s, kind, v)
}

func (a aim) id(kind, ref string) int64 {
	a.Helper()
	rec, err := a.s.Find(a.Context(), kind, ref)
	if err != nil {
		a.Fatal(err)
	}
	return rec.ID
}

func newAim(t *testing.T) aim {
	t.Helper()
	a := aim{T: t, s: storetest.New(t)}
	for _, k := range []string{"Go", "SQL"} {
		a.add("skill", "name", k)
	}
	a.add("team", "name", "Platform")
	a.add("team", "name", "Runtime", "parent_id", "Platform")
	a.add("team", "name", "Sales")
	a.initiative = a.add("initiative", "name", "Cloud first", "starts", "2026-01-01")
	a.add("program", "name", "Leadership", "initiative_id", "Cloud first")
	a.add("rule", "program_id", "Leadership", "kind", "management line")
	a.add("criterion", "program_id", "Leadership", "kind", "skill need", "points", "40")
	a.add("program milestone", "program_id", "Leadership", "name", "Goals agreed", "after", "30")
	a.cycle = a.add("cycle", "program_id", "Leadership", "name", "2026", "starts", "2026-06-01")
	for _, p := range []struct{ name, team, manager, level string }{
		{"Max", "Platform", "", "4"},
		{"Ada", "Runtime", "Max", "1"},
		{"Ines", "Sales", "", "3"},
		{"Bo", "Runtime", "", "4"},
		{"Cy", "Platform", "", "2"},
		{"Gil", "Platform", "", "4"},
	} {
		a.add("employee", "name", p.name, "hired", "2020-01-01")
		v := []string{"employee_id", p.name, "since", "2020-01-01", "team_id", p.team}
		if p.manager != "" {
			v = append(v, "manager_id", p.manager)
		}
		a.add("position", v...)
		a.add("rating", "employee_id", p.name, "skill_id", "Go", "level", p.level, "source", "manager")
	}
	a.add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", "Ines", "side", "mentor")
	if _, _, err := a.s.Save(t.Context(), store.Edit{Kind: "employee", ID: a.id("employee", "Gil"), Values: map[string]string{"left_on": "2026-05-01"}}); err != nil {
		t.Fatal(err)
	}
	return a
}

func (a aim) ask() store.GapAsk {
	return store.GapAsk{Employee: a.id("employee", "Ada"), Skill: a.id("skill", "Go"), Level: 3, Cycle: a.cycle}
}

func (a aim) close(mentor string, change func(*store.GapPair)) (store.GapMade, error) {
	a.Helper()
	g := store.GapPair{GapAsk: a.ask(), Mentor: a.id("employee", mentor), Active: true}
	if change != nil {
		change(&g)
	}
	_, made, err := a.s.CloseGapByPair(a.Context(), g)
	return made, err
}

func TestTheMentorsForAGapAreNamedWithWhatStandsAgainstThem(t *testing.T) {
	a := newAim(t)
	before := storetest.Dump(t, a.s)
	m, err := a.s.GapMentors(t.Context(), a.ask())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range m.Mentors {
		got = append(got, fmt.Sprintf("%s %s | %s | %s", c.Name, store.FormatPoints(c.Points), strings.Join(c.Reasons(), ", "), strings.Join(c.Against, "; ")))
	}
	want := []string{
		"Bo 40 | level 4, can teach it, does not take part yet | ",
		"Ines 40 | level 3, 1 place left | ",
		"Max 40 | level 4, can teach it, does not take part yet | management line: mentor is the mentee's manager, 1 level up",
	}
	if !slices.Equal(got, want) || m.Employee != "Ada" || m.Skill != "Go" || m.Has != 1 || m.Against != "" {
		t.Errorf("got:\n%s\nwant:\n%s\n%+v", strings.Join(got, "\n"), strings.Join(want, "\n"), m)
	}
	if storetest.Dump(t, a.s) != before {
		t.Error("asking wrote something")
	}
}

// What is said of a candidate is what the engine says once they take part.
func TestTheMentorsAgreeWithMaking(t *testing.T) {
	a := newAim(t)
	a.add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", "Cy", "side", "mentee")
	a.add("ban", "mentee_id", "Ada", "mentor_id", "Ines", "reason", "they are siblings")
	m, err := a.s.GapMentors(t.Context(), a.ask())
	if err != nil || len(m.Mentors) != 3 {
		t.Fatal(m, err)
	}
	for _, c := range m.Mentors {
		made, err := a.close(c.Name, nil)
		if (err == nil) != c.Can() {
			t.Errorf("%s: can %v, %v", c.Name, c.Against, err)
		}
		if err != nil {
			var f *store.FieldError
			if !errors.As(err, &f) || !strings.Contains(err.Error(), c.Against[0]) {
				t.Errorf("%s: %v, not %v", c.Name, err, c.Against)
			}
			continue
		}
		if made.Points != c.Points {
			t.Errorf("%s: %d points, %d were told", c.Name, made.Points, c.Points)
		}
		if _, err := a.s.Undo(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAGapIsClosedByAPairInOneChangeAndOneUndo(t *testing.T) {
	a := newAim(t)
	before := storetest.Dump(t, a.s)
	made, err := a.close("Bo", func(g *store.GapPair) { g.Note = "asked for by Max" })
	if err != nil {
		t.Fatal(err)
	}
	pairs, err := a.s.Pairs(t.Context(), store.PairFilter{})
	if err != nil || len(pairs) != 1 || pairs[0].Mentee.Name != "Ada" || pairs[0].Mentor.Name != "Bo" || pairs[0].State != "active" || pairs[0].Points != 40_000 || made.Enrolled != 2 {
		t.Fatalf("%+v %+v %v", made, pairs, err)
	}
	goals, err := a.s.List(t.Context(), "goal", store.ListFilter{Parent: made.Pair})
	if err != nil || len(goals) != 1 || goals[0].Values["before"] != "1" || goals[0].Values["target"] != "3" || goals[0].Values["skill_id"] != "Go" {
		t.Fatal(goals, err)
	}
	steps, err := a.s.List(t.Context(), "milestone", store.ListFilter{Parent: made.Pair})
	if err != nil || len(steps) != 1 || steps[0].Values["due"] != "2026-06-13" {
		t.Fatal(steps, err)
	}
	needs, err := a.s.List(t.Context(), "need", store.ListFilter{})
	if err != nil || len(needs) != 2 || needs[0].Label != "need: Go 3" || needs[1].Label != "offer: Go 3" {
		t.Fatal(needs, err)
	}
	v, err := a.s.Initiative(t.Context(), a.initiative)
	if err != nil || len(v.Actions) != 1 || v.Actions[0].State != store.ActionActive || v.Actions[0].Mentor != "Bo" || v.UnderWay != 1 || v.Running != 1 || v.Serving[0].Cycles[0].Running != 1 {
		t.Fatalf("the initiative of the program lists it: %+v %v", v, err)
	}
	if problems, err := a.s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	h, err := a.s.History(t.Context(), 0, 1)
	if err != nil || len(h) != 1 || h[0].Label != "close a gap by Ada → Bo: Go 1 → 3" {
		t.Fatal(h, err)
	}
	if _, err := a.s.Undo(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := storetest.Dump(t, a.s); got != before {
		t.Fatalf("one undo takes all of it back:\n%s", got)
	}
}

// Whoever takes part already keeps their place, their wait and what they said.
func TestAGapUsesWhatIsThere(t *testing.T) {
	a := newAim(t)
	ada := a.add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", "Ada", "side", "mentee", "waiting_since", "2026-03-01", "places", "2")
	a.add("need", "employee_id", "Ada", "side", "need", "skill_id", "Go", "level", "2")
	a.add("need", "employee_id", "Ines", "side", "offer", "skill_id", "Go", "level", "4")
	made, err := a.close("Ines", func(g *store.GapPair) { g.Active = false })
	if err != nil || made.Enrolled != 0 || made.Mentee != ada {
		t.Fatal(made, err)
	}
	needs, err := a.s.List(t.Context(), "need", store.ListFilter{})
	if err != nil || len(needs) != 2 || needs[0].Label != "need: Go 3" || needs[1].Label != "offer: Go 4" {
		t.Fatal(needs, err)
	}
	second, err := a.close("Bo", nil)
	if err != nil {
		t.Fatal(err)
	}
	var places []int64
	for _, p := range []int64{made.Pair, second.Pair} {
		if _, err := a.s.Write(t.Context(), "look", func(tx *store.Tx) error {
			var place int64
			defer func() { places = append(places, place) }()
			return tx.Row(`SELECT place FROM pair WHERE id = ?`, []any{p}, &place)
		}); err != nil {
			t.Fatal(err)
		}
	}
	if !slices.Equal(places, []int64{1, 2}) {
		t.Errorf("places %v", places)
	}
	if acts, err := a.s.GapActions(t.Context(), store.ActionFilter{Pair: made.Pair}); err != nil || acts[0].State != store.ActionProposed {
		t.Errorf("%+v %v", acts, err)
	}
	m, err := a.s.GapMentors(t.Context(), a.ask())
	if err != nil || len(m.UnderWay) != 2 {
		t.Errorf("what is under way is told: %+v %v", m.UnderWay, err)
	}
}

func TestAGapThatNoPairCanCloseIsRefusedWithTheRemedy(t *testing.T) {
	a := newAim(t)
	move := func(to string) func() {
		return func() {
			if _, err := a.s.Write(t.Context(), "move it", func(tx *store.Tx) error {
				_, err := tx.Exec(`UPDATE cycle SET state = ?`, to)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		name, mentor string
		first        func()
		change       func(*store.GapPair)
		want         string
	}{
		{"the own manager", "Max", nil, nil, "management line"},
		{"who has left", "Gil", nil, nil, "Gil is no longer in the company"},
		{"who has not the level", "Cy", nil, nil, "Cy has Go 2; who is to bring somebody to 3 needs that level"},
		{"oneself", "Ada", nil, nil, "nobody is their own mentor"},
		{"no gap", "Bo", nil, func(g *store.GapPair) { g.Level = 1 }, "Ada has Go 1 already"},
		{"no such level", "Bo", nil, func(g *store.GapPair) { g.Level = 5 }, "must be from 1 to 4"},
		{"no such cycle", "Bo", nil, func(g *store.GapPair) { g.Cycle = 99 }, "cycle #99: not found"},
		{"no such initiative", "Bo", nil, func(g *store.GapPair) { g.Initiative = 99 }, "initiative"},
		{"a draft", "Bo", move("draft"), nil, `understudy cycle move "Leadership" enrolling`},
		{"the matching has begun", "Bo", move("matching"), nil, "Bo does not take part as a mentor yet, and the matching has begun"},
		{"a cycle that is closing", "Ines", move("closing"), nil, `understudy cycle copy "Leadership"`},
		{"no consent", "Bo", func() { a.add("rule", "program_id", "Leadership", "kind", "consent") }, nil, "understudy add consent employee=NAME topic=mentoring"},
		{"no place left", "Ines", func() {
			a.add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", "Cy", "side", "mentee")
			a.add("lock", "cycle_id", "Leadership, 2026", "mentee_id", "Cy (mentee)", "mentor_id", "Ines (mentor)", "reason", "promised")
		}, nil, "Ines has no place left beside running pairs and what is locked; give them one more with: understudy set enrolment"},
		{"who withdrew", "Ines", func() {
			if _, err := a.s.Withdraw(t.Context(), "2026-05-10", "no time", a.id("enrolment", "Ines (mentor)")); err != nil {
				t.Fatal(err)
			}
		}, nil, "Ines withdrew on 2026-05-10"},
	} {
		clean := storetest.Dump(t, a.s)
		if c.first != nil {
			c.first()
		}
		before := storetest.Dump(t, a.s)
		if made, err := a.close(c.mentor, c.change); err == nil || !strings.Contains(err.Error(), c.want) || made != (store.GapMade{}) {
			t.Errorf("%s: %+v, %v; want …%s…", c.name, made, err, c.want)
		}
		if storetest.Dump(t, a.s) != before {
			t.Errorf("%s: something was written", c.name)
		}
		for c.first != nil && storetest.Dump(t, a.s) != clean {
			if _, err := a.s.Undo(t.Context()); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// What became of a gap action is read from its pair and from the level, never kept.
func TestTheStateOfAGapActionFollowsItsPair(t *testing.T) {
	a := newAim(t)
	made, err := a.close("Bo", func(g *store.GapPair) { g.Active = false })
	if err != nil {
		t.Fatal(err)
	}
	state := func(want store.ActionState) {
		t.Helper()
		acts, err := a.s.GapActions(t.Context(), store.ActionFilter{ID: made.Action})
		if err != nil || len(acts) != 1 || acts[0].State != want {
			t.Fatalf("want %s, got %+v %v", want, acts, err)
		}
	}
	do := func(_ store.Change, err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	state(store.ActionProposed)
	do(a.s.AgreeToPair(t.Context(), made.Pair, "both"))
	state(store.ActionActive)
	do(a.s.HoldPair(t.Context(), made.Pair, "a sick leave", false))
	state(store.ActionOnHold)
	do(a.s.ResumePair(t.Context(), made.Pair))
	do(a.s.ClosePair(t.Context(), made.Pair, "", "no time"))
	state(store.ActionBroken)
	do(a.s.Undo(t.Context()))
	state(store.ActionActive)
	if _, _, err := a.s.Save(t.Context(), store.Edit{Kind: "pair", ID: made.Pair, Values: map[string]string{"state": "completed"}}); err != nil {
		t.Fatal(err)
	}
	state(store.ActionOpen)
	a.add("rating", "employee_id", "Ada", "skill_id", "Go", "level", "3", "source", "assessment")
	state(store.ActionClosed)
}

// While nobody can join, those who take part are all there are; an employee who does not
// can have none, and is told why once.
func TestACycleThatTakesNobodyHasThoseWhoTakePart(t *testing.T) {
	a := newAim(t)
	setCycle := func(to string) {
		if _, err := a.s.Write(t.Context(), "move it", func(tx *store.Tx) error {
			_, err := tx.Exec(`UPDATE cycle SET state = ?`, to)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	setCycle("matching")
	m, err := a.s.GapMentors(t.Context(), a.ask())
	if err != nil || !strings.HasPrefix(m.Against, "the mentee does not take part yet, and the matching has begun") || len(m.Mentors) != 0 {
		t.Fatalf("%+v %v", m, err)
	}
	setCycle("enrolling")
	a.add("enrolment", "cycle_id", "Leadership, 2026", "employee_id", "Ada", "side", "mentee")
	setCycle("matching")
	m, err = a.s.GapMentors(t.Context(), a.ask())
	if err != nil || m.Against != "" || m.Joining == "" || len(m.Mentors) != 3 || m.Mentors[0].Name != "Ines" || !m.Mentors[0].Can() ||
		m.Mentors[1].Against[0] != "does not take part, and nobody can join now" {
		t.Fatalf("%+v %v", m, err)
	}
	if _, err := a.close("Ines", nil); err != nil {
		t.Fatal(err)
	}
}

// In a program with slots the pair is of the mentor's slot, and a mentee may have a
// second mentor in another.
func TestAGapIsClosedInASlot(t *testing.T) {
	a := newAim(t)
	a.add("program", "name", "Abroad", "slots", "home\nhost")
	a.cycle = a.add("cycle", "program_id", "Abroad", "name", "2026", "starts", "2026-06-01")
	a.add("enrolment", "cycle_id", "Abroad, 2026", "employee_id", "Ines", "side", "mentor", "slot", "host")
	m, err := a.s.GapMentors(t.Context(), a.ask())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range m.Mentors {
		got = append(got, fmt.Sprintf("%s %s %v", c.Name, c.Slot, c.Can()))
	}
	if !slices.Equal(got, []string{"Max home true", "Bo home true", "Ines host true"}) {
		t.Fatal(got)
	}
	if _, err := a.close("Bo", nil); err == nil || !strings.Contains(err.Error(), "a mentor takes part in one of: home, host") {
		t.Fatal(err)
	}
	if _, err := a.close("Ines", func(g *store.GapPair) { g.Slot = "home" }); err == nil || !strings.Contains(err.Error(), "the mentor takes part in “host”") {
		t.Fatal(err)
	}
	for mentor, slot := range map[string]string{"Ines": "", "Bo": "HOME"} {
		if _, err := a.close(mentor, func(g *store.GapPair) { g.Slot = slot }); err != nil {
			t.Fatal(mentor, err)
		}
	}
	people, err := a.s.Enrolments(t.Context(), a.cycle)
	if err != nil || len(people) != 4 {
		t.Fatal(people, err)
	}
	if problems, err := a.s.Check(t.Context()); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
}

func TestCheckFindsAGapActionOfSomebodyElse(t *testing.T) {
	a := newAim(t)
	a.add("kpi", "initiative_id", "Cloud first", "name", "Share", "baseline", "0", "since", "2026-01-01", "target", "100", "due", "2026-12-31")
	if _, err := a.close("Bo", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := a.s.Write(t.Context(), "break it", func(tx *store.Tx) error {
		if _, err := tx.Exec(`UPDATE gap_action SET employee_id = ?`, a.id("employee", "Cy")); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE kpi SET target = -1`)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	found, err := a.s.Check(t.Context())
	if err != nil || len(found) != 2 || !strings.Contains(fmt.Sprint(found), "gap action 1 is of somebody who is not the mentee of its pair") || !strings.Contains(fmt.Sprint(found), "KPI 1 has its target") {
		t.Fatal(found, err)
	}
}

// Whom a rule forbids comes after who only lacks a place, which says how to get one.
func TestWhoIsBarredFromAGapComesAfterWhoLacksAPlace(t *testing.T) {
	a := newAim(t)
	m, err := a.s.GapMentors(t.Context(), a.ask())
	if err != nil {
		t.Fatal(err)
	}
	ines := m.Mentors[slices.IndexFunc(m.Mentors, func(v store.GapMentor) bool { return v.Name == "Ines" })].Enrolment
	set(t, a.s, "enrolment", ines, "places", "0")
	if m, err = a.s.GapMentors(t.Context(), a.ask()); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range m.Mentors {
		got = append(got, fmt.Sprint(v.Name, " ", v.Can(), " ", v.Barred))
	}
	if want := []string{"Bo true false", "Ines false false", "Max false true"}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if want := fmt.Sprintf("give them one more with: understudy set enrolment \"#%d\" places=N", ines); !strings.Contains(strings.Join(m.Mentors[1].Against, "; "), want) {
		t.Errorf("%q has no remedy", m.Mentors[1].Against)
	}
}
