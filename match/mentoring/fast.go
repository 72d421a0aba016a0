package mentoring

import (
	"fmt"
	"slices"
	"sync"

	"understudy/match/assign"
)

// The fast scorer never looks at a pair of people. Each rule and criterion becomes
// a part of one of four shapes:
//
//	row      depends on the mentee alone: one number a row
//	classes  depends on the mentee and a class of mentors (a grade, a set of
//	         languages): one number a class, then one lookup a pair
//	tally    counts something a pair (levels covered, answers in common) along
//	         lists of the mentors concerned, then looks the count up in a table
//	entries  differs for a few pairs only (managers, preferences), listed by row
//
// Classes of several parts are joined into few groups of classes, so that a pair
// costs a lookup a group and not a lookup a part.
type fast struct {
	rows, cols int
	row        []func(row int) int32
	groups     []group
	tallies    []tally
	entries    []entries
	floor      int32
	special    map[int][]int32 // ready rows of mentees with exceptions
	scratch    sync.Pool
}

const (
	// low is a forbidden pair while sums are built; below the limit a sum is one.
	low         = -1 << 29
	pointsLimit = 1 << 28
	mostGroups  = 3 // so that low added up still fits an int32
)

type part struct {
	row     func(row int) int32
	classes *classes
	tally   *tally
	entries *entries
}

type classes struct {
	of   []int32                      // the class of each column
	n    int                          // how many classes
	fill func(row int, value []int32) // value of each class, low where forbidden
}

type tally struct {
	count func(row int, counts []uint16) (most int) // adds up; most is the greatest count possible
	value func(row, count int) int32
	rule  bool
}

type entries struct {
	byRow [][]entry
	rule  bool
}

type entry struct{ col, value int32 }

// weight turns what a part measures into points or into low.
type weight struct {
	rule       bool
	allow      bool // rule: where a fact is missing
	most, step int64
	values     values
}

// verdict is the value of a rule.
func (w weight) verdict(known, ok bool) int32 {
	if ok && known || !known && w.allow {
		return 0
	}
	return low
}

// share is the value of a criterion: num of den of the points, rounded to the
// step, halves away from 0.
func (w weight) share(num, den int64) int32 {
	if den == 0 || num == 0 {
		return 0
	}
	sign, most := int64(1), w.most
	if most < 0 {
		sign, most = -1, -most
	}
	unit := den * w.step
	return int32(sign * ((2*most*num + unit) / (2 * unit)) * w.step)
}

// either is a condition's value: a rule's verdict, or all points or none.
func (w weight) either(known, ok bool) int32 {
	if w.rule {
		return w.verdict(known, ok)
	}
	if known && ok {
		return int32(w.most)
	}
	return 0
}

// compile builds the fast scorer. Errors: points that do not fit.
func compile(m *model) (*fast, error) {
	f, err := compileRules(m, m.in.Settings.Rules)
	if err != nil {
		return nil, err
	}
	f.special = map[int][]int32{}
	for _, x := range m.in.Exceptions {
		row := m.rowOf[x.Mentee]
		if f.special[row] != nil {
			continue
		}
		rules, err := widenedFor(m.in, x.Mentee)
		if err != nil {
			return nil, err
		}
		if f.special[row], err = rowUnder(m, rules, row); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// rowUnder scores one row with rules of its own.
func rowUnder(m *model, rules []Rule, row int) ([]int32, error) {
	f, err := compileRules(m, rules)
	if err != nil {
		return nil, err
	}
	out := make([]int32, f.cols)
	f.Row(row, out)
	return out, nil
}

// widenedFor is the rules with the exceptions of one mentee.
func widenedFor(in *Input, mentee int64) ([]Rule, error) {
	rules := slices.Clone(in.Settings.Rules)
	for i := range rules {
		name := RuleName(rules[i])
		for _, x := range in.Exceptions {
			if x.Mentee != mentee || x.Rule != name {
				continue
			}
			r, err := Widen(rules[i], x.Param, x.Steps)
			if err != nil {
				return nil, err
			}
			r.Name = name
			rules[i] = r
		}
	}
	return rules, nil
}

func compileRules(m *model, rules []Rule) (*fast, error) {
	f := &fast{rows: len(m.mentees), cols: len(m.mentors), floor: -pointsLimit}
	kinds := fastKinds()
	var parts []*classes
	add := func(p part, w weight) {
		switch {
		case p.row != nil:
			f.row = append(f.row, p.row)
		case p.classes != nil:
			parts = append(parts, p.classes)
		case p.tally != nil:
			p.tally.rule = w.rule
			f.tallies = append(f.tallies, *p.tally)
		}
		if p.entries != nil {
			p.entries.rule = w.rule
			f.entries = append(f.entries, *p.entries)
		}
	}
	for _, r := range rules {
		v, err := ruleValues(r)
		if err != nil {
			return nil, err
		}
		w := weight{rule: true, allow: v.is("when missing", "allow"), values: v, step: 1}
		add(kinds[r.Kind](m, w), w)
	}
	low, high := int64(0), int64(0)
	for _, c := range m.in.Settings.Criteria {
		v, err := criterionValues(c, m.in.Settings.Step)
		if err != nil {
			return nil, err
		}
		least, most := rangeOf(c, v)
		low, high = low+least, high+most
		w := weight{most: c.Points, step: stepOf(m.in.Settings.Step), values: v}
		add(kinds[c.Kind](m, w), w)
	}
	if low <= -pointsLimit || high >= pointsLimit {
		return nil, fmt.Errorf("points of a pair from %s to %s do not fit", FormatPoints(low), FormatPoints(high))
	}
	f.entries = append(f.entries, entries{apart(m), true})
	f.groups = joined(parts, f.cols)
	f.setFloor(m.in.Settings.Floor)
	f.scratch.New = func() any { return f.newScratch() }
	return f, nil
}

func (f *fast) setFloor(floor *int64) {
	if floor != nil {
		f.floor = int32(max(-pointsLimit, min(*floor, pointsLimit)))
	}
}

// apart lists whom bans and being one person keep apart.
func apart(m *model) [][]entry {
	byRow := make([][]entry, len(m.mentees))
	forbid := func(mentee, mentor int64) {
		row, isRow := m.rowsAt[mentee]
		col, isCol := m.colsAt[mentor]
		if isRow && isCol {
			byRow[row] = append(byRow[row], entry{int32(col), low})
		}
	}
	for _, b := range m.in.Bans {
		forbid(b.A, b.B)
		forbid(b.B, b.A)
	}
	for _, p := range m.mentees {
		forbid(p.Employee, p.Employee)
	}
	return byRow
}

type scratch struct {
	values [][]int32 // of each class, by part
	joined []int32   // of each class of a group
	counts []uint16
}

func (f *fast) newScratch() *scratch {
	s := &scratch{counts: make([]uint16, f.cols)}
	most := 0
	for _, g := range f.groups {
		most = max(most, g.n)
		for len(s.values) < len(g.parts) {
			s.values = append(s.values, nil)
		}
		for i, p := range g.parts {
			if len(s.values[i]) < p.n {
				s.values[i] = make([]int32, p.n)
			}
		}
	}
	s.joined = make([]int32, most)
	return s
}

// Row writes the score of a row with every column.
func (f *fast) Row(row int, dst []int32) {
	if ready := f.special[row]; ready != nil {
		copy(dst, ready)
		return
	}
	base := int32(0)
	for _, part := range f.row {
		if base += part(row); base < -pointsLimit {
			fill(dst, assign.Forbidden)
			return
		}
	}
	s := f.scratch.Get().(*scratch)
	defer f.scratch.Put(s)
	if len(f.groups) == 0 {
		fill(dst, base)
	}
	for i, g := range f.groups {
		g.add(row, base, dst, s, i == 0)
		base = 0
	}
	for i := range f.tallies {
		f.tallies[i].add(row, dst, s.counts)
	}
	for _, e := range f.entries {
		e.add(row, dst)
	}
	least := max(f.floor, -pointsLimit)
	for j, v := range dst {
		if v < least {
			v = assign.Forbidden
		}
		dst[j] = v // always written: a conditional move instead of a jump
	}
}

func fill(dst []int32, v int32) {
	for j := range dst {
		dst[j] = v
	}
}

func (e entries) add(row int, dst []int32) {
	for _, x := range e.byRow[row] {
		if e.rule {
			dst[x.col] = low
		} else {
			dst[x.col] += x.value
		}
	}
}

// add counts, then values each count once.
func (t *tally) add(row int, dst []int32, counts []uint16) {
	clear(counts)
	most := t.count(row, counts)
	var few [64]int32
	table := few[:]
	if most >= len(few) {
		table = make([]int32, most+1)
	}
	for n := range most + 1 {
		table[n] = t.value(row, n)
	}
	if t.rule {
		for j, n := range counts {
			if table[n] != 0 {
				dst[j] = low
			}
		}
		return
	}
	for j, n := range counts {
		dst[j] += table[n]
	}
}
