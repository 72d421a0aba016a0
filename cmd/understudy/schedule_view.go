package main

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// scheduleJSON is a schedule of a series as data.
type scheduleJSON struct {
	ID        int64    `json:"id"`
	Name      string   `json:"name"`
	State     string   `json:"state"`
	Value     int64    `json:"value"`       // levels lacking and interest of the people reached
	Bound     *int64   `json:"bound"`       // null: not known
	Gap       *float64 `json:"gap_percent"` // of the bound
	Proof     string   `json:"proof"`
	Events    int      `json:"events"`
	LeftOut   int      `json:"topics_left_out"`
	Reached   int      `json:"people_reached"`
	Published *string  `json:"published"`
}

func scheduleOf(c store.Schedule) scheduleJSON {
	out := scheduleJSON{ID: c.ID, Name: text.Clean(c.Name), State: c.State, Value: c.Value, Bound: c.Bound, Proof: text.Clean(c.Proof()), Events: c.Events, LeftOut: c.LeftOut, Reached: c.Reached}
	if gap, known := c.Gap(); known {
		out.Gap = &gap
	}
	if c.Published != "" {
		day := string(c.Published)
		out.Published = &day
	}
	return out
}

// scheduledJSON is one event of a schedule.
type scheduledJSON struct {
	TopicID  int64       `json:"topic_id"`
	Topic    string      `json:"topic"`
	Skill    string      `json:"skill"`
	Level    int         `json:"level"`
	Date     string      `json:"date"`
	Time     string      `json:"time"`
	Zone     string      `json:"zone"`
	Minutes  int         `json:"minutes"`
	Location string      `json:"location"` // "" by video
	Room     string      `json:"room"`
	Speakers []string    `json:"speakers"`
	Value    int64       `json:"value"`
	Fixed    bool        `json:"fixed"`
	Reached  []guestJSON `json:"reached"`
}

// guestJSON is somebody whom an event reaches.
type guestJSON struct {
	Employee int64  `json:"employee_id"`
	Name     string `json:"name"`
	Lacks    int    `json:"levels_lacking"`
	Interest int    `json:"interest"`
}

func slotsOf(list []store.ScheduledEvent) []scheduledJSON {
	out := make([]scheduledJSON, 0, len(list))
	for _, e := range list {
		x := scheduledJSON{
			TopicID: e.TopicID, Topic: text.Clean(e.Topic), Skill: text.Clean(e.Skill), Level: e.Level, Date: string(e.Date), Time: clockOf(e.Time), Zone: e.Zone, Minutes: e.Minutes,
			Location: text.Clean(e.Location), Room: text.Clean(e.Room), Speakers: []string{}, Value: e.Value, Fixed: e.Locked, Reached: []guestJSON{},
		}
		for _, s := range e.Speakers {
			x.Speakers = append(x.Speakers, text.Clean(s.Name))
		}
		for _, g := range e.Reached {
			x.Reached = append(x.Reached, guestJSON{g.Employee, text.Clean(g.Name), g.Lacks, g.Interest})
		}
		out = append(out, x)
	}
	return out
}

func clockOf(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }

// leftJSON is a topic that is not given, or not as often as it could be.
type leftJSON struct {
	TopicID int64    `json:"topic_id"`
	Topic   string   `json:"topic"`
	Given   int      `json:"given"`
	Times   int      `json:"times"`
	Why     []string `json:"why"`
}

func leftOf(list []store.ScheduleLeft) []leftJSON {
	out := make([]leftJSON, 0, len(list))
	for _, l := range list {
		out = append(out, leftJSON{l.TopicID, text.Clean(l.Topic), l.Given, l.Times, cleanAll(append([]string{}, l.Why...))})
	}
	return out
}

func sayTalkers(e store.ScheduledEvent) string {
	var out []string
	for _, s := range e.Speakers {
		out = append(out, s.Name)
	}
	return strings.Join(out, ", ")
}

// printSchedule writes a schedule: its proof, its events, and what has no slot and why.
func (a *app) printSchedule(v *store.ScheduleReview) error {
	if a.json {
		return a.printJSON(struct {
			Schedule scheduleJSON    `json:"schedule"`
			Events   []scheduledJSON `json:"events"`
			Left     []leftJSON      `json:"left_out"`
		}{scheduleOf(v.Schedule), slotsOf(v.Events), leftOf(v.Left)})
	}
	c := v.Schedule
	a.say("“%s”: %s, worth %d, for %s in all", c.Name, count(c.Events, "event", "events"), c.Value, count(c.Reached, "place", "places"))
	a.say("%s", c.Proof())
	t := newTable("When", "Where", "Topic", "Speaker", ">People", ">Worth", "")
	for _, e := range v.Events {
		fixed := ""
		if e.Locked {
			fixed = "fixed"
		}
		t.add(e.When(), e.Where(), e.Topic, sayTalkers(e), itoa(int64(len(e.Reached))), itoa(e.Value), fixed)
	}
	a.print(t, "no topic has a slot")
	if len(v.Left) > 0 {
		a.heading("Without a slot")
		for _, l := range v.Left {
			a.printWithout(l)
		}
	}
	return nil
}

func (a *app) printWithout(l store.ScheduleLeft) {
	name := text.Clean(l.Topic)
	if l.Given > 0 {
		name += fmt.Sprintf(" (given %d of %d times)", l.Given, l.Times)
	}
	a.printf("%s\n", name)
	for _, why := range l.Why {
		a.printf("  %s\n", text.Clean(why))
	}
}
