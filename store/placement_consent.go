package store

import (
	"context"
	"fmt"
	"strings"
)

// ApprovePlacement notes that a side ("manager" or "host") agrees to a placement, as of
// a day as ParseDay reads it ("" is today). Errors: *FieldError with what stands against
// it and the remedy, ErrNotFound.
func (s *Store) ApprovePlacement(ctx context.Context, placement int64, side, on string) (Change, error) {
	return s.ApprovePlacements(ctx, side, on, placement)
}

// ApprovePlacements is ApprovePlacement for several, as one change: all or none.
func (s *Store) ApprovePlacements(ctx context.Context, side, on string, placements ...int64) (Change, error) {
	return s.Write(ctx, "approve a placement", func(tx *Tx) error {
		label := counted(int64(len(placements)), "placement", "placements")
		for _, n := range placements {
			p, err := tx.approve(n, side, on)
			if err != nil {
				return err
			}
			if len(placements) == 1 {
				label = p.Who()
			}
		}
		return tx.Relabel("approve " + label + " as the " + side)
	})
}

func (tx *Tx) approve(n int64, side, on string) (PlacementRow, error) {
	p, err := placement(tx.ctx, tx, tx.Today(), n)
	if err != nil {
		return p, err
	}
	if err := p.CanApprove(side); err != nil {
		return p, err
	}
	day, err := pastDay(tx, "date", on)
	if err != nil {
		return p, err
	}
	if side == "manager" {
		p.ManagerApproved = day
	} else {
		p.HostApproved = day
	}
	_, err = tx.Save(Edit{Kind: "placement", ID: n, Values: map[string]string{
		side + "_approved": string(day), "state": agreedState(p.ManagerApproved, p.HostApproved),
	}})
	return p, err
}

// agreedState is the state of a placement that has not begun: the last side in the order
// of the state's choices that has approved it. Which consents lack, the days say.
func agreedState(manager, host Date) string {
	switch {
	case host != "":
		return "approved by host"
	case manager != "":
		return "approved by manager"
	}
	return "proposed"
}

// DeclinePlacement cancels a placement because a side ("manager", "host" or
// "participant") does not consent, and records the refusal, so that no later plan
// proposes the seat to the participant. What to do next is Store.PlanRepair.
func (s *Store) DeclinePlacement(ctx context.Context, n int64, side, reason string) (Change, error) {
	return s.Write(ctx, "decline a placement", func(tx *Tx) error {
		p, err := placement(tx.ctx, tx, tx.Today(), n)
		if err != nil {
			return err
		}
		if side != "manager" && side != "host" && side != "participant" {
			return &FieldError{"by", "a placement is declined by the manager, the host or the participant, not by “" + side + "”"}
		}
		if reason = strings.TrimSpace(reason); reason == "" {
			return &FieldError{"reason", "say why it is declined"}
		}
		if err := p.CanCancel(); err != nil {
			return err
		}
		if err := tx.endPlacement(p, placementEnd{state: "cancelled", on: tx.Today(), reason: "the " + side + " declined: " + reason}); err != nil {
			return err
		}
		if err := tx.refuseConsent(p, side, reason); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("decline %s as the %s: %s", p.Who(), side, cutRunes(reason, 100)))
	})
}

// refuseConsent writes a refusal for the seat over what was recorded before.
func (tx *Tx) refuseConsent(p PlacementRow, side, reason string) error {
	e := Edit{Kind: "rotation consent", Values: map[string]string{"given": "no", "date": "today", "reason": cutRunes(reason, 300)}}
	if err := tx.Row(`SELECT coalesce(max(id), 0) FROM rotation_consent WHERE participant_id = ? AND seat_id = ? AND side = ?`, []any{p.ParticipantID, p.SeatID, side}, &e.ID); err != nil {
		return err
	}
	if e.ID == 0 {
		e.Values["participant_id"], e.Values["seat_id"], e.Values["side"] = id(p.ParticipantID), id(p.SeatID), side
	}
	_, err := tx.Save(e)
	return err
}

// pastDay reads a day that cannot lie ahead; "" is today.
func pastDay(tx *Tx, field, on string) (Date, error) {
	day, err := parseDay(firstOf(on, "today"), tx.Today(), false)
	switch {
	case err != nil:
		return "", &FieldError{field, err.Error()}
	case day > tx.Today():
		return "", &FieldError{field, fmt.Sprintf("%s is in the future", day)}
	}
	return day, nil
}
