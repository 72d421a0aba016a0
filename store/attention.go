package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
)

// Attention is one thing that needs the coordinator, with what it is about.
type Attention struct {
	Group   string // "needs you", "this week", "programs"
	Kind    string // one word: gone, stalled, overdue, silent, fit, session, run, publish, enrol, waiting
	Subject string
	Detail  string
	Date    Date  // of what is planned, or since when it is so
	Urgent  bool  // shown in red or with its sign
	Pair    int64 // at most one of these is set, and names what Enter opens
	Session int64
	Cycle   int64
	Waiting int64 // enrolment
}

// The thresholds of Attention, in days.
const (
	overdueAfter = 0  // a planned session in the past was neither held nor missed
	stalledAfter = 21 // past a planned session without a held one since
	silentAfter  = 28 // without any session
	weekAhead    = 7
)

// Attention lists what needs the coordinator today, the most urgent first.
func (s *Store) Attention(ctx context.Context) ([]Attention, error) {
	pairs, err := s.Pairs(ctx, PairFilter{Running: true})
	if err != nil {
		return nil, err
	}
	var out []Attention
	for _, p := range pairs {
		if a, ok := s.pairAttention(p); ok {
			out = append(out, a)
		}
	}
	week, err := s.week(ctx)
	if err != nil {
		return nil, err
	}
	cycles, err := s.cycleAttention(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Attention) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), cmp.Compare(a.Date, b.Date))
	})
	return slices.Concat(out, week, cycles), nil
}

func urgency(a Attention) int {
	return slices.Index([]string{"gone", "stalled", "overdue", "silent", "fit"}, a.Kind)
}

// pairAttention says what a running pair needs, the first of these that holds.
func (s *Store) pairAttention(p PairRow) (Attention, bool) {
	today := s.Today()
	a := Attention{Group: "needs you", Subject: p.Mentee.Name + " ↔ " + p.Mentor.Name, Pair: p.ID}
	last := max(p.Since, p.LastHeld)
	days := int(today.Days() - last.Days())
	switch {
	case p.Gone != "":
		a.Kind, a.Date, a.Urgent = "gone", p.Since, true
		a.Detail = p.Gone + " is no longer here"
	case p.State != "active":
		return a, false
	case p.NextPlanned != "" && p.NextPlanned <= today.Add(-stalledAfter) && p.LastHeld < p.NextPlanned:
		a.Kind, a.Date, a.Urgent = "stalled", p.NextPlanned, true
		a.Detail = "planned session " + counted(int64(today.Days()-p.NextPlanned.Days()), "day", "days") + " overdue"
	case p.NextPlanned != "" && p.NextPlanned < today.Add(-overdueAfter):
		a.Kind, a.Date = "overdue", p.NextPlanned
		a.Detail = fmt.Sprintf("was %s held?", p.NextPlanned)
	case p.NextPlanned == "" && days >= silentAfter:
		a.Kind, a.Date, a.Urgent = "silent", last, true
		a.Detail = counted(int64(days), "day", "days") + " without a session"
	case p.Held > 0 && p.Fit == "":
		a.Kind, a.Date = "fit", p.LastHeld
		a.Detail = "fit not asked yet"
	default:
		return a, false
	}
	return a, true
}

func (s *Store) week(ctx context.Context) ([]Attention, error) {
	today := s.Today()
	recs, err := s.sessionsBetween(ctx, today, today.Add(weekAhead))
	if err != nil {
		return nil, err
	}
	var out []Attention
	for _, r := range recs {
		out = append(out, Attention{
			Group: "this week", Kind: "session", Date: r.Date, Subject: r.Mentee + " ↔ " + r.Mentor,
			Detail: r.What, Pair: r.Pair, Session: r.ID,
		})
	}
	return out, nil
}

// cycleAttention says which cycles wait for a run, for publishing or with people
// left over.
func (s *Store) cycleAttention(ctx context.Context) ([]Attention, error) {
	cycles, err := s.Cycles(ctx, 0)
	if err != nil {
		return nil, err
	}
	var out []Attention
	for _, c := range cycles {
		a := Attention{Group: "programs", Cycle: c.ID, Subject: c.Program + ", " + c.Name, Date: c.Starts}
		switch {
		case c.State == "closed" || c.State == "closing":
			continue
		case c.AllPairs == 0 && c.Scenarios > 0:
			a.Kind, a.Detail = "publish", counted(int64(c.Scenarios), "run", "runs")+", none published"
		case c.AllPairs == 0 && c.Mentees > 0 && c.Mentors > 0:
			a.Kind, a.Detail = "run", bothSides(c)+" wait for a run"
		case c.AllPairs == 0:
			a.Kind, a.Detail = "enrol", bothSides(c)+" so far"
		case c.Unplaced > 0:
			a.Kind, a.Detail = "waiting", counted(int64(c.Unplaced), "mentee is", "mentees are")+" without a mentor"
		default:
			continue
		}
		out = append(out, a)
	}
	return out, nil
}

func bothSides(c CycleRow) string {
	return counted(int64(c.Mentees), "mentee", "mentees") + " and " + counted(int64(c.Mentors), "mentor", "mentors")
}
