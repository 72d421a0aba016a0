package exchange

import (
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// Commit does what the plan says, as one change that one undo reverses. It makes
// a verified backup first. It fails with ErrInvalidRows for a plan with problems
// and with store.ErrConflict when something that the plan relies on has changed
// since; then, and when ctx is cancelled, nothing is written. A plan that changes
// nothing writes nothing, and the change's ID is 0.
func (p *Plan) Commit(ctx context.Context, st *store.Store, progress Progress) (store.Change, error) {
	if err := p.Err(); err != nil {
		return store.Change{}, err
	}
	if p.Empty() {
		return store.Change{}, ctx.Err()
	}
	if _, err := st.Backup(ctx, "before-import"); err != nil {
		return store.Change{}, fmt.Errorf("back up before the import: %w", err)
	}
	return p.commit(ctx, st, progress)
}

// commit is Commit without the backup.
func (p *Plan) commit(ctx context.Context, st *store.Store, progress Progress) (store.Change, error) {
	return st.Write(ctx, p.label(), func(tx *store.Tx) error {
		w := &writer{tx: tx, ctx: ctx, progress: progress, all: p.Counts.Created + p.Counts.Updated, touched: map[string]bool{}}
		if err := w.fresh(p); err != nil {
			return err
		}
		if err := w.remember(p); err != nil {
			return err
		}
		if p.write == nil {
			return nil
		}
		return p.write(w)
	})
}

// writer is the open change of one import.
type writer struct {
	tx        *store.Tx
	ctx       context.Context //nolint:containedctx // the life of one transaction
	progress  Progress
	done, all int
	touched   map[string]bool
}

// fresh refuses a plan whose tables have changed since it was made.
func (w *writer) fresh(p *Plan) error {
	marks := strings.TrimPrefix(strings.Repeat(",?", len(p.reads)), ",")
	args := []any{p.seen}
	for _, t := range p.reads {
		args = append(args, t)
	}
	var stale bool
	err := w.tx.Row(`SELECT EXISTS (SELECT 1 FROM change_row r JOIN change_shape s ON s.id = r.shape WHERE r.seq > ? AND s.tbl IN (`+marks+`))`, args, &stale)
	if err == nil && stale {
		err = fmt.Errorf("the company was %w while the import was planned; plan again", store.ErrConflict)
	}
	return err
}

// remember keeps the mapping for the next file with these headings.
func (w *writer) remember(p *Plan) error {
	if !p.keep {
		return nil
	}
	_, err := w.tx.Exec(`INSERT INTO import_mapping(kind, headings, mapping) VALUES(?, ?, ?)
		ON CONFLICT(kind, headings) DO UPDATE SET mapping = excluded.mapping`, p.Target, p.Mapping.headings(), p.Mapping.body())
	return err
}

// step counts one record as written, and stops when the user did.
func (w *writer) step() error {
	w.done++
	if w.done%256 != 0 && w.done != w.all {
		return nil
	}
	if w.progress != nil {
		w.progress(w.done, w.all)
	}
	return w.ctx.Err()
}

// base is the greatest id of a table: new rows get the ones after it.
func (w *writer) base(table string) (id int64, err error) {
	return id, w.tx.Row(`SELECT max(coalesce((SELECT max(id) FROM "`+table+`"), 0), coalesce((SELECT seq FROM sqlite_sequence WHERE name = '`+table+`'), 0))`, nil, &id)
}

// each writes n rows into a table, of which row gives the values after the id. It
// returns the id before the first.
func (w *writer) each(table string, n int, cols []string, row func(i int) []any) (int64, error) {
	base, err := w.base(table)
	if err != nil || n == 0 {
		return base, err
	}
	b := w.tx.Bulk(table, append([]string{"id"}, cols...)...)
	for i := range n {
		if err := b.Add(append([]any{base + int64(i) + 1}, row(i)...)...); err != nil {
			return base, err
		}
	}
	return base, b.Flush()
}

// names writes the new names of a table and brings back the archived ones.
func (w *writer) names(n *names) (err error) {
	if n.base, err = w.each(n.table, len(n.fresh), []string{"name"}, func(i int) []any { return []any{n.fresh[i]} }); err != nil {
		return err
	}
	return w.revive(n.table, n.revive)
}

func (w *writer) revive(table string, refs []ref) error {
	for _, r := range refs {
		if _, err := w.tx.Exec(`UPDATE "`+table+`" SET archived = 0 WHERE id = ?`, int64(r)); err != nil {
			return err
		}
	}
	return nil
}

// places writes new markets and locations.
func (w *writer) places(pl *places) (err error) {
	if err := w.names(pl.markets); err != nil {
		return err
	}
	pl.base, err = w.each("location", len(pl.fresh), []string{"name", "country", "market_id", "time_zone"}, func(i int) []any {
		d := pl.details[i]
		return []any{pl.fresh[i], d.country, pl.markets.id(d.market), firstText(d.zone, "UTC")}
	})
	if err != nil {
		return err
	}
	return w.revive("location", pl.revive)
}

// jobs writes new families, roles and role levels.
func (w *writer) jobs(j *jobs) (err error) {
	if err := w.names(j.families); err != nil {
		return err
	}
	j.roles.base, err = w.each("role", len(j.roles.fresh), []string{"name", "family_id", "description"}, func(i int) []any {
		r := ref(-i - 1)
		return []any{j.roles.fresh[i], j.families.id(j.familyOf[r]), j.describe[r]}
	})
	if err != nil {
		return err
	}
	if err := w.revive("role", j.roles.revive); err != nil {
		return err
	}
	j.base, err = w.each("role_level", len(j.fresh), []string{"role_id", "name", "rank"}, func(i int) []any {
		f := j.fresh[i]
		return []any{j.roles.id(f.role), f.name, f.rank}
	})
	if err != nil {
		return err
	}
	return w.revive("role_level", j.revive)
}

// updates changes many rows of one table in few statements.
type updates struct {
	w     *writer
	table string
	cols  []string
	args  []any
	rows  int
}

// updateRows is the batch of one statement.
const updateRows = 50

func (w *writer) updates(table string, cols ...string) *updates {
	return &updates{w: w, table: table, cols: cols}
}

// add queues the new values of one row.
func (u *updates) add(id any, vals ...any) error {
	u.args = append(append(u.args, id), vals...)
	if u.rows++; u.rows < updateRows {
		return nil
	}
	return u.flush()
}

func (u *updates) flush() error {
	if u.rows == 0 {
		return nil
	}
	one := "(?" + strings.Repeat(",?", len(u.cols)) + ")"
	set := make([]string, len(u.cols))
	for i, c := range u.cols {
		set[i] = fmt.Sprintf(`"%s" = v."%s"`, c, c)
	}
	q := fmt.Sprintf(`WITH v("id", "%s") AS (VALUES %s) UPDATE "%s" AS t SET %s FROM v WHERE t.id = v.id`,
		strings.Join(u.cols, `", "`), one+strings.Repeat(","+one, u.rows-1), u.table, strings.Join(set, ", "))
	_, err := u.w.tx.Exec(q, u.args...)
	u.args, u.rows = u.args[:0], 0
	return err
}

// WriteFailed writes the rows with problems as CSV, the reason first, so that
// they can be corrected and imported again: the reason's column is then ignored.
func (p *Plan) WriteFailed(w io.Writer) error {
	why := map[int][]string{}
	var lines []int
	for _, b := range p.Problems {
		if why[b.Line] == nil {
			lines = append(lines, b.Line)
		}
		why[b.Line] = append(why[b.Line], b.reason())
	}
	out := csv.NewWriter(w)
	out.Comma = p.sheet.Separator
	if err := out.Write(guarded(append([]string{reasonHeading}, p.sheet.Headings...))); err != nil {
		return err
	}
	cells := map[int][]string{}
	for _, l := range p.sheet.Lines {
		cells[l.Number] = l.Cells
	}
	for _, n := range lines {
		rec := append([]string{fmt.Sprintf("line %d: %s", n, strings.Join(why[n], " | "))}, cells[n]...)
		if err := out.Write(guarded(rec)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// reasonHeading is the column that WriteFailed adds and that an import ignores.
const reasonHeading = "Why it was not imported"

// guarded cleans cells and takes from a spreadsheet what it would run.
func guarded(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		out[i] = text.CSVCell(text.CleanLines(c))
	}
	return out
}
