package tuitest

import (
	"testing"

	"github.com/charmbracelet/x/exp/golden"
)

// Golden compares the plain frame with the file of the test's name under
// testdata; run the test with -update to write it.
func Golden(tb testing.TB, d *Driver) {
	tb.Helper()
	golden.RequireEqual(tb, d.Frame()+"\n")
}
