package store

import (
	"context"
	"fmt"
)

const stretchGroup = "stretch assignments"

// How far ahead stretch assignments are looked at, in days.
const (
	applySoon   = 7
	stretchEnds = 14
)

// StretchAttention lists what needs the coordinator of stretch assignments: applications
// that wait for a decision, assignments for which nobody applied near the last day for
// it, people who were accepted and have not begun though it started, and those at work
// whose assignment ends soon or is over.
func (s *Store) StretchAttention(ctx context.Context) ([]Attention, error) {
	rows, err := s.StretchAssignments(ctx, StretchFilter{Open: true})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	var waits, empty []Attention
	for _, r := range rows {
		a := Attention{Group: stretchGroup, Subject: r.Name, Stretch: r.ID}
		switch {
		case r.Applied > 0:
			a.Kind, a.Date = "applied", r.Starts
			a.Detail = counted(int64(r.Applied), "person who applied waits", "people who applied wait") + " for a decision; " + counted(int64(r.Free()), "place is", "places are") + " free"
			a.Short, a.Urgent = fmt.Sprintf("%d to decide", r.Applied), r.Starts <= s.Today()
			waits = append(waits, a)
		case r.Free() > 0 && r.Taken() == 0 && closesSoon(r, s.Today()):
			a.Kind, a.Date = "unfilled", r.lastDay()
			a.Detail = fmt.Sprintf("nobody applied by now, and applications close on %s", r.lastDay())
			if r.lastDay() < s.Today() {
				a.Detail = fmt.Sprintf("nobody applied until %s, and it starts on %s", r.lastDay(), r.Starts)
			}
			if r.Proposed > 0 {
				a.Detail += "; " + counted(int64(r.Proposed), "proposal waits", "proposals wait") + " to be answered"
			}
			a.Short = "nobody applied"
			empty = append(empty, a)
		}
	}
	running, err := s.stretchRunning(ctx)
	return append(append(few(waits, "assignment", "assignments", "with applications to decide"), few(empty, "assignment", "assignments", "without applicants")...), running...), err
}

// lastDay is that for applications: the start where none is set.
func (r StretchRow) lastDay() Date {
	if r.ApplyBy != "" {
		return r.ApplyBy
	}
	return r.Starts
}

func closesSoon(r StretchRow, today Date) bool {
	return r.lastDay() <= today.Add(applySoon) && r.Ends >= today
}

func (s *Store) stretchRunning(ctx context.Context) ([]Attention, error) {
	list, err := s.StretchApplications(ctx, ApplicationFilter{Live: true})
	if err != nil {
		return nil, err
	}
	today := s.Today()
	var out []Attention
	for _, v := range list {
		a := Attention{Group: stretchGroup, Kind: "stretch", Subject: v.Employee + ": " + v.Stretch, Stretch: v.StretchID}
		switch {
		case v.State == "running" && v.Ends < today:
			a.Date, a.Detail, a.Short, a.Urgent = v.Ends, "ended on "+string(v.Ends)+"; what came of it is not noted", "outcome not noted", true
		case v.State == "running" && v.NextPlanned != "" && v.NextPlanned < today:
			a.Date, a.Detail, a.Short = v.NextPlanned, "the check-in of "+string(v.NextPlanned)+" is past, and nothing is noted of it", "check-in past"
		case v.State == "running" && v.Ends <= today.Add(stretchEnds):
			a.Date, a.Detail, a.Short = v.Ends, "ends on "+string(v.Ends), "ends "+string(v.Ends)
		case v.State == "accepted" && v.Starts < today:
			a.Date, a.Detail, a.Short = v.Starts, "was to begin on "+string(v.Starts)+" and has not", "has not begun"
		default:
			continue
		}
		out = append(out, a)
	}
	return few(out, "person", "people", "at stretch assignments"), nil
}
