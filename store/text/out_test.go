package text

import (
	"strings"
	"testing"
)

func TestCSVCell(t *testing.T) {
	for in, want := range map[string]string{
		"=cmd|' /C calc'!A0": "'=cmd|' /C calc'!A0", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx",
		"＝1": "'＝1", "'=1": "''=1", "'tis": "'tis", "Ana": "Ana", "": "", "'": "'",
	} {
		if got := CSVCell(in); got != want {
			t.Errorf("CSVCell(%q) = %q, want %q", in, got, want)
		}
		if back := UnCSVCell(CSVCell(in)); back != in {
			t.Errorf("%q comes back as %q", in, back)
		}
	}
}

func FuzzCSVCell(f *testing.F) {
	f.Add("''=1")
	f.Fuzz(func(t *testing.T, s string) {
		if back := UnCSVCell(CSVCell(s)); back != s {
			t.Errorf("%q comes back as %q", s, back)
		}
		if isFormula(CSVCell(s)) {
			t.Errorf("%q is a formula", CSVCell(s))
		}
	})
}

func TestMarkdown(t *testing.T) {
	for in, want := range map[string]string{
		"a|b": `a\|b`, "<script>": "&lt;script&gt;", "*a* _b_ `c`": "\\*a\\* \\_b\\_ \\`c\\`", "- x": `\- x`,
		"1. x": `1\. x`, "2026": "2026", "[a](http://x)": `\[a\](http\://x)`, "a\nb": "a b", "Zoë": "Zoë",
	} {
		if got := Markdown(in); got != want {
			t.Errorf("Markdown(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{
		"../../etc/passwd": "etc-passwd", "CON": "_CON", "com1.txt": "_com1.txt", "": "untitled", "...": "untitled",
		"Émile: report?": "Émile- report-", "a\x00b\nc": "ab c", ".hidden": "hidden", "x. ": "x", "comet": "comet",
	} {
		if got := FileName(in); got != want {
			t.Errorf("FileName(%q) = %q, want %q", in, got, want)
		}
	}
	if got := FileName(strings.Repeat("山", 200)); len(got) > maxFileName {
		t.Errorf("%d bytes", len(got))
	}
}
