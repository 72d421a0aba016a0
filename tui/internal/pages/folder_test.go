package pages_test

import (
	"fmt"
	"os"
	"testing"
)

// The walk over random keys exports views into the present folder: it must not
// be the source's.
func TestMain(m *testing.M) { os.Exit(elsewhere(m)) }

func elsewhere(m *testing.M) int {
	dir, err := os.MkdirTemp("", "understudy-pages-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = os.Chdir(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return m.Run()
}
