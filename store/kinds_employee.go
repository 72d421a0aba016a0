package store

var ofEmployee = Column{Name: "employee_id", Title: "Employee", Type: Ref, Ref: "employee", Required: true, Fixed: true, Personal: true}

func employeeKinds() []*Kind {
	return []*Kind{
		{
			Name: "employee", Plural: "employees", Title: "Employees", Table: "employee", Label: nameOnly, Order: byName, Archives: true,
			About: "Employees are the people of the company.",
			Columns: []Column{
				{Name: "name", Title: "Name", Required: true, Max: 200, Personal: true},
				{Name: "number", Title: "Number", Null: true, Max: 60, Personal: true, Help: "the employee number; imports find people by it"},
				{Name: "email", Title: "E-mail", Null: true, Max: 200, Personal: true},
				{Name: "hired", Title: "Hired", Type: Day, Null: true, Personal: true},
				{Name: "left_on", Title: "Left", Type: Day, Null: true, Personal: true},
				{Name: "left_reason", Title: "Reason for leaving", Max: 300, Personal: true},
				{Name: "work_start", Title: "Works from", Type: Clock, Null: true, Max: 1439, Personal: true, Help: "local time, as 09:00"},
				{Name: "work_end", Title: "Works until", Type: Clock, Null: true, Personal: true},
			},
			check:  checkEmployee,
			after:  func(tx *Tx, id int64, _ Row) error { return tx.leave(id) },
			hidden: (*Tx).leave,
		},
		{
			Name: "position", Plural: "positions", Title: "Positions", Table: "position", Parent: "employee_id",
			Label: "{t}.since || coalesce(' ' || (SELECT r.name || ': ' || l.name FROM role_level l JOIN role r ON r.id = l.role_id WHERE l.id = {t}.role_level_id), '')",
			Order: "{t}.employee_id, {t}.since",
			About: "A position is someone's role level, grade, team, location and manager from a day on; the newest is the present one.",
			Columns: []Column{
				ofEmployee,
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "role_level_id", Title: "Role level", Type: Ref, Ref: "role level", Null: true, Personal: true},
				{Name: "grade_id", Title: "Grade", Type: Ref, Ref: "grade", Null: true, Personal: true},
				{Name: "team_id", Title: "Team", Type: Ref, Ref: "team", Null: true, Personal: true},
				{Name: "location_id", Title: "Location", Type: Ref, Ref: "location", Null: true, Personal: true},
				{Name: "manager_id", Title: "Manager", Type: Ref, Ref: "employee", Null: true, Personal: true},
			},
			check: checkPosition,
			after: func(tx *Tx, _ int64, row Row) error { return tx.checkLine(row.Int("employee_id")) },
		},
		{
			Name: "employee field", Plural: "employee fields", Title: "Fields", Table: "employee_field", Parent: "employee_id",
			Label: "(SELECT f.name FROM field f WHERE f.id = {t}.field_id) || ': ' || {t}.value",
			Order: "{t}.employee_id, {t}.field_id", About: "Values of the further columns of the import.",
			Columns: []Column{
				ofEmployee,
				{Name: "field_id", Title: "Field", Type: Ref, Ref: "field", Required: true, Fixed: true, Personal: true},
				{Name: "value", Title: "Value", Required: true, Max: 1000, Personal: true},
			},
		},
		{
			Name: "employee language", Plural: "employee languages", Title: "Languages", Table: "employee_language", Parent: "employee_id",
			Label: "(SELECT l.name FROM language l WHERE l.id = {t}.language_id)",
			Order: "{t}.employee_id, {t}.language_id", About: "Languages that someone speaks.",
			Columns: []Column{
				ofEmployee,
				{Name: "language_id", Title: "Language", Type: Ref, Ref: "language", Required: true, Fixed: true, Personal: true},
			},
		},
		{
			Name: "rating", Plural: "ratings", Title: "Ratings", Table: "rating", Parent: "employee_id", AddOnly: true,
			Label: "(SELECT s.name FROM skill s WHERE s.id = {t}.skill_id) || ' ' || {t}.level || ' (' || {t}.source || ', ' || {t}.date || ')'",
			Order: "{t}.employee_id, {t}.date DESC, {t}.id DESC",
			About: "A rating says which level of a skill someone has. Ratings are only ever added.",
			Columns: []Column{
				ofEmployee,
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Required: true, Fixed: true, Personal: true},
				{Name: "level", Title: "Level", Type: Int, Required: true, Min: 0, Max: 4, Personal: true, Help: "0 none, 1 awareness, 2 working, 3 practitioner, 4 expert"},
				{Name: "source", Title: "Source", Type: Choice, Choices: []string{"self", "manager", "assessment", "training", "import"}, Required: true, Default: "manager", Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "evidence", Title: "Evidence", Type: Lines, Max: 5000, Personal: true},
			},
			check: checkRating,
			after: func(tx *Tx, _ int64, row Row) error {
				return tx.setCurrentLevel(row.Int("employee_id"), row.Int("skill_id"))
			},
		},
		{
			Name: "interest", Plural: "interests", Title: "Interests", Table: "interest", Parent: "employee_id",
			Label: "coalesce((SELECT s.name FROM skill s WHERE s.id = {t}.skill_id), (SELECT m.name FROM market m WHERE m.id = {t}.market_id)) || ' ' || {t}.degree",
			Order: "{t}.employee_id, {t}.degree DESC, {t}.id",
			About: "How much someone wants to learn a skill or to work in a market, 0 to 3.",
			Columns: []Column{
				ofEmployee,
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Null: true, Fixed: true, Personal: true},
				{Name: "market_id", Title: "or market", Type: Ref, Ref: "market", Null: true, Fixed: true, Personal: true},
				{Name: "degree", Title: "Interest", Type: Int, Required: true, Min: 0, Max: 3, Personal: true, Help: "0 none to 3 very much"},
			},
			check: func(_ *Tx, _ int64, row Row) error {
				if (row["skill_id"] == nil) == (row["market_id"] == nil) {
					return &FieldError{"skill_id", "name either a skill or a market"}
				}
				return nil
			},
		},
		{
			Name: "need", Plural: "needs", Title: "Needs and offers", Table: "need", Parent: "employee_id",
			Label: "{t}.side || ': ' || (SELECT s.name FROM skill s WHERE s.id = {t}.skill_id) || ' ' || {t}.level",
			Order: "{t}.employee_id, {t}.side, {t}.id",
			About: "What someone wants to learn and what they offer to teach, with the level.",
			Columns: []Column{
				ofEmployee,
				{Name: "side", Title: "Need or offer", Type: Choice, Choices: []string{"need", "offer"}, Required: true, Default: "need", Fixed: true, Personal: true},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Required: true, Fixed: true, Personal: true},
				{Name: "level", Title: "Level", Type: Int, Required: true, Min: 1, Max: 4, Personal: true, Help: "the level to reach, or to teach up to"},
			},
		},
		{
			Name: "answer", Plural: "answers", Title: "Goals and working style", Table: "answer", Parent: "employee_id",
			Label: "(SELECT q.name FROM question q WHERE q.id = {t}.question_id) || ': ' || {t}.value",
			Order: "{t}.employee_id, {t}.question_id", About: "Answers to the questions about goals and working style.",
			Columns: []Column{
				ofEmployee,
				{Name: "question_id", Title: "Question", Type: Ref, Ref: "question", Required: true, Fixed: true, Personal: true},
				{Name: "value", Title: "Answer", Required: true, Max: 300, Personal: true},
			},
			check: checkAnswer,
		},
		{
			Name: "consent", Plural: "consents", Title: "Consent", Table: "consent", Parent: "employee_id",
			Label: "{t}.topic || ' since ' || {t}.since || coalesce(' until ' || {t}.until, '')",
			Order: "{t}.employee_id, {t}.topic, {t}.since", About: "What someone agreed to take part in, and since when.",
			Columns: []Column{
				ofEmployee,
				{Name: "topic", Title: "Agreed to", Type: Choice, Choices: ConsentTopics(), Required: true, Default: "mentoring", Fixed: true, Personal: true},
				{Name: "since", Title: "Since", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "until", Title: "Withdrawn", Type: Day, Null: true, Personal: true},
			},
			check: func(_ *Tx, _ int64, row Row) error { return inOrder(row, "since", "until") },
		},
		{
			Name: "past assignment", Plural: "past assignments", Title: "Assignments abroad", Table: "past_assignment", Parent: "employee_id",
			Label: "(SELECT m.name FROM market m WHERE m.id = {t}.market_id) || ' ' || {t}.started || coalesce(' to ' || {t}.ended, '')",
			Order: "{t}.employee_id, {t}.started DESC, {t}.id", About: "International assignments that someone has done; they count for matching.",
			Columns: []Column{
				ofEmployee,
				{Name: "market_id", Title: "Market", Type: Ref, Ref: "market", Required: true, Personal: true},
				{Name: "started", Title: "From", Type: Day, Required: true, Personal: true},
				{Name: "ended", Title: "To", Type: Day, Null: true, Personal: true},
				{Name: "outcome", Title: "Outcome", Type: Choice, Choices: []string{"", "completed", "extended", "ended early", "failed"}, Personal: true},
			},
			check: func(_ *Tx, _ int64, row Row) error { return inOrder(row, "started", "ended") },
		},
		{
			Name: "note", Plural: "notes", Title: "Notes", Table: "note", Parent: "employee_id", Private: true,
			Label: "'of ' || {t}.date", Order: "{t}.employee_id, {t}.date DESC, {t}.id DESC",
			About: "The coordinator's notes about someone.",
			Columns: []Column{
				ofEmployee,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "body", Title: "Note", Type: Lines, Required: true, Max: 10000, Personal: true},
			},
		},
	}
}

// ConsentTopics are what an employee can agree to take part in.
func ConsentTopics() []string {
	return []string{"mentoring", "rotation", "events", "international", "success stories", StretchAgreed}
}

// inOrder refuses a to before its from.
func inOrder(row Row, from, to string) error {
	if a, b := row.Text(from), row.Text(to); a != "" && b != "" && b < a {
		return &FieldError{to, "is before " + a}
	}
	return nil
}
