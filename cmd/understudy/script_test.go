package main

import (
	"context"
	"database/sql"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"

	"understudy/store/storetest"
)

func TestMain(m *testing.M) {
	if db := os.Getenv(loadEnv); db != "" {
		os.Exit(load(db))
	}
	testscript.Main(m, map[string]func(){"understudy": scripted})
}

// scripted is main with the clock of the tests.
func scripted() {
	secureProcess()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	a := newApp(os.Stdin, os.Stdout, os.Stderr, os.Environ())
	a.now = clock
	os.Exit(a.run(ctx, os.Args[1:])) //nolint:gocritic // the process ends
}

// inShort are the scripts that are played in short runs, which are those of the race
// detector: each act is a process of its own, ten times as slow with it, and these are the
// ones whose acts do several things at a time.
var inShort = []string{"demo", "fair", "import", "initiative", "story"}

// TestScripts plays what a person types, and what they see.
func TestScripts(t *testing.T) {
	dir, files := filepath.Join("testdata", "script"), []string(nil)
	if testing.Short() {
		for _, name := range inShort {
			files = append(files, filepath.Join(dir, name+".txtar"))
		}
		dir = ""
	}
	testscript.Run(t, testscript.Params{
		Dir: dir, Files: files,
		Setup: func(e *testscript.Env) error {
			e.Setenv("UNDERSTUDY_DB", filepath.Join(e.WorkDir, "data", "company.db"))
			e.Setenv("USER", "coordinator")
			e.Setenv("TERM", "xterm-256color")
			e.Setenv("TMPDIR", e.WorkDir)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"exits": exits, "poke": poke, "hold": hold, "hostile": hostile, "modes": modes, "changed": changed, "tamper": tamper,
		},
		Condition: func(cond string) (bool, error) { return cond == "unix" && filepath.Separator == '/', nil },
	})
}

// exits runs a command that ends with an exit status: exits 4 understudy import …
func exits(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: exits STATUS COMMAND…")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit status %d, want %d", got, want)
	}
}

// poke overwrites bytes of a file: poke FILE OFFSET HEX.
func poke(ts *testscript.TestScript, _ bool, args []string) {
	offset, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	b, err := hex.DecodeString(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(b, offset)
	ts.Check(errors.Join(err, f.Close()))
}

// hold keeps the file in a write transaction until the script ends.
func hold(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(args[0]))
	ts.Check(err)
	db.SetMaxOpenConns(1)
	_, err = db.Exec("BEGIN IMMEDIATE")
	ts.Check(err)
	ts.Defer(func() { _ = db.Close() })
}

// tamper changes a file behind the program's back: tamper FILE TABLE SQL.
func tamper(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", "file:"+ts.MkAbs(args[0]))
	ts.Check(err)
	db.SetMaxOpenConns(1)
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = ?`, args[1])
	ts.Check(err)
	var drop []string
	for rows.Next() {
		var n string
		ts.Check(rows.Scan(&n))
		drop = append(drop, `DROP TRIGGER "`+n+`"`)
	}
	ts.Check(errors.Join(rows.Err(), rows.Close()))
	for _, q := range append(drop, args[2]) {
		_, err := db.Exec(q)
		ts.Check(err)
	}
	ts.Check(db.Close())
}

// modes checks the permissions of a file: modes FILE 0600.
func modes(ts *testscript.TestScript, _ bool, args []string) {
	if got, _ := mode(ts.MkAbs(args[0])); got != args[1] {
		ts.Fatalf("%s has the mode %s, want %s", args[0], got, args[1])
	}
}

// changed checks that two files differ; ! changed, that they do not.
func changed(ts *testscript.TestScript, neg bool, args []string) {
	if differs := ts.ReadFile(args[0]) != ts.ReadFile(args[1]); differs == neg {
		ts.Fatalf("%s and %s differ: %v", args[0], args[1], differs)
	}
}

// hostile writes a people file whose every cell tries something.
func hostile(ts *testscript.TestScript, _ bool, args []string) {
	const (
		screen  = "\x1b[2J\x1b]0;owned\x07"
		bidi    = "\u202eevil\u202c\u2066x"
		control = "a\tb\rc\x00d\ve\u2028f"
	)
	rows := "number,name,email,team,location,organisation,notes\n" +
		"1,\"" + screen + "Ada\x9b31m\",ada@example.com,\"" + bidi + "\",\"Lis\nbon\",=cmd|' /C calc'!A0,@SUM(1)\n" +
		"2,\"" + control + "\",two@example.com,+1+1,-2,\"line\n\nbreak\",\"<script>alert(1)</script>\"\n" +
		"3,Z\u0351\u034fa\u030al\u0327go\u0488,three@example.com,日本語チーム,🇵🇹👩‍👩‍👧,ﷺ,﷽\n" +
		"=4,\x1bP1$r\x1b\\DCS,four@example.com,\"a,b;c\",|x|,[a](http://b),`x`\n"
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(rows), 0o600))
}

func clock() time.Time { return storetest.Now }
