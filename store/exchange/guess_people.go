package exchange

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// guessPeople looks at the cells of an employees file for what its headings do
// not say: which of two columns is the other half of a name, and which column
// names the managers.
func (m *Mapping) guessPeople(ctx context.Context, st *store.Store, s *Sheet) error {
	m.halfNames(s)
	if _, named := m.index()["manager"]; named {
		return nil
	}
	var free []int
	for i, c := range m.Columns {
		if c.To == Field && c.Filled > 0 && !prefixed(c.Heading) && !ofOthers(c.Heading) {
			free = append(free, i)
		}
	}
	if len(free) == 0 {
		return nil
	}
	k := m.peopleOf(s)
	if err := k.readCompany(ctx, st); err != nil {
		return err
	}
	best, at := 0, -1
	for _, i := range free {
		if n := k.managers(s, i); n > best {
			best, at = n, i
		}
	}
	if at >= 0 {
		m.Columns[at].To, m.Columns[at].Why = "manager", "content"
	}
	return nil
}

// ofOthers reports a heading that names people who are no managers.
func ofOthers(heading string) bool {
	return slices.ContainsFunc(strings.Split(headingKey(heading), " "), func(w string) bool { return slices.Contains(otherPeople, w) })
}

// halfNames makes "Name" the last name beside a first name, and the first name
// beside a last name, unless its cells hold both.
func (m *Mapping) halfNames(s *Sheet) {
	at := m.index()
	name, named := at["name"]
	first, hasFirst := at["first name"]
	last, hasLast := at["last name"]
	if !named || hasFirst == hasLast {
		return
	}
	half, to := first, "last name"
	if hasLast {
		half, to = last, "first name"
	}
	whole, all := 0, 0
	for _, l := range s.Lines[:min(200, len(s.Lines))] {
		if a, b := text.Key(l.Cells[name]), text.Key(l.Cells[half]); a != "" && b != "" {
			all++
			if strings.Contains(a, b) {
				whole++
			}
		}
	}
	if all > 0 && 2*whole < all {
		m.Columns[name].To = to
	}
}

// known finds the people of a file, as rows from 0, and those of the company, as
// -1, by number, e-mail and name.
type known struct {
	number, email, name map[string]int
	rows                int
}

func (m *Mapping) peopleOf(s *Sheet) *known {
	k := &known{number: map[string]int{}, email: map[string]int{}, name: map[string]int{}, rows: len(s.Lines)}
	at := m.index()
	add := func(into map[string]int, key string, row int) {
		if _, twice := into[key]; key != "" && !twice {
			into[key] = row
		}
	}
	cell := func(l Line, column string) string {
		if i, ok := at[column]; ok {
			return text.Clean(l.Cells[i])
		}
		return ""
	}
	for row, l := range s.Lines {
		add(k.number, cell(l, "number"), row)
		add(k.email, text.Key(cell(l, "email")), row)
		name := cell(l, "name")
		if name == "" {
			name = text.Clean(cell(l, "first name") + " " + cell(l, "last name"))
		}
		add(k.name, text.Key(name), row)
	}
	return k
}

func (k *known) readCompany(ctx context.Context, st *store.Store) error {
	add := func(into map[string]int, key string) {
		if _, in := into[key]; key != "" && !in {
			into[key] = -1
		}
	}
	return st.InReadTx(ctx, func(tx *sql.Tx) error {
		p := &planner{ctx: ctx, tx: tx}
		return p.scan(`SELECT coalesce(number, ''), coalesce(email, ''), name FROM employee WHERE archived = 0`, func(r *sql.Rows) error {
			var number, email, name string
			if err := r.Scan(&number, &email, &name); err != nil {
				return err
			}
			add(k.number, number)
			add(k.email, text.Key(email))
			add(k.name, text.Key(name))
			return nil
		})
	})
}

// find gives the row of whom a cell names. A short number of somebody who is not
// in the file names nobody: it may count anything.
func (k *known) find(cell string) (row int, ok bool) {
	if row, ok = k.number[cell]; ok {
		return row, row >= 0 || len(cell) >= 3
	}
	key := text.Key(cell)
	if row, ok = k.email[key]; ok {
		return row, true
	}
	row, ok = k.name[key]
	return row, ok
}

// managers is how many cells of a column name somebody, or 0 when they cannot be
// managers: when one in ten names nobody, when somebody would manage themselves,
// or when the managers would go round in a circle, as numbers that count something
// else soon do, or when all are the same person of whom the file knows nothing.
func (k *known) managers(s *Sheet, col int) int {
	boss := make([]int, k.rows)
	filled, hits, elsewhere := 0, 0, map[string]bool{}
	for row, l := range s.Lines {
		boss[row] = -1
		cell := text.Clean(l.Cells[col])
		if cell == "" {
			continue
		}
		filled++
		at, ok := k.find(cell)
		switch {
		case ok && at == row:
			return 0
		case ok:
			hits++
			boss[row] = at
			if at < 0 {
				elsewhere[cell] = true
			}
		}
		if filled == 200 && 10*hits < 9*filled {
			return 0 // the beginning tells enough
		}
	}
	inFile := slices.ContainsFunc(boss, func(at int) bool { return at >= 0 })
	if 10*hits < 9*filled || circular(boss) || (!inFile && len(elsewhere) < 2) {
		return 0
	}
	return hits
}

// circular reports a circle in a list of rows that point to rows.
func circular(to []int) bool {
	walk := make([]int, len(to))
	for n := range to {
		at := n
		for at >= 0 && walk[at] == 0 {
			walk[at] = n + 1
			at = to[at]
		}
		if at >= 0 && walk[at] == n+1 {
			return true
		}
	}
	return false
}
