package store_test

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"understudy/store"
	"understudy/store/storetest"
)

// TestMain lets the test binary play the program that runs out of space.
func TestMain(m *testing.M) {
	if limit := os.Getenv("UNDERSTUDY_TEST_FILE_LIMIT"); limit != "" {
		os.Exit(writeUntilFull(os.Getenv("UNDERSTUDY_TEST_FILE"), limit))
	}
	os.Exit(m.Run())
}

// writeUntilFull adds employees under a limit of the file size until an act is
// refused; it prints a line for each confirmed change and one for the refusal.
func writeUntilFull(path, limit string) int {
	n, err := strconv.ParseUint(limit, 10, 64)
	if err != nil {
		return 3
	}
	ctx := context.Background()
	s, err := store.Open(ctx, path, store.Options{Now: storetest.Clock})
	if err != nil {
		return 3
	}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: n, Max: n}); err != nil {
		return 3
	}
	for i := range 2000 {
		c, err := s.Write(ctx, "add two", func(tx *store.Tx) error {
			for k := range 2 {
				name := fmt.Sprintf("full %d %d %s", i, k, strings.Repeat("x", 150))
				if _, err := tx.Save(store.Edit{Kind: "employee", Values: map[string]string{"name": name}}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			fmt.Println("refused", err)
			if _, err := s.Backup(ctx, "full"); err == nil {
				fmt.Println("backed up")
			}
			return 0
		}
		fmt.Println("ack", c.ID)
	}
	return 4
}

// A file that cannot grow refuses the act in words, keeps all that was confirmed
// and nothing of what was not, at every size at which that can happen.
func TestAFullDiskLosesNothingConfirmed(t *testing.T) {
	points := 24
	if testing.Short() {
		points = 3
	}
	for i := range points {
		path := filepath.Join(t.TempDir(), "full.db")
		s, err := store.Open(t.Context(), path, store.Options{Now: storetest.Clock, Create: true})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		fi, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		limit := fi.Size() + int64(i)*3000 // the log is refused first, later the file
		if i%2 == 1 {
			limit = 4096 + int64(i)*9000
		}
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "UNDERSTUDY_TEST_FILE="+path, fmt.Sprintf("UNDERSTUDY_TEST_FILE_LIMIT=%d", limit))
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("limit %d: %v\n%s", limit, err, out)
		}
		acked := countAcks(t, out, limit)
		s = storetest.At(t, path)
		people, err := s.List(t.Context(), "employee", store.ListFilter{})
		if err != nil || len(people) != 2*acked {
			t.Fatalf("limit %d: %d confirmed changes, %d employees, %v", limit, acked, len(people), err)
		}
		if f, err := s.Check(t.Context()); err != nil || len(f) > 0 {
			t.Fatalf("limit %d: %v %v", limit, f, err)
		}
		left, _ := filepath.Glob(filepath.Join(path+"-backups", ".understudy*"))
		if len(left) > 0 {
			t.Fatalf("limit %d: an unfinished backup was left: %v", limit, left)
		}
		storetest.Add(t, s, "employee", map[string]string{"name": "there is space again"})
	}
}

func countAcks(t *testing.T, out []byte, limit int64) (n int) {
	t.Helper()
	refused := false
	for sc := bufio.NewScanner(bytes.NewReader(out)); sc.Scan(); {
		switch {
		case strings.HasPrefix(sc.Text(), "ack "):
			n++
		case strings.HasPrefix(sc.Text(), "refused "):
			refused = true
		}
	}
	if !refused {
		t.Fatalf("limit %d refused nothing: %s", limit, out)
	}
	return n
}

// A stopped context is no damage and no half of an act.
func TestAStoppedActChangesNothing(t *testing.T) {
	s := storetest.New(t)
	before := storetest.Dump(t, s)
	ctx, cancel := context.WithCancel(t.Context())
	_, err := s.Write(ctx, "a long act", func(tx *store.Tx) error {
		people := tx.Bulk("employee", "name")
		for i := range 10000 {
			if i == 5000 {
				cancel()
			}
			if err := people.Add(fmt.Sprint("p", i)); err != nil {
				return err
			}
		}
		return people.Flush()
	})
	if !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if storetest.Dump(t, s) != before {
		t.Fatal("half an act was kept")
	}
}
