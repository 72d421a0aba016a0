package store

// The columns that several kinds of strategy share.
var (
	ofInitiative = Column{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Required: true, Fixed: true}
	ofSkill      = Column{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Required: true, Fixed: true}
	atLevel      = Column{Name: "level", Title: "Level", Type: Int, Required: true, Min: 1, Max: 4, Default: "3", Help: "1 awareness, 2 working, 3 practitioner (can do it alone), 4 expert (can teach it)"}
	headcount    = Column{Name: "count", Title: "People", Type: Int, Required: true, Min: 1, Max: 100000, Default: "1", Help: "at this level or above"}
)

const skillName = "(SELECT s.name FROM skill s WHERE s.id = {t}.skill_id)"

// strategyKinds are what the company aims at and what it needs for it.
func strategyKinds() []*Kind {
	return []*Kind{
		{
			Name: "initiative", Plural: "initiatives", Title: "Initiatives", Table: "initiative", Label: nameOnly, Order: "{t}.starts, {t}.id", Archives: true,
			About: "An initiative is a strategic aim of the company: its measures, the people whom it needs, and what is done for it.",
			Columns: []Column{
				name,
				{Name: "owner_id", Title: "Owner", Type: Ref, Ref: "employee", Null: true, Mention: true},
				{Name: "starts", Title: "Starts", Type: Day, Required: true, Default: "today"},
				{Name: "ends", Title: "Until", Type: Day, Null: true, Help: "its horizon"},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"planned", "active", "on hold", "achieved", "dropped"}, Required: true, Default: "active"},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
			check: func(_ *Tx, _ int64, row Row) error { return inOrder(row, "starts", "ends") },
		},
		{
			Name: "initiative need", Plural: "initiative needs", Title: "People needed", Table: "initiative_need", Parent: "initiative_id",
			Label: skillName + " || ' ' || {t}.level || ' × ' || {t}.count || coalesce(' in ' || coalesce((SELECT n.name FROM team n WHERE n.id = {t}.team_id), " +
				"(SELECT n.name FROM location n WHERE n.id = {t}.location_id), (SELECT n.name FROM market n WHERE n.id = {t}.market_id)), '') || coalesce(' by ' || {t}.due, '')",
			Order: "{t}.initiative_id, {t}.due, {t}.id",
			About: "How many people an initiative needs at a level of a skill: in a team, a location or a market, or anywhere, by a day.",
			Columns: []Column{
				ofInitiative, ofSkill, atLevel, headcount,
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Null: true, Help: "or a location, or a market; none of them means anywhere"},
				{Name: "location_id", Title: "or location", Type: Ref, Ref: "location", Null: true},
				{Name: "market_id", Title: "or market", Type: Ref, Ref: "market", Null: true},
				{Name: "due", Title: "By", Type: Day, Null: true, Ahead: true},
			},
			check: checkInitiativeNeed,
		},
		{
			Name: "kpi", Plural: "kpis", Title: "KPIs", Table: "kpi", Parent: "initiative_id", Label: nameOnly, Order: "{t}.initiative_id, {t}.id", Archives: true,
			About: "A KPI measures an initiative: its unit, where it began, where it should be and by when.",
			Columns: []Column{
				ofInitiative, name,
				{Name: "unit", Title: "Unit", Max: 40, Help: "such as %, people, days"},
				{Name: "direction", Title: "Better is", Type: Choice, Choices: []string{"up", "down"}, Required: true, Default: "up"},
				{Name: "baseline", Title: "Baseline", Type: Points, Required: true, Min: -maxMeasure, Max: maxMeasure},
				{Name: "since", Title: "Baseline of", Type: Day, Required: true, Default: "today"},
				{Name: "target", Title: "Target", Type: Points, Required: true, Min: -maxMeasure, Max: maxMeasure},
				{Name: "due", Title: "Target by", Type: Day, Required: true, Ahead: true},
				days("every", "Measured every", "30", 1, "days"),
			},
			fill: fillKPI, check: checkKPI,
		},
		{
			Name: "measurement", Plural: "measurements", Title: "Measurements", Table: "measurement", Parent: "kpi_id",
			Label: "(SELECT k.name FROM kpi k WHERE k.id = {t}.kpi_id) || ', ' || {t}.date", Order: "{t}.kpi_id, {t}.date DESC",
			About: "What a KPI was on a day.",
			Columns: []Column{
				{Name: "kpi_id", Title: "KPI", Type: Ref, Ref: "kpi", Required: true, Fixed: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today"},
				{Name: "value", Title: "Value", Type: Points, Required: true, Min: -maxMeasure, Max: maxMeasure},
				{Name: "note", Title: "Note", Max: 500},
			},
			check: checkMeasurement,
		},
		{
			Name: "cover", Plural: "covers", Title: "Cover", Table: "cover", Parent: "team_id",
			Label: "(SELECT n.name FROM team n WHERE n.id = {t}.team_id) || ': ' || " + skillName + " || ' ' || {t}.level || ' × ' || {t}.count",
			Order: "(SELECT n.name FROM team n WHERE n.id = {t}.team_id) COLLATE people, {t}.team_id, {t}.skill_id, {t}.level",
			About: "A cover says how many people of a team, with the teams within it, must be at a level of a skill, so that the work goes on.",
			Columns: []Column{
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Required: true, Fixed: true},
				ofSkill, atLevel, headcount,
			},
		},
		{
			Name: "demand", Plural: "demands", Title: "Demand", Table: "demand",
			Label: "coalesce((SELECT n.name FROM market n WHERE n.id = {t}.market_id), (SELECT n.name FROM location n WHERE n.id = {t}.location_id)) || ': ' || " +
				skillName + " || ' ' || {t}.level || ' × ' || {t}.count || ' by ' || {t}.due",
			Order: "{t}.due, {t}.id",
			About: "A demand says how many people a market or a location needs at a level of a skill, and by when.",
			Columns: []Column{
				{Name: "market_id", Title: "Market", Type: Ref, Ref: "market", Null: true},
				{Name: "location_id", Title: "or location", Type: Ref, Ref: "location", Null: true},
				ofSkill, atLevel, headcount,
				{Name: "due", Title: "By", Type: Day, Required: true, Ahead: true},
			},
			check: checkDemand,
		},
	}
}

// talentKinds are what says more of skills, roles and people than levels do.
func talentKinds() []*Kind {
	return []*Kind{
		{
			Name: "level description", Plural: "level descriptions", Title: "Level descriptions", Table: "level_description", Parent: "skill_id",
			Label: skillName + " || ' ' || {t}.level", Order: "{t}.skill_id, {t}.level",
			About: "What someone at a level of a skill can do, in words, so that two people rate alike.",
			Columns: []Column{
				ofSkill,
				{Name: "level", Title: "Level", Type: Int, Required: true, Min: 0, Max: 4, Fixed: true},
				{Name: "body", Title: "Description", Type: Lines, Required: true, Max: 10000},
			},
		},
		{
			Name: "career step", Plural: "career steps", Title: "Career steps", Table: "career_step", Parent: "from_id",
			Label: "(SELECT r.name || ': ' || l.name FROM role_level l JOIN role r ON r.id = l.role_id WHERE l.id = {t}.from_id) || ' → ' || " +
				"(SELECT r.name || ': ' || l.name FROM role_level l JOIN role r ON r.id = l.role_id WHERE l.id = {t}.to_id)",
			Order: "{t}.from_id, {t}.to_id",
			About: "A usual step from one role level to one of another role. Steps within a role are the order of its levels.",
			Columns: []Column{
				{Name: "from_id", Title: "From", Type: Ref, Ref: "role level", Required: true, Fixed: true},
				{Name: "to_id", Title: "To", Type: Ref, Ref: "role level", Required: true, Fixed: true},
				{Name: "note", Title: "Note", Max: 500},
			},
			check: checkCareerStep,
		},
		{
			Name: "certificate", Plural: "certificates", Title: "Certificates", Table: "certificate", Label: nameOnly, Order: byName, Archives: true,
			About: "A certificate can be held by employees; it may show a level of a skill, and may expire.",
			Columns: []Column{
				name,
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Null: true},
				{Name: "level", Title: "Level", Type: Int, Null: true, Min: 1, Max: 4, Help: "that it shows"},
				{Name: "months", Title: "Months", Type: Int, Null: true, Min: 1, Max: 600, Help: "it is valid for; empty for ever"},
				{Name: "issuer", Title: "Issuer", Max: 200},
			},
		},
		{
			Name: "qualification", Plural: "qualifications", Title: "Qualifications", Table: "qualification", Parent: "employee_id",
			Label: "(SELECT c.name FROM certificate c WHERE c.id = {t}.certificate_id) || ', ' || {t}.obtained || coalesce(' to ' || {t}.expires, '')",
			Order: "{t}.employee_id, {t}.obtained DESC, {t}.id",
			About: "A certificate that someone holds, with its expiry.",
			Columns: []Column{
				ofEmployee,
				{Name: "certificate_id", Title: "Certificate", Type: Ref, Ref: "certificate", Required: true, Fixed: true, Personal: true},
				{Name: "obtained", Title: "Obtained", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "expires", Title: "Expires", Type: Day, Null: true, Ahead: true, Personal: true, Help: "empty: after the months of the certificate"},
				{Name: "number", Title: "Number", Max: 100, Personal: true},
			},
			check: checkQualification,
		},
		{
			Name: "potential criterion", Plural: "potential criteria", Title: "Performance and potential", Table: "potential_criterion", Label: nameOnly, Order: "{t}.axis, {t}.id", Archives: true,
			About: "What performance and potential are judged by, so that each rating has its reason.",
			Columns: []Column{
				{Name: "axis", Title: "Of", Type: Choice, Choices: []string{"performance", "potential"}, Required: true, Default: "potential", Fixed: true},
				name,
				{Name: "help", Title: "Look for", Type: Lines, Max: 2000, Help: "what to look for, in words"},
			},
		},
		{
			Name: "potential rating", Plural: "potential ratings", Title: "Performance and potential", Table: "potential_rating", Parent: "employee_id", AddOnly: true, Private: true,
			Label: "(SELECT c.name FROM potential_criterion c WHERE c.id = {t}.criterion_id) || ', ' || {t}.date", // without the score, for history lists it
			Order: "{t}.employee_id, {t}.date DESC, {t}.id DESC",
			About: "One dated judgement of someone by one criterion, with its evidence: a prompt for action, for the coordinator alone.",
			Columns: []Column{
				ofEmployee,
				{Name: "criterion_id", Title: "Criterion", Type: Ref, Ref: "potential criterion", Required: true, Personal: true},
				{Name: "score", Title: "Score", Type: Int, Required: true, Min: 1, Max: 3, Personal: true, Help: "1 low, 2 medium, 3 high"},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "evidence", Title: "Evidence", Type: Lines, Required: true, Max: 5000, Personal: true, Help: "what was seen"},
			},
			check: func(tx *Tx, _ int64, row Row) error { return tx.notAhead(row, "date") },
		},
		{
			Name: "gap action", Plural: "gap actions", Title: "Gap actions", Table: "gap_action", Order: "{t}.date DESC, {t}.id DESC", Made: true,
			Label: skillName + " || ' ' || {t}.level || coalesce(', ' || (SELECT e.name FROM employee e WHERE e.id = {t}.employee_id), '')",
			About: "What was begun to close a gap, such as a mentor pair. It is made where the gap is shown.",
			Columns: []Column{
				{Name: "date", Title: "Begun", Type: Day, Required: true, Default: "today"},
				ofSkill, atLevel,
				{Name: "employee_id", Title: "Employee", Type: Ref, Ref: "employee", Null: true, Fixed: true, Personal: true, Help: "who is to reach the level"},
				{Name: "initiative_id", Title: "Initiative", Type: Ref, Ref: "initiative", Null: true},
				{Name: "pair_id", Title: "Pair", Type: Ref, Ref: "pair", Null: true, Fixed: true, Personal: true},
				{Name: "placement_id", Title: "Placement", Type: Ref, Ref: "placement", Null: true, Fixed: true, Personal: true},
				{Name: "application_id", Title: "Stretch assignment", Type: Ref, Ref: "application", Null: true, Fixed: true, Personal: true},
				{Name: "event_id", Title: "Event", Type: Ref, Ref: "event", Null: true, Personal: true},
				{Name: "topic_id", Title: "Topic", Type: Ref, Ref: "topic", Null: true, Fixed: true, Personal: true},
				{Name: "note", Title: "Note", Max: 500},
			},
			check: func(tx *Tx, _ int64, row Row) error { return tx.notAhead(row, "date") },
		},
	}
}
