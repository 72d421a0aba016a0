package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"understudy/match/rotation"
)

// other is somebody who takes no part, and whom a cover counts.
type other struct {
	team     int
	location int64
	has      []otherSkill
	absent   []int // periods
}

type otherSkill struct {
	skill int
	level uint8
}

// others reads everybody whom a cover counts beside participants: who can do, at the level
// that it asks for, a skill of a cover of a team that a participant is in. Of a company-wide
// cover that is a good part of the company: it is found from the skill, never by looking
// through everyone.
func (r *rotationReader) others() error {
	least := map[int]uint8{}
	var teams []string
	for _, c := range r.p.Covers {
		if at, there := least[c.Skill]; !there || c.Level < at {
			least[c.Skill] = c.Level
		}
	}
	for t := range r.in.Teams {
		if r.isCounted(t) {
			teams = append(teams, strconv.FormatInt(r.in.Teams[t].ID, 10))
		}
	}
	for _, skill := range slices.Sorted(maps.Keys(least)) {
		if err := r.each(func(rows *sql.Rows) error {
			var employee, team, location int64
			var level uint8
			if err := rows.Scan(&employee, &team, &location, &level); err != nil {
				return err
			}
			if _, takesPart := r.employees[employee]; takesPart {
				return nil
			}
			x := r.beside[employee]
			if x == nil {
				x = &other{team: r.teams[team], location: location}
				r.beside[employee] = x
			}
			x.has = append(x.has, otherSkill{skill, level})
			return nil
		}, fmt.Sprintf(`SELECT e.id, p.team_id, coalesce(p.location_id, 0), l.level FROM current_level l JOIN employee e ON e.id = l.employee_id JOIN position p ON p.id = %s
		    WHERE l.skill_id = ?1 AND l.level >= ?2 AND p.team_id IN (%s) AND e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?3)`, present(r.today), strings.Join(teams, ", ")),
			r.in.Skills[skill].ID, least[skill], string(r.today)); err != nil {
			return err
		}
	}
	r.in.Others = len(r.beside)
	return nil
}

// isCounted tells of a team whose people some cover of the plan counts.
func (r *rotationReader) isCounted(team int) bool {
	return slices.ContainsFunc(r.p.Covers, func(c rotation.Cover) bool { return r.isWithin(team, c.Team) })
}

// count adds the others up, each skill at the team nearest above them that has a cover of
// it: the covers above that one count them too.
func (r *rotationReader) count() error {
	covers := map[[2]int]bool{}
	for _, c := range r.p.Covers {
		covers[[2]int{c.Team, c.Skill}] = true
	}
	found := map[[3]int]int{}
	for _, x := range r.beside {
		for _, has := range x.has {
			team := x.team
			for team != rotation.None && !covers[[2]int{team, has.skill}] {
				team = r.p.Within[team]
			}
			if team == rotation.None {
				continue
			}
			key := [3]int{team, has.skill, int(has.level)}
			at, there := found[key]
			if !there {
				at = len(r.p.Others)
				found[key] = at
				r.p.Others = append(r.p.Others, rotation.Others{Team: team, Skill: has.skill, Level: has.level, There: make([]int, r.p.Periods)})
			}
			for t := range r.p.Periods {
				if !slices.Contains(x.absent, t) {
					r.p.Others[at].There[t]++
				}
			}
		}
	}
	slices.SortFunc(r.p.Others, func(a, b rotation.Others) int {
		return cmp.Or(cmp.Compare(a.Team, b.Team), cmp.Compare(a.Skill, b.Skill), cmp.Compare(a.Level, b.Level))
	})
	return nil
}
