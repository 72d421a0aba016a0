package employees

import (
	"context"
	"strings"

	"understudy/store"
	"understudy/tui/internal/theme"
)

func dim(th *theme.Styles) theme.Style { return th.Dim }

// records reads the records of a kind that hang from an employee, as lines.
func records(ctx context.Context, db *store.Store, kindName string, parent int64, say func(store.Record) line) ([]line, error) {
	recs, err := db.List(ctx, kindName, store.ListFilter{Parent: parent})
	out := make([]line, len(recs))
	for i, r := range recs {
		out[i] = say(r)
		out[i].kind, out[i].id = kindName, r.ID
	}
	return out, err
}

// overview is who someone is: facts, positions, and what an import brought.
func overview(ctx context.Context, db *store.Store, who row) ([]group, error) {
	out := []group{{title: "Facts", kind: "position", lines: facts(who)}}
	parts := []struct {
		g   group
		say func(store.Record) line
	}{
		{group{title: "Positions, the present one first", kind: "position", none: "No position yet: role, team, manager, from a day on. a adds it."}, position},
		{group{title: "Languages", kind: "employee language", none: "No language yet. a adds one."}, func(r store.Record) line {
			return line{left: r.Values["language_id"], fixed: "a language is added or removed"}
		}},
		{group{title: "Agreed to take part in", kind: "consent", none: "Nothing agreed yet: matching asks for it. a notes a consent."}, consent},
		{group{title: "Fields of imports", kind: "employee field", none: "No further field. a adds one."}, func(r store.Record) line {
			return line{left: r.Values["field_id"], right: r.Values["value"], wrap: true}
		}},
		{group{title: "Assignments abroad", kind: "past assignment", none: "None so far. a adds one that was done."}, func(r store.Record) line {
			return line{left: r.Values["market_id"], right: strings.TrimSpace(span(r.Values["started"], r.Values["ended"]) + "  " + r.Values["outcome"])}
		}},
	}
	for _, part := range parts {
		lines, err := records(ctx, db, part.g.kind, who.ID, part.say)
		if err != nil {
			return nil, err
		}
		part.g.lines = lines
		if part.g.kind == "position" {
			turn(part.g.lines)
		}
		out = append(out, part.g)
	}
	return out, nil
}

// turn puts the newest first.
func turn(lines []line) {
	for i, j := 0, len(lines)-1; i < j; i, j = i+1, j-1 {
		lines[i], lines[j] = lines[j], lines[i]
	}
}

func facts(r row) []line {
	hours := ""
	if r.WorkFrom != "" || r.To != "" {
		hours = r.WorkFrom + "–" + r.To + " " + r.Zone
	}
	var out []line
	for _, f := range [][2]string{
		{"Number", r.Number},
		{"E-mail", r.Email},
		{"Manager", r.Manager},
		{"Works", strings.TrimSpace(hours)},
		{"Where", strings.Trim(strings.Join([]string{r.Location, r.Country, r.Market}, ", "), ", ")},
		{"Hired", string(r.Hired)},
		{"Left", strings.TrimSuffix(string(r.LeftOn)+": "+r.LeftReason, ": ")},
	} {
		if f[1] != "" {
			out = append(out, line{left: f[0], right: f[1], kind: "employee", id: r.ID, stays: "d in the table archives the employee"})
		}
	}
	if len(out) == 0 {
		out = []line{{left: "Name", right: r.Name, kind: "employee", id: r.ID, stays: "d in the table archives the employee"}}
	}
	return out
}

func position(r store.Record) line {
	var parts []string
	for _, n := range []string{"role_level_id", "grade_id", "team_id", "location_id"} {
		if v := r.Values[n]; v != "" {
			if role, level, ok := strings.Cut(v, ": "); ok && n == "role_level_id" {
				v = roleName(role, level)
			}
			parts = append(parts, v)
		}
	}
	if m := r.Values["manager_id"]; m != "" {
		parts = append(parts, "reports to "+m)
	}
	if len(parts) == 0 {
		parts = []string{"nothing said"}
	}
	return line{left: r.Values["since"], right: strings.Join(parts, ", "), wrap: true}
}

func consent(r store.Record) line {
	l := line{left: r.Values["topic"], right: "since " + r.Values["since"]}
	if u := r.Values["until"]; u != "" {
		l.right, l.look = "withdrawn "+u, dim
	}
	return l
}

func span(from, to string) string {
	if to == "" {
		return "since " + from
	}
	return from + " to " + to
}

// notes are the coordinator's.
func notes(ctx context.Context, db *store.Store, who row) ([]group, error) {
	g := group{kind: "note", none: "No notes yet: what you want to remember about someone, dated. a writes one."}
	var err error
	g.lines, err = records(ctx, db, "note", who.ID, func(r store.Record) line {
		return line{left: r.Values["date"], right: r.Values["body"], wrap: true}
	})
	return []group{g}, err
}
