package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// findingJSON is one thing that check found wrong.
type findingJSON struct {
	What string `json:"what"`
	Text string `json:"text"` // in ids and counts, without names
}

func (a *app) checkCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Read the whole file and say what is wrong with it",
		Long:  "Read the whole file: SQLite's own checks, every row against its history, and what must hold between records. Nothing is written. The exit status is 6 if something is wrong.",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error { return a.check(cmd.Context(), s) })
		},
	}
}

func (a *app) check(ctx context.Context, s *store.Store) error {
	found, err := s.Check(ctx)
	if err != nil {
		return err
	}
	if a.json {
		out := make([]findingJSON, 0, len(found))
		for _, f := range found {
			out = append(out, findingJSON{f.What, f.Text})
		}
		if err := a.printJSON(out); err != nil {
			return err
		}
	} else {
		for _, f := range found {
			a.printf("%s: %s\n", f.What, f.Text)
		}
	}
	if len(found) == 0 {
		a.say("sound")
		return nil
	}
	remedy := "there is no backup"
	if list, err := s.Backups(); err == nil && len(list) > 0 {
		remedy = "the newest backup: understudy restore " + text.Quote(list[0].Path)
	}
	return &statusError{exitDamaged, fmt.Errorf("%s; nothing was written; %s", count(len(found), "finding", "findings"), remedy)}
}

// doctorJSON is what a report of a fault needs, without any name of a person.
type doctorJSON struct {
	Version   string       `json:"version"`
	Go        string       `json:"go"`
	System    string       `json:"system"`
	File      string       `json:"file"` // the home folder as ~
	FileFrom  string       `json:"file_from"`
	State     string       `json:"state"` // sound, or what is wrong
	Bytes     int64        `json:"bytes"`
	Mode      string       `json:"mode,omitempty"`
	DirMode   string       `json:"folder_mode,omitempty"`
	Schema    int          `json:"schema"` // what this program knows
	Changes   int64        `json:"newest_change"`
	Backups   int          `json:"backups"`
	NewestOne string       `json:"newest_backup,omitempty"`
	Terminal  terminalJSON `json:"terminal"`
}

type terminalJSON struct {
	Stdin   bool   `json:"stdin"`
	Stdout  bool   `json:"stdout"`
	Term    string `json:"term"`
	Colours string `json:"colours"`
	NoColor bool   `json:"no_color"`
	Locale  string `json:"locale"`
}

func (a *app) doctorCmd() *cobra.Command {
	return &cobra.Command{
		Use:   "doctor",
		Short: "Say where everything is and whether it is well, without names",
		Args:  args(cobra.NoArgs),
		RunE: func(cmd *cobra.Command, _ []string) error {
			d, err := a.examine(cmd.Context())
			if a.json {
				return errors.Join(a.printJSON(d), err)
			}
			a.printDoctor(d)
			return err
		},
	}
}

// examine looks at everything; what is wrong with the file is an error too, so that
// the exit status tells.
func (a *app) examine(ctx context.Context) (doctorJSON, error) {
	d := doctorJSON{Version: version(), Go: runtime.Version(), System: runtime.GOOS + "/" + runtime.GOARCH, Schema: store.SchemaVersion()}
	d.File, d.FileFrom = a.homeless(a.path()), "the usual place"
	switch {
	case a.db != "":
		d.FileFrom = "--db"
	case a.getenv("UNDERSTUDY_DB") != "":
		d.FileFrom = "UNDERSTUDY_DB"
	}
	d.Mode, d.Bytes = mode(a.path())
	d.DirMode, _ = mode(filepath.Dir(a.path()))
	d.Terminal = terminalJSON{
		Stdin: a.terminal(a.stdin), Stdout: a.terminal(a.stdout), Term: a.getenv("TERM"),
		Colours: colorprofile.Env(a.env).String(), NoColor: a.getenv("NO_COLOR") != "", Locale: a.getenv("LC_ALL") + a.getenv("LANG"),
	}
	if list, err := store.Backups(a.path()); err == nil && len(list) > 0 {
		d.Backups, d.NewestOne = len(list), list[0].At.Format("2006-01-02T15:04:05Z07:00")
	}
	err := a.work(ctx, func(s *store.Store) error { return d.readFile(ctx, s) })
	switch {
	case d.State != "":
	case errors.Is(err, store.ErrNotFound):
		d.State, err = "there is none yet", nil
	case err != nil:
		d.State = strings.ReplaceAll(err.Error(), a.path(), d.File)
		err = &statusError{status: status(ctx, err)}
	}
	return d, err
}

func (d *doctorJSON) readFile(ctx context.Context, s *store.Store) error {
	found, err := s.Check(ctx)
	if err != nil {
		return err
	}
	d.State = "sound"
	if newest, err := s.History(ctx, 0, 1); err == nil && len(newest) > 0 {
		d.Changes = newest[0].ID
	}
	if len(found) > 0 {
		d.State = "damaged: " + count(len(found), "finding", "findings") + "; see: understudy check"
		return &statusError{status: exitDamaged}
	}
	return nil
}

// homeless writes the home folder as ~, which keeps the user's name out.
func (a *app) homeless(path string) string {
	if home := a.getenv("HOME"); home != "" && home != "/" {
		if rest, ok := strings.CutPrefix(path, home); ok {
			return "~" + rest
		}
	}
	return path
}

func mode(path string) (string, int64) {
	fi, err := os.Stat(path)
	if err != nil {
		return "", 0
	}
	return fmt.Sprintf("%04o", fi.Mode().Perm()), fi.Size()
}

func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "built from source"
	}
	return info.Main.Version
}

func (a *app) printDoctor(d doctorJSON) {
	a.fact("version", joined(d.Version, d.Go, d.System))
	a.fact("file", d.File+" (from "+d.FileFrom+")")
	a.fact("state", d.State)
	if d.Mode != "" {
		a.fact("size", size(d.Bytes))
		a.fact("modes", "file "+d.Mode+", folder "+d.DirMode)
	}
	a.fact("schema", fmt.Sprint(d.Schema))
	a.fact("newest change", itoa(d.Changes))
	backups := fmt.Sprint(d.Backups)
	if d.NewestOne != "" {
		backups += ", the newest of " + d.NewestOne
	}
	a.fact("backups", backups)
	t := d.Terminal
	a.fact("terminal", fmt.Sprintf("in %s, out %s, TERM=%s, %s, NO_COLOR %s", yes(t.Stdin), yes(t.Stdout), t.Term, t.Colours, yes(t.NoColor)))
	a.fact("locale", t.Locale)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}
