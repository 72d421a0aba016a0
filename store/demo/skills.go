package demo

import (
	"cmp"
	"slices"
)

// rating is one statement of a level.
type rating struct {
	known
	source   string
	date     int32
	evidence string
}

// ratingsOf are somebody's ratings, the oldest first: around what their role
// level needs, with gaps, and a few skills of their own.
func (w *world) ratingsOf(i int) []rating {
	d, until := w.roll(ofRatings, i), w.until(i)
	var out []rating
	for _, k := range w.truth(d, i) {
		out = w.history(d, out, k, w.people[i].hired, until)
	}
	slices.SortStableFunc(out, func(a, b rating) int { return cmp.Compare(a.date, b.date) })
	return out
}

// truth is what somebody can really do.
func (w *world) truth(d dice, i int) []known {
	p := w.people[i]
	var out []known
	for _, need := range w.levels[p.level].needs {
		have := min(4, max(0, need.level-2+d.weighted(6, 25, 45, 19, 5)))
		if d.chance(93) { // the others were never rated
			out = append(out, known{need.skill, have})
		}
	}
	also := func(s, level int) {
		if !slices.ContainsFunc(out, func(k known) bool { return k.skill == s }) {
			out = append(out, known{s, level})
		}
	}
	for range d.weighted(20, 40, 28, 12) {
		also(d.IntN(len(w.skills)), min(4, 1+d.weighted(30, 40, 15+3*int(p.grade), int(p.grade))))
	}
	if p.grade >= 4 { // seniors have learnt to lead, some more than others
		for _, s := range some(d, leading(), d.between(0, int(p.grade)-3)) {
			also(w.skillAt[s], 2+d.weighted(25, 50, 25))
		}
	}
	return out
}

// history adds the ratings by which a level became known.
func (w *world) history(d dice, out []rating, k known, hired, until int32) []rating {
	at := until - int32(d.between(5, 420))
	if d.chance(12) {
		at -= int32(d.between(200, 500)) // a stale one
	}
	at = max(at, hired+int32(d.between(0, 14)))
	at = min(at, until)
	for was, day := k.level-1, at-int32(d.between(170, 420)); was >= 1 && day > hired && d.chance(42); was, day = was-1, day-int32(d.between(170, 420)) {
		out = append(out, w.rated(d, known{k.skill, was}, day, 35))
	}
	if d.chance(28) {
		own := min(4, max(0, k.level-1+d.weighted(20, 40, 40)))
		out = append(out, rating{known{k.skill, own}, "self", max(hired, at-int32(d.between(0, 40))), ""})
	}
	return append(out, w.rated(d, k, at, 15))
}

// rated is one rating by somebody, more or less often by themselves.
func (w *world) rated(d dice, k known, day int32, self int) rating {
	r := rating{known: k, date: day}
	switch d.weighted(50, 22, 10, self) {
	case 0:
		r.source = "manager"
		r.evidence = maybe(d, 20, "yearly talk", "seen at work", "led a piece of work with it", "talk after the project")
	case 1:
		r.source = "assessment"
		r.evidence = maybe(d, 50, "practical test", "work sample", "panel of two", "case of half a day")
	case 2:
		r.source = "training"
		r.evidence = maybe(d, 60, "course finished", "course with a test", "learning on the job, signed off")
	default:
		r.source = "self"
	}
	return r
}

// maybe is one of the texts so many times of a hundred, else none.
func maybe(d dice, percent int, texts ...string) string {
	if !d.chance(percent) {
		return ""
	}
	return pick(d, texts)
}

// levelsOf are somebody's current levels by the store's rule: what others say
// outranks what they say themselves, then the newest counts.
func (w *world) levelsOf(i int) []known { return current(w.ratingsOf(i)) }

// current are the levels that ratings, the oldest first, come to.
func current(list []rating) []known {
	var out []rating
	for _, r := range list {
		at := slices.IndexFunc(out, func(o rating) bool { return o.skill == r.skill })
		switch {
		case at < 0:
			out = append(out, r)
		case r.source != "self" || out[at].source == "self":
			out[at] = r
		}
	}
	levels := make([]known, len(out))
	for k, r := range out {
		levels[k] = r.known
	}
	return levels
}

// levelIn is the level in one skill; 0 where it is not listed.
func levelIn(list []known, skill int) int {
	for _, k := range list {
		if k.skill == skill {
			return k.level
		}
	}
	return 0
}

// gapsOf are the requirements that somebody does not meet.
func (w *world) gapsOf(i int, have []known) []known {
	var out []known
	for _, need := range w.levels[w.people[i].level].needs {
		if levelIn(have, need.skill) < need.level {
			out = append(out, need)
		}
	}
	return out
}
