package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
)

// InviteAsk says who is to be invited to an event: everyone who is named, and everyone
// of what is named.
type InviteAsk struct {
	Event     int64
	Employees []int64
	Team      int64 // with all teams within it
	Location  int64
	Market    int64
	Cycle     int64 // everyone enrolled in it
	Demand    bool  // everyone who lacks the event's skill at its level and whose role requires it, who said they need it, or who would like to learn it
	Everyone  bool
	Away      bool // those who are away or busy then, too
	DryRun    bool // nothing is written
}

// Invited is who was invited, and who was left out.
type Invited struct {
	People []EventPerson
	Left   []LeftOut
}

// LeftOut is somebody who was not invited, and why.
type LeftOut struct {
	EventPerson
	Why string
}

// Away lists those who were left out because they are away or busy.
func (v Invited) Away() (out []LeftOut) {
	for _, l := range v.Left {
		if l.Why != alreadyInvited && l.Why != speaksThere {
			out = append(out, l)
		}
	}
	return out
}

const (
	alreadyInvited = "is invited already"
	speaksThere    = "speaks at it"
)

// Invite invites people to a planned event, as one change. Nobody is invited twice, nor
// is who speaks; who is away or busy then is left out unless Away says otherwise, and
// all are named with the reason. Errors: *FieldError, ErrNotFound.
func (s *Store) Invite(ctx context.Context, ask InviteAsk) (c Change, out Invited, err error) {
	write := func(tx *Tx) error {
		e, err := tx.eventOf(ask.Event)
		if err != nil {
			return err
		}
		if out, err = tx.invite(e, ask); err != nil {
			return err
		}
		if ask.DryRun {
			return errNothing
		}
		said := counted(int64(len(out.People)), "person", "people")
		if len(out.People) == 1 {
			said = out.People[0].Name
		}
		label := fmt.Sprintf("invite %s to “%s”", said, e.Name)
		if away := out.Away(); len(away) > 0 {
			label += fmt.Sprintf(", without %s who cannot come", counted(int64(len(away)), "person", "people"))
		}
		return tx.Relabel(label)
	}
	if c, err = s.Write(ctx, "invite people", write); err != nil {
		out = Invited{}
	}
	return c, out, err
}

func (tx *Tx) invite(e EventRow, ask InviteAsk) (out Invited, err error) {
	switch {
	case e.State != "planned":
		return out, &FieldError{"state", fmt.Sprintf("“%s” was %s; nobody is invited to it any more", e.Name, e.State)}
	case e.Date < tx.Today():
		return out, &FieldError{"date", fmt.Sprintf("“%s” was on %s; move it first, or take its attendance", e.Name, e.Date)}
	case ask.Demand && (e.SkillID == 0 || e.Level == 0):
		return out, &FieldError{"skill_id", fmt.Sprintf("“%s” teaches no skill to a level; set both first", e.Name)}
	}
	people, err := tx.asked(e, ask)
	if err != nil {
		return out, err
	}
	why, err := tx.leftOut(e, people, ask.Away)
	if err != nil {
		return out, err
	}
	b := tx.Bulk("invitation", "event_id", "employee_id", "date")
	for _, p := range people {
		if w := why[p.ID]; w != "" {
			out.Left = append(out.Left, LeftOut{p, w})
			continue
		}
		out.People = append(out.People, p)
		if err := b.Add(e.ID, p.ID, string(tx.Today())); err != nil {
			return out, err
		}
	}
	return out, b.Flush()
}

// asked lists those who are to be invited, by name. Who is named and not there is an
// error; of a group they are passed over.
func (tx *Tx) asked(e EventRow, ask InviteAsk) ([]EventPerson, error) {
	gone, err := query(tx.ctx, tx, scanString, `SELECT name FROM employee WHERE id IN (SELECT value FROM json_each(?1)) AND (archived OR left_on <= ?2) ORDER BY id LIMIT 1`, jsonList(append([]int64{}, ask.Employees...)), string(e.Date))
	if err != nil {
		return nil, err
	}
	if len(gone) > 0 {
		return nil, &FieldError{"employee_id", fmt.Sprintf("%s will not be in the company on %s", gone[0], e.Date)}
	}
	var any []string
	if ask.Employees != nil {
		any = append(any, `e.id IN (SELECT value FROM json_each('`+jsonList(ask.Employees)+`'))`)
	}
	if ask.Team != 0 {
		any = append(any, `p.team_id IN `+within(ask.Team))
	}
	if ask.Location != 0 {
		any = append(any, fmt.Sprintf(`p.location_id = %d`, ask.Location))
	}
	if ask.Market != 0 {
		any = append(any, fmt.Sprintf(`p.location_id IN (SELECT id FROM location WHERE market_id = %d)`, ask.Market))
	}
	if ask.Cycle != 0 {
		any = append(any, fmt.Sprintf(`e.id IN (SELECT employee_id FROM enrolment WHERE cycle_id = %d AND state <> 'withdrawn')`, ask.Cycle))
	}
	if ask.Demand {
		any = append(any, wants(e.SkillID, e.Level))
	}
	if ask.Everyone {
		any = append(any, "true")
	}
	if len(any) == 0 {
		return nil, &FieldError{"employee_id", "say who is to be invited"}
	}
	return query(tx.ctx, tx, func(r *sql.Rows) (p EventPerson, err error) { return p, r.Scan(&p.ID, &p.Name) },
		`SELECT e.id, e.name`+PeopleFilter{}.from(tx.Today())+` AND coalesce(e.left_on, '9999') > ? AND (`+strings.Join(any, " OR ")+`) ORDER BY e.name COLLATE people, e.id`, string(e.Date))
}

// wants is SQL of an employee e with the position p who has a demand for a skill: below
// the level, and the role requires more than there is, or a need or an interest is noted.
func wants(skill int64, level int) string {
	has := fmt.Sprintf(`coalesce((SELECT v.level FROM current_level v WHERE v.employee_id = e.id AND v.skill_id = %d), 0)`, skill)
	return fmt.Sprintf(`(%[1]s < %[3]d AND (EXISTS (SELECT 1 FROM requirement q WHERE q.role_level_id = p.role_level_id AND q.skill_id = %[2]d AND q.level > %[1]s)
	  OR EXISTS (SELECT 1 FROM need n WHERE n.employee_id = e.id AND n.skill_id = %[2]d AND n.side = 'need')
	  OR EXISTS (SELECT 1 FROM interest i WHERE i.employee_id = e.id AND i.skill_id = %[2]d AND i.degree > 0)))`, has, skill, level)
}

// leftOut says why people are not invited; they are asked after as if they were.
func (tx *Tx) leftOut(e EventRow, people []EventPerson, away bool) (map[int64]string, error) {
	why := map[int64]string{}
	for q, said := range map[string]string{`SELECT employee_id FROM invitation WHERE event_id = ?`: alreadyInvited, `SELECT employee_id FROM event_speaker WHERE event_id = ?`: speaksThere} {
		list, err := query(tx.ctx, tx, scanInt, q, e.ID)
		if err != nil {
			return nil, err
		}
		for _, n := range list {
			why[n] = said
		}
	}
	if away {
		return why, nil
	}
	v := e.slot()
	v.Speakers = nil
	for _, p := range people {
		if why[p.ID] == "" {
			v.Speakers = append(v.Speakers, p.ID)
		}
	}
	c := &clasher{ctx: tx.ctx, db: tx, today: tx.Today(), v: v, who: map[int64]eventPart{}}
	for _, step := range []func() error{c.when, c.people, c.sessions, c.events, c.away} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	for _, clash := range c.out {
		if slices.Contains(v.Speakers, clash.Employee) && why[clash.Employee] == "" {
			why[clash.Employee] = strings.TrimPrefix(clash.Said, c.who[clash.Employee].name+" ")
		}
	}
	return why, nil
}

// Uninvite takes back invitations, as one change; who waits for a place that they had
// moves up. Of whom attendance is noted the invitation stays. Errors: ErrNotFound,
// *FieldError.
func (s *Store) Uninvite(ctx context.Context, event int64, employees ...int64) (Change, error) {
	return s.Write(ctx, "take an invitation back", func(tx *Tx) error {
		e, err := tx.eventOf(event)
		if err != nil {
			return err
		}
		said := counted(int64(len(employees)), "person", "people")
		for _, who := range employees {
			n, err := tx.invitationOf(e, who)
			if err != nil {
				return err
			}
			name, err := tx.labelOf("employee", who)
			if err != nil {
				return err
			}
			res, err := tx.Exec(`DELETE FROM invitation WHERE id = ? AND attended IS NULL`, n)
			if err != nil {
				return err
			}
			if gone, err := res.RowsAffected(); err != nil || gone == 0 {
				return cmp.Or(err, error(&FieldError{"attended", fmt.Sprintf("of %s attendance at “%s” is noted", name, e.Name)}))
			}
			if len(employees) == 1 {
				said = name
			}
		}
		if err := tx.moveUp(event); err != nil {
			return err
		}
		return tx.Relabel(fmt.Sprintf("take back the invitation of %s to “%s”", said, e.Name) + tx.andSeated())
	})
}
