package agenda

// None is the number of no site, slot, room, topic, person or lock.
const None = -1

// Problem is all that a schedule depends on.
type Problem struct {
	Sites  int
	People []Person
	Slots  []Slot
	Rooms  []Room
	Topics []Topic
	Caps   []Cap
	Locks  []Lock
	Bans   []Ban
	Rules  Rules
}

// Rules are the settings of a schedule.
type Rules struct {
	// FirstDay is the first day that leaves enough notice: no event is earlier, and
	// how late an event is counts from it.
	FirstDay int
	PerWeek  int // so many events a week reach one person at most; 0: any number. Speaking does not count
}

// Span is a time from, and up to but without, two instants in minutes UTC since the epoch.
type Span struct{ From, To int64 }

// Slot is a time at which an event can begin. One in a room lies in the lunch hours of
// its Site; a remote one has none, and lies in the lunch hours of Lunch.
type Slot struct {
	Site     int // None: remote
	Time     Span
	Day      int   // number of the day, for notice, earliest, latest and rest; any origin
	Week     int   // number of the week, for Rules.PerWeek
	Lunch    []int // remote: the sites in whose lunch hours it lies; an event reaches people of them alone
	Capacity int   // remote: the most people that an event reaches; 0: any number
}

// Room is where an event of its site takes place. One event is in it at a time.
type Room struct {
	Site, Capacity int
	Busy           []Span // booked for something else
}

// Person may listen, where an audience invites them, and speak, where a topic lists them.
type Person struct {
	Site    int    // None: no event reaches this person
	Busy    []Span // sessions, rotations, absences, holidays: neither listens nor speaks; in any order
	Travels bool   // speaks in rooms of other sites too; everybody speaks remotely
	Talks   int    // speaks so often at most; 0: any number
	Rest    int    // from the day of one talk to that of the next are so many days at least; 0: any number
}

// Topic is what events are about.
type Topic struct {
	Skill    int // for the caller; the engine does not read it
	Audience []Listener
	Minutes  int   // an event begins with its slot and takes so long; the slot is at least as long
	Speakers []int // people who can teach it and agreed; for a team as speaker those of the team. None of them is reached by it
	Need     int   // an event has so many speakers
	Earliest int   // the first and the last day
	Latest   int
	Times    int  // it is given so often at most
	Repeats  bool // may be given twice to one site, but not twice remotely in one slot. Nobody is reached twice even so
}

// Listener is someone invited, and what it is worth to reach them: levels lacking and interest.
type Listener struct {
	Person int
	Value  int // 0: invited, but counts for nothing and takes no place
}

// Cap says that at most so many events are in some slots together: the cadence of a
// series, a limit for a site, a day or a week.
type Cap struct {
	Slots []int
	Most  int
}

// Lock says that one event is like this. No two locks are the same event. The rules
// that it breaks must be among Overrides, else no schedule is possible.
type Lock struct {
	Topic     int
	Slot      int    // None: any
	Room      int    // None: any, or remote
	Speakers  []int  // are among the speakers
	Overrides []Rule // of those that Lockable allows
}

// Ban says that no event is like this; None stands for any. It names a room or a
// speaker, or neither, but not both.
type Ban struct{ Topic, Slot, Room, Speaker int }

// Rule names what a schedule must keep.
type Rule uint8

// The rules. Those up to RuleCap a lock can override.
const (
	RuleNotice   Rule = iota // not before the first day that leaves enough notice
	RuleDays                 // not before the earliest, nor after the latest day of the topic
	RuleLength               // the slot is long enough
	RuleBan                  // not banned
	RuleBooked               // the room is not booked for something else
	RuleSpeaker              // who speaks can teach it and agreed
	RuleTravel               // who speaks works at the site, travels, or speaks remotely
	RuleBusy                 // who speaks is free
	RuleCap                  // not too many events in a cap's slots. A lock that overrides it is not counted
	RulePlace                // a slot in a room has a room of its site, a remote one none
	RuleNeed                 // as many speakers as needed, each named once
	RuleTalks                // nobody speaks too often
	RuleRest                 // nobody speaks again too soon
	RuleTwice                // nobody is in two events at once
	RuleRoom                 // a room has one event at a time
	RuleTimes                // a topic is not given too often
	RuleRepeat               // nor twice to one site, nor to one person
	RuleAudience             // whom an event reaches is invited, in lunch hours, free, and none who could give it
	RuleCapacity             // an event reaches no more than the room holds
	RuleWeek                 // not too many events a week for a person
	RuleLock                 // a lock is kept
	rules
)

var ruleNames = [rules]string{
	"notice", "earliest and latest day", "length of the slot", "ban", "room booked", "who can speak", "travel", "speaker away", "cadence",
	"place", "number of speakers", "talks of a speaker", "rest between talks", "one event at a time", "room taken", "times given",
	"no repeats", "audience", "room too small", "events a week", "lock",
}

func (r Rule) String() string {
	if r < rules {
		return ruleNames[r]
	}
	return "unknown rule"
}

// Lockable says whether a lock can override the rule.
func (r Rule) Lockable() bool { return r <= RuleCap }

// Event is a topic in a slot.
type Event struct {
	Topic, Slot int
	Room        int   // None: remote
	Speakers    []int // ascending
	Reached     []int // people, ascending
	Value       int64 // of reaching them
	Lock        int   // the lock that this event keeps, or None
}

// Schedule is a list of events, by the begin of their slots, then by slot, topic, room.
type Schedule []Event

// Score is what a schedule is judged by, the first first.
type Score struct {
	Value int64 // of all whom it reaches: the greatest
	Talks int   // of whoever speaks most often: the least
	Days  int64 // Σ of 1 + the days from Rules.FirstDay to each event, 0 for an event before it: the least
}

// Better says whether a score is better than another.
func (s Score) Better(than Score) bool {
	switch {
	case s.Value != than.Value:
		return s.Value > than.Value
	case s.Talks != than.Talks:
		return s.Talks < than.Talks
	}
	return s.Days < than.Days
}
