package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
)

// EventSlot is when and where an event is, or is to be, with who speaks.
type EventSlot struct {
	Event    int64 // 0 for one that is not added yet
	Series   int64 // whose notice and lunch hours count; 0 none
	Topic    int64
	Skill    int64
	Date     Date
	Time     string // HH:MM in Zone
	Minutes  int
	Zone     string // "" is that of the location
	Location int64  // 0: by video, unless there is a room
	Room     int64
	Capacity int // 0 is that of the room
	Speakers []int64
}

// EventClash is one thing that stands against a slot. All of them may be overridden by
// a reason.
type EventClash struct {
	Kind     string // room, speaker, invited, holiday, lunch, notice, full, teach, agreed, past
	Employee int64  // whom it is about; 0 nobody
	Said     string
}

// EventClashError says what stands against a slot.
type EventClashError struct{ Clashes []EventClash }

func (e *EventClashError) Error() string {
	var said []string
	for i, c := range e.Clashes {
		if i == 5 && len(e.Clashes) > 6 {
			said = append(said, fmt.Sprintf("and %d more", len(e.Clashes)-i))
			break
		}
		said = append(said, c.Said)
	}
	return strings.Join(said, "; ") + "; if it must be, say why"
}

// EventSlot reads the slot of an event, as a start for moving it. Errors: ErrNotFound.
func (s *Store) EventSlot(ctx context.Context, n int64) (EventSlot, error) {
	e, err := eventRow(ctx, s.r, n)
	return e.slot(), err
}

func (e EventRow) slot() EventSlot {
	v := EventSlot{Event: e.ID, Series: e.SeriesID, Topic: e.TopicID, Skill: e.SkillID, Date: e.Date, Time: e.Time, Minutes: e.Minutes, Zone: e.Zone, Location: e.LocationID, Room: e.RoomID, Capacity: e.Capacity}
	for _, p := range e.Speakers {
		v.Speakers = append(v.Speakers, p.ID)
	}
	return v
}

// EventClashes lists what stands against a slot, writing nothing: the room taken, people
// who speak or are invited elsewhere (sessions, events, placements at another location,
// absences, holidays), a time outside lunch hours, less notice than the series wants,
// more people than the room holds, and speakers who cannot teach or have not agreed.
// Invited people are those of the event who have not said no. Errors: *FieldError for a
// time or zone that cannot be read.
func (s *Store) EventClashes(ctx context.Context, v EventSlot) (out []EventClash, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = clashesOf(ctx, tx, s.Today(), v)
		return err
	})
	return out, err
}

// clasher looks for what stands against one slot.
type clasher struct {
	ctx      context.Context //nolint:containedctx // one reading
	db       querier
	today    Date
	v        EventSlot
	from, to time.Time
	who      map[int64]eventPart
	out      []EventClash
}

// eventPart is somebody at an event.
type eventPart struct {
	name     string
	speaks   bool
	location int64
	zone     string
}

func clashesOf(ctx context.Context, db querier, today Date, v EventSlot) ([]EventClash, error) {
	c := &clasher{ctx: ctx, db: db, today: today, v: v, who: map[int64]eventPart{}}
	for _, step := range []func() error{c.when, c.people, c.series, c.room, c.sessions, c.events, c.away, c.teach} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(c.out, func(a, b EventClash) int { return cmp.Compare(clashOrder(a.Kind), clashOrder(b.Kind)) })
	return c.out, nil
}

func clashOrder(kind string) int {
	return slices.Index([]string{"past", "room", "full", "teach", "agreed", "speaker", "holiday", "lunch", "notice", "invited"}, kind)
}

func (c *clasher) say(kind string, who int64, format string, args ...any) {
	c.out = append(c.out, EventClash{kind, who, fmt.Sprintf(format, args...)})
}

// about says it of somebody who speaks or is invited.
func (c *clasher) about(who int64, format string, args ...any) {
	p, kind := c.who[who], "invited"
	if p.speaks {
		kind = "speaker"
	}
	c.say(kind, who, p.name+" "+format, args...)
}

func (c *clasher) each(scan func(*sql.Rows) error, q string, args ...any) error {
	_, err := query(c.ctx, c.db, func(r *sql.Rows) (none struct{}, err error) { return none, scan(r) }, q, args...)
	return err
}

// when finds the instants, with the zone and the location that go without saying.
func (c *clasher) when() error {
	v := &c.v
	if v.Room != 0 && v.Location == 0 {
		if err := c.each(func(r *sql.Rows) error { return r.Scan(&v.Location) }, `SELECT location_id FROM room WHERE id = ?`, v.Room); err != nil {
			return err
		}
	}
	if v.Zone == "" {
		v.Zone = "UTC"
		if err := c.each(func(r *sql.Rows) error { return r.Scan(&v.Zone) }, `SELECT time_zone FROM location WHERE id = ?`, v.Location); err != nil {
			return err
		}
	}
	at, err := ParseClock(v.Time)
	if err != nil {
		return &FieldError{"time", err.Error()}
	}
	if c.from, err = Instant(v.Date, at, v.Zone); err != nil {
		return &FieldError{"zone", err.Error()}
	}
	c.to = c.from.Add(time.Duration(v.Minutes) * time.Minute)
	if v.Date < c.today {
		c.say("past", 0, "%s is over", v.Date)
	}
	return nil
}

// overlaps tells whether something else takes place at the same time.
func (c *clasher) overlaps(day Date, at int64, minutes int, zone string) bool {
	from, err := Instant(day, at, cmp.Or(zone, c.v.Zone)) // where nobody knows the zone, that of the event
	return err == nil && from.Before(c.to) && c.from.Before(from.Add(time.Duration(minutes)*time.Minute))
}

func (c *clasher) ids() string {
	var ids []int64
	for n := range c.who {
		ids = append(ids, n)
	}
	slices.Sort(ids)
	return jsonList(ids)
}

// people reads who speaks and who is invited and has not said no.
func (c *clasher) people() error {
	speakers, err := json.Marshal(append([]int64{}, c.v.Speakers...))
	if err != nil {
		return err
	}
	return c.each(func(r *sql.Rows) error {
		var n int64
		var p eventPart
		err := r.Scan(&n, &p.name, &p.speaks, &p.location, &p.zone)
		c.who[n] = p
		return err
	}, `SELECT e.id, e.name, e.id IN (SELECT value FROM json_each(?2)), coalesce(l.id, 0), coalesce(l.time_zone, '') FROM employee e LEFT JOIN position p ON p.id = `+present(c.v.Date)+`
	    LEFT JOIN location l ON l.id = p.location_id
	    WHERE e.id IN (SELECT value FROM json_each(?2)) OR e.id IN (SELECT employee_id FROM invitation WHERE event_id = ?1 AND answer <> 'no')`, c.v.Event, string(speakers))
}

// series looks at the notice and the lunch hours: of the location, or by video of people.
func (c *clasher) series() error {
	if c.v.Series == 0 {
		return nil
	}
	var notice int
	if err := c.each(func(r *sql.Rows) error { return r.Scan(&notice) }, `SELECT notice FROM series WHERE id = ?`, c.v.Series); err != nil {
		return err
	}
	if c.v.Date >= c.today && c.v.Date < c.today.Add(notice) {
		c.say("notice", 0, "%s is in %s, and the series wants %s of notice", c.v.Date, daysOf(between(c.today, c.v.Date)), daysOf(notice))
	}
	type lunch struct {
		name, zone string
		site       LunchSite
	}
	sites := map[int64]lunch{}
	if err := c.each(func(r *sql.Rows) error {
		var n int64
		var l lunch
		if err := r.Scan(&n, &l.name, &l.zone, &l.site.From, &l.site.To); err != nil {
			return err
		}
		var err error
		if l.site.Zone, err = time.LoadLocation(cmp.Or(l.zone, "UTC")); err == nil {
			sites[n] = l
		}
		return nil
	}, `SELECT id, name, time_zone, lunch_start, lunch_end FROM location`); err != nil {
		return err
	}
	if l, ok := sites[c.v.Location]; ok {
		if !l.site.within(c.from, c.to) {
			c.say("lunch", 0, "it is outside the lunch hours of %s, %s to %s", l.name, FormatClock(l.site.From), FormatClock(l.site.To))
		}
		return nil
	}
	without := 0
	for _, p := range c.who {
		if l, ok := sites[p.location]; ok && !p.speaks && !l.site.within(c.from, c.to) {
			without++
		}
	}
	if without > 0 {
		c.say("lunch", 0, "it is outside the lunch hours of %s", counted(int64(without), "person who is invited", "people who are invited"))
	}
	return nil
}

// room looks for who else has the room, and whether it holds those who come.
func (c *clasher) room() error {
	if c.v.Room != 0 {
		if err := c.each(func(r *sql.Rows) error {
			var name, room, zone string
			var day Date
			var at int64
			var minutes int
			err := r.Scan(&name, &room, &day, &at, &minutes, &zone)
			if err == nil && c.overlaps(day, at, minutes, zone) {
				c.say("room", 0, "%s is taken by “%s” at %s", room, name, FormatClock(at))
			}
			return err
		}, `SELECT e.name, r.name, e.date, e.time, e.minutes, e.zone FROM event e JOIN room r ON r.id = e.room_id
		    WHERE e.room_id = ?1 AND e.id <> ?2 AND e.state <> 'cancelled' AND e.date BETWEEN ?3 AND ?4 ORDER BY e.date, e.time`, c.v.Room, c.v.Event, string(c.v.Date.Add(-2)), string(c.v.Date.Add(2))); err != nil {
			return err
		}
	}
	var yes, holds int
	if err := c.each(func(r *sql.Rows) error { return r.Scan(&yes, &holds) }, `SELECT (SELECT count(*) FROM invitation WHERE event_id = ?1 AND answer = 'yes'),
		coalesce((SELECT capacity FROM room WHERE id = ?2), 0)`, c.v.Event, c.v.Room); err != nil {
		return err
	}
	if holds = cmp.Or(c.v.Capacity, holds); holds > 0 && yes > holds {
		c.say("full", 0, "%d said yes, and it holds %d", yes, holds)
	}
	return nil
}
