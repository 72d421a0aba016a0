package store

import (
	"context"
	"database/sql"
)

// CPDYear is the continuing professional development (CPD) of one employee in one year.
type CPDYear struct {
	EmployeeID int64
	Employee   string
	Year       int
	Minutes    int
	Entries    int
	Events     int // entries that attending an event made
}

// Hours are the minutes in hours.
func (y CPDYear) Hours() float64 { return float64(y.Minutes) / 60 }

// CPDFilter narrows CPDYears; its zero value selects all.
type CPDFilter struct {
	Employee int64
	Year     int
}

// CPDYears adds CPD up by employee and year, the newest year first, then by name.
func (s *Store) CPDYears(ctx context.Context, f CPDFilter) ([]CPDYear, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v CPDYear, err error) {
		return v, r.Scan(&v.EmployeeID, &v.Employee, &v.Year, &v.Minutes, &v.Entries, &v.Events)
	}, `SELECT e.id, e.name, CAST(substr(c.date, 1, 4) AS INTEGER) y, sum(c.minutes), count(*), count(c.event_id) FROM cpd c JOIN employee e ON e.id = c.employee_id
	    WHERE (?1 = 0 OR e.id = ?1) AND (?2 = 0 OR y = ?2) GROUP BY e.id, y ORDER BY y DESC, e.name COLLATE people, e.id`, f.Employee, f.Year)
}
