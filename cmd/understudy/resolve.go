package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// place is where a command of mentoring works: a program and one of its cycles.
type place struct {
	program string // --program, or the first argument
	cycle   string // --cycle; "" is the present one
}

// notFound is an error for a name that nothing has, with the names there are.
func notFound(what, ref string, names []string) error {
	msg := fmt.Sprintf("no %s is called “%s”", what, ref)
	switch n := len(names); {
	case len(near(ref, names)) > 0:
		msg += didYouMean(ref, names)
	case n > 8:
		msg += fmt.Sprintf("; there are %d, such as %s", n, strings.Join(names[:5], ", "))
	case n > 0:
		msg += "; there are " + strings.Join(names, ", ")
	}
	return &statusError{exitNotFound, fmt.Errorf("%s", msg)}
}

// pick finds the one of list that ref names: #id, the whole name, or the beginning
// of just one. Case and accents do not count.
func pick[T any](what, ref string, list []T, id func(T) int64, name func(T) string) (T, error) {
	var none T
	var exact, starts []T
	var names []string
	want := text.Fold(text.Clean(ref))
	for _, v := range list {
		names = append(names, text.Clean(name(v)))
		switch has := text.Fold(name(v)); {
		case ref == "#"+itoa(id(v)):
			return v, nil
		case has == want:
			exact = append(exact, v)
		case want != "" && strings.HasPrefix(has, want):
			starts = append(starts, v)
		}
	}
	found := exact
	if len(found) == 0 {
		found = starts
	}
	switch len(found) {
	case 0:
		return none, notFound(what, ref, names)
	case 1:
		return found[0], nil
	}
	var several []string
	for _, v := range found[:min(len(found), 5)] {
		several = append(several, fmt.Sprintf("%s (#%d)", text.Clean(name(v)), id(v)))
	}
	return none, usage("“%s” names %d of them: %s; write more of the name, or the #number", ref, len(found), strings.Join(several, ", "))
}

// findCycle finds the cycle that a command is about.
func findCycle(ctx context.Context, s *store.Store, p place) (store.CycleRow, error) {
	var program int64
	if p.program != "" {
		rec, err := find(ctx, s, "program", p.program)
		if err != nil {
			return store.CycleRow{}, err
		}
		program = rec.ID
	}
	cycles, err := s.Cycles(ctx, program)
	if err != nil {
		return store.CycleRow{}, err
	}
	if p.cycle != "" {
		return pick("cycle", p.cycle, cycles, func(c store.CycleRow) int64 { return c.ID }, func(c store.CycleRow) string { return c.Name })
	}
	c, ok := presentCycle(cycles, s.Today())
	if !ok {
		return c, &statusError{exitNotFound, fmt.Errorf("%s has no cycle yet; add one with: understudy add cycle program=%s name=…", p.program, text.Quote(p.program))}
	}
	return c, nil
}

// presentCycle is the one that is under way: not closed, no draft and begun, the newest
// of these; else a draft that has begun; else the next to begin; else the newest. So the
// copy that waits for its turn takes no command from the cycle that still runs.
func presentCycle(cycles []store.CycleRow, today store.Date) (store.CycleRow, bool) {
	if len(cycles) == 0 {
		return store.CycleRow{}, false
	}
	order := func(c store.CycleRow) int {
		switch {
		case c.State == "closed":
			return 3
		case c.Starts > today && c.State != "running" && c.State != "closing":
			return 2
		case c.State == "draft":
			return 1
		}
		return 0
	}
	best := slices.MinFunc(cycles, func(a, b store.CycleRow) int {
		if c := cmp.Compare(order(a), order(b)); c != 0 {
			return c
		}
		if order(a) == 2 {
			return cmp.Compare(a.Starts, b.Starts)
		}
		return cmp.Or(cmp.Compare(b.Starts, a.Starts), cmp.Compare(b.ID, a.ID))
	})
	return best, true
}

func scenarioID(c store.Scenario) int64    { return c.ID }
func scenarioName(c store.Scenario) string { return c.Name }

// findScenario finds a run: in the cycle of p if that names a program, else in all
// cycles. An empty ref is the newest.
func findScenario(ctx context.Context, s *store.Store, p place, ref string) (store.Scenario, error) {
	cycles, err := cyclesOf(ctx, s, p)
	if err != nil {
		return store.Scenario{}, err
	}
	var all []store.Scenario
	for _, c := range cycles {
		runs, err := s.Scenarios(ctx, c.ID)
		if err != nil {
			return store.Scenario{}, err
		}
		all = append(all, runs...)
	}
	if len(all) == 0 {
		return store.Scenario{}, &statusError{exitNotFound, fmt.Errorf("there is no scenario yet; make one with: understudy match PROGRAM")}
	}
	if ref == "" {
		return slices.MaxFunc(all, func(a, b store.Scenario) int { return cmp.Compare(a.ID, b.ID) }), nil
	}
	return pick("scenario", ref, all, scenarioID, scenarioName)
}

func cyclesOf(ctx context.Context, s *store.Store, p place) ([]store.CycleRow, error) {
	if p == (place{}) {
		return s.Cycles(ctx, 0)
	}
	c, err := findCycle(ctx, s, p)
	return []store.CycleRow{c}, err
}

// findPerson finds someone who takes part in a cycle, on one side or on either, in one
// slot or in any: by name, the beginning of one, number or e-mail. Who takes part in
// several slots is an error that asks for one.
func findPerson(ctx context.Context, s *store.Store, people map[int64]store.Person, ref, side, slot string) (store.Person, error) {
	var list []store.Person
	for _, p := range people {
		if (side == "" || p.Side == side) && (slot == "" || text.Key(p.Slot) == text.Key(slot)) {
			list = append(list, p)
		}
	}
	slices.SortFunc(list, func(a, b store.Person) int { return cmp.Compare(a.Enrolment, b.Enrolment) })
	rec, err := s.Find(ctx, "employee", ref)
	if err == nil {
		if p, several := inSlots(list, rec.ID); p.Enrolment != 0 || several != nil {
			return p, several
		}
		return store.Person{}, &statusError{exitNotFound, fmt.Errorf("%s is not enrolled in this cycle%s", rec.Label, asSide(side))}
	}
	var once []store.Person // of each employee
	for _, p := range list {
		if !slices.ContainsFunc(once, func(o store.Person) bool { return o.Employee == p.Employee }) {
			once = append(once, p)
		}
	}
	p, err := pick(cmp.Or(side, "participant"), ref, once, func(p store.Person) int64 { return p.Employee }, func(p store.Person) string { return p.Name })
	if err != nil {
		return p, err
	}
	return inSlots(list, p.Employee)
}

// inSlots is the first enrolment of an employee in a list; an error where that side
// has others in further slots.
func inSlots(list []store.Person, employee int64) (first store.Person, _ error) {
	var slots []string
	for _, p := range list {
		switch {
		case p.Employee != employee:
		case first.Enrolment == 0:
			first, slots = p, append(slots, p.Slot)
		case p.Side == first.Side:
			slots = append(slots, p.Slot)
		}
	}
	if len(slots) > 1 {
		return store.Person{}, usage("%s takes part in several slots: %s; say which with --slot", text.Clean(first.Name), text.Clean(strings.Join(slots, ", ")))
	}
	return first, nil
}

func asSide(side string) string {
	if side == "" {
		return ""
	}
	return " as a " + side
}
