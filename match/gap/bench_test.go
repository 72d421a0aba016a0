package gap_test

import (
	"math/rand/v2"
	"testing"

	"understudy/match/gap"
)

// large is a company of 100,000 employees with 30 levels each, 3 million in all, of 500
// skills; 400 role levels with 10 requirements each; 8,000 teams in a tree, 30 markets,
// and 25,000 covers, a thousand of them of a market or of the company.
func large() *gap.Input {
	const people, skills, each, roles, needs = 100_000, 500, 30, 400, 10
	r := rand.New(rand.NewPCG(1, 2))
	spread := func(rows, each int) gap.Rows {
		out := gap.Rows{From: []int32{0}}
		for range rows {
			step := int32(skills / each)
			for k := range int32(each) { // one skill out of each stretch, so that they ascend
				out.Skill, out.Level = append(out.Skill, k*step+r.Int32N(step)), append(out.Level, uint8(1+r.IntN(4)))
			}
			out.From = append(out.From, int32(len(out.Skill)))
		}
		return out
	}
	among := func(n int32) []int32 {
		out := make([]int32, people)
		for i := range out {
			out[i] = r.Int32N(n)
		}
		return out
	}
	within := make([]int32, 8000)
	var covers []gap.Cover
	for team := range within {
		within[team] = int32((team+7)/8 - 1) // eight to a team, up to one that holds all
		for range 3 {
			covers = append(covers, gap.Cover{By: gap.Team, Group: int32(team), Skill: r.Int32N(skills), Level: 3, Count: 1 + r.Int32N(3)})
		}
	}
	for i := range int32(500) {
		covers = append(covers,
			gap.Cover{By: gap.Market, Group: i % 30, Skill: r.Int32N(skills), Level: 3, Count: 50, Due: 9},
			gap.Cover{By: gap.Company, Skill: r.Int32N(skills), Level: 4, Count: 900})
	}
	return &gap.Input{
		Within: within, Covers: covers,
		Skills: skills, Role: among(roles), Team: among(8000), Location: among(60), Market: among(30), Teams: 8000, Locations: 60, Markets: 30,
		Levels: spread(people, each), Interests: spread(people, 2), Requirements: spread(roles, needs),
	}
}

func BenchmarkCompany(b *testing.B) {
	in := large()
	if err := in.Check(); err != nil {
		b.Fatal(err)
	}
	for name, run := range map[string]func(){
		"check":               func() { _ = in.Check() },
		"gaps by team":        func() { in.Gaps(gap.Team) },
		"gaps by market":      func() { in.Gaps(gap.Market) },
		"single points":       func() { in.SinglePoints(in.Gaps(gap.Team), gap.Alone) },
		"covers":              func() { in.CheckCovers() },
		"sources":             func() { in.Sources(in.Covers[7]) },
		"who of a cell":       func() { in.Who(gap.Company, 0, 7) },
		"talents":             func() { in.Talents(gap.Alone, 3) },
		"everybody to a role": func() { gap.RankEmployees(in.Levels, in.Requirements.Row(7)) },
		"one to every role":   func() { gap.RankRoles(in.Levels.Row(7), in.Requirements, gap.Ways{}, false) },
		"one leaves":          func() { in.Without(7, gap.Company, gap.Team) },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				run()
			}
		})
	}
}
