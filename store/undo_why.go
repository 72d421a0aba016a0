package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// reversedBy is the change that reversed change id, or 0.
func (s *Store) reversedBy(ctx context.Context, id int64) (by int64, err error) {
	err = s.r.QueryRowContext(ctx, `SELECT coalesce((SELECT id FROM change WHERE undoes = ?), 0)`, id).Scan(&by)
	return by, classify(err)
}

// dependants says which later changes wrote the records that name a record which
// change id brought in: the first three of them, and how many more.
func (s *Store) dependants(ctx context.Context, id int64) (string, error) {
	type change struct {
		id    int64
		label string
	}
	scan := func(r *sql.Rows) (c change, err error) { return c, r.Scan(&c.id, &c.label) }
	links, err := query(ctx, s.r, func(r *sql.Rows) (l [3]string, err error) { return l, r.Scan(&l[0], &l[1], &l[2]) }, `
		SELECT m.name, f."from", f."table" FROM sqlite_schema m JOIN pragma_foreign_key_list(m.name) f
		WHERE m.type = 'table' AND f."table" IN (
		  SELECT s.tbl FROM change c JOIN change_row r ON r.seq BETWEEN c.first_row AND c.last_row JOIN change_shape s ON s.id = r.shape
		  WHERE c.id = ? AND r.before IS NULL)`, id)
	if err != nil {
		return "", err
	}
	seen := map[int64]string{}
	for _, l := range links {
		found, err := query(ctx, s.r, scan, fmt.Sprintf(`
			SELECT DISTINCT k.id, k.label FROM "%[1]s" x
			JOIN change_row w ON w.row_id = x.id AND w.shape IN (SELECT id FROM change_shape WHERE tbl = '%[1]s')
			JOIN change k ON k.id = w.change_id
			WHERE k.id > ?1 AND NOT EXISTS (SELECT 1 FROM change u WHERE u.undoes = k.id) AND x."%[2]s" IN (
			  SELECT r.row_id FROM change c JOIN change_row r ON r.seq BETWEEN c.first_row AND c.last_row JOIN change_shape s ON s.id = r.shape
			  WHERE c.id = ?1 AND s.tbl = '%[3]s' AND r.before IS NULL)
			ORDER BY k.id DESC LIMIT 20`, l[0], l[1], l[2]), id)
		if err != nil {
			return "", err
		}
		for _, c := range found {
			seen[c.id] = c.label
		}
	}
	return sayChanges(seen), nil
}

// sayChanges names changes, the newest first: so they are undone.
func sayChanges(seen map[int64]string) string {
	ids := slices.Sorted(maps.Keys(seen))
	slices.Reverse(ids)
	var out []string
	for _, id := range ids[:min(len(ids), 3)] {
		out = append(out, fmt.Sprintf("change %d “%s”", id, seen[id]))
	}
	said := strings.Join(out, ", ")
	switch n := len(ids) - len(out); {
	case len(ids) == 0:
		return "what came after it"
	case n > 0:
		said += fmt.Sprintf(" and %d more", n)
	}
	return said
}
