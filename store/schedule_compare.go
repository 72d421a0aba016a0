package store

import (
	"context"
	"fmt"
	"reflect"

	"understudy/match/agenda"
)

// ScheduleDifference is a topic whose events differ between two schedules.
type ScheduleDifference struct {
	TopicID       int64
	Topic         string
	Before, After []ScheduledEvent
}

// ScheduleComparison sets two schedules of a series side by side.
type ScheduleComparison struct {
	Before, After Schedule
	Value         int64 // more, in the second
	Moved         []ScheduleDifference
}

// CompareSchedules compares two schedules of one series.
func (s *Store) CompareSchedules(ctx context.Context, a, b int64) (out ScheduleComparison, err error) {
	if out.Before, err = s.Schedule(ctx, a); err != nil {
		return out, err
	}
	if out.After, err = s.Schedule(ctx, b); err != nil {
		return out, err
	}
	if out.Before.SeriesID != out.After.SeriesID {
		return out, fmt.Errorf("“%s” and “%s” are schedules of different series", out.Before.Name, out.After.Name)
	}
	out.Value = out.After.Value - out.Before.Value
	var both [2]map[int64][]ScheduledEvent
	var order []ScheduledEvent
	for k, id := range []int64{a, b} {
		list, err := scheduledEvents(ctx, s.r, id)
		if err != nil {
			return out, err
		}
		both[k] = map[int64][]ScheduledEvent{}
		for _, e := range list {
			both[k][e.TopicID] = append(both[k][e.TopicID], e)
		}
		order = append(order, list...)
	}
	told := map[int64]bool{}
	for _, e := range order {
		was, is := both[0][e.TopicID], both[1][e.TopicID]
		if !told[e.TopicID] && !sameEvents(was, is) {
			out.Moved = append(out.Moved, ScheduleDifference{e.TopicID, e.Topic, was, is})
		}
		told[e.TopicID] = true
	}
	return out, nil
}

func sameEvents(a, b []ScheduledEvent) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		x, y := a[k], b[k]
		if x.Date != y.Date || x.Time != y.Time || x.Zone != y.Zone || x.LocationID != y.LocationID || x.RoomID != y.RoomID || !reflect.DeepEqual(x.Speakers, y.Speakers) {
			return false
		}
	}
	return true
}

// ReplaySchedule runs a stored schedule's input again as it was run then, and says whether
// the same schedule and bound come out. One that was stopped cannot be replayed.
func (s *Store) ReplaySchedule(ctx context.Context, schedule int64, o ScheduleOptions) (bool, agenda.Result, error) {
	v, err := s.ScheduleReview(ctx, schedule)
	if err != nil {
		return false, agenda.Result{}, err
	}
	if v.Result.Stopped {
		return false, agenda.Result{}, fmt.Errorf("“%s” was stopped before its end; it cannot be repeated", v.Schedule.Name)
	}
	o.Seed, o.Rounds = v.Seed, v.Rounds
	res, err := agenda.Solve(ctx, &v.Input.Problem, o.engine())
	if err != nil {
		return false, res, err
	}
	if res.Stopped {
		return false, res, context.Canceled
	}
	// What was stored has no difference between no people and none listed.
	same := res.Score == v.Result.Score && res.Bound == v.Result.Bound && len(res.Schedule) == len(v.Result.Schedule)
	for k := range res.Schedule {
		same = same && sameEvent(res.Schedule[k], v.Result.Schedule[k])
	}
	return same, res, nil
}

func sameEvent(a, b agenda.Event) bool {
	return a.Topic == b.Topic && a.Slot == b.Slot && a.Room == b.Room && a.Value == b.Value && a.Lock == b.Lock &&
		fmt.Sprint(a.Speakers) == fmt.Sprint(b.Speakers) && fmt.Sprint(a.Reached) == fmt.Sprint(b.Reached)
}
