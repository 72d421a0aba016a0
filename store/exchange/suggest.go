package exchange

import (
	"cmp"
	"context"
	"database/sql"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"understudy/store"
)

// Fit says how well the headings of a file fit one target.
type Fit struct {
	Target string
	Known  int  // headings that mean a column of the target
	Named  bool // the file's name has a word for the target
	Before bool // a file with the same headings was imported as this before

	plain bool // of employees: columns that only people have, and none of past positions
}

// Suggest ranks what a file can hold, the likeliest first, by its headings, by what
// files with the same headings were imported as before, and by its name where these
// leave it open. It leaves out the targets of which a needed column is missing. Sure
// says that the first is clearly the likeliest; employees, the usual file, need no more
// than to fit as well as any other.
func Suggest(ctx context.Context, st *store.Store, s *Sheet) (fits []Fit, sure bool, err error) {
	before, err := importedAs(ctx, st, s)
	if err != nil {
		return nil, false, err
	}
	for _, t := range Targets() {
		if f, ok := t.fit(s, slices.Contains(before, t.Name)); ok {
			fits = append(fits, f)
		}
	}
	slices.SortStableFunc(fits, func(a, b Fit) int { return cmp.Compare(b.weight(), a.weight()) })
	switch {
	case len(fits) == 0:
		return nil, false, nil
	case len(fits) == 1, fits[0].weight() > fits[1].weight():
		return fits, fits[0].Before || fits[0].Named || fits[0].Known > 1, nil
	}
	return fits, fits[0].Target == "employees" && fits[0].plain, nil
}

// weight orders fits: what was done before, then the headings, then the file's name.
// A file of mentors may tell much about each, so its name counts for more.
func (f Fit) weight() int {
	w := 2 * f.Known
	if f.Named {
		w++
	}
	if f.Named && f.Target == "enrolments" {
		w += 1000
	}
	if f.Before {
		w += 10_000
	}
	return w
}

// fit counts the headings that mean a column of the target; not ok where it lacks one
// that it needs.
func (t Target) fit(s *Sheet, before bool) (Fit, bool) {
	m := Mapping{Target: t.Name, Columns: make([]MappedColumn, len(s.Headings))}
	for i, h := range s.Headings {
		m.Columns[i].Heading = h
	}
	m.guess(t, s)
	f := Fit{Target: t.Name, Named: t.namedBy(s.Name), Before: before}
	at := m.index()
	for _, c := range m.Columns {
		if c.Why == "heading" {
			f.Known++
		}
	}
	// A name, a country and a time zone are a place's too; a day since when, a position's.
	has := func(c string) bool { _, ok := at[c]; return ok }
	f.plain = !has("since") && f.Known > 1 && slices.ContainsFunc([]string{"number", "email", "first name", "last name", "hired", "role", "grade", "team", "manager"}, has)
	people := t.Name == "employees"
	for _, c := range t.Columns {
		if c.Required && !has(c.Name) {
			return f, before
		}
		people = people || c.Name == "first name"
	}
	if people && !slices.ContainsFunc(whoColumns(), has) {
		return f, before
	}
	return f, f.Known > 0 || before
}

// whoColumns are the columns that can say whom a row is about.
func whoColumns() []string { return []string{"number", "email", "name", "first name", "last name"} }

// namedBy reports a file's name with a word for the target, such as mentors.csv.
func (t Target) namedBy(file string) bool {
	also := map[string][]string{"grades": {"band", "bands"}, "enrolments": {"mentor", "mentors", "mentee", "mentees", "enrollment", "enrollments"}, "employees": {"people", "staff", "mitarbeiter"}}
	name := strings.ToLower(strings.TrimSuffix(file, filepath.Ext(file)))
	said := " " + strings.Join(strings.FieldsFunc(name, func(r rune) bool { return !unicode.IsLetter(r) }), " ") + " "
	words := append(also[t.Name], t.Name)
	if k, err := store.KindOf(t.Name); err == nil {
		words = append(words, k.Name)
	}
	return slices.ContainsFunc(words, func(w string) bool { return strings.Contains(said, " "+w+" ") })
}

// importedAs lists the targets that a file with these headings was imported as before.
func importedAs(ctx context.Context, st *store.Store, s *Sheet) (targets []string, err error) {
	m := Mapping{Columns: make([]MappedColumn, len(s.Headings))}
	for i, h := range s.Headings {
		m.Columns[i].Heading = h
	}
	err = st.InReadTx(ctx, func(tx *sql.Tx) error {
		p := &planner{ctx: ctx, tx: tx}
		return p.scan(`SELECT kind FROM import_mapping WHERE headings = ?`, func(r *sql.Rows) error {
			var kind string
			err := r.Scan(&kind)
			targets = append(targets, kind)
			return err
		}, m.headings())
	})
	return targets, err
}
