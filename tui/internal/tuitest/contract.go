package tuitest

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/app"
	"understudy/tui/internal/page"
)

// Builder makes a fresh router that shows the page under test.
type Builder func(tb testing.TB) *app.App

// Contract checks what every page promises, over sizes and over a walk of
// random keys. Give each page its own subtest:
//
//	t.Run("today", func(t *testing.T) { tuitest.Contract(t, build) })
func Contract(t *testing.T, build Builder) {
	t.Helper()
	t.Run("sizes", func(t *testing.T) { Sweep(t, Drive(t, build(t), 80, 24)) })
	t.Run("actions", func(t *testing.T) {
		d := Drive(t, build(t), 120, 40)
		Actions(t, d)
		footer(t, d)
	})
	t.Run("strangers", func(t *testing.T) {
		d := Drive(t, build(t), 80, 24)
		for _, m := range []tea.Msg{
			unknown{},
			"text", 7,
			struct{}{},
			tea.FocusMsg{},
			tea.BlurMsg{},
			tea.KeyReleaseMsg{Code: 'a'},
			page.Restyled{},
			page.Arrived{Arg: "nothing that it knows"},
			page.Click{X: -1, Y: 9999},
			page.Wheel{Rows: -3},
			page.Changed{},
			tea.PasteMsg{Content: "x\x1b[2J\ny"},
		} {
			d.Send(m)
		}
		Exact(t, d, 80, 24)
	})
	for seed, size := range [][2]int{{100, 30}, {40, 12}, {160, 50}} {
		t.Run(fmt.Sprintf("walk %d", size[0]), func(t *testing.T) {
			Walk(t, Drive(t, build(t), size[0], size[1]), uint64(seed), 120)
		})
	}
}

// Walk presses random keys that do something, and a few that may not, checking
// the contract after each.
func Walk(tb testing.TB, d *Driver, seed uint64, steps int) {
	tb.Helper()
	rnd := rand.New(rand.NewPCG(seed, 1))
	a := d.App()
	w, h := d.w, d.h
	var trace []string
	defer func() {
		if tb.Failed() {
			tb.Logf("keys: %s", strings.Join(trace, " "))
		}
		if r := recover(); r != nil {
			tb.Fatalf("panic %v after keys: %s", r, strings.Join(trace, " "))
		}
	}()
	for range steps {
		k := pick(rnd, a)
		trace = append(trace, k)
		msg, err := Key(k)
		if err != nil {
			tb.Fatal(err)
		}
		d.Send(msg)
		Actions(tb, d)
		Exact(tb, d, w, h)
	}
}

// pick is a key for Walk: mostly one that an action has.
func pick(rnd *rand.Rand, a *app.App) string {
	keys := []string{"enter", "esc", "tab", "shift+tab", "space", "x", "Z", "é", "7", "backspace", "home"}
	for _, act := range a.Actions() {
		keys = append(keys, act.Keys()...)
	}
	for {
		if k := keys[rnd.IntN(len(keys))]; k != "q" && k != "ctrl+c" {
			return k
		}
	}
}

// Actions checks the values behind keys, footer, help and palette.
func Actions(tb testing.TB, d *Driver) {
	tb.Helper()
	a := d.App()
	owner := map[string]string{}
	for _, act := range a.Actions() {
		if act.Name == "" {
			tb.Errorf("the action on %v has no name\n%s", act.Keys(), d.Frame())
		}
		if act.Off == "" && act.Do == nil {
			tb.Errorf("%q does nothing, and does not say why", act.Name)
		}
		if (act.Hint > 0 || len(act.Keys()) > 0) && act.Help().Desc == "" {
			tb.Errorf("%q has no short word for the footer", act.Name)
		}
		if act.Hint > 0 && len(act.Keys()) == 0 {
			tb.Errorf("%q wants to be in the footer without a key", act.Name)
		}
		if !act.Enabled() {
			continue
		}
		for _, k := range act.Keys() {
			if _, err := Key(k); err != nil {
				tb.Errorf("%q: %v", act.Name, err)
			}
			// Esc is the page's while it has something to close, then the router's.
			if was, taken := owner[k]; taken && k != "esc" && !sharedDigit(a, k) {
				tb.Errorf("%q belongs to %q and to %q", k, was, act.Name)
			}
			owner[k] = act.Name
			checkKey(tb, act, k)
		}
	}
}

// sharedDigit: a page that captures digits has them before the router.
func sharedDigit(a *app.App, k string) bool {
	return a.Capturing() != page.Nothing && len(k) == 1 && k[0] >= '0' && k[0] <= '8'
}

// checkKey holds keys to their one meaning.
func checkKey(tb testing.TB, act page.Action, k string) {
	tb.Helper()
	arrows := []string{"left", "right", "h", "l", "up", "down", "j", "k"}
	if slices.Contains(arrows, k) && act.Group != page.Moving {
		tb.Errorf("%q is on %q, which only moves: use page.Nav, page.Grid or In(page.Moving)", act.Name, k)
	}
	if strings.HasPrefix(k, "ctrl+") && !slices.Contains(page.Reserved(), k) && !act.Typing {
		tb.Errorf("%q is on %q: no action of a page is on a Ctrl key", act.Name, k)
	}
}

// footer checks that the footer tells the truth: only keys that work, all of
// them in the help.
func footer(tb testing.TB, d *Driver) {
	tb.Helper()
	a := d.App()
	lines := strings.Split(d.Frame(), "\n")
	line := lines[len(lines)-1]
	if !strings.HasSuffix(line, "help") {
		tb.Errorf("the footer does not end with help: %q", line)
	}
	var names []string
	for _, act := range a.Hints() {
		if !act.Works() {
			tb.Errorf("the footer offers %q, which is off: %s", act.Name, act.Off)
		}
		names = append(names, act.Name)
	}
	if a.Capturing() == page.Text {
		return
	}
	for _, name := range names {
		d.Press("?").Type(name).Has(firstWords(name)).Press("esc esc")
	}
}

// firstWords is as much of a name as surely fits the help.
func firstWords(name string) string {
	r := []rune(name)
	return string(r[:min(len(r), 30)])
}
