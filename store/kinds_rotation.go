package store

const participantName = "(SELECT e.name FROM participant p JOIN employee e ON e.id = p.employee_id WHERE p.id = {t}.participant_id)"

// The columns that several kinds of rotation share.
var (
	ofPlan        = Column{Name: "plan_id", Title: "Plan", Type: Ref, Ref: "rotation plan", Required: true, Fixed: true}
	ofParticipant = Column{Name: "participant_id", Title: "Participant", Type: Ref, Ref: "participant", Required: true, Fixed: true, Personal: true}
	anySeat       = Column{Name: "seat_id", Title: "Seat", Type: Ref, Ref: "seat", Null: true, Fixed: true, Personal: true, Help: "empty: any seat"}
	why           = Column{Name: "reason", Title: "Reason", Required: true, Max: 300, Personal: true}
)

const seatName = "(SELECT s.name FROM seat s WHERE s.id = {t}.seat_id)"

// period is a column for the number of a period of a plan, from 1.
func period(name, title string) Column {
	return Column{Name: name, Title: title, Type: Int, Required: true, Min: 1, Max: 104, Personal: true, Help: "the number of the period, from 1"}
}

// periods is a column for a length in periods; empty as the plan says.
func periods(name, title string) Column {
	return Column{Name: name, Title: title, Type: Int, Null: true, Min: 1, Max: 104, Help: "periods; empty as the plan says"}
}

// awayKinds say when people cannot be planned.
func awayKinds() []*Kind {
	return []*Kind{
		{
			Name: "absence", Plural: "absences", Title: "Absences", Table: "absence", Parent: "employee_id",
			Label: "{t}.starts || CASE WHEN {t}.ends > {t}.starts THEN ' to ' || {t}.ends ELSE '' END", Order: "{t}.employee_id, {t}.starts, {t}.id",
			About: "An absence is when someone is away, whatever for: plans and the calendar respect it.",
			Columns: []Column{
				ofEmployee,
				{Name: "starts", Title: "From", Type: Day, Required: true, Default: "today", Ahead: true, Personal: true},
				{Name: "ends", Title: "Until", Type: Day, Required: true, Ahead: true, Personal: true, Help: "the last day away"},
				{Name: "note", Title: "Note", Max: 300, Personal: true, Help: "not why: nobody needs to know"},
				{Name: "uid", Title: "Calendar id", Max: 500, Personal: true, Help: "of the calendar that it came from"},
			},
			fill:  fillEnds,
			check: func(_ *Tx, _ int64, row Row) error { return inOrder(row, "starts", "ends") },
		},
		{
			Name: "holiday", Plural: "holidays", Title: "Public holidays", Table: "holiday",
			Label: "{t}.date || ' ' || {t}.name", Order: "{t}.date, {t}.id",
			About: "A public holiday: nobody at its location is planned on that day.",
			Columns: []Column{
				{Name: "date", Title: "Date", Type: Day, Required: true, Ahead: true},
				name,
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true, Help: "empty: everywhere"},
				{Name: "uid", Title: "Calendar id", Max: 500, Help: "of the calendar that it came from"},
			},
		},
	}
}

// rotationKinds are a rotation plan and what hangs from it.
func rotationKinds() []*Kind {
	return []*Kind{
		{
			Name: "rotation plan", Plural: "rotation plans", Title: "Rotation plans", Table: "rotation_plan", Label: nameOnly, Order: "{t}.starts DESC, {t}.id", Archives: true,
			About: "A rotation plan says who learns which job where and when, while every home team keeps its cover.",
			Columns: []Column{
				name,
				{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Null: true},
				{Name: "template", Title: "Form", Type: Choice, Choices: []string{"full rotation", "chain"}, Required: true, Default: "full rotation", Help: "full rotation: everybody may learn every job; chain: each learns the job of the next"},
				{Name: "starts", Title: "Starts", Type: Day, Required: true, Ahead: true, Help: "the first day of the first period"},
				{Name: "unit", Title: "Period", Type: Choice, Choices: []string{"week", "month"}, Required: true, Default: "month"},
				{Name: "periods", Title: "Periods", Type: Int, Required: true, Min: 1, Max: 104, Default: "6"},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"draft", "published", "closed"}, Required: true, Default: "draft"},
				{Name: "travel", Title: "Travel", Type: Choice, Choices: []string{"anywhere", "same market", "same location"}, Required: true, Default: "same location", Help: "how far a seat may be from where someone works, unless they wish to travel"},
				{Name: "least", Title: "Shortest", Type: Int, Required: true, Min: 1, Max: 104, Default: "1", Help: "periods of a placement"},
				{Name: "most", Title: "Longest", Type: Int, Required: true, Min: 1, Max: 104, Default: "3", Help: "periods of a placement"},
				{Name: "placements", Title: "Placements each", Type: Int, Required: true, Min: 0, Max: 104, Default: "0", Help: "at most; 0 is any number"},
				{Name: "learn_first", Title: "Periods to learn", Type: Int, Required: true, Min: 1, Max: 104, Default: "1", Help: "so long a placement raises its skill by one level"},
				{Name: "learn_second", Title: "for two levels", Type: Int, Null: true, Min: 1, Max: 104, Help: "empty: never"},
				{Name: "learn_third", Title: "for three levels", Type: Int, Null: true, Min: 1, Max: 104, Help: "empty: never"},
				{Name: "stale_after", Title: "Stale after", Type: Int, Required: true, Min: 0, Max: 104, Default: "0", Help: "periods away from home after which an unused skill loses a level; 0 never"},
				{Name: "move_cost", Title: "Cost of a move", Type: Points, Required: true, Min: 0, Max: 1_000_000, Default: "0.1", Help: "a level learned is worth 1"},
				{Name: "unfair_cost", Title: "Cost of no wish granted", Type: Points, Required: true, Min: 0, Max: 1_000_000, Default: "0.5", Help: "for each participant who has wishes and gets none"},
				{Name: "manager_consent", Title: "Manager consents", Type: Bool, Required: true, Default: "yes", Help: "before a placement begins"},
				{Name: "host_consent", Title: "Host consents", Type: Bool, Required: true, Default: "yes", Help: "before a placement begins"},
				days("check_in", "Check-in every", "14", 1, "days"),
				{Name: "handover", Title: "Handover", Type: Lines, Max: 5000, Help: "what every placement's checklist begins with, one a line; “back: …” is handed back at the end"},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
			check: checkRotationPlan,
		},
		{
			Name: "seat", Plural: "seats", Title: "Seats", Table: "seat", Parent: "plan_id", Label: nameOnly, Order: "{t}.plan_id, {t}.name COLLATE people, {t}.id",
			About: "A seat is a job that a team lets others do for a while, to learn its skill.",
			Columns: []Column{
				ofPlan, name,
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Required: true, Help: "the host"},
				{Name: "host_id", Title: "Host", Type: Ref, Ref: "employee", Null: true, Mention: true, Help: "who looks after the guest"},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Required: true},
				{Name: "entry", Title: "Entry level", Type: Int, Required: true, Min: 0, Max: 4, Default: "0", Help: "of the skill, at least, to begin"},
				{Name: "reach", Title: "Reaches", Type: Int, Required: true, Min: 1, Max: 4, Default: "3", Help: "the level that a placement raises to, at most"},
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true, Help: "empty: can be done from anywhere"},
				{Name: "places", Title: "Places", Type: Int, Required: true, Min: 0, Max: 1000, Default: "1", Help: "the greatest number of people at a time"},
				{Name: "fewest", Title: "Fewest", Type: Int, Required: true, Min: 0, Max: 1000, Default: "0", Help: "the least number of people at a time"},
				{Name: "starts", Title: "Offered from", Type: Day, Null: true, Ahead: true, Help: "empty: with the plan"},
				{Name: "ends", Title: "Offered until", Type: Day, Null: true, Ahead: true, Help: "the last day; empty: with the plan"},
				periods("least", "Shortest"), periods("most", "Longest"),
			},
			check: checkSeat,
		},
		{
			Name: "participant", Plural: "participants", Title: "Participants", Table: "participant", Parent: "plan_id",
			Label: "(SELECT e.name FROM employee e WHERE e.id = {t}.employee_id) || ', ' || (SELECT g.name FROM rotation_plan g WHERE g.id = {t}.plan_id)",
			Order: "{t}.plan_id, (SELECT e.name FROM employee e WHERE e.id = {t}.employee_id) COLLATE people, {t}.id",
			About: "A participant may be placed in seats of a rotation plan.",
			Columns: []Column{
				ofPlan, ofEmployee,
				{Name: "starts", Title: "Earliest", Type: Day, Null: true, Ahead: true, Personal: true, Help: "empty: with the plan"},
				{Name: "ends", Title: "Latest", Type: Day, Null: true, Ahead: true, Personal: true, Help: "the last day; empty: with the plan"},
				periods("least", "Shortest"), periods("most", "Longest"),
				{Name: "placements", Title: "Placements", Type: Int, Null: true, Min: 0, Max: 104, Help: "at most; empty as the plan says, 0 any number"},
				{Name: "seat_id", Title: "Own job", Type: Ref, Ref: "seat", Null: true, Personal: true, Help: "the seat that is this person's own job: a chain needs it"},
				{Name: "travels", Title: "Wishes to travel", Type: Bool, Required: true, Default: "no", Personal: true},
				{Name: "withdrawn", Title: "Withdrawn", Type: Day, Null: true, Personal: true},
			},
			check: checkParticipant,
			after: afterParticipant,
		},
		{
			Name: "rotation wish", Plural: "rotation wishes", Title: "Wishes", Table: "rotation_wish", Parent: "participant_id",
			Label: participantName + " || ': ' || " + seatName, Order: "{t}.participant_id, {t}.points DESC, {t}.id",
			About: "A wish to begin a placement in a seat; below 0 points someone would rather not.",
			Columns: []Column{
				ofParticipant,
				{Name: "seat_id", Title: "Seat", Type: Ref, Ref: "seat", Required: true, Fixed: true, Personal: true},
				{Name: "points", Title: "Points", Type: Points, Required: true, Min: -100_000, Max: 100_000, Default: "1", Personal: true, Help: "a level learned is worth 1; below 0: would rather not"},
				{Name: "starts", Title: "From", Type: Day, Null: true, Ahead: true, Personal: true, Help: "to begin on or after"},
				{Name: "ends", Title: "Until", Type: Day, Null: true, Ahead: true, Personal: true, Help: "to begin on or before"},
			},
			check: checkOfOnePlan,
		},
		{
			Name: "rotation consent", Plural: "rotation consents", Title: "Consents", Table: "rotation_consent", Parent: "participant_id",
			Label: "{t}.side || CASE {t}.given WHEN 1 THEN ' agrees to ' ELSE ' refuses ' END || coalesce(" + seatName + ", 'any seat')", Order: "{t}.participant_id, {t}.date, {t}.id",
			About: "A consent that was given or refused, to one seat or to any, by the participant, the manager or the host.",
			Columns: []Column{
				ofParticipant, anySeat,
				{Name: "side", Title: "By", Type: Choice, Choices: []string{"manager", "host", "participant"}, Required: true, Default: "manager", Fixed: true, Personal: true},
				{Name: "given", Title: "Agrees", Type: Bool, Required: true, Default: "yes", Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "reason", Title: "Reason", Max: 300, Personal: true},
			},
			check: checkOfOnePlan,
		},
		{
			Name: "rotation cover", Plural: "rotation covers", Title: "Cover in this plan", Table: "rotation_cover", Parent: "plan_id",
			Label: "(SELECT n.name FROM team n WHERE n.id = {t}.team_id) || ': ' || " + skillName + " || ' ' || {t}.level || ' × ' || {t}.count", Order: "{t}.plan_id, {t}.id",
			About: "In one plan a team's cover asks for another number of people, in some periods or in all, with a reason.",
			Columns: []Column{
				ofPlan,
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Required: true, Fixed: true},
				ofSkill, atLevel,
				{Name: "count", Title: "People", Type: Int, Required: true, Min: 0, Max: 100000, Help: "at this level or above, at home"},
				{Name: "first", Title: "From period", Type: Int, Null: true, Min: 1, Max: 104, Help: "empty: the first"},
				{Name: "last", Title: "To period", Type: Int, Null: true, Min: 1, Max: 104, Help: "empty: the last"},
				{Name: "reason", Title: "Reason", Required: true, Max: 300},
			},
			check: checkRotationCover,
		},
		{
			Name: "rotation waiver", Plural: "rotation waivers", Title: "Waived rules", Table: "rotation_waiver", Parent: "participant_id",
			Label: "{t}.rule || ' of ' || " + participantName, Order: "{t}.participant_id, {t}.id",
			About: "A rule that does not apply to a participant, for one seat or for any, with the reason.",
			Columns: []Column{
				ofParticipant, anySeat,
				{Name: "rule", Title: "Rule", Type: Choice, Choices: waivable(), Required: true, Fixed: true, Personal: true},
				why,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
			},
			check: checkRotationWaiver,
		},
		{
			Name: "rotation lock", Plural: "rotation locks", Title: "Locks", Table: "rotation_lock", Parent: "participant_id",
			Label: participantName + " || ': ' || coalesce(" + seatName + ", 'own job') || ', ' || {t}.first || '–' || {t}.last", Order: "{t}.participant_id, {t}.first",
			About: "A lock: this participant must be in this seat, or at the own job, through these periods.",
			Columns: []Column{
				ofParticipant,
				{Name: "seat_id", Title: "Seat", Type: Ref, Ref: "seat", Null: true, Fixed: true, Personal: true, Help: "empty: at the own job"},
				period("first", "From period"), period("last", "To period"),
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				why,
				{Name: "overrides", Title: "Overrides", Type: Lines, Max: 2000, Personal: true, Help: "the rules that it may break, one a line"},
				{Name: "override_reason", Title: "Why", Max: 300, Personal: true},
			},
			check: checkRotationLock,
		},
		{
			Name: "rotation ban", Plural: "rotation bans", Title: "Bans", Table: "rotation_ban", Parent: "employee_id",
			Label: "coalesce((SELECT n.name FROM team n WHERE n.id = {t}.team_id), " + seatName + ")", Order: "{t}.employee_id, {t}.id",
			About: "A ban: this employee is hosted by this team in no plan, or does not sit in this seat, until it is lifted.",
			Columns: []Column{
				ofEmployee,
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Null: true, Fixed: true, Personal: true},
				{Name: "seat_id", Title: "or seat", Type: Ref, Ref: "seat", Null: true, Fixed: true, Personal: true},
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				why,
				{Name: "lifted", Title: "Lifted", Type: Day, Null: true, Personal: true},
			},
			check: checkRotationBan,
		},
		{
			Name: "rotation scenario", Plural: "rotation scenarios", Title: "Scenarios", Table: "rotation_scenario", Parent: "plan_id", Label: nameOnly, Order: "{t}.plan_id, {t}.at DESC, {t}.id DESC", Made: true,
			About: "A scenario is one run of the engine: who would sit where and when, how good it is and how good a plan can be.",
			Columns: []Column{
				ofPlan, name,
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"proved optimal", "bounded", "stopped"}, Required: true, Fixed: true},
				{Name: "points", Title: "Points", Type: Points, Fixed: true},
				{Name: "bound", Title: "Bound", Type: Points, Null: true, Fixed: true, Help: "no plan has more points"},
				{Name: "moves", Title: "Placements", Type: Int, Fixed: true},
				{Name: "granted", Title: "Wishes granted", Type: Int, Fixed: true},
				{Name: "refused", Title: "Wishes refused", Type: Int, Fixed: true},
				{Name: "repairs_id", Title: "Repairs", Type: Ref, Ref: "rotation scenario", Null: true, Fixed: true},
				{Name: "changed", Title: "Changes", Type: Int, Null: true, Fixed: true},
				{Name: "published", Title: "Published", Type: Day, Null: true},
			},
		},
	}
}

// placementKinds are a placement and what hangs from it.
func placementKinds() []*Kind {
	ofPlacement := Column{Name: "placement_id", Title: "Placement", Type: Ref, Ref: "placement", Required: true, Fixed: true, Personal: true}
	return []*Kind{
		{
			Name: "placement", Plural: "placements", Title: "Placements", Table: "placement", Parent: "participant_id", Made: true,
			Label: participantName + " || ' → ' || " + seatName, Order: "{t}.starts, {t}.id",
			About: "A placement is someone's time in a seat: agreed, handed over, begun, done. Publishing a scenario makes them.",
			Columns: []Column{
				ofParticipant,
				{Name: "seat_id", Title: "Seat", Type: Ref, Ref: "seat", Required: true, Fixed: true, Personal: true},
				{Name: "scenario_id", Title: "From", Type: Ref, Ref: "rotation scenario", Null: true, Fixed: true, Personal: true},
				{Name: "first", Title: "From period", Type: Int, Required: true, Min: 1, Max: 104, Fixed: true, Personal: true},
				{Name: "last", Title: "To period", Type: Int, Required: true, Min: 1, Max: 104, Fixed: true, Personal: true},
				{Name: "starts", Title: "Starts", Type: Day, Required: true, Ahead: true, Personal: true},
				{Name: "ends", Title: "Ends", Type: Day, Required: true, Ahead: true, Personal: true, Help: "the last day"},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"proposed", "approved by manager", "approved by host", "running", "done", "broken off", "cancelled"}, Required: true, Default: "proposed", Personal: true},
				{Name: "host_id", Title: "Host", Type: Ref, Ref: "employee", Null: true, Mention: true},
				{Name: "manager_approved", Title: "Manager approved", Type: Day, Null: true, Personal: true},
				{Name: "host_approved", Title: "Host approved", Type: Day, Null: true, Personal: true},
				{Name: "begun", Title: "Begun", Type: Day, Null: true, Personal: true},
				{Name: "ended", Title: "Ended", Type: Day, Null: true, Personal: true},
				{Name: "end_reason", Title: "Reason", Max: 300, Personal: true},
				{Name: "outcome", Title: "Then", Type: Choice, Choices: []string{"", "returns", "stays"}, Personal: true},
				{Name: "before", Title: "Level before", Type: Int, Null: true, Min: 0, Max: 4, Personal: true},
				{Name: "after", Title: "Level after", Type: Int, Null: true, Min: 0, Max: 4, Personal: true},
				{Name: "learned", Title: "What was learned", Type: Lines, Max: 5000, Personal: true},
				{Name: "forced", Title: "Begun although", Max: 500, Personal: true, Help: "why it began with something not handed over"},
			},
			check: checkPlacement,
			after: afterPlacement,
		},
		{
			Name: "handover", Plural: "handovers", Title: "Handover", Table: "handover", Parent: "placement_id", Label: nameOnly, Order: "{t}.placement_id, {t}.way DESC, {t}.due IS NULL, {t}.due, {t}.id",
			About: "A piece of work that is handed over before a placement, or back after it. It is done when both sides say so.",
			Columns: []Column{
				ofPlacement,
				{Name: "name", Title: "Work", Required: true, Max: 300, Personal: true},
				{Name: "way", Title: "Way", Type: Choice, Choices: []string{"out", "back"}, Required: true, Default: "out", Personal: true, Help: "out before the placement, back after it"},
				{Name: "taker_id", Title: "Taken over by", Type: Ref, Ref: "employee", Null: true, Mention: true},
				{Name: "due", Title: "Due", Type: Day, Null: true, Ahead: true, Personal: true},
				{Name: "given", Title: "Handed over", Type: Day, Null: true, Personal: true},
				{Name: "taken", Title: "Taken over", Type: Day, Null: true, Personal: true},
			},
			check: checkHandover,
		},
		{
			Name: "placement feedback", Plural: "placement feedback", Title: "Feedback", Table: "placement_feedback", Parent: "placement_id",
			Label: "{t}.date || ' ' || {t}.side || ' ' || {t}.score", Order: "{t}.placement_id, {t}.date DESC, {t}.side, {t}.id",
			About: "Feedback is what the host or the rotatee says of a placement, from 1 (poor) to 5 (very good).",
			Columns: []Column{
				ofPlacement,
				{Name: "side", Title: "From", Type: Choice, Choices: []string{"host", "rotatee"}, Required: true, Default: "host", Fixed: true, Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "score", Title: "Score", Type: Int, Required: true, Min: 1, Max: 5, Personal: true, Help: "1 poor to 5 very good"},
				{Name: "comment", Title: "Comment", Type: Lines, Max: 5000, Personal: true},
			},
			check: func(tx *Tx, _ int64, row Row) error { return tx.notAhead(row, "date") },
		},
	}
}

// stretchKinds are projects beyond the day job and who does them.
func stretchKinds() []*Kind {
	ofStretch := Column{Name: "stretch_id", Title: "Stretch assignment", Type: Ref, Ref: "stretch assignment", Required: true, Fixed: true}
	return []*Kind{
		{
			Name: "stretch assignment", Plural: "stretch assignments", Title: "Stretch assignments", Table: "stretch", Label: nameOnly, Order: "{t}.starts DESC, {t}.id", Archives: true,
			About: "A stretch assignment is a project beyond the day job: someone grows by doing it.",
			Columns: []Column{
				name,
				{Name: "kind", Title: "Kind", Type: Choice, Choices: []string{"lead a project", "mentor a junior", "improve a training", "improve a process", "other"}, Required: true, Default: "lead a project"},
				{Name: "sponsor_id", Title: "Sponsor", Type: Ref, Ref: "employee", Null: true, Mention: true},
				{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Null: true},
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Null: true},
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true, Help: "empty: can be done from anywhere"},
				{Name: "places", Title: "Places", Type: Int, Required: true, Min: 1, Max: 1000, Default: "1"},
				{Name: "hours", Title: "Hours a week", Type: Int, Required: true, Min: 1, Max: 60, Default: "4"},
				{Name: "starts", Title: "Starts", Type: Day, Required: true, Ahead: true},
				{Name: "ends", Title: "Ends", Type: Day, Required: true, Ahead: true, Help: "the last day"},
				{Name: "apply_by", Title: "Apply by", Type: Day, Null: true, Ahead: true},
				{Name: "least_grade_id", Title: "From grade", Type: Ref, Ref: "grade", Null: true, Help: "empty: any"},
				{Name: "potential", Title: "Looks for potential", Type: Bool, Required: true, Default: "no", Help: "people judged to have potential come first"},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"draft", "open", "running", "closed", "cancelled"}, Required: true, Default: "open"},
				{Name: "outcome", Title: "Outcome", Type: Lines, Max: 5000},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
			check: checkStretch,
		},
		{
			Name: "stretch skill", Plural: "stretch skills", Title: "Skills", Table: "stretch_skill", Parent: "stretch_id", Label: skillName, Order: "{t}.stretch_id, {t}.id",
			About: "A skill that a stretch assignment needs and teaches.",
			Columns: []Column{
				ofStretch, ofSkill,
				{Name: "entry", Title: "Entry level", Type: Int, Required: true, Min: 0, Max: 4, Default: "0", Help: "at least, to begin"},
				{Name: "reach", Title: "Reaches", Type: Int, Required: true, Min: 1, Max: 4, Default: "3", Help: "the level that it raises to, at most"},
			},
			check: checkStretchSkill,
		},
		{
			Name: "application", Plural: "applications", Title: "Applications", Table: "application", Parent: "stretch_id",
			Label: "(SELECT e.name FROM employee e WHERE e.id = {t}.employee_id) || ', ' || (SELECT s.name FROM stretch s WHERE s.id = {t}.stretch_id)", Order: "{t}.stretch_id, {t}.date, {t}.id",
			About: "An application: someone applied for a stretch assignment, or was proposed for it; accepted, they do it.",
			Columns: []Column{
				ofStretch, ofEmployee,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "origin", Title: "Came by", Type: Choice, Choices: []string{"applied", "proposed"}, Required: true, Default: "applied", Fixed: true, Personal: true},
				{Name: "motivation", Title: "Motivation", Type: Lines, Max: 5000, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"open", "accepted", "running", "done", "declined", "withdrawn", "broken off"}, Required: true, Default: "open", Personal: true},
				{Name: "points", Title: "Points", Type: Points, Null: true, Fixed: true, Personal: true},
				{Name: "parts", Title: "Points from", Max: 10000, Fixed: true, Personal: true},
				{Name: "decided", Title: "Decided", Type: Day, Null: true, Personal: true},
				{Name: "reason", Title: "Reason", Max: 300, Personal: true},
				{Name: "begun", Title: "Begun", Type: Day, Null: true, Personal: true},
				{Name: "ended", Title: "Ended", Type: Day, Null: true, Personal: true},
				{Name: "score", Title: "Sponsor's score", Type: Int, Null: true, Min: 1, Max: 5, Personal: true, Help: "1 poor to 5 very good"},
				{Name: "outcome", Title: "Outcome", Type: Lines, Max: 5000, Personal: true},
			},
			check: checkApplication,
		},
	}
}
