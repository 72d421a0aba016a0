//go:build unix

package main

import "syscall"

// secureProcess keeps what the program writes from other users: no file of ours is
// readable by them from its first moment on, and a crash leaves no memory image.
func secureProcess() {
	syscall.Umask(0o077)
	_ = syscall.Setrlimit(syscall.RLIMIT_CORE, &syscall.Rlimit{}) // where it is refused, nothing is lost
}
