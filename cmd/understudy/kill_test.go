package main

import (
	"bufio"
	"context"
	"database/sql"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/demo"
)

// TestKill9LosesNothingConfirmed kills a process that writes, at random moments: no
// change that it had confirmed may be lost, and the file may never be damaged.
func TestKill9LosesNothingConfirmed(t *testing.T) {
	kills, checkEvery := 500, 50
	if testing.Short() {
		kills, checkEvery = 25, 10
	}
	path := filepath.Join(t.TempDir(), "killed.db")
	seedFile(t, path)
	rng := rand.New(rand.NewPCG(9, 9))
	var confirmed, unsaid int
	var newest int64
	for i := range kills {
		k := kill(t, path, uint64(i), rng.IntN(6), time.Duration(rng.IntN(15_000))*time.Microsecond)
		confirmed += len(k.acks)
		last := newest
		if len(k.acks) > 0 {
			last = k.acks[len(k.acks)-1]
		}
		if newest = checkKilled(t, path, k); newest > last && i > 0 {
			unsaid++ // it was committed, and killed before it could say so
		}
		if i%checkEvery == checkEvery-1 {
			soundAfter(t, path, i+1)
		}
	}
	t.Logf("%d kills, %d confirmed changes, %d more committed unsaid", kills, confirmed, unsaid)
}

// seedFile makes a small company that can be matched.
func seedFile(t *testing.T, path string) {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Now: clock, Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := demo.Fill(t.Context(), s, demo.Options{People: 30}); err != nil {
		t.Fatal(err)
	}
}

// killed is what a load had confirmed when it was killed.
type killed struct {
	acks    []int64
	backups []string
}

// kill lets a load write until it has confirmed some changes, waits a moment that
// falls anywhere within what it does next, and kills it.
func kill(t *testing.T, path string, seed uint64, after int, wait time.Duration) killed {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), loadEnv+"="+path, seedEnv+"="+strconv.FormatUint(seed, 10))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	var k killed
	lines := bufio.NewScanner(out)
	for seen := -1; seen < after && lines.Scan(); seen++ { // the first line says that it is open
		k.take(t, lines.Text())
	}
	for end := time.Now().Add(wait); time.Now().Before(end); { // a sleep would wake on the scheduler's ticks
		continue
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() { // what it had said before it died counts too
		k.take(t, lines.Text())
	}
	_, _ = io.Copy(io.Discard, out)
	_ = cmd.Wait() // it was killed
	return k
}

func (k *killed) take(t *testing.T, line string) {
	t.Helper()
	word, rest, _ := strings.Cut(line, " ")
	switch word {
	case "ack":
		id, err := strconv.ParseInt(rest, 10, 64)
		if err != nil {
			return // cut off by the kill
		}
		k.acks = append(k.acks, id)
	case "backup":
		k.backups = append(k.backups, rest)
	case "fail":
		t.Fatalf("the load failed: %s", rest)
	}
}

// checkKilled opens the file as the next start of the program would, and looks for
// everything that was confirmed. It returns the newest change.
func checkKilled(t *testing.T, path string, k killed) int64 {
	t.Helper()
	ctx := t.Context()
	s, err := store.Open(ctx, path, store.Options{Now: clock})
	if err != nil {
		t.Fatalf("the file does not open: %v", err)
	}
	defer s.Close()
	if err := integrity(ctx, path); err != nil {
		t.Fatal(err)
	}
	history, err := s.History(ctx, 0, len(k.acks)+50)
	if err != nil {
		t.Fatal(err)
	}
	have := map[int64]bool{}
	for _, c := range history {
		have[c.ID] = true
	}
	for _, id := range k.acks {
		if !have[id] {
			t.Fatalf("change %d was confirmed and is lost", id)
		}
	}
	for _, b := range k.backups {
		if _, err := store.PreviewRestore(ctx, path, b); err != nil {
			t.Fatalf("the backup %s was confirmed: %v", filepath.Base(b), err)
		}
	}
	if len(history) == 0 {
		t.Fatal("the history is gone")
	}
	return history[0].ID
}

func integrity(ctx context.Context, path string) error {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=query_only(1)")
	if err != nil {
		return err
	}
	defer db.Close()
	var said string
	if err := db.QueryRowContext(ctx, "PRAGMA integrity_check").Scan(&said); err != nil {
		return err
	}
	if said != "ok" {
		return fmt.Errorf("the file is damaged: %s", said)
	}
	return nil
}

// soundAfter reads everything, and takes old backups away so that the test stays
// small.
func soundAfter(t *testing.T, path string, kills int) {
	t.Helper()
	s, err := store.Open(t.Context(), path, store.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	found, err := s.Check(t.Context())
	if err != nil || len(found) > 0 {
		t.Fatalf("after %d kills: %v %v", kills, found, err)
	}
	list, err := s.Backups()
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range list[min(1, len(list)):] {
		if err := os.Remove(b.Path); err != nil {
			t.Fatal(err)
		}
	}
}
