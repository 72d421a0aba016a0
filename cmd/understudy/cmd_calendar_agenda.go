package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// agendaFlags say which part of the calendar is printed.
type agendaFlags struct {
	month, person, location, program, zone string
	kinds                                  []string
}

func (f *agendaFlags) flags(c *cobra.Command) {
	c.Flags().StringVar(&f.month, "month", "", "of the agenda: a month, as 2026-06")
	c.Flags().StringVar(&f.person, "person", "", "of the agenda: what this employee takes part in")
	c.Flags().StringVar(&f.location, "location", "", "of the agenda: what concerns this location, in its time zone")
	c.Flags().StringVar(&f.program, "program", "", "of the agenda: the sessions of this program")
	c.Flags().StringVar(&f.zone, "zone", "", "of the agenda: the time zone to show times in, as Europe/Lisbon")
	c.Flags().StringSliceVar(&f.kinds, "kind", nil, "of the agenda: only these kinds, such as session, event or absence; may be repeated")
}

// filter reads the flags; without a day it is from today on for four weeks.
func (f agendaFlags) filter(ctx context.Context, s *store.Store, span scopeFlags) (out store.CalendarFilter, err error) {
	sc, err := scopeFlags{from: span.from, to: span.to}.scope(ctx, s)
	if err != nil {
		return out, err
	}
	out.From, out.To, out.Zone = sc.From, sc.To, f.zone
	if f.month != "" {
		first, err := store.ParseDate(f.month + "-01")
		if err != nil || span.from != "" || span.to != "" {
			return out, usage("--month is a month, as 2026-06, and not beside --from and --to")
		}
		out.From, out.To = first, first.AddMonths(1).Add(-1)
	}
	if out.From == "" {
		out.From = s.Today()
		if out.To != "" {
			out.From = min(out.From, out.To)
		}
	}
	if out.To == "" {
		out.To = out.From.Add(27)
	}
	for _, k := range f.kinds {
		kind, err := calendarKind(k)
		if err != nil {
			return out, err
		}
		out.Kinds = append(out.Kinds, kind)
	}
	for _, r := range []struct {
		kind, value string
		to          *int64
	}{{"employee", f.person, &out.Employee}, {"location", f.location, &out.Location}, {"program", f.program, &out.Program}} {
		if r.value == "" {
			continue
		}
		found, err := find(ctx, s, r.kind, r.value)
		if err != nil {
			return out, err
		}
		*r.to = found.ID
	}
	return out, nil
}

func calendarKind(name string) (store.CalendarKind, error) {
	var all []string
	for _, k := range store.CalendarKinds() {
		if strings.EqualFold(strings.TrimSpace(name), string(k)) {
			return k, nil
		}
		all = append(all, string(k))
	}
	return "", usage("--kind is one of %s, not “%s”", strings.Join(all, ", "), text.Clean(name))
}

// agendaJSON is the agenda as data: days and times in the zone shown, and as they are kept.
type agendaJSON struct {
	From  store.Date       `json:"from"`
	To    store.Date       `json:"to"`
	Zone  string           `json:"zone"`
	Items []agendaItemJSON `json:"items"`
}

type agendaItemJSON struct {
	Kind    string             `json:"kind"`
	Record  string             `json:"record"`
	ID      int64              `json:"id"`
	Title   string             `json:"title"`
	Detail  string             `json:"detail,omitempty"`
	Day     store.Date         `json:"day"`
	Until   store.Date         `json:"until"` // the last day
	Starts  string             `json:"starts,omitempty"`
	Ends    string             `json:"ends,omitempty"` // RFC 3339, as Starts
	Zone    string             `json:"zone,omitempty"` // in which it is kept
	State   string             `json:"state,omitempty"`
	People  []agendaPersonJSON `json:"people"`
	Invited int                `json:"invited,omitempty"`
	Clashes []string           `json:"clashes"`
}

type agendaPersonJSON struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

func (a *app) agenda(ctx context.Context, s *store.Store, f agendaFlags, span scopeFlags) error {
	filter, err := f.filter(ctx, s, span)
	if err != nil {
		return err
	}
	b, err := s.CalendarBook(ctx, filter)
	if err != nil {
		return named(err)
	}
	if a.json {
		return a.printJSON(agendaOf(b))
	}
	t := newTable("DAY", "TIME", "KIND", "WHAT", "OF", "STATE", "CLASH")
	clashes := 0
	for _, v := range b.Items {
		clash := ""
		if len(v.Clash) > 0 {
			clashes++
			if clash = v.Clash[0].Said; len(v.Clash) > 1 {
				clash += fmt.Sprintf(", and %d more", len(v.Clash)-1)
			}
		}
		t.add(agendaDay(v), agendaTime(v), string(v.Kind), text.Clean(v.Title), text.Clean(v.Detail), v.State, text.Clean(clash))
	}
	a.print(t, fmt.Sprintf("Nothing is dated from %s to %s. A session is planned with: understudy pair plan; an absence comes with: understudy import absences FILE.ics.", b.From, b.To))
	a.say("%s to %s, times in %s; %s, %s", b.From, b.To, b.ZoneName(), count(len(b.Items), "item", "items"), count(clashes, "clash", "clashes"))
	return nil
}

// agendaDay is the day with its weekday, and the last day of what takes several.
func agendaDay(v store.CalendarItem) string {
	out := v.On.Time().Format("Mon ") + string(v.On)
	if v.Until > v.On {
		out += " to " + string(v.Until)
	}
	return out
}

func agendaTime(v store.CalendarItem) string {
	if !v.Timed() {
		return ""
	}
	return v.Starts.Format("15:04") + "–" + v.Ends.Format("15:04")
}

func agendaOf(b *store.CalendarBook) agendaJSON {
	out := agendaJSON{From: b.From, To: b.To, Zone: b.Zone, Items: []agendaItemJSON{}}
	for _, v := range b.Items {
		j := agendaItemJSON{
			Kind: string(v.Kind), Record: v.Ref.Kind, ID: v.Ref.ID, Title: text.Clean(v.Title), Detail: text.Clean(v.Detail),
			Day: v.On, Until: v.Until, Zone: v.Zone, State: v.State, People: []agendaPersonJSON{}, Invited: v.Invited, Clashes: []string{},
		}
		if v.Timed() {
			j.Starts, j.Ends = v.Starts.Format("2006-01-02T15:04:05Z07:00"), v.Ends.Format("2006-01-02T15:04:05Z07:00")
		}
		for _, p := range v.People {
			j.People = append(j.People, agendaPersonJSON{p.ID, text.Clean(p.Name)})
		}
		for _, c := range v.Clash {
			j.Clashes = append(j.Clashes, text.Clean(c.Said))
		}
		out.Items = append(out.Items, j)
	}
	return out
}
