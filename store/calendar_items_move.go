package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// MoveCalendarItem moves a session, a check-in, an event, an absence or a holiday to
// another first day and, if at is not below 0, to another time, both in a zone ("" is
// the item's own). It is one change, and says so where nothing would change. Whatever
// else hangs on the day is asked as if it were changed by hand: a session beyond the end
// of its pair is refused.
func (s *Store) MoveCalendarItem(ctx context.Context, of CalendarRef, day Date, at int64, zone string) (Change, error) {
	if _, err := ParseDate(string(day)); err != nil {
		return Change{}, err
	}
	rec, err := s.Get(ctx, of.Kind, of.ID)
	if err != nil {
		return Change{}, err
	}
	switch of.Kind {
	case "session":
		return s.moveSessionTo(ctx, rec, day, at, zone)
	case "event":
		return s.moveEventTo(ctx, rec, day, at, zone)
	case "absence":
		first, last := Date(rec.Values["starts"]), Date(rec.Values["ends"])
		return s.moveDays(ctx, rec, day, map[string]string{"starts": string(day), "ends": string(last.Add(int(day.Days() - first.Days())))})
	case "holiday":
		return s.moveDays(ctx, rec, day, map[string]string{"date": string(day)})
	}
	return Change{}, &FieldError{"kind", "a " + of.Kind + " is not moved in the calendar; open it"}
}

// ownTime brings a time of a zone into another one.
func ownTime(day Date, at int64, from, to string) (Date, int64, error) {
	if at < 0 || from == "" || to == "" || from == to {
		return day, at, nil
	}
	source, err := time.LoadLocation(from)
	if err != nil {
		return "", 0, &FieldError{"zone", "“" + from + "” is no time zone; write it as Europe/Lisbon"}
	}
	target, err := time.LoadLocation(to)
	if err != nil {
		return "", 0, &FieldError{"zone", "“" + to + "” is no time zone; write it as Europe/Lisbon"}
	}
	t := instant(day, at, source).In(target)
	return DateOf(t), int64(t.Hour()*60 + t.Minute()), nil
}

func (s *Store) moveSessionTo(ctx context.Context, rec Record, day Date, at int64, zone string) (Change, error) {
	clock := ""
	if at >= 0 {
		list, err := s.AllSessions(ctx, SessionFilter{Pair: rec.Refs["pair_id"], Placement: rec.Refs["placement_id"], From: Date(rec.Values["date"]), To: Date(rec.Values["date"])})
		if err != nil {
			return Change{}, err
		}
		own := ""
		for _, v := range list {
			if v.ID == rec.ID {
				own = v.Zone
			}
		}
		if day, at, err = ownTime(day, at, zone, own); err != nil {
			return Change{}, err
		}
		clock = FormatClock(at)
	}
	c, _, err := s.MoveSession(ctx, rec.ID, string(day), clock, false)
	return c, err
}

func (s *Store) moveEventTo(ctx context.Context, rec Record, day Date, at int64, zone string) (Change, error) {
	if rec.Values["state"] != "planned" {
		return Change{}, &FieldError{"state", "the event is " + rec.Values["state"] + "; only a planned one can be moved"}
	}
	values := map[string]string{"date": string(day)}
	if at >= 0 {
		day, at, err := ownTime(day, at, zone, rec.Values["zone"])
		if err != nil {
			return Change{}, err
		}
		values["date"], values["time"] = string(day), FormatClock(at)
	}
	to := strings.TrimSpace(values["date"] + " " + values["time"])
	return s.saveMoved(ctx, rec, values, fmt.Sprintf("move event %s to %s", rec.Label, to))
}

// moveDays moves a record of whole days.
func (s *Store) moveDays(ctx context.Context, rec Record, to Date, values map[string]string) (Change, error) {
	who := rec.Label
	if of := rec.Values["employee_id"]; of != "" {
		who = "of " + of + ", " + who
	}
	return s.saveMoved(ctx, rec, values, fmt.Sprintf("move %s %s to %s", rec.Kind.Name, who, to))
}

func (s *Store) saveMoved(ctx context.Context, rec Record, values map[string]string, label string) (Change, error) {
	return s.Write(ctx, label, func(tx *Tx) error {
		_, err := tx.Save(Edit{Kind: rec.Kind.Name, ID: rec.ID, Version: rec.Version, Values: values})
		return err
	})
}
