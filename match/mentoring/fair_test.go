package mentoring

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
)

// fairInput is a random input under the given fairness, with a lock now and then.
func fairInput(seed uint64, people int, fairness Fairness) Input {
	d := seeded(seed + 900_000)
	in := randomInput(d, people)
	in.Settings.Fairness = fairness
	if fairness != Stable {
		in.Settings.Objective = MostParticipants
	}
	if n := len(in.Mentees) * len(in.Mentors); n > 0 && d.yes(25) {
		k := d(n)
		l := Lock{Mentee: in.Mentees[k%len(in.Mentees)].ID, Mentor: in.Mentors[k/len(in.Mentees)].ID, OverrideReason: "agreed long ago"}
		l.Overrides = []string{BreaksBan, BreaksFloor, BreaksCapacity}
		for _, r := range in.Settings.Rules {
			l.Overrides = append(l.Overrides, RuleName(r))
		}
		if employeeOf(in, l.Mentee) != employeeOf(in, l.Mentor) && slotIn(in, l.Mentee) == slotIn(in, l.Mentor) {
			in.Locks = []Lock{l}
		}
	}
	return in
}

// openWorld is what the locks leave of an input, for trying everything.
type openWorld struct {
	in           Input
	p            *plain
	places, left []int // of mentees, of mentors
	locked       map[[2]int]bool
	lockedPoints int64
}

func newOpenWorld(t testing.TB, in Input) *openWorld {
	t.Helper()
	p, err := newPlain(in)
	if err != nil {
		t.Fatal(err)
	}
	w := &openWorld{in: in, p: p, locked: map[[2]int]bool{}}
	for _, x := range p.mentees {
		w.places = append(w.places, x.Places)
	}
	for _, x := range p.mentors {
		w.left = append(w.left, x.Places)
	}
	for _, l := range in.Locks {
		i, j := p.rowOf(l.Mentee), p.colOf(l.Mentor)
		w.locked[[2]int{i, j}] = true
		w.places[i], w.left[j] = max(0, w.places[i]-1), max(0, w.left[j]-1)
		w.lockedPoints += p.total(&p.mentees[i], &p.mentors[j])
	}
	return w
}

func (w *openWorld) score(i, j int) (int64, bool) {
	points, ok := w.p.Score(i, j)
	return points, ok && !w.locked[[2]int{i, j}]
}

// best tries every set of pairs beside the locks and keeps the points of the best,
// sorted, under an order that prefers more pairs.
func (w *openWorld) best(better func(a, b []int64) bool) []int64 {
	var best, now []int64
	var try func(k int)
	try = func(k int) {
		if k == len(w.places)*len(w.left) {
			sorted := slices.Clone(now)
			slices.Sort(sorted)
			if len(sorted) > len(best) || len(sorted) == len(best) && better(sorted, best) {
				best = sorted
			}
			return
		}
		i, j := k/len(w.left), k%len(w.left)
		if points, ok := w.score(i, j); ok && w.places[i] > 0 && w.left[j] > 0 {
			w.places[i]--
			w.left[j]--
			now = append(now, points)
			try(k + 1)
			now = now[:len(now)-1]
			w.places[i]++
			w.left[j]++
		}
		try(k + 1)
	}
	try(0)
	return best
}

func sumOf(points []int64) (sum int64) {
	for _, p := range points {
		sum += p
	}
	return sum
}

// lowestThenMost is the order of RaiseLowest.
func lowestThenMost(a, b []int64) bool {
	if len(a) > 0 && a[0] != b[0] {
		return a[0] > b[0]
	}
	return sumOf(a) > sumOf(b)
}

// openPoints are the points of the pairs beside the locks, sorted.
func openPoints(r *Result) []int64 {
	var out []int64
	for _, p := range r.Pairs {
		if !p.Locked {
			out = append(out, p.Points)
		}
	}
	slices.Sort(out)
	return out
}

func TestBruteForceFindsNothingFairer(t *testing.T) {
	problems := 4_000
	if testing.Short() {
		problems = 500
	}
	for seed := range uint64(problems) {
		for fairness, better := range map[Fairness]func(a, b []int64) bool{
			RaiseLowest: lowestThenMost,
			Leximin:     func(a, b []int64) bool { return slices.Compare(a, b) > 0 },
		} {
			in := fairInput(seed, 4, fairness)
			res, w := mustRun(t, in), newOpenWorld(t, in)
			want, got := w.best(better), openPoints(res)
			if !res.Proved || res.Total != sumOf(got)+w.lockedPoints || len(got) != len(want) {
				t.Fatalf("seed %d: %+v, want %v", seed, res, want)
			}
			same := slices.Equal(got, want)
			if fairness == RaiseLowest {
				same = sumOf(got) == sumOf(want) && (res.Fair.Lowest == nil) == (len(want) == 0)
				same = same && (len(want) == 0 || got[0] >= want[0] && *res.Fair.Lowest == want[0])
			}
			if !same {
				t.Fatalf("seed %d, %s: %v, want %v\n%+v", seed, fairness, got, want, res.Fair)
			}
			most := w.best(func(a, b []int64) bool { return sumOf(a) > sumOf(b) })
			if o := res.Fair.Optimum; o.Total != sumOf(most)+w.lockedPoints || res.Fair.Price != (Loss{o.Matched - res.Matched, o.Total - res.Total}) {
				t.Fatalf("seed %d: %+v, the most is %v", seed, res.Fair, most)
			}
		}
	}
}

// blockingPairs counts by the definition alone.
func (w *openWorld) blockingPairs(r *Result) (n int64) {
	held := map[[2]int]bool{}
	for _, p := range r.Pairs {
		held[[2]int{w.p.rowOf(p.Mentee), w.p.colOf(p.Mentor)}] = !p.Locked
	}
	choice := func(x, of *plainPerson) int {
		if at := slices.Index(of.Preferences, x.Employee); at >= 0 {
			return at
		}
		return 1000
	}
	for i := range w.places {
		for j := range w.left {
			if _, ok := w.score(i, j); !ok || held[[2]int{i, j}] {
				continue
			}
			mentees, mentors, wants, wanted := 0, 0, false, false
			for pair, open := range held {
				if open && pair[0] == i {
					mentors++
					wants = wants || choice(&w.p.mentors[j], &w.p.mentees[i]) < choice(&w.p.mentors[pair[1]], &w.p.mentees[i])
				}
				if open && pair[1] == j {
					mentees++
					wanted = wanted || choice(&w.p.mentees[i], &w.p.mentors[j]) < choice(&w.p.mentees[pair[0]], &w.p.mentors[j])
				}
			}
			if (wants || mentors < w.places[i]) && (wanted || mentees < w.left[j]) {
				n++
			}
		}
	}
	return n
}

func TestNobodyWouldBothRatherHaveEachOther(t *testing.T) {
	problems, blockedBest := 6_000, 0
	if testing.Short() {
		problems = 1_000
	}
	for seed := range uint64(problems) {
		in := fairInput(seed, 8, Stable)
		res, w := mustRun(t, in), newOpenWorld(t, in)
		if n := w.blockingPairs(res); n != 0 || !res.Proved || res.Fair.Blocking != 0 {
			t.Fatalf("seed %d: %d block: %+v", seed, n, res)
		}
		plain := in
		plain.Settings.Fairness = ""
		best := mustRun(t, plain)
		a, err := NewAsker(plain, best)
		if err != nil {
			t.Fatal(err)
		}
		count, mentee, mentor, err := a.Blocking(context.Background(), Options{})
		want := w.blockingPairs(best)
		if err != nil || count != want || res.Fair.OptimumBlocking != want || (mentee != 0 && mentor != 0) != (count > 0) {
			t.Fatalf("seed %d: %d (%d, %d), the run says %d, there are %d; %v", seed, count, mentee, mentor, res.Fair.OptimumBlocking, want, err)
		}
		if !reflect.DeepEqual(res.Fair.Optimum, best.totals()) {
			t.Fatalf("seed %d: %+v beside %+v", seed, res.Fair, best)
		}
		if want > 0 {
			blockedBest++
		}
	}
	t.Logf("%d of %d optima had blocking pairs", blockedBest, problems)
}

func TestAFairRunIsTheSameFromAnyOrderAndFromJSON(t *testing.T) {
	for seed := range uint64(200) {
		for _, fairness := range []Fairness{RaiseLowest, Leximin, Stable} {
			in := fairInput(seed, 10, fairness)
			want := mustRun(t, in)
			r := rand.New(rand.NewPCG(seed, 2))
			mixed := in
			mixed.Employees, mixed.Mentees, mixed.Mentors = shuffled(r, in.Employees), shuffled(r, in.Mentees), shuffled(r, in.Mentors)
			if got, err := Run(context.Background(), mixed, Options{Workers: 3}); err != nil || !reflect.DeepEqual(got, want) {
				t.Fatalf("seed %d: %+v\n%+v\n%v", seed, got, want, err)
			}
			var again Input
			text, _ := json.Marshal(in)
			if err := json.Unmarshal(text, &again); err != nil || !reflect.DeepEqual(mustRun(t, again), want) {
				t.Fatalf("seed %d: the text of the input gives another result: %v", seed, err)
			}
			var res Result
			text, _ = json.Marshal(want)
			if err := json.Unmarshal(text, &res); err != nil || !reflect.DeepEqual(&res, want) {
				t.Fatalf("seed %d: the result changed: %v\n%s", seed, err, text)
			}
		}
	}
}

func TestSettingsWithoutFairnessAreWrittenAsBefore(t *testing.T) {
	text, err := json.Marshal(Settings{Objective: MostPoints})
	if err != nil || string(text) != `{"objective":"most points"}` {
		t.Fatalf("%s %v", text, err)
	}
}

func TestFairnessIsValidatedComparedAndRead(t *testing.T) {
	in := fairInput(1, 6, "first come")
	if in.Validate() == nil {
		t.Error("an unknown fairness is accepted")
	}
	for fairness, ok := range map[Fairness]bool{RaiseLowest: false, Leximin: false, Stable: true, "": true} {
		in.Settings.Fairness, in.Settings.Objective = fairness, MostPoints
		if (in.Validate() == nil) != ok {
			t.Errorf("%q with the most points: %v", fairness, in.Validate())
		}
	}
	before, after := in.Settings, in.Settings
	before.Fairness, after.Fairness = "", Stable
	if got := differences(before, after); !slices.Equal(got, []Difference{{"fairness", "", "stable"}}) {
		t.Errorf("%+v", got)
	}
	if !slices.Contains(Reads(after), FactPreferences) {
		t.Error("stable reads no preferences")
	}
}

func TestAFairRunStoppedAtAnyMomentHasAllowedPairs(t *testing.T) {
	for _, fairness := range []Fairness{RaiseLowest, Leximin, Stable} {
		in, stopped := company(120, 30, 3), 0
		in.Settings.Fairness = fairness
		allowed := allowedPairs(in)
		for after := range 30 {
			res, err := Run(burning(1<<(after/2)*(2+after%2)), in, Options{Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			if res.Proved == res.Stopped {
				t.Fatalf("proved %v, stopped %v", res.Proved, res.Stopped)
			}
			if res.Stopped {
				stopped++
			}
			for _, p := range res.Pairs {
				if !allowed[[2]int64{p.Mentee, p.Mentor}] {
					t.Fatalf("%+v is not allowed", p)
				}
			}
		}
		t.Logf("%s: %d stopped", fairness, stopped)
	}
}

// A pair's price with fairness is what running again with a lock of the two costs.
func TestWithFairnessAPriceIsWhatRunningAgainCosts(t *testing.T) {
	asked, under, lower := 0, 0, 0
	for seed := range uint64(240) {
		for _, fairness := range []Fairness{RaiseLowest, Leximin, Stable} {
			in := fairInput(seed, 6, fairness)
			res := mustRun(t, in)
			a, err := NewAsker(in, res)
			if err != nil {
				t.Fatal(err)
			}
			for _, x := range in.Mentees {
				for _, y := range in.Mentors {
					got, err := a.WhyNotPair(context.Background(), x.ID, y.ID)
					if err != nil || got.Priced != (!got.InResult && len(got.Forbidden) == 0) {
						t.Fatalf("seed %d: %+v %v", seed, got, err)
					}
					if !got.Priced {
						continue
					}
					with := in
					with.Locks = append(slices.Clone(in.Locks), Lock{Mentee: x.ID, Mentor: y.ID})
					then := mustRun(t, with)
					if got.Price != (Loss{res.Matched - then.Matched, res.Total - then.Total}) || !reflect.DeepEqual(got.Lowest, then.Fair.Lowest) {
						t.Fatalf("seed %d, %s: %+v; then %+v", seed, fairness, got, then)
					}
					asked++
					if got.UnderLowest {
						under++
					}
					if got.Lowest != nil && *got.Lowest < *res.Fair.Lowest {
						lower++
					}
				}
			}
		}
	}
	if under == 0 || lower == 0 {
		t.Errorf("%d priced, %d under the lowest, %d lower it", asked, under, lower)
	}
}

func TestWhyNotCountsThoseUnderTheLowest(t *testing.T) {
	removed := 0
	for seed := range uint64(300) {
		in := fairInput(seed, 8, RaiseLowest)
		res := mustRun(t, in)
		if res.Fair.Lowest == nil {
			continue
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		floored := in
		floored.Settings.Fairness, floored.Settings.Floor = "", res.Fair.Lowest
		if in.Settings.Floor != nil && *in.Settings.Floor > *res.Fair.Lowest {
			t.Fatalf("seed %d: the lowest is under the floor", seed)
		}
		b, err := NewAsker(floored, mustRun(t, floored))
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range in.Mentees {
			why, err := a.WhyNot(x.ID)
			other, err2 := b.WhyNot(x.ID)
			if err != nil || err2 != nil || why.Allowed != other.Allowed || why.Candidates != other.Candidates {
				t.Fatalf("seed %d: %+v, want %+v; %v %v", seed, why, other, err, err2)
			}
			for _, r := range why.Removed {
				if r.By == BreaksLowest {
					removed += r.Count
				}
			}
		}
	}
	if removed == 0 {
		t.Error("nobody was under the lowest")
	}
}

func TestNextBestIsKnownOnlyWherePricesTellIt(t *testing.T) {
	for _, fairness := range []Fairness{RaiseLowest, Leximin, Stable} {
		in := company(40, 5, 3)
		in.Settings.Fairness = fairness
		res := mustRun(t, in)
		a, err := NewAsker(in, res)
		if err != nil || len(res.Unmatched) == 0 {
			t.Fatalf("%v, %d unmatched", err, len(res.Unmatched))
		}
		if _, ok, err := a.NextBest(context.Background(), res.Pairs[0].Mentee); err != nil || fairness != RaiseLowest && ok {
			t.Errorf("%s: next best: %v %v", fairness, ok, err)
		}
		if _, err := a.WhyNot(res.Unmatched[0].Mentee); err != nil {
			t.Errorf("%s: why not: %v", fairness, err)
		}
	}
}

func TestTotalsLeaveLocksOutOfTheLowest(t *testing.T) {
	locked := 0
	for seed := range uint64(300) {
		for _, fairness := range []Fairness{RaiseLowest, Leximin} {
			res := mustRun(t, fairInput(seed, 6, fairness))
			var lowest []int64
			for _, p := range res.Pairs {
				if !p.Locked {
					lowest = append(lowest, p.Points)
				}
			}
			if (res.Fair.Lowest == nil) != (len(lowest) == 0) || len(lowest) > 0 && *res.Fair.Lowest > slices.Min(lowest) {
				t.Fatalf("seed %d, %s: %+v, unlocked pairs have %v", seed, fairness, res.Fair, lowest)
			}
			if o := res.Fair.Optimum; o.Lowest != nil && *o.Lowest > *res.Fair.Lowest || o.Lowest != nil && *o.Lowest < o.Worst {
				t.Fatalf("seed %d, %s: the optimum has a higher lowest: %+v", seed, fairness, res.Fair)
			}
			if len(lowest) < len(res.Pairs) {
				locked++
			}
		}
	}
	if locked == 0 {
		t.Error("nothing was locked")
	}
}

// Stability costs nothing where nobody would block the best result: that is the result.
func TestStabilityCostsOnlyWhatItMust(t *testing.T) {
	free, dear := 0, 0
	for seed := range uint64(150) {
		in := fairInput(seed, 8, Stable)
		res := mustRun(t, in)
		if res.Stopped || res.Fair == nil {
			continue
		}
		if res.Fair.OptimumBlocking > 0 {
			dear++
			continue
		}
		free++
		if res.Fair.Price != (Loss{}) {
			t.Fatalf("seed %d: the best result was stable, and stability cost %+v", seed, res.Fair.Price)
		}
	}
	if free == 0 || dear == 0 {
		t.Fatalf("%d of the best results were stable, %d were not", free, dear)
	}
}
