package store

import (
	"context"
	"database/sql"
	"fmt"

	"understudy/match/stretch"
	"understudy/store/text"
)

// StretchRow is a stretch assignment with who does it and who would.
type StretchRow struct {
	ID                       int64
	Name, Kind, State        string
	Sponsor                  string
	SponsorID                int64
	Initiative               string
	InitiativeID             int64
	Team                     string
	TeamID                   int64
	Location                 string // "" from anywhere
	LocationID               int64
	Grade                    string // to be done from this grade on, or ""
	GradeID                  int64
	Places, Hours            int  // Hours a week
	Starts, Ends             Date // Ends is the last day
	ApplyBy                  Date // or ""
	Potential                bool // looks for people judged to have potential
	Outcome, Description     string
	Archived                 bool
	Applied, Proposed        int // applications that wait for a decision: of people, and of a run
	Accepted, Running, Done  int
	BrokenOff, Declined, Out int // Out: withdrawn
	Skills                   []StretchSkill
}

// StretchSkill is a skill that an assignment needs and teaches.
type StretchSkill struct {
	ID, SkillID  int64
	Skill        string
	Entry, Reach int
}

// Taken counts the people who will do it or do it now.
func (r StretchRow) Taken() int { return r.Accepted + r.Running }

// Free is how many places nobody holds or has filled; never below 0, though a forced
// decision can take more places than there are.
func (r StretchRow) Free() int { return max(0, r.Places-r.Accepted-r.Running-r.Done) }

// Open says whether people can still be accepted for it.
func (r StretchRow) Open() bool { return !r.Archived && (r.State == "open" || r.State == "running") }

// notOpen is why nobody can be accepted for it now, with the remedy; nil if somebody can.
func (r StretchRow) notOpen(today Date) error {
	name := "“" + r.Name + "”"
	switch {
	case r.Archived:
		return &FieldError{"stretch_id", name + " is archived; bring it back first"}
	case r.State == "draft":
		return &FieldError{"stretch_id", name + " is a draft; open it with: understudy set stretch-assignment " + text.Quote(id(r.ID)) + " state=open"}
	case !r.Open():
		return &FieldError{"stretch_id", name + " is " + r.State}
	case r.Ends < today:
		return &FieldError{"stretch_id", name + " ended on " + string(r.Ends)}
	}
	return nil
}

// CanApply says why nobody can apply on a day, with the remedy; nil if they can.
func (r StretchRow) CanApply(today Date) error {
	if err := r.notOpen(today); err != nil {
		return err
	}
	switch {
	case r.ApplyBy != "" && today > r.ApplyBy:
		return &FieldError{"stretch_id", fmt.Sprintf("applications for “%s” closed on %s; set another day with: understudy set stretch-assignment %s apply_by=DAY", r.Name, r.ApplyBy, text.Quote(id(r.ID)))}
	case r.Free() == 0:
		return &FieldError{"stretch_id", fmt.Sprintf("“%s” has no place left: %s", r.Name, placesOf(r))}
	}
	return nil
}

// CanClose says why it cannot be closed, with the remedy; nil if it can.
func (r StretchRow) CanClose() error {
	switch {
	case !r.Open() && r.State != "draft":
		return &FieldError{"state", "“" + r.Name + "” is " + r.State + " already"}
	case r.Running > 0:
		return &FieldError{"state", fmt.Sprintf("%s still at it; end that first with: understudy stretch finish EMPLOYEE --of %s", counted(int64(r.Running), "person is", "people are"), text.Quote(id(r.ID)))}
	}
	return nil
}

func placesOf(r StretchRow) string {
	return fmt.Sprintf("of %s %d are accepted, %d at it and %d done", counted(int64(r.Places), "place", "places"), r.Accepted, r.Running, r.Done)
}

// StretchFilter narrows StretchAssignments; its zero value selects all that are not
// archived.
type StretchFilter struct {
	ID, Initiative, Skill int64
	Open                  bool // people can be accepted for them
	Archived              bool // archived ones too
}

// StretchAssignments lists stretch assignments: those that are open first, then by their
// start, the latest first.
func (s *Store) StretchAssignments(ctx context.Context, f StretchFilter) (list []StretchRow, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		list, err = stretchRows(ctx, tx, f)
		return err
	})
	return list, err
}

// StretchAssignment reads one, also an archived one. Errors: ErrNotFound.
func (s *Store) StretchAssignment(ctx context.Context, n int64) (StretchRow, error) {
	r, err := one(s.StretchAssignments(ctx, StretchFilter{ID: n, Archived: true}))
	if err != nil {
		return r, fmt.Errorf("stretch assignment #%d: %w", n, err)
	}
	return r, nil
}

func stretchRows(ctx context.Context, db querier, f StretchFilter) ([]StretchRow, error) {
	list, err := query(ctx, db, scanStretch, `SELECT a.id, a.name, a.kind, a.state, coalesce(e.name, ''), coalesce(e.id, 0), coalesce(i.name, ''), coalesce(i.id, 0),
	      coalesce(t.name, ''), coalesce(t.id, 0), coalesce(l.name, ''), coalesce(l.id, 0), coalesce(g.name, ''), coalesce(g.id, 0),
	      a.places, a.hours, a.starts, a.ends, coalesce(a.apply_by, ''), a.potential, a.outcome, a.description, a.archived,
	      count(*) FILTER (WHERE p.state = 'open' AND p.origin = 'applied'), count(*) FILTER (WHERE p.state = 'open' AND p.origin = 'proposed'),
	      count(*) FILTER (WHERE p.state = 'accepted'), count(*) FILTER (WHERE p.state = 'running'), count(*) FILTER (WHERE p.state = 'done'),
	      count(*) FILTER (WHERE p.state = 'broken off'), count(*) FILTER (WHERE p.state = 'declined'), count(*) FILTER (WHERE p.state = 'withdrawn')
	    FROM stretch a LEFT JOIN employee e ON e.id = a.sponsor_id LEFT JOIN initiative i ON i.id = a.initiative_id LEFT JOIN team t ON t.id = a.team_id
	    LEFT JOIN location l ON l.id = a.location_id LEFT JOIN grade g ON g.id = a.least_grade_id LEFT JOIN application p ON p.stretch_id = a.id
	    WHERE (?1 = 0 OR a.id = ?1) AND (?2 = 0 OR a.initiative_id = ?2) AND (?3 = 0 OR EXISTS (SELECT 1 FROM stretch_skill k WHERE k.stretch_id = a.id AND k.skill_id = ?3))
	      AND (NOT ?4 OR a.state IN ('open', 'running')) AND (?5 OR a.archived = 0)
	    GROUP BY a.id ORDER BY a.archived, a.state NOT IN ('open', 'running'), a.starts DESC, a.id`, f.ID, f.Initiative, f.Skill, f.Open, f.Archived)
	if err != nil || len(list) == 0 {
		return list, err
	}
	at := make(map[int64]int, len(list))
	for i, r := range list {
		at[r.ID] = i
	}
	_, err = query(ctx, db, func(r *sql.Rows) (none struct{}, err error) {
		var of int64
		var k StretchSkill
		err = r.Scan(&of, &k.ID, &k.SkillID, &k.Skill, &k.Entry, &k.Reach)
		if i, ok := at[of]; ok {
			list[i].Skills = append(list[i].Skills, k)
		}
		return none, err
	}, `SELECT k.stretch_id, k.id, s.id, s.name, k.entry, k.reach FROM stretch_skill k JOIN skill s ON s.id = k.skill_id WHERE ?1 = 0 OR k.stretch_id = ?1 ORDER BY k.stretch_id, k.id`, f.ID)
	return list, err
}

func scanStretch(r *sql.Rows) (v StretchRow, err error) {
	return v, r.Scan(&v.ID, &v.Name, &v.Kind, &v.State, &v.Sponsor, &v.SponsorID, &v.Initiative, &v.InitiativeID, &v.Team, &v.TeamID, &v.Location, &v.LocationID,
		&v.Grade, &v.GradeID, &v.Places, &v.Hours, &v.Starts, &v.Ends, &v.ApplyBy, &v.Potential, &v.Outcome, &v.Description, &v.Archived,
		&v.Applied, &v.Proposed, &v.Accepted, &v.Running, &v.Done, &v.BrokenOff, &v.Declined, &v.Out)
}

// Says tells a skill with the level to begin with and the one that it reaches.
func (k StretchSkill) Says() string { return fmt.Sprintf("%s %d → %d", k.Skill, k.Entry, k.Reach) }

// FormatParts says where points come from, one thing each.
func FormatParts(parts []stretch.Part) []string {
	var out []string
	for _, p := range parts {
		for i, said := range p.Evidence {
			if i == 0 {
				said += " (" + FormatPoints(p.Points) + ")"
			}
			out = append(out, said)
		}
	}
	return out
}
