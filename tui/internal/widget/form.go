package widget

import (
	"slices"
	"time"

	"understudy/tui/internal/theme"
)

// Kind says what a field holds and how it is typed.
type Kind int

const (
	// Text is one line.
	Text Kind = iota
	// Lines is a text of several lines; Enter breaks, Tab leaves.
	Lines
	// Integer is a whole number; the value has no separators.
	Integer
	// Decimal has up to three places, as points have; the value is "44.5".
	// ParsePoints makes it an integer.
	Decimal
	// Date is typed as 2026-05-14, 14.5.2026, today or +7; the value is 2026-05-14.
	Date
	// YesNo is "yes" or "no".
	YesNo
	// Choice is one of the options: few go round with ← →, many open a list.
	Choice
	// Ref is one of many records, found by typing.
	Ref
	// Note is not a field: a line that explains.
	Note
)

// Field describes one field of a form.
type Field struct {
	Name  string // key of Values, and what an error of the store names
	Label string
	Kind  Kind
	Value string // at first; for Choice and Ref the Value of an option
	// Suggested says that Value is only a proposal: typing takes its place. So it
	// is with every number and date.
	Suggested bool
	Options   []Option
	Required  bool
	Help      string // one line, shown while the field has the focus
	Hint      string // shown in the empty input: "2026-05-14, today or +7"
	Limit     int    // greatest number of characters, 0 is any
	Height    int    // lines of a Lines field, 0 is four

	// Check says what is wrong with a value that its kind accepts; "" is right.
	Check func(value string) string

	// Search finds options for a Ref that has too many to hand over. It runs at
	// every key, so it must answer at once; SetOptions is the way for answers
	// that come later: ask Query for what they should match.
	Search func(query string) []Option
}

// Form edits a few fields, one below the other. Every key is used at once:
// keys typed ahead find the field that the ones before moved to.
type Form struct {
	th     *theme.Styles
	fields []*field
	focus  int // index of fields; len(fields) is the button
	top    int
	submit string
	fault  string // an error of no field
	today  time.Time
	drawn  drawn // of the last View, for clicks
}

// NewForm makes a form. Its first field has the focus.
func NewForm(th *theme.Styles, fields ...Field) *Form {
	f := &Form{th: th, submit: "Save", today: time.Now()}
	for _, def := range fields {
		f.fields = append(f.fields, newField(def))
	}
	f.focus = -1
	f.step(1)
	return f
}

// SetSubmit names the button, "Save" by default.
func (f *Form) SetSubmit(word string) { f.submit = word }

// SetToday sets what "today" and "+7" count from.
func (f *Form) SetToday(day time.Time) { f.today = day }

// SetValue sets a field, as edited by the user.
func (f *Form) SetValue(name, value string) {
	if fd := f.field(name); fd != nil {
		fd.setValue(value)
	}
}

// SetOptions replaces the options of a Choice or Ref; its value stays.
func (f *Form) SetOptions(name string, options []Option) {
	if fd := f.field(name); fd != nil {
		fd.setOptions(options)
	}
}

// SetError shows an error beside its field and goes there. A name that is no
// field's shows it above the form: no error is lost.
func (f *Form) SetError(name, msg string) {
	for i, fd := range f.fields {
		if fd.Name == name && fd.Kind != Note {
			f.moveTo(i)
			fd.fault = msg
			return
		}
	}
	f.fault = msg
	if name != "" && msg != "" {
		f.fault = name + ": " + msg
	}
}

// Has tells whether the form asks for a value of this name.
func (f *Form) Has(name string) bool {
	return slices.ContainsFunc(f.fields, func(fd *field) bool { return fd.Name == name && fd.Kind != Note })
}

// SetSaved makes the present values those that Dirty compares with.
func (f *Form) SetSaved() {
	for _, fd := range f.fields {
		fd.saved = fd.raw()
	}
}

// Dirty reports that something was changed and not saved.
func (f *Form) Dirty() bool {
	for _, fd := range f.fields {
		if fd.dirty(f.today) {
			return true
		}
	}
	return false
}

// Values are the values by name, in the form that their kind promises. What is
// wrong is as typed: Submitted comes only when all are right.
func (f *Form) Values() map[string]string {
	out := make(map[string]string, len(f.fields))
	for _, fd := range f.fields {
		if fd.Kind != Note {
			out[fd.Name], _ = fd.read(f.today)
		}
	}
	return out
}

// Value is one of Values.
func (f *Form) Value(name string) string {
	fd := f.field(name)
	if fd == nil {
		return ""
	}
	value, _ := fd.read(f.today)
	return value
}

// Focused is the name of the field with the focus, "" on the button.
func (f *Form) Focused() string {
	if fd := f.current(); fd != nil {
		return fd.Name
	}
	return ""
}

// Query is what is typed into the open list of the focused Ref or Choice.
func (f *Form) Query() string {
	if fd := f.current(); fd != nil && fd.open {
		return fd.ed.s
	}
	return ""
}

// Focus goes to a field.
func (f *Form) Focus(name string) {
	for i, fd := range f.fields {
		if fd.Name == name && fd.Kind != Note {
			f.moveTo(i)
		}
	}
}

// Picking reports that a list is open: Esc is for Cancel then.
func (f *Form) Picking() bool { fd := f.current(); return fd != nil && fd.open }

// Cancel closes an open list and reports whether one was open.
func (f *Form) Cancel() bool {
	if !f.Picking() {
		return false
	}
	f.current().shut()
	return true
}

func (f *Form) current() *field {
	if f.focus >= 0 && f.focus < len(f.fields) {
		return f.fields[f.focus]
	}
	return nil
}

func (f *Form) field(name string) *field {
	for _, fd := range f.fields {
		if fd.Name == name {
			return fd
		}
	}
	return nil
}
