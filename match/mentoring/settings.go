package mentoring

import (
	"fmt"
	"slices"
	"strconv"
)

// CheckRule says what is wrong with a rule: an error that names kind and parameter.
func CheckRule(r Rule) error {
	_, err := ruleValues(r)
	return err
}

// CheckCriterion says what is wrong with a criterion; step is what points are
// rounded to, in thousandths, 0 for [DefaultStep].
func CheckCriterion(c Criterion, step int64) error {
	_, err := criterionValues(c, step)
	return err
}

func ruleValues(r Rule) (values, error) {
	k, ok := KindByName(r.Kind)
	if !ok || !k.Rule {
		return values{}, fmt.Errorf("no kind of rule is called %q", r.Kind)
	}
	v, err := parse(k, AsRule, r.Params)
	if err == nil && r.Kind == "grade gap" && v.num("least") > v.num("most") {
		err = fmt.Errorf("grade gap: least: %d is more than most, %d", v.num("least"), v.num("most"))
	}
	return v, err
}

func criterionValues(c Criterion, step int64) (values, error) {
	k, ok := KindByName(c.Kind)
	if !ok || !k.Criterion {
		return values{}, fmt.Errorf("no kind of criterion is called %q", c.Kind)
	}
	v, err := parse(k, AsCriterion, c.Params)
	if err != nil {
		return v, err
	}
	if step = stepOf(step); step < 0 {
		return v, fmt.Errorf("step of points: %d is below 0", step)
	}
	if c.Points < -mostPoints || c.Points > mostPoints {
		return v, fmt.Errorf("%s: points: %s is out of range", c.Kind, FormatPoints(c.Points))
	}
	if err := fixedPoints(c, v); err != nil {
		return v, err
	}
	return v, stepped(c, v, step)
}

// fixedPoints refuses two ways of saying the same: a table or points a step, and a
// weight that differs from what they give at most.
func fixedPoints(c Criterion, v values) error {
	table, each := v.table("table"), v.num("points a step")
	if len(table) > 0 && each != 0 {
		return fmt.Errorf("%s: table: give either a table or points a step", c.Kind)
	}
	if most := mostOf(c, v); c.Points != 0 && c.Points != most {
		return fmt.Errorf("%s: points: %s, but table or points a step give at most %s; leave points out",
			c.Kind, FormatPoints(c.Points), FormatPoints(most))
	}
	return nil
}

func stepped(c Criterion, v values, step int64) error {
	all := []int64{c.Points, v.num("points a step")}
	for _, e := range v.table("table") {
		all = append(all, e.points)
	}
	for _, p := range all {
		if p%step != 0 {
			return fmt.Errorf("%s: points: %s is no multiple of %s", c.Kind, FormatPoints(p), FormatPoints(step))
		}
	}
	return nil
}

// mostOf is the most that a criterion gives, or for a penalty the most it takes.
func mostOf(c Criterion, v values) int64 {
	if table := v.table("table"); len(table) > 0 {
		most := table[0].points
		for _, e := range table {
			most = max(most, e.points)
		}
		return most
	}
	if each := v.num("points a step"); each != 0 {
		return each * v.num("full steps")
	}
	return c.Points
}

// rangeOf bounds what a criterion can give any pair.
func rangeOf(c Criterion, v values) (low, high int64) {
	most := mostOf(c, v)
	low, high = min(0, most), max(0, most)
	for _, e := range v.table("table") {
		low = min(low, e.points)
	}
	return low, high
}

func stepOf(step int64) int64 {
	if step == 0 {
		return DefaultStep
	}
	return step
}

// RuleName is the name of a rule: its own, else made of slot, kind and main parameter:
// "home: location", "different field: organisation".
func RuleName(r Rule) string { return nameOf(r.Name, r.Slot, r.Kind, r.Params) }

// CriterionName is the name of a criterion, as [RuleName].
func CriterionName(c Criterion) string { return nameOf(c.Name, c.Slot, c.Kind, c.Params) }

func nameOf(name, slot, kind string, params map[string]string) string {
	if name != "" {
		return name
	}
	if slot != "" {
		return slot + ": " + nameOf("", "", kind, params)
	}
	for _, main := range []string{"field", "language", "relation"} {
		if text := params[main]; text != "" && text != "same" {
			return kind + ": " + text
		}
	}
	return kind
}

// Widen gives the rule with one parameter widened by so many steps. It errs where
// the parameter cannot be widened, or not so far.
func Widen(r Rule, param string, steps int) (Rule, error) {
	k, _ := KindByName(r.Kind)
	at := slices.IndexFunc(k.Params, func(p Param) bool { return p.Name == param && p.Widen != 0 && p.Use&AsRule != 0 })
	if at < 0 {
		return r, fmt.Errorf("%s: %q cannot be widened", r.Kind, param)
	}
	v, err := ruleValues(r)
	if err != nil {
		return r, err
	}
	p := k.Params[at]
	now := v.num(param)
	if steps < 0 || steps > roomToWiden(p, now) {
		return r, fmt.Errorf("%s: %s: %d cannot be widened by %d steps", r.Kind, param, now, steps)
	}
	params := map[string]string{}
	for name, text := range r.Params {
		params[name] = text
	}
	params[param] = strconv.FormatInt(now+int64(steps)*p.Widen, 10)
	r.Params = params
	return r, nil
}

// roomToWiden is how many steps a value is from its limit.
func roomToWiden(p Param, now int64) int {
	if p.Widen > 0 {
		return int((p.Max - now) / p.Widen)
	}
	return int((now - p.Min) / -p.Widen)
}

// Reads lists the facts that the settings need, sorted, so that a caller can
// leave the others out of the input.
func Reads(s Settings) []Fact {
	var out []Fact
	add := func(kind string) {
		k, _ := KindByName(kind)
		out = append(out, k.Reads...)
	}
	for _, r := range s.Rules {
		add(r.Kind)
	}
	for _, c := range s.Criteria {
		add(c.Kind)
	}
	out = append(out, FactPreferences) // who would rather have each other is asked of any result
	slices.Sort(out)
	return slices.Compact(out)
}
