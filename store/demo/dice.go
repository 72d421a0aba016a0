package demo

import "math/rand/v2"

// stream keeps what is decided about one person apart, so that a change to one
// part of the company leaves the others as they were.
type stream uint64

const (
	ofSites stream = iota + 1
	ofNames
	ofTree
	ofPerson
	ofPositions
	ofRatings
	ofWishes
	ofNeeds
	ofAnswers
	ofConsents
	ofAssignments
	ofFields
	ofLanguages
	ofNotes
	ofLeadership
	ofAbroad
	ofSessions
	ofFollow
	ofAims
	ofCovers
	ofDemand
	ofCertificates
	ofPotential
	ofAbsences
	ofRotations
	ofStretch
	ofCraft
	ofEvents
)

// dice is a source of chance.
type dice struct{ *rand.Rand }

// roll gives the dice of one stream and one person: nobody's luck depends on how
// often somebody else's dice were thrown.
func (w *world) roll(of stream, i int) dice {
	return dice{rand.New(rand.NewPCG(mix(w.key^mix(uint64(of))), mix(uint64(i)+1)))}
}

// mix is the finaliser of splitmix64: neighbouring numbers end far apart.
func mix(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// chance is true so many times of a hundred.
func (d dice) chance(percent int) bool { return d.IntN(100) < percent }

// between is a number from low to high, both included.
func (d dice) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + d.IntN(high-low+1)
}

// weighted is an index, each as likely as its weight says.
func (d dice) weighted(weights ...int) int {
	sum := 0
	for _, w := range weights {
		sum += w
	}
	at := d.IntN(sum)
	for i, w := range weights {
		if at -= w; at < 0 {
			return i
		}
	}
	return 0
}

// pick is one of a list.
func pick[T any](d dice, list []T) T { return list[d.IntN(len(list))] }

// some is n of a list in random order, or all of it.
func some[T any](d dice, list []T, n int) []T {
	list = append([]T(nil), list...)
	d.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list[:min(n, len(list))]
}
