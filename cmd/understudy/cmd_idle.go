package main

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// idle is why a mentor got nobody: who could have come, whom they have instead, and
// what removed the others.
type idle struct {
	places, candidates int
	could              []suitor // who would be allowed, the best first
	removed            []mentoring.Removal
	next               *mentoring.NextBest // who would come at the least loss
}

// suitor is a mentee whom a mentor could have.
type suitor struct {
	mentee, points int64
	has            []mentoring.Pair // instead
}

// idleJSON is the same as data.
type idleJSON struct {
	Places     int           `json:"places"`
	Candidates int           `json:"candidates"` // mentees
	Allowed    []suitorJSON  `json:"allowed"`
	Removed    []removalJSON `json:"removed,omitempty"`
	Next       *nextJSON     `json:"next_best,omitempty"` // its mentor is the one who is asked about
	NextMentee *personJSON   `json:"next_best_mentee,omitempty"`
}

type suitorJSON struct {
	Mentee personJSON   `json:"mentee"`
	Points json.Number  `json:"points"` // what the pair would be worth
	Has    []holdenJSON `json:"has"`    // instead
}

type holdenJSON struct {
	Mentor personJSON  `json:"mentor"`
	Points json.Number `json:"points"`
}

// whyIdle asks the engine of every mentee what stands between them and the mentor.
// ok is false for one who took no part in the run.
func whyIdle(ctx context.Context, v *store.Review, mentor store.Person) (w idle, ok bool, err error) {
	at := slices.IndexFunc(v.Input.Mentors, func(e mentoring.Enrolment) bool { return e.ID == mentor.Enrolment })
	if at < 0 {
		return w, false, nil
	}
	if w.places = int(v.Input.Mentors[at].Places); w.places == 0 {
		return w, true, nil
	}
	has := map[int64][]mentoring.Pair{}
	for _, p := range v.Result.Pairs {
		has[p.Mentee] = append(has[p.Mentee], p)
	}
	for _, m := range v.Input.Mentees {
		if m.Places == 0 || m.Employee == mentor.Employee {
			continue
		}
		e, err := v.Ask.Explain(m.ID, mentor.Enrolment)
		if err != nil {
			return w, true, err
		}
		if e.OtherSlot {
			continue
		}
		w.candidates++
		if e.Admissible {
			w.could = append(w.could, suitor{m.ID, e.Points, has[m.ID]})
			continue
		}
		w.remove(e.Breaks())
	}
	slices.SortStableFunc(w.could, func(x, y suitor) int { return cmp.Compare(y.points, x.points) })
	if len(w.could) == 0 || v.Result.Stopped {
		return w, true, nil
	}
	next, found, err := v.Ask.NextBestOf(ctx, mentor.Enrolment)
	if found {
		w.next = &next
	}
	return w, true, err
}

// remove counts what removed one mentee.
func (w *idle) remove(by []mentoring.Break) {
	for _, b := range by {
		i := slices.IndexFunc(w.removed, func(r mentoring.Removal) bool { return r.By == b.What })
		if i < 0 {
			i = len(w.removed)
			w.removed = append(w.removed, mentoring.Removal{By: b.What})
		}
		w.removed[i].Count++
		if len(by) == 1 {
			w.removed[i].Alone++
		}
	}
}

func idleOf(people map[int64]store.Person, w idle) *idleJSON {
	out := &idleJSON{Places: w.places, Candidates: w.candidates, Allowed: []suitorJSON{}, Removed: removalsOf(w.removed)}
	for _, c := range w.could {
		s := suitorJSON{Mentee: personOf(people, c.mentee), Points: points(c.points), Has: []holdenJSON{}}
		for _, p := range c.has {
			s.Has = append(s.Has, holdenJSON{personOf(people, p.Mentor), points(p.Points)})
		}
		out.Allowed = append(out.Allowed, s)
	}
	if w.next != nil {
		n := nextOf(people, *w.next)
		mentee := personOf(people, w.next.Mentee)
		out.Next, out.NextMentee = &n, &mentee
	}
	return out
}

func removalsOf(list []mentoring.Removal) (out []removalJSON) {
	for _, r := range list {
		out = append(out, removalJSON{r.By, r.Count, r.Alone})
	}
	return out
}

func (a *app) printIdle(v *store.Review, mentor store.Person, w idle) {
	people := v.People
	who := text.Clean(mentor.Name)
	a.printf("%s\n", a.bold(who+", a mentor, has no mentee in this scenario"))
	switch {
	case w.places == 0:
		a.printf("There was no free place with %s.\n", who)
		return
	case v.Result.Stopped:
		a.printf("Nothing is decided yet: the run was stopped.\n")
	case w.candidates == 0:
		a.printf("No mentee asked for a place.\n")
		return
	}
	a.printf("%s allowed\n", allowed(len(w.could), w.candidates, "mentee", "mentees"))
	a.printRemoved(w.removed)
	if len(w.could) > 0 {
		a.printf("\n")
		t := newTable("MENTEE", ">POINTS", "HAS INSTEAD")
		for _, c := range w.could {
			t.add(name(people, c.mentee), store.FormatPoints(c.points), c.instead(people))
		}
		a.print(t, "")
	}
	if w.next != nil {
		a.printf("\nThe nearest to come is %s, for %s points: %s.\n", name(people, w.next.Mentee), store.FormatPoints(w.next.Points), sayPrice(people, w.next.Price, w.next.Tie))
		for _, m := range w.next.Moves {
			a.printf("  %s\n", text.Clean(sayMove(people, m)))
		}
	}
}

// instead says whom a mentee has.
func (c suitor) instead(people map[int64]store.Person) string {
	var out []string
	for _, p := range c.has {
		one := name(people, p.Mentor) + " for " + store.FormatPoints(p.Points)
		if p.Locked {
			one += ", locked"
		}
		out = append(out, one)
	}
	if len(out) == 0 {
		return "nobody, but the pair would lower the total"
	}
	return strings.Join(out, "; ")
}
