package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"understudy/match/stretch"
)

// StretchAsk is a gap of one employee that a stretch assignment could close.
type StretchAsk struct {
	Employee, Skill int64
	Level           int // to be reached
}

// GapStretch are the stretch assignments that could close a gap.
type GapStretch struct {
	Ask      StretchAsk
	Employee string
	Skill    string
	Has      int            // the employee's present level
	UnderWay []GapAction    // what is done about the gap already
	Offers   []StretchOffer // those that they can do first, by points
}

// StretchOffer is an open assignment that teaches the skill, set against the rules for
// one employee.
type StretchOffer struct {
	StretchRow
	Points      int64
	Reasons     []string
	Against     []string // why they cannot, each with what is in the way
	Application int64    // theirs, if they have one
	State       string   // of it
}

// Can tells whether it can be begun for them.
func (o StretchOffer) Can() bool { return len(o.Against) == 0 }

// GapStretch lists the open stretch assignments that teach a skill, with what the rules
// and criteria say of one employee, and with what stands against it. Nothing is written.
// Errors: ErrNotFound; a *FieldError if the employee has left or has the level already.
func (s *Store) GapStretch(ctx context.Context, ask StretchAsk) (out GapStretch, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = gapStretch(ctx, tx, s.Today(), ask)
		return err
	})
	return out, err
}

func gapStretch(ctx context.Context, tx *sql.Tx, today Date, ask StretchAsk) (out GapStretch, err error) {
	r := gapPairer{ctx, tx, today, GapAsk{Employee: ask.Employee, Skill: ask.Skill, Level: ask.Level}}
	out.Ask = ask
	if out.Employee, out.Skill, out.Has, err = r.gap(); err != nil {
		return out, err
	}
	if out.UnderWay, err = gapActions(ctx, tx, ActionFilter{Employee: ask.Employee, Skill: ask.Skill}); err != nil {
		return out, err
	}
	out.UnderWay = slices.DeleteFunc(out.UnderWay, func(a GapAction) bool { return !a.UnderWay() || a.Level < ask.Level })
	in, rows, err := loadStretch(ctx, tx, today, StretchOptions{Anyone: true, people: []int64{ask.Employee}})
	if err != nil {
		return out, err
	}
	asker, err := stretch.NewAsker(in, nil)
	if err != nil {
		return out, err
	}
	theirs, err := stretchApplications(ctx, tx, today, ApplicationFilter{Employee: ask.Employee})
	if err != nil {
		return out, err
	}
	for _, row := range rows {
		if !slices.ContainsFunc(row.Skills, func(k StretchSkill) bool { return k.SkillID == ask.Skill }) {
			continue
		}
		o, err := offerOf(asker, ask, row, out.Skill)
		if err != nil {
			return out, err
		}
		if at := slices.IndexFunc(theirs, func(a ApplicationRow) bool { return a.StretchID == row.ID }); at >= 0 {
			o.Application, o.State = theirs[at].ID, theirs[at].State
		}
		out.Offers = append(out.Offers, o)
	}
	slices.SortStableFunc(out.Offers, func(a, b StretchOffer) int {
		if a.Can() != b.Can() {
			return cmp.Compare(len(a.Against), len(b.Against))
		}
		return cmp.Compare(b.Points, a.Points)
	})
	return out, nil
}

func offerOf(asker *stretch.Asker, ask StretchAsk, row StretchRow, skill string) (StretchOffer, error) {
	e, err := asker.Explain(ask.Employee, row.ID)
	if err != nil {
		return StretchOffer{}, err
	}
	o := StretchOffer{StretchRow: row, Points: e.Points, Reasons: e.Reasons(), Against: e.Breaks()}
	for _, k := range row.Skills {
		if k.SkillID == ask.Skill && k.Reach < ask.Level {
			o.Against = append(o.Against, fmt.Sprintf("it raises %s to %d only", skill, k.Reach))
		}
	}
	if row.Free() == 0 {
		o.Against = append(o.Against, "places: "+placesOf(row))
	}
	return o, nil
}

// StretchGap is a gap that a stretch assignment is to close.
type StretchGap struct {
	StretchAsk
	Stretch    int64
	Initiative int64  // that it serves; 0 is the one of the assignment, or none
	Accept     bool   // they are accepted today; else the application waits for a decision
	Although   string // the reason for which what breaks may break; it needs Accept
	Note       string
}

// StretchGapMade is what CloseGapByStretch made.
type StretchGapMade struct{ Action, Application int64 }

// CloseGapByStretch answers a gap with a stretch assignment, as one change: it proposes
// the employee, or takes the application that they have, accepts it where that is asked
// for, and makes the gap action that lists it under the initiative. Errors: a *FieldError,
// or *StretchRefused, that says what stands against it.
func (s *Store) CloseGapByStretch(ctx context.Context, g StretchGap) (Change, StretchGapMade, error) {
	var made StretchGapMade
	c, err := s.Write(ctx, "close a gap", func(tx *Tx) (err error) {
		made, err = tx.closeGapByStretch(g)
		return err
	})
	if err != nil {
		made = StretchGapMade{}
	}
	return c, made, err
}

func (tx *Tx) closeGapByStretch(g StretchGap) (made StretchGapMade, err error) {
	row, err := tx.stretchOf(g.Stretch)
	if err != nil {
		return made, err
	}
	if err := row.notOpen(tx.Today()); err != nil {
		return made, err
	}
	found, err := gapStretch(tx.ctx, tx.Tx, tx.Today(), g.StretchAsk)
	if err != nil {
		return made, err
	}
	at := slices.IndexFunc(found.Offers, func(o StretchOffer) bool { return o.ID == g.Stretch })
	if at < 0 {
		return made, &FieldError{"stretch_id", fmt.Sprintf("“%s” does not teach %s", row.Name, found.Skill)}
	}
	offer := found.Offers[at]
	if slices.ContainsFunc(offer.Skills, func(k StretchSkill) bool { return k.SkillID == g.Skill && k.Reach < g.Level }) {
		return made, &FieldError{"stretch_id", fmt.Sprintf("“%s” does not raise %s to %d", row.Name, found.Skill, g.Level)}
	}
	if !offer.Can() && (!g.Accept || g.Although == "") {
		return made, &StretchRefused{found.Employee, row.Name, offer.Against}
	}
	if made.Application, err = tx.applicationFor(g, offer); err != nil {
		return made, err
	}
	if made.Action, err = tx.noteStretchAction(g, row, made.Application); err != nil {
		return made, err
	}
	return made, tx.Relabel(fmt.Sprintf("close a gap of %s by “%s”: %s %d → %d", found.Employee, row.Name, found.Skill, found.Has, g.Level))
}

// applicationFor is the employee's application, made or taken up, and accepted if asked.
func (tx *Tx) applicationFor(g StretchGap, offer StretchOffer) (n int64, err error) {
	switch offer.State {
	case "":
		n, _, err = tx.make(kindOf("application"), Edit{Kind: "application", Values: map[string]string{
			"stretch_id": id(g.Stretch), "employee_id": id(g.Employee), "origin": "proposed", "points": FormatPoints(offer.Points),
		}})
	case "open", "accepted", "running":
		n = offer.Application
	default:
		err = &FieldError{"stretch_id", fmt.Sprintf("the application for “%s” was %s; nobody is proposed twice", offer.Name, offer.State)}
	}
	if err != nil || !g.Accept || offer.State == "accepted" || offer.State == "running" {
		return n, err
	}
	a, err := tx.applicationOf(n)
	if err != nil {
		return n, err
	}
	return n, tx.acceptStretch(a, g.Although)
}

func (tx *Tx) noteStretchAction(g StretchGap, row StretchRow, application int64) (int64, error) {
	values := map[string]string{"skill_id": id(g.Skill), "level": fmt.Sprint(g.Level), "employee_id": id(g.Employee), "application_id": id(application), "note": g.Note}
	if n := cmp.Or(g.Initiative, row.InitiativeID); n != 0 {
		values["initiative_id"] = id(n)
	}
	n, _, err := tx.make(kindOf("gap action"), Edit{Kind: "gap action", Values: values})
	return n, err
}
