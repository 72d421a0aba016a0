package mentoring

import (
	"context"
	"errors"

	"understudy/match/mentoring"
	"understudy/store"
)

func readPresent(ctx context.Context, db *store.Store, v *store.Review) (p present, err error) {
	p.known = true
	p.scenario, err = db.Scenario(ctx, v.Scenario.ID)
	if p.gone = errors.Is(err, store.ErrNotFound); p.gone {
		p.scenario = v.Scenario
		return p, nil
	}
	if err != nil {
		return p, err
	}
	if err := p.readPairs(ctx, db, v); err != nil {
		return p, err
	}
	if err := p.readHands(ctx, db, v); err != nil {
		return p, err
	}
	all, err := db.Scenarios(ctx, v.Scenario.CycleID)
	p.others = len(all) - 1
	for _, s := range all { // newest first
		if s.ID < v.Scenario.ID {
			p.before = s
			break
		}
	}
	if err != nil || p.before.ID == 0 {
		return p, err
	}
	old, err := db.ScenarioPairs(ctx, p.before.ID)
	p.moved = moved(old, v.Result.Pairs)
	return p, err
}

// readPairs reads the pairs of the cycle that are under way, and counts the mentors
// whom the engine did not see because such pairs hold all of their places.
func (p *present) readPairs(ctx context.Context, db *store.Store, v *store.Review) error {
	pairs, err := db.Pairs(ctx, store.PairFilter{Cycle: v.Scenario.CycleID, Running: true})
	p.held, p.meet = map[int64]bool{}, map[[2]int64]bool{}
	for _, r := range pairs {
		p.held[r.Mentor.Enrolment] = true
		p.meet[[2]int64{r.Mentee.Enrolment, r.Mentor.Enrolment}] = true
	}
	for _, e := range v.Input.Mentors {
		if e.Places == 0 && p.held[e.ID] {
			p.full++
		}
	}
	return err
}

// readHands reads the locks and bans in force, and counts those that the run does
// not know of. Two who meet already were left out of it, and need no lock any more.
func (p *present) readHands(ctx context.Context, db *store.Store, v *store.Review) error {
	locks, err := db.List(ctx, "lock", store.ListFilter{Parent: v.Scenario.CycleID})
	if err != nil {
		return err
	}
	known := map[[2]int64]bool{}
	for _, l := range v.Input.Locks {
		known[[2]int64{l.Mentee, l.Mentor}] = true
	}
	p.locks, p.accepted, p.bans, p.bound = map[[2]int64]bool{}, map[[2]int64]bool{}, map[[2]int64]bool{}, map[int64]int{}
	for _, r := range locks {
		k := [2]int64{r.Refs["mentee_id"], r.Refs["mentor_id"]}
		p.locks[k], p.accepted[k] = true, store.IsAccepted(r.Values["reason"])
		p.bound[k[0]]++
		p.bound[k[1]]++
		if !known[k] && !p.meet[k] {
			p.since++
			p.hands = append(p.hands, lockedWords(v, k[0], k[1]))
		}
	}
	for k := range known {
		if !p.locks[k] && !p.meet[k] {
			p.since++
		}
	}
	bans, err := db.List(ctx, "ban", store.ListFilter{})
	if err != nil {
		return err
	}
	p.readBans(bans, v, db.Today())
	return nil
}

func (p *present) readBans(bans []store.Record, v *store.Review, today store.Date) {
	known, here := map[[2]int64]bool{}, map[int64]string{}
	for _, b := range v.Input.Bans {
		known[[2]int64{b.A, b.B}], known[[2]int64{b.B, b.A}] = true, true
	}
	for _, x := range v.People {
		here[x.Employee] = x.Name
	}
	for _, r := range bans {
		a, b := r.Refs["mentee_id"], r.Refs["mentor_id"]
		lifted := store.Date(r.Values["lifted"])
		if here[a] == "" || here[b] == "" || lifted != "" && lifted <= today {
			continue
		}
		p.bans[[2]int64{a, b}], p.bans[[2]int64{b, a}] = true, true
		if !known[[2]int64{a, b}] {
			p.since++
			p.hands = append(p.hands, "banned "+here[a]+" with "+here[b])
		}
	}
}

// lockedWords names a lock as the run after it is called.
func lockedWords(v *store.Review, mentee, mentor int64) string {
	return "locked " + nameIn(v, mentee) + " with " + nameIn(v, mentor)
}

// moved counts the mentees whose mentors differ.
func moved(before []store.ScenarioPair, after []mentoring.Pair) int {
	diff := map[[2]int64]int{}
	for _, p := range before {
		diff[[2]int64{p.Mentee, p.Mentor}]++
	}
	for _, p := range after {
		diff[[2]int64{p.Mentee, p.Mentor}]--
	}
	who := map[int64]bool{}
	for k, n := range diff {
		if n != 0 {
			who[k[0]] = true
		}
	}
	return len(who)
}
