// Package demo makes up a company: people of many countries, their jobs, skills
// and wishes, and three mentoring programs in the middle of their year.
package demo

import (
	"context"
	"fmt"

	"understudy/store"
)

// The company that Fill makes unless told otherwise.
const (
	DefaultPeople = 240
	DefaultSeed   = 20_260_514
)

// mostPeople keeps ids and sums far from any limit.
const mostPeople = 2_000_000

// Options say which company to make. The zero value is the default company.
type Options struct {
	People int    // how many have ever worked there, leavers included; 0 means DefaultPeople
	Seed   uint64 // 0 means DefaultSeed
	// Progress is told how far the work is, from the calling goroutine; nil is quiet.
	Progress func(done, total int)
}

// Fill makes the company in an empty file as one change. The same people, seed
// and day give the same company, bit for bit; another size gives another company.
// It fails with store.ErrExists where the file holds a company already.
func Fill(ctx context.Context, s *store.Store, opt Options) (store.Change, error) {
	if opt.People == 0 {
		opt.People = DefaultPeople
	}
	if opt.Seed == 0 {
		opt.Seed = DefaultSeed
	}
	if opt.People < 1 || opt.People > mostPeople {
		return store.Change{}, fmt.Errorf("a made-up company has 1 to %d people, not %d", mostPeople, opt.People)
	}
	return s.Write(ctx, label(opt), func(tx *store.Tx) error {
		if err := refuseFilled(tx); err != nil {
			return err
		}
		w := newWorld(opt, tx.Today())
		return w.write(ctx, tx)
	})
}

// label names the change that makes a company.
func label(opt Options) string { return "make the demo company of " + people(opt.People) }

func people(n int) string {
	if n == 1 {
		return "1 person"
	}
	return fmt.Sprintf("%d people", n)
}

// refuseFilled keeps made-up people out of a real company: ids and names are the
// demo's own, and would mix with what is there.
func refuseFilled(tx *store.Tx) error {
	for _, table := range tables() {
		var filled bool
		if err := tx.Row(`SELECT EXISTS (SELECT 1 FROM "`+table+`")`, nil, &filled); err != nil {
			return err
		}
		if filled {
			return fmt.Errorf("%w: the demo company needs an empty file, and this one has records of the kind %s", store.ErrExists, table)
		}
	}
	return nil
}

// tables are those that Fill writes to.
func tables() []string {
	return []string{
		"market", "location", "grade", "family", "role", "role_level", "team", "language", "category", "skill",
		"requirement", "field", "question", "employee", "employee_field", "employee_language", "position", "rating",
		"interest", "need", "answer", "consent", "past_assignment", "note",
		"program", "rule", "criterion", "cycle", "enrolment", "preference", "pair_lock", "ban", "pair", "session", "goal",
		"initiative", "initiative_need", "kpi", "measurement", "cover", "demand", "level_description", "career_step",
		"certificate", "qualification", "potential_criterion", "potential_rating", "gap_action",
		"absence", "holiday", "rotation_plan", "seat", "participant", "rotation_wish", "rotation_consent", "rotation_cover",
		"rotation_waiver", "rotation_lock", "rotation_ban", "rotation_scenario", "rotation_move", "placement", "handover",
		"placement_feedback", "stretch", "stretch_skill", "application",
		"room", "series", "series_site", "series_exception", "topic", "topic_vote", "speaker", "topic_lock", "schedule", "event",
		"event_speaker", "invitation", "event_feedback", "event_action", "cpd",
	}
}
