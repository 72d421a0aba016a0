package exchange

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store"
)

// Target is what a file can be imported as.
type Target struct {
	Name    string // as `understudy import` spells it
	About   string // what a row of the file says
	Columns []Column
	Fields  bool // unknown columns become fields of employees
	Order   bool // the order of the rows means something

	kind *store.Kind // of targets made of a kind
}

// Column is one property that a column of the file can be mapped to.
type Column struct {
	Name     string // in mappings: --map "Heading=name"
	Title    string
	Required bool
	Synonyms []string // other headings that mean it, the commonest first
	Weak     []string // headings that mean it only if the cells look like it
	Help     string

	typ     store.Type
	choices []string
	max     int
	looks   func(string) bool // how its cells look; nil: like anything
	column  store.Column      // of the kind, for targets made of a kind
	bare    []string          // words that may stand around a synonym
}

// Column finds a column of the target by its name.
func (t Target) Column(name string) (Column, bool) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

// Targets lists what can be imported, the usual ones first.
func Targets() []Target {
	out := []Target{employeesTarget(), ratingsTarget(), requirementsTarget(), gradesTarget(), enrolmentsTarget()}
	return append(out, recordTargets()...)
}

// TargetOf finds a target by its name, singular or plural.
func TargetOf(name string) (Target, error) {
	want, all := strings.ToLower(strings.NewReplacer("-", " ", "_", " ").Replace(strings.TrimSpace(name))), Targets()
	if k, err := store.KindOf(want); err == nil {
		want = k.Plural
	}
	var names []string
	for _, t := range all {
		if t.Name == want {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return Target{}, fmt.Errorf("%w: nothing called “%s” can be imported; there are %s", store.ErrNotFound, name, strings.Join(names, ", "))
}

func employeesTarget() Target {
	return Target{
		Name: "employees", Fields: true,
		About: "One row for each employee; found again by number, else e-mail. Columns that are not known become fields.",
		Columns: []Column{
			{Name: "number", Title: "Number", max: 60, Synonyms: numberWords, Help: "the employee number; people are found again by it"},
			{Name: "name", Title: "Name", max: 200, Synonyms: nameWords, Help: "or first name and last name"},
			{Name: "first name", Title: "First name", max: 200, Synonyms: firstNameWords},
			{Name: "last name", Title: "Last name", max: 200, Synonyms: lastNameWords},
			{Name: "email", Title: "E-mail", max: 200, looks: looksEmail, Synonyms: emailWords},
			{Name: "hired", Title: "Hired", typ: store.Day, looks: looksDate, Synonyms: hiredWords, Weak: hiredWeak},
			{Name: "left_on", Title: "Left", typ: store.Day, looks: looksDate, Synonyms: leftWords, Weak: leftWeak},
			{Name: "left_reason", Title: "Reason for leaving", max: 300, Synonyms: leftReasonWords},
			{Name: "work_start", Title: "Works from", typ: store.Clock, looks: looksClock, Synonyms: words("work start|works from|working from|working hours start")},
			{Name: "work_end", Title: "Works until", typ: store.Clock, looks: looksClock, Synonyms: words("work end|works until|working until|working hours end")},
			{Name: "since", Title: "Since", typ: store.Day, looks: looksDate, Synonyms: sinceWords, Weak: sinceWeak, Help: "from when the position holds; without it, the day of hiring or today"},
			{Name: "role", Title: "Role", max: 200, Synonyms: roleWords},
			{Name: "family", Title: "Role family", max: 200, Synonyms: familyWords, Help: "of roles that the file brings in"},
			{Name: "role level", Title: "Role level", max: 200, Synonyms: words("job level|rolelevel|level of role|role step")},
			{Name: "grade", Title: "Grade", max: 200, Synonyms: gradeWords},
			{Name: "team", Title: "Team", max: 200, Synonyms: teamWords},
			{Name: "location", Title: "Location", max: 200, Synonyms: locationWords},
			{Name: "country", Title: "Country", max: 100, Synonyms: countryWords, Help: "of locations that the file brings in"},
			{Name: "market", Title: "Market", max: 200, Synonyms: words("location market|market name"), Help: "of locations that the file brings in"},
			{Name: "time zone", Title: "Time zone", typ: store.Zone, max: 60, Synonyms: zoneWords, Help: "of locations that the file brings in, as Europe/Lisbon"},
			{Name: "manager", Title: "Manager", max: 200, looks: looksPerson, Synonyms: managerWords, Weak: managerWeak, bare: bareWords, Help: "by number, e-mail or unique name; may be in the same file"},
			{Name: "languages", Title: "Languages", Synonyms: languageWords, Help: "separated by ; or ,"},
		},
	}
}

// words are headings apart by |, in the form by which they are compared.
func words(s string) []string {
	out := strings.Split(s, "|")
	for i, w := range out {
		out[i] = headingForm(w)
	}
	return out
}

func ratingsTarget() Target {
	return Target{
		Name: "ratings", About: "One row for each rating of an employee's skill.",
		Columns: append(employeeColumns(),
			Column{Name: "skill", Title: "Skill", Required: true, max: 200, Synonyms: words("skill name|competency|competence|capability|ability|" + skillWords)},
			Column{Name: "level", Title: "Level", Required: true, Synonyms: words("skill level|rating|score|proficiency|proficiency level|current level|" + levelHeads), Help: "0 to 4, or none, awareness, working, practitioner, expert"},
			Column{Name: "source", Title: "Source", Synonyms: words("rated by|rating source|type|Quelle|bewertet von|origine|fuente|fonte"), choices: []string{"self", "manager", "assessment", "training", "import"}, Help: "who says so; import without it"},
			Column{Name: "date", Title: "Date", typ: store.Day, looks: looksDate, Synonyms: words("rating date|rated on|assessed on|as of|assessment date|Datum|Bewertungsdatum|bewertet am|Stand|fecha|data"), Help: "today without it"},
			Column{Name: "evidence", Title: "Evidence", typ: store.Lines, max: 5000, Synonyms: words("comment|comments|note|notes|reason|remark|remarks|Nachweis|Beleg|Bemerkung|Kommentar|commentaire|comentario|comentário")},
		),
	}
}

// employeeColumns name one employee in a row about something else.
func employeeColumns() []Column {
	return []Column{
		{Name: "number", Title: "Number", Synonyms: numberWords},
		{Name: "email", Title: "E-mail", looks: looksEmail, Synonyms: emailWords},
		{Name: "name", Title: "Name", Synonyms: slices.Concat(nameWords, words("mentor|mentee")), Help: "the employee's name, number or e-mail"},
		{Name: "first name", Title: "First name", Synonyms: firstNameWords},
		{Name: "last name", Title: "Last name", Synonyms: lastNameWords},
	}
}

func requirementsTarget() Target {
	return Target{
		Name: "requirements", Order: true,
		About: "One row for each skill that a role level needs. The order of a role's new levels comes from the column rank, or is asked for.",
		Columns: []Column{
			{Name: "role", Title: "Role", Required: true, max: 200, Synonyms: words("role name|job|job title|job role|Rolle|Stelle|Funktion|rôle|poste|puesto|cargo|função")},
			{Name: "role level", Title: "Role level", max: 200, Synonyms: words("job level|rolelevel|grade of role"), Help: "without it, the role's only level"},
			{Name: "rank", Title: "Rank", typ: store.Int, Synonyms: words("role level rank|level rank|level order|role level order"), Help: "the step of the role level within its role, 1 the lowest"},
			{Name: "skill", Title: "Skill", Required: true, max: 200, Synonyms: words("skill name|competency|competence|capability|" + skillWords)},
			{Name: "level", Title: "Level", Required: true, Synonyms: words("skill level|required level|level required|proficiency|required proficiency|Soll|Sollstufe|Soll-Stufe|" + levelHeads), Help: "1 to 4, or awareness, working, practitioner, expert"},
			{Name: "family", Title: "Role family", max: 200, Synonyms: words("role family|job family")},
			{Name: "role description", Title: "Role description", typ: store.Lines, max: 10000, Synonyms: words("description of role|job description"), Help: "of roles that the file brings in"},
			{Name: "skill description", Title: "Skill description", typ: store.Lines, max: 10000, Synonyms: words("description of skill"), Help: "of skills that the file brings in"},
			{Name: "category", Title: "Skill category", max: 200, Synonyms: words("skill category|skill group")},
		},
	}
}

func gradesTarget() Target {
	return Target{
		Name: "grades", Order: true,
		About: "One row for each grade. They rank by the column rank, else by the order of the rows: the first row is the lowest grade.",
		Columns: []Column{
			{Name: "name", Title: "Name", Required: true, max: 200, Synonyms: words("grade|grade name|title|band|level|Entgeltgruppe|Gehaltsstufe|Bezeichnung|Stufe|échelon|niveau|grado|nivel|nível|grau")},
			{Name: "rank", Title: "Rank", typ: store.Int, Synonyms: words("order|number|no|position|step|seniority|Rang|Rangfolge|Reihenfolge|rang|ordre|rango|orden|ordem"), Help: "1 is the lowest"},
		},
	}
}

func enrolmentsTarget() Target {
	ranked := make([]Column, preferenceColumns)
	for i, nth := range []string{"first", "second", "third", "fourth", "fifth"} {
		ranked[i] = Column{
			Name: fmt.Sprintf("preference %d", i+1), Title: fmt.Sprintf("Preference %d", i+1),
			Synonyms: words(fmt.Sprintf("choice %d|wish %d|%s choice|%s preference|%s wish", i+1, i+1, nth, nth, nth)),
		}
	}
	t := Target{
		Name: "enrolments", About: "One row for each employee who takes part in a cycle, as mentor or as mentee.",
		Columns: append(employeeColumns(),
			Column{Name: "side", Title: "As", choices: []string{"mentor", "mentee"}, Synonyms: words("as|mentor or mentee|participates as|takes part as"), Help: "mentor or mentee; without it, what the import was told"},
			Column{Name: "slot", Title: "Slot", Synonyms: words("mentor for|slot of the program"), Help: "of a program that has slots, such as home or host; a mentee without one asks for each"},
			Column{Name: "places", Title: "Places", typ: store.Int, Synonyms: words("capacity|number of mentees|mentees|max mentees|how many"), Help: "without it, what the import was told, or 1"},
			Column{Name: "waiting since", Title: "Waiting since", typ: store.Day, looks: looksDate, Synonyms: words("waiting|signed up|sign up date|registered|registered on|applied|applied on|enrolled|enrolled on"), Help: "today without it"},
			Column{Name: "preferences", Title: "Preferences", Synonyms: words("preferred|preferred mentors|preferred mentees|preferred partners|wishes"), Help: "numbers, e-mails or names, the dearest first, separated by ;"},
			Column{Name: "needs", Title: "Needs", Synonyms: words("wants to learn|learning goals|skills needed|skills wanted|needs help with"), Help: "skills separated by ;, each may have a level: Go 3"},
			Column{Name: "offers", Title: "Offers", Synonyms: words("can teach|skills offered|expertise|offers help with"), Help: "skills separated by ;, each may have a level: Go 4"},
		),
	}
	t.Columns = append(t.Columns, ranked...)
	return t
}
