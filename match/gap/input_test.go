package gap_test

import (
	"slices"
	"testing"

	"understudy/match/gap"
)

func TestWhatIsNoCompanyIsRefused(t *testing.T) {
	sound := func() *gap.Input {
		return plain{
			skills: 2, teams: 1, level: [][]uint8{{1, 3}}, interest: [][]uint8{{0, 2}}, needs: [][]uint8{{2, 0}},
			role: []int32{0}, team: []int32{0}, location: []int32{-1}, market: []int32{-1}, covers: []gap.Cover{{By: gap.Team, Skill: 1, Level: 3, Count: 1}},
			within: []int32{-1}, marketOf: []int32{-1, 0}, wish: [][]uint8{{0, 3}}, leaves: []int32{4},
		}.input()
	}
	if err := sound().Check(); err != nil {
		t.Fatal(err)
	}
	for name, spoil := range map[string]func(*gap.Input){
		"a role level too many":      func(in *gap.Input) { in.Role[0] = 1 },
		"a group below none":         func(in *gap.Input) { in.Team[0] = -2 },
		"a missing column":           func(in *gap.Input) { in.Market = nil },
		"levels of somebody else":    func(in *gap.Input) { in.Levels.From = append(in.Levels.From, 2) },
		"no levels at all":           func(in *gap.Input) { in.Levels = gap.Rows{} },
		"a skill too many":           func(in *gap.Input) { in.Skills = 1 },
		"a level of 0":               func(in *gap.Input) { in.Levels.Level[0] = 0 },
		"a level of 5":               func(in *gap.Input) { in.Requirements.Level[0] = 5 },
		"skills out of order":        func(in *gap.Input) { slices.Reverse(in.Levels.Skill) },
		"rows that do not fill":      func(in *gap.Input) { in.Interests.Level = nil },
		"a row that ends too far on": func(in *gap.Input) { in.Levels.From = []int32{0, 7} },
		"a cover of nobody":          func(in *gap.Input) { in.Covers[0].Count = 0 },
		"a cover of no team":         func(in *gap.Input) { in.Covers[0].Group = 1 },
		"a cover of no level":        func(in *gap.Input) { in.Covers[0].Level = 0 },
		"interests of too many":      func(in *gap.Input) { in.Interests.From = append(in.Interests.From, 1) },
		"a team within itself":       func(in *gap.Input) { in.Within[0] = 0 },
		"a team within no team":      func(in *gap.Input) { in.Within[0] = 1 },
		"teams too many above":       func(in *gap.Input) { in.Within = []int32{-1, 0} },
		"a location in no market":    func(in *gap.Input) { in.MarketOf[0] = 2 },
		"markets of too few":         func(in *gap.Input) { in.MarketOf = in.MarketOf[:1] },
		"a wish for no market":       func(in *gap.Input) { in.Wishes.Skill[0] = 2 },
		"leavers too many":           func(in *gap.Input) { in.Leaves = []int32{0, 0} },
		"a cover of no kind":         func(in *gap.Input) { in.Covers[0].By = 4 },
	} {
		in := sound()
		if spoil(in); in.Check() == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

func TestReadyIsFullOnlyForWhoLacksNothing(t *testing.T) {
	for _, c := range []struct {
		d    gap.Distance
		want int
	}{
		{gap.Distance{}, 0},
		{gap.Distance{Levels: 300, Missing: 1, Skills: 100}, 99},
		{gap.Distance{Levels: 300, Skills: 100}, 100},
		{gap.Distance{Levels: 8, Missing: 8, Skills: 2}, 0},
	} {
		if got := c.d.Ready(); got != c.want {
			t.Errorf("%+v is ready by %d %%, want %d", c.d, got, c.want)
		}
	}
}
