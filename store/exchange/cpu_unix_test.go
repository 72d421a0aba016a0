//go:build unix

package exchange_test

import (
	"syscall"
	"time"
)

// cpu is the processor time of the test so far: on a busy machine it says more
// than the clock.
func cpu() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
