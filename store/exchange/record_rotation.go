package exchange

import (
	"fmt"
	"slices"

	"understudy/store"
	"understudy/store/text"
)

// rotationKeys are the kinds of rotations, calendars and stretch assignments that files
// bring in, with the columns by which a row is found again.
func rotationKeys() map[string][]string {
	return map[string][]string{
		"absence": {"employee_id", "starts"}, "holiday": {"date", "name", "location_id"},
		"rotation plan": {"name"}, "seat": {"plan_id", "name"}, "participant": {"plan_id", "employee_id"}, "rotation wish": {"participant_id", "seat_id"},
		"stretch assignment": {"name"}, "stretch skill": {"stretch_id", "skill_id"}, "application": {"stretch_id", "employee_id"},
		"room": {"location_id", "name"}, "topic": {"name"}, "invitation": {"event_id", "employee_id"},
	}
}

// rotationWords are further headings of these kinds, as strictWords are of others.
func rotationWords() map[string][]string {
	from, until := words("start|start date|first day|begin|begins|from date|leave from|valid from"), words("end|end date|last day|to|until|end of leave|to date|leave to")
	skill, assignment := words("skill name|competency|competence|capability"), words("stretch assignment|assignment|project|assignment name|project name|opportunity")
	plan := words("rotation plan|plan name|rotation")
	return map[string][]string{
		"absence.starts": from, "absence.ends": until, "absence.note": words("comment|remark|remarks"), "absence.uid": words("uid|event id"),
		"holiday.date": words("day|on"), "holiday.name": words("holiday|public holiday|occasion|summary"), "holiday.location": locationWords, "holiday.uid": words("uid|event id"),
		"rotation plan.name": words("rotation plan|plan|rotation"), "rotation plan.starts": from, "rotation plan.unit": words("period|unit|period length"),
		"rotation plan.periods": words("number of periods|length"), "rotation plan.learn first": words("periods to learn|learn"),
		"seat.plan": plan, "seat.name": words("seat|seat name|job|place"), "seat.team": slices.Concat(words("host team|hosting team"), teamWords), "seat.host": words("host|looked after by|contact|buddy"),
		"seat.skill": skill, "seat.entry": words("entry level|required level|prerequisite"), "seat.reach": words("reaches|target level|up to level"), "seat.location": locationWords,
		"seat.places": words("capacity|number of places|people"), "seat.starts": from, "seat.ends": until,
		"participant.plan": plan, "participant.starts": words("earliest|available from|from"), "participant.ends": words("latest|available until|until"),
		"participant.seat": words("own job|own seat"), "participant.travels": words("wishes to travel|travel|mobile"),
		"rotation wish.plan": plan, "rotation wish.seat": words("wish|wished seat|wishes for|seat name|job"), "rotation wish.points": words("weight|strength|value"),
		"rotation wish.starts": words("from|begin from|earliest"), "rotation wish.ends": words("until|begin until|latest"),
		"stretch assignment.name": assignment, "stretch assignment.sponsor": words("sponsor|owner|responsible"), "stretch assignment.starts": from, "stretch assignment.ends": until,
		"stretch assignment.apply by": words("deadline|application deadline|apply until"), "stretch assignment.hours": words("hours a week|hours per week|weekly hours"),
		"stretch assignment.least grade": words("from grade|minimum grade|grade"), "stretch assignment.places": words("capacity|number of places|people"),
		"stretch skill.stretch": assignment, "stretch skill.skill": skill, "stretch skill.entry": words("entry level|required level|prerequisite"), "stretch skill.reach": words("reaches|target level|up to level"),
		"application.stretch": assignment, "application.date": words("applied on|application date|received"), "application.motivation": words("why|reason to apply|letter|motivation letter"),
		"invitation.event": words("event name|session|talk"), "invitation.attended": words("came|attended|attendance|present|was there|showed up"),
		"room.name": words("room|room name|meeting room"), "room.location": locationWords, "room.capacity": words("seats|places|people|persons|size"),
		"topic.name": words("topic|talk|talk title|subject"), "topic.skill": skill, "topic.asked by": words("requested by|suggested by|proposed by"), "topic.asked": words("asked on|requested on|suggested on"),
	}
}

// rotationColumn says what a file of these kinds must tell: the first day of an absence is
// not to be today because a cell was empty, and a single day needs no last one.
func rotationColumn(k *store.Kind, col *Column) {
	switch k.Name + "." + col.Name {
	case "absence.starts":
		col.Required = true
	case "absence.ends":
		col.Required, col.Help = false, "the last day away; empty for a single day"
	case "seat.entry", "seat.reach", "stretch skill.entry", "stretch skill.reach":
		col.Help = "0 to 4, or none, awareness, working, practitioner, expert"
	}
}

// isWish says whether a kind's rows are about a participant of a plan, whom files name as
// an employee with the plan beside.
func isWish(k *store.Kind) bool { return k.Name == "rotation wish" }

// wishColumns describe the participant: as an employee and a plan, or as lists and exports
// name one, “Ada, Spring”.
func wishColumns() []Column {
	return append(
		employeeColumns(),
		Column{Name: "plan", Title: "Plan", Synonyms: rotationWords()["rotation wish.plan"], max: 200, Help: "where someone takes part in several plans"},
		Column{Name: "participant", Title: "Participant", max: 400, Help: "instead of both: the employee's name, a comma and the plan"},
	)
}

// participant finds whom a row is about; 0 with a fault where there is no such, or several
// and the row does not say which.
func (r *recorder) participant(l *Line) int64 {
	column, who, found := "plan", "", []store.Record(nil)
	if cell := r.cell(l, "participant"); cell != "" {
		column, found = "participant", r.others["participant"].find(cell)
	} else {
		employee := r.who.of(l)
		if employee == 0 {
			return 0
		}
		who = r.who.d.label[employee]
		for _, list := range r.others["participant"] {
			for _, rec := range ofPlan(list, r.cell(l, "plan")) {
				if rec.Refs["employee_id"] == int64(employee) {
					found = append(found, rec)
				}
			}
		}
	}
	switch {
	case len(found) == 1:
		r.inPlan = found[0].Values["plan_id"]
		r.whose[found[0].ID] = found[0].Refs["employee_id"]
		return found[0].ID
	case column == "participant" && len(found) > 1:
		r.fault(l, column, fmt.Sprintf("%d participants have this name", len(found)), "give the employee's number and the plan in columns of their own")
	case len(found) > 1:
		r.fault(l, column, fmt.Sprintf("%s takes part in %d plans", who, len(found)), "say which in a column plan")
	case column == "participant":
		r.fault(l, column, "there is no such participant", "correct it, or import participants first")
	case r.cell(l, "plan") == "":
		r.fault(l, column, who+" takes part in no rotation plan", "import participants first")
	default:
		r.fault(l, column, who+" does not take part in it", "correct it, or import participants first")
	}
	return 0
}

// ofPlan keeps what is of one plan; all where none is named.
func ofPlan(list []store.Record, plan string) []store.Record {
	if plan == "" {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(r store.Record) bool { return text.Key(r.Values["plan_id"]) != text.Key(plan) })
}
