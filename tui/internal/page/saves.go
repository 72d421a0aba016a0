package page

import (
	"context"
	"sync"
)

// saves counts the writes of a program: asked for and not answered, and failed,
// on the Update goroutine; n that run now, on those of the loop's commands.
type saves struct {
	asked, failed int

	mu   sync.Mutex
	n    int
	idle chan struct{}
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
