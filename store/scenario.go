package store

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"understudy/match/assign"
	"understudy/match/mentoring"
)

// Scenario is one run of the engine over a cycle, with its totals. Points are
// thousandths.
type Scenario struct {
	ID, CycleID    int64
	Name           string
	At             time.Time
	State          string // "proved optimal", "proved stable" or "stopped"
	Objective      string
	Fairness       string // "" is none
	Places         int    // mentee places asked for
	Matched        int    // of them filled
	Points         int64
	Worst          int64 // points of the poorest pair
	Most           int64 // the most that a pair could have
	Pairs          int
	PublishedPairs int // pairs that were made of it

	// Fair is what fairness reached and cost, without its covers, which the result has;
	// nil without fairness, or where the run was stopped.
	Fair *mentoring.Fair
	// Blocking counts the pairs who would both rather have each other; nil where nobody
	// counted them yet, which [Store.Blocking] does.
	Blocking *int64
}

// Proved says whether the result was certified as what its settings ask for: the best
// there is under them, or stable.
func (s Scenario) Proved() bool { return s.State != stateStopped }

// Aim is what the run went for before anything else: its fairness, else its objective.
func (s Scenario) Aim() string { return cmp.Or(s.Fairness, s.Objective) }

// Proof says in a sentence what is known of the result.
func (s Scenario) Proof() string {
	if !s.Proved() {
		return "stopped: these pairs are allowed, but there may be better ones"
	}
	return mentoring.Fairness(s.Fairness).Proves(mentoring.Objective(s.Objective))
}

// FairWords say what fairness reached and cost, and how many pairs would both rather
// have each other, as far as that was counted; one thing each.
func (s Scenario) FairWords() []string {
	var out []string
	if s.Fair != nil {
		out = s.Fair.Words(mentoring.Totals{Matched: s.Matched, Total: s.Points, Worst: s.Worst}, s.Places)
	}
	if s.Blocking != nil && s.Fairness != string(mentoring.Stable) {
		out = append(out, BlockingWords(*s.Blocking))
	}
	return out
}

// BlockingWords say how many pairs would both rather have each other.
func BlockingWords(n int64) string {
	switch n {
	case 0:
		return "no two would both rather have each other"
	case 1:
		return "one mentor and mentee would both rather have each other"
	}
	return fmt.Sprintf("%d pairs of a mentor and a mentee would both rather have each other", n)
}

// The words for how good a result is known to be.
const (
	stateOptimal = "proved optimal"
	stateStable  = "proved stable"
	stateStopped = "stopped"
)

func stateOf(in mentoring.Input, res *mentoring.Result) string {
	switch {
	case !res.Proved:
		return stateStopped
	case in.Settings.Fairness == mentoring.Stable:
		return stateStable
	}
	return stateOptimal
}

// MatchOptions of one run.
type MatchOptions struct {
	Name      string                 // of the scenario; "" makes one, “scenario 3”
	Differs   string                 // what is special about the run, for a made name: “scenario 3: skill need 42”
	Adjust    func(*mentoring.Input) // changes the snapshot before the run (a what-if); may be nil
	Workers   int
	Progress  func(assign.Progress)
	KeepGoing bool // save a stopped run too
}

// Match runs the engine on a cycle and keeps the result as a scenario. A cancelled
// ctx stops the run: with KeepGoing the best so far is kept, if there is anything to
// keep, else nothing is and the error is context.Canceled.
// Errors: *mentoring.InputError, *mentoring.LockError.
func (s *Store) Match(ctx context.Context, cycle int64, o MatchOptions) (Scenario, Change, error) {
	if err := s.AcceptsMatching(ctx, cycle); err != nil {
		return Scenario{}, Change{}, err
	}
	in, err := s.ReadInput(ctx, cycle, o.Progress)
	if err != nil {
		return Scenario{}, Change{}, err
	}
	if o.Adjust != nil {
		o.Adjust(&in)
	}
	res, err := mentoring.Run(ctx, in, mentoring.Options{Workers: o.Workers, Progress: o.Progress})
	if err != nil {
		return Scenario{}, Change{}, err
	}
	if res.Stopped && (!o.KeepGoing || !res.Begun()) {
		return Scenario{}, Change{}, context.Canceled
	}
	return s.saveScenario(context.WithoutCancel(ctx), cycle, o.Name, o.Differs, in, res, o.Progress)
}

// SaveScenario keeps an input and its result as one change. Scenarios are never
// overwritten; a name that is taken gets a number.
func (s *Store) SaveScenario(ctx context.Context, cycle int64, name string, in mentoring.Input, res *mentoring.Result) (Scenario, Change, error) {
	return s.KeepScenario(ctx, cycle, name, in, res, nil)
}

// StageSaving is the stage in which a run is kept; Done counts its pairs.
const StageSaving = "saving"

// KeepScenario is SaveScenario, and tells how far it is. tell may be nil.
func (s *Store) KeepScenario(ctx context.Context, cycle int64, name string, in mentoring.Input, res *mentoring.Result, tell func(assign.Progress)) (Scenario, Change, error) {
	return s.saveScenario(ctx, cycle, name, "", in, res, tell)
}

func (s *Store) saveScenario(ctx context.Context, cycle int64, name, differs string, in mentoring.Input, res *mentoring.Result, tell func(assign.Progress)) (Scenario, Change, error) {
	if tell == nil {
		tell = func(assign.Progress) {}
	}
	tell(assign.Progress{Stage: StageSaving, Total: len(res.Pairs)})
	fair, err := fairText(res)
	if err != nil {
		return Scenario{}, Change{}, err
	}
	blocking, err := blockingAtOnce(ctx, in, res)
	if err != nil {
		return Scenario{}, Change{}, err
	}
	var id int64
	c, err := s.Write(ctx, "run the matching", func(tx *Tx) error {
		err := acceptsMatching(tx.ctx, tx, cycle)
		if err != nil {
			return err
		}
		if name, err = tx.freeScenarioName(cycle, name, differs); err != nil {
			return err
		}
		id, err = tx.Insert(`INSERT INTO scenario(cycle_id, name, at, state, objective, fairness, places, matched, points, worst, most, fair, blocking)
			VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)`, cycle, name, tx.s.opt.Now().UnixMilli(), stateOf(in, res), string(in.Settings.Objective),
			string(in.Settings.Fairness), res.Places, res.Matched, res.Total, res.Worst, res.Most, fair, blocking)
		if err != nil {
			return err
		}
		if err := tx.saveScenarioRows(id, in, res, tell); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("run the matching: %d of %d, “%s”", res.Matched, res.Places, name))
	})
	if err != nil {
		return Scenario{}, c, err
	}
	sc, err := s.Scenario(ctx, id)
	return sc, c, err
}

// fairText is what a scenario's row keeps of fairness: all but the covers, which name
// people by the thousand; NULL without fairness.
func fairText(res *mentoring.Result) (*string, error) {
	if res.Fair == nil {
		return nil, nil
	}
	fair := *res.Fair
	fair.Most, fair.Above = nil, nil
	b, err := json.Marshal(fair)
	text := string(b)
	return &text, err
}

// cheap is how many pairs of a mentee and a mentor are looked at without being asked:
// a fraction of a second.
const cheap = 100_000

// blockingAtOnce counts the pairs who would both rather have each other, where the run
// counted them or that is cheap; NULL elsewhere.
func blockingAtOnce(ctx context.Context, in mentoring.Input, res *mentoring.Result) (*int64, error) {
	if res.Fair != nil && res.Fair.Kind == mentoring.Stable && res.Proved {
		return &res.Fair.Blocking, nil
	}
	if len(in.Mentees)*len(in.Mentors) > cheap {
		return nil, nil
	}
	ask, err := mentoring.NewAsker(in, res)
	if err != nil {
		return nil, err
	}
	n, _, _, err := ask.Blocking(ctx, mentoring.Options{})
	return &n, err
}

// freeScenarioName is the name asked for, with a number if it is taken, or else the
// next “scenario 3”, then what differs: the number first, so that a cut name still tells
// two runs apart.
func (tx *Tx) freeScenarioName(cycle int64, name, differs string) (string, error) {
	for n := 1; ; n++ {
		try := name
		switch {
		case name == "":
			try = fmt.Sprintf("scenario %d", n)
		case n > 1:
			try = fmt.Sprintf("%s (%d)", name, n)
		}
		var taken int
		if err := tx.Row(`SELECT count(*) FROM scenario WHERE cycle_id = ?1 AND (name = ?2 OR name LIKE ?2 || ':%')`, []any{cycle, try}, &taken); err != nil {
			return "", err
		}
		if taken == 0 && name == "" && differs != "" {
			try += ": " + differs
		}
		if taken == 0 {
			return try, nil
		}
	}
}

func (tx *Tx) saveScenarioRows(id int64, in mentoring.Input, res *mentoring.Result, tell func(assign.Progress)) error {
	for name, part := range map[string]any{"input": in, "result": res} {
		body, err := pack(part)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`INSERT INTO scenario_part(scenario_id, name, body) VALUES(?,?,?)`, id, name, body); err != nil {
			return err
		}
	}
	pairs := tx.Bulk("scenario_pair", "scenario_id", "mentee_id", "mentor_id", "place", "points", "parts", "locked", "overrides")
	for n, p := range res.Pairs {
		if n%1000 == 0 {
			tell(assign.Progress{Stage: StageSaving, Done: n, Total: len(res.Pairs)})
		}
		parts := make([]int64, len(p.Parts))
		for i := range p.Parts {
			parts[i] = p.Parts[i].Points
		}
		text, err := json.Marshal(parts)
		if err != nil {
			return err
		}
		if err := pairs.Add(id, p.Mentee, p.Mentor, p.Place, p.Points, string(text), p.Locked, strings.Join(p.Overrides, "\n")); err != nil {
			return err
		}
	}
	left := tx.Bulk("scenario_left", "scenario_id", "enrolment_id", "places", "decided")
	for _, u := range res.Unmatched {
		if err := left.Add(id, u.Mentee, u.Places, u.Decided); err != nil {
			return err
		}
	}
	return errors.Join(pairs.Flush(), left.Flush())
}

// pack makes a value small enough to keep beside every run: JSON, compressed, as
// text, since row images are text.
func pack(v any) (string, error) {
	var b bytes.Buffer
	enc := base64.NewEncoder(base64.StdEncoding, &b)
	z, err := gzip.NewWriterLevel(enc, gzip.BestSpeed)
	if err != nil {
		return "", err
	}
	if err := errors.Join(json.NewEncoder(z).Encode(v), z.Close(), enc.Close()); err != nil {
		return "", err
	}
	return b.String(), nil
}

func unpack(s string, v any) error {
	z, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, bytes.NewReader([]byte(s))))
	if err != nil {
		return fmt.Errorf("%w: a stored scenario: %w", ErrDamaged, err)
	}
	if err := json.NewDecoder(z).Decode(v); err != nil {
		return fmt.Errorf("%w: a stored scenario: %w", ErrDamaged, err)
	}
	_, err = io.Copy(io.Discard, z) // reads the checksum at the end
	return err
}

const scenarioColumns = `c.id, c.cycle_id, c.name, c.at, c.state, c.objective, c.places, c.matched, c.points, c.worst, c.most,
	(SELECT count(*) FROM scenario_pair p WHERE p.scenario_id = c.id), (SELECT count(*) FROM pair p WHERE p.scenario_id = c.id),
	c.fairness, c.fair, coalesce(c.blocking, (SELECT CAST(a.body AS INTEGER) FROM scenario_answer a
	  WHERE a.scenario_id = c.id AND a.enrolment_id IS NULL AND a.question = 'blocking pairs'))`

func (s *Store) scanScenario(r *sql.Rows) (v Scenario, err error) {
	var at int64
	var fair sql.NullString
	err = r.Scan(&v.ID, &v.CycleID, &v.Name, &at, &v.State, &v.Objective, &v.Places, &v.Matched, &v.Points, &v.Worst, &v.Most, &v.Pairs, &v.PublishedPairs,
		&v.Fairness, &fair, &v.Blocking)
	if err == nil && fair.Valid {
		if err = json.Unmarshal([]byte(fair.String), &v.Fair); err != nil {
			err = fmt.Errorf("%w: a stored scenario: %w", ErrDamaged, err)
		}
	}
	v.At = time.UnixMilli(at).In(s.opt.Now().Location())
	return v, err
}

// Scenarios lists the runs of a cycle, newest first.
func (s *Store) Scenarios(ctx context.Context, cycle int64) ([]Scenario, error) {
	return query(ctx, s.r, s.scanScenario, `SELECT `+scenarioColumns+` FROM scenario c WHERE c.cycle_id = ? ORDER BY c.id DESC`, cycle)
}

// Scenario reads one run.
func (s *Store) Scenario(ctx context.Context, id int64) (Scenario, error) {
	return one(query(ctx, s.r, s.scanScenario, `SELECT `+scenarioColumns+` FROM scenario c WHERE c.id = ?`, id))
}

// one takes the first of a list; ErrNotFound if there is none.
func one[T any](list []T, err error) (v T, _ error) {
	if err != nil {
		return v, err
	}
	if len(list) == 0 {
		return v, ErrNotFound
	}
	return list[0], nil
}

// clearScenario takes away the rows of a run, whose answers go by themselves. A
// run that pairs were made of stays: it says why they are pairs.
func clearScenario(tx *Tx, id int64) error {
	var pairs int
	if err := tx.Row(`SELECT count(*) FROM pair WHERE scenario_id = ?`, []any{id}, &pairs); err != nil {
		return err
	}
	if pairs > 0 {
		return fmt.Errorf("%w: %d pairs were published from it", ErrInUse, pairs)
	}
	for _, table := range []string{"scenario_part", "scenario_pair", "scenario_left"} {
		if _, err := tx.Exec(`DELETE FROM `+table+` WHERE scenario_id = ?`, id); err != nil {
			return err
		}
	}
	return nil
}
