package store

import (
	"context"
	"fmt"
	"strings"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// RotationConstraint is one thing that cannot be kept together with others, in words.
type RotationConstraint struct {
	Rule     string
	Said     string
	Remedies []RotationRemedy
}

// RotationImpossible says that no plan keeps every rule, and which of them cannot hold
// together. Nothing was kept.
type RotationImpossible struct {
	Plan    string
	Members []RotationConstraint
	// Irreducible says that without any one of the members, a plan was found that keeps
	// all others among them.
	Irreducible bool
	// Short lists every cover that would be short with everybody at the own job, whether
	// or not it is among the members: each of them alone makes the plan impossible,
	// unless somebody learns the skill in time.
	Short []RotationConstraint
}

func (e *RotationImpossible) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "no plan for “%s” keeps every rule; nothing was kept.", e.Plan)
	if len(e.Members) > 0 {
		head := "These cannot hold together:"
		switch {
		case len(e.Members) == 1:
			head = "This cannot be kept:"
		case e.Irreducible:
			head = "These cannot hold together; without any one of them the others can:"
		}
		b.WriteString(" " + head)
		writeConstraints(&b, e.Members)
	}
	if more := e.others(); len(more) > 0 {
		fmt.Fprintf(&b, "\nWith everybody at the own job, %s short too:", counted(int64(len(more)), "more cover would be", "more covers would be"))
		writeConstraints(&b, more)
	}
	if len(e.Short) > 0 {
		fmt.Fprintf(&b, "\nto plan with what there is: understudy rotate cover %s --as-is --because …", quoted(e.Plan))
	}
	return b.String()
}

// others are the short covers that are not among the members.
func (e *RotationImpossible) others() (out []RotationConstraint) {
	said := map[string]bool{}
	for _, m := range e.Members {
		said[m.Said] = true
	}
	for _, c := range e.Short {
		if !said[c.Said] {
			out = append(out, c)
		}
	}
	return out
}

func writeConstraints(b *strings.Builder, list []RotationConstraint) {
	for _, m := range list {
		b.WriteString("\n  " + m.Said)
		for _, r := range m.Remedies {
			b.WriteString("\n    " + r.Said + ": " + r.Command)
		}
	}
}

// impossible finds out why no plan keeps every rule.
func (s *Store) impossible(ctx context.Context, in *RotationInput, o RotateOptions) error {
	w, err := wordsOf(context.WithoutCancel(ctx), s.r, in)
	if err != nil {
		return err
	}
	out := &RotationImpossible{Plan: in.Name}
	if out.Short, err = w.shortAtHome(); err != nil {
		return err
	}
	e := o.engine()
	e.Progress = nil
	c, err := rotation.FindConflict(ctx, &in.Problem, e)
	if err != nil {
		return err
	}
	out.Irreducible = c.Irreducible
	for _, m := range c.Members {
		if m.Rule == rotation.RuleJoins && in.People[m.Person].Participant == 0 {
			continue // who does not take part counts for cover alone; nothing about them can be relaxed
		}
		out.Members = append(out.Members, w.member(m))
	}
	return out
}

// RotationShort lists every cover of a plan that would be short with everybody at the own
// job, as [RotationImpossible] does.
func (s *Store) RotationShort(ctx context.Context, in *RotationInput) ([]RotationConstraint, error) {
	w, err := wordsOf(ctx, s.r, in)
	if err != nil {
		return nil, err
	}
	return w.shortAtHome()
}

func (w *rotationWords) shortAtHome() ([]RotationConstraint, error) {
	p := &w.in.Problem
	report, err := check.Plan(p, rotation.NewPlan(len(p.People), p.Periods))
	if err != nil {
		return nil, err
	}
	var list []rotation.Violation
	for _, v := range report.Violations {
		if v.Rule == rotation.RuleCover {
			list = append(list, v)
		}
	}
	var out []RotationConstraint
	for _, x := range w.shortages(p, list) {
		out = append(out, RotationConstraint{rotation.RuleCover.String(), w.would(x, "is"), []RotationRemedy{w.lowerCover(x)}})
	}
	return out, nil
}

// member says a constraint of a conflict.
func (w *rotationWords) member(m rotation.Member) RotationConstraint {
	p := &w.in.Problem
	out := RotationConstraint{Rule: m.Rule.String()}
	switch m.Rule {
	case rotation.RuleCover:
		c := p.Covers[m.Cover]
		x := shortage{Violation: rotation.Violation{Rule: m.Rule, Team: c.Team, Skill: c.Skill, Short: 1}, level: c.Level, need: c.Count, periods: []int{m.Period}}
		if short := w.homeShort(c, m.Period); short > 0 {
			x.Short = short
			out.Said = w.would(x, "is")
		} else {
			out.Said = fmt.Sprintf("%s keeps its %d %s in %s", w.team(c.Team), c.Count, can(w.skill(c.Skill), c.Level), w.period(m.Period))
		}
		out.Remedies = []RotationRemedy{w.lowerCover(x)}
	case rotation.RuleLeast, rotation.RulePlaces:
		n := p.Seats[m.Seat].Places[m.Period]
		x := shortage{Violation: rotation.Violation{Rule: m.Rule, Seat: m.Seat, Short: 1}, need: n.Most, periods: []int{m.Period}}
		out.Said = fmt.Sprintf("%s has %s in %s", w.seat(m.Seat), counted(int64(n.Most), "place", "places"), w.period(m.Period))
		if m.Rule == rotation.RuleLeast {
			x.need = n.Least
			out.Said = fmt.Sprintf("%s needs %s in %s", w.seat(m.Seat), counted(int64(n.Least), "person", "people"), w.period(m.Period))
		}
		out.Remedies = []RotationRemedy{w.remedyOf(x)}
	case rotation.RuleLock:
		out.Said, out.Remedies = w.locked(p, m.Lock)
	default:
		out.Said, out.Remedies = w.forbids(p, m.Rule, m.Person, w.lockedSeat(m.Person))
	}
	return out
}

// lockedSeat is the first seat that a person is locked to, else None: rules about people
// only conflict where something must be.
func (w *rotationWords) lockedSeat(i int) int {
	for _, l := range w.in.Problem.Locks {
		if l.Person == i && l.Seat != rotation.Home {
			return l.Seat
		}
	}
	return rotation.None
}

// homeShort is how many a cover lacks in a period with everybody at home.
func (w *rotationWords) homeShort(c rotation.Cover, t int) int {
	p := w.in.Problem
	p.Covers = []rotation.Cover{{Team: c.Team, Skill: c.Skill, Level: c.Level, Count: c.Count, From: t, To: t}}
	report, err := check.Plan(&p, rotation.NewPlan(len(p.People), p.Periods))
	if err != nil {
		return 0
	}
	for _, v := range report.Violations {
		if v.Rule == rotation.RuleCover {
			return v.Short
		}
	}
	return 0
}
