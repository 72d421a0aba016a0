package mentoring

import (
	"context"

	"understudy/match/assign"
	"understudy/match/assign/certify"
)

// preferences turns employees preferred into rows and columns; who is not enrolled on
// the other side in the same slot is left out.
func (m *model) preferences() assign.Preferences {
	lists := func(people, others []person, at map[int64][]int) [][]int32 {
		out := make([][]int32, len(people))
		for k, x := range people {
			for _, employee := range x.Preferences {
				for _, other := range at[employee] {
					if others[other].slot == x.slot {
						out[k] = append(out[k], int32(other))
					}
				}
			}
		}
		return out
	}
	return assign.Preferences{Rows: lists(m.mentees, m.mentors, m.colsAt), Cols: lists(m.mentors, m.mentees, m.rowsAt)}
}

// Blocking counts the pairs of a mentor and a mentee who would both rather have each
// other than what the result gives them, and names the first: 0 in a stable result,
// whatever the settings asked for. Locked pairs never count.
func (a *Asker) Blocking(ctx context.Context, opts Options) (count int64, mentee, mentor int64, err error) {
	if a.res == nil {
		return 0, 0, 0, errNoResult
	}
	r, err := a.m.solved(a.res)
	if err != nil {
		return 0, 0, 0, err
	}
	rows := certifyRows(a.plain, opts.Progress)
	b, err := certify.Blocking(ctx, a.m.problem(nil), a.m.preferences(), rows, r.Pairs, workersOf(opts))
	if err != nil || b.Count == 0 {
		return 0, 0, 0, err
	}
	return b.Count, a.m.mentees[b.First.Row].ID, a.m.mentors[b.First.Col].ID, nil
}
