package demo

import "strings"

// milestone is a step of a pair; reached is 0 while it is not.
type milestone struct {
	name         string
	due, reached int32
}

type feedback struct {
	side    string
	date    int32
	score   int
	comment string
}

// agreement is how a pair wants to work; agreed is 0 where nothing was agreed.
type agreement struct {
	agreed           int32
	cadence, minutes int
	topics           string
}

// review is how a pair ended; date is 0 where nobody was asked.
type review struct {
	date                                     int32
	outcome, learned, thanks, story, lessons string
	consent                                  bool
}

// steps are the milestones of the demo's programs, with the days after the start.
var steps = []struct {
	name  string
	after int32
}{{"Goals agreed", 21}, {"Half-time talk", 120}, {"Closing talk", 240}}

// follow gives a pair what a coordinator notes beside its sessions. The k-th pair
// of the running cycle lacks something in turn, so that each has its place in
// the coordinator's day.
func (w *world) follow(c *cycle, k int) {
	p := &c.pairs[k]
	d := w.roll(ofFollow, int(c.enrolments[p.mentee].person))
	end := w.today
	if p.ended != 0 {
		end = p.ended
	}
	first := p.firstHeld()
	if first != 0 {
		p.agreement = agreement{
			agreed: first, cadence: pick(d, []int{14, 14, 21, 28}), minutes: pick(d, []int{45, 60, 60, 90}),
			topics: pick(d, []string{"The next step, and what it needs.", "Leading without orders.", "Working with other markets.", "Visibility outside the team."}),
		}
	}
	w.followSteps(d, p, end, c.state == "running" && k == 7)
	if first != 0 && !(c.state == "running" && k == 9) {
		p.feedback = w.feedbackOf(d, p, end)
	}
	if p.state == "completed" {
		p.review = reviewOf(d, *p)
	}
	if d.chance(12) {
		p.note = pick(d, []string{"The mentor would rather talk on the phone.", "Asked me not to tell the manager yet.", "Keep an eye on this one: both are very busy."})
	}
}

func (p *pair) firstHeld() int32 {
	for _, s := range p.sessions {
		if s.state == "held" {
			return s.date
		}
	}
	return 0
}

func (w *world) followSteps(d dice, p *pair, end int32, late bool) {
	for _, s := range steps {
		m := milestone{name: s.name, due: p.since + s.after}
		if on := m.due + int32(d.between(-6, 4)); on <= end && p.firstHeld() != 0 && !late {
			m.reached = max(on, p.since)
		}
		p.milestones = append(p.milestones, m)
	}
}

// feedbackOf asks both sides at thirty days and then every sixty.
func (w *world) feedbackOf(d dice, p *pair, end int32) (out []feedback) {
	for day := p.since + 30; day+5 <= end; day += 60 {
		for _, side := range []string{"mentee", "mentor"} {
			out = append(out, feedback{side: side, date: workday(day+int32(d.between(0, 2)), 1), score: 3 + d.weighted(15, 45, 40), comment: pick(d, []string{"", "", "More time for examples, please.", "I look forward to every session.", "We found our way of working."})})
		}
	}
	return out
}

// reviewOf closes a completed pair by what became of its goals.
func reviewOf(d dice, p pair) review {
	reached := 0
	for _, g := range p.goals {
		if g.state == "reached" {
			reached++
		}
	}
	r := review{
		date: p.ended, outcome: "partly reached", consent: d.chance(60),
		learned: pick(d, []string{"Saying no, and giving the reason first.", "How decisions are made two levels up.", "To ask before answering."}),
		thanks:  pick(d, []string{"", "For the patience, and the frank words.", "For every door that was opened."}),
		lessons: pick(d, []string{"", "Agree on the goals in the first session, not the third.", "Half-time talk a month earlier."}),
	}
	switch reached {
	case len(p.goals):
		r.outcome = "reached"
	case 0:
		r.outcome = "not reached"
	}
	if r.outcome == "reached" && d.chance(50) {
		r.story = "What began as an hour every other week ended with a role that neither had thought of."
	}
	return r
}

func (w *writer) programSteps() error {
	return w.rows("program_milestone", []string{"program_id", "name", "after"}, func(put add) error {
		for k := range w.programs {
			for _, s := range steps {
				if err := put(id(k), s.name, int64(s.after)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// eachPair calls fn with every pair of a cycle and its id.
func eachPair(c placed, fn func(id int64, p pair) error) error {
	for k, p := range c.pairs {
		if err := fn(c.pair+int64(k), p); err != nil {
			return err
		}
	}
	return nil
}

func agreementRows(c placed, put add) error {
	return eachPair(c, func(id int64, p pair) error {
		if p.agreement.agreed == 0 {
			return nil
		}
		g := p.agreement
		return put(id, date(g.agreed), int64(g.cadence), int64(g.minutes), g.topics)
	})
}

func milestoneRows(c placed, put add) error {
	return eachPair(c, func(id int64, p pair) error {
		for _, m := range p.milestones {
			if err := put(id, m.name, date(m.due), date(m.reached)); err != nil {
				return err
			}
		}
		return nil
	})
}

func feedbackRows(c placed, put add) error {
	return eachPair(c, func(id int64, p pair) error {
		for _, f := range p.feedback {
			if err := put(id, f.side, date(f.date), int64(f.score), f.comment); err != nil {
				return err
			}
		}
		return nil
	})
}

func reviewRows(c placed, put add) error {
	return eachPair(c, func(id int64, p pair) error {
		r := p.review
		if r.date == 0 {
			return nil
		}
		consent := int64(0)
		if r.consent {
			consent = 1
		}
		return put(id, date(r.date), r.outcome, r.learned, r.thanks, r.story, consent, r.lessons)
	})
}

func pairNoteRows(c placed, put add) error {
	return eachPair(c, func(id int64, p pair) error {
		if p.note == "" {
			return nil
		}
		return put(id, date(p.since), p.note)
	})
}

// actionRows writes what was agreed in each session: done by the next one that was
// held, or when the pair ended; open otherwise.
func actionRows(c placed, put add) error {
	at := c.session
	return eachPair(c, func(id int64, p pair) error {
		for i, s := range p.sessions {
			done, state := any(nil), "open"
			if next := (&pair{sessions: p.sessions[i+1:]}).firstHeld(); next != 0 {
				done, state = date(next), "done"
			} else if p.ended > 0 {
				done, state = date(p.ended), "done"
			}
			for line := range strings.Lines(s.actions) {
				if err := put(id, at, strings.TrimSpace(line), state, done); err != nil {
					return err
				}
			}
			at++
		}
		return nil
	})
}
