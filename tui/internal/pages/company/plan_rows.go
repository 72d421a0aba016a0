package company

import (
	"slices"
	"strings"

	"understudy/store/exchange"
)

// fates are what can happen to a row, in the order in which they are looked at.
func fates() []string {
	return []string{"invalid", string(exchange.Created), string(exchange.Updated), string(exchange.Skipped), string(exchange.Unchanged), "new", "leaver"}
}

// planRow is one line of a plan: a row of the file, a record that the rows bring
// along, or an employee who is not in the file.
type planRow struct {
	n      int64
	line   int // 0 for what has none
	fate   string
	who    string
	detail string
}

// rowsOf lists a plan, what needs a person first.
func rowsOf(p *exchange.Plan) []planRow {
	var out []planRow
	for _, b := range p.Problems {
		who := b.Column
		if b.Value != "" {
			who = strings.TrimSpace(who + " “" + b.Value + "”")
		}
		msg := b.Msg
		if b.Remedy != "" {
			msg += "; " + b.Remedy
		}
		out = append(out, planRow{line: b.Line, fate: "invalid", who: who, detail: msg})
	}
	for _, m := range p.New {
		out = append(out, planRow{fate: "new", who: m.Kind + " " + m.Name, detail: m.Detail})
	}
	for _, l := range p.Leavers {
		what := "is not in the file; stays as is"
		if p.Leaving {
			what = "is not in the file; is marked as having left"
		}
		out = append(out, planRow{fate: "leaver", who: l.Name + " " + l.Number, detail: what})
	}
	for _, r := range p.Rows {
		out = append(out, planRow{line: r.Line, fate: string(r.Status), who: r.Label, detail: detailOf(r)})
	}
	for i := range out {
		out[i].n = int64(i)
	}
	order := fates()
	slices.SortStableFunc(out, func(a, b planRow) int { return slices.Index(order, a.fate) - slices.Index(order, b.fate) })
	return out
}

func detailOf(r exchange.Row) string {
	if r.Reason != "" {
		return r.Reason
	}
	var parts []string
	for _, d := range r.Changes {
		from := d.From
		if from == "" {
			from = "nothing"
		}
		to := d.To
		if to == "" {
			to = "nothing"
		}
		parts = append(parts, d.Column+": "+from+" → "+to)
	}
	return strings.Join(parts, " · ")
}
