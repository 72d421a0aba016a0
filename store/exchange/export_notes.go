package exchange

import (
	"context"

	"understudy/store"
)

// notesTable lists the private notes about employees and about pairs: of everybody,
// or of one employee with their pairs.
func notesTable(ctx context.Context, st *store.Store, employee int64) (*table, error) {
	notes, err := st.PrivateNotes(ctx, employee)
	if err != nil {
		return nil, err
	}
	t := &table{title: "Private notes"}
	t.column("Kind", "kind", false)
	t.column("About", "about", false)
	t.column("Date", "date", false)
	t.column("Note", "note", false)
	for _, n := range notes {
		t.rows = append(t.rows, []string{n.Kind, n.About, string(n.Date), n.Body})
	}
	return t, nil
}
