// Package app is the root model: it owns the sections and their page stacks,
// the size, the status line, the footer, help, palette and undo, and knows no
// screen by name.
package app

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
)

// Section is one entry of the header: a digit, a title and its first page.
type Section struct {
	Key, Title string
	New        func(*page.Scope) page.Page
	Find       page.Find // what it adds to the palette; may be nil
}

// History is the part of the store that the keys u and Ctrl+R use.
type History interface {
	Undo(context.Context) (store.Change, error)
	Redo(context.Context) (store.Change, error)
}

// Versioner tells, by a number that differs, that the file changed.
type Versioner interface {
	DataVersion(context.Context) (int64, error)
}

// Look is what the terminal told about itself.
type Look struct {
	Dark    bool
	Profile colorprofile.Profile
}

// Options is what the router is made of. Zero values leave the part out.
type Options struct {
	Sections []Section
	Start    string                  // the key of the first section shown; "" is the first
	Theme    *theme.Styles           // shared with the pages; refilled by Restyle
	Restyle  func(Look) theme.Styles // the styles for what the terminal turned out to be; may be nil
	History  History                 // nil: nothing can be undone
	Version  Versioner               // nil: changes of other windows stay unseen
	Vanished func() string           // why the file at its path is not ours any more, or ""; may be nil
	Poll     time.Duration           // how often to ask Version and Vanished; 0 is never
	Beat     time.Duration           // how often running work is redrawn; 0 is 100 ms
	Hold     time.Duration           // how long keys wait for a write; 0 is 400 ms
	Name     string                  // the company or file, for the status line
	NoMouse  bool
	Now      func() time.Time
}

// App implements tea.Model. Only the Update goroutine touches it.
type App struct {
	opt      Options
	root     *page.Scope
	sections []*section
	at       int // the section shown
	w, h     int

	note    page.Note
	fault   page.Note // the last error, for !
	warning string    // what stays on the screen: the file is gone
	saved   time.Time
	today   string

	asking, granted question
	quitting        bool // q was pressed while a write was under way
	failed          int  // writes that had failed by then
	beating         bool // a redraw is scheduled while work runs

	held []tea.Msg // keys that wait for a write
	late bool      // they have waited long enough

	poll    page.Slot
	version int64
	known   bool // version holds the file's

	dirty  bool
	cached tea.View
	term   Look
	parts  []part
	hinted []page.Action // the hints of the last frame, for clicks
}

// New makes the router over the sections of opt; ctx is the run's lifetime.
func New(ctx context.Context, opt Options) *App {
	if opt.Theme == nil {
		plain := theme.New(theme.Options{Name: theme.Plain})
		opt.Theme = &plain
	}
	if opt.Beat <= 0 {
		opt.Beat = 100 * time.Millisecond
	}
	if opt.Hold <= 0 { // nearly all writes take a few milliseconds
		opt.Hold = 400 * time.Millisecond
	}
	if opt.Now == nil {
		opt.Now = time.Now
	}
	a := &App{opt: opt, root: page.NewScope(ctx), dirty: true, term: Look{Dark: true}}
	for _, s := range opt.Sections {
		a.sections = append(a.sections, &section{Section: s})
	}
	if len(a.sections) == 0 {
		a.sections = []*section{{Section: Section{Title: "Understudy", New: newBlank}}}
	}
	a.at = max(a.find(opt.Start), 0)
	a.today = a.date()
	return a
}

// Init opens the first page, asks the terminal for its background and starts
// to watch the file.
func (a *App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.visit(a.at), a.wait()}
	if a.opt.Restyle != nil {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

// Close ends the life of every page and waits for writes under way, until ctx
// ends.
func (a *App) Close(ctx context.Context) error {
	err := a.root.WaitSaves(ctx)
	a.root.End()
	return err
}

// Update routes by kind: input goes to what has focus, replies to whoever
// asked, requests to the router itself, everything else to every open page.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	if _, ok := msg.(pollMsg); !ok { // a look at the file draws nothing by itself
		a.dirty = true
	}
	return a, tea.Batch(a.handle(msg), a.asked(), a.release())
}

// asked does what pages asked for while they handled the message, and what they
// ask for then.
func (a *App) asked() tea.Cmd {
	var cmds []tea.Cmd
	for asked := a.root.Asked(); len(asked) > 0; asked = a.root.Asked() {
		homes := make([]int, len(asked)) // a page that closes still has one for what it asks next
		for i, ask := range asked {
			homes[i] = a.owner(ask.From, a.at).section
		}
		for i, ask := range asked {
			cmd, ok := a.request(ask.Request, a.owner(ask.From, homes[i]))
			if !ok {
				cmd = a.handle(ask.Request)
			}
			cmds = append(cmds, cmd)
		}
	}
	return tea.Batch(cmds...)
}

func (a *App) handle(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return a.typed(msg)
	case lateMsg:
		a.late = true
		return nil
	case tea.MouseMsg:
		return a.mouse(msg)
	case page.Reply:
		return a.deliver(msg)
	case page.Changed:
		return a.changed(msg)
	case pollMsg:
		return a.look()
	case beatMsg:
		return a.beat()
	}
	if cmd, ok := a.request(msg, a.top()); ok {
		return cmd
	}
	if cmd, ok := a.terminal(msg); ok {
		return cmd
	}
	return a.each(func(p page.Page) tea.Cmd { return p.Update(msg) })
}

// request does what the page at that place asks for.
func (a *App) request(msg tea.Msg, at place) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case page.Open:
		return a.push(at, msg), true
	case page.Close:
		return a.leave(at), true
	case page.Done:
		return a.remove(at), true
	case page.Note:
		a.say(msg)
	case page.Goto:
		return a.goTo(at, msg), true
	case page.Working:
		return a.work(), true
	default:
		return nil, false
	}
	return nil, true
}

// deliver hands a reply to its owner, and quits if that only waited for writes.
func (a *App) deliver(r page.Reply) tea.Cmd {
	cmd := r.Deliver(a.handle)
	if !a.quitting || a.root.Saving() {
		return cmd
	}
	a.quitting = false
	if a.root.SavesFailed() > a.failed { // the user must see what was not saved
		return cmd
	}
	return tea.Quit
}

// each runs f over every open page of every section.
func (a *App) each(f func(page.Page) tea.Cmd) tea.Cmd {
	var cmds []tea.Cmd
	for _, s := range a.sections {
		for _, e := range s.stack {
			cmds = append(cmds, f(e.Page))
		}
	}
	return tea.Batch(cmds...)
}

func (a *App) date() string { return a.opt.Now().Format("Mon 2 Jan") }
