package mentoring

import (
	"cmp"
	"fmt"
	"slices"

	"understudy/match/mentoring"
	"understudy/store"
)

// differ is what two runs went by differently beside the settings, one thing a
// line: what was set by hand, and who took part with how many places.
type differ struct {
	hands, people []string
}

// mostDiffer is how many people are named one by one.
const mostDiffer = 200

func differOf(before, after *store.Review, arrow string, name func(int64) string) (d differ) {
	was, is := handFactsOf(before.Input, name), handFactsOf(after.Input, name)
	add := func(sign string, have, not []string) {
		for _, s := range have {
			if !slices.Contains(not, s) {
				d.hands = append(d.hands, sign+" "+s)
			}
		}
	}
	add("−", was, is)
	add("+", is, was)
	for _, side := range []struct {
		one, many  string
		was, after []mentoring.Enrolment
	}{
		{"mentor", "mentors", before.Input.Mentors, after.Input.Mentors},
		{"mentee", "mentees", before.Input.Mentees, after.Input.Mentees},
	} {
		lines := places(side.was, side.after, side.one, arrow, name)
		if len(lines) == 0 {
			continue
		}
		if more := len(lines) - mostDiffer; more > 0 {
			lines = append(lines[:mostDiffer], fmt.Sprintf("and %d more", more))
		}
		total := func(list []mentoring.Enrolment) string {
			return count(len(list), side.one, side.many) + " with " + count(placesOf(list), "place", "places")
		}
		d.people = append(append(d.people, lines...), "in all: "+total(side.was)+" before, "+total(side.after)+" after")
	}
	return d
}

// pairAlready is the reason that the store gives where it keeps two apart because
// they meet already.
const pairAlready = "they are a pair already"

// handFactsOf writes what somebody decided before a run.
func handFactsOf(in mentoring.Input, name func(int64) string) []string {
	by := map[int64]string{}
	for _, list := range [][]mentoring.Enrolment{in.Mentees, in.Mentors} {
		for _, e := range list {
			by[e.Employee] = name(e.ID)
		}
	}
	var out []string
	for _, l := range in.Locks {
		out = append(out, "lock: "+name(l.Mentee)+" with "+name(l.Mentor))
	}
	for _, b := range in.Bans {
		what := "ban: "
		if b.Reason == pairAlready {
			what = "a pair already: "
		}
		out = append(out, what+by[b.A]+" and "+by[b.B])
	}
	for _, x := range in.Exceptions {
		out = append(out, fmt.Sprintf("exception: %s of %s by %s for %s", x.Param, x.Rule, count(x.Steps, "step", "steps"), name(x.Mentee)))
	}
	return out
}

// places names each person whose places differ, and who joined or is gone.
func places(before, after []mentoring.Enrolment, side, arrow string, name func(int64) string) []string {
	type change struct {
		who  string
		line string
	}
	was := make(map[int64]int, len(before))
	for _, e := range before {
		was[e.ID] = e.Places
	}
	var out []change
	for _, e := range after {
		n, had := was[e.ID]
		delete(was, e.ID)
		who := name(e.ID)
		switch {
		case !had:
			out = append(out, change{who, "+ " + who + ": " + side + " with " + count(e.Places, "place", "places")})
		case n != e.Places:
			out = append(out, change{who, fmt.Sprintf("%s: %d %s %s", who, n, arrow, count(e.Places, "place", "places"))})
		}
	}
	for id, n := range was {
		who := name(id)
		out = append(out, change{who, "− " + who + ": " + side + " with " + count(n, "place", "places")})
	}
	slices.SortFunc(out, func(a, b change) int { return cmp.Or(cmp.Compare(a.who, b.who), cmp.Compare(a.line, b.line)) })
	lines := make([]string, len(out))
	for i, c := range out {
		lines[i] = c.line
	}
	return lines
}

func placesOf(list []mentoring.Enrolment) (n int) {
	for _, e := range list {
		n += e.Places
	}
	return n
}
