package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"understudy/match/agenda"
	"understudy/match/agenda/check"
)

// SchedulePublished is what publishing a schedule made.
type SchedulePublished struct {
	Events  []int64
	Invited int     // people, once an event
	Given   []int64 // topics that have all their events now
	Gone    int     // people whom the schedule reached, who cannot come by now
}

// PublishSchedule makes the events of a schedule, with their speakers, and invites whom
// they reach, as one change. A topic that has all its events becomes given. The schedule is
// judged anew against the company of now: who has left, is busy or lacks nothing any more
// is not invited, and where a room, a speaker, a slot or the notice is gone nothing is
// changed (ErrConflict, with what stands against it).
func (s *Store) PublishSchedule(ctx context.Context, schedule int64) (Change, SchedulePublished, error) {
	var out SchedulePublished
	c, err := s.Write(ctx, "publish a schedule", func(tx *Tx) error {
		v, err := s.openSchedule(ctx, tx, schedule)
		if err != nil {
			return err
		}
		if err := tx.schedulePublishable(v); err != nil {
			return err
		}
		in, err := tx.AgendaInput(v.Schedule.SeriesID)
		if err != nil {
			return err
		}
		list, err := v.anew(in)
		if err != nil {
			return err
		}
		if out, err = tx.publishSchedule(v, in, list); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("publish “%s” of %s: %s, %s", v.Schedule.Name, v.Schedule.Series, counted(int64(len(out.Events)), "event", "events"),
			counted(int64(out.Invited), "invitation", "invitations")))
	})
	if err != nil {
		out = SchedulePublished{}
	}
	return c, out, err
}

func (tx *Tx) schedulePublishable(v *ScheduleReview) error {
	c := v.Schedule
	var archived bool
	if err := tx.Row(`SELECT archived FROM series WHERE id = ?`, []any{c.SeriesID}, &archived); err != nil {
		return err
	}
	switch {
	case c.Published != "":
		return &FieldError{"published", fmt.Sprintf("“%s” was published on %s already", c.Name, c.Published)}
	case archived:
		return &FieldError{"series_id", c.Series + " is archived; bring it back first"}
	case len(v.Events) == 0:
		return fmt.Errorf("“%s” has no event; there is nothing to publish", c.Name)
	}
	return nil
}

// anew finds the events of a review in another state of the series, drops whom they
// cannot reach any more, and has the rest judged by other code than the solver's.
func (v *ScheduleReview) anew(in *AgendaInput) (agenda.Schedule, error) {
	var out agenda.Schedule
	var against []string
	for k, e := range v.Result.Schedule {
		x, problem := v.find(in, v.Events[k], e)
		if problem != "" {
			against = append(against, fmt.Sprintf("“%s” %s", v.Events[k].Topic, problem))
			continue
		}
		out = append(out, x)
	}
	if len(against) == 0 {
		for range 2 { // without whom it cannot reach, then for good
			report, err := check.Schedule(&in.Problem, out)
			if err != nil {
				return nil, err
			}
			against = nil
			for _, b := range report.Violations {
				if b.Rule == agenda.RuleAudience && b.Person != agenda.None {
					out[b.Event].Reached = slices.DeleteFunc(out[b.Event].Reached, func(i int) bool { return i == b.Person })
				}
				against = append(against, v.saidBroken(in, out, b))
			}
			for k := range out {
				out[k].Value = worthOfReached(in, out[k])
			}
		}
	}
	if len(against) == 0 {
		return out, nil
	}
	slices.Sort(against)
	against = slices.Compact(against)
	return nil, fmt.Errorf("%w since “%s” was run: %s. Schedule the series again: understudy schedule %s", ErrConflict, v.Schedule.Name,
		strings.Join(against[:min(len(against), 8)], "; "), id(v.Schedule.SeriesID))
}

func worthOfReached(in *AgendaInput, e agenda.Event) (sum int64) {
	for _, l := range in.Problem.Topics[e.Topic].Audience {
		if slices.Contains(e.Reached, l.Person) {
			sum += int64(l.Value)
		}
	}
	return sum
}

// find is one event in another state of the series; or why there is none.
func (v *ScheduleReview) find(in *AgendaInput, said ScheduledEvent, e agenda.Event) (out agenda.Event, problem string) {
	out = agenda.Event{Slot: agenda.None, Room: agenda.None, Lock: agenda.None}
	if out.Topic = slices.IndexFunc(in.Topics, func(t AgendaTopic) bool { return t.ID == said.TopicID }); out.Topic < 0 {
		return out, "is no open topic of the series that waits for a slot"
	}
	old := v.Input.Problem.Slots[e.Slot]
	out.Slot = slices.IndexFunc(in.Problem.Slots, func(s agenda.Slot) bool {
		return s.Time == old.Time && siteID(in, s.Site) == said.LocationID && len(s.Lunch) == len(old.Lunch)
	})
	if out.Slot < 0 {
		return out, fmt.Sprintf("has no slot %s %s any more", said.When(), said.Where())
	}
	if said.RoomID != 0 {
		if out.Room = slices.IndexFunc(in.Rooms, func(r AgendaRoom) bool { return r.ID == said.RoomID }); out.Room < 0 {
			return out, fmt.Sprintf("has lost its room, %s", said.Where())
		}
	}
	person := map[int64]int{}
	for i, x := range in.People {
		person[x.Employee] = i
	}
	for _, x := range said.Speakers {
		i, ok := person[x.Employee]
		if !ok {
			return out, "is without its speaker, " + x.Name
		}
		out.Speakers = append(out.Speakers, i)
	}
	guests := map[int64]bool{}
	for _, g := range in.Topics[out.Topic].Guests {
		guests[g.Employee] = true
	}
	for _, x := range said.Reached {
		if guests[x.Employee] {
			out.Reached = append(out.Reached, person[x.Employee])
		}
	}
	slices.Sort(out.Speakers)
	slices.Sort(out.Reached)
	out.Value = worthOfReached(in, out)
	out.Lock = slices.IndexFunc(in.Problem.Locks, func(l agenda.Lock) bool { return l.Topic == out.Topic && keeps(out, l) })
	return out, ""
}

func siteID(in *AgendaInput, site int) int64 {
	if site == agenda.None {
		return 0
	}
	return in.Sites[site].ID
}

// keeps says whether an event is as a lock says, but for the day and the site, which bind
// the topic itself.
func keeps(e agenda.Event, l agenda.Lock) bool {
	for _, i := range l.Speakers {
		if !slices.Contains(e.Speakers, i) {
			return false
		}
	}
	return l.Room == agenda.None || l.Room == e.Room
}

// saidBroken says what a rule has against an event.
func (v *ScheduleReview) saidBroken(in *AgendaInput, list agenda.Schedule, b check.Violation) string {
	if b.Event == agenda.None {
		return "what was fixed since is not kept"
	}
	e := list[b.Event]
	w := agendaWords{in, v.names}
	at := fmt.Sprintf("%s on %s", w.topic(e.Topic), w.slot(e.Slot))
	if words, ok := removedWords[b.Rule]; ok {
		return at + " is " + words
	}
	return at + " breaks the rule “" + b.Rule.String() + "”"
}

func (tx *Tx) publishSchedule(v *ScheduleReview, in *AgendaInput, list agenda.Schedule) (out SchedulePublished, err error) {
	given := make([]int, len(in.Topics))
	for _, e := range list {
		n, err := tx.addScheduledEvent(v.Schedule, in, e)
		if err != nil {
			return out, err
		}
		given[e.Topic]++
		out.Events, out.Invited = append(out.Events, n), out.Invited+len(e.Reached)
	}
	for k, n := range given {
		if n == 0 || n < in.Problem.Topics[k].Times {
			continue
		}
		if _, err := tx.Exec(`UPDATE topic SET state = 'given' WHERE id = ?`, in.Topics[k].ID); err != nil {
			return out, err
		}
		out.Given = append(out.Given, in.Topics[k].ID)
	}
	for _, e := range v.Events {
		out.Gone += len(e.Reached)
	}
	out.Gone -= out.Invited
	_, err = tx.Exec(`UPDATE schedule SET published = ? WHERE id = ?`, string(tx.Today()), v.Schedule.ID)
	return out, err
}

// addScheduledEvent makes one event of its topic and series. Its capacity is that of its
// room, whatever that becomes.
func (tx *Tx) addScheduledEvent(c Schedule, in *AgendaInput, e agenda.Event) (int64, error) {
	at := in.Slots[e.Slot]
	var room int64
	if e.Room != agenda.None {
		room = in.Rooms[e.Room].ID
	}
	n, err := tx.Insert(`INSERT INTO event(name, topic_id, series_id, schedule_id, initiative_id, skill_id, level, date, time, minutes, zone, location_id, room_id, state, rates, cpd, handouts, description)
		SELECT t.name, t.id, g.id, ?1, g.initiative_id, t.skill_id, CASE WHEN t.skill_id IS NULL THEN NULL ELSE t.level END, ?2, ?3, ?4, ?5, nullif(?6, 0), nullif(?7, 0), 'planned',
		  g.rates AND t.skill_id IS NOT NULL, g.cpd, t.handouts, t.description
		FROM topic t JOIN series g ON g.id = ?8 WHERE t.id = ?9`,
		c.ID, string(at.Date), at.Time, in.Problem.Topics[e.Topic].Minutes, at.Zone, siteID(in, in.Problem.Slots[e.Slot].Site), room, c.SeriesID, in.Topics[e.Topic].ID)
	if err != nil {
		return 0, err
	}
	for _, who := range in.employees(e.Speakers) {
		if _, err := tx.Exec(`INSERT INTO event_speaker(event_id, employee_id) VALUES(?, ?)`, n, who); err != nil {
			return 0, err
		}
	}
	return n, tx.inviteReached(n, in.employees(e.Reached))
}

// inviteReached invites the people whom a scheduled event reaches.
func (tx *Tx) inviteReached(event int64, employees []int64) error {
	rows := tx.Bulk("invitation", "event_id", "employee_id", "date")
	for _, who := range employees {
		if err := rows.Add(event, who, string(tx.Today())); err != nil {
			return err
		}
	}
	return rows.Flush()
}
