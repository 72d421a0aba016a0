package mentoring

import (
	"encoding/binary"
	"math"
)

// keyed is a part whose value depends on a key of the mentor and a key of the mentee.
// Mentees whose keys give the same values are one sort.
type keyed struct {
	of     []int32 // the key of each column
	n      int     // how many keys
	mine   []int32 // the sort of each row, or its key while values is nil
	values [][]int32
	value  func(mine, key int32) int32
	most   limits
}

// limits bound what the fast scorer keeps in memory. Tests lower them to meet on small
// inputs what else only large ones meet.
type limits struct {
	values int // of the keys of both sides; beyond it each is worked out when it is wanted
	words  int // of 8 bytes, in a rule's bits or a criterion's bounds
	same   int // values that two may share; beyond it there is no table
}

var usualLimits = limits{values: 1 << 22, words: 1 << 20, same: 256}

// byKeys is a part that depends on one key of each side.
func byKeys[M, T comparable](m *model, mentee func(p person) M, mentor func(p person) T, value func(mine M, theirs T) int32) part {
	of, theirs := classify(m.mentors, mentor)
	mine, keys := classify(m.mentees, mentee)
	k := &keyed{of: of, n: len(theirs), mine: mine, most: m.most, value: func(x, y int32) int32 { return value(keys[x], theirs[y]) }}
	if len(keys)*len(theirs) <= m.most.values && len(theirs) <= math.MaxUint16 {
		k.keep(len(keys))
	}
	return part{keyed: k}
}

// classify numbers the keys of people in order of appearance.
func classify[K comparable](people []person, key func(p person) K) (of []int32, keys []K) {
	known := map[K]int32{}
	of = make([]int32, len(people))
	for i, p := range people {
		k := key(p)
		n, ok := known[k]
		if !ok {
			n = int32(len(keys))
			known[k] = n
			keys = append(keys, k)
		}
		of[i] = n
	}
	return of, keys
}

// keep works out the values of every key of the mentees, and joins keys into sorts.
func (k *keyed) keep(keys int) {
	k.values = [][]int32{}
	known, sortOf, row := map[string]int32{}, make([]int32, keys), make([]int32, k.n)
	var text []byte
	for x := range int32(keys) {
		text = text[:0]
		for y := range row {
			row[y] = k.value(x, int32(y))
			text = binary.LittleEndian.AppendUint32(text, uint32(row[y]))
		}
		sort, ok := known[string(text)]
		if !ok {
			sort = int32(len(k.values))
			known[string(text)] = sort
			k.values = append(k.values, append([]int32(nil), row...))
		}
		sortOf[x] = sort
	}
	for i, x := range k.mine {
		k.mine[i] = sortOf[x]
	}
}

// seat takes its seat in the order of the mentors.
func (k *keyed) seat(f *fast, w weight) {
	at := make([]int32, f.cols)
	for place, col := range f.order {
		at[place] = k.of[col]
	}
	switch {
	case !w.rule && k.values != nil:
		f.points = append(f.points, newTable(k, at))
	case !w.rule:
		f.points = append(f.points, pairTable{k, at, w.extent})
	case k.values != nil && len(k.values)*len(f.all) <= k.most.words:
		f.masks = append(f.masks, k.mask(f, at))
	case k.values != nil:
		f.sifts = append(f.sifts, func(r *reader, list []int32) []int32 {
			values := k.values[k.mine[r.row]]
			return kept(list, func(x int32) bool { return values[at[x]] == 0 })
		})
	default:
		f.sifts = append(f.sifts, func(r *reader, list []int32) []int32 {
			mine := k.mine[r.row]
			return kept(list, func(x int32) bool { return k.value(mine, at[x]) == 0 })
		})
	}
}

// kept filters in place.
func kept(list []int32, keep func(x int32) bool) []int32 {
	n := 0
	for _, x := range list {
		if keep(x) {
			list[n] = x
			n++
		}
	}
	return list[:n]
}

// mask has the bits of a rule ready for every sort of mentee.
func (k *keyed) mask(f *fast, at []int32) func(row int, mask []uint64) {
	ready := make([][]uint64, len(k.values))
	for sort, values := range k.values {
		bits := make([]uint64, len(f.all))
		for place, key := range at {
			if values[key] == 0 {
				bits[place/64] |= 1 << (place % 64)
			}
		}
		ready[sort] = bits
	}
	return func(row int, mask []uint64) { and(mask, ready[k.mine[row]]) }
}

func and(mask, with []uint64) {
	with = with[:len(mask)]
	for w := range mask {
		mask[w] &= with[w]
	}
}

// table gives the points of a key.
type table struct {
	*keyed
	at        []uint16  // the key of each place
	low, high [][]int32 // of each class, by sort
}

func newTable(k *keyed, at []int32) *table {
	t := &table{keyed: k, at: make([]uint16, len(at))}
	for place, key := range at {
		t.at[place] = uint16(key)
	}
	classes := (len(at) + 63) / 64
	if len(k.values)*classes > k.most.words {
		return t
	}
	for _, values := range k.values {
		low, high := make([]int32, classes), make([]int32, classes)
		for place, key := range at {
			v, c := values[key], place/64
			if place%64 == 0 {
				low[c], high[c] = v, v
			}
			low[c], high[c] = min(low[c], v), max(high[c], v)
		}
		t.low, t.high = append(t.low, low), append(t.high, high)
	}
	return t
}

func (t *table) reader() pointReader { return &tableReader{table: t} }

type tableReader struct {
	*table
	sort int32
	now  []int32 // the values of the sort
}

func (t *tableReader) open(row int) {
	t.sort = t.mine[row]
	t.now = t.values[t.sort]
}

func (t *tableReader) add(at, totals []int32) {
	totals = totals[:len(at)]
	for k, x := range at {
		totals[k] += t.now[t.at[x]]
	}
}

func (t *tableReader) bound(low, high []int32) {
	if t.low == nil {
		boundAlike(t.now, low, high)
		return
	}
	for c, v := range t.low[t.sort] {
		low[c] += v
	}
	for c, v := range t.high[t.sort] {
		high[c] += v
	}
}

// boundAlike gives all classes the extent of some values.
func boundAlike(values, low, high []int32) {
	least, most := int32(math.MaxInt32), int32(math.MinInt32)
	for _, v := range values {
		least, most = min(least, v), max(most, v)
	}
	for c := range low {
		low[c] += least
		high[c] += most
	}
}

// pairTable works out each value when it is wanted.
type pairTable struct {
	*keyed
	at     []int32
	extent [2]int32
}

func (t pairTable) reader() pointReader { return &pairReader{pairTable: t} }

type pairReader struct {
	pairTable
	key int32
}

func (t *pairReader) open(row int) { t.key = t.mine[row] }

func (t *pairReader) add(at, totals []int32) {
	for k, x := range at {
		totals[k] += t.value(t.key, t.at[x])
	}
}

func (t *pairReader) bound(low, high []int32) { boundAlike(t.extent[:], low, high) }
