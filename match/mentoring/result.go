package mentoring

// Result is what a run found. It is JSON-encodable and refers to people by
// enrolment id only.
type Result struct {
	Pairs []Pair `json:"pairs,omitempty"` // by mentee, then place
	// Unmatched are the mentees with unfilled places, by enrolment id.
	Unmatched []Unmatched `json:"unmatched,omitempty"`
	Places    int         `json:"places"`  // mentee places asked for
	Matched   int         `json:"matched"` // mentee places filled
	Total     int64       `json:"total"`   // points of all pairs, locks too
	Most      int64       `json:"most"`    // the most that one pair could have
	Worst     int64       `json:"worst"`   // points of the poorest pair; 0 without pairs
	// Proved is set only after the certificate was checked with the plain scorer.
	Proved bool `json:"proved"`
	// Stopped: the pairs are allowed but may not be the best, and whoever is
	// unmatched is not decided.
	Stopped bool  `json:"stopped,omitempty"`
	Bound   Bound `json:"bound"`
	Proof   Proof `json:"proof"`
	// Fair is set where the settings ask for fairness, unless the run was stopped before
	// it got there. Proved then means that the proof of that fairness was checked.
	Fair *Fair `json:"fair,omitempty"`
}

// Bound says how far a stopped result can be from the best one. Under
// [MostParticipants] no result fills more than Matched places, and none that fills
// as many as this one has more points than Total; under [MostPoints] no result has
// more points than Total, and none fills more places than Matched. Gap is the rest
// in the unit of the prices: 0 means that only ties were open, -1 that nothing is
// known yet. A proved result is its own bound.
type Bound struct {
	Matched int   `json:"matched"`
	Total   int64 `json:"total"`
	Gap     int64 `json:"gap"`
}

// Pair is a mentee's place filled by a mentor.
type Pair struct {
	Mentee int64  `json:"mentee"` // enrolment ids
	Mentor int64  `json:"mentor"`
	Place  int    `json:"place"` // 1-based among the mentee's places
	Points int64  `json:"points"`
	Parts  []Part `json:"parts,omitempty"` // in the order of the criteria
	Locked bool   `json:"locked,omitempty"`
	// Overrides are what a lock breaks, with its reason.
	Overrides      []string `json:"overrides,omitempty"`
	OverrideReason string   `json:"override_reason,omitempty"`
}

// Part is the points that one criterion gave a pair.
type Part struct {
	Criterion string `json:"c"` // the criterion's name
	Points    int64  `json:"p"`
}

// Unmatched is a mentee with places that nobody filled.
type Unmatched struct {
	Mentee  int64 `json:"mentee"` // enrolment id
	Places  int   `json:"places"` // unfilled
	Decided bool  `json:"decided"`
}

// Proof holds the prices behind a proved result, in lifted thousandths.
type Proof struct {
	Lifted  int64       `json:"lifted,omitempty"`  // total of the pairs that are no locks
	Mentees []Price     `json:"mentees,omitempty"` // by enrolment id; prices of 0 are left out
	Mentors []Price     `json:"mentors,omitempty"`
	Pairs   []PairPrice `json:"pairs,omitempty"`
}

// Price is the dual price of one place of an enrolment.
type Price struct {
	ID    int64 `json:"id"`
	Price int64 `json:"p"`
}

// PairPrice is the dual price of a pair that was made.
type PairPrice struct {
	Mentee int64 `json:"mentee"`
	Mentor int64 `json:"mentor"`
	Price  int64 `json:"p"`
}
