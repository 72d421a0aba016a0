package store

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"understudy/store/text"
)

// EventNew is an event to be added by hand.
type EventNew struct {
	Values   map[string]string // by column of an event; what a topic or a series says need not be given
	Speakers []int64
	Although string // why it is added although something stands against it
}

// AddEvent adds an event with its speakers, as one change. Name, skill, level, length,
// hand-outs and what attendance brings come from the topic and its series where they are
// not given. What stands against its slot is an *EventClashError unless Although says why
// not; of a day that is over nothing is checked. Errors: *FieldError, *EventClashError.
func (s *Store) AddEvent(ctx context.Context, v EventNew) (c Change, n int64, err error) {
	c, err = s.Write(ctx, "add an event", func(tx *Tx) error {
		if n, err = tx.addEvent(v); err != nil {
			return err
		}
		e, err := tx.eventOf(n)
		if err != nil {
			return err
		}
		if e.Date >= tx.Today() {
			if err := tx.clear(e.slot(), v.Although); err != nil {
				return err
			}
		}
		return tx.Relabel("add event “" + e.Name + "” on " + e.When() + although(v.Although))
	})
	if err != nil {
		n = 0
	}
	return c, n, err
}

func (tx *Tx) addEvent(v EventNew) (int64, error) {
	values := map[string]string{}
	for name, value := range v.Values {
		values[name] = value
	}
	if state := cmp.Or(values["state"], "planned"); state != "planned" {
		return 0, &FieldError{"state", "a new event is planned; note what became of it afterwards"}
	}
	if err := tx.fillEvent(values); err != nil {
		return 0, err
	}
	n, err := tx.Save(Edit{Kind: "event", Values: values})
	if err != nil {
		return 0, err
	}
	return n, tx.speakAt(n, v.Speakers)
}

// fillEvent takes over what the topic and the series say.
func (tx *Tx) fillEvent(values map[string]string) error {
	fill := func(kind, from string, columns ...string) error {
		if text.Clean(values[from]) == "" {
			return nil
		}
		k := kindOf(kind)
		ref, err := tx.resolve(Column{Name: from, Ref: kind}, text.Clean(values[from]))
		if err != nil {
			return err
		}
		rec, err := k.get(tx.ctx, tx, ref.(int64))
		if err != nil {
			return err
		}
		for _, c := range columns {
			if given, ok := values[c]; ok && given != "" || rec.Values[c] == "" {
				continue
			}
			values[c] = rec.Values[c]
			if n := rec.Refs[c]; n != 0 {
				values[c] = id(n)
			}
		}
		return nil
	}
	if err := fill("topic", "topic_id", "name", "series_id", "skill_id", "level", "minutes", "handouts", "description"); err != nil {
		return err
	}
	if err := fill("series", "series_id", "initiative_id", "minutes", "cpd"); err != nil {
		return err
	}
	if text.Clean(values["skill_id"]) == "" || text.Clean(values["level"]) == "" {
		return nil // there is nothing to rate
	}
	return fill("series", "series_id", "rates")
}

// clear refuses a slot against which something stands, unless a reason is given.
func (tx *Tx) clear(v EventSlot, why string) error {
	list, err := clashesOf(tx.ctx, tx, tx.Today(), v)
	if err != nil || len(list) == 0 || text.Clean(why) != "" {
		return err
	}
	return &EventClashError{list}
}

// although is the end of a label of what was forced.
func although(why string) string {
	if why = text.Clean(why); why == "" {
		return ""
	}
	return ", although " + cutRunes(why, 100)
}

// MoveEvent gives an event another slot (day, time, length, zone, location, room,
// capacity), as one change; its topic, skill, series and speakers stay. What stands
// against the slot is an *EventClashError unless why says why not. A larger room lets
// people in from the waiting list; moved are they. Errors: *FieldError, ErrNotFound.
func (s *Store) MoveEvent(ctx context.Context, v EventSlot, why string) (c Change, moved []EventPerson, err error) {
	c, err = s.Write(ctx, "move an event", func(tx *Tx) error {
		was, err := tx.eventOf(v.Event)
		if err != nil {
			return err
		}
		if was.State != "planned" {
			return &FieldError{"state", fmt.Sprintf("“%s” was %s; only what is planned is moved", was.Name, was.State)}
		}
		if err := tx.moveEvent(v); err != nil {
			return err
		}
		now, err := tx.eventOf(v.Event)
		if err != nil {
			return err
		}
		if err := tx.clear(now.slot(), why); err != nil {
			return err
		}
		moved = tx.seated
		return tx.Relabel(fmt.Sprintf("move “%s”: %s", was.Name, movedTo(was, now)) + although(why) + tx.andSeated())
	})
	if err != nil {
		moved = nil
	}
	return c, moved, err
}

func (tx *Tx) moveEvent(v EventSlot) error {
	values := map[string]string{"date": string(v.Date), "time": v.Time, "minutes": fmt.Sprint(v.Minutes), "zone": v.Zone, "location_id": "", "room_id": ""}
	if v.Location != 0 {
		values["location_id"] = id(v.Location)
	}
	var room int
	if v.Room != 0 {
		values["room_id"] = id(v.Room)
		if err := tx.Row(`SELECT capacity FROM room WHERE id = ?`, []any{v.Room}, &room); err != nil {
			return fmt.Errorf("room #%d: %w", v.Room, err)
		}
	}
	var own *int
	var had int
	if err := tx.Row(`SELECT e.capacity, coalesce(e.capacity, r.capacity, 0) FROM event e LEFT JOIN room r ON r.id = e.room_id WHERE e.id = ?`, []any{v.Event}, &own, &had); err != nil {
		return err
	}
	// The capacity of the former room is no capacity of its own: it goes with the room.
	if v.Capacity != had {
		values["capacity"] = ""
		if v.Capacity != room && v.Capacity > 0 {
			values["capacity"] = fmt.Sprint(v.Capacity)
		}
	}
	_, err := tx.Save(Edit{Kind: "event", ID: v.Event, Values: values})
	return err
}

// movedTo says what is another slot than before.
func movedTo(was, now EventRow) string {
	var out []string
	if was.When() != now.When() {
		out = append(out, was.When()+" → "+now.When())
	}
	if was.Minutes != now.Minutes {
		out = append(out, fmt.Sprintf("%d → %d minutes", was.Minutes, now.Minutes))
	}
	if was.Place() != now.Place() {
		out = append(out, was.Place()+" → "+now.Place())
	}
	if was.Capacity != now.Capacity {
		out = append(out, fmt.Sprintf("%s → %s", capacityOf(was), capacityOf(now)))
	}
	return cmp.Or(strings.Join(out, ", "), "nothing changed")
}

func capacityOf(e EventRow) string {
	if e.Capacity == 0 {
		return "any number of places"
	}
	return counted(int64(e.Capacity), "place", "places")
}

// CancelEvent cancels an event for a reason, as one change; its topic is open again
// unless something else is planned or was held of it. Invitations stay as a record.
// Errors: *FieldError, ErrNotFound.
func (s *Store) CancelEvent(ctx context.Context, event int64, reason string) (Change, error) {
	return s.Write(ctx, "cancel an event", func(tx *Tx) error {
		e, err := tx.eventOf(event)
		if err != nil {
			return err
		}
		switch {
		case e.State == "cancelled":
			return &FieldError{"state", fmt.Sprintf("“%s” was cancelled already", e.Name)}
		case e.State == "held":
			return &FieldError{"state", fmt.Sprintf("“%s” was held on %s; undo that if it is not so", e.Name, e.Date)}
		case text.Clean(reason) == "":
			return &FieldError{"reason", "say why it is cancelled"}
		case e.Taken():
			return &FieldError{"state", fmt.Sprintf("of “%s” attendance is taken; note it as held", e.Name)}
		}
		if _, err := tx.Save(Edit{Kind: "event", ID: event, Values: map[string]string{"state": "cancelled", "reason": reason}}); err != nil {
			return err
		}
		if err := tx.settleTopic(e.TopicID); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("cancel “%s” of %s: %s", e.Name, e.Date, cutRunes(text.Clean(reason), 100)))
	})
}

// SpeakAt says who speaks at an event, as one change: nobody else does. Who cannot teach
// the skill or has not agreed is an *EventClashError unless why says why not.
func (s *Store) SpeakAt(ctx context.Context, event int64, employees []int64, why string) (Change, error) {
	return s.Write(ctx, "choose speakers", func(tx *Tx) error {
		e, err := tx.eventOf(event)
		if err != nil {
			return err
		}
		if e.State != "planned" {
			return &FieldError{"state", fmt.Sprintf("“%s” was %s; who spoke is settled", e.Name, e.State)}
		}
		if err := tx.speakAt(event, employees); err != nil {
			return err
		}
		if e, err = tx.eventOf(event); err != nil {
			return err
		}
		list, err := clashesOf(tx.ctx, tx, tx.Today(), e.slot())
		if err != nil {
			return err
		}
		if list = about(list, employees); len(list) > 0 && text.Clean(why) == "" {
			return &EventClashError{list}
		}
		var names []string
		for _, p := range e.Speakers {
			names = append(names, p.Name)
		}
		return tx.Relabel(fmt.Sprintf("speakers of “%s”: %s", e.Name, cmp.Or(strings.Join(names, ", "), "none")) + although(why))
	})
}

// about keeps what is said of these people.
func about(list []EventClash, employees []int64) (out []EventClash) {
	for _, c := range list {
		for _, n := range employees {
			if c.Employee == n {
				out = append(out, c)
				break
			}
		}
	}
	return out
}

// speakAt writes who speaks. Who speaks is not invited too: they hold no place.
func (tx *Tx) speakAt(event int64, employees []int64) error {
	list := jsonList(append([]int64{}, employees...))
	if _, err := tx.Exec(`DELETE FROM event_speaker WHERE event_id = ?1 AND employee_id NOT IN (SELECT value FROM json_each(?2))`, event, list); err != nil {
		return err
	}
	for _, n := range employees {
		var here bool
		var who string
		if err := tx.Row(`SELECT name, archived = 0 AND coalesce(left_on, '9999') > ?2 FROM employee WHERE id = ?1`, []any{n, string(tx.Today())}, &who, &here); err != nil {
			return fmt.Errorf("employee #%d: %w", n, err)
		}
		if !here {
			return &FieldError{"employee_id", who + " is no longer in the company"}
		}
		if _, err := tx.Exec(`INSERT INTO event_speaker(event_id, employee_id) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM event_speaker WHERE event_id = ?1 AND employee_id = ?2)`, event, n); err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM invitation WHERE event_id = ? AND employee_id = ? AND attended IS NULL`, event, n); err != nil {
			return err
		}
	}
	return tx.moveUp(event)
}
