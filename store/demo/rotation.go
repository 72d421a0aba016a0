package demo

import (
	"slices"
	"strconv"

	"understudy/store"
)

// Shares of the people who work here, of a thousand, and limits: a company of any size
// has plans that can be solved and read.
const (
	rotatesSoon  = 141
	rotatesNow   = 80
	rotatedOnce  = 60
	mostSoon     = 200
	mostNow      = 24
	leastOfAPlan = 4
	rotationFrom = 60 // people, for the first plan
)

// rotationPlan is a rotation plan with all that hangs from it.
type rotationPlan struct {
	name, template, state, travel, about string
	aim                                  int
	starts                               int32
	periods, least, most, each           int
	learn                                []int // periods for one level, two, three
	seats                                []seat
	members                              []member
	covers                               []coverHere
	bans                                 []seatBan
	placements                           []placement
	scenario                             int64 // that was published; 0 for none
}

type seat struct {
	team, site          int // site -1: from anywhere
	host                int32
	skill, entry, reach int
	places, fewest      int
	from, to            int32 // offered; 0 with the plan
}

// member is a participant.
type member struct {
	person         int32
	team           int // the home team; of the past in the closed plan
	have           []known
	earliest, last int // periods from 0, within which placements lie
	travels        bool
	own            int // the seat that is the own job; -1 for none
	withdrawn      int32
	wishes         []seatWish
	consents       []seatConsent
	waivers        []seatWaiver
}

type seatWish struct{ seat, points int }

type seatConsent struct {
	seat   int // -1: any
	side   string
	given  bool
	date   int32
	reason string
}

type seatWaiver struct {
	seat         int
	rule, reason string
	date         int32
}

type seatBan struct {
	person        int32
	team, seat    int // one of them is -1
	since, lifted int32
	reason        string
}

// coverHere is what a team's cover asks for in one plan, in some periods.
type coverHere struct {
	team        int
	of          known
	count       int
	first, last int
}

// placement is one participant's time in a seat, in periods from 0.
type placement struct {
	member, seat, first, last int
	state                     string
	managerOK, hostOK         int32
	begun, ended              int32
	reason, outcome           string
	before, after             int // -1 for none
	learned                   string
	handovers                 []handover
	feedback                  []feedback
	sessions                  []session
}

type handover struct {
	name, way         string
	taker             int32
	due, given, taken int32
}

// start is the first day of a period of a plan, counted from 0.
func (r *rotationPlan) start(period int) int32 { return addMonths(r.starts, period) }

func (r *rotationPlan) end(period int) int32 { return r.start(period+1) - 1 }

// now is the period of a day; below 0 before the plan.
func (r *rotationPlan) now(day int32) int {
	for t := range r.periods {
		if day <= r.end(t) {
			if t == 0 && day < r.starts {
				return -1
			}
			return t
		}
	}
	return r.periods
}

// rotations are the plans that are under way or coming.
func (w *writer) rotations() []*rotationPlan {
	if w.staff() < rotationFrom {
		return nil
	}
	members := w.membersOf()
	running := &rotationPlan{
		name: "Sales meets care", template: "full rotation", state: "published", travel: "anywhere", aim: launchAim,
		about:  "Those who sell learn what customers ring about, and the other way round.",
		starts: monthStart(w.today, -2), periods: 6, least: 2, most: 3, each: 1, learn: []int{2, 3},
	}
	half := monthStart(w.today, 2)
	next := &rotationPlan{
		name: "Engineering and depots, " + halfOf(half), template: "full rotation", state: "draft", travel: "same market", aim: launchAim,
		about:  "Half a year in which engineers see the freight, and those who move it see how it is measured.",
		starts: half, periods: 6, least: 2, most: 3, each: 2, learn: []int{2, 3},
	}
	chain := &rotationPlan{
		name: "Round the table", template: "chain", state: "draft", travel: "anywhere", aim: leadersAim,
		about:  "In one department each learns the job of the next, so that nobody's leave stops the work.",
		starts: half, periods: 3, least: 1, most: 2, each: 1, learn: []int{1},
	}
	w.fillRotation(running, members, []string{"Sales", "Customer care"}, min(mostNow, w.share(rotatesNow)), 0)
	w.fillRotation(next, members, []string{"Engineering", "Operations"}, min(mostSoon, w.share(rotatesSoon)), 1)
	w.fillChain(chain, members)
	w.prepare(next)
	return slices.DeleteFunc([]*rotationPlan{running, next, chain}, func(r *rotationPlan) bool { return len(r.members) < leastOfAPlan })
}

// halfOf names half a year.
func halfOf(day int32) string {
	t := store.DateFromDays(day).Time()
	if t.Month() <= 6 {
		return "first half of " + strconv.Itoa(t.Year())
	}
	return "second half of " + strconv.Itoa(t.Year())
}

// membersOf lists who works in each team, its leader not.
func (w *world) membersOf() [][]int32 {
	out := make([][]int32, len(w.teams))
	for i, p := range w.people {
		if p.left == 0 && !p.leads {
			out[p.team] = append(out[p.team], int32(i))
		}
	}
	return out
}
