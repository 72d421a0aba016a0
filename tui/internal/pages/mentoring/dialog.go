package mentoring

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// question is a dialog that says what will happen, asks for a few values and does
// it.
type question struct {
	title  string
	intro  func(w int) []string // styled lines above the fields; may be nil
	fields []widget.Field
	submit string // the button: "Lock the pair"
	save   func(ctx context.Context, values map[string]string) (store.Change, error)
	then   func(values map[string]string) tea.Cmd // after the save; may be nil
}

type dialog struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	q      question
	form   *widget.Form
	above  int // lines over the form in the last View
	saving bool
}

// ask opens the dialog over the page that asks.
func ask(env kindform.Env, sc *page.Scope, q question) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 76, New: func(own *page.Scope) page.Page { return newDialog(env, own, q) }})
}

func newDialog(env kindform.Env, sc *page.Scope, q question) *dialog {
	d := &dialog{env: env, sc: sc, q: q, form: widget.NewForm(env.Theme, q.fields...)}
	d.form.SetToday(env.Now())
	d.form.SetSubmit(q.submit)
	return d
}

func (d *dialog) Title() string { return d.q.title }

func (d *dialog) Capturing() page.Capture { return page.Text }

func (d *dialog) Leave() string {
	if d.saving || !d.form.Dirty() {
		return ""
	}
	return "Leave without saving what you typed?"
}

func (d *dialog) Actions() []page.Action {
	busy := ""
	if d.saving {
		busy = "it is being saved"
	}
	acts := []page.Action{
		page.Act("Go on, and finish at the end", "next, "+strings.ToLower(d.q.submit), func() tea.Cmd { return d.press(tea.KeyEnter, 0) }, "enter").WhileTyping().Hinted(9).Unless(busy),
		page.Act("Finish now", "finish", d.finish, "ctrl+s").WhileTyping().Hinted(7).Unless(busy),
		page.Act("Go to the next field", "fields", func() tea.Cmd { return d.press(tea.KeyTab, 0) }, "tab").In(page.Moving).WhileTyping().Hinted(5),
		page.Act("Go to the previous field", "previous", func() tea.Cmd { return d.press(tea.KeyTab, tea.ModShift) }, "shift+tab").In(page.Moving).WhileTyping(),
	}
	if d.form.Picking() {
		acts = append(acts, page.Act("Close the list", "close list", func() tea.Cmd { d.form.Cancel(); return nil }, "esc").WhileTyping().Hinted(6))
	}
	return acts
}

func (d *dialog) press(code rune, mod tea.KeyMod) tea.Cmd {
	return d.Update(tea.KeyPressMsg{Code: code, Mod: mod})
}

func (d *dialog) Update(msg tea.Msg) tea.Cmd {
	if d.saving {
		return nil
	}
	var e widget.Event
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e = d.form.Update(msg)
	case page.Click:
		e = d.form.Click(msg.X, msg.Y-d.above)
	case page.Wheel:
		d.form.Wheel(msg.Rows)
	}
	if e == widget.Submitted {
		return d.save()
	}
	return nil
}

func (d *dialog) finish() tea.Cmd {
	if d.form.Submit() == widget.Submitted {
		return d.save()
	}
	return nil
}

func (d *dialog) save() tea.Cmd {
	d.saving = true
	values, q := d.form.Values(), d.q
	return page.Save(d.sc, func(ctx context.Context) (store.Change, error) { return q.save(ctx, values) }, func(err error) tea.Cmd {
		d.saving = false
		if err != nil {
			return d.refused(err)
		}
		d.sc.Send(page.Done{})
		if q.then != nil {
			return q.then(values)
		}
		return nil
	})
}

func (d *dialog) refused(err error) tea.Cmd {
	var fe *store.FieldError
	if errors.As(err, &fe) {
		d.form.SetError(fe.Field, fe.Msg)
		return nil
	}
	note := page.Failed(err)
	d.form.SetError("", note.Text+". Nothing was saved.")
	return page.Send(note)
}

// View draws what will happen above the fields. Half of a low screen is for that:
// the form scrolls.
func (d *dialog) View(w, h int) string {
	var lines []string
	if d.q.intro != nil {
		lines = d.q.intro(w)
		need := 3*len(d.q.fields) + 2
		if room := max(h-need, h/2); len(lines) > room {
			lines = lines[:room]
			if room > 0 {
				lines[room-1] = d.env.Theme.Dim.Render(text.Cut("… more than fits here", w))
			}
		}
		if len(lines) > 0 && len(lines) < h-need {
			lines = append(lines, "")
		}
	}
	d.above = len(lines)
	form := strings.Split(d.form.View(w, max(1, h-d.above)), "\n")
	n := len(form)
	for n > 1 && strings.TrimSpace(form[n-1]) == "" {
		n--
	}
	steady := min(len(form), 2*len(d.q.fields)+2)
	return strings.Join(append(lines, form[:max(n, steady)]...), "\n")
}

// message is a text over the page, such as everything that stands against an act.
type message struct {
	page.Base
	sc     *page.Scope
	title  string
	lines  func(w int) []string
	scroll *widget.Scroll
}

// tell shows lines that the user reads and closes.
func tell(env kindform.Env, sc *page.Scope, title string, lines func(w int) []string) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		return &message{sc: own, title: title, lines: lines, scroll: widget.NewScroll(env.Theme)}
	}})
}

func (m *message) Title() string { return m.title }

func (m *message) Actions() []page.Action {
	return append(
		page.Nav(m.scroll),
		page.Act("Close it", "close", func() tea.Cmd { return m.sc.Send(page.Done{}) }, page.KeyOpen).Hinted(9),
	)
}

func (m *message) Update(msg tea.Msg) tea.Cmd {
	if turn, ok := msg.(page.Wheel); ok {
		m.scroll.Move(turn.Rows)
	}
	return nil
}

func (m *message) View(w, h int) string {
	lines := m.lines(w)
	m.scroll.SetLines(lines)
	return m.scroll.View(w, min(h, len(lines)))
}
