package main

import (
	"fmt"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
)

// Sentences about results, with the names that the engine does not know.

func name(people map[int64]store.Person, enrolment int64) string {
	return personOf(people, enrolment).said()
}

// sayPair is why a pair is worth what it is, in one line.
func sayPair(e mentoring.Explanation) string {
	var out []string
	if e.Locked {
		out = append(out, "locked: "+e.Lock.Reason)
	}
	for _, p := range e.Parts {
		if p.Points != 0 && len(p.Evidence) > 0 {
			out = append(out, strings.Join(p.Evidence, ", "))
		} else if p.Points != 0 {
			out = append(out, p.Criterion)
		}
	}
	return strings.Join(out, "; ")
}

// sayWhyNot is why a mentee has no mentor, in one line.
func sayWhyNot(people map[int64]store.Person, w mentoring.WhyNot) string {
	switch {
	case w.NotDecided:
		return "not decided: the run was stopped"
	case w.Candidates == 0:
		return "no mentor has a place"
	case w.Allowed == 0:
		return fmt.Sprintf("none of %s is allowed: %s", count(w.Candidates, "mentor", "mentors"), sayRemoved(w.Removed))
	}
	out := fmt.Sprintf("%d of %s allowed", w.Allowed, count(w.Candidates, "mentor", "mentors"))
	if len(w.Taken) > 0 {
		out += ", " + sayTaken(people, w.Taken)
	}
	if len(w.Removed) > 0 {
		out += "; " + sayRemoved(w.Removed)
	}
	return out
}

func sayRemoved(list []mentoring.Removal) string {
	var out []string
	for _, r := range list {
		out = append(out, fmt.Sprintf("%s rules out %d", removedBy(r), r.Count))
	}
	return strings.Join(out, ", ")
}

// sayTaken says who holds the places of the allowed mentors.
func sayTaken(people map[int64]store.Person, list []mentoring.Taken) string {
	free, more, less := 0, true, false
	for _, t := range list {
		if t.Free > 0 {
			free++
		}
		for _, h := range t.By {
			more = more && h.WorthMore
			less = less || h.Points < t.Points
		}
	}
	t := list[0]
	switch {
	case free > 0:
		return fmt.Sprintf("%d with a free place, but the pair would lower the total", free)
	case len(t.By) == 0:
		return "all taken"
	}
	out, locked := "all taken", ""
	switch {
	case more:
		out += " by pairs worth more"
	case !less:
		out += " by pairs worth as much or more"
	}
	if t.By[0].Locked {
		locked = ", locked"
	}
	out = fmt.Sprintf("%s (the best, %s for %s, has %s for %s%s)", out, name(people, t.Mentor), store.FormatPoints(t.Points),
		name(people, t.By[0].Mentee), store.FormatPoints(t.By[0].Points), locked)
	for _, t := range list {
		for _, h := range t.By {
			if said := sayTie(people, h.Tie); said != "" {
				return out + "; " + said
			}
		}
	}
	return out
}

// sayTie is how equal results were told apart; "" where none are equal.
func sayTie(people map[int64]store.Person, t mentoring.Tie) string {
	return t.Say(func(id int64) string { return name(people, id) })
}

// sayChange is a smallest change as an instruction.
func sayChange(people map[int64]store.Person, c mentoring.Change) string {
	who := name(people, c.Mentee)
	place := fmt.Sprintf("give %s one more place", name(people, c.Mentor))
	widen := fmt.Sprintf("widen “%s” for %s alone (%s from %s to %s)", c.Rule, who, c.Param, c.From, c.To)
	var do string
	switch c.Kind {
	case mentoring.OneMorePlace:
		do = place
	case mentoring.WidenRule:
		do = widen
	case mentoring.PlaceAndWiden:
		do = place + " and " + widen
	case mentoring.LockPair:
		do = fmt.Sprintf("lock %s and %s", who, name(people, c.Mentor))
		if len(c.Overrides) > 0 {
			do += ", overriding " + strings.Join(c.Overrides, ", ")
		}
	}
	return fmt.Sprintf("%s: then %s gets %s, for %s points; %s", do, who, name(people, c.Gets), store.FormatPoints(c.Points), sayLoss(c.Loss)+sayLowest(c.Lowest))
}

// sayLoss is what the others lose.
func sayLoss(l mentoring.Loss) string {
	var lose, gain []string
	sort := func(n int64, text string) {
		switch {
		case n > 0:
			lose = append(lose, text)
		case n < 0:
			gain = append(gain, text)
		}
	}
	sort(int64(l.Places), count(max(l.Places, -l.Places), "place", "places"))
	sort(l.Points, store.FormatPoints(max(l.Points, -l.Points))+" points")
	switch {
	case len(lose) == 0 && len(gain) == 0:
		return "the others lose nothing"
	case len(lose) == 0:
		return "the others gain " + strings.Join(gain, " and ")
	case len(gain) == 0:
		return "the others lose " + strings.Join(lose, " and ")
	}
	return "the others lose " + strings.Join(lose, " and ") + " and gain " + strings.Join(gain, " and ")
}

// sayMoves says who changes mentors.
func sayMove(people map[int64]store.Person, m mentoring.Move) string {
	list := func(ids []int64) string {
		if len(ids) == 0 {
			return "nobody"
		}
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = name(people, id)
		}
		return strings.Join(names, " and ")
	}
	return fmt.Sprintf("%s: %s (%s) → %s (%s)", name(people, m.Mentee), list(m.Before), store.FormatPoints(m.PointsBefore),
		list(m.After), store.FormatPoints(m.PointsAfter))
}

// sayRun is a run in one or two lines: what it reached and whether that is proved.
func sayRun(c store.Scenario) string {
	out := fmt.Sprintf("%d of %d mentee places filled, %s points", c.Matched, c.Places, store.FormatPoints(c.Points))
	if c.Pairs > 0 {
		out += fmt.Sprintf(", the poorest pair %s of at most %s", store.FormatPoints(c.Worst), store.FormatPoints(c.Most))
	}
	return out
}
