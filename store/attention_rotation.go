package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
)

// rotationsGroup is the group of what is about placements.
const rotationsGroup = "rotations"

// startsAhead is how many days before its first or last day a placement is listed.
const startsAhead = 14

// feedbackFor is how many days after its end a placement still asks how it was.
const feedbackFor = 60

// placementNeeds is the order in which placements that need something are listed.
var placementNeeds = []string{"hostless", "finish", "begin", "checkin", "handover", "consent", "starts", "ends", "unheard", "meets"}

// RotationAttention lists the placements that need the coordinator, one line each, the
// most urgent first and at most a few of each kind: a host who left, what should have
// ended or begun, check-ins that nobody logged, work that is not handed over, consents
// that lack, what starts or ends within two weeks, and feedback that nobody gave.
func (s *Store) RotationAttention(ctx context.Context) ([]Attention, error) {
	list, err := s.Placements(ctx, PlacementFilter{Kept: true})
	if err != nil || len(list) == 0 {
		return nil, err
	}
	late, err := query(ctx, s.r, scanInt, `SELECT DISTINCT h.placement_id FROM handover h JOIN placement x ON x.id = h.placement_id
		WHERE h.due < ? AND (h.given IS NULL OR h.taken IS NULL) AND (h.way = 'back' AND x.state = 'done' AND x.outcome <> 'stays' OR x.state NOT IN `+placementOver+`)`, string(s.Today()))
	if err != nil {
		return nil, err
	}
	byKind := map[string][]Attention{}
	for _, p := range list {
		if a, ok := placementAttention(p, s.Today(), slices.Contains(late, p.ID)); ok {
			byKind[a.Kind] = append(byKind[a.Kind], a)
		}
	}
	var out []Attention
	for _, kind := range placementNeeds {
		of := byKind[kind]
		slices.SortStableFunc(of, func(a, b Attention) int { return cmp.Compare(a.Date, b.Date) })
		out = append(out, few(of, "placement", "placements", "the list of placements has them all")...)
	}
	return out, nil
}

// placementAttention says what a placement needs, the first of these that holds; late
// tells that work is past due.
func placementAttention(p PlacementRow, today Date, late bool) (Attention, bool) {
	a := Attention{Group: rotationsGroup, Subject: p.Who(), Placement: p.ID}
	say := func(kind, act string, on Date, urgent bool, short, detail string) (Attention, bool) {
		a.Kind, a.Act, a.Date, a.Urgent, a.Short, a.Detail = kind, act, on, urgent, short, detail
		return a, true
	}
	lacks := p.Lacks()
	soon := today.Add(startsAhead)
	switch {
	case !p.Over() && p.Gone != "":
		return say("hostless", "edit", p.Starts, true, "host has left", p.Gone+" is no longer here")
	case p.State == "running" && p.Ends < today:
		return say("finish", "finish", p.Ends, true, daysOf(between(p.Ends, today))+" past", "its last day was "+string(p.Ends)+"; nobody has finished it")
	case p.Ahead() && p.Starts < today:
		return say("begin", beginAct(p), p.Starts, true, daysOf(between(p.Starts, today))+" late", "was to start on "+string(p.Starts)+openOf(p))
	case p.State == "running" && p.OverdueCheckIn != "":
		return say("checkin", "check-in", p.OverdueCheckIn, false, "check-in "+daysOf(between(p.OverdueCheckIn, today))+" past", "the check-in of "+string(p.OverdueCheckIn)+" is not logged")
	case late:
		return say("handover", "handover", p.Starts, false, "handover is late", lateWork(p))
	case p.Ahead() && len(lacks) > 0 && p.Starts <= soon:
		return say("consent", "approve", p.Starts, false, "waits for the "+lacks[0], "starts on "+string(p.Starts)+openOf(p))
	case p.Ahead() && p.Starts <= soon:
		return say("starts", beginAct(p), p.Starts, false, "starts "+string(p.Starts), "starts on "+string(p.Starts)+openOf(p))
	case p.State == "running" && p.Ends <= soon:
		return say("ends", "finish", p.Ends, false, "ends "+string(p.Ends), "its last day is "+string(p.Ends))
	case p.State == "done" && (p.HostSaid == 0 || p.RotateeSaid == 0) && between(p.Ended, today) <= feedbackFor:
		return say("unheard", "feedback", p.Ended, false, "feedback lacks", unheard(p))
	case p.State == "running" && p.NextCheckIn != "" && p.NextCheckIn <= today.Add(weekAhead):
		return say("meets", "check-in", p.NextCheckIn, false, "check-in", "check-in on "+string(p.NextCheckIn))
	}
	return a, false
}

// beginAct is what a placement that is to begin needs first.
func beginAct(p PlacementRow) string {
	switch {
	case len(p.Lacks()) > 0:
		return "approve"
	case p.OutDone < p.Out:
		return "handover"
	}
	return "begin"
}

// openOf says what a placement still lacks, after its day.
func openOf(p PlacementRow) string {
	var out []string
	if lacks := p.Lacks(); len(lacks) > 0 {
		out = append(out, "the consent of the "+strings.Join(lacks, " and the ")+" lacks")
	}
	if p.OutDone < p.Out {
		out = append(out, fmt.Sprintf("%d of %d handed over", p.OutDone, p.Out))
	}
	if len(out) == 0 {
		return "; all is ready"
	}
	return "; " + strings.Join(out, ", ")
}

func lateWork(p PlacementRow) string {
	if p.OutDone < p.Out {
		return fmt.Sprintf("%d of %d handed over, and some is past due", p.OutDone, p.Out)
	}
	return fmt.Sprintf("%d of %d handed back, and some is past due", p.BackDone, p.Back)
}

func unheard(p PlacementRow) string {
	var sides []string
	if p.HostSaid == 0 {
		sides = append(sides, "the host")
	}
	if p.RotateeSaid == 0 {
		sides = append(sides, p.Employee)
	}
	return "ended on " + string(p.Ended) + "; " + strings.Join(sides, " and ") + " said nothing of it yet"
}
