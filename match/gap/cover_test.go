package gap_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"understudy/match/gap"
)

// state counts the people of a cover one by one.
func (p plain) state(c gap.Cover) gap.CoverState {
	s := gap.CoverState{Cover: c, Only: gap.None}
	for e := range p.role {
		if !p.counts(c, e) {
			continue
		}
		switch level := p.level[e][c.Skill]; {
		case level >= c.Level:
			s.Have++
			s.Only = int32(e)
		case level > 0 && level == c.Level-1:
			s.Near++
		}
	}
	if s.Have != 1 {
		s.Only = gap.None
	}
	return s
}

func TestACoverCountsEverybodyWithinItsGroupWhoIsThereOnItsDay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		in := p.input()
		if err := in.Check(); err != nil {
			t.Fatal(err)
		}
		for i, got := range in.CheckCovers() {
			want := p.state(p.covers[i])
			want.Number = int32(i)
			if got != want {
				t.Fatalf("%+v, want %+v", got, want)
			}
			if got.Holds() != (got.Missing() == 0) || got.Surplus() > 0 && got.Missing() > 0 || got.Have-got.Surplus()+got.Missing() != got.Count {
				t.Fatalf("%+v lacks %d and has %d too many", got, got.Missing(), got.Surplus())
			}
		}
	})
}

// Known answers: a leaver on the day does not count and one on the next day does; people
// of teams within count; one level short is near, and no level is not.
func TestWhoCountsForACover(t *testing.T) {
	p := plain{
		skills: 1, teams: 3, within: []int32{-1, 0, 1}, needs: nil,
		level:    [][]uint8{{3}, {3}, {4}, {2}, {0}},
		interest: [][]uint8{{0}, {0}, {0}, {0}, {0}},
		role:     []int32{-1, -1, -1, -1, -1}, team: []int32{0, 1, 2, 2, 2}, location: []int32{0, 0, 1, 1, -1}, market: []int32{0, 0, 1, 1, -1},
		leaves: []int32{0, 100, 101, 0, 0},
	}
	for _, c := range []struct {
		gap.Cover
		have, near int32
	}{
		{gap.Cover{By: gap.Team, Group: 0, Level: 3, Count: 1}, 3, 1},
		{gap.Cover{By: gap.Team, Group: 1, Level: 3, Count: 1}, 2, 1},
		{gap.Cover{By: gap.Team, Group: 2, Level: 3, Count: 1}, 1, 1},
		{gap.Cover{By: gap.Team, Group: 0, Level: 3, Count: 1, Due: 99}, 3, 1},
		{gap.Cover{By: gap.Team, Group: 0, Level: 3, Count: 1, Due: 100}, 2, 1},
		{gap.Cover{By: gap.Team, Group: 0, Level: 3, Count: 1, Due: 101}, 1, 1},
		{gap.Cover{By: gap.Location, Group: 1, Level: 2, Count: 1}, 2, 0},
		{gap.Cover{By: gap.Market, Group: 0, Level: 4, Count: 1}, 0, 2},
		{gap.Cover{By: gap.Company, Level: 1, Count: 1}, 4, 0},
	} {
		p.covers = []gap.Cover{c.Cover}
		if got := p.input().CheckCovers()[0]; got.Have != c.have || got.Near != c.near {
			t.Errorf("%+v: %d have it and %d are near, want %d and %d", c.Cover, got.Have, got.Near, c.have, c.near)
		}
	}
}

// moved is the company after an employee has gone to the group of a cover: to its team,
// location or market, with that of a location, and out of every other group.
func (p plain) moved(e int, c gap.Cover) plain {
	p.team, p.location, p.market = slices.Clone(p.team), slices.Clone(p.location), slices.Clone(p.market)
	p.team[e], p.location[e], p.market[e] = gap.None, gap.None, gap.None
	switch c.By {
	case gap.Team:
		p.team[e] = c.Group
	case gap.Location:
		p.location[e] = c.Group
		if p.marketOf != nil {
			p.market[e] = p.marketOf[c.Group]
		}
	case gap.Market:
		p.market[e] = c.Group
	}
	return p
}

// source is what there is to say of one employee for a gap.
func (p plain) source(c gap.Cover, e int) gap.Source {
	s := gap.Source{Employee: int32(e), Level: p.level[e][c.Skill], Interest: p.interest[e][c.Skill], Here: p.inside(c.By, c.Group, p.in(c.By, e))}
	market := gap.None
	if c.By == gap.Market {
		market = c.Group
	} else if c.By == gap.Location && p.marketOf != nil {
		market = p.marketOf[c.Group]
	}
	if market != gap.None && p.wish != nil {
		s.Wish = p.wish[e][market]
	}
	if s.Here {
		return s
	}
	then := p.moved(e, c)
	for _, o := range p.covers {
		if o.Skill == c.Skill && p.state(o).Holds() && !then.state(o).Holds() {
			s.Breaks++
		}
	}
	return s
}

func TestSourcesAreEverybodyWhoCouldCloseTheGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		c := p.cover(t)
		var want gap.Sources
		for e := range p.role {
			if c.Due > 0 && p.leaves != nil && p.leaves[e] > 0 && p.leaves[e] <= c.Due {
				continue
			}
			s := p.source(c, e)
			if s.Level >= c.Level {
				want.Hold = append(want.Hold, s)
			}
			if s.Level == 4 {
				want.Teach = append(want.Teach, s)
			}
			if s.Level == 3 {
				want.Alone = append(want.Alone, s)
			}
			if s.Level > 0 && s.Level == c.Level-1 {
				want.Near = append(want.Near, s)
			}
			if s.Level < c.Level && s.Interest > 0 {
				want.Keen = append(want.Keen, s)
			}
		}
		got := p.input().Sources(c)
		first := func(b bool) int { return map[bool]int{true: 0, false: 1}[b] }
		hold := func(s gap.Source) []int {
			return []int{first(s.Here), -int(s.Wish), int(s.Breaks), -int(s.Interest), int(s.Level), int(s.Employee)}
		}
		rest := func(s gap.Source) []int {
			return []int{first(s.Here), -int(s.Interest), -int(s.Level), -int(s.Wish), int(s.Employee)}
		}
		sameSources(t, "hold", got.Hold, want.Hold, hold)
		sameSources(t, "teach", got.Teach, want.Teach, rest)
		sameSources(t, "alone", got.Alone, want.Alone, rest)
		sameSources(t, "near", got.Near, want.Near, rest)
		sameSources(t, "keen", got.Keen, want.Keen, rest)
	})
}

func sameSources(t *rapid.T, what string, got, want []gap.Source, by func(gap.Source) []int) {
	slices.SortFunc(want, func(a, b gap.Source) int { return slices.Compare(by(a), by(b)) })
	if !slices.Equal(got, want) {
		t.Fatalf("who can %s: %+v, want %+v", what, got, want)
	}
}

func TestTheCountsOfACellAreItsPeople(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		in := p.input()
		by, s := gap.By(rapid.IntRange(0, 3).Draw(t, "by")), rapid.IntRange(0, p.skills-1).Draw(t, "skill")
		g := rapid.Int32Range(0, int32([]int{1, p.teams, 2, 2}[by]-1)).Draw(t, "group")
		want := p.cell(by, g, s)
		got := gap.Cell{Skill: int32(s), Only: gap.None, Surplus: want.Surplus}
		seen := map[int32]bool{}
		last := gap.Person{Needs: 4}
		for i, who := range in.Who(by, g, int32(s)) {
			if seen[who.Employee] || p.in(by, int(who.Employee)) != g || who.Has != p.level[who.Employee][s] || int(who.Needs) != p.need(int(who.Employee), s) || who.Interest != p.interest[who.Employee][s] {
				t.Fatalf("%+v is not of the cell", who)
			}
			if i > 0 && who.Lacks() > last.Lacks() {
				t.Fatalf("%+v after %+v", who, last)
			}
			seen[who.Employee], last = true, who
			got.Missing += int32(who.Lacks())
			for _, n := range []struct {
				of   *int32
				when bool
			}{
				{&got.Required, who.Needs > 0},
				{&got.Met, who.Needs > 0 && who.Lacks() == 0},
				{&got.Near, who.Lacks() == 1},
				{&got.Able, who.Has >= gap.Alone},
				{&got.Spare, who.Has >= gap.Alone && who.Needs == 0},
				{&got.Next, who.Has == gap.Alone-1},
			} {
				if n.when {
					*n.of++
				}
			}
			got.Highest = max(got.Highest, who.Needs)
			if who.Has >= gap.Alone {
				got.Only = who.Employee
			}
		}
		if got.Able != 1 {
			got.Only = gap.None
		}
		if got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

func TestAmongSomeRoleLevelsOnlyTheirPeopleNeedAnything(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		keep := rapid.SliceOfN(rapid.Bool(), len(p.needs), len(p.needs)).Draw(t, "keep")
		some := p
		some.role = slices.Clone(p.role)
		for e, r := range p.role {
			if r != gap.None && !keep[r] {
				some.role[e] = gap.None
			}
		}
		in := p.input()
		got, want := in.Among(func(r int32) bool { return keep[r] }).Gaps(gap.Team), some.input().Gaps(gap.Team)
		if fmt.Sprint(got) != fmt.Sprint(want) || !slices.Equal(in.Role, p.role) {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}

// Small groups of a larger company are counted in another way than large ones: by their
// people, and not by everybody with the skill.
func TestSmallAndLargeGroupsAreCountedAlike(t *testing.T) {
	const people, teams, skills = 400, 60, 4
	r := rand.New(rand.NewPCG(5, 14))
	p := plain{skills: skills, teams: teams, within: make([]int32, teams), marketOf: []int32{0, 1}}
	for team := range p.within {
		p.within[team] = int32((team+3)/4 - 1)
	}
	for range people {
		row := make([]uint8, skills)
		for s := range row {
			row[s] = uint8(r.IntN(5))
		}
		p.level, p.interest = append(p.level, row), append(p.interest, make([]uint8, skills))
		p.role, p.leaves = append(p.role, gap.None), append(p.leaves, r.Int32N(4))
		p.team, p.location, p.market = append(p.team, r.Int32N(teams+1)-1), append(p.location, r.Int32N(2)), append(p.market, r.Int32N(2))
	}
	for team := range int32(teams) {
		for s := range int32(skills) {
			p.covers = append(p.covers, gap.Cover{By: gap.Team, Group: team, Skill: s, Level: uint8(1 + r.IntN(4)), Count: 1 + r.Int32N(3), Due: r.Int32N(4)})
		}
	}
	in := p.input()
	if err := in.Check(); err != nil {
		t.Fatal(err)
	}
	states := in.CheckCovers()
	for i, got := range states {
		want := p.state(p.covers[i])
		if want.Number = int32(i); got != want {
			t.Fatalf("%+v, want %+v", got, want)
		}
	}
	for e := int32(0); e < people; e += 40 {
		then := p.gone(int(e))
		var broken []int32
		for i, c := range p.covers {
			if states[i].Holds() && !then.state(c).Holds() {
				broken = append(broken, int32(i))
			}
		}
		var got []int32
		for _, b := range in.Without(e).Broken {
			got = append(got, b.Number)
		}
		if !slices.Equal(got, broken) {
			t.Fatalf("without %d %v break, want %v", e, got, broken)
		}
	}
}

// Known answers: going into a team breaks no cover of a team that holds it, nor one of
// the company; whoever is there goes nowhere; and who has left by a cover's day was not
// holding it.
func TestWhatSomebodyBreaksByGoing(t *testing.T) {
	const ada, bo, cleo = 0, 1, 2
	p := plain{
		skills: 1, teams: 4, within: []int32{-1, 0, 1, 0}, // 0 holds 1, which holds 2; and 3
		level: [][]uint8{{4}, {3}, {3}}, interest: [][]uint8{{0}, {0}, {0}},
		role: []int32{-1, -1, -1}, team: []int32{0, 3, 2}, location: []int32{0, 1, 1}, market: []int32{0, 1, 1}, marketOf: []int32{0, 1},
		leaves: []int32{0, 50, 0},
	}
	to := gap.Cover{By: gap.Team, Group: 2, Level: 3}
	for name, c := range map[string]struct {
		cover gap.Cover
		want  [3]int32
	}{
		"a team that holds it":        {gap.Cover{By: gap.Team, Group: 0, Level: 4, Count: 1}, [3]int32{}},
		"the team within it":          {gap.Cover{By: gap.Team, Group: 1, Level: 3, Count: 1}, [3]int32{}},
		"the team beside it":          {gap.Cover{By: gap.Team, Group: 3, Level: 3, Count: 1}, [3]int32{bo: 1}},
		"that on the day before":      {gap.Cover{By: gap.Team, Group: 3, Level: 3, Count: 1, Due: 49}, [3]int32{bo: 1}},
		"that on the day of leaving":  {gap.Cover{By: gap.Team, Group: 3, Level: 3, Count: 1, Due: 50}, [3]int32{}},
		"the location":                {gap.Cover{By: gap.Location, Group: 0, Level: 3, Count: 1}, [3]int32{ada: 1}},
		"a location of two on a day":  {gap.Cover{By: gap.Location, Group: 1, Level: 3, Count: 1, Due: 50}, [3]int32{}},
		"the market, and it suffices": {gap.Cover{By: gap.Market, Group: 1, Level: 3, Count: 1}, [3]int32{}},
		"the market, and it does not": {gap.Cover{By: gap.Market, Group: 1, Level: 3, Count: 3}, [3]int32{}},
		"the market, just":            {gap.Cover{By: gap.Market, Group: 1, Level: 3, Count: 2}, [3]int32{bo: 1}},
		"the company":                 {gap.Cover{By: gap.Company, Level: 3, Count: 3}, [3]int32{}},
	} {
		p.covers = []gap.Cover{c.cover}
		var got [3]int32
		for _, s := range p.input().Sources(to).Hold {
			if s.Here != (s.Employee == cleo) {
				t.Errorf("%s: %+v", name, s)
			}
			got[s.Employee] = s.Breaks
		}
		if got != c.want {
			t.Errorf("%s: %v, want %v", name, got, c.want)
		}
	}
	p.covers = []gap.Cover{{By: gap.Team, Group: 1, Level: 3, Count: 1}} // of cleo's team and the one above, beside which 3 is
	for _, s := range p.input().Sources(gap.Cover{By: gap.Team, Group: 3, Level: 3}).Hold {
		if s.Employee == cleo && s.Breaks != 1 {
			t.Errorf("to the team beside: %+v", s)
		}
	}
	p.covers = []gap.Cover{{By: gap.Market, Group: 0, Level: 3, Count: 1}}
	for location, want := range []int32{0, 1} {
		for _, s := range p.input().Sources(gap.Cover{By: gap.Location, Group: int32(location), Level: 4}).Hold {
			if s.Breaks != want {
				t.Errorf("to location %d: %+v", location, s)
			}
		}
	}
}
