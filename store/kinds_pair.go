package store

const personOf = "(SELECT p.name FROM enrolment e JOIN employee p ON p.id = e.employee_id WHERE e.id = {t}.%s)"

var (
	menteeName = sprintf(personOf, "mentee_id")
	mentorName = sprintf(personOf, "mentor_id")
	ofPair     = Column{Name: "pair_id", Title: "Pair", Type: Ref, Ref: "pair", Required: true, Fixed: true, Personal: true}
)

// pairKinds are a pair and what hangs from it, from the agreement to the closing
// review.
func pairKinds() []*Kind {
	ofCycle := Column{Name: "cycle_id", Title: "Cycle", Type: Ref, Ref: "cycle", Required: true, Fixed: true}
	return []*Kind{
		{
			Name: "pair", Plural: "pairs", Title: "Pairs", Table: "pair", Parent: "cycle_id", Made: true,
			Label: menteeName + " || ' → ' || " + mentorName, Order: "{t}.cycle_id, {t}.id",
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
				{Name: "mentee_agreed", Title: "Mentee agreed", Type: Day, Null: true, Personal: true},
				{Name: "mentor_agreed", Title: "Mentor agreed", Type: Day, Null: true, Personal: true},
			},
			check: checkPair,
			after: afterPair,
		},
		{
			Name: "session", Plural: "sessions", Title: "Sessions", Table: "session", Parent: "pair_id",
			Label: "{t}.date || ' ' || {t}.state", Order: "{t}.pair_id, {t}.date DESC, {t}.id DESC",
			About: "A session is one meeting of a pair, or a check-in of a placement or a stretch assignment.",
			Columns: []Column{
				{Name: "pair_id", Title: "Pair", Type: Ref, Ref: "pair", Null: true, Fixed: true, Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "time", Title: "Time", Type: Clock, Null: true, Max: 1439, Personal: true},
				{Name: "minutes", Title: "Minutes", Type: Int, Null: true, Min: 0, Max: 1440, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"held", "planned", "missed", "cancelled"}, Required: true, Default: "held", Personal: true},
				{Name: "fit", Title: "Fit check", Type: Choice, Choices: []string{"", "good fit", "still deciding", "not a good fit"}, Personal: true},
				{Name: "notes", Title: "Notes", Type: Lines, Max: 10000, Personal: true},
				{Name: "placement_id", Title: "or placement", Type: Ref, Ref: "placement", Null: true, Fixed: true, Personal: true},
				{Name: "application_id", Title: "or stretch assignment", Type: Ref, Ref: "application", Null: true, Fixed: true, Personal: true},
			},
			check: checkSession,
			clear: func(tx *Tx, id int64) error {
				_, err := tx.Exec(`UPDATE action SET session_id = NULL WHERE session_id = ?`, id)
				return err
			},
		},
		{
			Name: "goal", Plural: "goals", Title: "Goals", Table: "goal", Parent: "pair_id", Label: nameOnly, Order: "{t}.pair_id, {t}.id",
			About: "A goal is what a pair works toward, with its state before and after.",
			Columns: []Column{
				ofPair,
				{Name: "name", Title: "Goal", Required: true, Max: 300, Personal: true},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Null: true, Personal: true},
				{Name: "before", Title: "Before", Type: Int, Null: true, Min: 0, Max: 5, Personal: true},
				{Name: "target", Title: "Target", Type: Int, Null: true, Min: 0, Max: 5, Personal: true},
				{Name: "after", Title: "After", Type: Int, Null: true, Min: 0, Max: 5, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"open", "reached", "dropped"}, Required: true, Default: "open", Personal: true},
			},
		},
		{
			Name: "agreement", Plural: "agreements", Title: "Agreement", Table: "agreement", Parent: "pair_id",
			Label: "'every ' || {t}.cadence || ' days for ' || {t}.minutes || ' minutes'", Order: "{t}.pair_id, {t}.id",
			About: "An agreement is how a pair wants to work: how often, how long, about what.",
			Columns: []Column{
				ofPair,
				{Name: "agreed", Title: "Agreed", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "cadence", Title: "Every so many days", Type: Int, Required: true, Default: "14", Min: 1, Max: 366, Personal: true},
				{Name: "minutes", Title: "Minutes", Type: Int, Required: true, Default: "60", Min: 1, Max: 1440, Personal: true},
				{Name: "until", Title: "Until", Type: Day, Ahead: true, Null: true, Personal: true, Help: "empty: until the cycle ends"},
				{Name: "topics", Title: "Topics", Type: Lines, Max: 5000, Personal: true},
				{Name: "confidentiality", Title: "Confidentiality", Type: Lines, Max: 5000, Personal: true},
			},
			check: checkAgreement,
		},
		{
			Name: "action", Plural: "actions", Title: "Actions", Table: "action", Parent: "pair_id", Label: nameOnly,
			Order: "{t}.pair_id, {t}.state <> 'open', {t}.due IS NULL, {t}.due, {t}.id",
			About: "An action is what one of a pair, or both, will do; an open one comes up again at every session.",
			Columns: []Column{
				ofPair,
				{Name: "session_id", Title: "Session", Type: Ref, Ref: "session", Null: true, Fixed: true, Personal: true, Help: "in which it was agreed"},
				{Name: "name", Title: "Action", Required: true, Max: 300, Personal: true},
				{Name: "owner", Title: "Who", Type: Choice, Choices: []string{"mentee", "mentor", "both"}, Required: true, Default: "mentee", Personal: true},
				{Name: "due", Title: "Due", Type: Day, Ahead: true, Null: true, Personal: true},
				{Name: "state", Title: "State", Type: Choice, Choices: []string{"open", "done", "dropped"}, Required: true, Default: "open", Personal: true},
				{Name: "done", Title: "Done", Type: Day, Null: true, Personal: true},
			},
			check: checkAction,
		},
		{
			Name: "milestone", Plural: "milestones", Title: "Milestones", Table: "milestone", Parent: "pair_id", Label: nameOnly,
			Order: "{t}.pair_id, {t}.due IS NULL, {t}.due, {t}.id",
			About: "A milestone is a step that a pair is to reach, by a day. Those of the program come with the pair.",
			Columns: []Column{
				ofPair,
				{Name: "name", Title: "Milestone", Required: true, Max: 200, Personal: true},
				{Name: "due", Title: "Due", Type: Day, Ahead: true, Null: true, Personal: true},
				{Name: "reached", Title: "Reached", Type: Day, Null: true, Personal: true},
			},
			check: func(tx *Tx, _ int64, row Row) error { return tx.notAhead(row, "reached") },
		},
		{
			Name: "pair feedback", Plural: "pair feedback", Title: "Feedback", Table: "pair_feedback", Parent: "pair_id",
			Label: "{t}.date || ' ' || {t}.side || ' ' || {t}.score", Order: "{t}.pair_id, {t}.date DESC, {t}.side, {t}.id",
			About: "Feedback is what a mentee or a mentor says of the pair, from 1 (poor) to 5 (very good).",
			Columns: []Column{
				ofPair,
				{Name: "side", Title: "From", Type: Choice, Choices: []string{"mentee", "mentor"}, Required: true, Default: "mentee", Fixed: true, Personal: true},
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "score", Title: "Score", Type: Int, Required: true, Min: 1, Max: 5, Personal: true, Help: "1 poor to 5 very good"},
				{Name: "comment", Title: "Comment", Type: Lines, Max: 5000, Personal: true},
			},
			check: checkOfPair,
		},
		{
			Name: "closing review", Plural: "closing reviews", Title: "Closing review", Table: "closing_review", Parent: "pair_id", Made: true,
			Label: "{t}.date || ' ' || {t}.outcome", Order: "{t}.pair_id, {t}.id",
			About: "A closing review says what a pair reached, learned and would do otherwise. It completes the pair.",
			Columns: []Column{
				ofPair,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "outcome", Title: "Outcome", Type: Choice, Choices: []string{"reached", "partly reached", "not reached"}, Required: true, Personal: true},
				{Name: "learned", Title: "What was learned", Type: Lines, Max: 5000, Personal: true},
				{Name: "thanks", Title: "Thanks", Type: Lines, Max: 5000, Personal: true},
				{Name: "story", Title: "Success story", Type: Lines, Max: 10000, Personal: true, Consent: "story_consent"},
				{Name: "story_consent", Title: "May be told", Type: Bool, Required: true, Default: "no", Personal: true, Help: "without it the story stays here"},
				{Name: "lessons", Title: "Lessons", Type: Lines, Max: 5000, Personal: true, Help: "what to do otherwise in the next cycle"},
			},
			check: checkOfPair,
			told:  storyTold,
		},
		{
			Name: "pair note", Plural: "pair notes", Title: "Private notes", Table: "pair_note", Parent: "pair_id", Private: true,
			Label: "'of ' || {t}.date", Order: "{t}.pair_id, {t}.date DESC, {t}.id DESC",
			About: "What only the coordinator is to know of a pair. Notes are in no report, and in no export but their own.",
			Columns: []Column{
				ofPair,
				{Name: "date", Title: "Date", Type: Day, Required: true, Default: "today", Personal: true},
				{Name: "body", Title: "Note", Type: Lines, Required: true, Max: 10000, Personal: true},
			},
		},
	}
}
