package mentoring

import (
	"math"
	"math/bits"
	"slices"

	"understudy/match/assign"
)

// reader reads one row after the other; it belongs to one goroutine.
type reader struct {
	f      *fast
	row    int
	ready  []int32 // a row that is scored already; nil for most
	low    []int32 // bounds of the classes
	high   []int32
	points []pointReader
	base   int32    // what the row earns with anyone
	mask   []uint64 // the places that masks leave
	at     []int32  // the places read last, ascending
	totals []int32  // and their points
	nums   []int32
}

func (f *fast) newReader() *reader {
	r := &reader{f: f, mask: make([]uint64, len(f.all)), low: make([]int32, len(f.all)), high: make([]int32, len(f.all))}
	for _, p := range f.points {
		r.points = append(r.points, p.reader())
	}
	return r
}

// Classes lists the columns of every class: see [assign.Classes].
func (f *fast) Classes() [][]int32 { return f.classes }

// Reader makes a reader for one goroutine.
func (f *fast) Reader() assign.ClassReader { return f.newReader() }

// turn goes to a row and finds whom its rules leave, but for those of sifts.
func (r *reader) turn(row int) {
	r.row, r.base, r.ready = row, 0, nil
	for _, part := range r.f.row {
		r.base += part(row)
	}
	for _, p := range r.points {
		p.open(row)
	}
	copy(r.mask, r.f.all)
	for _, and := range r.f.masks {
		and(row, r.mask)
	}
	for _, place := range r.f.forbids[row] {
		r.mask[place/64] &^= 1 << (place % 64)
	}
}

// read scores the places of some words of the mask into at and totals.
func (r *reader) read(from, to int) {
	at := r.at[:0]
	for w, word := range r.mask[from:to] {
		for first := int32(from+w) * 64; word != 0; word &= word - 1 {
			at = append(at, first+int32(bits.TrailingZeros64(word)))
		}
	}
	r.at = at // keeps what grew
	for _, sift := range r.f.sifts {
		at = sift(r, at)
	}
	r.totals = slices.Grow(r.totals[:0], len(at))[:len(at)]
	fill(r.totals, r.base)
	for _, p := range r.points {
		p.add(at, r.totals)
	}
	for _, x := range r.f.extras[r.row] {
		if k, ok := slices.BinarySearch(at, x.place); ok {
			r.totals[k] += x.points
		}
	}
	if r.f.floor > -pointsLimit {
		for k, total := range r.totals {
			if total < r.f.floor {
				r.totals[k] = assign.Forbidden
			}
		}
	}
	r.at = at
}

// count gives nums for so many places, all 0.
func (r *reader) count(n int) []int32 {
	r.nums = slices.Grow(r.nums[:0], n)[:n]
	clear(r.nums)
	return r.nums
}

// Open turns to a row and bounds what each class holds: see [assign.ClassReader].
func (r *reader) Open(row int, dst []assign.Bound) []assign.Bound {
	if ready := r.f.special[row]; ready != nil {
		r.ready = ready
		return boundReady(r.f.classes, ready, dst)
	}
	r.turn(row)
	low, high := r.low, r.high
	fill(low, r.base)
	fill(high, r.base)
	for _, p := range r.points {
		p.bound(low, high)
	}
	r.boundExtras(low, high)
	for c, most := range high {
		if r.mask[c] != 0 && most >= r.f.floor {
			dst = append(dst, assign.Bound{Class: int32(c), Low: max(low[c], r.f.floor), High: most})
		}
	}
	return dst
}

// boundExtras widens the bounds of the classes that have a place with points of its own.
func (r *reader) boundExtras(low, high []int32) {
	list := r.f.extras[r.row]
	for len(list) > 0 {
		class, least, most := list[0].place/64, int32(0), int32(0)
		for len(list) > 0 && list[0].place/64 == class {
			least, most = min(least, list[0].points), max(most, list[0].points)
			list = list[1:]
		}
		low[class] += least
		high[class] += most
	}
}

// boundReady bounds the classes of a row that is scored already.
func boundReady(classes [][]int32, ready []int32, dst []assign.Bound) []assign.Bound {
	for c, columns := range classes {
		b := assign.Bound{Class: int32(c), Low: math.MaxInt32, High: assign.Forbidden}
		for _, col := range columns {
			if s := ready[col]; s != assign.Forbidden {
				b.Low, b.High = min(b.Low, s), max(b.High, s)
			}
		}
		if b.High != assign.Forbidden {
			dst = append(dst, b)
		}
	}
	return dst
}

// Class writes the scores of the open row with the columns of a class.
func (r *reader) Class(c int, dst []int32) {
	if r.ready != nil {
		for k, col := range r.f.classes[c] {
			dst[k] = r.ready[col]
		}
		return
	}
	fill(dst, assign.Forbidden)
	r.read(c, c+1)
	for k, at := range r.at {
		dst[at%64] = r.totals[k]
	}
}

func fill(dst []int32, v int32) {
	for j := range dst {
		dst[j] = v
	}
}
