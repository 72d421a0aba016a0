package mentoring

import (
	"fmt"

	"understudy/match/assign"
)

// newResult puts what the solver found into words of the input, with points from
// the plain scorer. It errs if the plain scorer does not allow a pair.
func newResult(m *model, p *plain, found assign.Result, broken map[[2]int64][]string) (*Result, error) {
	res := &Result{Stopped: found.Stopped, Most: p.most()}
	locks := map[[2]int64]Lock{}
	for _, l := range m.in.Locks {
		locks[[2]int64{l.Mentee, l.Mentor}] = l
	}
	filled, free := make([]int, len(m.mentees)), int64(0)
	for _, x := range found.Pairs {
		filled[x.Row]++
		pair := p.pair(x.Row, x.Col, filled[x.Row])
		key := [2]int64{pair.Mentee, pair.Mentor}
		if lock, ok := locks[key]; ok {
			pair.Locked = true
			if pair.Overrides = broken[key]; pair.Overrides != nil {
				pair.OverrideReason = lock.OverrideReason
			}
		} else {
			if points, allowed := p.Score(x.Row, x.Col); !allowed || points != pair.Points {
				return nil, fmt.Errorf("mentoring: mentee %d with mentor %d was proposed but is not allowed", pair.Mentee, pair.Mentor)
			}
			free += pair.Points
		}
		res.add(pair)
	}
	if free != found.Total {
		return nil, fmt.Errorf("mentoring: the solver counts %d, the pairs have %d", found.Total, free)
	}
	for i, x := range m.mentees {
		res.Places += max(x.Places, filled[i])
		if missing := x.Places - filled[i]; missing > 0 {
			res.Unmatched = append(res.Unmatched, Unmatched{x.ID, missing, !found.Stopped})
		}
	}
	res.Bound = boundOf(m, res, found)
	res.Proof = proofOf(m, found)
	return res, nil
}

func (r *Result) add(pair Pair) {
	if len(r.Pairs) == 0 || pair.Points < r.Worst {
		r.Worst = pair.Points
	}
	r.Pairs = append(r.Pairs, pair)
	r.Matched++
	r.Total += pair.Points
}

// stop marks a result as not the proved end of a run.
func (r *Result) stop() {
	r.Stopped = true
	for i := range r.Unmatched {
		r.Unmatched[i].Decided = false
	}
}

func (p *plain) pair(row, col, place int) Pair {
	a, b := &p.mentees[row], &p.mentors[col]
	pair := Pair{Mentee: a.ID, Mentor: b.ID, Place: place}
	for i := range p.criteria {
		points, _ := p.pointsOf(&p.criteria[i], a, b)
		pair.Points += points
		pair.Parts = append(pair.Parts, Part{p.criteria[i].name, points})
	}
	return pair
}

// boundOf turns the lifted bound into places and points that cannot be exceeded.
func boundOf(m *model, res *Result, found assign.Result) Bound {
	if !found.Stopped {
		return Bound{Matched: res.Matched, Total: res.Total}
	}
	mentees, mentors := int64(0), int64(0)
	for _, x := range m.mentees {
		mentees += int64(x.Places)
	}
	for _, x := range m.mentors {
		mentors += int64(x.Places)
	}
	places := max(min(mentees, mentors), int64(res.Matched))
	worst, best := m.pointsRange()
	most := Bound{Matched: int(places), Total: best * places, Gap: -1}
	open := int64(len(found.Pairs) - len(m.in.Locks))
	if found.Bound == assign.Unbounded || open <= 0 {
		return most
	}
	most.Gap = found.Bound - found.Lifted
	if m.in.Settings.Objective == MostPoints {
		// lifted = (K+1) points + pairs, pairs from 0 to K, and K is at most places.
		each := (found.Lifted - open) / max(1, found.Total)
		if found.Total > 0 && each > 0 {
			most.Total = min(most.Total, res.Total+(most.Gap+open)/each)
		}
		return most
	}
	// lifted = B a pair + points, and B is more than all points can differ by: one
	// more pair costs at least B and the worst pair's points.
	each := (found.Lifted-found.Total)/open + min(0, worst)
	if each > 0 {
		most.Matched = min(most.Matched, res.Matched+int((most.Gap+each-1)/each))
	}
	most.Total = min(most.Total, res.Total+most.Gap)
	return most
}

// pointsRange bounds the points of any pair.
func (m *model) pointsRange() (worst, best int64) {
	for _, c := range m.in.Settings.Criteria {
		if v, err := criterionValues(c, m.in.Settings.Step); err == nil {
			low, high := rangeOf(c, v)
			worst, best = worst+low, best+high
		}
	}
	return worst, best
}

func proofOf(m *model, found assign.Result) Proof {
	prices := func(people []person, of []int64) []Price {
		var out []Price
		for i, price := range of {
			if price != 0 {
				out = append(out, Price{people[i].ID, price})
			}
		}
		return out
	}
	proof := Proof{Lifted: found.Lifted, Mentees: prices(m.mentees, found.Proof.U), Mentors: prices(m.mentors, found.Proof.V)}
	for _, w := range found.Proof.W {
		proof.Pairs = append(proof.Pairs, PairPrice{m.mentees[w.Row].ID, m.mentors[w.Col].ID, w.W})
	}
	return proof
}
