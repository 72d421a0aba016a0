package agenda

import (
	"cmp"
	"slices"
)

// seat gives an event the speakers it lacks: those who have given the fewest talks
// first; where nobody is free, along a chain of events that pass a speaker on (augmenting
// paths: Berge 1957). Someone who would listen elsewhere at the time speaks instead.
func (p *plan) seat(e *placed) bool {
	for int32(len(e.speakers)) < p.m.options[e.option].need {
		if !p.passOn(e, map[int32]bool{}) {
			return false
		}
	}
	return true
}

func (p *plan) talks(s *speaker) int32 { return p.load[p.m.talks[s.person]] }

func (p *plan) passOn(e *placed, asked map[int32]bool) bool {
	w := p.meeting(e.option)
	order := make([]int32, 0, len(w.speakers))
	for k := range w.speakers {
		if !slices.Contains(e.speakers, int32(k)) && !asked[w.speakers[k].person] {
			order = append(order, int32(k))
		}
	}
	slices.SortStableFunc(order, func(a, b int32) int { return cmp.Compare(p.talks(&w.speakers[a]), p.talks(&w.speakers[b])) })
	for _, k := range order {
		if p.fits(w.speakers[k].rows) {
			p.speak(e, k, true)
			return true
		}
	}
	for _, k := range order {
		if p.stopListening(w.speakers[k].person, w.speakers[k].rows); p.fits(w.speakers[k].rows) {
			p.speak(e, k, true)
			return true
		}
	}
	for _, k := range order {
		asked[w.speakers[k].person] = true
		if p.take(e, k, asked) {
			return true
		}
	}
	return false
}

// take moves a speaker here from an event that finds another.
func (p *plan) take(e *placed, k int32, asked map[int32]bool) bool {
	s := &p.meeting(e.option).speakers[k]
	for _, o := range slices.Clone(p.list) {
		from := p.on[o]
		v := p.meeting(o)
		at := slices.IndexFunc(from.speakers, func(j int32) bool { return v.speakers[j].person == s.person })
		if from == e || at < 0 {
			continue
		}
		j := from.speakers[at]
		p.speak(from, j, false)
		if p.fits(s.rows) {
			p.speak(e, k, true)
			if p.passOn(from, asked) {
				return true
			}
			p.speak(e, k, false)
		}
		p.speak(from, j, true)
	}
	return false
}

// speak gives an event a speaker, or takes one away.
func (p *plan) speak(e *placed, k int32, on bool) {
	p.touch(e.option)
	rows := p.meeting(e.option).speakers[k].rows
	if on {
		e.speakers = append(e.speakers, k)
		p.charge(rows, 1)
		return
	}
	at := slices.Index(e.speakers, k)
	e.speakers = slices.Delete(e.speakers, at, at+1)
	p.charge(rows, -1)
}

// stopListening takes a person out of events that hold rows they would speak in.
func (p *plan) stopListening(person int32, rows []int32) {
	full := slices.ContainsFunc(rows, func(r int32) bool { return p.m.who[r] == person && p.load[r] >= p.m.rhs[r] })
	if !full {
		return
	}
	for _, o := range p.list {
		e, w := p.on[o], p.meeting(o)
		if !w.shared {
			continue
		}
		k := slices.IndexFunc(w.listeners, func(l listener) bool { return l.person == person })
		if k < 0 || !e.in[k] {
			continue
		}
		shares := false
		p.m.eachRow(w, &w.listeners[k], func(r int32) { shares = shares || slices.Contains(rows, r) })
		if shares {
			p.listen(e, k, false)
		}
	}
}
