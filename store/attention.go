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

// Attention is one thing that needs the coordinator, with what it is about.
type Attention struct {
	Group   string // "needs you", "this week", "programs", "rotations", "stretch assignments", "events", "aims and skills"
	Kind    string // one word: gone, leaving, stalled, silent, overdue, missed, proposed, fit, ending, feedback, unmet, unplanned, milestone, actions; session; run, publish, enrol, waiting; hostless, finish, begin, checkin, handover, consent, starts, ends, unheard, meets (of a placement); applied, unfilled, stretch; untaken, unheld, uninvited, unanswered, ungiven, event; kpi, measure, cover, expires, ratings
	Act     string // of a pair, what answers it: close, log, plan, fit, feedback, milestone, review, actions; of a KPI: measure; of a placement: approve, handover, begin, check-in, finish, feedback, edit
	Subject string
	Detail  string
	Short   string // the detail in a few words, for narrow columns; may be ""
	Date    Date   // of what is planned, or since when it is so
	Urgent  bool   // shown in red or with its sign
	Pair    int64  // at most one of these is set, and names what Enter opens
	Session int64
	Cycle   int64
	Waiting int64 // enrolment
	KPI     int64
	Cover   int64
	// Qualification expires.
	Qualification int64
	Initiative    int64 // of a KPI
	Stretch       int64
	Placement     int64
	Application   int64 // somebody's part in a stretch assignment
	Event         int64
}

// weekAhead is how far Attention looks, in days.
const weekAhead = 7

// Attention lists what needs the coordinator today, the most urgent first: what
// PairAttention, RotationAttention, StretchAttention, EventAttention and AimAttention list.
func (s *Store) Attention(ctx context.Context) ([]Attention, error) {
	out, err := s.PairAttention(ctx)
	if err != nil {
		return nil, err
	}
	rotations, err := s.RotationAttention(ctx)
	if err != nil {
		return nil, err
	}
	work, err := s.StretchAttention(ctx)
	if err != nil {
		return nil, err
	}
	lunch, err := s.EventAttention(ctx)
	if err != nil {
		return nil, err
	}
	aims, err := s.AimAttention(ctx)
	return slices.Concat(out, rotations, work, lunch, aims), err
}

// PairAttention lists what needs the coordinator of pairs, sessions and programs.
func (s *Store) PairAttention(ctx context.Context) ([]Attention, error) {
	out, err := s.ailing(ctx)
	if err != nil {
		return nil, err
	}
	leaving, err := s.leavingAttention(ctx)
	if err != nil {
		return nil, err
	}
	out = append(out, leaving...)
	cycles, err := s.Cycles(ctx, 0)
	if err != nil {
		return nil, err
	}
	out = append(out, proposedAttention(cycles)...)
	week, err := s.week(ctx)
	if err != nil {
		return nil, err
	}
	slices.SortStableFunc(out, func(a, b Attention) int {
		return cmp.Or(cmp.Compare(urgency(a), urgency(b)), cmp.Compare(a.Date, b.Date))
	})
	return slices.Concat(out, week, cycleAttention(cycles)), nil
}

// ailing lists the running pairs that need something, by program and mentee. Of
// thousands of pairs a few do: only these are named and put in order.
func (s *Store) ailing(ctx context.Context) (out []Attention, err error) {
	type ails struct {
		Attention
		program, mentee string
	}
	var found []ails
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		all, err := s.followed(ctx, tx, 0)
		if err != nil {
			return err
		}
		_, err = query(ctx, tx, func(r *sql.Rows) (none struct{}, err error) {
			var p PairRow
			if err := r.Scan(&p.ID, &p.Program, &p.State, &p.Since, &p.Mentee.Name, &p.Mentor.Name, &p.Gone); err != nil {
				return none, err
			}
			p.Facts = all[p.ID].facts
			p.Verdict = Judge(p.Facts, all[p.ID].settings, s.Today())
			if a, ok := s.pairAttention(p); ok {
				found = append(found, ails{a, p.Program, p.Mentee.Name})
			}
			return none, nil
		}, `SELECT p.id, g.name, p.state, p.since, x.name, y.name,
		      CASE WHEN x.archived OR x.left_on <= ?1 THEN x.name WHEN y.archived OR y.left_on <= ?1 THEN y.name ELSE '' END
		    FROM pair p JOIN cycle c ON c.id = p.cycle_id JOIN program g ON g.id = c.program_id
		    JOIN enrolment a ON a.id = p.mentee_id JOIN employee x ON x.id = a.employee_id
		    JOIN enrolment b ON b.id = p.mentor_id JOIN employee y ON y.id = b.employee_id
		    WHERE p.state IN `+runningStates, string(s.Today()))
		return err
	})
	slices.SortFunc(found, func(a, b ails) int {
		return cmp.Or(text.Compare(a.program, b.program), text.Compare(a.mentee, b.mentee), cmp.Compare(a.Pair, b.Pair))
	})
	for _, a := range found {
		out = append(out, a.Attention)
	}
	return out, err
}

func urgency(a Attention) int {
	return slices.Index([]string{"gone", "leaving", "stalled", "silent", "overdue", "missed", "proposed", "fit", "ending", "feedback", "unmet", "unplanned", "milestone", "actions"}, a.Kind)
}

// pairAttention says what a running pair needs, the first of these that holds, by
// the rule that decides its health.
func (s *Store) pairAttention(p PairRow) (Attention, bool) {
	a := Attention{Group: "needs you", Subject: p.Mentee.Name + " ↔ " + p.Mentor.Name, Pair: p.ID}
	v := p.Verdict
	switch {
	case p.Gone != "":
		a.Kind, a.Act, a.Date, a.Urgent = "gone", "close", p.Since, true
		a.Detail, a.Short = p.Gone+" is no longer here", "one has left"
		return a, true
	case v.Health == Stalled && v.Rule != "silent":
		a.Kind = "stalled"
	case v.Health == Stalled || v.Health == NeedsCheckIn:
		a.Kind = v.Rule
	case p.State == "active" && p.Facts.ActionsOverdue > 0:
		a.Kind, a.Act, a.Date = "actions", "actions", p.Facts.ActionDue
		a.Detail = counted(int64(p.Facts.ActionsOverdue), "action is", "actions are") + " past due since " + string(p.Facts.ActionDue)
		a.Short = counted(int64(p.Facts.ActionsOverdue), "action", "actions") + " past due"
		return a, true
	default:
		return a, false
	}
	a.Act, a.Date, a.Detail, a.Urgent = v.Act, v.Since, v.Why, v.Health == Stalled
	a.Short = shortWhy(p.Facts, v, s.Today())
	return a, true
}

// shortWhy is the reason of a verdict in a few words.
func shortWhy(f PairFacts, v Verdict, today Date) string {
	ago := daysOf(between(v.Since, today))
	switch v.Rule {
	case "overdue":
		return "session " + ago + " past"
	case "missed":
		return "missed " + ago + " ago"
	case "silent":
		return ago + " silent"
	case "fit":
		if f.Fit != "" {
			return f.Fit
		}
		return "ask fit"
	case "feedback":
		if strings.Contains(v.Why, " of 5 ") {
			return "poor feedback"
		}
		return "feedback " + ago + " due"
	case "milestone":
		return "milestone " + ago + " late"
	case "ending":
		return "review " + ago + " due"
	case "unmet":
		return "never met in " + ago
	case "unplanned":
		return "none planned, last " + ago + " ago"
	}
	return ""
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
			Detail: r.What, Pair: r.Pair, Session: r.ID, Act: "log",
		})
	}
	return out, nil
}

// proposedAttention counts by cycle the proposed pairs that nobody has answered.
func proposedAttention(cycles []CycleRow) []Attention {
	var out []Attention
	for _, c := range cycles {
		if c.Proposed > 0 {
			out = append(out, Attention{
				Group: "needs you", Kind: "proposed", Cycle: c.ID, Subject: c.Program + ", " + c.Name, Date: c.ProposedSince,
				Detail: counted(int64(c.Proposed), "pair waits", "pairs wait") + " for an answer since " + string(c.ProposedSince),
				Short:  counted(int64(c.Proposed), "pair", "pairs") + " to answer",
			})
		}
	}
	return out
}

// cycleAttention says which cycles wait for a run, for publishing or with people
// left over.
func cycleAttention(cycles []CycleRow) []Attention {
	var out []Attention
	for _, c := range cycles {
		a := Attention{Group: "programs", Cycle: c.ID, Subject: c.Program + ", " + c.Name, Date: c.Starts}
		switch {
		case c.State == "closed" || c.State == "closing":
			continue
		case c.AllPairs == 0 && c.Scenarios > 0:
			a.Kind, a.Detail = "publish", counted(int64(c.Scenarios), "scenario", "scenarios")+", none published"
			a.Short = "none published"
		case c.AllPairs == 0 && c.Mentees > 0 && c.Mentors > 0:
			a.Kind, a.Detail = "run", bothSides(c)+" wait for the matching"
			a.Short = counted(int64(c.Mentees+c.Mentors), "waits", "wait")
		case c.AllPairs == 0:
			a.Kind, a.Detail = "enrol", bothSides(c)+" so far"
			a.Short = counted(int64(c.Mentees+c.Mentors), "enrolled", "enrolled")
		case c.Unplaced > 0:
			a.Kind, a.Detail = "waiting", counted(int64(c.Unplaced), "mentee is", "mentees are")+" without a mentor"
			a.Short = fmt.Sprintf("%d without a mentor", c.Unplaced)
		default:
			continue
		}
		out = append(out, a)
	}
	return out
}

func bothSides(c CycleRow) string {
	return counted(int64(c.Mentees), "mentee", "mentees") + " and " + counted(int64(c.Mentors), "mentor", "mentors")
}
