package exchange

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"understudy/store/text"
)

// order settles the ranks of new role levels that the file gives none: from the order
// that the caller knows, or not at all. A role with one level has no order to know.
func (r *requirer) order() {
	var open []ref
	for role := range r.lineOf {
		if len(r.jobs.ofRole[role]) > 1 {
			open = append(open, role)
		}
	}
	slices.SortFunc(open, func(a, b ref) int { return cmp.Compare(r.lineOf[a], r.lineOf[b]) })
	switch {
	case len(open) == 0:
	case r.opt.LevelOrder != nil:
		r.orderBy(r.opt.LevelOrder, open)
	case r.opt.Order == OrderRows:
		r.sayOrder(open)
	default:
		r.askOrder(open)
	}
}

// askOrder refuses to guess.
func (r *requirer) askOrder(open []ref) {
	role, heading := open[0], ""
	if i, ok := r.cols["role level"]; ok {
		heading = r.sheet.Headings[i]
	}
	msg := fmt.Sprintf("nothing says which of the %d levels of “%s” is the lowest", len(r.jobs.ofRole[role]), r.jobs.roles.label[role])
	if n := len(open) - 1; n > 0 {
		msg += fmt.Sprintf(", nor for %d other roles", n)
	}
	r.problem(r.lineOf[role], heading, "", msg,
		"add a column rank; or say --order rows if the rows list each role's levels from the lowest; or --order FILE with a CSV file that lists them so, with the columns role and role level")
}

// sayOrder states where the order comes from, and that it is worth a look when it is
// that of the alphabet.
func (r *requirer) sayOrder(open []ref) {
	levels, sorted := 0, 0
	for _, role := range open {
		var names []string
		for _, id := range r.jobs.ofRole[role] {
			if r.unranked[id] {
				levels++
			}
			names = append(names, text.Fold(r.jobs.label[id]))
		}
		if slices.IsSorted(names) {
			sorted++
		}
	}
	r.note("%d new role levels rank by the order of the rows, the first of each role the lowest", levels)
	if len(open) > 2 && sorted*4 >= len(open)*3 {
		r.note("the rows follow the alphabet in %d of %d roles, which says nothing about seniority: look whether the order is right", sorted, len(open))
	}
}

// orderBy ranks the new levels as a file lists them. Levels that have a rank keep it:
// they must be listed in its order, and the new ones after them.
func (r *requirer) orderBy(s *Sheet, open []ref) {
	at, err := levelPlaces(s)
	if err != nil {
		r.problem(r.sheet.HeadLine, "", "", err.Error(), "give it the columns role and role level, a row for each level, the lowest first")
		return
	}
	for _, role := range open {
		if why := r.rankBy(role, at); why != "" {
			r.problem(r.lineOf[role], "", "", fmt.Sprintf("%s of “%s”", why, r.jobs.roles.label[role]), "list each of its levels in "+s.Name+", the lowest first")
		}
	}
}

// rankBy ranks the new levels of one role, or says why it cannot.
func (r *requirer) rankBy(role ref, at map[[2]string]int) string {
	place := func(id ref) int {
		return at[[2]string{text.Key(r.jobs.roles.label[role]), text.Key(r.jobs.label[id])}]
	}
	var fresh, known []ref
	settled := maps.Clone(r.jobs.ranks[role])
	for _, id := range r.jobs.ofRole[role] {
		if place(id) == 0 {
			return fmt.Sprintf("the order file does not list the level “%s”", r.jobs.label[id])
		}
		if !r.unranked[id] {
			known = append(known, id)
			continue
		}
		fresh = append(fresh, id)
		delete(settled, r.jobs.fresh[-id-1].rank)
	}
	slices.SortFunc(fresh, func(a, b ref) int { return cmp.Compare(place(a), place(b)) })
	for _, id := range known {
		if place(id) > place(fresh[0]) {
			return fmt.Sprintf("the level “%s” has a rank already and would have to move above “%s”", r.jobs.label[id], r.jobs.label[fresh[0]])
		}
	}
	last := int64(0)
	for rank := range settled {
		last = max(last, rank)
	}
	for i, id := range fresh {
		r.jobs.fresh[-id-1].rank = last + int64(i) + 1
	}
	return ""
}

// levelPlaces reads where each role level stands in a file, from 1: by its rows, or by
// its ranks where it has a column of them.
func levelPlaces(s *Sheet) (map[[2]string]int, error) {
	role, level, rank := s.named("role"), s.named("role level"), s.named("rank")
	if role < 0 || level < 0 {
		return nil, fmt.Errorf("the order file %s has no columns role and role level", s.Name)
	}
	out := map[[2]string]int{}
	for i, l := range s.Lines {
		if l.blank() {
			continue
		}
		key, place := [2]string{text.Key(l.Cells[role]), text.Key(l.Cells[level])}, i+1
		if out[key] > 0 {
			return nil, fmt.Errorf("the order file %s lists “%s: %s” twice, the second time on line %d", s.Name, l.Cells[role], l.Cells[level], l.Number)
		}
		if rank >= 0 {
			n, err := strconv.Atoi(l.Cells[rank])
			if err != nil || n < 1 {
				return nil, fmt.Errorf("the order file %s has no rank from 1 on line %d: “%s”", s.Name, l.Number, l.Cells[rank])
			}
			place = n
		}
		out[key] = place
	}
	return out, nil
}

// named finds the column of a sheet that a requirements file would call so; -1 for none.
func (s *Sheet) named(name string) int {
	c, _ := requirementsTarget().Column(name)
	return slices.IndexFunc(s.Headings, func(h string) bool {
		form := headingForm(h)
		return form == headingForm(name) || slices.Contains(c.Synonyms, form)
	})
}
