package main

import (
	"slices"
	"strings"
	"time"
)

// ledger is what the script of a year did, kept apart from the program: nothing in it
// is read from the file but who was proposed to whom, and ids.
type ledger struct {
	today   string
	cycles  []*yearCycle
	left    map[string]string // by name, the day on which they left
	silent  map[string]string // the day on which they took back their consent to stories
	ratings []yearRating
}

type yearCycle struct {
	id                        int64
	name, state, starts, ends string
	lessons                   []string
	enrolments                []*yearEnrolment
	scenarios                 []*yearScenario
	pairs                     []*yearPair
}

type yearEnrolment struct {
	who, side           string
	places              int
	since               string
	withdrawn, returned bool
}

type yearScenario struct {
	id              int64
	name, state     string
	places, matched int
	points          int64 // thousandths
	proposals       [][2]string
	published       int
}

type yearPair struct {
	id                          int64
	cycle                       *yearCycle
	scenario                    *yearScenario
	mentee, mentor              *yearEnrolment
	state, since, ended, reason string
	agreed                      [2]bool // mentee, mentor
	cadence, minutes            int     // as agreed; 0: the program's
	until                       string
	sessions                    []*yearSession
	goals                       map[string]string // name, state
	actions                     map[string]string
	milestones                  []*yearMilestone
	feedback                    []yearFeedback
	review                      *yearReview
}

type yearSession struct {
	day, state, fit string
	minutes         int
}

type yearMilestone struct{ name, due, reached string }

type yearFeedback struct {
	side, day string
	score     int
}

type yearReview struct {
	day, outcome, story string
	told                bool
	lessons             []string
}

type yearRating struct {
	who, skill, source, day string
	level                   int
	evidence                bool
}

// What the program of the year is set to; the rest are the defaults of DESIGN.
const (
	yearCadence = 14
	yearMinutes = 50
	tooEarly    = 14
	stalled     = 21
	silence     = 28
	firstAsked  = 30
	askedEvery  = 60
)

// yearMilestones are those of the program, by the days after the start.
var yearMilestones = []struct {
	name  string
	after int
}{{"Goals agreed", 21}, {"Half-way review", 70}}

func dayAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

func daysFrom(a, b string) int {
	x, _ := time.Parse(time.DateOnly, a)
	y, _ := time.Parse(time.DateOnly, b)
	return int(y.Sub(x).Hours() / 24)
}

func (p *yearPair) label() string { return p.mentee.who + " → " + p.mentor.who }

// ref is what a command calls a pair: two who met twice have a label in common.
func (p *yearPair) ref() string {
	if p.running() {
		return p.label()
	}
	return "#" + itoa(p.id)
}

func (p *yearPair) running() bool {
	return p.state == "proposed" || p.state == "active" || p.state == "on hold"
}

// is picks the sessions of a state, the earliest first; of one day, as they were made.
func (p *yearPair) is(state string) (out []*yearSession) {
	for _, s := range p.sessions {
		if s.state == state {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b *yearSession) int { return strings.Compare(a.day, b.day) })
	return out
}

func last[T any](list []T) (v T) {
	if len(list) > 0 {
		v = list[len(list)-1]
	}
	return v
}

// taken counts the places of an enrolment that are filled: a mentor whose pair is
// completed can take the next, a mentee who was mentored asks for no more.
func (c *yearCycle) taken(e *yearEnrolment) (n int) {
	for _, p := range c.pairs {
		if p.mentee == e && p.state != "closed early" || p.mentor == e && p.running() {
			n++
		}
	}
	return n
}

// there says whether someone takes part.
func (l *ledger) there(e *yearEnrolment) bool {
	left := l.left[e.who]
	return !e.withdrawn && (left == "" || left > l.today)
}

func (l *ledger) waits(c *yearCycle, e *yearEnrolment) bool {
	return l.there(e) && e.places > c.taken(e)
}

func (c *yearCycle) enrolment(who, side string) *yearEnrolment {
	i := slices.IndexFunc(c.enrolments, func(e *yearEnrolment) bool { return e.who == who && e.side == side })
	if i < 0 {
		return nil
	}
	return c.enrolments[i]
}

// publish makes pairs of a scenario's proposals.
func (l *ledger) publish(c *yearCycle, s *yearScenario, state string) (made []*yearPair) {
	for _, who := range s.proposals {
		p := &yearPair{
			cycle: c, scenario: s, mentee: c.enrolment(who[0], "mentee"), mentor: c.enrolment(who[1], "mentor"),
			since: l.today, goals: map[string]string{}, actions: map[string]string{}, until: c.ends,
		}
		made = append(made, p)
		if p.state = state; state == "active" {
			p.begin(l.today)
		}
	}
	c.pairs = append(c.pairs, made...)
	s.published, c.state = len(made), "running"
	for _, p := range made {
		for _, e := range []*yearEnrolment{p.mentee, p.mentor} {
			e.returned = e.returned && e.places > c.taken(e)
		}
	}
	return made
}

// begin makes a pair active as of a day, with the milestones of the program.
func (p *yearPair) begin(day string) {
	p.state, p.since = "active", day
	for _, m := range yearMilestones {
		p.milestones = append(p.milestones, &yearMilestone{name: m.name, due: dayAfter(day, m.after)})
	}
}

// end ends a pair: what was planned is cancelled, and of one that closed early both
// who still take part wait again.
func (l *ledger) end(p *yearPair, state, reason string) {
	p.state, p.reason, p.ended = state, reason, l.today
	for _, s := range p.is("planned") {
		s.state = "cancelled"
	}
	for _, e := range []*yearEnrolment{p.mentee, p.mentor} {
		e.returned = e.returned || state == "closed early" && l.there(e)
	}
}

// gone ends the running pairs of somebody who takes part no more.
func (l *ledger) gone(who, reason string) (n int) {
	for _, c := range l.cycles {
		for _, p := range c.pairs {
			for _, e := range []*yearEnrolment{p.mentee, p.mentor} {
				if e.who == who && p.running() && !l.there(e) {
					l.end(p, "closed early", "the "+e.side+" "+reason)
					n++
				}
			}
		}
	}
	return n
}

// settle is the session that a log of a day is about: the one planned for that day, or
// the oldest planned before, or a new one.
func (p *yearPair) settle(day string) *yearSession {
	planned := p.is("planned")
	for _, s := range planned {
		if s.day == day {
			return s
		}
	}
	if len(planned) > 0 && planned[0].day < day {
		return planned[0]
	}
	s := &yearSession{}
	p.sessions = append(p.sessions, s)
	return s
}

// series are the days that planning a series plans.
func (l *ledger) series(p *yearPair, first string, every, count int) (out []string) {
	for i := range count {
		day := dayAfter(first, i*every)
		taken := slices.ContainsFunc(p.is("planned"), func(s *yearSession) bool { return s.day == day })
		gone := false
		for _, e := range []*yearEnrolment{p.mentee, p.mentor} {
			gone = gone || l.left[e.who] != "" && l.left[e.who] <= day
		}
		if day <= p.until && !taken && !gone {
			out = append(out, day)
		}
	}
	return out
}

func (l *ledger) plan(p *yearPair, days []string) {
	for _, d := range days {
		p.sessions = append(p.sessions, &yearSession{day: d, state: "planned"})
	}
}
