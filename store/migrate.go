package store

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
)

//go:embed migrations/*.sql
var migrations embed.FS

func migrationNames() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err) // the pattern is constant
	}
	return names
}

// SchemaVersion is the schema that this program writes.
func SchemaVersion() int { return len(migrationNames()) }

// migrate applies each numbered file that is still missing in a transaction of
// its own, after a verified backup, and rebuilds the audit triggers.
func (s *Store) migrate(ctx context.Context) error {
	names := migrationNames()
	have, err := userVersion(ctx, s.w)
	if err != nil || have == len(names) {
		return err
	}
	if have > len(names) {
		return newer(have)
	}
	if have > 0 {
		if _, err := s.Backup(ctx, fmt.Sprintf("before-schema-%d", len(names))); err != nil {
			return fmt.Errorf("back up before the migration: %w", err)
		}
	}
	for have < len(names) {
		if have, err = s.step(ctx, names, have); err != nil {
			return err
		}
	}
	return nil
}

// step applies migration number have+1, unless another process has just done so,
// and returns the version that the file has then.
func (s *Store) step(ctx context.Context, names []string, have int) (int, error) {
	body, err := migrations.ReadFile(names[have])
	if err != nil {
		return have, err
	}
	now := have
	err = inTx(ctx, s.w, func(tx *sql.Tx) error {
		if now, err = userVersion(ctx, tx); err != nil || now != have {
			return err
		}
		now = have + 1
		if _, err := tx.ExecContext(ctx, fmt.Sprintf("%s;PRAGMA application_id=%d;PRAGMA user_version=%d", body, applicationID, now)); err != nil {
			return err
		}
		return auditTriggers(ctx, tx)
	})
	if err != nil {
		return have, fmt.Errorf("%s: %w", names[have], classify(err))
	}
	return now, nil
}

func userVersion(ctx context.Context, db interface {
	QueryRowContext(context.Context, string, ...any) *sql.Row
},
) (v int, err error) {
	err = db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&v)
	return v, classify(err)
}
