package main

import (
	"context"
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// checkMove refuses what does not go with --move-to.
func (f enrolFlags) checkMove(one, places bool) error {
	if f.moveTo == "" {
		return nil
	}
	if !one || places || f.withdraw || f.since != "" || len(f.prefer) > 0 {
		return usage("--move-to moves the enrolment of one employee with all that is its own: name them, and leave --places, --waiting-since, --prefer and --withdraw out")
	}
	return nil
}

// moveSlot moves the enrolment of someone to another slot of the program.
func (a *app) moveSlot(ctx context.Context, s *store.Store, f enrolFlags, cycle store.CycleRow, person store.Record) error {
	rows, err := s.Enrolments(ctx, cycle.ID)
	if err != nil {
		return err
	}
	var found []store.EnrolmentRow
	var slots []string
	for _, r := range rows {
		if r.Employee == person.ID && r.Side == f.as && r.State == "enrolled" && (f.slot == "" || text.Key(r.Slot) == text.Key(f.slot)) {
			found, slots = append(found, r), append(slots, r.Slot)
		}
	}
	switch {
	case len(found) == 0 && f.slot != "":
		return &statusError{exitNotFound, fmt.Errorf("%s is not enrolled in this cycle%s in “%s”", text.Clean(person.Label), asSide(f.as), text.Clean(f.slot))}
	case len(found) == 0:
		return &statusError{exitNotFound, fmt.Errorf("%s is not enrolled in this cycle%s", text.Clean(person.Label), asSide(f.as))}
	case len(found) > 1:
		return usage("%s takes part in several slots: %s; say which to move with --slot", text.Clean(person.Label), text.Clean(strings.Join(slots, ", ")))
	}
	change, err := s.ChangeSlot(ctx, found[0].Enrolment, f.moveTo)
	if err != nil {
		return named(err)
	}
	return a.done(change)
}
