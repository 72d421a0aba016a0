package demo

// closePair ends one pair of a past cycle, most of them well, with the sessions
// and goals that it had.
func (w *world) closePair(c *cycle, k int) {
	p := &c.pairs[k]
	a := c.enrolments[p.mentee].person
	d := w.roll(ofSessions, int(a))
	p.state, p.ended = "completed", workday(c.ends-int32(d.between(0, 25)), -1)
	switch {
	case !w.stays(a):
		p.state, p.reason, p.ended = "closed early", "mentee left the company", w.people[a].left
	case d.chance(14):
		p.state, p.ended = "closed early", workday(p.since+int32(d.between(40, 150)), -1)
		p.reason = pick(d, []string{"not a good fit", "no time on the mentor’s side", "mentee changed function", "goals reached early", "parental leave"})
	default:
		p.reason = pick(d, []string{"", "", "end of the cycle"})
	}
	p.sessions = w.meet(d, p.since+int32(d.between(5, 14)), p.ended, d.between(14, 30))
	p.goals = w.goals(d, a, p.state == "completed", true)
}

// meet is a row of sessions at about equal distances, all in the past.
func (w *world) meet(d dice, from, to int32, every int) []session {
	var out []session
	hour, minutes := 60*d.between(9, 16), pick(d, []int{30, 45, 60, 60, 90})
	fit := d.weighted(76, 18, 6)
	for day := from; day <= to; day += int32(every + d.between(-4, 4)) {
		s := w.held(d, workday(day, -1), hour, minutes)
		switch d.weighted(83, 9, 8) {
		case 1:
			s = session{date: s.date, time: hour, minutes: minutes, state: "missed", notes: pick(d, []string{"", "Nobody came; a customer was on the phone.", "Mentee was ill."})}
		case 2:
			s = session{date: s.date, time: hour, minutes: minutes, state: "cancelled", notes: pick(d, []string{"", "Moved to the next date.", "Travel."})}
		}
		if s.state == "held" && len(out) < 3 {
			s.fit = []string{"good fit", "still deciding", "not a good fit"}[fit]
		}
		if len(out) == 0 || out[len(out)-1].date < s.date {
			out = append(out, s)
		}
	}
	return out
}

// held is one session that took place.
func (w *world) held(d dice, day int32, hour, minutes int) session {
	s := session{date: day, time: hour, minutes: minutes, state: "held"}
	if d.chance(45) {
		s.notes = pick(d, []string{
			"Looked at the last month: what went well, what did not.",
			"Went through the presentation for the quarter.",
			"Talked about how to say no to a good idea.",
			"Prepared the talk with the manager about the next step.",
			"How to hand work over without taking it back.",
			"First names, expectations, how often to meet.",
			"What a week looks like in the other market.",
		})
	}
	if d.chance(35) {
		s.actions = pick(d, []string{
			"Write down three situations to talk about",
			"Ask two colleagues for feedback\nBring the answers",
			"Lead the next weekly meeting",
			"Read the handover of the last project",
			"Introduce the mentee to the local team",
		})
	}
	return s
}

// states is how many health tells apart.
const states = 10

// health gives each pair of the running cycle a state of its own, so that the
// coordinator's day has one of each kind of work before any comes again.
func (w *world) health(c *cycle, k int) {
	p := &c.pairs[k]
	a := c.enrolments[p.mentee].person
	d := w.roll(ofSessions, int(a))
	p.goals = w.goals(d, a, false, false)
	every := d.between(12, 21)
	first := p.since + int32(d.between(4, 10))
	state, ago := k, int32(26)
	if k >= states { // after one of each, most are well
		state, ago = d.weighted(4, 4, 14, 6, 30, 6, 5, 14, 5, 12), int32(d.between(22, 38))
	}
	switch state {
	case 0: // stalled: one missed, and what became of the next nobody knows
		p.sessions = append(w.meet(d, first, w.today-52, every), w.planned(w.today-ago-14, "missed"), w.planned(w.today-ago, "planned"))
		w.lastFit(p, "still deciding")
	case 1: // never met
	case 2: // meets this week
		p.sessions = append(w.meet(d, first, w.today-8, every), w.planned(workday(w.today+1, 1), "planned"))
	case 3: // met for the first time, and was not asked yet how it fits
		p.since = workday(w.today-17, 1)
		s := w.held(d, workday(w.today-4, -1), 600, 60)
		p.sessions = []session{s}
	case 4, 7, 9: // well, the next one planned
		p.sessions = append(w.meet(d, first, w.today-6, every), w.planned(workday(w.today+int32(d.between(5, 16)), 1), "planned"))
		w.lastFit(p, "good fit")
	case 5: // was to meet, but nothing was logged
		p.sessions = append(w.meet(d, first, w.today-20, every), w.planned(workday(w.today-ago/5, -1), "planned"))
	case 6:
		p.state = "on hold"
		p.sessions = w.meet(d, first, w.today-30, every)
		if len(p.sessions) > 0 {
			p.sessions[len(p.sessions)-1].notes = "On hold until the mentee is back from leave."
		}
	case 8:
		p.state, p.ended, p.reason = "closed early", workday(w.today-11, -1), "not a good fit"
		p.sessions = w.meet(d, first, p.ended-3, every)
		w.lastFit(p, "not a good fit")
	}
}

// planned is a session that has not taken place.
func (w *world) planned(day int32, state string) session {
	return session{date: workday(day, -1), time: 570, minutes: 60, state: state}
}

// lastFit sets the answer of the last session held.
func (w *world) lastFit(p *pair, fit string) {
	for k := len(p.sessions) - 1; k >= 0; k-- {
		if p.sessions[k].state == "held" {
			p.sessions[k].fit = fit
			return
		}
	}
}

// goals are one or two things that a pair works toward, on a scale of 0 to 5.
func (w *world) goals(d dice, mentee int32, well, over bool) []goal {
	names := []string{
		"Lead a planning round", "Run a workshop alone", "Speak before the whole department", "Know ten people of another function",
		"Hand over two tasks for good", "Prepare a stay in another market", "Decide on the next role", "Give feedback every week",
	}
	var out []goal
	for _, n := range some(d, names, d.between(1, 2)) {
		g := goal{name: n, skill: -1, before: d.between(0, 2), after: -1, state: "open"}
		g.target = g.before + d.between(1, 3)
		switch {
		case over && (well && d.chance(78) || d.chance(20)):
			g.state, g.after = "reached", g.target
		case over && d.chance(30):
			g.state, g.after = "dropped", g.before
		case over:
			g.after = max(g.before, g.target-1)
		}
		out = append(out, g)
	}
	if gaps := w.gapsOf(int(mentee), w.levelsOf(int(mentee))); len(gaps) > 0 && d.chance(60) {
		k := pick(d, gaps)
		g := goal{name: "Learn " + w.skills[k.skill], skill: k.skill, before: max(0, k.level-1), target: k.level, after: -1, state: "open"}
		if over { // the gap is still there today
			g.state, g.after = "dropped", g.before
		}
		out = append(out, g)
	}
	return out
}
