package check_test

import (
	"slices"
	"testing"

	"understudy/match/agenda"
	"understudy/match/agenda/check"
)

// base is a schedule of two sites worked out by hand. Topic 0 is given in room 0 of
// site 0 on day 1, by 3, to 0 and 1; topic 1 remotely on day 2, by 4, to 0 and 2.
func base() (*agenda.Problem, agenda.Schedule) {
	at := func(day int) agenda.Span {
		return agenda.Span{From: int64(day) * 1440, To: int64(day)*1440 + 60}
	}
	p := &agenda.Problem{
		Sites: 2,
		People: []agenda.Person{
			{Site: 0, Busy: []agenda.Span{at(5)}}, {Site: 0}, {Site: 1}, {Site: 0, Talks: 1, Rest: 2}, {Site: 1, Talks: 2, Rest: 7},
		},
		Slots: []agenda.Slot{
			{Site: 0, Time: at(1), Day: 1},
			{Site: agenda.None, Time: at(2), Day: 2, Lunch: []int{0, 1}},
			{Site: 0, Time: at(5), Day: 5, Week: 1},
			{Site: 0, Time: agenda.Span{From: 1440 + 30, To: 1440 + 90}, Day: 1},
		},
		Rooms: []agenda.Room{{Site: 0, Capacity: 2}, {Site: 1, Capacity: 9}, {Site: 0, Capacity: 1}},
		Topics: []agenda.Topic{
			{Audience: []agenda.Listener{{Person: 0, Value: 3}, {Person: 1, Value: 2}, {Person: 2, Value: 5}, {Person: 3, Value: 1}}, Minutes: 45, Speakers: []int{3}, Need: 1, Earliest: 1, Latest: 6, Times: 2},
			{Audience: []agenda.Listener{{Person: 0, Value: 1}, {Person: 2, Value: 4}, {Person: 1, Value: 0}}, Minutes: 60, Speakers: []int{4}, Need: 1, Earliest: 1, Latest: 6, Times: 1},
		},
		Caps:  []agenda.Cap{{Slots: []int{0, 1, 2}, Most: 2}},
		Locks: []agenda.Lock{{Topic: 0, Slot: 0, Room: agenda.None, Speakers: []int{3}}},
		Rules: agenda.Rules{FirstDay: 1, PerWeek: 2},
	}
	return p, agenda.Schedule{
		{Topic: 0, Slot: 0, Room: 0, Speakers: []int{3}, Reached: []int{0, 1}, Value: 5, Lock: 0},
		{Topic: 1, Slot: 1, Room: agenda.None, Speakers: []int{4}, Reached: []int{0, 2}, Value: 5, Lock: agenda.None},
	}
}

func TestAScheduleIsWorthWhatAHandCounts(t *testing.T) {
	p, s := base()
	r, err := check.Schedule(p, s)
	if err != nil || len(r.Violations) > 0 {
		t.Fatal(err, r.Violations)
	}
	if want := (agenda.Score{Value: 10, Talks: 1, Days: 3}); r.Score != want {
		t.Errorf("%+v, want %+v", r.Score, want)
	}
}

func TestEveryBrokenRuleIsSeen(t *testing.T) {
	again := agenda.Event{Topic: 0, Slot: 2, Room: 2, Speakers: []int{3}, Lock: agenda.None}
	for _, c := range []struct {
		rule  agenda.Rule
		spoil func(p *agenda.Problem, s *agenda.Schedule)
	}{
		{agenda.RuleNotice, func(p *agenda.Problem, _ *agenda.Schedule) { p.Rules.FirstDay = 2 }},
		{agenda.RuleDays, func(p *agenda.Problem, _ *agenda.Schedule) { p.Topics[0].Earliest = 2 }},
		{agenda.RuleDays, func(p *agenda.Problem, _ *agenda.Schedule) { p.Topics[1].Latest = 1 }},
		{agenda.RuleLength, func(p *agenda.Problem, _ *agenda.Schedule) { p.Topics[0].Minutes = 61 }},
		{agenda.RuleBan, func(p *agenda.Problem, _ *agenda.Schedule) {
			p.Bans = []agenda.Ban{{Topic: 0, Slot: agenda.None, Room: 0, Speaker: agenda.None}}
		}},
		{agenda.RuleBan, func(p *agenda.Problem, _ *agenda.Schedule) {
			p.Bans = []agenda.Ban{{Topic: agenda.None, Slot: 1, Room: agenda.None, Speaker: 4}}
		}},
		{agenda.RuleBooked, func(p *agenda.Problem, _ *agenda.Schedule) {
			p.Rooms[0].Busy = []agenda.Span{{From: 1440 + 44, To: 1440 + 45}}
		}},
		{agenda.RuleSpeaker, func(p *agenda.Problem, _ *agenda.Schedule) { p.Topics[1].Speakers = []int{3} }},
		{agenda.RuleTravel, func(p *agenda.Problem, _ *agenda.Schedule) { p.People[3].Site = 1 }},
		{agenda.RuleBusy, func(p *agenda.Problem, _ *agenda.Schedule) {
			p.People[4].Busy = []agenda.Span{{From: 2 * 1440, To: 2*1440 + 1}}
		}},
		{agenda.RuleCap, func(p *agenda.Problem, _ *agenda.Schedule) { p.Caps[0].Most = 1 }},
		{agenda.RulePlace, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[0].Room = 1 }},
		{agenda.RulePlace, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[0].Room = agenda.None }},
		{agenda.RulePlace, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[1].Room = 0 }},
		{agenda.RuleNeed, func(p *agenda.Problem, _ *agenda.Schedule) { p.Topics[1].Need = 2 }},
		{agenda.RuleNeed, func(p *agenda.Problem, s *agenda.Schedule) { p.Topics[1].Need, (*s)[1].Speakers = 2, []int{4, 4} }},
		{agenda.RuleTalks, func(p *agenda.Problem, s *agenda.Schedule) {
			p.Caps, p.Topics[0].Repeats = nil, true
			*s = append(*s, again)
		}},
		{agenda.RuleRest, func(p *agenda.Problem, s *agenda.Schedule) {
			p.Caps, p.Topics[0].Repeats, p.People[3].Talks, p.People[3].Rest = nil, true, 0, 5
			*s = append(*s, again)
		}},
		{agenda.RuleTwice, func(p *agenda.Problem, _ *agenda.Schedule) { // 0 listens in two places
			p.Slots[1].Time.From, p.Slots[1].Time.To = 1440+44, 1440+120
		}},
		{agenda.RuleTwice, func(p *agenda.Problem, s *agenda.Schedule) { // 4 listens and speaks
			p.Topics[1].Audience = append(p.Topics[1].Audience, agenda.Listener{Person: 3, Value: 2})
			p.Slots[1].Time.From, p.Slots[1].Time.To = 1440+44, 1440+120
			(*s)[1].Reached, (*s)[1].Value = []int{2, 3}, 6
		}},
		{agenda.RuleRoom, func(p *agenda.Problem, s *agenda.Schedule) {
			p.Caps, p.People[4].Travels = nil, true
			(*s)[1] = agenda.Event{Topic: 1, Slot: 3, Room: 0, Speakers: []int{4}, Lock: agenda.None}
		}},
		{agenda.RuleTimes, func(p *agenda.Problem, s *agenda.Schedule) {
			p.Caps, p.Topics[0].Repeats, p.Topics[0].Times, p.People[3].Talks = nil, true, 1, 0
			*s = append(*s, again)
		}},
		{agenda.RuleRepeat, func(p *agenda.Problem, s *agenda.Schedule) { // twice to a site
			p.Caps, p.People[3].Talks = nil, 0
			*s = append(*s, again)
		}},
		{agenda.RuleRepeat, func(p *agenda.Problem, s *agenda.Schedule) { // twice to a person
			p.Caps, p.Topics[0].Repeats, p.People[3].Talks = nil, true, 0
			again := again
			again.Reached, again.Value = []int{1}, 2
			*s = append(*s, again)
		}},
		{agenda.RuleRepeat, func(p *agenda.Problem, s *agenda.Schedule) { // twice remotely at once
			p.Caps, p.Topics[1].Times, p.Topics[1].Repeats = nil, 2, true
			p.Topics[1].Speakers = []int{3, 4}
			*s = append(*s, agenda.Event{Topic: 1, Slot: 1, Room: agenda.None, Speakers: []int{3}, Lock: agenda.None})
			p.People[3].Talks, p.People[3].Rest = 0, 0
		}},
		{agenda.RuleAudience, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[0].Value = 6 }},
		{agenda.RuleAudience, func(p *agenda.Problem, _ *agenda.Schedule) { p.People[1].Site = 1 }},
		{agenda.RuleAudience, func(p *agenda.Problem, _ *agenda.Schedule) { p.Slots[1].Lunch = []int{0} }},
		{agenda.RuleAudience, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[1].Reached = []int{0, 1, 2} }},
		{agenda.RuleAudience, func(p *agenda.Problem, _ *agenda.Schedule) { p.Topics[1].Speakers = []int{0, 4} }},
		{agenda.RuleAudience, func(p *agenda.Problem, _ *agenda.Schedule) {
			p.People[2].Busy = []agenda.Span{{From: 2*1440 + 59, To: 2*1440 + 70}}
		}},
		{agenda.RuleAudience, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[1].Reached, (*s)[1].Value = []int{0, 0, 2}, 6 }},
		{agenda.RuleCapacity, func(p *agenda.Problem, _ *agenda.Schedule) { p.Rooms[0].Capacity = 1 }},
		{agenda.RuleCapacity, func(p *agenda.Problem, _ *agenda.Schedule) { p.Slots[1].Capacity = 1 }},
		{agenda.RuleWeek, func(p *agenda.Problem, _ *agenda.Schedule) { p.Rules.PerWeek = 1 }},
		{agenda.RuleLock, func(p *agenda.Problem, _ *agenda.Schedule) { p.Locks[0].Slot = 2 }},
		{agenda.RuleLock, func(p *agenda.Problem, _ *agenda.Schedule) { p.Locks[0].Room = 2 }},
		{agenda.RuleLock, func(_ *agenda.Problem, s *agenda.Schedule) { (*s)[0].Lock = agenda.None }},
	} {
		p, s := base()
		c.spoil(p, &s)
		r, err := check.Schedule(p, s)
		if err != nil {
			t.Fatal(c.rule, err)
		}
		if len(r.Violations) == 0 || slices.ContainsFunc(r.Violations, func(v check.Violation) bool { return v.Rule != c.rule }) {
			t.Errorf("%v: found %v", c.rule, r.Violations)
		}
	}
}

func TestALockLiftsWhatItNames(t *testing.T) {
	p, s := base()
	p.Rules.FirstDay, p.Topics[0].Latest, p.Topics[0].Speakers, p.Caps[0].Most = 2, 0, nil, 1
	r, err := check.Schedule(p, s)
	if err != nil || len(r.Violations) != 4 {
		t.Fatal(err, r.Violations)
	}
	p.Locks[0].Overrides = []agenda.Rule{agenda.RuleNotice, agenda.RuleDays, agenda.RuleSpeaker, agenda.RuleCap}
	if r, _ = check.Schedule(p, s); len(r.Violations) != 0 || r.Score.Days != 1 {
		t.Errorf("%+v", r)
	}
}

func TestWhatIsNoScheduleIsRefused(t *testing.T) {
	for _, e := range []agenda.Event{{Slot: 4}, {Topic: 2}, {Room: 3}, {Lock: 1}, {Reached: []int{5}}, {Speakers: []int{-1}}} {
		p, _ := base()
		if _, err := check.Schedule(p, agenda.Schedule{e}); err == nil {
			t.Errorf("%+v was judged", e)
		}
	}
}
