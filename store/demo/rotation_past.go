package demo

import "slices"

// rise is a level that somebody was seen to have reached after a day.
type rise struct {
	known
	before int
}

// rises are the skills of somebody in which others first saw the present level after a
// placement from one day to another could have raised it.
func (w *world) rises(i int, from, to int32) []rise {
	var out []rise
	list := w.ratingsOf(i)
	for _, k := range current(list) {
		before, late, first := 0, false, int32(0)
		for _, r := range list {
			switch {
			case r.skill != k.skill:
			case r.date < from && r.source != "self":
				before = r.level
			case r.date <= to+risesAfter: // known while it went on: by something else
				late = true
			case r.source != "self" && first == 0:
				first = r.date
			}
		}
		if !late && first != 0 && k.level >= 2 && before < k.level && before >= k.level-2 {
			out = append(out, rise{k, before})
		}
	}
	return out
}

// risesAfter is within how many days after a placement its rating is given.
const risesAfter = 12

// pastPlan is last year's plan: its placements are such that what was learned was seen
// afterwards, and its seats are where they were.
func (w *writer) pastPlan() *rotationPlan {
	if w.staff() < rotationFrom {
		return nil
	}
	r := &rotationPlan{
		name: "A quarter elsewhere", template: "full rotation", state: "closed", travel: "anywhere", aim: leadersAim,
		about:  "The first plan: some months in another team, to come back with its view. It was made on paper, and nobody thought of cover.",
		starts: monthStart(w.today, -15), periods: 6, least: 2, most: 3, each: 1, learn: []int{1, 2},
	}
	d, members := w.roll(ofRotations, 5), w.membersOf()
	teams := w.teamsFor([]string{"Operations", "Engineering", "Customer care"})
	want := min(mostNow, w.share(rotatedOnce))
	w.whoStayed(d, r, members, teams)
	for _, t := range teams {
		for _, i := range members[t] {
			if len(r.members) < want && !slices.ContainsFunc(r.members, func(m member) bool { return m.person == i }) && r.starts-w.people[i].hired > 150 && w.agrees(int(i), "rotation") {
				w.wasPlaced(d, r, i, members, teams)
			}
		}
	}
	if len(r.members) < leastOfAPlan {
		return nil
	}
	for k := range r.placements {
		w.closePlacement(d, r, k)
	}
	return r
}

// wasPlaced gives somebody the placement that their ratings tell of; nothing where
// there is none, or no host for it.
func (w *writer) wasPlaced(d dice, r *rotationPlan, i int32, members [][]int32, teams []int) {
	first := d.between(0, r.periods-3)
	x := placement{member: len(r.members), first: first, last: first + 1 + d.between(0, 1)}
	rises := w.rises(int(i), r.start(x.first), r.end(x.last))
	if len(rises) == 0 {
		return
	}
	rose := pick(d, rises)
	m := member{person: i, team: int(w.people[i].team), last: r.periods - 1, own: -1}
	m.have = current(before(w.ratingsOf(int(i)), r.starts))
	x.before, x.after = rose.before, rose.level
	x.seat = w.pastSeat(r, m.team, rose, x, members, teams)
	if x.seat < 0 {
		return
	}
	m.wishes = []seatWish{{x.seat, 1000}}
	r.members = append(r.members, m)
	r.placements = append(r.placements, x)
}

// whoStayed places somebody whose last change of team followed on a time of the plan, as
// a guest there before.
func (w *writer) whoStayed(d dice, r *rotationPlan, members [][]int32, teams []int) {
	looked := 0
	for _, t := range teams {
		for _, i := range members[t] {
			list := w.positionsOf(int(i))
			if looked++; looked > hostsLookedAt || len(list) < 2 || list[len(list)-2].team == int32(t) {
				continue
			}
			was, since := list[len(list)-2], list[len(list)-1].since
			last := r.now(since) - 1
			host := w.teams[t].lead
			if last < 1 || was.since > r.start(last-1)-60 || w.people[host].hired > r.starts {
				continue
			}
			m := member{person: i, team: int(was.team), last: r.periods - 1, own: -1, have: current(before(w.ratingsOf(int(i)), r.starts))}
			x := placement{member: 0, seat: 0, first: last - 1, last: last, before: -1, after: -1, outcome: "stays"}
			skill := pick(d, w.mainstays(t))
			if rises := w.rises(int(i), r.start(x.first), r.end(x.last)); len(rises) > 0 {
				skill, x.after = rises[0].skill, rises[0].level
			}
			x.before = levelIn(m.have, skill)
			m.wishes = []seatWish{{0, 1500}}
			r.seats = append(r.seats, seat{team: t, site: -1, host: host, skill: skill, reach: max(3, x.after), places: 1})
			r.members, r.placements = append(r.members, m), append(r.placements, x)
			return
		}
	}
}

// before are the ratings, the oldest first, of the days before one.
func before(list []rating, day int32) []rating {
	for k, r := range list {
		if r.date >= day {
			return list[:k]
		}
	}
	return list
}

// pastSeat is a seat for what was learned, in another team: one that there is, with a
// place, or a new one; -1 where nobody could have shown it.
func (w *writer) pastSeat(r *rotationPlan, home int, rose rise, x placement, members [][]int32, teams []int) int {
	for s, seat := range r.seats {
		if seat.skill == rose.skill && seat.team != home && seat.reach >= rose.level {
			r.seats[s].places++
			return s
		}
	}
	looked := 0
	for _, t := range teams {
		for _, i := range append([]int32{w.teams[t].lead}, members[t]...) {
			if looked++; t == home || looked > hostsLookedAt {
				break
			}
			if level := levelIn(w.levelsOf(int(i)), rose.skill); level >= max(3, rose.level) && w.people[i].hired < r.starts {
				r.seats = append(r.seats, seat{team: t, site: -1, host: i, skill: rose.skill, reach: level, places: 1})
				return len(r.seats) - 1
			}
		}
	}
	return -1
}

// closePlacement ends a placement of the closed plan: most were done, one was broken
// off, and one guest stayed.
func (w *writer) closePlacement(d dice, r *rotationPlan, k int) {
	x := &r.placements[k]
	m, s := &r.members[x.member], r.seats[x.seat]
	begun := workday(r.start(x.first), 1)
	x.state, x.begun, x.ended = "done", begun, workday(r.end(x.last), -1)
	if x.outcome == "" {
		x.outcome = "returns"
	}
	if k == 1 {
		x.state, x.ended, x.after = "broken off", workday(begun+24, -1), -1
		x.reason = "the home team could not do without them in the harvest weeks"
	}
	x.managerOK, x.hostOK = workday(begun-25, -1), workday(begun-20, -1)
	if x.after >= 0 {
		x.learned = pick(d, []string{
			"Does it alone now, and wrote down how.", "Did four cases alone, and the fifth with a customer listening.", "Knows what the host team needs from us, and when.",
			"Can stand in for a week when somebody is away.", "The first case took two days, the last one an hour.", "",
		})
		w.learnt = append(w.learnt, learnt{m.person, rating{known{s.skill, x.after}, "manager", workday(x.ended+int32(d.between(2, 6)), 1), "placement in " + w.teams[s.team].name}})
	}
	x.handovers = w.handover(d, m, x, begun, x.ended)
	x.sessions = w.checkIns(d, x, x.ended)
	x.feedback = w.placed(d, x)
}

// learnt is a rating that a placement or an assignment added.
type learnt struct {
	person int32
	rating
}
