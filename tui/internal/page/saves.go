package page

import (
	"context"
	"sync"
)

// saves counts the writes of a program. Asked is theirs from the key press to
// the answer, on the Update goroutine; n those that run, on goroutines of the
// loop's commands.
type saves struct {
	asked int
	mu    sync.Mutex
	n     int
	idle  chan struct{}
}

func (s *saves) begin() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n++; s.n == 1 {
		s.idle = make(chan struct{})
	}
}

func (s *saves) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.n--; s.n == 0 {
		close(s.idle)
	}
}

func (s *saves) wait(ctx context.Context) error {
	s.mu.Lock()
	n, idle := s.n, s.idle
	s.mu.Unlock()
	if n == 0 {
		return nil
	}
	select {
	case <-idle:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
