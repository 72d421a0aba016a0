package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"

	"understudy/match/gap"
	"understudy/store/text"
)

// DemandFilter says whose demand is counted; what is 0 does not narrow it.
type DemandFilter struct {
	PeopleFilter
	Series int64 // only people at its sites
	Skill  int64
	Limit  int // skills; 0 for all
}

// DemandPlace is the demand for a skill at one location; its location is 0 for people
// without one.
type DemandPlace struct {
	LocationID              int64
	Location, Market        string
	Lack, Short, Wish, Keen int // as of SkillDemand
}

// Value is what reaching everyone there is worth.
func (p DemandPlace) Value() int { return p.Short + p.Keen }

// DemandTopic is a topic about a skill that there is already.
type DemandTopic struct {
	ID        int64
	Name      string
	Level     int
	Audience  string
	State     string
	LastEvent Date // held or planned; "" for none
}

// SkillDemand is how much people lack and wish a skill, and who could teach it.
type SkillDemand struct {
	SkillID  int64
	Skill    string
	Lack     int // people who have less than the role level or their own need asks for
	Short    int // levels that they lack, together
	Wish     int // people with an interest who cannot teach it
	Keen     int // their interests, together, 1 to 3 each
	Level    int // that at least half of those who lack it have to reach; 2 where nobody does
	Where    []DemandPlace
	Teachers int // who could teach it
	Teach    int // the level that they have: 4, or the highest that anybody has
	Topics   []DemandTopic
}

// Value is what demand is ranked by: levels lacking and interest.
func (d SkillDemand) Value() int { return d.Short + d.Keen }

// Topic is the open or asked topic about the skill that waits already, if there is one.
func (d SkillDemand) Topic() (DemandTopic, bool) {
	for _, t := range d.Topics {
		if t.State == "open" || t.State == "asked" {
			return t, true
		}
	}
	return DemandTopic{}, false
}

// Said are the numbers behind the rank, in words.
func (d SkillDemand) Said() string {
	return fmt.Sprintf("%s (%s short), %s (interest %d)", counted(int64(d.Lack), "lacks it", "lack it"), counted(int64(d.Short), "level", "levels"),
		counted(int64(d.Wish), "wishes it", "wish it"), d.Keen)
}

// TopicDemand ranks skills by what people lack, as far as their role levels or their own
// needs ask for it, and what they wish: the greatest value first, then by name. Archived
// skills, and those that nobody lacks or wishes, are left out.
func (s *Store) TopicDemand(ctx context.Context, f DemandFilter) (out []SkillDemand, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		out, err = topicDemand(ctx, tx, s.Today(), f)
		return err
	})
	return out, err
}

func topicDemand(ctx context.Context, db querier, today Date, f DemandFilter) ([]SkillDemand, error) {
	from := f.from(today)
	if f.Series != 0 {
		from += fmt.Sprintf(` AND p.location_id IN (SELECT location_id FROM series_site WHERE series_id = %d)`, f.Series)
	}
	skills := map[int64]*SkillDemand{}
	needed := map[int64]*[gap.MaxLevel + 1]int{}
	_, err := query(ctx, db, func(r *sql.Rows) (none struct{}, err error) {
		var skill int64
		var name string
		var p DemandPlace
		var at [gap.MaxLevel + 1]int
		if err := r.Scan(&skill, &name, &p.LocationID, &p.Location, &p.Market, &p.Lack, &p.Short, &p.Wish, &p.Keen, &at[1], &at[2], &at[3], &at[4]); err != nil || p.Value() == 0 {
			return none, err
		}
		d := skills[skill]
		if d == nil {
			d = &SkillDemand{SkillID: skill, Skill: name}
			skills[skill], needed[skill] = d, new([gap.MaxLevel + 1]int)
		}
		d.Lack, d.Short, d.Wish, d.Keen = d.Lack+p.Lack, d.Short+p.Short, d.Wish+p.Wish, d.Keen+p.Keen
		d.Where = append(d.Where, p)
		for k, n := range at {
			needed[skill][k] += n
		}
		return none, nil
	}, `WITH who AS MATERIALIZED (SELECT e.id, coalesce(p.location_id, 0) AS location, p.role_level_id AS role`+from+`),
	    want AS (
	      SELECT w.id, w.location, q.skill_id, q.level, 0 AS degree FROM who w JOIN requirement q ON q.role_level_id = w.role WHERE ?1 = 0 OR q.skill_id = ?1
	      UNION ALL SELECT w.id, w.location, d.skill_id, d.level, 0 FROM who w JOIN need d ON d.employee_id = w.id AND d.side = 'need' WHERE ?1 = 0 OR d.skill_id = ?1
	      UNION ALL SELECT w.id, w.location, i.skill_id, 0, i.degree FROM who w JOIN interest i ON i.employee_id = w.id AND i.degree > 0 WHERE i.skill_id IS NOT NULL AND (?1 = 0 OR i.skill_id = ?1)),
	    each AS (SELECT x.id, x.location, x.skill_id, max(x.level) AS level, max(x.degree) AS degree FROM want x GROUP BY x.id, x.skill_id),
	    open AS (SELECT x.*, coalesce(v.level, 0) AS has FROM each x LEFT JOIN current_level v ON v.employee_id = x.id AND v.skill_id = x.skill_id)
	    SELECT k.id, k.name, o.location, coalesce(l.name, ''), coalesce(m.name, ''), sum(o.level > o.has), sum(max(0, o.level - o.has)),
	      sum(o.degree > 0 AND o.has < 4), sum(CASE WHEN o.has < 4 THEN o.degree ELSE 0 END),
	      sum(o.level = 1 AND o.has < 1), sum(o.level = 2 AND o.has < 2), sum(o.level = 3 AND o.has < 3), sum(o.level = 4 AND o.has < 4)
	    FROM open o JOIN skill k ON k.id = o.skill_id AND k.archived = 0 LEFT JOIN location l ON l.id = o.location LEFT JOIN market m ON m.id = l.market_id
	    GROUP BY k.id, o.location ORDER BY k.id, o.location`, f.Skill)
	if err != nil {
		return nil, err
	}
	out := rankDemand(skills, needed, f.Limit)
	return out, addTeachers(ctx, db, today, out)
}

func rankDemand(skills map[int64]*SkillDemand, needed map[int64]*[gap.MaxLevel + 1]int, limit int) []SkillDemand {
	out := make([]SkillDemand, 0, len(skills))
	for n, d := range skills {
		d.Level = usualLevel(*needed[n], d.Lack)
		slices.SortStableFunc(d.Where, func(a, b DemandPlace) int {
			return cmp.Or(cmp.Compare(b.Value(), a.Value()), text.Compare(a.Location, b.Location))
		})
		out = append(out, *d)
	}
	slices.SortFunc(out, func(a, b SkillDemand) int {
		return cmp.Or(cmp.Compare(b.Value(), a.Value()), text.Compare(a.Skill, b.Skill), cmp.Compare(a.SkillID, b.SkillID))
	})
	if limit > 0 {
		out = out[:min(limit, len(out))]
	}
	return out
}

// usualLevel is the lowest level that is enough for at least half of those who lack it.
func usualLevel(needed [gap.MaxLevel + 1]int, lack int) int {
	if lack == 0 {
		return 2
	}
	sum := 0
	for level, n := range needed {
		if sum += n; 2*sum >= lack {
			return max(1, level)
		}
	}
	return gap.MaxLevel
}

// addTeachers finds who could teach each skill, and which topics there are of it.
func addTeachers(ctx context.Context, db querier, today Date, list []SkillDemand) error {
	at := map[int64]int{}
	for k, d := range list {
		at[d.SkillID] = k
	}
	among := jsonKeys(at)
	if _, err := query(ctx, db, func(r *sql.Rows) (none struct{}, err error) {
		var skill int64
		var level, n int
		err = r.Scan(&skill, &level, &n)
		if d := &list[at[skill]]; level > d.Teach {
			d.Teach, d.Teachers = level, n
		}
		return none, err
	}, `SELECT v.skill_id, v.level, count(*) FROM current_level v JOIN employee e ON e.id = v.employee_id
	    WHERE v.skill_id IN (SELECT value FROM json_each(?)) AND v.level > 0 AND e.archived = 0 AND (e.left_on IS NULL OR e.left_on > ?) GROUP BY 1, 2`, among, string(today)); err != nil {
		return err
	}
	rows, err := topics(ctx, db, today, TopicFilter{})
	for _, t := range rows {
		if k, ok := at[t.SkillID]; ok && t.SkillID != 0 && t.State != "dropped" {
			list[k].Topics = append(list[k].Topics, DemandTopic{t.ID, t.Name, t.Level, t.Audience, t.State, t.LastEvent})
		}
	}
	return err
}
