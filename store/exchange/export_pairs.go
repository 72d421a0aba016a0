package exchange

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// Scope narrows an export of pairs and sessions; its zero value selects all. Of a
// manager's people only what a manager may know is told: see readMine.
type Scope struct {
	Program, Cycle, Pair int64
	Series               int64 // of a calendar: the events of this series, and nothing else
	Employee             int64 // on either side
	Manager              int64 // pairs with someone of this manager's line, on either side
	From, To             store.Date
	Name                 string // what a calendar is called
}

func (sc Scope) title(otherwise string) string {
	if sc.Name != "" {
		return sc.Name
	}
	return otherwise
}

// mine says, for one export, which pairs are shown and whose fields are told.
type mine struct {
	sc   Scope
	line map[int64]bool // nil: not a manager's export
}

// readMine prepares a scope. A manager's export shows a pair if one side is of the
// manager's line, tells that side's fields and of the other side the name alone, and
// leaves out what the two keep between them: the fit check, notes, what their goals
// are, why they ended. Of their health it has the word and not the reason, which may
// be what one of them said.
func readMine(ctx context.Context, st *store.Store, sc Scope) (mine, error) {
	m := mine{sc: sc}
	if sc.Manager == 0 {
		return m, nil
	}
	var err error
	m.line, err = st.Line(ctx, sc.Manager)
	return m, err
}

func (m mine) manager() bool                   { return m.sc.Manager != 0 }
func (m mine) theirs(employee int64) bool      { return !m.manager() || m.line[employee] }
func (m mine) shown(mentee, mentor int64) bool { return m.theirs(mentee) || m.theirs(mentor) }

func (m mine) sessions() store.SessionFilter {
	sc := m.sc
	return store.SessionFilter{Program: sc.Program, Cycle: sc.Cycle, Pair: sc.Pair, Employee: sc.Employee, From: sc.From, To: sc.To}
}

// pairs lists the pairs of the scope: of its days those that had begun and not ended.
func (m mine) pairs(ctx context.Context, st *store.Store) ([]store.PairRow, error) {
	all, err := st.Pairs(ctx, store.PairFilter{ID: m.sc.Pair, Cycle: m.sc.Cycle, Employee: m.sc.Employee})
	if err != nil {
		return nil, err
	}
	cycles := map[int64]bool{}
	if err := st.InReadTx(ctx, func(tx *sql.Tx) error {
		p := &planner{ctx: ctx, tx: tx}
		return p.scan(`SELECT id FROM cycle WHERE program_id = `+strconv.FormatInt(m.sc.Program, 10), func(r *sql.Rows) error {
			var id int64
			defer func() { cycles[id] = true }()
			return r.Scan(&id)
		})
	}); err != nil {
		return nil, err
	}
	return slices.DeleteFunc(all, func(p store.PairRow) bool {
		return !m.shown(p.Mentee.Employee, p.Mentor.Employee) || m.sc.Program != 0 && !cycles[p.CycleID] ||
			m.sc.To != "" && p.Since > m.sc.To || m.sc.From != "" && p.Ended != "" && p.Ended < m.sc.From
	}), nil
}

// people reads the present positions of both sides of some pairs.
func people(ctx context.Context, st *store.Store, pairs []store.PairRow) (map[int64]store.EmployeeRow, error) {
	var ids []int64
	for _, p := range pairs {
		ids = append(ids, p.Mentee.Employee, p.Mentor.Employee)
	}
	slices.Sort(ids)
	rows, err := st.EmployeeRows(ctx, slices.Compact(ids))
	out := make(map[int64]store.EmployeeRow, len(rows))
	for _, r := range rows {
		out[r.ID] = r
	}
	return out, err
}

func pairTable(ctx context.Context, st *store.Store, sc Scope) (*table, error) {
	m, err := readMine(ctx, st, sc)
	if err != nil {
		return nil, err
	}
	pairs, err := m.pairs(ctx, st)
	if err != nil {
		return nil, err
	}
	who, err := people(ctx, st, pairs)
	if err != nil {
		return nil, err
	}
	goals, err := goalNames(ctx, st, m)
	if err != nil {
		return nil, err
	}
	t := &table{title: "Pairs"}
	cells := pairColumns(m, goals)
	for _, c := range cells {
		t.column(c.heading, key(c.heading), c.number)
	}
	for _, p := range pairs {
		v := pairFacts{PairRow: p}
		if m.theirs(p.Mentee.Employee) {
			v.mentee = who[p.Mentee.Employee]
		}
		if m.theirs(p.Mentor.Employee) {
			v.mentor = who[p.Mentor.Employee]
		}
		row := make([]string, len(cells))
		for i, c := range cells {
			row[i] = text.Clean(c.of(v))
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}

// key is a heading as JSON has it.
func key(heading string) string { return strings.ReplaceAll(strings.ToLower(heading), " ", "_") }

// pairFacts is a pair with what may be told of its people.
type pairFacts struct {
	store.PairRow
	mentee, mentor store.EmployeeRow
}

type pairColumn struct {
	heading string
	number  bool
	of      func(pairFacts) string
}

func pairColumns(m mine, goals map[int64]string) []pairColumn {
	n := func(heading string, of func(pairFacts) int) pairColumn {
		return pairColumn{heading, true, func(v pairFacts) string { return strconv.Itoa(of(v)) }}
	}
	s := func(heading string, of func(pairFacts) string) pairColumn { return pairColumn{heading, false, of} }
	out := []pairColumn{
		n("Id", func(v pairFacts) int { return int(v.ID) }),
		s("Program", func(v pairFacts) string { return v.Program }),
		s("Cycle", func(v pairFacts) string { return v.Cycle }),
		s("Mentee", func(v pairFacts) string { return v.Mentee.Name }),
		s("Mentee number", func(v pairFacts) string { return v.mentee.Number }),
		s("Mentee team", func(v pairFacts) string { return v.mentee.Team }),
		s("Mentee location", func(v pairFacts) string { return v.mentee.Location }),
		s("Mentor", func(v pairFacts) string { return v.Mentor.Name }),
		s("Mentor number", func(v pairFacts) string { return v.mentor.Number }),
		s("Mentor team", func(v pairFacts) string { return v.mentor.Team }),
		s("Mentor location", func(v pairFacts) string { return v.mentor.Location }),
		s("State", func(v pairFacts) string { return v.State }),
		s("Since", func(v pairFacts) string { return string(v.Since) }),
		s("Ended", func(v pairFacts) string { return string(v.Ended) }),
		n("Held", func(v pairFacts) int { return v.Held }),
		n("Missed", func(v pairFacts) int { return v.Missed }),
		n("Minutes", func(v pairFacts) int { return v.Minutes }),
		s("Last held", func(v pairFacts) string { return string(v.LastHeld) }),
		s("Next planned", func(v pairFacts) string { return string(v.NextPlanned) }),
		s("Health", func(v pairFacts) string { return string(v.Verdict.Health) }),
		n("Goals", func(v pairFacts) int { return v.Goals }),
		n("Goals reached", func(v pairFacts) int { return v.GoalsMet }),
	}
	if m.manager() {
		return out
	}
	return append(out,
		s("Health because", func(v pairFacts) string { return v.Verdict.Why }),
		s("End reason", func(v pairFacts) string { return v.EndReason }),
		s("Fit", func(v pairFacts) string { return v.Fit }),
		s("Goal names", func(v pairFacts) string { return goals[v.ID] }),
		pairColumn{"Points", true, func(v pairFacts) string {
			if !v.HasPoints {
				return ""
			}
			return store.FormatPoints(v.Points)
		}},
	)
}

// goalNames lists the goals of every pair on one line.
func goalNames(ctx context.Context, st *store.Store, m mine) (map[int64]string, error) {
	out := map[int64]string{}
	if m.manager() {
		return out, nil
	}
	recs, err := st.List(ctx, "goal", store.ListFilter{})
	for _, r := range recs {
		pair := r.Refs["pair_id"]
		if out[pair] != "" {
			out[pair] += "; "
		}
		out[pair] += r.Values["name"] + " (" + r.Values["state"] + ")"
	}
	return out, err
}

func sessionTable(ctx context.Context, st *store.Store, sc Scope) (*table, error) {
	m, err := readMine(ctx, st, sc)
	if err != nil {
		return nil, err
	}
	list, err := st.AllSessions(ctx, m.sessions())
	if err != nil {
		return nil, err
	}
	t := &table{title: "Sessions"}
	t.column("Id", "id", true)
	t.column("Pair", "pair", true)
	for _, h := range []string{"Program", "Cycle", "Mentee", "Mentor", "Date", "Time", "Time zone", "State"} {
		t.column(h, key(h), false)
	}
	t.column("Minutes", "minutes", true)
	t.column("Of", "of", false)
	t.column("Placement", "placement", true)
	t.column("Application", "application", true)
	if !m.manager() {
		t.column("Fit", "fit", false)
		t.column("Notes", "notes", false)
	}
	number := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	for _, v := range list {
		if !m.shown(v.Mentee.Employee, v.Mentor.Employee) {
			continue
		}
		if v.Time != "" && !m.theirs(v.Mentee.Employee) {
			v.Date, v.Time, v.Zone = inUTC(v.Date, v.Time, v.Zone)
		}
		if v.Time == "" {
			v.Zone = ""
		}
		minutes := ""
		if v.Minutes > 0 || v.State == "held" {
			minutes = strconv.FormatInt(v.Minutes, 10)
		}
		row := []string{
			strconv.FormatInt(v.ID, 10), number(v.Pair), text.Clean(v.Program), text.Clean(v.Cycle), text.Clean(v.Mentee.Name), text.Clean(v.Mentor.Name),
			string(v.Date), v.Time, v.Zone, v.State, minutes, v.Of(), number(v.Placement), number(v.Application),
		}
		if !m.manager() {
			row = append(row, v.Fit, text.CleanLines(v.Notes))
		}
		t.rows = append(t.rows, row)
	}
	return t, nil
}
