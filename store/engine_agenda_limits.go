package store

import (
	"cmp"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"understudy/match/agenda"
)

func (r *agendaReader) readRooms() error {
	return r.each(func(rows *sql.Rows) error {
		var x AgendaRoom
		var location int64
		var room agenda.Room
		if err := rows.Scan(&x.ID, &x.Name, &location, &room.Capacity); err != nil {
			return err
		}
		room.Site = r.sites[location]
		for _, v := range r.events {
			if v.room == x.ID && v.planned {
				room.Busy = append(room.Busy, v.span)
			}
		}
		r.rooms[x.ID] = len(r.in.Rooms)
		r.in.Rooms, r.p.Rooms = append(r.in.Rooms, x), append(r.p.Rooms, room)
		return nil
	}, `SELECT id, name, location_id, capacity FROM room WHERE archived = 0 AND location_id IN (SELECT location_id FROM series_site WHERE series_id = ?) ORDER BY id`, r.in.Series)
}

// caps limits the events of a week at each site, and by video.
func (r *agendaReader) caps() error {
	type key struct{ site, week int }
	at := map[key]int{}
	for k, s := range r.p.Slots {
		here := key{s.Site, s.Week}
		c, ok := at[here]
		if !ok {
			c = len(r.p.Caps)
			at[here] = c
			r.p.Caps = append(r.p.Caps, agenda.Cap{Most: r.in.AWeek})
			r.in.Caps = append(r.in.Caps, AgendaCap{Site: s.Site, Week: mondayOf(s.Week)})
		}
		r.p.Caps[c].Slots = append(r.p.Caps[c].Slots, k)
	}
	for _, v := range r.events {
		site, ok := r.sites[v.location]
		if v.location == 0 {
			site, ok = agenda.None, true
		}
		c, there := at[key{site, weekOf(v.day)}]
		if ok && there && v.series == r.in.Series {
			r.in.Caps[c].Booked++
			r.p.Caps[c].Most = max(0, r.p.Caps[c].Most-1)
		}
	}
	return nil
}

// locks reads what is fixed of topics, and keeps topics that are given at each site from
// those that they were given at.
func (r *agendaReader) locks() error {
	for k := range r.in.Topics {
		for _, v := range r.events {
			if v.topic == r.in.Topics[k].ID {
				site, ok := r.sites[v.location]
				if v.location == 0 {
					site, ok = agenda.None, true
				}
				if ok {
					r.ban(k, func(s agenda.Slot) bool { return s.Site == site })
				}
			}
		}
	}
	return r.each(func(rows *sql.Rows) error {
		var row, topic, location, room, speaker int64
		var day Date
		var where string
		if err := rows.Scan(&row, &topic, &day, &location, &room, &speaker, &where); err != nil {
			return err
		}
		k, ok := r.topics[topic]
		if !ok {
			return nil
		}
		l := agenda.Lock{Topic: k, Slot: agenda.None, Room: agenda.None}
		if day != "" {
			r.p.Topics[k].Earliest, r.p.Topics[k].Latest = int(day.Days()), int(day.Days())
		}
		if location != 0 {
			site, ok := r.sites[location]
			if !ok {
				return &FieldError{"location_id", fmt.Sprintf("“%s” is fixed to %s, which is no site of “%s”; add the site, or take back what is fixed", r.in.Topics[k].Name, where, r.in.Name)}
			}
			r.ban(k, func(s agenda.Slot) bool { return s.Site != site })
		}
		if room != 0 {
			if l.Room, ok = r.rooms[room]; !ok {
				return &FieldError{"room_id", fmt.Sprintf("“%s” is fixed to a room that is archived; take back what is fixed", r.in.Topics[k].Name)}
			}
		}
		if speaker != 0 {
			i, ok := r.person(speaker)
			if !ok {
				return &FieldError{"employee_id", fmt.Sprintf("“%s” is fixed to a speaker who has left; take back what is fixed", r.in.Topics[k].Name)}
			}
			if l.Speakers = []int{i}; location != 0 {
				l.Overrides = []agenda.Rule{agenda.RuleTravel}
			}
		}
		r.in.Locks, r.p.Locks = append(r.in.Locks, row), append(r.p.Locks, l)
		return nil
	}, `SELECT k.id, k.topic_id, coalesce(k.on_day, ''), coalesce(k.location_id, 0), coalesce(k.room_id, 0), coalesce(k.employee_id, 0), coalesce(l.name, '')
	    FROM topic_lock k LEFT JOIN location l ON l.id = k.location_id ORDER BY k.id`)
}

// ban keeps a topic from the slots for which off holds.
func (r *agendaReader) ban(topic int, off func(agenda.Slot) bool) {
	for k, s := range r.p.Slots {
		if off(s) {
			r.p.Bans = append(r.p.Bans, agenda.Ban{Topic: topic, Slot: k, Room: agenda.None, Speaker: agenda.None})
		}
	}
}

// rest keeps the days around the talks of the series that are planned or given free for
// whoever speaks at them: the engine knows of its own talks alone.
func (r *agendaReader) rest() error {
	return r.each(func(rows *sql.Rows) error {
		var employee int64
		var day Date
		if err := rows.Scan(&employee, &day); err != nil {
			return err
		}
		i, ok := r.people[employee]
		if !ok {
			return nil
		}
		for k, s := range r.p.Slots {
			if apart := s.Day - int(day.Days()); max(apart, -apart) < r.in.Rest {
				r.p.Bans = append(r.p.Bans, agenda.Ban{Topic: agenda.None, Slot: k, Room: agenda.None, Speaker: i})
			}
		}
		return nil
	}, `SELECT p.employee_id, v.date FROM event v JOIN event_speaker p ON p.event_id = v.id WHERE v.series_id = ? AND v.state <> 'cancelled' AND v.date >= ? ORDER BY v.id, p.id`,
		r.in.Series, string(r.today.Add(-r.in.Rest)))
}

// busy reads when people cannot come.
func (r *agendaReader) busy() error {
	for _, step := range []func() error{r.inSessions, r.inEvents, r.fullWeeks, r.away, r.leaving} {
		if err := step(); err != nil {
			return err
		}
	}
	for i := range r.p.People {
		slices.SortFunc(r.p.People[i].Busy, func(a, b agenda.Span) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.To, b.To)) })
	}
	return nil
}

// occupy marks a time of a person, as far as slots reach.
func (r *agendaReader) occupy(employee int64, x agenda.Span) {
	if i, ok := r.people[employee]; ok && !r.from.IsZero() && x.To > minutesOf(r.from) && x.From < minutesOf(r.to) {
		r.p.People[i].Busy = append(r.p.People[i].Busy, x)
	}
}

// occupyDays marks whole days, by the clock of the person's location.
func (r *agendaReader) occupyDays(employee int64, from, to Date) {
	i, ok := r.people[employee]
	if !ok || r.from.IsZero() {
		return
	}
	zone := r.zoneOf(employee)
	if first := DateOf(r.from.In(zone)); from < first {
		from = first
	}
	if last := DateOf(r.to.In(zone)); to == "" || to > last {
		to = last
	}
	if from <= to {
		r.p.People[i].Busy = append(r.p.People[i].Busy, spanOf(instant(from, 0, zone), instant(to.Add(1), 0, zone)))
	}
}

func (r *agendaReader) zoneOf(employee int64) *time.Location {
	if k, ok := slices.BinarySearchFunc(r.staff, employee, func(x staffed, id int64) int { return int(x.id - id) }); ok {
		if zone := r.zones[r.staff[k].location]; zone != nil {
			return zone
		}
	}
	return time.UTC
}

// inSessions reads planned sessions of pairs, placements and stretch assignments. Their
// time is that of the mentee, the rotatee, or whoever has the assignment.
func (r *agendaReader) inSessions() error {
	return r.each(func(rows *sql.Rows) error {
		var who, other int64
		var day Date
		var at, minutes int64
		if err := rows.Scan(&who, &other, &day, &at, &minutes); err != nil {
			return err
		}
		from := minutesOf(instant(day, at, r.zoneOf(who)))
		for _, employee := range []int64{who, other} {
			r.occupy(employee, agenda.Span{From: from, To: from + minutes})
		}
		return nil
	}, `SELECT coalesce(a.employee_id, n.employee_id, y.employee_id, 0), coalesce(b.employee_id, x.host_id, 0), s.date, s.time, coalesce(s.minutes, 60)
	    FROM session s LEFT JOIN pair p ON p.id = s.pair_id LEFT JOIN enrolment a ON a.id = p.mentee_id LEFT JOIN enrolment b ON b.id = p.mentor_id
	      LEFT JOIN placement x ON x.id = s.placement_id LEFT JOIN participant n ON n.id = x.participant_id LEFT JOIN application y ON y.id = s.application_id
	    WHERE s.state = 'planned' AND s.time IS NOT NULL AND s.date >= ? ORDER BY s.id`, string(r.today))
}

func (r *agendaReader) inEvents() error {
	when := map[int64]agenda.Span{}
	for _, v := range r.events {
		if v.planned {
			when[v.id] = v.span
		}
	}
	return r.each(func(rows *sql.Rows) error {
		var event, employee int64
		err := rows.Scan(&event, &employee)
		if x, ok := when[event]; ok {
			r.occupy(employee, x)
		}
		return err
	}, `SELECT p.event_id, p.employee_id FROM event_speaker p JOIN event v ON v.id = p.event_id AND v.state = 'planned'
	    UNION SELECT i.event_id, i.employee_id FROM invitation i JOIN event v ON v.id = i.event_id AND v.state = 'planned' WHERE i.answer <> 'no' ORDER BY 1, 2`)
}

// fullWeeks keeps those who are invited to as many events of a week as one person may be
// from further ones. Who is to speak stays free to.
func (r *agendaReader) fullWeeks() error {
	type key struct{ person, week int }
	invited, weeks := map[key]int{}, map[int]agenda.Span{}
	for _, s := range r.p.Slots {
		w, ok := weeks[s.Week]
		if !ok {
			w = s.Time
		}
		weeks[s.Week] = agenda.Span{From: min(w.From, s.Time.From), To: max(w.To, s.Time.To)}
	}
	speaks := map[int]bool{}
	for _, t := range r.p.Topics {
		for _, i := range t.Speakers {
			speaks[i] = true
		}
	}
	return r.each(func(rows *sql.Rows) error {
		var employee int64
		var day Date
		if err := rows.Scan(&employee, &day); err != nil {
			return err
		}
		i, ok := r.people[employee]
		if !ok {
			return nil
		}
		at := key{i, weekOf(day)}
		invited[at]++
		if w, held := weeks[at.week]; held && invited[at] == r.in.Each && !speaks[i] {
			r.p.People[i].Busy = append(r.p.People[i].Busy, w)
		}
		return nil
	}, `SELECT i.employee_id, v.date FROM invitation i JOIN event v ON v.id = i.event_id
	    WHERE v.series_id = ? AND v.state = 'planned' AND i.answer <> 'no' ORDER BY i.id`, r.in.Series)
}

// away reads absences, and placements at another location than the own one.
func (r *agendaReader) away() error {
	return r.each(func(rows *sql.Rows) error {
		var employee int64
		var from, to Date
		err := rows.Scan(&employee, &from, &to)
		r.occupyDays(employee, from, to)
		return err
	}, `SELECT employee_id, starts, ends FROM absence WHERE ends >= ?1
	    UNION ALL SELECT e.id, coalesce(x.begun, x.starts), coalesce(x.ended, x.ends) FROM placement x JOIN participant n ON n.id = x.participant_id JOIN employee e ON e.id = n.employee_id
	      JOIN seat z ON z.id = x.seat_id LEFT JOIN position p ON p.id = `+present(r.today)+`
	      WHERE x.state NOT IN `+placementOver+` AND z.location_id IS NOT p.location_id AND z.location_id IS NOT NULL AND x.ends >= ?1 ORDER BY 1, 2`, string(r.today))
}

// leaving takes the days after the last one, and the holidays of each person's location.
func (r *agendaReader) leaving() error {
	for _, x := range r.staff {
		if _, ok := r.people[x.id]; !ok {
			continue
		}
		if x.leaves != "" {
			r.occupyDays(x.id, x.leaves, "")
		}
		for _, at := range []int64{0, x.location} {
			for day := range r.off[at] {
				r.occupyDays(x.id, day, day)
			}
		}
	}
	return nil
}
