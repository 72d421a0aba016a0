package calendar

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// The keys of this page beyond those that mean the same everywhere.
const (
	keyMove   = "m"
	keyToday  = "T"
	keyBack   = "["
	keyOn     = "]"
	keyZone   = "z"
	keyDetail = "i"
	keyDay    = "D"
	keyBars   = "b"
)

// Actions are what the keys do: while something is carried, where it goes, and else all.
func (m *home) Actions() []page.Action {
	if _, carrying := m.cal.Carrying(); carrying {
		return m.carrying()
	}
	v, ok := m.selected()
	none := ""
	if !ok {
		none = "no item is chosen: ↓ or n goes to one"
	}
	acts := append(m.looking(), m.filters()...)
	open := page.Act("Open what this is", "open", func() tea.Cmd { return m.goTo(v) }, page.KeyOpen)
	if !ok {
		open = page.Act("Show the week of this day", "week", func() tea.Cmd { m.cal.Zoom(widget.CalendarWeek); return m.moved() }, page.KeyOpen)
	}
	acts = append(acts, open.Hinted(9))
	const group = "Change"
	fixed := none
	if ok {
		if err := v.CanMove(); err != nil {
			fixed = err.Error()
			if fe := (*store.FieldError)(nil); errors.As(err, &fe) {
				fixed = fe.Msg
			}
		}
	}
	acts = append(acts,
		page.Act("Take it up, to move it", "move", m.pickUp, keyMove).Unless(fixed).In(group).Hinted(8),
		page.Act("Add an event, an absence, a holiday or a session", "add", m.add, page.KeyAdd).In(group).Hinted(7),
		page.Act("Edit it", "edit", func() tea.Cmd { return m.edit(v) }, page.KeyEdit).Unless(none).Unless(m.notEdited(v)).In(group),
		page.Act("Remove the absence or the holiday", "remove", func() tea.Cmd { return m.remove(v) }, page.KeyDelete).Unless(none).Unless(notRemoved(v)).In(group),
	)
	return append(acts, m.taking(v, none)...)
}

// looking moves through time and changes the view.
func (m *home) looking() []page.Action {
	acts := page.Grid(m.cal, m.moved)
	step := func(name, short string, do func(), keys ...string) page.Action {
		return page.Act(name, short, func() tea.Cmd { do(); return m.moved() }, keys...).In(page.Moving)
	}
	turn := func(by int) tea.Cmd {
		views := []widget.CalendarView{widget.CalendarMonth, widget.CalendarWeek, widget.CalendarAgenda}
		for i, v := range views {
			if v == m.cal.Showing() {
				m.cal.Zoom(views[(i+by+len(views))%len(views)])
				break
			}
		}
		return m.moved()
	}
	acts = append(acts,
		page.Act("Go to the next view: month, week, agenda", "view", func() tea.Cmd { return turn(1) }, "tab").In("Look").Hinted(6),
		page.Act("Go to the view before", "view before", func() tea.Cmd { return turn(-1) }, "shift+tab").In("Look"),
		step("Go to today", "today", m.cal.Today, keyToday).Hinted(4),
		step("Go to the month or week before", "before", m.cal.Prev, keyBack),
		step("Go to the next month or week", "next month", m.cal.Next, keyOn),
		page.Act("Go to the next item", "next item", func() tea.Cmd { return m.jump(1) }, page.KeyNext).In(page.Moving).Hinted(3),
		page.Act("Go to the item before", "item before", func() tea.Cmd { return m.jump(-1) }, page.KeyPrev).In(page.Moving),
		page.Act("Go to a day", "day", m.askDay, keyDay).In(page.Moving),
	)
	if !m.side {
		acts = append(acts, page.Act("Show or hide all that is known of it", "detail", func() tea.Cmd { m.open = !m.open; return nil }, keyDetail).In("Look").Hinted(5))
	}
	return acts
}

// farthest is how many days ahead or back the next item is looked for.
const farthest = 3660

// jump goes to the next item, also one that is not at hand: then further and further
// windows are read until one has an item.
func (m *home) jump(by int) tea.Cmd {
	from := m.cal.Day()
	if by > 0 && m.cal.NextItem() || by < 0 && m.cal.PrevItem() {
		if m.book != nil && dateOf(m.cal.Day()) >= m.book.From && dateOf(m.cal.Day()) <= m.book.To {
			return m.moved()
		}
	}
	f, db := m.filter, m.env.DB
	return page.Load(m.sc, &m.asked, func(ctx context.Context) (store.CalendarItem, error) { return nearest(ctx, db, f, dateOf(from), by) },
		func(v store.CalendarItem, err error) tea.Cmd {
			switch {
			case err != nil:
				return page.Fail(err)
			case v.On == "" && by > 0:
				return page.Say("Nothing is dated after this")
			case v.On == "":
				return page.Say("Nothing is dated before this")
			}
			return m.show(v.On, keyOf(v))
		})
}

// nearest finds the first item that begins after a day, or the last one before it; its On
// is empty where there is none within ten years.
func nearest(ctx context.Context, db *store.Store, f store.CalendarFilter, from store.Date, by int) (store.CalendarItem, error) {
	for near, far := 1, 62; near < farthest; near, far = far, far*4 {
		f.From, f.To = from.Add(near), from.Add(far)
		if by < 0 {
			f.From, f.To = from.Add(-far), from.Add(-near)
		}
		list, err := db.CalendarItems(ctx, f)
		if err != nil {
			return store.CalendarItem{}, err
		}
		var found store.CalendarItem
		for _, v := range list {
			if v.On < f.From || v.On > f.To { // it goes on from before
				continue
			}
			if found = v; by > 0 {
				break
			}
		}
		if found.On != "" {
			return found, nil
		}
	}
	return store.CalendarItem{}, nil
}

// askDay asks for a day to go to.
func (m *home) askDay() tea.Cmd {
	return kindform.Ask(m.env, m.sc, kindform.Question{
		Title: "Go to a day", Submit: "Go",
		Fields: []widget.Field{{Name: "day", Label: "Day", Kind: widget.Date, Required: true, Value: string(dateOf(m.cal.Day())), Suggested: true}},
		Save:   func(context.Context, map[string]string) (store.Change, error) { return store.Change{}, nil },
		Then: func(values map[string]string) tea.Cmd {
			day, err := store.ParseDate(values["day"])
			if err != nil {
				return page.Fail(err)
			}
			m.cal.Show(dayOf(day))
			return m.moved()
		},
	})
}

// goTo opens what an item is, on the page that it belongs to.
func (m *home) goTo(v store.CalendarItem) tea.Cmd {
	switch v.Of.Kind {
	case "pair":
		return m.sc.Send(page.Goto{Key: "4", Arg: store.Attention{Pair: v.Of.ID}})
	case "placement":
		return m.sc.Send(page.Goto{Key: "5", Arg: store.Attention{Placement: v.Of.ID}})
	case "stretch assignment":
		return m.sc.Send(page.Goto{Key: "5", Arg: store.Attention{Stretch: v.Of.ID}})
	case "employee":
		return m.sc.Send(page.Goto{Key: "2", Arg: v.Of.ID})
	case "initiative":
		return m.sc.Send(page.Goto{Key: "8", Arg: store.Attention{Initiative: v.Of.ID, KPI: v.Ref.ID}})
	case "event":
		return m.withRecord(v, func(rec store.Record) tea.Cmd { return kindform.OpenRecord(m.env, m.sc, kindform.View{Rec: rec}) })
	}
	return m.edit(v)
}

func (m *home) withRecord(v store.CalendarItem, do func(store.Record) tea.Cmd) tea.Cmd {
	db := m.env.DB
	return page.Load(m.sc, &m.asked, func(ctx context.Context) (store.Record, error) { return db.Get(ctx, v.Ref.Kind, v.Ref.ID) },
		func(rec store.Record, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return do(rec)
		})
}

// notEdited says why the form of an item is not opened here.
func (m *home) notEdited(v store.CalendarItem) string {
	switch v.Kind {
	case store.ItemSession, store.ItemCheckIn, store.ItemEvent, store.ItemAbsence, store.ItemHoliday:
		return ""
	}
	return "it is changed where it belongs; Enter opens that"
}

func (m *home) edit(v store.CalendarItem) tea.Cmd {
	return m.withRecord(v, func(rec store.Record) tea.Cmd {
		return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: rec.Kind, Rec: rec})
	})
}

func notRemoved(v store.CalendarItem) string {
	if v.Kind == store.ItemAbsence || v.Kind == store.ItemHoliday {
		return ""
	}
	return "a " + string(v.Kind) + " is cancelled where it belongs; Enter opens that"
}

func (m *home) remove(v store.CalendarItem) tea.Cmd {
	db := m.env.DB
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) { return db.Archive(ctx, v.Ref.Kind, true, v.Ref.ID) }, nil)
}

// taking copies and exports.
func (m *home) taking(v store.CalendarItem, none string) []page.Action {
	const group = "Take along"
	return []page.Action{
		page.Act("Copy the item", "copy", func() tea.Cmd {
			return kindform.Copy(strings.Join(cells(v), "\t"), "the item")
		}, page.KeyCopy).Unless(none).In(group),
		page.Act("Copy what is shown as a Markdown table", "copy all", func() tea.Cmd {
			return kindform.Copy(m.sheet().Markdown(), "the view as Markdown")
		}, page.KeyCopyAll).In(group),
		page.Act("Export what is shown to a CSV file", "export", func() tea.Cmd {
			s := m.sheet()
			return kindform.ExportSheet(m.env, m.sc, &m.files, "calendar", func(context.Context) (kindform.Sheet, error) { return s, nil })
		}, page.KeyExport).In(group),
	}
}

// sheet is what the view shows, as a table.
func (m *home) sheet() kindform.Sheet {
	s := kindform.Sheet{Head: []string{"From", "Until", "Time", "Kind", "What", "Of", "State", "Clash"}}
	first, last := m.cal.Window()
	for _, it := range m.items(first, last) {
		if v, ok := m.byKey(it.Key); ok {
			s.Rows = append(s.Rows, cells(v))
		}
	}
	return s
}

func cells(v store.CalendarItem) []string {
	at := ""
	if v.Timed() {
		at = v.Starts.Format("15:04") + "–" + v.Ends.Format("15:04")
	}
	out := []string{string(v.On), string(v.Until), at, string(v.Kind), v.Title, v.Detail, v.State, clashLine(v.Clash)}
	for i := range out {
		out[i] = text.Clean(out[i])
	}
	return out
}

// pickUp lets the chosen item follow the cursor.
func (m *home) pickUp() tea.Cmd {
	m.open = false
	m.cal.PickUp(m.judge)
	return nil
}

// judge says what would clash at a place, from what is at hand.
func (m *home) judge(it widget.CalendarItem) widget.Verdict {
	v, ok := m.byKey(it.Key)
	day := dateOf(it.From)
	if !ok || day < m.book.From || day > m.book.To {
		return widget.Verdict{Unknown: true, Text: "Looking for clashes…"}
	}
	clashes := m.book.Try(m.book.Moved(v, day, int64(it.Start)))
	if len(clashes) > 0 {
		return widget.Verdict{Breaks: true, Text: clashLine(clashes)}
	}
	return widget.Verdict{Text: "nothing clashes"}
}

// carrying are the actions while an item is carried.
func (m *home) carrying() []page.Action {
	acts := page.Grid(m.cal, m.moved)
	return append(acts,
		page.Act("Put it here", "put here", m.drop, page.KeyOpen, keyMove).Hinted(9),
		page.Act("Put it back", "put back", func() tea.Cmd { m.cal.PutBack(); return m.load() }, "esc").Hinted(8),
		page.Act("Go to the month or week before", "before", func() tea.Cmd { m.cal.Prev(); return m.moved() }, keyBack).In(page.Moving),
		page.Act("Go to the next month or week", "next", func() tea.Cmd { m.cal.Next(); return m.moved() }, keyOn).In(page.Moving),
	)
}

// drop moves the item in the file, as one change.
func (m *home) drop() tea.Cmd {
	to, ok := m.cal.Drop()
	v, known := m.byKey(to.Now.Key)
	switch {
	case !ok || !to.Moved:
		return page.Say("It stays where it was")
	case !known:
		return tea.Batch(page.Send(page.Note{Text: "It is no longer there: another window changed it. Nothing was moved.", Bad: true}), m.load())
	}
	at, zone, db, day := int64(-1), m.book.Zone, m.env.DB, dateOf(to.Now.From)
	now := m.book.Moved(v, day, int64(to.Now.Start))
	switch {
	case v.Timed() && to.Now.Start != to.Was.Start:
		at = int64(to.Now.Start)
	case v.Timed():
		day = now.Date // it keeps its time, and so the day where that is kept
	}
	return page.Save(m.sc, func(ctx context.Context) (store.Change, error) {
		return db.MoveCalendarItem(ctx, v.Ref, day, at, zone)
	}, func(err error) tea.Cmd {
		if err != nil {
			return tea.Batch(page.Fail(err), m.show(dateOf(to.Was.From), to.Was.Key))
		}
		shown := m.show(now.On, to.Now.Key)
		if to.Verdict.Breaks {
			return tea.Batch(shown, page.Send(page.Note{Text: fmt.Sprintf("Moved, though it clashes: %s", to.Verdict.Text), Undo: true}))
		}
		return shown
	})
}
