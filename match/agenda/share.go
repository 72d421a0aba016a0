package agenda

import (
	"cmp"
	"slices"
)

// setTalks limits the talks of everybody.
func (m *model) setTalks(most int) {
	for i, row := range m.talks {
		if row >= 0 {
			m.rhs[row] = int32(m.talkLimit(i, most))
		}
	}
}

// share looks for schedules of the same value in which whoever speaks most often speaks
// less: it lowers the limit of everybody by one as long as that costs no value. exact
// says that the best so far is proved to be the best.
func (r *run) share(exact bool) {
	settled := exact // of the present limit, days included
	for least := false; !least; {
		now := r.m.score(r.best)
		if now.Talks <= 1 {
			least = true
			break
		}
		kept, bound := r.best, r.bound
		r.m.setTalks(now.Talks - 1)
		found, done := r.fewer(kept, now)
		if !found {
			r.best, r.bound = kept, bound
			r.m.setTalks(now.Talks)
			if done && r.proved >= ProvedValue {
				r.proved = ProvedTalks
			}
			break
		}
		settled = done
		if v := r.m.score(r.best).Value; v > now.Value && r.proved < ProvedValue && v >= r.value {
			r.proved = ProvedValue
		}
		if r.ctx.Err() != nil {
			break
		}
	}
	if now := r.m.score(r.best); now.Talks <= 1 && r.proved == ProvedValue {
		r.proved = ProvedTalks
	}
	r.early(settled)
}

// early looks for earlier dates, at the limit of talks that was found.
func (r *run) early(settled bool) {
	now := r.m.score(r.best)
	if now.Talks > 0 {
		r.m.setTalks(now.Talks)
	}
	if !settled && r.ctx.Err() == nil {
		settled = r.phase(r.best.clone(), lowest/2, r.o.Rounds/3, r.o.Nodes/2)
	}
	if settled && r.proved == ProvedTalks {
		r.proved = ProvedDays
	}
}

// fewer looks for a schedule within the lowered limit that is worth as much as before.
// done says that what it answers, and the days of what it found, is proved.
func (r *run) fewer(kept *plan, now Score) (found, done bool) {
	limit := (now.Value - 1) * r.m.unit
	r.best, r.quiet = nil, true
	defer func() {
		if r.quiet = false; found {
			r.tell()
		}
	}()
	p := r.reseat(kept)
	if r.consider(p); r.best != nil && r.best.worth > limit {
		return true, false
	}
	r.best = nil
	done = r.phase(p, limit, r.o.Rounds/3, r.o.Nodes/2)
	return r.best != nil && r.best.worth > limit, done
}

// reseat is a plan with the same events, as far as they find speakers within the limits.
func (r *run) reseat(old *plan) *plan {
	p := newPlan(r.m)
	list := slices.Clone(old.list)
	slices.SortFunc(list, func(a, b int32) int {
		return cmp.Or(cmp.Compare(r.m.options[b].worth, r.m.options[a].worth), cmp.Compare(a, b))
	})
	for _, o := range list {
		if p.open(o) {
			e := &placed{option: o, in: make([]bool, len(p.meeting(o).listeners))}
			if p.attach(e); !p.seat(e) {
				p.detach(o)
			}
		}
	}
	for _, o := range list {
		if e := p.on[o]; e != nil {
			for k, in := range old.on[o].in {
				if in && p.hears(p.meeting(o), &p.meeting(o).listeners[k]) {
					p.listen(e, k, true)
				}
			}
		}
	}
	r.complete(p, nil)
	p.polish()
	return p
}
