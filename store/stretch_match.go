package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"

	"understudy/match/stretch"
)

// StretchReview is one run over stretch assignments, ready for questions. Nothing of it
// is kept until ProposeStretch.
type StretchReview struct {
	Input       stretch.Input
	Result      *stretch.Result
	Ask         *stretch.Asker
	Names       map[int64]string     // of employees
	Assignments map[int64]StretchRow // that were looked at
}

// MatchStretch finds who should do which stretch assignment, and writes nothing. A
// cancelled ctx stops it: the review then has the best so far, and says so. Errors: a
// *stretch.InputError for points or a distance that there are not, a *FieldError for an
// assignment that is not open.
func (s *Store) MatchStretch(ctx context.Context, o StretchOptions) (*StretchReview, error) {
	v, err := s.lookAtStretch(context.WithoutCancel(ctx), o)
	if err != nil {
		return nil, err
	}
	if v.Result, err = stretch.Run(ctx, v.Input, stretch.Options{Workers: o.Workers, Progress: o.Progress}); err != nil {
		return nil, err
	}
	v.Ask, err = stretch.NewAsker(v.Input, v.Result)
	return v, err
}

// lookAtStretch is a review without a run, of which only pairs can be asked.
func (s *Store) lookAtStretch(ctx context.Context, o StretchOptions) (*StretchReview, error) {
	v := &StretchReview{Names: map[int64]string{}, Assignments: map[int64]StretchRow{}}
	err := s.InReadTx(ctx, func(tx *sql.Tx) error {
		in, rows, err := loadStretch(ctx, tx, s.Today(), o)
		if err != nil {
			return err
		}
		v.Input = in
		for _, r := range rows {
			v.Assignments[r.ID] = r
		}
		_, err = query(ctx, tx, func(r *sql.Rows) (none struct{}, err error) {
			var n int64
			var name string
			err = r.Scan(&n, &name)
			v.Names[n] = name
			return none, err
		}, `SELECT id, name FROM employee`)
		return err
	})
	if err == nil {
		v.Ask, err = stretch.NewAsker(v.Input, nil)
	}
	return v, err
}

// StretchFits is everybody set against one assignment.
type StretchFits struct {
	StretchRow
	stretch.Without
	Names map[int64]string
	Ask   *stretch.Asker
}

// StretchFits says who could do a stretch assignment, the most points first, and what
// removed the others; other assignments are not looked at. Errors: ErrNotFound; a
// *FieldError if it is not open.
func (s *Store) StretchFits(ctx context.Context, n int64, o StretchOptions) (f StretchFits, err error) {
	if f.StretchRow, err = s.StretchAssignment(ctx, n); err != nil {
		return f, err
	}
	o.Only = []int64{n}
	v, err := s.lookAtStretch(ctx, o)
	if err != nil {
		return f, err
	}
	f.Names, f.Ask = v.Names, v.Ask
	f.Without, err = v.Ask.WhyEmpty(n)
	return f, err
}

// StretchProposed is what keeping a run changed.
type StretchProposed struct {
	Added   int // proposals of people who had not applied
	Pointed int // of those who had, or were proposed before, whose points changed
	Dropped int // older proposals that nobody answered and that this run does not make
}

// ProposeStretch keeps what a run proposes, as one change: as an open application of each
// who had not applied. Applications that people made stay as they are and only get their
// points; so do all that were decided. Proposals of an earlier run for the same
// assignments that this one does not make are taken back, unless a gap is to be closed by
// them. ErrConflict where something was decided since the run.
func (s *Store) ProposeStretch(ctx context.Context, v *StretchReview) (Change, StretchProposed, error) {
	var out StretchProposed
	if v.Result == nil || len(v.Result.Pairs) == 0 && !v.Result.Proved {
		return Change{}, out, &FieldError{"", "the run was stopped before it proposed anybody"}
	}
	c, err := s.Write(ctx, "propose people for stretch assignments", func(tx *Tx) (err error) {
		out = StretchProposed{}
		for _, p := range v.Result.Pairs {
			if err := tx.proposeStretch(v, p, &out); err != nil {
				return err
			}
		}
		if err := tx.dropProposals(v, &out); err != nil {
			return err
		}
		if err := tx.pointApplied(v, &out); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("propose %s for %s", counted(int64(len(v.Result.Pairs)), "person", "people"),
			counted(int64(len(v.Assignments)), "stretch assignment", "stretch assignments")))
	})
	return c, out, err
}

// proposeStretch keeps one pair of a run, unless the assignment has been filled since.
func (tx *Tx) proposeStretch(v *StretchReview, p stretch.Pair, out *StretchProposed) error {
	row, err := tx.stretchOf(p.Assignment)
	if err != nil {
		return err
	}
	var state string
	if err := tx.Row(`SELECT coalesce((SELECT state FROM application WHERE stretch_id = ? AND employee_id = ?), '')`, []any{p.Assignment, p.Person}, &state); err != nil {
		return err
	}
	if row.notOpen(tx.Today()) != nil || row.Free() < v.Assignments[p.Assignment].Free() || state != "" && state != "open" {
		return fmt.Errorf("%w: something about “%s” was decided since the run; run it again", ErrConflict, row.Name)
	}
	if state == "open" {
		return nil // pointApplied has them
	}
	parts, err := partsText(p.Parts)
	if err != nil {
		return err
	}
	out.Added++
	_, _, err = tx.make(kindOf("application"), Edit{Kind: "application", Values: map[string]string{
		"stretch_id": id(p.Assignment), "employee_id": id(p.Person), "origin": "proposed", "points": FormatPoints(p.Points), "parts": parts,
	}})
	return err
}

// partsText is what an application keeps of where its points come from. What is judged of
// somebody's potential stays out of it: lists and exports have applications, but not that.
func partsText(parts []stretch.Part) (string, error) {
	kept := slices.DeleteFunc(slices.Clone(parts), func(p stretch.Part) bool {
		return p.Criterion == stretch.Potential.String() || p.Points == 0
	})
	if len(kept) == 0 {
		return "", nil
	}
	b, err := json.Marshal(kept)
	return string(b), err
}

// pointApplied gives every open application for the assignments its present points,
// whoever made it: people are compared by them.
func (tx *Tx) pointApplied(v *StretchReview, out *StretchProposed) error {
	list, err := stretchApplications(tx.ctx, tx, tx.Today(), ApplicationFilter{Live: true})
	if err != nil {
		return err
	}
	for _, a := range list {
		if _, looked := v.Assignments[a.StretchID]; !looked || a.State != "open" || a.Gone {
			continue
		}
		e, err := v.Ask.Explain(a.EmployeeID, a.StretchID)
		if err != nil {
			continue //nolint:nilerr // came after the run
		}
		parts, err := partsText(e.Parts)
		if err != nil {
			return err
		}
		res, err := tx.Exec(`UPDATE application SET points = ?2, parts = ?3 WHERE id = ?1 AND (points IS NOT ?2 OR parts <> ?3)`, a.ID, e.Points, parts)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err == nil && n > 0 {
			out.Pointed++
		}
	}
	return nil
}

// dropProposals takes back what only an earlier run wanted.
func (tx *Tx) dropProposals(v *StretchReview, out *StretchProposed) error {
	if v.Result.Stopped {
		return nil // who is missing from it is not decided
	}
	looked, kept := map[int64]bool{}, map[[2]int64]bool{}
	for n := range v.Assignments {
		looked[n] = true
	}
	for _, p := range v.Result.Pairs {
		kept[[2]int64{p.Assignment, p.Person}] = true
	}
	type old struct{ id, of, who int64 }
	list, err := query(tx.ctx, tx, func(r *sql.Rows) (o old, err error) { return o, r.Scan(&o.id, &o.of, &o.who) },
		`SELECT a.id, a.stretch_id, a.employee_id FROM application a WHERE a.state = 'open' AND a.origin = 'proposed'
		 AND a.stretch_id IN (SELECT value FROM json_each(?)) AND NOT EXISTS (SELECT 1 FROM gap_action g WHERE g.application_id = a.id)
		 AND NOT EXISTS (SELECT 1 FROM session s WHERE s.application_id = a.id) ORDER BY a.id`, jsonIDs(looked))
	if err != nil {
		return err
	}
	for _, o := range list {
		if kept[[2]int64{o.of, o.who}] {
			continue
		}
		if _, err := tx.Exec(`DELETE FROM application WHERE id = ?`, o.id); err != nil {
			return err
		}
		out.Dropped++
	}
	return nil
}
