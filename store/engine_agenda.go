package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"understudy/match/agenda"
)

// AgendaSite is a site of a series.
type AgendaSite struct {
	ID       int64
	Name     string
	Zone     string
	From, To int64 // lunch, minutes after midnight there
}

// AgendaSlot is when a slot begins, as its people's clocks show it.
type AgendaSlot struct {
	Date Date
	Time int // minutes after midnight
	Zone string
}

// AgendaRoom is a room at a site of a series.
type AgendaRoom struct {
	ID   int64
	Name string
}

// AgendaPerson is who stands behind a person of the problem.
type AgendaPerson struct {
	Employee int64
	Spoke    int `json:",omitempty"` // talks in this series already, given or planned
}

// AgendaTopic is a topic of the problem. Guests are in the order of its audience there.
type AgendaTopic struct {
	ID      int64
	Name    string
	Skill   string
	SkillID int64
	Level   int
	Guests  []AgendaGuest
	Full    []int64 `json:",omitempty"` // employees who agreed to speak, but speak as often as the series lets already
	Asked   int     `json:",omitempty"` // speakers who have not answered
}

// AgendaCap is what a cap of the problem limits: the events of one week at a site, or by
// video where Site is [agenda.None].
type AgendaCap struct {
	Site   int
	Week   Date // its Monday
	Booked int  // events of the series in it already
}

// AgendaInput is one state of a series as the engine reads it, and what its numbers stand
// for. It holds nobody's name.
type AgendaInput struct {
	Series                             int64
	Name                               string
	Today, Starts, Ends                Date
	Minutes, Notice, Talks, Rest, Each int
	AWeek                              int
	Sites                              []AgendaSite
	Slots                              []AgendaSlot
	Rooms                              []AgendaRoom
	People                             []AgendaPerson
	Topics                             []AgendaTopic
	Caps                               []AgendaCap
	Locks                              []int64 // the rows behind the locks
	Problem                            agenda.Problem
}

// AgendaInput reads one consistent snapshot of a series into what the engine understands:
//   - Slots are the days of the series after today: at each site its lunch hour, in the
//     site's own time zone, and, where the series is held by video too, the begin of each
//     site's lunch hour, which reaches all sites that have lunch then. A site has none on
//     its holidays, nor at a weekend unless the series is held on that weekday.
//   - Topics are the open ones of the series that have not been given as often as they
//     are to be: once, or once at each site. What an event took place at or is planned for
//     is not given there again, and who came or is invited to it is not reached again.
//   - A listener is worth the levels that the topic raises of those that they lack, plus
//     their interest, see [TopicGuest]. Who is worth nothing is not invited.
//   - Speakers are those who agreed; of a team that agreed, who can teach the skill in it
//     or in the teams within it: level 4, or the highest that anybody in the company has.
//     Talks in this series, given or planned, count towards what one speaker gives at
//     most, and keep the days between two talks free.
//   - Somebody is busy in planned sessions whose time is known, in planned events at which
//     they speak or to which they are invited and have not said no, all day while absent,
//     on the holidays of their location, after they have left, and through placements at
//     another location than their own: where their lunch is then is not followed. Who is
//     invited to as many events of the series in a week as one person may be is not
//     invited to another, unless they could speak at one.
//   - Rooms are booked for planned events of any series. The limit of events a week is
//     that of each site's rooms, and as many are held by video; planned events of the
//     series count towards it.
//   - A topic's lock holds for all its events. One that names a speaker and a site has the
//     speaker travel there.
//
// Errors: ErrNotFound; *FieldError for what makes the series none that can be scheduled.
func (s *Store) AgendaInput(ctx context.Context, series int64) (in *AgendaInput, err error) {
	err = s.InReadTx(ctx, func(tx *sql.Tx) error {
		in, err = readAgenda(ctx, tx, s.Today(), series)
		return err
	})
	return in, err
}

// AgendaInput is [Store.AgendaInput] within a change, with what the change wrote.
func (tx *Tx) AgendaInput(series int64) (*AgendaInput, error) {
	return readAgenda(tx.ctx, tx.Tx, tx.Today(), series)
}

// agendaReader fills one input out of one state of the file.
type agendaReader struct {
	audienceReader
	in       *AgendaInput
	p        *agenda.Problem
	remote   bool
	every    int // weeks
	weekdays string
	not      []Date
	also     []Date
	sites    map[int64]int
	rooms    map[int64]int
	people   map[int64]int
	topics   map[int64]int
	lunch    []LunchSite
	zones    map[int64]*time.Location // by location
	off      map[int64]map[Date]bool  // holidays by location; those of everywhere by 0
	events   []bookedEvent
	from, to time.Time // of the first slot, and of the last
}

func readAgenda(ctx context.Context, db querier, today Date, series int64) (*AgendaInput, error) {
	r := &agendaReader{
		audienceReader: audienceReader{ctx: ctx, db: db, today: today}, in: &AgendaInput{Series: series, Today: today},
		sites: map[int64]int{}, rooms: map[int64]int{}, people: map[int64]int{}, topics: map[int64]int{}, zones: map[int64]*time.Location{}, off: map[int64]map[Date]bool{},
	}
	r.p = &r.in.Problem
	for _, step := range []func() error{
		r.settings, r.exceptions, r.locations, r.holidays, r.readStaff, r.readEvents, r.readTopics, r.readSlots, r.readRooms, r.caps,
		r.audiences, r.speakers, r.locks, r.rest, r.busy,
	} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	if err := r.p.Check(); err != nil {
		return nil, fmt.Errorf("series “%s” cannot be scheduled: %w", r.in.Name, err)
	}
	return r.in, nil
}

func (r *agendaReader) settings() error {
	found := false
	err := r.each(func(rows *sql.Rows) error {
		in := r.in
		found = true
		return rows.Scan(&in.Name, &in.Starts, &in.Ends, &r.every, &r.weekdays, &in.Minutes, &r.remote, &in.AWeek, &in.Each, &in.Notice, &in.Talks, &in.Rest)
	}, `SELECT name, starts, ends, every, weekdays, minutes, remote, a_week, each, notice, talks, rest FROM series WHERE id = ?`, r.in.Series)
	if err == nil && !found {
		return fmt.Errorf("%w: no series has the number %d", ErrNotFound, r.in.Series)
	}
	r.p.Rules = agenda.Rules{FirstDay: int(r.today.Add(r.in.Notice).Days()), PerWeek: r.in.Each}
	return err
}

func (r *agendaReader) exceptions() error {
	return r.each(func(rows *sql.Rows) error {
		var day Date
		var way string
		err := rows.Scan(&day, &way)
		if way == "not" {
			r.not = append(r.not, day)
		} else {
			r.also = append(r.also, day)
		}
		return err
	}, `SELECT date, way FROM series_exception WHERE series_id = ? ORDER BY date`, r.in.Series)
}

// locations reads the time zones of all locations, and the sites of the series.
func (r *agendaReader) locations() error {
	return r.each(func(rows *sql.Rows) error {
		var x AgendaSite
		var site bool
		if err := rows.Scan(&x.ID, &x.Name, &x.Zone, &x.From, &x.To, &site); err != nil {
			return err
		}
		zone, err := time.LoadLocation(x.Zone)
		if err != nil || x.Zone == "" {
			zone = time.UTC
		}
		r.zones[x.ID] = zone
		if !site {
			return nil
		}
		if err != nil || x.Zone == "" {
			return &FieldError{"time_zone", fmt.Sprintf("%s has no time zone, so nobody knows when its lunch is; set it with: understudy set location %s time_zone=Europe/Lisbon", x.Name, id(x.ID))}
		}
		r.sites[x.ID] = len(r.in.Sites)
		r.in.Sites = append(r.in.Sites, x)
		r.p.Sites++
		return nil
	}, `SELECT l.id, l.name, l.time_zone, l.lunch_start, l.lunch_end, EXISTS (SELECT 1 FROM series_site x WHERE x.series_id = ? AND x.location_id = l.id) FROM location l ORDER BY l.id`, r.in.Series)
}

func (r *agendaReader) holidays() error {
	return r.each(func(rows *sql.Rows) error {
		var day Date
		var location int64
		err := rows.Scan(&day, &location)
		if r.off[location] == nil {
			r.off[location] = map[Date]bool{}
		}
		r.off[location][day] = true
		return err
	}, `SELECT date, coalesce(location_id, 0) FROM holiday WHERE date >= ? AND date <= ?`, string(r.today.Add(-1)), string(r.in.Ends.Add(1)))
}

// siteOff says on which days nobody works at a site.
func (r *agendaReader) siteOff(location int64) func(Date) bool {
	held := ParseWeekdays(r.weekdays)
	return func(day Date) bool {
		w := day.Time().Weekday()
		weekend := (w == time.Saturday || w == time.Sunday) && !slices.Contains(held, w) && !slices.Contains(r.also, day)
		return weekend || r.off[0][day] || r.off[location][day]
	}
}

// readSlots makes the slots: rooms are free for a whole lunch hour, so that one slot there
// serves topics of any length; those by video reach other sites the longer they are.
func (r *agendaReader) readSlots() error {
	for _, x := range r.in.Sites {
		r.lunch = append(r.lunch, LunchSite{Zone: r.zones[x.ID], From: x.From, To: x.To, Off: r.siteOff(x.ID)})
	}
	days := Cadence{Starts: r.in.Starts, Ends: r.in.Ends, Every: r.every, Weekdays: ParseWeekdays(r.weekdays), Not: r.not, Also: r.also}.Days()
	days = slices.DeleteFunc(days, func(d Date) bool { return d <= r.today })
	var lengths []int
	for _, t := range r.p.Topics {
		lengths = append(lengths, t.Minutes)
	}
	slices.Sort(lengths)
	lengths = slices.Compact(lengths)
	var list []LunchSlot
	for k, n := range lengths {
		for _, slot := range LunchSlots(days, r.lunch, int64(n), r.remote) {
			if k == 0 || slot.Site < 0 {
				list = append(list, slot)
			}
		}
	}
	slices.SortStableFunc(list, func(a, b LunchSlot) int { return a.From.Compare(b.From) })
	for _, slot := range list {
		r.addSlot(slot)
	}
	return nil
}

func (r *agendaReader) addSlot(slot LunchSlot) {
	at := agenda.None
	if slot.Site >= 0 {
		at = slot.Site
	} else {
		at = slices.IndexFunc(r.lunch, func(l LunchSite) bool {
			from, _, ok := l.hours(slot.Day)
			return ok && from.Equal(slot.From)
		})
	}
	zone, name := r.lunch[at].Zone, r.in.Sites[at].Zone
	local := slot.From.In(zone)
	r.in.Slots = append(r.in.Slots, AgendaSlot{DateOf(local), local.Hour()*60 + local.Minute(), name})
	x := agenda.Slot{Site: slot.Site, Time: spanOf(slot.From, slot.To), Day: int(slot.Day.Days()), Week: weekOf(slot.Day)}
	if slot.Site < 0 {
		x.Site, x.Lunch = agenda.None, slot.Lunch
	}
	r.p.Slots = append(r.p.Slots, x)
	if r.from.IsZero() || slot.From.Before(r.from) {
		r.from = slot.From
	}
	if slot.To.After(r.to) {
		r.to = slot.To
	}
}

func spanOf(from, to time.Time) agenda.Span {
	return agenda.Span{From: minutesOf(from), To: minutesOf(to)}
}

func minutesOf(t time.Time) int64 { return t.Unix() / 60 }

// weekOf numbers the weeks, which begin on a Monday.
func weekOf(day Date) int { return (int(day.Days()) + 3 + 7*1_000_000) / 7 }

// mondayOf is the first day of a week.
func mondayOf(week int) Date { return DateFromDays(int32(7*(week-1_000_000) - 3)) }
