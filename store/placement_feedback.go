package store

import (
	"context"
	"fmt"
)

// GivePlacementFeedback notes what the host or the rotatee says of a placement that has
// begun, once a side and day: a second one replaces it. Errors: *FieldError, ErrNotFound.
func (s *Store) GivePlacementFeedback(ctx context.Context, n int64, f Feedback) (Change, int64, error) {
	var row int64
	c, err := s.Write(ctx, "note feedback", func(tx *Tx) error {
		p, err := placement(tx.ctx, tx, tx.Today(), n)
		if err != nil {
			return err
		}
		if p.Begun == "" {
			return &FieldError{"placement_id", p.Who() + " has not begun; there is nothing to say of it yet"}
		}
		day, err := pastDay(tx, "date", f.On)
		if err != nil {
			return err
		}
		if day < p.Begun {
			return &FieldError{"date", fmt.Sprintf("%s is before it began, on %s", day, p.Begun)}
		}
		e := Edit{Kind: "placement feedback", Values: map[string]string{"score": fmt.Sprint(f.Score), "comment": f.Comment}}
		if err := tx.Row(`SELECT coalesce(max(id), 0) FROM placement_feedback WHERE placement_id = ? AND side = ? AND date = ?`, []any{n, f.Side, string(day)}, &e.ID); err != nil {
			return err
		}
		if e.ID == 0 {
			e.Values["placement_id"], e.Values["side"], e.Values["date"] = id(n), f.Side, string(day)
		}
		if row, err = tx.Save(e); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("feedback of the %s on %s: %d", f.Side, p.Who(), f.Score))
	})
	return c, row, err
}
