package widget

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sahilm/fuzzy"

	"understudy/store/text"
)

// Option is one thing to choose.
type Option struct {
	Value string // what is stored; "" is nothing chosen
	Label string // what is shown and searched
	Hint  string // dim beside it, searched too: a team, a key, why it is off
}

// ranker finds options by what people type of them. It folds them once.
type ranker struct {
	options []Option
	labels  []string
	all     []string // label and hint
}

func newRanker(options []Option) *ranker {
	r := &ranker{options: options, labels: make([]string, len(options)), all: make([]string, len(options))}
	for i, o := range options {
		r.labels[i] = text.Fold(o.Label)
		r.all[i] = strings.TrimSpace(r.labels[i] + " " + text.Fold(o.Hint))
	}
	return r
}

// rank returns the matching options, best first: what the label begins with,
// what a word of it begins with, what has all the words, then what has the
// letters in their order. Equals keep their order.
func (r *ranker) rank(query string) []int {
	query = text.Fold(query)
	if query == "" {
		return identity(len(r.options))
	}
	words := strings.Fields(query)
	var groups [3][]int
	rest := letters{}
	for i := range r.options {
		switch {
		case strings.HasPrefix(r.labels[i], query):
			groups[0] = append(groups[0], i)
		case allBegin(r.all[i], words):
			groups[1] = append(groups[1], i)
		case hasWords(r.all[i], words):
			groups[2] = append(groups[2], i)
		default:
			rest.add(i, r.all[i])
		}
	}
	out := slices.Concat(groups[:]...)
	for _, m := range fuzzy.FindFrom(strings.ReplaceAll(query, " ", ""), &rest) {
		out = append(out, rest.index[m.Index])
	}
	return out
}

// letters are the texts left to fuzzy matching.
type letters struct {
	index []int
	texts []string
}

func (l *letters) add(i int, s string) { l.index, l.texts = append(l.index, i), append(l.texts, s) }

// Len and String make it a source of fuzzy.
func (l *letters) Len() int { return len(l.texts) }

func (l *letters) String(i int) string { return l.texts[i] }

// allBegin reports that each word is the beginning of a word of s.
func allBegin(s string, words []string) bool {
	for _, w := range words {
		if !begins(s, w) {
			return false
		}
	}
	return true
}

func begins(s, word string) bool {
	for from := 0; ; {
		i := strings.Index(s[from:], word)
		if i < 0 {
			return false
		}
		at := from + i
		if before, _ := utf8.DecodeLastRuneInString(s[:at]); at == 0 || !isWord(before) {
			return true
		}
		from = at + len(word)
	}
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func identity(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}
