package mentoring

import (
	"fmt"
	"slices"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// handLines say what else the two runs read differently: what was set by hand, and
// who took part with how many places.
func (m *compare) handLines(w int) []string {
	th := m.env.Theme
	before, after := m.facts(m.before.Input), m.facts(m.after.Input)
	var lines []string
	add := func(sign string, have, not []string) {
		for _, s := range have {
			if !slices.Contains(not, s) {
				lines = append(lines, text.CutWith("  "+sign+" "+text.Clean(s), w, th.Glyph.Ellipsis))
			}
		}
	}
	add("−", before, after)
	add("+", after, before)
	if len(lines) == 0 {
		return nil
	}
	return append([]string{th.Title.Render(text.Cut("Set by hand, and people", w))}, lines...)
}

// facts writes what a run read beside the settings, one thing a line. For a large
// cycle it stays quick: only what somebody decided is listed one by one.
func (m *compare) facts(in mentoring.Input) []string {
	by := map[int64]string{}
	for _, list := range [][]mentoring.Enrolment{in.Mentees, in.Mentors} {
		for _, e := range list {
			by[e.Employee] = m.person(e.ID)
		}
	}
	var out []string
	for _, l := range in.Locks {
		out = append(out, "lock: "+m.person(l.Mentee)+" with "+m.person(l.Mentor))
	}
	for _, b := range in.Bans {
		out = append(out, "ban: "+by[b.A]+" and "+by[b.B])
	}
	for _, x := range in.Exceptions {
		out = append(out, fmt.Sprintf("exception: %s of %s by %s for %s", x.Param, x.Rule, count(x.Steps, "step", "steps"), m.person(x.Mentee)))
	}
	places := func(list []mentoring.Enrolment) (n int) {
		for _, e := range list {
			n += e.Places
		}
		return n
	}
	return append(
		out,
		fmt.Sprintf("%s with %s", count(len(in.Mentees), "mentee", "mentees"), count(places(in.Mentees), "place", "places")),
		fmt.Sprintf("%s with %s", count(len(in.Mentors), "mentor", "mentors"), count(places(in.Mentors), "place", "places")),
	)
}
