package mentoring

import (
	"context"
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"slices"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"understudy/match/assign"
)

func TestARunKeepsItsPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := randomInput(drawn(t), 8)
		res, err := Run(context.Background(), in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		if !res.Proved || res.Bound != (Bound{Matched: res.Matched, Total: res.Total}) {
			t.Fatalf("not proved: %+v", res)
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		total := int64(0)
		for _, p := range res.Pairs {
			why, err := a.Explain(p.Mentee, p.Mentor)
			if err != nil || !why.Admissible {
				t.Fatalf("%+v is not allowed: %+v %v", p, why, err)
			}
			checkParts(t, p, why)
			total += p.Points
		}
		if total != res.Total {
			t.Fatalf("pairs have %d, total is %d", total, res.Total)
		}
	})
}

func checkParts(t *rapid.T, p Pair, why Explanation) {
	sum, explained := int64(0), int64(0)
	for _, part := range p.Parts { // those of another slot are worth 0, and not explained
		sum += part.Points
	}
	for _, part := range why.Parts {
		explained += part.Points
		if len(part.Evidence) == 0 {
			t.Fatalf("%s has no evidence", part.Criterion)
		}
	}
	if sum != p.Points || explained != p.Points || why.Points != p.Points {
		t.Fatalf("parts make %d and %d, the pair has %d and %d", sum, explained, p.Points, why.Points)
	}
	for _, r := range why.Rules {
		if !r.Holds || len(r.Evidence) == 0 {
			t.Fatalf("%+v", r)
		}
	}
}

func TestTheOrderOfTheInputDoesNotMatterNorDoesTheNumberOfWorkers(t *testing.T) {
	for seed := range uint64(300) {
		in := randomInput(seeded(seed), 10)
		want := mustRun(t, in)
		mixed := in
		r := rand.New(rand.NewPCG(seed, 2))
		mixed.Employees, mixed.Mentees, mixed.Mentors = shuffled(r, in.Employees), shuffled(r, in.Mentees), shuffled(r, in.Mentors)
		mixed.Bans, mixed.Past = shuffled(r, in.Bans), shuffled(r, in.Past)
		got, err := Run(context.Background(), mixed, Options{Workers: 3})
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: %+v\n%+v\n%v", seed, got, want, err)
		}
	}
}

func shuffled[T any](r *rand.Rand, list []T) []T {
	out := slices.Clone(list)
	r.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

func TestAnInputReadBackFromJSONGivesTheIdenticalResult(t *testing.T) {
	for seed := range uint64(300) {
		in := randomInput(seeded(seed), 10)
		in.Exceptions = randomExceptions(seeded(seed), in)
		text, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		var again Input
		if err := json.Unmarshal(text, &again); err != nil {
			t.Fatal(err)
		}
		a, b := mustRun(t, in), mustRun(t, again)
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("seed %d: %+v\n%+v", seed, a, b)
		}
		second, _ := json.Marshal(again)
		if string(text) != string(second) {
			t.Fatalf("seed %d: the text changed", seed)
		}
		var res Result
		text, _ = json.Marshal(a)
		if err := json.Unmarshal(text, &res); err != nil || !reflect.DeepEqual(*a, res) {
			t.Fatalf("seed %d: the result changed: %v", seed, err)
		}
	}
}

// TestAPreferenceNeverBeatsARule: whatever points preferences have, on whichever side
// and under whichever aim, every rule holds of every pair that is proposed, nobody is
// allowed more or less than without any preference. A floor is left out, because it is
// about points.
func TestAPreferenceNeverBeatsARule(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawn(t)
		in := randomInput(d, 8)
		in.Settings.Floor = nil
		without := in
		without.Mentees, without.Mentors = unpreferred(in.Mentees), unpreferred(in.Mentors)
		wish := Criterion{Name: "wish", Kind: "preferences", Points: []int64{-10_000_000, 500_000, 10_000_000}[d(3)]}
		wish.Params = map[string]string{"whose": d.one("both", "mentee", "mentor"), "ranks": d.one("1", "5")}
		in.Settings.Criteria = append(slices.Clone(in.Settings.Criteria), wish)
		in.Settings.Fairness = Fairness(d.one("", string(RaiseLowest), string(Leximin), string(Stable)))
		if in.Settings.Fairness == RaiseLowest || in.Settings.Fairness == Leximin {
			in.Settings.Objective = MostParticipants
		}
		allowed := allowedPairs(without)
		if got := allowedPairs(in); !reflect.DeepEqual(got, allowed) {
			t.Fatalf("preferences changed who is allowed: %v, without them %v", got, allowed)
		}
		res, err := Run(context.Background(), in, Options{})
		if err != nil {
			t.Fatal(err)
		}
		a, err := NewAsker(in, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range res.Pairs {
			why, err := a.Explain(p.Mentee, p.Mentor)
			broken := slices.ContainsFunc(why.Rules, func(r ExplainedRule) bool { return !r.Holds })
			if err != nil || broken || why.Banned || why.Self || !allowed[[2]int64{p.Mentee, p.Mentor}] {
				t.Fatalf("%+v is forbidden: %+v %v", p, why, err)
			}
		}
	})
}

func unpreferred(list []Enrolment) []Enrolment {
	out := slices.Clone(list)
	for i := range out {
		out[i].Preferences = nil
	}
	return out
}

func allowedPairs(in Input) map[[2]int64]bool {
	out := map[[2]int64]bool{}
	p, err := newPlain(in)
	if err != nil {
		panic(err)
	}
	for i := range p.mentees {
		for j := range p.mentors {
			if _, ok := p.Score(i, j); ok {
				out[[2]int64{p.mentees[i].ID, p.mentors[j].ID}] = true
			}
		}
	}
	return out
}

func TestBannedPairsNeverAppear(t *testing.T) {
	for seed := range uint64(400) {
		in := randomInput(seeded(seed), 10)
		for _, p := range mustRun(t, in).Pairs {
			in.Bans = append(in.Bans, Ban{A: employeeOf(in, p.Mentor), B: employeeOf(in, p.Mentee)})
		}
		banned := map[[2]int64]bool{}
		for _, b := range in.Bans {
			banned[[2]int64{b.A, b.B}], banned[[2]int64{b.B, b.A}] = true, true
		}
		for _, p := range mustRun(t, in).Pairs {
			if banned[[2]int64{employeeOf(in, p.Mentee), employeeOf(in, p.Mentor)}] {
				t.Fatalf("seed %d: %+v is banned", seed, p)
			}
		}
	}
}

func employeeOf(in Input, enrolment int64) int64 {
	for _, x := range append(slices.Clone(in.Mentees), in.Mentors...) {
		if x.ID == enrolment {
			return x.Employee
		}
	}
	return 0
}

func TestAnExplanationHasThePointsOfTheEngineForEveryPair(t *testing.T) {
	for seed := range uint64(150) {
		in := randomInput(seeded(seed), 9)
		in.Exceptions = randomExceptions(seeded(seed), in)
		fast, plain := scorersOf(t, in)
		a, err := NewAsker(in, nil)
		if err != nil {
			t.Fatal(err)
		}
		row := make([]int32, fast.cols)
		for i := range plain.mentees {
			fast.Row(i, row)
			for j := range plain.mentors {
				why, err := a.Explain(plain.mentees[i].ID, plain.mentors[j].ID)
				if err != nil || why.Admissible != (row[j] != assign.Forbidden) || (why.Admissible && why.Points != int64(row[j])) {
					t.Fatalf("seed %d: engine %d, explanation %+v, %v", seed, row[j], why, err)
				}
			}
		}
	}
}

func TestARunStoppedAtAnyMomentHasAllowedPairsAndATrueBound(t *testing.T) {
	in := company(400, 100, 3)
	for _, objective := range []Objective{MostParticipants, MostPoints} {
		in.Settings.Objective = objective
		full, bounded := mustRun(t, in), 0
		for after := range 20 {
			res, err := Run(burning(after*after), in, Options{Workers: 1})
			if err != nil {
				t.Fatal(err)
			}
			if res.Proved {
				continue
			}
			allowed := allowedPairs(in)
			for _, p := range res.Pairs {
				if !allowed[[2]int64{p.Mentee, p.Mentor}] {
					t.Fatalf("%+v is not allowed", p)
				}
			}
			tooLow := full.Matched > res.Bound.Matched
			if objective == MostPoints || full.Matched == res.Matched {
				tooLow = tooLow || full.Total > res.Bound.Total
			}
			if !res.Stopped || tooLow {
				t.Fatalf("stopped %v after %d: bound %+v, best %d and %d", res.Stopped, after, res.Bound, full.Matched, full.Total)
			}
			if bounded++; bounded < 9 {
				t.Logf("%s: %d pairs, %d; bound %+v; best %d, %d", objective, res.Matched, res.Total, res.Bound, full.Matched, full.Total)
			}
		}
	}
}

// fuse is a context that ends after it was asked so often.
type fuse struct {
	context.Context
	left atomic.Int64 // several workers ask
}

func burning(left int) *fuse {
	f := &fuse{Context: context.Background()}
	f.left.Store(int64(left))
	return f
}

func (f *fuse) Err() error {
	if f.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}
