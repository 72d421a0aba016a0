package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// EventAsk is a gap of one employee that an event could close.
type EventAsk struct {
	Employee, Skill int64
	Level           int // to be reached
}

// GapEvents are the events and the topics that could close a gap.
type GapEvents struct {
	Ask      EventAsk
	Employee string
	Skill    string
	Has      int         // the employee's present level
	UnderWay []GapAction // what is done about the gap already
	Events   []EventOffer
	Topics   []TopicOffer
}

// EventOffer is an event to come that teaches the skill.
type EventOffer struct {
	EventRow
	Answer           string // theirs, if they are invited
	Reasons, Against []string
}

// Can tells whether nothing stands against inviting them.
func (o EventOffer) Can() bool { return len(o.Against) == 0 }

// TopicOffer is an asked or open topic that teaches the skill, without a slot.
type TopicOffer struct {
	ID               int64
	Name, State      string
	Level            int
	Series           string
	Votes            int
	Voted            bool // they ask for it already
	Reasons, Against []string
}

// Can tells whether nothing stands against asking for it.
func (o TopicOffer) Can() bool { return len(o.Against) == 0 }

// GapEvents lists the events to come and the topics without a slot that teach a skill,
// with reasons and with what stands against each for one employee. Nothing is written.
// Errors: ErrNotFound; a *FieldError if the employee has left or has the level already.
func (s *Store) GapEvents(ctx context.Context, ask EventAsk) (out GapEvents, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = gapEvents(ctx, tx, s.Today(), ask)
		return err
	})
	return out, err
}

func gapEvents(ctx context.Context, tx *sql.Tx, today Date, ask EventAsk) (out GapEvents, err error) {
	out.Ask = ask
	r := gapPairer{ctx, tx, today, GapAsk{Employee: ask.Employee, Skill: ask.Skill, Level: ask.Level}}
	if out.Employee, out.Skill, out.Has, err = r.gap(); err != nil {
		return out, err
	}
	if out.UnderWay, err = gapActions(ctx, tx, ActionFilter{Employee: ask.Employee, Skill: ask.Skill}); err != nil {
		return out, err
	}
	out.UnderWay = slices.DeleteFunc(out.UnderWay, func(a GapAction) bool { return !a.UnderWay() || a.Level < ask.Level })
	list, err := events(ctx, tx, EventFilter{Skill: ask.Skill, From: today, States: []string{"planned"}})
	if err != nil {
		return out, err
	}
	for _, e := range list {
		o, err := eventOffer(ctx, tx, today, ask, e, out)
		if err != nil {
			return out, err
		}
		out.Events = append(out.Events, o)
	}
	slices.SortStableFunc(out.Events, func(a, b EventOffer) int { return cmp.Compare(len(a.Against), len(b.Against)) })
	if out.Topics, err = topicOffers(ctx, tx, ask, out.Skill); err != nil {
		return out, err
	}
	slices.SortStableFunc(out.Topics, func(a, b TopicOffer) int {
		return cmp.Or(cmp.Compare(len(a.Against), len(b.Against)), cmp.Compare(b.Votes, a.Votes))
	})
	return out, nil
}

// eventOffer sets one event against one employee.
func eventOffer(ctx context.Context, tx *sql.Tx, today Date, ask EventAsk, e EventRow, of GapEvents) (EventOffer, error) {
	o := EventOffer{EventRow: e}
	answers, err := query(ctx, tx, scanString, `SELECT answer FROM invitation WHERE event_id = ? AND employee_id = ?`, e.ID, ask.Employee)
	if err != nil {
		return o, err
	}
	o.Reasons = append(o.Reasons, fmt.Sprintf("teaches %s to %d; %s has %d", e.Skill, e.Level, of.Employee, of.Has))
	if len(answers) > 0 {
		o.Answer = answers[0]
		o.Reasons = append(o.Reasons, "is invited already: "+o.Answer)
	}
	switch free := e.Free(); {
	case free > 0:
		o.Reasons = append(o.Reasons, counted(int64(free), "place is", "places are")+" free")
	case free == 0 && o.Answer != "yes":
		o.Reasons = append(o.Reasons, fmt.Sprintf("is full; they would wait as number %d", e.Waiting+1))
	}
	switch {
	case e.Level < ask.Level:
		o.Against = append(o.Against, fmt.Sprintf("it brings people to %s %d only", e.Skill, e.Level))
	case o.Answer == "no":
		o.Against = append(o.Against, "they said no")
	}
	if slices.ContainsFunc(e.Speakers, func(p EventPerson) bool { return p.ID == ask.Employee }) {
		o.Against = append(o.Against, "they speak at it")
	}
	v := e.slot()
	v.Speakers = []int64{ask.Employee}
	c := &clasher{ctx: ctx, db: tx, today: today, v: v, who: map[int64]eventPart{}}
	for _, step := range []func() error{c.when, c.people, c.sessions, c.events, c.away} {
		if err := step(); err != nil {
			return o, err
		}
	}
	for _, clash := range c.out {
		if clash.Employee == ask.Employee {
			o.Against = append(o.Against, clash.Said)
		}
	}
	return o, nil
}

func topicOffers(ctx context.Context, tx *sql.Tx, ask EventAsk, skill string) ([]TopicOffer, error) {
	return query(ctx, tx, func(r *sql.Rows) (o TopicOffer, err error) {
		if err := r.Scan(&o.ID, &o.Name, &o.State, &o.Level, &o.Series, &o.Votes, &o.Voted); err != nil {
			return o, err
		}
		o.Reasons = append(o.Reasons, fmt.Sprintf("teaches %s to %d", skill, o.Level))
		if o.Votes > 0 {
			o.Reasons = append(o.Reasons, counted(int64(o.Votes), "person asks", "people ask")+" for it")
		}
		if o.Level < ask.Level {
			o.Against = append(o.Against, fmt.Sprintf("it brings people to %s %d only", skill, o.Level))
		}
		return o, nil
	}, `SELECT t.id, t.name, t.state, t.level, coalesce(s.name, ''), (SELECT count(*) FROM topic_vote v WHERE v.topic_id = t.id),
	      EXISTS (SELECT 1 FROM topic_vote v WHERE v.topic_id = t.id AND v.employee_id = ?2)
	    FROM topic t LEFT JOIN series s ON s.id = t.series_id WHERE t.skill_id = ?1 AND t.archived = 0 AND t.state IN ('asked', 'open')
	      AND NOT EXISTS (SELECT 1 FROM event e WHERE e.topic_id = t.id AND e.state = 'planned') ORDER BY t.id`, ask.Skill, ask.Employee)
}

// EventGap is a gap that an event or a topic is to close: exactly one of Event, Topic and
// NewTopic is set.
type EventGap struct {
	EventAsk
	Event      int64
	Topic      int64
	NewTopic   string // the name of a topic that is asked for now
	Initiative int64  // that it serves; 0 is the one of the event, or none
	Although   string // why, where something stands against it
	Note       string
}

// EventGapMade is what CloseGapByEvent made.
type EventGapMade struct{ Action, Event, Topic int64 }

// CloseGapByEvent answers a gap with an event, to which the employee is invited, or with
// a topic, for which they ask, as one change, and makes the gap action that lists it
// under the initiative. Errors: a *FieldError that says what stands against it.
func (s *Store) CloseGapByEvent(ctx context.Context, g EventGap) (c Change, made EventGapMade, err error) {
	c, err = s.Write(ctx, "close a gap", func(tx *Tx) error {
		made, err = tx.closeGapByEvent(g)
		return err
	})
	if err != nil {
		made = EventGapMade{}
	}
	return c, made, err
}

func (tx *Tx) closeGapByEvent(g EventGap) (made EventGapMade, err error) {
	found, err := gapEvents(tx.ctx, tx.Tx, tx.Today(), g.EventAsk)
	if err != nil {
		return made, err
	}
	values := map[string]string{"skill_id": id(g.Skill), "level": fmt.Sprint(g.Level), "employee_id": id(g.Employee), "note": g.Note}
	var by string
	switch {
	case g.Event != 0 && g.Topic == 0 && g.NewTopic == "":
		by, err = tx.gapByEvent(g, found, values)
		made.Event = g.Event
	case g.Event == 0 && (g.Topic == 0) != (g.NewTopic == ""):
		by, made.Topic, err = tx.gapByTopic(g, found, values)
	default:
		err = &FieldError{"event_id", "name either an event or a topic"}
	}
	if err != nil {
		return made, err
	}
	if g.Initiative != 0 {
		values["initiative_id"] = id(g.Initiative)
	}
	if made.Action, _, err = tx.make(kindOf("gap action"), Edit{Kind: "gap action", Values: values}); err != nil {
		return made, err
	}
	return made, tx.Relabel(fmt.Sprintf("close a gap of %s by “%s”: %s %d → %d", found.Employee, by, found.Skill, found.Has, g.Level) + although(g.Although))
}

// against refuses what something stands against, unless there is a reason.
func (g EventGap) against(name, column string, against []string) error {
	if len(against) == 0 || text.Clean(g.Although) != "" {
		return nil
	}
	return &FieldError{column, fmt.Sprintf("“%s”: %s; if it must be, say why", name, strings.Join(against, "; "))}
}

func (tx *Tx) gapByEvent(g EventGap, found GapEvents, values map[string]string) (string, error) {
	at := slices.IndexFunc(found.Events, func(o EventOffer) bool { return o.ID == g.Event })
	if at < 0 {
		return "", &FieldError{"event_id", fmt.Sprintf("event #%d is no event to come that teaches %s", g.Event, found.Skill)}
	}
	o := found.Events[at]
	if err := g.against(o.Name, "event_id", o.Against); err != nil {
		return "", err
	}
	if o.Answer == "" {
		if _, err := tx.invite(o.EventRow, InviteAsk{Event: o.ID, Employees: []int64{g.Employee}, Away: true}); err != nil {
			return "", err
		}
	}
	values["event_id"] = id(o.ID)
	if o.InitiativeID != 0 {
		values["initiative_id"] = id(o.InitiativeID)
	}
	return o.Name, nil
}

func (tx *Tx) gapByTopic(g EventGap, found GapEvents, values map[string]string) (name string, topic int64, err error) {
	topic, voted := g.Topic, false
	if g.NewTopic != "" {
		if topic, name, err = tx.save(kindOf("topic"), Edit{Kind: "topic", Values: map[string]string{
			"name": g.NewTopic, "skill_id": id(g.Skill), "level": fmt.Sprint(g.Level), "state": "asked", "asked_by_id": id(g.Employee),
		}}); err != nil {
			return "", 0, err
		}
	} else {
		at := slices.IndexFunc(found.Topics, func(o TopicOffer) bool { return o.ID == topic })
		if at < 0 {
			return "", 0, &FieldError{"topic_id", fmt.Sprintf("topic #%d is no topic without a slot that teaches %s", topic, found.Skill)}
		}
		o := found.Topics[at]
		if err := g.against(o.Name, "topic_id", o.Against); err != nil {
			return "", 0, err
		}
		name, voted = o.Name, o.Voted
	}
	if !voted {
		if _, err := tx.Save(Edit{Kind: "topic vote", Values: map[string]string{"topic_id": id(topic), "employee_id": id(g.Employee)}}); err != nil {
			return "", 0, err
		}
	}
	values["topic_id"] = id(topic)
	return name, topic, nil
}
