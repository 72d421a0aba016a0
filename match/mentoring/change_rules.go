package mentoring

import (
	"errors"
	"math"
	"slices"
	"strconv"

	"understudy/match/assign"
)

// widening is one parameter of one rule, and the scores of the mentee's row for
// each number of steps from 0 to the parameter's limit.
type widening struct {
	rule  Rule // as it is now for this mentee
	param Param
	now   int64
	rows  [][]int32
}

func (w widening) to(steps int) string {
	return strconv.FormatInt(w.now+int64(steps)*w.param.Widen, 10)
}

func (w widening) change(kind ChangeKind, steps int) Change {
	return Change{
		Kind: kind, Rule: RuleName(w.rule), Param: w.param.Name, Steps: steps,
		From: strconv.FormatInt(w.now, 10), To: w.to(steps),
	}
}

// steps lists the numbers of steps that allow or change something.
func (w widening) steps() []int {
	var out []int
	for n := 1; n < len(w.rows); n++ {
		if !slices.Equal(w.rows[n], w.rows[n-1]) {
			out = append(out, n)
		}
	}
	return out
}

// widenings lists what could be widened for this mentee and would allow anyone.
func (s *search) widenings() ([]widening, error) {
	rules, err := widenedFor(&s.in, s.mentee)
	if err != nil {
		return nil, err
	}
	var out []widening
	for i, r := range rules {
		k, _ := KindByName(r.Kind)
		v, err := ruleValues(r)
		if err != nil {
			return nil, err
		}
		for _, p := range k.Params {
			if p.Widen == 0 || p.Use&AsRule == 0 {
				continue
			}
			w := widening{rule: r, param: p, now: v.num(p.Name)}
			if w.rows, err = s.rowsWidened(rules, i, w); err != nil {
				return nil, err
			}
			if len(w.steps()) > 0 {
				out = append(out, w)
			}
		}
	}
	return out, nil
}

// rowsWidened scores the mentee with one rule widened by 0, 1, 2 … steps, until
// the rule no longer removes anyone.
func (s *search) rowsWidened(rules []Rule, at int, w widening) ([][]int32, error) {
	left := slices.Clone(rules)
	without := slices.Delete(left, at, at+1)
	end, err := s.rowUnder(without)
	if err != nil {
		return nil, err
	}
	changed := slices.Clone(rules)
	var rows [][]int32
	for n := range roomToWiden(w.param, w.now) + 1 {
		if changed[at], err = Widen(rules[at], w.param.Name, n); err != nil {
			return nil, err
		}
		row, err := s.rowUnder(changed)
		if err != nil {
			return nil, err
		}
		if rows = append(rows, row); slices.Equal(row, end) {
			break
		}
	}
	return rows, nil
}

// rowUnder scores the mentee's row under other rules, with the plain scorer.
func (s *search) rowUnder(rules []Rule) ([]int32, error) {
	in := s.in
	in.Settings.Rules, in.Exceptions = rules, nil
	other := *s.plain
	other.in, other.widened = in, nil
	var err error
	if other.rules, err = other.bindRules(0); err != nil {
		return nil, err
	}
	row := make([]int32, len(s.m.mentors))
	other.Row(s.row, row)
	return row, nil
}

// widen looks for the parameter that places the mentee by the fewest steps.
func (s *search) widen() (*Change, error) {
	var err error
	if s.wider, err = s.widenings(); err != nil {
		return nil, err
	}
	fewest, err := s.fewest(WidenRule, func(scores []int32) (bool, error) {
		least, err := s.comesIn(scores)
		return least != nil, err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range fewest {
		least, err := s.comesIn(x.rows[x.steps])
		if err != nil {
			return nil, err
		}
		if least == nil || s.best != nil && s.compare(*least, s.best.Loss) >= 0 {
			continue // no better than an earlier rule
		}
		r, ok, err := s.try(twist{row: s.row, other: x.rows[x.steps]})
		if err != nil {
			return nil, err
		}
		if ok {
			s.offer(x.change(WidenRule, x.steps), r)
		}
	}
	return s.best, nil
}

// comesIn tells what the others lose at least if other scores place the mentee, and
// nil if they do not. Where the mentee has somebody already only solving tells; where
// several places may be filled at once prices tell no loss.
func (s *search) comesIn(scores []int32) (*Loss, error) {
	if s.has > 0 {
		_, ok, err := s.try(twist{row: s.row, other: scores})
		if !ok || err != nil {
			return nil, err
		}
		return &Loss{math.MinInt, math.MinInt64}, nil
	}
	x, err := s.o.ask.ComesIn(s.ctx, s.row, scores)
	if !x.In || err != nil {
		return nil, err
	}
	if s.m.mentees[s.row].Places > 1 {
		return &Loss{math.MinInt, math.MinInt64}, nil
	}
	return &Loss{x.Pairs, x.Points}, nil
}

type widened struct {
	widening
	steps int
}

// fewest bisects each parameter for the fewest steps that work, and lists the
// parameters that need fewest. (What some steps bring about more steps do too: they
// only allow the mentee more.)
func (s *search) fewest(kind ChangeKind, works func(scores []int32) (bool, error)) ([]widened, error) {
	var out []widened
	for n, w := range s.wider {
		s.report(kind, n, len(s.wider))
		steps := w.steps()
		if ok, err := works(w.rows[steps[len(steps)-1]]); err != nil || !ok {
			if err != nil {
				return nil, err
			}
			continue
		}
		low, high := 0, len(steps)-1
		for low < high {
			mid := (low + high) / 2
			ok, err := works(w.rows[steps[mid]])
			if err != nil {
				return nil, err
			}
			if ok {
				high = mid
			} else {
				low = mid + 1
			}
		}
		switch need := steps[high]; {
		case len(out) == 0 || need < out[0].steps:
			out = []widened{{w, need}}
		case need == out[0].steps:
			out = append(out, widened{w, need})
		}
	}
	return out, nil
}

// both tries one more place together with a widened rule.
func (s *search) both() (*Change, error) {
	fewest, err := s.fewest(PlaceAndWiden, func(scores []int32) (bool, error) {
		openings, err := s.openingsWith(scores)
		return len(openings) > 0, err
	})
	if err != nil {
		return nil, err
	}
	for _, x := range fewest {
		scores := x.rows[x.steps]
		openings, err := s.openingsWith(scores)
		if err != nil {
			return nil, err
		}
		if _, err := s.place(x.change(PlaceAndWiden, x.steps), twist{row: s.row, other: scores}, openings); err != nil {
			return nil, err
		}
	}
	return s.best, nil
}

// openingsWith lists the mentors whose one more place places the mentee once its
// scores are others, which alone do not. Where the present prices do not tell, because
// the mentee has somebody already or nobody has had such points, those under the other
// scores do.
func (s *search) openingsWith(scores []int32) ([]assign.Opening, error) {
	if s.has == 0 {
		if list, err := s.o.ask.Openings(s.ctx, s.row, scores); !errors.Is(err, assign.ErrScores) {
			return list, err
		}
	}
	r, _, err := s.try(twist{row: s.row, other: scores})
	if err != nil {
		return nil, err
	}
	p := s.o.problem
	p.Score = patch(p.Score, s.row, scores)
	q, err := assign.NewQuestions(p, r)
	if err != nil {
		return nil, err
	}
	return q.Openings(s.ctx, s.row, nil)
}
