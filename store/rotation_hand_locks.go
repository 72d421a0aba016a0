package store

import (
	"slices"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// HandBreak is a rule that a move by hand would break.
type HandBreak struct {
	Rule      string
	Said      string
	Forceable bool // a lock can override it, with a reason
	Remedies  []RotationRemedy
}

// handPlan is a plan after a move by hand, with the locks that keep it.
type handPlan struct {
	problem rotation.Problem
	removed []int           // locks of the input, by number
	added   []rotation.Lock // and those that take their place
	clashes []int           // of the removed, those that say otherwise
	report  check.Report
	breaks  []HandBreak
	forced  bool // overrides were added
}

// settle finds the locks that keep the move, what it breaks, and, if asked to, what the
// locks must override.
func (h *hand) settle(force bool) (*handPlan, error) {
	x := &handPlan{problem: h.in.Problem}
	for _, i := range h.touched() {
		h.lock(x, i)
	}
	if err := x.judge(h); err != nil {
		return nil, err
	}
	x.breaks = h.broken(x)
	if len(x.breaks) == 0 {
		return x, nil
	}
	trial := *x
	trial.added = make([]rotation.Lock, len(x.added))
	for k, l := range x.added {
		trial.added[k] = l
		trial.added[k].Overrides = slices.Clone(l.Overrides)
	}
	// A lock that overrides one rule can bring another to light.
	for range rotation.RuleLock {
		grown := false
		for _, v := range trial.report.Violations {
			grown = h.override(&trial, v) || grown
		}
		if !grown {
			break
		}
		if err := trial.judge(h); err != nil {
			return nil, err
		}
	}
	for k := range x.breaks {
		x.breaks[k].Forceable = len(trial.report.Violations) == 0
	}
	if trial.breaks = x.breaks; force && len(trial.report.Violations) == 0 {
		trial.forced = true
		return &trial, nil
	}
	return x, nil
}

// touched are the people whose cells change.
func (h *hand) touched() (out []int) {
	for i := range h.plan {
		if !slices.Equal(h.plan[i], h.was[i]) {
			out = append(out, i)
		}
	}
	return out
}

// lock replaces the locks of one person that meet what changes by ones on what is there now.
func (h *hand) lock(x *handPlan, i int) {
	cells := h.plan[i]
	for t := 0; t < len(cells); {
		from := t
		for t < len(cells) && cells[t] == cells[from] {
			t++
		}
		first, last := h.changed(i, from, t-1)
		switch {
		case first < 0:
			continue
		case cells[from] != rotation.Home: // all of the placement
			first, last = from, t-1
		case !h.stay:
			h.free(x, i, first, last)
			continue
		}
		l := rotation.Lock{Person: i, Seat: cells[from], From: first, To: last}
		h.absorb(x, &l)
		x.added = append(x.added, l)
	}
}

// changed are the first and the last of some periods in which a person's cells change.
func (h *hand) changed(i, from, to int) (first, last int) {
	first, last = -1, -1
	for t := from; t <= to; t++ {
		if h.plan[i][t] != h.was[i][t] {
			if first < 0 {
				first = t
			}
			last = t
		}
	}
	return first, last
}

// absorb takes the locks that meet a new one away. What those of the same seat override
// stays overridden; those of another one are in the way.
func (h *hand) absorb(x *handPlan, l *rotation.Lock) {
	for k, old := range h.in.Problem.Locks {
		if old.Person != l.Person || old.From > l.To || l.From > old.To {
			continue
		}
		x.remove(k)
		if !h.agrees(old) {
			h.clash(x, k)
			continue
		}
		l.From, l.To = min(l.From, old.From), max(l.To, old.To)
		for _, r := range old.Overrides {
			addOverride(l, r)
		}
	}
}

// free takes the locks on periods away in which somebody comes back to the own job.
func (h *hand) free(x *handPlan, i, from, to int) {
	for k, old := range h.in.Problem.Locks {
		if old.Person == i && old.From <= to && from <= old.To && !h.agrees(old) {
			x.remove(k)
			h.clash(x, k)
		}
	}
}

// agrees says whether a lock says what the new plan does.
func (h *hand) agrees(l rotation.Lock) bool {
	return !slices.ContainsFunc(h.plan[l.Person][l.From:l.To+1], func(s int) bool { return s != l.Seat })
}

func (x *handPlan) remove(k int) {
	if !slices.Contains(x.removed, k) {
		x.removed = append(x.removed, k)
	}
}

func (h *hand) clash(x *handPlan, k int) {
	if !h.own[h.in.Locks[k]] && !slices.Contains(x.clashes, k) {
		x.clashes = append(x.clashes, k)
	}
}

// judge has the checker look at the plan under the new locks.
func (x *handPlan) judge(h *hand) (err error) {
	x.problem.Locks = nil
	for k, l := range h.in.Problem.Locks {
		if !slices.Contains(x.removed, k) {
			x.problem.Locks = append(x.problem.Locks, l)
		}
	}
	x.problem.Locks = append(x.problem.Locks, x.added...)
	x.report, err = check.Plan(&x.problem, h.plan)
	return err
}

// override lets a lock of the new plan break the rule of a violation; false where none can.
func (h *hand) override(x *handPlan, v rotation.Violation) bool {
	switch {
	case v.Rule == rotation.RuleLeast || v.Rule == rotation.RuleLock:
		return false
	case v.Rule == rotation.RuleCover:
		c, grown := x.problem.Covers[v.Cover], false
		for k := range x.added {
			l := &x.added[k]
			who := &x.problem.People[l.Person]
			if l.Seat != rotation.Home && l.From <= v.Period && v.Period <= l.To && who.Levels[c.Skill] >= c.Level && h.isWithin(who.Team, c.Team) {
				grown = addOverride(l, v.Rule) || grown
			}
		}
		return grown
	case v.Rule == rotation.RulePlacements:
		for k := range x.added {
			if x.added[k].Person == v.Person && x.added[k].Seat != rotation.Home && addOverride(&x.added[k], v.Rule) {
				return true
			}
		}
		return false
	}
	for k := range x.added {
		l := &x.added[k]
		if l.Seat == v.Seat && (v.Person == rotation.None || l.Person == v.Person) && l.From <= v.Period && v.Period <= l.To {
			if addOverride(l, v.Rule) {
				return true
			}
		}
	}
	return v.Person != rotation.None && v.Seat != rotation.None && h.lockMore(x, v)
}

// lockMore locks a placement that the move did not change itself but made break a rule.
func (h *hand) lockMore(x *handPlan, v rotation.Violation) bool {
	for _, w := range (rotation.Plan{h.plan[v.Person]}).Placements() {
		if w.Seat != v.Seat || v.Period < w.From || v.Period > w.To {
			continue
		}
		l := rotation.Lock{Person: v.Person, Seat: w.Seat, From: w.From, To: w.To, Overrides: []rotation.Rule{v.Rule}}
		if slices.ContainsFunc(x.added, func(y rotation.Lock) bool { return y.Person == l.Person && y.From <= l.To && l.From <= y.To }) {
			return false
		}
		h.absorb(x, &l)
		x.added = append(x.added, l)
		return true
	}
	return false
}

func addOverride(l *rotation.Lock, r rotation.Rule) bool {
	if slices.Contains(l.Overrides, r) {
		return false
	}
	l.Overrides = append(l.Overrides, r)
	return true
}

func (h *hand) isWithin(team, of int) bool {
	for team != rotation.None && team != of {
		team = h.in.Problem.Within[team]
	}
	return team == of
}

// broken says what the move breaks.
func (h *hand) broken(x *handPlan) (out []HandBreak) {
	for _, k := range x.clashes {
		said, lift := h.w.locked(&h.in.Problem, k)
		out = append(out, HandBreak{Rule: rotation.RuleLock.String(), Said: said, Remedies: lift})
	}
	var short []rotation.Violation
	for _, v := range x.report.Violations {
		switch v.Rule {
		case rotation.RuleCover, rotation.RuleLeast, rotation.RulePlaces:
			short = append(short, v)
		case rotation.RuleLock:
			said, lift := h.w.locked(&x.problem, v.Lock)
			out = append(out, HandBreak{Rule: v.Rule.String(), Said: said, Remedies: lift})
		default:
			said, lift := h.w.forbids(&x.problem, v.Rule, v.Person, v.Seat)
			b := HandBreak{Rule: v.Rule.String(), Said: said, Remedies: lift}
			if !slices.ContainsFunc(out, func(y HandBreak) bool { return y.Rule == b.Rule && y.Said == b.Said }) {
				out = append(out, b)
			}
		}
	}
	for _, s := range h.w.shortages(&x.problem, short) {
		out = append(out, HandBreak{Rule: s.Rule.String(), Said: h.w.would(s, "would be"), Remedies: []RotationRemedy{h.w.remedyOf(s)}})
	}
	return out
}
