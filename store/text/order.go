package text

import (
	"bytes"
	"cmp"
	"slices"
	"sync"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

// collators hands out collators, which keep buffers and are not safe to share.
// The order is Unicode's default: é beside e, Ł beside L, whatever the language.
var collators = sync.Pool{New: func() any { return collate.New(language.Und, collate.IgnoreCase, collate.Numeric) }}

// Compare orders two names as a reader expects them in a list.
func Compare(a, b string) int {
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	return cmp.Or(c.CompareString(a, b), cmp.Compare(a, b))
}

// SortFunc orders a list by the names that of returns, as Compare does but with
// each name looked at once: that counts with 100,000.
func SortFunc[T any](list []T, of func(T) string) {
	c := collators.Get().(*collate.Collator)
	defer collators.Put(c)
	type keyed struct {
		key  []byte
		item T
	}
	var buf collate.Buffer
	keys := make([]keyed, len(list))
	for i, v := range list {
		keys[i] = keyed{bytes.Clone(c.KeyFromString(&buf, of(v))), v}
		buf.Reset()
	}
	slices.SortStableFunc(keys, func(a, b keyed) int { return bytes.Compare(a.key, b.key) })
	for i, k := range keys {
		list[i] = k.item
	}
}
