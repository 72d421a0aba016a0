package app

import (
	"cmp"
	"slices"
	"strings"

	"github.com/sahilm/fuzzy"

	"understudy/store/text"
)

// rank keeps the items that fit the query, best first: those that begin with
// it, then those with a word that does, then those that contain it, then those
// with its letters in order. Nothing typed keeps all as they are.
func rank(query string, all []item) []item {
	query = text.Fold(strings.TrimSpace(query))
	if query == "" {
		return all
	}
	words := make([]string, len(all))
	for i, it := range all {
		words[i] = text.Fold(it.name) + " " + it.key
	}
	hits := fuzzy.Find(query, words)
	slices.SortStableFunc(hits, func(a, b fuzzy.Match) int {
		return cmp.Compare(tier(words[a.Index], query), tier(words[b.Index], query))
	})
	out := make([]item, len(hits))
	for i, h := range hits {
		out[i] = all[h.Index]
	}
	return out
}

// tier is how directly the words say the query; the lower the better. What
// stands before a colon only says where.
func tier(words, query string) int {
	_, rest, ok := strings.Cut(words, ": ")
	switch {
	case strings.HasPrefix(words, query):
		return 0
	case ok && strings.HasPrefix(rest, query), strings.Contains(words, " "+query):
		return 1
	case strings.Contains(words, query):
		return 2
	}
	return 3
}
