package mentoring

import (
	"encoding/binary"
	"slices"
)

// posting is a mentor in the list of a skill or an answer.
type posting struct {
	col   int32
	level int8
}

// fastNeed counts, along the mentors of each skill that a mentee lacks, the levels
// covered (criterion) or the needs helped with (rule).
func fastNeed(m *model, w weight) part {
	teachers := teachersOf(m, int8(w.values.num("least level")), w.values.is("only offered", "yes"))
	above, unsaid := int8(w.values.num("levels above")), int8(w.values.num("wanted level"))
	lacking := make([][]lack, len(m.mentees))
	for i, p := range m.mentees {
		lacking[i] = lacks(p, unsaid)
	}
	count := func(row int, counts []uint16) (most int) {
		for _, need := range lacking[row] {
			each := func(level int8) uint16 { return uint16(min(level, need.wanted) - need.have) }
			most += int(need.wanted - need.have)
			if w.rule {
				each = func(int8) uint16 { return 1 }
			}
			for _, t := range teachers[need.skill] {
				if t.level >= need.have+above && t.level > need.have {
					counts[t.col] += each(t.level)
				}
			}
		}
		return most
	}
	value := func(row, n int) int32 {
		if w.rule {
			return w.verdict(len(lacking[row]) > 0, int64(n) >= w.values.num("least needs"))
		}
		den := int64(0)
		for _, need := range lacking[row] {
			den += int64(need.wanted - need.have)
		}
		return w.share(int64(n), den)
	}
	return part{tally: &tally{count: count, value: value}}
}

type lack struct {
	skill        int64
	have, wanted int8
}

// lacks is what a mentee wants to learn, each skill once.
func lacks(p person, unsaid int8) []lack {
	wanted := map[int64]int8{}
	for _, n := range p.Needs {
		wanted[n.Skill] = max(wanted[n.Skill], n.Level)
	}
	have := map[int64]int8{}
	for _, s := range p.e.Skills {
		have[s.Skill] = max(have[s.Skill], s.Level)
	}
	var out []lack
	for skill, level := range wanted {
		if level == 0 {
			level = unsaid
		}
		if level > have[skill] {
			out = append(out, lack{skill, have[skill], level})
		}
	}
	return out
}

// teachersOf lists the mentors of each skill from a level on, with the level.
func teachersOf(m *model, least int8, offered bool) map[int64][]posting {
	out := map[int64][]posting{}
	for j, p := range m.mentors {
		levels := map[int64]int8{}
		for _, s := range p.e.Skills {
			levels[s.Skill] = max(levels[s.Skill], s.Level)
		}
		if offered {
			levels = offeredLevels(p, levels)
		}
		for skill, level := range levels {
			if level >= least {
				out[skill] = append(out[skill], posting{int32(j), level})
			}
		}
	}
	return out
}

func offeredLevels(p person, has map[int64]int8) map[int64]int8 {
	upTo := map[int64]int8{}
	for _, o := range p.Offers {
		upTo[o.Skill] = max(upTo[o.Skill], o.Level)
	}
	for skill, level := range upTo {
		if level == 0 || level > has[skill] {
			upTo[skill] = has[skill]
		}
	}
	return upTo
}

func fastSkillWishes(m *model, w weight) part {
	teachers := teachersOf(m, int8(w.values.num("least level")), false)
	total := make([]int64, len(m.mentees))
	wishes := make([]map[int64]int8, len(m.mentees))
	for i, p := range m.mentees {
		wishes[i] = interests(p.e.SkillWishes)
		for _, level := range wishes[i] {
			total[i] += int64(level)
		}
	}
	count := func(row int, counts []uint16) int {
		for skill, level := range wishes[row] {
			for _, t := range teachers[skill] {
				counts[t.col] += uint16(level)
			}
		}
		return int(total[row])
	}
	value := func(row, n int) int32 { return w.share(int64(n), total[row]) }
	return part{tally: &tally{count: count, value: value}}
}

func interests(list []Interest) map[int64]int8 {
	out := map[int64]int8{}
	for _, x := range list {
		if x.Level > 0 {
			out[x.ID] = max(out[x.ID], x.Level)
		}
	}
	return out
}

type answerKey struct{ question, value int32 }

// fastAnswers counts answers in common along the mentors who gave each answer. A
// rule that allows missing answers starts the count of everyone who answered one
// of the mentee's questions at 1, so that 0 is "nothing to compare".
func fastAnswers(topics ...string) func(*model, weight) part {
	return func(m *model, w weight) part {
		asked := m.questionsOf(topics)
		given, answering := m.mentorAnswers(asked)
		mine := make([][]answerKey, len(m.mentees))
		for i, p := range m.mentees {
			mine[i] = m.answersOf(p, asked)
		}
		shift := 0
		if w.rule && w.allow {
			shift = 1
		}
		count := func(row int, counts []uint16) int {
			if shift == 1 {
				for _, a := range mine[row] {
					for _, col := range answering[a.question] {
						counts[col] = 1
					}
				}
			}
			for _, a := range mine[row] {
				for _, col := range given[a] {
					counts[col]++
				}
			}
			return len(mine[row]) + shift
		}
		value := func(row, n int) int32 {
			if w.rule {
				known := shift == 0 || n > 0
				return w.verdict(known, int64(n-shift) >= w.values.num("least common"))
			}
			return w.share(int64(n), possible(mine[row], len(asked)))
		}
		return part{tally: &tally{count: count, value: value}}
	}
}

// possible is the mentee's answers, an open question counting as one.
func possible(mine []answerKey, asked int) int64 {
	answered := map[int32]bool{}
	for _, a := range mine {
		answered[a.question] = true
	}
	return int64(len(mine) + asked - len(answered))
}

func (m *model) questionsOf(topics []string) map[int32]bool {
	asked := map[int32]bool{}
	for q, question := range m.in.Names.Questions {
		if slices.Contains(topics, fold(question.Topic)) {
			asked[int32(q)] = true
		}
	}
	return asked
}

func (m *model) answersOf(p person, asked map[int32]bool) []answerKey {
	var out []answerKey
	for _, a := range p.e.Answers {
		key := answerKey{a.Question, m.foldedAs[a.Value]}
		if asked[a.Question] && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// mentorAnswers lists the columns that gave each answer, and that answered each
// question at all.
func (m *model) mentorAnswers(asked map[int32]bool) (given map[answerKey][]int32, answering map[int32][]int32) {
	given, answering = map[answerKey][]int32{}, map[int32][]int32{}
	for j, p := range m.mentors {
		for _, a := range m.answersOf(p, asked) {
			given[a] = append(given[a], int32(j))
			if cols := answering[a.question]; len(cols) == 0 || cols[len(cols)-1] != int32(j) {
				answering[a.question] = append(cols, int32(j))
			}
		}
	}
	return given, answering
}

// setKey makes a sorted set of numbers comparable.
func setKey(set []int64) string {
	slices.Sort(set)
	var key []byte
	for _, x := range slices.Compact(set) {
		key = binary.AppendVarint(key, x)
	}
	return string(key)
}

func setOf(key string) []int64 {
	var out []int64
	for b := []byte(key); len(b) > 0; {
		x, n := binary.Varint(b)
		out, b = append(out, x), b[n:]
	}
	return out
}

// bySet is a part that depends on the mentee and a set of numbers of the mentor.
func bySet(m *model, set func(p person) []int64, value func(row int, theirs []int64) int32) part {
	of, keys := classify(m, func(p person) string { return setKey(set(p)) })
	sets := make([][]int64, len(keys))
	for c, key := range keys {
		sets[c] = setOf(key)
	}
	return part{classes: &classes{of, len(keys), func(row int, out []int32) {
		for c, theirs := range sets {
			out[c] = value(row, theirs)
		}
	}}}
}

func fastLanguages(m *model, w weight) part {
	only, least := fold(w.values.text("language")), w.values.num("least")
	wanted, known := m.foldedBy[only]
	if only != "" {
		least = 1
	}
	speaks := func(p person) []int64 {
		var out []int64
		for _, l := range p.e.Languages {
			out = append(out, int64(m.foldedAs[l]))
		}
		return out
	}
	mine := make([][]int64, len(m.mentees))
	for i, p := range m.mentees {
		mine[i] = setOf(setKey(speaks(p)))
	}
	return bySet(m, speaks, func(row int, theirs []int64) int32 {
		common := int64(0)
		for _, l := range mine[row] {
			if (only == "" || known && l == int64(wanted)) && slices.Contains(theirs, l) {
				common++
			}
		}
		answered := len(mine[row]) > 0 && len(theirs) > 0
		if w.rule {
			return w.verdict(answered, common >= least)
		}
		return w.share(min(common, least), least)
	})
}

func fastExperience(m *model, w weight) part {
	outcomes, years := w.values.lists["outcomes"], w.values.num("years")
	markets := func(p person) []int64 {
		var out []int64
		for _, x := range p.e.Assignments {
			ended := x.To != 0 && x.To <= m.in.AsOf
			recent := years == 0 || int64(m.in.AsOf-x.To)*100 <= years*36525
			if ended && recent && (len(outcomes) == 0 || slices.Contains(outcomes, fold(m.in.Texts[x.Outcome]))) {
				out = append(out, x.Market)
			}
		}
		return out
	}
	wishes := make([]map[int64]int8, len(m.mentees))
	for i, p := range m.mentees {
		wishes[i] = interests(p.e.MarketWish)
	}
	return bySet(m, markets, func(row int, theirs []int64) int32 {
		best := int8(0)
		for _, market := range theirs {
			best = max(best, wishes[row][market])
		}
		if w.rule {
			return w.verdict(len(wishes[row]) > 0, int64(best) >= w.values.num("least interest"))
		}
		return w.share(int64(best), 3)
	})
}
