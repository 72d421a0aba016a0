package demo

import "slices"

// wish is how much somebody wants something, 1 to 3.
type wish struct{ of, degree int }

// skillWishesOf are the skills that somebody wants to learn.
func (w *world) skillWishesOf(i int) []wish {
	d := w.roll(ofWishes, i)
	n := d.weighted(18, 30, 28, 16, 8)
	if n == 0 {
		return nil
	}
	var out []wish
	needs := w.levels[w.people[i].level].needs
	for range n {
		s := d.IntN(len(w.skills))
		if d.chance(65) {
			s = pick(d, needs).skill
		}
		if !slices.ContainsFunc(out, func(x wish) bool { return x.of == s }) {
			out = append(out, wish{s, 1 + d.weighted(30, 45, 25)})
		}
	}
	return out
}

// marketWishesOf are the markets where somebody would like to work, never their own.
func (w *world) marketWishesOf(i int) []wish {
	d := w.roll(ofWishes, -i-1)
	if len(w.markets) < 2 || !d.chance(42) {
		return nil
	}
	var out []wish
	for range d.between(1, 2) {
		m := d.IntN(len(w.markets))
		if m != w.marketAt[w.people[i].site] && !slices.ContainsFunc(out, func(x wish) bool { return x.of == m }) {
			out = append(out, wish{m, 1 + d.weighted(25, 40, 35)})
		}
	}
	return out
}

// assignment is a time abroad.
type assignment struct {
	market         int
	started, ended int32 // ended is 0 while it runs
	outcome        string
}

// assignmentsOf are somebody's times abroad: of some with experience.
func (w *world) assignmentsOf(i int) []assignment {
	p, d := w.people[i], w.roll(ofAssignments, i)
	tenure := int(w.until(i) - p.hired)
	if len(w.markets) < 2 || p.grade < 3 || tenure < 800 || !d.chance(20) {
		return nil
	}
	m := d.IntN(len(w.markets) - 1)
	if m >= w.marketAt[p.site] {
		m++
	}
	length := d.between(180, 540)
	ended := w.until(i) - int32(d.between(30, min(2400, tenure-length-60)))
	a := assignment{m, ended - int32(length), ended, "completed"}
	switch d.weighted(76, 11, 6, 3, 4) {
	case 1:
		a.outcome = "extended"
	case 2:
		a.outcome = "ended early"
	case 3:
		a.outcome = "failed"
	case 4:
		if w.stays(int32(i)) { // still there
			a = assignment{m, w.today - int32(d.between(20, 300)), 0, ""}
		}
	}
	return []assignment{a}
}

// finished are the markets where somebody has done an assignment before a day.
func (w *world) finished(i int, before int32) []int {
	var out []int
	for _, a := range w.assignmentsOf(i) {
		if a.ended != 0 && a.ended < before && (a.outcome == "completed" || a.outcome == "extended") {
			out = append(out, a.market)
		}
	}
	return out
}

// consent is an agreement to take part.
type consent struct {
	topic        string
	since, until int32 // until is 0 while it stands
}

// consentsOf are what somebody agreed to.
func (w *world) consentsOf(i int) []consent {
	p, d := w.people[i], w.roll(ofConsents, i)
	abroad := 30
	if len(w.marketWishesOf(i)) > 0 {
		abroad = 92
	}
	var out []consent
	for _, t := range []struct {
		topic string
		often int
	}{{"mentoring", 90}, {"rotation", 48}, {"international", abroad}, {"events", 35}, {"success stories", 8}} {
		if !d.chance(t.often) {
			continue
		}
		c := consent{topic: t.topic, since: max(p.hired, w.until(i)-int32(d.between(10, 900)))}
		if d.chance(4) {
			c.until = min(w.until(i), c.since+int32(d.between(30, 400)))
		}
		out = append(out, c)
	}
	return out
}

// agrees says whether somebody's consent to a topic stands.
func (w *world) agrees(i int, topic string) bool {
	return slices.ContainsFunc(w.consentsOf(i), func(c consent) bool {
		return c.topic == topic && (c.until == 0 || c.until > w.today)
	})
}

// leading are the skills that those who want to lead ask for.
func leading() []string {
	return []string{"Coaching", "Delegation", "Giving feedback", "Running meetings", "Setting goals", "Leading change", "Handling conflict", "Strategy", "Presenting"}
}

// seeks are the skills that somebody asks help with, and to which level.
func (w *world) seeks(i int, have []known) []known {
	d, mentee := w.roll(ofNeeds, i), w.mentees[int32(i)]
	if !mentee && !d.chance(22) || mentee && d.chance(4) {
		return nil // a few mentees have not said what they need
	}
	var out []known
	add := func(skill, level int) {
		if level > levelIn(have, skill) && !slices.ContainsFunc(out, func(k known) bool { return k.skill == skill }) {
			out = append(out, known{skill, level})
		}
	}
	gaps, wanted := d.between(1, 2), 0
	if mentee {
		gaps, wanted = d.between(0, 1), d.weighted(6, 34, 45, 15)
	}
	for _, k := range some(d, w.gapsOf(i, have), gaps) {
		add(k.skill, min(4, max(k.level, 2)))
	}
	if len(out) == 0 {
		wanted = max(wanted, 1)
	}
	for _, name := range some(d, leading(), wanted) {
		s := w.skillAt[name]
		add(s, min(4, max(2, levelIn(have, s)+d.between(1, 2))))
	}
	return out
}

// offers are the skills that somebody is willing to teach, up to their own level.
func (w *world) offers(i int, have []known) []known {
	d := w.roll(ofNeeds, -i-1)
	if !w.mentors[int32(i)] && !d.chance(14) {
		return nil
	}
	var able []known
	for _, k := range have {
		if k.level >= 3 {
			able = append(able, k)
		}
	}
	return some(d, able, d.between(2, 5))
}

// languagesOf are the languages that somebody speaks.
func (w *world) languagesOf(i int) []int64 {
	s, d := w.sites[w.people[i].site], w.roll(ofLanguages, i)
	out := []int64{w.langAt[s.languages[0]]}
	add := func(l int64) {
		if !slices.Contains(out, l) {
			out = append(out, l)
		}
	}
	if d.chance(s.english) {
		add(w.langAt["English"])
	}
	if len(s.languages) > 1 && d.chance(28) {
		add(w.langAt[s.languages[1]])
	}
	if d.chance(9) {
		add(1 + int64(d.IntN(len(w.languages))))
	}
	return out
}
