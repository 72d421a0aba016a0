package exchange

import (
	"context"
	"database/sql"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// references are how exports name what a record points to.
type references struct {
	employee   map[int64]string    // number, else e-mail, else name
	level      map[int64][3]string // role, level and rank
	initiative map[int64]string    // of a KPI
}

func readReferences(ctx context.Context, st *store.Store, k *store.Kind) (references, error) {
	r := references{map[int64]string{}, map[int64][3]string{}, map[int64]string{}}
	names := func(kind string) bool {
		return slices.ContainsFunc(k.Columns, func(c store.Column) bool { return c.Type == store.Ref && c.Ref == kind })
	}
	err := st.InReadTx(ctx, func(tx *sql.Tx) error {
		p := &planner{ctx: ctx, tx: tx}
		if names("employee") {
			if err := p.scan(`SELECT id, coalesce(number, email, name) FROM employee`, func(rows *sql.Rows) error {
				var id int64
				var s string
				defer func() { r.employee[id] = s }()
				return rows.Scan(&id, &s)
			}); err != nil {
				return err
			}
		}
		if names("kpi") {
			return p.scan(`SELECT k.id, i.name FROM kpi k JOIN initiative i ON i.id = k.initiative_id`, func(rows *sql.Rows) error {
				var id int64
				var s string
				defer func() { r.initiative[id] = s }()
				return rows.Scan(&id, &s)
			})
		}
		if !names("role level") {
			return nil
		}
		return p.scan(`SELECT l.id, r.name, l.name, l.rank FROM role_level l JOIN role r ON r.id = l.role_id`, func(rows *sql.Rows) error {
			var id int64
			var v [3]string
			defer func() { r.level[id] = v }()
			return rows.Scan(&id, &v[0], &v[1], &v[2])
		})
	})
	return r, err
}

// employeeTable lists employees with their present position, languages and
// fields, in the columns that an import reads.
func employeeTable(ctx context.Context, st *store.Store, opt ExportOptions) (*table, error) {
	e := &employeeExport{places: map[ref][3]string{}, family: map[ref]string{}}
	if err := st.InReadTx(ctx, func(tx *sql.Tx) error {
		p := &planner{ctx: ctx, st: st, tx: tx, plan: &Plan{}}
		var err error
		if e.c, err = p.readCompany(); err != nil {
			return err
		}
		return e.read(p)
	}); err != nil {
		return nil, err
	}
	t := &table{title: "Employees"}
	e.columns(t)
	for i := range e.c.people {
		if q := &e.c.people[i]; !q.archived || opt.Archived {
			t.rows = append(t.rows, e.row(q))
		}
	}
	slices.SortStableFunc(t.rows, func(a, b []string) int { return strings.Compare(text.Fold(a[1]), text.Fold(b[1])) })
	return t, nil
}

type employeeExport struct {
	c      *company
	places map[ref][3]string // country, market, time zone
	family map[ref]string    // of roles
	fields []ref
}

func (e *employeeExport) read(p *planner) error {
	if err := p.scan(`SELECT l.id, l.country, coalesce(m.name, ''), l.time_zone FROM location l LEFT JOIN market m ON m.id = l.market_id`, func(r *sql.Rows) error {
		var id ref
		var v [3]string
		defer func() { e.places[id] = v }()
		return r.Scan(&id, &v[0], &v[1], &v[2])
	}); err != nil {
		return err
	}
	if err := p.scan(`SELECT r.id, f.name FROM role r JOIN family f ON f.id = r.family_id`, func(r *sql.Rows) error {
		var id ref
		var v string
		defer func() { e.family[id] = v }()
		return r.Scan(&id, &v)
	}); err != nil {
		return err
	}
	return p.scan(`SELECT DISTINCT f.id FROM field f JOIN employee_field e ON e.field_id = f.id ORDER BY f.id`, func(r *sql.Rows) error {
		var id ref
		defer func() { e.fields = append(e.fields, id) }()
		return r.Scan(&id)
	})
}

// columns names the columns; a field that would be taken for one of them, or for
// nothing, says that it is a field.
func (e *employeeExport) columns(t *table) {
	target := employeesTarget()
	for _, c := range target.Columns {
		if c.Name != "first name" && c.Name != "last name" {
			t.column(c.Title, strings.ReplaceAll(c.Name, " ", "_"), false)
		}
	}
	seen := map[string]bool{}
	for _, f := range e.fields {
		name := e.c.field.label[f]
		heading := name
		if target.knows(name) || prefixed(name) || headingKey(name) == "" || headingKey(name) == headingKey(reasonHeading) || seen[headingKey(name)] {
			heading = fieldPrefix + name
		}
		seen[headingKey(name)] = true
		t.column(heading, heading, false)
	}
}

func (e *employeeExport) row(q *person) []string {
	c, place := e.c, e.places[q.location]
	manager := ""
	if q.manager != 0 {
		m := &c.people[c.byID[q.manager]]
		manager = firstText(m.number, firstText(m.email, m.name))
	}
	since := ""
	if q.position != 0 {
		since = string(q.since)
	}
	var tongues []string
	for _, h := range c.languages[q.id] {
		tongues = append(tongues, c.tongue.label[h.of])
	}
	slices.Sort(tongues)
	if len(tongues) == 1 && strings.Contains(tongues[0], ",") {
		tongues = append(tongues, "") // the separator says that the comma is none
	}
	role := c.jobs.roleOf[q.level]
	row := []string{
		q.number, q.name, q.email, string(q.hired), string(q.left), q.reason, clockText(q.start), clockText(q.end), since,
		c.jobs.roles.label[role], e.family[role], c.jobs.label[q.level], c.grades.label[q.grade], c.teams.label[q.team],
		c.places.label[q.location], place[0], place[1], place[2], manager, strings.Join(tongues, "; "),
	}
	for _, f := range e.fields {
		i := slices.IndexFunc(c.fields[q.id], func(h held) bool { return h.of == f })
		if i < 0 {
			row = append(row, "")
			continue
		}
		row = append(row, c.fields[q.id][i].value)
	}
	return row
}
