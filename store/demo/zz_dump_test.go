package demo_test

import (
	"os"
	"strconv"
	"testing"
	"time"

	"understudy/store"
	"understudy/store/demo"
)

func TestDump(t *testing.T) {
	p := os.Getenv("DUMP")
	if p == "" {
		t.Skip()
	}
	n, _ := strconv.Atoi(os.Getenv("N"))
	s, err := store.Open(t.Context(), p, store.Options{Create: true})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	at := time.Now()
	c, err := demo.Fill(t.Context(), s, demo.Options{People: n})
	t.Log(c.Label, c.Rows, time.Since(at), err)
}
