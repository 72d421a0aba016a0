package mentoring

import (
	"cmp"
	"slices"
)

// sort puts mentors whom rules treat alike beside each other, and among those the ones
// who can teach the same, and cuts the order into classes of 64.
func (f *fast) sort(m *model, parts []weighed) {
	f.order = make([]int32, f.cols)
	for at := range f.order {
		f.order[at] = int32(at)
	}
	var by []*keyed
	for _, p := range parts {
		if p.keyed != nil && p.rule {
			by = append(by, p.keyed)
		}
	}
	slices.SortStableFunc(by, func(a, b *keyed) int { return cmp.Compare(a.n, b.n) })
	teaches := mainSkills(m)
	slices.SortStableFunc(f.order, func(x, y int32) int {
		for _, k := range by {
			if k.n > fewKeys {
				break
			}
			if d := cmp.Compare(k.of[x], k.of[y]); d != 0 {
				return d
			}
		}
		return cmp.Compare(teaches[x], teaches[y])
	})
	f.all = make([]uint64, (f.cols+63)/64)
	for w := range f.all {
		class := f.order[w*64 : min(w*64+64, f.cols)]
		slices.Sort(class)
		f.classes = append(f.classes, class)
		f.all[w] = ^uint64(0) >> (64 - len(class))
	}
}

// fewKeys is how many keys a rule may have for mentors to be sorted by them: more would
// leave nothing to sort by what they teach.
const fewKeys = 16

// mainSkills is, for each mentor, the skill of a high level that fewest others have.
func mainSkills(m *model) []int64 {
	const high = 3
	have := map[int64]int{}
	for _, p := range m.mentors {
		for _, s := range p.e.Skills {
			if s.Level >= high {
				have[s.Skill]++
			}
		}
	}
	out := make([]int64, len(m.mentors))
	for j, p := range m.mentors {
		for _, s := range p.e.Skills {
			if s.Level >= high && (out[j] == 0 || have[s.Skill] < have[out[j]]) {
				out[j] = s.Skill
			}
		}
	}
	return out
}
