package exchange

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"understudy/match/mentoring"
	"understudy/store/text"
)

// programFile is the file as TOML sees it. Rules and criteria are maps, because
// the catalogue of kinds says which parameters they have.
type programFile struct {
	Name        string           `toml:"name"`
	Kind        string           `toml:"kind"`
	Objective   string           `toml:"objective"`
	Fairness    string           `toml:"fairness"`
	Floor       any              `toml:"floor"`
	Step        any              `toml:"step"`
	Description string           `toml:"description"`
	Initiative  string           `toml:"initiative"`
	Slots       []string         `toml:"slots"`
	Rolling     bool             `toml:"rolling"`
	Rules       []map[string]any `toml:"rule"`
	Criteria    []map[string]any `toml:"criterion"`
	followFile
}

// maxProgram bounds a program file: the longest sensible one has a few pages.
const maxProgram = 1 << 20

// DecodeProgram reads a program file. Its errors are *FileError (several joined):
// each names the line and what helps.
func DecodeProgram(r io.Reader, filename string) (Program, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxProgram+1))
	if err != nil {
		return Program{}, err
	}
	d := &programDecoder{file: text.Clean(filename)}
	if len(b) > maxProgram {
		return Program{}, d.fail(0, "is larger than 1 MB", "a program file names rules and criteria, not people")
	}
	var f programFile
	dec := toml.NewDecoder(bytes.NewReader(b))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&f); err != nil {
		return Program{}, d.syntax(err)
	}
	d.lines = keyLines(b)
	p := d.program(f)
	return p, errors.Join(d.errs...)
}

// programDecoder collects what is wrong with one file.
type programDecoder struct {
	file  string
	lines map[string]int
	errs  []error
}

func (d *programDecoder) fail(line int, msg, remedy string) error {
	return &FileError{File: d.file, Line: line, Msg: msg, Remedy: remedy}
}

func (d *programDecoder) bad(at, msg, remedy string) {
	line, ok := d.lines[at]
	if !ok {
		whole, _, _ := strings.Cut(at, ".")
		line = d.lines[whole]
	}
	d.errs = append(d.errs, d.fail(line, msg, remedy))
}

// syntax turns the parser's errors into ours.
func (d *programDecoder) syntax(err error) error {
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		var out []error
		for _, e := range strict.Errors {
			row, _ := e.Position()
			out = append(out, d.fail(row, fmt.Sprintf("“%s” is not part of a program file", strings.Join(e.Key(), ".")),
				"there are name, kind, objective, fairness, floor, step, description, initiative, slots, rolling, "+strings.Join(followKeys, ", ")+", [[milestone]], [[rule]] and [[criterion]]"))
		}
		return errors.Join(out...)
	}
	var one *toml.DecodeError
	if errors.As(err, &one) {
		row, _ := one.Position()
		return d.fail(row, strings.TrimPrefix(one.Error(), "toml: "), "texts stand in quotation marks, tables in { }, lists in [ ]")
	}
	return d.fail(0, strings.TrimPrefix(err.Error(), "toml: "), "")
}

// keyLines notes on which line each key stands: "floor", "rule 2" for the second
// [[rule]], "rule 2.least" for its parameter.
func keyLines(b []byte) map[string]int {
	out, count, table := map[string]int{}, map[string]int{}, ""
	p := unstable.Parser{}
	p.Reset(b)
	for p.NextExpression() {
		e := p.Expression()
		it := e.Key()
		if !it.Next() {
			continue
		}
		first := it.Node()
		name, line := string(first.Data), p.Shape(p.Range(first.Data)).Start.Line
		switch {
		case e.Kind == unstable.ArrayTable && !it.Next():
			count[name]++
			table = fmt.Sprintf("%s %d", name, count[name])
			out[table] = line
		case e.Kind == unstable.KeyValue && table == "":
			out[name] = line
		case e.Kind == unstable.KeyValue:
			out[table+"."+paramName(name)] = line
		}
	}
	return out
}

func paramName(key string) string { return text.Clean(strings.ReplaceAll(key, "_", " ")) }

func (d *programDecoder) program(f programFile) Program {
	p := Program{Name: text.Clean(f.Name), Kind: firstText(f.Kind, "mentoring"), Description: text.CleanLines(f.Description), Initiative: text.Clean(f.Initiative)}
	s := &p.Settings
	s.Objective = mentoring.Objective(firstText(f.Objective, string(mentoring.MostParticipants)))
	switch {
	case p.Name == "":
		d.bad("name", "the name is missing", `begin with name = "Leadership"`)
	case len([]rune(p.Name)) > 200:
		d.bad("name", "the name is longer than 200 characters", "shorten it")
	}
	if p.Kind != "mentoring" {
		d.bad("kind", fmt.Sprintf("“%s” is no kind of program", text.Clean(p.Kind)), `write kind = "mentoring"`)
	}
	if s.Objective != mentoring.MostParticipants && s.Objective != mentoring.MostPoints {
		d.bad("objective", fmt.Sprintf("“%s” is no objective", text.Clean(f.Objective)), `write "most participants" or "most points"`)
	}
	d.fairness(f, s)
	if f.Floor != nil {
		floor := d.points("floor", f.Floor)
		s.Floor = &floor
	}
	s.Step = mentoring.DefaultStep
	if f.Step != nil {
		if s.Step = d.points("step", f.Step); s.Step <= 0 {
			d.bad("step", "the step must be more than 0", "write step = 0.5")
			s.Step = mentoring.DefaultStep
		}
	}
	d.follow(f.followFile, &p)
	d.slots(f, &p)
	d.items(f, p.Slots, s)
	return p
}

// fairness reads what counts before points; "none" may be written out.
func (d *programDecoder) fairness(f programFile, s *mentoring.Settings) {
	if f.Fairness == "" || f.Fairness == "none" {
		return
	}
	s.Fairness = mentoring.Fairness(f.Fairness)
	if !slices.Contains(mentoring.Fairnesses(), s.Fairness) {
		var words []string
		for _, w := range mentoring.Fairnesses()[1:] {
			words = append(words, fmt.Sprintf("%q", w))
		}
		d.bad("fairness", fmt.Sprintf("“%s” is no fairness", text.Clean(f.Fairness)), "write "+strings.Join(words, ", ")+", or leave it out")
		return
	}
	if err := s.Fairness.Goes(s.Objective); err != nil {
		d.bad("fairness", err.Error(), `write objective = "most participants", or leave fairness out`)
	}
}

func (d *programDecoder) points(at string, v any) int64 {
	n, err := mentoring.ParsePoints(scalar(v))
	if err != nil {
		d.bad(at, err.Error(), "write a number with at most three decimals")
	}
	return n
}

// items reads the rules and criteria.
func (d *programDecoder) items(f programFile, slots []string, s *mentoring.Settings) {
	seen := map[string]bool{}
	for i, m := range f.Rules {
		at := fmt.Sprintf("rule %d", i+1)
		r := mentoring.Rule{Kind: d.text(at, m, "kind"), Name: d.text(at, m, "name"), Slot: d.slot(at, m, slots)}
		r.Params = d.params(at, r.Kind, m, mentoring.AsRule)
		if d.known(at, r.Kind, mentoring.AsRule) {
			d.check(at, mentoring.CheckRule(r))
		}
		d.unique(seen, at, "rule", mentoring.RuleName(r))
		s.Rules = append(s.Rules, r)
	}
	for i, m := range f.Criteria {
		at := fmt.Sprintf("criterion %d", i+1)
		c := mentoring.Criterion{Kind: d.text(at, m, "kind"), Name: d.text(at, m, "name"), Slot: d.slot(at, m, slots)}
		if v, ok := m["points"]; ok {
			c.Points = d.points(at+".points", v)
		}
		delete(m, "points")
		c.Params = d.params(at, c.Kind, m, mentoring.AsCriterion)
		if d.known(at, c.Kind, mentoring.AsCriterion) {
			d.check(at, mentoring.CheckCriterion(c, s.Step))
		}
		d.unique(seen, at, "criterion", mentoring.CriterionName(c))
		s.Criteria = append(s.Criteria, c)
	}
}

func (d *programDecoder) unique(seen map[string]bool, at, what, name string) {
	k := what + " " + text.Key(name)
	if seen[k] {
		d.bad(at, fmt.Sprintf("another %s is called “%s”", what, name), "give it a name of its own")
	}
	seen[k] = true
}

// check places an error of the catalogue at the parameter that it names.
func (d *programDecoder) check(at string, err error) {
	if err == nil {
		return
	}
	msg := err.Error()
	if parts := strings.SplitN(msg, ": ", 3); len(parts) == 3 {
		if _, ok := d.lines[at+"."+parts[1]]; ok {
			at += "." + parts[1]
		}
	}
	d.bad(at, msg, "the head of an exported program file lists what there is")
}

// known reports unknown kinds with those that there are.
func (d *programDecoder) known(at, kind string, use mentoring.Use) bool {
	var names []string
	for _, k := range mentoring.Kinds() {
		if (use == mentoring.AsRule && k.Rule) || (use == mentoring.AsCriterion && k.Criterion) {
			names = append(names, k.Name)
		}
	}
	if slices.Contains(names, kind) {
		return true
	}
	what, _, _ := strings.Cut(at, " ")
	d.bad(at+".kind", fmt.Sprintf("“%s” is no kind of %s", kind, what), "there are "+strings.Join(names, ", "))
	return false
}
