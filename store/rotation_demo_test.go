package store_test

import (
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/url"
	"slices"
	"testing"
	"time"

	"understudy/match/rotation"
	"understudy/store"
	"understudy/store/demo"
	"understudy/store/storetest"
)

// bigPlan makes a rotation plan over a made-up company: people and seats of its teams,
// wishes, refused consents, bans, absences, dates and lengths, drawn with a fixed seed.
func bigPlan(tb testing.TB, s *store.Store, people, seats, periods int) int64 {
	tb.Helper()
	rng := rand.New(rand.NewPCG(6, uint64(people)))
	c, err := s.GapCompany(tb.Context())
	if err != nil {
		tb.Fatal(err)
	}
	var plan int64
	_, err = s.Write(tb.Context(), "make a large plan", func(tx *store.Tx) error {
		save := func(kind string, v ...string) int64 {
			m := map[string]string{}
			for k := 0; k < len(v); k += 2 {
				m[v[k]] = v[k+1]
			}
			id, err := tx.Save(store.Edit{Kind: kind, Values: m})
			if err != nil {
				tb.Fatalf("%s %v: %v", kind, v, err)
			}
			return id
		}
		plan = save("rotation plan", "name", "Big", "starts", "2026-09-01", "periods", fmt.Sprint(periods), "least", "2", "most", "4", "placements", "2", "learn_first", "2", "learn_second", "4", "travel", "same market")
		var offered []int64
		skills := taught(c)
		for k := range seats {
			skill := skills[rng.IntN(len(skills))]
			team := c.TeamNames.IDs[rng.IntN(c.Teams)]
			loc := c.LocationNames.IDs[rng.IntN(c.Locations)]
			offered = append(offered, save("seat", "plan_id", ref(plan), "name", fmt.Sprintf("Seat %02d", k+1), "team_id", ref(team), "skill_id", ref(skill), "entry", fmt.Sprint(rng.IntN(2)),
				"reach", fmt.Sprint(3+rng.IntN(2)), "location_id", ref(loc), "places", fmt.Sprint(1+rng.IntN(2))))
		}
		for _, e := range rng.Perm(len(c.Employees.IDs))[:people] {
			id := c.Employees.IDs[e]
			p := save("participant", "plan_id", ref(plan), "employee_id", ref(id), "travels", []string{"yes", "no", "no"}[rng.IntN(3)])
			for _, s := range rng.Perm(seats)[:rng.IntN(4)] {
				save("rotation wish", "participant_id", ref(p), "seat_id", ref(offered[s]), "points", fmt.Sprint(float64(1+rng.IntN(4))/2))
			}
			if rng.IntN(8) == 0 {
				save("rotation consent", "participant_id", ref(p), "seat_id", ref(offered[rng.IntN(seats)]), "side", "host", "given", "no")
			}
			if rng.IntN(4) == 0 {
				from := store.Date("2026-09-01").AddMonths(rng.IntN(periods))
				save("absence", "employee_id", ref(id), "starts", string(from.Add(rng.IntN(10))), "ends", string(from.Add(15+rng.IntN(20))))
			}
			if rng.IntN(10) == 0 {
				save("rotation ban", "employee_id", ref(id), "team_id", ref(c.TeamNames.IDs[rng.IntN(c.Teams)]), "reason", "asked for it")
			}
		}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	return plan
}

// taught are the skills that role levels require.
func taught(c *store.GapCompany) (out []int64) {
	for k := range c.Roles.IDs {
		for _, s := range c.Requirements.Row(int32(k)).Skill {
			if id := c.SkillNames.ID(s); !slices.Contains(out, id) {
				out = append(out, id)
			}
		}
	}
	return out
}

// oracle reads the file without any of the program's code.
type oracle struct {
	t  *testing.T
	db *sql.DB
}

func newOracle(t *testing.T, s *store.Store) *oracle {
	db, err := sql.Open("sqlite", (&url.URL{Scheme: "file", Path: s.Path()}).String()+"?_pragma=query_only(1)&_pragma=busy_timeout(5000)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return &oracle{t, db}
}

func (o *oracle) number(q string, args ...any) (n int) {
	o.t.Helper()
	if err := o.db.QueryRow(q, args...).Scan(&n); err != nil {
		o.t.Fatal(err, q)
	}
	return n
}

// missed counts the working days of a month that somebody is away, and all of them.
func (o *oracle) missed(employee int64, from, to string) (missed, all int) {
	const day = `WITH RECURSIVE d(x) AS (SELECT ?2 UNION ALL SELECT date(x, '+1 day') FROM d WHERE x < ?3),
	  w(x) AS (SELECT x FROM d WHERE strftime('%w', x) NOT IN ('0', '6') AND NOT EXISTS (SELECT 1 FROM holiday h WHERE h.date = x
	    AND (h.location_id IS NULL OR h.location_id = (SELECT p.location_id FROM position p WHERE p.employee_id = ?1 AND p.since <= '2026-05-14' ORDER BY p.since DESC LIMIT 1)))) `
	all = o.number(day+`SELECT count(*) FROM w`, employee, from, to)
	missed = o.number(day+`SELECT count(*) FROM w WHERE EXISTS (SELECT 1 FROM absence a WHERE a.employee_id = ?1 AND x BETWEEN a.starts AND a.ends)
	  OR EXISTS (SELECT 1 FROM employee e WHERE e.id = ?1 AND (e.left_on <= x OR e.hired > x))`, employee, from, to)
	return missed, all
}

// What a run of a large company's plan leaves at home in each month is counted anew out of
// the tables: every cover that the plan asks for holds, every placement has consent and is
// in a seat with a place, and nobody is in one whom a ban keeps out.
func TestARunKeepsWhatTheTablesAskForMonthByMonth(t *testing.T) {
	s := storetest.New(t)
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 150}); err != nil {
		t.Fatal(err)
	}
	plan := bigPlan(t, s, 40, 14, 6)
	short, _, err := s.KeepCoverAsIs(t.Context(), plan, "with what there is")
	if err != nil {
		t.Fatal(err)
	}
	sc, _, err := s.RotatePlan(t.Context(), plan, store.RotateOptions{Seed: 1, Rounds: 20})
	if err != nil {
		t.Fatal(err)
	}
	if sc.Moves < 5 || sc.Bound == nil || *sc.Bound < sc.Points {
		t.Fatalf("%+v", sc)
	}
	o := newOracle(t, s)
	covers, tight := o.covers(plan, sc.ID)
	t.Logf("%d covers lowered; %d placements, %d of %d points; %d month's covers counted, %d of them just kept", short, sc.Moves, sc.Points, *sc.Bound, covers, tight)
	if covers == 0 || tight == 0 {
		t.Error("nothing was at stake")
	}
	for what, q := range map[string]string{
		"a banned guest": `SELECT count(*) FROM rotation_move v JOIN participant n ON n.id = v.participant_id JOIN seat s ON s.id = v.seat_id
		  JOIN rotation_ban b ON b.employee_id = n.employee_id AND b.team_id = s.team_id WHERE v.scenario_id = ?1`,
		"a refused consent": `SELECT count(*) FROM rotation_move v JOIN rotation_consent c ON c.participant_id = v.participant_id AND c.given = 0 AND coalesce(c.seat_id, v.seat_id) = v.seat_id WHERE v.scenario_id = ?1`,
		"a wrong length":    `SELECT count(*) FROM rotation_move WHERE scenario_id = ?1 AND last - first + 1 NOT BETWEEN 2 AND 4`,
		"an entry level missed": `SELECT count(*) FROM rotation_move v JOIN participant n ON n.id = v.participant_id JOIN seat s ON s.id = v.seat_id WHERE v.scenario_id = ?1
		  AND coalesce((SELECT level FROM current_level c WHERE c.employee_id = n.employee_id AND c.skill_id = s.skill_id), 0) < s.entry`,
		"two places at once": `SELECT count(*) FROM rotation_move a JOIN rotation_move b ON a.scenario_id = b.scenario_id AND a.participant_id = b.participant_id AND a.id < b.id AND a.first <= b.last AND b.first <= a.last WHERE a.scenario_id = ?1`,
		"too many in a seat": `WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t WHERE x < 6) SELECT count(*) FROM seat s, t
		  WHERE (SELECT count(*) FROM rotation_move v WHERE v.scenario_id = ?1 AND v.seat_id = s.id AND t.x BETWEEN v.first AND v.last) > s.places`,
		"another market": `SELECT count(*) FROM rotation_move v JOIN participant n ON n.id = v.participant_id JOIN seat s ON s.id = v.seat_id JOIN location sl ON sl.id = s.location_id
		  WHERE v.scenario_id = ?1 AND n.travels = 0 AND sl.market_id IS NOT (SELECT l.market_id FROM position p JOIN location l ON l.id = p.location_id WHERE p.employee_id = n.employee_id AND p.since <= '2026-05-14' ORDER BY p.since DESC LIMIT 1)`,
		"points that do not add up": `SELECT abs((SELECT points FROM rotation_scenario WHERE id = ?1) - (SELECT coalesce(sum(points), 0) FROM rotation_move WHERE scenario_id = ?1)
		  + 500 * (SELECT count(*) FROM participant n WHERE n.plan_id = (SELECT plan_id FROM rotation_scenario WHERE id = ?1) AND EXISTS (SELECT 1 FROM rotation_wish w WHERE w.participant_id = n.id)
		    AND NOT EXISTS (SELECT 1 FROM rotation_wish w JOIN rotation_move v ON v.scenario_id = ?1 AND v.participant_id = n.id AND v.seat_id = w.seat_id WHERE w.participant_id = n.id)))`,
	} {
		if n := o.number(q, sc.ID); n != 0 {
			t.Errorf("%s: %d", what, n)
		}
	}
	if same, now, err := s.ReplayRotation(t.Context(), sc.ID, store.RotateOptions{Workers: 1}); err != nil || !same {
		t.Errorf("the replay has %d points of %d: %v", now.Value, sc.Points, err)
	}
}

// covers counts, for every cover of the plan and every month, who is at home: not in a
// seat, and not away for more than half of the month.
func (o *oracle) covers(plan, scenario int64) (counted, tight int) {
	rows, err := o.db.Query(`WITH RECURSIVE t(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM t WHERE x < 6),
	  home(id) AS (SELECT (SELECT p.team_id FROM position p WHERE p.employee_id = n.employee_id AND p.since <= '2026-05-14' ORDER BY p.since DESC LIMIT 1) FROM participant n WHERE n.plan_id = ?1),
	  above(id) AS (SELECT id FROM home UNION SELECT t.parent_id FROM team t JOIN above a ON t.id = a.id WHERE t.parent_id IS NOT NULL)
	  SELECT c.team_id, c.skill_id, c.level, t.x, coalesce((SELECT r.count FROM rotation_cover r WHERE r.plan_id = ?1 AND r.team_id = c.team_id AND r.skill_id = c.skill_id AND r.level = c.level
	    AND t.x BETWEEN r.first AND r.last ORDER BY r.id DESC LIMIT 1), c.count)
	  FROM cover c JOIN above a ON a.id = c.team_id, t ORDER BY 1, 2, 3, 4`, plan)
	if err != nil {
		o.t.Fatal(err)
	}
	defer rows.Close()
	type ask struct{ team, skill, level, month, need int }
	var list []ask
	for rows.Next() {
		var a ask
		if err := rows.Scan(&a.team, &a.skill, &a.level, &a.month, &a.need); err != nil {
			o.t.Fatal(err)
		}
		list = append(list, a)
	}
	gone := map[[2]int64]bool{}
	for _, a := range list {
		if a.need == 0 {
			continue
		}
		from := time.Date(2026, time.September, 1, 0, 0, 0, 0, time.UTC).AddDate(0, a.month-1, 0)
		have := 0
		for _, who := range o.able(plan, a.team, a.skill, a.level, scenario, a.month) {
			key := [2]int64{who, int64(a.month)}
			if _, known := gone[key]; !known {
				missed, all := o.missed(who, from.Format(time.DateOnly), from.AddDate(0, 1, -1).Format(time.DateOnly))
				gone[key] = 2*missed > all
			}
			if !gone[key] {
				have++
			}
		}
		counted++
		switch {
		case have < a.need:
			o.t.Errorf("team %d has %d of %d with skill %d at %d in month %d", a.team, have, a.need, a.skill, a.level, a.month)
		case have == a.need:
			tight++
		}
	}
	return counted, tight
}

// able are those of a team, and the teams within it, at the level, who are in no seat. Who
// has learned the skill in an earlier placement of the plan counts with what that raised.
func (o *oracle) able(plan int64, team, skill, level int, scenario int64, month int) (out []int64) {
	rows, err := o.db.Query(`WITH RECURSIVE inside(id) AS (SELECT ?1 UNION SELECT t.id FROM team t JOIN inside i ON t.parent_id = i.id)
	  SELECT e.id FROM employee e WHERE e.archived = 0 AND (e.left_on IS NULL OR e.left_on > '2026-05-14')
	    AND coalesce((SELECT p.team_id FROM position p WHERE p.employee_id = e.id AND p.since <= '2026-05-14' ORDER BY p.since DESC LIMIT 1),
	      (SELECT p.team_id FROM position p WHERE p.employee_id = e.id ORDER BY p.since LIMIT 1)) IN (SELECT id FROM inside)
	    AND coalesce((SELECT level FROM current_level c WHERE c.employee_id = e.id AND c.skill_id = ?2), 0)
	      + coalesce((SELECT sum((v.last - v.first + 1) / 2) FROM rotation_move v JOIN participant n ON n.id = v.participant_id JOIN seat s ON s.id = v.seat_id
	          WHERE v.scenario_id = ?4 AND n.employee_id = e.id AND s.skill_id = ?2 AND v.last < ?5
	            AND s.reach > (SELECT coalesce(max(level), 0) FROM current_level c WHERE c.employee_id = e.id AND c.skill_id = ?2)), 0) >= ?3
	    AND NOT EXISTS (SELECT 1 FROM rotation_move v JOIN participant n ON n.id = v.participant_id WHERE v.scenario_id = ?4 AND n.employee_id = e.id AND ?5 BETWEEN v.first AND v.last)`,
		team, skill, level, scenario, month)
	if err != nil {
		o.t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			o.t.Fatal(err)
		}
		out = append(out, id)
	}
	return out
}

// BenchmarkRotationPlan runs 200 participants of a made-up company in 60 seats over twelve
// months, with everything that a real plan has, for at most a minute.
func BenchmarkRotationPlan(b *testing.B) {
	s := storetest.New(b)
	if _, err := demo.Fill(b.Context(), s, demo.Options{People: 800}); err != nil {
		b.Fatal(err)
	}
	plan := bigPlan(b, s, 200, 60, 12)
	if _, _, err := s.KeepCoverAsIs(b.Context(), plan, "with what there is"); err != nil {
		b.Fatal(err)
	}
	in, err := s.RotationInput(b.Context(), plan)
	if err != nil {
		b.Fatal(err)
	}
	b.Logf("%d people, %d covers", len(in.Problem.People), len(in.Problem.Covers))
	for b.Loop() {
		begin := time.Now()
		sc, _, err := s.RotatePlan(b.Context(), plan, store.RotateOptions{Seed: 1, Progress: func(p rotation.Progress) {
			if testing.Verbose() {
				b.Logf("%6.1fs %s %d of %d", time.Since(begin).Seconds(), p.Stage, p.Value, p.Bound)
			}
		}})
		if err != nil {
			b.Fatal(err)
		}
		gap, _ := sc.Gap()
		b.ReportMetric(gap, "%gap")
		b.Logf("%+v: %s", sc, sc.Proof())
	}
}
