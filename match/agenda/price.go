package agenda

import (
	"context"
	"fmt"
	"slices"
)

// Price is what another schedule costs.
type Price struct {
	Result Result // of scheduling anew
	Costs  int64  // value that the schedule loses; below 0 if the first was not the best
	Exact  bool   // both values are proved to be the best
	Moved  []Move // what else is then different
}

// Move is an event that is in one schedule and not, or elsewhere, in the other.
type Move struct {
	Topic    int
	From, To int // slots; None: not there
}

// Force prices a lock more: what the best schedule that keeps it, too, loses against a
// result. Where no schedule keeps it, the outcome is Impossible, with the reasons.
func Force(ctx context.Context, p *Problem, r Result, l Lock, o Options) (Price, error) {
	q := *p
	q.Locks = append(slices.Clone(p.Locks), l)
	return reprice(ctx, &q, r, o)
}

// RunnerUp prices the best schedule in which the topic of an event is not given in the
// event's slot. The event must not be locked to it.
func RunnerUp(ctx context.Context, p *Problem, r Result, event int, o Options) (Price, error) {
	if event < 0 || event >= len(r.Schedule) {
		return Price{}, fmt.Errorf("agenda: event %d of %d", event, len(r.Schedule))
	}
	e := &r.Schedule[event]
	if e.Lock != None && p.Locks[e.Lock].Slot != None {
		return Price{}, fmt.Errorf("agenda: event %d is locked to its slot: lift the lock first", event)
	}
	q := *p
	q.Bans = append(slices.Clone(p.Bans), Ban{Topic: e.Topic, Slot: e.Slot, Room: None, Speaker: None})
	return reprice(ctx, &q, r, o)
}

func reprice(ctx context.Context, q *Problem, r Result, o Options) (Price, error) {
	o.Start, o.Progress = r.Schedule, nil
	after, err := solveNear(ctx, q, o)
	if err != nil || after.Schedule == nil {
		return Price{Result: after}, err
	}
	return Price{
		Result: after, Costs: r.Score.Value - after.Score.Value,
		Exact: r.Proved >= ProvedValue && after.Proved >= ProvedValue,
		Moved: moves(r.Schedule, after.Schedule),
	}, nil
}

// moves compares two schedules, topic by topic.
func moves(before, after Schedule) []Move {
	type place struct{ topic, slot int }
	left := map[place]int{}
	for _, e := range after {
		left[place{e.Topic, e.Slot}]++
	}
	gone := map[int][]int{}
	var topics []int
	for _, e := range before {
		if k := (place{e.Topic, e.Slot}); left[k] > 0 {
			left[k]--
			continue
		}
		gone[e.Topic] = append(gone[e.Topic], e.Slot)
		topics = append(topics, e.Topic)
	}
	come := map[int][]int{}
	for _, e := range after {
		if k := (place{e.Topic, e.Slot}); left[k] > 0 {
			left[k]--
			come[e.Topic] = append(come[e.Topic], e.Slot)
			topics = append(topics, e.Topic)
		}
	}
	slices.Sort(topics)
	var out []Move
	for _, t := range slices.Compact(topics) {
		for k := range max(len(gone[t]), len(come[t])) {
			m := Move{Topic: t, From: None, To: None}
			if k < len(gone[t]) {
				m.From = gone[t][k]
			}
			if k < len(come[t]) {
				m.To = come[t][k]
			}
			out = append(out, m)
		}
	}
	return out
}
