package gap

import (
	"cmp"
	"slices"
)

// Talent is a skill of an employee that the own role level does not ask for.
type Talent struct {
	Employee, Skill int32
	Level           uint8
	Interest        uint8
	Missing         int32 // levels that the company lacks of this skill, over all role levels
}

// Talents lists who has a skill at level or above, or wants it by at least interest,
// while the own role level does not require it. The skills that the company lacks most
// come first, then the higher level, the greater interest, then by employee and skill.
// A level or interest of 0 looks for none of that kind.
func (in *Input) Talents(level, interest uint8) []Talent {
	missing := make([]int32, in.Skills)
	for _, c := range in.Gaps(Company).Cells {
		missing[c.Skill] = c.Missing
	}
	var out []Talent
	for e := range int32(in.Employees()) {
		out = in.talents(out, e, level, interest, missing)
	}
	return byUse(out, missing)
}

// byUse orders talents by counting: there are few different missing levels, levels and
// interests, and in a large company a million talents, which come by employee and skill.
func byUse(list []Talent, missing []int32) []Talent {
	lacks := slices.Clone(missing)
	slices.SortFunc(lacks, func(a, b int32) int { return cmp.Compare(b, a) })
	lacks = slices.Compact(lacks)
	rank := make(map[int32]int, len(lacks))
	for i, n := range lacks {
		rank[n] = i
	}
	const most = MaxLevel + 1 // of levels and of interests
	at := make([]int32, len(lacks)*most*most+1)
	key := func(t Talent) int {
		return (rank[t.Missing]*most+MaxLevel-int(t.Level))*most + MaxLevel - int(t.Interest)
	}
	for _, t := range list {
		at[key(t)+1]++
	}
	for i := range at[1:] {
		at[i+1] += at[i]
	}
	out := make([]Talent, len(list))
	for _, t := range list {
		k := key(t)
		out[at[k]] = t
		at[k]++
	}
	return out
}

// talents walks the levels and the interests of one employee side by side.
func (in *Input) talents(out []Talent, e int32, level, interest uint8, missing []int32) []Talent {
	has, wants, needs := in.Levels.Row(e), in.Interests.some(e), in.needs(e)
	i, k := 0, 0
	for i < len(has.Skill) || k < len(wants.Skill) {
		t := Talent{Employee: e}
		switch {
		case k == len(wants.Skill) || i < len(has.Skill) && has.Skill[i] < wants.Skill[k]:
			t.Skill, t.Level = has.Skill[i], has.Level[i]
			i++
		case i == len(has.Skill) || wants.Skill[k] < has.Skill[i]:
			t.Skill, t.Interest = wants.Skill[k], wants.Level[k]
			k++
		default:
			t.Skill, t.Level, t.Interest = has.Skill[i], has.Level[i], wants.Level[k]
			i, k = i+1, k+1
		}
		strong := level > 0 && t.Level >= level || interest > 0 && t.Interest >= interest
		if strong && needs.Of(t.Skill) == 0 {
			t.Missing = missing[t.Skill]
			out = append(out, t)
		}
	}
	return out
}
