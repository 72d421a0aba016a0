package text

// First returns what one press of → passes: the first grapheme cluster of s.
func First(s string) string {
	g := options.StringGraphemes(s)
	if !g.Next() {
		return ""
	}
	return g.Value()
}

// Last returns what one press of backspace takes: the last grapheme cluster.
func Last(s string) string {
	last := ""
	for g := options.StringGraphemes(s); g.Next(); {
		last = g.Value()
	}
	return last
}
