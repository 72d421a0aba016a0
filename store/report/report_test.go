package report_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"understudy/store"
	"understudy/store/demo"
	"understudy/store/report"
	"understudy/store/storetest"
)

// table is every row of a table as text by column; NULL is missing.
type table []map[string]string

func read(t *testing.T, st *store.Store, name string) (out table) {
	t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: st.Path()}).String()+"?_pragma=query_only(1)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(`SELECT * FROM "` + name + `" ORDER BY id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	cols, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		vals, dest := make([]sql.NullString, len(cols)), make([]any, len(cols))
		for i := range vals {
			dest[i] = &vals[i]
		}
		if err := rows.Scan(dest...); err != nil {
			t.Fatal(err)
		}
		row := map[string]string{}
		for i, v := range vals {
			if v.Valid {
				row[cols[i]] = v.String
			}
		}
		out = append(out, row)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

func num(s string) int { n, _ := strconv.Atoi(s); return n }

func (tb table) by(col string) map[string]map[string]string {
	out := map[string]map[string]string{}
	for _, r := range tb {
		out[r[col]] = r
	}
	return out
}

// recount makes a report from the bare tables with loops and maps: no SQL but SELECT *,
// and nothing of the package under test but its struct.
func recount(t *testing.T, st *store.Store, program, cycle int64) *report.Report {
	t.Helper()
	today := string(st.Today())
	r := &report.Report{On: st.Today(), Cycles: []report.Cycle{}, Published: []report.Published{}, Endings: []report.Ending{}, Lessons: []string{}, Stories: []report.Story{}}
	r.Program = read(t, st, "program").by("id")[fmt.Sprint(program)]["name"]
	cycles := map[string]map[string]string{}
	lesson := func(s string) {
		for l := range strings.SplitSeq(s, "\n") {
			if l = strings.TrimSpace(l); l != "" && !slices.Contains(r.Lessons, l) {
				r.Lessons = append(r.Lessons, l)
			}
		}
	}
	all := read(t, st, "cycle")
	slices.SortStableFunc(all, func(a, b map[string]string) int { return strings.Compare(a["starts"], b["starts"]) })
	for _, c := range all {
		if c["program_id"] != fmt.Sprint(program) || cycle != 0 && c["id"] != fmt.Sprint(cycle) || cycle == 0 && c["archived"] == "1" {
			continue
		}
		cycles[c["id"]] = c
		r.Cycles = append(r.Cycles, report.Cycle{ID: int64(num(c["id"])), Name: c["name"], State: c["state"], Starts: store.Date(c["starts"]), Ends: store.Date(c["ends"])})
		lesson(c["lessons"])
	}
	employees, enrolments := read(t, st, "employee").by("id"), read(t, st, "enrolment")
	enrolment := enrolments.by("id")
	pairs := map[string]map[string]string{}
	filled, holds := map[string]int{}, map[string]int{} // places by enrolment; pairs that did not close early
	published := map[string]int{}
	reasons := map[string]int{}
	for _, p := range read(t, st, "pair") {
		if cycles[p["cycle_id"]] == nil {
			continue
		}
		pairs[p["id"]] = p
		r.Pairs.All++
		published[p["scenario_id"]]++
		running := false
		switch p["state"] {
		case "proposed":
			r.Pairs.Proposed++
			running = true
		case "active":
			r.Pairs.Active++
			running = true
		case "on hold":
			r.Pairs.OnHold++
			running = true
		case "completed":
			r.Pairs.Completed++
		case "closed early":
			r.Pairs.ClosedEarly++
			reasons[strings.TrimSpace(p["end_reason"])]++
			continue
		}
		holds[p["mentee_id"]]++
		holds[p["mentor_id"]]++
		filled[p["mentee_id"]]++
		if running {
			filled[p["mentor_id"]]++
		}
	}
	people := map[string]map[string]bool{"mentee": {}, "mentor": {}}
	for _, n := range enrolments {
		if cycles[n["cycle_id"]] == nil {
			continue
		}
		side := &r.Mentees
		if n["side"] == "mentor" {
			side = &r.Mentors
		}
		if n["state"] == "withdrawn" {
			side.Withdrawn++
			continue
		}
		side.Enrolled++
		side.Places += num(n["places"])
		people[n["side"]][n["employee_id"]] = true
		if holds[n["id"]] > 0 {
			side.Placed++
		}
		e := employees[n["employee_id"]]
		here := e["archived"] == "0" && (e["left_on"] == "" || e["left_on"] > today)
		if free := num(n["places"]) - filled[n["id"]]; here && free > 0 {
			side.Waiting++
			side.Open += free
			if n["returned"] != "" {
				side.Returned++
			}
		}
	}
	r.Mentees.People, r.Mentors.People = len(people["mentee"]), len(people["mentor"])
	for _, s := range read(t, st, "scenario") {
		if cycles[s["cycle_id"]] == nil {
			continue
		}
		r.Scenarios++
		if n := published[s["id"]]; n > 0 {
			r.Published = append(r.Published, report.Published{
				ID: int64(num(s["id"])), Cycle: cycles[s["cycle_id"]]["name"], Name: s["name"], State: s["state"],
				Places: num(s["places"]), Matched: num(s["matched"]), Points: int64(num(s["points"])), Pairs: n,
			})
		}
	}
	for _, s := range read(t, st, "session") {
		if pairs[s["pair_id"]] == nil {
			continue
		}
		*map[string]*int{"planned": &r.Sessions.Planned, "held": &r.Sessions.Held, "missed": &r.Sessions.Missed, "cancelled": &r.Sessions.Cancelled}[s["state"]]++
		if s["state"] == "held" {
			r.Sessions.Minutes += num(s["minutes"])
		}
		if s["fit"] != "" {
			*map[string]*int{"good fit": &r.Fit.Good, "still deciding": &r.Fit.Deciding, "not a good fit": &r.Fit.NotGood}[s["fit"]]++
		}
	}
	for name, to := range map[string]*report.Goals{"goal": &r.Goals, "action": &r.Actions} {
		for _, g := range read(t, st, name) {
			if pairs[g["pair_id"]] != nil {
				*map[string]*int{"open": &to.Open, "reached": &to.Reached, "done": &to.Reached, "dropped": &to.Dropped}[g["state"]]++
			}
		}
	}
	for _, m := range read(t, st, "milestone") {
		switch {
		case pairs[m["pair_id"]] == nil:
		case m["reached"] != "":
			r.Milestones.Reached++
		default:
			r.Milestones.Open++
			if m["due"] != "" && m["due"] < today {
				r.Milestones.Overdue++
			}
		}
	}
	for _, f := range read(t, st, "pair_feedback") {
		if pairs[f["pair_id"]] == nil {
			continue
		}
		to := map[string]*report.Scores{"mentee": &r.Feedback.Mentees, "mentor": &r.Feedback.Mentors}[f["side"]]
		to.Count++
		to.Sum += num(f["score"])
		to.Mean = float64(to.Sum) / float64(to.Count)
	}
	reviews := read(t, st, "closing_review")
	slices.SortStableFunc(reviews, func(a, b map[string]string) int { return strings.Compare(a["date"], b["date"]) })
	reviewed := map[string]bool{}
	consents := read(t, st, "consent")
	for _, v := range reviews {
		p := pairs[v["pair_id"]]
		if p == nil {
			continue
		}
		reviewed[v["pair_id"]] = true
		*map[string]*int{"reached": &r.Outcomes.Reached, "partly reached": &r.Outcomes.PartlyReached, "not reached": &r.Outcomes.NotReached}[v["outcome"]]++
		lesson(v["lessons"])
		a, b := enrolment[p["mentee_id"]]["employee_id"], enrolment[p["mentor_id"]]["employee_id"]
		withdrew := false
		for _, k := range consents {
			if (k["employee_id"] != a && k["employee_id"] != b) || k["topic"] != "success stories" || k["until"] == "" || k["until"] < v["date"] || k["until"] > today {
				continue
			}
			again := slices.ContainsFunc(consents, func(l map[string]string) bool {
				return l["employee_id"] == k["employee_id"] && l["topic"] == k["topic"] && l["since"] >= k["until"] && (l["until"] == "" || l["until"] > today)
			})
			withdrew = withdrew || !again
		}
		if v["story"] != "" && v["story_consent"] == "1" && !withdrew {
			r.Stories = append(r.Stories, report.Story{Cycle: cycles[p["cycle_id"]]["name"], Mentee: employees[a]["name"], Mentor: employees[b]["name"], Text: v["story"]})
		}
	}
	for id, p := range pairs {
		if p["state"] == "completed" && !reviewed[id] {
			r.Outcomes.Missing++
		}
	}
	for reason, n := range reasons {
		r.Endings = append(r.Endings, report.Ending{Reason: reason, Pairs: n})
	}
	slices.SortFunc(r.Endings, func(a, b report.Ending) int {
		if a.Pairs != b.Pairs {
			return b.Pairs - a.Pairs
		}
		return strings.Compare(a.Reason, b.Reason)
	})
	gainsOf(t, st, r, pairs, enrolment)
	healthOf(t, st, r, pairs)
	return r
}

// gainsOf looks at every rating on its own: was it in a pair's time, and what was the
// highest of all ratings of that skill that come before it.
func gainsOf(t *testing.T, st *store.Store, r *report.Report, pairs, enrolment map[string]map[string]string) {
	ratings := read(t, st, "rating")
	before := func(a, b map[string]string) bool {
		return a["date"] < b["date"] || a["date"] == b["date"] && num(a["id"]) < num(b["id"])
	}
	who := map[string]bool{}
	review := read(t, st, "closing_review").by("pair_id")
	for _, x := range ratings {
		inPair := false
		for _, p := range pairs {
			until := p["ended"]
			if until == "" {
				until = string(st.Today())
			}
			if v := review[p["id"]]["date"]; v > until {
				until = v
			}
			inPair = inPair || p["state"] != "proposed" && enrolment[p["mentee_id"]]["employee_id"] == x["employee_id"] && p["since"] <= x["date"] && x["date"] <= until
		}
		if !inPair || x["source"] == "self" || strings.Trim(x["evidence"], " ") == "" {
			continue
		}
		r.Gains.Ratings++
		who[x["employee_id"]] = true
		best := -1
		for _, y := range ratings {
			if y["employee_id"] == x["employee_id"] && y["skill_id"] == x["skill_id"] && y["source"] != "self" && before(y, x) {
				best = max(best, num(y["level"]))
			}
		}
		if best >= 0 && num(x["level"]) > best {
			r.Gains.Raised++
			r.Gains.Levels += num(x["level"]) - best
		}
	}
	r.Gains.People = len(who)
}

// healthOf asks the store of each pair alone.
func healthOf(t *testing.T, st *store.Store, r *report.Report, pairs map[string]map[string]string) {
	for id := range pairs {
		rows, err := st.Pairs(t.Context(), store.PairFilter{ID: int64(num(id))})
		if err != nil || len(rows) != 1 {
			t.Fatal(err, len(rows))
		}
		if n := map[store.Health]*int{"on track": &r.Health.OnTrack, "too early": &r.Health.TooEarly, "needs check-in": &r.Health.NeedsCheckIn, "stalled": &r.Health.Stalled}[rows[0].Verdict.Health]; n != nil {
			*n++
		}
	}
}

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
		"Mentees": {r.Mentees.Enrolled, r.Mentees.People, r.Mentees.Places, r.Mentees.Placed, r.Mentees.Waiting, r.Mentees.Open, r.Mentees.Returned, r.Mentees.Withdrawn},
		"Mentors": {r.Mentors.Enrolled, r.Mentors.People, r.Mentors.Places, r.Mentors.Placed, r.Mentors.Waiting, r.Mentors.Open, r.Mentors.Returned, r.Mentors.Withdrawn},
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
