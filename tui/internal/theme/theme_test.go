package theme

import (
	"reflect"
	"strings"
	"testing"

	"charm.land/lipgloss/v2"
	"github.com/charmbracelet/colorprofile"

	"understudy/store/text"
)

func TestGlyphsHaveAnASCIITwin(t *testing.T) {
	u, a := reflect.ValueOf(unicodeGlyphs()), reflect.ValueOf(asciiGlyphs())
	for i := range u.NumField() {
		name := u.Type().Field(i).Name
		switch v := a.Field(i).Interface().(type) {
		case string:
			checkGlyph(t, name, u.Field(i).String(), v)
		case []string:
			for j, g := range u.Field(i).Interface().([]string) {
				checkGlyph(t, name, g, v[j])
			}
		case lipgloss.Border:
			checkGlyph(t, name, u.Field(i).Interface().(lipgloss.Border).Top, v.Top)
		}
	}
}

func checkGlyph(t *testing.T, name, unicode, ascii string) {
	t.Helper()
	if ascii == "" || strings.IndexFunc(ascii, func(r rune) bool { return r > 0x7e }) >= 0 {
		t.Errorf("%s: %q is no ASCII twin", name, ascii)
	}
	for _, on := range []bool{false, true} {
		text.SetGraphemes(on)
		if text.Width(unicode) != 1 {
			t.Errorf("%s: %q takes %d cells", name, unicode, text.Width(unicode))
		}
	}
	text.SetGraphemes(false)
}

// colours finds an SGR that sets a colour.
func colours(s string) bool {
	for _, p := range strings.FieldsFunc(s, func(r rune) bool { return r < '0' || r > '9' }) {
		if len(p) >= 2 && p != "22" && p != "27" {
			return true
		}
	}
	return false
}

func each(s Styles, f func(name string, st Style)) {
	v := reflect.ValueOf(s)
	for i := range v.NumField() {
		if st, ok := v.Field(i).Interface().(Style); ok {
			f(v.Type().Field(i).Name, st)
		}
	}
}

func TestPlainHasNoColourButShowsState(t *testing.T) {
	s := New(Options{Profile: colorprofile.Ascii})
	each(s, func(name string, st Style) {
		if colours(st.Render("x")) {
			t.Errorf("%s has a colour: %q", name, st.Render("x"))
		}
	})
	for name, st := range map[string]Style{"Cursor": s.Cursor, "CursorOff": s.CursorOff, "Bad": s.Bad, "Warn": s.Warn, "Caret": s.Caret, "Pressed": s.Pressed} {
		if st.Render("x") == "x" {
			t.Errorf("%s does not show", name)
		}
	}
}

func TestEveryLook(t *testing.T) {
	for _, name := range Names() {
		for _, dark := range []bool{true, false} {
			s := New(Options{Name: name, Dark: dark})
			if s.Cursor.Render("x") == s.CursorOff.Render("x") {
				t.Errorf("%s, dark %v: the cursor does not show", name, dark)
			}
			if s.Caret.Render(" ") == " " || s.Pressed.Render("x") == s.Button.Render("x") {
				t.Errorf("%s, dark %v: focus does not show", name, dark)
			}
			if got := text.Width(s.RuleLine(7)); got != 7 {
				t.Errorf("a rule of 7 takes %d", got)
			}
		}
	}
}

func TestStyle(t *testing.T) {
	s := Of(lipgloss.NewStyle().Bold(true))
	for in, want := range map[string]string{"a b": "\x1b[1ma b\x1b[m", "": ""} {
		if got := s.Render(in); got != want {
			t.Errorf("Render(%q) = %q", in, got)
		}
	}
	in := New(Options{}).Bad.Render("x") + "y"
	if got, want := s.Over(in), "\x1b[1m\x1b[31mx\x1b[m\x1b[1my\x1b[m"; got != want {
		t.Errorf("Over = %q, want %q", got, want)
	}
}

func BenchmarkRender(b *testing.B) {
	s := New(Options{}).Bad
	b.ReportAllocs()
	for b.Loop() {
		_ = s.Render("Noor Haddad")
	}
}
