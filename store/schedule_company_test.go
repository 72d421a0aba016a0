package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"testing"
	"time"

	"understudy/match/agenda"
	"understudy/match/agenda/check"
	"understudy/store"
	"understudy/store/storetest"
)

// halfAYear is a file of 40 topics, 60 people who can speak, 6 sites in as many time
// zones and a series of 26 weeks over both changes of the clock, with sessions, absences,
// holidays, rooms that are booked and events that are planned already.
type halfAYear struct {
	tx    *store.Tx
	r     *rand.Rand
	first int64 // employee who listens; those before can speak
}

const (
	topicsOf, speakersOf, sitesOf, weeksOf = 40, 60, 6, 26
	listenersOf, skillsOf                  = 180, 20
)

var halfAYearZones = [sitesOf]string{"Europe/Lisbon", "Europe/Berlin", "Asia/Kathmandu", "America/New_York", "Australia/Sydney", "Europe/Warsaw"}

func fillHalfAYear(t testing.TB, seed uint64) *store.Store {
	t.Helper()
	s := storetest.At(t, filepath.Join(t.TempDir(), "half.db"))
	if _, err := s.Write(t.Context(), "fill", func(tx *store.Tx) error {
		h := &halfAYear{tx: tx, r: rand.New(rand.NewPCG(seed, 7)), first: speakersOf + 1}
		for _, step := range []func() error{h.company, h.people, h.series, h.topics, h.days, h.booked} {
			if err := step(); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return s
}

func (h *halfAYear) exec(q string, args ...any) error {
	_, err := h.tx.Exec(q, args...)
	return err
}

func (h *halfAYear) company() error {
	if err := h.exec(`INSERT INTO role(id, name) VALUES(1, 'Analyst')`); err != nil {
		return err
	}
	if err := h.exec(`INSERT INTO role_level(id, role_id, name, rank) VALUES(1, 1, 'Analyst', 1)`); err != nil {
		return err
	}
	for k := range skillsOf {
		if err := h.exec(`INSERT INTO skill(id, name) VALUES(?, ?)`, k+1, fmt.Sprint("skill ", k)); err != nil {
			return err
		}
		if err := h.exec(`INSERT INTO requirement(role_level_id, skill_id, level) VALUES(1, ?, ?)`, k+1, 1+h.r.IntN(3)); err != nil {
			return err
		}
	}
	for k, zone := range halfAYearZones {
		if err := h.exec(`INSERT INTO location(id, name, time_zone, lunch_start, lunch_end) VALUES(?, ?, ?, ?, ?)`, k+1, fmt.Sprint("site ", k), zone, 11*60+30+30*(k%3), 13*60+30*(k%2)); err != nil {
			return err
		}
		for n := range 2 {
			if err := h.exec(`INSERT INTO room(name, location_id, capacity) VALUES(?, ?, ?)`, fmt.Sprint("room ", n), k+1, 8+h.r.IntN(20)); err != nil {
				return err
			}
		}
	}
	return nil
}

// people are speakers, who can teach three skills each, and listeners.
func (h *halfAYear) people() error {
	for k := range int64(speakersOf + listenersOf) {
		if err := h.exec(`INSERT INTO employee(id, name) VALUES(?, ?)`, k+1, fmt.Sprint("person ", k)); err != nil {
			return err
		}
		if err := h.exec(`INSERT INTO position(employee_id, since, role_level_id, location_id) VALUES(?, '2025-01-01', 1, ?)`, k+1, k%sitesOf+1); err != nil {
			return err
		}
		for skill := range int64(skillsOf) {
			level := h.r.IntN(3)
			if k < speakersOf && (skill-k)%7 == 0 {
				level = 4
			}
			if err := h.exec(`INSERT INTO rating(employee_id, skill_id, level, source, date) VALUES(?, ?, ?, 'assessment', '2026-01-01')`, k+1, skill+1, level); err != nil {
				return err
			}
			if err := h.exec(`INSERT INTO current_level(employee_id, skill_id, level, rating_id) VALUES(?, ?, ?, last_insert_rowid())`, k+1, skill+1, level); err != nil {
				return err
			}
			if h.r.IntN(8) == 0 {
				if err := h.exec(`INSERT INTO interest(employee_id, skill_id, degree) VALUES(?, ?, ?)`, k+1, skill+1, 1+h.r.IntN(3)); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (h *halfAYear) series() error {
	if err := h.exec(`INSERT INTO series(id, name, starts, ends, weekdays, notice, talks, rest) VALUES(1, 'Lunch', '2026-05-18', ?, 'tue thu', 10, 3, 7)`,
		string(store.Date("2026-05-18").Add(7*weeksOf-1))); err != nil {
		return err
	}
	for k := range sitesOf {
		if err := h.exec(`INSERT INTO series_site(series_id, location_id) VALUES(1, ?)`, k+1); err != nil {
			return err
		}
	}
	return h.exec(`INSERT INTO series_exception(series_id, date, way) VALUES(1, '2026-07-14', 'not'), (1, '2026-07-15', 'also')`)
}

func (h *halfAYear) topics() error {
	for k := range int64(topicsOf) {
		skill := k % skillsOf
		var minutes any
		if k%9 == 0 {
			minutes = 30
		}
		if err := h.exec(`INSERT INTO topic(id, name, series_id, skill_id, level, minutes, speakers, each_site, state, asked) VALUES(?, ?, 1, ?, ?, ?, ?, ?, 'open', '2026-05-01')`,
			k+1, fmt.Sprint("topic ", k), skill+1, 1+h.r.IntN(3), minutes, 1+k%10/9, k%4 == 0); err != nil {
			return err
		}
		for n := range int64(speakersOf) {
			if (skill-n)%7 != 0 || h.r.IntN(3) == 0 {
				continue
			}
			if err := h.exec(`INSERT INTO speaker(topic_id, employee_id, answer, date) VALUES(?, ?, 'agreed', '2026-05-10')`, k+1, n+1); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *halfAYear) day() store.Date { return store.Date("2026-05-18").Add(h.r.IntN(7 * weeksOf)) }

// days are absences, holidays, and mentoring sessions at noon.
func (h *halfAYear) days() error {
	for k := range 200 {
		from := h.day()
		if err := h.exec(`INSERT INTO absence(employee_id, starts, ends) VALUES(?, ?, ?)`, 1+h.r.IntN(speakersOf+listenersOf), string(from), string(from.Add(h.r.IntN(20)))); err != nil {
			return err
		}
		if k < 30 {
			if err := h.exec(`INSERT OR IGNORE INTO holiday(date, name, location_id) VALUES(?, 'a holiday', ?)`, string(h.day()), 1+h.r.IntN(sitesOf)); err != nil {
				return err
			}
		}
	}
	if err := h.exec(`INSERT INTO program(id, name, kind, objective) VALUES(1, 'Mentoring', 'mentoring', 'most points')`); err != nil {
		return err
	}
	if err := h.exec(`INSERT INTO cycle(id, program_id, name, starts, ends) VALUES(1, 1, '2026', '2026-01-01', '2026-12-31')`); err != nil {
		return err
	}
	for k := range 80 {
		mentee, mentor := int64(speakersOf+1+k), int64(1+k%speakersOf)
		for n, side := range []string{"mentee", "mentor"} {
			if err := h.exec(`INSERT OR IGNORE INTO enrolment(cycle_id, employee_id, side, waiting_since) VALUES(1, ?, ?, '2026-01-01')`, []int64{mentee, mentor}[n], side); err != nil {
				return err
			}
		}
		if err := h.exec(`INSERT INTO pair(cycle_id, mentee_id, mentor_id, state, since) SELECT 1, a.id, b.id, 'active', '2026-02-01' FROM enrolment a, enrolment b WHERE a.employee_id = ? AND a.side = 'mentee' AND b.employee_id = ? AND b.side = 'mentor'`, mentee, mentor); err != nil {
			return err
		}
		for range 8 {
			if err := h.exec(`INSERT INTO session(pair_id, date, time, minutes, state) VALUES(?, ?, ?, 60, 'planned')`, k+1, string(h.day()), 11*60+30*h.r.IntN(6)); err != nil {
				return err
			}
		}
	}
	return nil
}

// booked are events of another series in the same rooms, with speakers and guests.
func (h *halfAYear) booked() error {
	for k := range int64(60) {
		site := 1 + h.r.Int64N(sitesOf)
		if err := h.exec(`INSERT INTO event(name, date, time, minutes, zone, location_id, room_id) VALUES(?, ?, 690, 120, ?, ?, ?)`, fmt.Sprint("workshop ", k), string(h.day()), halfAYearZones[site-1], site, 2*site-h.r.Int64N(2)); err != nil {
			return err
		}
		if err := h.exec(`INSERT INTO event_speaker(event_id, employee_id) VALUES(?, ?)`, k+1, 1+h.r.IntN(speakersOf)); err != nil {
			return err
		}
		for n := range int64(5) {
			if err := h.exec(`INSERT INTO invitation(event_id, employee_id, date) VALUES(?, ?, '2026-05-10')`, k+1, h.first+(37*k+n)%listenersOf); err != nil {
				return err
			}
		}
	}
	return nil
}

func TestHalfAYearOfSixSitesIsPublishedWithoutAClash(t *testing.T) {
	if testing.Short() {
		t.Skip("takes some ten seconds")
	}
	s := fillHalfAYear(t, 1)
	// Proving takes longest, and is no matter of clashes.
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	sc, _, err := s.ScheduleSeries(ctx, 1, store.ScheduleOptions{Seed: 1, Rounds: 20, Progress: func(p agenda.Progress) {
		if p.Stage == "prove" {
			stop()
		}
	}})
	if err != nil {
		t.Fatal(err)
	}
	if sc.State != "stopped" || sc.Bound == nil {
		t.Errorf("a run that was stopped is %q", sc.State)
	}
	if _, _, err := s.ReplaySchedule(t.Context(), sc.ID, store.ScheduleOptions{}); err == nil {
		t.Error("a run that was stopped is repeated")
	}
	v, err := s.ScheduleReview(t.Context(), sc.ID)
	if err != nil {
		t.Fatal(err)
	}
	report, err := check.Schedule(&v.Input.Problem, v.Result.Schedule)
	if err != nil || len(report.Violations) > 0 || report.Score.Value != sc.Value {
		t.Fatalf("the checker finds %v, worth %d instead of %d, %v", report.Violations, report.Score.Value, sc.Value, err)
	}
	t.Logf("%d topics, %d slots, %d people: %s, %d events, %d reached, %d topics left out", len(v.Input.Topics), len(v.Input.Slots), len(v.Input.People), sc.Proof(), sc.Events, sc.Reached, sc.LeftOut)
	if sc.Events < topicsOf/2 {
		t.Errorf("only %d events", sc.Events)
	}
	_, out, err := s.PublishSchedule(t.Context(), sc.ID)
	if err != nil || len(out.Events) != sc.Events || out.Invited != sc.Reached || out.Gone != 0 {
		t.Fatalf("published %d events for %d, %d gone: %v", len(out.Events), out.Invited, out.Gone, err)
	}
	recountClashes(t, s)
}

// recountClashes looks for clashes in the tables themselves, by SQL over instants that the
// test computes from the rows: no code of the store or the engine takes part.
func recountClashes(t *testing.T, s *store.Store) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+s.Path())
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // what is temporary is of one connection
	must := func(q string, args ...any) {
		t.Helper()
		if _, err := db.Exec(q, args...); err != nil {
			t.Fatalf("%s: %v", q, err)
		}
	}
	must(`CREATE TEMP TABLE at(event INTEGER PRIMARY KEY, from_ INTEGER, to_ INTEGER)`)
	must(`CREATE TEMP TABLE there(event INTEGER, location INTEGER, day TEXT, begins INTEGER)`)
	must(`CREATE TEMP TABLE meeting(session INTEGER PRIMARY KEY, from_ INTEGER, to_ INTEGER)`)
	wall := func(day string, minutes int64, zone string) time.Time {
		loc, err := time.LoadLocation(zone)
		if err != nil {
			t.Fatal(err)
		}
		d, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		return time.Date(d.Year(), d.Month(), d.Day(), int(minutes/60), int(minutes%60), 0, 0, loc)
	}
	type row struct {
		id, at, minutes int64
		day, zone       string
	}
	read := func(q string) (out []row) {
		rows, err := db.Query(q)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for rows.Next() {
			var x row
			if err := rows.Scan(&x.id, &x.day, &x.at, &x.minutes, &x.zone); err != nil {
				t.Fatal(err)
			}
			out = append(out, x)
		}
		return out
	}
	for _, x := range read(`SELECT id, date, time, minutes, zone FROM event WHERE state = 'planned'`) {
		from := wall(x.day, x.at, x.zone)
		must(`INSERT INTO at VALUES(?, ?, ?)`, x.id, from.Unix(), from.Unix()+60*x.minutes)
		for k, zone := range halfAYearZones {
			loc, _ := time.LoadLocation(zone)
			local := from.In(loc)
			must(`INSERT INTO there VALUES(?, ?, ?, ?)`, x.id, k+1, local.Format(time.DateOnly), local.Hour()*60+local.Minute())
		}
	}
	for _, x := range read(`SELECT s.id, s.date, s.time, s.minutes, l.time_zone FROM session s JOIN pair p ON p.id = s.pair_id JOIN enrolment n ON n.id = p.mentee_id JOIN position o ON o.employee_id = n.employee_id JOIN location l ON l.id = o.location_id WHERE s.state = 'planned'`) {
		from := wall(x.day, x.at, x.zone).Unix()
		must(`INSERT INTO meeting VALUES(?, ?, ?)`, x.id, from, from+60*x.minutes)
	}
	must(`CREATE TEMP VIEW who AS SELECT event_id, employee_id, 1 AS speaks FROM event_speaker UNION ALL SELECT event_id, employee_id, 0 FROM invitation WHERE answer <> 'no'`)
	must(`CREATE TEMP VIEW mine AS SELECT e.*, a.from_, a.to_ FROM event e JOIN at a ON a.event = e.id WHERE e.series_id = 1`)
	for _, c := range []struct{ what, q string }{
		{"a room twice at once", `SELECT count(*) FROM mine e JOIN event f ON f.room_id = e.room_id AND f.id <> e.id JOIN at b ON b.event = f.id WHERE e.from_ < b.to_ AND b.from_ < e.to_`},
		{"a room of another site", `SELECT count(*) FROM mine e JOIN room r ON r.id = e.room_id WHERE r.location_id IS NOT e.location_id`},
		{"an event at a site without a room", `SELECT count(*) FROM mine WHERE location_id IS NOT NULL AND room_id IS NULL`},
		{"more people than the room holds", `SELECT count(*) FROM mine e JOIN room r ON r.id = e.room_id WHERE (SELECT count(*) FROM invitation i WHERE i.event_id = e.id) > r.capacity`},
		{"somebody twice at once", `SELECT count(*) FROM mine e JOIN who w ON w.event_id = e.id JOIN who x ON x.employee_id = w.employee_id AND x.event_id <> e.id JOIN at b ON b.event = x.event_id WHERE e.from_ < b.to_ AND b.from_ < e.to_`},
		{"a speaker among the guests", `SELECT count(*) FROM event_speaker y JOIN invitation i ON i.event_id = y.event_id AND i.employee_id = y.employee_id JOIN mine e ON e.id = y.event_id`},
		{"somebody in a session", `SELECT count(*) FROM mine e JOIN who w ON w.event_id = e.id JOIN enrolment n ON n.employee_id = w.employee_id JOIN pair p ON n.id IN (p.mentee_id, p.mentor_id) JOIN session s ON s.pair_id = p.id JOIN meeting m ON m.session = s.id WHERE e.from_ < m.to_ AND m.from_ < e.to_`},
		{"somebody absent", `SELECT count(*) FROM mine e JOIN who w ON w.event_id = e.id JOIN position o ON o.employee_id = w.employee_id JOIN there h ON h.event = e.id AND h.location = o.location_id JOIN absence a ON a.employee_id = w.employee_id AND h.day BETWEEN a.starts AND a.ends`},
		{"somebody on a holiday", `SELECT count(*) FROM mine e JOIN who w ON w.event_id = e.id JOIN position o ON o.employee_id = w.employee_id JOIN there h ON h.event = e.id AND h.location = o.location_id JOIN holiday f ON f.date = h.day AND (f.location_id IS NULL OR f.location_id = o.location_id)`},
		{"a guest outside of lunch", `SELECT count(*) FROM mine e JOIN invitation i ON i.event_id = e.id JOIN position o ON o.employee_id = i.employee_id JOIN location l ON l.id = o.location_id JOIN there h ON h.event = e.id AND h.location = l.id WHERE h.begins < l.lunch_start OR h.begins + e.minutes > l.lunch_end`},
		{"a guest of another site in a room", `SELECT count(*) FROM mine e JOIN invitation i ON i.event_id = e.id JOIN position o ON o.employee_id = i.employee_id WHERE e.location_id IS NOT NULL AND o.location_id <> e.location_id`},
		{"a speaker of another site in a room", `SELECT count(*) FROM mine e JOIN event_speaker y ON y.event_id = e.id JOIN position o ON o.employee_id = y.employee_id WHERE e.location_id IS NOT NULL AND o.location_id <> e.location_id`},
		{"too little notice", `SELECT count(*) FROM mine e WHERE e.date < date('2026-05-14', '+10 days')`},
		{"a day that is none of the series", `SELECT count(*) FROM mine e WHERE NOT (strftime('%w', e.date) IN ('2', '4') OR e.date = '2026-07-15') OR e.date = '2026-07-14' OR e.date > '2026-11-15'`},
		{"a week too full at a site", `SELECT count(*) FROM (SELECT 1 FROM mine e GROUP BY coalesce(e.location_id, 0), (CAST(strftime('%s', e.date) AS INTEGER) / 86400 + 3) / 7 HAVING count(*) > 1)`},
		{"a week too full for somebody", `SELECT count(*) FROM (SELECT 1 FROM mine e JOIN invitation i ON i.event_id = e.id GROUP BY i.employee_id, (CAST(strftime('%s', e.date) AS INTEGER) / 86400 + 3) / 7 HAVING count(*) > 1)`},
		{"too many talks", `SELECT count(*) FROM (SELECT 1 FROM mine e JOIN event_speaker y ON y.event_id = e.id GROUP BY y.employee_id HAVING count(*) > 3)`},
		{"too little rest", `SELECT count(*) FROM mine e JOIN event_speaker y ON y.event_id = e.id JOIN event_speaker z ON z.employee_id = y.employee_id AND z.event_id <> e.id JOIN mine f ON f.id = z.event_id WHERE abs(julianday(e.date) - julianday(f.date)) < 7`},
		{"a speaker who did not agree", `SELECT count(*) FROM mine e JOIN event_speaker y ON y.event_id = e.id WHERE NOT EXISTS (SELECT 1 FROM speaker p WHERE p.topic_id = e.topic_id AND p.employee_id = y.employee_id AND p.answer = 'agreed')`},
		{"too few speakers", `SELECT count(*) FROM mine e JOIN topic t ON t.id = e.topic_id WHERE (SELECT count(*) FROM event_speaker y WHERE y.event_id = e.id) <> t.speakers`},
		{"a topic twice for somebody", `SELECT count(*) FROM (SELECT 1 FROM mine e JOIN invitation i ON i.event_id = e.id GROUP BY e.topic_id, i.employee_id HAVING count(*) > 1)`},
		{"a topic too often", `SELECT count(*) FROM (SELECT 1 FROM mine e JOIN topic t ON t.id = e.topic_id GROUP BY t.id HAVING count(*) > CASE WHEN t.each_site THEN 6 ELSE 1 END)`},
	} {
		var n int
		if err := db.QueryRow(c.q).Scan(&n); err != nil {
			t.Fatalf("%s: %v", c.what, err)
		}
		if n != 0 {
			t.Errorf("%s: %d times", c.what, n)
		}
	}
	var value, want int
	if err := db.QueryRow(`SELECT coalesce(sum(CASE WHEN n.degree > 0 THEN max(0, t.level - v.level) + n.degree ELSE max(0, min(t.level, q.level) - v.level) END), 0),
		(SELECT value FROM schedule WHERE published IS NOT NULL)
		FROM mine e JOIN topic t ON t.id = e.topic_id JOIN invitation i ON i.event_id = e.id JOIN current_level v ON v.employee_id = i.employee_id AND v.skill_id = t.skill_id
		JOIN requirement q ON q.skill_id = t.skill_id LEFT JOIN interest n ON n.employee_id = i.employee_id AND n.skill_id = t.skill_id AND v.level < t.level`).Scan(&value, &want); err != nil {
		t.Fatal(err)
	}
	if value != want {
		t.Errorf("the invitations are worth %d by the tables, and the schedule says %d", value, want)
	}
}

// BenchmarkScheduleHalfAYear runs the whole of it on a real file: reading the series,
// the run at its usual effort, the check and keeping it.
func BenchmarkScheduleHalfAYear(b *testing.B) {
	s := fillHalfAYear(b, 1)
	for b.Loop() {
		sc, _, err := s.ScheduleSeries(b.Context(), 1, store.ScheduleOptions{Seed: 1})
		if err != nil {
			b.Fatal(err)
		}
		gap, _ := sc.Gap()
		b.ReportMetric(float64(sc.Value), "value")
		b.ReportMetric(gap, "gap-%")
		b.ReportMetric(float64(sc.Events), "events")
		b.ReportMetric(float64(sc.Reached), "places")
	}
}
