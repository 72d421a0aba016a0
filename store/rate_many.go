package store

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"understudy/store/text"
)

// NewRating is one rating to be written.
type NewRating struct {
	Employee, Skill int64
	Level           int
	Source          string // "" is manager
	Date            string // as a person writes it; "" is today
	Evidence        string
	Version         string // of the RatingCell that was looked at; "" does not look
}

// RefusedRating is one of several ratings that cannot be written.
type RefusedRating struct {
	At              int // which of those given
	Employee, Skill string
	Err             error
}

// Error names whom, which skill and why.
func (r RefusedRating) Error() string { return r.Employee + ", " + r.Skill + ": " + r.Err.Error() }

// Unwrap is the reason.
func (r RefusedRating) Unwrap() error { return r.Err }

// RefusedRatings are all of several ratings that cannot be written; none was.
type RefusedRatings []RefusedRating

// Error lists the first of them.
func (r RefusedRatings) Error() string {
	const most = 5
	var lines []string
	for _, v := range r[:min(len(r), most)] {
		lines = append(lines, v.Error())
	}
	if n := len(r) - most; n > 0 {
		lines = append(lines, fmt.Sprintf("and %d more", n))
	}
	return strings.Join(lines, "\n") + "\nno rating was written"
}

// Unwrap are the reasons.
func (r RefusedRatings) Unwrap() []error {
	out := make([]error, len(r))
	for i, v := range r {
		out[i] = v
	}
	return out
}

// RateMany writes several ratings as one change, all of them or none, and says how many
// were new: one that is there already, to the word, is not written twice. Errors:
// RefusedRatings with every rating that breaks a rule (*FieldError), or whose cell was
// rated since its Version was read (ErrConflict).
func (s *Store) RateMany(ctx context.Context, list []NewRating) (c Change, written int, err error) {
	c, err = s.Write(ctx, "rate", func(tx *Tx) error {
		r := rater{tx: tx, seen: map[string]bool{}, people: map[int64]string{}, skills: map[int64]string{}}
		for i, v := range list { // before any write: two of them may be of one cell
			if err := r.unchanged(v); err != nil {
				if err := r.refuse(i, v, err); err != nil {
					return err
				}
			}
		}
		for i, v := range list {
			added, err := r.rate(v)
			if err != nil {
				if err := r.refuse(i, v, err); err != nil {
					return err
				}
			}
			if added {
				written++
			}
		}
		if len(r.refused) > 0 {
			return r.refused
		}
		return tx.Relabel(r.label(list, written))
	})
	if err != nil {
		written = 0
	}
	return c, written, err
}

// rater writes ratings and collects why some cannot be.
type rater struct {
	tx             *Tx
	seen           map[string]bool
	people, skills map[int64]string
	refused        RefusedRatings
}

// refuse keeps what is wrong with one rating. What is wrong with the file ends it all.
func (r *rater) refuse(at int, v NewRating, err error) error {
	var field *FieldError
	if !errors.As(err, &field) && !errors.Is(err, ErrConflict) {
		return err
	}
	r.refused = append(r.refused, RefusedRating{at, r.name("employee", r.people, v.Employee), r.name("skill", r.skills, v.Skill), err})
	return nil
}

func (r *rater) unchanged(v NewRating) error {
	if v.Version == "" {
		return nil
	}
	all, err := query(r.tx.ctx, r.tx, scanCellRating, cellQuery(`r.employee_id = ? AND r.skill_id = ?`), v.Employee, v.Skill)
	if err == nil && cellOf(all).Version != v.Version {
		err = fmt.Errorf("was %w in another window; look at it again before you save", ErrConflict)
	}
	return err
}

func (r *rater) rate(v NewRating) (added bool, err error) {
	k := kindOf("rating")
	values := map[string]string{
		"employee_id": fmt.Sprintf("#%d", v.Employee), "skill_id": fmt.Sprintf("#%d", v.Skill),
		"level": fmt.Sprint(v.Level), "evidence": v.Evidence,
	}
	for name, given := range map[string]string{"source": v.Source, "date": v.Date} {
		if text.Clean(given) != "" {
			values[name] = given
		}
	}
	row, err := r.tx.rowOf(k, Edit{Values: values})
	if err != nil {
		return false, err
	}
	if known, err := r.known(row); known || err != nil {
		return false, err
	}
	_, _, err = r.tx.make(k, Edit{Values: values})
	return err == nil, err
}

// known says whether a rating is there already. Two of the same source and day that
// differ are a slip in what was given: which of them counted would be chance.
func (r *rater) known(row Row) (bool, error) {
	args := []any{row["employee_id"], row["skill_id"], row["source"], row["date"]}
	var there bool
	err := r.tx.Row(`SELECT EXISTS (SELECT 1 FROM rating WHERE employee_id = ? AND skill_id = ? AND source = ? AND date = ? AND level = ? AND evidence = ?)`,
		append(args, row["level"], row["evidence"]), &there)
	if err != nil || there {
		return there, err
	}
	key := fmt.Sprint(args...)
	if r.seen[key] {
		return false, &FieldError{"level", fmt.Sprintf("is given twice by %s of %s", row.Text("source"), row.Text("date"))}
	}
	r.seen[key] = true
	return false, nil
}

func (r *rater) name(kind string, known map[int64]string, id int64) string {
	if n, ok := known[id]; ok {
		return n
	}
	name := fmt.Sprintf("%s #%d", kind, id)
	if rec, err := kindOf(kind).get(r.tx.ctx, r.tx, id); err == nil {
		name = rec.Label
	}
	known[id] = name
	return name
}

// label is what history calls the change.
func (r *rater) label(list []NewRating, written int) string {
	people := map[int64]bool{}
	for _, v := range list {
		people[v.Employee] = true
	}
	switch {
	case len(list) == 1:
		return fmt.Sprintf("rate %s: %s %d", r.name("employee", r.people, list[0].Employee), r.name("skill", r.skills, list[0].Skill), list[0].Level)
	case len(people) == 1:
		return fmt.Sprintf("rate %s in %s", r.name("employee", r.people, list[0].Employee), counted(int64(written), "skill", "skills"))
	}
	return fmt.Sprintf("rate %d people, %s", len(people), counted(int64(written), "rating", "ratings"))
}
