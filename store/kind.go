package store

import (
	"fmt"
	"slices"
	"strings"
)

// Type is how a column is written by a person and kept in the file.
type Type int

// The types of columns.
const (
	Text   Type = iota // one cleaned line
	Lines              // several lines
	Int                // a whole number
	Points             // a decimal, kept in thousandths
	Day                // YYYY-MM-DD
	Clock              // HH:MM, kept in minutes since midnight
	Bool               // yes or no
	Choice             // one of Choices
	Ref                // a record of the kind Ref, by its label or #id
	Zone               // an IANA time zone
	JSON               // an object that another part of the program checks
)

// Column is one property of a kind, for lists, forms, commands, imports and exports.
type Column struct {
	Name     string // in the database, in JSON, in --set name=value
	Title    string // on a screen
	Type     Type
	Ref      string // the kind that a Ref names
	Choices  []string
	Required bool
	Null     bool   // empty is kept as NULL rather than ''
	Personal bool   // says something about a person: exported and erased with them
	Mention  bool   // of a Ref to an employee: it names them, but the record is not about them
	Fixed    bool   // set when added, never edited
	Ahead    bool   // of a Day: a weekday or a day without a year is the next, not the last
	Consent  string // the Bool column without which the value leaves by no list, export or report; see Record.Shared
	Min, Max int64
	Default  string // "today" is the day of adding
	Help     string
}

// Kind describes one entity to everything generic: how it lists, edits, exports
// and erases. History, undo and check need nothing of it.
type Kind struct {
	Name, Plural string // as commands spell them
	Title        string // as screens do
	About        string // what it is, for an empty list
	Table        string
	Columns      []Column
	Label        string                                 // SQL of a record's name, with {t} for its alias
	Order        string                                 // SQL, with {t}
	Parent       string                                 // the column of the record that it hangs from, or ""
	Archives     bool                                   // has a column archived; others are removed (undoable)
	AddOnly      bool                                   // records are never edited or removed, only undone
	Made         bool                                   // made by an act of its own (publishing, running), not added by hand
	Private      bool                                   // for the coordinator alone: in no list of what hangs from a record, and in no export but its own
	told         func(alias string, today Date) string  // SQL of whether what asks for a Consent may be told; nil: the column alone decides
	fill         func(row Row, given map[string]string) // of a new record: what follows from what was given
	check        func(tx *Tx, id int64, row Row) error
	clear        func(tx *Tx, id int64) error          // takes away what is a part of the record before it is removed
	after        func(tx *Tx, id int64, row Row) error // of a save, and of a removal with the row that was
	hidden       func(tx *Tx, id int64) error          // after a record was archived or brought back
}

// Row is the values that a save is about to write, by column, as the database
// keeps them: nil, int64 or string.
type Row map[string]any

// Int is the value of an integer column; 0 for NULL.
func (r Row) Int(name string) int64 { n, _ := r[name].(int64); return n }

// Text is the value of a text column; "" for NULL.
func (r Row) Text(name string) string { s, _ := r[name].(string); return s }

// Column finds a column by its name.
func (k *Kind) Column(name string) (Column, bool) {
	i := slices.IndexFunc(k.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{}, false
	}
	return k.Columns[i], true
}

// label is the SQL of the kind's name for the row with this alias.
func (k *Kind) label(alias string) string { return strings.ReplaceAll(k.Label, "{t}", alias) }

// Kinds lists every kind in the order in which screens and help show them.
func Kinds() []*Kind { return slices.Clone(kinds) }

// KindOf finds a kind by its name or plural, with blanks or dashes.
func KindOf(name string) (*Kind, error) {
	n := strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSpace(name)))
	for _, k := range kinds {
		if n == k.Name || n == k.Plural {
			return k, nil
		}
	}
	var names []string
	for _, k := range kinds {
		names = append(names, k.Plural)
	}
	return nil, fmt.Errorf("%w: no kind is called “%s”; there are %s", ErrNotFound, name, strings.Join(names, ", "))
}

// kindOf is KindOf for names written in this package.
func kindOf(name string) *Kind {
	k, err := KindOf(name)
	if err != nil {
		panic(err)
	}
	return k
}

var levels = []string{"none", "awareness", "working", "practitioner", "expert"}

// LevelName is the word for a skill level, 0 to 4.
func LevelName(n int) string {
	if n < 0 || n >= len(levels) {
		return ""
	}
	return levels[n]
}

// ParseLevel accepts a level's number or word.
func ParseLevel(s string) (int, bool) {
	s = strings.ToLower(strings.TrimSpace(s))
	for i, w := range levels {
		if s == w || s == fmt.Sprint(i) {
			return i, true
		}
	}
	return 0, false
}
