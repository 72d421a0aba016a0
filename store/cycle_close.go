package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// CloseOptions say what becomes of the pairs that still run when a cycle closes.
type CloseOptions struct {
	Pairs  string // "" refuses to close; else "completed" or "closed early"
	Reason string // of those closed early; required then

	// Lessons replace those of the cycle, before the reviews' are added; nil keeps them.
	Lessons *string
}

// ClosedCycle is what closing a cycle did.
type ClosedCycle struct {
	Pairs   int      // that ended with it
	Lessons []string // of its closing reviews, as they were added to the cycle's
}

// CloseCycle ends a cycle. It refuses while pairs run unless told what becomes of
// them (those that were only proposed end early in any case), and writes the lessons
// of the closing reviews into the cycle's, each once and without names.
func (s *Store) CloseCycle(ctx context.Context, cycle int64, o CloseOptions) (Change, ClosedCycle, error) {
	var out ClosedCycle
	c, err := s.Write(ctx, "close a cycle", func(tx *Tx) error {
		rec, err := kindOf("cycle").get(tx.ctx, tx, cycle)
		if err != nil {
			return err
		}
		if rec.Values["state"] == "closed" {
			return &FieldError{"state", rec.Label + " is closed already"}
		}
		if out.Pairs, err = tx.endAll(cycle, o); err != nil {
			return err
		}
		lessons := rec.Values["lessons"]
		if o.Lessons != nil {
			lessons = *o.Lessons
		}
		if lessons, out.Lessons, err = tx.collectLessons(cycle, lessons); err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "cycle", ID: cycle, Values: map[string]string{"state": "closed", "lessons": lessons}}); err != nil {
			return err
		}
		return tx.Relabel("close " + rec.Label)
	})
	return c, out, err
}

func (tx *Tx) endAll(cycle int64, o CloseOptions) (int, error) {
	if o.Pairs == "" {
		return 0, nil // the move itself refuses, with the remedy
	}
	if o.Pairs != "completed" && o.Pairs != "closed early" {
		return 0, &FieldError{"pairs", "running pairs become completed or closed early, not “" + o.Pairs + "”"}
	}
	if o.Pairs == "closed early" && strings.TrimSpace(o.Reason) == "" {
		return 0, &FieldError{"end_reason", "say why the pairs close early"}
	}
	type running struct {
		id    int64
		state string
	}
	pairs, err := query(tx.ctx, tx, func(r *sql.Rows) (v running, err error) { return v, r.Scan(&v.id, &v.state) },
		`SELECT id, state FROM pair WHERE cycle_id = ? AND state IN `+runningStates+` ORDER BY id`, cycle)
	if err != nil {
		return 0, err
	}
	for _, p := range pairs {
		end := pairEnd{pair: p.id, on: tx.Today(), state: o.Pairs, reason: o.Reason}
		if p.state == "proposed" {
			end.state, end.reason = "closed early", firstOf(o.Reason, "the cycle closed before both had agreed")
		}
		if err := tx.endPair(end); err != nil {
			return 0, err
		}
	}
	return len(pairs), nil
}

func firstOf(texts ...string) string {
	for _, t := range texts {
		if strings.TrimSpace(t) != "" {
			return t
		}
	}
	return ""
}

// collectLessons adds the lines of the closing reviews to the lessons that are
// there, each once however often the cycle is closed.
func (tx *Tx) collectLessons(cycle int64, have string) (string, []string, error) {
	texts, err := query(tx.ctx, tx, scanString, `SELECT r.lessons FROM closing_review r JOIN pair p ON p.id = r.pair_id
		WHERE p.cycle_id = ? AND r.lessons <> '' ORDER BY r.date, r.id`, cycle)
	if err != nil {
		return "", nil, err
	}
	var all, added []string
	if have != "" {
		all = strings.Split(have, "\n")
	}
	for _, t := range texts {
		for _, line := range strings.Split(t, "\n") {
			if line = strings.TrimSpace(line); line != "" && !slices.Contains(all, line) {
				all, added = append(all, line), append(added, line)
			}
		}
	}
	joined := strings.Join(all, "\n")
	if most := maxLessons; len([]rune(joined)) > most {
		return "", nil, &FieldError{"lessons", fmt.Sprintf("of the closing reviews and the cycle are longer than %d characters together; shorten them first", most)}
	}
	return joined, added, nil
}

// maxLessons is how long the lessons of a cycle can be, in characters.
const maxLessons = 20000

// Lesson is what one cycle taught.
type Lesson struct {
	Cycle int64
	Name  string // of the cycle
	Text  string // lines
}

// LessonsFor lists what the cycles taught that a cycle is a copy of, the last first.
// They are read where they were written: what is learned after the copy was made is
// there too.
func (s *Store) LessonsFor(ctx context.Context, cycle int64) ([]Lesson, error) {
	return query(ctx, s.r, func(r *sql.Rows) (v Lesson, err error) { return v, r.Scan(&v.Cycle, &v.Name, &v.Text) }, `
		WITH RECURSIVE back(id, of, step) AS (
		  SELECT copied_from, id, 1 FROM cycle WHERE id = ? AND copied_from IS NOT NULL
		  UNION ALL SELECT c.copied_from, c.id, b.step + 1 FROM back b JOIN cycle c ON c.id = b.id WHERE c.copied_from IS NOT NULL AND b.step < 50)
		SELECT c.id, c.name, c.lessons FROM back b JOIN cycle c ON c.id = b.id WHERE c.lessons <> '' ORDER BY b.step`, cycle)
}
