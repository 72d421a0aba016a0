package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

	"understudy/store/text"
)

// CycleStates are the states of a cycle in their order.
func CycleStates() []string {
	return []string{"draft", "enrolling", "matching", "running", "closing", "closed"}
}

// CycleMove is a state that a cycle can go to, and what stands against it: "" for
// nothing.
type CycleMove struct{ To, Against string }

// CycleMoves lists the states that a cycle is not in, in their order, each with what
// stands against going there.
func (s *Store) CycleMoves(ctx context.Context, cycle int64) ([]CycleMove, error) {
	f, err := cycleFacts(ctx, s.r, cycle, s.Today())
	if err != nil {
		return nil, err
	}
	var out []CycleMove
	for _, to := range CycleStates() {
		if to != f.State {
			out = append(out, CycleMove{to, f.against(to)})
		}
	}
	return out, nil
}

// MoveCycle takes a cycle to another state. What stands against it is a *FieldError
// with the remedy.
func (s *Store) MoveCycle(ctx context.Context, cycle int64, to string) (Change, error) {
	return s.Write(ctx, "move a cycle", func(tx *Tx) error {
		was, err := kindOf("cycle").get(tx.ctx, tx, cycle)
		if err != nil {
			return err
		}
		if _, err := tx.Save(Edit{Kind: "cycle", ID: cycle, Values: map[string]string{"state": to}}); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("move %s from %s to %s", was.Label, was.Values["state"], strings.ToLower(strings.TrimSpace(to))))
	})
}

// stage is what decides where a cycle can go.
type stage struct {
	State, Program             string
	Rolling, Archived          bool
	Enrolled, Mentees, Mentors int // enrolled; of them still in the company
	Running, Ended             int // pairs
	Slots                      []string
}

func cycleFacts(ctx context.Context, db querier, cycle int64, today Date) (stage, error) {
	return one(query(ctx, db, scanStage, `
		SELECT c.state, p.name, p.rolling, c.archived OR p.archived, p.slots,
		  (SELECT count(*) FROM enrolment n WHERE n.cycle_id = c.id AND n.state = 'enrolled'),
		  (SELECT count(*) FROM enrolment n WHERE n.cycle_id = c.id AND n.side = 'mentee' AND `+takesPart(today)+`),
		  (SELECT count(*) FROM enrolment n WHERE n.cycle_id = c.id AND n.side = 'mentor' AND `+takesPart(today)+`),
		  (SELECT count(*) FROM pair q WHERE q.cycle_id = c.id AND q.state IN `+runningStates+`),
		  (SELECT count(*) FROM pair q WHERE q.cycle_id = c.id AND q.state NOT IN `+runningStates+`)
		FROM cycle c JOIN program p ON p.id = c.program_id WHERE c.id = ?`, cycle))
}

// joinFacts is cycleFacts without the counts, for what is asked of every enrolment.
func joinFacts(ctx context.Context, db querier, cycle int64) (stage, error) {
	return one(query(ctx, db, scanStage, `SELECT c.state, p.name, p.rolling, c.archived OR p.archived, p.slots, 0, 0, 0, 0, 0
		FROM cycle c JOIN program p ON p.id = c.program_id WHERE c.id = ?`, cycle))
}

// against says what keeps the cycle from going to a state, with the remedy.
func (f stage) against(to string) string {
	running := counted(int64(f.Running), "pair runs", "pairs run")
	if f.State == "closed" && to != "closing" && to != "running" {
		return "the cycle is closed; reopen it by moving it to closing, or copy it for the next one"
	}
	switch to {
	case "draft":
		if f.Enrolled > 0 || f.Running+f.Ended > 0 {
			return counted(int64(f.Enrolled), "person is", "people are") + " enrolled already; a draft has nobody"
		}
	case "enrolling", "matching":
		if f.Running > 0 {
			return running + " in it; end them first. To let people join meanwhile, make the program rolling: " + rollingRemedy(f.Program)
		}
		if to == "matching" && (f.Mentees == 0 || f.Mentors == 0) {
			return fmt.Sprintf("%s and %s are enrolled; matching needs both sides", counted(int64(f.Mentees), "mentee", "mentees"), counted(int64(f.Mentors), "mentor", "mentors"))
		}
	case "running":
		if f.Running == 0 {
			return "no pair runs in it; publish a scenario of the matching first"
		}
	case "closing":
		if f.Running+f.Ended == 0 && f.State != "closed" { // else nothing would reopen it
			return "it never had a pair; close it as it is"
		}
	case "closed":
		if f.Running > 0 {
			return running + " in it; end each with its closing review, or close the cycle and say what becomes of them"
		}
	default:
		return "“" + to + "” is none of: " + strings.Join(CycleStates(), ", ")
	}
	return ""
}

func rollingRemedy(program string) string {
	return "set program " + text.Quote(program) + " rolling=yes"
}

// checkCycle sees to it that dates are in order, that a cycle begins at its beginning
// and that a later state is reached by a move that nothing stands against.
func checkCycle(tx *Tx, id int64, row Row) error {
	if err := inOrder(row, "starts", "ends"); err != nil {
		return err
	}
	if id == 0 {
		if s := row.Text("state"); s != "draft" && s != "enrolling" {
			return &FieldError{"state", "a cycle begins as draft or enrolling, not as " + s}
		}
		return nil
	}
	f, err := cycleFacts(tx.ctx, tx, id, tx.Today())
	if err != nil || f.State == row.Text("state") {
		return err
	}
	if why := f.against(row.Text("state")); why != "" {
		return &FieldError{"state", why}
	}
	return nil
}

// acceptsEnrolment says why nobody can be enrolled in the cycle now, with the
// remedy: "" if people can.
func (f stage) acceptsEnrolment() string {
	i := slices.Index(CycleStates(), f.State)
	switch {
	case f.Archived:
		return "the cycle is archived; bring it back first"
	case i <= slices.Index(CycleStates(), "enrolling"), f.Rolling && i <= slices.Index(CycleStates(), "running"):
		return ""
	case f.State == "matching":
		return "the matching has begun and " + f.Program + " takes nobody meanwhile; move the cycle back to enrolling, or let people join at any time: " + rollingRemedy(f.Program)
	case f.State == "running":
		return "its pairs have begun and " + f.Program + " takes nobody meanwhile; let people join at any time: " + rollingRemedy(f.Program) + "; or enrol them in the next cycle"
	}
	return "the cycle is " + f.State + "; enrol them in the next one"
}

// AcceptsEnrolment says why nobody can be enrolled in a cycle now, with the remedy;
// "" if people can.
func (s *Store) AcceptsEnrolment(ctx context.Context, cycle int64) (string, error) {
	f, err := joinFacts(ctx, s.r, cycle)
	return f.acceptsEnrolment(), err
}

// AcceptsMatching refuses, with the remedy, a cycle in which no matching is run and
// no lock set any more.
func (s *Store) AcceptsMatching(ctx context.Context, cycle int64) error {
	return acceptsMatching(ctx, s.r, cycle)
}

func acceptsMatching(ctx context.Context, db querier, cycle int64) error {
	f, err := joinFacts(ctx, db, cycle)
	switch {
	case err != nil:
		return err
	case f.Archived:
		return &FieldError{"", "the cycle is archived; bring it back first"}
	case f.State == "closed":
		return &FieldError{"", "the cycle is closed; reopen it by moving it to closing, or copy it for the next one"}
	}
	return nil
}

// acceptsPairs refuses new pairs in a cycle that is ending or over.
func (tx *Tx) acceptsPairs(cycle int64) error {
	f, err := joinFacts(tx.ctx, tx, cycle)
	switch {
	case err != nil:
		return err
	case f.Archived:
		return &FieldError{"", "the cycle is archived; bring it back first"}
	case f.State == "closing":
		return &FieldError{"", "the cycle is closing and takes no new pairs; move it back to running, or to matching if no pair runs in it, or publish in the next cycle"}
	case f.State == "closed":
		return &FieldError{"", "the cycle is closed and takes no new pairs; publish in the next one"}
	}
	return nil
}

// keepRunning refuses to archive a cycle, or by its programs the cycles, in which
// pairs run: they would be followed by nobody.
func keepRunning(of string) func(tx *Tx, id int64) error {
	return func(tx *Tx, id int64) error {
		var running int64
		var first string
		if err := tx.Row(`SELECT count(*), coalesce(min(g.name || ', ' || c.name), '') FROM pair q JOIN cycle c ON c.id = q.cycle_id JOIN program g ON g.id = c.program_id
			WHERE `+of+` = ? AND `+of[:1]+`.archived AND q.state IN `+runningStates, []any{id}, &running, &first); err != nil || running == 0 {
			return err
		}
		return &FieldError{"", counted(running, "pair runs", "pairs run") + " in it; close " + first + " first, and say what becomes of its pairs"}
	}
}

func scanStage(r *sql.Rows) (f stage, err error) {
	var slots string
	err = r.Scan(&f.State, &f.Program, &f.Rolling, &f.Archived, &slots, &f.Enrolled, &f.Mentees, &f.Mentors, &f.Running, &f.Ended)
	f.Slots = lines(slots)
	return f, err
}

// lines splits a text that holds one thing a line.
func lines(s string) []string {
	var out []string
	for _, l := range strings.Split(s, "\n") {
		if l = strings.TrimSpace(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}
