package page

import (
	"context"
	"slices"

	tea "charm.land/bubbletea/v2"
)

// Scope is the life of one open page. Work started through it is cancelled,
// and its replies dropped, once the page closes. Only the Update goroutine
// touches it.
type Scope struct {
	ctx    context.Context //nolint:containedctx // a scope is a lifetime
	cancel context.CancelFunc
	done   bool
	jobs   []*job
	saves  *saves
	asks   *[]Ask // requests for the router, shared by all scopes
}

type job struct {
	name     string
	progress func() string
	stop     func()
}

// NewScope opens a root scope; Child opens those of pages.
func NewScope(parent context.Context) *Scope {
	ctx, cancel := context.WithCancel(parent)
	return &Scope{ctx: ctx, cancel: cancel, saves: new(saves), asks: new([]Ask)}
}

// Child opens the scope of a page: it ends with its parent, or before.
func (s *Scope) Child() *Scope {
	ctx, cancel := context.WithCancel(s.ctx)
	return &Scope{ctx: ctx, cancel: cancel, saves: s.saves, asks: s.asks}
}

// Send asks the router for something: Open, Close, Done, Goto, Note. It is done
// within this Update, so that keys typed ahead reach the page that it opens. The
// command is nil; it is there for return statements. The router knows who asks:
// a page opens over itself and closes itself, whatever has focus by then.
func (s *Scope) Send(request tea.Msg) tea.Cmd {
	if !s.done {
		*s.asks = append(*s.asks, Ask{s, request})
	}
	return nil
}

// Ask is a request with the page that made it.
type Ask struct {
	From    *Scope
	Request tea.Msg
}

// Asked takes the requests out; the router calls it after every message.
func (s *Scope) Asked() []Ask {
	asked := *s.asks
	*s.asks = nil
	return asked
}

// End closes the page's life: work is cancelled, replies will be dropped.
func (s *Scope) End() { s.done = true; s.cancel() }

// Ended tells whether the page has closed.
func (s *Scope) Ended() bool { return s.done }

// Job says which long work runs and how far it is; ok is false when none does.
func (s *Scope) Job() (name, progress string, ok bool) {
	if len(s.jobs) == 0 {
		return "", "", false
	}
	j := s.jobs[len(s.jobs)-1]
	if j.progress != nil {
		progress = j.progress()
	}
	return j.name, progress, true
}

// Stop asks the long work of the page to end; each still delivers its best.
func (s *Scope) Stop() {
	for _, j := range s.jobs {
		j.stop()
	}
}

func (s *Scope) drop(j *job) {
	s.jobs = slices.DeleteFunc(s.jobs, func(x *job) bool { return x == j })
}

// Saving tells whether a write was asked for and has not answered yet.
func (s *Scope) Saving() bool { return s.saves.asked > 0 }

// SavesFailed counts the writes that failed so far.
func (s *Scope) SavesFailed() int { return s.saves.failed }

// WaitSaves blocks until no write is under way or ctx ends, so that leaving the
// program never cuts one off. It is the one method for another goroutine.
func (s *Scope) WaitSaves(ctx context.Context) error { return s.saves.wait(ctx) }

// Slot orders the requests for one piece of state: a newer one cancels and
// outdates the older. The zero value is ready.
type Slot struct {
	seq    int
	cancel context.CancelFunc
}

// Busy tells whether a request is under way.
func (s *Slot) Busy() bool { return s.cancel != nil }

// Stop asks the running request to end; its reply still arrives.
func (s *Slot) Stop() {
	if s.cancel != nil {
		s.cancel()
	}
}

func (s *Slot) begin(parent context.Context) (context.Context, context.CancelFunc, int) {
	s.Stop()
	s.seq++
	ctx, cancel := context.WithCancel(parent)
	s.cancel = cancel
	return ctx, cancel, s.seq
}
