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

// Keys that move in the list, typed before it has answered, move in what it answers.
func TestMovesTypedAheadMoveInWhatIsFound(t *testing.T) {
	var picked string
	p := &chooser{sc: page.NewScope(t.Context()), picker: widget.NewPicker(tuitest.Styles(), nil), c: Choice{
		Search: func(_ context.Context, query string) ([]widget.Option, error) {
			return []widget.Option{{Value: query + "1", Label: query + " one"}, {Value: query + "2", Label: query + " two"}}, nil
		},
		Pick: func(o widget.Option) tea.Cmd { picked += o.Value; return nil },
	}}
	drop := func(tea.Msg) tea.Cmd { return nil }
	p.Init()().(page.Reply).Deliver(drop)
	found := p.Update(tea.KeyPressMsg{Code: 'a', Text: "a"})
	for _, k := range []rune{tea.KeyDown, tea.KeyEnter, tea.KeyEnter} {
		p.Update(tea.KeyPressMsg{Code: k})
	}
	if p.Update(page.Click{X: 1, Y: 1}); picked != "" {
		t.Fatal("picked of an older list:", picked)
	}
	if found().(page.Reply).Deliver(drop); picked != "a2" {
		t.Fatalf("picked %q", picked)
	}
}
