package store

import (
	"context"
	"strconv"

	"understudy/match/mentoring"
)

// AddProgram adds a program with the criteria that a new one begins with, at their
// default points, so that its first run tells good pairs from others. Points that the
// program's step does not divide are rounded down to it, but not to nothing.
func (s *Store) AddProgram(ctx context.Context, values map[string]string) (Change, int64, error) {
	var id int64
	c, err := s.Write(ctx, "add program", func(tx *Tx) error {
		var err error
		if id, err = tx.Save(Edit{Kind: "program", Values: values}); err != nil {
			return err
		}
		var name string
		var step int64
		if err := tx.Row(`SELECT name, step FROM program WHERE id = ?`, []any{id}, &name, &step); err != nil {
			return err
		}
		for n, c := range mentoring.DefaultCriteria() {
			_, err := tx.Save(Edit{Kind: "criterion", Values: map[string]string{
				"program_id": "#" + strconv.FormatInt(id, 10), "place": strconv.Itoa(n + 1), "kind": c.Kind,
				"points": FormatPoints(max(step, c.Points/step*step)),
			}})
			if err != nil {
				return err
			}
		}
		return tx.Relabel("add program " + name + " with the default criteria")
	})
	return c, id, err
}
