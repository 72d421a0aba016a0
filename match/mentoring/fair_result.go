package mentoring

import "understudy/match/assign"

// Fair is what fairness reached and what it cost.
type Fair struct {
	Kind Fairness `json:"kind"`
	// Lowest, with [RaiseLowest], is what every pair but the locks is worth at least;
	// nil without such pairs. Result.Proof has the prices among pairs worth that.
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
}

// Totals are what a result comes to.
type Totals struct {
	Matched int   `json:"matched"` // mentee places filled, locks too
	Total   int64 `json:"total"`
	Worst   int64 `json:"worst"`
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
