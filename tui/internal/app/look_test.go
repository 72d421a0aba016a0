package app_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

func TestFrameFitsEverySize(t *testing.T) {
	for name, keys := range map[string]string{
		"page": "", "deep": "enter", "modal": "m", "modal over modal": "m m", "help": "?", "palette": ":",
		"palette typed": ": 'go to'", "nothing found": ": 'zzzz'", "note": "a",
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			if keys != "" {
				s.Press(keys)
			}
			tuitest.Sweep(t, s.Driver)
		})
	}
}

func TestContractHoldsForTheRouterItself(t *testing.T) {
	tuitest.Contract(t, func(testing.TB) *app.App { return newStage(t).app })
}

func TestHeaderShrinksButAlwaysShowsThePage(t *testing.T) {
	s := newNine(t)
	for _, w := range []int{140, 120, 100, 80, 60, 40} {
		d := s.Resize(w, 20).Press("4")
		line, _, _ := strings.Cut(d.Frame(), "\n")
		t.Logf("%3d %s", w, line)
		if !strings.Contains(line, "▌4 Mentoring") {
			t.Errorf("%d: %q", w, line)
		}
		for _, k := range []string{"1", "2", "3", "5", "6", "7", "8", "0"} {
			if !strings.Contains(line, k) {
				t.Errorf("%d: %s is missing in %q", w, k, line)
			}
		}
	}
	s.Resize(140, 20).Has("Understudy", "Thu 14 May", "0 Company")
}

func newNine(tb testing.TB) *tuitest.Driver {
	tb.Helper()
	var secs []app.Section
	for i, title := range []string{"Today", "Employees", "Skills", "Mentoring", "Rotations", "Calendar", "Growth", "Impact", "Company"} {
		secs = append(secs, app.Section{Key: fmt.Sprint((i + 1) % 9), Title: title, New: newList(title, nil)})
	}
	return tuitest.Drive(tb, app.New(tb.Context(), app.Options{Sections: secs, Now: tuitest.Clock}), 120, 20)
}

func TestFooterDropsFromTheRightButNeverHelp(t *testing.T) {
	s := newStage(t)
	for _, w := range []int{100, 60, 50, 40} {
		s.Resize(w, 20)
		lines := strings.Split(s.Frame(), "\n")
		last := lines[len(lines)-1]
		if !strings.HasPrefix(last, " enter open") || !strings.HasSuffix(last, "? help") {
			t.Errorf("%d: %q", w, last)
		}
	}
	s.Resize(100, 20).Has("enter open   a add   : commands   ? help").Lacks("publish")
	s.today.rows = 0
	s.Send(page.Restyled{})
	s.Lacks("enter open")
	s.Press("m").Has("esc back   ? help")
	s.Press("esc")
	s.today.typing = page.Text
	s.Send(page.Restyled{})
	s.Has("F1 help").Lacks("? help", "a add", ": commands")
}

func TestHelpListsSearchesAndRuns(t *testing.T) {
	s := newStage(t)
	s.Resize(100, 44).Press("?").Has(
		"Help: today list", "Open the row", "Other", "Ask something", "not now: nothing was run",
		"Everywhere", "Undo the last change", "u ctrl+z", "Move", "↓ j", "Go to Impact",
	)
	s.Type("ask som").Has("› ask som", "1 of 1").Lacks("Undo the last change")
	s.Press("enter").Has("dialog").Lacks("Help:")
	s.Press("esc ? 'publish' enter").Has("Publish the result: nothing was run", "Help:")
	s.Press("esc").Has("Help:", "type to search").Press("esc").Lacks("Help:")
}

// A name that is too long for its line is cut once, at every width.
func TestHelpCutsANameOnce(t *testing.T) {
	s := newStage(t)
	for w := 120; w >= 40; w-- {
		s.Resize(w, 44).Press("?").Has("Help:").Lacks("……").Press("esc")
	}
}

func TestPaletteFindsActionsPagesAndPeople(t *testing.T) {
	s := newStage(t)
	s.Press(": 'impact' enter").Has("▌8 Impact")
	s.Press("ctrl+k 'todayadd' enter").Has("▌1 Today", "Add row 7") // an action of another open section
	s.Press(":").Type("souza").Has("Ana Souza", "Data engineer, Lisbon")
	s.Press("enter").Has("▌2 Employees")
	if got := s.staff.msgs[len(s.staff.msgs)-1]; got != (page.Arrived{Arg: 42}) {
		t.Fatal(got)
	}
	s.Press(":").Paste("boom").Has("the search index is broken")
	s.Press("backspace*4 'ask' enter").Has("dialog")
}

// Enter that is typed before the sources have answered takes what they find, not a command
// that shares letters with the name.
func TestPaletteWaitsForWhatWasTyped(t *testing.T) {
	s := newStage(t)
	s.Press(":")
	var asked []tea.Cmd
	for _, r := range "ana" {
		_, cmd := s.app.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
		asked = append(asked, cmd)
	}
	_, cmd := s.app.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	asked = append(asked, cmd)
	if frame := s.Frame(); !strings.Contains(frame, "Commands") {
		t.Fatalf("something was done before the answer:\n%s", frame)
	}
	for _, cmd := range asked {
		s.Run(cmd)
	}
	s.Has("▌2 Employees")
	if got := s.staff.msgs[len(s.staff.msgs)-1]; got != (page.Arrived{Arg: 42}) {
		t.Fatal(got)
	}
}

func TestMouse(t *testing.T) {
	s := newStage(t)
	lines := strings.Split(s.Frame(), "\n")
	x := strings.Index(lines[0], "8 Impact") - len("▌") + 1 // in cells: one sign takes three bytes
	s.Click(x+2, 0).Has("▌8 Impact")
	s.Click(10, 5)
	if got := s.impact.msgs[len(s.impact.msgs)-1]; got != (page.Click{X: 10, Y: 3}) {
		t.Fatalf("%#v", got)
	}
	s.Send(tea.MouseWheelMsg{X: 10, Y: 5, Button: tea.MouseWheelDown})
	s.Has("cursor 3")
	s.Send(tea.MouseWheelMsg{X: 10, Y: 5, Button: tea.MouseWheelUp})
	s.Has("cursor 0")

	s.Click(17, 29).Has("Add row 7 · u undoes it") // the hint in the footer

	var box *list
	s.Send(page.Open{Modal: true, Width: 40, New: newList("box", &box)})
	before := len(box.msgs)
	s.Click(1, 5) // beside it
	s.Click(x+2, 0)
	s.Has("box cursor")
	if len(box.msgs) != before {
		t.Fatal("a click beside the modal reached it")
	}
	s.Click(33, 6)
	if c, ok := box.msgs[len(box.msgs)-1].(page.Click); !ok || c.X != 1 {
		t.Fatalf("%#v", box.msgs[len(box.msgs)-1])
	}
}

func TestNoMouse(t *testing.T) {
	var l *list
	a := app.New(t.Context(), app.Options{Sections: []app.Section{{Key: "1", Title: "T", New: newList("x", &l)}}, NoMouse: true})
	d := tuitest.Drive(t, a, 80, 24)
	d.Click(3, 3)
	if len(l.msgs) != 0 || a.View().MouseMode != tea.MouseModeNone {
		t.Fatal(l.msgs)
	}
}

func TestModalOverWideLettersKeepsItsEdges(t *testing.T) {
	s := newStage(t)
	s.today.name = strings.Repeat("山田太郎", 20)
	s.Press("m")
	for _, w := range []int{100, 101, 102, 103} {
		s.Resize(w, 30)
		tuitest.Exact(t, s.Driver, w, 30)
	}
}

func TestFrames(t *testing.T) {
	for name, keys := range map[string]string{"page": "a", "help": "?", "palette": ": 'row'", "modal": "m"} {
		for _, size := range [][2]int{{40, 12}, {80, 24}, {120, 40}} {
			t.Run(fmt.Sprintf("%s %d", name, size[0]), func(t *testing.T) {
				s := newStage(t)
				s.Resize(size[0], size[1]).Press(keys)
				tuitest.Golden(t, s.Driver)
			})
		}
	}
}

func TestFrameIsDrawnOnlyWhenSomethingChanged(t *testing.T) {
	s := newStage(t)
	first := s.app.View()
	s.today.name = "changed behind its back"
	if s.app.View().Content != first.Content {
		t.Fatal("drawn again without a message")
	}
	s.Send(page.Restyled{})
	s.Has("changed behind")
}

// TestRandomKeysKeepTheContract presses random keys. After each, the frame fits
// and the actions keep the contract of a page.
func TestRandomKeysKeepTheContract(t *testing.T) {
	for seed := range uint64(8) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			s := newStage(t)
			tuitest.Walk(t, s.Driver, seed, 300)
		})
	}
}

func BenchmarkKey(b *testing.B) {
	s := newStage(b)
	s.Resize(120, 40)
	keys := []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyUp}}
	for i := 0; b.Loop(); i++ {
		s.app.Update(keys[i%2])
		s.app.View()
	}
}

func BenchmarkKeyInAModal(b *testing.B) {
	s := newStage(b)
	s.Resize(120, 40).Press("m")
	keys := []tea.KeyPressMsg{{Code: tea.KeyDown}, {Code: tea.KeyUp}}
	for i := 0; b.Loop(); i++ {
		s.app.Update(keys[i%2])
		s.app.View()
	}
}

func BenchmarkIdleMessage(b *testing.B) {
	s := newStage(b)
	for b.Loop() {
		s.app.View()
	}
}

func TestFooterKeysAreInHelp(t *testing.T) {
	s := newStage(t)
	var names []string
	for _, a := range s.app.Actions() {
		names = append(names, a.Name)
	}
	for _, h := range s.app.Hints() {
		if !slices.Contains(names, h.Name) {
			t.Errorf("%q is not in the help", h.Name)
		}
	}
}

func TestThePaletteKnowsWhatWasMeant(t *testing.T) {
	s := newNine(t)
	s.Press("2 4") // an action of the open Employees page must not hide this page's
	for typed, want := range map[string]string{
		"add": "Add a row", "ask": "Ask something", "go to im": "Go to Impact", "employees: add": "Employees: Add a row",
		"pub": "Publish the result", "UNDO": "Undo the last change", "emplo": "Employees: ",
	} {
		s.Press(":").Type(typed)
		lines := strings.Split(s.Frame(), "\n")
		if i := slices.IndexFunc(lines, func(l string) bool { return strings.Contains(l, "│ ▌ ") }); i < 0 || !strings.Contains(lines[i], want) {
			t.Errorf("%q does not find %q first:\n%s", typed, want, s.Frame())
		}
		s.Press("esc esc")
	}
}
