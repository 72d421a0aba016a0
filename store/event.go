package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
)

// EventRow is an event as lists show it, with what was answered and who came.
type EventRow struct {
	ID           int64
	Name         string
	TopicID      int64 // 0 without one, as all ids here
	Topic        string
	SeriesID     int64
	Series       string
	InitiativeID int64 // its own, or that of the series
	Initiative   string
	SkillID      int64
	Skill        string
	Level        int // that it brings people to; 0 where none is set
	Date         Date
	Time         string // HH:MM in Zone
	Minutes      int
	Zone         string
	LocationID   int64 // 0: by video
	Location     string
	RoomID       int64
	Room         string
	Link         string
	Capacity     int // its own, or that of the room; 0 is no limit
	State        string
	Rates, CPD   bool // who attends is rated; attendance counts as CPD
	Notice       int  // days of notice that the series wants; 0 without a series
	Reason       string
	Speakers     []EventPerson

	Invited, Yes, Maybe, No, Waiting int // people
	Came, Absent                     int // of whom it is noted; the rest is unknown
	Feedback                         int // answers
	Useful, Learned, Recommend       float64
	OpenActions                      int
}

// EventPerson is somebody by id and name.
type EventPerson struct {
	ID   int64
	Name string
}

// Place says where an event is: the room and its location, or by video.
func (e EventRow) Place() string {
	switch {
	case e.LocationID == 0:
		return "by video"
	case e.Room != "":
		return e.Room + ", " + e.Location
	}
	return e.Location
}

// When is the day and the time, with the time zone.
func (e EventRow) When() string { return string(e.Date) + " " + e.Time + " " + e.Zone }

// Free is how many places are left of those that said yes; -1 is no limit.
func (e EventRow) Free() int {
	if e.Capacity == 0 {
		return -1
	}
	return max(0, e.Capacity-e.Yes)
}

// Unknown is how many were invited of whom nobody noted whether they came.
func (e EventRow) Unknown() int { return e.Invited - e.Came - e.Absent }

// Taken tells whether attendance was noted of anybody.
func (e EventRow) Taken() bool { return e.Came+e.Absent > 0 }

// EventFilter narrows Events; its zero value selects all.
type EventFilter struct {
	ID         int64
	From, To   Date // both days included; "" is no bound
	Series     int64
	Topic      int64
	Skill      int64
	Employee   int64 // invited or speaking
	Location   int64
	Initiative int64    // that the event, its series or a gap action on it names, or that needs its skill
	States     []string // planned, held, cancelled; nil is any
}

// Events lists events by day and time.
func (s *Store) Events(ctx context.Context, f EventFilter) ([]EventRow, error) {
	return events(ctx, s.r, f)
}

func events(ctx context.Context, db querier, f EventFilter) ([]EventRow, error) {
	return eventsFrom(ctx, db, f, "event", "")
}

// eventRow reads one; ErrNotFound if there is none.
func eventRow(ctx context.Context, db querier, n int64) (EventRow, error) {
	e, err := one(events(ctx, db, EventFilter{ID: n}))
	if err != nil {
		err = fmt.Errorf("event #%d: %w", n, err)
	}
	return e, err
}

// eventOf reads an event within a change.
func (tx *Tx) eventOf(n int64) (EventRow, error) { return eventRow(tx.ctx, tx, n) }

// eventsFrom reads from the table, or from another source of the same columns, whose
// argument is ?11.
func eventsFrom(ctx context.Context, db querier, f EventFilter, source, arg string) ([]EventRow, error) {
	states := ""
	if len(f.States) > 0 {
		list, err := json.Marshal(f.States)
		if err != nil {
			return nil, err
		}
		states = string(list)
	}
	return query(ctx, db, scanEvent, `
	WITH asked AS (SELECT event_id, count(*) n, count(*) FILTER (WHERE answer = 'yes') yes, count(*) FILTER (WHERE answer = 'maybe') maybe, count(*) FILTER (WHERE answer = 'no') no,
	    count(*) FILTER (WHERE answer = 'waiting') waiting, count(*) FILTER (WHERE attended = 1) came, count(*) FILTER (WHERE attended = 0) absent FROM invitation
	    WHERE ?1 = 0 OR event_id = ?1 GROUP BY 1),
	  said AS (SELECT event_id, count(*) n, avg(useful) useful, avg(learned) learned, avg(recommend) recommend FROM event_feedback WHERE ?1 = 0 OR event_id = ?1 GROUP BY 1)
	SELECT e.id, e.name, coalesce(t.id, 0), coalesce(t.name, ''), coalesce(s.id, 0), coalesce(s.name, ''), coalesce(i.id, 0), coalesce(i.name, ''), coalesce(k.id, 0), coalesce(k.name, ''),
	  coalesce(e.level, 0), e.date, e.time, e.minutes, e.zone, coalesce(l.id, 0), coalesce(l.name, ''), coalesce(r.id, 0), coalesce(r.name, ''), e.link,
	  coalesce(e.capacity, r.capacity, 0), e.state, e.rates, e.cpd, coalesce(s.notice, 0), e.reason,
	  (SELECT json_group_array(json_object('ID', p.id, 'Name', p.name)) FROM (SELECT x.id, x.name FROM event_speaker y JOIN employee x ON x.id = y.employee_id WHERE y.event_id = e.id ORDER BY y.id) p),
	  coalesce(a.n, 0), coalesce(a.yes, 0), coalesce(a.maybe, 0), coalesce(a.no, 0), coalesce(a.waiting, 0), coalesce(a.came, 0), coalesce(a.absent, 0),
	  coalesce(b.n, 0), coalesce(b.useful, 0), coalesce(b.learned, 0), coalesce(b.recommend, 0),
	  (SELECT count(*) FROM event_action x WHERE x.event_id = e.id AND x.state = 'open')
	FROM `+source+` e LEFT JOIN topic t ON t.id = e.topic_id LEFT JOIN series s ON s.id = e.series_id LEFT JOIN initiative i ON i.id = coalesce(e.initiative_id, s.initiative_id)
	  LEFT JOIN skill k ON k.id = e.skill_id LEFT JOIN location l ON l.id = e.location_id LEFT JOIN room r ON r.id = e.room_id
	  LEFT JOIN asked a ON a.event_id = e.id LEFT JOIN said b ON b.event_id = e.id
	WHERE (?1 = 0 OR e.id = ?1) AND (?2 = '' OR e.date >= ?2) AND (?3 = '' OR e.date <= ?3) AND (?4 = 0 OR e.series_id = ?4) AND (?5 = 0 OR e.topic_id = ?5)
	  AND (?6 = 0 OR e.skill_id = ?6) AND (?7 = 0 OR EXISTS (SELECT 1 FROM invitation x WHERE x.event_id = e.id AND x.employee_id = ?7)
	    OR EXISTS (SELECT 1 FROM event_speaker x WHERE x.event_id = e.id AND x.employee_id = ?7))
	  AND (?8 = 0 OR e.location_id = ?8) AND (?9 = 0 OR i.id = ?9 OR EXISTS (SELECT 1 FROM gap_action g WHERE g.event_id = e.id AND g.initiative_id = ?9)
	    OR EXISTS (SELECT 1 FROM initiative_need n JOIN initiative j ON j.id = n.initiative_id WHERE n.initiative_id = ?9 AND n.skill_id = e.skill_id AND e.date >= j.starts))
	  AND (?10 = '' OR e.state IN (SELECT value FROM json_each(?10))) AND ?11 IS NOT NULL
	ORDER BY e.date, e.time, e.id`, f.ID, string(f.From), string(f.To), f.Series, f.Topic, f.Skill, f.Employee, f.Location, f.Initiative, states, arg)
}

func scanEvent(r *sql.Rows) (v EventRow, err error) {
	var at int64
	var speakers string
	if err := r.Scan(&v.ID, &v.Name, &v.TopicID, &v.Topic, &v.SeriesID, &v.Series, &v.InitiativeID, &v.Initiative, &v.SkillID, &v.Skill,
		&v.Level, &v.Date, &at, &v.Minutes, &v.Zone, &v.LocationID, &v.Location, &v.RoomID, &v.Room, &v.Link,
		&v.Capacity, &v.State, &v.Rates, &v.CPD, &v.Notice, &v.Reason, &speakers,
		&v.Invited, &v.Yes, &v.Maybe, &v.No, &v.Waiting, &v.Came, &v.Absent,
		&v.Feedback, &v.Useful, &v.Learned, &v.Recommend, &v.OpenActions); err != nil {
		return v, err
	}
	v.Time = FormatClock(at)
	return v, json.Unmarshal([]byte(speakers), &v.Speakers)
}

// EventFacts is one event with all that hangs from it.
type EventFacts struct {
	EventRow
	Description  string
	Handouts     []string // links
	Invitations  []InvitationRow
	FeedbackList []Record // kind event feedback, newest first
	Actions      []Record // kind event action, open ones first
}

// InvitationRow is somebody who is invited to an event.
type InvitationRow struct {
	ID, EmployeeID int64
	Employee       string
	Team, Location string // today's
	Date           Date   // of the invitation
	Answer         string // none yet, yes, maybe, no, waiting
	Answered       Date
	Rank           int    // in the waiting list, from 1; 0 is not in it
	Came           string // came, did not come, or unknown
	Gone           bool   // has left or is archived
}

// Event reads one event with its speakers, invitations, feedback and actions.
// Invitations are in the order of the waiting list first, then of names. Errors:
// ErrNotFound.
func (s *Store) Event(ctx context.Context, n int64) (v EventFacts, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		if v.EventRow, err = eventRow(ctx, tx, n); err != nil {
			return err
		}
		rec, err := kindOf("event").get(ctx, tx, n)
		if err != nil {
			return err
		}
		v.Description, v.Handouts = rec.Values["description"], lines(rec.Values["handouts"])
		if v.Invitations, err = invitations(ctx, tx, s.Today(), n); err != nil {
			return err
		}
		for kind, to := range map[string]*[]Record{"event feedback": &v.FeedbackList, "event action": &v.Actions} {
			k := kindOf(kind)
			if *to, err = query(ctx, tx, k.scan, k.selectSQL()+` WHERE t.event_id = ? ORDER BY `+strings.ReplaceAll(k.Order, "{t}", "t"), n); err != nil {
				return err
			}
		}
		return nil
	})
	return v, err
}

func invitations(ctx context.Context, db querier, today Date, event int64) ([]InvitationRow, error) {
	return query(ctx, db, func(r *sql.Rows) (v InvitationRow, err error) {
		var came sql.NullBool
		err = r.Scan(&v.ID, &v.EmployeeID, &v.Employee, &v.Team, &v.Location, &v.Date, &v.Answer, &v.Answered, &v.Rank, &came, &v.Gone)
		v.Came = cameWord(came)
		return v, err
	}, `SELECT n.id, e.id, e.name, coalesce(t.name, ''), coalesce(l.name, ''), n.date, n.answer, coalesce(n.answered, ''), coalesce(n.rank, 0), n.attended,
	      e.archived OR coalesce(e.left_on <= ?2, 0)
	    FROM invitation n JOIN employee e ON e.id = n.employee_id LEFT JOIN position p ON p.id = `+present(today)+`
	    LEFT JOIN team t ON t.id = p.team_id LEFT JOIN location l ON l.id = p.location_id
	    WHERE n.event_id = ?1 ORDER BY n.rank IS NULL, n.rank, e.name COLLATE people, e.id`, event, string(today))
}

// The words of attendance.
const (
	Came     = "came"
	NotThere = "did not come"
	NotKnown = "unknown"
)

func cameWord(came sql.NullBool) string {
	switch {
	case !came.Valid:
		return NotKnown
	case came.Bool:
		return Came
	}
	return NotThere
}
