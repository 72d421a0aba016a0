package widget

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"
	"pgregory.net/rapid"
)

// key makes the key press of a name as Bubble Tea writes it, or of a character.
func key(name string) tea.KeyPressMsg {
	codes := map[string]tea.KeyPressMsg{
		"enter": {Code: tea.KeyEnter}, "tab": {Code: tea.KeyTab}, "shift+tab": {Code: tea.KeyTab, Mod: tea.ModShift},
		"up": {Code: tea.KeyUp}, "down": {Code: tea.KeyDown}, "left": {Code: tea.KeyLeft}, "right": {Code: tea.KeyRight},
		"home": {Code: tea.KeyHome}, "end": {Code: tea.KeyEnd}, "pgup": {Code: tea.KeyPgUp}, "pgdown": {Code: tea.KeyPgDown},
		"backspace": {Code: tea.KeyBackspace}, "delete": {Code: tea.KeyDelete}, "space": {Code: tea.KeySpace, Text: " "},
		"ctrl+w": {Code: 'w', Mod: tea.ModCtrl}, "ctrl+left": {Code: tea.KeyLeft, Mod: tea.ModCtrl}, "ctrl+u": {Code: 'u', Mod: tea.ModCtrl},
	}
	if msg, ok := codes[name]; ok {
		return msg
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

type updater interface{ Update(tea.Msg) Event }

// send presses keys: words between <> are names, all else is typed.
func send(u updater, keys string) (last Event) {
	for keys != "" {
		if name, rest, ok := strings.Cut(keys, ">"); ok && keys[0] == '<' {
			last, keys = u.Update(key(name[1:])), rest
			continue
		}
		r := []rune(keys)[0]
		name := string(r)
		if r == ' ' {
			name = "space"
		}
		last, keys = u.Update(key(name)), keys[len(string(r)):]
	}
	return last
}

var employees = []Option{
	{"1", "Ana Souza", "Payments"},
	{"2", "Émile Roux", "Platform"},
	{"3", "Noor Haddad", "Data"},
	{"4", "Jonas Berg", "Data"},
	{"5", "Priya Nair", "SRE"},
	{"6", "Tomasz Król", "Data"},
	{"7", "山田太郎", "Tokyo"},
	{"8", "Zoë Okafor", "Payments"},
}

func newTestForm() *Form {
	f := NewForm(look(),
		Field{Kind: Note, Label: "A pair is one mentor and one mentee."},
		Field{Name: "name", Label: "Name", Required: true, Help: "As colleagues know them."},
		Field{Name: "mentor", Label: "Mentor", Kind: Ref, Options: employees},
		Field{Name: "start", Label: "Start", Kind: Date},
		Field{Name: "hours", Label: "Hours a week", Kind: Integer},
		Field{Name: "points", Label: "Points", Kind: Decimal, Value: "20"},
		Field{Name: "agreed", Label: "Agreed", Kind: YesNo},
		Field{Name: "state", Label: "State", Kind: Choice, Options: []Option{{"on", "active", ""}, {"hold", "on hold", ""}}},
		Field{Name: "notes", Label: "Notes", Kind: Lines},
	)
	f.SetToday(time.Date(2026, 5, 14, 12, 0, 0, 0, time.UTC))
	return f
}

func TestFormTypedAhead(t *testing.T) {
	f := newTestForm()
	e := send(f, "Zoë  Ray<enter>emi<enter>+7<enter>6<enter><backspace><backspace>44,5<enter>y<enter><right><right><enter>one<enter>two<tab><enter>")
	if e != Submitted {
		t.Fatalf("event %v, focus %q\n%s", e, f.Focused(), ansi.Strip(f.View(80, 30)))
	}
	want := map[string]string{
		"name": "Zoë Ray", "mentor": "2", "start": "2026-05-21", "hours": "6", "points": "44.5",
		"agreed": "yes", "state": "hold", "notes": "one\ntwo",
	}
	for k, v := range want {
		if got := f.Values()[k]; got != v {
			t.Errorf("%s = %q, want %q", k, got, v)
		}
	}
	if len(f.Values()) != len(want) {
		t.Errorf("values %v", f.Values())
	}
}

func TestFormErrors(t *testing.T) {
	f := newTestForm()
	f.Focus("hours")
	send(f, "many<tab>")
	if !strings.Contains(f.View(80, 30), "must be a whole number") {
		t.Errorf("a wrong field says nothing when it is left:\n%s", f.View(80, 30))
	}
	if e := f.Submit(); e == Submitted || f.Focused() != "name" {
		t.Errorf("event %v, focus %q: the first wrong field is the name", e, f.Focused())
	}
	send(f, "Zoë")
	f.SetError("points", "is over the limit")
	if f.Focused() != "points" || !strings.Contains(f.View(40, 12), "is over the limit") {
		t.Errorf("focus %q\n%s", f.Focused(), f.View(40, 12))
	}
	f.SetError("nobody", "is unknown")
	if !strings.Contains(f.View(40, 12), "nobody: is unknown") {
		t.Errorf("an error of no field is lost:\n%s", f.View(40, 12))
	}
}

func TestFormRef(t *testing.T) {
	f := newTestForm()
	f.Focus("mentor")
	send(f, "krol")
	if !f.Picking() || f.Query() != "krol" || !strings.Contains(f.View(80, 30), "Tomasz") {
		t.Errorf("no list:\n%s", f.View(80, 30))
	}
	if !f.Cancel() || f.Value("mentor") != "" || f.Cancel() {
		t.Errorf("esc chose %q", f.Value("mentor"))
	}
	send(f, "data<down><tab>")
	if f.Value("mentor") != "4" || f.Focused() != "start" {
		t.Errorf("chose %q, focus %q", f.Value("mentor"), f.Focused())
	}
	send(f, "<shift+tab><backspace>")
	if f.Value("mentor") != "" {
		t.Errorf("backspace keeps %q", f.Value("mentor"))
	}
	f.Update(tea.PasteMsg{Content: "zoe\n"})
	if send(f, "<enter>"); f.Value("mentor") != "8" {
		t.Errorf("pasted, chose %q", f.Value("mentor"))
	}
}

func TestFormDirty(t *testing.T) {
	f := newTestForm()
	send(f, "<tab><tab><down><up><tab><tab><tab>")
	if f.Dirty() {
		t.Errorf("moving about made it dirty: %v", f.Values())
	}
	send(f, "<shift+tab>x")
	if !f.Dirty() {
		t.Error("typing did not make it dirty")
	}
	f.SetSaved()
	if f.Dirty() {
		t.Error("saving did not make it clean")
	}
}

func TestFormHostilePaste(t *testing.T) {
	f := newTestForm()
	f.Update(tea.PasteMsg{Content: "\x1b[31mAna\x1b]0;x\x07\r\nSouza\u202e"})
	if got := f.Value("name"); got != "Ana Souza" {
		t.Errorf("%q", got)
	}
	f.Focus("notes")
	f.Update(tea.PasteMsg{Content: "a\r\nb\x1b[2J"})
	if got := f.Value("notes"); got != "a\nb" {
		t.Errorf("%q", got)
	}
}

func TestFormSizes(t *testing.T) {
	for _, s := range hostile {
		f := newTestForm()
		f.SetValue("name", s)
		f.SetValue("notes", s+"\n"+s)
		f.SetError("hours", s)
		f.SetError("", s)
		for _, name := range []string{"name", "mentor", "hours", "notes"} {
			f.Focus(name)
			if name == "mentor" {
				send(f, "a")
			}
			for _, size := range [][2]int{{0, 0}, {1, 1}, {2, 5}, {5, 5}, {12, 3}, {20, 2}, {40, 12}, {80, 24}, {120, 4}} {
				fits(t, f.View(size[0], size[1]), size[0], size[1])
			}
		}
	}
	sweep(t, newTestForm().View)
}

// Whatever is typed, the focus is in range and its field is on the screen.
func TestFormProperties(t *testing.T) { eachMode(t, formProperties) }

func formProperties(t *testing.T) {
	keys := []string{"tab", "shift+tab", "up", "down", "left", "right", "enter", "space", "backspace", "delete", "home", "end", "pgup", "pgdown", "ctrl+w", "ctrl+left", "ctrl+u", "a", "é", "山", "y", "4", "\u0301", "👍"}
	rapid.Check(t, func(r *rapid.T) {
		f := newTestForm()
		for range rapid.IntRange(1, 40).Draw(r, "steps") {
			f.Update(key(rapid.SampledFrom(keys).Draw(r, "key")))
			w, h := rapid.IntRange(0, 90).Draw(r, "w"), rapid.IntRange(0, 30).Draw(r, "h")
			view := f.View(w, h)
			fits(r, view, w, h)
			if f.focus < 0 || f.focus > len(f.fields) {
				r.Fatalf("focus %d", f.focus)
			}
			if w > 4 && h > 0 && strings.Count(view, "▌") == 0 {
				r.Fatalf("the focus is not on the screen at %d × %d:\n%s", w, h, view)
			}
			rapid.SampledFrom([]func(){func() { f.Click(3, h/2) }, func() { f.Wheel(1) }, func() { f.Cancel() }, func() {}}).Draw(r, "mouse")()
		}
	})
}

func TestParseDate(t *testing.T) {
	today := time.Date(2026, 5, 14, 23, 59, 0, 0, time.FixedZone("x", 9*3600))
	for in, want := range map[string]string{
		"2026-05-14": "2026-05-14", "2026-5-1": "2026-05-01", "31.12.2027": "2027-12-31", "03.04.2026": "2026-04-03", " 3.4.2026 ": "2026-04-03", "+540": "2027-11-05", "Today": "2026-05-14", " tomorrow ": "2026-05-15",
		"+7": "2026-05-21", "-2w": "2026-04-30", "+3m": "2026-08-14", "+1y": "2027-05-14",
	} {
		if got, ok := ParseDate(in, today); !ok || got.Format(dateForm) != want {
			t.Errorf("%q is %v, want %s", in, got, want)
		}
	}
	for _, in := range []string{"", "1/2/2026", "12.31.2027", "30.2.2026", "3.4.26", "3.4", "2026-02-30", "+", "+9999999", "soon", "+99999y", "7"} {
		if got, ok := ParseDate(in, today); ok {
			t.Errorf("%q is %v", in, got)
		}
	}
}

func TestParsePoints(t *testing.T) {
	for in, want := range map[string]int{"44.5": 44500, "44,5": 44500, "-0.125": -125, "1,184.5": 1184500, ".5": 500, "7": 7000, "0,125": 125, "−3": -3000} {
		got, ok := ParsePoints(in)
		if !ok || got != want {
			t.Errorf("%q is %d, %v", in, got, ok)
		}
		if back, ok := ParsePoints(Points(got)); !ok || back != got {
			t.Errorf("%d is written %s", got, Points(got))
		}
	}
	for _, in := range []string{"", ".", "-", "1,184", "1.2345", "x", "1e3"} {
		if got, ok := ParsePoints(in); ok {
			t.Errorf("%q is %d", in, got)
		}
	}
}

// One long label is cut rather than all values pushed to the middle, and is said in full
// where its field has the focus.
func TestALongLabelLeavesTheRoomToTheValues(t *testing.T) {
	long := "Done: read the three chapters on conflicts"
	f := NewForm(look(), Field{Name: "date", Label: "Date", Value: "2026-05-14"}, Field{Name: "done", Label: long, Kind: YesNo, Value: "no"})
	first, _, _ := strings.Cut(ansi.Strip(f.View(72, 12)), "\n")
	if at := strings.Index(first, "2026-05-14"); at < 0 || at > 36 {
		t.Fatalf("the value begins at %d: %s", at, first)
	}
	if strings.Contains(ansi.Strip(f.View(72, 12)), "conflicts") {
		t.Fatal("the label is not cut")
	}
	send(f, "<tab>")
	if said := strings.Join(strings.Fields(ansi.Strip(f.View(72, 12))), " "); !strings.Contains(said, long) {
		t.Fatal("the label is nowhere in full:", said)
	}
}
