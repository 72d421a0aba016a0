package exchange

import (
	"slices"
	"strings"

	"understudy/store"
)

// recordKeys are the kinds that are imported through their description alone, and
// the columns by which a row is found again.
func recordKeys() map[string][]string {
	return map[string][]string{
		"team": {"name"}, "location": {"name"}, "market": {"name"}, "family": {"name"}, "role": {"name"}, "skill": {"name"}, "category": {"name"},
		"language": {"name"}, "field": {"name"}, "question": {"name"},
		"role level": {"role_id", "name"}, "cycle": {"program_id", "name"},
		"interest": {"employee_id", "skill_id", "market_id"}, "need": {"employee_id", "side", "skill_id"}, "answer": {"employee_id", "question_id"},
		"position": {"employee_id", "since"}, "consent": {"employee_id", "topic", "since"}, "past assignment": {"employee_id", "market_id", "started"},
	}
}

// makeable are the kinds that a reference may bring in by name alone.
const makeable = "|market|family|category|skill|language|team|role|location|"

func recordTargets() []Target {
	var out []Target
	for _, k := range store.Kinds() {
		if keys, _ := keysOf(k); keys != nil {
			out = append(out, recordTarget(k))
		}
	}
	return out
}

// recordTarget describes a kind's columns to the mapping.
func recordTarget(k *store.Kind) Target {
	_, strict := keysOf(k)
	t := Target{Name: k.Plural, About: "One row for each. " + k.About, kind: k, Order: k.Name == "role level"}
	for _, c := range k.Columns {
		if c.Name == "employee_id" {
			t.Columns = append(employeeColumns(), t.Columns...)
			continue
		}
		if c.Name == "participant_id" {
			t.Columns = append(wishColumns(), t.Columns...)
			continue
		}
		if b, title := beside(k, c); b != "" {
			t.Columns = append(t.Columns, besideColumn(k, c, b, title))
		}
		name, title := fileColumn(k, c)
		col := Column{
			Name: name, Title: title, Help: c.Help, typ: c.Type, choices: c.Choices, column: c, Synonyms: words(strings.ToLower(name) + " name"),
			Required: c.Required && c.Default == "" && !(k.Name == "role level" && name == "rank"),
		}
		if c.Type == store.Text || c.Type == store.Lines {
			col.max = int(c.Max)
		}
		if c.Type == store.Day {
			col.looks = looksDate
		}
		if name == "name" {
			col.Synonyms = append(col.Synonyms, words(k.Name+"|"+k.Name+" name|"+k.Title+"|title")...)
		} else {
			col.Synonyms = append(col.Synonyms, words(k.Name+" "+name)...)
		}
		if strict {
			strictColumn(k, &col)
		}
		t.Columns = append(t.Columns, col)
	}
	if k.Name == "consent" {
		consentColumns(&t)
	}
	return t
}

// besideColumn describes the column that helps to name what another refers to.
func besideColumn(k *store.Kind, c store.Column, name, title string) Column {
	col := Column{Name: name, Title: title, Synonyms: words("role name|job title"), Help: "without it, the role level is written as Role: Level"}
	if _, strict := keysOf(k); strict {
		col.Synonyms = strictWords()[k.Name+"."+name]
	}
	if c.Ref == "kpi" {
		col.Help = "where KPIs of several initiatives have the same name"
	}
	return col
}

// consentColumns makes a file of consents say to what: none may be taken for one to
// mentoring because its column was not understood. An answer of yes or no may stand
// beside it.
func consentColumns(t *Target) {
	for i := range t.Columns {
		if c := &t.Columns[i]; c.Name == "topic" {
			c.Required, c.Title = true, "Topic agreed to"
			c.Synonyms = append(c.Synonyms, words("agreed to|consent to|consents to|purpose|consent topic|consent purpose")...)
			c.Help = "one of " + strings.Join(c.choices, ", ")
		}
	}
	t.Columns = append(t.Columns, Column{
		Name: "answer", Title: "Answer", Synonyms: words("agreed|agrees|consent|consented|consent given|agreement"), looks: looksAnswer,
		Help: "yes, or no for who did not agree and is left out",
	})
}

// answers are the words for yes and no in a file of consents.
var yesWords, noWords = words("yes|y|true|x|1|ja|oui|si|sim|agreed|given"), words("no|n|false|0|nein|non|nao|none|declined|refused|withdrawn|not agreed|not given")

func looksAnswer(s string) bool {
	return slices.Contains(yesWords, headingForm(s)) || slices.Contains(noWords, headingForm(s))
}

// refusesConsent says why a row is no consent: it answers no. An answer that is neither
// yes nor no is a fault.
func (r *recorder) refusesConsent(l *Line) (why string, ok bool) {
	if r.kind.Name != "consent" {
		return "", true
	}
	for _, c := range []string{"answer", "topic"} {
		cell := r.cell(l, c)
		switch form := headingForm(cell); {
		case cell == "" || c == "topic" && !slices.Contains(noWords, form):
		case slices.Contains(noWords, form):
			return "did not agree: “" + cell + "”", true
		case !slices.Contains(yesWords, form):
			r.fault(l, c, "“"+cell+"” is neither yes nor no", "write yes or no")
			return "", false
		}
	}
	return "", true
}

// columnName is the name that a file may use for a kind's column.
func columnName(c string) string {
	return strings.ReplaceAll(strings.TrimSuffix(c, "_id"), "_", " ")
}
