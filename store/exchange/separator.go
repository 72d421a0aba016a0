package exchange

import "strings"

// separators are the ones that are looked for.
const separators = ",;\t"

// sniff finds the separator: of those in the first line (in its unquoted parts),
// the one that the next lines have most steadily, else the commonest.
func sniff(body string) rune {
	counts := separatorCounts(body, 20)
	best, bestScore := ',', 0
	for i, sep := range separators {
		score := 0
		for _, line := range counts {
			if line[i] > 0 && line[i] == counts[0][i] {
				score += 100
			}
			score += min(line[i], 50)
		}
		if len(counts) > 0 && counts[0][i] > 0 && score > bestScore {
			best, bestScore = sep, score
		}
	}
	return best
}

// separatorCounts counts each separator outside quotes in the first lines that
// hold anything.
func separatorCounts(body string, most int) (out [][len(separators)]int) {
	var now [len(separators)]int
	quoted, empty := false, true
	for i := 0; i < len(body) && len(out) < most; i++ {
		c := body[i]
		switch {
		case c == '"':
			quoted, empty = !quoted, false
		case c == '\n' && !quoted:
			if !empty {
				out = append(out, now)
			}
			now, empty = [len(separators)]int{}, true
		case c != '\r':
			empty = false
			if at := strings.IndexByte(separators, c); at >= 0 && !quoted {
				now[at]++
			}
		}
	}
	if !empty && len(out) < most {
		out = append(out, now)
	}
	return out
}
