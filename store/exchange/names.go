package exchange

import (
	"strings"
	"unicode"

	"understudy/store/text"
)

// ref points to a record: above 0 is the id of one that is there, below 0 is
// minus the place of one to be made, 0 is none.
type ref int64

// names finds the records of one table by name and collects those to be made.
type names struct {
	kind, table string
	byKey       map[string]ref
	label       map[ref]string
	cache       map[string]ref // by the text as written: files repeat themselves
	fresh       []string
	archived    map[ref]bool
	slips       map[string]string // what new names may have been meant to be
	revive      []ref
	base        int64 // when written: the id before those of fresh
}

// id is what the database keeps of r, once the fresh ones are written.
func (n *names) id(r ref) any { return idOf(r, n.base) }

func idOf(r ref, base int64) any {
	switch {
	case r > 0:
		return int64(r)
	case r < 0:
		return base - int64(r)
	}
	return nil
}

// readNames reads a table with a column name.
func (p *planner) readNames(kind, table string) (*names, error) {
	n := &names{kind: kind, table: table, byKey: map[string]ref{}, label: map[ref]string{}, cache: map[string]ref{}, archived: map[ref]bool{}, slips: map[string]string{}}
	p.relies(table)
	rows, err := p.tx.QueryContext(p.ctx, `SELECT id, name, archived FROM "`+table+`" ORDER BY archived DESC, id DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id ref
		var name string
		var archived bool
		if err := rows.Scan(&id, &name, &archived); err != nil {
			return nil, err
		}
		n.byKey[text.Key(name)], n.label[id] = id, name // the oldest that is not archived comes last and wins
		if archived {
			n.archived[id] = true
		}
	}
	return n, rows.Err()
}

// find gives the record of a name, or 0.
func (n *names) find(name string) ref {
	if name == "" {
		return 0
	}
	if r, ok := n.cache[name]; ok {
		return r
	}
	r := n.byKey[text.Key(name)]
	if r != 0 {
		n.cache[name] = r
	}
	return r
}

// need is find that makes what is missing and brings back what is archived.
func (n *names) need(name string) ref {
	if name == "" {
		return 0
	}
	r := n.find(name)
	if r == 0 {
		n.fresh = append(n.fresh, name)
		r = ref(-len(n.fresh))
		n.byKey[text.Key(name)], n.label[r], n.cache[name] = r, name, r
	}
	if n.archived[r] {
		delete(n.archived, r)
		n.revive = append(n.revive, r)
	}
	return r
}

// revived is the detail of a record that was in the archive.
const revived = "brought back from the archive"

// misspelt is the record of the store whose name a new name may be a slip of the pen
// for, or "". Numbers are never slips: Level 1 and Level 2 are two things.
func (n *names) misspelt(name string) string {
	if name == "" || n.find(name) != 0 {
		return ""
	}
	if said, known := n.slips[name]; known {
		return said
	}
	want, said := text.Fold(name), ""
	best := min(len([]rune(want))/4, 2) + 1
	for id, label := range n.label {
		has := text.Fold(label)
		if id < 0 || digits(has) != digits(want) {
			continue
		}
		if far := text.Edits(want, has, best); far < best || far == best && far <= 2 && said != "" && label < said {
			best, said = far, label
		}
	}
	n.slips[name] = said
	return said
}

func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsDigit(r) {
			return r
		}
		return -1
	}, s)
}

// made lists what is new.
func (n *names) made(detail func(i int) string) (out []Made) {
	for i, f := range n.fresh {
		m := Made{Kind: n.kind, Name: f}
		if detail != nil {
			m.Detail = detail(i)
		}
		out = append(out, m)
	}
	for _, r := range n.revive {
		out = append(out, Made{Kind: n.kind, Name: n.label[r], Detail: revived})
	}
	return out
}
