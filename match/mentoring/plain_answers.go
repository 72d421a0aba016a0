package mentoring

import (
	"slices"
)

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
