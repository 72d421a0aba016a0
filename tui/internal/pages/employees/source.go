package employees

import (
	"strings"

	"understudy/store"
)

// source gives the table its rows: everyone's id and words are in memory, the
// rows come from the file as they are looked at.
type source struct {
	keys  []store.EmployeeKey
	order []int32 // what the filter lets through, as indexes of keys; nil is all
	query string  // the folded filter
	fuzzy bool    // nothing has the words, so the letters in their order do
	rows  map[int64]store.EmployeeRow
	away  map[int64]bool // archived ones, when they are shown
}

// keep is how many rows stay in memory before it begins anew.
const keep = 20_000

// Len is how many the filter lets through.
func (s *source) Len() int {
	if s.order != nil {
		return len(s.order)
	}
	return len(s.keys)
}

// Row is there when it was read already.
func (s *source) Row(i int) (store.EmployeeRow, bool) {
	row, ok := s.rows[s.id(i)]
	return row, ok
}

// id is the employee at a place, 0 where there is none.
func (s *source) id(i int) int64 {
	switch {
	case i < 0 || i >= s.Len():
		return 0
	case s.order != nil:
		return s.keys[s.order[i]].ID
	}
	return s.keys[i].ID
}

// ids are the employees from one place to before another.
func (s *source) ids(from, to int) []int64 {
	from, to = max(0, from), min(to, s.Len())
	out := make([]int64, 0, max(0, to-from))
	for i := from; i < to; i++ {
		out = append(out, s.id(i))
	}
	return out
}

// find is the place of an employee, -1 where the filter hides them.
func (s *source) find(id int64) int {
	for i := range s.Len() {
		if s.id(i) == id {
			return i
		}
	}
	return -1
}

// missing are those from one place to before another that are not read yet.
func (s *source) missing(from, to int) []int64 {
	var out []int64
	for i := max(0, from); i < min(to, s.Len()); i++ {
		if id := s.id(i); id != 0 {
			if _, ok := s.rows[id]; !ok {
				out = append(out, id)
			}
		}
	}
	return out
}

// take keeps rows that were read.
func (s *source) take(rows []store.EmployeeRow) {
	if s.rows == nil || len(s.rows) > keep {
		s.rows = make(map[int64]store.EmployeeRow, len(rows))
	}
	for _, r := range rows {
		s.rows[r.ID] = r
	}
}

// filter lets through those in whom every word occurs. A longer text of the same
// words can only find fewer, so it looks at what the shorter one found.
func (s *source) filter(query string) {
	if query == "" {
		s.order, s.query, s.fuzzy = nil, "", false
		return
	}
	longer := s.query != "" && strings.HasPrefix(query, s.query)
	nothing := longer && s.fuzzy // the shorter text occurs nowhere: nor does this one
	within := s.order
	if !longer || s.fuzzy {
		within = nil
	}
	words := strings.Fields(query)
	s.query, s.fuzzy = query, false
	if !nothing {
		s.order = s.having(within, func(fold string) bool { return occur(fold, words) })
	}
	if nothing || len(s.order) == 0 {
		s.fuzzy = true
		s.order = s.having(nil, func(fold string) bool { return resemble(fold, words) })
	}
}

// having never returns nil: that would be everyone.
func (s *source) having(within []int32, ok func(string) bool) []int32 {
	out := []int32{}
	if within != nil {
		for _, i := range within {
			if ok(s.keys[i].Fold) {
				out = append(out, i)
			}
		}
		return out
	}
	for i := range s.keys {
		if ok(s.keys[i].Fold) {
			out = append(out, int32(i))
		}
	}
	return out
}

func occur(fold string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(fold, w) {
			return false
		}
	}
	return true
}

// resemble forgives letters left out: each word typed has its letters, in their
// order and from the first, within one word of the employee.
func resemble(fold string, words []string) bool {
	for _, w := range words {
		if !resembles(fold, w) {
			return false
		}
	}
	return true
}

// resembles walks over the words of fold without taking them apart: it runs over
// everyone at a key press.
func resembles(fold, w string) bool {
	for at := 0; at < len(fold); {
		end := strings.IndexByte(fold[at:], ' ')
		if end < 0 {
			end = len(fold) - at
		}
		if fold[at] == w[0] && end > len(w) && end <= 2*len(w)+1 && inOrder(fold[at:at+end], w) {
			return true
		}
		at += end + 1
	}
	return false
}

// inOrder reports that s has the bytes of w in their order.
func inOrder(s, w string) bool {
	n := 0
	for i := 0; i < len(s) && n < len(w); i++ {
		if s[i] == w[n] {
			n++
		}
	}
	return n == len(w)
}
