package report_test

import (
	"cmp"
	"database/sql"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	_ "modernc.org/sqlite"

	"understudy/store"
	"understudy/store/report"
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

// tally recounts a report from the bare tables with loops and maps: no SQL but SELECT *,
// and nothing of the package under test but its struct.
type tally struct {
	t                            *testing.T
	st                           *store.Store
	r                            *report.Report
	today                        string
	cycles, pairs                map[string]map[string]string // those that count
	employees, enrolment, review map[string]map[string]string // review by pair
}

func (c *tally) lesson(s string) {
	for l := range strings.SplitSeq(s, "\n") {
		if l = strings.TrimSpace(l); l != "" && !slices.Contains(c.r.Lessons, l) {
			c.r.Lessons = append(c.r.Lessons, l)
		}
	}
}

func (c *tally) ofPairs(name string, fn func(map[string]string)) {
	for _, row := range read(c.t, c.st, name) {
		if c.pairs[row["pair_id"]] != nil {
			fn(row)
		}
	}
}

func recount(t *testing.T, st *store.Store, program, cycle int64) *report.Report {
	t.Helper()
	r := &report.Report{On: st.Today(), Cycles: []report.Cycle{}, Published: []report.Published{}, Endings: []report.Ending{}, Lessons: []string{}, Stories: []report.Story{}}
	r.Program = read(t, st, "program").by("id")[fmt.Sprint(program)]["name"]
	c := &tally{
		t: t, st: st, r: r, today: string(st.Today()), cycles: map[string]map[string]string{}, pairs: map[string]map[string]string{},
		employees: read(t, st, "employee").by("id"), enrolment: read(t, st, "enrolment").by("id"), review: read(t, st, "closing_review").by("pair_id"),
	}
	all := read(t, st, "cycle")
	slices.SortStableFunc(all, func(a, b map[string]string) int { return strings.Compare(a["starts"], b["starts"]) })
	for _, v := range all {
		if v["program_id"] != fmt.Sprint(program) || cycle != 0 && v["id"] != fmt.Sprint(cycle) || cycle == 0 && v["archived"] == "1" {
			continue
		}
		c.cycles[v["id"]] = v
		r.Cycles = append(r.Cycles, report.Cycle{ID: int64(num(v["id"])), Name: v["name"], State: v["state"], Starts: store.Date(v["starts"]), Ends: store.Date(v["ends"])})
		c.lesson(v["lessons"])
	}
	filled, holds := c.states()
	c.people(filled, holds)
	c.runs()
	c.meetings()
	c.work()
	c.reviews()
	c.gains()
	c.health()
	return r
}

// states counts the pairs, and by enrolment the places that they fill and the pairs
// that did not close early.
func (c *tally) states() (filled, holds map[string]int) {
	filled, holds = map[string]int{}, map[string]int{}
	reasons := map[string]int{}
	p := &c.r.Pairs
	for _, v := range read(c.t, c.st, "pair") {
		if c.cycles[v["cycle_id"]] == nil {
			continue
		}
		c.pairs[v["id"]] = v
		p.All++
		*map[string]*int{"proposed": &p.Proposed, "active": &p.Active, "on hold": &p.OnHold, "completed": &p.Completed, "closed early": &p.ClosedEarly}[v["state"]]++
		if v["state"] == "closed early" {
			reasons[strings.TrimSpace(v["end_reason"])]++
			continue
		}
		holds[v["mentee_id"]]++
		holds[v["mentor_id"]]++
		filled[v["mentee_id"]]++
		if v["state"] != "completed" {
			filled[v["mentor_id"]]++
		}
	}
	for reason, n := range reasons {
		c.r.Endings = append(c.r.Endings, report.Ending{Reason: reason, Pairs: n})
	}
	slices.SortFunc(c.r.Endings, func(a, b report.Ending) int {
		return cmp.Or(b.Pairs-a.Pairs, strings.Compare(a.Reason, b.Reason))
	})
	return filled, holds
}

func (c *tally) people(filled, holds map[string]int) {
	names := map[string]map[string]bool{"mentee": {}, "mentor": {}}
	for _, n := range c.enrolment {
		if c.cycles[n["cycle_id"]] == nil {
			continue
		}
		side := &c.r.Mentees
		if n["side"] == "mentor" {
			side = &c.r.Mentors
		}
		if n["state"] == "withdrawn" {
			side.Withdrawn++
			continue
		}
		side.Enrolled++
		side.Places += num(n["places"])
		names[n["side"]][n["employee_id"]] = true
		if holds[n["id"]] > 0 {
			side.Placed++
		}
		e := c.employees[n["employee_id"]]
		here := e["archived"] == "0" && (e["left_on"] == "" || e["left_on"] > c.today)
		free := num(n["places"]) - filled[n["id"]]
		switch {
		case !here || free <= 0:
		case c.cycles[n["cycle_id"]]["state"] == "closed":
			side.Without++
		default:
			side.Waiting++
			side.Open += free
			if n["returned"] != "" {
				side.Returned++
			}
		}
	}
	c.r.Mentees.People, c.r.Mentors.People = len(names["mentee"]), len(names["mentor"])
}

func (c *tally) runs() {
	published := map[string]int{}
	for _, p := range c.pairs {
		published[p["scenario_id"]]++
	}
	for _, s := range read(c.t, c.st, "scenario") {
		if c.cycles[s["cycle_id"]] == nil {
			continue
		}
		c.r.Scenarios++
		if n := published[s["id"]]; n > 0 {
			c.r.Published = append(c.r.Published, report.Published{
				ID: int64(num(s["id"])), Cycle: c.cycles[s["cycle_id"]]["name"], Name: s["name"], State: s["state"],
				Places: num(s["places"]), Matched: num(s["matched"]), Points: int64(num(s["points"])), Pairs: n,
			})
		}
	}
}

func (c *tally) meetings() {
	s, f := &c.r.Sessions, &c.r.Fit
	c.ofPairs("session", func(v map[string]string) {
		*map[string]*int{"planned": &s.Planned, "held": &s.Held, "missed": &s.Missed, "cancelled": &s.Cancelled}[v["state"]]++
		if v["state"] == "held" {
			s.Minutes += num(v["minutes"])
		}
		if v["fit"] != "" {
			*map[string]*int{"good fit": &f.Good, "still deciding": &f.Deciding, "not a good fit": &f.NotGood}[v["fit"]]++
		}
	})
}

func (c *tally) work() {
	for name, to := range map[string]*report.Goals{"goal": &c.r.Goals, "action": &c.r.Actions} {
		c.ofPairs(name, func(v map[string]string) {
			*map[string]*int{"open": &to.Open, "reached": &to.Reached, "done": &to.Reached, "dropped": &to.Dropped}[v["state"]]++
		})
	}
	c.ofPairs("milestone", func(v map[string]string) {
		if v["reached"] != "" {
			c.r.Milestones.Reached++
			return
		}
		c.r.Milestones.Open++
		if v["due"] != "" && v["due"] < c.today {
			c.r.Milestones.Overdue++
		}
	})
	c.ofPairs("pair_feedback", func(v map[string]string) {
		to := map[string]*report.Scores{"mentee": &c.r.Feedback.Mentees, "mentor": &c.r.Feedback.Mentors}[v["side"]]
		to.Count++
		to.Sum += num(v["score"])
		to.Mean = float64(to.Sum) / float64(to.Count)
	})
}

func (c *tally) reviews() {
	all := read(c.t, c.st, "closing_review")
	slices.SortStableFunc(all, func(a, b map[string]string) int { return strings.Compare(a["date"], b["date"]) })
	o := &c.r.Outcomes
	for _, v := range all {
		p := c.pairs[v["pair_id"]]
		if p == nil {
			continue
		}
		*map[string]*int{"reached": &o.Reached, "partly reached": &o.PartlyReached, "not reached": &o.NotReached}[v["outcome"]]++
		c.lesson(v["lessons"])
		a, b := c.enrolment[p["mentee_id"]]["employee_id"], c.enrolment[p["mentor_id"]]["employee_id"]
		if v["story"] != "" && v["story_consent"] == "1" && !c.withdrew(v["date"], a) && !c.withdrew(v["date"], b) {
			c.r.Stories = append(c.r.Stories, report.Story{Cycle: c.cycles[p["cycle_id"]]["name"], Mentee: c.employees[a]["name"], Mentor: c.employees[b]["name"], Text: v["story"]})
		}
	}
	for id, p := range c.pairs {
		if p["state"] == "completed" && c.review[id] == nil {
			o.Missing++
		}
	}
}

// withdrew says whether someone took back their consent to stories since a day, and
// gave it to none again.
func (c *tally) withdrew(since, employee string) bool {
	consents := slices.DeleteFunc(read(c.t, c.st, "consent"), func(k map[string]string) bool { return k["employee_id"] != employee || k["topic"] != "success stories" })
	return slices.ContainsFunc(consents, func(k map[string]string) bool {
		return k["until"] != "" && k["until"] >= since && k["until"] <= c.today && !slices.ContainsFunc(consents, func(l map[string]string) bool {
			return l["since"] >= k["until"] && (l["until"] == "" || l["until"] > c.today)
		})
	})
}

// gains looks at every rating on its own: was it in a pair's time, and what was the
// highest of all ratings of that skill that come before it.
func (c *tally) gains() {
	ratings := read(c.t, c.st, "rating")
	before := func(a, b map[string]string) bool {
		return a["date"] < b["date"] || a["date"] == b["date"] && num(a["id"]) < num(b["id"])
	}
	g, who := &c.r.Gains, map[string]bool{}
	for _, x := range ratings {
		if !c.inPair(x["employee_id"], x["date"]) || x["source"] == "self" || strings.Trim(x["evidence"], " ") == "" {
			continue
		}
		g.Ratings++
		who[x["employee_id"]] = true
		best := -1
		for _, y := range ratings {
			if y["employee_id"] == x["employee_id"] && y["skill_id"] == x["skill_id"] && y["source"] != "self" && before(y, x) {
				best = max(best, num(y["level"]))
			}
		}
		if best >= 0 && num(x["level"]) > best {
			g.Raised++
			g.Levels += num(x["level"]) - best
		}
	}
	g.People = len(who)
}

func (c *tally) inPair(employee, day string) bool {
	for id, p := range c.pairs {
		until := cmp.Or(p["ended"], c.today)
		if p["state"] != "proposed" && c.enrolment[p["mentee_id"]]["employee_id"] == employee && p["since"] <= day && day <= max(until, c.review[id]["date"]) {
			return true
		}
	}
	return false
}

// health asks the store of each pair alone.
func (c *tally) health() {
	h := &c.r.Health
	for id := range c.pairs {
		rows, err := c.st.Pairs(c.t.Context(), store.PairFilter{ID: int64(num(id))})
		if err != nil || len(rows) != 1 {
			c.t.Fatal(err, len(rows))
		}
		if n := map[store.Health]*int{"on track": &h.OnTrack, "too early": &h.TooEarly, "needs check-in": &h.NeedsCheckIn, "stalled": &h.Stalled}[rows[0].Verdict.Health]; n != nil {
			*n++
		}
	}
}
