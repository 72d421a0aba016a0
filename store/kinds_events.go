package store

// The columns that several kinds of events share.
var (
	ofSeries = Column{Name: "series_id", Title: "Series", Type: Ref, Ref: "series", Required: true, Fixed: true}
	ofTopic  = Column{Name: "topic_id", Title: "Topic", Type: Ref, Ref: "topic", Required: true, Fixed: true}
	ofEvent  = Column{Name: "event_id", Title: "Event", Type: Ref, Ref: "event", Required: true, Fixed: true}
)

const employeeName = "(SELECT e.name FROM employee e WHERE e.id = {t}.employee_id)"

// seriesKinds are rooms, series of events and the topics that people ask for.
func seriesKinds() []*Kind {
	return []*Kind{
		{
			Name: "room", Plural: "rooms", Title: "Rooms", Table: "room", Label: nameOnly, Order: "{t}.location_id, {t}.name COLLATE people, {t}.id", Archives: true,
			About: "A room at a location, with the number of people whom it holds.",
			Columns: []Column{
				name,
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Required: true},
				{Name: "capacity", Title: "Capacity", Type: Int, Required: true, Min: 1, Max: 100000, Help: "people"},
			},
			after: afterRoom,
		},
		{
			Name: "series", Plural: "series", Title: "Lunch & Learn series", Table: "series", Label: nameOnly, Order: "{t}.starts DESC, {t}.id", Archives: true,
			About: "A series of Lunch & Learn events: its sites, its days and its limits. Topics are scheduled in it.",
			Columns: []Column{
				name,
				{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Null: true},
				{Name: "starts", Title: "Starts", Type: Day, Required: true, Default: "today", Ahead: true},
				{Name: "ends", Title: "Ends", Type: Day, Required: true, Ahead: true, Help: "the last day"},
				{Name: "every", Title: "Every so many weeks", Type: Int, Required: true, Min: 1, Max: 52, Default: "1"},
				{Name: "weekdays", Title: "On", Required: true, Max: 60, Default: "tue wed thu", Help: "weekdays, as tue thu"},
				{Name: "minutes", Title: "Minutes", Type: Int, Required: true, Min: 5, Max: 480, Default: "45"},
				{Name: "remote", Title: "By video too", Type: Bool, Required: true, Default: "yes"},
				{Name: "a_week", Title: "Events a week", Type: Int, Required: true, Min: 1, Max: 100, Default: "1", Help: "at one site, at most"},
				{Name: "each", Title: "of one person", Type: Int, Required: true, Min: 1, Max: 100, Default: "1", Help: "events a week that someone is invited to, at most"},
				{Name: "notice", Title: "Notice", Type: Int, Required: true, Min: 0, Max: 366, Default: "7", Help: "days from the invitation to the event"},
				{Name: "talks", Title: "Talks of a speaker", Type: Int, Required: true, Min: 1, Max: 1000, Default: "3", Help: "at most"},
				{Name: "rest", Title: "Days between", Type: Int, Required: true, Min: 0, Max: 366, Default: "7", Help: "two talks of one speaker"},
				{Name: "rates", Title: "Gives ratings", Type: Bool, Required: true, Default: "no", Help: "who attends is rated at the topic's level"},
				{Name: "cpd", Title: "Counts as CPD", Type: Bool, Required: true, Default: "yes"},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
			check: checkSeries,
		},
		{
			Name: "series site", Plural: "series sites", Title: "Sites", Table: "series_site", Parent: "series_id",
			Label: "(SELECT l.name FROM location l WHERE l.id = {t}.location_id)", Order: "{t}.series_id, {t}.id",
			About: "A location at which events of a series are held.",
			Columns: []Column{
				ofSeries,
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Required: true, Fixed: true},
			},
		},
		{
			Name: "series exception", Plural: "series exceptions", Title: "Exceptions", Table: "series_exception", Parent: "series_id",
			Label: "{t}.way || ' on ' || {t}.date", Order: "{t}.series_id, {t}.date",
			About: "A day of a series on which nothing is held, or a further day.",
			Columns: []Column{
				ofSeries,
				{Name: "date", Title: "Date", Type: Day, Required: true, Ahead: true},
				{Name: "way", Title: "Held", Type: Choice, Choices: []string{"not", "also"}, Required: true, Default: "not", Help: "not on this day, or also on this day"},
				{Name: "note", Title: "Note", Max: 300},
			},
		},
		{
			Name: "topic", Plural: "topics", Title: "Topics", Table: "topic", Label: nameOnly, Order: "{t}.state = 'dropped', {t}.name COLLATE people, {t}.id", Archives: true,
			About: "A topic that people ask for or lack. Open topics of a series are given a slot and speakers.",
			Columns: []Column{
				name,
				{Name: "series_id", Title: "Series", Type: Ref, Ref: "series", Null: true},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Null: true},
				{Name: "level", Title: "Level", Type: Int, Required: true, Min: 1, Max: 4, Default: "2", Help: "that it brings people to"},
				{Name: "minutes", Title: "Minutes", Type: Int, Null: true, Min: 5, Max: 480, Help: "empty as the series says"},
				{Name: "speakers", Title: "Speakers", Type: Int, Required: true, Min: 1, Max: 10, Default: "1"},
				{Name: "each_site", Title: "Once at each site", Type: Bool, Required: true, Default: "no"},
				{Name: "audience", Title: "Audience", Type: Choice, Choices: []string{"everyone", "team", "location", "market", "enrolled"}, Required: true, Default: "everyone"},
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Null: true, Help: "with the teams within it"},
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true},
				{Name: "market_id", Title: "Market", Type: Ref, Ref: "market", Null: true},
				{Name: "cycle_id", Title: "Enrolled in", Type: Ref, Ref: "cycle", Null: true},
				{Name: "earliest", Title: "Earliest", Type: Day, Null: true, Ahead: true},
				{Name: "latest", Title: "Latest", Type: Day, Null: true, Ahead: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"asked", "open", "given", "dropped"}, Required: true, Default: "open", Help: "asked: somebody asked for it; open: to be scheduled"},
				{Name: "asked_by_id", Title: "Asked by", Type: Ref, Ref: "employee", Null: true, Mention: true},
				{Name: "asked", Title: "Asked on", Type: Day, Required: true, Default: "today"},
				{Name: "handouts", Title: "Hand-outs", Type: Lines, Max: 5000, Help: "links, one a line"},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
			fill: fillTopic, check: checkTopic,
		},
		{
			Name: "topic vote", Plural: "topic votes", Title: "Asked for by", Table: "topic_vote", Parent: "topic_id", Label: employeeName, Order: "{t}.topic_id, {t}.date, {t}.id",
			About: "Someone who asks for a topic too.",
			Columns: []Column{
				ofTopic, ofEmployee,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
			},
			check: func(tx *Tx, _ int64, row Row) error { return tx.notAhead(row, "date") },
		},
		{
			Name: "speaker", Plural: "speakers", Title: "Speakers", Table: "speaker", Parent: "topic_id",
			Label: "coalesce(" + employeeName + ", (SELECT n.name FROM team n WHERE n.id = {t}.team_id))", Order: "{t}.topic_id, {t}.id",
			About: "Who could speak on a topic: someone who can teach it, or a team of such people. They are asked first.",
			Columns: []Column{
				ofTopic,
				{Name: "employee_id", Title: "Employee", Type: Ref, Ref: "employee", Null: true, Fixed: true, Personal: true},
				{Name: "team_id", Title: "or team", Type: Ref, Ref: "team", Null: true, Fixed: true, Help: "anyone of it who can teach the skill"},
				{Name: "answer", Title: "Answer", Type: Choice, Choices: []string{"asked", "agreed", "declined"}, Required: true, Default: "asked", Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "note", Title: "Note", Max: 300, Personal: true},
			},
			check: checkSpeaker,
		},
		{
			Name: "topic lock", Plural: "topic locks", Title: "Fixed", Table: "topic_lock", Parent: "topic_id", Label: "'fixed: ' || (SELECT o.name FROM topic o WHERE o.id = {t}.topic_id)", Order: "{t}.topic_id",
			About: "What is fixed of a topic before it is scheduled: the day, the site, the room, the speaker. What is empty is free.",
			Columns: []Column{
				ofTopic,
				{Name: "on_day", Title: "Day", Type: Day, Null: true, Ahead: true},
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true},
				{Name: "room_id", Title: "Room", Type: Ref, Ref: "room", Null: true},
				{Name: "employee_id", Title: "Speaker", Type: Ref, Ref: "employee", Null: true, Personal: true},
				{Name: "date", Title: "Since", Type: Day, Required: true, Default: "today"},
				{Name: "reason", Title: "Reason", Required: true, Max: 300},
			},
			check: checkTopicLock,
		},
		{
			Name: "schedule", Plural: "schedules", Title: "Schedules", Table: "schedule", Parent: "series_id", Label: nameOnly, Order: "{t}.series_id, {t}.at DESC, {t}.id DESC", Made: true,
			About: "A schedule is one run of the engine over the open topics of a series: slots, rooms and speakers, and how good a schedule can be.",
			Columns: []Column{
				ofSeries, name,
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"proved optimal", "bounded", "stopped"}, Required: true, Fixed: true},
				{Name: "value", Title: "Value", Type: Int, Fixed: true, Help: "levels lacking and interest of the people reached"},
				{Name: "bound", Title: "Bound", Type: Int, Null: true, Fixed: true, Help: "no schedule has more"},
				{Name: "events", Title: "Events", Type: Int, Fixed: true},
				{Name: "left_out", Title: "Without a slot", Type: Int, Fixed: true},
				{Name: "reached", Title: "People reached", Type: Int, Fixed: true},
				{Name: "published", Title: "Published", Type: Day, Null: true},
			},
		},
	}
}

// eventKinds are an event and what hangs from it.
func eventKinds() []*Kind {
	return []*Kind{
		{
			Name: "event", Plural: "events", Title: "Events", Table: "event", Label: "{t}.name || ', ' || {t}.date", Order: "{t}.date DESC, {t}.time, {t}.id",
			About: "An event is a Lunch & Learn or a workshop: a topic, speakers, a slot, a room or a link, who is invited and who came.",
			Columns: []Column{
				name,
				{Name: "topic_id", Title: "Topic", Type: Ref, Ref: "topic", Null: true},
				{Name: "series_id", Title: "Series", Type: Ref, Ref: "series", Null: true},
				{Name: "schedule_id", Title: "From", Type: Ref, Ref: "schedule", Null: true, Fixed: true},
				{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Null: true},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Null: true},
				{Name: "level", Title: "Level", Type: Int, Null: true, Min: 1, Max: 4, Help: "that it brings people to"},
				{Name: "date", Title: "Date", Type: Day, Required: true, Ahead: true},
				{Name: "time", Title: "Time", Type: Clock, Required: true, Max: 1439, Default: "12:00"},
				{Name: "minutes", Title: "Minutes", Type: Int, Required: true, Min: 5, Max: 1440, Default: "45"},
				{Name: "zone", Title: "Time zone", Type: Zone, Help: "empty: that of the location"},
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true, Help: "empty: by video"},
				{Name: "room_id", Title: "Room", Type: Ref, Ref: "room", Null: true},
				{Name: "link", Title: "Link", Max: 500},
				{Name: "capacity", Title: "Capacity", Type: Int, Null: true, Min: 1, Max: 100000, Help: "empty: that of the room, or none"},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"planned", "held", "cancelled"}, Required: true, Default: "planned"},
				{Name: "rates", Title: "Gives ratings", Type: Bool, Required: true, Default: "no", Help: "who attends is rated at the event's level"},
				{Name: "cpd", Title: "Counts as CPD", Type: Bool, Required: true, Default: "yes"},
				{Name: "handouts", Title: "Hand-outs", Type: Lines, Max: 5000, Help: "links, one a line"},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
				{Name: "reason", Title: "Why cancelled", Max: 300},
			},
			check: checkEvent, after: afterEvent,
		},
		{
			Name: "event speaker", Plural: "event speakers", Title: "Speakers", Table: "event_speaker", Parent: "event_id", Label: employeeName, Order: "{t}.event_id, {t}.id",
			About:   "Who speaks at an event.",
			Columns: []Column{ofEvent, ofEmployee},
		},
		{
			Name: "invitation", Plural: "invitations", Title: "Invitations", Table: "invitation", Parent: "event_id", Label: employeeName, Order: "{t}.event_id, " + employeeName + " COLLATE people, {t}.id",
			About: "Someone who is invited to an event, what they answered and whether they came.",
			Columns: []Column{
				ofEvent, ofEmployee,
				{Name: "date", Title: "Invited", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "answer", Title: "Answer", Type: Choice, Choices: []string{"none yet", "yes", "maybe", "no", "waiting"}, Required: true, Default: "none yet", Personal: true, Help: "waiting: would come, but it is full"},
				{Name: "answered", Title: "Answered", Type: Day, Null: true, Personal: true},
				{Name: "rank", Title: "Waits as", Type: Int, Null: true, Min: 1, Max: 1_000_000, Personal: true},
				{Name: "attended", Title: "Came", Type: Bool, Null: true, Personal: true, Help: "empty: not taken"},
			},
			check: checkInvitation, after: afterInvitation,
		},
		{
			Name: "event feedback", Plural: "event feedback", Title: "Feedback", Table: "event_feedback", Parent: "event_id",
			Label: "{t}.date || coalesce(' ' || " + employeeName + ", '') || ' ' || {t}.useful || ' ' || {t}.learned || ' ' || {t}.recommend", Order: "{t}.event_id, {t}.date DESC, {t}.id",
			About: "What someone says of an event, to three questions, 1 (not at all) to 5 (very much). Without a name it is anonymous.",
			Columns: []Column{
				ofEvent,
				{Name: "employee_id", Title: "From", Type: Ref, Ref: "employee", Null: true, Fixed: true, Personal: true, Help: "empty: anonymous"},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "useful", Title: "Was it useful", Type: Int, Required: true, Min: 1, Max: 5, Personal: true},
				{Name: "learned", Title: "Did you learn", Type: Int, Required: true, Min: 1, Max: 5, Personal: true},
				{Name: "recommend", Title: "Would you recommend it", Type: Int, Required: true, Min: 1, Max: 5, Personal: true},
				{Name: "comment", Title: "Comment", Type: Lines, Max: 5000, Personal: true},
			},
			check: checkEventFeedback,
		},
		{
			Name: "event action", Plural: "event actions", Title: "Follow-up", Table: "event_action", Parent: "event_id", Label: nameOnly, Order: "{t}.event_id, {t}.state <> 'open', {t}.due IS NULL, {t}.due, {t}.id",
			About: "What is to be done after an event.",
			Columns: []Column{
				ofEvent,
				{Name: "name", Title: "Action", Required: true, Max: 300},
				{Name: "owner_id", Title: "Who", Type: Ref, Ref: "employee", Null: true, Mention: true},
				{Name: "due", Title: "Due", Type: Day, Null: true, Ahead: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"open", "done", "dropped"}, Required: true, Default: "open"},
				{Name: "done", Title: "Done", Type: Day, Null: true},
			},
			check: checkEventAction,
		},
		{
			Name: "cpd entry", Plural: "cpd entries", Title: "CPD", Table: "cpd", Parent: "employee_id", Label: "{t}.date || ' ' || {t}.name", Order: "{t}.employee_id, {t}.date DESC, {t}.id",
			About: "Time of continuing professional development (CPD). Attending an event that counts makes one.",
			Columns: []Column{
				ofEmployee,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "minutes", Title: "Minutes", Type: Int, Required: true, Min: 1, Max: 100000, Personal: true},
				{Name: "name", Title: "What", Required: true, Max: 300, Personal: true},
				{Name: "event_id", Title: "Event", Type: Ref, Ref: "event", Null: true, Fixed: true, Personal: true},
			},
			check: func(tx *Tx, _ int64, row Row) error { return tx.notAhead(row, "date") },
		},
	}
}
