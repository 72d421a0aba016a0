package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// Coverage sets demand against capacity before anything is matched: mentee places
// against mentor places, in all and by slot, skill and market; how many can be filled
// at most; and who cannot be placed whatever one does. Locks hold in it as in a run:
// each takes its places first. People are enrolment ids.
type Coverage struct {
	Mentees  int // with a place
	Mentors  int
	Demand   int // mentee places
	Capacity int // mentor places
	Locked   int // places of either side that locks take
	// Fillable is the most mentee places that any result fills, whatever the points; it
	// is certified. Under [MostParticipants] a run fills exactly as many.
	Fillable int
	Slots    []SlotSupply // by name; one without a name where there are no slots
	Skills   []Supply     // by skill, then level
	Markets  []Supply     // by market
	// Nobody are mentees with places whom no mentor with a place may take, Shortages
	// groups with more places than the mentors they may have. Their missing places add
	// up to Demand - Fillable: everyone else is placed by every fullest result.
	Nobody    []Unplaceable // by mentee
	Shortages []Shortage    // the greatest first
	// Breaks are locks that break something without overriding it: a run stops at them.
	Breaks []LockBreak
}

// Missing is how many mentee places stay empty whatever one does.
func (c Coverage) Missing() int { return c.Demand - c.Fillable }

// SlotSupply is the demand and capacity of one slot.
type SlotSupply struct {
	Slot             string
	Mentees, Mentors int // with a place
	Demand, Capacity int
	Fillable         int
}

// Unplaceable is a mentee whom nobody may take.
type Unplaceable struct {
	Mentee     int64
	Places     int       // open, locks taken off
	Candidates int       // mentors with a place, not counting the mentee
	Removed    []Removal // what removed them, what removed most first
}

// Shortage is a group of mentees with more open places than there are for them: the
// smallest group that no result can serve better. Every other mentor whom one of them
// may have is taken in once already, for one mentee at most once: those are Singles.
type Shortage struct {
	Mentees  []int64
	Demand   int     // their open places
	Mentors  []int64 // whom they share; they need all of these
	Capacity int     // free places of these
	Singles  int     // pairs besides, with mentors who have places to spare
	Missing  int     // Demand - Capacity - Singles, which stay empty
}

// CoverageOf computes the coverage of a cycle. It needs the facts that the program's
// rules read; for skills and markets [CoverageReads] besides. Errors: an *InputError
// for an input that contradicts itself, ctx.Err() when ctx ended before the end, and
// an error if the certificate refuses the count, which would be a bug.
//
// The groups are the least minimum cut from the side of the mentees (Hall 1935, König
// 1931, Ford and Fulkerson 1956), which is the same for every greatest matching.
func CoverageOf(ctx context.Context, in Input, opts Options) (*Coverage, error) {
	if err := in.Validate(); err != nil {
		return nil, err
	}
	c := &covering{opts: opts, m: newModel(&in)}
	var err error
	if c.plain, err = newPlain(in); err != nil {
		return nil, err
	}
	fast, err := compile(c.m)
	if err != nil {
		return nil, err
	}
	if err := c.breaks(); err != nil {
		return nil, err
	}
	c.scores = withPlaces{fast, c.m.placeless()}
	c.problem = c.m.problem(c.scores)
	if err := c.count(ctx); err != nil {
		return nil, err
	}
	for _, step := range []func(context.Context) error{c.topics, c.shortages} {
		if err := step(ctx); err != nil {
			return nil, err
		}
	}
	return &c.out, nil
}

// covering is one coverage while it is computed.
type covering struct {
	opts             Options
	m                *model
	plain            *plain
	scores           withPlaces
	problem          assign.Problem
	rowLeft, colLeft []int           // places that locks leave
	of               [][]int32       // columns that a row has
	lockedOf         map[int][]int32 // columns that a row is locked to
	cut              cut
	out              Coverage
}

// withPlaces leaves out the mentors who have no place at all.
type withPlaces struct {
	assign.Scorer
	closed []int32
}

func (s withPlaces) Row(i int, dst []int32) {
	s.Scorer.Row(i, dst)
	s.close(dst)
}

func (s withPlaces) close(row []int32) {
	for _, j := range s.closed {
		row[j] = assign.Forbidden
	}
}

// placeless lists the columns of mentors without a place.
func (m *model) placeless() (out []int32) {
	for j, p := range m.mentors {
		if p.Places == 0 {
			out = append(out, int32(j))
		}
	}
	return out
}

func (c *covering) breaks() error {
	_, err := checkLocks(c.plain)
	if locks, ok := err.(*LockError); ok { //nolint:errorlint // checkLocks wraps nothing
		c.out.Breaks = locks.Breaks
		return nil
	}
	return err
}

// count finds a greatest matching and has it certified with the plain scorer.
func (c *covering) count(ctx context.Context) error {
	found, err := assign.Fullest(ctx, c.problem, assign.Options{Workers: c.opts.Workers, Progress: c.opts.Progress})
	if err != nil {
		return fmt.Errorf("mentoring: %w", err)
	}
	if found.Stopped {
		return cmp.Or(ctx.Err(), context.Canceled)
	}
	plain := certifyRows(c.plain, c.opts.Progress)
	rows := func(row int, dst []int32) {
		plain(row, dst)
		c.scores.close(dst)
	}
	allowed := func(k assign.Pair) bool {
		_, ok := c.plain.Score(k.Row, k.Col)
		return ok && c.plain.mentors[k.Col].Places > 0
	}
	if err := certify.Fullest(ctx, c.problem, rows, allowed, found, workersOf(c.opts)); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("mentoring: the certificate refuses the count of places: %w", err)
	}
	c.readPairs(found.Pairs)
	c.readCut(found.Most)
	c.totals(found.Pairs)
	return nil
}

// readPairs keeps who has whom, locks apart.
func (c *covering) readPairs(pairs []assign.Pair) {
	c.rowLeft, c.colLeft = slices.Clone(c.problem.RowCap), slices.Clone(c.problem.ColCap)
	c.lockedOf = map[int][]int32{}
	for _, l := range c.problem.Locks {
		c.lockedOf[l.Row] = append(c.lockedOf[l.Row], int32(l.Col))
		c.rowLeft[l.Row]--
		c.colLeft[l.Col]--
	}
	c.of = make([][]int32, c.problem.Rows)
	for _, p := range pairs {
		if !slices.Contains(c.lockedOf[p.Row], int32(p.Col)) {
			c.of[p.Row] = append(c.of[p.Row], int32(p.Col))
		}
	}
}

func (c *covering) totals(pairs []assign.Pair) {
	slots := map[string]*SlotSupply{}
	at := func(slot string) *SlotSupply {
		if slots[fold(slot)] == nil {
			slots[fold(slot)] = &SlotSupply{Slot: slot}
		}
		return slots[fold(slot)]
	}
	for i, p := range c.m.mentees {
		if n := c.problem.RowCap[i]; n > 0 {
			s := at(p.Slot)
			s.Mentees, s.Demand = s.Mentees+1, s.Demand+n
		}
	}
	for j, p := range c.m.mentors {
		if n := c.problem.ColCap[j]; n > 0 {
			s := at(p.Slot)
			s.Mentors, s.Capacity = s.Mentors+1, s.Capacity+n
		}
	}
	for _, p := range pairs {
		at(c.m.mentees[p.Row].Slot).Fillable++
	}
	c.out.Locked = len(c.problem.Locks)
	for _, s := range slots {
		c.out.Slots = append(c.out.Slots, *s)
		c.out.Mentees, c.out.Mentors = c.out.Mentees+s.Mentees, c.out.Mentors+s.Mentors
		c.out.Demand, c.out.Capacity = c.out.Demand+s.Demand, c.out.Capacity+s.Capacity
		c.out.Fillable += s.Fillable
	}
	slices.SortFunc(c.out.Slots, func(a, b SlotSupply) int { return cmp.Compare(fold(a.Slot), fold(b.Slot)) })
}

// read is the row as pairs could be made: allowed, not locked already, with a mentor
// who has places at all.
func (c *covering) read(row int, dst []int32) {
	c.problem.Score.Row(row, dst)
	for _, j := range c.lockedOf[row] {
		dst[j] = assign.Forbidden
	}
}
