package tuitest_test

import (
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
)

// note is a page with a text field and a modal.
type note struct {
	page.Base
	sc     *page.Scope
	text   string
	typing bool
	late   bool
}

func newNote(sc *page.Scope) page.Page { return &note{sc: sc} }

func (n *note) Title() string { return "Note" }

func (n *note) Capturing() page.Capture {
	if n.typing {
		return page.Text
	}
	return page.Nothing
}

func (n *note) Actions() []page.Action {
	if n.typing {
		return []page.Action{page.Act("Keep the text", "keep", func() tea.Cmd { n.typing = false; return nil }, "enter", "esc").WhileTyping().Hinted(9)}
	}
	return []page.Action{
		page.Act("Edit the text", "edit", func() tea.Cmd { n.typing = true; return nil }, page.KeyEdit).Hinted(9),
		page.Act("Wait a while", "wait", func() tea.Cmd {
			return page.After(n.sc, time.Millisecond, func() tea.Cmd { n.late = true; return nil })
		}, "w"),
		page.Act("Open another", "open", func() tea.Cmd { return n.sc.Send(page.Open{New: newNote, Modal: true, Width: 30}) }, page.KeyOpen),
	}
}

func (n *note) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		n.text += msg.Text
	case tea.PasteMsg:
		n.text += msg.Content
	case page.Click:
		n.text += "clicked"
	}
	return nil
}

func (n *note) View(int, int) string {
	s := "text: " + n.text
	if n.typing {
		s += "_"
	}
	if n.late {
		s += "\nlate"
	}
	return s
}

func TestDriverTypesAndElapses(t *testing.T) {
	d := tuitest.Page(t, newNote, 60, 15)
	d.Press("e 'Zoë 山' space*2").Paste("q").Press("enter").Has("text: Zoë 山  q")
	d.Press("w").Lacks("late").Elapse()
	d.Has("late")
}

func TestKeysAreNamedAsBindingsAre(t *testing.T) {
	for _, name := range []string{"up", "pgdown", "ctrl+r", "shift+tab", "space", "G", "?", "f1", "esc", "é", "ctrl+up"} {
		k, err := tuitest.Key(name)
		if err != nil || k.String() != name {
			t.Errorf("%q is %q, %v", name, k.String(), err)
		}
	}
	for _, bad := range []string{"enterr", "down 'open"} {
		if _, err := tuitest.Keys(bad); err == nil {
			t.Errorf("%q is taken for keys", bad)
		}
	}
	ks, err := tuitest.Keys("* 'it is'*")
	if err != nil || len(ks) != 7 {
		t.Error(ks, err)
	}
}

func TestTerminalRunsTheWholeProgram(t *testing.T) {
	term := tuitest.Start(t, 60, 15, tuitest.Router(newNote))
	term.WaitFor("text:").WaitFor("? help")
	term.Press("e").WaitFor("enter keep").Press("'Zoë 山 q'").WaitFor("text: Zoë 山 q_")
	term.Paste("pasted").WaitFor("qpasted").Press("enter").WaitGone("qpasted_")
	term.Click(4, 3).WaitFor("pastedclicked")
	term.Press("enter").WaitFor("╭─ Note").Press("esc").WaitGone("╭─ Note")
	term.Resize(30, 10).WaitFor("needs 40×12").Resize(80, 24).WaitFor("text: Zoë")
	term.Press("?").WaitFor("Edit the text").Press("esc").WaitGone("Edit the text")
	term.Press("? 'edit the'").WaitFor("› edit the").Press("esc esc").WaitGone("Help:") // two at once, as over a slow line
	term.Press("ctrl+k").WaitFor("Commands").Press("esc").WaitGone("Commands")
	if strings.Contains(term.Screen(), "panic") {
		t.Fatal(term.Screen())
	}
	term.Press("q")
	if err := term.WaitEnd(); err != nil {
		t.Fatal(err)
	}
}

// A burst is what paste-like typing over ssh and macros send.
func TestTypedAheadKeysReachTheRightPlace(t *testing.T) {
	term := tuitest.Start(t, 60, 15, tuitest.Router(newNote))
	term.WaitFor("? help").Press("e 'one' enter e 'two' enter enter e 'three' enter")
	term.WaitFor("text: onetwo").WaitFor("text: three")
}
