package exchange

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
)

// ApplyProgram makes the program of that name equal to the file: it is created or
// changed with its rules and criteria, as one change. summary says line by line
// what changed; where nothing did, the change's ID is 0.
func ApplyProgram(ctx context.Context, st *store.Store, p Program) (c store.Change, summary []string, err error) {
	have, err := st.List(ctx, "program", store.ListFilter{Archived: true})
	if err != nil {
		return c, nil, err
	}
	a := &applier{st: st, p: p}
	if i := slices.IndexFunc(have, func(r store.Record) bool { return text.Key(r.Label) == text.Key(p.Name) }); i >= 0 {
		a.old = &have[i]
	}
	if err := a.read(ctx); err != nil {
		return c, nil, err
	}
	if err := a.checkFields(ctx); err != nil {
		return c, nil, err
	}
	if err := a.findInitiative(ctx); err != nil {
		return c, nil, err
	}
	c, err = st.Write(ctx, "apply program "+p.Name, func(tx *store.Tx) error {
		a.tx = tx
		return a.apply()
	})
	return c, a.summary, err
}

// applier brings one program to what its file says.
type applier struct {
	st              *store.Store
	tx              *store.Tx
	p               Program
	old             *store.Record
	id              int64
	rules, criteria []store.Record
	steps           []store.Record // milestones
	serves          string         // #id of the initiative, or ""
	summary         []string
}

func (a *applier) say(format string, args ...any) {
	a.summary = append(a.summary, fmt.Sprintf(format, args...))
}

func (a *applier) read(ctx context.Context) (err error) {
	if a.old == nil {
		return nil
	}
	a.id = a.old.ID
	if a.steps, err = a.st.List(ctx, "program milestone", store.ListFilter{Parent: a.id}); err != nil {
		return err
	}
	if a.rules, err = a.st.List(ctx, "rule", store.ListFilter{Parent: a.id}); err != nil {
		return err
	}
	a.criteria, err = a.st.List(ctx, "criterion", store.ListFilter{Parent: a.id})
	return err
}

// checkFields refuses a program that reads fields which nobody has: each is named
// with where it comes from, and with those that there are.
func (a *applier) checkFields(ctx context.Context) error {
	recs, err := a.st.List(ctx, "field", store.ListFilter{Archived: true})
	if err != nil {
		return err
	}
	have, free := map[string]bool{}, []string(nil)
	for _, r := range recs {
		have[text.Key(r.Label)] = true
		if r.Values["barred"] != "yes" && !r.Archived {
			free = append(free, text.Clean(r.Label))
		}
	}
	there := "there are no fields yet"
	if len(free) > 0 {
		there = "the fields that rules may read are " + strings.Join(free, ", ")
	}
	var errs []error
	check := func(what, label string, params map[string]string) {
		if f := params["field"]; f != "" && !have[text.Key(f)] {
			errs = append(errs, fmt.Errorf("%s %s: no employee has a field “%s”; import employees with a column “%s”, or name another; %s", what, label, f, f, there))
		}
	}
	for _, r := range a.p.Settings.Rules {
		check("rule", mentoring.RuleName(r), r.Params)
	}
	for _, c := range a.p.Settings.Criteria {
		check("criterion", mentoring.CriterionName(c), c.Params)
	}
	return errors.Join(errs...)
}

// findInitiative finds the initiative that the file names, and calls it as it is called
// there: a file that names it in other letters changes nothing.
func (a *applier) findInitiative(ctx context.Context) error {
	if a.p.Initiative == "" {
		return nil
	}
	recs, err := a.st.List(ctx, "initiative", store.ListFilter{})
	if err != nil {
		return err
	}
	var names []string
	for _, r := range recs {
		if text.Key(r.Label) == text.Key(a.p.Initiative) {
			a.p.Initiative, a.serves = r.Label, "#"+strconv.FormatInt(r.ID, 10)
			return nil
		}
		names = append(names, text.Clean(r.Label))
	}
	there := "there are no initiatives yet"
	if len(names) > 0 {
		there = "there are " + strings.Join(names, ", ")
	}
	return &FileError{
		File: a.p.Name, Msg: "serves the initiative “" + a.p.Initiative + "”, which there is not",
		Remedy: "add it with: understudy add initiative " + text.Quote("name="+a.p.Initiative) + ", or name another in the file; " + there,
	}
}

func (a *applier) apply() error {
	if err := a.program(); err != nil {
		return err
	}
	if err := a.milestones(); err != nil {
		return err
	}
	rules := make([]item, len(a.p.Settings.Rules))
	for i, r := range a.p.Settings.Rules {
		rules[i] = item{"rule", mentoring.RuleName(r), r.Kind, r.Name, r.Slot, "", r.Params}
	}
	if err := a.items("rule", rules, a.rules); err != nil {
		return err
	}
	criteria := make([]item, len(a.p.Settings.Criteria))
	for i, c := range a.p.Settings.Criteria {
		criteria[i] = item{"criterion", mentoring.CriterionName(c), c.Kind, c.Name, c.Slot, store.FormatPoints(c.Points), c.Params}
	}
	if err := a.items("criterion", criteria, a.criteria); err != nil {
		return err
	}
	return a.dropSlots()
}

// program writes the program's own row, if it differs.
func (a *applier) program() (err error) {
	s := a.p.Settings
	floor := ""
	if s.Floor != nil {
		floor = store.FormatPoints(*s.Floor)
	}
	want := map[string]string{
		"name": a.p.Name, "kind": a.p.Kind, "objective": string(s.Objective), "fairness": string(s.Fairness), "floor": floor, "step": store.FormatPoints(s.Step), "description": a.p.Description,
		"initiative_id": a.serves, "slots": strings.Join(a.p.Slots, "\n"), "rolling": map[bool]string{true: "yes", false: "no"}[a.p.Rolling],
	}
	maps.Copy(want, followValues(a.p))
	if a.old == nil {
		a.say("create the program %s", a.p.Name)
		a.id, err = a.tx.Save(store.Edit{Kind: "program", Values: want})
		return err
	}
	if a.old.Archived {
		a.say("bring the program back from the archive")
		if _, err := a.tx.Exec(`UPDATE program SET archived = 0 WHERE id = ?`, a.id); err != nil {
			return err
		}
	}
	changed := false
	for _, n := range append([]string{"name", "objective", "fairness", "floor", "step", "description", "slots", "rolling"}, followKeys...) {
		if want[n] != a.old.Values[n] {
			changed = true
			a.say("%s: %s → %s", columnName(n), orNone(a.old.Values[n]), orNone(want[n]))
		}
	}
	if have := a.old.Values["initiative_id"]; have != a.p.Initiative {
		changed = true
		a.say("initiative: %s → %s", orNone(have), orNone(a.p.Initiative))
	}
	if !changed {
		return nil
	}
	want["slots"] = strings.Join(a.slotsMeanwhile(), "\n")
	_, err = a.tx.Save(store.Edit{Kind: "program", ID: a.id, Values: want})
	return err
}

func orNone(s string) string {
	if s == "" {
		return "none"
	}
	return shorten(strings.ReplaceAll(s, "\n", ", "), 60)
}

// item is a rule or a criterion as the file has it.
type item struct {
	what, label, kind, name, slot, points string
	params                                map[string]string
}

// items brings the rules, or the criteria, to what the file says. Each keeps its
// row as long as one of its kind is there, because exceptions hang from rules.
func (a *applier) items(what string, want []item, have []store.Record) error {
	taken := map[int64]bool{}
	match := make([]*store.Record, len(want))
	for _, same := range []func(w item, r store.Record) bool{
		func(w item, r store.Record) bool {
			return r.Values["kind"] == w.kind && r.Values["name"] == w.name && r.Values["slot"] == w.slot && maps.Equal(paramsOf(r), w.params)
		},
		func(w item, r store.Record) bool { return r.Values["kind"] == w.kind && labelOf(what, r) == w.label },
		func(w item, r store.Record) bool { return r.Values["kind"] == w.kind },
	} {
		for i, w := range want {
			for j := range have {
				if match[i] == nil && !taken[have[j].ID] && same(w, have[j]) {
					match[i], taken[have[j].ID] = &have[j], true
				}
			}
		}
	}
	for _, r := range have {
		if !taken[r.ID] {
			if err := a.remove(what, r); err != nil {
				return err
			}
		}
	}
	for i, w := range want {
		if err := a.save(w, i+1, match[i]); err != nil {
			return fmt.Errorf("%s %s: %w", what, w.label, err)
		}
	}
	return nil
}

// remove takes out a rule or criterion that the file does not have.
func (a *applier) remove(what string, r store.Record) error {
	if what == "rule" {
		res, err := a.tx.Exec(`DELETE FROM rule_exception WHERE rule_id = ?`, r.ID)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err == nil && n > 0 {
			a.say("remove %d exceptions from the rule %s", n, labelOf(what, r))
		}
	}
	a.say("remove the %s %s", what, labelOf(what, r))
	_, err := a.tx.Exec(`DELETE FROM "`+r.Kind.Table+`" WHERE id = ?`, r.ID)
	return err
}

func (a *applier) save(w item, place int, old *store.Record) error {
	params, err := json.Marshal(w.params)
	if err != nil {
		return err
	}
	values := map[string]string{"program_id": "#" + strconv.FormatInt(a.id, 10), "place": strconv.Itoa(place), "kind": w.kind, "name": w.name, "slot": w.slot, "params": string(params)}
	if w.what == "criterion" {
		values["points"] = w.points
	}
	e := store.Edit{Kind: w.what, Values: values}
	if old != nil {
		e.ID = old.ID
		said := a.differences(w, place, old)
		if len(said) == 0 {
			return nil
		}
		a.say("%s %s: %s", w.what, w.label, strings.Join(said, ", "))
	} else {
		a.say("add the %s %s", w.what, w.label)
	}
	_, err = a.tx.Save(e)
	return fieldless(err)
}

// fieldless takes the database's column out of an error: a file has none.
func fieldless(err error) error {
	var fe *store.FieldError
	if errors.As(err, &fe) {
		return errors.New(fe.Msg)
	}
	return err
}

func (a *applier) differences(w item, place int, old *store.Record) (out []string) {
	diff := func(n, from, to string) {
		if from != to {
			out = append(out, fmt.Sprintf("%s %s → %s", n, orNone(from), orNone(to)))
		}
	}
	diff("place", old.Values["place"], strconv.Itoa(place))
	diff("name", old.Values["name"], w.name)
	diff("slot", old.Values["slot"], w.slot)
	if w.what == "criterion" {
		diff("points", old.Values["points"], w.points)
	}
	have := paramsOf(*old)
	names := map[string]bool{}
	for n := range have {
		names[n] = true
	}
	for n := range w.params {
		names[n] = true
	}
	for _, n := range slices.Sorted(maps.Keys(names)) {
		a, inOld := have[n]
		b, inNew := w.params[n]
		if a != b || inOld != inNew {
			out = append(out, fmt.Sprintf("%s %s → %s", n, orNone(a), orNone(b)))
		}
	}
	return out
}

// paramsOf reads the parameters of a rule's or criterion's record.
func paramsOf(r store.Record) map[string]string {
	out := map[string]string{}
	_ = json.Unmarshal([]byte(r.Values["params"]), &out) // the store checked it when it was saved
	return canonicalParams(r.Values["kind"], out)
}

func labelOf(what string, r store.Record) string {
	if what == "rule" {
		return mentoring.RuleName(mentoring.Rule{Kind: r.Values["kind"], Name: r.Values["name"], Slot: r.Values["slot"], Params: paramsOf(r)})
	}
	return mentoring.CriterionName(mentoring.Criterion{Kind: r.Values["kind"], Name: r.Values["name"], Slot: r.Values["slot"], Params: paramsOf(r)})
}

// ReadProgram reads a program out of the store as a file would hold it.
func ReadProgram(ctx context.Context, st *store.Store, id int64) (Program, error) {
	rec, err := st.Get(ctx, "program", id)
	if err != nil {
		return Program{}, err
	}
	p := Program{Name: rec.Values["name"], Kind: rec.Values["kind"], Description: rec.Values["description"], Initiative: rec.Values["initiative_id"]}
	p.Settings.Objective, p.Settings.Fairness = mentoring.Objective(rec.Values["objective"]), mentoring.Fairness(rec.Values["fairness"])
	if p.Settings.Step, err = store.ParsePoints(rec.Values["step"]); err != nil {
		return p, err
	}
	if f := rec.Values["floor"]; f != "" {
		floor, err := store.ParsePoints(f)
		if err != nil {
			return p, err
		}
		p.Settings.Floor = &floor
	}
	if err := readFollow(ctx, st, rec, &p); err != nil {
		return p, err
	}
	p.Slots, p.Rolling = slotsOf(rec), rec.Values["rolling"] == "yes"
	rules, err := st.List(ctx, "rule", store.ListFilter{Parent: id})
	if err != nil {
		return p, err
	}
	for _, r := range rules {
		p.Settings.Rules = append(p.Settings.Rules, mentoring.Rule{Name: r.Values["name"], Slot: r.Values["slot"], Kind: r.Values["kind"], Params: paramsOf(r)})
	}
	criteria, err := st.List(ctx, "criterion", store.ListFilter{Parent: id})
	if err != nil {
		return p, err
	}
	for _, r := range criteria {
		points, err := store.ParsePoints(r.Values["points"])
		if err != nil {
			return p, err
		}
		p.Settings.Criteria = append(p.Settings.Criteria, mentoring.Criterion{Name: r.Values["name"], Slot: r.Values["slot"], Kind: r.Values["kind"], Points: points, Params: paramsOf(r)})
	}
	return p, nil
}

// ExportProgram writes a program as a file that ApplyProgram reads back the same.
func ExportProgram(ctx context.Context, st *store.Store, id int64, w io.Writer) error {
	p, err := ReadProgram(ctx, st, id)
	if err != nil {
		return err
	}
	return EncodeProgram(w, p)
}
