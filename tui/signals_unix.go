//go:build unix

package tui

import (
	"os"
	"os/signal"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/page"
)

// quitOnHangUp ends the program when the terminal closes or on SIGQUIT, which
// Bubble Tea leaves to kill the process with the terminal in raw mode.
func quitOnHangUp(p *tea.Program) (stop func()) {
	sig := make(chan os.Signal, 1)
	done := make(chan struct{})
	signal.Notify(sig, syscall.SIGHUP, syscall.SIGQUIT)
	page.Go(func() {
		select {
		case <-sig:
			p.Quit()
		case <-done:
		}
	}, func(error) {})
	return func() {
		signal.Stop(sig)
		close(done)
	}
}
