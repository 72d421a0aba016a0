package demo

import "slices"

// carryOut gives the placements of the running plan what has become of them by today:
// in each state one at least, where there are enough.
func (w *writer) carryOut(r *rotationPlan) {
	d, now := w.roll(ofRotations, 3), r.now(w.today)
	slices.SortStableFunc(r.placements, func(a, b placement) int { return a.first - b.first })
	seen := map[string]int{}
	for k := range r.placements {
		x := &r.placements[k]
		phase := "coming"
		switch {
		case x.last < now:
			phase = "over"
		case x.first <= now:
			phase = "on"
		case x.first == now+1:
			phase = "next"
		}
		seen[phase]++
		x.state = stateIn(phase, seen[phase])
		w.approve(d, r, x)
		w.live(d, r, x)
	}
}

// stateIn is the state of the n-th placement, from 1, of a phase. One that is over is
// still to be closed, and one that is on has not begun, so that a day has such work.
func stateIn(phase string, n int) string {
	switch phase {
	case "over":
		return []string{"running", "done"}[min(n, 2)-1]
	case "on":
		return []string{"running", "running", "broken off", "running", "running", "approved by host"}[(n-1)%6]
	case "next":
		return []string{"approved by host", "approved by manager", "proposed", "approved by host"}[(n-1)%4]
	}
	if n == 2 {
		return "cancelled"
	}
	return []string{"proposed", "approved by manager"}[n%2]
}

func (w *writer) approve(d dice, r *rotationPlan, x *placement) {
	told := max(r.starts-26, min(w.today-3, r.start(x.first)-20))
	x.managerOK = workday(told+int32(d.between(0, 2)), -1)
	x.hostOK = workday(told+int32(d.between(2, 3)), -1)
	x.hostOK = max(x.hostOK, x.managerOK)
	switch x.state {
	case "proposed", "cancelled":
		x.managerOK, x.hostOK = 0, 0
	case "approved by manager":
		x.hostOK = 0
	}
}

// live tells the days of a placement that has begun.
func (w *writer) live(d dice, r *rotationPlan, x *placement) {
	m, s := &r.members[x.member], r.seats[x.seat]
	x.before = levelIn(m.have, s.skill)
	begun := workday(r.start(x.first), 1)
	switch x.state {
	case "cancelled":
		x.ended, x.reason, x.before = workday(w.today-9, -1), "the participant has another project until autumn", -1
		m.withdrawn = x.ended
		return
	case "proposed", "approved by manager", "approved by host":
		x.before = -1
		x.handovers = w.handover(d, m, x, begun, 0)
		return
	case "broken off":
		x.begun, x.ended = begun, workday(max(begun+8, w.today-6), -1)
		x.reason, x.outcome = "the home team lost two people to a flu, and could not wait", "returns"
	case "done":
		x.begun, x.ended, x.outcome, x.after = begun, workday(r.end(x.last), -1), "returns", x.before
		x.learned = pick(d, []string{"Sat in with every case, but has not done one alone yet.", "Two months were too short for it; would come back for a third."})
	case "running":
		x.begun = begun
	}
	x.handovers = w.handover(d, m, x, begun, r.end(x.last))
	x.sessions = w.checkIns(d, x, r.end(x.last))
	x.feedback = w.placed(d, x)
}

// handover is the work that someone leaves for a placement; back is the day on which
// it comes back, 0 where that is not to be thought of yet.
func (w *writer) handover(d dice, m *member, x *placement, begun, back int32) []handover {
	taker := w.people[m.person].boss
	var out []handover
	for k, name := range []string{"Open work, with who waits for it", "Regular meetings and who leads them", "Access that others need meanwhile"} {
		h := handover{name: name, way: "out", taker: taker, due: workday(begun-3, -1)}
		if x.begun != 0 {
			h.given, h.taken = workday(begun-int32(3+k), -1), workday(begun-int32(2+k), -1)
		} else if x.state == "approved by host" && h.due-14 < w.today && k == 0 {
			h.given = workday(w.today-int32(d.between(1, 4)), -1)
		}
		out = append(out, h)
	}
	if back == 0 {
		return out
	}
	h := handover{name: "What has changed meanwhile", way: "back", taker: m.person, due: workday(back, -1)}
	if x.ended != 0 {
		h.given, h.taken = x.ended, x.ended
	}
	return append(out, h)
}

const betweenCheckIns = 14

// checkIns are the talks of a placement: every two weeks, with the next one planned.
func (w *writer) checkIns(d dice, x *placement, ends int32) []session {
	until, hour := w.today, 60*d.between(9, 16)
	if x.ended != 0 {
		until = x.ended
	}
	if x.state == "running" && d.chance(25) { // nobody has asked for a while
		until -= 30
	}
	var out []session
	day := x.begun + betweenCheckIns
	for ; day < until; day += betweenCheckIns {
		s := session{date: workday(day, -1), time: hour, minutes: 30, state: "held", notes: maybe(d, 60,
			"Knows the tools now; the first case comes next week.", "Asks the right questions. More time with the night shift.", "Home team rings too often; told them whom to ask.", "Would like to see one case from beginning to end.")}
		if d.chance(12) {
			s.state, s.notes = "missed", ""
		}
		out = append(out, s)
	}
	if x.state == "running" && until == w.today && day <= ends {
		out = append(out, session{date: workday(day, -1), time: hour, minutes: 30, state: "planned"})
	}
	return slices.DeleteFunc(out, func(s session) bool { return s.state == "planned" && s.date < w.today })
}

// placed is what both sides say of a placement that is over.
func (w *writer) placed(d dice, x *placement) []feedback {
	if x.ended == 0 {
		return nil
	}
	day := min(w.today, workday(x.ended+int32(d.between(0, 4)), 1))
	if day > w.today {
		day = w.today
	}
	score := 3 + d.weighted(20, 45, 35)
	if x.state == "broken off" {
		score = 2
	}
	return []feedback{
		{side: "host", date: day, score: score, comment: pick(d, []string{"", "Was of use from the second week on.", "Come back whenever you like."})},
		{side: "rotatee", date: day, score: min(5, score+d.between(0, 1)), comment: pick(d, []string{"", "I know now whom to ring, and why they ring us.", "Longer would have been better.", "Best weeks of the year."})},
	}
}

// prepare gives the coming plan its consents, waivers, locks and bans.
func (w *writer) prepare(r *rotationPlan) {
	d := w.roll(ofRotations, 4)
	for k := range r.members {
		r.members[k].consents = w.consentsFor(d, &r.members[k], k)
	}
	w.waive(r)
	against := []string{"leads a project that the host team audits", "closed family tie with the host", "asked not to go back there"}
	for n, k := range some(d, members(r), len(against)) {
		m := &r.members[k]
		b := seatBan{person: m.person, team: -1, seat: -1, since: w.today - int32(d.between(20, 200)), reason: against[n]}
		s := d.IntN(len(r.seats))
		if n == 1 {
			b.seat = s
		} else {
			b.team = r.seats[s].team
		}
		if n == 2 {
			b.lifted = b.since + 10
		}
		if len(m.waivers) == 0 {
			r.bans = append(r.bans, b)
		}
	}
}

func members(r *rotationPlan) []int {
	out := make([]int, len(r.members))
	for k := range out {
		out[k] = k
	}
	return out
}

// consentsFor: most managers have agreed, some have said no, and the others were not
// asked yet; so with some hosts.
func (w *writer) consentsFor(d dice, m *member, k int) []seatConsent {
	day := workday(w.today-int32(d.between(1, 25)), -1)
	var out []seatConsent
	switch {
	case k%16 == 5:
		out = append(out, seatConsent{-1, "manager", false, day, "cannot be spared before the audit"})
	case d.chance(65):
		out = append(out, seatConsent{-1, "manager", true, day, ""})
	}
	for n, x := range m.wishes {
		switch {
		case x.points < 0:
		case n == 0 && k%16 == 9:
			out = append(out, seatConsent{x.seat, "host", false, day, "wants somebody who has worked with customers"})
		case d.chance(25):
			out = append(out, seatConsent{x.seat, "host", true, day, ""})
		}
		if n == 1 && k%16 == 12 {
			out = append(out, seatConsent{x.seat, "participant", false, day, "not in the winter months"})
		}
	}
	return out
}

// waive lets one participant travel farther than the plan allows, for a seat that they
// wish.
func (w *writer) waive(r *rotationPlan) {
	for k := range r.members {
		m := &r.members[k]
		for _, x := range m.wishes {
			if x.points > 0 && !refuses(m, x.seat) && !w.near(r, m, r.seats[x.seat]) {
				m.waivers = append(m.waivers, seatWaiver{x.seat, "travel", "will stay with relatives there", workday(w.today-6, -1)})
				return
			}
		}
	}
	m := &r.members[0]
	m.waivers = append(m.waivers, seatWaiver{-1, "earliest and latest", "is free any month, as agreed by telephone", workday(w.today-6, -1)})
}

func refuses(m *member, seat int) bool {
	return slices.ContainsFunc(m.consents, func(c seatConsent) bool { return !c.given && (c.seat < 0 || c.seat == seat) })
}

// near says whether a seat is within the plan's limit of travel.
func (w *world) near(r *rotationPlan, m *member, s seat) bool {
	at := int(w.people[m.person].site)
	return s.site < 0 || m.travels || r.travel == "anywhere" || w.marketAt[s.site] == w.marketAt[at]
}
