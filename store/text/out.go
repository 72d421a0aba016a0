package text

import (
	"strings"
	"unicode/utf8"
)

// CSVCell guards a text cell that a spreadsheet would run as a formula, by an
// apostrophe before it. Numbers are not text: write a negative one without it.
func CSVCell(s string) string {
	if isFormula(strings.TrimLeft(s, "'")) {
		return "'" + s
	}
	return s
}

// UnCSVCell takes off the guard of CSVCell, and nothing else.
func UnCSVCell(s string) string {
	if rest, ok := strings.CutPrefix(s, "'"); ok && isFormula(strings.TrimLeft(rest, "'")) {
		return rest
	}
	return s
}

// isFormula also knows the full-width signs, which some spreadsheets accept.
func isFormula(s string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune("=+-@\t\r\n\x00＝＋－＠", r)
}

var markdown = strings.NewReplacer(
	`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`, "|", `\|`, "~", `\~`,
	"#", `\#`, "$", `\$`, "!", `\!`, "&", "&amp;", "<", "&lt;", ">", "&gt;", "://", `\://`, "www.", `www\.`)

// Markdown cleans s and escapes it, so that in a paragraph or in a cell of a
// table it reads as it is written and is neither markup nor a link.
func Markdown(s string) string {
	s = markdown.Replace(Clean(s))
	if s == "" {
		return s
	}
	if strings.ContainsRune("-+=", rune(s[0])) {
		return `\` + s
	}
	digits := strings.TrimLeft(s, "0123456789")
	if len(digits) < len(s) && (strings.HasPrefix(digits, ".") || strings.HasPrefix(digits, ")")) {
		return s[:len(s)-len(digits)] + `\` + digits
	}
	return s
}

// maxFileName leaves room for a date and a suffix in 255 bytes.
const maxFileName = 120

// FileName returns s as a name that every file system takes and that stays in
// its folder: no separators, no leading dot, no device name, not empty.
func FileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, Clean(s))
	if len(s) > maxFileName {
		s = strings.ToValidUTF8(s[:maxFileName], "")
	}
	s = strings.TrimRight(strings.TrimLeft(s, ". -"), ". ")
	if s == "" {
		return "untitled"
	}
	if isDevice(s) {
		return "_" + s
	}
	return s
}

// isDevice knows the names that Windows keeps for devices, with any suffix.
func isDevice(s string) bool {
	stem, _, _ := strings.Cut(strings.ToLower(s), ".")
	stem = strings.TrimSpace(stem)
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	last, n := utf8.DecodeLastRuneInString(stem)
	port := stem[:len(stem)-n]
	return (port == "com" || port == "lpt") && strings.ContainsRune("123456789¹²³", last)
}
