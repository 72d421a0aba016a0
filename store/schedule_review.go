package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"understudy/match/agenda"
)

// ScheduleGuest is somebody whom an event reaches, and what that is worth.
type ScheduleGuest struct {
	AgendaGuest
	Name string
}

// ScheduleSpeaker is who speaks at an event.
type ScheduleSpeaker struct {
	Employee int64
	Name     string
}

// ScheduledEvent is one event of a schedule.
type ScheduledEvent struct {
	ID         int64 // of the row
	TopicID    int64
	Topic      string
	Skill      string
	Level      int
	Date       Date
	Time       int // minutes after midnight, in Zone
	Minutes    int
	Zone       string
	LocationID int64
	Location   string // "" by video
	RoomID     int64
	Room       string
	Speakers   []ScheduleSpeaker
	Value      int64
	Reached    []ScheduleGuest
	Locked     bool
}

// Where names the place of an event.
func (e ScheduledEvent) Where() string {
	switch {
	case e.LocationID == 0:
		return "by video"
	case e.Room == "":
		return e.Location
	}
	return e.Location + ", " + e.Room
}

// When is the begin of an event by the clock of its site; of one by video with the time
// zone, since those who come have several.
func (e ScheduledEvent) When() string {
	if e.LocationID == 0 {
		return sayWhen(e.Date, e.Time) + " " + e.Zone
	}
	return sayWhen(e.Date, e.Time)
}

func sayWhen(day Date, minutes int) string {
	return fmt.Sprintf("%s %s %02d:%02d", day.Time().Format("Mon"), day, minutes/60, minutes%60)
}

// ScheduleLeft is a topic that is not given, or not as often as it could be.
type ScheduleLeft struct {
	TopicID      int64
	Topic        string
	Given, Times int
	Why          []string // in words, what matters most first
	number       int      // in the input
}

// ScheduleReview is a stored schedule with everything that questions about it need: what
// the engine read then, whatever has changed since.
type ScheduleReview struct {
	Schedule Schedule
	Input    *AgendaInput
	Events   []ScheduledEvent // in the order of Result.Schedule
	Left     []ScheduleLeft
	Result   agenda.Result
	Seed     uint64
	Rounds   int
	names    map[int64]string
}

// ScheduleReview opens a stored schedule. Errors: ErrNotFound, ErrDamaged.
func (s *Store) ScheduleReview(ctx context.Context, schedule int64) (v *ScheduleReview, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		v, err = s.openSchedule(ctx, tx, schedule)
		return err
	})
	return v, err
}

func (s *Store) openSchedule(ctx context.Context, db querier, schedule int64) (*ScheduleReview, error) {
	v := &ScheduleReview{Input: &AgendaInput{}}
	var err error
	if v.Schedule, err = one(query(ctx, db, s.scanSchedule, `SELECT `+scheduleColumns+scheduleFrom+`WHERE c.id = ?`, schedule)); err != nil {
		return nil, err
	}
	var out scheduleOutcome
	var list agenda.Schedule
	var missing []agenda.Missing
	for _, part := range []struct {
		name string
		to   any
	}{{"input", v.Input}, {"outcome", &out}, {"schedule", &list}, {"missing", &missing}} {
		body, err := one(query(ctx, db, scanString, `SELECT body FROM schedule_part WHERE schedule_id = ? AND name = ?`, schedule, part.name))
		if err != nil {
			return nil, fmt.Errorf("the %s of schedule “%s”: %w", part.name, v.Schedule.Name, err)
		}
		if err := unpack(body, part.to); err != nil {
			return nil, err
		}
	}
	v.Seed, v.Rounds = out.Seed, out.Rounds
	v.Result = agenda.Result{Outcome: out.Outcome, Schedule: list, Score: out.Score, Bound: out.Bound, Proved: out.Proved, Stopped: out.Stopped}
	if v.names, err = agendaNames(ctx, db, v.Input); err != nil {
		return nil, err
	}
	if v.Events, err = scheduledEvents(ctx, db, schedule); err != nil {
		return nil, err
	}
	if len(v.Events) != len(list) {
		return nil, fmt.Errorf("%w: schedule “%s” has %d events instead of %d", ErrDamaged, v.Schedule.Name, len(v.Events), len(list))
	}
	for _, m := range missing {
		v.Left = append(v.Left, v.left(m))
	}
	slices.SortStableFunc(v.Left, func(a, b ScheduleLeft) int { return a.Given - b.Given })
	return v, nil
}

// agendaNames are the names of the people of an input; who was erased has none.
func agendaNames(ctx context.Context, db querier, in *AgendaInput) (map[int64]string, error) {
	ids := make([]int64, 0, len(in.People))
	for _, x := range in.People {
		ids = append(ids, x.Employee)
	}
	return employeeNames(ctx, db, ids)
}

func employeeNames(ctx context.Context, db querier, ids []int64) (map[int64]string, error) {
	out := map[int64]string{}
	_, err := query(ctx, db, func(r *sql.Rows) (none struct{}, err error) {
		var n int64
		var name string
		err = r.Scan(&n, &name)
		out[n] = name
		return none, err
	}, `SELECT id, name FROM employee WHERE id IN (SELECT value FROM json_each(?))`, jsonList(ids))
	return out, err
}

// scheduledEvents reads the events of a schedule in their order.
func scheduledEvents(ctx context.Context, db querier, schedule int64) ([]ScheduledEvent, error) {
	var ids []int64
	list, err := query(ctx, db, func(r *sql.Rows) (e ScheduledEvent, err error) {
		var speakers, body string
		if err := r.Scan(&e.ID, &e.TopicID, &e.Topic, &e.Skill, &e.Level, &e.Date, &e.Time, &e.Minutes, &e.Zone, &e.LocationID, &e.Location, &e.RoomID, &e.Room, &speakers, &e.Value, &body); err != nil {
			return e, err
		}
		var who []int64
		var kept keptEvent
		if err := errors.Join(json.Unmarshal([]byte(speakers), &who), json.Unmarshal([]byte(body), &kept)); err != nil {
			return e, fmt.Errorf("%w: a stored schedule: %w", ErrDamaged, err)
		}
		e.Locked = kept.Lock
		for _, n := range who {
			e.Speakers = append(e.Speakers, ScheduleSpeaker{Employee: n})
			ids = append(ids, n)
		}
		for _, g := range kept.Guests {
			e.Reached = append(e.Reached, ScheduleGuest{AgendaGuest: g})
			ids = append(ids, g.Employee)
		}
		return e, nil
	}, `SELECT x.id, t.id, t.name, coalesce(k.name, ''), t.level, x.date, x.time, x.minutes, x.zone, coalesce(l.id, 0), coalesce(l.name, ''), coalesce(r.id, 0), coalesce(r.name, ''), x.speakers, x.value, x.body
	    FROM schedule_event x JOIN topic t ON t.id = x.topic_id LEFT JOIN skill k ON k.id = t.skill_id LEFT JOIN location l ON l.id = x.location_id LEFT JOIN room r ON r.id = x.room_id
	    WHERE x.schedule_id = ? ORDER BY x.id`, schedule)
	if err != nil {
		return nil, err
	}
	names, err := employeeNames(ctx, db, ids)
	for k := range list {
		for n := range list[k].Speakers {
			list[k].Speakers[n].Name = nameOr(names, list[k].Speakers[n].Employee)
		}
		for n := range list[k].Reached {
			list[k].Reached[n].Name = nameOr(names, list[k].Reached[n].Employee)
		}
	}
	return list, err
}

func nameOr(names map[int64]string, employee int64) string {
	if name, ok := names[employee]; ok {
		return name
	}
	return "someone who was erased"
}
