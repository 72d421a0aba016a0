package widget

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
)

func typeKeys(f *Form, s string) {
	for _, r := range s {
		f.Update(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// What a form proposes is replaced by what is typed, unless the caret was moved.
func TestTypingReplacesAProposal(t *testing.T) {
	f := NewForm(look(), Field{Name: "name", Value: "2026", Suggested: true}, Field{Name: "most", Kind: Integer, Value: "2"}, Field{Name: "kept", Value: "Ana"})
	typeKeys(f, "2027")
	f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	typeKeys(f, "1")
	f.Update(tea.KeyPressMsg{Code: tea.KeyTab})
	typeKeys(f, " Souza")
	if v := f.Values(); v["name"] != "2027" || v["most"] != "1" || v["kept"] != "Ana Souza" {
		t.Fatal(v)
	}
	f.Focus("most")
	f.Update(tea.KeyPressMsg{Code: tea.KeyEnd})
	typeKeys(f, "5")
	if v := f.Value("most"); v != "15" {
		t.Fatal(v)
	}
	f.Focus("name") // it was typed, and is no proposal any more
	f.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if v := f.Value("name"); v != "202" {
		t.Fatal(v)
	}
	f.Focus("most")
	f.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
	if v := f.Value("most"); v != "" {
		t.Fatal(v)
	}
}

// Options that come late are as if they had been there: the cursor is on the best match,
// unless it was moved since the last typed letter.
func TestLateOptionsPutTheCursorOnTheBestMatch(t *testing.T) {
	old := []Option{{Value: "1", Label: "André Tokom"}, {Value: "2", Label: "Tui Oram"}}
	now := []Option{{Value: "1", Label: "André Tokom"}, {Value: "3", Label: "Bia Tomko"}, {Value: "4", Label: "Tomé"}}
	late := func(keys string) string {
		p := NewPicker(look(), old)
		send(p, keys)
		p.SetOptions(now)
		o, _ := p.Selected()
		return o.Value
	}
	for keys, want := range map[string]string{"tom": "4", "to": "4", "t<down><up>om": "4", "to<down><up>": "1", "<down>": "1", "": "1"} {
		if got := late(keys); got != want {
			t.Errorf("after %q the cursor is on %q, want %q", keys, got, want)
		}
	}
}

func TestWhatMatchesNothingIsKeptAndRefused(t *testing.T) {
	f := NewForm(look(), Field{Name: "mentor", Kind: Ref, Options: employees, Value: "1"}, Field{Name: "note"})
	send(f, "zzzz<tab>")
	if !strings.Contains(f.View(80, 20), "nothing matches “zzzz”") || !f.Dirty() || f.Submit() == Submitted || f.Focused() != "mentor" {
		t.Fatal(f.View(80, 20))
	}
	if send(f, "noor<tab>"); f.Value("mentor") != "3" || f.Submit() != Submitted {
		t.Fatal(f.Values())
	}
	send(f, "<shift+tab>zzzz<tab><shift+tab><backspace>")
	if f.Value("mentor") != "3" || f.Submit() != Submitted {
		t.Fatal("backspace does not take the slip away:", f.Values())
	}
}
