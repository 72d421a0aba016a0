package mentoring

import (
	"fmt"
	"slices"
	"sync"

	"understudy/match/assign"
)

// The fast scorer takes a company apart before it looks at a pair. A rule becomes a
// bit for every mentor, ready for each sort of mentee (a grade, a set of languages),
// so that a mentee's rules together are an "and" of 64 mentors at a time; only who is
// left is scored, criterion by criterion along the list of them. Mentors stand in an
// order that keeps those together whom the rules treat alike, and each 64 of them are
// a class: what the best of a class could be worth is bounded without reading it (the
// threshold algorithm: Fagin, Lotem, Naor 2001; blocks of postings with their greatest
// weight: Ding, Suel 2011).
//
// "Place" below is where a mentor stands in that order.
type fast struct {
	rows, cols int
	order      []int32   // the column of each place
	blank      []int32   // a row without an admissible pair, to copy from
	classes    [][]int32 // the columns of each class
	all        []uint64  // a bit for each place
	row        []func(row int) int32
	masks      []func(row int, mask []uint64)
	sifts      []sift
	points     []points
	forbids    [][]int32 // places that a row must not have
	extras     [][]extra // points beside those of the criteria
	floor      int32
	special    map[int][]int32 // ready rows of mentees with exceptions
	readers    sync.Pool
}

const (
	low         = -1 << 29 // what a rule says of a pair that it forbids; otherwise 0
	pointsLimit = 1 << 28  // of a pair, so that all sums fit
)

// sift keeps those of the places that a rule allows the open row.
type sift func(r *reader, at []int32) []int32

// points are what one criterion gives.
type points interface{ reader() pointReader }

// pointReader reads the points of one row after the other.
type pointReader interface {
	open(row int)
	// add adds to each of the totals what the place at the same index is worth.
	add(at, totals []int32)
	// bound adds to low and high between what any place of each class is worth.
	bound(low, high []int32)
}

// extra are points of one place.
type extra struct{ place, points int32 }

// part is what a kind with its parameters becomes: a criterion's points for a whole
// row, a table by keys of both sides, a list of pairs, or something that needs the
// order of the mentors first.
type part struct {
	row   func(row int) int32
	keyed *keyed
	pairs [][]entry
	build func(f *fast)
}

// entry is the value of one pair; a rule's is low.
type entry struct{ col, value int32 }

// weight turns what a part measures into points or into low.
type weight struct {
	rule       bool
	allow      bool // rule: where a fact is missing
	most, step int64
	extent     [2]int32 // criterion: the fewest and the most points of any pair
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

// compile builds the fast scorer. Errors: points that do not fit, and that of the
// model's next.
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
		if err := m.next(); err != nil {
			return nil, err
		}
	}
	return f, nil
}

// rowUnder scores one row with rules of its own.
func rowUnder(m *model, rules []Rule, row int) ([]int32, error) {
	f, err := compileRules(m.only(row), rules)
	if err != nil {
		return nil, err
	}
	out := make([]int32, f.cols)
	f.Row(0, out)
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

// weighed is a part with what it counts for.
type weighed struct {
	part
	weight
	about func(row int) bool // nil is every row
}

func compileRules(m *model, rules []Rule) (*fast, error) {
	f := &fast{rows: len(m.mentees), cols: len(m.mentors), floor: -pointsLimit}
	parts, err := partsOf(m, rules)
	if err != nil {
		return nil, err
	}
	f.sort(m, parts)
	f.blank = make([]int32, f.cols)
	fill(f.blank, assign.Forbidden)
	for _, p := range parts {
		before := f.marked()
		switch {
		case p.row != nil:
			f.row = append(f.row, p.row)
		case p.keyed != nil:
			p.keyed.seat(f, p.weight)
		case p.build != nil:
			p.build(f)
		}
		f.limit(before, p.about)
		if err := m.next(); err != nil {
			return nil, err
		}
	}
	f.list(m, parts)
	if floor := m.in.Settings.Floor; floor != nil {
		f.floor = int32(max(-pointsLimit, min(*floor, pointsLimit)))
	}
	f.readers.New = func() any { return f.newReader() }
	return f, nil
}

func partsOf(m *model, rules []Rule) ([]weighed, error) {
	var parts []weighed
	kinds := fastKinds()
	for _, r := range rules {
		v, err := ruleValues(r)
		if err != nil {
			return nil, err
		}
		w := weight{rule: true, allow: v.is("when missing", "allow"), values: v, step: 1}
		parts = append(parts, weighed{kinds[r.Kind](m, w), w, m.inSlot(r.Slot)})
		if err := m.next(); err != nil {
			return nil, err
		}
	}
	if len(m.slots) > 1 {
		parts = append(parts, weighed{oneSlot(m), weight{rule: true}, nil})
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
		w.extent = [2]int32{int32(max(least, -pointsLimit)), int32(min(most, pointsLimit))}
		parts = append(parts, weighed{kinds[c.Kind](m, w), w, m.inSlot(c.Slot)})
		if err := m.next(); err != nil {
			return nil, err
		}
	}
	if low <= -pointsLimit || high >= pointsLimit {
		return nil, fmt.Errorf("points of a pair from %s to %s do not fit", FormatPoints(low), FormatPoints(high))
	}
	return parts, nil
}

// list joins the pairs that parts name one by one, bans and being one person.
func (f *fast) list(m *model, parts []weighed) {
	f.forbids, f.extras = make([][]int32, f.rows), make([][]extra, f.rows)
	place := make([]int32, f.cols)
	for at, col := range f.order {
		place[col] = int32(at)
	}
	forbid := func(mentee, mentor int64) {
		m.between(mentee, mentor, func(row, col int) { f.forbids[row] = append(f.forbids[row], place[col]) })
	}
	for _, b := range m.in.Bans {
		forbid(b.A, b.B)
		forbid(b.B, b.A)
	}
	for _, p := range m.mentees {
		forbid(p.Employee, p.Employee)
	}
	for _, p := range parts {
		for row, list := range p.pairs {
			if p.about != nil && !p.about(row) {
				continue
			}
			for _, x := range list {
				if p.rule {
					f.forbids[row] = append(f.forbids[row], place[x.col])
				} else {
					f.extras[row] = append(f.extras[row], extra{place[x.col], x.value})
				}
			}
		}
	}
	for row := range f.extras {
		f.extras[row] = joined(f.extras[row])
	}
}

// joined sorts extras by place and adds up those of one.
func joined(list []extra) []extra {
	slices.SortFunc(list, func(a, b extra) int { return int(a.place) - int(b.place) })
	n := 0
	for _, x := range list {
		if n > 0 && list[n-1].place == x.place {
			list[n-1].points += x.points
			continue
		}
		list[n] = x
		n++
	}
	return list[:n]
}

// Row writes the score of a row with every column.
func (f *fast) Row(row int, dst []int32) {
	if ready := f.special[row]; ready != nil {
		copy(dst, ready)
		return
	}
	copy(dst, f.blank)
	r := f.readers.Get().(*reader)
	defer f.readers.Put(r)
	r.turn(row)
	r.read(0, len(f.all))
	for k, at := range r.at {
		dst[f.order[at]] = r.totals[k]
	}
}
