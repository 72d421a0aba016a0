package kindform

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Choice is a dialog that picks one of a list by typing.
type Choice struct {
	Title string
	Empty string // why there is nothing to choose from
	At    string // the value on which the cursor begins
	// Options come at once; or Read reads them; or Search looks for what is typed, where
	// there are too many to read.
	Options []widget.Option
	Read    func(context.Context) ([]widget.Option, error)
	Search  func(ctx context.Context, query string) ([]widget.Option, error)
	Pick    func(o widget.Option) tea.Cmd // runs after the dialog closed
}

// mostFound is how many employees a search shows.
const mostFound = 40

// ChooseEmployee asks for one of however many employees, found by any words of theirs.
func ChooseEmployee(env Env, sc *page.Scope, title string, pick func(id int64, name string) tea.Cmd) tea.Cmd {
	return Choose(env, sc, Choice{
		Title: title, Empty: "Nobody who is employed has these words.",
		Search: func(ctx context.Context, query string) ([]widget.Option, error) {
			rows, err := env.People.Find(ctx, query, mostFound)
			out := make([]widget.Option, len(rows))
			for i, e := range rows {
				out[i] = widget.Option{Value: strconv.FormatInt(e.ID, 10), Label: e.Name, Hint: Describe(e)}
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			id, err := strconv.ParseInt(o.Value, 10, 64)
			if err != nil {
				return page.Fail(err)
			}
			return pick(id, o.Label)
		},
	})
}

type chooser struct {
	page.Base
	sc      *page.Scope
	c       Choice
	picker  *widget.Picker
	slot    page.Slot
	n       int
	query   string // that was read for
	reading bool
	done    bool
	// Keys come faster than a list is read: those that move in it or take from it wait.
	ahead []tea.Msg
}

// Choose opens the dialog over the page that asks.
func Choose(env Env, sc *page.Scope, c Choice) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		p := &chooser{sc: own, c: c, picker: widget.NewPicker(env.Theme, c.Options), n: len(c.Options)}
		p.picker.Select(c.At)
		if c.Empty != "" {
			p.picker.SetEmpty(c.Empty)
		}
		return p
	}})
}

func (p *chooser) Title() string { return p.c.Title }

func (p *chooser) Init() tea.Cmd { return p.read() }

// read reads the options, or looks for what is typed now; a newer reading outdates an
// older one.
func (p *chooser) read() tea.Cmd {
	read, query := p.c.Read, p.picker.Query()
	if search := p.c.Search; search != nil {
		read = func(ctx context.Context) ([]widget.Option, error) { return search(ctx, query) }
	}
	if read == nil {
		return nil
	}
	p.query, p.reading, p.ahead = query, true, nil // keys for an older text have no list any more
	p.picker.SetEmpty("Reading…")
	return page.Load(p.sc, &p.slot, read, func(options []widget.Option, err error) tea.Cmd {
		if err != nil {
			p.sc.Send(page.Done{})
			return page.Fail(err)
		}
		p.n, p.reading = len(options), false
		p.picker.SetOptions(options)
		p.picker.SetEmpty(p.c.Empty)
		if p.c.Search == nil {
			p.picker.Select(p.c.At)
		}
		return p.catchUp()
	})
}

// catchUp does what was typed before the list was there, up to the pick.
func (p *chooser) catchUp() (picked tea.Cmd) {
	ahead := p.ahead
	p.ahead = nil
	for _, msg := range ahead {
		if picked = p.Update(msg); p.done {
			break
		}
	}
	return picked
}

func (p *chooser) Capturing() page.Capture { return page.Text }

func (p *chooser) Actions() []page.Action {
	acts := []page.Action{page.Act("Choose it", "choose", func() tea.Cmd { return p.key(tea.KeyEnter) }, "enter").WhileTyping().Hinted(9)}
	if p.picker.Query() != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { p.picker.Clear(); return p.again() }, "esc").WhileTyping().Hinted(8))
	}
	return acts
}

// again searches anew if what is typed has changed.
func (p *chooser) again() tea.Cmd {
	if p.c.Search == nil || p.picker.Query() == p.query {
		return nil
	}
	return p.read()
}

func (p *chooser) key(code rune) tea.Cmd { return p.Update(tea.KeyPressMsg{Code: code}) }

func (p *chooser) Update(msg tea.Msg) tea.Cmd {
	if p.reading && takes(msg) {
		p.ahead = append(p.ahead, msg)
		return nil
	}
	var e widget.Event
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e = p.picker.Update(msg)
	case page.Click:
		if p.reading {
			return page.Say("Still being read; click again in a moment")
		}
		e = p.picker.Click(msg.X, msg.Y)
	case page.Wheel:
		p.picker.Wheel(msg.Rows)
	}
	o, ok := p.picker.Selected()
	if e != widget.Submitted || !ok {
		return p.again()
	}
	p.done = true
	p.sc.Send(page.Done{})
	return p.c.Pick(o)
}

func (p *chooser) View(w, h int) string {
	n := max(p.n, 3) + 2
	if p.c.Search != nil {
		n = 18 // the box does not jump while its list comes and goes
	}
	return p.picker.View(w, min(h, n, 18))
}
