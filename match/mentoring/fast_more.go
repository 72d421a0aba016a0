package mentoring

import (
	"encoding/binary"
	"slices"
)

// fastNeed counts, of each skill that a mentee lacks, the levels covered (criterion) or
// the needs helped with (rule).
func fastNeed(m *model, w weight) part {
	above, unsaid := int8(w.values.num("levels above")), int8(w.values.num("wanted level"))
	c := &levelCount{den: make([]int64, len(m.mentees)), items: make([][]levelItem, len(m.mentees))}
	for i, p := range m.mentees {
		for _, need := range lacks(p, unsaid) {
			item := levelItem{skill: need.skill, from: max(need.have+1, need.have+above)}
			for level := item.from; level <= 4; level++ {
				item.worth[level] = uint8(min(level, need.wanted) - need.have)
				if w.rule {
					item.worth[level] = 1
				}
			}
			c.items[i] = append(c.items[i], item)
			c.den[i] += int64(need.wanted - need.have)
		}
	}
	offered := w.values.is("only offered", "yes")
	return part{build: func(f *fast) {
		c.seat(m, f, int8(w.values.num("least level")), offered)
		switch least := int32(w.values.num("least needs")); {
		case !w.rule:
			f.points = append(f.points, newShares(c, w, c.den))
		case least == 1:
			f.masks = append(f.masks, c.anyOf(f, w))
		default:
			f.sifts = append(f.sifts, func(r *reader, at []int32) []int32 {
				return siftCount(r, c, at, func(n int32) bool { return w.verdict(len(c.items[r.row]) > 0, n >= least) == 0 })
			})
		}
	}}
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
	c := &levelCount{den: make([]int64, len(m.mentees)), items: make([][]levelItem, len(m.mentees))}
	for i, p := range m.mentees {
		for skill, wish := range interests(p.e.SkillWishes) {
			item := levelItem{skill: skill, from: 1}
			for level := range item.worth {
				item.worth[level] = uint8(wish)
			}
			item.worth[0] = 0
			c.items[i] = append(c.items[i], item)
			c.den[i] += int64(wish)
		}
	}
	return part{build: func(f *fast) {
		c.seat(m, f, int8(w.values.num("least level")), false)
		f.points = append(f.points, newShares(c, w, c.den))
	}}
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

// fastAnswers counts answers in common. A rule that allows missing answers asks of
// everyone with too few whether they answered one of the mentee's questions at all.
func fastAnswers(topics ...string) func(*model, weight) part {
	return func(m *model, w weight) part {
		asked := m.questionsOf(topics)
		mine, theirs := make([][]answerKey, len(m.mentees)), make([][]answerKey, len(m.mentors))
		den := make([]int64, len(m.mentees))
		for i, p := range m.mentees {
			mine[i] = m.answersOf(p, asked)
			den[i] = possible(mine[i], len(asked))
		}
		for j, p := range m.mentors {
			theirs[j] = m.answersOf(p, asked)
		}
		return part{build: func(f *fast) {
			same := newSetCount(f, mine, theirs)
			if !w.rule {
				f.points = append(f.points, newShares(same, w, den))
				return
			}
			least := int32(w.values.num("least common"))
			if !w.allow {
				f.sifts = append(f.sifts, func(r *reader, at []int32) []int32 {
					return siftCount(r, same, at, func(n int32) bool { return n >= least })
				})
				return
			}
			both := newSetCount(f, questionsIn(mine), questionsIn(theirs))
			f.sifts = append(f.sifts, func(r *reader, at []int32) []int32 { return siftAnswered(r, same, both, at, least) })
		}}
	}
}

// questionsIn is what was answered, whatever the answer.
func questionsIn(answers [][]answerKey) [][]answerKey {
	out := make([][]answerKey, len(answers))
	for i, list := range answers {
		for _, a := range list {
			if key := (answerKey{question: a.question}); !slices.Contains(out[i], key) {
				out[i] = append(out[i], key)
			}
		}
	}
	return out
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
	key := func(p person) string { return setKey(speaks(p)) }
	return byKeys(m, key, key, func(a, b string) int32 {
		mine, theirs, common := setOf(a), setOf(b), int64(0)
		for _, l := range mine {
			if (only == "" || known && l == int64(wanted)) && slices.Contains(theirs, l) {
				common++
			}
		}
		answered := len(mine) > 0 && len(theirs) > 0
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
		if p.e.Market != 0 && w.values.is("located there", "yes") {
			out = append(out, p.e.Market)
		}
		return out
	}
	// A wish is kept as one number, so that wishes have keys: the level below the market.
	wishes := func(p person) string {
		var out []int64
		for market, level := range interests(p.e.MarketWish) {
			out = append(out, market*4+int64(level))
		}
		return setKey(out)
	}
	return byKeys(m, wishes, func(p person) string { return setKey(markets(p)) }, func(mine, theirs string) int32 {
		best, wanted, there := int64(0), setOf(mine), setOf(theirs)
		for _, wish := range wanted {
			if slices.Contains(there, wish>>2) {
				best = max(best, wish&3)
			}
		}
		if w.rule {
			return w.verdict(len(wanted) > 0, best >= w.values.num("least interest"))
		}
		return w.share(best, 3)
	})
}
