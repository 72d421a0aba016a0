package mentoring

import (
	"slices"
	"strings"
)

// DescribeRule says what a rule demands, with the defaults that are easily
// forgotten: "grade gap: least 1, most 3", "team: same".
func DescribeRule(r Rule) string {
	k, ok := KindByName(r.Kind)
	if !ok {
		return r.Kind
	}
	return describe(inSlot(r.Slot, firstText(r.Name, r.Kind)), k, AsRule, r.Params, func(p Param) bool { return p.Widen != 0 })
}

// DescribeCriterion says what a criterion goes by, without its points.
func DescribeCriterion(c Criterion) string {
	k, ok := KindByName(c.Kind)
	if !ok {
		return c.Kind
	}
	return describe(inSlot(c.Slot, firstText(c.Name, c.Kind)), k, AsCriterion, c.Params, func(Param) bool { return false })
}

// describe lists the parameters that differ from their defaults, that always
// matter, or that name something.
func describe(name string, k Kind, use Use, params map[string]string, always func(Param) bool) string {
	var said []string
	for _, p := range k.Params {
		value, given := params[p.Name]
		if !given {
			value = p.Default
		}
		bare := slices.Contains([]string{"relation", "field", "topic", "table", "language"}, p.Name)
		switch {
		case p.Use&use == 0 || value == "":
		case bare:
			said = append(said, value)
		case always(p), value != p.Default, p.Type == TypeText, p.Type == TypeList:
			said = append(said, p.Name+" "+value)
		}
	}
	if len(said) == 0 {
		return name
	}
	return name + ": " + strings.Join(said, ", ")
}

// inSlot puts the slot before what is said of its pairs alone.
func inSlot(slot, said string) string {
	if slot == "" {
		return said
	}
	return slot + ": " + said
}

func firstText(a, b string) string {
	if a != "" {
		return a
	}
	return b
}
