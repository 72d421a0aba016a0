package store

import (
	"fmt"
	"slices"
)

var (
	name     = Column{Name: "name", Title: "Name", Required: true, Max: 200}
	byName   = "{t}.name COLLATE people, {t}.id"
	nameOnly = "{t}.name"
)

// kinds is the one list of entities. It is never changed after init, which fills it
// because what follows a save of one kind may save another.
var kinds []*Kind

func init() {
	kinds = slices.Concat(companyKinds(), employeeKinds(), strategyKinds(), talentKinds(), awayKinds(), programKinds(), pairKinds(), rotationKinds(), placementKinds(), stretchKinds(),
		seriesKinds(), eventKinds())
}

func companyKinds() []*Kind {
	return []*Kind{
		{
			Name: "team", Plural: "teams", Title: "Teams", Table: "team", Label: nameOnly, Order: byName, Archives: true,
			About: "Teams are where people work together; a team may lie within another.",
			Columns: []Column{
				name,
				{Name: "parent_id", Title: "Within", Type: Ref, Ref: "team", Null: true, Help: "the team that this one is part of"},
			},
			check: func(tx *Tx, id int64, row Row) error {
				return tx.refuseCircle(id, row.Int("parent_id"), "parent_id", `SELECT parent_id FROM team WHERE id = ?`)
			},
		},
		{
			Name: "location", Plural: "locations", Title: "Locations", Table: "location", Label: nameOnly, Order: byName, Archives: true,
			About: "A location is where people work: its country, its market and its time zone.",
			Columns: []Column{
				name,
				{Name: "country", Title: "Country", Max: 100},
				{Name: "market_id", Title: "Market", Type: Ref, Ref: "market", Null: true},
				{Name: "time_zone", Title: "Time zone", Type: Zone, Default: "UTC", Required: true, Help: "as in Europe/Lisbon"},
				{Name: "lunch_start", Title: "Lunch from", Type: Clock, Required: true, Max: 1439, Default: "12:00", Help: "local time"},
				{Name: "lunch_end", Title: "Lunch until", Type: Clock, Required: true, Default: "13:00"},
			},
			check: func(_ *Tx, _ int64, row Row) error {
				if row.Int("lunch_end") <= row.Int("lunch_start") {
					return &FieldError{"lunch_end", "is not after the beginning of lunch"}
				}
				return nil
			},
		},
		plain("market", "markets", "Markets", "A market is a part of the world where the company does business; people may wish to work in one."),
		{
			Name: "grade", Plural: "grades", Title: "Grades", Table: "grade", Label: nameOnly, Order: "{t}.rank, {t}.id", Archives: true,
			About: "Grades are the company's seniority steps, from low to high. Rules such as “one or two grades above” need their order.",
			Columns: []Column{
				name,
				{Name: "rank", Title: "Rank", Type: Int, Required: true, Min: 1, Max: 10000, Help: "1 is the lowest"},
			},
		},
		plain("family", "families", "Role families", "A role family groups kindred jobs, such as all engineering roles."),
		{
			Name: "role", Plural: "roles", Title: "Roles", Table: "role", Label: nameOnly, Order: byName, Archives: true,
			About: "A role is a job, such as data engineer; its levels are the ordered steps within it.",
			Columns: []Column{
				name,
				{Name: "family_id", Title: "Family", Type: Ref, Ref: "family", Null: true},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
		},
		{
			Name: "role level", Plural: "role levels", Title: "Role levels", Table: "role_level", Parent: "role_id", Archives: true,
			Label: "(SELECT r.name FROM role r WHERE r.id = {t}.role_id) || ': ' || {t}.name",
			Order: "(SELECT r.name FROM role r WHERE r.id = {t}.role_id) COLLATE people, {t}.rank, {t}.id",
			About: "A role level is one step of a role, such as senior data engineer. Their order is set here, never guessed.",
			Columns: []Column{
				{Name: "role_id", Title: "Role", Type: Ref, Ref: "role", Required: true, Fixed: true},
				name,
				{Name: "rank", Title: "Rank", Type: Int, Required: true, Min: 1, Max: 10000, Help: "1 is the lowest step of the role"},
			},
		},
		{
			Name: "requirement", Plural: "requirements", Title: "Requirements", Table: "requirement", Parent: "role_level_id",
			Label: "(SELECT r.name || ': ' || l.name FROM role_level l JOIN role r ON r.id = l.role_id WHERE l.id = {t}.role_level_id) || ', ' || (SELECT s.name FROM skill s WHERE s.id = {t}.skill_id)",
			Order: "{t}.role_level_id, {t}.skill_id",
			About: "A requirement says which level of a skill a role level needs.",
			Columns: []Column{
				{Name: "role_level_id", Title: "Role level", Type: Ref, Ref: "role level", Required: true, Fixed: true},
				{Name: "skill_id", Title: "Skill", Type: Ref, Ref: "skill", Required: true, Fixed: true},
				{Name: "level", Title: "Level", Type: Int, Required: true, Min: 1, Max: 4, Help: "1 awareness, 2 working, 3 practitioner, 4 expert"},
			},
		},
		{
			Name: "skill", Plural: "skills", Title: "Skills", Table: "skill", Label: nameOnly, Order: byName, Archives: true,
			About: "Skills are what people can learn and teach; levels run from 0 none to 4 expert.",
			Columns: []Column{
				name,
				{Name: "category_id", Title: "Category", Type: Ref, Ref: "category", Null: true},
				{Name: "description", Title: "Description", Type: Lines, Max: 10000},
			},
		},
		plain("category", "categories", "Skill categories", "A category groups skills, so that long lists can be read."),
		plain("language", "languages", "Languages", "Languages that people speak; a rule can ask for one in common."),
		{
			Name: "field", Plural: "fields", Title: "Fields", Table: "field", Label: nameOnly, Order: byName, Archives: true,
			About: "Fields are further columns of an import, such as organisation. Rules may use them unless they are barred.",
			Columns: []Column{
				name,
				{Name: "barred", Title: "Barred from rules", Type: Bool, Default: "no", Help: "yes for identity characteristics, which no rule may use"},
			},
		},
		{
			Name: "question", Plural: "questions", Title: "Questions", Table: "question", Label: nameOnly, Order: "{t}.topic, {t}.id", Archives: true,
			About: "Questions about goals and working style, whose answers make a pair fit.",
			Columns: []Column{
				{Name: "topic", Title: "About", Type: Choice, Choices: []string{"goals", "style"}, Required: true, Default: "goals"},
				{Name: "name", Title: "Question", Required: true, Max: 200},
				{Name: "choices", Title: "Answers", Type: Lines, Max: 2000, Help: "one answer a line; empty for a free answer"},
			},
		},
	}
}

// plain is a kind that has a name and nothing else.
func plain(singular, plural, title, about string) *Kind {
	return &Kind{
		Name: singular, Plural: plural, Title: title, About: about, Table: singular,
		Label: nameOnly, Order: byName, Archives: true, Columns: []Column{name},
	}
}

// refuseCircle follows parents upward from parent and fails if it meets id.
func (tx *Tx) refuseCircle(id, parent int64, field, up string) error {
	for at, steps := parent, 0; at != 0; steps++ {
		if at == id {
			return &FieldError{field, "that would make a circle: it leads back to itself"}
		}
		if steps > 1000 {
			return &FieldError{field, fmt.Sprintf("the chain above is longer than %d", steps)}
		}
		var next *int64
		if err := tx.Row(up, []any{at}, &next); err != nil {
			return err
		}
		if next == nil {
			return nil
		}
		at = *next
	}
	return nil
}
