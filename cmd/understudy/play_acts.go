package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"understudy/match/mentoring"
	"understudy/store"
)

// lockAndBan does what a coordinator does who knows more than the data: keeps the
// poorest pair apart, and gives somebody the second choice.
func (p *player) lockAndBan() error {
	v, err := p.s.Review(p.ctx, p.runs[0].ID)
	if err != nil || len(v.Result.Pairs) < 3 {
		return err
	}
	p.part("A lock and a ban, and once more")
	free := slices.DeleteFunc(slices.Clone(v.Result.Pairs), func(x mentoring.Pair) bool { return x.Locked })
	poorest := slices.MinFunc(free, func(x, y mentoring.Pair) int { return cmp.Compare(x.Points, y.Points) })
	change, err := p.s.Ban(p.ctx, poorest.Mentee, poorest.Mentor, "they have asked for somebody else")
	if err != nil {
		return err
	}
	p.did(change)
	p.tell("%s: they have asked for somebody else.", change.Label)
	if err := p.lockNext(v, free, poorest); err != nil {
		return err
	}
	if _, err := p.run("with a lock and a ban"); err != nil {
		return err
	}
	p.printf("\n")
	return p.tellDifference(p.runs[0].ID, p.runs[len(p.runs)-1].ID)
}

// lockNext locks the next best mentor of the first mentee who has one.
func (p *player) lockNext(v *store.Review, pairs []mentoring.Pair, not mentoring.Pair) error {
	for _, x := range pairs {
		if x.Mentee == not.Mentee || x.Mentor == not.Mentor {
			continue
		}
		next, ok, err := v.Ask.NextBest(p.ctx, x.Mentee)
		if err != nil {
			return err
		}
		if !ok || next.Mentor == not.Mentor {
			continue
		}
		change, err := p.s.Lock(p.ctx, x.Mentee, next.Mentor, "they work on the same launch", nil, "")
		if err != nil {
			return err
		}
		p.did(change)
		p.tell("%s: they work on the same launch. The engine would have chosen %s; %s.", change.Label, name(v.People, x.Mentor), sayPrice(v.People, next.Price, next.Tie))
		return nil
	}
	return nil
}

func (p *player) publish() error {
	p.part("Publishing")
	run := p.runs[len(p.runs)-1]
	if run.Pairs == 0 {
		p.tell("There is no pair to publish.")
		return nil
	}
	change, n, err := p.s.Publish(p.ctx, run.ID)
	if err != nil {
		return err
	}
	p.did(change)
	p.pairs = n
	p.tell("“%s” is published: %s, and the cycle is running.", run.Name, count(n, "pair is under way", "pairs are under way"))
	return nil
}

func (p *player) session() error {
	p.part("A first session, and what needs attention today")
	pairs, err := p.s.Pairs(p.ctx, store.PairFilter{Cycle: p.cycle.ID, Running: true})
	if err != nil || len(pairs) == 0 {
		return err
	}
	pair := slices.MaxFunc(pairs, func(x, y store.PairRow) int { return cmp.Compare(x.ID, y.ID) })
	change, _, err := p.s.LogSession(p.ctx, pair.ID, store.SessionLog{
		Values:  map[string]string{"minutes": "45", "fit": "good fit", "notes": "Got to know each other; agreed on goals."},
		Actions: []string{"Write down three goals", "both: Meet again in two weeks"},
	})
	if err != nil {
		return err
	}
	p.did(change)
	p.tell("%s and %s met for 45 minutes: a good fit.", pair.Mentee.Name, pair.Mentor.Name)
	p.printf("\n")
	todo, err := p.s.Attention(p.ctx)
	if err != nil {
		return err
	}
	for _, t := range todo[:min(len(todo), shown)] {
		p.tell("%s: %s (%s)", t.Subject, t.Detail, t.Group)
	}
	if more := len(todo) - shown; more > 0 {
		p.tell("and %d more", more)
	}
	return nil
}

// back undoes everything since the company was made, and does it again.
func (p *player) back() error {
	p.part("All of it undone, and done again")
	before, err := p.state()
	if err != nil {
		return err
	}
	for range p.acts {
		c, err := p.s.Undo(p.ctx)
		if err != nil {
			return err
		}
		p.tell("%s", c.Label)
	}
	undone, err := p.state()
	if err != nil {
		return err
	}
	p.tell("The cycle has %s and %s again.", count(undone.runs, "scenario", "scenarios"), pairsOf(undone))
	for range p.acts {
		if _, err := p.s.Redo(p.ctx); err != nil {
			return err
		}
	}
	again, err := p.state()
	if err != nil {
		return err
	}
	if again != before {
		return fmt.Errorf("redo brought back %+v instead of %+v", again, before)
	}
	p.printf("\n")
	p.tell("Done again: %s, %s, %s.", count(again.runs, "scenario", "scenarios"), pairsOf(again), count(again.sessions, "session", "sessions"))
	return nil
}

// playState is what undo and redo are seen by.
type playState struct{ runs, running, pairs, sessions, locks, bans int }

// pairsOf counts pairs in the words of the tables.
func pairsOf(st playState) string {
	return fmt.Sprintf("%s under way (%d in all)", count(st.running, "pair", "pairs"), st.pairs)
}

func (p *player) state() (playState, error) {
	c, err := p.s.Cycle(p.ctx, p.cycle.ID)
	st := playState{runs: c.Scenarios, running: c.Pairs, pairs: c.AllPairs}
	for kind, n := range map[string]*int{"session": &st.sessions, "lock": &st.locks, "ban": &st.bans} {
		recs, lerr := p.s.List(p.ctx, kind, store.ListFilter{})
		*n, err = len(recs), errors.Join(err, lerr)
	}
	return st, err
}

func (p *player) sound() error {
	found, err := p.s.Check(p.ctx)
	if err != nil {
		return err
	}
	if len(found) > 0 {
		return fmt.Errorf("%w: %s: %s", store.ErrDamaged, found[0].What, found[0].Text)
	}
	p.printf("\n")
	p.tell("Every row of the file agrees with its history. Look around yourself with: understudy demo, in a terminal.")
	return nil
}
