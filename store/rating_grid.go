package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"

	"understudy/store/text"
)

// GridFilter says what a grid of ratings is of.
type GridFilter struct {
	PeopleFilter
	Skills   []int64 // only these, in this order; nil for those that are asked for or had
	Category int64   // only skills of this category
	Required bool    // only skills that the role level of somebody in the grid requires
	Most     int     // skills at most, 0 for 60; people are cut at 500
}

// How much of a grid is read at most: nobody fills in more at once.
const gridPeople, gridSkills = 500, 60

// Seen is one rating as a cell of the grid shows it; its ID is 0 where there is none.
type Seen struct {
	ID       int64
	Level    int
	Source   string
	Date     Date
	Evidence string
}

// RatingCell is one employee in one skill.
type RatingCell struct {
	Current  Seen // the rating that decides the level
	Self     Seen // the newest self-rating
	Other    Seen // the newest rating by anybody else
	Interest int
	Required int    // by the own role level; 0 is not at all
	Stale    bool   // the deciding rating is older than the setting
	Version  string // of all ratings of the cell, for RateMany
}

// Difference is how many levels the self-rating is above what others say; false where
// one of the two is missing.
func (c RatingCell) Difference() (int, bool) {
	return c.Self.Level - c.Other.Level, c.Self.ID != 0 && c.Other.ID != 0
}

// GridPerson is a row of the grid.
type GridPerson struct {
	ID, RoleLevelID, TeamID int64
	Name, RoleLevel, Team   string
}

// GridSkill is a column of the grid.
type GridSkill struct {
	ID              int64
	Name, Category  string
	Required, Rated int // how many of the people of the grid need it, and have a level of it above none
}

// RatingGrid is people by skills with their ratings.
type RatingGrid struct {
	People     []GridPerson   // by name
	Skills     []GridSkill    // the most required first, then the most widespread, then by name
	Cells      [][]RatingCell // by person, then by skill
	MorePeople int            // that the filter selects and the grid leaves out
	MoreSkills int
	StaleAfter int // days
}

// RatingGrid reads the ratings of some people, of one state of the file.
func (s *Store) RatingGrid(ctx context.Context, f GridFilter) (*RatingGrid, error) {
	g := &RatingGrid{}
	err := s.InReadTx(ctx, func(tx *sql.Tx) (err error) {
		if g.StaleAfter, err = settingDays(ctx, tx, RatingsStaleAfter); err != nil {
			return err
		}
		r := gridReader{ctx: ctx, tx: tx, today: s.Today(), f: f, g: g}
		for _, step := range []func() error{r.people, r.required, r.ratings, r.interests, r.skills} {
			if err := step(); err != nil {
				return err
			}
		}
		r.fill()
		return nil
	})
	return g, err
}

type gridKey struct{ employee, skill int64 }

// gridReader collects by employee and skill before it is known which skills are shown.
type gridReader struct {
	ctx      context.Context //nolint:containedctx // one reading
	tx       *sql.Tx
	today    Date
	f        GridFilter
	g        *RatingGrid
	ids      string          // of the people, as JSON
	asked    map[gridKey]int // by role level and skill
	cells    map[gridKey]*RatingCell
	interest map[gridKey]int
}

func (r *gridReader) people() error {
	all, err := query(r.ctx, r.tx, func(rows *sql.Rows) (v GridPerson, err error) {
		return v, rows.Scan(&v.ID, &v.Name, &v.RoleLevelID, &v.TeamID)
	}, `SELECT e.id, e.name, coalesce(p.role_level_id, 0), coalesce(p.team_id, 0)`+r.f.from(r.today))
	if err != nil {
		return err
	}
	text.SortFunc(all, func(p GridPerson) string { return p.Name })
	r.g.MorePeople = max(0, len(all)-gridPeople)
	r.g.People = all[:len(all)-r.g.MorePeople]
	ids := make([]int64, len(r.g.People))
	for i, p := range r.g.People {
		ids[i] = p.ID
	}
	r.ids = jsonList(ids)
	return r.names()
}

// names says where the people are and what they do.
func (r *gridReader) names() error {
	roles, teams := map[int64]string{}, map[int64]string{}
	for _, p := range r.g.People {
		roles[p.RoleLevelID], teams[p.TeamID] = "", ""
	}
	for into, q := range map[*map[int64]string]string{
		&roles: `SELECT l.id, r.name || ': ' || l.name FROM role_level l JOIN role r ON r.id = l.role_id WHERE l.id IN (SELECT value FROM json_each(?))`,
		&teams: `SELECT id, name FROM team WHERE id IN (SELECT value FROM json_each(?))`,
	} {
		if err := r.each(func(rows *sql.Rows) error {
			var id int64
			var name string
			err := rows.Scan(&id, &name)
			(*into)[id] = name
			return err
		}, q, jsonKeys(*into)); err != nil {
			return err
		}
	}
	for i := range r.g.People {
		p := &r.g.People[i]
		p.RoleLevel, p.Team = roles[p.RoleLevelID], teams[p.TeamID]
	}
	return nil
}

func (r *gridReader) required() error {
	roles := map[int64]string{}
	for _, p := range r.g.People {
		roles[p.RoleLevelID] = ""
	}
	r.asked = map[gridKey]int{}
	return r.each(func(rows *sql.Rows) error {
		var k gridKey
		var level int
		err := rows.Scan(&k.employee, &k.skill, &level)
		r.asked[k] = level
		return err
	}, `SELECT role_level_id, skill_id, level FROM requirement WHERE role_level_id IN (SELECT value FROM json_each(?))`, jsonKeys(roles))
}

// ratings puts every rating of the people into its cell, in the order in which they
// were written.
func (r *gridReader) ratings() error {
	r.cells = map[gridKey]*RatingCell{}
	all, err := query(r.ctx, r.tx, scanCellRating, cellQuery(`r.employee_id IN (SELECT value FROM json_each(?))`), r.ids)
	if err != nil {
		return err
	}
	for len(all) > 0 {
		k, n := all[0].gridKey, 1
		for n < len(all) && all[n].gridKey == k {
			n++
		}
		c := cellOf(all[:n])
		c.Stale = c.Current.Date < r.today.Add(-r.g.StaleAfter)
		r.cells[k], all = &c, all[n:]
	}
	return nil
}

// cellRating is one rating with the cell that it is of.
type cellRating struct {
	gridKey
	Seen
	current bool
}

func scanCellRating(rows *sql.Rows) (v cellRating, err error) {
	return v, rows.Scan(&v.employee, &v.skill, &v.ID, &v.Level, &v.Source, &v.Date, &v.Evidence, &v.current)
}

// cellQuery reads the ratings r for which where holds: those of one cell stand together,
// by ascending id.
func cellQuery(where string) string {
	return `SELECT r.employee_id, r.skill_id, r.id, r.level, r.source, r.date, r.evidence, c.rating_id IS r.id
	  FROM rating r LEFT JOIN current_level c ON c.employee_id = r.employee_id AND c.skill_id = r.skill_id
	  WHERE ` + where + ` ORDER BY r.employee_id, r.skill_id, r.id`
}

// cellOf sums up the ratings of one cell.
func cellOf(ratings []cellRating) (c RatingCell) {
	h := fnv.New64a()
	for _, v := range ratings {
		if v.current {
			c.Current = v.Seen
		}
		at := &c.Other
		if v.Source == "self" {
			at = &c.Self
		}
		if v.Date >= at.Date {
			*at = v.Seen
		}
		b, _ := json.Marshal(v.Seen) // texts and numbers always encode
		_, _ = h.Write(b)
	}
	c.Version = strconv.FormatUint(h.Sum64(), 16)
	return c
}

func (r *gridReader) interests() error {
	r.interest = map[gridKey]int{}
	return r.each(func(rows *sql.Rows) error {
		var k gridKey
		var degree int
		err := rows.Scan(&k.employee, &k.skill, &degree)
		r.interest[k] = degree
		return err
	}, `SELECT i.employee_id, i.skill_id, i.degree FROM json_each(?) j CROSS JOIN interest i ON i.employee_id = j.value WHERE i.skill_id IS NOT NULL`, r.ids)
}

func (r *gridReader) each(scan func(*sql.Rows) error, q string, args ...any) error {
	_, err := query(r.ctx, r.tx, func(rows *sql.Rows) (none struct{}, err error) { return none, scan(rows) }, q, args...)
	return err
}

// fill makes the rows once it is known which skills there are.
func (r *gridReader) fill() {
	none := cellOf(nil)
	r.g.Cells = make([][]RatingCell, len(r.g.People))
	for i, p := range r.g.People {
		row := make([]RatingCell, len(r.g.Skills))
		for j, k := range r.g.Skills {
			row[j] = none
			if c := r.cells[gridKey{p.ID, k.ID}]; c != nil {
				row[j] = *c
			}
			row[j].Interest, row[j].Required = r.interest[gridKey{p.ID, k.ID}], r.asked[gridKey{p.RoleLevelID, k.ID}]
		}
		r.g.Cells[i] = row
	}
}

func jsonList(ids []int64) string {
	b, _ := json.Marshal(ids) // numbers always encode
	return string(b)
}

func jsonKeys[V any](m map[int64]V) string {
	ids := make([]int64, 0, len(m))
	for id := range m {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return jsonList(ids)
}
