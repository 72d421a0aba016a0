package main

import (
	"understudy/store"
	"understudy/store/text"
)

// eventRowJSON is an event as lists print it.
type eventRowJSON struct {
	ID         int64         `json:"id"`
	Name       string        `json:"name"`
	Topic      string        `json:"topic,omitempty"`
	Series     string        `json:"series,omitempty"`
	Initiative string        `json:"initiative,omitempty"`
	Skill      string        `json:"skill,omitempty"`
	Level      int           `json:"level,omitempty"`
	Date       store.Date    `json:"date"`
	Time       string        `json:"time"` // in the zone
	Zone       string        `json:"zone"`
	Minutes    int           `json:"minutes"`
	Location   string        `json:"location,omitempty"` // without one it is by video
	Room       string        `json:"room,omitempty"`
	Link       string        `json:"link,omitempty"`
	Capacity   int           `json:"capacity,omitempty"` // none is no limit
	State      string        `json:"state"`
	Reason     string        `json:"reason,omitempty"`
	Rates      bool          `json:"gives_ratings"`
	CPD        bool          `json:"counts_as_cpd"`
	Speakers   []eventWho    `json:"speakers"`
	Invited    int           `json:"invited"`
	Yes        int           `json:"yes"`
	Maybe      int           `json:"maybe"`
	No         int           `json:"no"`
	Waiting    int           `json:"waiting"`
	Came       int           `json:"came"`
	Absent     int           `json:"did_not_come"`
	Feedback   eventSaidJSON `json:"feedback"`
}

type eventWho struct {
	ID   int64  `json:"id"`
	Name string `json:"name"`
}

// eventSaidJSON are the means of the three questions, 1 to 5.
type eventSaidJSON struct {
	Answers   int     `json:"answers"`
	Useful    float64 `json:"useful"`
	Learned   float64 `json:"learned"`
	Recommend float64 `json:"recommend"`
}

func whoOf(list []store.EventPerson) []eventWho {
	out := []eventWho{}
	for _, p := range list {
		out = append(out, eventWho{p.ID, text.Clean(p.Name)})
	}
	return out
}

func eventRowOf(e store.EventRow) eventRowJSON {
	return eventRowJSON{
		ID: e.ID, Name: text.Clean(e.Name), Topic: text.Clean(e.Topic), Series: text.Clean(e.Series), Initiative: text.Clean(e.Initiative), Skill: text.Clean(e.Skill), Level: e.Level,
		Date: e.Date, Time: e.Time, Zone: e.Zone, Minutes: e.Minutes, Location: text.Clean(e.Location), Room: text.Clean(e.Room), Link: text.Clean(e.Link), Capacity: e.Capacity,
		State: e.State, Reason: text.Clean(e.Reason), Rates: e.Rates, CPD: e.CPD, Speakers: whoOf(e.Speakers),
		Invited: e.Invited, Yes: e.Yes, Maybe: e.Maybe, No: e.No, Waiting: e.Waiting, Came: e.Came, Absent: e.Absent,
		Feedback: eventSaidJSON{e.Feedback, e.Useful, e.Learned, e.Recommend},
	}
}

func eventRowsOf(rows []store.EventRow) []eventRowJSON {
	out := []eventRowJSON{}
	for _, e := range rows {
		out = append(out, eventRowOf(e))
	}
	return out
}

// eventFactsJSON is one event with all that hangs from it.
type eventFactsJSON struct {
	eventRowJSON
	Description string           `json:"description,omitempty"`
	Handouts    []string         `json:"handouts"`
	Invitations []invitationJSON `json:"invitations"`
	Said        []recordJSON     `json:"feedback_given"`
	Actions     []recordJSON     `json:"actions"`
}

type invitationJSON struct {
	eventWho
	Answer string `json:"answer"`
	Rank   int    `json:"waits_as,omitempty"`
	Came   string `json:"came"` // came, did not come, or unknown
}

func eventFactsOf(e store.EventFacts) eventFactsJSON {
	out := eventFactsJSON{eventRowJSON: eventRowOf(e.EventRow), Description: text.CleanLines(e.Description), Handouts: cleanAll(e.Handouts), Invitations: []invitationJSON{}, Said: jsonOfAll(e.FeedbackList), Actions: jsonOfAll(e.Actions)}
	for _, i := range e.Invitations {
		out.Invitations = append(out.Invitations, invitationJSON{eventWho{i.EmployeeID, text.Clean(i.Employee)}, i.Answer, i.Rank, i.Came})
	}
	return out
}
