package store

import (
	"context"
	"fmt"
)

const eventGroup = "events"

// feedbackWithin is for how many days after an event feedback is asked for.
const feedbackWithin = 21

// EventAttention lists what needs the coordinator of events: those that are over and of
// which attendance is not taken or that are not noted as held, those whose notice runs
// out without invitations, invitations that wait for an answer, held ones without
// feedback, and the events of the week.
func (s *Store) EventAttention(ctx context.Context) ([]Attention, error) {
	today := s.Today()
	rows, err := s.Events(ctx, EventFilter{From: today.Add(-366), States: []string{"planned", "held"}})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var out [5][]Attention // by urgency
	for _, e := range rows {
		a := Attention{Group: eventGroup, Subject: e.Name, Date: e.Date, Event: e.ID}
		if rank := a.ofEvent(e, today); rank >= 0 {
			out[rank] = append(out[rank], a)
		}
	}
	var all []Attention
	for rank, list := range out {
		all = append(all, few(list, "event", "events", [...]string{"to note", "without invitations", "with answers missing", "without feedback", "of the week"}[rank])...)
	}
	return all, nil
}

// ofEvent says what an event needs, the first of these that holds; -1 for nothing.
func (a *Attention) ofEvent(e EventRow, today Date) int {
	silent := e.Invited - e.Yes - e.Maybe - e.No - e.Waiting
	switch {
	case e.Date < today && e.Invited > 0 && !e.Taken():
		a.Kind, a.Act, a.Urgent, a.Short = "untaken", "attend", true, "attendance not taken"
		a.Detail = fmt.Sprintf("was on %s; nobody noted who of %s came", e.Date, counted(int64(e.Invited), "person", "people"))
		return 0
	case e.Date < today && e.State == "planned":
		a.Kind, a.Act, a.Urgent, a.Short = "unheld", "hold", true, "not noted as held"
		a.Detail = fmt.Sprintf("was on %s and is neither noted as held nor cancelled", e.Date)
		return 0
	case e.State == "planned" && e.Invited == 0 && e.Date <= today.Add(e.Notice+weekAhead):
		last := e.Date.Add(-e.Notice)
		a.Kind, a.Act, a.Urgent, a.Short = "uninvited", "invite", last <= today, "nobody invited"
		a.Detail = fmt.Sprintf("is on %s and nobody is invited", e.Date)
		switch {
		case e.Notice > 0 && last < today:
			a.Detail += fmt.Sprintf("; the notice of %s ran out on %s", daysOf(e.Notice), last)
		case e.Notice > 0:
			a.Detail += fmt.Sprintf("; invite until %s for a notice of %s", last, daysOf(e.Notice))
		}
		return 1
	case e.State == "planned" && silent > 0 && e.Date <= today.Add(weekAhead):
		a.Kind, a.Act, a.Short = "unanswered", "answer", fmt.Sprintf("%d unanswered", silent)
		a.Detail = fmt.Sprintf("%s, %s; %d said yes, %s not answered", e.When(), e.Place(), e.Yes, counted(int64(silent), "person has", "people have"))
		return 2
	case e.State == "held" && e.Came > 0 && e.Feedback == 0 && e.Date >= today.Add(-feedbackWithin):
		a.Kind, a.Act, a.Short = "ungiven", "feedback", "no feedback"
		a.Detail = fmt.Sprintf("was on %s; of %s who came, nobody said how it was", e.Date, counted(int64(e.Came), "person", "people"))
		return 3
	case e.State == "planned" && e.Date <= today.Add(weekAhead):
		a.Kind, a.Act, a.Short = "event", "attend", fmt.Sprintf("%d come", e.Yes)
		a.Detail = fmt.Sprintf("%s, %s; %d said yes", e.When(), e.Place(), e.Yes)
		return 4
	}
	return -1
}
