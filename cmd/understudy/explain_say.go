package main

import (
	"fmt"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// printExplanation shows a pair: points by criterion with their evidence, then the
// rules.
func (a *app) printExplanation(people map[int64]store.Person, e mentoring.Explanation) {
	a.printf("%s\n", a.bold(fmt.Sprintf("%s → %s: %s points of at most %s", name(people, e.Mentee), name(people, e.Mentor),
		store.FormatPoints(e.Points), store.FormatPoints(e.Most))))
	if e.Locked {
		a.printf("locked: %s\n", text.Clean(joined(e.Lock.Reason, e.Lock.OverrideReason)))
	}
	t := newTable("CRITERION", ">POINTS", ">OF", "WHY")
	for _, p := range e.Parts {
		t.add(p.Criterion, store.FormatPoints(p.Points), store.FormatPoints(p.Most), strings.Join(p.Evidence, ", "))
	}
	a.print(t, "the program has no criteria: every allowed pair is worth the same")
	for _, r := range e.Rules {
		verdict := "holds"
		switch {
		case !r.Holds:
			verdict = "is broken"
		case r.Widened:
			verdict = "holds, widened by an exception"
		}
		a.printf("rule “%s” %s", text.Clean(r.Rule), verdict)
		if len(r.Evidence) > 0 {
			a.printf(": %s", text.Clean(strings.Join(r.Evidence, ", ")))
		}
		a.printf("\n")
	}
	switch {
	case e.Banned:
		a.printf("banned: %s\n", text.Clean(e.BanReason))
	case e.UnderFloor:
		a.printf("under the floor\n")
	case e.Self:
		a.printf("mentor and mentee are one person\n")
	case e.OtherSlot:
		a.printf("they take part in different slots\n")
	}
	a.printf("\n")
}

func (a *app) printWhyNot(people map[int64]store.Person, u mentoring.Unmatched, w mentoring.WhyNot) {
	a.printf("%s\n", a.bold(fmt.Sprintf("%s has %s without a mentor", name(people, u.Mentee), count(u.Places, "place", "places"))))
	if w.NotDecided {
		a.printf("nothing is decided yet: the run was stopped\n")
		return
	}
	if w.Candidates == 0 {
		a.printf("no mentor has a place\n")
		return
	}
	a.printf("%s allowed\n", allowed(w.Allowed, w.Candidates, "mentor", "mentors"))
	a.printRemoved(w.Removed)
	if len(w.Taken) == 0 {
		return
	}
	a.printf("\n")
	t := newTable("MENTOR", ">POINTS", "HAS INSTEAD")
	t.whole = true
	for _, k := range w.Taken {
		t.add(name(people, k.Mentor), store.FormatPoints(k.Points), holders(people, k))
	}
	a.print(t, "")
}

// allowed counts those that may be of those that there are.
func allowed(n, of int, one, many string) string {
	verb := "are"
	if n == 1 || of == 1 {
		verb = "is"
	}
	return fmt.Sprintf("%d of %s %s", n, count(of, one, many), verb)
}

func (a *app) printRemoved(list []mentoring.Removal) {
	for _, r := range list {
		alone := ""
		if r.Alone > 0 {
			alone = fmt.Sprintf(", %d of them alone", r.Alone)
		}
		a.printf("%s rules out %d%s\n", text.Clean(removedBy(r)), r.Count, alone)
	}
}

func holders(people map[int64]store.Person, k mentoring.Taken) string {
	var out []string
	for _, h := range k.By {
		one := fmt.Sprintf("%s for %s", name(people, h.Mentee), store.FormatPoints(h.Points))
		switch said := sayTie(people, h.Tie); {
		case h.Locked:
			one += ", locked"
		case said != "":
			one += ", " + said
		}
		out = append(out, one)
	}
	switch {
	case k.Mine:
		out = append(out, "paired with them already, on another place")
	case k.Free > 0:
		out = append(out, count(k.Free, "free place", "free places")+", but the pair would lower the total")
	}
	return strings.Join(out, "; ")
}

// sayPrice is what a forced pair costs all together, or how it was told apart from
// what was chosen.
func sayPrice(people map[int64]store.Person, l mentoring.Loss, t mentoring.Tie) string {
	switch {
	case t.Equal:
		return "it costs nothing, it is as good as what was chosen: " + sayTie(people, t)
	case l.Places == 0 && l.Points == 0:
		return "it costs nothing, it is as good as what was chosen"
	}
	return strings.Replace(sayLoss(l), "the others", "all together they", 1)
}
