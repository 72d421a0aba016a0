package demo_test

// present is the newest position of each employee.
const present = `(SELECT * FROM position p WHERE p.since = (SELECT max(since) FROM position q WHERE q.employee_id = p.employee_id))`

// broken are the ways in which a made-up company could contradict itself; each
// query finds the rows that do.
var broken = []struct{ what, sql string }{
	{"a position before the hiring or after the leaving", `SELECT p.id FROM position p JOIN employee e ON e.id = p.employee_id WHERE p.since < e.hired OR p.since > coalesce(e.left_on, 'today')`},
	{"a first position that is not of the first day", `SELECT e.id FROM employee e WHERE e.hired <> (SELECT min(since) FROM position p WHERE p.employee_id = e.id)`},
	{"more than four positions and one for a new manager", `SELECT employee_id FROM position GROUP BY 1 HAVING count(*) > 5`},
	{"a manager who was not there yet", `SELECT p.id FROM position p JOIN employee m ON m.id = p.manager_id WHERE m.hired > p.since`},
	{"a present manager who has left", `SELECT p.id FROM ` + present + ` p JOIN employee m ON m.id = p.manager_id WHERE m.left_on IS NOT NULL`},
	{"more than one head, or none", `SELECT count(*) FROM ` + present + ` WHERE manager_id IS NULL HAVING count(*) <> 1`},
	{"more than nine reports", `SELECT manager_id FROM ` + present + ` WHERE manager_id IS NOT NULL GROUP BY 1 HAVING count(*) > 9`},
	{"a manager of a lower grade", `SELECT p.id FROM ` + present + ` p JOIN ` + present + ` m ON m.employee_id = p.manager_id WHERE m.grade_id < p.grade_id`},
	{"a level that falls from one step of a role to the next", `SELECT a.id FROM requirement a JOIN role_level la ON la.id = a.role_level_id JOIN role_level lb ON lb.role_id = la.role_id AND lb.rank = la.rank + 1
		LEFT JOIN requirement b ON b.role_level_id = lb.id AND b.skill_id = a.skill_id WHERE coalesce(b.level, 0) < a.level`},
	{"a rating outside the time here", `SELECT r.id FROM rating r JOIN employee e ON e.id = r.employee_id WHERE r.date < e.hired OR r.date > coalesce(e.left_on, 'today')`},
	{"ratings that are not in the order of their dates", `SELECT a.id FROM rating a JOIN rating b ON b.id = a.id + 1 AND b.employee_id = a.employee_id WHERE b.date < a.date`},
	{"a need that is met", `SELECT n.id FROM need n JOIN current_level c ON c.employee_id = n.employee_id AND c.skill_id = n.skill_id WHERE n.side = 'need' AND c.level >= n.level`},
	{"an offer above one's own level", `SELECT n.id FROM need n LEFT JOIN current_level c ON c.employee_id = n.employee_id AND c.skill_id = n.skill_id WHERE n.side = 'offer' AND coalesce(c.level, 0) < n.level`},
	{"a wish for one's own market", `SELECT i.id FROM interest i JOIN ` + present + ` p ON p.employee_id = i.employee_id JOIN location l ON l.id = p.location_id WHERE i.market_id = l.market_id`},
	{"an assignment outside the time here", `SELECT a.id FROM past_assignment a JOIN employee e ON e.id = a.employee_id WHERE a.started < e.hired OR a.ended < a.started OR a.ended > coalesce(e.left_on, 'today')`},
	{"a consent outside the time here", `SELECT c.id FROM consent c JOIN employee e ON e.id = c.employee_id WHERE c.since < e.hired OR c.since > coalesce(e.left_on, 'today') OR c.until < c.since`},
	{"a note about the future", `SELECT id FROM note WHERE date > 'today'`},
	{"a leaver who is enrolled", `SELECT n.id FROM enrolment n JOIN employee e ON e.id = n.employee_id WHERE e.left_on IS NOT NULL AND n.state = 'enrolled'`},
	{"waiting before the hiring", `SELECT n.id FROM enrolment n JOIN employee e ON e.id = n.employee_id WHERE n.waiting_since < e.hired OR n.waiting_since > 'today'`},
	{"more pairs than places", `SELECT n.id FROM enrolment n JOIN pair p ON p.mentor_id = n.id GROUP BY n.id HAVING count(*) > n.places`},
	{"a mentee with two pairs", `SELECT mentee_id FROM pair GROUP BY 1 HAVING count(*) > 1`},
	{"both sides of one cycle", `SELECT employee_id FROM enrolment GROUP BY cycle_id, employee_id HAVING count(*) > 1`},
	{"a pair without an end, or with one too early or in the future", `SELECT id FROM pair WHERE (state IN ('completed', 'closed early')) <> (ended IS NOT NULL) OR ended < since OR ended > 'today'`},
	{"a running pair in a closed cycle", `SELECT p.id FROM pair p JOIN cycle c ON c.id = p.cycle_id WHERE c.state = 'closed' AND p.state NOT IN ('completed', 'closed early')`},
	{"a pair closed early without a reason", `SELECT id FROM pair WHERE state = 'closed early' AND end_reason = ''`},
	{"a session outside the life of its pair", `SELECT s.id FROM session s JOIN pair p ON p.id = s.pair_id WHERE s.date < p.since OR s.date > p.ended`},
	{"a session that took place in the future", `SELECT id FROM session WHERE state <> 'planned' AND date > 'today'`},
	{"a session on a weekend", `SELECT id FROM session WHERE strftime('%w', date) IN ('0', '6')`},
	{"two sessions of a pair on one day", `SELECT min(id) FROM session GROUP BY pair_id, placement_id, application_id, date HAVING count(*) > 1`},
	{"an open goal of a pair that is over", `SELECT g.id FROM goal g JOIN pair p ON p.id = g.pair_id WHERE p.state = 'completed' AND g.state = 'open' AND g.after IS NULL`},
	{"an action of another pair's session, or done before it was agreed", `SELECT a.id FROM action a JOIN session s ON s.id = a.session_id WHERE a.pair_id <> s.pair_id OR a.done < s.date OR (a.state = 'done') <> (a.done IS NOT NULL)`},
	{"a milestone reached in the future or after the end", `SELECT m.id FROM milestone m JOIN pair p ON p.id = m.pair_id WHERE m.reached > 'today' OR m.reached > p.ended OR m.reached < p.since`},
	{"feedback outside the life of its pair", `SELECT f.id FROM pair_feedback f JOIN pair p ON p.id = f.pair_id WHERE f.date < p.since OR f.date > coalesce(p.ended, 'today')`},
	{"a closing review of a pair that is not completed", `SELECT r.id FROM closing_review r JOIN pair p ON p.id = r.pair_id WHERE p.state <> 'completed' OR r.date <> p.ended`},
	{"a lock on a ban", `SELECT k.id FROM pair_lock k JOIN enrolment a ON a.id = k.mentee_id JOIN enrolment b ON b.id = k.mentor_id JOIN ban n ON n.mentee_id = a.employee_id AND n.mentor_id = b.employee_id`},
	{"a measurement before the baseline or in the future", `SELECT m.id FROM measurement m JOIN kpi k ON k.id = m.kpi_id WHERE m.date <= k.since OR m.date > 'today'`},
	{"a KPI that cannot move", `SELECT id FROM kpi WHERE (target > baseline) <> (direction = 'up') OR target = baseline OR due <= since`},
	{"an owner who has left", `SELECT i.id FROM initiative i JOIN employee e ON e.id = i.owner_id WHERE e.left_on IS NOT NULL`},
	{"an achieved initiative of which a KPI is short of its target", `SELECT k.id FROM kpi k JOIN initiative i ON i.id = k.initiative_id WHERE i.state = 'achieved'
		AND (SELECT (m.value - k.target) * (CASE k.direction WHEN 'up' THEN 1 ELSE -1 END) FROM measurement m WHERE m.kpi_id = k.id ORDER BY m.date DESC LIMIT 1) < 0`},
	{"a certificate for a level that its holder lacks", `SELECT q.id FROM qualification q JOIN certificate c ON c.id = q.certificate_id
		LEFT JOIN current_level l ON l.employee_id = q.employee_id AND l.skill_id = c.skill_id WHERE coalesce(l.level, 0) < c.level`},
	{"a certificate from outside the time here", `SELECT q.id FROM qualification q JOIN employee e ON e.id = q.employee_id WHERE q.obtained < e.hired OR q.obtained > coalesce(e.left_on, 'today') OR q.expires <= q.obtained`},
	{"a judgement of somebody who is not here", `SELECT r.id FROM potential_rating r JOIN employee e ON e.id = r.employee_id WHERE r.date < e.hired OR r.date > 'today' OR e.left_on IS NOT NULL`},
	{"a gap action for a gap that is closed, or for another than the mentee", `SELECT g.id FROM gap_action g JOIN pair p ON p.id = g.pair_id JOIN enrolment n ON n.id = p.mentee_id
		LEFT JOIN current_level l ON l.employee_id = g.employee_id AND l.skill_id = g.skill_id WHERE n.employee_id <> g.employee_id OR coalesce(l.level, 0) >= g.level OR g.date < p.since`},
	{"a career step within one role", `SELECT s.id FROM career_step s JOIN role_level a ON a.id = s.from_id JOIN role_level b ON b.id = s.to_id WHERE a.role_id = b.role_id`},
	{"an answer that is no choice", `SELECT a.id FROM answer a JOIN question q ON q.id = a.question_id WHERE instr(char(10) || q.choices || char(10), char(10) || a.value || char(10)) = 0`},
}
