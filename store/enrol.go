package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// EnrolFilter says whom to enrol in a cycle, and how.
type EnrolFilter struct {
	Cycle   int64
	Where   []string // conditions as ParseCondition reads them; all must hold
	Side    string   // "mentee" or "mentor"
	Slot    string   // of a program that has slots; "" is every slot of a mentee
	Places  int      // 0 is 1
	Since   string   // the day from which they wait; "" is today
	Consent bool     // only who agreed to take part in mentoring
}

// EnrolLine is what becomes of one employee whom the filter found.
type EnrolLine struct {
	Employee int64
	Name     string
	Slot     string
	Reason   string // why they are skipped; "" for who is enrolled
}

// EnrolPlan is what enrolling by a filter does.
type EnrolPlan struct {
	Enrolled, Skipped []EnrolLine
}

// PlanEnrol says whom a filter enrols and whom it skips, and writes nothing.
func (s *Store) PlanEnrol(ctx context.Context, f EnrolFilter) (EnrolPlan, error) {
	return planEnrol(ctx, s.r, s.Today(), f)
}

// EnrolWhere enrols everybody whom a filter finds, as one change. Who has left, has
// not agreed, withdrew, or is enrolled on that side is skipped with the reason.
func (s *Store) EnrolWhere(ctx context.Context, f EnrolFilter) (EnrolPlan, Change, error) {
	var plan EnrolPlan
	c, err := s.Write(ctx, "enrol by a filter", func(tx *Tx) (err error) {
		if plan, err = planEnrol(ctx, tx, tx.Today(), f); err != nil || len(plan.Enrolled) == 0 {
			return err
		}
		if err := tx.enrolAll(f, plan.Enrolled); err != nil {
			return err
		}
		var cycle string
		if err := tx.Row(`SELECT `+kindOf("cycle").label("c")+` FROM cycle c WHERE c.id = ?`, []any{f.Cycle}, &cycle); err != nil {
			return err
		}
		what := ""
		if len(f.Where) > 0 {
			what = " (" + strings.Join(f.Where, ", ") + ")"
		}
		return tx.Relabel(text.Cut("enrol "+counted(int64(people(plan.Enrolled)), f.Side, f.Side+"s")+" in "+cycle+what, 300))
	})
	return plan, c, err
}

// people counts each once, though they enrol for several slots.
func people(lines []EnrolLine) int {
	seen := map[int64]bool{}
	for _, l := range lines {
		seen[l.Employee] = true
	}
	return len(seen)
}

// enrolAll writes what was planned, many rows a statement: the plan has made every
// check of a single enrolment, and saving them one by one took minutes for thousands.
func (tx *Tx) enrolAll(f EnrolFilter, list []EnrolLine) error {
	places, err := tx.parse(enrolmentColumn("places"), fmt.Sprint(cmp.Or(f.Places, 1)))
	if err != nil {
		return err
	}
	since, err := tx.parse(enrolmentColumn("waiting_since"), firstOf(f.Since, "today"))
	if err != nil {
		return err
	}
	if err := tx.notAhead(Row{"waiting_since": since}, "waiting_since"); err != nil {
		return err
	}
	b := tx.Bulk("enrolment", "cycle_id", "employee_id", "side", "slot", "places", "waiting_since")
	for _, l := range list {
		if err := b.Add(f.Cycle, l.Employee, f.Side, l.Slot, places, since); err != nil {
			return err
		}
	}
	return b.Flush()
}

func enrolmentColumn(name string) Column {
	c, _ := kindOf("enrolment").Column(name)
	return c
}

// planEnrol reads, in a transaction or outside of one, what EnrolWhere will do.
func planEnrol(ctx context.Context, db querier, today Date, f EnrolFilter) (plan EnrolPlan, err error) {
	if f.Side != "mentee" && f.Side != "mentor" {
		return plan, &FieldError{"side", "people take part as mentor or mentee, not as “" + f.Side + "”"}
	}
	stage, err := joinFacts(ctx, db, f.Cycle)
	if err != nil {
		return plan, err
	}
	if why := stage.acceptsEnrolment(); why != "" {
		return plan, &FieldError{"cycle_id", why}
	}
	slots, err := ChooseSlots(stage.Slots, f.Side, f.Slot)
	if err != nil {
		return plan, err
	}
	ids, err := findEmployees(ctx, db, today, f.Where)
	if err != nil {
		return plan, err
	}
	why, err := readSkips(ctx, db, today, f)
	if err != nil {
		return plan, err
	}
	for _, e := range ids {
		for _, slot := range slots {
			line := EnrolLine{Employee: e, Name: why.names[e], Slot: slot, Reason: why.reason(e, slot)}
			if line.Reason == "" {
				plan.Enrolled = append(plan.Enrolled, line)
			} else if !slices.Contains(plan.Skipped, line) {
				plan.Skipped = append(plan.Skipped, line)
			}
		}
	}
	return plan, nil
}

// ChooseSlots are those of a program's slots in which one enrolment takes part: the
// one that is named; else every one for a mentee, who asks for a mentor in each, while
// a mentor has to choose. A program without slots has the one that is called "".
func ChooseSlots(slots []string, side, slot string) ([]string, error) {
	for _, s := range slots {
		if text.Key(s) == text.Key(slot) {
			return []string{s}, nil
		}
	}
	list := strings.Join(slots, ", ")
	switch {
	case slot == "" && len(slots) == 0:
		return []string{""}, nil
	case slot == "" && side == "mentee":
		return slots, nil
	case slot == "":
		return nil, &FieldError{"slot", "a mentor takes part in one of: " + list}
	case len(slots) == 0:
		return nil, &FieldError{"slot", "the program has no slots, and so none called “" + slot + "”"}
	}
	return nil, &FieldError{"slot", "“" + slot + "” is none of: " + list}
}
