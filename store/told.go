package store

import (
	"context"
	"encoding/json"
	"strings"
)

// Shared is a value as lists, exports and reports may tell it: "" without the
// consent that its column asks for, or after someone took that consent back. Only
// records that List, Get and Find read know of consents taken back.
func (r Record) Shared(c Column) string {
	if c.Consent != "" && (r.Values[c.Consent] != "yes" || r.Kind.told != nil && !r.told) {
		return ""
	}
	return r.Values[c.Name]
}

// findTold looks up which records of a kind may be told today. It is no part of the
// row itself: what an edit writes and history keeps does not change with the day.
func (s *Store) findTold(ctx context.Context, k *Kind, recs []Record) error {
	if k.told == nil || len(recs) == 0 {
		return nil
	}
	ids := make([]int64, len(recs))
	for i, r := range recs {
		ids[i] = r.ID
	}
	among, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	list, err := query(ctx, s.r, scanInt, `SELECT t.id FROM "`+k.Table+`" t WHERE t.id IN (SELECT value FROM json_each(?)) AND `+k.told("t", s.Today()), string(among))
	if err != nil {
		return err
	}
	told := make(map[int64]bool, len(list))
	for _, n := range list {
		told[n] = true
	}
	for i := range recs {
		recs[i].told = told[recs[i].ID]
	}
	return nil
}

// storyTold is SQL that holds for a closing review of this alias whose success story
// may be told on a day: the consent is to this story, and neither of the two has since
// taken back theirs to success stories as such.
func storyTold(alias string, today Date) string {
	return strings.NewReplacer("{t}", alias, "{today}", "'"+string(today)+"'").Replace(`({t}.story_consent = 1 AND NOT EXISTS (
	  SELECT 1 FROM pair p_ JOIN enrolment n_ ON n_.id IN (p_.mentee_id, p_.mentor_id) JOIN consent k_ ON k_.employee_id = n_.employee_id
	  WHERE p_.id = {t}.pair_id AND k_.topic = 'success stories' AND k_.until >= {t}.date AND k_.until <= {today} AND NOT EXISTS (
	    SELECT 1 FROM consent l_ WHERE l_.employee_id = k_.employee_id AND l_.topic = k_.topic AND l_.since >= k_.until AND (l_.until IS NULL OR l_.until > {today}))))`)
}

// Hides tells whether a value stays with its record and is not told by the history: the
// text of a private note, the score of a private judgement, and what needs a consent,
// since a row of long ago does not know whether that still holds.
func (k *Kind) Hides(c Column) bool {
	return c.Consent != "" || k.Private && (c.Type == Lines || c.Type == Int)
}
