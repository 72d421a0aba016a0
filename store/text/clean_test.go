package text

import (
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// hostile are names that act on a terminal, a table or a reader.
var hostile = []struct{ name, in, want string }{
	{"plain", "Ana Souza", "Ana Souza"},
	{"empty", "", ""},
	{"colour", "\x1b[31mred\x1b[0m", "red"},
	{"clear screen", "a\x1b[2Jb", "ab"},
	{"title", "\x1b]0;pwned\x07Ana", "Ana"},
	{"title by ST", "\x1b]0;pwned\x1b\\Ana", "Ana"},
	{"clipboard", "\x1b]52;c;cm0gLXJm\x07Ana", "Ana"},
	{"link", "\x1b]8;;http://evil\x1b\\Ana\x1b]8;;\x1b\\", "Ana"},
	{"unterminated OSC", "Zoë \x1b]0;rest of it", "Zoë 0;rest of it"},
	{"unterminated CSI", "Zoë\x1b[31", "Zoë"},
	{"lone ESC", "Zoë\x1b", "Zoë"},
	{"DCS", "a\x1bPq#0\x1b\\b", "ab"},
	{"APC", "a\x1b_Gx\x1b\\b", "ab"},
	{"C1 CSI as UTF-8", "a\u009b31mb", "ab"},
	{"C1 CSI as a byte", "a\x9b31mb", "ab"},
	{"C1 OSC", "a\u009d0;x\u009cb", "ab"},
	{"charset", "a\x1b(0b", "ab"},
	{"reset", "a\x1bcb", "ab"},
	{"bell and backspace", "a\x07\b\x7fb", "ab"},
	{"NUL", "a\x00b", "ab"},
	{"CR hides", "Ana\rEvil", "Ana Evil"},
	{"lines", "Ana\r\n\n Souza\t x", "Ana Souza x"},
	{"NEL and LS", "a\u0085b\u2028c", "a b c"},
	{"bidi override", "a\u202egpj.exe\u202c", "agpj.exe"},
	{"bidi isolate", "\u2066Ana\u2069", "Ana"},
	{"marks of direction", "\u200eAna\u200f\u061c", "Ana"},
	{"zero width", "A\u200bn\ufeffa\u2060", "Ana"},
	{"soft hyphen", "A\u00adna", "Ana"},
	{"tags", "Ana\U000e0041\U000e007f", "Ana"},
	{"fillers", "\u3164\u2800Ana\uffa0", "Ana"},
	{"damaged", "An\xff\xfea", "An\ufffda"},
	{"composes", "E\u0301mile", "Émile"},
	{"composes over a zero width", "E\u200b\u0301mile", "Émile"},
	{"zalgo", "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307b", "á\u0302\u0303\u0304b"},
	{"marks on nothing", "\u0301 \u0302Ana", "Ana"},
	{"family", "👩‍👩‍👧‍👦 Ana", "👩 Ana"},
	{"profession with tone", "👩🏽‍💻x", "👩🏽x"},
	{"heart", "I ❤️ Go", "I ❤️ Go"},
	{"keycap", "1️⃣", "1️⃣"},
	{"stray VS16", "A\ufe0fna", "Ana"},
	{"a tone alone", "Ana \U0001f3fd!", "Ana !"},
	{"a voicing sign alone", "\uff9e\uff76\uff9e", "\uff76\uff9e"},
	{"flag", "🇩🇪", "🇩🇪"},
	{"Persian keeps ZWNJ", "می\u200cخواهم", "می\u200cخواهم"},
	{"Latin loses it", "a\u200cb\u200dc", "abc"},
	{"Devanagari keeps ZWJ", "क्\u200dष", "क्\u200dष"},
	{"Hebrew and Arabic", "דניאל نور", "דניאל نور"},
	{"ideographic variation", "葛\U000e0100城", "葛\U000e0100城"},
	{"ideographic space", "山田　太郎", "山田 太郎"},
	{"no-break space", "a\u00a0\u00a0b", "a b"},
	{"noncharacters", "a\ufffe\ufdd0b", "ab"},
}

func TestClean(t *testing.T) {
	for _, c := range hostile {
		t.Run(c.name, func(t *testing.T) {
			if got := Clean(c.in); got != c.want {
				t.Errorf("Clean(%q) = %q, want %q", c.in, got, c.want)
			}
			checkClean(t, c.in)
		})
	}
}

func TestCleanLines(t *testing.T) {
	in := "\n first\r\n\r\n\n\n\t- second \x1b[31m\r third\u2028  \n"
	want := " first\n\n    - second\n third"
	if got := CleanLines(in); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func forbidden(r rune) bool {
	switch {
	case r < 0x20, r >= 0x7f && r <= 0x9f:
		return true
	case r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
		return true
	}
	return r != zwj && r != zwnj && unicode.Is(unicode.Cf, r)
}

func checkClean(t *testing.T, s string) {
	t.Helper()
	clean := Clean(s)
	if again := Clean(clean); again != clean {
		t.Errorf("not a fixed point: %q -> %q -> %q", s, clean, again)
	}
	if !utf8.ValidString(clean) || !norm.NFC.IsNormalString(clean) {
		t.Errorf("Clean(%q) = %q is not NFC", s, clean)
	}
	for _, r := range clean {
		if forbidden(r) {
			t.Errorf("Clean(%q) = %q lets %U through", s, clean, r)
		}
	}
}

// A rune that stands alone must come out of the long way as it went in, alone
// and after a letter.
func TestStandsAlone(t *testing.T) {
	for r := rune(0x21); r < 0x20000; r++ {
		if !standsAlone(r) {
			continue
		}
		for _, s := range []string{string(r), "a" + string(r), string(r) + string(r)} {
			if got := tidy(norm.NFC.String(s)); got != s {
				t.Errorf("%U: %q becomes %q", r, s, got)
			}
		}
	}
}

func FuzzClean(f *testing.F) {
	for _, c := range hostile {
		f.Add(c.in)
	}
	f.Add("\u1100\u0301\u1161\u11a8")
	f.Add("\U0001f3f3\ufe0f\u200d\U0001f308\u200d")
	f.Fuzz(func(t *testing.T, s string) {
		checkClean(t, s)
		lines := CleanLines(s)
		if again := CleanLines(lines); again != lines {
			t.Errorf("lines are no fixed point: %q -> %q -> %q", s, lines, again)
		}
	})
}

func FuzzFold(f *testing.F) {
	for _, c := range hostile {
		f.Add(c.in)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for name, form := range map[string]func(string) string{"Fold": Fold, "Key": Key} {
			once := form(s)
			if twice := form(once); twice != once {
				t.Errorf("%s: %q -> %q -> %q", name, s, once, twice)
			}
			if form(Clean(s)) != once {
				t.Errorf("%s(%q) differs from that of its clean form", name, s)
			}
		}
	})
}

func TestFold(t *testing.T) {
	for in, want := range map[string]string{
		"Émile Roux": "emile roux", "Tomasz Król": "tomasz krol", "Søren": "soren", "STRASSE": "strasse",
		"Straße": "strasse", "Ñandú": "nandu", "Işık": "isik", "ＡＢＣ": "abc", "Nguyễn": "nguyen",
		"Łukasz": "lukasz", "O’Neil": "o'neil", "한글": "한글", "हिन्दी": "हिन्दी", "שָׁלוֹם": "שלום",
	} {
		if got := Fold(in); got != want {
			t.Errorf("Fold(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKey(t *testing.T) {
	same := [][2]string{{"E\u0301mile", "ÉMILE"}, {" a  b ", "A B"}, {"Straße", "STRASSE"}, {"ΟΔΥΣΣΕΥΣ", "οδυσσευς"}}
	for _, p := range same {
		if Key(p[0]) != Key(p[1]) {
			t.Errorf("Key(%q) = %q, Key(%q) = %q", p[0], Key(p[0]), p[1], Key(p[1]))
		}
	}
	if Key("Emile") == Key("Émile") {
		t.Error("an accent tells two names apart")
	}
}

func BenchmarkClean(b *testing.B) {
	for _, c := range []struct{ name, s string }{
		{"ascii", "Noor Haddad, Lisbon"},
		{"latin", "Émile Król, Łódź"},
		{"cjk", "山田 太郎 東京"},
		{"hostile", "\x1b[31mE\u0301m\u202eile\x1b]0;x\x07"},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Clean(c.s)
			}
		})
	}
}
