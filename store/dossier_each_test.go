package store_test

import (
	"fmt"

	"understudy/store"
)

// oneOfEach hangs a row of what the demo lacks on the first pair.
func oneOfEach(tx *store.Tx) error {
	var pair, mentee, mentor, a, b, rule, cycle int64
	if err := tx.Row(`SELECT p.id, p.mentee_id, p.mentor_id, x.employee_id, y.employee_id, p.cycle_id, (SELECT min(id) FROM rule) FROM pair p
		JOIN enrolment x ON x.id = p.mentee_id JOIN enrolment y ON y.id = p.mentor_id ORDER BY x.employee_id LIMIT 1`, nil, &pair, &mentee, &mentor, &a, &b, &cycle, &rule); err != nil {
		return err
	}
	run, err := tx.Insert(`INSERT INTO scenario(cycle_id, name, at, state, objective, places, matched, points, worst, most) VALUES(?, 'x', 0, 'stopped', 'most points', 1, 1, 1, 1, 1)`, cycle)
	if err != nil {
		return err
	}
	for _, in := range []struct {
		q    string
		args []any
	}{
		{`INSERT INTO scenario_pair(scenario_id, mentee_id, mentor_id, place, points, parts, locked) VALUES(?, ?, ?, 1, 1, '[]', 0)`, []any{run, mentee, mentor}},
		{`INSERT INTO scenario_left(scenario_id, enrolment_id, places, decided) VALUES(?, ?, 1, 1)`, []any{run, mentee}},
		{`INSERT INTO scenario_answer(scenario_id, enrolment_id, question, body) VALUES(?, ?, 'q', '{}')`, []any{run, mentee}},
		{`INSERT INTO pair_lock(cycle_id, mentee_id, mentor_id, since, reason) VALUES(?, ?, ?, '2026-01-01', 'r') ON CONFLICT DO NOTHING`, []any{cycle, mentee, mentor}},
		{`INSERT INTO rule_exception(rule_id, enrolment_id, param, steps, since, reason) VALUES(?, ?, 'x', 1, '2026-01-01', 'r')`, []any{rule, mentee}},
		{`INSERT INTO ban(mentee_id, mentor_id, since, reason) VALUES(?, ?, '2026-01-01', 'r')`, []any{a, b}},
		{`INSERT INTO preference(enrolment_id, employee_id, rank) VALUES(?, ?, 90) ON CONFLICT DO NOTHING`, []any{mentee, b}},
		{`INSERT INTO agreement(pair_id, agreed, cadence, minutes) VALUES(?, '2026-01-01', 14, 60) ON CONFLICT DO NOTHING`, []any{pair}},
		{`INSERT INTO action(pair_id, name) VALUES(?, 'x')`, []any{pair}},
		{`INSERT INTO milestone(pair_id, name) VALUES(?, 'x')`, []any{pair}},
		{`INSERT INTO goal(pair_id, name) VALUES(?, 'x')`, []any{pair}},
		{`INSERT INTO session(pair_id, date, state) VALUES(?, '2026-01-01', 'held')`, []any{pair}},
		{`INSERT INTO pair_feedback(pair_id, side, date, score) VALUES(?, 'mentee', '2025-01-01', 3) ON CONFLICT DO NOTHING`, []any{pair}},
		{`INSERT INTO closing_review(pair_id, date, outcome) VALUES(?, '2026-01-01', 'reached') ON CONFLICT DO NOTHING`, []any{pair}},
		{`INSERT INTO pair_note(pair_id, date, body) VALUES(?, '2026-01-01', 'private')`, []any{pair}},
		{`INSERT INTO note(employee_id, date, body) VALUES(?, '2026-01-01', 'private')`, []any{a}},
		{`INSERT INTO consent(employee_id, topic, since) VALUES(?, 'events', '2020-01-01') ON CONFLICT DO NOTHING`, []any{a}},
		{`INSERT INTO past_assignment(employee_id, market_id, started) SELECT ?, min(id), '2020-01-01' FROM market`, []any{a}},
		{`INSERT INTO answer(employee_id, question_id, value) SELECT ?, min(id), 'x' FROM question WHERE true ON CONFLICT DO NOTHING`, []any{a}},
		{`INSERT INTO interest(employee_id, skill_id, degree) SELECT ?, min(id), 1 FROM skill WHERE true ON CONFLICT DO NOTHING`, []any{a}},
		{`INSERT INTO need(employee_id, side, skill_id, level) SELECT ?, 'need', min(id), 1 FROM skill WHERE true ON CONFLICT DO NOTHING`, []any{a}},
		{`INSERT INTO employee_language(employee_id, language_id) SELECT ?, min(id) FROM language WHERE true ON CONFLICT DO NOTHING`, []any{a}},
		{`INSERT INTO certificate(name) VALUES('one of each')`, nil},
		{`INSERT INTO qualification(employee_id, certificate_id, obtained) SELECT ?, max(id), '2026-01-01' FROM certificate`, []any{a}},
		{`INSERT INTO potential_criterion(axis, name) VALUES('potential', 'one of each')`, nil},
		{`INSERT INTO potential_rating(employee_id, criterion_id, score, date, evidence) SELECT ?, max(id), 2, '2026-01-01', 'x' FROM potential_criterion`, []any{a}},
		{`INSERT INTO gap_action(date, skill_id, level, employee_id, pair_id) SELECT '2026-01-01', min(id), 3, ?, ? FROM skill`, []any{b, pair}},
		{`INSERT INTO absence(employee_id, starts, ends) VALUES(?, '2026-08-03', '2026-08-07')`, []any{a}},
		{`INSERT INTO rotation_plan(name, starts, periods) VALUES('one of each', '2026-07-01', 6)`, nil},
		{`INSERT INTO seat(plan_id, name, team_id, skill_id) SELECT max(p.id), 'one of each', (SELECT min(id) FROM team), (SELECT min(id) FROM skill) FROM rotation_plan p`, nil},
		{`INSERT INTO participant(plan_id, employee_id) SELECT max(id), ? FROM rotation_plan`, []any{a}},
		{`INSERT INTO rotation_wish(participant_id, seat_id) SELECT max(p.id), (SELECT max(id) FROM seat) FROM participant p`, nil},
		{`INSERT INTO rotation_consent(participant_id, side, given, date) SELECT max(id), 'manager', 1, '2026-01-01' FROM participant`, nil},
		{`INSERT INTO rotation_waiver(participant_id, rule, reason, date) SELECT max(id), 'travel', 'r', '2026-01-01' FROM participant`, nil},
		{`INSERT INTO rotation_lock(participant_id, first, last, date, reason) SELECT max(id), 1, 1, '2026-01-01', 'r' FROM participant`, nil},
		{`INSERT INTO rotation_ban(employee_id, team_id, since, reason) SELECT ?, min(id), '2026-01-01', 'r' FROM team`, []any{a}},
		{`INSERT INTO rotation_scenario(plan_id, name, at, state, points, moves, granted, refused) SELECT max(id), 'x', 0, 'stopped', 0, 1, 1, 0 FROM rotation_plan`, nil},
		{`INSERT INTO rotation_move(scenario_id, participant_id, seat_id, first, last, points, parts, locked) SELECT max(s.id), (SELECT max(id) FROM participant), (SELECT max(id) FROM seat), 1, 1, 0, '[]', 0 FROM rotation_scenario s`, nil},
		{`INSERT INTO placement(participant_id, seat_id, first, last, starts, ends) SELECT max(p.id), (SELECT max(id) FROM seat), 1, 1, '2026-07-01', '2026-07-31' FROM participant p`, nil},
		{`INSERT INTO handover(placement_id, name) SELECT max(id), 'x' FROM placement`, nil},
		{`INSERT INTO placement_feedback(placement_id, side, date, score) SELECT max(id), 'host', '2026-01-01', 3 FROM placement`, nil},
		{`INSERT INTO session(placement_id, date, state) SELECT max(id), '2026-01-01', 'held' FROM placement`, nil},
		{`INSERT INTO stretch(name, starts, ends) VALUES('one of each', '2026-07-01', '2026-08-31')`, nil},
		{`INSERT INTO application(stretch_id, employee_id, date) SELECT max(id), ?, '2026-01-01' FROM stretch`, []any{a}},
		{`INSERT INTO session(application_id, date, state) SELECT max(id), '2026-01-01', 'held' FROM application`, nil},
		{`INSERT INTO topic(name, asked, asked_by_id) VALUES('one of each', '2026-01-01', ?)`, []any{b}},
		{`INSERT INTO topic_vote(topic_id, employee_id, date) SELECT max(id), ?, '2026-01-01' FROM topic`, []any{a}},
		{`INSERT INTO speaker(topic_id, employee_id, date) SELECT max(id), ?, '2026-01-01' FROM topic`, []any{a}},
		{`INSERT INTO topic_lock(topic_id, employee_id, date, reason) SELECT max(id), ?, '2026-01-01', 'r' FROM topic`, []any{a}},
		{`INSERT INTO event(name, date, time, zone) VALUES('one of each', '2026-01-01', 720, 'UTC')`, nil},
		{`INSERT INTO event_speaker(event_id, employee_id) SELECT max(id), ? FROM event`, []any{a}},
		{`INSERT INTO invitation(event_id, employee_id, date) SELECT max(id), ?, '2026-01-01' FROM event`, []any{a}},
		{`INSERT INTO event_feedback(event_id, employee_id, date, useful, learned, recommend) SELECT max(id), ?, '2026-01-01', 3, 3, 3 FROM event`, []any{a}},
		{`INSERT INTO event_action(event_id, name, owner_id) SELECT max(id), 'x', ? FROM event`, []any{b}},
		{`INSERT INTO cpd(employee_id, date, minutes, name) VALUES(?, '2026-01-01', 45, 'x')`, []any{a}},
		{`INSERT INTO field(name) VALUES('one of each')`, nil},
		{`INSERT INTO employee_field(employee_id, field_id, value) SELECT ?, max(id), 'x' FROM field`, []any{a}},
	} {
		if _, err := tx.Exec(in.q, in.args...); err != nil {
			return fmt.Errorf("%s: %w", in.q, err)
		}
	}
	return nil
}
