//go:build !unix

package tui

import tea "charm.land/bubbletea/v2"

// quitOnHangUp has nothing to do where there are no such signals.
func quitOnHangUp(*tea.Program) (stop func()) { return func() {} }
