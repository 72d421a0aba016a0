package store

import "fmt"

// sessionOwner is what a session is of: a pair, a placement or an application.
type sessionOwner struct {
	kind string
	id   int64
}

func ownerOf(rec Record) sessionOwner {
	for _, kind := range []string{"placement", "application"} {
		if n := rec.Refs[kind+"_id"]; n != 0 {
			return sessionOwner{kind, n}
		}
	}
	return sessionOwner{"pair", rec.Refs["pair_id"]}
}

// is is SQL of the sessions of the owner, with ?1 for its id.
func (o sessionOwner) is() string { return o.kind + "_id = ?1" }

// relabel names the change after the owner of a session.
func (o sessionOwner) relabel(tx *Tx, act, what string) error {
	who, err := tx.labelOf(o.kind, o.id)
	if err != nil {
		return err
	}
	if what != "" {
		what = ": " + what
	}
	return tx.Relabel(act + " " + who + what)
}

// daysAgainst tells of a day why no session can be moved to it, with the remedy; "" if
// one can.
func (tx *Tx) daysAgainst(of sessionOwner) (func(Date) string, error) {
	if of.kind != "pair" {
		var ends Date
		err := tx.Row(map[string]string{
			"placement": `SELECT ends FROM placement WHERE id = ?`, "application": `SELECT s.ends FROM application a JOIN stretch s ON s.id = a.stretch_id WHERE a.id = ?`,
		}[of.kind], []any{of.id}, &ends)
		return func(day Date) string {
			if day > ends {
				return fmt.Sprintf("after the last day, %s; cancel it, or move that day first", ends)
			}
			return ""
		}, err
	}
	a, err := agreementOf(tx.ctx, tx, of.id)
	return func(day Date) string {
		switch gone := a.gone(day); {
		case a.Until != "" && day > a.Until:
			return fmt.Sprintf("after the end of the pair, %s; cancel it, or agree on a later end", a.Until)
		case gone != "":
			return fmt.Sprintf("when %s has left; cancel it first", gone)
		}
		return ""
	}, err
}
