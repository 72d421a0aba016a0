package agenda

import "slices"

// takeOver puts on what of the schedule to start from is still possible. Locks that it
// does not keep come before what is not locked, since they may need its place.
func (r *run) takeOver(p *plan) {
	for _, e := range r.o.Start {
		if e.Lock != None {
			r.takeEvent(p, &e, true)
		}
	}
	musts := []int32{} // not nil, which stands for all
	for k := range r.m.demands {
		if r.m.demands[k].must {
			musts = append(musts, int32(k))
		}
	}
	r.complete(p, musts)
	for _, e := range r.o.Start {
		if e.Lock == None {
			r.takeEvent(p, &e, true)
		}
	}
}

// takeEvent puts an event on as it was or, where its speakers cannot and others may,
// with others. Listeners whom it did not reach before may yet be needed elsewhere.
func (r *run) takeEvent(p *plan, e *Event, others bool) {
	for k := range r.m.demands {
		x := &r.m.demands[k]
		if x.topic != e.Topic || x.lock != e.Lock {
			continue
		}
		for _, o := range x.options {
			w := p.meeting(o)
			if int(w.slot) != e.Slot || int(r.m.options[o].room) != e.Room || !p.open(o) {
				continue
			}
			if !p.same(o, e) && others {
				p.try(o)
			}
			return
		}
	}
}

// same puts an option on with the speakers and, as far as they have time, the listeners
// of an event. It answers whether the speakers can.
func (p *plan) same(o int32, e *Event) bool {
	w := p.meeting(o)
	x := &placed{option: o, in: make([]bool, len(w.listeners))}
	p.attach(x)
	for k := range w.speakers {
		if int32(len(x.speakers)) < p.m.options[o].need && slices.Contains(e.Speakers, int(w.speakers[k].person)) && p.fits(w.speakers[k].rows) {
			p.speak(x, int32(k), true)
		}
	}
	if int32(len(x.speakers)) < p.m.options[o].need {
		p.detach(o)
		return false
	}
	for k := range w.listeners {
		if l := &w.listeners[k]; x.heard < p.m.options[o].places && slices.Contains(e.Reached, int(l.person)) && p.hears(w, l) {
			p.listen(x, k, true)
		}
	}
	return true
}
