package rotation

// None is the number of no team, seat, location or market.
const None = -1

// Home is the seat of who is in no seat: at the own job, or absent.
const Home = None

// The highest level, and those from which someone can do a skill without help and can
// teach it.
const (
	Alone    = 3
	Teach    = 4
	MaxLevel = 4
)

// DefaultWeight is what one level of a gap is worth to a person without Weights.
const DefaultWeight = 1000

// Problem is all that a plan depends on. Periods are 0 up to, and without, Periods;
// where something has a From and a To, both belong to it.
type Problem struct {
	Periods, Skills, Teams int
	Within                 []int // by team: the team that it is part of, None for none; nil: no team is
	People                 []Person
	Seats                  []Seat
	Others                 []Others
	Covers                 []Cover
	Locks                  []Lock
	Bans                   []Pair
	Refusals               []Refusal
	Waivers                []Waiver
	Rules                  Rules
	Past                   int         // periods before it are over: places and cover are not judged there
	Published              []Placement // what was told to people; Rules.ChangeCost keeps a plan near it

	shut, still []bool // by seat, by person: left out, where only a part of the problem counts
	lifted      []mask // by person: rules that are none of that part; as waivers they would be too many to look through
}

// Rules are the settings of a plan.
type Rules struct {
	Travel     Travel
	MoveCost   int64 // of every placement
	UnfairCost int64 // of everyone who joins, has a wish worth more than 0, and gets none
	Learn      []int // Learn[k] is the least length of a placement that raises a skill by k+1 levels, ascending
	StaleAfter int   // a skill that was not used for so many periods away from home loses a level; 0 never
	ChangeCost int64 // of every published placement that is dropped, and of every one that is new
}

// Travel says how far a placement may be from where a person works, unless the
// person wishes to travel.
type Travel uint8

// The limits of travel.
const (
	Anywhere Travel = iota
	SameMarket
	SameLocation
)

// Person is somebody of a home team. Someone who does not join only counts toward
// the cover of the team.
type Person struct {
	Team             int // None: no cover counts this person
	Joins            bool
	Levels           []uint8 // by skill, at the start of the plan
	Targets          []uint8 // by skill; nil: no gaps
	Weights          []int64 // points by skill of one level of the gap closed (or, gone stale, opened); nil: DefaultWeight each
	Wishes           []Wish
	Earliest, Latest int   // every placement lies within them
	Least, Most      int   // length of a placement in periods
	Placements       int   // at most so many of them; 0: any number
	Absent           []int // periods away from work: in no seat, and not counted at home
	Done             []int // seats held before the plan, which are not held again
	Location, Market int
	Travels          bool // wishes to work elsewhere: the limit of travel does not apply
}

// Others are people who are not listed one by one, since they move in no plan: so many of
// a team have a skill at exactly a level and are there, by period. Who has several skills
// counts in each of them. A company-wide cover counts tens of thousands whom no plan
// moves, and what they add to it is a number.
type Others struct {
	Team, Skill int
	Level       uint8
	There       []int // by period
}

// Wish is to begin a placement in Seat in a period of From to To. It is granted once,
// for Points; below 0 they say what the person would rather not.
type Wish struct {
	Seat, From, To int
	Points         int64
}

// Seat is a job that a team lets others do.
type Seat struct {
	Team             int // the host; None where it does not matter
	Skill            int
	Entry            uint8 // the level of the skill to begin with, at least
	Reach            uint8 // the level that a placement raises to, at most
	Places           []Places
	Least, Most      int // length of a placement; Most 0: no limit of the seat's own
	Location, Market int // None: can be done from anywhere
}

// Places says how many people sit in a seat in one period. Most 0: the seat is closed.
type Places struct{ Least, Most int }

// Cover asks that in each of its periods at least Count people of a team, or of teams
// within it, who are at home and not absent, have a skill at Level or above. Visitors do not count. Who
// can teach also counts among those who can do it alone: the two are two covers.
type Cover struct {
	Team, Skill int
	Level       uint8
	Count       int
	From, To    int
}

// Lock says that a person is in a seat, or at Home, through all of its periods, in one
// placement that may be longer. The rules that it breaks must be among Overrides,
// else no plan is feasible. RulePlaces: it needs no place of its own. RuleCover: the
// person is counted as if at home, at the level of the start of the plan.
type Lock struct {
	Person, Seat, From, To int
	Overrides              []Rule
}

// Pair is a person and a seat.
type Pair struct{ Person, Seat int }

// Refusal is a consent that was not given, for one seat or, with Seat None, for any.
type Refusal struct {
	Person, Seat int
	By           Consent
}

// Consent is whose it is.
type Consent uint8

// Who consents to a placement.
const (
	Own Consent = iota
	Manager
	Host
)

// Waiver says that a rule about people and seats does not apply to a person, for one
// seat or, with Seat None, for any. (RulePlacements and RuleRepeat cannot be waived
// for one seat alone.)
type Waiver struct {
	Person, Seat int
	Rule         Rule
}

// Rule names what a plan must keep.
type Rule uint8

// The rules. Up to RulePlacements they are about one person and can be waived.
const (
	RuleJoins      Rule = iota // the person takes part
	RuleBan                    // the two are not banned
	RuleRefusal                // everybody whose consent is needed has not refused it
	RuleTravel                 // the seat is near enough
	RuleEntry                  // the level is high enough to begin
	RuleWindow                 // the placement lies within earliest and latest
	RuleAbsence                // the person is not absent in it
	RuleLength                 // it is neither too short nor too long
	RuleRepeat                 // nobody holds a seat twice
	RulePlacements             // nobody has too many placements
	RuleLeast                  // a seat has enough people
	RulePlaces                 // a seat has not too many people
	RuleCover                  // a home team keeps its cover
	RuleLock                   // a lock is kept
	rules
)

var ruleNames = [rules]string{
	"taking part", "ban", "consent", "travel", "entry level", "earliest and latest", "absence", "length of a placement",
	"no repeats", "number of placements", "least people in a seat", "places of a seat", "cover", "lock",
}

func (r Rule) String() string {
	if r < rules {
		return ruleNames[r]
	}
	return "unknown rule"
}

// Placement is a person in a seat from a period to a period.
type Placement struct{ Person, Seat, From, To int }

// Plan holds the seat of each person in each period, or Home. Periods in a row in the
// same seat are one placement.
type Plan [][]int

// Placements lists what a plan says, by person, then by time.
func (plan Plan) Placements() []Placement {
	var out []Placement
	for i, cells := range plan {
		for t, s := range cells {
			switch {
			case s == Home:
			case t > 0 && cells[t-1] == s:
				out[len(out)-1].To = t
			default:
				out = append(out, Placement{i, s, t, t})
			}
		}
	}
	return out
}

// Violation is a rule that a plan breaks. All but Rule and Short are numbers in the
// problem, or None where they have no meaning:
//   - up to RuleLength: the Person, the Seat with its Team and Skill, and the Period in
//     which the placement begins or, with RuleWindow and RuleAbsence, that is broken;
//   - RuleRepeat: likewise, of the later placement; RulePlacements: the Person alone;
//   - RuleLeast and RulePlaces: the Seat with its Team and Skill, and the Period;
//   - RuleCover: the Cover with its Team and Skill, and the Period; of covers of the
//     same skill and level the solver names that with the greatest count, the checker
//     each of them;
//   - RuleLock: the Lock with its Person and Seat (or Home), and the first Period in
//     which it is not kept.
//
// Short is by how many people, levels or periods, or 1 where there is nothing to count.
type Violation struct {
	Rule                              Rule
	Person, Seat, Team, Skill, Period int
	Cover, Lock                       int // their numbers in the problem
	Short                             int
}

// NewPlan is a plan in which everybody is at home.
func NewPlan(people, periods int) Plan {
	plan := make(Plan, people)
	for i := range plan {
		plan[i] = make([]int, periods)
		for t := range plan[i] {
			plan[i][t] = Home
		}
	}
	return plan
}
