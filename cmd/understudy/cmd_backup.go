package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// backupJSON is one verified copy of the file.
type backupJSON struct {
	File    string `json:"file"`
	At      string `json:"at,omitempty"`     // RFC 3339
	Reason  string `json:"reason,omitempty"` // why it was made
	Bytes   int64  `json:"bytes"`
	Changes int64  `json:"newest_change"`
}

func backupOf(b store.Backup) backupJSON {
	out := backupJSON{File: b.Path, Reason: b.Reason, Bytes: b.Size, Changes: b.Changes}
	if !b.At.IsZero() {
		out.At = b.At.Format("2006-01-02T15:04:05Z07:00")
	}
	return out
}

func (a *app) backupCmd() *cobra.Command {
	var list bool
	c := &cobra.Command{
		Use:   "backup [FILE]",
		Short: "Make a verified copy of the file, beside it or as FILE",
		Args:  args(cobra.MaximumNArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			if list {
				return a.listBackups()
			}
			return a.work(cmd.Context(), func(s *store.Store) error { return a.backup(cmd.Context(), s, given) })
		},
	}
	c.Flags().BoolVar(&list, "list", false, "list the backups instead; works for a file that cannot be opened, too")
	return c
}

func (a *app) backup(ctx context.Context, s *store.Store, given []string) error {
	var b store.Backup
	var err error
	if len(given) == 0 {
		b, err = s.Backup(ctx, "by-hand")
	} else {
		name, aerr := filepath.Abs(given[0])
		if err = errors.Join(aerr, s.BackupTo(ctx, name)); err == nil {
			fi, serr := os.Stat(name)
			if serr != nil {
				return serr
			}
			b = store.Backup{Path: name, Size: fi.Size()}
		}
	}
	if err != nil {
		return err
	}
	if a.json {
		return a.printJSON(backupOf(b))
	}
	a.say("backed up %s to %s", size(b.Size), b.Path)
	return nil
}

func size(n int64) string {
	switch {
	case n < 10_000:
		return fmt.Sprintf("%d bytes", n)
	case n < 10_000_000:
		return fmt.Sprintf("%d kB", n/1000)
	}
	return fmt.Sprintf("%d MB", n/1_000_000)
}

func (a *app) listBackups() error {
	list, err := store.Backups(a.path())
	if err != nil {
		return err
	}
	if a.json {
		out := make([]backupJSON, 0, len(list))
		for _, b := range list {
			out = append(out, backupOf(b))
		}
		return a.printJSON(out)
	}
	t := newTable("MADE", "WHY", ">SIZE", ">CHANGE", "FILE")
	for _, b := range list {
		t.add(b.At.Local().Format("2006-01-02 15:04"), b.Reason, size(b.Size), itoa(b.Changes), filepath.Base(b.Path))
	}
	a.print(t, "no backups yet; make one with: understudy backup")
	if len(list) > 0 {
		a.say("in %s", filepath.Dir(list[0].Path))
	}
	return nil
}

func (a *app) restoreCmd() *cobra.Command {
	var yes bool
	c := &cobra.Command{
		Use:   "restore FILE",
		Short: "Put a backup in the place of the file, after a preview",
		Long:  "Show what a backup would bring back and what would be lost, and then, if you agree, put it in the place of the file. What is there now is backed up first, or set aside as it is if it cannot be read. FILE may be the bare name of a backup that backup --list shows.\n\nWithout a terminal only the preview is shown, unless --yes is given.",
		Args:  args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.restore(cmd.Context(), given[0], yes)
		},
	}
	c.Flags().BoolVar(&yes, "yes", false, "restore without asking")
	return c
}

// previewJSON is what a restore does.
type previewJSON struct {
	Backup     backupJSON       `json:"backup"`
	Now        map[string]int64 `json:"rows_now"` // by table
	Then       map[string]int64 `json:"rows_then"`
	Lost       []changeJSON     `json:"lost_changes"` // newest first
	Unreadable string           `json:"unreadable,omitempty"`
	Restored   bool             `json:"restored"`
}

func (a *app) restore(ctx context.Context, name string, yes bool) error {
	name = a.backupFile(name)
	if _, err := os.Stat(name); errors.Is(err, os.ErrNotExist) {
		return a.noBackup(name)
	}
	p, err := store.PreviewRestore(ctx, a.path(), name)
	if err != nil {
		return err
	}
	if !a.json {
		a.preview(p)
	}
	if !yes && a.interactive() && !a.json {
		yes = a.ask("Restore it?")
	}
	if yes {
		if err := store.Restore(ctx, a.path(), name, a.options()); err != nil {
			return err
		}
	}
	if a.json {
		out := previewJSON{backupOf(p.Backup), p.Now, p.Then, []changeJSON{}, p.Unreadable, yes}
		for _, c := range p.Lost {
			out.Lost = append(out.Lost, changeOf(c))
		}
		return a.printJSON(out)
	}
	if !yes {
		db := ""
		if a.db != "" {
			db = " --db " + text.Quote(a.db)
		}
		a.say("nothing was restored; do it with: understudy restore %s --yes%s", text.Quote(name), db)
		return nil
	}
	a.say("restored; what was there before is kept beside the file")
	return nil
}

// noBackup says that there is no such file, and which backups there are.
func (a *app) noBackup(name string) error {
	list, _ := store.Backups(a.path())
	var names []string
	for _, b := range list {
		names = append(names, filepath.Base(b.Path))
	}
	msg := fmt.Sprintf("there is no backup “%s”", name)
	switch {
	case len(names) == 0:
		msg += ", and none beside " + filepath.Base(a.path())
	case len(near(name, names)) > 0:
		msg += didYouMean(name, names)
	default:
		msg += fmt.Sprintf("; the newest is %s; understudy backup --list shows them all", names[0])
	}
	return &statusError{exitNotFound, errors.New(msg)}
}

// backupFile finds a backup by its bare name.
func (a *app) backupFile(name string) string {
	if filepath.Base(name) != name {
		return name
	}
	if _, err := os.Stat(name); err == nil {
		return name
	}
	list, _ := store.Backups(a.path())
	for _, b := range list {
		if filepath.Base(b.Path) == name {
			return b.Path
		}
	}
	return name
}

func (a *app) preview(p store.Preview) {
	a.fact("backup", filepath.Base(p.Backup.Path))
	a.fact("why it was made", p.Backup.Reason)
	a.fact("size", size(p.Backup.Size))
	a.fact("newest change", itoa(p.Backup.Changes))
	if p.SchemaOlder {
		a.fact("version", "older; it is brought up to date")
	}
	if p.Unreadable != "" {
		a.fact("the file now", p.Unreadable)
	} else {
		a.previewRows(p)
	}
	if len(p.Lost) > 0 {
		a.heading(count(len(p.Lost), "change", "changes") + " would be lost")
		for _, c := range p.Lost[:min(10, len(p.Lost))] {
			a.printf("%s  %s\n", c.At.Format("2006-01-02 15:04"), text.Clean(c.Label))
		}
		if more := len(p.Lost) - 10; more > 0 {
			a.printf("and %d more\n", more)
		}
	}
}

func (a *app) previewRows(p store.Preview) {
	names := make([]string, 0, len(p.Then))
	for n := range p.Then {
		if p.Then[n] != p.Now[n] {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	kinds := tableKinds()
	t := newTable("RECORDS", ">NOW", ">THEN")
	for _, n := range names {
		if k := kinds[n]; k != nil {
			t.add(k.Title, itoa(p.Now[n]), itoa(p.Then[n]))
		}
	}
	a.print(t, "as many records of every kind as now")
}

// ask asks on a terminal; anything but yes means no.
func (a *app) ask(question string) bool {
	_ = a.out.Flush()
	fmt.Fprintf(a.stderr, "%s [y/N] ", question)
	line, _ := bufio.NewReader(a.stdin).ReadString('\n')
	answer := strings.ToLower(strings.TrimSpace(line))
	return answer == "y" || answer == "yes"
}
