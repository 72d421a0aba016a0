package gap

import (
	"cmp"
	"slices"
)

// Item is one skill of a comparison: what somebody has and what is required.
type Item struct {
	Skill int32
	Has   uint8
	Needs uint8 // 0: not required at all
}

// Distance is how far somebody is from a role level.
type Distance struct {
	Missing int32 // levels: the sum over the required skills of what is lacking
	Short   int32 // required skills that are under their level
	Near    int32 // of these, those that lack one level
	Skills  int32 // required skills
	Levels  int32 // the sum of the required levels
}

// Ready is the share of the required levels that is there, in whole percent, rounded
// down so that only someone who lacks nothing is at 100. What requires nothing is
// none's to be ready for: 0.
func (d Distance) Ready() int {
	if d.Levels == 0 {
		return 0
	}
	return int((d.Levels - d.Missing) * 100 / d.Levels)
}

// DistanceOf measures what somebody has against what is required. Levels beyond the
// required ones do not make up for missing ones.
func DistanceOf(has, needs Row) (d Distance) {
	i := 0
	for k, s := range needs.Skill {
		for i < len(has.Skill) && has.Skill[i] < s {
			i++
		}
		level := uint8(0)
		if i < len(has.Skill) && has.Skill[i] == s {
			level = has.Level[i]
		}
		d.Skills++
		d.Levels += int32(needs.Level[k])
		if lacks := int32(needs.Level[k]) - int32(level); lacks > 0 {
			d.Short++
			d.Missing += lacks
			if lacks == 1 {
				d.Near++
			}
		}
	}
	return d
}

// Compare lists the gaps, the required skills under their level, the widest first;
// the required skills that are at their level; and the surplus, every skill above what
// is required, required or not, the largest first. Equal ones come by skill. A skill
// above its required level is in met and in surplus.
func Compare(has, needs Row) (gaps, met, surplus []Item) {
	for k, s := range needs.Skill {
		it := Item{s, has.Of(s), needs.Level[k]}
		if it.Has < it.Needs {
			gaps = append(gaps, it)
		} else {
			met = append(met, it)
		}
	}
	for k, s := range has.Skill {
		if it := (Item{s, has.Level[k], needs.Of(s)}); it.Has > it.Needs {
			surplus = append(surplus, it)
		}
	}
	by := func(a, b Item) int {
		width := func(i Item) int { return max(int(i.Has)-int(i.Needs), int(i.Needs)-int(i.Has)) }
		return cmp.Or(cmp.Compare(width(b), width(a)), cmp.Compare(a.Skill, b.Skill))
	}
	slices.SortFunc(gaps, by)
	slices.SortFunc(surplus, by)
	return gaps, met, surplus
}

// Ranked is somebody's distance to a role level, by the number of either.
type Ranked struct {
	Of int32
	Distance
}

// Ways are the role levels that have to do with the present one of somebody.
type Ways struct {
	Steps []int32 // where the usual ways lead: the next level of the own role, then career steps
	Below []int32 // the lower levels of the own role
}

// RankRoles ranks role levels for somebody: the steps of ways first, in their order;
// then by the share of the required levels that is there, the greatest first; then the
// fewest missing levels, the most required levels (the greater job), and by number. The
// share leads because the fewest missing levels alone put the role levels that require
// least first, however far they are from what somebody does. Role levels that require
// nothing are left out: nobody is near or far from them. Unless all, so are the lower
// levels of the own role and those of which less than a hundredth is there ([Distance.Ready]
// is 0), but for steps.
func RankRoles(has Row, requirements Rows, ways Ways, all bool) []Ranked {
	out := make([]Ranked, 0, requirements.Len())
	step := func(r int32) int {
		if i := slices.Index(ways.Steps, r); i >= 0 {
			return i
		}
		return len(ways.Steps)
	}
	for r := range int32(requirements.Len()) {
		d := DistanceOf(has, requirements.Row(r))
		known := all || step(r) < len(ways.Steps) || d.Ready() > 0 && !slices.Contains(ways.Below, r)
		if d.Skills > 0 && known {
			out = append(out, Ranked{r, d})
		}
	}
	slices.SortFunc(out, func(a, b Ranked) int {
		share := cmp.Compare(int64(b.Levels-b.Missing)*int64(a.Levels), int64(a.Levels-a.Missing)*int64(b.Levels))
		return cmp.Or(cmp.Compare(step(a.Of), step(b.Of)), share, cmp.Compare(a.Missing, b.Missing), cmp.Compare(b.Levels, a.Levels), cmp.Compare(a.Of, b.Of))
	})
	return out
}

// RankEmployees ranks everybody's readiness for one set of requirements: the fewest
// missing levels first, then the fewest skills short, then by number.
func RankEmployees(levels Rows, needs Row) []Ranked {
	out := make([]Ranked, levels.Len())
	for e := range int32(levels.Len()) {
		out[e] = Ranked{e, DistanceOf(levels.Row(e), needs)}
	}
	slices.SortFunc(out, func(a, b Ranked) int {
		return cmp.Or(cmp.Compare(a.Missing, b.Missing), cmp.Compare(a.Short, b.Short), cmp.Compare(a.Of, b.Of))
	})
	return out
}
