package tuitest

import (
	"bytes"
	"context"
	"io"
	"strings"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	"github.com/charmbracelet/x/vt"
)

// patience is how long a text may take to appear on a busy machine.
const patience = 90 * time.Second

// Term is the whole program running in a terminal emulator, in process. Wait
// for text; never sleep.
type Term struct {
	tb      testing.TB
	program *tea.Program // nil when the test made its own
	cancel  context.CancelFunc
	keys    *queue

	mu  sync.Mutex // guards emu, which is not safe by itself
	emu *vt.Emulator

	drawn chan struct{} // something was written to the screen
	ended chan struct{}
	err   error // why the program ended; valid after ended
}

// Start runs a model in a terminal of w columns and h rows. It is stopped when
// the test ends.
func Start(tb testing.TB, w, h int, m tea.Model, opts ...tea.ProgramOption) *Term {
	tb.Helper()
	made := make(chan *tea.Program, 1)
	t := Serve(tb, w, h, func(ctx context.Context, term ...tea.ProgramOption) error {
		p := tea.NewProgram(m, append(append(term, tea.WithContext(ctx)), opts...)...)
		made <- p
		_, err := p.Run()
		return err
	})
	t.program = <-made
	return t
}

// Serve runs whatever makes its own program of the options that it is given,
// which put it into the terminal. It must end when ctx does.
func Serve(tb testing.TB, w, h int, run func(ctx context.Context, term ...tea.ProgramOption) error) *Term {
	tb.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	t := &Term{tb: tb, cancel: cancel, emu: vt.NewEmulator(w, h), keys: newQueue(), drawn: make(chan struct{}, 1), ended: make(chan struct{})}
	go io.Copy(t.keys, t.emu) //nolint:errcheck // the emulator's answers; ends with it
	go func() {
		t.err = run(
			ctx,
			tea.WithInput(t.keys), tea.WithOutput(screen{t}), tea.WithWindowSize(w, h), tea.WithoutSignals(),
			tea.WithColorProfile(colorprofile.ANSI256), tea.WithEnvironment([]string{"TERM=xterm-256color"}),
		)
		close(t.ended)
	}()
	tb.Cleanup(t.stop)
	return t
}

func (t *Term) stop() {
	t.cancel()
	select {
	case <-t.ended:
	case <-time.After(patience):
		t.tb.Error("the program does not end")
	}
	t.keys.close()
	// Emulator.Close races with its own Read; closing the pipe ends Read too.
	if pipe, ok := t.emu.InputPipe().(io.Closer); ok {
		_ = pipe.Close()
	}
}

// screen is the program's output.
type screen struct{ t *Term }

func (s screen) Write(p []byte) (int, error) {
	s.t.mu.Lock()
	defer s.t.mu.Unlock()
	// Without a pty nobody turns LF into CRLF.
	if _, err := s.t.emu.Write(bytes.ReplaceAll(p, []byte("\n"), []byte("\r\n"))); err != nil {
		return 0, err
	}
	select {
	case s.t.drawn <- struct{}{}:
	default:
	}
	return len(p), nil
}

// Press presses keys, as in "down*2 enter 'Ana'"; see Keys.
func (t *Term) Press(script string) *Term {
	t.tb.Helper()
	keys, err := Keys(script)
	if err != nil {
		t.tb.Fatal(err)
	}
	for _, k := range keys {
		t.mu.Lock()
		if k.Text != "" {
			t.emu.SendText(k.Text)
		} else {
			t.emu.SendKey(vt.KeyPressEvent(k))
		}
		t.mu.Unlock()
	}
	return t
}

// Paste pastes text as a terminal does.
func (t *Term) Paste(text string) *Term {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emu.Paste(text)
	return t
}

// Click clicks with the left button, counting from 0 at the upper left.
func (t *Term) Click(x, y int) *Term {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.emu.SendMouse(vt.MouseClick{X: x, Y: y, Button: vt.MouseLeft})
	t.emu.SendMouse(vt.MouseRelease{X: x, Y: y, Button: vt.MouseLeft})
	return t
}

// Resize changes the size of a terminal of Start.
func (t *Term) Resize(w, h int) *Term {
	if t.program == nil {
		t.tb.Fatal("only a terminal of Start can be resized")
	}
	t.mu.Lock()
	t.emu.Resize(w, h)
	t.mu.Unlock()
	t.program.Send(tea.WindowSizeMsg{Width: w, Height: h})
	return t
}

// Screen is the text on the screen, without the spaces at the ends of lines.
func (t *Term) Screen() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	lines := strings.Split(t.emu.String(), "\n")
	for i, l := range lines {
		lines[i] = strings.TrimRight(l, " \r")
	}
	return strings.Join(lines, "\n")
}

// WaitFor waits until the screen shows the text.
func (t *Term) WaitFor(text string) *Term {
	t.tb.Helper()
	t.wait("does not show "+text, func(s string) bool { return strings.Contains(s, text) })
	return t
}

// WaitGone waits until the screen does not show the text.
func (t *Term) WaitGone(text string) *Term {
	t.tb.Helper()
	t.wait("still shows "+text, func(s string) bool { return !strings.Contains(s, text) })
	return t
}

func (t *Term) wait(complaint string, ok func(string) bool) {
	t.tb.Helper()
	late := time.After(patience)
	for {
		s := t.Screen()
		if ok(s) {
			return
		}
		select {
		case <-t.drawn:
		case <-t.ended:
			if !ok(t.Screen()) {
				t.tb.Fatalf("the program ended (%v) and %s:\n%s", t.err, complaint, t.Screen())
			}
			return
		case <-late:
			t.tb.Fatalf("the screen %s:\n%s", complaint, s)
		}
	}
}

// WaitEnd waits until the program has ended, and says why it did.
func (t *Term) WaitEnd() error {
	t.tb.Helper()
	select {
	case <-t.ended:
		return t.err
	case <-time.After(patience):
		t.tb.Fatalf("the program does not end:\n%s", t.Screen())
		return nil
	}
}

// queue carries input to the program without ever making the writer wait: the
// emulator answers queries inside the lock that the program's output needs.
type queue struct {
	mu   sync.Mutex
	more *sync.Cond
	buf  bytes.Buffer
	shut bool
}

func newQueue() *queue {
	q := &queue{}
	q.more = sync.NewCond(&q.mu)
	return q
}

func (q *queue) Write(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	defer q.more.Signal()
	return q.buf.Write(p)
}

func (q *queue) Read(p []byte) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for q.buf.Len() == 0 && !q.shut {
		q.more.Wait()
	}
	if q.buf.Len() == 0 {
		return 0, io.EOF
	}
	return q.buf.Read(p)
}

func (q *queue) close() {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.shut = true
	q.more.Broadcast()
}
