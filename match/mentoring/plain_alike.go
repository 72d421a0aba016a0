package mentoring

// Who is alike to plainRows.

// everyone is the alike of a check that reads nothing of a stranger.
func everyone(mentors []*plainPerson) []int32 { return make([]int32, len(mentors)) }

// alikeBy is the alike of a check that reads of a mentor only what key gives.
func alikeBy[K comparable](key func(b *plainPerson) K) func([]*plainPerson) []int32 {
	return func(mentors []*plainPerson) []int32 {
		seen, out := map[K]int32{}, make([]int32, 0, len(mentors))
		for _, b := range mentors {
			k := key(b)
			if _, ok := seen[k]; !ok {
				seen[k] = int32(len(seen))
			}
			out = append(out, seen[k])
		}
		return out
	}
}

// fewMentors is up to how many mentors who have one value are known to each mentee
// that has it too, rather than get a number of their own.
const fewMentors = 8

// sameOnes is for checks that read whether two have the same value, if they have one.
// A company has a great many teams, and a mentee is a stranger to all but their own.
func sameOnes(p *plain, value func(x *plainPerson) (v int64, has bool)) (alike func([]*plainPerson) []int32, near func(func(mentee, mentor int64))) {
	own := map[int64][]int64{} // employees who have a value
	for j := range p.mentors {
		if v, has := value(&p.mentors[j]); has {
			own[v] = append(own[v], p.mentors[j].Employee)
		}
	}
	type sort struct {
		has, shared bool
		value       int64
	}
	alike = alikeBy(func(b *plainPerson) sort {
		v, has := value(b)
		if !has || len(own[v]) <= fewMentors {
			return sort{has: has}
		}
		return sort{has, true, v}
	})
	near = func(meet func(mentee, mentor int64)) {
		for i := range p.mentees {
			if v, has := value(&p.mentees[i]); has && len(own[v]) <= fewMentors {
				for _, mentor := range own[v] {
					meet(p.mentees[i].Employee, mentor)
				}
			}
		}
	}
	return alike, near
}
