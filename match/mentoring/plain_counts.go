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

func (n plainNeeds) levels(mentors []*plainPerson) map[int64][]int8 {
	wanted := map[int64]bool{}
	for i := range n.p.mentees {
		for _, need := range n.p.mentees[i].Needs {
			wanted[need.Skill] = true
		}
	}
	return levelsOf(mentors, wanted, n.level)
}

// each adds, for every lacking skill, what worth gives for the levels covered.
func (n plainNeeds) each(lacking []plainNeedOf, levels map[int64][]int8, at, nums []int32, worth func(covered int64) int32) {
	for _, need := range lacking {
		var by levelWorth
		for level := range int64(5) {
			by[level] = worth(n.covers(need, level))
		}
		addLevels(levels[need.skill], by, at, nums)
	}
}

func (n plainNeeds) count(mentors []*plainPerson) plainCount {
	levels := n.levels(mentors)
	return func(a *plainPerson, at, nums []int32) (den int64) {
		var few [8]plainNeedOf
		lacking := n.lacking(a, few[:0])
		n.each(lacking, levels, at, nums, func(covered int64) int32 { return int32(covered) })
		for _, need := range lacking {
			den += need.wanted - need.have
		}
		return den
	}
}

// sift counts the needs that each mentor helps with.
func (n plainNeeds) sift(mentors []*plainPerson, least int64) plainSift {
	levels := n.levels(mentors)
	return func(a *plainPerson, at, nums []int32) func(int32) verdict {
		var few [8]plainNeedOf
		lacking := n.lacking(a, few[:0])
		n.each(lacking, levels, at, nums, func(covered int64) int32 { return int32(min(covered, 1)) })
		return func(helped int32) verdict {
			if len(lacking) == 0 {
				return unknown
			}
			return held(int64(helped) >= least)
		}
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

// mentorAnswers holds of each mentor, a bit each, which of the answers that some
// mentee gave, or which of the questions, are theirs.
type answerBits[K comparable] struct {
	bit    map[K]int
	words  int
	theirs []uint64
}

// mostAnswerWords is from where on so many different answers are in use that to
// compare two people's own is quicker.
const mostAnswerWords = 16

// newAnswerBits is nil where there would be too many.
func newAnswerBits[K comparable](p *plain, asked []bool, mentors []*plainPerson, key func(Answer) K) *answerBits[K] {
	wanted, b := map[K]bool{}, &answerBits[K]{bit: map[K]int{}}
	for i := range p.mentees {
		for _, x := range p.mentees[i].answers {
			if asked[x.Question] {
				wanted[key(x)] = true
			}
		}
	}
	for _, m := range mentors {
		for _, x := range m.answers {
			if _, has := b.bit[key(x)]; wanted[key(x)] && !has {
				b.bit[key(x)] = len(b.bit)
			}
		}
	}
	if b.words = (len(b.bit) + 63) / 64; b.words > mostAnswerWords {
		return nil
	}
	b.theirs = make([]uint64, b.words*len(mentors))
	for at, m := range mentors {
		b.set(m, key, b.theirs[at*b.words:][:b.words])
	}
	return b
}

func (b *answerBits[K]) set(x *plainPerson, key func(Answer) K, into []uint64) {
	for _, answer := range x.answers {
		if n, has := b.bit[key(answer)]; has {
			into[n/64] |= 1 << (n % 64)
		}
	}
}

// add adds each times how many bits a has in common with the mentors listed.
func (b *answerBits[K]) add(a *plainPerson, key func(Answer) K, each int32, at, nums []int32) {
	var mine [mostAnswerWords]uint64
	b.set(a, key, mine[:])
	for w := range b.words {
		for k, x := range at {
			nums[k] += each * int32(bits.OnesCount64(mine[w]&b.theirs[int(x)*b.words+w]))
		}
	}
}

func whole(x Answer) Answer     { return x }
func questionOf(x Answer) int32 { return x.Question }

func countAnswers(p *plain, asked []bool, mentors []*plainPerson) plainCount {
	answers := newAnswerBits(p, asked, mentors, whole)
	if answers == nil {
		return nil
	}
	return func(a *plainPerson, at, nums []int32) (den int64) {
		answers.add(a, whole, 1, at, nums)
		return answersOf(asked, a, a, nil).given
	}
}

// siftAnswers counts questions that both answered above what answers in common, of
// which nobody has so many, can come to.
func siftAnswers(p *plain, asked []bool, mentors []*plainPerson, least int64) plainSift {
	const question = 1 << 15
	answers, questions := newAnswerBits(p, asked, mentors, whole), newAnswerBits(p, asked, mentors, questionOf)
	if answers == nil || questions == nil {
		return nil
	}
	return func(a *plainPerson, at, nums []int32) func(int32) verdict {
		answers.add(a, whole, 1, at, nums)
		questions.add(a, questionOf, question, at, nums)
		return func(sum int32) verdict {
			if sum < question {
				return unknown
			}
			return held(int64(sum%question) >= least)
		}
	}
}
