package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"charm.land/fang/v2"
	"github.com/adrg/xdg"
	"github.com/charmbracelet/colorprofile"
	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// app is one run of the program: the world outside, and the flags that every
// command has.
type app struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	out            *bufio.Writer // data, flushed at the end
	env            []string
	now            func() time.Time                 // the clock
	watch          func(what string, done, all int) // sees all progress; nil outside of tests

	db   string // --db
	json bool   // --json

	among place // --program and --cycle of commands about pairs
}

func newApp(stdin io.Reader, stdout, stderr io.Writer, env []string) *app {
	return &app{stdin: stdin, stdout: stdout, stderr: stderr, out: bufio.NewWriterSize(stdout, 1<<16), env: env, now: time.Now}
}

// run carries out one command line and returns the exit status.
func (a *app) run(ctx context.Context, args []string) int {
	root := a.root()
	root.SetArgs(args)
	root.SetIn(a.stdin)
	root.SetOut(a.stdout)
	root.SetErr(a.stderr)
	silent := func(io.Writer, fang.Styles, error) {} // told below, with the remedy
	err := fang.Execute(ctx, root, fang.WithErrorHandler(silent))
	if ferr := a.out.Flush(); ferr != nil && err == nil {
		err = fmt.Errorf("the output could not be written: %w", ferr)
	}
	if err != nil && err.Error() != "" {
		a.say("understudy: %s", a.explain(ctx, err))
	}
	return status(ctx, err)
}

// say writes one message to stderr. Whatever the user or the file brought into it
// is made harmless.
func (a *app) say(format string, args ...any) {
	_ = a.out.Flush() // so that messages and data keep their order on a terminal
	fmt.Fprintln(a.stderr, text.CleanLines(fmt.Sprintf(format, args...)))
}

// printf writes data to stdout.
func (a *app) printf(format string, args ...any) { fmt.Fprintf(a.out, format, args...) }

// getenv is os.Getenv over the environment of this run.
func (a *app) getenv(name string) string {
	for i := len(a.env) - 1; i >= 0; i-- {
		if v, ok := strings.CutPrefix(a.env[i], name+"="); ok {
			return v
		}
	}
	return ""
}

// path is the file that the command is about.
func (a *app) path() string {
	if p := cmp.Or(a.db, a.getenv("UNDERSTUDY_DB")); p != "" {
		return p
	}
	return filepath.Join(cmp.Or(a.getenv("XDG_DATA_HOME"), xdg.DataHome), "understudy", "understudy.db")
}

func (a *app) options() store.Options {
	actor := cmp.Or(a.getenv("USER"), a.getenv("LOGNAME"), a.getenv("USERNAME"))
	return store.Options{Now: a.now, Actor: text.Cut(text.Clean(actor), 60)}
}

// open opens the file of the command. Only commands that begin a company's data
// make one where there is none.
func (a *app) open(ctx context.Context, create bool) (*store.Store, error) {
	opt, path := a.options(), a.path()
	opt.Create = create
	s, err := store.Open(ctx, path, opt)
	if !errors.Is(err, store.ErrNotFound) {
		return s, err
	}
	if lost, _ := store.Backups(path); len(lost) == 0 { // only now: it opens every backup
		return nil, fmt.Errorf("%w; begin with: understudy import employees FILE, look around with: understudy demo", err)
	}
	return s, err
}

// work runs fn on the open file.
func (a *app) work(ctx context.Context, fn func(*store.Store) error) error {
	return a.workOn(ctx, false, fn)
}

// begin is work for commands that may begin a new file.
func (a *app) begin(ctx context.Context, fn func(*store.Store) error) error {
	return a.workOn(ctx, true, fn)
}

func (a *app) workOn(ctx context.Context, create bool, fn func(*store.Store) error) (err error) {
	s, err := a.open(ctx, create)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	return fn(s)
}

// terminal says whether the stream is one that a person sits at. Only TERM is
// looked at: what forces colours into a pipe makes no terminal of it.
func (a *app) terminal(stream any) bool {
	f, ok := stream.(*os.File)
	return ok && colorprofile.Detect(f, []string{"TERM=" + a.getenv("TERM")}) != colorprofile.NoTTY
}

// interactive says whether the program may draw and ask.
func (a *app) interactive() bool { return a.terminal(a.stdin) && a.terminal(a.stdout) }

// bold marks headings on a terminal. It is no colour, so that NO_COLOR keeps it.
func (a *app) bold(s string) string {
	if !a.terminal(a.stdout) {
		return s
	}
	return "\x1b[1m" + s + "\x1b[22m"
}

// args wraps a check of the arguments so that breaking it is a usage error.
func args(check cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, given []string) error {
		if err := check(cmd, given); err != nil {
			return &usageError{msg: fmt.Sprintf("%q: %s; write: %s", cmd.CommandPath(), err, cmd.UseLine()), cmd: cmd.CommandPath()}
		}
		return nil
	}
}
