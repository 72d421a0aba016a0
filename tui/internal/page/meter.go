package page

import "sync/atomic"

// Meter carries the latest progress of long work to the screen. Set never
// blocks the worker and Get never blocks the screen, so neither slows the
// other. The zero value is ready; it must not be copied.
type Meter[P any] struct{ p atomic.Pointer[P] }

// Set stores the latest progress; safe from any goroutine.
func (m *Meter[P]) Set(p P) { m.p.Store(&p) }

// Get is the latest progress; ok is false before the first Set.
func (m *Meter[P]) Get() (p P, ok bool) {
	if v := m.p.Load(); v != nil {
		return *v, true
	}
	return p, false
}
