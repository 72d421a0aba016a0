package main

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// amongPairs gives a group of commands about pairs the flags that choose among the pairs
// of one person.
func (a *app) amongPairs(c *cobra.Command) *cobra.Command {
	c.PersistentFlags().StringVar(&a.among.program, "program", "", "of this program, where a name is that of several pairs")
	c.PersistentFlags().StringVar(&a.among.cycle, "cycle", "", "of this cycle, where a name is that of several pairs")
	return c
}

// findPair finds a pair by #id, by “mentee → mentor”, or by what names either of the two:
// the name, the beginning of one, the number or the e-mail. A whole name comes before
// the beginning of a longer one, a running pair before one that has ended, and the mentee
// before the mentor. --program and --cycle narrow what is looked through.
func (a *app) findPair(ctx context.Context, s *store.Store, ref string) (store.PairRow, error) {
	all, err := a.pairsAmong(ctx, s)
	if err != nil {
		return store.PairRow{}, err
	}
	if rec, err := s.Find(ctx, "employee", ref); err == nil && !strings.HasPrefix(ref, "#") {
		found, err := onePair(ref, all, func(p store.PairRow) bool { return p.Mentee.Employee == rec.ID }, func(p store.PairRow) bool { return p.Mentor.Employee == rec.ID })
		if found.ID != 0 || err != nil {
			return found, err
		}
	}
	want := text.Fold(text.Clean(ref))
	whole := func(p store.PairRow) string { return text.Fold(p.Mentee.Name + " → " + p.Mentor.Name) }
	mentor := func(p store.PairRow) string { return text.Fold(p.Mentor.Name) }
	found, err := onePair(ref, all,
		func(p store.PairRow) bool { return ref == "#"+itoa(p.ID) || whole(p) == want },
		func(p store.PairRow) bool { return text.Fold(p.Mentee.Name) == want },
		func(p store.PairRow) bool { return mentor(p) == want })
	if found.ID == 0 && err == nil && want != "" {
		found, err = onePair(ref, all,
			func(p store.PairRow) bool { return strings.HasPrefix(whole(p), want) },
			func(p store.PairRow) bool { return strings.HasPrefix(mentor(p), want) })
	}
	if found.ID != 0 || err != nil {
		return found, err
	}
	var people []string
	for _, p := range all {
		people = append(people, p.Mentee.Name, p.Mentor.Name)
	}
	return store.PairRow{}, notFound("pair", ref, people)
}

// pairsAmong are the pairs that --program and --cycle leave.
func (a *app) pairsAmong(ctx context.Context, s *store.Store) ([]store.PairRow, error) {
	if a.among == (place{}) {
		return s.Pairs(ctx, store.PairFilter{})
	}
	if a.among.cycle != "" {
		c, err := findCycle(ctx, s, a.among)
		if err != nil {
			return nil, err
		}
		return s.Pairs(ctx, store.PairFilter{Cycle: c.ID})
	}
	program, err := find(ctx, s, "program", a.among.program)
	if err != nil {
		return nil, err
	}
	cycles, err := s.Cycles(ctx, program.ID)
	if err != nil {
		return nil, err
	}
	all, err := s.Pairs(ctx, store.PairFilter{})
	return slices.DeleteFunc(all, func(p store.PairRow) bool {
		return !slices.ContainsFunc(cycles, func(c store.CycleRow) bool { return c.ID == p.CycleID })
	}), err
}

// onePair is the pair that the first test finds that finds any: of those that run, or
// else of all. The zero pair is none; several are an error.
func onePair(ref string, all []store.PairRow, tests ...func(store.PairRow) bool) (store.PairRow, error) {
	for _, ended := range []bool{false, true} {
		for _, test := range tests {
			var found []store.PairRow
			for _, p := range all {
				if (ended || !endedPair(p)) && test(p) {
					found = append(found, p)
				}
			}
			switch len(found) {
			case 0:
			case 1:
				return found[0], nil
			default:
				return store.PairRow{}, severalPairs(ref, found)
			}
		}
	}
	return store.PairRow{}, nil
}

func endedPair(p store.PairRow) bool { return p.State == "completed" || p.State == "closed early" }

// severalPairs says which pairs a name is that of, and what tells them apart.
func severalPairs(ref string, found []store.PairRow) error {
	var names []string
	programs := map[int64]bool{}
	for _, p := range found {
		programs[p.CycleID] = true
	}
	for _, p := range found[:min(len(found), 5)] {
		names = append(names, fmt.Sprintf("%s → %s (#%d, %s, %s)", p.Mentee.Name, p.Mentor.Name, p.ID, p.Program, p.Cycle))
	}
	if more := len(found) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("and %d more", more))
	}
	remedy := "write more of the name, as “MENTEE → MENTOR”, or the #number"
	if len(programs) > 1 {
		remedy = "say which with --program and --cycle, or write the #number"
	}
	return usage("“%s” names %d pairs: %s; %s", text.Clean(ref), len(found), text.Clean(strings.Join(names, ", ")), remedy)
}

// find finds a proposal by its mentee, by name or beginning of one, number or e-mail; or
// by “mentee → mentor” where the mentee has several.
func (v proposals) find(ctx context.Context, s *store.Store, ref string) (store.Two, error) {
	var found []store.ScenarioPair
	keep := func(test func(p store.ScenarioPair, mentee, whole string) bool) {
		for _, p := range v.list {
			if mentee := v.people[p.Mentee].Name; len(found) < 1000 && test(p, text.Fold(mentee), text.Fold(mentee+" → "+v.people[p.Mentor].Name)) {
				found = append(found, p)
			}
		}
	}
	want := text.Fold(text.Clean(ref))
	keep(func(_ store.ScenarioPair, mentee, whole string) bool { return whole == want || mentee == want })
	if rec, err := s.Find(ctx, "employee", ref); len(found) == 0 && err == nil {
		keep(func(p store.ScenarioPair, _, _ string) bool { return v.people[p.Mentee].Employee == rec.ID })
	}
	if len(found) == 0 && want != "" {
		keep(func(_ store.ScenarioPair, _, whole string) bool { return strings.HasPrefix(whole, want) })
	}
	switch len(found) {
	case 0:
		var names []string
		for _, p := range v.list {
			names = append(names, v.people[p.Mentee].Name+" → "+v.people[p.Mentor].Name)
		}
		return store.Two{}, notFound("proposal", ref, names)
	case 1:
		return store.Two{Mentee: found[0].Mentee, Mentor: found[0].Mentor}, nil
	}
	return store.Two{}, v.several(ref, found)
}

// several says which proposals a name is that of.
func (v proposals) several(ref string, found []store.ScenarioPair) error {
	one := true
	var names []string
	for _, p := range found {
		one = one && v.people[p.Mentee].Employee == v.people[found[0].Mentee].Employee
		names = append(names, text.Clean(v.people[p.Mentee].Name+" → "+v.people[p.Mentor].Name))
	}
	list := strings.Join(names[:min(len(names), 5)], ", ")
	if one {
		return usage("“%s” has several mentors in “%s”; write it as “MENTEE → MENTOR”: %s", text.Clean(ref), text.Clean(v.run.Name), list)
	}
	return usage("“%s” names %d of the mentees in “%s”: %s; write more of the name, or the number", text.Clean(ref), len(found), text.Clean(v.run.Name), cmp.Or(list, ref))
}
