package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"understudy/store/report"
)

// recountViews narrow the tables to a program (?1), one of its cycles or 0 (?2), as of a
// day (?3).
const recountViews = `
	WITH c AS (SELECT * FROM cycle WHERE program_id = ?1 AND ?2 IN (0, id)),
	p AS (SELECT * FROM pair WHERE cycle_id IN (SELECT id FROM c)),
	n AS (SELECT n.*, c.state AS cycle_state, e.left_on IS NULL OR e.left_on > ?3 AS here,
	    n.places - (SELECT count(*) FROM pair q WHERE q.mentee_id = n.id AND q.state <> 'closed early')
	      - (SELECT count(*) FROM pair q WHERE q.mentor_id = n.id AND q.state IN ('proposed', 'active', 'on hold')) AS free,
	    (SELECT count(*) FROM pair q WHERE n.id IN (q.mentee_id, q.mentor_id) AND q.state <> 'closed early') AS pairs
	  FROM enrolment n JOIN c ON c.id = n.cycle_id JOIN employee e ON e.id = n.employee_id),
	s AS (SELECT * FROM session WHERE pair_id IN (SELECT id FROM p)),
	r AS (SELECT v.*, p.mentee_id, p.mentor_id FROM closing_review v JOIN p ON p.id = v.pair_id)`

// recounts count every number of a report in plain SQL: a path of the JSON, and how many.
var recounts = []string{
	`SELECT side || 's.enrolled', count(*) FROM n WHERE state = 'enrolled' GROUP BY side`,
	`SELECT side || 's.people', count(DISTINCT employee_id) FROM n WHERE state = 'enrolled' GROUP BY side`,
	`SELECT side || 's.places', sum(places) FROM n WHERE state = 'enrolled' GROUP BY side`,
	`SELECT side || 's.placed', count(*) FROM n WHERE state = 'enrolled' AND pairs > 0 GROUP BY side`,
	`SELECT side || 's.waiting', count(*) FROM n WHERE state = 'enrolled' AND here AND free > 0 AND cycle_state <> 'closed' GROUP BY side`,
	`SELECT side || 's.open_places', sum(free) FROM n WHERE state = 'enrolled' AND here AND free > 0 AND cycle_state <> 'closed' GROUP BY side`,
	`SELECT side || 's.returned', count(*) FROM n WHERE state = 'enrolled' AND here AND free > 0 AND cycle_state <> 'closed' AND returned IS NOT NULL GROUP BY side`,
	`SELECT side || 's.without', count(*) FROM n WHERE state = 'enrolled' AND here AND free > 0 AND cycle_state = 'closed' GROUP BY side`,
	`SELECT side || 's.withdrawn', count(*) FROM n WHERE state = 'withdrawn' GROUP BY side`,
	`SELECT 'cycles.' || (row_number() OVER (ORDER BY starts, id) - 1) || '.id', id FROM c`,
	`SELECT 'cycles.length', count(*) FROM c`,
	`SELECT 'scenarios', count(*) FROM scenario WHERE cycle_id IN (SELECT id FROM c)`,
	`SELECT 'pairs.all', count(*) FROM p`,
	`SELECT 'pairs.' || replace(state, ' ', '_'), count(*) FROM p GROUP BY state`,
	`SELECT 'sessions.' || state, count(*) FROM s GROUP BY state`,
	`SELECT 'sessions.minutes', coalesce(sum(minutes), 0) FROM s WHERE state = 'held'`,
	`SELECT 'fit.' || replace(fit, ' ', '_'), count(*) FROM s WHERE fit <> '' GROUP BY fit`,
	`SELECT 'goals.' || state, count(*) FROM goal WHERE pair_id IN (SELECT id FROM p) GROUP BY state`,
	`SELECT 'actions.' || replace(state, 'done', 'reached'), count(*) FROM action WHERE pair_id IN (SELECT id FROM p) GROUP BY state`,
	`SELECT 'milestones.' || iif(reached IS NULL, 'open', 'reached'), count(*) FROM milestone WHERE pair_id IN (SELECT id FROM p) GROUP BY 1`,
	`SELECT 'milestones.overdue', count(*) FROM milestone WHERE pair_id IN (SELECT id FROM p) AND reached IS NULL AND due < ?3`,
	`SELECT 'feedback.' || side || 's.count', count(*) FROM pair_feedback WHERE pair_id IN (SELECT id FROM p) GROUP BY side`,
	`SELECT 'feedback.' || side || 's.sum', sum(score) FROM pair_feedback WHERE pair_id IN (SELECT id FROM p) GROUP BY side`,
	`SELECT 'feedback.' || side || 's.mean', avg(score) FROM pair_feedback WHERE pair_id IN (SELECT id FROM p) GROUP BY side`,
	`SELECT 'outcomes.' || replace(outcome, ' ', '_'), count(*) FROM r GROUP BY outcome`,
	`SELECT 'outcomes.missing', count(*) FROM p WHERE state = 'completed' AND id NOT IN (SELECT pair_id FROM r)`,
	`SELECT 'early_ends.' || (row_number() OVER (ORDER BY count(*) DESC, end_reason) - 1) || '.pairs', count(*) FROM p WHERE state = 'closed early' GROUP BY end_reason`,
	`SELECT 'early_ends.length', count(DISTINCT end_reason) FROM p WHERE state = 'closed early'`,
	`SELECT 'lessons.length', count(DISTINCT trim(j.value)) FROM (SELECT lessons FROM c UNION ALL SELECT lessons FROM r) l,
	   json_each('["' || replace(l.lessons, char(10), '","') || '"]') j WHERE trim(j.value) <> ''`,
	`SELECT 'stories.length', count(*) FROM r WHERE story <> '' AND story_consent = 1 AND NOT EXISTS (
	   SELECT 1 FROM consent k JOIN enrolment x ON x.employee_id = k.employee_id WHERE x.id IN (r.mentee_id, r.mentor_id) AND k.topic = 'success stories' AND k.until BETWEEN r.date AND ?3)`,
	recountPublished + `'.id', id FROM made`,
	recountPublished + `'.places', places FROM made`,
	recountPublished + `'.matched', matched FROM made`,
	recountPublished + `'.points_in_thousandths', points FROM made`,
	recountPublished + `'.pairs', pairs FROM made`,
	`SELECT 'published.length', count(DISTINCT scenario_id) FROM p`,
	recountGains + `SELECT 'gains.ratings', count(*) FROM g UNION ALL SELECT 'gains.people', count(DISTINCT employee_id) FROM g
	   UNION ALL SELECT 'gains.raised', count(*) FROM g WHERE level > best UNION ALL SELECT 'gains.levels', coalesce(sum(level - best), 0) FROM g WHERE level > best`,
	recountHealth,
}

const recountPublished = `, made AS (SELECT x.*, row_number() OVER (ORDER BY x.id) - 1 AS spot, (SELECT count(*) FROM p WHERE p.scenario_id = x.id) AS pairs
	FROM scenario x WHERE x.id IN (SELECT scenario_id FROM p)) SELECT 'published.' || spot || `

const recountGains = `, g AS (SELECT t.*, (SELECT max(b.level) FROM rating b WHERE b.employee_id = t.employee_id AND b.skill_id = t.skill_id AND b.source <> 'self' AND (b.date, b.id) < (t.date, t.id)) AS best
	FROM rating t WHERE t.source <> 'self' AND t.evidence <> '' AND EXISTS (SELECT 1 FROM p JOIN enrolment m ON m.id = p.mentee_id
	  WHERE m.employee_id = t.employee_id AND p.state <> 'proposed' AND t.date BETWEEN p.since AND max(coalesce(p.ended, ?3), coalesce((SELECT date FROM r WHERE r.pair_id = p.id), ''))))`

// recountHealth judges active pairs by the settings of the program, 14, 21, 28, 30 and 60
// days, one row at a time.
const recountHealth = `, a AS (SELECT p.*, coalesce(g.cadence, 14) AS every, coalesce(g.until, c.ends) AS until,
	  julianday(?3) - julianday(p.since) AS age,
	  coalesce((SELECT max(date) FROM s WHERE pair_id = p.id AND state = 'held'), '') AS held,
	  coalesce((SELECT max(date) FROM s WHERE pair_id = p.id AND state = 'missed'), '') AS missed,
	  EXISTS (SELECT 1 FROM s WHERE pair_id = p.id AND state = 'planned' AND date < ?3) AS overdue,
	  EXISTS (SELECT 1 FROM s WHERE pair_id = p.id AND state = 'planned' AND date >= ?3) AS next,
	  (SELECT fit FROM s WHERE pair_id = p.id AND fit <> '' ORDER BY date DESC, id DESC LIMIT 1) AS fit,
	  (SELECT max(date) FROM s WHERE pair_id = p.id AND fit <> '') AS asked
	FROM p JOIN c ON c.id = p.cycle_id LEFT JOIN agreement g ON g.pair_id = p.id WHERE p.state = 'active'),
	f AS (SELECT a.id, b.side, (SELECT max(date) FROM pair_feedback x WHERE x.pair_id = a.id AND x.side = b.side) AS day,
	  (SELECT score FROM pair_feedback x WHERE x.pair_id = a.id AND x.side = b.side ORDER BY date DESC LIMIT 1) AS score
	  FROM a, (SELECT 'mentee' AS side UNION SELECT 'mentor') b)
	SELECT 'health.' || CASE
	  WHEN EXISTS (SELECT 1 FROM s WHERE pair_id = a.id AND state = 'planned' AND date > held AND julianday(?3) - julianday(date) >= 21)
	    OR NOT next AND missed > held AND julianday(?3) - julianday(missed) >= 21
	    OR NOT next AND NOT overdue AND julianday(?3) - julianday(max(since, held)) >= 28 THEN 'stalled'
	  WHEN overdue OR missed > held AND NOT next THEN 'needs_check_in'
	  WHEN held = '' AND age < 14 THEN 'too_early'
	  WHEN held <> '' AND fit IS NULL OR fit = 'still deciding' AND held > asked
	    OR EXISTS (SELECT 1 FROM f WHERE f.id = a.id AND (score <= 2 OR coalesce(date(day, '+60 days'), date(a.since, '+30 days')) <= ?3))
	    OR EXISTS (SELECT 1 FROM milestone m WHERE m.pair_id = a.id AND m.reached IS NULL AND m.due < ?3)
	    OR until < ?3 OR NOT next AND (held = '' OR julianday(?3) - julianday(held) > every) THEN 'needs_check_in'
	  ELSE 'on_track' END, count(*) FROM a GROUP BY 1`

// recount counts the numbers of a report in the tables of a file.
func recount(t *testing.T, db *sql.DB, program, cycle int64, today string) map[string]float64 {
	t.Helper()
	out := map[string]float64{}
	for _, q := range recounts {
		if !strings.HasPrefix(q, ",") {
			q = " " + q
		}
		rows, err := db.Query(recountViews+q, program, cycle, today)
		if err != nil {
			t.Fatalf("%v in %s", err, q)
		}
		for rows.Next() {
			var path string
			var n float64
			if err := rows.Scan(&path, &n); err != nil {
				t.Fatal(err)
			}
			out[path] = n
		}
		if err := rows.Err(); err != nil {
			t.Fatalf("%v in %s", err, q)
		}
		rows.Close()
	}
	return out
}

// numbers are all numbers of a report by their path in its JSON, and how long its lists are.
func numbers(t *testing.T, r *report.Report) map[string]float64 {
	t.Helper()
	b, err := json.Marshal(r)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if err := json.Unmarshal(b, &v); err != nil {
		t.Fatal(err)
	}
	out := map[string]float64{}
	var walk func(string, any)
	walk = func(at string, v any) {
		switch v := v.(type) {
		case map[string]any:
			for k, x := range v {
				walk(strings.TrimPrefix(at+"."+k, "."), x)
			}
		case []any:
			out[at+".length"] = float64(len(v))
			for i, x := range v {
				walk(fmt.Sprintf("%s.%d", at, i), x)
			}
		case float64:
			out[at] = v
		}
	}
	walk("", v)
	return out
}

// sameNumbers compares two counts; what one of them does not have is 0 in it.
func sameNumbers(t *testing.T, what string, got, want map[string]float64) {
	t.Helper()
	paths := maps.Clone(got)
	maps.Copy(paths, want)
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		if d := got[path] - want[path]; d > 1e-9 || d < -1e-9 {
			t.Errorf("%s: %s is %v in the report, %v when counted again", what, path, got[path], want[path])
		}
	}
}
