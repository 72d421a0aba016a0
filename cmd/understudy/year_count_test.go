package main

import (
	"cmp"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/report"
)

// report counts the ledger into what the program's report has to say.
func (l *ledger) report(program string, cycles ...*yearCycle) *report.Report {
	r := &report.Report{
		Program: program, On: store.Date(l.today), Cycles: []report.Cycle{}, Published: []report.Published{},
		Endings: []report.Ending{}, Lessons: []string{}, Stories: []report.Story{},
	}
	people := map[string]map[string]bool{"mentee": {}, "mentor": {}}
	for _, c := range cycles {
		r.Cycles = append(r.Cycles, report.Cycle{ID: c.id, Name: c.name, State: c.state, Starts: store.Date(c.starts), Ends: store.Date(c.ends)})
		for _, e := range c.enrolments {
			if !e.withdrawn {
				people[e.side][e.who] = true
			}
			l.countEnrolment(r, c, e)
		}
		r.Scenarios += len(c.scenarios)
		for _, s := range c.scenarios {
			if s.published > 0 {
				r.Published = append(r.Published, report.Published{ID: s.id, Cycle: c.name, Name: s.name, State: s.state, Places: s.places, Matched: s.matched, Points: s.points, Pairs: s.published})
			}
		}
		for _, p := range c.pairs {
			l.countPair(r, p)
		}
	}
	r.Mentees.People, r.Mentors.People = len(people["mentee"]), len(people["mentor"])
	for _, s := range []*report.Scores{&r.Feedback.Mentees, &r.Feedback.Mentors} {
		if s.Count > 0 {
			s.Mean = float64(s.Sum) / float64(s.Count)
		}
	}
	slices.SortFunc(r.Endings, func(a, b report.Ending) int {
		return cmp.Or(b.Pairs-a.Pairs, strings.Compare(a.Reason, b.Reason))
	})
	l.countWords(r, cycles)
	l.countGains(r, cycles)
	return r
}

func (l *ledger) countEnrolment(r *report.Report, c *yearCycle, e *yearEnrolment) {
	side := map[string]*report.Side{"mentee": &r.Mentees, "mentor": &r.Mentors}[e.side]
	if e.withdrawn {
		side.Withdrawn++
		return
	}
	side.Enrolled++
	side.Places += e.places
	if slices.ContainsFunc(c.pairs, func(p *yearPair) bool { return (p.mentee == e || p.mentor == e) && p.state != "closed early" }) {
		side.Placed++
	}
	switch {
	case !l.waits(c, e):
	case c.state == "closed":
		side.Without++
	default:
		side.Waiting++
		side.Open += e.places - c.taken(e)
		if e.returned {
			side.Returned++
		}
	}
}

func (l *ledger) countPair(r *report.Report, p *yearPair) {
	r.Pairs.All++
	*map[string]*int{"proposed": &r.Pairs.Proposed, "active": &r.Pairs.Active, "on hold": &r.Pairs.OnHold, "completed": &r.Pairs.Completed, "closed early": &r.Pairs.ClosedEarly}[p.state]++
	if h := l.health(p); h != "" {
		*map[string]*int{"on track": &r.Health.OnTrack, "too early": &r.Health.TooEarly, "needs check-in": &r.Health.NeedsCheckIn, "stalled": &r.Health.Stalled}[h]++
	}
	if p.state == "closed early" {
		i := slices.IndexFunc(r.Endings, func(e report.Ending) bool { return e.Reason == p.reason })
		if i < 0 {
			i, r.Endings = len(r.Endings), append(r.Endings, report.Ending{Reason: p.reason})
		}
		r.Endings[i].Pairs++
	}
	for _, s := range p.sessions {
		*map[string]*int{"planned": &r.Sessions.Planned, "held": &r.Sessions.Held, "missed": &r.Sessions.Missed, "cancelled": &r.Sessions.Cancelled}[s.state]++
		if s.state == "held" {
			r.Sessions.Minutes += s.minutes
		}
		if s.fit != "" {
			*map[string]*int{"good fit": &r.Fit.Good, "still deciding": &r.Fit.Deciding, "not a good fit": &r.Fit.NotGood}[s.fit]++
		}
	}
	for _, state := range p.goals {
		*map[string]*int{"open": &r.Goals.Open, "reached": &r.Goals.Reached, "dropped": &r.Goals.Dropped}[state]++
	}
	for _, state := range p.actions {
		*map[string]*int{"open": &r.Actions.Open, "done": &r.Actions.Reached, "dropped": &r.Actions.Dropped}[state]++
	}
	for _, m := range p.milestones {
		switch {
		case m.reached != "":
			r.Milestones.Reached++
		case m.due < l.today:
			r.Milestones.Overdue++
			fallthrough
		default:
			r.Milestones.Open++
		}
	}
	for _, f := range p.feedback {
		to := map[string]*report.Scores{"mentee": &r.Feedback.Mentees, "mentor": &r.Feedback.Mentors}[f.side]
		to.Count++
		to.Sum += f.score
	}
	switch {
	case p.review != nil:
		*map[string]*int{"reached": &r.Outcomes.Reached, "partly reached": &r.Outcomes.PartlyReached, "not reached": &r.Outcomes.NotReached}[p.review.outcome]++
	case p.state == "completed":
		r.Outcomes.Missing++
	}
}

// countWords adds the lessons, each once, and the stories that may be told.
func (l *ledger) countWords(r *report.Report, cycles []*yearCycle) {
	learn := func(lines []string) {
		for _, s := range lines {
			if !slices.Contains(r.Lessons, s) {
				r.Lessons = append(r.Lessons, s)
			}
		}
	}
	var reviewed []*yearPair
	for _, c := range cycles {
		learn(c.lessons)
		for _, p := range c.pairs {
			if p.review != nil {
				reviewed = append(reviewed, p)
			}
		}
	}
	slices.SortStableFunc(reviewed, func(a, b *yearPair) int { return strings.Compare(a.review.day, b.review.day) })
	for _, p := range reviewed {
		learn(p.review.lessons)
		silent := max(l.silent[p.mentee.who], l.silent[p.mentor.who]) >= p.review.day // what they agree to later may be told
		if p.review.story != "" && p.review.told && !silent {
			r.Stories = append(r.Stories, report.Story{Cycle: p.cycle.name, Mentee: p.mentee.who, Mentor: p.mentor.who, Text: p.review.story})
		}
	}
}

// countGains looks at every rating with evidence in the time of a pair, and at the best
// one of that skill before it.
func (l *ledger) countGains(r *report.Report, cycles []*yearCycle) {
	who, best := map[string]bool{}, map[[2]string]int{}
	for _, x := range l.ratings { // in the order of their days
		if x.source == "self" {
			continue
		}
		k := [2]string{x.who, x.skill}
		was, known := best[k]
		best[k] = max(was, x.level)
		if !x.evidence || !l.inPair(x, cycles) {
			continue
		}
		who[x.who] = true
		r.Gains.Ratings++
		if known && x.level > was {
			r.Gains.Raised++
			r.Gains.Levels += x.level - was
		}
	}
	r.Gains.People = len(who)
}

func (l *ledger) inPair(x yearRating, cycles []*yearCycle) bool {
	for _, c := range cycles {
		for _, p := range c.pairs {
			until := cmp.Or(p.ended, l.today)
			if p.review != nil {
				until = max(until, p.review.day) // what a late review found was learned in the pair
			}
			if p.mentee.who == x.who && p.state != "proposed" && p.since <= x.day && x.day <= until {
				return true
			}
		}
	}
	return false
}

// health judges an active pair by the words of the manual: what stalled, then what is
// to be looked at, then what is too young to be judged.
func (l *ledger) health(p *yearPair) string {
	if p.state != "active" {
		return ""
	}
	held, missed, planned := p.is("held"), p.is("missed"), p.is("planned")
	var lastHeld, lastMissed, fit, fitDay string
	if len(held) > 0 {
		lastHeld = last(held).day
	}
	if len(missed) > 0 {
		lastMissed = last(missed).day
	}
	for _, s := range held {
		if s.fit != "" {
			fit, fitDay = s.fit, s.day
		}
	}
	var overdue, after, next bool // planned and past; that 21 days ago and after the last held; ahead
	for _, s := range planned {
		overdue = overdue || s.day < l.today
		after = after || s.day < l.today && s.day > lastHeld && daysFrom(s.day, l.today) >= stalled
		next = next || s.day >= l.today
	}
	quiet := daysFrom(max(p.since, lastHeld), l.today)
	age := daysFrom(p.since, l.today)
	switch {
	case after,
		!next && lastMissed > lastHeld && daysFrom(lastMissed, l.today) >= stalled,
		!next && !overdue && quiet >= silence:
		return "stalled"
	case overdue, lastMissed > lastHeld && !next:
		return "needs check-in"
	case len(held) == 0 && age < tooEarly:
		return "too early"
	case fit == "" && len(held) > 0, fit == "still deciding" && lastHeld > fitDay, // asked at the first, and again at the next
		l.asks(p, "mentee"), l.asks(p, "mentor"), l.behind(p),
		p.until < l.today,
		!next && (len(held) == 0 || daysFrom(lastHeld, l.today) > cmp.Or(p.cadence, yearCadence)):
		return "needs check-in"
	}
	return "on track"
}

// asks says whether a side is unhappy, or due to be asked.
func (l *ledger) asks(p *yearPair, side string) bool {
	var newest yearFeedback
	for _, f := range p.feedback {
		if f.side == side && f.day >= newest.day {
			newest = f
		}
	}
	if newest.day == "" {
		return dayAfter(p.since, firstAsked) <= l.today
	}
	return newest.score <= 2 || dayAfter(newest.day, askedEvery) <= l.today
}

func (l *ledger) behind(p *yearPair) bool {
	return slices.ContainsFunc(p.milestones, func(m *yearMilestone) bool { return m.reached == "" && m.due < l.today })
}
