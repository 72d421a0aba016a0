package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/report"
	"understudy/store/storetest"
)

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

func reviewedByDay(c *yearCycle) (out []*yearPair) {
	for _, p := range c.pairs {
		if p.review != nil {
			out = append(out, p)
		}
	}
	slices.SortStableFunc(out, func(a, b *yearPair) int { return strings.Compare(a.review.day, b.review.day) })
	return out
}

// sameReports compares the report of the program, and those of its cycles, with the
// ledger and with the tables.
func (y *year) sameReports() {
	y.t.Helper()
	db := y.tables()
	defer db.Close()
	of := map[string][]*yearCycle{"": y.cycles}
	for _, c := range y.cycles {
		of[c.name] = []*yearCycle{c}
	}
	for name, cycles := range of {
		args, id := []string{"report", "mentoring", yearProgram, "--format", "json"}, int64(0)
		if name != "" {
			args, id = append(args, "--cycle", name), cycles[0].id
		}
		var got report.Report
		if err := json.Unmarshal([]byte(y.must(args...)), &got); err != nil {
			y.t.Fatal(err)
		}
		want := y.report(yearProgram, cycles...)
		a, b := reflect.ValueOf(got), reflect.ValueOf(*want)
		for i := range a.NumField() {
			if x, z := a.Field(i).Interface(), b.Field(i).Interface(); !reflect.DeepEqual(x, z) {
				y.t.Errorf("%s of “%s”: the report has\n%+v, the ledger\n%+v", a.Type().Field(i).Name, name, x, z)
			}
		}
		sameNumbers(y.t, "“"+name+"”", numbers(y.t, &got), recount(y.t, db, 1, id, y.today))
	}
}

// sameSessions compares every session with the ledger's.
func (y *year) sameSessions() {
	y.t.Helper()
	var got, want []string
	for _, r := range read[[]recordJSON](y.terminalless, "list", "sessions", "--limit", "0") {
		got = append(got, fmt.Sprint(r.Refs["pair_id"], " ", r.Values["date"], " ", r.Values["state"], " ", r.Values["fit"]))
	}
	for _, c := range y.cycles {
		for _, p := range c.pairs {
			for _, s := range p.sessions {
				want = append(want, fmt.Sprint(p.id, " ", s.day, " ", s.state, " ", s.fit))
			}
		}
	}
	slices.Sort(got)
	if slices.Sort(want); !slices.Equal(got, want) {
		y.t.Errorf("the sessions are\n%v\nwant\n%v", got, want)
	}
}

// tables opens the file for reading.
func (y *year) tables() *sql.DB {
	y.t.Helper()
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: y.db}).String()+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	if err != nil {
		y.t.Fatal(err)
	}
	return db
}

// waitingIsTheLedgers compares the waiting list and the coverage with the ledger.
func (y *year) waitingIsTheLedgers() {
	y.t.Helper()
	c := y.present()
	want, places := map[string]int{}, map[string]int{}
	for _, e := range c.enrolments {
		if y.waits(c, e) {
			want[e.side+" "+e.who+" since "+e.since] = e.places - c.taken(e)
			places[e.side] += e.places - c.taken(e)
		}
	}
	got := map[string]int{}
	for _, w := range read[[]waitingJSON](y.terminalless, "waiting", yearProgram) {
		got[w.Side+" "+w.Name+" since "+w.Since] = w.Places
	}
	if !maps.Equal(got, want) {
		y.t.Errorf("who waits:\n%v\nwant\n%v", got, want)
	}
	cover := read[coverageJSON](y.terminalless, "coverage", yearProgram)
	if cover.MenteePlaces != places["mentee"] || cover.MentorPlaces != places["mentor"] {
		y.t.Errorf("coverage has %d and %d places, want %v", cover.MenteePlaces, cover.MentorPlaces, places)
	}
}

// locks tries locks that break something: each is named before any run, and no run
// starts. One of them is meant, and overrides the rule; it is returned.
func (y *year) locks() [2]string {
	y.t.Helper()
	c := y.present()
	find := func(side string, good func(*yearEnrolment) bool) *yearEnrolment {
		i := slices.IndexFunc(c.enrolments, func(e *yearEnrolment) bool { return e.side == side && y.waits(c, e) && good(e) })
		return c.enrolments[i]
	}
	of := func(e *yearEnrolment) string { return y.people[e.who].organisation }
	single := find("mentor", func(e *yearEnrolment) bool { return e.places == 1 })
	same := find("mentee", func(e *yearEnrolment) bool { return of(e) == of(single) })
	one := find("mentee", func(e *yearEnrolment) bool { return of(e) != of(single) })
	two := find("mentee", func(e *yearEnrolment) bool { return of(e) != of(single) && e != one })

	const rule = "different field: organisation"
	lock := func(says string, mentee *yearEnrolment, more ...string) {
		y.t.Helper()
		got := y.run(y.t.Context(), append([]string{"lock", yearProgram, mentee.who, single.who, "--because", "an old promise"}, more...)...)
		if got.status != exitOK || says == "" && strings.Contains(got.err, "warning") || !strings.Contains(got.err, says) {
			y.t.Errorf("lock %s: status %d, want “%s”: %s", mentee.who, got.status, says, got.err)
		}
	}
	lock("warning: this breaks “"+rule+"”", same)
	y.refused(exitFailed, same.who+" → "+single.who+" breaks “"+rule+"”", "match", yearProgram)
	y.must("lock", yearProgram, same.who, single.who, "--remove")
	lock("", one)
	lock("warning: this breaks “capacity”", two)
	y.refused(exitFailed, "breaks “capacity”", "match", yearProgram)
	y.must("lock", yearProgram, two.who, single.who, "--remove")
	y.must("lock", yearProgram, one.who, single.who, "--remove")
	lock("", same, "--override", rule, "--override-because", "agreed with both")
	return [2]string{same.who, single.who}
}

// proposes sees to it that a scenario has some proposals.
func (y *year) proposes(s *yearScenario, pairs ...[2]string) {
	y.t.Helper()
	for _, p := range pairs {
		if !slices.Contains(s.proposals, p) {
			y.t.Errorf("%s does not propose %v", s.name, p)
		}
	}
}

// swap gives the first two mentees for whom that is allowed each other's mentor. A swap
// that breaks a rule is refused before.
func (y *year) swap(s *yearScenario, spare [][2]string) [][2]string {
	y.t.Helper()
	refused := false
	for _, a := range s.proposals {
		for _, b := range s.proposals {
			if a == b || a[1] == b[1] || slices.Contains(spare, a) || slices.Contains(spare, b) || y.declined[[2]string{a[0], b[1]}] || y.declined[[2]string{b[0], a[1]}] {
				continue
			}
			args := []string{"review", "swap", s.name, a[0], b[0], "--program", yearProgram}
			price := read[swapJSON](y.terminalless, append(args, "--dry-run")...)
			switch {
			case len(price.Breaks) > 0 && !refused:
				refused = true
				y.refused(exitInvalid, "override it by its name", append(args, "--because", "they asked")...)
			case len(price.Breaks) == 0:
				y.must(append(args, "--because", "they asked")...)
				return [][2]string{{a[0], b[1]}, {b[0], a[1]}}
			}
		}
	}
	y.t.Fatal("no two can be swapped")
	return nil
}

// everythingElseIsPrinted has every list, export and report print what it has.
func (y *year) everythingElseIsPrinted() {
	y.t.Helper()
	for _, k := range store.Kinds() {
		if k.Private {
			continue
		}
		name := strings.ReplaceAll(k.Plural, " ", "-")
		y.must("list", name)
		y.must("list", name, "--json")
		for _, format := range []string{"csv", "json", "md"} {
			y.must("export", name, "--format", format)
		}
	}
	y.must("export", "pairs", "--format", "ics")
	y.must("export", "sessions", "--format", "ics", "--program", yearProgram)
	for _, of := range []string{"pairs", "sessions"} {
		y.must("export", of, "--manager", "Nia Director")
	}
	y.must("calendar", yearProgram)
	for _, format := range []string{"md", "html", "json"} {
		y.must("report", "mentoring", yearProgram, "--format", format)
	}
	y.must("coverage", yearProgram)
	y.must("history", "-n", "0")
	y.must("pair", "health")
	y.must("pair", "minutes", "--by", "person")
	for _, p := range y.present().pairs {
		y.must("pair", "show", p.ref())
		y.must("pair", "show", p.ref(), "--json")
		y.must("show", "employee", p.mentee.who)
	}
	for _, c := range read[[]changeJSON](y.terminalless, "history", "-n", "0") {
		if strings.Contains(c.Label, "note") || strings.Contains(c.Label, "review") {
			y.must("history", itoa(c.ID))
			y.must("history", itoa(c.ID), "--json")
		}
	}
}

// nothingIsTold looks for the coordinator's notes, and stories without consent, in
// everything that was printed.
func (y *year) nothingIsTold() {
	y.t.Helper()
	notes := y.privately("export", "notes")
	for secret, who := range y.secrets {
		key, _, _ := strings.Cut(secret, " ")
		for _, p := range y.told {
			if strings.Contains(p.text, key+" ") {
				y.t.Errorf("understudy %s tells “%s”", p.command, secret)
			}
		}
		if story := strings.Contains(secret, "gave up"); story == strings.Contains(notes, secret) {
			y.t.Errorf("“%s” is in the notes: %v", secret, !story)
		}
		if own := y.privately("employee", "export", who); !strings.Contains(own, secret) {
			y.t.Errorf("%s is not given “%s”", who, secret)
		}
	}
}

// neverAgain sees to it, in the tables, that no scenario proposed two who had been
// declined or had parted before it was run.
func (y *year) neverAgain() {
	y.t.Helper()
	db := y.tables()
	defer db.Close()
	rows, err := db.Query(`SELECT x.name, z.name, max(s.id), (SELECT count(*) FROM scenario later WHERE later.at >= b.at)
		FROM scenario_pair q JOIN scenario s ON s.id = q.scenario_id
		JOIN enrolment m ON m.id = q.mentee_id JOIN employee x ON x.id = m.employee_id JOIN enrolment o ON o.id = q.mentor_id JOIN employee z ON z.id = o.employee_id
		JOIN (SELECT b.mentee_id, b.mentor_id, (SELECT min(c.at) FROM change c JOIN change_row r ON r.change_id = c.id JOIN change_shape h ON h.id = r.shape
		      WHERE h.tbl = 'ban' AND r.row_id = b.id AND r.before IS NULL) AS at, b.id FROM ban b) b ON b.mentee_id = x.id AND b.mentor_id = z.id
		GROUP BY b.id`)
	if err != nil {
		y.t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var who [2]string
		var newest int64
		var later int
		if err := rows.Scan(&who[0], &who[1], &newest, &later); err != nil {
			y.t.Fatal(err)
		}
		n++
		if !y.declined[who] || newest > y.declinedIn[who] || later == 0 {
			y.t.Errorf("%v: declined %v with scenario %d the newest, proposed in %d, %d run since", who, y.declined[who], y.declinedIn[who], newest, later)
		}
	}
	if err := rows.Err(); err != nil || n != len(y.declined) {
		y.t.Errorf("%d bans of two who were proposed, want %d: %v", n, len(y.declined), err)
	}
}

// allCanBeTakenBack takes the newest changes back, and makes them again.
func (y *year) allCanBeTakenBack() {
	y.t.Helper()
	y.must("check")
	dump := func() string {
		st := storetest.At(y.t, y.db)
		return storetest.Dump(y.t, st)
	}
	const steps = 48
	before := dump()
	for range steps {
		y.must("undo")
	}
	if dump() == before {
		y.t.Error("taking back changes nothing")
	}
	y.must("check")
	for range steps {
		y.must("redo")
	}
	if dump() != before {
		y.t.Error("made again, the file has other rows")
	}
	if !testing.Short() {
		y.must("undo", "--all")
		y.must("redo", "--all")
		if dump() != before {
			y.t.Error("made again from the beginning, the file has other rows")
		}
	}
	y.must("check")
	y.sameReports()
}
