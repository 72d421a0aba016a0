package store

import (
	"context"
	"fmt"

	"understudy/store/text"
)

// EventFeedback is what somebody says of an event to the three questions, each from 1
// (not at all) to 5 (very much).
type EventFeedback struct {
	Event     int64
	Employee  int64  // 0: anonymous
	On        string // the day; "" is today
	Useful    int
	Learned   int
	Recommend int
	Comment   string
}

// GiveEventFeedback notes an answer and returns its id. Errors: *FieldError for an event
// that has not taken place, for somebody who was not there, and for a second answer.
func (s *Store) GiveEventFeedback(ctx context.Context, f EventFeedback) (c Change, n int64, err error) {
	c, err = s.Write(ctx, "note feedback", func(tx *Tx) error {
		values := map[string]string{"event_id": id(f.Event), "date": f.On, "comment": f.Comment}
		if f.On == "" {
			values["date"] = "today"
		}
		if f.Employee != 0 {
			values["employee_id"] = id(f.Employee)
		}
		for name, score := range map[string]int{"useful": f.Useful, "learned": f.Learned, "recommend": f.Recommend} {
			values[name] = fmt.Sprint(score)
		}
		if n, err = tx.Save(Edit{Kind: "event feedback", Values: values}); err != nil {
			return err
		}
		e, err := tx.eventOf(f.Event)
		if err != nil {
			return err
		}
		return tx.Relabel("feedback on “" + e.Name + "”")
	})
	if err != nil {
		n = 0
	}
	return c, n, err
}

// checkEventFeedback refuses an answer to what has not taken place, and of who was not
// there.
func checkEventFeedback(tx *Tx, n int64, row Row) error {
	e, err := tx.eventOf(row.Int("event_id"))
	if err != nil {
		return err
	}
	switch {
	case e.State == "cancelled":
		return &FieldError{"event_id", fmt.Sprintf("“%s” was cancelled; there is nothing to say of it", e.Name)}
	case row.Text("date") < string(e.Date):
		return &FieldError{"date", fmt.Sprintf("“%s” is on %s; feedback comes after it", e.Name, e.Date)}
	}
	if row["employee_id"] == nil {
		return tx.notAhead(row, "date")
	}
	var who string
	var absent, twice bool
	if err := tx.Row(`SELECT e.name, EXISTS (SELECT 1 FROM invitation i WHERE i.event_id = ?1 AND i.employee_id = e.id AND i.attended = 0),
		EXISTS (SELECT 1 FROM event_feedback f WHERE f.event_id = ?1 AND f.employee_id = e.id AND f.id <> ?3) FROM employee e WHERE e.id = ?2`,
		[]any{e.ID, row.Int("employee_id"), n}, &who, &absent, &twice); err != nil {
		return err
	}
	switch {
	case absent:
		return &FieldError{"employee_id", fmt.Sprintf("%s did not come to “%s”; correct the attendance first if they did", who, e.Name)}
	case twice:
		return &FieldError{"employee_id", fmt.Sprintf("%s has given feedback on “%s” already; edit that", who, e.Name)}
	}
	return tx.notAhead(row, "date")
}

// AddEventAction notes what is to be done after an event and returns its id; due is a
// day, or "". Errors: *FieldError.
func (s *Store) AddEventAction(ctx context.Context, event int64, name string, owner int64, due string) (c Change, n int64, err error) {
	values := map[string]string{"event_id": id(event), "name": name, "due": due}
	if owner != 0 {
		values["owner_id"] = id(owner)
	}
	return s.Save(ctx, Edit{Kind: "event action", Values: values})
}

// SettleEventAction notes follow-up as open, done or dropped, as one change.
func (s *Store) SettleEventAction(ctx context.Context, state string, actions ...int64) (Change, error) {
	return s.Write(ctx, "settle follow-up", func(tx *Tx) error {
		label := ""
		for _, n := range actions {
			if _, err := tx.Save(Edit{Kind: "event action", ID: n, Values: map[string]string{"state": state}}); err != nil {
				return err
			}
			name, err := tx.labelOf("event action", n)
			if err != nil {
				return err
			}
			label = "follow-up " + text.Clean(state) + ": " + name
		}
		if len(actions) > 1 {
			label = fmt.Sprintf("follow-up %s: %d actions", text.Clean(state), len(actions))
		}
		return tx.Relabel(label)
	})
}
