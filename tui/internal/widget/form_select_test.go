package widget

import (
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
