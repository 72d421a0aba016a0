//go:build unix

package tui

import (
	"bytes"
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"github.com/creack/pty"

	"understudy/store"
)

const childFile = "UNDERSTUDY_TEST_CHILD"

// TestMain is also the program that the signal test starts in a terminal.
func TestMain(m *testing.M) {
	if path := os.Getenv(childFile); path != "" {
		os.Exit(child(path))
	}
	os.Exit(m.Run())
}

func child(path string) int {
	db, err := store.Open(context.Background(), path, store.Options{Create: true})
	if err != nil {
		return 1
	}
	defer db.Close()
	if err := Run(context.Background(), db, Options{Name: "Halden"}); err != nil {
		return 1
	}
	return 0
}

// A terminal that closes, kill and Ctrl+\ all leave the terminal usable.
func TestSignalsRestoreTheTerminal(t *testing.T) {
	for _, sig := range []syscall.Signal{syscall.SIGHUP, syscall.SIGQUIT, syscall.SIGTERM} {
		t.Run(sig.String(), func(t *testing.T) {
			cmd := exec.Command(os.Args[0])
			cmd.Env = append(os.Environ(), childFile+"="+filepath.Join(t.TempDir(), "test.db"), "TERM=xterm-256color")
			tty, err := pty.StartWithSize(cmd, &pty.Winsize{Rows: 24, Cols: 80})
			if err != nil {
				t.Skip("no pseudo-terminal here:", err)
			}
			defer tty.Close()
			seen := readUntil(t, tty, "help")
			if err := cmd.Process.Signal(sig); err != nil {
				t.Fatal(err)
			}
			rest, _ := io.ReadAll(tty) // ends with an error of its own when the child does
			if err := cmd.Wait(); err != nil {
				t.Fatalf("%v\n%q", err, rest)
			}
			if all := append(seen, rest...); !bytes.Contains(all, []byte("\x1b[?1049h")) || !bytes.Contains(all, []byte("\x1b[?1049l")) {
				t.Fatalf("the alternate screen was entered and not left: %q", all)
			}
		})
	}
}

func readUntil(t *testing.T, r io.Reader, want string) (seen []byte) {
	t.Helper()
	late := time.AfterFunc(30*time.Second, func() { panic("the program does not show " + want) })
	defer late.Stop()
	buf := make([]byte, 4096)
	for !bytes.Contains(seen, []byte(want)) {
		n, err := r.Read(buf)
		seen = append(seen, buf[:n]...)
		if err != nil {
			t.Fatalf("%v\n%q", err, seen)
		}
	}
	return seen
}
