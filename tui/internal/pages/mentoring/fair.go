package mentoring

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// fairLines say below the head what fairness reached and what that cost: none
// without fairness.
func (m *review) fairLines(w, h int) []string {
	s := m.now.scenario
	if s.Fair == nil || h < 8 {
		return nil
	}
	most := 1
	if h >= 16 {
		most = 2
	}
	return fairWords(m.env.Theme.Glyph.Ellipsis, s, w, most)
}

// fairWords are what fairness reached and cost in at most so many lines of w cells.
func fairWords(ellipsis string, s store.Scenario, w, most int) []string {
	said := strings.Join(s.FairWords(), " · ")
	lines := text.Wrap(said, max(1, w))
	if len(lines) > most {
		rest := strings.Join(lines[most-1:], " ")
		lines = append(lines[:most-1], text.CutWith(rest, w, ellipsis))
	}
	return lines
}

// blockingWords are for the foot of a run without fairness; "" where nobody counted.
func blockingWords(s store.Scenario) string {
	if s.Blocking == nil || s.Fair != nil {
		return ""
	}
	return count(int(*s.Blocking), "blocking pair", "blocking pairs")
}

// askBlocking counts the pairs who would both rather have each other, which a large
// run leaves until somebody asks.
func (m *review) askBlocking() tea.Cmd {
	db, v, meter, of := m.env.DB, m.v, m.meter, m.id
	return page.Run(m.sc, &m.asks, "Blocking pairs", m.fixProgress, func(ctx context.Context) (int64, error) {
		return db.Blocking(ctx, v, mentoring.Options{Progress: meter.Set})
	}, func(n int64, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		if m.id == of {
			m.v.Scenario.Blocking, m.now.scenario.Blocking = &n, &n
		}
		return page.Say(capital(store.BlockingWords(n)))
	})
}

func (m *review) blockingAction(gone string) page.Action {
	return page.Act("Count the pairs who would both rather have each other (blocking pairs)", "blocking", m.askBlocking, "#").Unless(gone)
}

// unpriced says why nobody is next best where no prices prove the result; "" where
// they do.
func unpriced(f mentoring.Fairness) string {
	if f == mentoring.Leximin || f == mentoring.Stable {
		return "Next best: not known in a " + string(f) + " scenario, as no prices prove it. f says what one mentor costs."
	}
	return ""
}

// keeping says which pairs the price of the next best leaves out; "" for none.
func keeping(s store.Scenario) string {
	if s.Fair == nil || s.Fair.Lowest == nil {
		return ""
	}
	return " as long as no pair is under " + points(*s.Fair.Lowest)
}

// lowestLines say what the lowest pair of the others is after a change, where fairness
// raised it.
func (m *review) lowestLines(then *int64, w int) []string {
	f := m.v.Result.Fair
	if f == nil || f.Lowest == nil || then == nil {
		return nil
	}
	if *then == *f.Lowest {
		return wrapped("The lowest pair beside the locks stays at "+points(*then)+".", 0, w)
	}
	return wrapped("The lowest pair beside the locks is then "+points(*then)+", instead of "+points(*f.Lowest)+".", 0, w)
}

// whole says what all together lose or gain.
func whole(l mentoring.Loss) string {
	if l.Places > 0 || l.Places == 0 && l.Points > 0 {
		return "It costs the whole " + cost(l) + "."
	}
	if l.Places == 0 {
		return "The whole gains " + points(-l.Points) + " points."
	}
	said := "The whole gains " + count(-l.Places, "place", "places")
	switch {
	case l.Points > 0:
		return said + " and loses " + points(l.Points) + " points."
	case l.Points < 0:
		return said + " and " + points(-l.Points) + " points."
	}
	return said + "."
}

// fairChoice is the line of the settings on which fairness is chosen.
func fairChoice(f mentoring.Fairness) string { return orElse(string(f), "none") }

// turnFairness goes to the next one that goes with the objective.
func turnFairness(f mentoring.Fairness, o mentoring.Objective, by int) mentoring.Fairness {
	all := mentoring.Fairnesses()
	at := 0
	for i := range all {
		if all[i] == f {
			at = i
		}
	}
	for {
		at = (at + by + len(all)) % len(all)
		if all[at].Goes(o) == nil {
			return all[at]
		}
	}
}

// aimOf is the objective of a program with its fairness.
func aimOf(program store.Record) string {
	aim := program.Values["objective"]
	if f := program.Values["fairness"]; f != "" {
		aim = f + ", " + aim
	}
	return aim
}

// priceColumn is what fairness cost a run.
func priceColumn() widget.Column[store.Scenario] {
	return widget.Column[store.Scenario]{
		Title: "costs", Min: 8, Right: true, Priority: 4, NoSort: true,
		Cell: func(s store.Scenario) string {
			if s.Fair == nil {
				return ""
			}
			return price(s.Fair.Price)
		},
	}
}
