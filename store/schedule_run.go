package store

import (
	"context"
	"encoding/json"
	"fmt"

	"understudy/match/agenda"
	"understudy/match/agenda/check"
)

// ScheduleOptions of one run. How long it may take is its context's to say.
type ScheduleOptions struct {
	Name     string // of the schedule; "" makes one, “schedule 3”
	Seed     uint64
	Rounds   int // 0: as many as the engine finds good; below 0: none
	Progress func(agenda.Progress)
}

func (o ScheduleOptions) engine() agenda.Options {
	return agenda.Options{Seed: o.Seed, Rounds: o.Rounds, Progress: o.Progress}
}

// ScheduleImpossible says which fixed topics no schedule can keep.
type ScheduleImpossible struct {
	Series string
	Broken []string // in words, a topic each
}

func (e *ScheduleImpossible) Error() string {
	out := fmt.Sprintf("no schedule of “%s” keeps what is fixed; nothing was kept. This cannot be kept:", e.Series)
	for _, b := range e.Broken {
		out += "\n" + b
	}
	return out
}

// ScheduleSeries looks for the best schedule of the open topics of a series and keeps it,
// in one change. Before it is kept, other code than the solver's has found no clash in it
// and has counted its worth anew. When ctx ends the best schedule so far is kept, marked as
// stopped; where there is none yet nothing is, and the error is that of ctx.
//
// Errors: ErrNotFound; *ScheduleImpossible where what is fixed of topics cannot be kept;
// and what makes the series none that can be scheduled.
func (s *Store) ScheduleSeries(ctx context.Context, series int64, o ScheduleOptions) (Schedule, Change, error) {
	in, err := s.AgendaInput(ctx, series)
	if err != nil {
		return Schedule{}, Change{}, err
	}
	if err := s.canSchedule(ctx, in); err != nil {
		return Schedule{}, Change{}, err
	}
	res, err := agenda.Solve(ctx, &in.Problem, o.engine())
	if err != nil {
		return Schedule{}, Change{}, err
	}
	switch {
	case res.Outcome == agenda.Impossible:
		return Schedule{}, Change{}, s.unschedulable(ctx, in, res)
	case res.Outcome != agenda.Unknown:
		return s.keepSchedule(context.WithoutCancel(ctx), in, res, o)
	case ctx.Err() != nil:
		return Schedule{}, Change{}, ctx.Err()
	}
	return Schedule{}, Change{}, fmt.Errorf("no schedule of “%s” was found, and none was proved impossible; give the run more rounds, or fix less of its topics", in.Name)
}

// canSchedule refuses series that a run cannot be about.
func (s *Store) canSchedule(ctx context.Context, in *AgendaInput) error {
	var archived bool
	if err := classify(s.r.QueryRowContext(ctx, `SELECT archived FROM series WHERE id = ?`, in.Series).Scan(&archived)); err != nil {
		return err
	}
	switch {
	case archived:
		return fmt.Errorf("series “%s” is archived; bring it back first", in.Name)
	case len(in.Sites) == 0:
		return fmt.Errorf("series “%s” has no site; add one with: understudy add series-site series=%s location=…", in.Name, id(in.Series))
	case in.Ends <= in.Today:
		return fmt.Errorf("series “%s” ended on %s; give it a later end, or make a new one", in.Name, in.Ends)
	case len(in.Topics) == 0:
		return fmt.Errorf("series “%s” has no open topic that waits for a slot; open one with: understudy topic open TOPIC --series %s", in.Name, id(in.Series))
	case len(in.Slots) == 0:
		return fmt.Errorf("series “%s” has no slot from tomorrow to %s; look at its weekdays, its exceptions and the lunch hours of its sites, which must be as long as an event", in.Name, in.Ends)
	}
	return nil
}

// scheduleOutcome is how a run was steered and how it ended, as its schedule keeps it.
type scheduleOutcome struct {
	Outcome agenda.Outcome
	Proved  agenda.Proved
	Stopped bool
	Score   agenda.Score
	Bound   int64
	Seed    uint64
	Rounds  int
}

// keptEvent is what is kept of an event beside its columns.
type keptEvent struct {
	Guests []AgendaGuest `json:"reached"`
	Lock   bool          `json:"fixed,omitempty"`
}

func scheduleState(r agenda.Result) string {
	switch {
	case r.Outcome == agenda.Best && r.Proved == agenda.ProvedDays:
		return stateOptimal
	case r.Stopped:
		return stateStopped
	}
	return stateBounded
}

// judgeSchedule has a schedule looked at by other code than the solver's.
func judgeSchedule(in *AgendaInput, res agenda.Result) error {
	report, err := check.Schedule(&in.Problem, res.Schedule)
	switch {
	case err != nil:
		return err
	case len(report.Violations) > 0:
		return fmt.Errorf("the schedule of “%s” was not kept: an independent check found %s, the first: %s; please report this",
			in.Name, counted(int64(len(report.Violations)), "broken rule", "broken rules"), report.Violations[0])
	case report.Score != res.Score:
		return fmt.Errorf("the schedule of “%s” was not kept: an independent count comes to %d instead of %d; please report this", in.Name, report.Score.Value, res.Score.Value)
	}
	return nil
}

func (s *Store) keepSchedule(ctx context.Context, in *AgendaInput, res agenda.Result, o ScheduleOptions) (Schedule, Change, error) {
	if err := judgeSchedule(in, res); err != nil {
		return Schedule{}, Change{}, err
	}
	missing, err := missingTopics(in, res.Schedule)
	if err != nil {
		return Schedule{}, Change{}, err
	}
	var id int64
	c, err := s.Write(ctx, "schedule a series", func(tx *Tx) (err error) {
		id, err = tx.keepSchedule(in, res, missing, o)
		return err
	})
	if err != nil {
		return Schedule{}, c, err
	}
	sc, err := s.Schedule(ctx, id)
	return sc, c, err
}

// missingTopics explains the topics that are not given as often as they could be.
func missingTopics(in *AgendaInput, s agenda.Schedule) (out []agenda.Missing, err error) {
	given := make([]int, len(in.Topics))
	for _, e := range s {
		given[e.Topic]++
	}
	for k := range in.Topics {
		if given[k] >= in.Problem.Topics[k].Times {
			continue
		}
		m, err := agenda.Explain(&in.Problem, s, k)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, nil
}

func (tx *Tx) keepSchedule(in *AgendaInput, res agenda.Result, missing []agenda.Missing, o ScheduleOptions) (int64, error) {
	name, err := tx.freeScheduleName(in.Series, o.Name)
	if err != nil {
		return 0, err
	}
	var bound *int64
	if res.Bound != agenda.Unbounded {
		bound = &res.Bound
	}
	reached, out := 0, 0
	for _, e := range res.Schedule {
		reached += len(e.Reached)
	}
	for _, m := range missing {
		if m.Given == 0 {
			out++
		}
	}
	id, err := tx.Insert(`INSERT INTO schedule(series_id, name, at, state, value, bound, events, left_out, reached) VALUES(?,?,?,?,?,?,?,?,?)`,
		in.Series, name, tx.s.opt.Now().UnixMilli(), scheduleState(res), res.Score.Value, bound, len(res.Schedule), out, reached)
	if err != nil {
		return 0, err
	}
	for _, part := range []struct {
		name string
		body any
	}{
		{"input", in},
		{"outcome", scheduleOutcome{res.Outcome, res.Proved, res.Stopped, res.Score, res.Bound, o.Seed, o.Rounds}},
		{"schedule", res.Schedule},
		{"missing", missing},
	} {
		body, err := pack(part.body)
		if err != nil {
			return 0, err
		}
		if _, err := tx.Exec(`INSERT INTO schedule_part(schedule_id, name, body) VALUES(?,?,?)`, id, part.name, body); err != nil {
			return 0, err
		}
	}
	if err := tx.saveScheduleEvents(id, in, res.Schedule); err != nil {
		return 0, err
	}
	return id, tx.Relabel(fmt.Sprintf("schedule “%s”: %s, “%s”", in.Name, counted(int64(len(res.Schedule)), "event", "events"), name))
}

func (tx *Tx) saveScheduleEvents(schedule int64, in *AgendaInput, list agenda.Schedule) error {
	rows := tx.Bulk("schedule_event", "schedule_id", "topic_id", "date", "time", "minutes", "zone", "location_id", "room_id", "speakers", "value", "reached", "body")
	for _, e := range list {
		body, err := json.Marshal(keptEvent{in.reached(e), e.Lock != agenda.None})
		if err != nil {
			return err
		}
		var location, room any
		if site := in.Problem.Slots[e.Slot].Site; site != agenda.None {
			location = in.Sites[site].ID
		}
		if e.Room != agenda.None {
			room = in.Rooms[e.Room].ID
		}
		at := in.Slots[e.Slot]
		if err := rows.Add(schedule, in.Topics[e.Topic].ID, string(at.Date), at.Time, in.Problem.Topics[e.Topic].Minutes, at.Zone, location, room,
			jsonList(in.employees(e.Speakers)), e.Value, len(e.Reached), string(body)); err != nil {
			return err
		}
	}
	return rows.Flush()
}

// reached are the guests of an event, in the order of its people.
func (in *AgendaInput) reached(e agenda.Event) []AgendaGuest {
	worth := map[int64]AgendaGuest{}
	for _, g := range in.Topics[e.Topic].Guests {
		worth[g.Employee] = g
	}
	out := make([]AgendaGuest, 0, len(e.Reached))
	for _, i := range e.Reached {
		out = append(out, worth[in.People[i].Employee])
	}
	return out
}

// employees are those behind people of the problem.
func (in *AgendaInput) employees(people []int) []int64 {
	out := make([]int64, 0, len(people))
	for _, i := range people {
		out = append(out, in.People[i].Employee)
	}
	return out
}

// freeScheduleName is the name asked for, with a number if it is taken, or else the next
// “schedule 3”.
func (tx *Tx) freeScheduleName(series int64, name string) (string, error) {
	for n := 1; ; n++ {
		try := name
		switch {
		case name == "":
			try = fmt.Sprintf("schedule %d", n)
		case n > 1:
			try = fmt.Sprintf("%s (%d)", name, n)
		}
		var taken int
		if err := tx.Row(`SELECT count(*) FROM schedule WHERE series_id = ? AND name = ?`, []any{series, try}, &taken); err != nil || taken == 0 {
			return try, err
		}
	}
}
