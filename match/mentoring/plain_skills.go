package mentoring

import (
	"slices"
)

// need is a skill that a mentee lacks levels in.
type plainNeedOf struct {
	skill        int64
	have, wanted int64
}

func plainNeed(p *plain, v values) plainCheck {
	n := needsOf(p, v)
	least := v.num("least needs")
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			var few [8]plainNeedOf
			lacking := n.lacking(a, few[:0])
			if len(lacking) == 0 {
				return unknown
			}
			helped := int64(0)
			for _, need := range lacking {
				if n.covered(need, b) > 0 {
					helped++
				}
			}
			return held(helped >= least)
		},
		share: func(a, b *plainPerson) (num, den int64) {
			var few [8]plainNeedOf
			for _, need := range n.lacking(a, few[:0]) {
				num, den = num+n.covered(need, b), den+need.wanted-need.have
			}
			return num, den
		},
		say:   n.say,
		count: n.count,
		sift:  func(mentors []*plainPerson) plainSift { return n.sift(mentors, least) },
	}
}

type plainNeeds struct {
	p                    *plain
	least, above, wanted int64
	offered              bool
}

func needsOf(p *plain, v values) plainNeeds {
	return plainNeeds{p, v.num("least level"), v.num("levels above"), v.num("wanted level"), v.is("only offered", "yes")}
}

// lacking appends the needs to list, which a caller in a hurry keeps on its stack.
func (n plainNeeds) lacking(a *plainPerson, list []plainNeedOf) []plainNeedOf {
	for i, need := range a.Needs {
		if slices.ContainsFunc(a.Needs[:i], func(s SkillLevel) bool { return s.Skill == need.Skill }) {
			continue
		}
		wanted := int64(0)
		for _, again := range a.Needs {
			if again.Skill == need.Skill {
				wanted = max(wanted, int64(again.Level))
			}
		}
		if wanted == 0 {
			wanted = n.wanted
		}
		if have := skillOf(a.of.Skills, need.Skill); wanted > have {
			list = append(list, plainNeedOf{need.Skill, have, wanted})
		}
	}
	return list
}

func skillOf(list []SkillLevel, skill int64) int64 {
	level := int64(0)
	for _, s := range list {
		if s.Skill == skill {
			level = max(level, int64(s.Level))
		}
	}
	return level
}

// level is how far the mentor can teach a skill.
func (n plainNeeds) level(skill int64, b *plainPerson) int64 {
	has := skillOf(b.of.Skills, skill)
	if !n.offered {
		return has
	}
	if !slices.ContainsFunc(b.Offers, func(s SkillLevel) bool { return s.Skill == skill }) {
		return 0
	}
	if upTo := skillOf(b.Offers, skill); upTo > 0 {
		return min(has, upTo)
	}
	return has
}

func (n plainNeeds) covered(need plainNeedOf, b *plainPerson) int64 {
	return n.covers(need, n.level(need.skill, b))
}

// covers is how many of the lacking levels a mentor of some level helps with.
func (n plainNeeds) covers(need plainNeedOf, level int64) int64 {
	if level < n.least || level < need.have+n.above {
		return 0
	}
	return max(0, min(level, need.wanted)-need.have)
}

func plainSkillWishes(p *plain, v values) plainCheck {
	least := v.num("least level")
	wish := func(a *plainPerson, skill int64) int64 { return interestIn(a.of.SkillWishes, skill) }
	return plainCheck{
		count: func(mentors []*plainPerson) plainCount { return countWishes(p, mentors, least) },
		say:   func(a, b *plainPerson) []string { return p.saySkillWishes(least, a, b) },
		share: func(a, b *plainPerson) (num, den int64) {
			for i, w := range a.of.SkillWishes {
				if slices.ContainsFunc(a.of.SkillWishes[:i], func(o Interest) bool { return o.ID == w.ID }) {
					continue
				}
				den += wish(a, w.ID)
				if skillOf(b.of.Skills, w.ID) >= least {
					num += wish(a, w.ID)
				}
			}
			return num, den
		},
	}
}

func interestIn(list []Interest, id int64) int64 {
	level := int64(0)
	for _, w := range list {
		if w.ID == id {
			level = max(level, int64(w.Level))
		}
	}
	return level
}
