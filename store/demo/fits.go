package demo

import (
	"slices"
	"time"
	_ "time/tzdata" // the company must be the same where the system knows no zones

	"understudy/store"
)

// profile is what decides whether two people could be a pair.
type profile struct {
	i         int32
	have      []known
	seeks     []known
	languages []int64
	from, to  int // the working day in minutes UTC
	agrees    bool
}

// profile reads somebody once.
func (w *world) profile(i int32) *profile {
	if p, ok := w.profiles[i]; ok {
		return p
	}
	have := w.levelsOf(int(i))
	p := &profile{i: i, have: have, seeks: w.seeks(int(i), have), languages: w.languagesOf(int(i)), agrees: w.agrees(int(i), "mentoring")}
	at := w.people[i]
	off := w.offset(int(at.site))
	p.from, p.to = int(at.start)-off, int(at.end)-off
	w.profiles[i] = p
	return p
}

// offset is how many minutes a site is ahead of UTC on the company's day.
func (w *world) offset(site int) int {
	if w.offsets == nil {
		w.offsets = make([]int, len(w.sites))
		noon := store.DateFromDays(w.today).Time().Add(12 * time.Hour)
		for k, s := range w.sites {
			zone, err := time.LoadLocation(s.zone)
			if err != nil {
				panic("no time zone " + s.zone) // places.go is wrong: tested
			}
			_, sec := noon.In(zone).Zone()
			w.offsets[k] = sec / 60
		}
	}
	return w.offsets[site]
}

// overlap is how many minutes two working days share.
func overlap(a, b *profile) int {
	most := 0
	for _, day := range []int{-1440, 0, 1440} {
		most = max(most, min(a.to, b.to+day)-max(a.from, b.from+day))
	}
	return most
}

// fits says whether the rules of a program allow the pair: for the pairs, locks
// and preferences that the company is made with. The engine has the last word.
func (w *world) fits(p *program, mentee, mentor int32) bool {
	a, b := w.profile(mentee), w.profile(mentor)
	if mentee == mentor || !a.agrees || !b.agrees || w.past[[2]int32{mentee, mentor}] || w.inLine(mentee, mentor) || w.inLine(mentor, mentee) {
		return false
	}
	if !slices.ContainsFunc(a.languages, func(l int64) bool { return slices.Contains(b.languages, l) }) {
		return false
	}
	if p.name == "Leadership" {
		gap := w.people[mentor].grade - w.people[mentee].grade
		return gap >= 1 && gap <= 3 && w.people[mentee].team != w.people[mentor].team && overlap(a, b) >= 60 && teaches(b, a)
	}
	return overlap(a, b) >= 30
}

// teaches says whether b can help a with something that a seeks.
func teaches(b, a *profile) bool {
	return slices.ContainsFunc(a.seeks, func(k known) bool {
		level := levelIn(b.have, k.skill)
		return level >= 3 && level > levelIn(a.have, k.skill)
	})
}

// inLine says whether high manages low, at any distance.
func (w *world) inLine(low, high int32) bool {
	for at := w.people[low].boss; at >= 0; at = w.people[at].boss {
		if at == high {
			return true
		}
	}
	return false
}
