package store

import (
	"context"
	"fmt"
	"slices"

	"understudy/match/agenda"
)

// ScheduleRemedy is the smallest change found that gives a left-out topic a slot.
type ScheduleRemedy struct {
	Said    string
	Command string // that makes it; "" where several would
	Gain    int64  // value that the schedule gains
}

// FindScheduleRemedy looks for the smallest single change after which the best schedule
// gives a left-out topic once more: each is verified by scheduling anew. nil says that none
// of those tried does. It may take as long as several runs; ctx ends it.
func (s *Store) FindScheduleRemedy(ctx context.Context, v *ScheduleReview, left ScheduleLeft) (*ScheduleRemedy, error) {
	f, err := agenda.FindChange(ctx, &v.Input.Problem, v.Result, left.number, agenda.Options{Seed: v.Seed, Rounds: v.Rounds})
	if err != nil || f == nil {
		return nil, err
	}
	r := v.words().remedy(left.number, f.Change)
	r.Gain = f.Gain
	return &r, nil
}

func (w agendaWords) remedy(topic int, c agenda.Change) ScheduleRemedy {
	in, series := w.in, id(w.in.Series)
	t := in.Topics[topic]
	switch c.Kind {
	case agenda.MoreEvents:
		return ScheduleRemedy{
			Said:    fmt.Sprintf("hold %s more in %s", counted(int64(c.Units), "event", "events"), w.cap(c.Cap)),
			Command: fmt.Sprintf("understudy set series %s a_week=%d", series, in.AWeek+c.Units),
		}
	case agenda.MoreTalks:
		return ScheduleRemedy{
			Said:    fmt.Sprintf("let %s speak %s more", w.person(c.Person), counted(int64(c.Units), "time", "times")),
			Command: fmt.Sprintf("understudy set series %s talks=%d", series, in.Talks+c.Units),
		}
	case agenda.LaterDay:
		latest := DateFromDays(int32(in.Problem.Topics[topic].Latest)).Add(c.Units)
		return ScheduleRemedy{Said: "give it as late as " + string(latest), Command: fmt.Sprintf("understudy set topic %s latest=%s", id(t.ID), latest)}
	case agenda.MorePlaces:
		more := in.Problem.Rooms[c.Room].Capacity + c.Units
		return ScheduleRemedy{
			Said:    fmt.Sprintf("make %s more in %s", counted(int64(c.Units), "place", "places"), in.Rooms[c.Room].Name),
			Command: fmt.Sprintf("understudy set room %s capacity=%d", id(in.Rooms[c.Room].ID), more),
		}
	case agenda.NewSpeaker:
		return ScheduleRemedy{Said: "find one more speaker, who is free and can come anywhere", Command: "understudy topic speakers " + id(t.ID)}
	}
	return ScheduleRemedy{
		Said:    fmt.Sprintf("find one more room for %d %s", c.Units, w.site(c.Site)),
		Command: fmt.Sprintf("understudy add room location=%s capacity=%d name=…", id(in.Sites[c.Site].ID), c.Units),
	}
}

// ScheduleRunner is the best schedule in which an event is not in its slot.
type ScheduleRunner struct {
	Costs   int64 // value that the schedule loses; below 0 if it was not the best
	Exact   bool  // both values are proved
	Instead []ScheduledEvent
	Moved   []string // what else is then different
	Said    string
}

// ScheduleRunnerUp prices the best schedule in which the topic of an event, by its number
// in the review, is not given in that slot. It takes as long as a run.
func (s *Store) ScheduleRunnerUp(ctx context.Context, v *ScheduleReview, event int) (ScheduleRunner, error) {
	if event < 0 || event >= len(v.Events) {
		return ScheduleRunner{}, fmt.Errorf("event %d: %w", event, ErrNotFound)
	}
	price, err := agenda.RunnerUp(ctx, &v.Input.Problem, v.Result, event, agenda.Options{Seed: v.Seed, Rounds: v.Rounds})
	if err != nil {
		return ScheduleRunner{}, err
	}
	if price.Result.Outcome == agenda.Impossible || price.Result.Schedule == nil {
		return ScheduleRunner{Said: "no other schedule keeps what is fixed"}, nil
	}
	w, topic, slot := v.words(), v.Result.Schedule[event].Topic, v.Result.Schedule[event].Slot
	out := ScheduleRunner{Costs: price.Costs, Exact: price.Exact}
	for _, e := range price.Result.Schedule {
		known := slices.ContainsFunc(v.Result.Schedule, func(x agenda.Event) bool { return x.Topic == topic && x.Slot == e.Slot })
		if e.Topic == topic && !known {
			out.Instead = append(out.Instead, w.event(e))
		}
	}
	for _, m := range price.Moved {
		if m.Topic != topic || m.From != slot && m.To != agenda.None && len(out.Instead) == 0 {
			out.Moved = append(out.Moved, w.move(m))
		}
	}
	out.Said = out.say()
	return out, nil
}

func (r ScheduleRunner) say() string {
	out := "it would not be given at all"
	if len(r.Instead) > 0 {
		e := r.Instead[0]
		out = fmt.Sprintf("%s %s", e.When(), e.Where())
	}
	sure := "as far as was found"
	if r.Exact {
		sure = "proved"
	}
	switch {
	case r.Costs == 0:
		out += fmt.Sprintf(", which is worth as much (%s)", sure)
	case r.Costs > 0:
		out += fmt.Sprintf(", and the schedule loses %d (%s)", r.Costs, sure)
	default:
		out += fmt.Sprintf(", and the schedule gains %d: this one is not the best", -r.Costs)
	}
	if len(r.Moved) > 0 {
		out += "; " + andList(r.Moved)
	}
	return out
}

// event is an event of the engine with its names; who is reached is left out.
func (w agendaWords) event(e agenda.Event) ScheduledEvent {
	at, t := w.in.Slots[e.Slot], w.in.Topics[e.Topic]
	out := ScheduledEvent{
		TopicID: t.ID, Topic: t.Name, Skill: t.Skill, Level: t.Level, Date: at.Date, Time: at.Time, Zone: at.Zone,
		Minutes: w.in.Problem.Topics[e.Topic].Minutes, Value: e.Value,
	}
	if site := w.in.Problem.Slots[e.Slot].Site; site != agenda.None {
		out.LocationID, out.Location = w.in.Sites[site].ID, w.in.Sites[site].Name
	}
	if e.Room != agenda.None {
		out.RoomID, out.Room = w.in.Rooms[e.Room].ID, w.in.Rooms[e.Room].Name
	}
	for _, i := range e.Speakers {
		out.Speakers = append(out.Speakers, ScheduleSpeaker{w.in.People[i].Employee, w.person(i)})
	}
	return out
}

func (w agendaWords) slot(k int) string {
	at, site := w.in.Slots[k], w.in.Problem.Slots[k].Site
	if site == agenda.None {
		return fmt.Sprintf("%s %s by video", sayWhen(at.Date, at.Time), at.Zone)
	}
	return fmt.Sprintf("%s %s", sayWhen(at.Date, at.Time), w.site(site))
}

func (w agendaWords) move(m agenda.Move) string {
	switch {
	case m.From == agenda.None:
		return fmt.Sprintf("%s is given too, %s", w.topic(m.Topic), w.slot(m.To))
	case m.To == agenda.None:
		return w.topic(m.Topic) + " is not given"
	}
	return fmt.Sprintf("%s moves to %s", w.topic(m.Topic), w.slot(m.To))
}
