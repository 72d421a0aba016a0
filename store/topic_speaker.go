package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"understudy/match/gap"
	"understudy/store/text"
)

// TopicSpeaker is someone, or a team, who is asked to speak on a topic or could be.
type TopicSpeaker struct {
	Row            int64 // of the kind speaker; 0: not asked
	Employee, Team int64 // one of the two
	Name           string
	Location       string // of an employee
	AtSite         bool   // works at a site of the topic's series; others speak by video
	Level          int    // in the topic's skill
	Teachers       int    // of a team: who can teach it
	Talks          int    // in the topic's series, given and planned
	Elsewhere      int    // other talks
	Answer         string // asked, agreed, declined; "" not asked
	Date           Date
	Note           string
}

// TopicSpeakers are those who could speak on a topic.
type TopicSpeakers struct {
	Topic  TopicRow
	Level  int            // from which somebody can teach it: 4, or the highest that anybody has; 0 where nobody can do it
	Limit  int            // talks of one speaker that the series lets; 0 without a series
	Asked  []TopicSpeaker // agreed first, then those who have not answered
	Others []TopicSpeaker // not asked yet, the fewest talks first: who spoke least is asked next
	Teams  []TopicSpeaker // not asked yet, with people who can teach it, the most of them first
}

// TopicSpeakers lists who is asked and who could be, with how often each spoke. Errors:
// ErrNotFound.
func (s *Store) TopicSpeakers(ctx context.Context, topic int64) (out TopicSpeakers, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = topicSpeakers(ctx, tx, s.Today(), topic)
		return err
	})
	return out, err
}

func topicSpeakers(ctx context.Context, db querier, today Date, topic int64) (out TopicSpeakers, err error) {
	if out.Topic, err = one(topics(ctx, db, today, TopicFilter{ID: topic, Archived: true})); err != nil {
		return out, fmt.Errorf("topic #%d: %w", topic, err)
	}
	r := &audienceReader{ctx: ctx, db: db, today: today}
	if err := r.readStaff(); err != nil {
		return out, err
	}
	can, level, err := r.teachers(out.Topic.SkillID)
	if err != nil {
		return out, err
	}
	out.Level = level
	if err := r.each(func(rows *sql.Rows) error { return rows.Scan(&out.Limit) }, `SELECT talks FROM series WHERE id = ?`, out.Topic.SeriesID); err != nil {
		return out, err
	}
	if out.Asked, err = r.askedSpeakers(out.Topic, can); err != nil {
		return out, err
	}
	asked := map[[2]int64]bool{}
	for _, x := range out.Asked {
		asked[[2]int64{x.Employee, x.Team}] = true
	}
	if out.Others, err = r.speakersOf(out.Topic, jsonKeys(can)); err != nil {
		return out, err
	}
	out.Others = slices.DeleteFunc(out.Others, func(x TopicSpeaker) bool { return asked[[2]int64{x.Employee, 0}] })
	slices.SortStableFunc(out.Others, func(a, b TopicSpeaker) int {
		return cmp.Or(cmp.Compare(a.Talks, b.Talks), cmp.Compare(a.Elsewhere, b.Elsewhere), -compareBool(a.AtSite, b.AtSite), text.Compare(a.Name, b.Name))
	})
	out.Teams, err = r.teachingTeams(can)
	out.Teams = slices.DeleteFunc(out.Teams, func(x TopicSpeaker) bool { return asked[[2]int64{0, x.Team}] })
	return out, err
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// askedSpeakers are those of a topic's list.
func (r *audienceReader) askedSpeakers(t TopicRow, can map[int64]bool) ([]TopicSpeaker, error) {
	list, err := query(r.ctx, r.db, func(rows *sql.Rows) (x TopicSpeaker, err error) {
		return x, rows.Scan(&x.Row, &x.Employee, &x.Team, &x.Name, &x.Answer, &x.Date, &x.Note)
	}, `SELECT s.id, coalesce(s.employee_id, 0), coalesce(s.team_id, 0), coalesce(e.name, n.name, ''), s.answer, s.date, s.note
	    FROM speaker s LEFT JOIN employee e ON e.id = s.employee_id LEFT JOIN team n ON n.id = s.team_id WHERE s.topic_id = ?
	    ORDER BY CASE s.answer WHEN 'agreed' THEN 0 WHEN 'asked' THEN 1 ELSE 2 END, coalesce(e.name, n.name) COLLATE people, s.id`, t.ID)
	if err != nil {
		return nil, err
	}
	var ids []int64
	for _, x := range list {
		ids = append(ids, x.Employee)
	}
	known, err := r.speakersOf(t, jsonList(ids))
	if err != nil {
		return nil, err
	}
	for k := range list {
		x := &list[k]
		if x.Team != 0 {
			of, err := r.teachersOf(t.SkillID, []int64{x.Team})
			if err != nil {
				return nil, err
			}
			x.Teachers = len(of)
			continue
		}
		if at := slices.IndexFunc(known, func(y TopicSpeaker) bool { return y.Employee == x.Employee }); at >= 0 {
			y := known[at]
			x.Location, x.AtSite, x.Level, x.Talks, x.Elsewhere = y.Location, y.AtSite, y.Level, y.Talks, y.Elsewhere
		}
	}
	return list, nil
}

// speakersOf reads what matters of employees, a JSON list, as speakers on a topic.
func (r *audienceReader) speakersOf(t TopicRow, among string) ([]TopicSpeaker, error) {
	return query(r.ctx, r.db, func(rows *sql.Rows) (x TopicSpeaker, err error) {
		return x, rows.Scan(&x.Employee, &x.Name, &x.Location, &x.AtSite, &x.Level, &x.Talks, &x.Elsewhere)
	}, `SELECT e.id, e.name, coalesce(l.name, ''), EXISTS (SELECT 1 FROM series_site x WHERE x.series_id = ?1 AND x.location_id = p.location_id), coalesce(v.level, 0),
	      (SELECT count(*) FROM event_speaker y JOIN event v ON v.id = y.event_id WHERE y.employee_id = e.id AND v.state <> 'cancelled' AND v.series_id = ?1 AND ?1 <> 0),
	      (SELECT count(*) FROM event_speaker y JOIN event v ON v.id = y.event_id WHERE y.employee_id = e.id AND v.state <> 'cancelled' AND (v.series_id IS NOT ?1 OR ?1 = 0))
	    FROM employee e LEFT JOIN position p ON p.id = `+present(r.today)+` LEFT JOIN location l ON l.id = p.location_id LEFT JOIN current_level v ON v.employee_id = e.id AND v.skill_id = ?2
	    WHERE e.id IN (SELECT value FROM json_each(?3)) ORDER BY e.name COLLATE people, e.id`, t.SeriesID, t.SkillID, among)
}

// teachingTeams are the teams that people who can teach belong to themselves.
func (r *audienceReader) teachingTeams(can map[int64]bool) ([]TopicSpeaker, error) {
	count := map[int64]int{}
	for _, x := range r.staff {
		if can[x.id] && x.team != 0 {
			count[x.team]++
		}
	}
	out, err := query(r.ctx, r.db, func(rows *sql.Rows) (x TopicSpeaker, err error) {
		err = rows.Scan(&x.Team, &x.Name)
		x.Teachers = count[x.Team]
		return x, err
	}, `SELECT id, name FROM team WHERE id IN (SELECT value FROM json_each(?)) ORDER BY name COLLATE people, id`, jsonKeys(count))
	slices.SortStableFunc(out, func(a, b TopicSpeaker) int { return cmp.Compare(b.Teachers, a.Teachers) })
	return out, err
}

// SpeakerAsk asks someone, or a team, to speak on a topic.
type SpeakerAsk struct {
	Topic          int64
	Employee, Team int64 // one of the two
	Answer         string
	Note           string
	Although       string // why somebody speaks who cannot teach it
}

// AskSpeaker asks someone, or a team, to speak on a topic, or notes their answer where
// Answer is agreed or declined. Someone who cannot teach the skill, at level 4 or, where
// nobody is, at the highest level that anybody has, is refused unless Although says why.
// Errors: ErrNotFound, *FieldError.
func (s *Store) AskSpeaker(ctx context.Context, a SpeakerAsk) (Change, error) {
	return s.Write(ctx, "ask a speaker", func(tx *Tx) error {
		v, err := topicSpeakers(tx.ctx, tx, tx.Today(), a.Topic)
		if err != nil {
			return err
		}
		row := slices.IndexFunc(v.Asked, func(x TopicSpeaker) bool { return x.Employee == a.Employee && x.Team == a.Team })
		if a.Answer == "" {
			a.Answer = "asked"
		}
		if a.Answer != "declined" && a.Although == "" {
			if err := tx.canSpeak(v, a); err != nil && (row < 0 || v.Asked[row].Answer == "declined") {
				return err
			}
		}
		values := map[string]string{"answer": a.Answer, "date": "today"}
		if a.Although != "" {
			values["note"] = "although " + a.Although
		}
		if a.Note != "" {
			values["note"] = a.Note
		}
		e := Edit{Kind: "speaker", Values: values}
		if row >= 0 {
			e.ID = v.Asked[row].Row
		} else {
			values["topic_id"] = id(a.Topic)
			for column, n := range map[string]int64{"employee_id": a.Employee, "team_id": a.Team} {
				if n != 0 {
					values[column] = id(n)
				}
			}
		}
		_, who, err := tx.save(kindOf("speaker"), e)
		if err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf(map[string]string{"asked": "ask %s to speak on %s", "agreed": "%s agrees to speak on %s", "declined": "%s declines to speak on %s"}[a.Answer], who, v.Topic.Name))
	})
}

// canSpeak refuses who cannot teach the skill of a topic.
func (tx *Tx) canSpeak(v TopicSpeakers, a SpeakerAsk) error {
	if v.Topic.SkillID == 0 {
		return nil
	}
	r := &audienceReader{ctx: tx.ctx, db: tx, today: tx.Today()}
	if err := r.readStaff(); err != nil {
		return err
	}
	if a.Team != 0 {
		of, err := r.teachersOf(v.Topic.SkillID, []int64{a.Team})
		if err == nil && len(of) == 0 {
			err = &FieldError{"team_id", fmt.Sprintf("nobody in it can teach %s; ask another team, or say why", v.Topic.Skill)}
		}
		return err
	}
	known, err := r.speakersOf(v.Topic, jsonList([]int64{a.Employee}))
	if err != nil {
		return err
	}
	x, err := one(known, nil)
	if err != nil {
		return fmt.Errorf("employee #%d: %w", a.Employee, err)
	}
	switch {
	case x.Level >= v.Level && v.Level > 0:
		return nil
	case v.Level >= gap.Teach:
		return &FieldError{"employee_id", fmt.Sprintf("%s has %s %d, and who teaches it has 4; ask another, or say why", x.Name, v.Topic.Skill, x.Level)}
	case v.Level == 0:
		return &FieldError{"employee_id", fmt.Sprintf("nobody can do %s, so nobody can teach it; say why %s speaks on it", v.Topic.Skill, x.Name)}
	}
	return &FieldError{"employee_id", fmt.Sprintf("%s has %s %d; nobody can teach it, and the highest level that anybody has is %d: ask one of them, or say why", x.Name, v.Topic.Skill, x.Level, v.Level)}
}

// TalkShare is how often somebody speaks in a series.
type TalkShare struct {
	Employee       int64
	Name           string
	Given, Planned int
	Open           int // open topics of the series that they agreed to speak on
}

// TalkShares lists who speaks in a series, or agreed to, the most talks first.
func (s *Store) TalkShares(ctx context.Context, series int64) ([]TalkShare, error) {
	return query(ctx, s.r, func(r *sql.Rows) (x TalkShare, err error) {
		return x, r.Scan(&x.Employee, &x.Name, &x.Given, &x.Planned, &x.Open)
	}, `WITH talk AS (SELECT y.employee_id, v.state = 'held' AS given, v.state = 'planned' AS planned, 0 AS open FROM event_speaker y JOIN event v ON v.id = y.event_id WHERE v.series_id = ?1 AND v.state <> 'cancelled'
	      UNION ALL SELECT p.employee_id, 0, 0, 1 FROM speaker p JOIN topic t ON t.id = p.topic_id WHERE t.series_id = ?1 AND t.state = 'open' AND t.archived = 0 AND p.answer = 'agreed' AND p.employee_id IS NOT NULL
	        AND (t.each_site OR NOT EXISTS (SELECT 1 FROM event v WHERE v.topic_id = t.id AND v.state <> 'cancelled')))
	    SELECT e.id, e.name, sum(k.given), sum(k.planned), sum(k.open) FROM talk k JOIN employee e ON e.id = k.employee_id GROUP BY e.id
	    ORDER BY sum(k.given) + sum(k.planned) DESC, e.name COLLATE people, e.id`, series)
}
