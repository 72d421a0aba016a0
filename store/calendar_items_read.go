package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// calendarReader fills a book from one state of the file. Its window is a day longer on
// both sides than that of the book: days begin elsewhere at other times.
type calendarReader struct {
	ctx      context.Context //nolint:containedctx // the life of one reading
	tx       *sql.Tx
	book     *CalendarBook
	today    Date
	from, to Date
}

func (r *calendarReader) read() error {
	for _, read := range []func() error{r.sessions, r.events, r.placements, r.stretches, r.absences, r.holidays, r.measures, r.homes} {
		if err := read(); err != nil {
			return err
		}
	}
	b := r.book
	for i := range b.all {
		// A session is kept in the time of who learns; it is known by now where that is.
		if v := &b.all[i]; v.Timed() && v.Zone == "" && len(v.People) > 0 {
			v.Zone = b.sites[b.siteOf(v.People[0].ID, v.Date)].zone
		}
	}
	return nil
}

func (r *calendarReader) places() error {
	r.book.sites = map[int64]site{}
	_, err := query(r.ctx, r.tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var n int64
		var s site
		err = rows.Scan(&n, &s.name, &s.zone)
		r.book.sites[n] = s
		return struct{}{}, err
	}, `SELECT id, name, time_zone FROM location`)
	return err
}

// add reads items of one kind.
func (r *calendarReader) add(scan func(*sql.Rows) (CalendarItem, error), q string, args ...any) error {
	list, err := query(r.ctx, r.tx, scan, q, args...)
	r.book.all = append(r.book.all, list...)
	return err
}

func (r *calendarReader) sessions() error {
	return r.add(func(rows *sql.Rows) (v CalendarItem, err error) {
		var pair, placement, application, stretch int64
		var at sql.NullInt64
		var a, b CalendarPerson
		var program, cycle string
		if err = rows.Scan(&v.Ref.ID, &pair, &placement, &application, &stretch, &v.Program, &v.Plan, &program, &cycle, &a.ID, &a.Name, &b.ID, &b.Name, &v.Date, &at, &v.Minutes, &v.State); err != nil {
			return v, err
		}
		v.Kind, v.Ref.Kind, v.To, v.Time = ItemSession, "session", v.Date, -1
		if at.Valid {
			v.Time = at.Int64
		}
		v.People = []CalendarPerson{a}
		v.Title = a.Name
		if b.ID != 0 {
			v.People, v.Title = append(v.People, b), a.Name+" and "+b.Name
		}
		v.Detail = strings.TrimSuffix(program+", "+cycle, ", ")
		v.Of = CalendarRef{"pair", pair}
		if pair == 0 {
			v.Kind, v.Title = ItemCheckIn, "Check-in of "+a.Name
			v.Of = CalendarRef{"placement", placement}
			if application != 0 {
				v.Of = CalendarRef{"stretch assignment", stretch}
			}
		}
		return v, nil
	}, `SELECT s.id, coalesce(s.pair_id, 0), coalesce(s.placement_id, 0), coalesce(s.application_id, 0), coalesce(y.stretch_id, 0), coalesce(c.program_id, 0), coalesce(n.plan_id, 0),
	      coalesce(pr.name, rp.name, st.name), coalesce(c.name, z.name, ''), ae.id, ae.name, coalesce(be.id, 0), coalesce(be.name, ''), s.date, s.time,
	      CASE WHEN s.minutes > 0 OR s.state = 'held' THEN coalesce(s.minutes, 0) ELSE coalesce((SELECT minutes FROM agreement g WHERE g.pair_id = p.id), pr.minutes, 30) END, s.state
	    FROM session s LEFT JOIN pair p ON p.id = s.pair_id LEFT JOIN cycle c ON c.id = p.cycle_id LEFT JOIN program pr ON pr.id = c.program_id
	    LEFT JOIN enrolment a ON a.id = p.mentee_id LEFT JOIN enrolment b ON b.id = p.mentor_id
	    LEFT JOIN placement x ON x.id = s.placement_id LEFT JOIN participant n ON n.id = x.participant_id LEFT JOIN rotation_plan rp ON rp.id = n.plan_id LEFT JOIN seat z ON z.id = x.seat_id
	    LEFT JOIN application y ON y.id = s.application_id LEFT JOIN stretch st ON st.id = y.stretch_id
	    JOIN employee ae ON ae.id = coalesce(a.employee_id, n.employee_id, y.employee_id) LEFT JOIN employee be ON be.id = coalesce(b.employee_id, x.host_id, st.sponsor_id)
	    WHERE s.date BETWEEN ?1 AND ?2 ORDER BY s.date, s.id`, string(r.from), string(r.to))
}

func (r *calendarReader) events() error {
	at := len(r.book.all)
	err := r.add(func(rows *sql.Rows) (v CalendarItem, err error) {
		var site, room string
		v.Kind, v.Ref.Kind = ItemEvent, "event"
		err = rows.Scan(&v.Ref.ID, &v.Title, &v.Series, &v.Date, &v.Time, &v.Minutes, &v.Zone, &v.Location, &site, &v.Room, &room, &v.State)
		v.To, v.Of = v.Date, v.Ref
		v.Detail = strings.TrimPrefix(room+", "+site, ", ")
		if v.Location == 0 {
			v.Detail = "by video"
		}
		return v, err
	}, `SELECT v.id, v.name, coalesce(v.series_id, 0), v.date, v.time, v.minutes, v.zone, coalesce(v.location_id, 0), coalesce(l.name, ''), coalesce(v.room_id, 0), coalesce(o.name, ''), v.state
	    FROM event v LEFT JOIN location l ON l.id = v.location_id LEFT JOIN room o ON o.id = v.room_id WHERE v.date BETWEEN ?1 AND ?2 ORDER BY v.date, v.id`, string(r.from), string(r.to))
	if err != nil {
		return err
	}
	events := map[int64]*CalendarItem{}
	for i := range r.book.all[at:] {
		events[r.book.all[at+i].Ref.ID] = &r.book.all[at+i]
	}
	_, err = query(r.ctx, r.tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var event int64
		var p CalendarPerson
		var speaks, comes bool
		err = rows.Scan(&event, &p.ID, &p.Name, &speaks, &comes)
		v := events[event]
		if v == nil || err != nil {
			return struct{}{}, err
		}
		if (speaks || comes) && !v.has(p.ID) {
			v.People = append(v.People, p)
		}
		if !speaks {
			v.invited, v.Invited = append(v.invited, p.ID), v.Invited+1
		}
		return struct{}{}, nil
	}, `SELECT x.event_id, e.id, e.name, 1, 0 FROM event v JOIN event_speaker x ON x.event_id = v.id JOIN employee e ON e.id = x.employee_id WHERE v.date BETWEEN ?1 AND ?2
	    UNION ALL
	    SELECT i.event_id, e.id, e.name, 0, i.answer = 'yes' FROM event v JOIN invitation i ON i.event_id = v.id JOIN employee e ON e.id = i.employee_id
	    WHERE v.date BETWEEN ?1 AND ?2 AND i.answer <> 'no'`, string(r.from), string(r.to))
	return err
}

func (r *calendarReader) placements() error {
	return r.add(func(rows *sql.Rows) (v CalendarItem, err error) {
		var p, host CalendarPerson
		var seat, plan, team string
		v.Kind, v.Ref.Kind, v.Time = ItemPlacement, "placement", -1
		err = rows.Scan(&v.Ref.ID, &v.Plan, &plan, &seat, &team, &v.Location, &p.ID, &p.Name, &host.ID, &host.Name, &v.Date, &v.To, &v.State)
		v.Of, v.To = v.Ref, max(v.Date, v.To)
		v.Title, v.Detail = p.Name+" → "+team, seat+", "+plan
		v.People = []CalendarPerson{p}
		if host.ID != 0 {
			v.People = append(v.People, host)
		}
		return v, err
	}, `SELECT * FROM (SELECT x.id, n.plan_id, rp.name, z.name, t.name, coalesce(z.location_id, 0), e.id, e.name, coalesce(h.id, 0), coalesce(h.name, ''),
	      coalesce(x.begun, x.starts) AS first, CASE WHEN x.state <> 'cancelled' THEN coalesce(x.ended, x.ends) ELSE x.ends END AS last, x.state
	    FROM placement x JOIN participant n ON n.id = x.participant_id JOIN rotation_plan rp ON rp.id = n.plan_id JOIN seat z ON z.id = x.seat_id JOIN team t ON t.id = z.team_id
	    JOIN employee e ON e.id = n.employee_id LEFT JOIN employee h ON h.id = x.host_id WHERE x.state <> 'cancelled' ORDER BY x.id)
	    WHERE first <= ?2 AND max(first, last) >= ?1`, string(r.from), string(r.to))
}

func (r *calendarReader) stretches() error {
	at := len(r.book.all)
	if err := r.add(func(rows *sql.Rows) (v CalendarItem, err error) {
		var sponsor CalendarPerson
		v.Kind, v.Ref.Kind, v.Time = ItemStretch, "stretch assignment", -1
		err = rows.Scan(&v.Ref.ID, &v.Title, &v.Detail, &v.Date, &v.To, &v.State, &v.Location, &sponsor.ID, &sponsor.Name)
		v.Of = v.Ref
		if sponsor.ID != 0 {
			v.People = []CalendarPerson{sponsor}
		}
		return v, err
	}, `SELECT s.id, s.name, s.kind, s.starts, s.ends, s.state, coalesce(s.location_id, 0), coalesce(e.id, 0), coalesce(e.name, '')
	    FROM stretch s LEFT JOIN employee e ON e.id = s.sponsor_id
	    WHERE s.archived = 0 AND s.state NOT IN ('draft', 'cancelled') AND s.starts <= ?2 AND s.ends >= ?1 ORDER BY s.id`, string(r.from), string(r.to)); err != nil {
		return err
	}
	of, ids := map[int64]*CalendarItem{}, map[int64]bool{}
	for i := range r.book.all[at:] {
		v := &r.book.all[at+i]
		of[v.Ref.ID], ids[v.Ref.ID] = v, true
	}
	if len(of) == 0 {
		return nil
	}
	_, err := query(r.ctx, r.tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var stretch int64
		var p CalendarPerson
		err = rows.Scan(&stretch, &p.ID, &p.Name)
		if v := of[stretch]; v != nil && !v.has(p.ID) {
			v.People = append(v.People, p)
		}
		return struct{}{}, err
	}, `SELECT a.stretch_id, e.id, e.name FROM application a JOIN employee e ON e.id = a.employee_id WHERE a.state IN ('accepted', 'running', 'done') AND a.stretch_id IN (SELECT value FROM json_each(?1)) ORDER BY a.id`, jsonIDs(ids))
	return err
}

func (r *calendarReader) absences() error {
	return r.add(func(rows *sql.Rows) (v CalendarItem, err error) {
		var p CalendarPerson
		v.Kind, v.Ref.Kind, v.Time = ItemAbsence, "absence", -1
		err = rows.Scan(&v.Ref.ID, &p.ID, &p.Name, &v.Date, &v.To, &v.Detail)
		v.People, v.Of, v.Title = []CalendarPerson{p}, CalendarRef{"employee", p.ID}, p.Name+" away"
		return v, err
	}, `SELECT a.id, e.id, e.name, a.starts, a.ends, a.note FROM absence a JOIN employee e ON e.id = a.employee_id
	    WHERE a.ends >= ?1 AND a.starts <= ?2 ORDER BY a.id`, string(r.from), string(r.to))
}

func (r *calendarReader) holidays() error {
	return r.add(func(rows *sql.Rows) (v CalendarItem, err error) {
		v.Kind, v.Ref.Kind, v.Time = ItemHoliday, "holiday", -1
		err = rows.Scan(&v.Ref.ID, &v.Date, &v.Title, &v.Location)
		v.To, v.Of, v.Detail = v.Date, v.Ref, "everywhere"
		if v.Location != 0 {
			v.Detail = r.book.sites[v.Location].name
		}
		return v, err
	}, `SELECT id, date, name, coalesce(location_id, 0) FROM holiday WHERE date BETWEEN ?1 AND ?2 ORDER BY date, id`, string(r.from), string(r.to))
}

// aim is an initiative that goes on.
type aim struct {
	name  string
	owner CalendarPerson
}

// measures adds the days of KPIs' targets, and of the next measurement of each that has
// not reached its target.
func (r *calendarReader) measures() error {
	aims := map[int64]aim{}
	if _, err := query(r.ctx, r.tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var n int64
		var a aim
		err = rows.Scan(&n, &a.name, &a.owner.ID, &a.owner.Name)
		aims[n] = a
		return struct{}{}, err
	}, `SELECT i.id, i.name, coalesce(e.id, 0), coalesce(e.name, '') FROM initiative i LEFT JOIN employee e ON e.id = i.owner_id
	    WHERE i.archived = 0 AND i.state IN ('planned', 'active', 'on hold')`); err != nil {
		return err
	}
	list, err := kpis(r.ctx, r.tx, 0, r.today)
	if err != nil {
		return err
	}
	for _, k := range list {
		if a, ok := aims[k.Initiative]; ok {
			r.measure(k, a)
		}
	}
	return nil
}

func (r *calendarReader) measure(k KPIRow, a aim) {
	v := CalendarItem{Ref: CalendarRef{"kpi", k.ID}, Of: CalendarRef{"initiative", k.Initiative}, Time: -1, Detail: a.name, State: string(k.Verdict.State)}
	if a.owner.ID != 0 {
		v.People = []CalendarPerson{a.owner}
	}
	last := k.Since
	if len(k.Measurements) > 0 {
		last = k.Measurements[0].On
	}
	for kind, day := range map[CalendarKind]Date{ItemTarget: k.Due, ItemMeasurement: min(last.Add(k.Every), k.Due)} {
		if day < r.from || day > r.to || kind == ItemMeasurement && (k.Verdict.State == KPIReached || last >= k.Due) {
			continue
		}
		v.Kind, v.Date, v.To, v.Title = kind, day, day, "Measure "+k.Name
		if kind == ItemTarget {
			v.Title = fmt.Sprintf("%s: %s is due", k.Name, k.Say(k.Target))
		}
		r.book.all = append(r.book.all, v)
	}
}

// homes reads where everybody of the items is, day by day.
func (r *calendarReader) homes() error {
	ids := map[int64]bool{}
	for _, v := range r.book.all {
		for _, p := range v.People {
			ids[p.ID] = true
		}
		for _, n := range v.invited {
			ids[n] = true
		}
	}
	r.book.stays = make(map[int64][]stay, len(ids))
	_, err := query(r.ctx, r.tx, func(rows *sql.Rows) (_ struct{}, err error) {
		var who int64
		var s stay
		err = rows.Scan(&who, &s.since, &s.site)
		r.book.stays[who] = append(r.book.stays[who], s)
		return struct{}{}, err
	}, `SELECT employee_id, since, coalesce(location_id, 0) FROM position WHERE employee_id IN (SELECT value FROM json_each(?1)) ORDER BY employee_id, since`,
		jsonIDs(ids))
	return err
}
