package widget

import (
	"strconv"
	"strings"
	"time"

	"understudy/store/text"
)

// field is a Field with what was typed into it.
type field struct {
	Field
	ed    editor // the text, or what is searched for in an open list
	value string // the chosen option
	list  choices
	open  bool
	saved string
	fault string
	// unmatched is what was typed and left although it names no option. It stays to be
	// seen and refused: dropped, a name with a slip in it would save nobody.
	unmatched string
}

func newField(def Field) *field {
	fd := &field{Field: def}
	fd.ed.many = def.Kind == Lines
	fd.ed.limit = def.Limit
	if def.Kind == YesNo {
		fd.Options = []Option{{Value: "yes", Label: "yes"}, {Value: "no", Label: "no"}}
	}
	if fd.chooses() {
		fd.list.setOptions(fd.Options)
	}
	fd.setValue(def.Value)
	fd.saved = fd.raw()
	return fd
}

// chooses reports that the value is one of the options.
func (fd *field) chooses() bool { return fd.Kind == YesNo || fd.Kind == Choice || fd.Kind == Ref }

// fewOptions is how many go round with ← → before a list is easier.
const fewOptions = 6

func (fd *field) cycles() bool {
	return fd.Kind == YesNo || (fd.Kind == Choice && len(fd.Options) <= fewOptions)
}

// proposes reports that typing into the field begins a new value. What the user
// has typed as a text is no proposal any more, also when a save was refused.
func (fd *field) proposes() bool {
	number := fd.Kind == Integer || fd.Kind == Decimal || fd.Kind == Date
	return !fd.open && (number || (fd.Kind == Text && fd.Suggested && fd.raw() == fd.saved))
}

func (fd *field) setValue(value string) {
	if fd.chooses() {
		fd.value = value
		fd.shut()
		fd.unmatched = ""
		return
	}
	if fd.Kind == Lines {
		value = text.CleanLines(value)
	} else {
		value = text.Clean(value)
	}
	fd.ed.set(value)
}

func (fd *field) setOptions(options []Option) {
	// What was chosen stays known, though a later search does not bring it.
	if chosen, ok := fd.list.find(fd.value); ok && fd.value != "" && fd.Search != nil {
		options = keep(options, chosen)
	}
	fd.Options = options
	fd.list.setOptions(options)
}

func keep(options []Option, chosen Option) []Option {
	for _, o := range options {
		if o.Value == chosen.Value {
			return options
		}
	}
	return append(options[:len(options):len(options)], chosen)
}

// raw is the value as typed, for telling whether it changed.
func (fd *field) raw() string {
	if fd.chooses() {
		return fd.value
	}
	return fd.ed.s
}

// read returns the value in the form that the kind promises, and what is wrong.
func (fd *field) read(today time.Time) (value, fault string) {
	value, fault = fd.promise(fd.clean(), today)
	switch {
	case fault != "":
	case fd.unmatched != "":
		fault = "nothing matches “" + text.Clean(fd.unmatched) + "”"
	case value == "" && fd.Required:
		fault = "is needed"
	case value != "" && fd.Check != nil:
		fault = fd.Check(value)
	}
	return value, fault
}

// promise turns what was typed into the form of the kind.
func (fd *field) promise(value string, today time.Time) (_, fault string) {
	if value == "" {
		return value, ""
	}
	switch fd.Kind {
	case Integer:
		n, ok := parseInteger(value)
		if !ok {
			return value, "must be a whole number"
		}
		value = strconv.Itoa(n)
	case Decimal:
		n, ok := ParsePoints(value)
		if !ok {
			return value, "must be a number such as 44.5"
		}
		value = plainPoints(n)
	case Date:
		day, ok := ParseDate(value, today)
		if !ok {
			return value, "must be a date: 2026-05-14, 14.5.2026, today, or +7 days from today (+540, -2w, +3m)"
		}
		value = day.Format(dateForm)
	}
	return value, ""
}

func (fd *field) clean() string {
	switch {
	case fd.chooses():
		return fd.value
	case fd.Kind == Lines:
		return text.CleanLines(fd.ed.s)
	}
	return text.Clean(fd.ed.s)
}

// dirty compares what values mean: 20.0 is not an edit of 20.
func (fd *field) dirty(today time.Time) bool {
	if fd.open && fd.ed.s != "" || fd.unmatched != "" {
		return true
	}
	if fd.raw() == fd.saved {
		return false
	}
	now, _ := fd.promise(fd.clean(), today)
	then, _ := fd.promise(fd.saved, today)
	return now != then
}

// leave tidies the field when the focus goes: a date becomes the day it means.
// An open list with something typed takes what its cursor is on, and keeps what was
// typed where that is nothing.
func (fd *field) leave(today time.Time) {
	if fd.open {
		if typed := fd.ed.s; text.Clean(typed) != "" && !fd.take() {
			fd.unmatched = typed
		}
		fd.shut()
	}
	if value, fault := fd.read(today); !fd.chooses() && fault == "" && value != fd.ed.s && fd.Kind != Lines {
		fd.ed.set(value)
	}
}

// shown is the label of the chosen option.
func (fd *field) shown() string {
	if fd.unmatched != "" {
		return text.Clean(fd.unmatched)
	}
	if fd.value == "" {
		return ""
	}
	if o, ok := fd.list.find(fd.value); ok {
		return text.Clean(o.Label)
	}
	return text.Clean(fd.value)
}

// unfold opens the list. What matched nothing is there again, to be typed over.
func (fd *field) unfold() {
	fd.open = true
	fd.ed.set(fd.unmatched)
	fd.ed.selectAll()
	fd.unmatched, fd.fault = "", ""
	fd.search()
	fd.list.seek(fd.value)
}

func (fd *field) shut() {
	fd.open = false
	fd.ed.set("")
	fd.list.setQuery("")
}

func (fd *field) search() {
	if fd.Search != nil {
		fd.setOptions(fd.Search(fd.ed.s))
	}
	fd.list.setQuery(fd.ed.s)
}

// take chooses what the list's cursor is on.
func (fd *field) take() bool {
	o, ok := fd.list.selected()
	if ok {
		fd.value, fd.fault = o.Value, ""
		fd.shut()
	}
	return ok
}

// cycle goes to the next option; nothing is one of them unless required.
func (fd *field) cycle(delta int) {
	values := make([]string, 0, len(fd.Options)+1)
	if !fd.Required && fd.Kind == Choice {
		values = append(values, "")
	}
	at := -1
	for _, o := range fd.Options {
		if o.Value == "" && len(values) > 0 {
			continue
		}
		values = append(values, o.Value)
	}
	for i, v := range values {
		if v == fd.value {
			at = i
		}
	}
	if len(values) == 0 {
		return
	}
	if at < 0 && delta < 0 {
		at = 0
	}
	fd.value = values[(at+delta+len(values))%len(values)]
}

// jump chooses the next option that begins with a letter.
func (fd *field) jump(letter string) bool {
	letter = text.Fold(letter)
	if letter == "" {
		return false
	}
	at := 0
	for i, o := range fd.Options {
		if o.Value == fd.value {
			at = i + 1
		}
	}
	for i := range fd.Options {
		o := fd.Options[(at+i)%len(fd.Options)]
		if strings.HasPrefix(text.Fold(o.Label), letter) {
			fd.value = o.Value
			return true
		}
	}
	return false
}
