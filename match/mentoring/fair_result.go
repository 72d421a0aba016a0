package mentoring

import "understudy/match/assign"

// Fair is what fairness reached and what it cost.
type Fair struct {
	Kind Fairness `json:"kind"`
	// Lowest, with [RaiseLowest] and [Leximin], is what every pair but the locks is worth
	// at least; nil without such pairs. With the first of the two Result.Proof has the
	// prices among pairs worth that.
	Lowest *int64 `json:"lowest,omitempty"`
	// Most covers all allowed pairs, with as many places as pairs were made beside the
	// locks: nobody could fill more. Above covers those worth more than Lowest, with
	// fewer: no higher one would fill as many. Not with [Stable].
	Most  *Cover `json:"most,omitempty"`
	Above *Cover `json:"above,omitempty"`
	// Optimum is the certified best result without fairness, Price what it has more.
	Optimum Totals `json:"optimum"`
	Price   Loss   `json:"price"`
	// With [Stable]: pairs who would both rather have each other, here (always 0) and
	// in the optimum. [Asker.Blocking] counts those of any result.
	Blocking        int64 `json:"blocking"`
	OptimumBlocking int64 `json:"optimum_blocking,omitempty"`
	// AtMost, with [Stable], is how many places no stable result can exceed. With ties the
	// greatest number is NP-hard to find, so it may be more than are filled: where every
	// mentee asks for one place at most 3/2 of them beside the locks (Király 2013), and
	// never more than are asked for, or than an optimum that puts participants first fills.
	AtMost int `json:"at_most,omitempty"`
}

// Totals are what a result comes to.
type Totals struct {
	Matched int   `json:"matched"` // mentee places filled, locks too
	Total   int64 `json:"total"`
	Worst   int64 `json:"worst"`
	// Lowest is the poorest pair beside the locks; nil without such pairs.
	Lowest *int64 `json:"lowest,omitempty"`
}

// totals sums a result up.
func (r *Result) totals() Totals {
	t := Totals{Matched: r.Matched, Total: r.Total, Worst: r.Worst}
	for _, p := range r.Pairs {
		if !p.Locked && (t.Lowest == nil || p.Points < *t.Lowest) {
			t.Lowest = &p.Points
		}
	}
	return t
}

// Cover is a set of people and single pairs that touches all pairs of a sort: no more
// of those can be made than these people have places, and single pairs besides.
type Cover struct {
	Mentees []int64    `json:"mentees,omitempty"` // enrolment ids
	Mentors []int64    `json:"mentors,omitempty"`
	Pairs   [][2]int64 `json:"pairs,omitempty"` // mentee and mentor
}

// cover names the people of a cover.
func (m *model) cover(c assign.Cover) *Cover {
	out := &Cover{}
	for _, i := range c.Rows {
		out.Mentees = append(out.Mentees, m.mentees[i].ID)
	}
	for _, j := range c.Cols {
		out.Mentors = append(out.Mentors, m.mentors[j].ID)
	}
	for _, p := range c.Pairs {
		out.Pairs = append(out.Pairs, [2]int64{m.mentees[p.Row].ID, m.mentors[p.Col].ID})
	}
	return out
}
