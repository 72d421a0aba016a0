package text

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the form by which people search: lower case, no accents, and the
// plain letters of those that do not decompose, so that "emile" finds "Émile"
// and "soren" finds "Søren". Vowel signs of Indic scripts stay: without them
// words run together.
func Fold(s string) string {
	if isPlain(s) {
		return strings.ToLower(s)
	}
	return fixed(Clean(s), foldOnce)
}

func foldOnce(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		if isAccent(r) || r == zwj || r == zwnj {
			continue
		}
		if plain, ok := letters[lower(r)]; ok {
			b.WriteString(plain)
			continue
		}
		b.WriteRune(lower(r))
	}
	return Clean(b.String())
}

// Key returns the form by which two texts are the same: case, composition and
// spacing do not count, accents do.
func Key(s string) string {
	if isPlain(s) {
		return strings.ToLower(s)
	}
	return fixed(Clean(s), keyOnce)
}

func keyOnce(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		switch {
		case r == zwj || r == zwnj:
		case lower(r) == 'ß':
			b.WriteString("ss")
		default:
			b.WriteRune(lower(r))
		}
	}
	return Clean(b.String())
}

// fixed applies f until nothing changes, so that a form is its own form.
func fixed(s string, f func(string) string) string {
	for range maxPasses {
		next := f(s)
		if next == s {
			break
		}
		s = next
	}
	return s
}

// lower goes over the upper case, so that forms like ς and ſ meet their twins.
func lower(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }

func isAccent(r rune) bool {
	if !isMark(r) {
		return false
	}
	return isInherited(r) || unicode.In(r, unicode.Arabic, unicode.Hebrew, unicode.Syriac)
}

// letters are Latin letters that no normal form takes apart.
var letters = map[rune]string{
	'ß': "ss", 'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'æ': "ae", 'œ': "oe",
	'ħ': "h", 'ŧ': "t", 'ŋ': "n", 'ĸ': "k", 'ə': "e", 'ɓ': "b", 'ɗ': "d", 'ƙ': "k",
	'’': "'", '‘': "'", 'ʼ': "'", '‐': "-", '‑': "-", '–': "-", '—': "-",
}
