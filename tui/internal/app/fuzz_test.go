package app_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// TestRandomMessagesKeepTheInvariants throws everything at the router that
// terminals, users, pages and work can, in random order, replies late.
func TestRandomMessagesKeepTheInvariants(t *testing.T) {
	for seed := range uint64(12) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			m := &monkey{stage: newStage(t), rnd: rand.New(rand.NewPCG(seed, 7)), w: 100, h: 30}
			defer func() {
				if r := recover(); r != nil {
					t.Fatalf("panic: %v\nafter: %s", r, strings.Join(m.trace, "; "))
				}
				if t.Failed() {
					t.Logf("after: %s", strings.Join(m.trace, "; "))
				}
			}()
			for range 250 {
				m.act()
				if name := m.broken(); name != "" {
					t.Fatalf("broken: %s\n%s", name, m.Frame())
				}
			}
		})
	}
}

// monkey acts at random and remembers what it did.
type monkey struct {
	*stage
	rnd   *rand.Rand
	w, h  int
	late  []tea.Cmd // work that has not answered yet
	trace []string
}

func (m *monkey) did(format string, args ...any) {
	m.trace = append(m.trace, fmt.Sprintf(format, args...))
}

func (m *monkey) act() {
	acts := []func(){
		m.key, m.key, m.key, m.key, m.resize, m.click, m.wheel, m.paste, m.request, m.startWork, m.answer,
		m.otherWindow, m.mood, func() { m.did("elapse"); m.Elapse() },
	}
	acts[m.rnd.IntN(len(acts))]()
}

func (m *monkey) key() {
	keys := []string{"?", ":", "!", "esc", "enter", "q", "ctrl+c", "u", "ctrl+r", "0", "1", "2", "8", "f1", "x", "山", "backspace", "tab"}
	for _, a := range m.app.Actions() {
		keys = append(keys, a.Keys()...)
	}
	k := keys[m.rnd.IntN(len(keys))]
	m.did("%s", k)
	msg, err := tuitest.Key(k)
	if err != nil {
		panic(err)
	}
	m.Send(msg)
}

func (m *monkey) resize() {
	w, h := m.rnd.IntN(160)-5, m.rnd.IntN(50)-5
	m.did("resize %d %d", w, h)
	m.Resize(w, h)
	if w > 0 && h > 0 {
		m.w, m.h = w, h
	}
}

func (m *monkey) click() {
	x, y := m.rnd.IntN(170)-5, m.rnd.IntN(50)-5
	m.did("click %d %d", x, y)
	m.Click(x, y)
}

func (m *monkey) wheel() {
	b := []tea.MouseButton{tea.MouseWheelUp, tea.MouseWheelDown, tea.MouseWheelLeft}[m.rnd.IntN(3)]
	m.did("wheel %d", b)
	m.Send(tea.MouseWheelMsg{X: m.rnd.IntN(100), Y: m.rnd.IntN(30), Button: b})
}

func (m *monkey) paste() {
	m.did("paste")
	m.Paste("a\x1b[2J\n\u202e山\tb")
}

func (m *monkey) request() {
	msgs := []tea.Msg{
		page.Close{},
		page.Done{},
		page.Goto{Key: "2", Arg: 1},
		page.Goto{Key: "9"},
		page.Working{},
		page.Note{Text: "said \x1b[31m" + strings.Repeat("long ", 60), Bad: true},
		page.Note{Text: "a\nb", Undo: true},
		page.Changed{Change: store.Change{ID: 3, Label: "import 200 rows", Tables: []string{"employee"}}},
		page.Open{New: newList("over", nil)},
		page.Open{New: newList("山田太郎 box", nil), Modal: true, Width: m.rnd.IntN(300) - 5},
		tea.BackgroundColorMsg{},
		tea.ModeReportMsg{},
		tea.FocusMsg{},
		nil, 7,
	}
	msg := msgs[m.rnd.IntN(len(msgs))]
	m.did("%T", msg)
	m.Send(msg)
}

// startWork begins a load, a long run or a write that answers later.
func (m *monkey) startWork() {
	l := []*list{m.today, m.staff, m.impact}[m.rnd.IntN(3)]
	if l == nil {
		return
	}
	kind := m.rnd.IntN(3)
	m.did("work %d", kind)
	switch kind {
	case 0:
		m.late = append(m.late, l.load("x"))
	case 1:
		m.late = append(m.late, page.Run(l.sc, &l.run, "Matching", nil,
			func(ctx context.Context) (int, error) { return 1, ctx.Err() }, func(int, error) tea.Cmd { return nil }))
	case 2:
		m.late = append(m.late, page.Save(l.sc, func(context.Context) (store.Change, error) {
			return store.Change{ID: 5, Label: "add"}, []error{nil, errors.New("disk full")}[m.rnd.IntN(2)]
		}, nil))
	}
}

func (m *monkey) answer() {
	if len(m.late) == 0 {
		return
	}
	i := m.rnd.IntN(len(m.late))
	m.did("answer %d", i)
	cmd := m.late[i]
	m.late = append(m.late[:i], m.late[i+1:]...)
	m.Run(cmd)
}

func (m *monkey) otherWindow() {
	m.did("other window")
	m.file.version++
	m.file.gone = []string{"", "the file was removed"}[m.rnd.IntN(2)]
}

// mood changes what a page captures and whether it is dirty.
func (m *monkey) mood() {
	m.did("mood")
	m.today.typing = page.Capture(m.rnd.IntN(3))
	m.today.ask = []string{"", "Discard it?"}[m.rnd.IntN(2)]
	m.today.rows = m.rnd.IntN(3)
	m.today.Move(0)
	m.Send(page.Restyled{})
}

// broken names the invariant that does not hold, or is empty.
func (m *monkey) broken() string {
	frame := m.app.View()
	lines := strings.Split(frame.Content, "\n")
	for _, l := range lines {
		if text.Width(l) != m.w {
			return fmt.Sprintf("every line is as wide as the window: %d, not %d: %q", text.Width(l), m.w, l)
		}
		if strings.ContainsAny(l, "\r\t\x07\u202e") {
			return "no line holds what moves the cursor or turns the text"
		}
	}
	for _, a := range m.app.Hints() {
		if !a.Works() {
			return "the footer offers only what works: " + a.Name
		}
	}
	switch {
	case len(lines) != m.h:
		return fmt.Sprintf("the frame is as high as the window: %d, not %d", len(lines), m.h)
	case m.app.View().Content != frame.Content:
		return "drawing twice gives the same"
	case !strings.HasPrefix(frame.WindowTitle, "Understudy · "):
		return "the window's title names the section: " + frame.WindowTitle
	case m.today.inits > 1:
		return "a section's first page opens once"
	case m.w >= 40 && m.h >= 12 && !strings.Contains(m.Frame(), "help") && !strings.Contains(m.Frame(), "esc "):
		return "the screen says how to get help or back"
	}
	return ""
}
