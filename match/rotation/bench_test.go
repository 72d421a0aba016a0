package rotation_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// rich is a problem with everything that a real plan has: home teams with cover of two
// kinds, lengths, absences, consents, wishes, fairness, gaps, travel, locks.
func rich(people, seats, periods int) *rotation.Problem {
	return richFrom(uint32(people+seats), people, seats, periods)
}

func richFrom(seed uint32, people, seats, periods int) *rotation.Problem {
	r := newTwister(seed)
	const skills, size = 24, 10
	p := &rotation.Problem{Periods: periods, Skills: skills, Teams: max(2, people/size)}
	p.Rules = rotation.Rules{Travel: rotation.SameMarket, MoveCost: 200, UnfairCost: 2000, Learn: []int{2, 4}, StaleAfter: 0}
	for range seats {
		x := rotation.Seat{Team: r.below(p.Teams), Skill: r.below(skills), Entry: uint8(r.below(2)), Reach: uint8(3 + r.below(2)), Least: 1, Most: 4, Location: r.below(6)}
		x.Market = x.Location / 2
		most := 1 + r.below(2)
		for range periods {
			x.Places = append(x.Places, rotation.Places{Most: most})
		}
		p.Seats = append(p.Seats, x)
	}
	for i := range people {
		x := rotation.Person{Team: i / size % p.Teams, Joins: r.below(4) > 0, Latest: periods - 1, Least: 2, Most: 4, Placements: 2, Location: r.below(6), Travels: r.below(5) == 0}
		x.Market = x.Location / 2
		for k := range skills {
			level := r.below(3)
			if k%p.Teams == x.Team || r.below(5) == 0 {
				level = 2 + r.below(3)
			}
			x.Levels = append(x.Levels, uint8(level))
			x.Targets = append(x.Targets, uint8([]int{0, 0, 2, 3}[r.below(4)]))
		}
		for n := r.below(4); n > 0; n-- {
			s := r.below(seats)
			w := rotation.Wish{Seat: s, To: periods - 1, Points: int64(500 * (1 + r.below(4)))}
			if !contains(x.Wishes, s) {
				x.Wishes = append(x.Wishes, w)
			}
		}
		if r.below(4) == 0 {
			x.Absent = []int{r.below(periods)}
		}
		if r.below(8) == 0 {
			p.Refusals = append(p.Refusals, rotation.Refusal{Person: i, Seat: r.below(seats), By: rotation.Host})
		}
		p.People = append(p.People, x)
	}
	for team := range p.Teams {
		for skill := range skills {
			p.Covers = append(p.Covers, covers(p, r, team, skill)...)
		}
	}
	return p
}

func contains(list []rotation.Wish, seat int) bool {
	for _, w := range list {
		if w.Seat == seat {
			return true
		}
	}
	return false
}

// covers asks a team for a part of those who can do a skill, and for somebody who can
// teach it, in each period as many as are there with nobody away.
func covers(p *rotation.Problem, r *twister, team, skill int) (out []rotation.Cover) {
	if r.below(4) > 0 {
		return nil
	}
	for _, level := range []uint8{rotation.Alone, rotation.Teach} {
		for t := range p.Periods {
			n := 0
			for i := range p.People {
				x := &p.People[i]
				away := len(x.Absent) > 0 && x.Absent[0] == t
				if x.Team == team && x.Levels[skill] >= level && !away {
					n++
				}
			}
			want := n * 2 / 3
			if level == rotation.Teach {
				want = min(n, 1)
			}
			if want > 0 {
				out = append(out, rotation.Cover{Team: team, Skill: skill, Level: level, Count: want, From: t, To: t})
			}
		}
	}
	return out
}

// watch follows a run: when the first plan and the last gap were known.
type watch struct {
	begin       time.Time
	first, last time.Duration
	show        bool
}

func (w *watch) progress(p rotation.Progress) {
	w.last = time.Since(w.begin)
	if p.Plan != nil && len(p.Plan.Placements()) > 0 && w.first == 0 { // that nobody moves counts for nothing
		w.first = w.last
	}
	if w.show {
		fmt.Printf("%8.2fs %-8s %8d of %d\n", w.last.Seconds(), p.Stage, p.Value, p.Bound)
	}
}

func measure(b testing.TB, p *rotation.Problem) (r rotation.Result, w watch) {
	w = watch{begin: time.Now(), show: os.Getenv("UNDERSTUDY_SHOW") != ""}
	r, err := rotation.Solve(context.Background(), p, rotation.Options{Seed: 1, Progress: w.progress})
	if err != nil {
		b.Fatal(err)
	}
	report, err := check.Plan(p, r.Plan)
	if err != nil || len(report.Violations) > 0 || report.Total != r.Value {
		b.Fatalf("%v %+v", err, report)
	}
	return r, w
}

func BenchmarkRotgen(b *testing.B) {
	for _, c := range []struct{ people, seats, periods int }{{60, 20, 6}, {200, 60, 12}} {
		b.Run(fmt.Sprintf("%dx%dx%d", c.people, c.seats, c.periods), func(b *testing.B) {
			if c.people > 60 && os.Getenv("UNDERSTUDY_FULL") == "" {
				b.Skip("UNDERSTUDY_FULL=1 runs it")
			}
			report(b, newRotgen(c.people, c.seats, c.periods).problem())
		})
	}
}

func BenchmarkRich(b *testing.B) {
	for _, c := range []struct {
		people, seats, periods int
		seed                   uint32
	}{{40, 12, 12, 52}, {200, 60, 12, 260}, {200, 60, 12, 1}, {200, 60, 12, 2}} {
		b.Run(fmt.Sprintf("%dx%dx%d/%d", c.people, c.seats, c.periods, c.seed), func(b *testing.B) {
			if c.people > 60 && os.Getenv("UNDERSTUDY_FULL") == "" {
				b.Skip("UNDERSTUDY_FULL=1 runs it")
			}
			report(b, richFrom(c.seed, c.people, c.seats, c.periods))
		})
	}
}

func report(b *testing.B, p *rotation.Problem) {
	for b.Loop() {
		r, w := measure(b, p)
		b.ReportMetric(float64(r.Value), "points")
		b.ReportMetric(float64(r.Bound), "bound")
		b.ReportMetric(r.Gap(), "gap-%")
		b.ReportMetric(float64(w.first.Milliseconds()), "first-ms")
	}
}

// BenchmarkExplain finds out why wishes are refused and rules conflict where 200 people
// take part.
func BenchmarkExplain(b *testing.B) {
	p := rich(200, 60, 12)
	r := solve(b, p, rotation.Options{Seed: 1, Rounds: -1, Nodes: -1, Progress: nil})
	b.Run("refused", func(b *testing.B) {
		for b.Loop() {
			list, err := rotation.FindRefused(context.Background(), p, r.Plan)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(len(list)), "wishes")
		}
	})
	b.Run("conflict", func(b *testing.B) {
		q := *p
		q.Covers = append(slices.Clone(p.Covers), rotation.Cover{Team: 0, Skill: 0, Level: rotation.Alone, Count: 9, From: 3, To: 5})
		for b.Loop() {
			c, err := rotation.FindConflict(context.Background(), &q, rotation.Options{})
			if err != nil || !c.Irreducible || len(c.Members) == 0 {
				b.Fatalf("%v %+v", err, c)
			}
			b.ReportMetric(float64(len(c.Members)), "members")
		}
	})
}

func TestTheMediumInstanceIsSolvedToItsOptimum(t *testing.T) {
	r, _ := measure(t, newRotgen(60, 20, 6).problem())
	if r.Outcome != rotation.Best || r.Value != 10_037 {
		t.Errorf("%d points, bound %d, want 10037 proved", r.Value, r.Bound)
	}
}
