package calendar

import (
	"context"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// filters choose what is shown, and in which zone.
func (m *home) filters() []page.Action {
	acts := []page.Action{
		page.Act("Show one program, person or location only", "filter", m.chooseFilter, page.KeyFilter).In("Look").Hinted(2),
		page.Act("Show times in another time zone", "zone", m.chooseZone, keyZone).In("Look").Hinted(1),
	}
	bars := "Hide what takes weeks: placements and stretch assignments"
	if m.short {
		bars = "Show what takes weeks: placements and stretch assignments"
	}
	acts = append(acts, page.Act(bars, "bars", func() tea.Cmd {
		m.short = !m.short
		m.cal.SetItems(m.items)
		return nil
	}, keyBars).In("Look"))
	switch {
	case m.open && !m.side:
		acts = append(acts, page.Act("Close the detail", "close", func() tea.Cmd { m.open = false; return nil }, "esc").Hinted(8))
	case m.only != "":
		acts = append(acts, page.Act("Show everything again", "everything", func() tea.Cmd { return m.narrow("", "", 0) }, "esc").Hinted(8))
	}
	return acts
}

// chooseFilter asks for whatever the calendar is narrowed to, found by its name.
func (m *home) chooseFilter() tea.Cmd {
	db := m.env.DB
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "Show only", Empty: "No program, series, plan, location or employee has these words.",
		Search: func(ctx context.Context, query string) ([]widget.Option, error) {
			var out []widget.Option
			for _, kind := range []string{"program", "series", "rotation plan", "location"} {
				list, err := db.List(ctx, kind, store.ListFilter{Text: query})
				if err != nil {
					return nil, err
				}
				for _, rec := range list[:min(len(list), 20)] {
					out = append(out, option(kind, rec.ID, rec.Label, kind))
				}
			}
			people, err := m.env.People.Find(ctx, query, 30)
			for _, e := range people {
				out = append(out, option("employee", e.ID, e.Name, kindform.Describe(e)))
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			kind, n, _ := strings.Cut(o.Value, ":")
			id, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				return page.Fail(err)
			}
			return m.narrow(kind, o.Label, id)
		},
	})
}

func option(kind string, id int64, label, hint string) widget.Option {
	return widget.Option{Value: kind + ":" + strconv.FormatInt(id, 10), Label: text.Clean(label), Hint: hint}
}

// narrow shows only what belongs to one record; kind "" shows everything.
func (m *home) narrow(kind, label string, id int64) tea.Cmd {
	m.filter = store.CalendarFilter{Zone: m.filter.Zone}
	m.only = label
	switch kind {
	case "program":
		m.filter.Program = id
	case "series":
		m.filter.Series = id
	case "rotation plan":
		m.filter.Plan = id
	case "location":
		m.filter.Location = id
	case "employee":
		m.filter.Employee = id
	}
	return m.load()
}

// here is the choice of the zone of this computer, or of the location shown.
const here = "here"

func (m *home) chooseZone() tea.Cmd {
	db := m.env.DB
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "Show times in", At: m.filter.Zone, Empty: "No location has these words.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			out := []widget.Option{{Value: here, Label: "Time here", Hint: "of this computer, or of the location that is shown"}}
			list, err := db.List(ctx, "location", store.ListFilter{})
			for _, rec := range list {
				out = append(out, widget.Option{Value: rec.Values["time_zone"] + "\n" + rec.Label, Label: rec.Label, Hint: rec.Values["time_zone"]})
			}
			return append(out, widget.Option{Value: "UTC\nUTC", Label: "UTC"}), err
		},
		Pick: func(o widget.Option) tea.Cmd {
			m.filter.Zone, m.zoned = "", ""
			if o.Value != here {
				m.filter.Zone, m.zoned, _ = strings.Cut(o.Value, "\n")
			}
			return m.load()
		},
	})
}

// add asks what is added, on the day and at the time under the cursor.
func (m *home) add() tea.Cmd {
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "Add on " + days(dateOf(m.cal.Day()), ""),
		Options: []widget.Option{
			{Value: "event", Label: "Event", Hint: "a Lunch & Learn or a workshop"},
			{Value: "session", Label: "Session", Hint: "of a mentor pair"},
			{Value: "absence", Label: "Absence", Hint: "somebody is away"},
			{Value: "holiday", Label: "Public holiday"},
		},
		Pick: func(o widget.Option) tea.Cmd {
			switch o.Value {
			case "session":
				return m.addSession()
			case "absence":
				return kindform.ChooseEmployee(m.env, m.sc, "Who is away", func(id int64, name string) tea.Cmd {
					return m.form("absence", "Absence of "+text.Clean(name), map[string]string{"employee_id": kindform.RefValue(id)})
				})
			}
			return m.form(o.Value, "", nil)
		},
	})
}

// form opens the form of a kind with the day and the time under the cursor.
func (m *home) form(kind, title string, preset map[string]string) tea.Cmd {
	k, err := store.KindOf(kind)
	if err != nil {
		return page.Fail(err)
	}
	day := string(dateOf(m.cal.Day()))
	suggest := map[string]string{}
	if kind == "absence" {
		suggest["starts"], suggest["ends"] = day, day
	} else {
		suggest["date"] = day
	}
	if _, minute, ok := m.cal.At(); ok && (kind == "event" || kind == "session") {
		suggest["time"] = store.FormatClock(int64(minute))
	}
	if kind == "event" && m.filter.Zone != "" {
		suggest["zone"] = m.filter.Zone
	}
	if kind == "session" {
		suggest["state"] = "planned"
	}
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{Kind: k, Title: title, Preset: preset, Suggest: suggest})
}

// addSession asks whose session it is: of pairs that go on.
func (m *home) addSession() tea.Cmd {
	db, program, who := m.env.DB, "", m.filter.Employee
	if m.filter.Program != 0 {
		program = m.only
	}
	return kindform.Choose(m.env, m.sc, kindform.Choice{
		Title: "A session of", Empty: "No active pair has these words; pairs are made on page 4.",
		Read: func(ctx context.Context) ([]widget.Option, error) {
			list, err := db.Pairs(ctx, store.PairFilter{Running: true, Employee: who})
			var out []widget.Option
			for _, p := range list {
				if p.State != "active" || program != "" && text.Clean(p.Program) != program {
					continue
				}
				out = append(out, option("pair", p.ID, p.Mentee.Name+" and "+p.Mentor.Name, text.Clean(p.Program)))
			}
			return out, err
		},
		Pick: func(o widget.Option) tea.Cmd {
			_, n, _ := strings.Cut(o.Value, ":")
			id, err := strconv.ParseInt(n, 10, 64)
			if err != nil {
				return page.Fail(err)
			}
			return m.form("session", "Plan a session: "+o.Label, map[string]string{"pair_id": kindform.RefValue(id)})
		},
	})
}
