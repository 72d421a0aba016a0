package mentoring

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// LockBreak is one thing that one lock breaks without overriding it.
type LockBreak struct {
	Lock   Lock
	Breaks string // a rule's name, BreaksBan, BreaksFloor, BreaksCapacity, BreaksSelf
	Detail string // evidence
}

// LockError lists everything that locks break; nothing was run.
type LockError struct{ Breaks []LockBreak }

func (e *LockError) Error() string {
	var b strings.Builder
	b.WriteString("locks break what must hold: ")
	for i, x := range e.Breaks {
		if i > 0 {
			b.WriteString("; ")
		}
		fmt.Fprintf(&b, "mentee %d with mentor %d breaks %s", x.Lock.Mentee, x.Lock.Mentor, x.Breaks)
		if x.Detail != "" {
			fmt.Fprintf(&b, " (%s)", x.Detail)
		}
	}
	return b.String()
}

// checkLocks lists what each lock breaks and overrides, or errs with what it
// breaks and does not override.
func checkLocks(p *plain) (map[[2]int64][]string, error) {
	locks := slices.Clone(p.in.Locks)
	slices.SortFunc(locks, func(a, b Lock) int {
		return cmp.Or(cmp.Compare(a.Mentee, b.Mentee), cmp.Compare(a.Mentor, b.Mentor))
	})
	over := overCapacity(p, locks)
	broken := map[[2]int64][]string{}
	var bad []LockBreak
	for _, l := range locks {
		breaks := p.breaksOf(l)
		if detail := over[[2]int64{l.Mentee, l.Mentor}]; detail != "" {
			breaks = append(breaks, LockBreak{l, BreaksCapacity, detail})
		}
		for _, x := range breaks {
			if x.Breaks == BreaksSelf || x.Breaks == BreaksSlot || !slices.Contains(l.Overrides, x.Breaks) {
				bad = append(bad, x)
			}
			key := [2]int64{l.Mentee, l.Mentor}
			broken[key] = append(broken[key], x.Breaks)
		}
	}
	if bad != nil {
		return nil, &LockError{bad}
	}
	return broken, nil
}

// breaksOf is everything but capacity that a lock breaks.
func (p *plain) breaksOf(l Lock) []LockBreak {
	row, col := p.rowOf(l.Mentee), p.colOf(l.Mentor)
	a, b := &p.mentees[row], &p.mentors[col]
	var out []LockBreak
	for _, r := range p.rulesAbout(row) {
		if r.forbids(a, b) {
			out = append(out, LockBreak{l, r.name, strings.Join(r.say(a, b), ", ")})
		}
	}
	if a.Employee == b.Employee {
		out = append(out, LockBreak{l, BreaksSelf, "mentee and mentor are one employee"})
	}
	if a.slot != b.slot {
		out = append(out, LockBreak{l, BreaksSlot, "mentee and mentor are enrolled in different slots"})
	}
	if reason, banned := p.bans[[2]int64{a.Employee, b.Employee}]; banned {
		out = append(out, LockBreak{l, BreaksBan, reason})
	}
	if floor := p.in.Settings.Floor; floor != nil && p.total(a, b) < *floor {
		out = append(out, LockBreak{l, BreaksFloor, FormatPoints(p.total(a, b)) + " points"})
	}
	return out
}

// overCapacity says which locks go beyond someone's places: of the locks of one
// person those that override capacity come last.
func overCapacity(p *plain, locks []Lock) map[[2]int64]string {
	over := map[[2]int64]string{}
	side := func(people []plainPerson, word string, id func(Lock) int64) {
		mine := map[int64][]Lock{}
		for _, willing := range []bool{false, true} {
			for _, l := range locks {
				if slices.Contains(l.Overrides, BreaksCapacity) == willing {
					mine[id(l)] = append(mine[id(l)], l)
				}
			}
		}
		for _, x := range people {
			for _, l := range mine[x.ID][min(x.Places, len(mine[x.ID])):] {
				over[[2]int64{l.Mentee, l.Mentor}] = fmt.Sprintf("%s has %s", word, count(x.Places, "place"))
			}
		}
	}
	side(p.mentees, "mentee", func(l Lock) int64 { return l.Mentee })
	side(p.mentors, "mentor", func(l Lock) int64 { return l.Mentor })
	return over
}

func (p *plain) rowOf(id int64) int { return indexOf(p.mentees, id) }
func (p *plain) colOf(id int64) int { return indexOf(p.mentors, id) }

// indexOf finds an enrolment among sorted people; -1 if it is not there.
func indexOf(people []plainPerson, id int64) int {
	at, ok := slices.BinarySearchFunc(people, id, func(x plainPerson, id int64) int { return cmp.Compare(x.ID, id) })
	if !ok {
		return -1
	}
	return at
}
