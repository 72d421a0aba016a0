package report_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/report"
	"understudy/store/storetest"
)

func asJSON(t *testing.T, v any) string {
	t.Helper()
	b, err := json.MarshalIndent(v, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// same compares a report with the count made by hand, line by line.
func same(t *testing.T, st *store.Store, program, cycle int64) *report.Report {
	t.Helper()
	got, err := report.Mentoring(t.Context(), st, program, cycle)
	if err != nil {
		t.Fatal(err)
	}
	a, b := strings.Split(asJSON(t, got), "\n"), strings.Split(asJSON(t, recount(t, st, program, cycle)), "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			t.Errorf("program %d, cycle %d: the report has %s, the tables %s", program, cycle, a[i], b[i])
		}
	}
	if len(a) != len(b) {
		t.Errorf("%d lines instead of %d", len(a), len(b))
	}
	return got
}

func TestEveryNumberOfTheDemosReportsIsThatOfItsTables(t *testing.T) {
	st := storetest.New(t)
	if _, err := demo.Fill(t.Context(), st, demo.Options{People: 120}); err != nil {
		t.Fatal(err)
	}
	busy := 0
	for _, p := range read(t, st, "program") {
		r := same(t, st, int64(num(p["id"])), 0)
		for _, c := range r.Cycles {
			same(t, st, int64(num(p["id"])), c.ID)
		}
		if r.Pairs.All > 0 && r.Sessions.Held > 0 && r.Goals.Reached > 0 {
			busy++
		}
	}
	if busy == 0 {
		t.Error("the demo has nothing to report")
	}
}

// busy is a file in which everything that a report counts is there in every state, by
// chance and more than once.
func busy(t *testing.T, seed uint64) (*store.Store, []int64) {
	st := storetest.New(t)
	d := rand.New(rand.NewPCG(seed, 1))
	pick := func(list ...string) string { return list[d.IntN(len(list))] }
	day := func(from, to int) string { return string(st.Today().Add(from + d.IntN(to-from))) }
	maybe := func(v any) any {
		if d.IntN(2) == 0 {
			return nil
		}
		return v
	}
	var programs []int64
	if _, err := st.Write(t.Context(), "make it busy", func(tx *store.Tx) error {
		ins := func(q string, args ...any) int64 {
			id, err := tx.Insert(q, args...)
			if err != nil {
				t.Fatal(q, err)
			}
			return id
		}
		var people, skills []int64
		for i := range 40 {
			people = append(people, ins(`INSERT INTO employee(name, left_on, archived) VALUES(?, ?, ?)`, fmt.Sprintf("P %d", i), map[bool]any{true: day(-60, 60)}[d.IntN(6) == 0], d.IntN(12) == 0))
		}
		for i := range 4 {
			skills = append(skills, ins(`INSERT INTO skill(name) VALUES(?)`, fmt.Sprintf("S %d", i)))
		}
		for range 300 {
			ins(`INSERT INTO rating(employee_id, skill_id, level, source, date, evidence) VALUES(?, ?, ?, ?, ?, ?)`,
				people[d.IntN(40)], skills[d.IntN(4)], d.IntN(5), pick("self", "manager", "assessment", "training"), day(-400, 0), pick("", " ", "session", "talk"))
		}
		for range 30 {
			_, _ = tx.Exec(`INSERT INTO consent(employee_id, topic, since, until) VALUES(?, ?, ?, ?) ON CONFLICT DO NOTHING`,
				people[d.IntN(40)], pick("success stories", "mentoring"), day(-300, -100), maybe(day(-90, 60)))
		}
		for i := range 2 {
			program := ins(`INSERT INTO program(name, kind, objective) VALUES(?, 'mentoring', 'most points')`, fmt.Sprintf("Program %d", i))
			programs = append(programs, program)
			for j := range 3 {
				cycle := ins(`INSERT INTO cycle(program_id, name, starts, ends, state, archived, lessons) VALUES(?, ?, ?, ?, ?, ?, ?)`,
					program, fmt.Sprint("C ", j), day(-500, 0), maybe(day(1, 90)), pick("running", "closing", "closed"), j == 2, pick("", "one\ntwo", "two\n three"))
				run := ins(`INSERT INTO scenario(cycle_id, name, at, state, objective, places, matched, points, worst, most) VALUES(?, ?, 0, ?, 'most points', 9, 8, 7500, 1, 2)`, cycle, "run", pick("stopped", "proved optimal"))
				ins(`INSERT INTO scenario(cycle_id, name, at, state, objective, places, matched, points, worst, most) VALUES(?, 'unused', 0, 'stopped', 'most points', 9, 8, 7500, 1, 2)`, cycle)
				var mentees, mentors []int64
				for k, p := range d.Perm(40)[:30] {
					side := "mentee"
					if k%2 == 1 {
						side = "mentor"
					}
					state := pick("enrolled", "enrolled", "enrolled", "withdrawn")
					id := ins(`INSERT INTO enrolment(cycle_id, employee_id, side, places, waiting_since, state, returned, withdrawn) VALUES(?, ?, ?, ?, ?, ?, ?, ?)`,
						cycle, people[p], side, d.IntN(4), day(-300, 0), state, maybe(day(-50, 0)), map[bool]any{true: day(-50, 0)}[state == "withdrawn"])
					if side == "mentee" {
						mentees = append(mentees, id)
					} else {
						mentors = append(mentors, id)
					}
				}
				for range 25 {
					state := pick("proposed", "active", "active", "on hold", "completed", "closed early")
					since := day(-200, -60)
					var ended any
					if state == "completed" || state == "closed early" {
						ended = day(-59, 0)
					}
					pair := ins(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, scenario_id, state, since, ended, end_reason) VALUES(?, ?, ?, ?, ?, ?, ?, ?)`,
						cycle, mentees[d.IntN(15)], mentors[d.IntN(15)], maybe(run), state, since, ended, pick("", "left", " left", "no time", "no fit"))
					fillPair(ins, d, pick, day, maybe, pair, state)
				}
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return st, programs
}

func fillPair(ins func(string, ...any) int64, d *rand.Rand, pick func(...string) string, day func(int, int) string, maybe func(any) any, pair int64, state string) {
	for range d.IntN(6) {
		s := pick("planned", "held", "held", "missed", "cancelled")
		ins(`INSERT INTO session(pair_id, date, minutes, state, fit, notes) VALUES(?, ?, ?, ?, ?, 'SECRET session')`, pair, day(-59, 20), maybe(d.IntN(120)), s, pick("", "", "good fit", "still deciding", "not a good fit"))
	}
	for range d.IntN(3) {
		ins(`INSERT INTO goal(pair_id, name, state) VALUES(?, 'SECRET goal', ?)`, pair, pick("open", "reached", "dropped"))
		ins(`INSERT INTO action(pair_id, name, state) VALUES(?, 'SECRET action', ?)`, pair, pick("open", "done", "dropped"))
		ins(`INSERT INTO milestone(pair_id, name, due, reached) VALUES(?, 'm', ?, ?)`, pair, maybe(day(-40, 40)), maybe(day(-40, 0)))
		ins(`INSERT INTO pair_note(pair_id, date, body) VALUES(?, '2026-05-01', 'SECRET note')`, pair)
	}
	for i := range d.IntN(3) {
		ins(`INSERT INTO pair_feedback(pair_id, side, date, score, comment) VALUES(?, ?, ?, ?, 'SECRET comment')`, pair, pick("mentee", "mentor"), fmt.Sprintf("2026-04-%02d", 1+i), 1+d.IntN(5))
	}
	if (state == "completed" || state == "closed early") && d.IntN(3) > 0 {
		consent := d.IntN(2)
		ins(`INSERT INTO closing_review(pair_id, date, outcome, learned, thanks, story, story_consent, lessons) VALUES(?, ?, ?, 'SECRET learned', 'SECRET thanks', ?, ?, ?)`,
			pair, day(-59, 0), pick("reached", "partly reached", "not reached"), pick("", map[int]string{0: "SECRET story", 1: "A tale\nof two"}[consent]), consent, pick("", "four\ntwo", "five"))
	}
}

func TestEveryNumberIsThatOfTheTablesOfABusyFile(t *testing.T) {
	seeds := 3
	if testing.Short() {
		seeds = 2
	}
	for seed := range uint64(seeds) {
		st, programs := busy(t, seed)
		for _, p := range programs {
			r := same(t, st, p, 0)
			if len(r.Cycles) != 2 { // the archived one is left out
				t.Error(r.Cycles)
			}
			for _, c := range read(t, st, "cycle") {
				if c["program_id"] == fmt.Sprint(p) {
					same(t, st, p, int64(num(c["id"])))
				}
			}
			nothingSecret(t, r)
		}
	}
}

func nothingSecret(t *testing.T, r *report.Report) {
	t.Helper()
	var md, page bytes.Buffer
	if err := r.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	for form, body := range map[string]string{"JSON": asJSON(t, r), "Markdown": md.String(), "HTML": page.String()} {
		if at := strings.Index(body, "SECRET"); at >= 0 {
			t.Errorf("%s tells %s", form, body[at:min(len(body), at+40)])
		}
	}
}

func TestBothDocumentsTellTheSameNumbers(t *testing.T) {
	st, programs := busy(t, 3)
	r, err := report.Mentoring(t.Context(), st, programs[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	var md, page bytes.Buffer
	if err := r.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]int{
		"Mentees": {r.Mentees.Enrolled, r.Mentees.People, r.Mentees.Places, r.Mentees.Placed, r.Mentees.Waiting, r.Mentees.Open, r.Mentees.Returned, r.Mentees.Withdrawn, r.Mentees.Without},
		"Mentors": {r.Mentors.Enrolled, r.Mentors.People, r.Mentors.Places, r.Mentors.Placed, r.Mentors.Waiting, r.Mentors.Open, r.Mentors.Returned, r.Mentors.Withdrawn, r.Mentors.Without},
		"active":  {r.Pairs.Active}, "proposed": {r.Pairs.Proposed}, "on hold": {r.Pairs.OnHold}, "completed": {r.Pairs.Completed}, "closed early": {r.Pairs.ClosedEarly},
		"on track": {r.Health.OnTrack}, "too early": {r.Health.TooEarly}, "needs check-in": {r.Health.NeedsCheckIn}, "stalled": {r.Health.Stalled},
		"held": {r.Sessions.Held}, "planned": {r.Sessions.Planned}, "missed": {r.Sessions.Missed}, "cancelled": {r.Sessions.Cancelled},
		"good fit": {r.Fit.Good}, "still deciding": {r.Fit.Deciding}, "not a good fit": {r.Fit.NotGood},
		"partly reached": {r.Outcomes.PartlyReached}, "not reached": {r.Outcomes.NotReached},
	} {
		line, cells := "| "+name+" |", "<td>"+name+"</td>"
		for _, n := range want {
			line += fmt.Sprintf(" %d |", n)
			cells += fmt.Sprintf("<td>%d</td>", n)
		}
		if !strings.Contains(md.String(), "\n"+line+"\n") {
			t.Errorf("Markdown lacks %s\n%s", line, md.String())
		}
		if !strings.Contains(page.String(), cells) {
			t.Errorf("HTML lacks %s", cells)
		}
	}
}

func TestHostileWordsStayWordsInADocument(t *testing.T) {
	st := storetest.New(t)
	const bad = "\x1b[2J<script>alert(1)</script><img src=x onerror=alert(1)> [a](http://b) | `c` \u202e</style>"
	program := storetest.Add(t, st, "program", map[string]string{"name": "P " + bad})
	cycle := storetest.Add(t, st, "cycle", map[string]string{"program_id": fmt.Sprintf("#%d", program), "name": "C " + bad, "starts": "2026-01-01"})
	if _, err := st.Write(t.Context(), "hostile", func(tx *store.Tx) error {
		_, err := tx.Exec(`UPDATE cycle SET lessons = ? WHERE id = ?`, bad+"\n# heading", cycle)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	r, err := report.Mentoring(t.Context(), st, program, 0)
	if err != nil {
		t.Fatal(err)
	}
	var md, page bytes.Buffer
	if err := r.Markdown(&md); err != nil {
		t.Fatal(err)
	}
	if err := r.HTML(&page); err != nil {
		t.Fatal(err)
	}
	for form, body := range map[string]string{"JSON": asJSON(t, r), "Markdown": md.String(), "HTML": page.String()} {
		for _, c := range []string{"\x1b", "\u202e"} {
			if strings.Contains(body, c) {
				t.Errorf("%s holds %q", form, c)
			}
		}
	}
	for _, s := range []string{"<script", "<img", "http://b", "`c`", "\n# heading"} {
		if strings.Contains(md.String(), s) {
			t.Errorf("Markdown holds %q", s)
		}
	}
	if strings.Contains(page.String(), "<script") || strings.Contains(page.String(), "<img") || strings.Count(page.String(), "</style>") != 1 {
		t.Error("HTML holds a tag that somebody typed")
	}
	for _, s := range []string{"src=\"", "href=", "url(", "@import", "http://", "https://"} {
		if strings.Contains(strings.ReplaceAll(page.String(), "http://b", ""), s) {
			t.Errorf("the page loads something: %s", s)
		}
	}
	if name := os.Getenv("UNDERSTUDY_REPORT"); name != "" { // to look at it
		if err := os.WriteFile(name, page.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAReportOfNothingIsNotAFailureAndOfNoProgramIs(t *testing.T) {
	st := storetest.New(t)
	program := storetest.Add(t, st, "program", map[string]string{"name": "P"})
	same(t, st, program, 0)
	for _, c := range [][2]int64{{program + 1, 0}, {program, 7}} {
		if _, err := report.Mentoring(t.Context(), st, c[0], c[1]); err == nil {
			t.Error("a report of nothing that there is", c)
		}
	}
}
