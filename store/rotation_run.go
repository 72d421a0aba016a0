package store

import (
	"context"
	"fmt"

	"understudy/match/rotation"
	"understudy/match/rotation/check"
)

// RotateOptions of one run. How long it may take is its context's to say.
type RotateOptions struct {
	Name     string // of the scenario; "" makes one, “scenario 3”
	Seed     uint64
	Workers  int
	Rounds   int // 0: as many as the engine finds good; below 0: none
	Progress func(rotation.Progress)
}

func (o RotateOptions) engine() rotation.Options {
	return rotation.Options{Seed: o.Seed, Workers: o.Workers, Rounds: o.Rounds, Progress: o.Progress}
}

// RotatePlan looks for the best plan and keeps it as a scenario, in one change. Before it
// is kept, and called proved, other code than the solver's has judged it. When ctx ends
// the best plan so far is kept, marked as stopped; where there is none yet nothing is,
// and the error is that of ctx.
//
// Errors: ErrNotFound; *RotationImpossible where the rules cannot all be kept; and what
// makes the plan none that can be run.
func (s *Store) RotatePlan(ctx context.Context, plan int64, o RotateOptions) (RotationScenario, Change, error) {
	in, err := s.RotationInput(ctx, plan)
	if err != nil {
		return RotationScenario{}, Change{}, err
	}
	if err := s.canRotate(ctx, in); err != nil {
		return RotationScenario{}, Change{}, err
	}
	res, err := rotation.Solve(ctx, &in.Problem, o.engine())
	if err != nil {
		return RotationScenario{}, Change{}, err
	}
	switch {
	case res.Plan != nil:
		return s.KeepRotation(context.WithoutCancel(ctx), RotationKeep{Input: in, Result: res, Name: o.Name, Seed: o.Seed, Rounds: o.Rounds})
	case res.Outcome == rotation.Impossible:
		return RotationScenario{}, Change{}, s.impossible(ctx, in, o)
	case ctx.Err() != nil:
		return RotationScenario{}, Change{}, ctx.Err()
	}
	return RotationScenario{}, Change{}, fmt.Errorf("no plan for “%s” was found, and none was proved impossible; give the run more rounds, or relax what binds most: understudy rotate check", in.Name)
}

// canRotate refuses plans that a run cannot be about.
func (s *Store) canRotate(ctx context.Context, in *RotationInput) error {
	joins := 0
	for i := range in.Problem.People {
		if in.Problem.People[i].Joins {
			joins++
		}
	}
	var begun int
	if err := s.r.QueryRowContext(ctx, `SELECT count(*) FROM placement l JOIN participant n ON n.id = l.participant_id WHERE n.plan_id = ? AND l.begun IS NOT NULL`, in.Plan).Scan(&begun); err != nil {
		return classify(err)
	}
	switch {
	case in.State == "closed":
		return fmt.Errorf("rotation plan “%s” is closed; set its state to draft or published to run it again", in.Name)
	case begun > 0:
		return fmt.Errorf("%s of “%s” began already: repair the plan instead, which changes least: understudy rotate repair %s", counted(int64(begun), "placement", "placements"), in.Name, quoted(in.Name))
	case len(in.Seats) == 0:
		return fmt.Errorf("rotation plan “%s” has no seat; add the jobs that teams let others do", in.Name)
	case joins == 0:
		return fmt.Errorf("rotation plan “%s” has no participant who can be placed; add some, or look at their dates", in.Name)
	}
	return nil
}

// RotationKeep is a plan to be kept as a scenario.
type RotationKeep struct {
	Input    *RotationInput
	Solved   *rotation.Problem // the problem that was solved, where it is not that of the input, as in a repair
	Result   rotation.Result
	Name     string // "" makes one
	Label    string // of the change; "" makes one
	Seed     uint64
	Rounds   int
	Repairs  int64 // the scenario that it repairs
	Changed  *int  // placements dropped and added
	Changes  []rotation.Change
	hand     *handNote
	judged   check.Report
	moves    []keptMove
	refused  []rotation.Refused
	unlucky  []int // people without a wish granted
	granted  int
	problem  *rotation.Problem
	scenario int64 // to be overwritten: a draft that was made by hand
}

// rotationOutcome is how a run was steered and how it ended, as its scenario keeps it.
type rotationOutcome struct {
	Outcome rotation.Outcome
	Stopped bool
	Value   int64
	Bound   int64
	Seed    uint64
	Rounds  int
}

// KeepRotation keeps a plan as a scenario with its placements, what they are worth and
// why, its input, what binds and what was refused. The plan is judged by package check
// first; one that breaks a rule, or is not worth what is said, is an error.
func (s *Store) KeepRotation(ctx context.Context, k RotationKeep) (RotationScenario, Change, error) {
	if err := k.judge(ctx); err != nil {
		return RotationScenario{}, Change{}, err
	}
	var id int64
	c, err := s.Write(ctx, "run the rotation", func(tx *Tx) (err error) {
		id, err = tx.keepRotation(k)
		return err
	})
	if err != nil {
		return RotationScenario{}, c, err
	}
	sc, err := s.RotationScenario(ctx, id)
	return sc, c, err
}

// judge has the plan looked at by other code than the solver's, and finds out what the
// placements are worth and why wishes were refused.
func (k *RotationKeep) judge(ctx context.Context) error {
	if k.problem = k.Solved; k.problem == nil {
		k.problem = &k.Input.Problem
	}
	p := k.problem
	var err error
	if k.judged, err = check.Plan(p, k.Result.Plan); err != nil {
		return err
	}
	if n := len(k.judged.Violations); n > 0 {
		v := k.judged.Violations[0]
		return fmt.Errorf("the plan of “%s” was not kept: an independent check found %s, the first of the rule “%s”; please report this", k.Input.Name, counted(int64(n), "broken rule", "broken rules"), v.Rule)
	}
	if k.judged.Total != k.Result.Value {
		return fmt.Errorf("the plan of “%s” was not kept: an independent count comes to %s points instead of %s; please report this", k.Input.Name, FormatPoints(k.judged.Total), FormatPoints(k.Result.Value))
	}
	total := int64(0)
	for i, x := range k.judged.People {
		k.granted += len(x.Granted)
		for _, w := range x.Granted {
			if p.People[i].Wishes[w].Points <= 0 {
				k.granted--
			}
		}
		if x.Unfair > 0 {
			k.unlucky = append(k.unlucky, i)
			total -= x.Unfair
		}
		moves := k.Input.movesOf(p, i, k.Result.Plan[i])
		for _, m := range moves {
			total += m.points
		}
		k.moves = append(k.moves, moves...)
	}
	if points := k.points(); total != points {
		return fmt.Errorf("the plan of “%s” was not kept: its placements add up to %s points instead of %s; please report this", k.Input.Name, FormatPoints(total), FormatPoints(points))
	}
	if k.hand != nil {
		k.refused = notGranted(p, k.Result.Plan)
		return nil
	}
	k.refused, err = rotation.FindRefused(ctx, p, k.Result.Plan)
	return err
}

// notGranted lists the wishes that a plan does not grant, without looking for why, which
// would take too long between one move by hand and the next.
func notGranted(p *rotation.Problem, plan rotation.Plan) (out []rotation.Refused) {
	for i := range p.People {
		for k, w := range p.People[i].Wishes {
			if w.Points > 0 && !grantedIn(plan[i], w) {
				out = append(out, rotation.Refused{Person: i, Wish: k})
			}
		}
	}
	return out
}

// points are those of the plan, without what its changes to a published one cost.
func (k *RotationKeep) points() int64 {
	return k.judged.Total + k.problem.Rules.ChangeCost*int64(k.judged.Dropped+k.judged.Added)
}

func (k *RotationKeep) state() string {
	switch {
	case k.hand != nil:
		return stateBounded
	case k.Result.Stopped && k.Result.Outcome != rotation.Best:
		return stateStopped
	case k.Result.Outcome == rotation.Best:
		return stateOptimal
	}
	return stateBounded
}

// bound is what no plan has more of; nil where that is not known. The bound of a repair
// that was not finished speaks of changes before points.
func (k *RotationKeep) bound() *int64 {
	b := k.Result.Bound
	switch points := k.points(); {
	case b == rotation.Unbounded:
		return nil
	case k.problem.Rules.ChangeCost == 0:
		return &b
	case k.Result.Outcome == rotation.Best:
		return &points
	}
	return nil
}

func (tx *Tx) keepRotation(k RotationKeep) (int64, error) {
	id := k.scenario
	if id == 0 {
		name, err := tx.freeRotationName(k.Input.Plan, k.Name)
		if err != nil {
			return 0, err
		}
		k.Name = name
		id, err = tx.Insert(`INSERT INTO rotation_scenario(plan_id, name, at, state, points, bound, moves, granted, refused, repairs_id, changed) VALUES(?,?,?,?,?,?,?,?,?,nullif(?, 0),?)`,
			k.Input.Plan, name, tx.s.opt.Now().UnixMilli(), k.state(), k.points(), k.bound(), len(k.moves), k.granted, k.refusedCount(), k.Repairs, k.Changed)
		if err != nil {
			return 0, err
		}
	} else if err := tx.emptyRotation(id, k); err != nil {
		return 0, err
	}
	if err := tx.saveRotationRows(id, k); err != nil {
		return 0, err
	}
	if k.Label == "" {
		k.Label = fmt.Sprintf("run the rotation “%s”: %s, “%s”", k.Input.Name, counted(int64(len(k.moves)), "placement", "placements"), k.Name)
	}
	return id, tx.Relabel(k.Label)
}

// refusedCount counts also the wishes for days on which no period begins.
func (k *RotationKeep) refusedCount() int {
	n := len(k.refused)
	for _, x := range k.Input.People {
		n += len(x.Late)
	}
	return n
}

// emptyRotation makes a draft that was made by hand ready for its new placements.
func (tx *Tx) emptyRotation(id int64, k RotationKeep) error {
	for _, q := range []string{`DELETE FROM rotation_move WHERE scenario_id = ?`, `DELETE FROM rotation_part WHERE scenario_id = ?`} {
		if _, err := tx.Exec(q, id); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`UPDATE rotation_scenario SET at = ?, state = ?, points = ?, bound = ?, moves = ?, granted = ?, refused = ? WHERE id = ?`,
		tx.s.opt.Now().UnixMilli(), k.state(), k.points(), k.bound(), len(k.moves), k.granted, k.refusedCount(), id)
	return err
}

func (tx *Tx) saveRotationRows(id int64, k RotationKeep) error {
	parts := map[string]any{
		"input": k.Input, "binding": k.Result.Binding, "refused": k.refused,
		"outcome": rotationOutcome{k.Result.Outcome, k.Result.Stopped, k.Result.Value, k.Result.Bound, k.Seed, k.Rounds},
	}
	if k.Solved != nil {
		parts["solved"] = k.Solved
	}
	if k.Changes != nil {
		parts["changes"] = k.Changes
	}
	if k.hand != nil {
		parts[handPart] = k.hand
	}
	for name, part := range parts {
		body, err := pack(part)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO rotation_part(scenario_id, name, body) VALUES(?,?,?)`, id, name, body); err != nil {
			return err
		}
	}
	rows := tx.Bulk("rotation_move", "scenario_id", "participant_id", "seat_id", "first", "last", "points", "parts", "locked", "overrides")
	for _, m := range k.moves {
		text, err := m.text()
		if err != nil {
			return err
		}
		who, seat := k.Input.People[m.Person].Participant, k.Input.Seats[m.Seat].ID
		locked, overrides := k.Input.lockOn(m.Placement)
		if err := rows.Add(id, who, seat, m.From+1, m.To+1, m.points, text, locked, overrides); err != nil {
			return err
		}
	}
	return rows.Flush()
}

// freeRotationName is the name asked for, with a number if it is taken, or else the next
// “scenario 3”.
func (tx *Tx) freeRotationName(plan int64, name string) (string, error) {
	for n := 1; ; n++ {
		try := name
		switch {
		case name == "":
			try = fmt.Sprintf("scenario %d", n)
		case n > 1:
			try = fmt.Sprintf("%s (%d)", name, n)
		}
		var taken int
		if err := tx.Row(`SELECT count(*) FROM rotation_scenario WHERE plan_id = ? AND name = ?`, []any{plan, try}, &taken); err != nil || taken == 0 {
			return try, err
		}
	}
}
