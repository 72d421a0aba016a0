package exchange

import "understudy/store/text"

// cleanLine is a cell as one line.
func cleanLine(s string) string { return text.Clean(s) }
