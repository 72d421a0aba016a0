package store

import (
	"cmp"
	"database/sql"
	"slices"
)

// sessions looks for planned sessions at the same time. One without a time takes no hour.
func (c *clasher) sessions() error {
	if len(c.who) == 0 {
		return nil
	}
	list, err := allSessions(c.ctx, c.db, SessionFilter{From: c.v.Date.Add(-2), To: c.v.Date.Add(2)}, "session", "")
	if err != nil {
		return err
	}
	for _, v := range list {
		if v.Time == "" || v.State != "planned" && v.State != "held" {
			continue
		}
		at, err := ParseClock(v.Time)
		if err != nil {
			return err
		}
		if !c.overlaps(v.Date, at, cmp.Or(int(v.Minutes), v.Usual), v.Zone) {
			continue
		}
		for _, side := range [][2]Person{{v.Mentee, v.Mentor}, {v.Mentor, v.Mentee}} {
			if _, ok := c.who[side[0].Employee]; ok && side[0].Employee != 0 {
				c.about(side[0].Employee, "has a session with %s at %s", cmp.Or(side[1].Name, v.Program), v.Time)
			}
		}
	}
	return nil
}

// events looks for other events at the same time.
func (c *clasher) events() error {
	return c.each(func(r *sql.Rows) error {
		var n, at int64
		var name, zone string
		var day Date
		var minutes int
		var speaks bool
		err := r.Scan(&n, &name, &day, &at, &minutes, &zone, &speaks)
		if err != nil || !c.overlaps(day, at, minutes, zone) {
			return err
		}
		does := "is invited to"
		if speaks {
			does = "speaks at"
		}
		c.about(n, does+" “%s” at %s", name, FormatClock(at))
		return nil
	}, `SELECT x.employee_id, e.name, e.date, e.time, e.minutes, e.zone, x.speaks FROM event e JOIN (
	      SELECT event_id, employee_id, 1 speaks FROM event_speaker UNION ALL SELECT event_id, employee_id, 0 FROM invitation WHERE answer <> 'no') x ON x.event_id = e.id
	    WHERE e.state <> 'cancelled' AND e.id <> ?1 AND e.date BETWEEN ?2 AND ?3 AND x.employee_id IN (SELECT value FROM json_each(?4)) ORDER BY x.employee_id, e.date, e.time`,
		c.v.Event, string(c.v.Date.Add(-2)), string(c.v.Date.Add(2)), c.ids())
}

// away looks for absences, holidays and placements elsewhere.
func (c *clasher) away() error {
	day := string(c.v.Date)
	if err := c.each(func(r *sql.Rows) error {
		var n int64
		var ends Date
		err := r.Scan(&n, &ends)
		if err == nil {
			c.about(n, "is away until %s", ends)
		}
		return err
	}, `SELECT employee_id, max(ends) FROM absence WHERE employee_id IN (SELECT value FROM json_each(?1)) AND ?2 BETWEEN starts AND ends GROUP BY 1 ORDER BY 1`, c.ids(), day); err != nil {
		return err
	}
	// A placement is a place to be: who works at another location cannot come to a room
	// here, while a host team at the same location, or a video, keeps nobody away.
	if c.v.Location != 0 {
		if err := c.each(func(r *sql.Rows) error {
			var n int64
			var team, place string
			var ends Date
			err := r.Scan(&n, &team, &place, &ends)
			if err == nil {
				c.about(n, "is in %s in %s until %s", team, place, ends)
			}
			return err
		}, `SELECT a.employee_id, t.name, l.name, coalesce(x.ended, x.ends) FROM placement x JOIN participant a ON a.id = x.participant_id JOIN seat z ON z.id = x.seat_id
		      JOIN team t ON t.id = z.team_id JOIN location l ON l.id = z.location_id
		    WHERE a.employee_id IN (SELECT value FROM json_each(?1)) AND x.state NOT IN ('cancelled', 'broken off') AND ?2 BETWEEN coalesce(x.begun, x.starts) AND coalesce(x.ended, x.ends) AND l.id <> ?3
		    ORDER BY a.employee_id`, c.ids(), day, c.v.Location); err != nil {
			return err
		}
	}
	return c.holidays()
}

// holidays are said once of the event's own place, and else of each person.
func (c *clasher) holidays() error {
	off := map[int64]string{} // by location; 0 everywhere
	if err := c.each(func(r *sql.Rows) error {
		var n int64
		var name string
		err := r.Scan(&n, &name)
		off[n] = name
		return err
	}, `SELECT coalesce(location_id, 0), name FROM holiday WHERE date = ? ORDER BY id DESC`, string(c.v.Date)); err != nil || len(off) == 0 {
		return err
	}
	if name := cmp.Or(off[0], off[c.v.Location]); name != "" {
		c.say("holiday", 0, "%s is a holiday there: %s", c.v.Date, name)
		return nil
	}
	var who []int64
	for n, p := range c.who {
		if off[p.location] != "" && p.location != 0 {
			who = append(who, n)
		}
	}
	slices.Sort(who)
	for _, n := range who {
		c.about(n, "has a holiday: %s", off[c.who[n].location])
	}
	return nil
}

// teach wants speakers who can teach the skill and, where there is a topic, have agreed,
// by themselves or with their team. Where nobody can teach it, that is said once.
func (c *clasher) teach() error {
	if len(c.v.Speakers) == 0 {
		return nil
	}
	speakers := jsonList(c.v.Speakers)
	var able bool
	if c.v.Skill != 0 {
		if err := c.each(func(r *sql.Rows) error { return r.Scan(&able) }, `SELECT EXISTS (SELECT 1 FROM current_level v JOIN employee e ON e.id = v.employee_id
			WHERE v.skill_id = ?1 AND v.level >= 4 AND e.archived = 0 AND coalesce(e.left_on, '9999') > ?2)`, c.v.Skill, string(c.v.Date)); err != nil {
			return err
		}
		if err := c.each(func(r *sql.Rows) error {
			var n int64
			var name, skill string
			var level int
			err := r.Scan(&n, &name, &skill, &level)
			more := ""
			if !able {
				more = "; nobody in the company can teach it"
			}
			if err == nil {
				c.say("teach", n, "%s cannot teach %s: level %d, 4 is needed%s", name, skill, level, more)
			}
			return err
		}, `SELECT e.id, e.name, k.name, coalesce(v.level, 0) FROM employee e JOIN skill k ON k.id = ?2 LEFT JOIN current_level v ON v.employee_id = e.id AND v.skill_id = k.id
		    WHERE e.id IN (SELECT value FROM json_each(?1)) AND coalesce(v.level, 0) < 4 ORDER BY e.id`, speakers, c.v.Skill); err != nil {
			return err
		}
	}
	if c.v.Topic == 0 {
		return nil // naming them is all the agreement there is
	}
	return c.each(func(r *sql.Rows) error {
		var n int64
		var name, answer string
		err := r.Scan(&n, &name, &answer)
		said := map[string]string{"": "was not asked to speak", "asked": "has not answered whether to speak", "declined": "declined to speak"}[answer]
		if err == nil {
			c.say("agreed", n, "%s %s", name, said)
		}
		return err
	}, `WITH RECURSIVE up(employee, team) AS (
	      SELECT e.id, p.team_id FROM employee e JOIN position p ON p.id = `+present(c.v.Date)+` WHERE e.id IN (SELECT value FROM json_each(?1))
	      UNION SELECT u.employee, t.parent_id FROM up u JOIN team t ON t.id = u.team WHERE t.parent_id IS NOT NULL)
	    SELECT e.id, e.name, coalesce((SELECT s.answer FROM speaker s WHERE s.topic_id = ?2 AND s.employee_id = e.id), '') said FROM employee e
	    WHERE e.id IN (SELECT value FROM json_each(?1)) AND said <> 'agreed' AND (said = 'declined' OR NOT EXISTS (
	      SELECT 1 FROM speaker s JOIN up u ON u.employee = e.id AND u.team = s.team_id WHERE s.topic_id = ?2 AND s.answer = 'agreed')) ORDER BY e.id`, speakers, c.v.Topic)
}
