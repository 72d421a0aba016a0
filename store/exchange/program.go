package exchange

import (
	"embed"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"understudy/match/mentoring"
)

// Program is what a program file holds.
type Program struct {
	Name        string
	Kind        string // "mentoring"
	Description string
	Initiative  string   // that it serves, which must be there when the program is applied; "" for none
	Slots       []string // what a mentee can ask a mentor for; none for just a mentor
	Rolling     bool     // people join at any time, also while pairs run
	Settings    mentoring.Settings
	Follow      map[string]int // how pairs are followed, by key; what is as usual is left out, and none is nil
	Milestones  []Milestone    // by days after the start
}

//go:embed programs/*.toml
var shipped embed.FS

// Shipped is a program file that comes with Understudy, ready to be applied.
type Shipped struct{ Name, Text string }

// ShippedPrograms lists the program files that come with Understudy.
func ShippedPrograms() []Shipped {
	var out []Shipped
	for _, n := range []string{
		"leadership", "onboarding-buddy", "reverse", "peer", "cross-functional", "global-mobility", "working-abroad", "mentor-match",
	} {
		b, err := shipped.ReadFile("programs/" + n + ".toml")
		if err != nil {
			panic(err) // the names are those of the embedded files
		}
		out = append(out, Shipped{n, string(b)})
	}
	return out
}

// head documents the format in every exported file.
var head = `# A mentoring program for Understudy. Put it in place with
#   understudy program apply FILE
# Applying it twice changes nothing.
#
# objective    "most participants" (then most points) or "most points" (then most participants)
# fairness     what counts before points; leave it out for none:
` + fairnessHelp + `# floor        no pair is made under so many points; leave it out for none
# step         points are multiples of this
# slots        what a mentee can ask a mentor for, such as ["home", "host"]: people enrol in
#              a slot and are paired within it; leave it out for just a mentor
# rolling      true: people join at any time, also while pairs run
# initiative   the name of the initiative that it serves; leave it out for none
# [[rule]]     must hold for every pair: kind, and the kind's parameters
# [[criterion]] gives points: kind, points (the most that it gives), and the kind's parameters
# name         of a rule or criterion, to tell two of one kind apart
# slot         of a rule or criterion: it is for the pairs of this slot; without it for all
#
# Parameters: 3, 4.5, "text", ["a", "list"], true and false for yes and no, and
# tables such as { 1 = 9, 2 = 12 }. Blanks in their names may be underscores.
#
`

// fairnessHelp lists what fairness may be, for the head.
var fairnessHelp = func() string {
	var b strings.Builder
	for _, f := range mentoring.Fairnesses()[1:] {
		fmt.Fprintf(&b, "#                %q: %s\n", f, f.Help())
	}
	return b.String()
}()

// kindsHelp lists the kinds that a file can name, with what their parameters may
// be, for its head.
func kindsHelp() string {
	var b strings.Builder
	b.WriteString("# Kinds, and their parameters with what is permitted. R marks what only a rule\n# has, C what only a criterion has.\n")
	for _, k := range mentoring.Kinds() {
		use := "rule, criterion"
		switch {
		case !k.Criterion:
			use = "rule"
		case !k.Rule:
			use = "criterion"
		}
		fmt.Fprintf(&b, "#\n#   %s (%s): %s\n", k.Name, use, k.Help)
		for _, p := range k.Params {
			fmt.Fprintf(&b, "#     %s: %s%s. %s\n", paramKey(p), permitted(p), onlyFor(k, p), p.Help)
		}
	}
	return b.String()
}

func paramKey(p mentoring.Param) string { return strings.ReplaceAll(p.Name, " ", "_") }

// onlyFor marks a parameter that one of a kind's two uses does not have.
func onlyFor(k mentoring.Kind, p mentoring.Param) string {
	switch {
	case !k.Rule || !k.Criterion || p.Use == mentoring.AsRule|mentoring.AsCriterion:
		return ""
	case p.Use == mentoring.AsRule:
		return " [R]"
	}
	return " [C]"
}

// permitted is what a parameter may be and what it is when left out: "same
// (default) or different", "-50 to 50, default 1".
func permitted(p mentoring.Param) string {
	switch p.Type {
	case mentoring.TypeChoice:
		words := slices.Clone(p.Choices)
		for i, c := range words {
			if c == p.Default {
				words[i] += " (default)"
			}
		}
		n := len(words) - 1
		return strings.Join(words[:n], ", ") + " or " + words[n]
	case mentoring.TypeInt:
		return fmt.Sprintf("%d to %d", p.Min, p.Max) + byDefault(p)
	case mentoring.TypePoints:
		return "points" + byDefault(p)
	case mentoring.TypeList:
		return "a list of texts" + byDefault(p)
	case mentoring.TypeTable:
		return "a table of whole numbers and points" + byDefault(p)
	}
	return "a text" + byDefault(p)
}

func byDefault(p mentoring.Param) string {
	switch {
	case p.Default == "" && p.Required:
		return ", required"
	case p.Default == "":
		return ", none by default"
	case p.Type == mentoring.TypeInt || p.Type == mentoring.TypePoints:
		return ", default " + p.Default
	}
	return ", default " + encodeValue(p, p.Default)
}

// itemHelp is the line above a rule or criterion that says what its parameters
// may be.
func itemHelp(kind string, use mentoring.Use) string {
	k, ok := mentoring.KindByName(kind)
	var parts []string
	for _, p := range k.Params {
		if p.Use&use != 0 {
			parts = append(parts, paramKey(p)+": "+permitted(p))
		}
	}
	if !ok || len(parts) == 0 {
		return ""
	}
	return "# " + strings.Join(parts, "; ") + "\n"
}

// EncodeProgram writes a program file that DecodeProgram reads back the same.
func EncodeProgram(w io.Writer, p Program) error {
	var b strings.Builder
	b.WriteString(head + followHelp() + kindsHelp() + "\n")
	fmt.Fprintf(&b, "name = %s\nkind = %s\nobjective = %s\n", quote(p.Name), quote(p.Kind), quote(string(p.Settings.Objective)))
	if p.Settings.Fairness != "" {
		fmt.Fprintf(&b, "fairness = %s\n", quote(string(p.Settings.Fairness)))
	}
	if p.Settings.Floor != nil {
		fmt.Fprintf(&b, "floor = %s\n", mentoring.FormatPoints(*p.Settings.Floor))
	}
	fmt.Fprintf(&b, "step = %s\n", mentoring.FormatPoints(p.Settings.Step))
	if p.Description != "" {
		fmt.Fprintf(&b, "description = %s\n", quote(p.Description))
	}
	if p.Initiative != "" {
		fmt.Fprintf(&b, "initiative = %s\n", quote(p.Initiative))
	}
	encodeSlots(&b, p)
	encodeFollow(&b, p)
	encodeMilestones(&b, p)
	for _, r := range p.Settings.Rules {
		b.WriteString("\n" + itemHelp(r.Kind, mentoring.AsRule) + "[[rule]]\n")
		encodeItem(&b, r.Kind, r.Name, r.Slot, nil, r.Params, mentoring.AsRule)
	}
	for _, c := range p.Settings.Criteria {
		b.WriteString("\n" + itemHelp(c.Kind, mentoring.AsCriterion) + "[[criterion]]\n")
		encodeItem(&b, c.Kind, c.Name, c.Slot, &c.Points, c.Params, mentoring.AsCriterion)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func encodeItem(b *strings.Builder, kind, name, slot string, points *int64, params map[string]string, use mentoring.Use) {
	fmt.Fprintf(b, "kind = %s\n", quote(kind))
	if slot != "" {
		fmt.Fprintf(b, "slot = %s\n", quote(slot))
	}
	if name != "" {
		fmt.Fprintf(b, "name = %s\n", quote(name))
	}
	if points != nil && *points != 0 {
		fmt.Fprintf(b, "points = %s\n", mentoring.FormatPoints(*points))
	}
	k, _ := mentoring.KindByName(kind)
	for _, p := range k.Params { // in the catalogue's order, which help shows too
		if v, ok := params[p.Name]; ok && p.Use&use != 0 {
			fmt.Fprintf(b, "%s = %s\n", paramKey(p), encodeValue(p, v))
		}
	}
}

// encodeValue writes a parameter as the TOML value that its type is.
func encodeValue(p mentoring.Param, v string) string {
	switch p.Type {
	case mentoring.TypeInt, mentoring.TypePoints:
		if v != "" {
			return v
		}
	case mentoring.TypeList:
		var items []string
		for _, item := range splitParam(v) {
			items = append(items, quote(item))
		}
		return "[" + strings.Join(items, ", ") + "]"
	case mentoring.TypeTable:
		return "{ " + strings.Join(splitParam(strings.ReplaceAll(canonical(p, v), "=", " = ")), ", ") + " }"
	}
	return quote(v)
}

func splitParam(v string) (out []string) {
	for part := range strings.SplitSeq(v, ",") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// quote writes a basic string of TOML.
func quote(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '\n':
			b.WriteString(`\n`)
		case r < 0x20 || r == 0x7f:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// canonical is the one way in which a parameter's text is written, so that two
// files that say the same are the same.
func canonical(p mentoring.Param, v string) string {
	v = strings.Join(strings.Fields(v), " ")
	switch p.Type {
	case mentoring.TypeList:
		return strings.Join(splitParam(v), ", ")
	case mentoring.TypeTable:
		return canonicalTable(v)
	}
	return v
}

// canonicalParams is canonical for all parameters of one kind.
func canonicalParams(kind string, params map[string]string) map[string]string {
	out := maps.Clone(params)
	k, _ := mentoring.KindByName(kind)
	for _, p := range k.Params {
		if v, ok := out[p.Name]; ok {
			out[p.Name] = canonical(p, v)
		}
	}
	return out
}
