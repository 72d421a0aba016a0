package stretch

// Result is what a run found.
type Result struct {
	Pairs  []Pair  // by person
	Empty  []Empty // assignments with places that nobody fills, by id
	Places int     // that are free, over all assignments
	People int     // who were looked at
	Total  int64   // points of all pairs
	// Proved is set only after the certificate was checked with the plain scorer.
	Proved bool
	// Stopped: the pairs are allowed but may not be the best, and what is empty is not
	// decided. Gap is then how far the result may be from the best, in the unit of the
	// prices; -1 where nothing is known yet.
	Stopped bool
	Gap     int64
	Proof   Proof
}

// Pair is a person proposed for an assignment.
type Pair struct {
	Person, Assignment int64
	Points             int64
	Parts              []Part // in the order of the criteria, those that gave points
}

// Part is what one criterion gave, and where from.
type Part struct {
	Criterion string   `json:"c"`
	Points    int64    `json:"p"`
	Evidence  []string `json:"e,omitempty"` // short sentences without names of people
	Missing   bool     `json:"m,omitempty"` // nothing was given because a fact is missing
}

// Empty is an assignment with free places left.
type Empty struct {
	Assignment int64
	Places     int
}

// Proof holds the prices behind a proved result, in lifted thousandths; those of 0 are
// left out.
type Proof struct {
	Lifted      int64
	People      []Price
	Assignments []Price
}

// Price is the dual price of one place.
type Price struct{ ID, Price int64 }
