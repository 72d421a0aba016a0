package store

import (
	"context"
	"database/sql"
)

// InReadTx runs fn over one consistent state of the file, for reading alone: an
// import plans over all of a company's tables and must not see half a change.
func (s *Store) InReadTx(ctx context.Context, fn func(*sql.Tx) error) error {
	return inTx(ctx, s.r, fn)
}
