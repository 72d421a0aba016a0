package mentoring

import "slices"

// judgedRule is a rule that numbers mentors, so that it is asked once a number.
type judgedRule struct {
	*plainRule
	kin
	number []int32 // of each crowd
	sort   []int32 // of each mentee, if the rule is mirrored and knows no acquaintances
	ready  [][]bool
}

// mostReady is how many verdicts of a mirrored rule are kept.
const mostReady = 1 << 22

// prepare asks a mirrored rule once for every number on both sides.
func (j *judgedRule) prepare(p *plain) {
	if !j.mirrored || j.near != nil {
		return
	}
	mentees := make([]*plainPerson, len(p.mentees))
	for i := range mentees {
		mentees[i] = &p.mentees[i]
	}
	sort := j.alike(mentees)
	if sorts := int(slices.Max(append([]int32{-1}, sort...))) + 1; sorts*len(j.kin) > mostReady {
		return
	}
	j.sort = sort
	for i, a := range mentees {
		if int(sort[i]) < len(j.ready) {
			continue // numbers begin at 0, in order of appearance
		}
		forbids := make([]bool, len(j.kin))
		for n, cols := range j.kin {
			forbids[n] = j.bars(j.rule(a, &p.mentors[cols[0]]))
		}
		j.ready = append(j.ready, forbids)
	}
}

// forbidding says of each number whether the rule forbids it the mentee.
func (j *judgedRule) forbidding(p *plain, row int, known []int32, s *plainScratch) []bool {
	a := &p.mentees[row]
	if j.sort != nil && j.slot.concerns(a) {
		return j.ready[j.sort[row]]
	}
	s.forbids = zeroed(s.forbids, len(j.kin))
	for n, cols := range j.kin {
		b := p.stranger(cols, known)
		s.forbids[n] = b == nil || j.forbids(a, b)
	}
	return s.forbids
}

// sortRules notes the rules that number mentors, and returns the numbers by column.
func (r *plainRows) sortRules() (numbers [][]int32) {
	r.col = make([]int32, len(r.mentors))
	for at := range r.col {
		r.col[at] = int32(at)
	}
	r.places = slices.Clone(r.col)
	rules := []*plainRule{{plainCheck: plainSameSlot()}}
	for i := range r.p.rules {
		rules = append(rules, &r.p.rules[i])
	}
	for _, rule := range rules {
		if rule.alike != nil {
			number := rule.alike(r.mentors)
			numbers = append(numbers, number)
			r.judged = append(r.judged, judgedRule{plainRule: rule, kin: r.kinOf(number)})
			r.judged[len(r.judged)-1].prepare(r.p)
		}
	}
	return numbers
}

// sortMentors puts crowd after crowd.
func (r *plainRows) sortMentors(numbers [][]int32) {
	compare := func(x, y int32) int {
		for _, number := range numbers {
			if d := int(number[x]) - int(number[y]); d != 0 {
				return d
			}
		}
		return 0
	}
	slices.SortStableFunc(r.col, compare)
	for at, col := range r.col {
		r.mentors[at] = &r.p.mentors[col]
		if at == 0 || compare(r.col[at-1], col) != 0 {
			r.crowds = append(r.crowds, crowd{from: int32(at)})
			for k := range r.judged {
				r.judged[k].number = append(r.judged[k].number, numbers[k][col])
			}
		}
		r.crowds[len(r.crowds)-1].to = int32(at + 1)
	}
}
