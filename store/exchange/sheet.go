package exchange

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"

	"understudy/store/text"
)

// The limits of one file.
const (
	MaxBytes   = 64 << 20
	MaxRows    = 200_000
	MaxColumns = 200
	MaxCell    = 32 << 10
)

// ReadOptions say what a file's bytes do not.
type ReadOptions struct {
	Name      string // the file's name, for messages and the change's label
	Separator rune   // 0: found out
}

// Line is one row below the headings.
type Line struct {
	Number int      // the physical line of the file where it starts
	Cells  []string // as many as there are headings, cleaned
	Extra  int      // cells with text beyond the last heading
	Short  int      // cells missing at the end
}

// Sheet is a table as text: cleaned, and without the formula guard that our own
// exports put before some cells.
type Sheet struct {
	Name      string
	Encoding  string
	Separator rune
	Headings  []string
	Lines     []Line
	HeadLine  int // the physical line of the headings
}

// Read reads a CSV file: UTF-8, UTF-16 or Windows-1252; commas, semicolons or
// tabs. Its errors are *FileError, or what r failed with.
func Read(r io.Reader, opt ReadOptions) (*Sheet, error) {
	if opt.Name == "" {
		opt.Name = "input"
	}
	b, err := io.ReadAll(io.LimitReader(r, MaxBytes+1))
	if err != nil {
		return nil, err
	}
	s := &Sheet{Name: text.Clean(opt.Name), Separator: opt.Separator}
	switch {
	case len(b) > MaxBytes:
		return nil, s.fail(0, fmt.Sprintf("is larger than %d MB", MaxBytes>>20), "split it into several files")
	case strings.HasPrefix(string(b[:min(4, len(b))]), "PK\x03\x04"):
		return nil, s.fail(0, "is a workbook, not a CSV file", "open it and save the sheet as “CSV UTF-8”")
	}
	var body string
	body, s.Encoding = decode(b)
	if err := s.parse(body); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *Sheet) fail(line int, msg, remedy string) error {
	return &FileError{File: s.Name, Line: line, Msg: msg, Remedy: remedy}
}

// parse reads headings and rows out of the decoded text.
func (s *Sheet) parse(body string) error {
	if !strings.Contains(body, "\n") {
		body = strings.ReplaceAll(body, "\r", "\n") // lines of an old Macintosh
	}
	body, skipped := s.separatorLine(body)
	if s.Separator == 0 {
		s.Separator = sniff(body)
	}
	r := csv.NewReader(strings.NewReader(body))
	r.Comma, r.FieldsPerRecord, r.ReuseRecord = s.Separator, -1, true
	for {
		rec, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return s.syntax(err, skipped)
		}
		line, _ := r.FieldPos(0)
		if err := s.take(rec, line+skipped); err != nil {
			return err
		}
	}
	if s.Headings == nil {
		return s.fail(0, "is empty", "it needs a first line of headings and a line for each record")
	}
	if len(s.Lines) == 0 {
		return s.fail(s.HeadLine, "has headings and nothing below them", "add a line for each record")
	}
	return s.tidyHeadings()
}

// separatorLine takes off the line sep=; that Excel writes and reads.
func (s *Sheet) separatorLine(body string) (string, int) {
	first, rest, found := strings.Cut(body, "\n")
	sep, ok := strings.CutPrefix(strings.ToLower(strings.TrimRight(first, "\r")), "sep=")
	if !found || !ok || len(sep) != 1 || !strings.Contains(separators, sep) {
		return body, 0
	}
	if s.Separator == 0 {
		s.Separator = rune(sep[0])
	}
	return rest, 1
}

func (s *Sheet) syntax(err error, skipped int) error {
	var pe *csv.ParseError
	if !errors.As(err, &pe) {
		return err
	}
	start := pe.StartLine + skipped
	if errors.Is(pe.Err, csv.ErrBareQuote) {
		return s.fail(start, "has a quotation mark inside a cell that is not quoted", `write the cell as "a ""quoted"" word"`)
	}
	return s.fail(start, "opens a quoted cell that is not closed properly", `close it with ", and write a quotation mark inside it twice`)
}

// take adds one record: the first that holds text is the headings.
func (s *Sheet) take(rec []string, line int) error {
	if len(rec) > MaxColumns {
		return s.fail(line, fmt.Sprintf("has %d columns; at most %d are read", len(rec), MaxColumns), "remove those that are not needed")
	}
	for _, c := range rec {
		if len(c) > MaxCell {
			return s.fail(line, fmt.Sprintf("has a cell of more than %d KB", MaxCell>>10), "shorten it; is a quotation mark missing?")
		}
	}
	if s.Headings == nil {
		for _, c := range rec {
			s.Headings = append(s.Headings, text.Clean(cleanCell(c)))
		}
		s.HeadLine = line
		if strings.Join(s.Headings, "") == "" {
			s.Headings = nil
		}
		return nil
	}
	if len(s.Lines) == MaxRows {
		return s.fail(line, fmt.Sprintf("has more than %d rows", MaxRows), "split it into several files")
	}
	s.Lines = append(s.Lines, s.line(rec, line))
	return nil
}

func (s *Sheet) line(rec []string, number int) Line {
	n := len(s.Headings)
	l := Line{Number: number, Cells: make([]string, n), Short: max(0, n-len(rec))}
	for i, c := range rec {
		c = cleanCell(c)
		switch {
		case i < n:
			l.Cells[i] = c
		case c != "":
			l.Extra++
		}
	}
	return l
}

// cleanCell keeps line breaks, which notes and descriptions may have.
func cleanCell(c string) string {
	c = text.UnCSVCell(c)
	if strings.ContainsAny(c, "\n\r") {
		return text.CleanLines(c)
	}
	return text.Clean(c)
}

// blank reports a row of separators alone.
func (l Line) blank() bool {
	for _, c := range l.Cells {
		if c != "" {
			return false
		}
	}
	return l.Extra == 0
}

// tidyHeadings drops columns without heading and text, names those with text
// after their place, and refuses a heading that is there twice.
func (s *Sheet) tidyHeadings() error {
	keep := make([]int, 0, len(s.Headings))
	seen := map[string]int{}
	for i, h := range s.Headings {
		if h == "" {
			if !s.hasText(i) {
				continue
			}
			s.Headings[i] = fmt.Sprintf("Column %d", i+1)
		}
		k := text.Key(s.Headings[i])
		if first, twice := seen[k]; twice {
			return s.fail(s.HeadLine, fmt.Sprintf("has the heading “%s” twice, in columns %d and %d", s.Headings[i], first+1, i+1), "rename or remove one of them")
		}
		seen[k] = i
		keep = append(keep, i)
	}
	if len(keep) == len(s.Headings) {
		return nil
	}
	s.Headings = pick(s.Headings, keep)
	for i := range s.Lines {
		s.Lines[i].Cells = pick(s.Lines[i].Cells, keep)
		s.Lines[i].Short = min(s.Lines[i].Short, len(keep))
	}
	return nil
}

func (s *Sheet) hasText(col int) bool {
	for _, l := range s.Lines {
		if l.Cells[col] != "" {
			return true
		}
	}
	return false
}

func pick(all []string, keep []int) []string {
	out := make([]string, len(keep))
	for i, k := range keep {
		out[i] = all[k]
	}
	return out
}
