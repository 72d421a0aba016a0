package mentoring

import (
	"context"
	"strings"
	"testing"
)

// stables tries every set of pairs beside the locks and gives the most places that a
// set without a blocking pair fills, the locks counted.
func (w *openWorld) stables(locks []Pair) int {
	most, now := 0, []Pair{}
	var try func(k int)
	try = func(k int) {
		if k == len(w.places)*len(w.left) {
			all := append(append([]Pair{}, locks...), now...)
			if len(all) <= most {
				return
			}
			// blockingPairs reads what the locks leave, not what is left just now.
			left := *w
			left.places, left.left = append([]int{}, w.places...), append([]int{}, w.left...)
			for _, p := range now {
				left.places[w.p.rowOf(p.Mentee)]++
				left.left[w.p.colOf(p.Mentor)]++
			}
			if left.blockingPairs(&Result{Pairs: all}) == 0 {
				most = len(all)
			}
			return
		}
		i, j := k/len(w.left), k%len(w.left)
		if _, ok := w.score(i, j); ok && w.places[i] > 0 && w.left[j] > 0 {
			w.places[i]--
			w.left[j]--
			now = append(now, Pair{Mentee: w.p.mentees[i].ID, Mentor: w.p.mentors[j].ID})
			try(k + 1)
			now = now[:len(now)-1]
			w.places[i]++
			w.left[j]++
		}
		try(k + 1)
	}
	try(0)
	return most
}

func TestNoStableResultFillsMoreThanIsSaid(t *testing.T) {
	short, asked := 0, 0
	for seed := range uint64(1500) {
		in := fairInput(seed, 4, Stable)
		if seed%2 == 0 {
			for i := range in.Mentees {
				in.Mentees[i].Places = min(1, in.Mentees[i].Places)
			}
		}
		res, err := Run(context.Background(), in, Options{})
		if err != nil {
			continue // a lock that the places no longer allow
		}
		w := newOpenWorld(t, in)
		if len(w.places)*len(w.left) > 12 {
			continue
		}
		var locks []Pair
		for _, p := range res.Pairs {
			if p.Locked {
				locks = append(locks, p)
			}
		}
		asked++
		most := w.stables(locks)
		if most > res.Fair.AtMost || res.Matched > res.Fair.AtMost {
			t.Fatalf("seed %d: %d places could be filled, not at most %d", seed, most, res.Fair.AtMost)
		}
		if most > res.Matched {
			short++
		}
	}
	if asked < 500 {
		t.Errorf("only %d were tried", asked)
	}
	t.Logf("%d tried, %d of them short of the greatest stable result", asked, short)
}

func TestFairnessIsToldInWords(t *testing.T) {
	p := func(n int64) *int64 { return &n }
	for _, c := range []struct {
		fair   Fair
		got    Totals
		places int
		want   string
	}{
		{
			Fair{Kind: RaiseLowest, Lowest: p(18_000), Optimum: Totals{Total: 700_000, Lowest: p(14_500)}, Price: Loss{0, 12_000}},
			Totals{Matched: 3},
			4,
			"lowest pair raised from 14.5 to 18 points; costs 12 points in all (1.7 %)",
		},
		{
			Fair{Kind: Leximin, Lowest: p(9_000), Optimum: Totals{Total: 90_000, Lowest: p(9_000)}},
			Totals{Matched: 3},
			4,
			"lowest pair 9 points, as without fairness; costs no points",
		},
		{Fair{Kind: RaiseLowest}, Totals{}, 0, "costs no points"},
		{
			Fair{Kind: Stable, OptimumBlocking: 7, Optimum: Totals{Matched: 5, Total: 100_000}, Price: Loss{1, -1_000}, AtMost: 5},
			Totals{Matched: 4},
			6,
			"no two would both rather have each other; without fairness 7 pairs would; costs 1 place, for 1 point in all (1.0 %) more; with ties the greatest number of places is hard to find: no stable choice fills more than 5",
		},
		{
			Fair{Kind: Stable, OptimumBlocking: 1, Optimum: Totals{Matched: 5}, Price: Loss{0, 500}, AtMost: 5},
			Totals{Matched: 5},
			6,
			"no two would both rather have each other; without fairness one pair would; costs 0.5 points",
		},
	} {
		if got := strings.Join(c.fair.Words(c.got, c.places), "; "); got != c.want {
			t.Errorf("%s\nwant %s", got, c.want)
		}
	}
}

func TestEveryFairnessThatIsOfferedCanBeRun(t *testing.T) {
	for _, f := range Fairnesses() {
		for _, o := range []Objective{MostParticipants, MostPoints} {
			in := fairInput(1, 6, f)
			in.Settings.Objective = o
			if err := in.Validate(); (err == nil) != (f.Goes(o) == nil) {
				t.Errorf("%q with %q: %v, but the input: %v", f, o, f.Goes(o), err)
			}
		}
		if f.Help() == "" || !strings.HasPrefix(f.Proves(""), "proved ") {
			t.Errorf("%q is not explained", f)
		}
	}
}
