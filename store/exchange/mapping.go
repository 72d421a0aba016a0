package exchange

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// Where a column of the file can go, besides a column of the target.
const (
	Ignore      = "-"
	Field       = "field"        // a further field of employees
	BarredField = "barred field" // one that no rule may read
)

// MappedColumn is one column of the file and where it goes.
type MappedColumn struct {
	Heading string   `json:"heading"`
	To      string   `json:"to"`      // a column of the target, Ignore, Field or BarredField
	Why     string   `json:"why"`     // heading, content, remembered, given, unknown, identity
	Samples []string `json:"samples"` // up to three different cells
	Filled  int      `json:"filled"`
	Fill    float64  `json:"fill"` // the share of cells with text, 0 to 1
}

// Mapping says what each column of a file means.
type Mapping struct {
	Target  string         `json:"target"`
	Columns []MappedColumn `json:"columns"`
}

// Guess proposes a mapping: what was chosen for the same headings before, else
// what headings and cells look like. Given lines override it, each
// "heading=column", "heading=-" to ignore, or "heading=field" to keep it as a
// further field.
func Guess(ctx context.Context, st *store.Store, target string, s *Sheet, given ...string) (Mapping, error) {
	t, err := TargetOf(target)
	if err != nil {
		return Mapping{}, err
	}
	m := Mapping{Target: t.Name, Columns: make([]MappedColumn, len(s.Headings))}
	for i, h := range s.Headings {
		m.Columns[i] = MappedColumn{Heading: h}
		m.Columns[i].sample(s, i)
	}
	remembered, err := remembered(ctx, st, m)
	if err != nil {
		return m, err
	}
	if !m.recall(t, remembered) {
		m.guess(t, s)
		if t.Fields {
			if err := m.guessPeople(ctx, st, s); err != nil {
				return m, err
			}
		}
	}
	for _, g := range given {
		if err := m.Set(g); err != nil {
			return m, err
		}
	}
	return m, nil
}

func (c *MappedColumn) sample(s *Sheet, col int) {
	for _, l := range s.Lines {
		v := l.Cells[col]
		if v == "" {
			continue
		}
		c.Filled++
		if len(c.Samples) < 3 && !contains(c.Samples, shorten(v, 40)) {
			c.Samples = append(c.Samples, shorten(v, 40))
		}
	}
	if len(s.Lines) > 0 {
		c.Fill = float64(c.Filled) / float64(len(s.Lines))
	}
}

func contains(all []string, s string) bool {
	for _, a := range all {
		if a == s {
			return true
		}
	}
	return false
}

// guess goes by headings first, so that a heading always beats a look.
func (m *Mapping) guess(t Target, s *Sheet) {
	taken := map[string]bool{}
	take := func(i int, to, why string) {
		m.Columns[i].To, m.Columns[i].Why, taken[to] = to, why, true
	}
	heads := make([]heading, len(m.Columns))
	for i, c := range m.Columns {
		heads[i] = newHeading(c.Heading)
		for _, col := range t.Columns {
			if m.Columns[i].To == "" && !taken[col.Name] && col.exactly(heads[i]) {
				take(i, col.Name, "heading")
			}
		}
	}
	for _, sure := range []bool{true, false} {
		for _, col := range t.Columns {
			if i := m.best(col, heads, sure, s); i >= 0 && !taken[col.Name] {
				take(i, col.Name, "heading")
			}
		}
	}
	for i, c := range m.Columns {
		if c.To != "" {
			continue
		}
		if col, ok := t.byContent(s.column(i, 200)); ok && !taken[col.Name] && !prefixed(c.Heading) {
			take(i, col.Name, "content")
			continue
		}
		m.Columns[i].To, m.Columns[i].Why = t.unknown(c.Heading)
	}
}

// best is the free column of the file whose heading means col by its commonest
// word, or -1. Where that is not sure, its cells have to agree.
func (m *Mapping) best(col Column, heads []heading, sure bool, s *Sheet) int {
	known := col.Synonyms
	if !sure {
		known = col.Weak
	}
	best, at := len(known), -1
	for i, c := range m.Columns {
		if c.To != "" {
			continue
		}
		if r := col.rank(heads[i], known); r >= 0 && r < best && (sure || mostly(s.column(i, 200), col.looks)) {
			best, at = r, i
		}
	}
	return at
}

// fieldPrefix marks a column of our own export that is a field although its name
// looks like a column.
const fieldPrefix = "field: "

func prefixed(heading string) bool { return strings.HasPrefix(strings.ToLower(heading), fieldPrefix) }

// fieldName is the field that a heading names.
func fieldName(heading string) string {
	if prefixed(heading) && len(heading) > len(fieldPrefix) {
		return text.Clean(heading[len(fieldPrefix):])
	}
	return heading
}

// unknown is where a column goes that means nothing to the target.
func (t Target) unknown(heading string) (to, why string) {
	switch {
	case !t.Fields || headingKey(heading) == headingKey(reasonHeading):
		return Ignore, "unknown"
	case identity(heading):
		return BarredField, "identity"
	}
	return Field, "unknown"
}

// column is the first cells of a column.
func (s *Sheet) column(col, most int) []string {
	out := make([]string, 0, min(most, len(s.Lines)))
	for _, l := range s.Lines[:min(most, len(s.Lines))] {
		out = append(out, l.Cells[col])
	}
	return out
}

// Set overrides one column: "heading=column", "heading=-" or "heading=field".
func (m *Mapping) Set(given string) error {
	at := strings.LastIndexByte(given, '=')
	if at < 0 {
		return fmt.Errorf("“%s” is no mapping; write it as \"heading=column\", \"heading=-\" or \"heading=field\"", given)
	}
	heading, to := text.Clean(given[:at]), strings.ToLower(text.Clean(given[at+1:]))
	t, err := TargetOf(m.Target)
	if err != nil {
		return err
	}
	i, err := m.find(heading)
	if err != nil {
		return err
	}
	if to, err = t.destination(to); err != nil {
		return err
	}
	for j, c := range m.Columns {
		if c.To == to && j != i && to != Ignore && to != Field && to != BarredField {
			m.Columns[j].To, m.Columns[j].Why = t.unknown(c.Heading) // what was given has displaced it
		}
	}
	m.Columns[i].To, m.Columns[i].Why = to, "given"
	return nil
}

func (m *Mapping) find(heading string) (int, error) {
	var names []string
	for i, c := range m.Columns {
		if headingKey(c.Heading) == headingKey(heading) {
			return i, nil
		}
		names = append(names, c.Heading)
	}
	return 0, fmt.Errorf("the file has no column “%s”; it has %s", heading, strings.Join(names, ", "))
}

// destination checks where a column is sent.
func (t Target) destination(to string) (string, error) {
	switch to {
	case Ignore, "ignore", "":
		return Ignore, nil
	case Field, BarredField:
		if !t.Fields {
			return "", fmt.Errorf("only columns of an employees file become fields; %s have none", t.Name)
		}
		return to, nil
	}
	var names []string
	for _, c := range t.Columns {
		if headingKey(c.Name) == headingKey(to) {
			return c.Name, nil
		}
		names = append(names, c.Name)
	}
	if c, ok := t.meant(to); ok {
		return c.Name, nil
	}
	return "", fmt.Errorf("%s have no column “%s”; there are %s", t.Name, to, strings.Join(names, ", "))
}

// meant is the one column that a word other than its name means: its title, or else a
// heading that it is known by.
func (t Target) meant(word string) (Column, bool) {
	h := newHeading(word)
	for _, knows := range []func(Column) bool{
		func(c Column) bool { return c.exactly(h) },
		func(c Column) bool { return c.rank(h, c.Synonyms) >= 0 },
	} {
		var found []Column
		for _, c := range t.Columns {
			if knows(c) {
				found = append(found, c)
			}
		}
		if len(found) == 1 {
			return found[0], true
		}
	}
	return Column{}, false
}

// headings is the key under which a mapping is remembered.
func (m Mapping) headings() string {
	keys := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		keys[i] = headingKey(c.Heading)
	}
	b, _ := json.Marshal(keys) // strings always encode
	return string(b)
}

// body is what is remembered: where each column goes, in their order.
func (m Mapping) body() string {
	to := make([]string, len(m.Columns))
	for i, c := range m.Columns {
		to[i] = c.To
	}
	b, _ := json.Marshal(to)
	return string(b)
}

func remembered(ctx context.Context, st *store.Store, m Mapping) (to []string, err error) {
	var body string
	err = st.InReadTx(ctx, func(tx *sql.Tx) error {
		return tx.QueryRowContext(ctx, `SELECT mapping FROM import_mapping WHERE kind = ? AND headings = ?`, m.Target, m.headings()).Scan(&body)
	})
	if errors.Is(err, sql.ErrNoRows) || errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	if json.Unmarshal([]byte(body), &to) != nil {
		return nil, nil // of a later version: guess anew
	}
	return to, nil
}

// recall applies a remembered mapping if it still fits the target.
func (m *Mapping) recall(t Target, to []string) bool {
	if len(to) != len(m.Columns) {
		return false
	}
	for _, c := range to {
		if _, err := t.destination(c); err != nil {
			return false
		}
	}
	for i, c := range to {
		m.Columns[i].To, m.Columns[i].Why = c, "remembered"
	}
	return true
}

// index is the file's column of each column of the target.
func (m Mapping) index() map[string]int {
	out := make(map[string]int, len(m.Columns))
	for i, c := range m.Columns {
		if c.To != Ignore && c.To != Field && c.To != BarredField {
			out[c.To] = i
		}
	}
	return out
}
