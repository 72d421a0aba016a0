package exchange

import (
	"fmt"

	"understudy/store/text"
)

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
