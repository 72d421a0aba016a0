package gap_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"understudy/match/gap"
)

// whole is the cell of a cover's people: of a team with the teams within it, leavers of
// any day included.
func (p plain) whole(by gap.By, g int32, s int) gap.Cell {
	flat := p
	if by == gap.Team {
		flat.team = slices.Clone(p.team)
		for e, own := range p.team {
			if p.inside(by, g, own) {
				flat.team[e] = g
			} else {
				flat.team[e] = gap.None
			}
		}
	}
	return flat.cell(by, g, s)
}

func TestSinglePointsAreWhatRolesOrCoversNeedAndOnePersonCanDo(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(t)
		in := p.input()
		by, need := gap.By(rapid.IntRange(0, 3).Draw(t, "by")), rapid.Uint8Range(1, 4).Draw(t, "need")
		var want []gap.Single
		for g := range int32([]int{1, p.teams, 2, 2}[by]) {
			for s := range p.skills {
				asked := uint8(0)
				for _, c := range p.covers {
					if c.By == by && c.Group == g && c.Skill == int32(s) && c.Level >= need {
						asked = max(asked, c.Level)
					}
				}
				own, all := p.cell(by, g, s), p.whole(by, g, s)
				switch {
				case own.Highest >= need && own.Able == 1:
					want = append(want, gap.Single{Place: gap.Place{Group: g, Cell: own}, Asked: asked})
				case asked > 0 && all.Able == 1:
					want = append(want, gap.Single{Place: gap.Place{Group: g, Cell: all}, Asked: asked})
				}
			}
		}
		slices.SortStableFunc(want, func(a, b gap.Single) int {
			if d := int(max(b.Highest, b.Asked)) - int(max(a.Highest, a.Asked)); d != 0 {
				return d
			}
			return int(b.Required - a.Required)
		})
		if got := in.SinglePoints(in.Gaps(by), need); !slices.Equal(got, want) {
			t.Fatalf("%+v, want %+v", got, want)
		}
	})
}
