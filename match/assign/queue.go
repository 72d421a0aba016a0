package assign

import "math/bits"

// item is something that happens at a distance: see search.
type item struct {
	at int64
	id int32
}

// queue is a monotone radix heap (Ahuja, Mehlhorn, Orlin, Tarjan 1990): no item may be
// pushed below the level last opened. Its cost grows with the logarithm of the range,
// so that lifted and finely graded scores need no scaling, while equal distances, which
// are the common case, are served as one batch.
type queue struct {
	last   int64
	bucket [65][]item
	used   uint64 // bit k: bucket k+1 may hold items
}

func (q *queue) reset() {
	for k := range q.bucket {
		q.bucket[k] = q.bucket[k][:0]
	}
	q.last, q.used = 0, 0
}

func (q *queue) push(at int64, id int32) {
	b := bits.Len64(uint64(at ^ q.last))
	q.bucket[b] = append(q.bucket[b], item{at, id})
	if b > 0 {
		q.used |= 1 << (b - 1)
	}
}

// open moves on to the next level that holds items and returns it; its items are then
// bucket 0, which pushes at this level still extend. False means that none is left.
func (q *queue) open() (int64, bool) {
	q.bucket[0] = q.bucket[0][:0]
	if q.used == 0 {
		return 0, false
	}
	b := bits.TrailingZeros64(q.used) + 1
	low := q.bucket[b]
	q.last = low[0].at
	for _, x := range low {
		q.last = min(q.last, x.at)
	}
	q.bucket[b] = low[:0]
	q.used &^= 1 << (b - 1)
	for _, x := range low {
		q.push(x.at, x.id)
	}
	return q.last, true
}
