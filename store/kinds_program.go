package store

func programKinds() []*Kind {
	ofProgram := Column{Name: "program_id", Title: "Program", Type: Ref, Ref: "program", Required: true, Fixed: true}
	ofCycle := Column{Name: "cycle_id", Title: "Cycle", Type: Ref, Ref: "cycle", Required: true, Fixed: true}
	place := Column{Name: "place", Title: "Place", Type: Int, Required: true, Min: 1, Max: 1000, Default: "1"}
	enrolmentName := "(SELECT p.name FROM enrolment e JOIN employee p ON p.id = e.employee_id WHERE e.id = {t}.%s)"
	mentee, mentor := sprintf(enrolmentName, "mentee_id"), sprintf(enrolmentName, "mentor_id")
	return []*Kind{
		{
			Name: "program", Plural: "programs", Title: "Programs", Table: "program", Label: nameOnly, Order: byName, Archives: true,
			About: "A program is a way of developing people, such as mentoring, with its rules and criteria.",
			Columns: []Column{
				name,
				{Name: "kind", Title: "Kind", Type: Choice, Choices: []string{"mentoring"}, Required: true, Default: "mentoring", Fixed: true},
				{Name: "objective", Title: "Objective", Type: Choice, Choices: []string{"most participants", "most points"}, Required: true, Default: "most participants"},
				{Name: "floor", Title: "Floor", Type: Points, Null: true, Min: -1000000, Max: 1000000, Help: "no pair under so many points; empty for none"},
				{Name: "step", Title: "Step", Type: Points, Required: true, Default: "0.5", Min: 1, Max: 1000000, Help: "points are rounded to this"},
				{Name: "description", Title: "Description", Type: Lines, Max: 5000},
			},
		},
		{
			Name: "rule", Plural: "rules", Title: "Rules", Table: "rule", Parent: "program_id", Label: "{t}.kind", Order: "{t}.program_id, {t}.place, {t}.id",
			About: "A rule must hold for a pair to be made at all.",
			Columns: []Column{
				ofProgram, place,
				{Name: "kind", Title: "Kind", Required: true, Max: 60, Fixed: true},
				{Name: "name", Title: "Name", Max: 100, Help: "to tell two of one kind apart"},
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
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"draft", "enrolling", "matching", "running", "closing", "closed"}, Required: true, Default: "enrolling"},
			},
			check: func(_ *Tx, _ int64, row Row) error { return inOrder(row, "starts", "ends") },
		},
		{
			Name: "enrolment", Plural: "enrolments", Title: "Enrolments", Table: "enrolment", Parent: "cycle_id",
			Label: "(SELECT p.name FROM employee p WHERE p.id = {t}.employee_id) || ' (' || {t}.side || ')'",
			Order: "{t}.cycle_id, {t}.side, {t}.waiting_since, {t}.id",
			About: "An enrolment says that someone takes part in a cycle, as mentor or as mentee.",
			Columns: []Column{
				ofCycle, ofEmployee,
				{Name: "side", Title: "As", Type: Choice, Choices: []string{"mentee", "mentor"}, Required: true, Default: "mentee", Fixed: true, Personal: true},
				{Name: "places", Title: "Places", Type: Int, Required: true, Default: "1", Min: 0, Max: 99, Personal: true, Help: "how many mentees a mentor takes, or mentors a mentee asks for"},
				{Name: "waiting_since", Title: "Waiting since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"enrolled", "withdrawn"}, Required: true, Default: "enrolled", Personal: true},
			},
			check: checkEnrolment,
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
			Label: mentee + " || ' → ' || " + mentor, Order: "{t}.cycle_id, {t}.id",
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
			Label: "(SELECT r.kind FROM rule r WHERE r.id = {t}.rule_id) || ' for ' || " + sprintf(enrolmentName, "enrolment_id"),
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
				{Name: "places", Title: "Places", Type: Int, Fixed: true},
				{Name: "matched", Title: "Matched", Type: Int, Fixed: true},
				{Name: "points", Title: "Points", Type: Points, Fixed: true},
				{Name: "worst", Title: "Worst pair", Type: Points, Fixed: true},
			},
			clear: clearScenario,
		},
		{
			Name: "pair", Plural: "pairs", Title: "Pairs", Table: "pair", Parent: "cycle_id", Made: true,
			Label: mentee + " || ' → ' || " + mentor, Order: "{t}.cycle_id, {t}.id",
			About: "A pair is a mentor and a mentee who meet. Publishing a scenario makes them.",
			Columns: []Column{
				ofCycle,
				{Name: "mentee_id", Title: "Mentee", Type: Ref, Ref: "enrolment", Required: true, Fixed: true, Personal: true},
				{Name: "mentor_id", Title: "Mentor", Type: Ref, Ref: "enrolment", Required: true, Fixed: true, Personal: true},
				{Name: "points", Title: "Points", Type: Points, Null: true, Fixed: true, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"proposed", "active", "on hold", "completed", "closed early"}, Required: true, Default: "active", Personal: true},
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "ended", Title: "Ended", Type: Day, Null: true, Personal: true},
				{Name: "end_reason", Title: "Reason", Max: 300, Personal: true},
			},
			check: checkPair,
		},
		{
			Name: "session", Plural: "sessions", Title: "Sessions", Table: "session", Parent: "pair_id",
			Label: "{t}.date || ' ' || {t}.state", Order: "{t}.pair_id, {t}.date DESC, {t}.id DESC",
			About: "A session is one meeting of a pair.",
			Columns: []Column{
				{Name: "pair_id", Title: "Pair", Type: Ref, Ref: "pair", Required: true, Fixed: true, Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "time", Title: "Time", Type: Clock, Null: true, Max: 1439, Personal: true},
				{Name: "minutes", Title: "Minutes", Type: Int, Null: true, Min: 0, Max: 1440, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"held", "planned", "missed", "cancelled"}, Required: true, Default: "held", Personal: true},
				{Name: "fit", Title: "Fit check", Type: Choice, Choices: []string{"", "good fit", "still deciding", "not a good fit"}, Personal: true},
				{Name: "notes", Title: "Notes", Type: Lines, Max: 10000, Personal: true},
				{Name: "actions", Title: "Actions", Type: Lines, Max: 5000, Personal: true, Help: "one a line"},
			},
			check: checkSession,
		},
		{
			Name: "goal", Plural: "goals", Title: "Goals", Table: "goal", Parent: "pair_id", Label: nameOnly, Order: "{t}.pair_id, {t}.id",
			About: "A goal is what a pair works toward, with its state before and after.",
			Columns: []Column{
				{Name: "pair_id", Title: "Pair", Type: Ref, Ref: "pair", Required: true, Fixed: true, Personal: true},
				{Name: "name", Title: "Goal", Required: true, Max: 300, Personal: true},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Null: true, Personal: true},
				{Name: "before", Title: "Before", Type: Int, Null: true, Min: 0, Max: 5, Personal: true},
				{Name: "target", Title: "Target", Type: Int, Null: true, Min: 0, Max: 5, Personal: true},
				{Name: "after", Title: "After", Type: Int, Null: true, Min: 0, Max: 5, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"open", "reached", "dropped"}, Required: true, Default: "open", Personal: true},
			},
		},
	}
}
