package kindform

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/storetest"
	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// late is a form whose lists answer when the test says so.
type late struct {
	*Form
	t    *testing.T
	cmds []tea.Cmd
}

func newLate(t *testing.T, s *store.Store) *late {
	t.Helper()
	k, err := store.KindOf("initiative")
	if err != nil {
		t.Fatal(err)
	}
	f := NewForm(NewEnv(s, tuitest.Styles(), storetest.Clock), page.NewScope(t.Context()), Spec{Kind: k, Focus: "owner_id"})
	return &late{f, t, []tea.Cmd{f.Init()}}
}

func (l *late) press(keys ...rune) {
	for _, k := range keys {
		msg := tea.KeyPressMsg{Code: k}
		if k > ' ' && k < tea.KeyExtended && k != tea.KeyBackspace {
			msg.Text = string(k)
		}
		l.cmds = append(l.cmds, l.Update(msg))
	}
}

// answer runs what was asked for, and what follows from that.
func (l *late) answer() {
	for len(l.cmds) > 0 {
		cmd := l.cmds[0]
		if l.cmds = l.cmds[1:]; cmd == nil {
			continue
		}
		switch m := cmd().(type) {
		case tea.BatchMsg:
			l.cmds = append(l.cmds, m...)
		case page.Reply:
			l.cmds = append(l.cmds, m.Deliver(func(tea.Msg) tea.Cmd { return nil }))
		}
	}
}

func people(t *testing.T) *store.Store {
	t.Helper()
	s := storetest.New(t)
	for _, n := range []string{"Aatos Oma Tmo", "Abel Tomko", "Tomé Figueira", "Zoë Tombe"} {
		storetest.Add(t, s, "employee", map[string]string{"name": n})
	}
	return s
}

func (l *late) owner() string {
	l.t.Helper()
	l.View(80, 40)
	v := l.form.Value("owner_id")
	for _, o := range l.refs["owner_id"].known {
		if o.Value == v {
			return o.Label
		}
	}
	return v
}

// Whoever is typed is found by the search of what is typed, however late it answers.
func TestARefTakesTheBestMatchOfWhatIsTyped(t *testing.T) {
	tab, enter, down := tea.KeyTab, tea.KeyEnter, tea.KeyDown
	for name, c := range map[string]struct {
		first bool // the first list is there before anything is typed
		keys  []rune
		want  string
	}{
		"tab":                     {true, []rune{'T', 'o', 'm', tab}, "Tomé Figueira"},
		"enter":                   {true, []rune{'T', 'o', 'm', enter}, "Tomé Figueira"},
		"before the first list":   {false, []rune{'T', 'o', 'm', tab}, "Tomé Figueira"},
		"moved":                   {true, []rune{'T', 'o', 'm', down, enter}, "Abel Tomko"},
		"moved, then typed":       {true, []rune{'T', down, 'o', 'm', tab}, "Tomé Figueira"},
		"erased and typed anew":   {true, []rune{'Z', tea.KeyBackspace, 'T', 'o', 'm', enter}, "Tomé Figueira"},
		"another after the first": {true, []rune{'A', 'b', enter, tea.KeyTab}, "Abel Tomko"},
	} {
		t.Run(name, func(t *testing.T) {
			l := newLate(t, people(t))
			if c.first {
				l.answer()
			}
			l.press(c.keys...)
			if v := l.form.Value("owner_id"); v != "" {
				t.Fatalf("%q was taken of an older list", v)
			}
			if l.answer(); l.owner() != c.want || l.form.Picking() {
				t.Fatalf("%q, want %q\n%s", l.owner(), c.want, l.View(80, 40))
			}
		})
	}
}

// Keys typed after a pick that waits go where they were meant to go.
func TestKeysBehindAPickKeepTheirTurn(t *testing.T) {
	l := newLate(t, people(t))
	l.answer()
	before := l.form.Focused()
	l.press('T', 'o', 'm', tea.KeyTab)
	next := l.form.Focused()
	l.press(tea.KeyTab, tea.KeyTab)
	if next != before {
		t.Fatal("the field was left before its list had answered")
	}
	l.answer()
	fresh := newLate(t, people(t))
	fresh.answer()
	fresh.press(tea.KeyTab, tea.KeyTab, tea.KeyTab)
	if l.form.Focused() != fresh.form.Focused() {
		t.Fatalf("at %q, want %q", l.form.Focused(), fresh.form.Focused())
	}
}

// What names nobody stays, is said, and is not saved.
func TestARefThatNamesNobodyIsRefused(t *testing.T) {
	s := people(t)
	l := newLate(t, s)
	l.answer()
	l.form.SetValue("name", "Open in Brazil")
	l.form.SetValue("starts", "2026-01-01")
	before := storetest.Dump(t, s)
	l.press('z', 'z', 'z', 'z')
	l.cmds = append(l.cmds, l.submit()) // before the search has answered
	l.answer()
	if view := l.View(80, 40); !strings.Contains(view, "nothing matches “zzzz”") || l.form.Focused() != "owner_id" || l.saving {
		t.Fatal(view)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("it was saved")
	}
	l.press('T', 'o', 'm')
	l.cmds = append(l.cmds, l.submit())
	l.answer()
	if after := storetest.Dump(t, s); !strings.Contains(after, "Open in Brazil") || l.owner() != "Tomé Figueira" {
		t.Fatal("a name typed over it was not saved:", l.owner())
	}
}
