package exchange

import (
	"fmt"

	"understudy/store/text"
)

// ref points to a record: above 0 is the id of one that is there, below 0 is
// minus the place of one to be made, 0 is none.
type ref int64

// names finds the records of one table by name and collects those to be made.
type names struct {
	kind, table string
	byKey       map[string]ref
	label       map[ref]string
	cache       map[string]ref // by the text as written: files repeat themselves
	fresh       []string
	archived    map[ref]bool
	revive      []ref
	base        int64 // when written: the id before those of fresh
}

// id is what the database keeps of r, once the fresh ones are written.
func (n *names) id(r ref) any { return idOf(r, n.base) }

func idOf(r ref, base int64) any {
	switch {
	case r > 0:
		return int64(r)
	case r < 0:
		return base - int64(r)
	}
	return nil
}

// readNames reads a table with a column name.
func (p *planner) readNames(kind, table string) (*names, error) {
	n := &names{kind: kind, table: table, byKey: map[string]ref{}, label: map[ref]string{}, cache: map[string]ref{}, archived: map[ref]bool{}}
	p.relies(table)
	rows, err := p.tx.QueryContext(p.ctx, `SELECT id, name, archived FROM "`+table+`" ORDER BY archived DESC, id DESC`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id ref
		var name string
		var archived bool
		if err := rows.Scan(&id, &name, &archived); err != nil {
			return nil, err
		}
		n.byKey[text.Key(name)], n.label[id] = id, name // the oldest that is not archived comes last and wins
		if archived {
			n.archived[id] = true
		}
	}
	return n, rows.Err()
}

// find gives the record of a name, or 0.
func (n *names) find(name string) ref {
	if name == "" {
		return 0
	}
	if r, ok := n.cache[name]; ok {
		return r
	}
	r := n.byKey[text.Key(name)]
	if r != 0 {
		n.cache[name] = r
	}
	return r
}

// need is find that makes what is missing and brings back what is archived.
func (n *names) need(name string) ref {
	if name == "" {
		return 0
	}
	r := n.find(name)
	if r == 0 {
		n.fresh = append(n.fresh, name)
		r = ref(-len(n.fresh))
		n.byKey[text.Key(name)], n.label[r], n.cache[name] = r, name, r
	}
	if n.archived[r] {
		delete(n.archived, r)
		n.revive = append(n.revive, r)
	}
	return r
}

// made lists what is new.
func (n *names) made(detail func(i int) string) (out []Made) {
	for i, f := range n.fresh {
		m := Made{Kind: n.kind, Name: f}
		if detail != nil {
			m.Detail = detail(i)
		}
		out = append(out, m)
	}
	for _, r := range n.revive {
		out = append(out, Made{Kind: n.kind, Name: n.label[r], Detail: "brought back from the archive"})
	}
	return out
}

// places knows the locations and what the file says about new ones.
type places struct {
	*names
	markets *names
	details []place // of each fresh location
}

type place struct {
	country, zone string
	market        ref
}

func (p *planner) readPlaces() (*places, error) {
	loc, err := p.readNames("location", "location")
	if err != nil {
		return nil, err
	}
	markets, err := p.readNames("market", "market")
	return &places{names: loc, markets: markets}, err
}

// take finds or makes the location of a row.
func (pl *places) take(name string, d place) ref {
	had := len(pl.fresh)
	r := pl.need(name)
	if len(pl.fresh) > had {
		pl.details = append(pl.details, place{})
	}
	if r < 0 {
		at := &pl.details[-r-1]
		at.country, at.zone = firstText(at.country, d.country), firstText(at.zone, d.zone)
		if at.market == 0 {
			at.market = d.market
		}
	}
	return r
}

func (pl *places) made() []Made {
	return append(pl.markets.made(nil), pl.names.made(func(i int) string {
		if z := pl.details[i].zone; z != "" {
			return "time zone " + z
		}
		return "time zone UTC, because the file names none"
	})...)
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

// levelKey is one role level within its role.
type levelKey struct {
	role ref
	name string // in normal form
}

// freshLevel is a role level to be made.
type freshLevel struct {
	role ref
	name string
	rank int64
}

// jobs knows roles, their levels and their families.
type jobs struct {
	roles, families *names
	familyOf        map[ref]ref // of fresh roles
	describe        map[ref]string
	levels          map[levelKey]ref
	label           map[ref]string // of levels, without the role
	roleOf          map[ref]ref
	ofRole          map[ref][]ref
	ranks           map[ref]map[int64]bool
	byLevel         map[string][]ref // levels of any role, by name
	fresh           []freshLevel
	cache           map[[2]string]ref
	archived        map[ref]bool
	revive          []ref
	base            int64
}

func (p *planner) readJobs() (*jobs, error) {
	roles, err := p.readNames("role", "role")
	if err != nil {
		return nil, err
	}
	families, err := p.readNames("family", "family")
	if err != nil {
		return nil, err
	}
	j := &jobs{
		roles: roles, families: families, familyOf: map[ref]ref{}, describe: map[ref]string{}, levels: map[levelKey]ref{}, label: map[ref]string{}, roleOf: map[ref]ref{},
		ofRole: map[ref][]ref{}, ranks: map[ref]map[int64]bool{}, byLevel: map[string][]ref{}, cache: map[[2]string]ref{}, archived: map[ref]bool{},
	}
	p.relies("role_level")
	rows, err := p.tx.QueryContext(p.ctx, `SELECT id, role_id, name, rank, archived FROM role_level ORDER BY role_id, rank`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var id, role ref
		var name string
		var rank int64
		var archived bool
		if err := rows.Scan(&id, &role, &name, &rank, &archived); err != nil {
			return nil, err
		}
		j.know(id, role, name, rank)
		if archived {
			j.archived[id] = true
		}
	}
	return j, rows.Err()
}

func (j *jobs) know(id, role ref, name string, rank int64) {
	k := text.Key(name)
	j.levels[levelKey{role, k}], j.label[id], j.roleOf[id] = id, name, role
	j.ofRole[role] = append(j.ofRole[role], id)
	j.byLevel[k] = append(j.byLevel[k], id)
	if j.ranks[role] == nil {
		j.ranks[role] = map[int64]bool{}
	}
	j.ranks[role][rank] = true
}

// add makes a level; rank 0 is the next one above.
func (j *jobs) add(role ref, name string, rank int64) ref {
	if rank == 0 {
		for r := range j.ranks[role] {
			rank = max(rank, r)
		}
		rank++
	}
	j.fresh = append(j.fresh, freshLevel{role, name, rank})
	id := ref(-len(j.fresh))
	j.know(id, role, name, rank)
	return id
}

// of finds or makes the role level of a role and a level as an employees file
// names them. It never guesses the order of levels: why says what is wrong.
func (j *jobs) of(role, level string) (id ref, why string) {
	if role == "" && level == "" {
		return 0, ""
	}
	if id, ok := j.cache[[2]string{role, level}]; ok {
		return id, ""
	}
	if level == "" {
		id, why = j.byTitle(role)
	} else {
		id, why = j.byLevelName(role, level)
	}
	if why == "" {
		j.cache[[2]string{role, level}] = id
		j.revived(id)
	}
	return id, why
}

func (j *jobs) revived(id ref) {
	if j.archived[id] {
		delete(j.archived, id)
		j.revive = append(j.revive, id)
	}
	if role := j.roleOf[id]; role > 0 {
		j.roles.need(j.roles.label[role])
	}
}

// byTitle reads a job title: a role's own level, its only one, a level of that
// name anywhere, else a new role with one level of the same name.
func (j *jobs) byTitle(title string) (ref, string) {
	role := j.roles.find(title)
	if role != 0 {
		if id, ok := j.levels[levelKey{role, text.Key(title)}]; ok {
			return id, ""
		}
		if ids := j.ofRole[role]; len(ids) == 1 {
			return ids[0], ""
		}
	}
	if ids := j.byLevel[text.Key(title)]; len(ids) == 1 {
		return ids[0], ""
	}
	if role != 0 && len(j.ofRole[role]) > 1 {
		return 0, fmt.Sprintf("the role has %d levels", len(j.ofRole[role]))
	}
	return j.add(j.roles.need(title), title, 1), ""
}

func (j *jobs) byLevelName(role, level string) (ref, string) {
	if role == "" {
		if ids := j.byLevel[text.Key(level)]; len(ids) == 1 {
			return ids[0], ""
		}
		return 0, "no role, or more than one, has such a level"
	}
	r := j.roles.find(role)
	if id, ok := j.levels[levelKey{r, text.Key(level)}]; r != 0 && ok {
		return id, ""
	}
	if len(j.ofRole[r]) > 0 {
		return 0, fmt.Sprintf("the role “%s” has no such level, and its place among the others is unknown", role)
	}
	return j.add(j.roles.need(role), level, 1), ""
}

// name is a role level in words.
func (j *jobs) name(id ref) string {
	if id == 0 {
		return ""
	}
	role := j.roles.label[j.roleOf[id]]
	if role == j.label[id] {
		return role
	}
	return role + ": " + j.label[id]
}

func (j *jobs) made() []Made {
	out := append(j.families.made(nil), j.roles.made(nil)...)
	for _, f := range j.fresh {
		out = append(out, Made{Kind: "role level", Name: j.roles.label[f.role] + ": " + f.name, Detail: fmt.Sprintf("rank %d", f.rank)})
	}
	for _, id := range j.revive {
		out = append(out, Made{Kind: "role level", Name: j.name(id), Detail: "brought back from the archive"})
	}
	return out
}
