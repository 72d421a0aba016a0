package mentoring

// Tie says that two results are worth the same, and by which rule one was taken. Of
// equal results that one is proposed in which those have a place who wait longest, and
// of those who wait since the same day who enrolled first; which of equal mentors
// somebody has is fixed, and says nothing about them.
type Tie struct {
	Equal bool // the other result fills as many places for as many points
	// Keeps has the place, Over would have it in the other result: enrolment ids of
	// mentees. 0: the same mentees have places in both, so either would do.
	Keeps, Over int64
	Same        bool // both wait since the same day, so who enrolled first keeps it
}

// Say is the tie in words, with the names of enrolments; "" where nothing is equal.
func (t Tie) Say(name func(int64) string) string {
	switch {
	case !t.Equal:
		return ""
	case t.Keeps == 0:
		return "equal points: either would do"
	case t.Same:
		return "equal points; " + name(t.Keeps) + " waits since the same day and enrolled first"
	}
	return "equal points; " + name(t.Keeps) + " waits since an earlier day"
}

// tieOf says how a result that costs nothing was passed over; moves are all of it.
func (a *Asker) tieOf(price Loss, moves []Move) Tie {
	if price != (Loss{}) {
		return Tie{}
	}
	t := Tie{Equal: true}
	for _, m := range moves {
		switch {
		case len(m.After) < len(m.Before):
			t.Keeps = m.Mentee
		case len(m.After) > len(m.Before):
			t.Over = m.Mentee
		}
	}
	return a.decided(t)
}

// decided completes a tie between two mentees; where they are not both there, or the
// order of waiting cannot have decided, it says no more than that points are equal.
func (a *Asker) decided(t Tie) Tie {
	keeps, there := a.m.rowOf[t.Keeps]
	over, too := a.m.rowOf[t.Over]
	if !there || !too || a.m.waitsBefore(keeps, over) >= 0 {
		return Tie{Equal: t.Equal}
	}
	t.Same = a.m.since(keeps) == a.m.since(over)
	return t
}
