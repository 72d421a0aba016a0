package mentoring

import (
	"cmp"
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

// widen looks for the parameter that places the mentee by the fewest steps. Whoever
// is placed by some steps is placed by more, so that each parameter is bisected.
func (s *search) widen() (*Change, error) {
	var err error
	if s.wider, err = s.widenings(); err != nil {
		return nil, err
	}
	for n, w := range s.wider {
		s.report(WidenRule, n, len(s.wider))
		steps, r, err := s.fewest(w, func(scores []int32) (assign.Result, bool, error) {
			return s.try(twist{row: s.row, other: scores})
		})
		if err != nil {
			return nil, err
		}
		if steps == 0 || (s.best != nil && s.best.Steps < steps) {
			continue
		}
		if s.best != nil && s.best.Steps > steps {
			s.best = nil
		}
		s.offer(w.change(WidenRule, steps), r)
	}
	return s.best, nil
}

// fewest bisects for the fewest steps that work; 0 if none does.
func (s *search) fewest(w widening, try func([]int32) (assign.Result, bool, error)) (int, assign.Result, error) {
	steps := w.steps()
	best, ok, err := try(w.rows[steps[len(steps)-1]])
	if !ok {
		return 0, best, err
	}
	low, high := 0, len(steps)-1
	for low < high {
		mid := (low + high) / 2
		r, ok, err := try(w.rows[steps[mid]])
		if err != nil {
			return 0, r, err
		}
		if ok {
			high, best = mid, r
		} else {
			low = mid + 1
		}
	}
	return steps[high], best, nil
}

// both tries one more place together with a widened rule, by number of steps over
// all parameters.
func (s *search) both() (*Change, error) {
	type option struct {
		widening
		steps int
	}
	var options []option
	for _, w := range s.wider {
		for _, n := range w.steps() {
			options = append(options, option{w, n})
		}
	}
	slices.SortStableFunc(options, func(a, b option) int { return cmp.Compare(a.steps, b.steps) })
	for _, o := range options {
		if s.best != nil && s.best.Steps < o.steps {
			break
		}
		t := twist{row: s.row, other: o.rows[o.steps]}
		solved, _, err := s.try(t)
		if err != nil {
			return nil, err
		}
		if _, err := s.place(o.change(PlaceAndWiden, o.steps), t, solved); err != nil {
			return nil, err
		}
	}
	return s.best, nil
}
