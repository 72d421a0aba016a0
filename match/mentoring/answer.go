package mentoring

import "strings"

// Explanation is why a pair is worth what it is worth, and whether it may be made.
type Explanation struct {
	Mentee, Mentor int64 // enrolment ids
	Points         int64 // the sum of the parts
	Most           int64 // the most that any pair could have
	Parts          []ExplainedPart
	Rules          []ExplainedRule
	Banned         bool
	BanReason      string
	UnderFloor     bool
	Self           bool // mentor and mentee are one employee
	OtherSlot      bool // they are enrolled in different slots
	Admissible     bool // Breaks lists nothing
	Locked         bool
	Lock           Lock // of a locked pair
}

// Break is one thing that forbids a pair.
type Break struct {
	What   string // a rule's name, BreaksSelf, BreaksSlot, BreaksBan or BreaksFloor; elsewhere BreaksCapacity too
	Detail string // the evidence, without names of people; may be empty
}

// Breaks lists what forbids the pair, rules first; nothing for a pair that may be
// made. Places are no matter of the two alone and are not looked at.
func (e Explanation) Breaks() []Break {
	var out []Break
	for _, r := range e.Rules {
		if !r.Holds {
			out = append(out, Break{r.Rule, strings.Join(r.Evidence, ", ")})
		}
	}
	for _, x := range []struct {
		is           bool
		what, detail string
	}{
		{e.Self, BreaksSelf, "they are one person"},
		{e.OtherSlot, BreaksSlot, "they are enrolled in different slots"},
		{e.Banned, BreaksBan, e.BanReason},
		{e.UnderFloor, BreaksFloor, "the pair has " + FormatPoints(e.Points) + " points"},
	} {
		if x.is {
			out = append(out, Break{x.what, x.detail})
		}
	}
	return out
}

// ExplainedPart is what one criterion gave.
type ExplainedPart struct {
	Criterion string // its name
	Kind      string
	Points    int64
	Most      int64    // the most it could have given any pair
	Share     float64  // Points of Most, 0 to 1, for a bar
	Evidence  []string // short sentences without names of people; may be empty
	Missing   bool     // nothing was scored because a fact is missing
}

// ExplainedRule is whether one rule holds.
type ExplainedRule struct {
	Rule     string
	Kind     string
	Holds    bool
	Widened  bool // an exception of this mentee was applied
	Missing  bool // a fact is missing, the rule's "when missing" decided
	Evidence []string
}

// WhyNot is why a mentee has an unfilled place.
type WhyNot struct {
	Mentee     int64
	NotDecided bool // the run was stopped: nothing below explains anything
	Candidates int  // mentors of the slot with a place, not counting the mentee
	Removed    []Removal
	Allowed    int // candidates that nothing removed
	Taken      []Taken
}

// Removal counts the candidates that one thing removed.
type Removal struct {
	By    string // a rule's name, BreaksBan, BreaksFloor or BreaksLowest
	Kind  string // the rule's kind; "" for ban and floor
	Count int    // candidates that it removed, others may have too
	Alone int    // candidates that it alone removed
}

// Taken is an allowed mentor, with the pairs that hold the places.
type Taken struct {
	Mentor int64
	Points int64 // what the pair with the unmatched mentee would be worth
	Places int
	Free   int // places left free: the pair would lower the total
	By     []Holder
	Mine   bool // the mentee has this mentor already, on another place
}

// Holder is a mentee who has the mentor instead.
type Holder struct {
	Mentee    int64
	Points    int64
	Locked    bool
	WorthMore bool // than the pair asked about
	Tie       Tie  // of a pair worth as much, which a swap would cost nothing
}

// WhyNotPair is why a pair is not in the result, or what it costs to have it.
type WhyNotPair struct {
	Explanation Explanation
	InResult    bool
	Forbidden   []string // rules' names, BreaksBan, BreaksFloor, BreaksSelf, BreaksSlot, BreaksCapacity
	UnderLowest bool     // worth less than the lowest that fairness reached: made only when locked
	Priced      bool     // Price and Moves are set: the pair is allowed and the result proved
	Price       Loss     // what the whole result loses when it is forced, the pair itself counted
	Moves       []Move   // who else moves, by mentee
	Tie         Tie      // of a pair that costs nothing
	Lowest      *int64   // the lowest of the others then, with RaiseLowest and Leximin
}

// NextBest is a runner-up: a pair that is not in the result.
type NextBest struct {
	Mentee int64
	Mentor int64
	Points int64  // of the pair
	Price  Loss   // what the whole result loses; all 0 means an equal result
	Moves  []Move // who else moves, by mentee
	Tie    Tie    // of an equal result
}

// Loss is how much worse a result is: places first. Negative numbers are gains.
type Loss struct {
	Places int   `json:"places"`
	Points int64 `json:"points"`
}

// ChangeKind is one of the four kinds of smallest change, in the order tried.
type ChangeKind string

// The kinds of change.
const (
	OneMorePlace  ChangeKind = "one more place"
	WidenRule     ChangeKind = "widen rule"
	PlaceAndWiden ChangeKind = "one more place and widen rule"
	LockPair      ChangeKind = "lock"
)

// Change is a change of the input that places one mentee.
type Change struct {
	Kind   ChangeKind `json:"kind"`
	Mentee int64      `json:"mentee"`           // who is to be placed
	Mentor int64      `json:"mentor,omitempty"` // who gets the place, or the lock
	Rule   string     `json:"rule,omitempty"`
	Param  string     `json:"param,omitempty"`
	Steps  int        `json:"steps,omitempty"`
	From   string     `json:"from,omitempty"` // the parameter's value now
	To     string     `json:"to,omitempty"`   // and for this mentee after the change
	// Overrides are what a lock has to override where no mentor is allowed.
	Overrides []string `json:"overrides,omitempty"`
	// Loss is what the others lose; Gets is who the mentee then has, for how many points.
	Loss   Loss  `json:"loss"`
	Gets   int64 `json:"gets"` // enrolment id of the mentor
	Points int64 `json:"points"`
	// Lowest is the lowest pair then, with RaiseLowest and Leximin.
	Lowest *int64 `json:"lowest,omitempty"`
}

// Move is a mentee whose mentors differ between two results.
type Move struct {
	Mentee       int64
	Before       []int64 // mentors' enrolment ids, sorted
	After        []int64
	PointsBefore int64
	PointsAfter  int64
}

// Comparison is what differs between two results of one cycle.
type Comparison struct {
	Moved         []Move // everyone whose mentors differ, by mentee; the three below are parts of it
	Gained, Lost  []Move // with more, with fewer places filled than before
	MatchedBefore int
	MatchedAfter  int
	TotalBefore   int64
	TotalAfter    int64
	WorstBefore   int64
	WorstAfter    int64
	Settings      []Difference
}

// Difference is one setting that differs, in words: "criterion preferences,
// points: 15 → 10". Before or After is "" where it does not exist.
type Difference struct {
	What, Before, After string
}
