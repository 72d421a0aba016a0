package mentoring

import (
	"reflect"
	"slices"
	"testing"
)

// TestSuppliesAreWhatACountByHandFinds counts skills and markets again, pair by pair,
// with the defaults of a new program.
func TestSuppliesAreWhatACountByHandFinds(t *testing.T) {
	skills, markets := 0, 0
	for seed := range uint64(400) {
		d := seeded(seed)
		in := withLocks(d, randomInput(d, 10))
		in.Settings.Criteria = slices.DeleteFunc(in.Settings.Criteria, reads("skill need", "market experience"))
		in.Settings.Rules = slices.DeleteFunc(in.Settings.Rules, func(r Rule) bool { return reads("skill need", "market experience")(Criterion{Kind: r.Kind}) })
		c := mustCover(t, in)
		want := suppliesByHand(in)
		skills, markets = skills+len(c.Skills), markets+len(c.Markets)
		if !reflect.DeepEqual(append(slices.Clone(c.Skills), c.Markets...), want) {
			t.Fatalf("seed %d:\n%+v\n%+v\nby hand %+v", seed, c.Skills, c.Markets, want)
		}
	}
	if skills == 0 || markets == 0 {
		t.Error("nothing was counted")
	}
}

func reads(kinds ...string) func(Criterion) bool {
	return func(c Criterion) bool { return slices.Contains(kinds, c.Kind) }
}

func suppliesByHand(in Input) []Supply {
	o, staff := openOf(in), map[int64]Employee{}
	for _, e := range in.Employees {
		staff[e.ID] = e
	}
	var out []Supply
	for level := int8(1); level <= 4; level++ {
		for skill := int64(1); skill <= 5; skill++ {
			wants := func(x Enrolment) bool { return lacksByHand(staff[x.Employee], x, skill) == level }
			has := func(x Enrolment) bool { return levelIn(staff[x.Employee].Skills, skill) >= max(level, 3) }
			out = appendSupply(out, in, o, Supply{ID: skill, Level: level}, wants, has)
		}
	}
	slices.SortStableFunc(out, func(a, b Supply) int { return int(a.ID - b.ID) })
	for market := range int64(4) {
		wants := func(x Enrolment) bool {
			return slices.ContainsFunc(staff[x.Employee].MarketWish, func(w Interest) bool { return w.ID == market && w.Level > 0 })
		}
		has := func(x Enrolment) bool {
			return slices.ContainsFunc(staff[x.Employee].Assignments, func(a Assignment) bool {
				return a.Market == market && a.To != 0 && a.To <= in.AsOf && in.Texts[a.Outcome] == "completed"
			})
		}
		out = appendSupply(out, in, o, Supply{ID: market}, wants, has)
	}
	return out
}

func appendSupply(out []Supply, in Input, o openPairs, s Supply, wants, has func(Enrolment) bool) []Supply {
	met := map[int64]bool{}
	for _, x := range in.Mentees {
		if o.left[x.ID] == 0 || !wants(x) {
			continue
		}
		s.Mentees, s.Demand = s.Mentees+1, s.Demand+o.left[x.ID]
		found := false
		for _, y := range in.Mentors {
			if has(y) && o.allowed[[2]int64{x.ID, y.ID}] {
				met[y.ID], found = true, true
			}
		}
		if !found {
			s.Without = append(s.Without, x.ID)
		}
	}
	for _, y := range in.Mentors {
		if y.Places == 0 || !has(y) {
			continue
		}
		s.Mentors, s.Capacity = s.Mentors+1, s.Capacity+o.left[y.ID]
		if met[y.ID] {
			s.Allowed, s.AllowedCapacity = s.Allowed+1, s.AllowedCapacity+o.left[y.ID]
		}
	}
	if s.Mentees == 0 {
		return out
	}
	return append(out, s)
}

func levelIn(list []SkillLevel, skill int64) int8 {
	best := int8(0)
	for _, s := range list {
		if s.Skill == skill && s.Level > best {
			best = s.Level
		}
	}
	return best
}

// lacksByHand is the level that someone wants to reach in a skill; 0 if none.
func lacksByHand(e Employee, x Enrolment, skill int64) int8 {
	if !slices.ContainsFunc(x.Needs, func(s SkillLevel) bool { return s.Skill == skill }) {
		return 0
	}
	wanted := levelIn(x.Needs, skill)
	if wanted == 0 {
		wanted = 3
	}
	if wanted <= levelIn(e.Skills, skill) {
		return 0
	}
	return wanted
}
