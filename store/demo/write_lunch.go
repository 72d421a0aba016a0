package demo

import (
	"strconv"

	"understudy/store"
)

// lunchRows writes rooms, the series, its topics and its events.
func (w *writer) lunchRows() error {
	l := w.lunch()
	for _, f := range []func(*lunch) error{w.roomRows, w.seriesRows, w.topicRows, w.topicPeopleRows, w.scheduleRow, w.eventRows, w.eventPeopleRows, w.eventAfterRows} {
		if err := f(l); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) roomRows(l *lunch) error {
	return w.rows("room", []string{"name", "location_id", "capacity"}, func(put add) error {
		for _, r := range l.rooms {
			if err := put(r.name, id(r.site), int64(r.capacity)); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) seriesRows(l *lunch) error {
	if len(l.topics) == 0 {
		return nil
	}
	if err := w.rows("series", []string{"name", "initiative_id", "starts", "ends", "every", "weekdays", "description"}, func(put add) error {
		return put("Lunch & Learn", id(leadersAim), date(l.starts), date(l.ends), int64(1), "tue thu", "Forty-five minutes over lunch. Bring a plate and a question.")
	}); err != nil {
		return err
	}
	if err := w.rows("series_site", []string{"series_id", "location_id"}, func(put add) error {
		for _, s := range l.sites {
			if err := put(int64(1), id(s)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("series_exception", []string{"series_id", "date", "way", "note"}, func(put add) error {
		at := lunchDay(w.today+60, l.sites[0], nil)
		if err := put(int64(1), date(at), "not", "stocktaking"); err != nil {
			return err
		}
		return put(int64(1), date(at+1), "also", "instead of the day before")
	})
}

func (w *writer) topicRows(l *lunch) error {
	return w.rows("topic", []string{"name", "series_id", "skill_id", "level", "state", "asked_by_id", "asked", "handouts", "description"}, func(put add) error {
		for k, t := range l.topics {
			series, handouts := any(int64(1)), ""
			if t.state == "asked" || t.state == "dropped" {
				series = nil
			}
			if k < held {
				handouts = "https://intranet.ternway.example/lunch/" + strconv.Itoa(k+1)
			}
			if err := put(t.name, series, row(t.skill), int64(t.level), t.state, row(int(t.askedBy)), date(t.asked), handouts, t.about); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) topicPeopleRows(l *lunch) error {
	if err := w.rows("topic_vote", []string{"topic_id", "employee_id", "date"}, func(put add) error {
		for k, t := range l.topics {
			for n, v := range t.votes {
				if err := put(id(k), id(v), date(min(w.today, t.asked+int32(3*n+1)))); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("speaker", []string{"topic_id", "employee_id", "team_id", "answer", "date"}, func(put add) error {
		for k, t := range l.topics {
			for _, s := range t.speakers {
				if err := put(id(k), row(int(s.person)), row(teamOf(s)), s.answer, date(s.date)); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("topic_lock", []string{"topic_id", "location_id", "employee_id", "date", "reason"}, func(put add) error {
		for k, t := range l.topics {
			if t.locked {
				if err := put(id(k), id(l.sites[0]), id(t.speakers[0].person), date(workday(w.today-2, -1)), "is at this site in the weeks to come"); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// teamOf is the team that was asked; -1 where it was a person.
func teamOf(s speaker) int {
	if s.person >= 0 {
		return -1
	}
	return s.team
}

// scheduleRow is the run from which the coming events are: stopped by hand, so that
// nothing is said of how good another could be.
func (w *writer) scheduleRow(l *lunch) error {
	events, value, reached := 0, 0, 0
	for _, m := range l.meetings {
		if m.state != "planned" {
			continue
		}
		events++
		for _, g := range m.invited {
			value += g.worth
			reached++
		}
	}
	if events == 0 {
		return nil
	}
	at := w.today - 12
	left := 0
	for k, t := range l.topics {
		if t.state == "open" && k >= held+soon {
			left++
		}
	}
	return w.rows("schedule", []string{"series_id", "name", "at", "state", "value", "events", "left_out", "reached", "published"}, func(put add) error {
		return put(int64(1), "Run 1", store.DateFromDays(at).Time().UnixMilli(), "stopped", int64(value), int64(events), int64(left), int64(reached), date(at+1))
	})
}

func (w *writer) eventRows(l *lunch) error {
	return w.rows("event", []string{"name", "topic_id", "series_id", "schedule_id", "initiative_id", "skill_id", "level", "date", "time", "zone", "location_id", "room_id", "state", "handouts", "description", "reason"}, func(put add) error {
		for _, m := range l.meetings {
			t, schedule, handouts := l.topics[m.topic], any(nil), ""
			if m.state == "planned" {
				schedule = int64(1)
			} else if m.state == "held" {
				handouts = "https://intranet.ternway.example/lunch/" + strconv.Itoa(m.topic+1)
			}
			if err := put(t.name, id(m.topic), int64(1), schedule, row(t.aim), row(t.skill), int64(t.level), date(m.day), int64(12*60+5), w.sites[m.site].zone, id(m.site), id(m.room), m.state, handouts, t.about, m.reason); err != nil {
				return err
			}
		}
		return nil
	})
}

func (w *writer) eventPeopleRows(l *lunch) error {
	if err := w.rows("event_speaker", []string{"event_id", "employee_id"}, func(put add) error {
		for k, m := range l.meetings {
			if err := put(id(k), id(l.topics[m.topic].speakers[0].person)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("invitation", []string{"event_id", "employee_id", "date", "answer", "answered", "rank", "attended"}, func(put add) error {
		for k, m := range l.meetings {
			for _, g := range m.invited {
				rank := any(nil)
				if g.rank > 0 {
					rank = int64(g.rank)
				}
				if err := put(id(k), id(g.person), date(g.date), g.answer, date(g.answered), rank, mark(g.attended)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// eventAfterRows writes what came of the events that were held.
func (w *writer) eventAfterRows(l *lunch) error {
	if err := w.rows("event_feedback", []string{"event_id", "employee_id", "date", "useful", "learned", "recommend", "comment"}, func(put add) error {
		for k, m := range l.meetings {
			for _, g := range m.invited {
				if g.useful == 0 {
					continue
				}
				from := any(nil)
				if g.named {
					from = id(g.person)
				}
				if err := put(id(k), from, date(m.day), int64(g.useful), int64(g.learned), int64(min(5, (g.useful+g.learned+1)/2+1)), g.comment); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	if err := w.rows("event_action", []string{"event_id", "name", "owner_id", "due", "state", "done"}, func(put add) error {
		for k, m := range l.meetings {
			if m.state != "held" {
				continue
			}
			speaker := id(l.topics[m.topic].speakers[0].person)
			done, state := date(min(w.today, m.day+8)), "done"
			if m.day+20 > w.today {
				done, state = nil, "open"
			}
			if err := put(id(k), "Send the hand-out to those who could not come", speaker, date(m.day+7), state, done); err != nil {
				return err
			}
			if m.topic%2 == 1 {
				if err := put(id(k), "Ask who would hear a second part", nil, date(m.day+40), "open", nil); err != nil {
					return err
				}
			}
		}
		return nil
	}); err != nil {
		return err
	}
	return w.rows("cpd", []string{"employee_id", "date", "minutes", "name", "event_id"}, func(put add) error {
		for k, m := range l.meetings {
			for _, g := range m.invited {
				if g.attended == 1 {
					if err := put(id(g.person), date(m.day), int64(45), l.topics[m.topic].name, id(k)); err != nil {
						return err
					}
				}
			}
		}
		return nil
	})
}
