package store

import (
	"context"
	"errors"
	"fmt"
	"strconv"
)

// TopicAsk is a topic that somebody asks for, or that demand suggests.
type TopicAsk struct {
	Name                          string
	Series, Skill                 int64 // 0 for none yet
	Level                         int   // that it brings people to; 0 for the usual
	Audience                      string
	Team, Location, Market, Cycle int64
	By                            int64 // employee who asks; 0 for nobody
	Open                          bool  // to be scheduled: it needs a series
	Minutes, Speakers             int   // 0 for the usual
	EachSite                      bool
	Earliest, Latest              Date
	Description                   string
	Although                      string // why it is given again, where that audience had it
}

func (a TopicAsk) values() map[string]string {
	v := map[string]string{"name": a.Name, "state": "asked", "description": a.Description}
	if a.Open {
		v["state"] = "open"
	}
	for column, n := range map[string]int64{"series_id": a.Series, "skill_id": a.Skill, "team_id": a.Team, "location_id": a.Location, "market_id": a.Market, "cycle_id": a.Cycle, "asked_by_id": a.By} {
		if n != 0 {
			v[column] = id(n)
		}
	}
	for column, n := range map[string]int{"level": a.Level, "minutes": a.Minutes, "speakers": a.Speakers} {
		if n != 0 {
			v[column] = strconv.Itoa(n)
		}
	}
	for column, text := range map[string]string{"audience": a.Audience, "earliest": string(a.Earliest), "latest": string(a.Latest)} {
		if text != "" {
			v[column] = text
		}
	}
	if a.EachSite {
		v["each_site"] = "yes"
	}
	if a.Although != "" {
		if v["description"] != "" {
			v["description"] += "\n"
		}
		v["description"] += "Again, because " + a.Although
	}
	return v
}

// AskTopic puts a topic on the list of what people ask for, or with Open on that of what
// is scheduled. A topic that the same audience had, or waits for, is refused and named,
// unless Although says why it is to be given again. Errors: *FieldError.
func (s *Store) AskTopic(ctx context.Context, a TopicAsk) (Change, int64, error) {
	var topic int64
	c, err := s.Write(ctx, "ask for a topic", func(tx *Tx) (err error) {
		if a.Open && a.Series == 0 {
			return &FieldError{"series_id", "is required of an open topic: it is scheduled in a series"}
		}
		if topic, err = tx.Save(Edit{Kind: "topic", Values: a.values()}); err != nil {
			return err
		}
		if err := tx.notTwice(topic, a.Although); err != nil {
			return err
		}
		act := "ask for the topic "
		if a.Open {
			act = "open the topic "
		}
		return tx.Relabel(act + a.Name)
	})
	return c, topic, err
}

// notTwice refuses a topic that raises the same skill to the same level, or less, for an
// audience of which another topic reached, or is to reach, everyone.
func (tx *Tx) notTwice(topic int64, although string) error {
	if although != "" {
		return nil
	}
	var name, state, date string
	var other int64
	err := tx.Row(`SELECT o.id, o.name, o.state, coalesce((SELECT max(v.date) FROM event v WHERE v.topic_id = o.id AND v.state <> 'cancelled'), '') AS last
		FROM topic t JOIN topic o ON o.id <> t.id AND o.skill_id = t.skill_id AND o.level >= t.level AND o.archived = 0 AND o.state <> 'dropped'
		  AND (o.audience = 'everyone' OR (o.audience, coalesce(o.team_id, 0), coalesce(o.location_id, 0), coalesce(o.market_id, 0), coalesce(o.cycle_id, 0))
		    = (t.audience, coalesce(t.team_id, 0), coalesce(t.location_id, 0), coalesce(t.market_id, 0), coalesce(t.cycle_id, 0)))
		WHERE t.id = ? ORDER BY last = '', last DESC, o.id LIMIT 1`, []any{topic}, &other, &name, &state, &date)
	switch {
	case errors.Is(err, ErrNotFound):
		return nil
	case err != nil:
		return err
	case date != "":
		return &FieldError{"skill_id", fmt.Sprintf("this audience has it already: “%s” (%s) on %s; say why it is given again, or narrow the audience", name, id(other), date)}
	}
	return &FieldError{"skill_id", fmt.Sprintf("“%s” (%s) is %s for the same already; vote for it instead, or say why there are to be two", name, id(other), map[bool]string{true: "open", false: "asked for"}[state == "open"])}
}

// OpenTopic has a topic scheduled in a series; 0 keeps the series that it has. It refuses
// what the same audience had, as AskTopic does.
func (s *Store) OpenTopic(ctx context.Context, topic, series int64, although string) (Change, error) {
	return s.Write(ctx, "open a topic", func(tx *Tx) error {
		t, err := tx.topic(topic)
		if err != nil {
			return err
		}
		if err := t.CanOpen(); err != nil && (series == 0 || series == t.SeriesID || t.State != "open") {
			return err
		}
		values := map[string]string{"state": "open"}
		switch {
		case series != 0:
			values["series_id"] = id(series)
		case t.SeriesID == 0:
			return &FieldError{"series_id", fmt.Sprintf("say in which series “%s” is scheduled", t.Name)}
		}
		if _, err := tx.Save(Edit{Kind: "topic", ID: topic, Values: values}); err != nil {
			return err
		}
		if t.State != "given" {
			if err := tx.notTwice(topic, although); err != nil {
				return err
			}
		} else if although == "" && !t.EachSite {
			return &FieldError{"state", fmt.Sprintf("“%s” was given on %s; say why it is given again", t.Name, t.LastEvent)}
		}
		return tx.Relabel("open the topic " + t.Name)
	})
}

// DropTopic takes a topic off the lists; what was held of it stays.
func (s *Store) DropTopic(ctx context.Context, topic int64) (Change, error) {
	return s.Write(ctx, "drop a topic", func(tx *Tx) error {
		t, err := tx.topic(topic)
		if err != nil {
			return err
		}
		if err := t.CanDrop(); err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "topic", ID: topic, Values: map[string]string{"state": "dropped"}}); err != nil {
			return err
		}
		return tx.Relabel("drop the topic " + t.Name)
	})
}

// VoteTopic notes that these employees ask for a topic too, and returns how many did not
// before. Errors: ErrNotFound, *FieldError.
func (s *Store) VoteTopic(ctx context.Context, topic int64, employees ...int64) (n int, c Change, err error) {
	c, err = s.Write(ctx, "ask for a topic", func(tx *Tx) error {
		t, err := tx.topic(topic)
		if err != nil {
			return err
		}
		if err := t.CanVote(); err != nil {
			return err
		}
		for _, who := range employees {
			var voted int
			if err := tx.Row(`SELECT count(*) FROM topic_vote WHERE topic_id = ? AND employee_id = ?`, []any{topic, who}, &voted); err != nil {
				return err
			}
			if voted > 0 {
				continue
			}
			if _, err := tx.Save(Edit{Kind: "topic vote", Values: map[string]string{"topic_id": id(topic), "employee_id": id(who)}}); err != nil {
				return err
			}
			n++
		}
		return tx.Relabel(fmt.Sprintf("%s for the topic %s", counted(int64(n), "vote", "votes"), t.Name))
	})
	return n, c, err
}

// UnvoteTopic takes votes back.
func (s *Store) UnvoteTopic(ctx context.Context, topic int64, employees ...int64) (Change, error) {
	return s.Write(ctx, "take a vote back", func(tx *Tx) error {
		t, err := tx.topic(topic)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`DELETE FROM topic_vote WHERE topic_id = ? AND employee_id IN (SELECT value FROM json_each(?))`, topic, jsonList(employees)); err != nil {
			return err
		}
		return tx.Relabel("take back votes for the topic " + t.Name)
	})
}

func (tx *Tx) topic(id int64) (TopicRow, error) {
	t, err := one(topics(tx.ctx, tx, tx.Today(), TopicFilter{ID: id, Archived: true}))
	if err != nil {
		return t, fmt.Errorf("topic #%d: %w", id, err)
	}
	return t, nil
}

// TopicLock fixes something of a topic before it is scheduled; what is 0 or "" is free.
type TopicLock struct {
	Topic                   int64
	Day                     Date
	Location, Room, Speaker int64
	Reason                  string
}

// LockTopic fixes the day, the site, the room or the speaker of a topic, in place of what
// was fixed before.
func (s *Store) LockTopic(ctx context.Context, l TopicLock) (Change, error) {
	return s.Write(ctx, "fix a topic", func(tx *Tx) error {
		t, err := tx.topic(l.Topic)
		if err != nil {
			return err
		}
		var row int64
		if err := tx.Row(`SELECT coalesce((SELECT id FROM topic_lock WHERE topic_id = ?), 0)`, []any{l.Topic}, &row); err != nil {
			return err
		}
		values := map[string]string{"on_day": string(l.Day), "reason": l.Reason, "date": "today"}
		for column, n := range map[string]int64{"location_id": l.Location, "room_id": l.Room, "employee_id": l.Speaker} {
			values[column] = ""
			if n != 0 {
				values[column] = id(n)
			}
		}
		if row == 0 {
			values["topic_id"] = id(l.Topic)
		}
		if _, err := tx.Save(Edit{Kind: "topic lock", ID: row, Values: values}); err != nil {
			return err
		}
		after, err := tx.topic(l.Topic)
		if err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("fix the topic %s %s", t.Name, after.Fixed))
	})
}

// UnlockTopic takes back what is fixed of a topic.
func (s *Store) UnlockTopic(ctx context.Context, topic int64) (Change, error) {
	return s.Write(ctx, "free a topic", func(tx *Tx) error {
		t, err := tx.topic(topic)
		if err != nil {
			return err
		}
		if t.Fixed == "" {
			return fmt.Errorf("nothing is fixed of “%s”: %w", t.Name, ErrNotFound)
		}
		if _, err := tx.Exec(`DELETE FROM topic_lock WHERE topic_id = ?`, topic); err != nil {
			return err
		}
		return tx.Relabel("free the topic " + t.Name)
	})
}
