package demo_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/demo"
)

// within is each team with every team within it, itself included.
const within = `within(top, id) AS (SELECT id, id FROM team UNION ALL SELECT w.top, t.id FROM team t JOIN within w ON t.parent_id = w.id)`

// able is who works here, where, and at which current level of which skill.
const able = `able AS (SELECT p.employee_id, p.team_id, p.location_id, l.market_id, c.skill_id, c.level
	FROM ` + present + ` p JOIN employee e ON e.id = p.employee_id JOIN location l ON l.id = p.location_id JOIN current_level c ON c.employee_id = p.employee_id WHERE e.left_on IS NULL)`

// TestCoversMostlyHoldAndSomeDoNot recounts each cover in SQL.
func TestCoversMostlyHoldAndSomeDoNot(t *testing.T) {
	for _, n := range []int{240, 2000} {
		d := open(t, fill(t, demo.Options{People: n}))
		total, hold, broken, single := 0, 0, 0, 0
		for _, r := range rows(t, d, `WITH RECURSIVE `+within+`, `+able+` SELECT c.count,
			(SELECT count(*) FROM able a JOIN within w ON w.id = a.team_id WHERE w.top = c.team_id AND a.skill_id = c.skill_id AND a.level >= c.level) FROM cover c`) {
			total++
			switch {
			case r[1] < r[0]:
				broken++
			case r[1] == 1:
				single++
			default:
				hold++
			}
		}
		if total < 20 || hold*2 < total || broken < 3 || broken*3 > total || single < 3 {
			t.Errorf("%d people: of %d covers %d hold, %d are broken and %d hang on one person", n, total, hold, broken, single)
		}
	}
}

// TestNeedsAndDemandsAreMetInPart recounts what initiatives, markets and locations need.
func TestNeedsAndDemandsAreMetInPart(t *testing.T) {
	d := open(t, fill(t, demo.Options{}))
	have := `(SELECT count(*) FROM able a WHERE a.skill_id = n.skill_id AND a.level >= n.level
		AND (n.market_id IS NULL OR a.market_id = n.market_id) AND (n.location_id IS NULL OR a.location_id = n.location_id)`
	for what, q := range map[string]string{
		"initiative_need": have + ` AND (n.team_id IS NULL OR a.team_id IN (SELECT id FROM within WHERE top = n.team_id)))`,
		"demand":          have + `)`,
	} {
		short, met := 0, 0
		for _, r := range rows(t, d, `WITH RECURSIVE `+within+`, `+able+` SELECT n.count, `+q+` FROM "`+what+`" n`) {
			if r[1] < r[0] {
				short++
			} else {
				met++
			}
		}
		if short < 4 || met < 4 {
			t.Errorf("%s: %d are met and %d are not", what, met, short)
		}
	}
	places := rows(t, d, `SELECT count(team_id) > 0, count(location_id) > 0, count(market_id) > 0, count(due) < count(*) FROM initiative_need`)[0]
	if fmt.Sprint(places) != "[1 1 1 1]" {
		t.Error("a kind of place is not needed anywhere:", places)
	}
}

// TestKPIsAreInEveryState judges each KPI by the straight line from baseline to target,
// with a tenth of the way as tolerance, whatever the day.
func TestKPIsAreInEveryState(t *testing.T) {
	for _, seed := range []uint64{0, 3, 4} {
		s := fill(t, demo.Options{Seed: seed})
		states := map[string]int{}
		for _, state := range texts(t, open(t, s), strings.ReplaceAll(`WITH k AS (SELECT *, julianday('today') AS now,
			(SELECT value FROM measurement m WHERE m.kpi_id = kpi.id ORDER BY date DESC LIMIT 1) AS last,
			(SELECT max(date) FROM measurement m WHERE m.kpi_id = kpi.id) AS measured FROM kpi WHERE since <= 'today'),
			w AS (SELECT *, (last - baseline) * 1.0 / (target - baseline) AS way, min(1, (now - julianday(since)) / (julianday(due) - julianday(since))) AS expected FROM k)
			SELECT CASE WHEN measured IS NULL THEN 'not measured' WHEN way >= 1 THEN 'reached' WHEN julianday(measured) + every < now THEN 'due'
			WHEN way >= expected - 0.1 THEN 'on track' ELSE 'off track' END FROM w`, "today", string(s.Today()))) {
			states[state]++
		}
		want := map[string]int{"not measured": 1, "reached": 1, "due": 2, "on track": 4, "off track": 2}
		if fmt.Sprint(states) != fmt.Sprint(want) {
			t.Errorf("seed %d: %v instead of %v", seed, states, want)
		}
	}
}

func TestSomeCertificatesHaveExpiredAndSomeWillSoon(t *testing.T) {
	s := fill(t, demo.Options{})
	r := rows(t, open(t, s), strings.ReplaceAll(`WITH q AS (SELECT max(coalesce(expires, '9999')) AS expires FROM qualification q JOIN employee e ON e.id = q.employee_id
		WHERE e.left_on IS NULL GROUP BY q.employee_id, certificate_id)
		SELECT count(*), total(expires < 'today'), total(expires BETWEEN 'today' AND date('today', '+60 days')), total(expires = '9999') FROM q`, "today", string(s.Today())))[0]
	if r[0] < 30 || r[1] < 2 || r[2] < 2 || r[3] < 1 || (r[1]+r[2])*2 > r[0] {
		t.Errorf("of %d certificates, %d have expired, %d will within 60 days and %d never do", r[0], r[1], r[2], r[3])
	}
}

func TestPotentialHasHistoryAndEveryScore(t *testing.T) {
	d := open(t, fill(t, demo.Options{}))
	r := rows(t, d, `SELECT count(DISTINCT employee_id), count(DISTINCT score), (SELECT count(*) FROM (SELECT 1 FROM potential_rating GROUP BY employee_id HAVING count(DISTINCT date) > 1)),
		(SELECT count(*) FROM (SELECT 1 FROM potential_rating r JOIN potential_criterion c ON c.id = r.criterion_id GROUP BY employee_id HAVING count(DISTINCT axis) = 1)) FROM potential_rating`)[0]
	if r[0] < 24 || r[0] > 80 || r[1] != 3 || r[2] < 8 || r[3] < 1 {
		t.Errorf("%d people, %d scores, %d with history, %d with one axis alone", r[0], r[1], r[2], r[3])
	}
}

func TestGapActionsOfPairsServeAnInitiative(t *testing.T) {
	d := open(t, fill(t, demo.Options{}))
	if r := rows(t, d, `SELECT count(*), count(initiative_id), count(pair_id) FROM gap_action`)[0]; r[0] < 3 || r[1] != r[0] || r[2] != r[0] {
		t.Error(r)
	}
	if r := rows(t, d, `SELECT count(*), count(initiative_id) FROM program WHERE NOT rolling`)[0]; r[0] != 2 || r[1] != r[0] {
		t.Error("a program serves no initiative:", r)
	}
}

// In the rolling program of every demo most gaps find a mentor.
func TestMostGapsFindSomebodyInTheRollingProgram(t *testing.T) {
	s := fill(t, demo.Options{})
	d := open(t, s)
	cycle := rows(t, d, `SELECT c.id, c.state = 'running' FROM cycle c JOIN program p ON p.id = c.program_id WHERE p.rolling`)
	if len(cycle) != 1 || cycle[0][1] != 1 {
		t.Fatal("no rolling program is running:", cycle)
	}
	gaps := rows(t, d, `SELECT e.id, r.skill_id, r.level FROM employee e JOIN position p ON p.id = (SELECT id FROM position WHERE employee_id = e.id ORDER BY since DESC LIMIT 1)
		JOIN requirement r ON r.role_level_id = p.role_level_id LEFT JOIN current_level v ON v.employee_id = e.id AND v.skill_id = r.skill_id
		WHERE e.left_on IS NULL AND coalesce(v.level, 0) < r.level ORDER BY (e.id * 7919 + r.skill_id * 104729) % 1009, e.id, r.skill_id LIMIT 40`)
	found := 0
	for _, g := range gaps {
		m, err := s.GapMentors(t.Context(), store.GapAsk{Employee: g[0], Skill: g[1], Level: int(g[2]), Cycle: cycle[0][0]})
		if err != nil {
			t.Fatal(err)
		}
		if slices.ContainsFunc(m.Mentors, store.GapMentor.Can) {
			found++
		}
	}
	if len(gaps) != 40 || found < 30 {
		t.Errorf("of %d gaps %d find somebody", len(gaps), found)
	}
}
