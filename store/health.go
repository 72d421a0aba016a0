package store

import "fmt"

// Health is how a running pair does.
type Health string

// The states of health. A pair that is not active (only proposed, on hold, over)
// has none.
const (
	OnTrack      Health = "on track"
	TooEarly     Health = "too early"
	NeedsCheckIn Health = "needs check-in"
	Stalled      Health = "stalled"
)

// FollowUp is how a program follows its pairs; in days, unless said otherwise.
type FollowUp struct {
	Cadence       int // between sessions, where the pair agreed on nothing else
	Minutes       int // of a session, where the pair agreed on nothing else
	TooEarly      int // from the start, in which a pair that has not met is well
	FitAfter      int // held sessions after which the fit is asked
	FeedbackFirst int // from the start to the first feedback
	FeedbackEvery int // from one feedback to the next
	StalledAfter  int // past a planned session that was not held
	SilentAfter   int // without a session while none is planned
}

// PairFacts are all that the health of a pair is judged by. A day is "" where there
// is none.
type PairFacts struct {
	State          string
	Since          Date
	Until          Date // as agreed, or else the end of the cycle
	Cadence        int  // as agreed; 0: the program's
	Held           int
	LastHeld       Date
	LastMissed     Date
	Overdue        Date // the earliest session before today that is still only planned
	OverdueSince   Date // the same, after the last held one
	Next           Date // the earliest planned session today or later
	Fit            string
	FitOn          Date
	FitHeldSince   bool           // a session was held after the one at which fit was asked
	Feedback       map[string]Say // by side, the newest
	Milestone      string         // the earliest due one that is not reached
	MilestoneDue   Date
	ActionsOverdue int
	ActionDue      Date // of the earliest overdue one
	Reviewed       bool
}

// Say is a feedback: its day and its score, 1 to 5.
type Say struct {
	On    Date
	Score int
}

// Verdict is the health of a pair with the rule that decided it.
type Verdict struct {
	Health Health // "" for a pair that is not active
	Rule   string // overdue, missed, silent, early, fit, feedback, milestone, unmet, unplanned, ending, or well
	Act    string // what answers it: log, plan, fit, feedback, milestone, review; "" if nothing needs to be done
	Why    string // in words: “planned session of 2026-05-03 is 24 days past; stalled after 21”
	Since  Date   // the day on which the rule began to hold, or the one that it is about
}

// Judge says how a pair does today: the first rule that holds decides. It is a
// pure function of its arguments.
func Judge(f PairFacts, s FollowUp, today Date) Verdict {
	if f.State != "active" {
		return Verdict{}
	}
	for _, rule := range []func(PairFacts, FollowUp, Date) (Verdict, bool){
		stalledRule, wrongFit, notLogged, missedLast, tooEarly, fitRule, poorFeedback, feedbackRule, milestoneRule, endingRule, unmetRule, unplannedRule,
	} {
		if v, holds := rule(f, s, today); holds {
			return v
		}
	}
	return well(f, today)
}

// stalledRule finds what was to be and did not come about for too long.
func stalledRule(f PairFacts, s FollowUp, today Date) (Verdict, bool) {
	past, missed := between(f.OverdueSince, today), between(f.LastMissed, today)
	last := max(f.Since, f.LastHeld)
	silent := between(last, today)
	switch {
	case f.OverdueSince != "" && past >= s.StalledAfter:
		return Verdict{Stalled, "overdue", "log", fmt.Sprintf("planned session of %s is %s past; stalled after %d", f.OverdueSince, daysOf(past), s.StalledAfter), f.OverdueSince}, true
	case f.Next != "":
		return Verdict{}, false
	case f.LastMissed > f.LastHeld && missed >= s.StalledAfter:
		return Verdict{Stalled, "missed", "plan", fmt.Sprintf("session of %s was missed %s ago and none is planned; stalled after %d", f.LastMissed, daysOf(missed), s.StalledAfter), f.LastMissed}, true
	case f.Overdue == "" && silent >= s.SilentAfter && f.Held > 0:
		return Verdict{Stalled, "silent", "plan", fmt.Sprintf("%s without a session and none is planned; stalled after %d", daysOf(silent), s.SilentAfter), last}, true
	case f.Overdue == "" && silent >= s.SilentAfter && silent >= s.TooEarly:
		return Verdict{Stalled, "silent", "plan", fmt.Sprintf("no session in the %s since the start and none is planned; stalled after %d", daysOf(silent), s.SilentAfter), last}, true
	}
	return Verdict{}, false
}

func wrongFit(f PairFacts, _ FollowUp, _ Date) (Verdict, bool) {
	return Verdict{NeedsCheckIn, "fit", "fit", fmt.Sprintf("“not a good fit” was said on %s, and the pair still runs", f.FitOn), f.FitOn}, f.Fit == "not a good fit"
}

func notLogged(f PairFacts, s FollowUp, today Date) (Verdict, bool) {
	past := between(f.Overdue, today)
	return Verdict{NeedsCheckIn, "overdue", "log", fmt.Sprintf("planned session of %s is %s past and nobody said whether it was held; stalled after %d", f.Overdue, daysOf(past), s.StalledAfter), f.Overdue}, f.Overdue != ""
}

func missedLast(f PairFacts, _ FollowUp, _ Date) (Verdict, bool) {
	return Verdict{NeedsCheckIn, "missed", "plan", fmt.Sprintf("session of %s was missed and none is planned", f.LastMissed), f.LastMissed}, f.LastMissed > f.LastHeld && f.Next == ""
}

func tooEarly(f PairFacts, s FollowUp, today Date) (Verdict, bool) {
	age := between(f.Since, today)
	return Verdict{TooEarly, "early", "", fmt.Sprintf("began %s ago; judged after %d", daysOf(max(0, age)), s.TooEarly), f.Since}, f.Held == 0 && age < s.TooEarly
}

func fitRule(f PairFacts, s FollowUp, _ Date) (Verdict, bool) {
	switch {
	case f.Fit == "" && f.Held >= s.FitAfter:
		return Verdict{NeedsCheckIn, "fit", "fit", fmt.Sprintf("fit not asked yet, with %s held; asked after %d", counted(int64(f.Held), "session", "sessions"), s.FitAfter), f.LastHeld}, true
	case f.Fit == "still deciding" && f.FitHeldSince:
		return Verdict{NeedsCheckIn, "fit", "fit", fmt.Sprintf("“still deciding” was said on %s; asked again after each session", f.FitOn), f.LastHeld}, true
	}
	return Verdict{}, false
}

// poorScore is the feedback that says that something is wrong.
const poorScore = 2

func poorFeedback(f PairFacts, _ FollowUp, _ Date) (Verdict, bool) {
	for _, side := range []string{"mentee", "mentor"} {
		if say := f.Feedback[side]; say.On != "" && say.Score <= poorScore {
			return Verdict{NeedsCheckIn, "feedback", "feedback", fmt.Sprintf("the %s gave %d of 5 on %s", side, say.Score, say.On), say.On}, true
		}
	}
	return Verdict{}, false
}

func feedbackRule(f PairFacts, s FollowUp, today Date) (Verdict, bool) {
	for _, side := range []string{"mentee", "mentor"} {
		due := FeedbackDue(f, s, side)
		if due > today {
			continue
		}
		every := fmt.Sprintf("asked %s after the start", daysOf(s.FeedbackFirst))
		if f.Feedback[side].On != "" {
			every = fmt.Sprintf("asked every %s", daysOf(s.FeedbackEvery))
		}
		return Verdict{NeedsCheckIn, "feedback", "feedback", fmt.Sprintf("feedback of the %s was due on %s; %s", side, due, every), due}, true
	}
	return Verdict{}, false
}

// FeedbackDue is the day on which a side is next to be asked: so many days after
// the start, then so many after its last feedback.
func FeedbackDue(f PairFacts, s FollowUp, side string) Date {
	if on := f.Feedback[side].On; on != "" {
		return on.Add(s.FeedbackEvery)
	}
	return f.Since.Add(s.FeedbackFirst)
}

func milestoneRule(f PairFacts, _ FollowUp, today Date) (Verdict, bool) {
	return Verdict{NeedsCheckIn, "milestone", "milestone", fmt.Sprintf("“%s” was due on %s", f.Milestone, f.MilestoneDue), f.MilestoneDue}, f.MilestoneDue != "" && f.MilestoneDue < today
}

func endingRule(f PairFacts, _ FollowUp, today Date) (Verdict, bool) {
	return Verdict{NeedsCheckIn, "ending", "review", fmt.Sprintf("was to last until %s; its closing review is due", f.Until), f.Until}, f.Until != "" && f.Until < today && !f.Reviewed
}

func unmetRule(f PairFacts, s FollowUp, today Date) (Verdict, bool) {
	return Verdict{NeedsCheckIn, "unmet", "plan", fmt.Sprintf("no session yet, %s after the start, and none is planned; judged after %d", daysOf(between(f.Since, today)), s.TooEarly), f.Since}, f.Held == 0 && f.Next == ""
}

func unplannedRule(f PairFacts, s FollowUp, today Date) (Verdict, bool) {
	every, agreed := f.Cadence, "agreed"
	if every == 0 {
		every, agreed = s.Cadence, "usual"
	}
	ago := between(f.LastHeld, today)
	return Verdict{NeedsCheckIn, "unplanned", "plan", fmt.Sprintf("last session was %s ago and none is planned; one every %s is %s", daysOf(ago), daysOf(every), agreed), f.LastHeld}, f.Held > 0 && f.Next == "" && ago > every
}

func well(f PairFacts, today Date) Verdict {
	v := Verdict{Health: OnTrack, Rule: "well", Since: f.LastHeld}
	switch {
	case f.Next != "":
		v.Why, v.Since = fmt.Sprintf("next session is planned for %s", f.Next), f.Next
	default:
		v.Why = fmt.Sprintf("last session was %s ago", daysOf(between(f.LastHeld, today)))
	}
	return v
}

// between is the number of days from one day to another; 0 if there is none.
func between(from, to Date) int {
	if from == "" {
		return 0
	}
	return int(to.Days() - from.Days())
}

func daysOf(n int) string { return counted(int64(n), "day", "days") }
