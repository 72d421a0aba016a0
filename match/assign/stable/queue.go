package stable

import "slices"

// key is how much a column likes a row, lower is more: its rank there, then who is on
// the second way down, then the row's place in the order, which keeps a queue strict
// but never drives anyone out.
type key uint64

const posBits = 31

func (r *round) key(i, rank int32) key {
	k := key(rank) << (posBits + 1)
	if !r.second[i] {
		k |= 1 << posBits
	}
	return k | key(r.pos[i])
}

func (k key) liking() key { return k >> posBits }
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

// remove takes out the first key that fits; the top is looked at first.
func (q *queue) remove(fits func(key) bool) {
	at := slices.IndexFunc(*q, fits)
	h := *q
	k := h[len(h)-1]
	h = h[:len(h)-1]
	*q = h
	if at == len(h) {
		return
	}
	for at > 0 && h[(at-1)/2] < k {
		h[at] = h[(at-1)/2]
		at = (at - 1) / 2
	}
	for {
		below := 2*at + 1
		if below+1 < len(h) && h[below+1] > h[below] {
			below++
		}
		if below >= len(h) || h[below] <= k {
			break
		}
		h[at] = h[below]
		at = below
	}
	h[at] = k
}
