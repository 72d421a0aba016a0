package store

import (
	"fmt"
	"slices"
	"strings"

	"understudy/match/rotation"
)

var sides = map[rotation.Consent]string{rotation.Own: "participant", rotation.Manager: "manager", rotation.Host: "host"}

// forbids says why a rule about one person keeps them out of a seat, and what lifts it; s
// is None for the person's placements as a whole.
func (w *rotationWords) forbids(p *rotation.Problem, rule rotation.Rule, i, s int) (string, []RotationRemedy) {
	x, who := &p.People[i], w.names[i]
	some := rotation.Seat{Location: rotation.None}
	name := "a seat"
	if s != rotation.None {
		some, name = p.Seats[s], w.seat(s)
	}
	lift := []RotationRemedy{w.waive(i, s, rule)}
	switch rule {
	case rotation.RuleJoins:
		return fmt.Sprintf("%s withdrew, or no whole period lies between the earliest and the latest day", who), w.edit(i, "change the dates of "+who+", or take the withdrawal back", "withdrawn=")
	case rotation.RuleBan:
		return w.banned(p, i, s)
	case rotation.RuleRefusal:
		return w.refusal(p, i, s)
	case rotation.RuleTravel:
		far := "another location"
		if p.Rules.Travel == rotation.SameMarket {
			far = "another market"
		}
		return fmt.Sprintf("%s is in %s, and %s does not wish to travel", name, far, who), append(w.edit(i, "note that "+who+" wishes to travel", "travels=yes"), lift...)
	case rotation.RuleEntry:
		if s == rotation.None {
			return "the seats ask for more to begin than " + who + " can do", lift
		}
		return fmt.Sprintf("%s asks for %s %d to begin, and %s has %d", name, w.skill(some.Skill), some.Entry, who, x.Levels[some.Skill]), lift
	case rotation.RuleWindow:
		return fmt.Sprintf("%s can be placed from %s to %s only", who, w.period(x.Earliest), w.period(x.Latest)), append(lift, w.edit(i, "change the dates of "+who, "ends=")...)
	case rotation.RuleAbsence:
		return fmt.Sprintf("%s is away in %s", who, w.periods(x.Absent)), lift
	case rotation.RuleLength:
		least, most := max(x.Least, some.Least), x.Most
		if some.Most > 0 {
			most = min(most, some.Most)
		}
		return fmt.Sprintf("a placement of %s in %s takes %s", who, name, lengths(least, most)), lift
	case rotation.RuleRepeat:
		return who + " may be in each seat only once", lift
	case rotation.RulePlacements:
		return fmt.Sprintf("%s may have at most %s", who, counted(int64(x.Placements), "placement", "placements")), lift
	}
	return rule.String(), nil
}

func lengths(least, most int) string {
	if least == most {
		return counted(int64(least), "period", "periods")
	}
	return fmt.Sprintf("%d to %d periods", least, most)
}

// edit is the remedy of changing a participant.
func (w *rotationWords) edit(i int, said, set string) []RotationRemedy {
	return []RotationRemedy{{
		Said: said, Key: "e", Participant: w.in.People[i].Participant,
		Command: fmt.Sprintf("understudy set participant '#%d' %s", w.in.People[i].Participant, set),
	}}
}

func (w *rotationWords) banned(p *rotation.Problem, i, s int) (string, []RotationRemedy) {
	who := w.names[i]
	at := slices.IndexFunc(p.Bans, func(b rotation.Pair) bool { return b.Person == i && (b.Seat == s || s == rotation.None) })
	switch {
	case at < 0 || at >= w.in.Banned:
		if w.in.Template == "chain" {
			return fmt.Sprintf("in this chain %s learns another job", who), nil
		}
		return fmt.Sprintf("it is the own job of %s", who), nil
	case s == rotation.None:
		return fmt.Sprintf("%s is banned", who), nil
	}
	seat := w.in.Seats[s]
	return fmt.Sprintf("%s is banned from %s", who, seat.Name), []RotationRemedy{{
		Said: "lift the ban", Key: "B", Act: "lift", Participant: w.in.People[i].Participant, Seat: seat.ID,
		Command: fmt.Sprintf("understudy rotate ban %s %s %s --lift", quoted(w.in.Name), quoted(who), quoted(seat.Name)),
	}}
}

func (w *rotationWords) refusal(p *rotation.Problem, i, s int) (string, []RotationRemedy) {
	var by []string
	var lift []RotationRemedy
	for _, r := range p.Refusals {
		side := sides[r.By]
		if r.Person != i || s != rotation.None && r.Seat != s && r.Seat != rotation.None || slices.Contains(by, side) {
			continue
		}
		by = append(by, side)
		x := RotationRemedy{
			Said: fmt.Sprintf("note that the %s agrees", side), Key: "a", Act: "consent", Side: side, Participant: w.in.People[i].Participant,
			Command: fmt.Sprintf("understudy rotate consent %s %s --by %s", quoted(w.in.Name), quoted(w.names[i]), side),
		}
		// A refusal of any seat is lifted for this one alone.
		if s != rotation.None {
			x.Seat = w.in.Seats[s].ID
			x.Command = fmt.Sprintf("understudy rotate consent %s %s %s --by %s", quoted(w.in.Name), quoted(w.names[i]), quoted(w.seat(s)), side)
		}
		lift = append(lift, x)
	}
	switch {
	case len(by) == 0:
		return "somebody whose consent is needed refused it", nil
	case len(by) == 1 && by[0] == "participant":
		return w.names[i] + " refused it", lift
	}
	return "the " + strings.Join(by, " and the ") + " refused it", lift
}

// locked says of a lock what it asks for, and how to remove it.
func (w *rotationWords) locked(p *rotation.Problem, k int) (string, []RotationRemedy) {
	l := p.Locks[k]
	where := "at the own job"
	if l.Seat != rotation.Home {
		where = "to " + w.seat(l.Seat)
	}
	said := fmt.Sprintf("%s is locked %s in %s", w.names[l.Person], where, w.periods([]int{l.From, l.To}))
	if l.To > l.From+1 {
		said = fmt.Sprintf("%s is locked %s from %s to %s", w.names[l.Person], where, w.period(l.From), w.period(l.To))
	}
	if k >= len(w.in.Locks) { // a repair's, for what is over
		return said, nil
	}
	return said, []RotationRemedy{{
		Said: "remove the lock, or say what it overrides and why", Key: "L", Act: "unlock", Lock: w.in.Locks[k], Participant: w.in.People[l.Person].Participant,
		Command: fmt.Sprintf("understudy rotate lock %s %s --first %d --remove", quoted(w.in.Name), quoted(w.names[l.Person]), l.From+1),
	}}
}
