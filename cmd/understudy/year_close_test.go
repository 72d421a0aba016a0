package main

import (
	"fmt"
	"slices"
	"strings"
)

func (y *year) may(people []yearPerson) {
	y.on("2026-05-04")
	y.meet(3)
	for i, p := range y.active() {
		y.feedbackOf(p, "mentee", 1+(i+3)%5)
		if i%2 == 0 {
			y.feedbackOf(p, "mentor", 3+i%3)
		}
		if i%3 == 0 {
			y.reach(p, "Goals agreed")
		}
		if i%4 == 1 {
			y.rate(p.mentee.who, "Go", 2, "self", "thinks so")
			y.rate(p.mentee.who, "Go", 2, "manager", "showed it in a review")
		}
		if i == 2 { // said twice on one day, the second counts
			y.feedbackOf(p, "mentee", 5)
		}
	}

	// The day has come on which one leaves; another is a leaver by the people's file.
	y.on("2026-05-18")
	if out := y.must("pair", "leavers"); !strings.Contains(out+last(y.told).text, "1 pair") {
		y.t.Errorf("the pair of who left on 15 May is not closed: %s%s", out, last(y.told).text)
	}
	for who := range y.left {
		y.gone(who, "left the company")
	}
	left := y.active()[1].mentor.who
	number := people[slices.IndexFunc(people, func(p yearPerson) bool { return p.name == left })].number
	y.must("import", "employees", y.file("leaver.csv", "number,name,left on\n"+number+","+left+",2026-05-18\n"))
	y.left[left] = y.today
	y.gone(left, "left the company")
	on := slices.IndexFunc(y.present().pairs, func(p *yearPair) bool { return p.state == "on hold" })
	y.resume(y.present().pairs[on])
	by := y.active()[3]
	y.must("pair", "close", by.label(), "--because", "they never found a day")
	y.end(by, "closed early", "they never found a day")
	again, _ := y.match("--name", "after the leavers")
	y.publishAs(again, "active")
	y.on("2026-05-26")
	y.meet(2)
	y.settleActions()
	y.waitingIsTheLedgers()
}

func (y *year) june([]yearPerson) {
	y.on("2026-06-08")
	y.meet(2)
	y.on("2026-06-22")
	for i, p := range y.active() {
		if len(p.is("held")) == 0 || i%5 == 4 {
			continue
		}
		v := yearReview{outcome: []string{"reached", "partly reached", "not reached"}[i%3], lessons: []string{fmt.Sprintf("Begin sooner (%d)", i%4)}}
		if i%2 == 0 {
			v.story, v.told = y.story(p, i), i%4 == 0
		}
		y.review(p, v, i%3 != 1)
	}
	told := slices.IndexFunc(y.present().pairs, func(p *yearPair) bool { return p.review != nil && p.review.told })
	y.silence(y.present().pairs[told].mentor.who)
	y.sameReports() // mentors whose pair is completed wait again, those who had come back as well
	y.waitingIsTheLedgers()

	y.on("2026-06-29")
	y.refused(exitInvalid, "end each with its closing review", "cycle", "close", yearProgram)
	c := y.present()
	y.must("set", "cycle", yearProgram+", spring", "lessons=Ask for consent earlier")
	y.must("cycle", "close", yearProgram, "--pairs", "completed")
	y.closed(c, []string{"Ask for consent earlier"}, "completed", "")

	// A review can be written later; what it found was learned in the pair.
	y.on("2026-06-30")
	late := slices.IndexFunc(c.pairs, func(p *yearPair) bool { return p.state == "completed" && p.review == nil && len(p.is("held")) > 0 })
	y.review(c.pairs[late], yearReview{outcome: "reached", lessons: []string{"Write the review in time"}}, true)
	y.everythingElseIsPrinted()
}

func (y *year) july([]yearPerson) {
	y.on("2026-07-06")
	old := y.present()
	got := read[struct {
		Mentees int `json:"mentees"`
		Mentors int `json:"mentors"`
	}](y.terminalless, "cycle", "copy", yearProgram, "autumn", "--cycle", "spring", "--starts", "2026-07-15", "--ends", "2026-09-30", "--mentees", "waiting", "--mentors", "all")
	y.addCycle("autumn", "2026-07-15", "2026-09-30")
	for _, e := range old.enrolments {
		if e.side == "mentee" && y.waits(old, e) {
			got.Mentees--
			y.enrolled(e.who, e.side, e.places-old.taken(e), e.since)
		}
		if e.side == "mentor" && y.there(e) && e.places > 0 {
			got.Mentors--
			y.enrolled(e.who, e.side, e.places, e.since)
		}
	}
	if got.Mentees != 0 || got.Mentors != 0 {
		y.t.Errorf("%d more mentees and %d more mentors were taken over than wait", got.Mentees, got.Mentors)
	}
	shown := read[cycleShowJSON](y.terminalless, "cycle", "show", yearProgram)
	if len(shown.Taught) != 1 || !slices.Equal(shown.Taught[0].Lessons, old.lessons) {
		y.t.Errorf("taught %+v, want %v", shown.Taught, old.lessons)
	}

	// Who was mentored in spring may ask again.
	y.move("enrolling")
	n := 0
	for _, p := range old.pairs {
		if p.state == "completed" && y.there(p.mentee) && n < 6 {
			n++
			y.must("enrol", yearProgram, p.mentee.who, "--as", "mentee", "--prefer", p.mentor.who)
			y.enrolled(p.mentee.who, "mentee", 1, "")
		}
	}
	y.waitingIsTheLedgers()
	y.on("2026-07-15")
	first, _ := y.match()
	for i := range 2 {
		y.reviewDecline(first, first.proposals[2*i][0], "coordinator", "")
	}
	second, _ := y.match()
	pairs := y.publishAs(second, "active")
	for i, p := range pairs {
		if i%2 == 0 {
			y.agree(p, 14, 45)
			y.planSeries(p, dayAfter(y.today, 7), 8) // some are after the end of the cycle
		}
	}
	y.on("2026-07-24")
	y.meet(2)
}

func (y *year) august([]yearPerson) {
	y.on("2026-08-05")
	y.meet(2)
	y.leave(y.active()[0].mentee.who, y.today)
	y.withdraw(y.active()[0].mentor.who, "mentor", "parental leave")
	y.hold(y.active()[1])
	y.on("2026-08-17")
	next, _ := y.match("--name", "August")
	if len(next.proposals) > 0 {
		y.publishAs(next, "active")
	}
	for i, p := range y.active() {
		y.feedbackOf(p, []string{"mentee", "mentor"}[i%2], 2+i%4)
		if i%2 == 1 {
			y.reach(p, "Goals agreed")
			y.must("pair", "note", p.label(), y.secret("talks of leaving", p.mentor.who))
		}
	}
	y.on("2026-08-28")
	y.meet(3)
	y.settleActions()
	y.waitingIsTheLedgers()
}

func (y *year) september([]yearPerson) {
	y.on("2026-09-10")
	y.meet(2)
	y.on("2026-09-25")
	for i, p := range y.active() {
		if len(p.is("held")) > 0 && i%3 != 2 {
			v := yearReview{outcome: []string{"partly reached", "reached"}[i%2], lessons: []string{"Begin sooner (1)", "Plan the summer"}, story: y.story(p, i+2), told: i%4 == 2}
			y.review(p, v, true)
		}
	}
	y.sameReports()
	y.waitingIsTheLedgers()
	y.on("2026-09-28")
	c := y.present()
	y.must("cycle", "close", yearProgram, "--pairs", "closed early", "--because", "the year is over")
	y.closed(c, nil, "closed early", "the year is over")
	y.everythingElseIsPrinted()
}

// story is one that may be told for every fourth, and a secret for the others.
func (y *year) story(p *yearPair, i int) string {
	if i%4 == 0 {
		return fmt.Sprintf("She leads the review now (%s, %d).", y.today, i)
	}
	return y.secret("she nearly gave up", p.mentee.who)
}

// review closes a pair with the mentee's new levels and where the goals ended.
func (y *year) review(p *yearPair, v yearReview, learned bool) {
	y.t.Helper()
	var args []string
	for _, g := range sortedKeys(p.goals) {
		end := []string{"=4", "=2:open", "=1:dropped"}[len(p.is("held"))%3]
		args = append(args, "--goal", g+end)
		p.goals[g] = map[string]string{"=4": "reached", "=2:open": "open", "=1:dropped": "dropped"}[end]
	}
	if learned {
		for i, skill := range []string{"Go", "SQL"} {
			level := 2 + (len(p.sessions)+i)%2
			args = append(args, "--skill", fmt.Sprintf("%s=%d", skill, level))
			y.ratings = append(y.ratings, yearRating{p.mentee.who, skill, "assessment", y.today, level, true})
		}
	}
	y.closeWith(p, v, args...)
}

// closed writes the closing of a cycle into the ledger: pairs end, the lessons of the
// reviews become the cycle's.
func (y *year) closed(c *yearCycle, lessons []string, state, reason string) {
	for _, p := range c.pairs {
		switch {
		case p.state == "proposed" && reason == "":
			y.end(p, "closed early", "the cycle closed before both had agreed")
		case p.running():
			y.end(p, state, reason)
		}
	}
	c.state, c.lessons = "closed", lessons
	for _, p := range reviewedByDay(c) {
		for _, l := range p.review.lessons {
			if !slices.Contains(c.lessons, l) {
				c.lessons = append(c.lessons, l)
			}
		}
	}
}

// leave sets the last day of somebody; if that is today, their pairs end with it.
func (y *year) leave(who, day string) {
	y.t.Helper()
	y.must("set", "employee", who, "left_on="+day)
	y.left[who] = day
	y.gone(who, "left the company")
}

// silence has somebody take back their consent to stories.
func (y *year) silence(who string) {
	y.t.Helper()
	y.must("add", "consent", "employee="+who, "topic=success stories", "since=2026-01-01", "until="+y.today)
	y.silent[who] = y.today
}

// missed notes that the session planned next was missed, if its day has come.
func (y *year) missed(p *yearPair) {
	y.t.Helper()
	planned := p.is("planned")
	if len(planned) == 0 || planned[0].day > y.today {
		y.log(p, y.today, "missed", 0)
		return
	}
	y.must("session", "miss", p.label(), "--because", "nobody came")
	planned[0].state = "missed"
}

// meet has the pairs do what pairs do in some days: most meet, and some miss, move or
// cancel what they planned, by the dice.
func (y *year) meet(days int) {
	y.t.Helper()
	for _, p := range y.active() {
		planned := p.is("planned")
		switch dice := y.rng.IntN(12); {
		case dice < 7:
			y.log(p, dayAfter(y.today, -y.rng.IntN(min(days, daysSince(p, y.today)+1))), "held", 10*y.rng.IntN(9))
			if answer := []string{"", "good", "still"}[y.rng.IntN(3)]; answer != "" && y.today < dayAfter(p.until, -10) {
				y.fit(p, answer)
			}
		case dice == 7:
			y.missed(p)
		case dice == 8 && len(planned) > 0:
			y.must("session", "cancel", p.label(), "--because", "on leave")
			planned[0].state = "cancelled"
		case dice == 9 && len(planned) > 0:
			y.shift(p)
		case dice == 10 && len(planned) > 0:
			y.must("session", "cancel", p.label(), "--because", "the summer", "--rest")
			for _, s := range planned {
				s.state = "cancelled"
			}
		}
	}
}

func daysSince(p *yearPair, today string) int { return daysFrom(p.since, today) }

// shift moves the next planned session, and the rest with it, a day past today.
func (y *year) shift(p *yearPair) {
	y.t.Helper()
	planned := p.is("planned")
	by := daysFrom(planned[0].day, y.today) + 1
	for _, s := range planned {
		if left := dayAfter(s.day, by); left > p.until || y.left[p.mentee.who] != "" || y.left[p.mentor.who] != "" {
			return // refused, as it would be after the end
		}
	}
	y.must("session", "move", p.label(), "--to", dayAfter(y.today, 1), "--rest")
	for _, s := range planned {
		s.day = dayAfter(s.day, by)
	}
}

// settleActions has every third pair say what was done of what was agreed.
func (y *year) settleActions() {
	y.t.Helper()
	for _, c := range y.cycles {
		for i, p := range c.pairs {
			for j, name := range sortedKeys(p.actions) {
				if p.actions[name] != "open" || i%3 == 2 {
					continue
				}
				verb := []string{"done", "drop"}[j%2]
				y.must("action", verb, name)
				p.actions[name] = map[string]string{"done": "done", "drop": "dropped"}[verb]
			}
		}
	}
}
