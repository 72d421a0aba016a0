package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// rotatesAtOnce is up to how many participants the story waits for a plan of them.
const rotatesAtOnce = 60

// rotate runs the draft of a rotation, and tells what speaks for it and against the
// wishes that it refused.
func (p *player) rotate() error {
	plans, err := p.s.List(p.ctx, "rotation plan", store.ListFilter{})
	if err != nil {
		return err
	}
	at := slices.IndexFunc(plans, func(r store.Record) bool {
		return r.Values["state"] == "draft" && r.Values["template"] == "full rotation"
	})
	if at < 0 {
		return nil
	}
	plan := plans[at]
	people, err := p.s.List(p.ctx, "participant", store.ListFilter{Parent: plan.ID})
	if err != nil {
		return err
	}
	p.part("A rotation: " + text.Clean(plan.Label))
	if len(people) > rotatesAtOnce {
		p.tell("%s may take part: more than the story has time for. Run it with: understudy rotate %s", count(len(people), "person", "people"), text.Quote(plan.Label))
		return nil
	}
	m := p.meter()
	sc, change, err := p.s.RotatePlan(p.ctx, plan.ID, store.RotateOptions{Name: "as people wish", Progress: p.rotationProgress(m)})
	m.end()
	var impossible *store.RotationImpossible
	if errors.As(err, &impossible) {
		p.tell("%v", impossible)
		return nil
	}
	if err != nil {
		return err
	}
	p.did(change)
	v, err := p.s.RotationReview(p.ctx, sc.ID)
	if err != nil {
		return err
	}
	proof := sc.Proof()
	p.tell("%s of %s, %s points; %s granted, %d refused. %s.", count(sc.Moves, "placement", "placements"), count(len(people), "participant", "participants"),
		store.FormatPoints(sc.Points), count(sc.Granted, "wish", "wishes"), sc.Refused, strings.ToUpper(proof[:1])+proof[1:])
	p.tellMoves(v.Moves)
	for _, l := range []struct {
		title string
		said  []string
	}{{"What binds", saidOf(v.Binding, func(b store.RotationBinding) string { return b.Said })}, {"What was refused, and why", saidOf(v.Refused, refusedSaid)}} {
		if len(l.said) == 0 {
			continue
		}
		p.printf("\n%s\n", p.bold(l.title))
		for _, s := range l.said[:min(len(l.said), shown/3)] {
			p.tell("%s", s)
		}
		if more := len(l.said) - shown/3; more > 0 {
			p.tell("and %d more", more)
		}
	}
	return nil
}

// tellMoves tells the placements worth most.
func (p *player) tellMoves(moves []store.RotationMove) {
	moves = slices.Clone(moves)
	slices.SortStableFunc(moves, func(a, b store.RotationMove) int { return cmp.Compare(b.Points, a.Points) })
	for _, m := range moves[:min(len(moves), shown/3)] {
		p.printf("\n%s\n", p.bold(text.Clean(fmt.Sprintf("%s → %s, %s to %s, %s points", m.Name, m.SeatName, m.Starts, m.Ends, store.FormatPoints(m.Points)))))
		for _, part := range m.Parts {
			p.tellIn(text.PadLeft(store.FormatPoints(part.Points), 6)+"  ", text.Spaces(8), "%s", part.Said)
		}
	}
}

func saidOf[T any](list []T, say func(T) string) []string {
	var out []string
	for _, x := range list {
		out = append(out, say(x))
	}
	return out
}

// refusedSaid says why a wish was refused, and the first thing that would grant it.
func refusedSaid(r store.RotationRefused) string {
	if len(r.Remedies) == 0 {
		return r.Said
	}
	return r.Said + "; what would help: " + r.Remedies[0].Said
}
