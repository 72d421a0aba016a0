package page

import (
	"context"
	"fmt"
	"runtime/debug"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
)

// Reply is the only message that asynchronous work produces. It finds its own
// way home, so the router needs one case for all of them, whatever has focus.
type Reply struct {
	deliver func(tell func(tea.Msg) tea.Cmd) tea.Cmd
}

// Deliver hands the result to whoever asked. Tell is the router's: it announces
// a change to everyone before the page itself reacts to its success.
func (r Reply) Deliver(tell func(tea.Msg) tea.Cmd) tea.Cmd { return r.deliver(tell) }

// Load runs fn off the Update goroutine and hands its result to then, on it,
// unless the page closed or a newer Load took the slot. Nothing in fn may touch
// the page: copy what it needs first.
func Load[T any](sc *Scope, slot *Slot, fn func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return load(sc, slot, nil, fn, then)
}

// Run is Load for long work: the status line shows name and progress (which may
// be nil, and must only read, for instance a Meter), the screen is redrawn
// while it lasts, Esc and Ctrl+C stop it. A stopped fn returns its best so far
// together with ctx.Err(), and then gets both.
func Run[T any](sc *Scope, slot *Slot, name string, progress func() string, fn func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	return load(sc, slot, &job{name: name, progress: progress}, fn, then)
}

func load[T any](sc *Scope, slot *Slot, j *job, fn func(context.Context) (T, error), then func(T, error) tea.Cmd) tea.Cmd {
	ctx, cancel, seq := slot.begin(sc.ctx)
	if j != nil {
		j.stop = cancel
		sc.jobs = append(sc.jobs, j)
		sc.Send(Working{})
	}
	return func() tea.Msg {
		v, err := guard(ctx, fn)
		cancel()
		return Reply{func(func(tea.Msg) tea.Cmd) tea.Cmd {
			sc.drop(j)
			if sc.done || slot.seq != seq {
				return nil
			}
			slot.cancel = nil
			return then(v, err)
		}}
	}
}

// Save runs a write. Closing the page does not cancel it, quitting waits for
// it, and its success is announced to every open page and on the status line,
// whether or not this page is still there. Then may be nil; an error that no
// then takes goes to the status line. Run the command that Save returns: quitting
// waits for it.
func Save(sc *Scope, fn func(context.Context) (store.Change, error), then func(error) tea.Cmd) tea.Cmd {
	ctx := context.WithoutCancel(sc.ctx)
	sc.saves.asked++
	return func() tea.Msg {
		sc.saves.begin()
		defer sc.saves.end()
		c, err := guard(ctx, fn)
		return Reply{func(tell func(tea.Msg) tea.Cmd) tea.Cmd {
			sc.saves.asked--
			if err != nil {
				sc.saves.failed++
			}
			var told, own tea.Cmd
			if err == nil && c.ID != 0 {
				told = tell(Changed{c})
			}
			switch {
			case then != nil && !sc.done:
				own = then(err)
			case err != nil:
				told = tell(Failed(err))
			}
			return tea.Batch(told, own)
		}}
	}
}

// After delivers then to the same page later, if it is still open.
func After(sc *Scope, d time.Duration, then func() tea.Cmd) tea.Cmd {
	return tea.Tick(d, func(time.Time) tea.Msg {
		return Reply{func(func(tea.Msg) tea.Cmd) tea.Cmd {
			if sc.done {
				return nil
			}
			return then()
		}}
	})
}

// Panic is a defect that was caught where it happened, with the stack for the
// full error screen.
type Panic struct {
	Value any
	Stack []byte
}

func (p *Panic) Error() string {
	return fmt.Sprintf("internal error: %v (nothing was saved)\n\n%s", p.Value, p.Stack)
}

// guard turns a defect in one piece of work into its error: the user keeps the
// program, and can read and copy what happened with !.
func guard[T any](ctx context.Context, fn func(context.Context) (T, error)) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = &Panic{Value: r, Stack: debug.Stack()}
		}
	}()
	return fn(ctx)
}

// Go starts fn on a goroutine of its own and hands a panic in it to failed.
// Every goroutine goes through here: an uncaught panic outside the loop would
// leave the terminal in raw mode.
func Go(fn func(), failed func(error)) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				failed(&Panic{Value: r, Stack: debug.Stack()})
			}
		}()
		fn()
	}()
}
