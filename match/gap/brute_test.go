package gap_test

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"understudy/match/gap"
)

// plain is a company as nested tables, from which the tests count everything anew,
// by the definitions alone.
type plain struct {
	skills                       int
	level, interest              [][]uint8 // [employee][skill], 0 none
	wish                         [][]uint8 // [employee][market]
	needs                        [][]uint8 // [role level][skill]
	role, team, location, market []int32
	teams                        int
	within, marketOf, leaves     []int32
	covers                       []gap.Cover
}

func rows(table [][]uint8) gap.Rows {
	r := gap.Rows{From: []int32{0}}
	for _, row := range table {
		for s, l := range row {
			if l > 0 {
				r.Skill, r.Level = append(r.Skill, int32(s)), append(r.Level, l)
			}
		}
		r.From = append(r.From, int32(len(r.Skill)))
	}
	return r
}

func (p plain) input() *gap.Input {
	return &gap.Input{
		Skills: p.skills, Role: p.role, Team: p.team, Location: p.location, Market: p.market, Teams: p.teams, Locations: 2, Markets: 2,
		Leaves: p.leaves, Within: p.within, MarketOf: p.marketOf,
		Levels: rows(p.level), Interests: rows(p.interest), Wishes: rows(p.wish), Requirements: rows(p.needs), Covers: p.covers,
	}
}

func draw(t *rapid.T) plain {
	p := plain{skills: rapid.IntRange(1, 6).Draw(t, "skills"), teams: rapid.IntRange(1, 5).Draw(t, "teams")}
	table := func(n, columns int, most uint8, name string) [][]uint8 {
		out := make([][]uint8, n)
		for i := range out {
			out[i] = rapid.SliceOfN(rapid.Uint8Range(0, most), columns, columns).Draw(t, name)
		}
		return out
	}
	people := rapid.IntRange(0, 9).Draw(t, "people")
	p.level, p.interest, p.needs = table(people, p.skills, 4, "level"), table(people, p.skills, 3, "interest"), table(rapid.IntRange(0, 4).Draw(t, "roles"), p.skills, 4, "needs")
	some := func(n, of int, name string) []int32 {
		return rapid.SliceOfN(rapid.Int32Range(-1, int32(of-1)), n, n).Draw(t, name)
	}
	p.role, p.team, p.location, p.market = some(people, len(p.needs), "role"), some(people, p.teams, "team"), some(people, 2, "location"), some(people, 2, "market")
	if rapid.Bool().Draw(t, "known more") {
		p.wish, p.marketOf, p.within = table(people, 2, 3, "wish"), some(2, 2, "market of"), p.tree(t)
		p.leaves = rapid.SliceOfN(rapid.Int32Range(0, 3), people, people).Draw(t, "leaves")
	}
	for range rapid.IntRange(0, 6).Draw(t, "covers") {
		p.covers = append(p.covers, p.cover(t))
	}
	return p
}

// tree puts each team within one that comes before it in a random order, or within none.
func (p plain) tree(t *rapid.T) []int32 {
	order := make([]int32, p.teams)
	for i := range order {
		order[i] = int32(i)
	}
	order = rapid.Permutation(order).Draw(t, "order of teams")
	out := make([]int32, p.teams)
	for i, team := range order {
		if up := rapid.IntRange(-1, i-1).Draw(t, "within"); up < 0 {
			out[team] = gap.None
		} else {
			out[team] = order[up]
		}
	}
	return out
}

func (p plain) cover(t *rapid.T) gap.Cover {
	c := gap.Cover{By: gap.By(rapid.IntRange(0, 3).Draw(t, "by")), Skill: rapid.Int32Range(0, int32(p.skills-1)).Draw(t, "skill")}
	c.Level, c.Count, c.Due = rapid.Uint8Range(1, 4).Draw(t, "cover level"), rapid.Int32Range(1, 3).Draw(t, "count"), rapid.Int32Range(0, 3).Draw(t, "due")
	c.Group = rapid.Int32Range(0, int32([]int{1, p.teams, 2, 2}[c.By]-1)).Draw(t, "group")
	return c
}

// counts reports whether an employee is one of the people of a cover on its day.
func (p plain) counts(c gap.Cover, e int) bool {
	if c.Due > 0 && p.leaves != nil && p.leaves[e] > 0 && p.leaves[e] <= c.Due {
		return false
	}
	return p.inside(c.By, c.Group, p.in(c.By, e))
}

// inside reports whether a group is outer, or a team that is part of it.
func (p plain) inside(by gap.By, outer, g int32) bool {
	for g != gap.None && g != outer && by == gap.Team && p.within != nil {
		g = p.within[g]
	}
	return g == outer
}

func (p plain) in(by gap.By, e int) int32 {
	return map[gap.By][]int32{gap.Company: make([]int32, len(p.role)), gap.Team: p.team, gap.Location: p.location, gap.Market: p.market}[by][e]
}

// need is what an employee's role level requires of a skill.
func (p plain) need(e, s int) int {
	if p.role[e] < 0 {
		return 0
	}
	return int(p.needs[p.role[e]][s])
}

// count is how many employees hold.
func (p plain) count(holds func(e int) bool) (n int32) {
	for e := range p.role {
		if holds(e) {
			n++
		}
	}
	return n
}

// cell counts one skill of one group by its definition.
func (p plain) cell(by gap.By, g int32, s int) gap.Cell {
	here := func(e int) bool { return p.in(by, e) == g }
	has := func(e int) int { return int(p.level[e][s]) }
	asks := func(e int) bool { return here(e) && p.need(e, s) > 0 }
	c := gap.Cell{
		Skill:    int32(s),
		Required: p.count(asks),
		Met:      p.count(func(e int) bool { return asks(e) && has(e) >= p.need(e, s) }),
		Near:     p.count(func(e int) bool { return asks(e) && has(e) == p.need(e, s)-1 }),
		Able:     p.count(func(e int) bool { return here(e) && has(e) >= 3 }),
		Spare:    p.count(func(e int) bool { return here(e) && has(e) >= 3 && p.need(e, s) == 0 }),
		Next:     p.count(func(e int) bool { return here(e) && has(e) == 2 }),
		Only:     gap.None,
	}
	for e := range p.role {
		if asks(e) {
			c.Missing += int32(max(0, p.need(e, s)-has(e)))
			c.Surplus += int32(max(0, has(e)-p.need(e, s)))
			c.Highest = max(c.Highest, uint8(p.need(e, s)))
		}
		if here(e) && has(e) >= 3 && c.Able == 1 {
			c.Only = int32(e)
		}
	}
	return c
}

func TestEveryCellIsWhatCountingItAloneFinds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		in := p.input()
		if err := in.Check(); err != nil {
			t.Fatal(err)
		}
		for by, groups := range []int{1, p.teams, 2, 2} {
			table := in.Gaps(gap.By(by))
			if table.Groups() != groups {
				t.Fatalf("%d groups by %d, want %d", table.Groups(), by, groups)
			}
			var single, bare []string
			lack := int32(0)
			for g := range int32(groups) {
				if want := p.count(func(e int) bool { return p.in(gap.By(by), e) == g }); table.People[g] != want {
					t.Fatalf("group %d of %d has %d people, want %d", g, by, table.People[g], want)
				}
				var want []gap.Cell
				for s := range p.skills {
					c := p.cell(gap.By(by), g, s)
					if c.Required == 0 {
						continue
					}
					want = append(want, c)
					lack += c.Missing
					if c.Able == 1 && c.Highest >= 2 {
						single = append(single, fmt.Sprint(g, s))
					}
					if c.Able == 0 && c.Highest >= 2 {
						bare = append(bare, fmt.Sprint(g, s))
					}
				}
				if got := table.Row(g); !slices.Equal(got, want) {
					t.Fatalf("group %d by %d:\n%+v, want\n%+v", g, by, got, want)
				}
			}
			sameSet(t, "single points", table.SinglePoints(2), single)
			sameSet(t, "uncovered", table.Uncovered(2), bare)
			inOrder(t, table, lack)
		}
	})
}

func sameSet(t *rapid.T, what string, got []gap.Place, want []string) {
	var have []string
	for i, c := range got {
		have = append(have, fmt.Sprint(c.Group, c.Skill))
		if i > 0 && c.Highest > got[i-1].Highest {
			t.Fatalf("%s: %+v after %+v", what, c, got[i-1])
		}
	}
	slices.Sort(have)
	slices.Sort(want)
	if !slices.Equal(have, want) {
		t.Fatalf("%s: %v, want %v", what, have, want)
	}
}

// inOrder wants every missing level in the worst cells, and none before a worse one.
func inOrder(t *rapid.T, table *gap.Table, lack int32) {
	got := table.Worst()
	for i, c := range got {
		lack -= c.Missing
		if c.Missing == 0 || i > 0 && c.Missing > got[i-1].Missing {
			t.Fatalf("cell %d is out of order: %+v", i, got)
		}
	}
	if lack != 0 {
		t.Fatalf("%d missing levels are in no cell", lack)
	}
}

func TestDistancesAreTheSumOfWhatIsMissing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		in := p.input()
		for r := range p.needs {
			ranked := gap.RankEmployees(in.Levels, in.Requirements.Row(int32(r)))
			if len(ranked) != len(p.role) {
				t.Fatal(len(ranked))
			}
			for i, e := range ranked {
				want := p.distance(p.level[e.Of], p.needs[r])
				if e.Distance != want || i > 0 && (e.Missing < ranked[i-1].Missing || e.Missing == ranked[i-1].Missing && e.Short < ranked[i-1].Short) {
					t.Fatalf("role level %d: %+v, want %+v", r, e, want)
				}
				p.compares(t, in.Levels.Row(e.Of), in.Requirements.Row(int32(r)), p.level[e.Of], p.needs[r])
			}
		}
		for e := range p.role {
			seen := map[int32]bool{}
			some := rapid.Permutation(numbers(len(p.needs))).Draw(t, "ways")
			cut := rapid.IntRange(0, len(some)).Draw(t, "steps")
			ways := gap.Ways{Steps: some[:cut:cut], Below: some[cut:][:rapid.IntRange(0, len(some)-cut).Draw(t, "below")]}
			all := rapid.Bool().Draw(t, "all")
			ranked := gap.RankRoles(in.Levels.Row(int32(e)), in.Requirements, ways, all)
			for i, r := range ranked {
				seen[r.Of] = true
				if want := p.distance(p.level[e], p.needs[r.Of]); r.Distance != want || i > 0 && !p.ranks(ways, ranked[i-1], r) {
					t.Fatalf("employee %d: %+v, want %+v and after %+v with %+v", e, r, want, ranked[max(0, i-1)], ways)
				}
			}
			for r, needs := range p.needs {
				asks := slices.ContainsFunc(needs, func(l uint8) bool { return l > 0 })
				d := p.distance(p.level[e], needs)
				near := slices.Contains(ways.Steps, int32(r)) || 100*(d.Levels-d.Missing) >= d.Levels && !slices.Contains(ways.Below, int32(r))
				if seen[int32(r)] != (asks && (all || near)) {
					t.Fatalf("role level %d is ranked: %v", r, seen)
				}
			}
		}
	})
}

// ranks says whether a role level comes before another for somebody, by the rule in words.
func (p plain) ranks(ways gap.Ways, a, b gap.Ranked) bool {
	ia, ib := slices.Index(ways.Steps, a.Of), slices.Index(ways.Steps, b.Of)
	share := func(r gap.Ranked) float64 { return 1 - float64(r.Missing)/float64(r.Levels) }
	switch {
	case ia >= 0 || ib >= 0:
		return ia >= 0 && (ib < 0 || ia < ib)
	case math.Abs(share(a)-share(b)) > 1e-9:
		return share(a) > share(b)
	case a.Missing != b.Missing:
		return a.Missing < b.Missing
	case a.Levels != b.Levels:
		return a.Levels > b.Levels
	}
	return a.Of < b.Of
}

func numbers(n int) []int32 {
	out := make([]int32, n)
	for i := range out {
		out[i] = int32(i)
	}
	return out
}

func (p plain) distance(has, needs []uint8) (d gap.Distance) {
	for s := range needs {
		lacks := max(0, int(needs[s])-int(has[s]))
		d.Missing += int32(lacks)
		d.Levels += int32(needs[s])
		if needs[s] > 0 {
			d.Skills++
		}
		if lacks > 0 {
			d.Short++
		}
		if lacks == 1 {
			d.Near++
		}
	}
	return d
}

// compares wants every skill in the lists where it belongs, and in no other.
func (p plain) compares(t *rapid.T, has, needs gap.Row, level, need []uint8) {
	gaps, met, surplus := gap.Compare(has, needs)
	in := func(list []gap.Item, s int) bool { return slices.Contains(list, gap.Item{int32(s), level[s], need[s]}) }
	n := 0
	for s := range level {
		short, there, more := level[s] < need[s], need[s] > 0 && level[s] >= need[s], level[s] > need[s]
		if in(gaps, s) != short || in(met, s) != there || in(surplus, s) != more {
			t.Fatalf("skill %d, %d of %d: %v %v %v", s, level[s], need[s], gaps, met, surplus)
		}
		for _, b := range []bool{short, there, more} {
			if b {
				n++
			}
		}
	}
	if n != len(gaps)+len(met)+len(surplus) {
		t.Fatalf("%v %v %v", gaps, met, surplus)
	}
}

func TestTalentsAreWhatTheOwnRoleDoesNotAskFor(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		level, interest := rapid.Uint8Range(0, 4).Draw(t, "from level"), rapid.Uint8Range(0, 3).Draw(t, "from interest")
		var want []gap.Talent
		for e := range p.role {
			for s := range p.skills {
				l, w := p.level[e][s], p.interest[e][s]
				if p.need(e, s) == 0 && (level > 0 && l >= level || interest > 0 && w >= interest) {
					want = append(want, gap.Talent{int32(e), int32(s), l, w, p.cell(gap.Company, 0, s).Missing})
				}
			}
		}
		slices.SortStableFunc(want, func(a, b gap.Talent) int {
			if d := int(b.Missing) - int(a.Missing); d != 0 {
				return d
			}
			if d := int(b.Level) - int(a.Level); d != 0 {
				return d
			}
			return int(b.Interest) - int(a.Interest)
		})
		if got := p.input().Talents(level, interest); !slices.Equal(got, want) {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

// gone is the company after an employee has left it, the seat still to be filled.
func (p plain) gone(e int) plain {
	p.level = slices.Clone(p.level)
	p.level[e] = make([]uint8, p.skills)
	return p
}

func TestLeavingBreaksWhatACountAfterwardsLacks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		if len(p.role) == 0 {
			t.Skip("nobody")
		}
		in, e := p.input(), rapid.IntRange(0, len(p.role)-1).Draw(t, "who")
		got, after := in.Without(int32(e), gap.Company, gap.Team), p.gone(e)
		want := map[string]int32{}
		for _, by := range []gap.By{gap.Company, gap.Team} {
			g := p.in(by, e)
			for s := range p.skills {
				if before, then := p.cell(by, g, s), after.cell(by, g, s); g != gap.None && before.Required > 0 && before.Able != then.Able && then.Able < 2 {
					want[fmt.Sprint(by, g, s, then.Able, then.Only, then.Next, before.Highest, before.Required, p.level[e][s])] = 1
				}
			}
		}
		for i, l := range got.Losses {
			if want[fmt.Sprint(l.By, l.Group, l.Skill, l.Left, l.Only, l.Next, l.Highest, l.Required, l.Level)]--; i > 0 && l.Left < got.Losses[i-1].Left {
				t.Fatalf("out of order: %+v", got.Losses)
			}
		}
		for k, n := range want {
			if n != 0 {
				t.Fatalf("%s: %d of %+v", k, n, got.Losses)
			}
		}
		now, then := in.CheckCovers(), after.input().CheckCovers()
		var broken, worse []gap.CoverState
		for i := range p.covers {
			switch {
			case now[i].Holds() && !then[i].Holds():
				broken = append(broken, then[i])
			case then[i].Missing() > now[i].Missing():
				worse = append(worse, then[i])
			}
		}
		if !slices.Equal(got.Broken, broken) || !slices.Equal(got.Worse, worse) {
			t.Fatalf("%+v and %+v, want %+v and %+v", got.Broken, got.Worse, broken, worse)
		}
	})
}

func TestWhatBreaksWithoutEachAndWhoCouldLearnAreCountedAnew(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		in := p.input()
		by := []gap.By{gap.Company, gap.Team, gap.Location, gap.Market}
		for range rapid.IntRange(0, 6).Draw(t, "covers") {
			c := gap.Cover{
				By: rapid.SampledFrom(by).Draw(t, "by"), Skill: rapid.Int32Range(0, int32(p.skills)-1).Draw(t, "skill"),
				Level: uint8(rapid.IntRange(1, 4).Draw(t, "level")), Count: rapid.Int32Range(1, 3).Draw(t, "count"),
			}
			groups := map[gap.By]int{gap.Company: 1, gap.Team: in.Teams, gap.Location: in.Locations, gap.Market: in.Markets}[c.By]
			if groups == 0 {
				continue
			}
			c.Group = rapid.Int32Range(0, int32(groups)-1).Draw(t, "group")
			in.Covers = append(in.Covers, c)
			inside := map[int32]bool{}
			for _, s := range in.Learners(c) {
				inside[s.Employee] = true
			}
			for e := range p.role {
				// who is in the group is who one cover of level 1 counts once they are at 4
				alone := *in
				alone.Levels, alone.Covers = one(len(p.role), e, c.Skill), []gap.Cover{{By: c.By, Group: c.Group, Skill: c.Skill, Level: 1, Count: 1}}
				if want := alone.CheckCovers()[0].Have == 1 && p.level[e][c.Skill] < c.Level; inside[int32(e)] != want {
					t.Fatalf("employee %d of %+v: learns %v, want %v", e, c, inside[int32(e)], want)
				}
			}
		}
		for e, n := range in.Breaking() {
			if broken := in.Without(int32(e)).Broken; len(broken) != int(n) {
				t.Fatalf("employee %d breaks %d covers, want %v", e, n, broken)
			}
		}
	})
}

// one is the levels of a company in which one employee alone has a skill.
func one(employees, e int, skill int32) gap.Rows {
	r := gap.Rows{From: make([]int32, employees+1), Skill: []int32{skill}, Level: []uint8{4}}
	for i := e + 1; i <= employees; i++ {
		r.From[i] = 1
	}
	return r
}
