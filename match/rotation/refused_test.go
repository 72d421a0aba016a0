package rotation_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// grants says whether cells begin a placement that a wish asks for.
func grants(cells []int, w rotation.Wish) bool {
	for u, s := range cells {
		if s == w.Seat && w.From <= u && u <= w.To && (u == 0 || cells[u-1] != s) {
			return true
		}
	}
	return false
}

// shortage adds up what a plan breaks in seats and covers.
func shortage(t *testing.T, p *rotation.Problem, plan rotation.Plan) (short int, list []rotation.Violation, total int64) {
	report, err := check.Plan(p, plan)
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range report.Violations {
		short += v.Short
	}
	return short, report.Violations, report.Total
}

func TestRefusedWishesSayWhatStandsInTheWay(t *testing.T) {
	rules, shorts, costs := 0, 0, 0
	for seed := range uint64(many(1500, 6000)) {
		p := small(rand.New(rand.NewPCG(seed, 9)))
		plan, _ := bruteForce(t, p)
		if plan == nil {
			continue
		}
		_, _, total := shortage(t, p, plan)
		list, err := rotation.FindRefused(context.Background(), p, plan)
		if err != nil {
			t.Fatal(err)
		}
		want := 0
		for i := range p.People {
			for _, w := range p.People[i].Wishes {
				if w.Points > 0 && !grants(plan[i], w) {
					want++
				}
			}
		}
		if len(list) != want {
			t.Fatalf("problem %d: %d wishes are explained, %d refused", seed, len(list), want)
		}
		b := &brute{t: t, p: p}
		for _, x := range list {
			wish := p.People[x.Person].Wishes[x.Wish]
			least, best := 1<<30, int64(0) // of all plans of the person that grant it
			for _, o := range b.optionsOf(x.Person) {
				if !grants(o.cells, wish) {
					continue
				}
				other := slices.Clone(plan)
				other[x.Person] = o.cells
				if short, _, points := shortage(t, p, other); short < least || short == least && points > best {
					least, best = short, points
				}
			}
			switch {
			case least == 1<<30:
				rules++
				if len(x.Rules) == 0 || x.Instead != nil {
					t.Fatalf("problem %d: %+v, but no plan of the person grants the wish", seed, x)
				}
				forbids(t, p, x, wish)
			case least > 0:
				shorts++
				other := slices.Clone(plan)
				other[x.Person] = x.Instead
				short, broken, _ := shortage(t, p, other)
				if short != least || !grants(x.Instead, wish) || !sameShort(x.Short, broken) {
					t.Fatalf("problem %d: %+v, but at least %d are short: %+v", seed, x, least, broken)
				}
			default:
				costs++
				if len(x.Rules)+len(x.Short) > 0 || x.Costs != total-best {
					t.Fatalf("problem %d: %+v, but it costs %d points", seed, x, total-best)
				}
			}
		}
	}
	t.Logf("%d by rules, %d short, %d for points", rules, shorts, costs)
	if rules < 10 || shorts < 10 || costs < 10 {
		t.Error("too few of a kind")
	}
}

// forbids wants every sequence of seats that grants a wish to break the rules that are
// said to forbid it.
func forbids(t *testing.T, p *rotation.Problem, x rotation.Refused, wish rotation.Wish) {
	plan := rotation.NewPlan(len(p.People), p.Periods)
	cells := plan[x.Person]
	var walk func(u int)
	walk = func(u int) {
		if u < p.Periods {
			for cells[u] = rotation.Home; cells[u] < len(p.Seats); cells[u]++ {
				walk(u + 1)
			}
			return
		}
		if !grants(cells, wish) {
			return
		}
		_, broken, _ := shortage(t, p, plan)
		if x.Rules[0] != rotation.RuleLock && slices.ContainsFunc(broken, func(v rotation.Violation) bool { return v.Rule == rotation.RuleLock && v.Person == x.Person }) {
			return // locks hold in every answer
		}
		n := 0
		for _, r := range x.Rules {
			if slices.ContainsFunc(broken, func(v rotation.Violation) bool {
				return v.Rule == r && (r == rotation.RulePlaces || v.Person == x.Person)
			}) {
				n++
			}
		}
		if n == 0 || n < len(x.Rules) && !x.Together {
			t.Fatalf("%+v, but %v breaks %+v", x, cells, broken)
		}
	}
	walk(0)
}

// sameShort compares what is said to be short with what the checker finds. Of several
// covers of the same skill and level one alone is named.
func sameShort(said, found []rotation.Violation) bool {
	in := func(list []rotation.Violation, x rotation.Violation) bool {
		return slices.ContainsFunc(list, func(y rotation.Violation) bool {
			return x.Rule == y.Rule && x.Period == y.Period && x.Team == y.Team && x.Skill == y.Skill && x.Seat == y.Seat && (x.Cover == y.Cover && x.Short == y.Short || x.Rule == rotation.RuleCover)
		})
	}
	for _, x := range said {
		if !in(found, x) {
			return false
		}
	}
	for _, x := range found {
		if !in(said, x) {
			return false
		}
	}
	return true
}

func TestOneWishIsExplainedAsAllAre(t *testing.T) {
	p := rich(30, 8, 8)
	r := solve(t, p, rotation.Options{Seed: 1})
	e, err := rotation.NewExplainer(p, r.Plan)
	if err != nil {
		t.Fatal(err)
	}
	var told [][2]int
	list, err := e.All(context.Background(), func(done, of int) { told = append(told, [2]int{done, of}) })
	if err != nil || len(list) < 5 || len(told) != len(list) || told[len(told)-1] != [2]int{len(list), len(list)} {
		t.Fatalf("%v, %d explained, told %v", err, len(list), told)
	}
	at := 0
	for i := range p.People {
		for w, wish := range p.People[i].Wishes {
			one, refused, err := e.Why(i, w)
			if err != nil || refused == (wish.Points <= 0 || grants(r.Plan[i], wish)) {
				t.Fatalf("person %d, wish %d: refused %v, %v", i, w, refused, err)
			}
			if !refused {
				continue
			}
			if !reflect.DeepEqual(one, list[at]) {
				t.Fatalf("%+v alone, %+v among all", one, list[at])
			}
			at++
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	part, err := e.All(ctx, func(done, _ int) {
		if done == 2 {
			cancel()
		}
	})
	if len(part) != 2 || err == nil {
		t.Errorf("stopped after two: %d, %v", len(part), err)
	}
	if _, _, err := e.Why(0, 99); err == nil {
		t.Error("a wish that nobody has is explained")
	}
}

// A company of thousands counts toward the covers of a plan for a few; what is asked about
// one of these must take no longer for it.
func TestWhatForbidsAWishIsFoundWithoutReadingTheWholeCompany(t *testing.T) {
	seen := 0
	for seed := range uint64(200) {
		p := small(rand.New(rand.NewPCG(seed, 9)))
		plan, _ := bruteForce(t, p)
		if plan == nil {
			continue
		}
		few, err := rotation.FindRefused(t.Context(), p, plan)
		if err != nil {
			t.Fatal(err)
		}
		big := *p
		big.People = slices.Clone(p.People)
		for range 2000 {
			big.People = append(big.People, rotation.Person{Team: rotation.None, Levels: make([]uint8, p.Skills), Least: 1, Most: 1, Latest: p.Periods - 1})
		}
		large := slices.Concat(plan, rotation.NewPlan(2000, p.Periods))
		many, err := rotation.FindRefused(t.Context(), &big, large)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(few, many) {
			t.Fatalf("problem %d: with 2000 others\n%+v\ninstead of\n%+v", seed, many, few)
		}
		for _, x := range few {
			if len(x.Rules) == 0 || seen == 20 {
				continue
			}
			seen++
			allocs := func(p *rotation.Problem, plan rotation.Plan) float64 {
				e, err := rotation.NewExplainer(p, plan)
				if err != nil {
					t.Fatal(err)
				}
				return testing.AllocsPerRun(1, func() { e.Why(x.Person, x.Wish) })
			}
			if a, b := allocs(p, plan), allocs(&big, large); b > 2*a+100 {
				t.Fatalf("problem %d: one question takes %v allocations, and %v with 2000 others", seed, a, b)
			}
		}
	}
	if seen == 0 {
		t.Fatal("no wish was refused by a rule")
	}
}
