package store

import (
	"cmp"
	"database/sql"
	"slices"
)

// skills chooses the columns: those named, or those that somebody in the grid needs or
// has, whichever of them the filter lets in.
func (r *gridReader) skills() error {
	var all []GridSkill
	err := r.each(func(rows *sql.Rows) error {
		var v GridSkill
		var category int64
		err := rows.Scan(&v.ID, &v.Name, &category, &v.Category)
		named := slices.Contains(r.f.Skills, v.ID)
		if (r.f.Skills == nil || named) && (r.f.Category == 0 || r.f.Category == category) {
			all = append(all, v)
		}
		return err
	}, `SELECT k.id, k.name, coalesce(k.category_id, 0), coalesce(y.name, '') FROM skill k LEFT JOIN category y ON y.id = k.category_id
	    WHERE k.archived = 0 ORDER BY k.name COLLATE people, k.id`)
	if err != nil {
		return err
	}
	r.count(all)
	if r.f.Skills != nil {
		slices.SortStableFunc(all, func(a, b GridSkill) int {
			return cmp.Compare(slices.Index(r.f.Skills, a.ID), slices.Index(r.f.Skills, b.ID))
		})
	} else {
		all = slices.DeleteFunc(all, func(v GridSkill) bool { return v.Required == 0 && (r.f.Required || v.Rated == 0) })
		slices.SortStableFunc(all, func(a, b GridSkill) int {
			return cmp.Or(cmp.Compare(b.Required, a.Required), cmp.Compare(b.Rated, a.Rated))
		})
	}
	r.g.MoreSkills = max(0, len(all)-cmp.Or(r.f.Most, gridSkills))
	r.g.Skills = all[:len(all)-r.g.MoreSkills]
	return nil
}

// count says of each skill how many of the people need it and have it.
func (r *gridReader) count(all []GridSkill) {
	needs, has := map[int64]int{}, map[int64]int{}
	byRole := map[int64]int{}
	for _, p := range r.g.People {
		byRole[p.RoleLevelID]++
	}
	for k := range r.asked {
		needs[k.skill] += byRole[k.employee]
	}
	for k, c := range r.cells {
		if c.Current.Level > 0 {
			has[k.skill]++
		}
	}
	for i := range all {
		all[i].Required, all[i].Rated = needs[all[i].ID], has[all[i].ID]
	}
}
