package mentoring

import (
	"fmt"
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

// answered is what two people answered to the questions of some topics. A
// question that the mentee left open counts as one answer, not in common.
type answered struct {
	common, given, questions, both int64
}

func plainAnswers(topics ...string) func(*plain, values) plainCheck {
	return func(p *plain, v values) plainCheck {
		least := v.num("least common")
		asked := make([]bool, len(p.in.Names.Questions))
		for q, question := range p.in.Names.Questions {
			asked[q] = slices.Contains(topics, fold(question.Topic))
		}
		look := func(a, b *plainPerson) answered { return answersOf(asked, a, b, nil) }
		return plainCheck{
			rule: func(a, b *plainPerson) verdict {
				x := look(a, b)
				if x.both == 0 {
					return unknown
				}
				return held(x.common >= least)
			},
			share: func(a, b *plainPerson) (int64, int64) {
				x := look(a, b)
				if x.both == 0 {
					return 0, 0
				}
				return x.common, x.given
			},
			say: func(a, b *plainPerson) []string {
				var shared []Answer
				return p.sayAnswers(answersOf(asked, a, b, &shared), shared)
			},
			count: func(mentors []*plainPerson) plainCount { return countAnswers(p, asked, mentors) },
			sift:  func(mentors []*plainPerson) plainSift { return siftAnswers(p, asked, mentors, least) },
		}
	}
}

// answersOf compares, question by question; where shared is not nil it collects the
// answers in common.
func answersOf(asked []bool, a, b *plainPerson, shared *[]Answer) (x answered) {
	mine, theirs := a.answers, b.answers
	for q, is := range asked {
		from := 0
		for from < len(mine) && mine[from].Question == int32(q) {
			from++
		}
		group := mine[:from]
		mine = mine[from:]
		for len(theirs) > 0 && theirs[0].Question < int32(q) {
			theirs = theirs[1:]
		}
		if !is {
			continue
		}
		x.questions++
		x.given += max(1, int64(from))
		if from > 0 && len(theirs) > 0 && theirs[0].Question == int32(q) {
			x.both++
			x.common += inCommon(group, theirs, shared)
		}
	}
	return x
}

// inCommon counts the answers of one question that the other list begins with too.
func inCommon(group, theirs []Answer, shared *[]Answer) int64 {
	n := int64(0)
	for _, m := range group {
		for _, o := range theirs {
			if o.Question != m.Question {
				break
			}
			if o.Value == m.Value {
				n++
				if shared != nil {
					*shared = append(*shared, m)
				}
			}
		}
	}
	return n
}

func plainHours(_ *plain, v values) plainCheck {
	least, full := v.num("least minutes"), v.num("full minutes")
	known := func(a, b *plainPerson) bool {
		return a.of.Hours.From != a.of.Hours.To && b.of.Hours.From != b.of.Hours.To
	}
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			if !known(a, b) {
				return unknown
			}
			return held(minutesInCommon(a.of.Hours, b.of.Hours) >= least)
		},
		share: func(a, b *plainPerson) (int64, int64) {
			if !known(a, b) {
				return 0, 0
			}
			return min(minutesInCommon(a.of.Hours, b.of.Hours), full), full
		},
		say: func(a, b *plainPerson) []string {
			if !known(a, b) {
				return []string{"working hours unknown"}
			}
			return []string{minutes(minutesInCommon(a.of.Hours, b.of.Hours)) + " in common"}
		},
		alike: alikeBy(func(b *plainPerson) Hours { return b.of.Hours }), mirrored: true,
	}
}

func minutesInCommon(a, b Hours) int64 {
	from, to := unrolled(a)
	otherFrom, otherTo := unrolled(b)
	common := int64(0)
	for _, day := range []int64{-1440, 0, 1440} {
		common += max(0, min(to, otherTo+day)-max(from, otherFrom+day))
	}
	return common
}

// unrolled is a working day as one stretch, past midnight where it must be.
func unrolled(h Hours) (from, to int64) {
	if h.To < h.From {
		return int64(h.From), int64(h.To) + 1440
	}
	return int64(h.From), int64(h.To)
}

func plainExperience(p *plain, v values) plainCheck {
	least, counts, located := v.num("least interest"), p.finished(v), v.is("located there", "yes")
	best := func(a, b *plainPerson) (market, interest int64, now bool) {
		for _, x := range b.of.Assignments {
			if wish := interestIn(a.of.MarketWish, x.Market); wish > interest && counts(x) {
				market, interest = x.Market, wish
			}
		}
		if wish := interestIn(a.of.MarketWish, b.of.Market); located && b.of.Market != 0 && wish > interest {
			return b.of.Market, wish, true
		}
		return market, interest, false
	}
	wishes := func(a *plainPerson) bool {
		return slices.ContainsFunc(a.of.MarketWish, func(w Interest) bool { return w.Level > 0 })
	}
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			if !wishes(a) {
				return unknown
			}
			_, interest, _ := best(a, b)
			return held(interest >= least)
		},
		share: func(a, b *plainPerson) (int64, int64) {
			if !wishes(a) {
				return 0, 0
			}
			_, interest, _ := best(a, b)
			return interest, 3
		},
		say: func(a, b *plainPerson) []string {
			market, interest, now := best(a, b)
			return p.sayExperience(wishes(a), located, now, market, interest)
		},
		alike: alikeBy(func(b *plainPerson) string { return fmt.Sprint(b.of.Assignments, b.of.Market) }),
	}
}

// finished says which assignments count as experience of their market.
func (p *plain) finished(v values) func(Assignment) bool {
	years := v.num("years")
	var outcomes []Ref
	for _, text := range v.lists["outcomes"] {
		outcomes = append(outcomes, p.refOf(text))
	}
	return func(x Assignment) bool {
		if x.To == 0 || x.To > p.in.AsOf || (years > 0 && int64(p.in.AsOf)-int64(x.To) > years*36525/100) {
			return false
		}
		return len(outcomes) == 0 || slices.Contains(outcomes, p.folded[x.Outcome])
	}
}

func plainConsent(p *plain, v values) plainCheck {
	topic, who := p.refOf(v.text("topic")), v.text("who")
	agreed := once(p, func(x *plainPerson) bool {
		return slices.ContainsFunc(x.of.Consents, func(c Consent) bool {
			return c.Since <= p.in.AsOf && p.folded[c.Topic] == topic
		})
	})
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			return held((who == "mentor" || agreed(a)) && (who == "mentee" || agreed(b)))
		},
		say:   func(a, b *plainPerson) []string { return sayConsent(who, agreed(a), agreed(b)) },
		alike: alikeBy(agreed), mirrored: true,
	}
}

func plainWaiting(p *plain, v values) plainCheck {
	full := v.num("full days")
	days := func(a *plainPerson) int64 { return max(0, int64(p.in.AsOf)-int64(a.WaitingSince)) }
	return plainCheck{
		share: func(a, _ *plainPerson) (int64, int64) {
			if a.WaitingSince == 0 {
				return 0, 0
			}
			return min(days(a), full), full
		},
		say: func(a, _ *plainPerson) []string {
			if a.WaitingSince == 0 {
				return []string{"waiting since: unknown"}
			}
			return []string{"waiting for " + count(int(days(a)), "day")}
		},
		alike: everyone,
	}
}

func plainPast(p *plain, v values) plainCheck {
	within := v.num("days")
	ago := func(a, b *plainPerson) (days int64, were bool) {
		until, were := p.past[[2]int64{a.Employee, b.Employee}]
		if !were || until == 0 || until > p.in.AsOf {
			return 0, were
		}
		days = int64(p.in.AsOf) - int64(until)
		return days, within == 0 || days <= within
	}
	check := plainCheck{
		rule: func(a, b *plainPerson) verdict {
			_, were := ago(a, b)
			return held(!were)
		},
		say:   func(a, b *plainPerson) []string { return sayPast(ago(a, b)) },
		alike: everyone,
		near: func(meet func(mentee, mentor int64)) {
			for were := range p.past {
				meet(were[0], were[1])
			}
		},
	}
	check.share = shareOf(check.rule)
	return check
}

func plainLoad(_ *plain, v values) plainCheck {
	most, each, who := v.num("most hours")*60, v.num("hours a pair")*60, v.text("who")
	fits := func(x *plainPerson) bool { return int64(x.of.Load)+each <= most }
	return plainCheck{
		rule: func(a, b *plainPerson) verdict {
			return held((who == "mentor" || fits(a)) && (who == "mentee" || fits(b)))
		},
		say:   func(a, b *plainPerson) []string { return sayLoad(who, a.of.Load, b.of.Load) },
		alike: alikeBy(fits), mirrored: true,
	}
}
