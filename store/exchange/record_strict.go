package exchange

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"understudy/store"
	"understudy/store/text"
)

// strictKeys are the kinds whose rows name only what is there, and the columns by
// which a row is found again: a skill or a team that a slip of the pen brought in
// would be a need that nobody ever meets.
func strictKeys() map[string][]string {
	out := map[string][]string{
		"initiative": {"name"}, "initiative need": {"initiative_id", "skill_id", "level", "team_id", "location_id", "market_id", "due"},
		"kpi": {"initiative_id", "name"}, "measurement": {"kpi_id", "date"},
		"cover": {"team_id", "skill_id", "level"}, "demand": {"market_id", "location_id", "skill_id", "level", "due"},
		"level description": {"skill_id", "level"}, "career step": {"from_id", "to_id"},
		"certificate": {"name"}, "qualification": {"employee_id", "certificate_id", "obtained"},
		"potential criterion": {"name"}, "potential rating": {"employee_id", "criterion_id", "date", "score", "evidence"},
	}
	maps.Copy(out, rotationKeys())
	return out
}

// keysOf are the columns by which a row of a kind is found again; none for a kind
// that is not imported through its description.
func keysOf(k *store.Kind) (keys []string, strict bool) {
	if keys, strict = strictKeys()[k.Name]; strict {
		return keys, true
	}
	return recordKeys()[k.Name], false
}

// fileColumn is the name and the heading that files use for a column of a kind.
func fileColumn(k *store.Kind, c store.Column) (name, title string) {
	if k.Name == "qualification" && c.Name == "number" { // the employee has one too
		return "certificate number", "Certificate number"
	}
	return columnName(c.Name), c.Title
}

// beside is the column that helps to name what a column refers to: the role of a role
// level, the initiative of a KPI.
func beside(k *store.Kind, c store.Column) (name, title string) {
	switch {
	case c.Type != store.Ref:
	case c.Ref == "role level" && k.Name == "career step":
		return columnName(c.Name) + " role", c.Title + " role"
	case c.Ref == "role level":
		return "role", "Role"
	case c.Ref == "kpi":
		return "initiative", "Initiative"
	}
	return "", ""
}

// strictWords are further headings by kind and column, the commonest first.
var strictWords = sync.OnceValue(func() map[string][]string {
	place := map[string][]string{"team": teamWords, "location": locationWords, "market": words("market name|region|sales market|country group")}
	level, people := words("skill level|required level|minimum level|min level|level needed|proficiency|at level"), words("headcount|head count|people needed|number of people|persons|number|needed|required|fte|how many|at least|minimum|employees|staff")
	due := words("due|due date|by date|needed by|deadline|date|until|when|target date")
	skill := words("skill name|competency|competence|capability")
	aim := words("strategic initiative|initiative name|strategy|strategic aim|aim|program goal|objective")
	out := map[string][]string{
		"initiative.name": aim, "initiative.owner": words("responsible|sponsor|lead|accountable|owner name|owned by"),
		"initiative.starts": words("start|start date|from|begins|begin"), "initiative.ends": words("end|end date|ends|horizon|to|finish|due|deadline"),
		"initiative.state": words("status|phase"), "initiative.description": words("about|details|goal|purpose|summary"),
		"kpi.name": words("kpi|kpi name|measure|metric|indicator|key figure|key result"), "kpi.unit": words("uom|unit of measure|measured in"),
		"kpi.direction": words("direction|trend|desired direction|good is"), "kpi.baseline": words("start value|starting value|from|current|as is|initial value"),
		"kpi.since": words("since|baseline date|start|start date|date of baseline"), "kpi.target": words("target value|goal|to|to be|aim"),
		"kpi.due": words("due|due date|target date|by|deadline|until|end|end date"), "kpi.every": words("every|frequency|interval|cadence|measured|days between"),
		"measurement.kpi": words("kpi name|measure|metric|indicator|key figure|name"), "measurement.value": words("actual|measured|measured value|result|amount|figure|reading"),
		"measurement.date": words("measured on|as of|day|measurement date|period end"), "measurement.note": words("comment|remark|notes|reason"),
		"level description.body": words("body|text|meaning|what it means|descriptor|behaviour|behavior|criteria"),
		"career step.from":       words("from level|from role level|current level|current role level|source"), "career step.to": words("to level|to role level|next level|next role level|target level|destination"),
		"career step.from role": words("current role|source role"), "career step.to role": words("next role|target role|destination role"), "career step.note": words("comment|condition|conditions|requirement"),
		"certificate.name": words("certificate|certification|credential|licence|license|qualification"), "certificate.months": words("valid for|validity|valid months|months valid|validity in months|renewal months"),
		"certificate.issuer":        words("issued by|authority|body|provider|issuing body"),
		"qualification.certificate": words("certification|credential|licence|license|qualification|certificate name"), "qualification.obtained": words("obtained on|issued|issued on|issue date|date|valid from|achieved|passed on|since"),
		"qualification.expires": words("expiry|expiry date|expires on|expiration|expiration date|valid until|valid to|until|renew by"), "qualification.certificate number": words("certificate no|certificate id|licence number|license number|credential id|registration number|serial number"),
		"potential criterion.axis": words("axis|of|dimension|type"), "potential criterion.help": words("look for|what to look for|description|guidance|help"),
		"potential rating.criterion": words("potential criterion|criteria|rated by|dimension|factor"), "potential rating.score": words("rating|points|mark|value"),
		"potential rating.date": words("rated on|review date|as of|day"), "potential rating.evidence": words("reason|comment|what was seen|observation|notes|note"),
	}
	for _, k := range []string{"initiative need", "cover", "demand", "level description", "certificate"} {
		out[k+".skill"] = skill
		out[k+".level"] = level
		for p, w := range place {
			out[k+"."+p] = w
		}
		out[k+".count"], out[k+".due"] = people, due
	}
	for _, k := range []string{"initiative need", "kpi", "measurement"} {
		out[k+".initiative"] = aim
	}
	maps.Copy(out, rotationWords())
	return out
})

// strictColumn says what a file of a strict kind must tell, and how else it may be
// headed. A level or a number of people that was only forgotten is not to be the usual.
func strictColumn(k *store.Kind, col *Column) {
	more := strictWords()
	col.Synonyms = slices.Concat(more[k.Name+"."+col.Name], col.Synonyms)
	switch {
	case k.Name == "career step" && col.column.Type == store.Ref:
		col.Required, col.Help = false, "without the role, written as Role: Level; without it, the role's only level"
	case k.Name == "kpi" && col.Name == "direction":
		col.Help = "up or down; without it, what baseline and target say"
	case col.Name == "level" && col.column.Required, col.Name == "count", col.Name == "obtained", col.Name == "axis":
		col.Required = true
	}
	rotationColumn(k, col)
	if col.Name == "level" {
		col.Help = fmt.Sprintf("%d to 4, or %s", col.column.Min, strings.Join(levelWords(col.column.Min), ", "))
	}
}

// levelWords are the words for the levels from the lowest that counts.
func levelWords(lowest int64) (out []string) {
	for n := int(lowest); n <= 4; n++ {
		out = append(out, store.LevelName(n))
	}
	return out
}

// labels finds the records of a kind that rows name and do not bring in.
type labels map[string][]store.Record

func (n labels) add(r store.Record) {
	keys := []string{text.Key(r.Label)}
	if r.Kind.Name == "event" { // its label has the day, which a file of one event leaves out
		keys = append(keys, text.Key(r.Values["name"]))
	}
	for _, k := range keys {
		n[k] = append(n[k], r)
	}
}

// find lists what a name can mean: what is written just so, else what differs in case
// and composition alone.
func (n labels) find(name string) []store.Record {
	all := n[text.Key(name)]
	if i := slices.IndexFunc(all, func(r store.Record) bool { return r.Label == name }); i >= 0 && len(all) > 1 {
		var out []store.Record
		for _, r := range all {
			if r.Label == name {
				out = append(out, r)
			}
		}
		return out
	}
	return all
}

// there finds what a cell names among what is there, with the column beside it.
func (r *recorder) there(l *Line, c Column, cell string) (int64, bool) {
	kind, help := c.column.Ref, ""
	if b, _ := beside(r.kind, c.column); b != "" {
		help = r.cell(l, b)
	}
	found := r.others[kind].find(cell)
	switch {
	case kind == "role level" && help != "":
		found = r.others[kind].find(help + ": " + cell)
	case kind == "kpi":
		found = ofInitiative(found, help)
	case kind == "seat":
		found = ofPlan(found, firstText(r.cell(l, "plan"), r.inPlan))
	}
	switch len(found) {
	case 1:
		if found[0].Archived {
			r.hidden = append(r.hidden, c.Name)
		}
		return found[0].ID, true
	case 0:
		r.fault(l, c.Name, "there is no such "+plainName(kind)+inside(kind, help), firstRemedy(kind, r.strict))
	default:
		by := "initiative"
		if kind == "seat" {
			by = "plan"
		}
		r.fault(l, c.Name, fmt.Sprintf("%d %ss have this name", len(found), plainName(kind)), "say which with a column "+by)
	}
	return 0, false
}

func inside(kind, help string) string {
	switch {
	case help == "":
		return ""
	case kind == "kpi":
		return " of the initiative “" + help + "”"
	}
	return " of the role “" + help + "”"
}

// plainName is a kind's name in a sentence.
func plainName(kind string) string {
	if kind == "kpi" {
		return "KPI"
	}
	return kind
}

// firstRemedy names what has to be there first.
func firstRemedy(kind string, strict bool) string {
	if !strict {
		return "correct it, or add it first"
	}
	return "correct it, or add the " + plainName(kind) + " first"
}

// ofInitiative keeps the KPIs of one initiative; all where none is named.
func ofInitiative(list []store.Record, initiative string) []store.Record {
	if initiative == "" {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(r store.Record) bool { return text.Key(r.Values["initiative_id"]) != text.Key(initiative) })
}

// onlyLevel finds the role level of a career step whose row names but a role: the one
// that it has, or one written as Role: Level.
func (r *recorder) onlyLevel(l *Line, c Column) (int64, bool) {
	b, title := beside(r.kind, c.column)
	role := r.cell(l, b)
	if role == "" {
		r.fault(l, c.Name, "the role level is missing", "fill it in")
		return 0, false
	}
	if found := r.others["role level"].find(role); len(found) == 1 {
		return found[0].ID, true
	}
	var ids []int64
	for _, list := range r.others["role level"] {
		for _, rec := range list {
			if text.Key(rec.Values["role_id"]) == text.Key(role) {
				ids = append(ids, rec.ID)
			}
		}
	}
	switch len(ids) {
	case 1:
		return ids[0], true
	case 0:
		r.fault(l, b, "there is no such role with a level", "correct it, or add the role and its levels first")
	default:
		r.fault(l, b, fmt.Sprintf("the role has %d levels", len(ids)), "say which in a column "+strings.TrimSuffix(strings.ToLower(title), " role"))
	}
	return 0, false
}

// strictValue brings the cell of a strict kind into the form that Save reads; what it
// cannot read is a fault.
func (r *recorder) strictValue(l *Line, c Column, cell string) (string, bool) {
	if to, ok := otherWords[r.kind.Name+" "+c.Name][strings.ToLower(cell)]; ok {
		return to, true
	}
	switch {
	case c.Name == "level", c.Name == "entry", c.Name == "reach":
		n, ok := store.ParseLevel(cell)
		if !ok || int64(n) < c.column.Min {
			r.fault(l, c.Name, "is no level", "write "+c.Help)
		}
		return fmt.Sprint(n), true
	case c.Name == "count" && strings.Trim(cell, "0") == "":
		r.fault(l, c.Name, "nobody is asked for", "leave the row out, and remove by hand what is there")
		return "1", true
	case c.Name == "every":
		if days := thisOften[headingForm(cell)]; days != "" {
			return days, true
		}
	case c.typ == store.Points:
		n, why := decimal(cell)
		if why != "" {
			r.fault(l, c.Name, why, "write it as 1200 or 12.5")
		}
		return n, true
	}
	return "", false
}

// defaultDay is the day of a row that gives none, where it is found again by it.
func (r *recorder) defaultDay(c store.Column, values map[string]string) {
	if r.strict && c.Type == store.Day && c.Default == "today" && slices.Contains(r.key, c.Name) && values[c.Name] == "" {
		values[c.Name] = string(r.today)
	}
}

// refusesHidden reports that a new record would name what is archived; one that is there
// may go on to.
func (r *recorder) refusesHidden(l *Line) bool {
	if !r.strict || len(r.hidden) == 0 {
		return false
	}
	r.fault(l, r.hidden[0], "is archived", "bring it back first")
	return true
}

// labelOf names a row of a kind that has no name of its own, by what finds it again.
func (r *recorder) labelOf(l *Line, refs map[string]int64, values map[string]string) string {
	var parts []string
	for _, c := range r.key {
		v := values[c]
		switch {
		case c == "participant_id":
			v = r.who.d.label[ref(r.whose[refs[c]])]
		case c == "employee_id":
			v = r.who.d.label[ref(refs[c])]
		case strings.HasSuffix(c, "_id"):
			v = r.cell(l, r.target.nameOf(c))
			if col, _ := r.kind.Column(c); col.Ref == "role level" {
				b, _ := beside(r.kind, col)
				v = text.Clean(strings.Trim(r.cell(l, b)+": "+v, ": "))
			}
		case c == "evidence" || c == "score":
			continue
		}
		if v != "" {
			parts = append(parts, v)
		}
	}
	return strings.Join(parts, ", ")
}

// nameOf is the target's name for a column of its kind.
func (t Target) nameOf(column string) string {
	for _, c := range t.Columns {
		if c.column.Name == column {
			return c.Name
		}
	}
	return columnName(column)
}

// noteOwner tells of an owner who has left: it is no mistake in an old initiative.
func (r *recorder) noteOwner(l *Line, id int64) {
	if day, gone := r.people.left[ref(id)]; gone && r.w == nil {
		r.note("line %d: the owner %s is no longer here (%s)", l.Number, r.people.d.label[ref(id)], day)
	}
}
