package mentoring

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/tui/internal/page"
)

// ahead is how many rows beyond the screen are asked about, so that paging meets
// answers.
const ahead = 40

// look asks why the row under the cursor is as it is, and then about the next
// best of the rows on the screen.
func (m *review) look() tea.Cmd {
	m.scroll.Home()
	return tea.Batch(m.explain(), m.fill())
}

// reasons is one answer about a row.
type reasons struct {
	why  mentoring.Explanation
	not  mentoring.WhyNot
	next next
	// worth of one more place with the row's mentor; told is false where it is not known
	worth mentoring.Worth
	told  bool
}

func (m *review) explain() tea.Cmd {
	r, ok := m.list.Selected()
	if !ok || m.v == nil || m.explained(r) {
		return nil
	}
	asker, proved := m.v.Ask, m.v.Result.Proved
	return page.Load(m.sc, &m.looks, func(ctx context.Context) (a reasons, err error) {
		if r.waiting() {
			a.not, err = asker.WhyNot(r.mentee)
		} else {
			a.why, err = asker.Explain(r.mentee, r.mentor)
		}
		if err == nil && proved {
			a.next.NextBest, a.next.ok, err = asker.NextBest(ctx, r.mentee)
		}
		if err == nil && !r.waiting() {
			a.worth, a.told, err = asker.MorePlace(ctx, r.mentor)
		}
		return a, err
	}, func(a reasons, err error) tea.Cmd {
		if errors.Is(err, context.Canceled) {
			return nil
		}
		if err != nil {
			return page.Fail(err)
		}
		if r.waiting() {
			m.answers.not[r.mentee] = a.not
		} else {
			m.answers.why[r.key()] = a.why
		}
		m.answers.next[r.mentee] = a.next
		if a.told {
			m.answers.worth[r.mentor] = a.worth
		}
		return m.fill()
	})
}

func (m *review) explained(r row) bool {
	if r.waiting() {
		_, ok := m.answers.not[r.mentee]
		return ok
	}
	_, ok := m.answers.why[r.key()]
	return ok
}

// fill asks about the next best of one row after the other: what is on the screen
// is known soon, and nothing is asked about the thousands that nobody looks at.
func (m *review) fill() tea.Cmd {
	if m.v == nil || !m.v.Result.Proved || m.fills.Busy() {
		return nil
	}
	mentee, found := m.unknown()
	if !found {
		return nil
	}
	asker, of := m.v.Ask, m.id
	return page.Load(m.sc, &m.fills, func(ctx context.Context) (n next, err error) {
		n.NextBest, n.ok, err = asker.NextBest(ctx, mentee)
		return n, err
	}, func(n next, err error) tea.Cmd {
		if err != nil || m.id != of {
			return nil
		}
		m.answers.next[mentee] = n
		return m.fill()
	})
}

// unknown is the first mentee on the screen, or just beyond it, not asked about.
func (m *review) unknown() (mentee int64, found bool) {
	first, n := m.list.Table.Window()
	for i := first; i < min(first+n+ahead, m.list.Table.Len()); i++ {
		r, ok := m.list.Table.Row(i)
		if !ok {
			continue
		}
		if _, known := m.answers.next[r.mentee]; !known {
			return r.mentee, true
		}
	}
	return 0, false
}
