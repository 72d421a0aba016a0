package kindform

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Question is a dialog that says what will happen, asks for a few values and does
// it.
type Question struct {
	Title  string
	Intro  func(w int) []string // styled lines above the fields; may be nil
	Fields []widget.Field
	Submit string // the button: "Lock the pair"
	Save   func(ctx context.Context, values map[string]string) (store.Change, error)
	Then   func(values map[string]string) tea.Cmd // after the save; may be nil

	// Low is said instead of Intro on a screen too low for that, about what is
	// chosen so far. May be nil.
	Low func(values map[string]string) string

	// Preview says what the values as typed so far would do; it is read anew with
	// every edit and stands above the fields. May be nil.
	Preview   func(ctx context.Context, values map[string]string) []string
	Previewed int // how many lines are kept free for it
}

type dialog struct {
	page.Base
	env     Env
	sc      *page.Scope
	q       Question
	form    *widget.Form
	above   int // lines over the form in the last View
	saving  bool
	slot    page.Slot
	preview []string
}

// Ask opens the dialog over the page that asks.
func Ask(env Env, sc *page.Scope, q Question) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 76, New: func(own *page.Scope) page.Page { return newDialog(env, own, q) }})
}

func newDialog(env Env, sc *page.Scope, q Question) *dialog {
	d := &dialog{env: env, sc: sc, q: q, form: widget.NewForm(env.Theme, q.Fields...)}
	d.form.SetToday(env.Now())
	d.form.SetSubmit(q.Submit)
	return d
}

func (d *dialog) Title() string { return d.q.Title }

func (d *dialog) Init() tea.Cmd { return d.look() }

// look reads the preview of what is typed now.
func (d *dialog) look() tea.Cmd {
	if d.q.Preview == nil {
		return nil
	}
	values, read := d.form.Values(), d.q.Preview
	return page.Load(d.sc, &d.slot, func(ctx context.Context) ([]string, error) { return read(ctx, values), ctx.Err() },
		func(lines []string, err error) tea.Cmd {
			if err == nil {
				d.preview = lines
			}
			return nil
		})
}

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
		page.Act("Go on, and finish at the end", "next, "+strings.ToLower(d.q.Submit), func() tea.Cmd { return d.press(tea.KeyEnter, 0) }, "enter").WhileTyping().Hinted(9).Unless(busy),
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
	switch e {
	case widget.Submitted:
		return d.save()
	case widget.Edited:
		return d.look()
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
	return page.Save(d.sc, func(ctx context.Context) (store.Change, error) { return q.Save(ctx, values) }, func(err error) tea.Cmd {
		d.saving = false
		if err != nil {
			return d.refused(err)
		}
		d.sc.Send(page.Done{})
		if q.Then != nil {
			return q.Then(values)
		}
		return nil
	})
}

func (d *dialog) refused(err error) tea.Cmd {
	var fe *store.FieldError
	if errors.As(err, &fe) {
		setError(d.form, fe)
		return nil
	}
	note := page.Failed(err)
	d.form.SetError("", note.Text+". Nothing was saved.")
	return page.Send(note)
}

// View draws what will happen above the fields. Half of a low screen is for that:
// the form scrolls.
func (d *dialog) View(w, h int) string {
	lines := d.said(w)
	need := 3*len(d.q.Fields) + 2
	room := max(h-need, h/2)
	if len(lines) > room && d.q.Low != nil {
		lines = text.Wrap(text.Clean(d.q.Low(d.form.Values())), w)
	}
	if len(lines) > room {
		lines = lines[:room]
		if room > 0 {
			lines[room-1] = d.env.Theme.Dim.Render(text.Cut("… more than fits here", w))
		}
	}
	if len(lines) > 0 && len(lines) < h-need {
		lines = append(lines, "")
	}
	d.above = len(lines)
	form := strings.Split(d.form.View(w, max(1, h-d.above)), "\n")
	n := len(form)
	for n > 1 && strings.TrimSpace(form[n-1]) == "" {
		n--
	}
	steady := min(len(form), 2*len(d.q.Fields)+2)
	return strings.Join(append(lines, form[:max(n, steady)]...), "\n")
}

// said are the lines above the fields. Those of a preview keep their number, so that
// the fields do not jump while one is typed into.
func (d *dialog) said(w int) []string {
	var lines []string
	if d.q.Intro != nil {
		lines = d.q.Intro(w)
	}
	if d.q.Preview == nil {
		return lines
	}
	most := len(lines) + d.q.Previewed
	for _, p := range d.preview {
		lines = append(lines, text.Wrap(text.Clean(p), w)...)
	}
	for len(lines) < most {
		lines = append(lines, "")
	}
	return lines[:most]
}

// setError says beside its field why nothing was written; what is about a field that
// the form has not is named by its title.
func setError(form *widget.Form, fe *store.FieldError) {
	if form.Has(fe.Field) {
		form.SetError(fe.Field, fe.Msg)
		return
	}
	form.SetError("", page.InWords(fe))
}
