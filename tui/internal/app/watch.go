package app

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
)

type (
	pollMsg struct{} // time to look at the file
	beatMsg struct{} // time to redraw running work
)

// travelFailed tells the ends of the history, which are no errors, from what
// went wrong.
func (a *App) travelFailed(verb string, err error) tea.Cmd {
	if errors.Is(err, store.ErrNotFound) {
		what := "undo"
		if verb != "Undid" {
			what = "redo"
		}
		a.note = page.Note{Text: "Nothing to " + what}
		return nil
	}
	a.say(page.Failed(err))
	return nil
}

// wait schedules the next look at the file.
func (a *App) wait() tea.Cmd {
	if a.opt.Poll <= 0 {
		return nil
	}
	return tea.Tick(a.opt.Poll, func(time.Time) tea.Msg { return pollMsg{} })
}

// seen is what one look at the file found.
type seen struct {
	version int64
	known   bool
	missing string
}

// look asks whether the file changed, or is gone, off the Update goroutine.
func (a *App) look() tea.Cmd {
	if today := a.date(); today != a.today {
		a.today, a.dirty = today, true
	}
	opt := a.opt
	return tea.Batch(a.wait(), page.Load(a.root, &a.poll, func(ctx context.Context) (seen, error) {
		var s seen
		if opt.Vanished != nil {
			s.missing = opt.Vanished()
		}
		if opt.Version == nil {
			return s, nil
		}
		v, err := opt.Version.DataVersion(ctx)
		s.version, s.known = v, err == nil
		return s, nil // a busy file is asked again in a second
	}, a.saw))
}

// saw compares with the last look. Which tables another window wrote is not
// known, so nil stands for all.
func (a *App) saw(s seen, _ error) tea.Cmd {
	a.warning = text.Clean(s.missing)
	if !s.known {
		return nil
	}
	news := a.known && s.version != a.version
	a.version, a.known = s.version, true
	if !news {
		return nil
	}
	return a.each(func(p page.Page) tea.Cmd { return p.Changed(nil) })
}

// work starts to redraw while long work runs.
func (a *App) work() tea.Cmd {
	if a.beating {
		return nil
	}
	a.beating = true
	return a.nextBeat()
}

func (a *App) beat() tea.Cmd {
	if a.working() != nil {
		return a.nextBeat()
	}
	a.beating = false
	return nil
}

func (a *App) nextBeat() tea.Cmd {
	return tea.Tick(a.opt.Beat, func(time.Time) tea.Msg { return beatMsg{} })
}

// job tells about the long work that runs, with the key that stops it: that of
// the front page before the others'.
func (a *App) job() (line string, ok bool) {
	e := a.working()
	if e == nil {
		return "", false
	}
	line, progress, _ := e.scope.Job()
	if progress != "" {
		line += " · " + progress
	}
	if e == a.front() {
		return line + " · esc stops it", true
	}
	return line + " · ctrl+c stops it", true
}

// working is the page whose long work to tell about, or nil.
func (a *App) working() *entry {
	if e := a.front(); busy(e) {
		return e
	}
	for _, s := range a.sections {
		if i := slices.IndexFunc(s.stack, busy); i >= 0 {
			return s.stack[i]
		}
	}
	return nil
}

func busy(e *entry) bool {
	_, _, ok := e.scope.Job()
	return ok
}

// terminal handles what the terminal says about itself.
func (a *App) terminal(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		if msg.Width > 0 && msg.Height > 0 { // some terminals say 0x0 at first
			a.w, a.h = msg.Width, msg.Height
		}
	case tea.BackgroundColorMsg:
		a.term.Dark = msg.IsDark()
		return a.restyle(), true
	case tea.ColorProfileMsg:
		a.term.Profile = msg.Profile
		return a.restyle(), true
	case tea.ModeReportMsg:
		if msg.Mode != ansi.ModeUnicodeCore {
			return nil, true
		}
		// The renderer turns the mode on in the same three cases.
		text.SetGraphemes(msg.Value == ansi.ModeReset || msg.Value == ansi.ModeSet || msg.Value == ansi.ModePermanentlySet)
		return a.restyled(), true
	default:
		return nil, false
	}
	return nil, true
}

func (a *App) restyle() tea.Cmd {
	if a.opt.Restyle == nil {
		return nil
	}
	*a.opt.Theme = a.opt.Restyle(a.term)
	return a.restyled()
}

func (a *App) restyled() tea.Cmd {
	return a.each(func(p page.Page) tea.Cmd { return p.Update(page.Restyled{}) })
}
