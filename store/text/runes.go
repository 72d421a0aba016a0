package text

import "unicode"

const (
	zwnj   = '\u200c'
	zwj    = '\u200d'
	vs16   = '\ufe0f'
	keycap = '\u20e3'
)

// isSpace includes blanks that only look like letters: the braille blank and
// the Hangul fillers are used to make a name that seems empty.
func isSpace(r rune) bool {
	switch r {
	case '\u2800', '\u3164', '\uffa0', '\u115f', '\u1160':
		return true
	}
	return unicode.IsSpace(r) || unicode.Is(unicode.Z, r)
}

// isDropped holds what never shows but acts: controls, bidi, format and tag
// characters, stray variation selectors, and runes that are no characters.
func isDropped(r rune) bool {
	switch {
	case r < 0x20 || (r >= 0x7f && r <= 0x9f):
		return true
	case r < 0x300:
		return r == 0xad
	case r == 0x34f || r == 0x17b4 || r == 0x17b5:
		return true
	case r >= 0x180b && r <= 0x180f, r >= 0xfe00 && r < vs16:
		return true
	case r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe:
		return true
	}
	return unicode.Is(unicode.Cf, r) || (r >= 0xe0000 && r <= 0xe0fff && !isIdeographicVariation(r))
}

// isIdeographicVariation holds the selectors that tell apart the forms of a Han
// character in Japanese names.
func isIdeographicVariation(r rune) bool { return r >= 0xe0100 && r <= 0xe01ef }

// isMark includes the half-width voicing signs: letters by name, but terminals
// join them to what stands before, be it a space.
func isMark(r rune) bool {
	return r >= 0x300 && (unicode.Is(unicode.M, r) || r == 0xff9e || r == 0xff9f)
}

// isPrefix holds letters that join to what follows, be it a space.
func isPrefix(r rune) bool {
	switch r {
	case 0xd4e, 0x111c2, 0x111c3, 0x113d1, 0x1193f, 0x11941, 0x11a3a, 0x11d46, 0x11f02:
		return true
	}
	return r >= 0x11a84 && r <= 0x11a89
}

func isInherited(r rune) bool { return unicode.Is(unicode.Inherited, r) }

func isSkinTone(r rune) bool { return r >= 0x1f3fb && r <= 0x1f3ff }

// isEmoji is wide on purpose: it also holds symbols that take VS16.
func isEmoji(r rune) bool {
	switch {
	case r < 0xa9:
		return false
	case r == 0xa9 || r == 0xae || r == 0x203c || r == 0x2049 || r == 0x2122 || r == 0x2139:
		return true
	case r >= 0x2190 && r <= 0x2bff, r >= 0x1f000 && r <= 0x1faff:
		return true
	case r == 0x3030 || r == 0x303d || r == 0x3297 || r == 0x3299:
		return true
	}
	return false
}

func isKeycapBase(r rune) bool { return (r >= '0' && r <= '9') || r == '#' || r == '*' }

// joiningScripts are those whose spelling uses ZWJ and ZWNJ.
var joiningScripts = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac, unicode.Mongolian, unicode.Devanagari, unicode.Bengali,
	unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya, unicode.Tamil, unicode.Telugu,
	unicode.Kannada, unicode.Malayalam, unicode.Sinhala, unicode.Khmer, unicode.Myanmar,
}

func sameJoining(a, b rune) bool {
	for _, script := range joiningScripts {
		if unicode.Is(script, a) {
			return unicode.Is(script, b)
		}
	}
	return false
}
