package mentoring

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"sync"

	"understudy/match/assign"
)

// Supply sets the mentees who ask for something, a skill at a level or a market,
// against the mentors who have it.
type Supply struct {
	ID    int64 // of the skill or market
	Level int8  // the level wanted of a skill; 0 of a market
	// Mentees ask for it and have Demand open places; Mentors have it, and Capacity free
	// places.
	Mentees, Mentors int
	Demand, Capacity int
	// Allowed of the mentors may take at least one of the mentees, with AllowedCapacity
	// free places.
	Allowed, AllowedCapacity int
	// Without are the mentees for whom no allowed mentor has it; they may still be
	// placed, with someone who does not.
	Without []int64
}

// CoverageReads are the facts that a coverage needs beyond those that rules read.
func CoverageReads() []Fact {
	return []Fact{FactSkills, FactNeeds, FactOffers, FactMarketWish, FactAssignments}
}

// topic is a supply while it is counted.
type topic struct {
	Supply
	teachers []int32 // columns
	allowed  []bool  // by teacher
}

type topicKey struct {
	market bool
	id     int64
	level  int8
}

// topics counts supplies in one pass over all pairs.
func (c *covering) topics(ctx context.Context) error {
	asked := make([][]topicKey, c.problem.Rows)
	all := map[topicKey]*topic{}
	n, knows := c.plain.needsKind(), c.plain.marketKind()
	for i := range c.plain.mentees {
		if c.rowLeft[i] > 0 {
			asked[i] = topicsOf(n, &c.plain.mentees[i])
		}
		for _, k := range asked[i] {
			if all[k] == nil {
				all[k] = &topic{Supply: Supply{ID: k.id, Level: k.level}}
			}
			all[k].Mentees++
			all[k].Demand += c.rowLeft[i]
		}
	}
	for k, t := range all {
		for j := range c.plain.mentors {
			if b := &c.plain.mentors[j]; b.Places > 0 && k.has(n, knows, b) {
				t.teachers = append(t.teachers, int32(j))
				t.Mentors++
				t.Capacity += c.colLeft[j]
			}
		}
		t.allowed = make([]bool, len(t.teachers))
	}
	if err := c.meet(ctx, asked, all); err != nil {
		return err
	}
	for k, t := range all {
		t.close(c.colLeft)
		if k.market {
			c.out.Markets = append(c.out.Markets, t.Supply)
		} else {
			c.out.Skills = append(c.out.Skills, t.Supply)
		}
	}
	for _, list := range [][]Supply{c.out.Skills, c.out.Markets} {
		slices.SortFunc(list, func(a, b Supply) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Level, b.Level)) })
	}
	return nil
}

func (t *topic) close(colLeft []int) {
	for at, ok := range t.allowed {
		if ok {
			t.Allowed++
			t.AllowedCapacity += colLeft[t.teachers[at]]
		}
	}
	slices.Sort(t.Without)
}

// meet notes who of a topic's mentors is allowed for one of its mentees, and which
// mentees have none.
func (c *covering) meet(ctx context.Context, asked [][]topicKey, all map[topicKey]*topic) error {
	var lock sync.Mutex
	return eachRow(ctx, c.problem.Rows, c.problem.Cols, workersOf(c.opts), func(i int, row []int32) {
		if len(asked[i]) == 0 {
			return
		}
		c.read(i, row)
		for _, k := range asked[i] {
			t, found := all[k], []int(nil)
			for at, j := range t.teachers {
				if row[j] != assign.Forbidden {
					found = append(found, at)
				}
			}
			lock.Lock()
			for _, at := range found {
				t.allowed[at] = true
			}
			if found == nil {
				t.Without = append(t.Without, c.m.mentees[i].ID)
			}
			lock.Unlock()
		}
	})
}

// topicsOf lists what a mentee asks for: the skills they lack, at the level wanted,
// and the markets they wish for.
func topicsOf(n plainNeeds, a *plainPerson) []topicKey {
	var out []topicKey
	for _, need := range n.lacking(a, nil) {
		out = append(out, topicKey{id: need.skill, level: int8(need.wanted)})
	}
	wishes := map[topicKey]bool{}
	for _, w := range a.of.MarketWish {
		if w.Level > 0 {
			wishes[topicKey{market: true, id: w.ID}] = true
		}
	}
	return slices.AppendSeq(out, maps.Keys(wishes))
}

// has: the mentor can teach the skill up to the level, or knows the market.
func (k topicKey) has(n plainNeeds, knows func(b *plainPerson, market int64) bool, b *plainPerson) bool {
	if k.market {
		return knows(b, k.id)
	}
	return n.level(k.id, b) >= max(int64(k.level), n.least)
}

// needsKind reads needs as the program's first "skill need" does, else as a new one.
func (p *plain) needsKind() plainNeeds { return needsOf(p, p.valuesOf("skill need")) }

// marketKind tells who knows a market as the program's first "market experience" does.
func (p *plain) marketKind() func(b *plainPerson, market int64) bool {
	v := p.valuesOf("market experience")
	finished, located := p.finished(v), v.is("located there", "yes")
	return func(b *plainPerson, market int64) bool {
		return located && b.of.Market == market ||
			slices.ContainsFunc(b.of.Assignments, func(x Assignment) bool { return x.Market == market && finished(x) })
	}
}

// valuesOf are the parameters of the first criterion of a kind, else of the first such
// rule, else the kind's own.
func (p *plain) valuesOf(kind string) values {
	for _, c := range p.in.Settings.Criteria {
		if v, err := criterionValues(c, p.step); err == nil && c.Kind == kind {
			return v
		}
	}
	for _, r := range p.in.Settings.Rules {
		if v, err := ruleValues(r); err == nil && r.Kind == kind {
			return v
		}
	}
	k, _ := KindByName(kind)
	v, err := parse(k, AsCriterion, nil)
	if err != nil {
		panic(err) // a kind's defaults are its own; a test reads them all
	}
	return v
}
