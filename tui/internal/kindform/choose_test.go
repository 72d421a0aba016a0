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

// A search follows what is typed, and Enter typed ahead takes what it finds, not what an
// older search had found.
func TestASearchFollowsWhatIsTyped(t *testing.T) {
	var picked string
	p := &chooser{sc: page.NewScope(t.Context()), picker: widget.NewPicker(tuitest.Styles(), nil), c: Choice{
		Search: func(_ context.Context, query string) ([]widget.Option, error) {
			return []widget.Option{{Value: "for " + query, Label: query + " found"}}, nil
		},
		Pick: func(o widget.Option) tea.Cmd { picked = o.Value; return nil },
	}}
	first := p.Init()
	second := p.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
	p.Update(tea.KeyPressMsg{Code: tea.KeyEnter})
	drop := func(tea.Msg) tea.Cmd { return nil }
	if r, ok := first().(page.Reply); ok {
		r.Deliver(drop)
	}
	if picked != "" {
		t.Fatal("picked of an older search:", picked)
	}
	second().(page.Reply).Deliver(drop)
	if picked != "for a" {
		t.Fatalf("picked %q", picked)
	}
}
