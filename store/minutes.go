package store

import (
	"context"
	"database/sql"
	"fmt"
)

// MinutesRow is the mentoring that a pair, a person, a cycle or a program had.
type MinutesRow struct {
	ID       int64 // of the pair, employee, cycle or program
	Name     string
	Sessions int // held
	Minutes  int
	Mentor   int // of a person, the minutes as a mentor; the rest was as a mentee
	Unnoted  int // held sessions whose length nobody noted: they count no minutes
}

// MentoringMinutes adds up the held sessions of the filter by “pair”, “person”,
// “cycle” or “program”, by name. A session counts once for its pair, cycle and
// program, and once for each of its two people.
func (s *Store) MentoringMinutes(ctx context.Context, by string, f SessionFilter) ([]MinutesRow, error) {
	group, ok := map[string][2]string{
		"pair":    {"p.id", "ae.name || ' → ' || be.name"},
		"person":  {"w.id", "w.name"},
		"cycle":   {"c.id", "pr.name || ', ' || c.name"},
		"program": {"pr.id", "pr.name"},
	}[by]
	if !ok {
		return nil, fmt.Errorf("minutes are added up by pair, person, cycle or program, not by “%s”", by)
	}
	person := ""
	if by == "person" {
		person = " JOIN employee w ON w.id IN (ae.id, be.id) AND (?4 = 0 OR w.id = ?4)"
	}
	mentor := "0"
	if by == "person" {
		mentor = "coalesce(sum(s.minutes) FILTER (WHERE w.id = be.id), 0)"
	}
	return query(ctx, s.r, func(r *sql.Rows) (v MinutesRow, err error) {
		return v, r.Scan(&v.ID, &v.Name, &v.Sessions, &v.Minutes, &v.Mentor, &v.Unnoted)
	}, `SELECT `+group[0]+`, `+group[1]+`, count(*), coalesce(sum(s.minutes), 0), `+mentor+`, count(*) FILTER (WHERE s.minutes IS NULL)
	    FROM session s JOIN pair p ON p.id = s.pair_id JOIN cycle c ON c.id = p.cycle_id JOIN program pr ON pr.id = c.program_id
	    JOIN enrolment a ON a.id = p.mentee_id JOIN employee ae ON ae.id = a.employee_id
	    JOIN enrolment b ON b.id = p.mentor_id JOIN employee be ON be.id = b.employee_id`+person+`
	    WHERE s.state = 'held' AND (?1 = 0 OR c.program_id = ?1) AND (?2 = 0 OR c.id = ?2) AND (?3 = 0 OR p.id = ?3)
	      AND (?4 = 0 OR ae.id = ?4 OR be.id = ?4) AND (?5 = '' OR s.date >= ?5) AND (?6 = '' OR s.date <= ?6)
	    GROUP BY 1 ORDER BY 2 COLLATE people, 1`, f.Program, f.Cycle, f.Pair, f.Employee, string(f.From), string(f.To))
}
