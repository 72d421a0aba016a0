package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

func (a *app) eventCmd() *cobra.Command {
	c := group("event", "Events: add, move, invite, attend, hold, feedback and follow-up",
		a.eventListCmd(), a.eventShowCmd(), a.eventAddCmd(), a.eventMoveCmd(), a.eventCancelCmd(), a.eventSpeakersCmd(), a.eventInviteCmd(), a.eventAnswerCmd(),
		a.eventAttendCmd(), a.eventHoldCmd(), a.eventFeedbackCmd(), a.eventActionCmd(), a.eventGapCmd())
	c.Long = `An event is a Lunch & Learn or a workshop. EVENT is its name, the beginning of one, or #id; where several have the name, the next one to come is meant, or else the last.`
	return c
}

// findEvent finds an event by #id or by its name.
func findEvent(ctx context.Context, s *store.Store, ref string) (store.EventRow, error) {
	all, err := s.Events(ctx, store.EventFilter{})
	if err != nil {
		return store.EventRow{}, err
	}
	var same []store.EventRow
	for _, e := range all {
		if ref == "#"+itoa(e.ID) {
			return e, nil
		}
		if text.Fold(e.Name) == text.Fold(text.Clean(ref)) {
			same = append(same, e)
		}
	}
	for _, e := range same {
		if e.State == "planned" && e.Date >= s.Today() {
			return e, nil
		}
	}
	if len(same) > 0 {
		return same[len(same)-1], nil
	}
	return pick("event", ref, all, func(e store.EventRow) int64 { return e.ID }, func(e store.EventRow) string { return e.Name })
}

// onEvent is a command about one event, and what else is named.
func (a *app) onEvent(use, short, example string, more cobra.PositionalArgs, do func(ctx context.Context, s *store.Store, e store.EventRow, given []string) (store.Change, error)) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Example: example, Args: args(more),
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				e, err := findEvent(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				change, err := do(cmd.Context(), s, e, given[1:])
				if err != nil {
					return named(refusedEvent(err))
				}
				return a.saved(cmd.Context(), s, "event", e.ID, change)
			})
		},
		ValidArgsFunction: a.completeWith(labelled("event"), staff),
	}
}

// staffOf finds employees by what was given.
func staffOf(ctx context.Context, s *store.Store, given []string) ([]int64, error) {
	out := []int64{}
	for _, g := range given {
		who, err := find(ctx, s, "employee", g)
		if err != nil {
			return nil, err
		}
		out = append(out, who.ID)
	}
	return out, nil
}

func (a *app) eventListCmd() *cobra.Command {
	var f store.EventFilter
	var from, to, state string
	refs := map[string]*string{}
	c := &cobra.Command{
		Use: "list", Short: "List events with invitations, attendance and feedback", Args: args(cobra.NoArgs),
		Example: "understudy event list --from today\nunderstudy event list --skill Go --state held --json",
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				for kind, to := range map[string]*int64{"series": &f.Series, "topic": &f.Topic, "skill": &f.Skill, "employee": &f.Employee, "location": &f.Location, "initiative": &f.Initiative} {
					if *refs[kind] == "" {
						continue
					}
					rec, err := find(cmd.Context(), s, kind, *refs[kind])
					if err != nil {
						return err
					}
					*to = rec.ID
				}
				for _, d := range []struct {
					name, value string
					to          *store.Date
				}{{"from", from, &f.From}, {"to", to, &f.To}} {
					if d.value == "" {
						continue
					}
					var err error
					if *d.to, err = dayOf(s, d.name, d.value); err != nil {
						return named(err)
					}
				}
				if state != "" {
					f.States = []string{state}
				}
				rows, err := s.Events(cmd.Context(), f)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(eventRowsOf(rows))
				}
				a.print(eventTable(rows), "no events here; add one with: understudy event add TOPIC DAY, or plan a series with: understudy schedule")
				return nil
			})
		},
	}
	for _, kind := range []string{"series", "topic", "skill", "employee", "location", "initiative"} {
		refs[kind] = c.Flags().String(kind, "", map[string]string{
			"series": "only those of it", "topic": "only those on it", "skill": "only those that teach it", "employee": "only those to which they are invited or at which they speak",
			"location": "only those at it", "initiative": "only those that serve it",
		}[kind])
		a.completeFlag(c, kind, labelled(kind))
	}
	c.Flags().StringVar(&from, "from", "", "from this day on, as "+dayHelp)
	c.Flags().StringVar(&to, "to", "", "until this day")
	c.Flags().StringVar(&state, "state", "", "planned, held or cancelled")
	return c
}

func eventTable(rows []store.EventRow) *table {
	t := newTable(">ID", "DATE", "TIME", "NAME", "PLACE", "STATE", "SPEAKERS", ">INVITED", ">YES", ">WAITING", ">CAME", ">USEFUL")
	for _, e := range rows {
		t.add(itoa(e.ID), string(e.Date), e.Time, e.Name, e.Place(), e.State, speakersAt(e), fmt.Sprint(e.Invited), fmt.Sprint(e.Yes), fmt.Sprint(e.Waiting), cameOf(e), meanOf(e, e.Useful))
	}
	return t
}

func speakersAt(e store.EventRow) string {
	var names []string
	for _, p := range e.Speakers {
		names = append(names, text.Clean(p.Name))
	}
	return strings.Join(names, ", ")
}

func cameOf(e store.EventRow) string {
	if !e.Taken() {
		return ""
	}
	return fmt.Sprint(e.Came)
}

func meanOf(e store.EventRow, v float64) string {
	if e.Feedback == 0 {
		return ""
	}
	return fmt.Sprintf("%.1f", v)
}

func (a *app) eventShowCmd() *cobra.Command {
	return &cobra.Command{
		Use: "show EVENT", Short: "Show an event with invitations, feedback and follow-up", Args: args(cobra.ExactArgs(1)), Example: `understudy event show "Go basics"`,
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				row, err := findEvent(cmd.Context(), s, given[0])
				if err != nil {
					return err
				}
				e, err := s.Event(cmd.Context(), row.ID)
				if err != nil {
					return err
				}
				if a.json {
					return a.printJSON(eventFactsOf(e))
				}
				a.showEvent(e)
				return nil
			})
		},
		ValidArgsFunction: a.completeWith(labelled("event")),
	}
}

func (a *app) showEvent(e store.EventFacts) {
	a.printf("%s\n", a.bold(text.Clean(e.Name)))
	a.fact("When", fmt.Sprintf("%s, %s", e.When(), count(e.Minutes, "minute", "minutes")))
	a.fact("Where", e.Place())
	a.fact("Link", e.Link)
	a.fact("State", strings.TrimSuffix(e.State+": "+e.Reason, ": "))
	a.fact("Series", e.Series)
	a.fact("Topic", e.Topic)
	a.fact("Serves", e.Initiative)
	if e.Skill != "" {
		a.fact("Skill", strings.TrimSuffix(fmt.Sprintf("%s %d", e.Skill, e.Level), " 0"))
	}
	a.fact("Speakers", speakersAt(e.EventRow))
	if e.Capacity > 0 {
		a.fact("Places", fmt.Sprintf("%d, %d free", e.Capacity, e.Free()))
	}
	a.fact("Hand-outs", strings.Join(e.Handouts, " "))
	a.fact("Description", e.Description)
	if e.Feedback > 0 {
		a.fact("Feedback", fmt.Sprintf("%s: useful %.1f, learned %.1f, would recommend %.1f of 5", count(e.Feedback, "answer", "answers"), e.Useful, e.Learned, e.Recommend))
	}
	a.heading("Invitations")
	t := newTable("NAME", "TEAM", "LOCATION", "ANSWER", ">WAITS AS", "CAME")
	for _, i := range e.Invitations {
		rank := ""
		if i.Rank > 0 {
			rank = fmt.Sprint(i.Rank)
		}
		came := i.Came
		if came == store.NotKnown {
			came = ""
		}
		t.add(i.Employee, i.Team, i.Location, i.Answer, rank, came)
	}
	a.print(t, "nobody yet; invite with: understudy event invite "+text.Quote(text.Clean(e.Name)))
	if len(e.Actions) > 0 {
		a.heading("Follow-up")
		a.print(recordTable(e.Actions[0].Kind, e.Actions, "event_id"), "")
	}
}
