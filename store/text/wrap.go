package text

import "strings"

// Wrap breaks plain text into lines of at most w cells, at spaces where it can
// and inside a word where it must. Newlines in s break too. It returns at least
// one line, which is empty for an empty s.
func Wrap(s string, w int) []string {
	if w <= 0 {
		return []string{""}
	}
	var lines []string
	for line := range strings.SplitSeq(s, "\n") {
		lines = append(lines, wrapLine(line, w)...)
	}
	return lines
}

func wrapLine(s string, w int) []string {
	var lines []string
	line, used := "", 0
	for word := range strings.FieldsSeq(s) {
		n := Width(word)
		if used > 0 && used+1+n <= w {
			line, used = line+" "+word, used+1+n
			continue
		}
		if used > 0 {
			lines = append(lines, line)
		}
		for n > w {
			var head string
			head, word = chop(word, w)
			lines = append(lines, head)
			n = Width(word)
		}
		line, used = word, n
	}
	if used > 0 || len(lines) == 0 {
		lines = append(lines, line)
	}
	return lines
}

// chop takes the first w cells off a word. A cluster wider than a whole line
// cannot be shown there: … stands for it.
func chop(word string, w int) (head, rest string) {
	head, rest = Take(word, w)
	if head != "" {
		return head, rest
	}
	g := options.StringGraphemes(word)
	if !g.Next() {
		return "", ""
	}
	return Cut(word, w), word[len(g.Value()):]
}
