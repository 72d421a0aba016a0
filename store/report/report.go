// Package report makes documents out of the store: the numbers of a program's cycles
// as one value, and Markdown and HTML of that value. No report has private notes,
// notes of sessions or comments of feedback, and a success story only with consent.
package report

import (
	"context"
	"database/sql"
	"errors"

	"understudy/store"
	"understudy/store/text"
)

// Report is what came of a program's cycles, up to a day. Every number can be counted
// again in the tables; JSON, Markdown and HTML say the same.
type Report struct {
	Program    string      `json:"program"`
	On         store.Date  `json:"on"`
	Cycles     []Cycle     `json:"cycles"`
	Mentees    Side        `json:"mentees"`
	Mentors    Side        `json:"mentors"`
	Scenarios  int         `json:"scenarios"` // runs of the engine
	Published  []Published `json:"published"` // those that pairs were made of
	Pairs      Pairs       `json:"pairs"`
	Health     Health      `json:"health"` // of active pairs
	Sessions   Sessions    `json:"sessions"`
	Fit        Fit         `json:"fit"`
	Goals      Goals       `json:"goals"`
	Actions    Goals       `json:"actions"` // reached: done
	Milestones Milestones  `json:"milestones"`
	Feedback   Feedback    `json:"feedback"`
	Outcomes   Outcomes    `json:"outcomes"` // of the closing reviews
	Gains      Gains       `json:"gains"`
	Endings    []Ending    `json:"early_ends"` // the most frequent first
	Lessons    []string    `json:"lessons"`
	Stories    []Story     `json:"stories"`
}

// Cycle is one cycle that the report is about.
type Cycle struct {
	ID     int64      `json:"id"`
	Name   string     `json:"name"`
	State  string     `json:"state"`
	Starts store.Date `json:"starts"`
	Ends   store.Date `json:"ends,omitempty"`
}

// Side is the mentees or the mentors. Who is enrolled in two cycles, or for two slots,
// counts twice but in People.
type Side struct {
	Enrolled  int `json:"enrolled"`
	People    int `json:"people"`      // behind Enrolled
	Places    int `json:"places"`      // that the enrolled ask for or offer
	Placed    int `json:"placed"`      // enrolled ones with a pair that did not close early
	Waiting   int `json:"waiting"`     // in cycles that are not closed
	Open      int `json:"open_places"` // of those who wait
	Returned  int `json:"returned"`    // of those who wait: a pair of theirs has ended
	Without   int `json:"without"`     // in closed cycles: with a place that stayed open
	Withdrawn int `json:"withdrawn"`
}

// Published is a run of the engine that became pairs, with its proof.
type Published struct {
	ID      int64  `json:"id"`
	Cycle   string `json:"cycle"`
	Name    string `json:"name"`
	State   string `json:"state"` // proved optimal, or stopped
	Places  int    `json:"places"`
	Matched int    `json:"matched"`
	Points  int64  `json:"points_in_thousandths"`
	Pairs   int    `json:"pairs"` // that were made of it
}

// Pairs are counted by state.
type Pairs struct {
	All         int `json:"all"`
	Proposed    int `json:"proposed"`
	Active      int `json:"active"`
	OnHold      int `json:"on_hold"`
	Completed   int `json:"completed"`
	ClosedEarly int `json:"closed_early"`
}

// Health counts the active pairs by how they do.
type Health struct {
	OnTrack      int `json:"on_track"`
	TooEarly     int `json:"too_early"`
	NeedsCheckIn int `json:"needs_check_in"`
	Stalled      int `json:"stalled"`
}

// Sessions are counted by state. Minutes are those of held sessions.
type Sessions struct {
	Planned   int `json:"planned"`
	Held      int `json:"held"`
	Missed    int `json:"missed"`
	Cancelled int `json:"cancelled"`
	Minutes   int `json:"minutes"`
}

// Fit counts the answers to fit checks.
type Fit struct {
	Good     int `json:"good_fit"`
	Deciding int `json:"still_deciding"`
	NotGood  int `json:"not_a_good_fit"`
}

// Goals are counted by state.
type Goals struct {
	Open    int `json:"open"`
	Reached int `json:"reached"`
	Dropped int `json:"dropped"`
}

// Milestones are reached, or open; some of the open ones are past their day.
type Milestones struct {
	Reached int `json:"reached"`
	Open    int `json:"open"`
	Overdue int `json:"overdue"`
}

// Feedback is what each side gave, from 1 (poor) to 5 (very good).
type Feedback struct {
	Mentees Scores `json:"mentees"`
	Mentors Scores `json:"mentors"`
}

// Scores are answers with their mean, 0 where there are none.
type Scores struct {
	Count int     `json:"count"`
	Sum   int     `json:"sum"`
	Mean  float64 `json:"mean"`
}

// Outcomes counts closing reviews.
type Outcomes struct {
	Reached       int `json:"reached"`
	PartlyReached int `json:"partly_reached"`
	NotReached    int `json:"not_reached"`
	Missing       int `json:"missing"` // completed pairs without a review
}

// Gains are what mentees were found to have learned while they were in a pair: ratings
// with evidence, by someone other than themselves. Raised are those above every rating
// of that skill before; where there was none before, nobody knows what was gained.
type Gains struct {
	Ratings int `json:"ratings"`
	People  int `json:"people"` // who got them
	Raised  int `json:"raised"`
	Levels  int `json:"levels"` // by which they rose, all together
}

// Ending is a reason for which pairs closed early.
type Ending struct {
	Reason string `json:"reason"` // "" where none was given
	Pairs  int    `json:"pairs"`
}

// Story is a success story that both agreed to have told.
type Story struct {
	Cycle  string `json:"cycle"`
	Mentee string `json:"mentee"`
	Mentor string `json:"mentor"`
	Text   string `json:"text"`
}

// errMoved says that somebody wrote between two reads of one report.
var errMoved = errors.New("the file changed while the report was made; make it again")

// tries is how often a report is begun anew while others write.
const tries = 5

// Mentoring counts a program, or (cycle not 0) one cycle of it. All numbers are of one
// state of the file.
func Mentoring(ctx context.Context, st *store.Store, program, cycle int64) (*Report, error) {
	err := errMoved
	for range tries {
		var r *Report
		if r, err = mentoring(ctx, st, program, cycle); !errors.Is(err, errMoved) {
			return r, err
		}
	}
	return nil, err
}

func mentoring(ctx context.Context, st *store.Store, program, cycle int64) (*Report, error) {
	r := &Report{On: st.Today()}
	var before, after int64
	newest := func(at *int64) error {
		return st.InReadTx(ctx, func(tx *sql.Tx) error {
			return tx.QueryRowContext(ctx, `SELECT coalesce(max(id), 0) FROM change`).Scan(at)
		})
	}
	if err := newest(&before); err != nil {
		return nil, err
	}
	if err := st.InReadTx(ctx, func(tx *sql.Tx) error { return r.count(&counter{ctx, tx, program, cycle, st.Today()}) }); err != nil {
		return nil, err
	}
	if err := r.follow(ctx, st); err != nil {
		return nil, err
	}
	told, err := st.Stories(ctx, program, cycle)
	if err != nil {
		return nil, err
	}
	r.Stories = []Story{}
	for _, v := range told {
		r.Stories = append(r.Stories, Story{Cycle: v.Cycle, Mentee: v.Mentee, Mentor: v.Mentor, Text: v.Story})
	}
	if err := newest(&after); err != nil {
		return nil, err
	}
	if before != after {
		return nil, errMoved
	}
	r.clean()
	return r, nil
}

// follow adds what the store itself judges: who waits, and how pairs do.
func (r *Report) follow(ctx context.Context, st *store.Store) error {
	for _, c := range r.Cycles {
		waiting, err := st.Waiting(ctx, c.ID)
		if err != nil {
			return err
		}
		for _, w := range waiting {
			side := &r.Mentees
			if w.Side == "mentor" {
				side = &r.Mentors
			}
			if c.State == "closed" {
				side.Without++
				continue
			}
			side.Waiting++
			side.Open += w.Free
			if w.Returned != "" {
				side.Returned++
			}
		}
		pairs, err := st.Pairs(ctx, store.PairFilter{Cycle: c.ID, Running: true})
		if err != nil {
			return err
		}
		for _, p := range pairs {
			r.Health.add(p.Verdict.Health)
		}
	}
	return nil
}

// clean makes harmless whatever the file holds, before it goes anywhere.
func (r *Report) clean() {
	r.Program = text.Clean(r.Program)
	for i := range r.Cycles {
		r.Cycles[i].Name = text.Clean(r.Cycles[i].Name)
	}
	for i := range r.Published {
		p := &r.Published[i]
		p.Cycle, p.Name = text.Clean(p.Cycle), text.Clean(p.Name)
	}
	for i := range r.Endings {
		r.Endings[i].Reason = text.Clean(r.Endings[i].Reason)
	}
	for i := range r.Lessons {
		r.Lessons[i] = text.Clean(r.Lessons[i])
	}
	for i := range r.Stories {
		s := &r.Stories[i]
		s.Cycle, s.Mentee, s.Mentor, s.Text = text.Clean(s.Cycle), text.Clean(s.Mentee), text.Clean(s.Mentor), text.CleanLines(s.Text)
	}
}

func (h *Health) add(v store.Health) {
	switch v {
	case store.OnTrack:
		h.OnTrack++
	case store.TooEarly:
		h.TooEarly++
	case store.NeedsCheckIn:
		h.NeedsCheckIn++
	case store.Stalled:
		h.Stalled++
	}
}
