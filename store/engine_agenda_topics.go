package store

import (
	"database/sql"
	"fmt"
	"slices"

	"understudy/match/agenda"
)

// bookedEvent is an event that is planned, or of this series and held.
type bookedEvent struct {
	id, topic, series, location, room int64
	planned                           bool
	day                               Date
	span                              agenda.Span
}

// readEvents reads the events that take rooms, people or what topics may be given.
func (r *agendaReader) readEvents() error {
	return r.each(func(rows *sql.Rows) error {
		var x bookedEvent
		var at, minutes int64
		var zone, state string
		if err := rows.Scan(&x.id, &x.topic, &x.series, &x.location, &x.room, &x.day, &at, &minutes, &zone, &state); err != nil {
			return err
		}
		from, err := Instant(x.day, at, zone)
		if err != nil {
			return &FieldError{"zone", fmt.Sprintf("of event #%d: %s", x.id, err)}
		}
		x.planned = state == "planned"
		x.span = agenda.Span{From: minutesOf(from), To: minutesOf(from) + minutes}
		r.events = append(r.events, x)
		return nil
	}, `SELECT id, coalesce(topic_id, 0), coalesce(series_id, 0), coalesce(location_id, 0), coalesce(room_id, 0), date, time, minutes, zone, state FROM event v
	    WHERE state = 'planned' OR state = 'held' AND (series_id = ?1 OR EXISTS (SELECT 1 FROM topic t WHERE t.id = v.topic_id AND t.series_id = ?1)) ORDER BY id`, r.in.Series)
}

// readTopics reads the open topics of the series that are to be given still.
func (r *agendaReader) readTopics() error {
	return r.each(func(rows *sql.Rows) error {
		var x AgendaTopic
		var minutes, need int
		var each bool
		var earliest, latest Date
		if err := rows.Scan(&x.ID, &x.Name, &x.SkillID, &x.Skill, &x.Level, &minutes, &need, &each, &earliest, &latest); err != nil {
			return err
		}
		times := 1
		if each {
			times = max(1, len(r.in.Sites))
		}
		for _, v := range r.events {
			if v.topic == x.ID {
				times--
			}
		}
		if times <= 0 {
			return nil
		}
		if earliest < r.in.Starts {
			earliest = r.in.Starts
		}
		if latest == "" || latest > r.in.Ends {
			latest = r.in.Ends
		}
		r.topics[x.ID] = len(r.in.Topics)
		r.in.Topics = append(r.in.Topics, x)
		r.p.Topics = append(r.p.Topics, agenda.Topic{Skill: int(x.SkillID), Minutes: minutes, Need: need, Earliest: int(earliest.Days()), Latest: int(latest.Days()), Times: times})
		return nil
	}, `SELECT t.id, t.name, coalesce(k.id, 0), coalesce(k.name, ''), t.level, coalesce(t.minutes, g.minutes), t.speakers, t.each_site, coalesce(t.earliest, ''), coalesce(t.latest, '')
	    FROM topic t JOIN series g ON g.id = t.series_id LEFT JOIN skill k ON k.id = t.skill_id
	    WHERE t.series_id = ? AND t.state = 'open' AND t.archived = 0 ORDER BY t.id`, r.in.Series)
}

// person is the number of an employee, who is added where there is none yet.
func (r *agendaReader) person(employee int64) (int, bool) {
	if i, ok := r.people[employee]; ok {
		return i, true
	}
	k, ok := slices.BinarySearchFunc(r.staff, employee, func(x staffed, id int64) int { return int(x.id - id) })
	if !ok {
		return 0, false
	}
	site, there := r.sites[r.staff[k].location]
	if !there {
		site = agenda.None
	}
	i := len(r.in.People)
	r.people[employee] = i
	r.in.People = append(r.in.People, AgendaPerson{Employee: employee})
	r.p.People = append(r.p.People, agenda.Person{Site: site, Talks: r.in.Talks, Rest: r.in.Rest})
	return i, true
}

// audiences finds whom each topic is worth to reach at the sites of the series.
func (r *agendaReader) audiences() error {
	at := map[int64]int64{}
	for _, x := range r.staff {
		at[x.id] = x.location
	}
	for k := range r.in.Topics {
		t := &r.in.Topics[k]
		var a audience
		if err := r.each(func(rows *sql.Rows) error { return rows.Scan(&a.Way, &a.Team, &a.Location, &a.Market, &a.Cycle) },
			`SELECT audience, coalesce(team_id, 0), coalesce(location_id, 0), coalesce(market_id, 0), coalesce(cycle_id, 0) FROM topic WHERE id = ?`, t.ID); err != nil {
			return err
		}
		list, err := r.guests(t.ID, t.SkillID, t.Level, a)
		if err != nil {
			return err
		}
		for _, g := range list {
			if _, site := r.sites[at[g.Employee]]; site {
				t.Guests = append(t.Guests, g)
			}
		}
	}
	return nil
}

// speakers finds who may speak on each topic, then makes people of them and of the guests.
func (r *agendaReader) speakers() error {
	if err := r.talksGiven(); err != nil {
		return err
	}
	for k := range r.in.Topics {
		who, err := r.agreed(k)
		if err != nil {
			return err
		}
		t, x := &r.in.Topics[k], &r.p.Topics[k]
		for _, employee := range who {
			i, ok := r.person(employee)
			switch {
			case !ok: // has left
			case r.p.People[i].Talks == 0:
				t.Full = append(t.Full, employee)
			default:
				x.Speakers = append(x.Speakers, i)
			}
		}
		t.Guests = slices.DeleteFunc(t.Guests, func(g AgendaGuest) bool { return slices.Contains(who, g.Employee) })
		for _, g := range t.Guests {
			i, _ := r.person(g.Employee)
			x.Audience = append(x.Audience, agenda.Listener{Person: i, Value: g.Value()})
		}
	}
	return nil
}

// talksGiven counts the talks in this series, which leave a speaker as many fewer.
func (r *agendaReader) talksGiven() error {
	return r.each(func(rows *sql.Rows) error {
		var employee int64
		var n int
		if err := rows.Scan(&employee, &n); err != nil {
			return err
		}
		if i, ok := r.person(employee); ok {
			r.in.People[i].Spoke = n
			r.p.People[i].Talks = max(0, r.in.Talks-n)
		}
		return nil
	}, `SELECT p.employee_id, count(*) FROM event v JOIN event_speaker p ON p.event_id = v.id WHERE v.series_id = ? AND v.state <> 'cancelled' GROUP BY 1 ORDER BY 1`, r.in.Series)
}

// agreed lists who agreed to speak on a topic, by id.
func (r *agendaReader) agreed(topic int) ([]int64, error) {
	t := &r.in.Topics[topic]
	var who []int64
	var teams []int64
	if err := r.each(func(rows *sql.Rows) error {
		var employee, team int64
		var answer string
		err := rows.Scan(&employee, &team, &answer)
		switch {
		case answer == "asked":
			t.Asked++
		case employee != 0:
			who = append(who, employee)
		default:
			teams = append(teams, team)
		}
		return err
	}, `SELECT coalesce(employee_id, 0), coalesce(team_id, 0), answer FROM speaker WHERE topic_id = ? AND answer <> 'declined' ORDER BY id`, t.ID); err != nil {
		return nil, err
	}
	if len(teams) > 0 {
		more, err := r.teachersOf(t.SkillID, teams)
		if err != nil {
			return nil, err
		}
		who = append(who, more...)
	}
	slices.Sort(who)
	return slices.Compact(who), nil
}

// teachersOf are the people of teams who can teach a skill; all of them where there is no
// skill to be able to.
func (r *audienceReader) teachersOf(skill int64, teams []int64) (out []int64, err error) {
	can, _, err := r.teachers(skill)
	if err != nil {
		return nil, err
	}
	for _, team := range teams {
		admits, err := r.admits(audience{Way: "team", Team: team})
		if err != nil {
			return nil, err
		}
		for _, x := range r.staff {
			if admits(x) && (skill == 0 || can[x.id]) {
				out = append(out, x.id)
			}
		}
	}
	return out, nil
}
