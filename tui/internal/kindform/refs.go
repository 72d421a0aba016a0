package kindform

import (
	"context"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// few is how many records a form keeps in memory; of more it asks the store for
// what matches the text, as of employees always.
const few, found = 1000, 40

// ref is one field that names another record.
type ref struct {
	col    store.Column
	slot   page.Slot
	asks   bool   // too many to hold: each text is a search
	query  string // what the options are for
	known  []widget.Option
	loaded bool
	// Reading says that known is not of query yet, failed that it will not be.
	reading, failed bool
}

// options reads what the field can name.
func (r *ref) options(f *Form) tea.Cmd {
	col, query, env := r.col, r.query, f.env
	r.reading, r.failed = true, false
	type answer struct {
		options []widget.Option
		many    bool
	}
	return page.Load(f.sc, &r.slot, func(ctx context.Context) (answer, error) {
		if col.Ref == "employee" {
			rows, err := env.People.Find(ctx, query, found)
			return answer{peopleOptions(rows), true}, err
		}
		limit := few + 1
		if query != "" {
			limit = found
		}
		recs, err := env.DB.List(ctx, col.Ref, store.ListFilter{Text: query, Limit: limit})
		return answer{recordOptions(recs), query != "" || len(recs) > few}, err
	}, func(a answer, err error) tea.Cmd {
		r.reading = false
		if err != nil {
			// Nothing may be taken from the list of an older text.
			r.failed, f.ahead = true, nil
			f.offer(r, nil)
			return page.Fail(err)
		}
		r.loaded, r.asks = true, a.many
		f.offer(r, a.options)
		return tea.Batch(f.search(), f.catchUp())
	})
}

// offer hands options to the form; what is chosen stays known by its name.
func (f *Form) offer(r *ref, options []widget.Option) {
	chosen := f.form.Value(r.col.Name)
	i := slices.IndexFunc(r.known, func(o widget.Option) bool { return o.Value == chosen })
	if i >= 0 && !slices.ContainsFunc(options, func(o widget.Option) bool { return o.Value == chosen }) {
		options = append(options, r.known[i])
	}
	r.known = options
	f.form.SetOptions(r.col.Name, options)
}

// search asks again when the text in the open list is another.
func (f *Form) search() tea.Cmd {
	r, ok := f.refs[f.form.Focused()]
	if !ok || !r.loaded && !r.failed || !r.asks && !r.failed || r.query == f.form.Query() && !r.failed {
		return nil
	}
	r.query = f.form.Query()
	return r.options(f)
}

func recordOptions(recs []store.Record) []widget.Option {
	out := make([]widget.Option, len(recs))
	for i, r := range recs {
		out[i] = widget.Option{Value: RefValue(r.ID), Label: r.Label, Hint: aside(r)}
	}
	return out
}

// aside tells records of one name apart where a kind has a word for it.
func aside(r store.Record) string {
	for _, n := range []string{"category_id", "country", "family_id", "parent_id"} {
		if v := r.Values[n]; v != "" {
			return v
		}
	}
	return ""
}

func peopleOptions(rows []store.EmployeeRow) []widget.Option {
	out := make([]widget.Option, len(rows))
	for i, e := range rows {
		out[i] = widget.Option{Value: RefValue(e.ID), Label: e.Name, Hint: Describe(e)}
	}
	return out
}

// Describe says who someone is, beside the name.
func Describe(e store.EmployeeRow) string {
	var parts []string
	for _, s := range []string{e.Number, strings.TrimSpace(e.Role + " " + e.RoleLevel), e.Team, e.Location, e.Email} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}
