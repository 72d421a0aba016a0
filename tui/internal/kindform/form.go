package kindform

import (
	"context"
	"errors"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Spec says what a form adds or edits.
type Spec struct {
	Kind    *store.Kind
	Rec     store.Record      // what is edited, as the user saw it; its ID 0 adds
	Preset  map[string]string // of an added record: values that are settled, and not asked for
	Suggest map[string]string // of an added record: values to begin with
	Of      string            // whose record is added, for the title
	Title   string            // instead of the usual one
	Focus   string            // the field to begin at
	First   []string          // the fields that come before the others, in this order

	// Also are columns beyond the kind's, which Save takes.
	Also []store.Column
	// Save writes the values instead of store.Save.
	Save func(ctx context.Context, values map[string]string) (store.Change, int64, error)
	// Then runs after a save with the id of the record.
	Then func(id int64) tea.Cmd
}

// Form is the dialog of a Spec. A stale edit is refused and said so above the
// fields; a value that breaks a rule is said so beside its field.
type Form struct {
	page.Base
	env    Env
	sc     *page.Scope
	spec   Spec
	form   *widget.Form
	refs   map[string]*ref
	fields int
	saving bool
	ahead  []func() tea.Cmd // keys that wait for a list
}

// OpenForm opens the dialog over the page that asks.
func OpenForm(env Env, sc *page.Scope, s Spec) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 76, New: func(own *page.Scope) page.Page { return NewForm(env, own, s) }})
}

// NewForm makes the dialog.
func NewForm(env Env, sc *page.Scope, s Spec) *Form {
	f := &Form{env: env, sc: sc, spec: s, refs: map[string]*ref{}}
	fields := fieldsOf(s)
	f.form = widget.NewForm(env.Theme, fields...)
	f.form.SetToday(env.Now())
	f.fields = len(fields)
	for _, fd := range fields {
		if fd.Kind == widget.Ref {
			f.refs[fd.Name] = &ref{col: f.column(fd.Name), known: fd.Options}
		}
	}
	if s.Focus != "" {
		f.form.Focus(s.Focus)
	}
	return f
}

func (f *Form) column(name string) store.Column {
	if c, ok := f.spec.Kind.Column(name); ok {
		return c
	}
	for _, c := range f.spec.Also {
		if c.Name == name {
			return c
		}
	}
	return store.Column{}
}

// Title names what is added or edited.
func (f *Form) Title() string {
	switch s := f.spec; {
	case s.Title != "":
		return s.Title
	case s.Rec.ID != 0:
		return "Edit " + nameOf(s.Kind) + " " + s.Rec.Label
	case s.Of != "":
		return "Add " + nameOf(s.Kind) + ": " + s.Of
	}
	return "Add " + nameOf(f.spec.Kind)
}

// nameOf is what sentences call a record of a kind: “skill”, but “KPI”, which is an
// abbreviation and so written in capitals.
func nameOf(k *store.Kind) string {
	if n := min(len(k.Name), len(k.Title)); strings.EqualFold(k.Title[:n], k.Name) && k.Title[:n] == strings.ToUpper(k.Name) {
		return k.Title[:n]
	}
	return k.Name
}

// Init reads what the fields can name.
func (f *Form) Init() tea.Cmd {
	cmds := make([]tea.Cmd, 0, len(f.refs))
	for _, r := range f.refs {
		cmds = append(cmds, r.options(f))
	}
	return tea.Batch(cmds...)
}

// Capturing takes every key as text.
func (f *Form) Capturing() page.Capture { return page.Text }

// Leave asks when something was typed.
func (f *Form) Leave() string {
	if f.saving || !f.form.Dirty() {
		return ""
	}
	return "Leave without saving what you typed?"
}

// Actions are the few keys that write nothing.
func (f *Form) Actions() []page.Action {
	busy := ""
	if f.saving {
		busy = "it is being saved"
	}
	acts := []page.Action{
		page.Act("Go on, and save at the end", "next, save", func() tea.Cmd { return f.press(tea.KeyEnter, 0) }, "enter").WhileTyping().Hinted(9).Unless(busy),
		page.Act("Save now", "save", f.submit, "ctrl+s").WhileTyping().Hinted(8).Unless(busy),
		page.Act("Go to the next field", "fields", func() tea.Cmd { return f.press(tea.KeyTab, 0) }, "tab").In(page.Moving).WhileTyping().Hinted(6),
		page.Act("Go to the previous field", "previous", func() tea.Cmd { return f.press(tea.KeyTab, tea.ModShift) }, "shift+tab").In(page.Moving).WhileTyping(),
	}
	if f.form.Picking() {
		acts = append(acts, page.Act("Close the list", "close list", f.closeList, "esc").WhileTyping().Hinted(7))
	}
	return acts
}

func (f *Form) press(code rune, mod tea.KeyMod) tea.Cmd {
	return f.Update(tea.KeyPressMsg{Code: code, Mod: mod})
}

// Update edits the fields.
func (f *Form) Update(msg tea.Msg) tea.Cmd {
	switch msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		return f.inTurn(takes(msg), func() tea.Cmd { return f.apply(msg) })
	case page.Click, page.Wheel:
		if f.waiting() {
			return f.tooEarly()
		}
	}
	return f.apply(msg)
}

func (f *Form) apply(msg tea.Msg) tea.Cmd {
	if f.saving {
		return nil
	}
	var e widget.Event
	switch msg := msg.(type) {
	case tea.KeyPressMsg, tea.PasteMsg:
		e = f.form.Update(msg)
	case page.Click:
		e = f.form.Click(msg.X, msg.Y)
	case page.Wheel:
		f.form.Wheel(msg.Rows)
	}
	switch e {
	case widget.Submitted:
		return f.save()
	case widget.Edited:
		return f.search()
	}
	return nil
}

func (f *Form) submit() tea.Cmd {
	return f.inTurn(true, func() tea.Cmd {
		if !f.saving && f.form.Submit() == widget.Submitted {
			return f.save()
		}
		return nil
	})
}

func (f *Form) save() tea.Cmd {
	f.saving = true
	values, spec, db := f.form.Values(), f.spec, f.env.DB
	for n, v := range spec.Preset {
		values[n] = v
	}
	if spec.Save == nil {
		spec.Save = func(ctx context.Context, values map[string]string) (store.Change, int64, error) {
			return db.Save(ctx, store.Edit{Kind: spec.Kind.Name, ID: spec.Rec.ID, Version: spec.Rec.Version, Values: values})
		}
	}
	var id int64
	var change store.Change
	return page.Save(f.sc, func(ctx context.Context) (c store.Change, err error) {
		c, id, err = spec.Save(ctx, values)
		change = c
		return c, err
	}, func(err error) tea.Cmd { return f.saved(change, id, err) })
}

func (f *Form) saved(c store.Change, id int64, err error) tea.Cmd {
	f.saving = false
	if err != nil {
		return f.refused(err)
	}
	var told, then tea.Cmd
	if c.ID == 0 {
		told = page.Say("Nothing was changed")
	}
	if f.spec.Then != nil {
		then = f.spec.Then(id)
	}
	f.sc.Send(page.Done{})
	return tea.Batch(told, then)
}

// refused says beside the fields why nothing was written; what was typed stays.
func (f *Form) refused(err error) tea.Cmd {
	var fe *store.FieldError
	if errors.As(err, &fe) {
		setError(f.form, fe)
		return nil
	}
	note := page.Failed(err)
	f.form.SetError("", note.Text+". Nothing was saved.")
	return page.Send(note)
}

// View draws the form. Its height is that of the fields with room for one
// explanation, so that the box does not jump from field to field.
func (f *Form) View(w, h int) string {
	lines := strings.Split(f.form.View(w, h), "\n")
	n := len(lines)
	for n > 1 && strings.TrimSpace(lines[n-1]) == "" {
		n--
	}
	steady := f.fields + 5
	if w < 48 {
		steady = 2*f.fields + 4
	}
	return strings.Join(lines[:min(max(n, steady), len(lines))], "\n")
}
