package employees

import (
	"context"
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/theme"
)

// wishes is what someone wants: to learn, to teach, to go, and with whom.
func wishes(ctx context.Context, db *store.Store, who row) ([]group, error) {
	parts := []struct {
		g   group
		say func(store.Record) line
	}{
		{group{title: "Wants to learn, offers to teach", kind: "need", none: "Neither a need nor an offer yet: matching compares them. a adds one."}, func(r store.Record) line {
			return line{left: r.Values["side"], right: r.Values["skill_id"] + " " + level(r.Values["level"])}
		}},
		{group{title: "Interests, 0 none to 3 very much", kind: "interest", none: "No interest in a skill or a market yet. a adds one."}, func(r store.Record) line {
			return interest(r.Values["skill_id"]+r.Values["market_id"], atoi(r.Values["degree"]))
		}},
		{group{title: "Goals and working style", kind: "answer", none: "No answer yet: those in common make a pair fit. a answers a question."}, func(r store.Record) line {
			return line{left: r.Values["question_id"], right: r.Values["value"], wrap: true}
		}},
	}
	var out []group
	for _, part := range parts {
		lines, err := records(ctx, db, part.g.kind, who.ID, part.say)
		if err != nil {
			return nil, err
		}
		part.g.lines = lines
		out = append(out, part.g)
	}
	return preferences(ctx, db, who, out)
}

// degrees is how much an interest can be.
const degrees = 3

func interest(in string, degree int) line {
	return line{left: in, right: fmt.Sprint(degree), draw: func(th *theme.Styles, w int) string {
		name := max(10, min(30, w*2/5))
		full := max(0, min(degree, degrees))
		return text.Cut(text.Fit(text.CutWith(text.Clean(in), name, th.Glyph.Ellipsis), name)+"  "+
			th.Accent.Render(strings.Repeat(th.Glyph.Full, full))+th.Dim.Render(strings.Repeat(th.Glyph.Empty, degrees-full))+" "+fmt.Sprint(degree), w)
	}}
}

// preferences adds a group for each enrolment: wishes for partners belong to one.
func preferences(ctx context.Context, db *store.Store, who row, out []group) ([]group, error) {
	all, err := enrolments(ctx, db, who)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		g := group{
			title: "Preferred partners: " + e.Values["cycle_id"] + ", as " + e.Values["side"], kind: "preference", of: e.Values["cycle_id"],
			preset: map[string]string{"enrolment_id": kindform.RefValue(e.ID)}, none: "No preference yet. a adds one.",
		}
		g.lines, err = records(ctx, db, "preference", e.ID, func(r store.Record) line {
			return line{left: r.Values["rank"] + ".", right: r.Values["employee_id"]}
		})
		if err != nil {
			return nil, err
		}
		for i := range g.lines {
			g.lines[i].suggest = map[string]string{"rank": fmt.Sprint(len(g.lines) + 1)}
		}
		out = append(out, g)
	}
	return out, nil
}

// enrolments are those of one employee.
func enrolments(ctx context.Context, db *store.Store, who row) ([]store.Record, error) {
	return db.List(ctx, "enrolment", store.ListFilter{Employee: who.ID})
}

// programs is where someone takes part, and the pairs that came of it.
func programs(ctx context.Context, db *store.Store, who row) ([]group, error) {
	taking := group{title: "Takes part", kind: "enrolment", none: "In no cycle yet. a enrols as mentor or mentee."}
	all, err := enrolments(ctx, db, who)
	if err != nil {
		return nil, err
	}
	for _, e := range all {
		v := e.Values
		l := line{left: v["cycle_id"], right: fmt.Sprintf("%s, %s, waiting since %s", v["side"], places(v["places"]), v["waiting_since"]), kind: "enrolment", id: e.ID, wrap: true, at: &store.Attention{Cycle: e.Refs["cycle_id"]}}
		if v["state"] != "enrolled" {
			l.right, l.look = v["side"]+", "+v["state"], dim
		}
		taking.lines = append(taking.lines, l)
	}
	rows, err := db.Pairs(ctx, store.PairFilter{Employee: who.ID})
	if err != nil {
		return nil, err
	}
	pairs := group{title: "Pairs", noAdd: "pairs come of matching, on page 4", none: "No pair yet: matching on page 4, Mentoring, makes them."}
	for _, p := range rows {
		pairs.lines = append(pairs.lines, pairLine(p, who.ID))
	}
	return []group{taking, pairs}, nil
}

func pairLine(p store.PairRow, me int64) line {
	other, role := p.Mentor.Name, "mentored by "
	if p.Mentor.Employee == me {
		other, role = p.Mentee.Name, "mentor of "
	}
	said := fmt.Sprintf("%s since %s, %d sessions", p.State, p.Since, p.Held)
	if p.Held == 1 {
		said = fmt.Sprintf("%s since %s, 1 session", p.State, p.Since)
	}
	if p.EndReason != "" {
		said += ": " + p.EndReason
	}
	return line{
		left: role + other, right: said + " · " + p.Program, kind: "pair", id: p.ID, wrap: true, at: &store.Attention{Pair: p.ID},
		stays: "a pair ends, with a reason: e edits it",
	}
}

func places(n string) string {
	if n == "1" {
		return "1 place"
	}
	return n + " places"
}

func level(n string) string { return n + " " + store.LevelName(atoi(n)) }

func atoi(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return 0
		}
		n = n*10 + int(r-'0')
	}
	return n
}
