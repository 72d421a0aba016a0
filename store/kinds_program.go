package store

func programKinds() []*Kind {
	ofProgram := Column{Name: "program_id", Title: "Program", Type: Ref, Ref: "program", Required: true, Fixed: true}
	ofCycle := Column{Name: "cycle_id", Title: "Cycle", Type: Ref, Ref: "cycle", Required: true, Fixed: true}
	ofSlot := Column{Name: "slot", Title: "Slot", Max: 60, Help: "it holds for pairs of this slot; empty for all"}
	place := Column{Name: "place", Title: "Place", Type: Int, Required: true, Min: 1, Max: 1000, Default: "1"}
	return []*Kind{
		{
			Name: "program", Plural: "programs", Title: "Programs", Table: "program", Label: nameOnly, Order: byName, Archives: true,
			About: "A program is a way of developing people, such as mentoring, with its rules and criteria.",
			Columns: []Column{
				name,
				{Name: "kind", Title: "Kind", Type: Choice, Choices: []string{"mentoring"}, Required: true, Default: "mentoring", Fixed: true},
				{Name: "objective", Title: "Objective", Type: Choice, Choices: []string{"most participants", "most points"}, Required: true, Default: "most participants"},
				{Name: "fairness", Title: "Fairness", Type: Choice, Choices: []string{"", "raise the lowest", "leximin", "stable"}, Help: "what counts before points; empty for none"},
				{Name: "floor", Title: "Floor", Type: Points, Null: true, Min: -1000000, Max: 1000000, Help: "no pair under so many points; empty for none"},
				{Name: "step", Title: "Step", Type: Points, Required: true, Default: "0.5", Min: 1, Max: 1000000, Help: "points are rounded to this"},
				{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Null: true, Help: "the aim that it serves"},
				{Name: "description", Title: "Description", Type: Lines, Max: 5000},
				{Name: "slots", Title: "Slots", Type: Lines, Max: 1000, Help: "what a mentee can ask a mentor for, one a line, such as home and host; empty for just a mentor"},
				{Name: "rolling", Title: "Rolling", Type: Bool, Required: true, Default: "no", Help: "people join at any time, also while pairs run"},
				days("cadence", "Session every", "14", 1, "days, unless the pair agrees on others"),
				{Name: "minutes", Title: "Session minutes", Type: Int, Required: true, Default: "60", Min: 1, Max: 1440},
				days("too_early", "Too early until", "14", 0, "days from the start in which a pair without a session is well"),
				{Name: "fit_after", Title: "Fit check after", Type: Int, Required: true, Default: "1", Min: 1, Max: 99, Help: "held sessions"},
				days("feedback_first", "Feedback after", "30", 1, "days from the start until both sides are asked"),
				days("feedback_every", "Feedback every", "60", 1, "days from one feedback to the next"),
				days("stalled_after", "Stalled after", "21", 1, "days past a planned session that was not held"),
				days("silent_after", "Silent after", "28", 1, "days without a session, and none planned"),
			},
			check:  checkProgram,
			hidden: keepRunning("g.id"),
		},
		{
			Name: "program milestone", Plural: "program milestones", Title: "Milestones", Table: "program_milestone", Parent: "program_id",
			Label: nameOnly, Order: "{t}.program_id, {t}.after, {t}.id",
			About: "What every pair of the program is to pass through, so many days after its start.",
			Columns: []Column{
				ofProgram,
				{Name: "name", Title: "Milestone", Required: true, Max: 200},
				{Name: "after", Title: "Days after the start", Type: Int, Required: true, Default: "30", Min: 0, Max: 3660},
			},
		},
		{
			Name: "rule", Plural: "rules", Title: "Rules", Table: "rule", Parent: "program_id", Label: "{t}.kind", Order: "{t}.program_id, {t}.place, {t}.id",
			About: "A rule must hold for a pair to be made at all.",
			Columns: []Column{
				ofProgram, place,
				{Name: "kind", Title: "Kind", Required: true, Max: 60, Fixed: true},
				{Name: "name", Title: "Name", Max: 100, Help: "to tell two of one kind apart"},
				ofSlot,
				{Name: "params", Title: "Parameters", Type: JSON, Default: "{}"},
			},
			check: checkRule,
		},
		{
			Name: "criterion", Plural: "criteria", Title: "Criteria", Table: "criterion", Parent: "program_id", Label: "{t}.kind", Order: "{t}.program_id, {t}.place, {t}.id",
			About: "A criterion gives a pair points; it never beats a rule.",
			Columns: []Column{
				ofProgram, place,
				{Name: "kind", Title: "Kind", Required: true, Max: 60, Fixed: true},
				{Name: "name", Title: "Name", Max: 100, Help: "to tell two of one kind apart"},
				{Name: "points", Title: "Points", Type: Points, Required: true, Min: -1000000, Max: 1000000},
				ofSlot,
				{Name: "params", Title: "Parameters", Type: JSON, Default: "{}"},
			},
			check: checkCriterion,
		},
		{
			Name: "cycle", Plural: "cycles", Title: "Cycles", Table: "cycle", Parent: "program_id", Archives: true,
			Label: "(SELECT p.name FROM program p WHERE p.id = {t}.program_id) || ', ' || {t}.name",
			Order: "(SELECT p.name FROM program p WHERE p.id = {t}.program_id) COLLATE people, {t}.starts DESC, {t}.id",
			About: "A cycle is one run of a program, with a start and an end.",
			Columns: []Column{
				ofProgram, name,
				{Name: "starts", Title: "Starts", Type: Day, Required: true, Default: "today"},
				{Name: "ends", Title: "Ends", Type: Day, Null: true},
				{Name: "state", Title: "State", Type: Choice, Choices: CycleStates(), Required: true, Default: "enrolling"},
				{Name: "lessons", Title: "Lessons", Type: Lines, Max: maxLessons, Help: "what to do otherwise next time; shown in the copies of the cycle"},
				{Name: "copied_from", Title: "Copy of", Type: Ref, Ref: "cycle", Null: true, Fixed: true},
			},
			check:  checkCycle,
			hidden: keepRunning("c.id"),
		},
		{
			Name: "enrolment", Plural: "enrolments", Title: "Enrolments", Table: "enrolment", Parent: "cycle_id",
			Label: "(SELECT p.name FROM employee p WHERE p.id = {t}.employee_id) || ' (' || {t}.side || CASE {t}.slot WHEN '' THEN '' ELSE ', ' || {t}.slot END || ')'",
			Order: "{t}.cycle_id, {t}.side, {t}.waiting_since, {t}.id",
			About: "An enrolment says that someone takes part in a cycle, as mentor or as mentee.",
			Columns: []Column{
				ofCycle, ofEmployee,
				{Name: "side", Title: "As", Type: Choice, Choices: []string{"mentee", "mentor"}, Required: true, Default: "mentee", Fixed: true, Personal: true},
				{Name: "slot", Title: "Slot", Max: 60, Fixed: true, Personal: true, Help: "of a program that has slots, such as home or host"},
				{Name: "places", Title: "Places", Type: Int, Required: true, Default: "1", Min: 0, Max: 99, Personal: true, Help: "how many mentees a mentor takes, or mentors a mentee asks for"},
				{Name: "waiting_since", Title: "Waiting since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"enrolled", "withdrawn"}, Required: true, Default: "enrolled", Personal: true},
				{Name: "withdrawn", Title: "Withdrawn", Type: Day, Null: true, Personal: true},
				{Name: "withdraw_reason", Title: "Why withdrawn", Max: 300, Personal: true},
				{Name: "returned", Title: "Waits again since", Type: Day, Null: true, Personal: true, Help: "the day on which a pair of theirs ended early"},
				{Name: "return_reason", Title: "Why again", Max: 300, Personal: true},
			},
			check: checkEnrolment,
			after: afterEnrolment,
		},
		{
			Name: "preference", Plural: "preferences", Title: "Preferences", Table: "preference", Parent: "enrolment_id",
			Label: "{t}.rank || '. ' || (SELECT p.name FROM employee p WHERE p.id = {t}.employee_id)", Order: "{t}.enrolment_id, {t}.rank",
			About: "Whom someone would like to be paired with, in order.",
			Columns: []Column{
				{Name: "enrolment_id", Title: "Enrolment", Type: Ref, Ref: "enrolment", Required: true, Fixed: true, Personal: true},
				{Name: "rank", Title: "Rank", Type: Int, Required: true, Min: 1, Max: 99, Default: "1", Personal: true},
				{Name: "employee_id", Title: "Partner", Type: Ref, Ref: "employee", Required: true, Personal: true},
			},
			check: checkPreference,
		},
		{
			Name: "lock", Plural: "locks", Title: "Locks", Table: "pair_lock", Parent: "cycle_id",
			Label: menteeName + " || ' → ' || " + mentorName, Order: "{t}.cycle_id, {t}.id",
			About: "A lock says that this pair must be, in this cycle.",
			Columns: []Column{
				ofCycle,
				{Name: "mentee_id", Title: "Mentee", Type: Ref, Ref: "enrolment", Required: true, Fixed: true, Personal: true},
				{Name: "mentor_id", Title: "Mentor", Type: Ref, Ref: "enrolment", Required: true, Fixed: true, Personal: true},
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "reason", Title: "Reason", Required: true, Max: 300, Personal: true},
				{Name: "overrides", Title: "Overrides", Type: Lines, Max: 2000, Personal: true, Help: "what it may break, one a line: a rule's name, ban, floor, capacity"},
				{Name: "override_reason", Title: "and why", Max: 300, Personal: true, Help: "required when it overrides something"},
			},
			check: checkLock,
		},
		{
			Name: "ban", Plural: "bans", Title: "Bans", Table: "ban",
			Label: "(SELECT p.name FROM employee p WHERE p.id = {t}.mentee_id) || ' ✗ ' || (SELECT p.name FROM employee p WHERE p.id = {t}.mentor_id)",
			Order: "{t}.since DESC, {t}.id DESC", About: "A ban keeps two people from being paired, in every cycle, until it is lifted.",
			Columns: []Column{
				{Name: "mentee_id", Title: "Mentee", Type: Ref, Ref: "employee", Required: true, Fixed: true, Personal: true},
				{Name: "mentor_id", Title: "Mentor", Type: Ref, Ref: "employee", Required: true, Fixed: true, Personal: true},
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "reason", Title: "Reason", Required: true, Max: 300, Personal: true},
				{Name: "lifted", Title: "Lifted", Type: Day, Null: true, Personal: true},
			},
			check: checkBan,
		},
		{
			Name: "exception", Plural: "exceptions", Title: "Exceptions", Table: "rule_exception", Parent: "rule_id",
			Label: "(SELECT r.kind FROM rule r WHERE r.id = {t}.rule_id) || ' for ' || " + sprintf(personOf, "enrolment_id"),
			Order: "{t}.rule_id, {t}.id", About: "An exception widens one numeric rule by some steps for one person.",
			Columns: []Column{
				{Name: "rule_id", Title: "Rule", Type: Ref, Ref: "rule", Required: true, Fixed: true},
				{Name: "enrolment_id", Title: "Mentee", Type: Ref, Ref: "enrolment", Required: true, Fixed: true, Personal: true},
				{Name: "param", Title: "Parameter", Required: true, Max: 60, Personal: true, Help: "the number of the rule that is widened"},
				{Name: "steps", Title: "Steps", Type: Int, Required: true, Min: 1, Max: 100, Default: "1", Personal: true},
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "reason", Title: "Reason", Required: true, Max: 300, Personal: true},
			},
			check: checkException,
		},
		{
			Name: "scenario", Plural: "scenarios", Title: "Scenarios", Table: "scenario", Parent: "cycle_id", Made: true,
			Label: nameOnly, Order: "{t}.cycle_id, {t}.id DESC", About: "A scenario is one run of the engine with its settings, result and proof.",
			Columns: []Column{
				ofCycle, name,
				{Name: "state", Title: "State", Fixed: true},
				{Name: "objective", Title: "Objective", Fixed: true},
				{Name: "fairness", Title: "Fairness", Fixed: true},
				{Name: "places", Title: "Places", Type: Int, Fixed: true},
				{Name: "matched", Title: "Matched", Type: Int, Fixed: true},
				{Name: "points", Title: "Points", Type: Points, Fixed: true},
				{Name: "worst", Title: "Worst pair", Type: Points, Fixed: true},
			},
			clear: clearScenario,
		},
	}
}

// days is a setting of a program that counts days.
func days(name, title, standard string, least int64, help string) Column {
	return Column{Name: name, Title: title, Type: Int, Required: true, Default: standard, Min: least, Max: 366, Help: help}
}
