package agenda

// Options steer a run. Effort is counted in rounds and nodes, never in seconds, so that
// a run repeats.
type Options struct {
	Seed   uint64
	Rounds int // of improving a part of the schedule at a time; 0: DefaultRounds, below 0: none
	Nodes  int // of the search that proves the best schedule; 0: DefaultNodes, below 0: none
	// Start, if set, is where the search begins: what of it still keeps the rules is taken over.
	Start Schedule
	// Progress, if set, is called from the goroutine that called Solve whenever a
	// better schedule or a lower bound is known, and from time to time.
	Progress func(Progress)
}

// Progress is what is known while a run works. Schedule is nil as long as none is known
// that keeps every lock; Bound is Unbounded before the first is proved.
type Progress struct {
	Stage    string // "begin", "bound", "improve", "prove", "share"
	Schedule Schedule
	Score    Score
	Bound    int64
}

// Unbounded is the Bound of a run that was stopped before any was proved.
const Unbounded = int64(1<<63 - 1)

// Outcome says what a run found out.
type Outcome uint8

// The outcomes.
const (
	Best       Outcome = iota // no schedule has a better score
	Good                      // a schedule, and how far it can be from the best; Proved says what of it is best
	Unknown                   // no schedule was found that keeps the locks, and none was proved impossible
	Impossible                // no schedule keeps the locks: Broken says which of them
)

// Proved says up to which part a score is proved to be the best.
type Proved uint8

// What is proved.
const (
	ProvedNothing Proved = iota
	ProvedValue          // no schedule is worth more
	ProvedTalks          // and in none of those is the most frequent speaker's number of talks less
	ProvedDays           // and none of those is earlier
)

// Result is what a run ends with.
type Result struct {
	Outcome  Outcome
	Schedule Schedule // nil if none keeps every lock
	Score    Score
	Bound    int64 // no schedule is worth more
	Proved   Proved
	Stopped  bool     // by its context; the same run may then end elsewhere
	Broken   []Broken // the locks that no schedule keeps, if Impossible
}

// Broken is a lock that cannot be kept: alone, for Rules, or, where Rules is empty,
// together with the other broken locks.
type Broken struct {
	Lock  int
	Rules []Rule // each of them alone removes the last ways to keep it, or all together do
}

// Gap is how far the value can be from the best one, in per cent of the bound.
func (r Result) Gap() float64 {
	if r.Schedule == nil || r.Score.Value >= r.Bound || r.Bound == Unbounded {
		return 0
	}
	return 100 * float64(r.Bound-r.Score.Value) / float64(max(1, r.Bound))
}
