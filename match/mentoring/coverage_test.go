package mentoring

import (
	"context"
	"errors"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

func mustCover(t testing.TB, in Input) *Coverage {
	t.Helper()
	c, err := CoverageOf(context.Background(), in, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// openPairs is a problem as its locks leave it, read with nothing of the coverage's
// own: who may still be paired, and the places left, by enrolment id.
type openPairs struct {
	allowed map[[2]int64]bool
	left    map[int64]int
	mentees []int64
	mentors []int64
}

func openOf(in Input) openPairs {
	o := openPairs{allowed: allowedPairs(in), left: map[int64]int{}}
	for _, x := range in.Mentees {
		o.left[x.ID], o.mentees = x.Places, append(o.mentees, x.ID)
	}
	for _, x := range in.Mentors {
		o.left[x.ID], o.mentors = x.Places, append(o.mentors, x.ID)
		for _, mentee := range o.mentees {
			if x.Places == 0 {
				delete(o.allowed, [2]int64{mentee, x.ID})
			}
		}
	}
	for _, l := range in.Locks {
		o.left[l.Mentee], o.left[l.Mentor] = max(0, o.left[l.Mentee]-1), max(0, o.left[l.Mentor]-1)
		delete(o.allowed, [2]int64{l.Mentee, l.Mentor})
	}
	return o
}

// most tries every set of pairs.
func (o openPairs) most() int {
	best := 0
	var try func(row, col, left, made int)
	try = func(row, col, left, made int) {
		best = max(best, made)
		if row == len(o.mentees) {
			return
		}
		if left < 0 {
			left = o.left[o.mentees[row]]
		}
		if col == len(o.mentors) || left == 0 {
			try(row+1, 0, -1, made)
			return
		}
		mentor := o.mentors[col]
		if o.allowed[[2]int64{o.mentees[row], mentor}] && o.left[mentor] > 0 {
			o.left[mentor]--
			try(row, col+1, left-1, made+1)
			o.left[mentor]++
		}
		try(row, col+1, left, made)
	}
	try(0, 0, -1, 0)
	return best
}

// lacks is how many places more a group asks for than there can be for it: each mentor
// serves it with their free places, but nobody in it twice (Hall's condition).
func (o openPairs) lacks(group []int64) int {
	n := 0
	for _, mentee := range group {
		n += o.left[mentee]
	}
	for _, mentor := range o.mentors {
		may := 0
		for _, mentee := range group {
			if o.allowed[[2]int64{mentee, mentor}] {
				may++
			}
		}
		n -= min(may, o.left[mentor])
	}
	return n
}

// withLocks adds locks of allowed pairs; few go over someone's places and say so.
func withLocks(d dice, in Input) Input {
	for pair := range allowedPairs(in) { // any order: the checks hold for any locks
		if d.yes(12) && !slices.ContainsFunc(in.Locks, func(l Lock) bool { return l.Mentee == pair[0] || l.Mentor == pair[1] }) {
			in.Locks = append(in.Locks, Lock{Mentee: pair[0], Mentor: pair[1], Overrides: []string{BreaksCapacity}, OverrideReason: "agreed"})
		}
	}
	return in
}

func TestCoverageCountsWhatExhaustiveSearchCounts(t *testing.T) {
	problems, groups, nobody, several := 4_000, 0, 0, 0
	if testing.Short() {
		problems = 400
	}
	for seed := range problems {
		d := seeded(uint64(seed))
		in := withLocks(d, randomInput(d, 7))
		c, o := mustCover(t, in), openOf(in)
		if got := c.Fillable - len(in.Locks); got != o.most() {
			t.Fatalf("seed %d: %d places beside locks can be filled, brute force %d", seed, got, o.most())
		}
		missing := 0
		for _, u := range c.Nobody {
			missing, nobody = missing+u.Places, nobody+1
			if o.lacks([]int64{u.Mentee}) != u.Places || u.Places != o.left[u.Mentee] || (u.Candidates > 0) != (len(u.Removed) > 0) {
				t.Fatalf("seed %d: %+v may have somebody", seed, u)
			}
		}
		for _, s := range c.Shortages {
			missing, groups = missing+s.Missing, groups+1
			if len(s.Mentees) > 1 {
				several++
			}
			checkShortage(t, seed, o, s)
		}
		if missing != c.Missing() {
			t.Fatalf("seed %d: groups lack %d, in all %d", seed, missing, c.Missing())
		}
		checkSmallest(t, seed, o, c)
	}
	if nobody == 0 || several == 0 {
		t.Errorf("%d groups, %d of several mentees, %d with nobody", groups, several, nobody)
	}
}

func checkShortage(t *testing.T, seed int, o openPairs, s Shortage) {
	t.Helper()
	demand, capacity := 0, 0
	for _, id := range s.Mentees {
		demand += o.left[id]
	}
	for _, id := range s.Mentors {
		capacity += o.left[id]
		if !slices.ContainsFunc(s.Mentees, func(m int64) bool { return o.allowed[[2]int64{m, id}] }) {
			t.Fatalf("seed %d: mentor %d is nobody's in %+v", seed, id, s)
		}
	}
	singles := 0
	for pair := range o.allowed {
		if slices.Contains(s.Mentees, pair[0]) && !slices.Contains(s.Mentors, pair[1]) && o.left[pair[1]] > 0 {
			singles++
		}
	}
	if s.Demand != demand || s.Capacity != capacity || s.Singles != singles || s.Missing != o.lacks(s.Mentees) || s.Missing < 1 {
		t.Fatalf("seed %d: %+v; recounted %d places, %d free, %d single, %d missing", seed, s, demand, capacity, singles, o.lacks(s.Mentees))
	}
}

// checkSmallest looks at every set of mentees: none lacks more than the groups
// together, and none that lacks as much leaves one of theirs out.
func checkSmallest(t *testing.T, seed int, o openPairs, c *Coverage) {
	t.Helper()
	var named []int64
	for _, u := range c.Nobody {
		named = append(named, u.Mentee)
	}
	for _, s := range c.Shortages {
		named = append(named, s.Mentees...)
	}
	for set := range 1 << len(o.mentees) {
		var group []int64
		for i, id := range o.mentees {
			if set>>i&1 == 1 {
				group = append(group, id)
			}
		}
		switch n := o.lacks(group); {
		case n > c.Missing():
			t.Fatalf("seed %d: %v lack %d places, coverage says %d", seed, group, n, c.Missing())
		case n == c.Missing() && slices.ContainsFunc(named, func(id int64) bool { return !slices.Contains(group, id) }):
			t.Fatalf("seed %d: %v lack all %d places, but %v are named", seed, group, n, named)
		}
	}
}

func TestCoverageAgreesWithTheSolverAndWithWhyNot(t *testing.T) {
	short := 0
	for seed := range uint64(600) {
		d := seeded(seed)
		in := withLocks(d, randomInput(d, 14))
		in.Settings.Objective = MostParticipants
		c, res := mustCover(t, in), mustRun(t, in)
		if res.Matched != c.Fillable || res.Places != c.Demand {
			t.Fatalf("seed %d: the run fills %d of %d, coverage says %d of %d", seed, res.Matched, res.Places, c.Fillable, c.Demand)
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		without := map[int64]int{}
		for _, u := range res.Unmatched {
			without[u.Mentee] = u.Places
		}
		for _, u := range c.Nobody {
			w, err := a.WhyNot(u.Mentee)
			if err != nil || w.Allowed != 0 || w.Candidates != u.Candidates || without[u.Mentee] != u.Places {
				t.Fatalf("seed %d: %+v; why not says %+v; %d without; %v", seed, u, w, without[u.Mentee], err)
			}
			delete(without, u.Mentee)
		}
		for _, s := range c.Shortages {
			short++
			checkGroupOfRun(t, a, s, without)
		}
		if len(without) > 0 {
			t.Fatalf("seed %d: %v are without a mentor and in no group", seed, without)
		}
	}
	if short == 0 {
		t.Error("no shortage was met")
	}
}

// checkGroupOfRun: the run leaves just so many places of the group empty, and every
// mentor whom why-not names is one of the group's, without a free place, or theirs.
func checkGroupOfRun(t *testing.T, a *Asker, s Shortage, without map[int64]int) {
	t.Helper()
	empty := 0
	for _, mentee := range s.Mentees {
		if without[mentee] == 0 {
			continue
		}
		empty += without[mentee]
		w, err := a.WhyNot(mentee)
		if err != nil || w.Allowed == 0 {
			t.Fatalf("%+v %v", w, err)
		}
		for _, taken := range w.Taken {
			if !taken.Mine && (taken.Free > 0 || !slices.Contains(s.Mentors, taken.Mentor)) {
				t.Fatalf("mentee %d could have %+v, who is not in %+v", mentee, taken, s)
			}
		}
		delete(without, mentee)
	}
	if empty != s.Missing {
		t.Fatalf("the run leaves %d places of %+v empty", empty, s)
	}
}

func TestCoverageIsTheSameInAnyOrderAndWithAnyWorkers(t *testing.T) {
	for seed := range uint64(200) {
		in := randomInput(seeded(seed), 12)
		want := mustCover(t, in)
		r := rand.New(rand.NewPCG(seed, 3))
		in.Employees, in.Mentees, in.Mentors = shuffled(r, in.Employees), shuffled(r, in.Mentees), shuffled(r, in.Mentors)
		got, err := CoverageOf(context.Background(), in, Options{Workers: 3})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %+v\n%+v\n%v", seed, got, want, err)
		}
	}
}

func TestCoverageNamesLocksThatBreakSomethingAndIsStoppedByItsContext(t *testing.T) {
	in := crowded()
	in.Locks = []Lock{{Mentee: in.Mentees[0].ID, Mentor: in.Mentors[0].ID}}
	for _, l := range in.Mentors {
		in.Locks[0].Mentor = l.ID
		var broken *LockError
		if _, err := Run(context.Background(), in, Options{}); errors.As(err, &broken) {
			if c := mustCover(t, in); !reflect.DeepEqual(c.Breaks, broken.Breaks) {
				t.Fatalf("%+v, a run says %+v", c.Breaks, broken.Breaks)
			}
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := CoverageOf(ctx, crowded(), Options{}); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
}

func TestAShortageIsSaidInWords(t *testing.T) {
	ids := func(n int) []int64 { return make([]int64, n) }
	for _, x := range []struct {
		s    Shortage
		want string
	}{
		{Shortage{ids(18), 18, ids(3), 3, 0, 15}, "these 18 mentees share only 3 mentors with 3 places; 15 must stay without"},
		{Shortage{ids(2), 2, ids(1), 1, 0, 1}, "these 2 mentees share only 1 mentor with 1 place; 1 must stay without"},
		{Shortage{ids(1), 1, ids(1), 0, 0, 1}, "this mentee may have only 1 mentor without a free place; they must stay without"},
		{Shortage{ids(1), 1, nil, 0, 0, 1}, "this mentee is locked to every mentor they may have; they must stay without"},
		{Shortage{ids(1), 3, nil, 0, 2, 1}, "this mentee has 3 open places and may have only 2 mentors, each once; 1 place must stay empty"},
		{Shortage{ids(2), 5, ids(1), 1, 2, 2}, "these 2 mentees have 5 open places and share only 1 mentor with 1 place, besides 2 places with others, each mentor once; 2 places must stay empty"},
	} {
		if got := x.s.Say(); got != x.want {
			t.Errorf("%s\nwant %s", got, x.want)
		}
	}
	u := Unplaceable{Candidates: 4, Removed: []Removal{{By: "grade gap", Count: 3}, {By: "ban", Count: 2}}}
	if got := u.Say(); got != "none of the 4 mentors with a place is allowed: “grade gap” rules out 3, “ban” rules out 2" {
		t.Error(got)
	}
}
