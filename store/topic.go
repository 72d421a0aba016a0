package store

import (
	"context"
	"database/sql"
	"fmt"
)

// TopicRow is a topic with who asks for it, who could speak, and what it is worth.
type TopicRow struct {
	ID                int64
	Name              string
	SeriesID          int64
	Series            string
	SkillID           int64
	Skill             string
	Level             int
	Minutes           int // 0: as the series says
	Need              int // speakers
	EachSite          bool
	Audience          string // in words
	State             string // asked, open, given or dropped
	AskedByID         int64
	AskedBy           string
	Asked             Date
	Earliest, Latest  Date
	Votes             int
	Agreed            int // speakers, a team counts as one
	Waiting, Declined int // speakers who have not answered, or said no
	Held, Planned     int // events
	LastEvent         Date
	Fixed             string // what is fixed of it, in words; "" for nothing
	Archived          bool
	People            int // whom it is worth to reach, where TopicFilter.Worth asked for it
	Value             int // of reaching all of them
	audience          audience
}

// TopicFilter narrows Topics; its zero value selects all that is not archived.
type TopicFilter struct {
	ID, Series, Skill int64
	State             string
	Archived          bool
	Worth             bool // say how many people each is worth to reach, and how much
}

// Topics lists topics: those that wait first, then by votes and name.
func (s *Store) Topics(ctx context.Context, f TopicFilter) (out []TopicRow, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = topics(ctx, tx, s.Today(), f)
		return err
	})
	return out, err
}

// Topic reads one topic with its worth. Errors: ErrNotFound.
func (s *Store) Topic(ctx context.Context, id int64) (TopicRow, error) {
	return one(s.Topics(ctx, TopicFilter{ID: id, Archived: true, Worth: true}))
}

func topics(ctx context.Context, db querier, today Date, f TopicFilter) ([]TopicRow, error) {
	out, err := query(ctx, db, scanTopic, `SELECT t.id, t.name, coalesce(g.id, 0), coalesce(g.name, ''), coalesce(k.id, 0), coalesce(k.name, ''), t.level, coalesce(t.minutes, 0), t.speakers, t.each_site,
	      t.audience, coalesce(t.team_id, 0), coalesce(t.location_id, 0), coalesce(t.market_id, 0), coalesce(t.cycle_id, 0), coalesce(n.name, l.name, m.name, pr.name || ', ' || c.name, ''),
	      t.state, coalesce(e.id, 0), coalesce(e.name, ''), t.asked, coalesce(t.earliest, ''), coalesce(t.latest, ''), t.archived,
	      (SELECT count(*) FROM topic_vote v WHERE v.topic_id = t.id),
	      (SELECT count(*) FROM speaker p WHERE p.topic_id = t.id AND p.answer = 'agreed'), (SELECT count(*) FROM speaker p WHERE p.topic_id = t.id AND p.answer = 'asked'),
	      (SELECT count(*) FROM speaker p WHERE p.topic_id = t.id AND p.answer = 'declined'),
	      (SELECT count(*) FROM event v WHERE v.topic_id = t.id AND v.state = 'held'), (SELECT count(*) FROM event v WHERE v.topic_id = t.id AND v.state = 'planned'),
	      coalesce((SELECT max(v.date) FROM event v WHERE v.topic_id = t.id AND v.state <> 'cancelled'), ''),
	      coalesce((SELECT trim(coalesce('on ' || x.on_day || ' ', '') || coalesce('in ' || (SELECT name FROM location WHERE id = x.location_id) || ' ', '') || coalesce('in room ' || (SELECT name FROM room WHERE id = x.room_id) || ' ', '')
	        || coalesce('with ' || (SELECT name FROM employee WHERE id = x.employee_id), '')) FROM topic_lock x WHERE x.topic_id = t.id), '')
	    FROM topic t LEFT JOIN series g ON g.id = t.series_id LEFT JOIN skill k ON k.id = t.skill_id LEFT JOIN employee e ON e.id = t.asked_by_id LEFT JOIN team n ON n.id = t.team_id
	      LEFT JOIN location l ON l.id = t.location_id LEFT JOIN market m ON m.id = t.market_id LEFT JOIN cycle c ON c.id = t.cycle_id LEFT JOIN program pr ON pr.id = c.program_id
	    WHERE (?1 = 0 OR t.id = ?1) AND (?2 = 0 OR t.series_id = ?2) AND (?3 = 0 OR t.skill_id = ?3) AND (?4 = '' OR t.state = ?4) AND (?5 OR t.archived = 0)
	    ORDER BY CASE t.state WHEN 'open' THEN 0 WHEN 'asked' THEN 1 WHEN 'given' THEN 2 ELSE 3 END, (SELECT count(*) FROM topic_vote v WHERE v.topic_id = t.id) DESC, t.name COLLATE people, t.id`, f.ID, f.Series, f.Skill, f.State, f.Archived)
	if err != nil || !f.Worth {
		return out, err
	}
	r := &audienceReader{ctx: ctx, db: db, today: today}
	if err := r.readStaff(); err != nil {
		return nil, err
	}
	for k := range out {
		t := &out[k]
		if t.State != "open" && t.State != "asked" && f.ID == 0 {
			continue
		}
		list, err := r.guests(t.ID, t.SkillID, t.Level, t.audience)
		if err != nil {
			return nil, err
		}
		t.People = len(list)
		for _, g := range list {
			t.Value += g.Value()
		}
	}
	return out, nil
}

func scanTopic(r *sql.Rows) (t TopicRow, err error) {
	var of string
	a := &t.audience
	err = r.Scan(&t.ID, &t.Name, &t.SeriesID, &t.Series, &t.SkillID, &t.Skill, &t.Level, &t.Minutes, &t.Need, &t.EachSite, &a.Way, &a.Team, &a.Location, &a.Market, &a.Cycle, &of,
		&t.State, &t.AskedByID, &t.AskedBy, &t.Asked, &t.Earliest, &t.Latest, &t.Archived, &t.Votes, &t.Agreed, &t.Waiting, &t.Declined, &t.Held, &t.Planned, &t.LastEvent, &t.Fixed)
	t.Audience = sayAudience(a.Way, of)
	return t, err
}

// CanOpen says why a topic cannot be opened for scheduling; nil if it can.
func (t TopicRow) CanOpen() error {
	switch {
	case t.Archived:
		return &FieldError{"state", fmt.Sprintf("“%s” is archived; bring it back first", t.Name)}
	case t.State == "open":
		return &FieldError{"state", fmt.Sprintf("“%s” is open already", t.Name)}
	}
	return nil
}

// CanDrop says why a topic cannot be dropped; nil if it can.
func (t TopicRow) CanDrop() error {
	switch {
	case t.State == "dropped":
		return &FieldError{"state", fmt.Sprintf("“%s” is dropped already", t.Name)}
	case t.Planned > 0:
		return &FieldError{"state", fmt.Sprintf("“%s” has %s; cancel it first", t.Name, counted(int64(t.Planned), "planned event", "planned events"))}
	}
	return nil
}

// CanVote says why nobody can ask for a topic any more; nil if they can.
func (t TopicRow) CanVote() error {
	if t.State == "dropped" || t.Archived {
		return &FieldError{"state", fmt.Sprintf("“%s” was dropped; open it again first", t.Name)}
	}
	return nil
}
