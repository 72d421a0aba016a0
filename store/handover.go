package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"understudy/store/text"
)

// HandoverItem is a piece of work of a placement that changes hands.
type HandoverItem struct {
	ID, Placement int64
	Name          string
	Way           string // out before the placement, back after it
	TakerID       int64  // who takes it over; 0 nobody was named
	Taker         string
	Due           Date // or ""
	Given, Taken  Date // when each side said so; "" not yet
}

// Done tells whether both sides say that it changed hands.
func (h HandoverItem) Done() bool { return h.Given != "" && h.Taken != "" }

// Handovers lists the work of a placement: what goes out, then what comes back.
func (s *Store) Handovers(ctx context.Context, placement int64) ([]HandoverItem, error) {
	return query(ctx, s.r, func(r *sql.Rows) (h HandoverItem, err error) {
		return h, r.Scan(&h.ID, &h.Placement, &h.Name, &h.Way, &h.TakerID, &h.Taker, &h.Due, &h.Given, &h.Taken)
	}, `SELECT h.id, h.placement_id, h.name, h.way, coalesce(e.id, 0), coalesce(e.name, ''), coalesce(h.due, ''), coalesce(h.given, ''), coalesce(h.taken, '')
	    FROM handover h LEFT JOIN employee e ON e.id = h.taker_id WHERE h.placement_id = ? ORDER BY h.way DESC, h.due IS NULL, h.due, h.id`, placement)
}

// TickHandover notes, as one change, that a side ("given" who hands over, "taken" who
// takes over, or "both") says that work changed hands, as of a day as ParseDay reads it
// ("" is today). With off it takes the ticks away again. Errors: *FieldError, ErrNotFound.
func (s *Store) TickHandover(ctx context.Context, side, on string, off bool, items ...int64) (Change, error) {
	return s.Write(ctx, "tick handover", func(tx *Tx) error {
		if side != "given" && side != "taken" && side != "both" {
			return &FieldError{"side", "a handover is given, taken or both, not “" + side + "”"}
		}
		day, err := pastDay(tx, "date", on)
		if err != nil {
			return err
		}
		if off {
			day = ""
		}
		label := ""
		for _, n := range items {
			rec, err := kindOf("handover").get(tx.ctx, tx, n)
			if err != nil {
				return err
			}
			values := map[string]string{}
			for _, c := range []string{"given", "taken"} {
				if (side == c || side == "both") && (off || rec.Values[c] == "") { // the day on which it was first said stays
					values[c] = string(day)
				}
			}
			if _, err := tx.Save(Edit{Kind: "handover", ID: n, Values: values}); err != nil {
				return err
			}
			label = "“" + cutRunes(rec.Label, 60) + "” of " + rec.Values["placement_id"]
		}
		if len(items) != 1 {
			label = counted(int64(len(items)), "piece of work", "pieces of work")
		}
		return tx.Relabel(map[bool]string{false: "handover ", true: "take back the handover "}[off] + map[string]string{"given": "given: ", "taken": "taken: ", "both": "done: "}[side] + label)
	})
}

// checklist is the handover of a plan, read from its lines.
type checklist struct{ out, back []string }

func readChecklist(lines string) (c checklist) {
	for line := range strings.SplitSeq(lines, "\n") {
		line = text.Clean(line)
		if word, rest, ok := strings.Cut(line, ":"); ok && strings.EqualFold(strings.TrimSpace(word), "back") {
			if rest = strings.TrimSpace(rest); rest != "" {
				c.back = append(c.back, rest)
			}
		} else if line != "" {
			c.out = append(c.out, line)
		}
	}
	return c
}

// addChecklist copies the plan's checklist to a placement: what goes out is due the day
// before the first, what comes back on the last.
func (tx *Tx) addChecklist(c checklist, placement int64, starts, ends Date) error {
	add := func(way string, due Date, names []string) (err error) {
		for _, name := range names {
			_, e := tx.Exec(`INSERT INTO handover(placement_id, name, way, due) VALUES(?, ?, ?, ?)`, placement, cutRunes(name, 300), way, string(due))
			err = errors.Join(err, e)
		}
		return err
	}
	if err := errors.Join(add("out", starts.Add(-1), c.out), add("back", ends, c.back)); err != nil {
		return fmt.Errorf("handover of placement #%d: %w", placement, err)
	}
	return nil
}
