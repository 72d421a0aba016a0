package company

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// backups lists the copies of the file, makes one, and previews what a restore
// would bring back.
type backups struct {
	env    kindform.Env
	sc     *page.Scope
	table  *widget.Table[store.Backup]
	slot   page.Slot
	making page.Slot
	top    int
}

func newBackups(env kindform.Env, sc *page.Scope) *backups {
	b := &backups{env: env, sc: sc}
	age := func(x store.Backup) string { return ago(env.Now().Sub(x.At)) }
	b.table = widget.NewTable(
		env.Theme, func(x store.Backup) int64 { return x.At.UnixNano() },
		widget.Column[store.Backup]{Title: "Made", Min: 16, Cell: func(x store.Backup) string { return x.At.In(env.Now().Location()).Format("2006-01-02 15:04") }, Compare: func(a, c store.Backup) int { return a.At.Compare(c.At) }},
		widget.Column[store.Backup]{Title: "Age", Min: 10, Priority: 1, Cell: age, NoSort: true},
		widget.Column[store.Backup]{Title: "Why", Min: 12, Weight: 1, Cell: func(x store.Backup) string { return strings.ReplaceAll(x.Reason, "-", " ") }},
		widget.Column[store.Backup]{Title: "Size", Min: 9, Right: true, Priority: 2, Cell: func(x store.Backup) string { return sizeText(x.Size) }, Compare: func(a, c store.Backup) int { return int(a.Size - c.Size) }},
		widget.Column[store.Backup]{Title: "Changes", Min: 8, Right: true, Priority: 3, Cell: func(x store.Backup) string { return widget.Number(int(x.Changes)) }, NoSort: true},
	)
	b.table.SetEmpty(widget.Empty{What: "Reading…"})
	return b
}

// Load lists the backups.
func (b *backups) Load() tea.Cmd {
	db := b.env.DB
	return page.Load(b.sc, &b.slot, func(context.Context) ([]store.Backup, error) { return db.Backups() }, func(all []store.Backup, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		b.table.SetEmpty(widget.Empty{
			What: "No backups yet.", Why: "A backup is a verified copy of the file. One is made by itself before every import and restore; you can make one at any time.",
			Keys: []widget.Hotkey{{Key: "a", What: "make a backup now"}},
		})
		b.table.SetRows(all)
		return nil
	})
}

func (b *backups) Focus(on bool)           { b.table.Focus(on) }
func (b *backups) Capturing() page.Capture { return page.Nothing }

// Changed looks again: an import makes a backup of its own.
func (b *backups) Changed([]string) tea.Cmd { return b.Load() }

func (b *backups) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Click:
		b.table.Click(msg.X, msg.Y-b.top)
	case page.Wheel:
		b.table.Move(msg.Rows)
	}
	return nil
}

func (b *backups) Actions() []page.Action {
	x, ok := b.table.Selected()
	acts := page.Nav(b.table)
	acts = append(acts, page.Columns(b.table)...)
	acts = append(acts, page.Sorts(b.table)...)
	return append(
		acts,
		page.Act("Show what restoring this backup would do", "preview", func() tea.Cmd { return openPreview(b.env, b.sc, x) }, page.KeyOpen).If(ok, "there is no backup yet").Hinted(9),
		page.Act("Make a backup now", "back up now", b.make, page.KeyAdd).Hinted(8),
		page.Act("Copy where the backup is", "copy", func() tea.Cmd { return kindform.Copy(x.Path, "where the backup is") }, page.KeyCopy).If(ok, "there is no backup yet").In("Take along"),
	)
}

func (b *backups) make() tea.Cmd {
	db := b.env.DB
	return page.Run(b.sc, &b.making, "Backup", nil, func(ctx context.Context) (store.Backup, error) {
		return db.Backup(ctx, "by-hand")
	}, func(x store.Backup, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return tea.Batch(b.Load(), page.Say(fmt.Sprintf("Made a backup of %s and read it back: it is good", sizeText(x.Size))))
	})
}

func (b *backups) View(w, h int) string {
	lines := []string{headed(b.env.Theme, "Backups", counted(b.table.Total(), "backup"), w)}
	if h < 8 {
		lines = nil
	}
	b.top = len(lines)
	return widget.Fit(strings.Join(append(lines, b.table.View(w, h-len(lines))), "\n"), w, h)
}

// ago writes an age as people say it.
func ago(d time.Duration) string {
	n := func(count int, unit string) string {
		if count == 1 {
			return "1 " + unit
		}
		return fmt.Sprintf("%d %ss", count, unit)
	}
	switch {
	case d < time.Minute:
		return "now"
	case d < time.Hour:
		return n(int(d/time.Minute), "minute")
	case d < 48*time.Hour:
		return n(int(d/time.Hour), "hour")
	}
	return n(int(d/(24*time.Hour)), "day")
}

// sizeText writes a size as people read it.
func sizeText(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%.0f KB", float64(n)/(1<<10))
	case n < 1<<30:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%.1f GB", float64(n)/(1<<30))
}
