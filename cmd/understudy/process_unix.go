//go:build unix

package main

import (
	"runtime"
	"syscall"
)

// secureProcess keeps what the program writes from other users: no file of ours is
// readable by them from its first moment on, and a crash leaves no memory image.
func secureProcess() {
	syscall.Umask(0o077)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // where it is refused, nothing is lost
}

// peakMemory is the most memory that the program had in use, in bytes; 0 is unknown.
func peakMemory() int64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	if runtime.GOOS == "darwin" || runtime.GOOS == "ios" {
		return int64(u.Maxrss) // bytes there, kilobytes elsewhere
	}
	return int64(u.Maxrss) << 10
}
