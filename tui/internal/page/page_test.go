package page_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
)

// deliver runs a command as the loop does and hands its reply to its owner; it
// returns what was told to everyone.
func deliver(cmd tea.Cmd) (told []tea.Msg) {
	if r, ok := cmd().(page.Reply); ok {
		r.Deliver(func(m tea.Msg) tea.Cmd { told = append(told, m); return nil })
	}
	return told
}

func TestActionIsOneValue(t *testing.T) {
	ran := 0
	a := page.Act("Lock the pair", "lock", func() tea.Cmd { ran++; return nil }, page.KeyLock, "ctrl+l").
		If(true, "never").In("Pairs").Hinted(3).WhileTyping().Shown("L!")
	if !a.Works() || a.Group != "Pairs" || a.Hint != 3 || !a.Typing || a.Help().Key != "L!" || a.Help().Desc != "lock" {
		t.Fatalf("%+v", a)
	}
	off := a.If(false, "no pair is selected").Unless("a later reason")
	if off.Works() || off.Off != "no pair is selected" || a.Off != "" {
		t.Fatal("a builder changed the action that it began with, or the first reason")
	}
	if !a.Claims(tea.KeyPressMsg{Code: 'L', Text: "L"}) || a.Claims(tea.KeyPressMsg{Code: 'l', Text: "l"}) {
		t.Fatal("claims the wrong key")
	}
}

// table counts the motions.
type table struct{ did []string }

func (w *table) note(s string) { w.did = append(w.did, s) }
func (w *table) Move(n int)    { w.note(fmt.Sprint("move ", n)) }
func (w *table) Page(n int)    { w.note(fmt.Sprint("page ", n)) }
func (w *table) Home()         { w.note("home") }
func (w *table) End()          { w.note("end") }
func (w *table) Left()         { w.note("left") }
func (w *table) Right()        { w.note("right") }
func (w *table) ToggleMark()   { w.note("mark") }
func (w *table) Range()        { w.note("range") }
func (w *table) All()          { w.note("all") }
func (w *table) Sort()         { w.note("sort") }
func (w *table) Reverse()      { w.note("reverse") }

func TestStandardKeysReachTheWidget(t *testing.T) {
	w := &table{}
	then := func() tea.Cmd { w.note("then"); return nil }
	turn := func(by int) tea.Cmd { w.note(fmt.Sprint("turn ", by)); return nil }
	acts := page.Grid(w, then)
	acts = append(acts, page.Marks(w)...)
	acts = append(acts, page.Sorts(w)...)
	acts = append(acts, page.Panes(turn)...)
	acts = append(acts, page.Filter(func() tea.Cmd { w.note("filter"); return nil }, turn)...)
	for _, want := range []struct{ key, did string }{
		{"up", "move -1 then"},
		{"j", "move 1 then"},
		{"pgup", "page -1 then"},
		{"pgdown", "page 1 then"},
		{"g", "home then"},
		{"home", "home then"},
		{"G", "end then"},
		{"end", "end then"},
		{"h", "left then"},
		{"right", "right then"},
		{"space", "mark"},
		{"v", "range"},
		{"A", "all"},
		{"s", "sort"},
		{"S", "reverse"},
		{"tab", "turn 1"},
		{"shift+tab", "turn -1"},
		{"/", "filter"},
		{"n", "turn 1"},
		{"N", "turn -1"},
	} {
		w.did = nil
		for _, a := range acts {
			for _, k := range a.Keys() {
				if k == want.key {
					a.Do()
				}
			}
		}
		if got := strings.Join(w.did, " "); got != want.did {
			t.Errorf("%s: %q, not %q", want.key, got, want.did)
		}
	}
	if n := len(page.Filter(nil, nil)); n != 1 {
		t.Errorf("n and N without hits to turn to: %d actions", n)
	}
}

func TestSlotKnowsItsWork(t *testing.T) {
	sc := page.NewScope(t.Context()).Child()
	var slot page.Slot
	var m page.Meter[int]
	if _, ok := m.Get(); ok {
		t.Fatal("progress before the first")
	}
	cmd := page.Run(sc, &slot, "Matching", func() string { n, _ := m.Get(); return fmt.Sprint(n, " %") },
		func(ctx context.Context) (int, error) { m.Set(40); <-ctx.Done(); return 7, ctx.Err() },
		func(n int, err error) tea.Cmd {
			if n != 7 || !errors.Is(err, context.Canceled) {
				t.Error(n, err)
			}
			return nil
		})
	m.Set(20)
	if name, progress, ok := sc.Job(); name != "Matching" || progress != "20 %" || !ok || !slot.Busy() {
		t.Fatal(name, progress, ok)
	}
	sc.Stop()
	deliver(cmd)
	if _, _, ok := sc.Job(); ok || slot.Busy() {
		t.Fatal("still at work")
	}
}

func TestClosingAPageCancelsItsWork(t *testing.T) {
	root := page.NewScope(t.Context())
	sc := root.Child()
	var slot page.Slot
	cmd := page.Load(sc, &slot, func(ctx context.Context) (int, error) { return 0, ctx.Err() },
		func(int, error) tea.Cmd { t.Error("told a closed page"); return nil })
	late := page.After(sc, time.Nanosecond, func() tea.Cmd { t.Error("woke a closed page"); return nil })
	sc.End()
	deliver(cmd)
	deliver(late)
	if !sc.Ended() || root.Ended() {
		t.Fatal("the wrong scope ended")
	}
}

func TestAWriteThatChangedNothingSaysNothing(t *testing.T) {
	sc := page.NewScope(t.Context())
	told := deliver(page.Save(sc, func(context.Context) (store.Change, error) { return store.Change{Label: "edit Ana"}, nil }, nil))
	if len(told) != 0 {
		t.Fatal(told)
	}
}

func TestLeavingWaitsForTheWriteUnderWay(t *testing.T) {
	sc := page.NewScope(t.Context())
	begun, finish := make(chan struct{}), make(chan struct{})
	cmd := page.Save(sc, func(context.Context) (store.Change, error) {
		close(begun)
		<-finish
		return store.Change{ID: 1}, errors.New("disk full")
	}, nil)
	page.Go(func() { cmd() }, func(error) {})
	<-begun
	short, cancel := context.WithCancel(t.Context())
	cancel()
	if err := sc.WaitSaves(short); !errors.Is(err, context.Canceled) {
		t.Fatal("did not wait:", err)
	}
	close(finish)
	if err := sc.WaitSaves(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func TestErrorsAreWordedWithTheNextStep(t *testing.T) {
	for _, err := range []error{store.ErrConflict, store.ErrBusy, store.ErrDamaged, store.ErrNewer, store.ErrEmptied} {
		n := page.Failed(fmt.Errorf("save Ana: %w", err))
		if !n.Bad || n.Text != "save Ana: "+err.Error() || !strings.Contains(n.Full, "\n\n") {
			t.Errorf("%+v", n)
		}
	}
	if n := page.Failed(fmt.Errorf("run: %w", context.Canceled)); n.Bad {
		t.Error("what the user stopped is no error")
	}
}

func TestReservedKeysAreNoStandardKeys(t *testing.T) {
	for _, k := range page.Reserved() {
		for _, std := range []string{page.KeyOpen, page.KeyAdd, page.KeyEdit, page.KeyDelete, page.KeyRun, page.KeyExport, page.KeyMark} {
			if k == std {
				t.Error(k)
			}
		}
	}
}
