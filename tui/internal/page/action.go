package page

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

// The keys with one meaning on every page. Use these, so that a key never
// means two things; ← → h l and Ctrl+letter are never actions of a page.
const (
	KeyOpen    = "enter"
	KeyAdd     = "a"
	KeyEdit    = "e"
	KeyDelete  = "d"
	KeyCopy    = "y"
	KeyCopyAll = "Y"
	KeyExport  = "x"
	KeyRun     = "r"
	KeyLock    = "L"
	KeyBan     = "B"
	KeyMark    = "space"
	KeyRange   = "v"
	KeyAll     = "A"
	KeyFilter  = "/"
	KeyNext    = "n"
	KeyPrev    = "N"
	KeySort    = "s"
	KeyReverse = "S"
)

// Action is one thing that can be done now: its name, keys, help, handler and
// the reason it may be off, in one value. Build it with Act.
type Action struct {
	Name        string // palette and help: "Log a session"
	key.Binding        // the keys; Help().Key is shown, Help().Desc is the footer's short word
	Do          func() tea.Cmd
	Off         string // non-empty: why it cannot be done now; shown instead of running Do
	Group       string // heading in the help; "" is the page's own
	Hint        int    // place in the footer: the higher the earlier, 0 stays out of it
	Typing      bool   // runs also while a text field owns the keyboard
}

// Act makes an action. Name is a sentence's start ("Log a session"), short one
// or two words for the footer ("log"); the first key is the one that is shown.
// Without keys the action lives in palette and help alone.
func Act(name, short string, do func() tea.Cmd, keys ...string) Action {
	label := ""
	if len(keys) > 0 {
		label = Label(keys[0])
	}
	b := key.NewBinding(key.WithKeys(keys...), key.WithHelp(label, short))
	return Action{Name: name, Binding: b, Do: do}
}

// with keeps the builders below free of aliasing: each works on its own copy.
func (a Action) with(f func(*Action)) Action {
	f(&a)
	return a
}

// Unless turns the action off and says why; an empty reason leaves it on.
func (a Action) Unless(why string) Action {
	return a.with(func(a *Action) {
		if a.Off == "" {
			a.Off = why
		}
	})
}

// If turns the action off for the reason why unless ok.
func (a Action) If(ok bool, why string) Action {
	if ok {
		return a
	}
	return a.Unless(why)
}

// In puts the action under a heading of the help.
func (a Action) In(group string) Action { return a.with(func(a *Action) { a.Group = group }) }

// Hinted offers the action to the footer; 9 is first, 1 last.
func (a Action) Hinted(weight int) Action { return a.with(func(a *Action) { a.Hint = weight }) }

// WhileTyping lets the action's keys work inside a text field. Give it keys
// that write nothing: enter, tab, up, ctrl+…
func (a Action) WhileTyping() Action { return a.with(func(a *Action) { a.Typing = true }) }

// Shown replaces the key label, such as "↑↓" for a pair of actions.
func (a Action) Shown(label string) Action {
	return a.with(func(a *Action) { a.SetHelp(label, a.Help().Desc) })
}

// Works tells whether pressing its key does something now.
func (a Action) Works() bool { return a.Off == "" && a.Do != nil }

// Claims tells whether the key press belongs to the action.
func (a Action) Claims(msg tea.KeyPressMsg) bool { return key.Matches(msg, a.Binding) }

// Label is how the key is written on the screen.
func Label(k string) string {
	switch k {
	case "up":
		return "↑"
	case "down":
		return "↓"
	case "left":
		return "←"
	case "right":
		return "→"
	case "pgup":
		return "PgUp"
	case "pgdown":
		return "PgDn"
	case "shift+tab":
		return "shift+tab"
	case "home", "end":
		return strings.ToUpper(k[:1]) + k[1:]
	case "f1":
		return "F1"
	}
	return k
}

// Reserved lists the keys of the router, which a page must not bind. Esc is not
// among them: a page claims it while it has something of its own to close, such
// as a filter. Digits are reserved unless the page captures them.
func Reserved() []string {
	return []string{
		"u", "ctrl+r", "ctrl+z", "ctrl+y", ":", "ctrl+k", "?", "f1", "!", "q", "ctrl+c",
		"0", "1", "2", "3", "4", "5", "6", "7", "8",
	}
}
