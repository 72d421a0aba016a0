package exchange

import (
	"errors"
	"fmt"
	"strings"
)

// ErrInvalidRows says that a file has rows which cannot be imported; nothing was
// written. [Plan.Problems] names each.
var ErrInvalidRows = errors.New("the file has invalid rows, and nothing was written")

// FileError says why a file cannot be read at all, where, and what helps. It is
// an ErrInvalidRows too: the input is at fault, not the program.
type FileError struct {
	File   string
	Line   int // 0 where no line is to blame
	Msg    string
	Remedy string
}

// Error is one line: file:line: message; remedy.
func (e *FileError) Error() string {
	at := e.File
	if e.Line > 0 {
		at += fmt.Sprintf(":%d", e.Line)
	}
	return joinRemedy(at+": "+e.Msg, e.Remedy)
}

// Is lets callers treat an unreadable file as a file of invalid rows.
func (e *FileError) Is(target error) bool { return target == ErrInvalidRows }

// Problem is one value, or one row, that cannot be imported.
type Problem struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column string `json:"column,omitempty"` // the heading in the file
	Value  string `json:"value,omitempty"`
	Msg    string `json:"message"`
	Remedy string `json:"remedy,omitempty"`
}

// String is one line: file:line: column “value”: message; remedy.
func (p Problem) String() string { return fmt.Sprintf("%s:%d: %s", p.File, p.Line, p.reason()) }

// reason is String without the place.
func (p Problem) reason() string {
	var b strings.Builder
	b.WriteString(p.Column)
	if p.Value != "" {
		if p.Column != "" {
			b.WriteByte(' ')
		}
		b.WriteString("“" + shorten(p.Value, 60) + "”")
	}
	if b.Len() > 0 {
		b.WriteString(": ")
	}
	return joinRemedy(b.String()+p.Msg, p.Remedy)
}

func joinRemedy(msg, remedy string) string {
	if remedy == "" {
		return msg
	}
	return msg + "; " + remedy
}

// shorten keeps the first n letters on one line.
func shorten(s string, n int) string {
	r := []rune(strings.ReplaceAll(s, "\n", " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}
