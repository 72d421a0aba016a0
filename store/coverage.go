package store

import (
	"context"

	"understudy/match/mentoring"
)

// Coverage is the demand of a cycle against its capacity, as it stands now, with the
// names that the engine does not know. Places that running pairs hold are on neither
// side of it.
type Coverage struct {
	*mentoring.Coverage
	Cycle  CycleRow
	Names  mentoring.Names  // of skills and markets
	People map[int64]Person // by enrolment id
}

// Coverage says what a run of the matching could fill at most today, and who cannot be
// placed whatever one does. It writes nothing. Errors: *mentoring.InputError,
// ErrNotFound, and ctx.Err() for a cancelled ctx.
func (s *Store) Coverage(ctx context.Context, cycle int64, o mentoring.Options) (*Coverage, error) {
	row, err := s.Cycle(ctx, cycle)
	if err != nil {
		return nil, err
	}
	in, err := s.mentoringInput(ctx, cycle, nil, mentoring.CoverageReads()...)
	if err != nil {
		return nil, err
	}
	people, err := s.People(ctx, cycle)
	if err != nil {
		return nil, err
	}
	c, err := mentoring.CoverageOf(ctx, in, o)
	return &Coverage{Coverage: c, Cycle: row, Names: in.Names, People: people}, err
}
