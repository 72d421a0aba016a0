package stable

// key is how much a column likes a row, lower is more: its rank there, then who is on
// the second way down, then the row's place in the order, which keeps a queue strict
// and drives nobody out who is on the first way.
type key uint64

const posBits = 31

func (x *suitor) key(rank int32) key {
	k := key(rank) << (posBits + 1)
	if !x.second {
		k |= 1 << posBits
	}
	return k | key(x.pos)
}

func (k key) liking() key { return k >> posBits }

// above says whether the row of k drives out that of the other.
func (k key) above(other key) bool {
	if k.liking() != other.liking() {
		return k.liking() < other.liking()
	}
	return k&(1<<posBits) == 0 && k < other
}

func (k key) rank() int32 { return int32(k >> (posBits + 1)) }
func (k key) pos() int32  { return int32(k & (1<<posBits - 1)) }

// queue is a heap with the least liked row on top.
type queue []key

func (q *queue) push(k key) {
	*q = append(*q, k)
	h := *q
	at := len(h) - 1
	for at > 0 && h[(at-1)/2] < k {
		h[at] = h[(at-1)/2]
		at = (at - 1) / 2
	}
	h[at] = k
}

// replace puts a key where the row at a position was. Nearly always that is the top.
func (q queue) replace(pos int32, by key) {
	at := 0
	for q[at].pos() != pos {
		at++
	}
	for at > 0 && q[(at-1)/2] < by {
		q[at] = q[(at-1)/2]
		at = (at - 1) / 2
	}
	q.sink(at, by)
}

// sink puts a key at a place or below, where all is in order but that place.
func (q queue) sink(at int, by key) {
	for {
		below := 2*at + 1
		if below+1 < len(q) && q[below+1] > q[below] {
			below++
		}
		if below >= len(q) || q[below] <= by {
			break
		}
		q[at] = q[below]
		at = below
	}
	q[at] = by
}
