package check

import (
	"slices"

	"understudy/match/agenda"
)

// counts judges what many events break together.
func (j *judge) counts() {
	for k, c := range j.p.Caps {
		n := 0
		for e := range j.s {
			if slices.Contains(c.Slots, j.s[e].Slot) && !j.exempt(e) {
				n++
			}
		}
		if n > c.Most {
			v := about(agenda.RuleCap, agenda.None)
			v.Cap = k
			j.broken(v)
		}
	}
	for t := range j.p.Topics {
		last, n := agenda.None, 0
		for e := range j.s {
			if j.s[e].Topic == t {
				last = e
				n++
			}
		}
		if n > j.p.Topics[t].Times {
			j.broken(about(agenda.RuleTimes, last))
		}
	}
	for i := range j.p.People {
		j.person(i)
	}
	j.locks()
}

func (j *judge) exempt(e int) bool {
	l := j.s[e].Lock
	return l != agenda.None && slices.Contains(j.p.Locks[l].Overrides, agenda.RuleCap)
}

func (j *judge) person(i int) {
	talks, weeks := 0, map[int]int{}
	for e := range j.s {
		if slices.Contains(j.s[e].Speakers, i) {
			talks++
		}
		if slices.Contains(j.s[e].Reached, i) {
			week := j.p.Slots[j.s[e].Slot].Week
			if weeks[week]++; j.p.Rules.PerWeek > 0 && weeks[week] == j.p.Rules.PerWeek+1 {
				v := about(agenda.RuleWeek, e)
				v.Person = i
				j.broken(v)
			}
		}
	}
	if most := j.p.People[i].Talks; most > 0 && talks > most {
		v := about(agenda.RuleTalks, agenda.None)
		v.Person = i
		j.broken(v)
	}
	j.report.Score.Talks = max(j.report.Score.Talks, talks)
}

// locks looks for the one event that each lock is kept by.
func (j *judge) locks() {
	for k, l := range j.p.Locks {
		kept := 0
		for e := range j.s {
			x := &j.s[e]
			if x.Lock != k {
				continue
			}
			kept++
			fits := x.Topic == l.Topic && (l.Slot == agenda.None || l.Slot == x.Slot) && (l.Room == agenda.None || l.Room == x.Room)
			for _, i := range l.Speakers {
				fits = fits && slices.Contains(x.Speakers, i)
			}
			if !fits {
				v := about(agenda.RuleLock, e)
				v.Lock = k
				j.broken(v)
			}
		}
		if kept != 1 {
			v := about(agenda.RuleLock, agenda.None)
			v.Lock = k
			j.broken(v)
		}
	}
}

func (j *judge) score() {
	for e := range j.s {
		j.report.Score.Value += j.s[e].Value
		j.report.Score.Days += int64(max(0, 1+j.p.Slots[j.s[e].Slot].Day-j.p.Rules.FirstDay))
	}
}
