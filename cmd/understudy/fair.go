package main

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
)

// fairJSON is what fairness reached and cost.
type fairJSON struct {
	Lowest          *json.Number `json:"lowest,omitempty"` // points of the poorest pair beside the locks
	OptimumLowest   *json.Number `json:"optimum_lowest,omitempty"`
	OptimumMatched  int          `json:"optimum_matched"` // of the certified best result without fairness
	OptimumPoints   json.Number  `json:"optimum_points"`
	LostPlaces      int          `json:"lost_places"` // against it
	LostPoints      json.Number  `json:"lost_points"`
	OptimumBlocking *int64       `json:"optimum_blocking_pairs,omitempty"` // of a stable run
	AtMost          int          `json:"at_most,omitempty"`                // places that no stable run exceeds
	Text            []string     `json:"text"`
}

func fairOf(c store.Scenario) *fairJSON {
	f := c.Fair
	if f == nil {
		return nil
	}
	number := func(n *int64) *json.Number {
		if n == nil {
			return nil
		}
		p := points(*n)
		return &p
	}
	out := &fairJSON{
		Lowest: number(f.Lowest), OptimumLowest: number(f.Optimum.Lowest), OptimumMatched: f.Optimum.Matched, OptimumPoints: points(f.Optimum.Total),
		LostPlaces: f.Price.Places, LostPoints: points(f.Price.Points), AtMost: f.AtMost, Text: c.FairWords(),
	}
	if f.Kind == mentoring.Stable {
		out.OptimumBlocking = &f.OptimumBlocking
	}
	return out
}

// fairnessHelp lists what --fairness takes.
func fairnessHelp() string {
	var b strings.Builder
	for _, f := range mentoring.Fairnesses()[1:] {
		fmt.Fprintf(&b, "  %s: %s\n", f, f.Help())
	}
	return b.String()
}

// fairnessOf reads --fairness: "none" or the beginning of one; ok is false where it
// was not given.
func fairnessOf(s string) (f mentoring.Fairness, ok bool, err error) {
	s = strings.ToLower(strings.TrimSpace(s))
	if s == "" {
		return "", false, nil
	}
	if s == "none" {
		return "", true, nil
	}
	all := mentoring.Fairnesses()[1:]
	if i := slices.IndexFunc(all, func(f mentoring.Fairness) bool { return strings.HasPrefix(string(f), s) }); i >= 0 {
		return all[i], true, nil
	}
	return "", false, usage("--fairness is “raise the lowest”, “leximin”, “stable” or “none”, not “%s”", s)
}

// countBlocking has the pairs counted who would both rather have each other, where the
// run is too large to have done so.
func (a *app) countBlocking(ctx context.Context, s *store.Store, v *store.Review) error {
	m := a.meter()
	defer m.end()
	n, err := s.Blocking(ctx, v, mentoring.Options{Progress: m.engine})
	v.Scenario.Blocking = &n
	return err
}

// sayFair is a run's fairness and blocking pairs, a sentence each.
func sayFair(c store.Scenario) string {
	var b strings.Builder
	for _, s := range c.FairWords() {
		fmt.Fprintf(&b, "%s\n", s)
	}
	return b.String()
}

// removedBy names what removed candidates, as the subject of a sentence.
func removedBy(r mentoring.Removal) string {
	if r.By == mentoring.BreaksLowest && r.Kind == "" {
		return "the lowest pair that was reached"
	}
	return "“" + r.By + "”"
}

// sayLowest is what the lowest pair of the others is after a change; "" without.
func sayLowest(lowest *int64) string {
	if lowest == nil {
		return ""
	}
	return "; the lowest pair beside the locks is then worth " + store.FormatPoints(*lowest)
}
