// Package tuitest drives the program in tests: keys in words, commands drained
// without a loop, frames as plain text, a sweep over sizes, the contract that
// every page must keep, and the whole program against a terminal emulator.
package tuitest

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"
)

// named are the keys that have a name, as tea writes it.
func named(name string) (tea.KeyPressMsg, bool) {
	code, ok := map[string]rune{
		"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight,
		"pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
		"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
		"delete": tea.KeyDelete, "insert": tea.KeyInsert, "f1": tea.KeyF1,
	}[name]
	return tea.KeyPressMsg{Code: code}, ok
}

// Key is one key press, named as a binding names it: "down", "ctrl+r",
// "shift+tab", "space", "a", "?".
func Key(name string) (tea.KeyPressMsg, error) {
	if name == "space" {
		return tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, nil
	}
	if k, ok := named(name); ok {
		return k, nil
	}
	if rest, ok := strings.CutPrefix(name, "ctrl+"); ok {
		k, err := Key(rest)
		k.Mod, k.Text = k.Mod|tea.ModCtrl, ""
		return k, err
	}
	if rest, ok := strings.CutPrefix(name, "shift+"); ok {
		k, err := Key(rest)
		k.Mod |= tea.ModShift
		return k, err
	}
	if utf8.RuneCountInString(name) == 1 {
		r, _ := utf8.DecodeRuneInString(name)
		return tea.KeyPressMsg{Code: r, Text: name}, nil
	}
	return tea.KeyPressMsg{}, fmt.Errorf("no key is called %q", name)
}

// Keys reads a line of key names: "down*3 enter 'typed text' ctrl+r". What
// stands in quotes is typed letter by letter.
func Keys(script string) ([]tea.KeyPressMsg, error) {
	var out []tea.KeyPressMsg
	for script = strings.TrimLeft(script, " "); script != ""; script = strings.TrimLeft(script, " ") {
		if quoted, ok := strings.CutPrefix(script, "'"); ok && len(quoted) > 1 {
			typed, rest, closed := strings.Cut(quoted, "'")
			if !closed {
				return nil, fmt.Errorf("no closing quote in %q", script)
			}
			out, script = append(out, Typed(typed)...), rest
			continue
		}
		word, rest, _ := strings.Cut(script, " ")
		script = rest
		name, times := word, 1
		if at := strings.LastIndexByte(word, '*'); at > 0 {
			n, err := strconv.Atoi(word[at+1:])
			if err == nil {
				name, times = word[:at], n
			}
		}
		k, err := Key(name)
		if err != nil {
			return nil, err
		}
		for range times {
			out = append(out, k)
		}
	}
	return out, nil
}

// Typed is the text as key presses.
func Typed(text string) []tea.KeyPressMsg {
	var out []tea.KeyPressMsg
	for _, r := range text {
		k := tea.KeyPressMsg{Code: r, Text: string(r)}
		if r == ' ' {
			k.Code = tea.KeySpace
		}
		out = append(out, k)
	}
	return out
}
