package store

import (
	"context"
	"fmt"
	"slices"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// Break is one thing that forbids a pair; Detail has no names.
type Break struct {
	Two
	mentoring.Break
}

// Swap is what exchanging the mentors of two proposals of a run comes to.
type Swap struct {
	Scenario      int64
	First, Second Two // as they would be: each mentee with the other's mentor
	Before, After int64
	Breaks        []Break
}

// Price is how many points the swap costs, in thousandths; below 0 it gains.
func (w Swap) Price() int64 { return w.Before - w.After }

// PriceSwap says what swapping the mentors of two proposals costs and breaks, and
// writes nothing. Points are those of the run; what the swap breaks is looked up in
// what holds now.
func (s *Store) PriceSwap(ctx context.Context, scenario int64, a, b Two) (Swap, error) {
	v, err := s.Review(ctx, scenario)
	if err != nil {
		return Swap{}, err
	}
	w := Swap{Scenario: scenario, First: Two{a.Mentee, b.Mentor}, Second: Two{b.Mentee, a.Mentor}}
	if err := swappable(v, a, b); err != nil {
		return w, err
	}
	for _, p := range []struct {
		of Two
		to *int64
	}{{a, &w.Before}, {b, &w.Before}, {w.First, &w.After}, {w.Second, &w.After}} {
		e, err := v.Ask.Explain(p.of.Mentee, p.of.Mentor)
		if err != nil {
			return w, err
		}
		*p.to += e.Points
	}
	in, err := s.MentoringInput(ctx, v.Scenario.CycleID)
	if err == nil {
		w.Breaks, err = breaks(in, []Two{a, b}, w.First, w.Second)
	}
	return w, err
}

func swappable(v *Review, a, b Two) error {
	is := func(p Two) bool {
		return slices.ContainsFunc(v.Result.Pairs, func(x mentoring.Pair) bool { return x.Mentee == p.Mentee && x.Mentor == p.Mentor })
	}
	for _, p := range []Two{a, b} {
		if !is(p) {
			return &FieldError{"mentor_id", fmt.Sprintf("“%s” does not propose %s → %s", v.Scenario.Name, v.People[p.Mentee].Name, v.People[p.Mentor].Name)}
		}
	}
	switch {
	case a.Mentee == b.Mentee || a.Mentor == b.Mentor:
		return &FieldError{"mentee_id", "a swap is between two mentees and two mentors"}
	case v.People[a.Mentee].Slot != v.People[b.Mentee].Slot:
		return &FieldError{"mentee_id", "the two proposals are of different slots"}
	case is(Two{a.Mentee, b.Mentor}) || is(Two{b.Mentee, a.Mentor}):
		return &FieldError{"mentee_id", "one of the two has the other's mentor already"}
	}
	return nil
}

// breaks lists what forbids pairs once the locks of others have gone. Capacity is
// broken where the locks that stay take all the places that someone has free.
func breaks(in mentoring.Input, gone []Two, pairs ...Two) (out []Break, _ error) {
	locks := in.Locks
	in.Locks = nil // else the asker refuses those that break something themselves
	ask, err := mentoring.NewAsker(in, nil)
	if err != nil {
		return nil, err
	}
	for _, p := range pairs {
		e, err := ask.Explain(p.Mentee, p.Mentor)
		if err != nil {
			return nil, fmt.Errorf("%w: one of the two no longer takes part; run the matching again", ErrConflict)
		}
		for _, b := range e.Breaks() {
			out = append(out, Break{p, b})
		}
		others := map[int64]int{}
		for _, l := range locks { // one that may go beyond the places gives way to this one
			if t := (Two{l.Mentee, l.Mentor}); t != p && !slices.Contains(gone, t) && !slices.Contains(l.Overrides, mentoring.BreaksCapacity) {
				others[l.Mentee]++
				others[l.Mentor]++
			}
		}
		out = append(out, crowded(p, "mentee", in.Mentees, p.Mentee, others)...)
		out = append(out, crowded(p, "mentor", in.Mentors, p.Mentor, others)...)
	}
	return out, nil
}

// crowded says that other locks take all the places that one of the two has free.
func crowded(p Two, side string, people []mentoring.Enrolment, id int64, others map[int64]int) []Break {
	i := slices.IndexFunc(people, func(e mentoring.Enrolment) bool { return e.ID == id })
	if i < 0 || others[id] < people[i].Places {
		return nil
	}
	detail := fmt.Sprintf("the %s has %s free and %s", side, counted(int64(people[i].Places), "place", "places"), counted(int64(others[id]), "other lock", "other locks"))
	return []Break{{p, mentoring.Break{What: mentoring.BreaksCapacity, Detail: detail}}}
}

// LockBreaks lists what locking two would break now, before any run says so.
func (s *Store) LockBreaks(ctx context.Context, cycle int64, p Two) ([]Break, error) {
	in, err := s.MentoringInput(ctx, cycle)
	if err != nil {
		return nil, err
	}
	return breaks(in, nil, p)
}

// Swap gives each of two mentees the other's mentor: two locks in one change, in the
// place of those of the two proposals. What it breaks has to be overridden by name,
// with the reason; else it is a *FieldError that lists it.
func (s *Store) Swap(ctx context.Context, scenario int64, a, b Two, reason string, overrides []string, why string) (Swap, Change, error) {
	w, err := s.PriceSwap(ctx, scenario, a, b)
	if err != nil {
		return w, Change{}, err
	}
	sc, err := s.Scenario(ctx, scenario)
	if err != nil {
		return w, Change{}, err
	}
	if reason == "" {
		reason = "swapped in “" + sc.Name + "”"
	}
	c, err := s.Write(ctx, "swap two proposals", func(tx *Tx) error {
		var labels [2]string
		for i, p := range []Two{a, b} {
			if labels[i], err = tx.couple(p); err != nil {
				return err
			}
			if err := tx.isProposed(sc, p, labels[i]); err != nil {
				return err
			}
			if _, err := tx.Exec(`DELETE FROM pair_lock WHERE mentee_id = ? AND mentor_id = ?`, p.Mentee, p.Mentor); err != nil {
				return err
			}
		}
		for _, p := range []Two{w.First, w.Second} {
			allowed, err := tx.allowed(w, p, overrides)
			if err != nil {
				return err
			}
			if allowed == nil {
				err = tx.lock(sc.CycleID, p, reason, nil, "")
			} else {
				err = tx.lock(sc.CycleID, p, reason, allowed, why)
			}
			if err != nil {
				return err
			}
		}
		return tx.Relabel(fmt.Sprintf("swap the mentors of %s and %s", labels[0], labels[1]))
	})
	return w, c, err
}

// allowed are those of the overrides that the lock of p needs; a break that none of
// them names refuses the swap.
func (tx *Tx) allowed(w Swap, p Two, overrides []string) (out []string, _ error) {
	label, err := tx.couple(p)
	if err != nil {
		return nil, err
	}
	for _, b := range w.Breaks {
		if b.Two != p {
			continue
		}
		if !slices.ContainsFunc(overrides, func(o string) bool { return text.Key(o) == text.Key(b.What) }) {
			return nil, &FieldError{"overrides", fmt.Sprintf("%s breaks “%s”: %s; override it by its name and say why, or leave the two as they are", label, b.What, b.Detail)}
		}
		out = append(out, b.What)
	}
	return out, nil
}
