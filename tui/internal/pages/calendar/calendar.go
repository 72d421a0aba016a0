// Package calendar shows everything dated in one view: sessions, check-ins, events,
// placements, stretch assignments, absences, holidays and the days of KPIs, by month, by
// week and as a list.
package calendar

import (
	"context"
	"errors"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// home is the page.
type home struct {
	page.Base
	env kindform.Env
	sc  *page.Scope
	cal *widget.Calendar

	book    *store.CalendarBook // what is at hand: the days shown and some around them
	at      map[int64]int       // items of the book, by the calendar's key
	filter  store.CalendarFilter
	only    string // the filter in words
	zoned   string // the zone chosen, in words
	loading page.Slot
	asked   page.Slot
	files   page.Slot
	err     error
	want    wanted // where to go once it is read
	short   bool   // what takes weeks is hidden
	side    bool   // the detail stands beside
	open    bool   // the detail lies over the calendar
	calW    int
	top     int // lines above the calendar
}

// wanted is an item that is shown as soon as it is at hand.
type wanted struct {
	day store.Date
	key int64
}

// around is for how many days on both sides of those shown items are read too, so that the
// next month is there at once.
const around = 35

// New makes the page.
func New(db *store.Store, th *theme.Styles, now func() time.Time) func(*page.Scope) page.Page {
	return func(sc *page.Scope) page.Page {
		env := kindform.NewEnv(db, th, now)
		m := &home{env: env, sc: sc, cal: widget.NewCalendar(th, widget.DayOf(now())), at: map[int64]int{}}
		m.cal.SetKinds(badges())
		m.cal.SetEmpty("Nothing on this day.")
		m.cal.Focus(true)
		m.cal.SetItems(m.items)
		m.tick()
		return m
	}
}

// Find leads to the calendar by the words that people look for.
func Find() page.Find {
	return kindform.FindPlaces("6", "Calendar",
		kindform.Place{Name: "Calendar by month", Tab: "month"}, kindform.Place{Name: "Calendar by week", Tab: "week"}, kindform.Place{Name: "Agenda, list of what is dated", Tab: "agenda"})
}

func (m *home) Title() string           { return "Calendar" }
func (m *home) Init() tea.Cmd           { return m.load() }
func (m *home) Capturing() page.Capture { return page.Nothing }

// tick tells the calendar what time it is in the zone that it shows.
func (m *home) tick() {
	now := m.env.Now()
	zone := m.zoned
	if m.book != nil {
		now = now.In(m.book.Location)
		if zone == "" && m.filter.Location != 0 {
			zone = m.book.ZoneName()
		}
	}
	m.cal.SetNow(widget.DayOf(now), now.Hour()*60+now.Minute(), text.Clean(zone))
}

// load reads the days shown, and those around them.
func (m *home) load() tea.Cmd {
	first, last := m.cal.Window()
	f := m.filter
	f.From, f.To = dateOf(first-around), dateOf(last+around)
	db := m.env.DB
	return page.Load(m.sc, &m.loading, func(ctx context.Context) (*store.CalendarBook, error) { return db.CalendarBook(ctx, f) },
		func(b *store.CalendarBook, err error) tea.Cmd {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			if m.err = err; err == nil {
				m.take(b)
			}
			return nil
		})
}

func (m *home) take(b *store.CalendarBook) {
	m.book, m.at = b, make(map[int64]int, len(b.Items))
	for i, v := range b.Items {
		m.at[keyOf(v)] = i
	}
	m.tick()
	if _, carrying := m.cal.Carrying(); carrying {
		m.cal.Reask() // other items would put back what is carried
		return
	}
	m.cal.SetItems(m.items)
	if m.want.key != 0 {
		m.cal.ShowItem(dayOf(m.want.day), m.want.key)
		m.want = wanted{}
	}
}

// show goes to an item that the file has by now, though it may not be at hand.
func (m *home) show(day store.Date, key int64) tea.Cmd {
	m.want = wanted{day, key}
	m.cal.ShowItem(dayOf(day), key)
	return m.load()
}

// moved reads on when the days shown are not at hand.
func (m *home) moved() tea.Cmd {
	first, last := m.cal.Window()
	if m.book != nil && dateOf(first) >= m.book.From && dateOf(last) <= m.book.To {
		return nil
	}
	return m.load()
}

// items are those of some days, from memory.
func (m *home) items(first, last widget.Day) []widget.CalendarItem {
	if m.book == nil {
		return nil
	}
	from, to := dateOf(first), dateOf(last)
	var out []widget.CalendarItem
	for _, v := range m.book.Items {
		if hidden := m.short && (v.Kind == store.ItemPlacement || v.Kind == store.ItemStretch); !hidden && v.On <= to && v.Until >= from {
			out = append(out, itemOf(v))
		}
	}
	return out
}

func dateOf(d widget.Day) store.Date { return store.DateOf(d.Time()) }
func dayOf(d store.Date) widget.Day  { return widget.DayOf(d.Time()) }

// keyOf tells an item apart, over readings.
func keyOf(v store.CalendarItem) int64 {
	return int64(slices.Index(store.CalendarKinds(), v.Kind)+1)<<40 | v.Ref.ID
}

// selected is the item under the cursor.
func (m *home) selected() (store.CalendarItem, bool) {
	it, ok := m.cal.Selected()
	if !ok {
		return store.CalendarItem{}, false
	}
	return m.byKey(it.Key)
}

func (m *home) byKey(key int64) (store.CalendarItem, bool) {
	i, ok := m.at[key]
	if !ok {
		return store.CalendarItem{}, false
	}
	return m.book.Items[i], true
}

// deps are the tables that the calendar reads.
func deps() []string {
	return []string{
		"session", "event", "event_speaker", "invitation", "placement", "stretch", "application", "absence", "holiday", "kpi", "measurement", "initiative",
		"pair", "enrolment", "employee", "position", "location", "room", "program", "cycle", "agreement", "seat", "participant", "rotation_plan", "team",
	}
}

func (m *home) Changed(tables []string) tea.Cmd {
	if !kindform.Touches(tables, deps()) {
		return nil
	}
	return m.load()
}

func (m *home) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Arrived:
		return m.arrived(msg.Arg)
	case page.Restyled:
		m.cal.SetKinds(badges())
	case page.Click:
		if m.open || m.side && msg.X >= m.calW || msg.Y < m.top {
			return nil
		}
		m.cal.Click(msg.X, msg.Y-m.top)
		return m.moved()
	case page.Wheel:
		m.cal.Wheel(msg.Rows)
		return m.moved()
	}
	return nil
}

// arrived goes to what another page leads to: a view, or a day.
func (m *home) arrived(arg any) tea.Cmd {
	switch to := arg.(type) {
	case kindform.Place:
		m.cal.Zoom(map[string]widget.CalendarView{"week": widget.CalendarWeek, "agenda": widget.CalendarAgenda}[to.Tab])
	case store.Date:
		m.cal.Show(dayOf(to))
	}
	return m.moved()
}
