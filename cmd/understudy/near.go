package main

import (
	"cmp"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// near lists the names that ref may have been meant to be, the likeliest first:
// those that hold it, and those that a slip of the fingers away are it, as a whole
// or in one of their words.
func near(ref string, names []string) []string {
	want := text.Fold(text.Clean(ref))
	if want == "" {
		return nil
	}
	type guess struct {
		name string
		far  int
	}
	var found []guess
	for _, n := range names {
		if far, ok := distance(want, text.Fold(n)); ok {
			found = append(found, guess{text.Clean(n), far})
		}
	}
	slices.SortStableFunc(found, func(a, b guess) int { return cmp.Compare(a.far, b.far) })
	var out []string
	for _, g := range found {
		if !slices.Contains(out, g.name) {
			out = append(out, g.name)
		}
	}
	return out[:min(len(out), 5)]
}

// distance says how far a folded name is from what was written, if not too far.
func distance(want, has string) (int, bool) {
	if strings.Contains(has, want) {
		return 0, true
	}
	may := len([]rune(want)) / 4
	if may == 0 && len([]rune(want)) > 2 {
		may = 1
	}
	best := text.Edits(want, has, may)
	if !strings.Contains(want, " ") {
		for _, word := range strings.FieldsFunc(has, func(r rune) bool { return strings.ContainsRune(" ,:-", r) }) {
			best = min(best, text.Edits(want, word, may))
		}
	}
	return best, best <= may
}

// didYouMean is the end of a message about a name that nothing has.
func didYouMean(ref string, names []string) string {
	if close := near(ref, names); len(close) > 0 {
		return "; did you mean: " + strings.Join(close, ", ")
	}
	return ""
}

// kindOf is store.KindOf that says which kind may have been meant.
func kindOf(name string) (*store.Kind, error) {
	k, err := store.KindOf(name)
	if err != nil {
		err = notFound("kind", name, pluralNames())
	}
	return k, err
}

func pluralNames() []string {
	var names []string
	for _, k := range store.Kinds() {
		names = append(names, k.Plural)
	}
	return names
}

// article puts a or an before a word.
func article(word string) string {
	if word != "" && strings.ContainsRune("aeiou", rune(word[0])) {
		return "an " + word
	}
	return "a " + word
}
