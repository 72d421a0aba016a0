package kindform

import (
	"context"
	"strings"
	"sync"

	"understudy/store"
	"understudy/store/text"
)

// People finds employees by any words of theirs. It reads everyone's words once
// and again after a change, so that a search in a company of 100,000 costs a walk
// over memory and one read of the rows that are shown. It is safe for concurrent
// use, because every search runs on a goroutine of its own.
type People struct {
	db     *store.Store
	mu     sync.Mutex
	loaded bool
	change int64 // the newest change when the words were read
	keys   []store.EmployeeKey
}

// NewPeople makes a finder that has read nothing yet.
func NewPeople(db *store.Store) *People { return &People{db: db} }

// Find returns at most limit employees in whom every word occurs, those whose
// name begins with the text first.
func (p *People) Find(ctx context.Context, query string, limit int) ([]store.EmployeeRow, error) {
	keys, err := p.index(ctx)
	if err != nil {
		return nil, err
	}
	return p.db.EmployeeRows(ctx, match(keys, text.Fold(query), limit))
}

// match looks for a beginning first: whoever types "ana" means Ana before Susana.
func match(keys []store.EmployeeKey, query string, limit int) []int64 {
	words := strings.Fields(query)
	var first, rest []int64
	for _, k := range keys {
		if len(first) == limit {
			break
		}
		switch {
		case strings.HasPrefix(k.Fold, query):
			first = append(first, k.ID)
		case len(rest) < limit && occur(k.Fold, words):
			rest = append(rest, k.ID)
		}
	}
	return append(first, rest[:min(len(rest), limit-len(first))]...)
}

func occur(s string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(s, w) {
			return false
		}
	}
	return true
}

// index is everyone's words, read again when the file's newest change is another.
func (p *People) index(ctx context.Context) ([]store.EmployeeKey, error) {
	newest, err := p.db.History(ctx, 0, 1)
	if err != nil {
		return nil, err
	}
	var change int64
	if len(newest) > 0 {
		change = newest[0].ID
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.loaded && p.change == change {
		return p.keys, nil
	}
	keys, err := p.db.EmployeeIndex(ctx, store.EmployeeFilter{})
	if err != nil {
		return nil, err
	}
	p.loaded, p.change, p.keys = true, change, keys
	return keys, nil
}
