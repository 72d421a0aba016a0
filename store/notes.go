package store

import (
	"context"
	"database/sql"
)

// PrivateNote is a note of the coordinator about an employee or about a pair.
type PrivateNote struct {
	ID       int64
	Kind     string // note or pair note
	Employee int64  // of a note
	Pair     int64  // of a pair note
	About    string // the employee, or “Ada → Ines”
	Date     Date
	Body     string
}

// PrivateNotes lists the notes about an employee and about their pairs (0: all),
// the newest first. It is for “export notes” and for the export of one employee's
// data alone: no report and no other list has them.
func (s *Store) PrivateNotes(ctx context.Context, employee int64) ([]PrivateNote, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v PrivateNote, err error) {
		return v, r.Scan(&v.ID, &v.Kind, &v.Employee, &v.Pair, &v.About, &v.Date, &v.Body)
	}, `SELECT n.id, 'note' kind, e.id, 0, e.name, n.date day, n.body FROM note n JOIN employee e ON e.id = n.employee_id WHERE ?1 = 0 OR e.id = ?1
	    UNION ALL
	    SELECT n.id, 'pair note', 0, p.id, x.name || ' → ' || y.name, n.date, n.body FROM pair_note n JOIN pair p ON p.id = n.pair_id
	    JOIN enrolment a ON a.id = p.mentee_id JOIN employee x ON x.id = a.employee_id JOIN enrolment b ON b.id = p.mentor_id JOIN employee y ON y.id = b.employee_id
	    WHERE ?1 = 0 OR ?1 IN (x.id, y.id)
	    ORDER BY day DESC, kind, 1`, employee)
}

// AddPairNote keeps a private note about a pair, of today.
func (s *Store) AddPairNote(ctx context.Context, pair int64, body string) (Change, int64, error) {
	var row int64
	c, err := s.Write(ctx, "add a note", func(tx *Tx) (err error) {
		if row, err = tx.Save(Edit{Kind: "pair note", Values: map[string]string{"pair_id": id(pair), "body": body}}); err != nil {
			return err
		}
		return tx.relabelOf(pair, "add a private note on", "")
	})
	return c, row, err
}

// PairNotes lists the private notes about a pair, the newest first.
func (s *Store) PairNotes(ctx context.Context, pair int64) ([]Record, error) {
	return s.List(ctx, "pair note", ListFilter{Parent: pair})
}
