package mentoring

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"

	"understudy/match/assign"
)

// cut is what alternating paths reach from the empty places of mentees: every mentor
// in it is full, and taken by mentees in it.
type cut struct {
	rows, cols []bool
	group      []int32 // union-find over rows, then columns
}

// readCut turns a cover round: its columns, and the rows that are not in it.
func (c *covering) readCut(most assign.Cover) {
	c.cut = cut{rows: make([]bool, c.problem.Rows), cols: make([]bool, c.problem.Cols)}
	for i := range c.cut.rows {
		c.cut.rows[i] = true
	}
	for _, i := range most.Rows {
		c.cut.rows[i] = false
	}
	for _, j := range most.Cols {
		c.cut.cols[j] = true
	}
}

// shortages splits the cut into groups that share no mentor.
func (c *covering) shortages(ctx context.Context) error {
	x := &c.cut
	if err := c.join(ctx, x); err != nil {
		return err
	}
	groups, order := map[int32]*Shortage{}, []int32(nil)
	for i, in := range x.rows {
		if !in {
			continue
		}
		root := x.find(int32(i))
		g := groups[root]
		if g == nil {
			g = &Shortage{}
			groups[root], order = g, append(order, root)
		}
		g.Mentees, g.Demand = append(g.Mentees, c.m.mentees[i].ID), g.Demand+c.rowLeft[i]
		for _, j := range c.of[i] {
			if !x.cols[j] {
				g.Singles++
			}
		}
	}
	for j, in := range x.cols {
		if in {
			g := groups[x.find(int32(c.problem.Rows+j))]
			g.Mentors, g.Capacity = append(g.Mentors, c.m.mentors[j].ID), g.Capacity+c.colLeft[j]
		}
	}
	return c.keep(order, groups)
}

// keep sorts the groups into mentees whom nobody may take and shortages, and checks
// that they add up.
func (c *covering) keep(order []int32, groups map[int32]*Shortage) error {
	missing := 0
	for _, root := range order {
		g := *groups[root]
		g.Missing = g.Demand - g.Capacity - g.Singles
		missing += g.Missing
		if len(g.Mentors) == 0 && g.Singles == 0 {
			if u, nobody := c.unplaceable(g.Mentees[0], g.Demand); nobody {
				c.out.Nobody = append(c.out.Nobody, u)
				continue
			}
		}
		c.out.Shortages = append(c.out.Shortages, g)
	}
	if missing != c.out.Missing() {
		return fmt.Errorf("mentoring: the groups lack %d places, the count %d", missing, c.out.Missing())
	}
	slices.SortFunc(c.out.Nobody, func(a, b Unplaceable) int { return cmp.Compare(a.Mentee, b.Mentee) })
	slices.SortFunc(c.out.Shortages, func(a, b Shortage) int {
		return cmp.Or(cmp.Compare(b.Missing, a.Missing), cmp.Compare(a.Mentees[0], b.Mentees[0]))
	})
	return nil
}

// join puts mentees into one group with every mentor of the cut whom they may have.
func (c *covering) join(ctx context.Context, x *cut) error {
	x.group = make([]int32, c.problem.Rows+c.problem.Cols)
	for k := range x.group {
		x.group[k] = int32(k)
	}
	var lock sync.Mutex
	return eachRow(ctx, c.problem.Rows, c.problem.Cols, workersOf(c.opts), func(i int, row []int32) {
		if !x.rows[i] {
			return
		}
		c.read(i, row)
		lock.Lock()
		defer lock.Unlock()
		for j, s := range row {
			if x.cols[j] && s != assign.Forbidden {
				x.unite(int32(i), int32(c.problem.Rows+j))
			}
		}
	})
}

// unite makes one group of two; the least member stands for it, in whatever order they
// come.
func (x *cut) unite(a, b int32) {
	a, b = x.find(a), x.find(b)
	x.group[max(a, b)] = min(a, b)
}

func (x *cut) find(k int32) int32 {
	for x.group[k] != k {
		x.group[k] = x.group[x.group[k]]
		k = x.group[k]
	}
	return k
}

// unplaceable says what removed the candidates of someone, counted as WhyNot counts,
// and whether that were all of them: who is locked to each mentor that they may have
// lacks places all the same.
func (c *covering) unplaceable(mentee int64, places int) (out Unplaceable, nobody bool) {
	row := c.plain.rowOf(mentee)
	out, nobody = Unplaceable{Mentee: mentee, Places: places}, true
	counts := c.plain.newRemovals(row, nil)
	for col := range c.plain.mentors {
		if x, y := &c.plain.mentees[row], &c.plain.mentors[col]; candidate(x, y) {
			out.Candidates++
			nobody = c.plain.remove(counts, row, x, y, nil) && nobody
		}
	}
	for _, r := range counts {
		if r.Count > 0 {
			out.Removed = append(out.Removed, r)
		}
	}
	slices.SortStableFunc(out.Removed, func(a, b Removal) int {
		return cmp.Or(cmp.Compare(b.Count, a.Count), cmp.Compare(b.Alone, a.Alone))
	})
	return out, nobody
}

// candidate: a mentor of the slot with a place, who is not the mentee; nobody else is
// counted.
func candidate(a, b *plainPerson) bool {
	return b.Places > 0 && a.Employee != b.Employee && a.slot == b.slot
}
