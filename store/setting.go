package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store/text"
)

// Setting is one thing that the coordinator may decide for the whole file.
type Setting struct {
	Column         // its name, title, type, bounds, default and what it means
	Unit    string // of the value: days
	Value   string // as a person writes it; the default where nobody decided
	Decided bool   // somebody gave it a value of its own
}

// The settings there are, by name.
const (
	RatingsStaleAfter      = "ratings stale after"
	CertificatesExpireSoon = "certificates expire soon"
	PotentialCountsFor     = "potential counts for"
	LoadLimit              = "load limit"
)

var settings = []Setting{
	inDays(RatingsStaleAfter, "Ratings are stale after", "365", "a level whose deciding rating is older asks to be rated anew"),
	inDays(CertificatesExpireSoon, "Certificates expire soon", "60", "before its last day, a certificate is shown as one to renew"),
	inDays(PotentialCountsFor, "Performance and potential count for", "365", "an older judgement needs a new look and counts no more"),
	{Column{Name: LoadLimit, Title: "Load limit", Type: Int, Required: true, Min: 1, Max: 60, Default: "8", Help: "of what an employee gives to pairs and stretch assignments together"}, "hours a week", "", false},
}

func inDays(name, title, usual, help string) Setting {
	return Setting{Column: Column{Name: name, Title: title, Type: Int, Required: true, Min: 1, Max: 3660, Default: usual, Help: help}, Unit: "days"}
}

// Settings lists every setting with its present value.
func (s *Store) Settings(ctx context.Context) ([]Setting, error) { return readSettings(ctx, s.r) }

// Setting reads one setting by its name. Errors: ErrNotFound, which names those there are.
func (s *Store) Setting(ctx context.Context, name string) (Setting, error) {
	all, err := s.Settings(ctx)
	if err != nil {
		return Setting{}, err
	}
	return settingOf(all, name)
}

// SetSetting gives a setting a value, or with "" the default again. It is one change,
// which undo takes back. Errors: ErrNotFound, and *FieldError for a value that it may
// not have.
func (s *Store) SetSetting(ctx context.Context, name, value string) (Change, error) {
	set, err := settingOf(settings, name)
	if err != nil {
		return Change{}, err
	}
	return s.Write(ctx, "set "+set.Name, func(tx *Tx) error {
		if text.Clean(value) == "" {
			if _, err := tx.Exec(`DELETE FROM setting WHERE name = ?`, set.Name); err != nil {
				return err
			}
			return tx.Relabel(fmt.Sprintf("set %s to the usual %s %s", set.Name, set.Default, set.Unit))
		}
		v, err := tx.parse(set.Column, value)
		if err != nil {
			return err
		}
		set.Value = format(set.Column, v)
		if _, err := tx.Exec(`INSERT INTO setting(name, value) VALUES(?, ?) ON CONFLICT(name) DO UPDATE SET value = excluded.value WHERE value <> excluded.value`, set.Name, set.Value); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("set %s to %s %s", set.Name, set.Value, set.Unit))
	})
}

// Int is the value as a number.
func (s Setting) Int() int {
	n, _ := strconv.Atoi(s.Value) // readSettings lets nothing else in
	return n
}

func settingOf(all []Setting, name string) (Setting, error) {
	names := make([]string, 0, len(all))
	want := text.Key(strings.ReplaceAll(name, "-", " "))
	for _, s := range all {
		if text.Key(s.Name) == want {
			return s, nil
		}
		names = append(names, s.Name)
	}
	return Setting{}, fmt.Errorf("setting “%s”: %w; there are %s", text.Clean(name), ErrNotFound, strings.Join(names, ", "))
}

// readSettings goes by the list above: what else the program keeps for itself in the
// same table is nobody's decision and is not shown. A value that this version does not
// allow, as one of a later version, counts as none.
func readSettings(ctx context.Context, db querier) ([]Setting, error) {
	out := slices.Clone(settings)
	for i := range out {
		out[i].Value = out[i].Default
	}
	_, err := query(ctx, db, func(r *sql.Rows) (none struct{}, err error) {
		var name, value string
		err = r.Scan(&name, &value)
		i := slices.IndexFunc(out, func(s Setting) bool { return s.Name == name })
		if i < 0 {
			return none, err
		}
		if n, bad := strconv.ParseInt(value, 10, 64); bad == nil && n >= out[i].Min && n <= out[i].Max {
			out[i].Value, out[i].Decided = value, true
		}
		return none, err
	}, `SELECT name, value FROM setting`)
	return out, err
}

// settingDays reads one setting within a larger read.
func settingDays(ctx context.Context, db querier, name string) (int, error) {
	all, err := readSettings(ctx, db)
	if err != nil {
		return 0, err
	}
	s, err := settingOf(all, name)
	return s.Int(), err
}
