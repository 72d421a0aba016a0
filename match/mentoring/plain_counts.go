package mentoring

import (
	"math/bits"
	"slices"
)

// How plainRows counts for many mentors at once what share counts for one.

// levelsOf is, for each skill that is wanted and had, the level of every mentor, 0 to 4.
func levelsOf(mentors []*plainPerson, wanted map[int64]bool, level func(skill int64, b *plainPerson) int64) map[int64][]int8 {
	out := map[int64][]int8{}
	for at, b := range mentors {
		for _, s := range b.of.Skills {
			if !wanted[s.Skill] {
				continue
			}
			if out[s.Skill] == nil {
				out[s.Skill] = make([]int8, len(mentors))
			}
			out[s.Skill][at] = int8(level(s.Skill, b))
		}
	}
	return out
}

// levelWorth is what each level counts; it has room to spare for the compiler's sake.
type levelWorth [8]int32

// addLevels adds what a level is worth to the count of everyone who has it.
func addLevels(levels []int8, worth levelWorth, at, nums []int32) {
	if levels == nil {
		return // nobody has the skill
	}
	for k, x := range at {
		nums[k] += worth[levels[x]&7]
	}
}

func (n plainNeeds) count(mentors []*plainPerson) plainCount {
	wanted := map[int64]bool{}
	for i := range n.p.mentees {
		for _, need := range n.p.mentees[i].Needs {
			wanted[need.Skill] = true
		}
	}
	levels := levelsOf(mentors, wanted, n.level)
	return func(a *plainPerson, at, nums []int32) (den int64) {
		var few [8]plainNeedOf
		for _, need := range n.lacking(a, few[:0]) {
			var worth levelWorth
			for level := range 5 {
				worth[level] = int32(n.covers(need, int64(level)))
			}
			addLevels(levels[need.skill], worth, at, nums)
			den += need.wanted - need.have
		}
		return den
	}
}

func countWishes(p *plain, mentors []*plainPerson, least int64) plainCount {
	wanted := map[int64]bool{}
	for i := range p.mentees {
		for _, w := range p.mentees[i].of.SkillWishes {
			wanted[w.ID] = true
		}
	}
	levels := levelsOf(mentors, wanted, func(skill int64, b *plainPerson) int64 { return skillOf(b.of.Skills, skill) })
	return func(a *plainPerson, at, nums []int32) (den int64) {
		for i, w := range a.of.SkillWishes {
			if slices.ContainsFunc(a.of.SkillWishes[:i], func(o Interest) bool { return o.ID == w.ID }) {
				continue
			}
			wish := interestIn(a.of.SkillWishes, w.ID)
			var worth levelWorth
			for level := least; level <= 4; level++ {
				worth[level] = int32(wish)
			}
			addLevels(levels[w.ID], worth, at, nums)
			den += wish
		}
		return den
	}
}

// answersInCommon gives every answer that a mentee and a mentor both gave a bit.
func answersInCommon(p *plain, asked []bool) func([]*plainPerson) plainCount {
	return func(mentors []*plainPerson) plainCount {
		wanted, bit := map[Answer]bool{}, map[Answer]int{}
		for i := range p.mentees {
			for _, x := range p.mentees[i].answers {
				wanted[x] = asked[x.Question]
			}
		}
		for _, b := range mentors {
			for _, x := range b.answers {
				if _, has := bit[x]; wanted[x] && !has {
					bit[x] = len(bit)
				}
			}
		}
		words := (len(bit) + 63) / 64
		if words > mostAnswerWords {
			return nil
		}
		set := func(x *plainPerson, into []uint64) {
			for _, answer := range x.answers {
				if n, has := bit[answer]; has {
					into[n/64] |= 1 << (n % 64)
				}
			}
		}
		gave := make([]uint64, words*len(mentors))
		for at, b := range mentors {
			set(b, gave[at*words:][:words])
		}
		return func(a *plainPerson, at, nums []int32) (den int64) {
			var mine [mostAnswerWords]uint64
			set(a, mine[:])
			for w := range words {
				for k, x := range at {
					nums[k] += int32(bits.OnesCount64(mine[w] & gave[int(x)*words+w]))
				}
			}
			return answersOf(asked, a, a, nil).given
		}
	}
}

// mostAnswerWords is from where on so many different answers are in use that to
// compare two people's own is quicker.
const mostAnswerWords = 16
