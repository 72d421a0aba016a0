package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"understudy/store"
	"understudy/store/text"
)

// refusedEvent says how what stands against a slot is done all the same.
func refusedEvent(err error) error {
	var clash *store.EventClashError
	if errors.As(err, &clash) {
		return &statusError{exitInvalid, errors.New(text.Clean(clash.Error()) + " with --although WHY; nothing was written")}
	}
	return err
}

func (a *app) eventAddCmd() *cobra.Command {
	var speakers []string
	var although string
	c := &cobra.Command{
		Use: "add TOPIC|NAME DAY [column=value…]", Short: "Add an event by hand", Args: args(cobra.MinimumNArgs(2)),
		Long:    "Add an event by hand. Of a topic the name, skill, level, series and hand-outs are taken over; columns say what is not, such as time=12:15, room=Atlas, location=Lisbon, minutes=45, skill=Go, level=2, rates=yes.",
		Example: "understudy event add \"Go basics\" 2026-06-02 room=Atlas --speaker Ines\nunderstudy event add \"Open house\" fri time=16:00 location=Lisbon",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				k, err := store.KindOf("event")
				if err != nil {
					return err
				}
				v, err := values(k, given[2:])
				if err != nil {
					return err
				}
				v["date"] = given[1]
				if topic, err := find(cmd.Context(), s, "topic", given[0]); err == nil {
					v["topic_id"] = "#" + itoa(topic.ID)
				} else if v["name"] = given[0]; strings.HasPrefix(given[0], "#") {
					return err
				}
				who, err := staffOf(cmd.Context(), s, speakers)
				if err != nil {
					return err
				}
				change, n, err := s.AddEvent(cmd.Context(), store.EventNew{Values: v, Speakers: who, Although: although})
				if err != nil {
					return named(refusedEvent(err))
				}
				return a.saved(cmd.Context(), s, "event", n, change)
			})
		},
		ValidArgsFunction: a.completeWith(labelled("topic")),
	}
	c.Flags().StringArrayVar(&speakers, "speaker", nil, "who speaks; may be repeated")
	c.Flags().StringVar(&although, "although", "", "why it is added although something stands against it")
	a.completeFlag(c, "speaker", staff)
	return c
}

func (a *app) eventMoveCmd() *cobra.Command {
	var day, clock, zone, location, room, although string
	var minutes, capacity int
	var video bool
	c := a.onEvent("move EVENT", "Move an event to another day, time, place or size", `understudy event move "Go basics" --day 2026-06-09 --time 12:30`, cobra.ExactArgs(1),
		func(ctx context.Context, s *store.Store, e store.EventRow, _ []string) (store.Change, error) {
			v, err := s.EventSlot(ctx, e.ID)
			if err != nil {
				return store.Change{}, err
			}
			if day != "" {
				if v.Date, err = dayAhead(s, day); err != nil {
					return store.Change{}, err
				}
			}
			if clock != "" {
				v.Time = clock
			}
			if minutes != 0 {
				v.Minutes = minutes
			}
			if capacity != 0 {
				v.Capacity = capacity
			}
			if location != "" || video {
				v.Room, v.Location, v.Zone = 0, 0, ""
			}
			if location != "" {
				rec, err := find(ctx, s, "location", location)
				if err != nil {
					return store.Change{}, err
				}
				v.Location = rec.ID
			}
			if video {
				v.Zone = e.Zone
			}
			if room != "" {
				rec, err := find(ctx, s, "room", room)
				if err != nil {
					return store.Change{}, err
				}
				if v.Room = rec.ID; rec.Refs["location_id"] != v.Location {
					v.Location, v.Zone = rec.Refs["location_id"], ""
				}
			}
			if zone != "" {
				v.Zone = zone
			}
			change, _, err := s.MoveEvent(ctx, v, although)
			return change, err
		})
	f := c.Flags()
	f.StringVar(&day, "day", "", "the day, as "+dayHelp)
	f.StringVar(&clock, "time", "", "as 12:30")
	f.IntVar(&minutes, "minutes", 0, "how long")
	f.StringVar(&zone, "zone", "", "the time zone, as Europe/Lisbon")
	f.StringVar(&location, "location", "", "another location")
	f.StringVar(&room, "room", "", "another room")
	f.BoolVar(&video, "video", false, "by video instead of at a location")
	f.IntVar(&capacity, "capacity", 0, "how many people it holds")
	f.StringVar(&although, "although", "", "why it is moved although something stands against it")
	return c
}

// dayAhead reads a day to come.
func dayAhead(s *store.Store, given string) (store.Date, error) {
	d, err := s.ParseDay(given, true)
	if err != nil {
		return "", usage("--day: %s", err)
	}
	return d, nil
}

func (a *app) eventCancelCmd() *cobra.Command {
	var because string
	c := a.onEvent("cancel EVENT", "Cancel an event", `understudy event cancel "Go basics" --because "the speaker is ill"`, cobra.ExactArgs(1),
		func(ctx context.Context, s *store.Store, e store.EventRow, _ []string) (store.Change, error) {
			return s.CancelEvent(ctx, e.ID, because)
		})
	c.Flags().StringVar(&because, "because", "", "the reason")
	return c
}

func (a *app) eventSpeakersCmd() *cobra.Command {
	var although string
	c := a.onEvent("speakers EVENT [EMPLOYEE…]", "Say who speaks at an event; nobody else does then", `understudy event speakers "Go basics" Ines Ada`, cobra.MinimumNArgs(1),
		func(ctx context.Context, s *store.Store, e store.EventRow, given []string) (store.Change, error) {
			who, err := staffOf(ctx, s, given)
			if err != nil {
				return store.Change{}, err
			}
			return s.SpeakAt(ctx, e.ID, who, although)
		})
	c.Flags().StringVar(&although, "although", "", "why they speak although something stands against it")
	return c
}

func (a *app) eventHoldCmd() *cobra.Command {
	return a.onEvent("hold EVENT", "Note that an event was held: who came gets CPD, and a rating where the event gives them", `understudy event hold "Go basics"`, cobra.ExactArgs(1),
		func(ctx context.Context, s *store.Store, e store.EventRow, _ []string) (store.Change, error) {
			change, out, err := s.HoldEvent(ctx, e.ID)
			if err == nil && out.Unknown > 0 {
				a.say("of %s nobody noted whether they came; take attendance with: understudy event attend %s", count(out.Unknown, "person", "people"), text.Quote(text.Clean(e.Name)))
			}
			return change, err
		})
}

func (a *app) eventFeedbackCmd() *cobra.Command {
	var of, on, comment string
	c := a.onEvent("feedback EVENT USEFUL LEARNED RECOMMEND", "Note feedback to the three questions, each 1 to 5", `understudy event feedback "Go basics" 5 4 5 --of Ada`, cobra.ExactArgs(4),
		func(ctx context.Context, s *store.Store, e store.EventRow, given []string) (store.Change, error) {
			f := store.EventFeedback{Event: e.ID, On: on, Comment: comment}
			for i, to := range []*int{&f.Useful, &f.Learned, &f.Recommend} {
				n, err := strconv.Atoi(given[i])
				if err != nil {
					return store.Change{}, usage("%q is no score; write 1 (not at all) to 5 (very much)", given[i])
				}
				*to = n
			}
			if of != "" {
				who, err := find(ctx, s, "employee", of)
				if err != nil {
					return store.Change{}, err
				}
				f.Employee = who.ID
			}
			change, _, err := s.GiveEventFeedback(ctx, f)
			return change, err
		})
	c.Long = "Note what somebody says of an event: was it useful, did you learn, would you recommend it, each from 1 (not at all) to 5 (very much). Without --of it is anonymous."
	c.Flags().StringVar(&of, "of", "", "who says it; anonymous without it")
	c.Flags().StringVar(&on, "on", "", "the day, as "+dayHelp+"; today without it")
	c.Flags().StringVar(&comment, "comment", "", "in their words")
	a.completeFlag(c, "of", staff)
	return c
}

func (a *app) eventActionCmd() *cobra.Command {
	var owner, due, done, drop string
	c := a.onEvent("action EVENT [WHAT]", "Note what is to be done after an event, or that it is done", "understudy event action \"Go basics\" \"Send the slides\" --who Ines --due +7\nunderstudy event action \"Go basics\" --done \"Send the slides\"", cobra.RangeArgs(1, 2),
		func(ctx context.Context, s *store.Store, e store.EventRow, given []string) (store.Change, error) {
			if ref := done + drop; ref != "" && len(given) == 0 && (done == "" || drop == "") {
				facts, err := s.Event(ctx, e.ID)
				if err != nil {
					return store.Change{}, err
				}
				rec, err := pick("action", ref, facts.Actions, func(r store.Record) int64 { return r.ID }, func(r store.Record) string { return r.Label })
				if err != nil {
					return store.Change{}, err
				}
				return s.SettleEventAction(ctx, map[bool]string{true: "done", false: "dropped"}[done != ""], rec.ID)
			}
			if len(given) == 0 || done+drop != "" {
				return store.Change{}, usage("say what is to be done, or with --done or --drop which is settled")
			}
			var who int64
			if owner != "" {
				rec, err := find(ctx, s, "employee", owner)
				if err != nil {
					return store.Change{}, err
				}
				who = rec.ID
			}
			change, _, err := s.AddEventAction(ctx, e.ID, given[0], who, due)
			return change, err
		})
	c.Flags().StringVar(&owner, "who", "", "who does it")
	c.Flags().StringVar(&due, "due", "", "until when, as "+dayHelp)
	c.Flags().StringVar(&done, "done", "", "which is done, by its text or #id")
	c.Flags().StringVar(&drop, "drop", "", "which is dropped, by its text or #id")
	return c
}

func (a *app) eventGapCmd() *cobra.Command {
	var event, topic, ask, initiative, although string
	c := &cobra.Command{
		Use: "gap EMPLOYEE SKILL LEVEL", Short: "Show the events and topics that could close a gap, or close it by one", Args: args(cobra.ExactArgs(3)),
		Example: "understudy event gap Ada Go 2\nunderstudy event gap Ada Go 2 --event \"Go basics\"\nunderstudy event gap Ada Go 2 --ask \"Go for testers\"",
		RunE: func(cmd *cobra.Command, given []string) error {
			return a.work(cmd.Context(), func(s *store.Store) error {
				ctx := cmd.Context()
				who, err := find(ctx, s, "employee", given[0])
				if err != nil {
					return err
				}
				skill, err := find(ctx, s, "skill", given[1])
				if err != nil {
					return err
				}
				level, ok := store.ParseLevel(given[2])
				if !ok {
					return usage("%q is no level; write 1 to 4", given[2])
				}
				g := store.EventGap{EventAsk: store.EventAsk{Employee: who.ID, Skill: skill.ID, Level: level}, NewTopic: ask, Although: although}
				if event+topic+ask == "" {
					found, err := s.GapEvents(ctx, g.EventAsk)
					if err != nil {
						return named(err)
					}
					return a.printGapEvents(found)
				}
				if event != "" {
					e, err := findEvent(ctx, s, event)
					if err != nil {
						return err
					}
					g.Event = e.ID
				}
				for _, n := range []struct {
					kind, ref string
					to        *int64
				}{{"topic", topic, &g.Topic}, {"initiative", initiative, &g.Initiative}} {
					if n.ref == "" {
						continue
					}
					rec, err := find(ctx, s, n.kind, n.ref)
					if err != nil {
						return err
					}
					*n.to = rec.ID
				}
				change, made, err := s.CloseGapByEvent(ctx, g)
				if err != nil {
					return named(err)
				}
				return a.saved(ctx, s, "gap action", made.Action, change)
			})
		},
		ValidArgsFunction: a.completeWith(staff, skills),
	}
	c.Flags().StringVar(&event, "event", "", "invite them to this event")
	c.Flags().StringVar(&topic, "topic", "", "note that they ask for this topic")
	c.Flags().StringVar(&ask, "ask", "", "ask for a new topic of this name")
	c.Flags().StringVar(&initiative, "initiative", "", "that it serves")
	c.Flags().StringVar(&although, "although", "", "why, where something stands against it")
	return c
}

// gapOfferJSON is an event or a topic that could close a gap.
type gapOfferJSON struct {
	ID      int64      `json:"id"`
	Kind    string     `json:"kind"` // event or topic
	Name    string     `json:"name"`
	Date    store.Date `json:"date,omitempty"`
	Can     bool       `json:"can"`
	Reasons []string   `json:"reasons"`
	Against []string   `json:"against"`
}

func (a *app) printGapEvents(found store.GapEvents) error {
	list := []gapOfferJSON{}
	for _, o := range found.Events {
		list = append(list, gapOfferJSON{o.ID, "event", text.Clean(o.Name), o.Date, o.Can(), cleanAll(o.Reasons), cleanAll(o.Against)})
	}
	for _, o := range found.Topics {
		list = append(list, gapOfferJSON{o.ID, "topic", text.Clean(o.Name), "", o.Can(), cleanAll(o.Reasons), cleanAll(o.Against)})
	}
	if a.json {
		return a.printJSON(list)
	}
	t := newTable("WHAT", "NAME", "DATE", "WHY", "AGAINST IT")
	t.whole = true
	for _, o := range list {
		t.add(o.Kind, o.Name, string(o.Date), strings.Join(o.Reasons, "; "), strings.Join(o.Against, "; "))
	}
	a.print(t, fmt.Sprintf("no event or topic teaches %s; ask for one with: --ask NAME", text.Clean(found.Skill)))
	return nil
}
