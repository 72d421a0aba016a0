package mentoring

// Input is all that a run reads: self-contained, so that it can be stored beside
// the result and replayed after the data changed. Texts are interned: a *Ref is an
// index into Texts. The order of every list is free, but for Grades, Texts and
// Questions, into which others point.
type Input struct {
	AsOf      int32       `json:"as_of"` // the day that counts as today
	Settings  Settings    `json:"settings"`
	Names     Names       `json:"names"`
	Texts     []string    `json:"texts,omitempty"`
	Employees []Employee  `json:"employees,omitempty"` // of every enrolment, and of every manager above them
	Mentees   []Enrolment `json:"mentees,omitempty"`
	Mentors   []Enrolment `json:"mentors,omitempty"`
	Past      []PastPair  `json:"past,omitempty"`
	Locks     []Lock      `json:"locks,omitempty"`
	Bans      []Ban       `json:"bans,omitempty"`
	// Exceptions widen numeric rules for single mentees.
	Exceptions []Exception `json:"exceptions,omitempty"`
}

// Settings is the part of the input that a program file holds.
type Settings struct {
	Rules     []Rule      `json:"rules,omitempty"`
	Criteria  []Criterion `json:"criteria,omitempty"`
	Objective Objective   `json:"objective"`
	// Fairness is what counts before the objective's points; "" is nothing.
	Fairness Fairness `json:"fairness,omitempty"`
	// Floor is the fewest points that a pair may have, in thousandths; nil is none.
	Floor *int64 `json:"floor,omitempty"`
	// Step is what points are rounded to, in thousandths; 0 means [DefaultStep].
	Step int64 `json:"step,omitempty"`
}

// DefaultStep is half a point.
const DefaultStep = 500

// Objective says which of two results is better.
type Objective string

const (
	// MostParticipants prefers more filled mentee places, then more points. It is
	// what an empty Objective means.
	MostParticipants Objective = "most participants"
	// MostPoints prefers more points, then more filled mentee places.
	MostPoints Objective = "most points"
)

// Fairness says what a result owes to the single pair.
type Fairness string

const (
	// RaiseLowest makes the poorest pair worth as much as it can be while as many
	// mentee places are filled as can be, then gets the most points. Locked pairs do
	// not count. It needs [MostParticipants].
	RaiseLowest Fairness = "raise the lowest"
	// Leximin does the same for the poorest pair, then the next, and so on; no sum
	// follows. It needs [MostParticipants]. It keeps a byte a pair and solves once for
	// every level of points, so it suits hundreds of people rather than many thousands.
	Leximin Fairness = "leximin"
	// Stable leaves no mentor and mentee who would both rather have each other: people
	// whom somebody prefers come first in order, all other allowed ones tied behind
	// them, and locked pairs never count. Points decide only between free places that
	// a mentee likes alike; the objective is that of the optimum beside it.
	Stable Fairness = "stable"
)

// Rule is a condition that must hold of every pair. Params are checked by
// [CheckRule]; a parameter left out has its default.
type Rule struct {
	Name   string            `json:"name,omitempty"` // unique among the rules; "" means [RuleName]
	Slot   string            `json:"slot,omitempty"` // it must hold of the pairs of this slot; "" is of all
	Kind   string            `json:"kind"`
	Params map[string]string `json:"params,omitempty"`
}

// Criterion gives a pair points.
type Criterion struct {
	Name   string            `json:"name,omitempty"` // unique among the criteria; "" means [CriterionName]
	Slot   string            `json:"slot,omitempty"` // it counts for the pairs of this slot; "" is for all
	Kind   string            `json:"kind"`
	Points int64             `json:"points"` // the most it gives, in thousandths; may be below 0
	Params map[string]string `json:"params,omitempty"`
}

// Names holds the names used in evidence, by id. Grades run from low to high.
type Names struct {
	Grades     []string         `json:"grades,omitempty"`
	Questions  []Question       `json:"questions,omitempty"`
	Skills     map[int64]string `json:"skills,omitempty"`
	Roles      map[int64]string `json:"roles,omitempty"`
	RoleLevels map[int64]string `json:"role_levels,omitempty"`
	Families   map[int64]string `json:"families,omitempty"`
	Teams      map[int64]string `json:"teams,omitempty"`
	Locations  map[int64]string `json:"locations,omitempty"`
	Markets    map[int64]string `json:"markets,omitempty"`
}

// Question is one question about goals or working style.
type Question struct {
	Name  string `json:"name"`
	Topic string `json:"topic"` // "goals" or "style", or a word of the program's own
}

// Ref is an index into Input.Texts.
type Ref = int32

// Employee holds the facts that rules may read. A zero id, grade or pair of hours
// means unknown.
type Employee struct {
	ID          int64        `json:"id"`
	Grade       int32        `json:"grade,omitempty"` // 1-based index into Names.Grades
	Role        int64        `json:"role,omitempty"`
	RoleLevel   int64        `json:"role_level,omitempty"`
	Family      int64        `json:"family,omitempty"`
	Team        int64        `json:"team,omitempty"`
	Location    int64        `json:"location,omitempty"`
	Market      int64        `json:"market,omitempty"`
	Manager     int64        `json:"manager,omitempty"` // employee id
	Load        int32        `json:"load,omitempty"`    // minutes a week given to programs already
	Hired       int32        `json:"hired,omitempty"`   // the day
	Hours       Hours        `json:"hours,omitzero"`
	Fields      []FieldValue `json:"fields,omitempty"`
	Skills      []SkillLevel `json:"skills,omitempty"`
	SkillWishes []Interest   `json:"skill_wishes,omitempty"`
	MarketWish  []Interest   `json:"market_wishes,omitempty"`
	Languages   []Ref        `json:"languages,omitempty"`
	Answers     []Answer     `json:"answers,omitempty"`
	Consents    []Consent    `json:"consents,omitempty"`
	Assignments []Assignment `json:"assignments,omitempty"`
}

// Hours is a working day in minutes UTC, 0 to 1440. To before From runs over
// midnight; To equal to From is unknown.
type Hours struct {
	From int16 `json:"from"`
	To   int16 `json:"to"`
}

// FieldValue is one column of the import: name and value.
type FieldValue struct {
	Field Ref `json:"f"`
	Value Ref `json:"v"`
}

// SkillLevel is a level (0 none to 4 expert) in a skill: held, or wanted.
type SkillLevel struct {
	Skill int64 `json:"s"`
	Level int8  `json:"l"`
}

// Interest is a wish of 0 to 3 for a skill or market.
type Interest struct {
	ID    int64 `json:"id"`
	Level int8  `json:"l"`
}

// Answer is one answer to a question; a question with several answers has several.
type Answer struct {
	Question int32 `json:"q"` // index into Names.Questions
	Value    Ref   `json:"v"`
}

// Consent is an agreement to a topic since a day.
type Consent struct {
	Topic Ref   `json:"t"`
	Since int32 `json:"since,omitempty"`
}

// Assignment is an international assignment; To is 0 while it has no end.
type Assignment struct {
	Market  int64 `json:"m"`
	From    int32 `json:"from,omitempty"`
	To      int32 `json:"to,omitempty"`
	Outcome Ref   `json:"o"`
}

// Enrolment is an employee who takes part in the cycle as mentor or as mentee, in one
// slot of its program: only those of one slot are paired. A mentee may be enrolled in
// several slots, a mentor in one alone, so that nobody is two mentors of one mentee.
type Enrolment struct {
	ID           int64  `json:"id"` // unique over mentees and mentors together
	Employee     int64  `json:"employee"`
	Slot         string `json:"slot,omitempty"` // such as home or host; case and spacing do not count
	Places       int    `json:"places"`         // 0 takes part in nothing
	WaitingSince int32  `json:"waiting_since,omitempty"`
	// Preferences are employee ids, the first choice first.
	Preferences []int64 `json:"preferences,omitempty"`
	// Needs are skills a mentee wants and to which level (0: not said).
	Needs []SkillLevel `json:"needs,omitempty"`
	// Offers are skills a mentor is willing to teach, up to which level (0: not said).
	Offers []SkillLevel `json:"offers,omitempty"`
}

// PastPair is an earlier pair of two employees; Until is its last day.
type PastPair struct {
	Mentee int64 `json:"mentee"` // employee ids
	Mentor int64 `json:"mentor"`
	Until  int32 `json:"until,omitempty"`
}

// Lock puts a pair into every result. One that breaks something stops the run
// unless Overrides names each thing broken (a rule's name, [BreaksBan],
// [BreaksFloor] or [BreaksCapacity]) and OverrideReason says why. Nobody can be
// locked to themselves, nor to a mentor of another slot.
type Lock struct {
	Mentee         int64    `json:"mentee"` // enrolment ids
	Mentor         int64    `json:"mentor"`
	Reason         string   `json:"reason,omitempty"`
	Overrides      []string `json:"overrides,omitempty"`
	OverrideReason string   `json:"override_reason,omitempty"`
}

// What a lock can break besides a rule.
const (
	BreaksBan      = "ban"
	BreaksFloor    = "floor"
	BreaksCapacity = "capacity"
	BreaksSelf     = "self"
	BreaksSlot     = "slot"
	// BreaksLowest is under the lowest points that a result with RaiseLowest or Leximin
	// reached; it keeps a pair out, but needs no override: locks do not count.
	BreaksLowest = "raise the lowest"
)

// Ban keeps two employees from being paired, whichever of them is the mentor.
type Ban struct {
	A      int64  `json:"a"` // employee ids
	B      int64  `json:"b"`
	Reason string `json:"reason,omitempty"`
}

// Exception widens one parameter of one rule by Steps times its step for one
// mentee only.
type Exception struct {
	Mentee int64  `json:"mentee"` // enrolment id
	Rule   string `json:"rule"`   // the rule's name
	Param  string `json:"param"`
	Steps  int    `json:"steps"`
	Reason string `json:"reason,omitempty"`
}
