package text

import "strings"

// Quote writes s as one word of a shell's command line, for commands that a text
// suggests: in double quotes, or in single ones where s holds what a shell reads
// within double ones, such as $.
func Quote(s string) string {
	if strings.ContainsAny(s, "$`\\\"!") {
		return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
	}
	return `"` + s + `"`
}
