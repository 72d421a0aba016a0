package kindform

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
	"understudy/tui/internal/tuitest"
	"understudy/tui/internal/widget"
)

// Enter that comes before the list was read is not lost.
func TestEnterWaitsForTheListToBeRead(t *testing.T) {
	var picked string
	p := &chooser{sc: page.NewScope(t.Context()), reading: true, picker: widget.NewPicker(tuitest.Styles(), nil), c: Choice{
		Read: func(context.Context) ([]widget.Option, error) {
			return []widget.Option{{Value: "1", Label: "the first"}, {Value: "2", Label: "the second"}}, nil
		},
		Pick: func(o widget.Option) tea.Cmd { picked = o.Value; return nil },
	}}
	read := p.Init()
	p.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	if picked != "" {
		t.Fatal("picked before there was anything:", picked)
	}
	read().(page.Reply).Deliver(func(tea.Msg) tea.Cmd { return nil })
	if picked != "1" {
		t.Fatalf("picked %q", picked)
	}
}
