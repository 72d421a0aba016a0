package mentoring

import (
	"fmt"
	"math"
	"testing"

	"understudy/match/assign"
)

func TestTheFastScorerAndThePlainOneAgreeOnEveryPair(t *testing.T) {
	problems := 6_000
	if testing.Short() {
		problems = 600
	}
	var seen agreed
	for seed := range problems {
		people := 12
		if seed%40 == 0 {
			people = 90 // enough that many share a team, a set of languages, a row of bits
		}
		in := randomInput(seeded(uint64(seed)), people)
		in.Exceptions = randomExceptions(seeded(uint64(seed)), in)
		if err := in.Validate(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		if complaint := seen.compare(t, in); complaint != "" {
			t.Fatalf("seed %d: %s\n%+v\n%+v", seed, complaint, in.Settings, in.Exceptions)
		}
	}
	for _, k := range Kinds() {
		for _, use := range []string{"holds", "breaks"} {
			if k.Rule && !seen.used[use+k.Name] {
				t.Errorf("rule %s never %s", k.Name, use)
			}
		}
		for _, use := range []string{"nothing", "some", "all"} {
			if k.Criterion && !seen.used[use+k.Name] && !(use == "some" && allOrNothing[k.Name]) {
				t.Errorf("criterion %s never gave %s of its points", k.Name, use)
			}
		}
		seen.checkParams(t, k)
	}
	t.Logf("%d pairs, %d of them allowed", seen.pairs, seen.allowed)
}

// agreed counts what the scorers agreed on.
type agreed struct {
	pairs, allowed int
	used           map[string]bool
	params         map[string]map[string]bool // the values that each parameter had
}

// compare reads every pair with the fast scorer, the plain one and its reader of whole
// rows, and says where they differ.
func (x *agreed) compare(t *testing.T, in Input) string {
	if x.used == nil {
		x.used, x.params = map[string]bool{}, map[string]map[string]bool{}
	}
	fast, plain := scorersOf(t, in)
	if x.pairs%2 == 1 {
		fast = scorerWithin(t, in, limits{values: 12, words: 3, same: 2})
	}
	rows := newPlainRows(plain)
	a, b := make([]int32, fast.cols), make([]int32, fast.cols)
	for row := range fast.rows {
		fast.Row(row, a)
		rows.Row(row, b)
		for col := range a {
			one := plain.entry(row, col)
			if a[col] != one || b[col] != one {
				return fmt.Sprintf("row %d column %d: fast %d, plain row %d, plain pair %d", row, col, a[col], b[col], one)
			}
			if x.pairs++; a[col] != assign.Forbidden {
				x.allowed++
			}
		}
	}
	if complaint := compareClasses(fast); complaint != "" {
		return complaint
	}
	noteUse(x.used, plain)
	for _, r := range in.Settings.Rules {
		x.noteParams("rule "+r.Kind, r.Params)
	}
	for _, c := range in.Settings.Criteria {
		x.noteParams("criterion "+c.Kind, c.Params)
	}
	return ""
}

// In a company of a great many teams nearly all are strangers to each other's.
func TestTheScorersAgreeOnManyTeams(t *testing.T) {
	in := company(90, 700, 1)
	d := seeded(8)
	for i := range in.Employees {
		if in.Employees[i].Team = int64(1 + d(350)); d.yes(15) {
			in.Employees[i].Team = int64(1 + d(2)) // most of these have no team of few
		}
		if d.yes(10) {
			in.Employees[i].Team = 0
		}
	}
	criterion := Criterion{Kind: "team", Points: 4_000}
	in.Settings.Criteria = append(in.Settings.Criteria, criterion)
	var seen agreed
	for _, relation := range []string{"same", "different"} {
		for _, missing := range []string{"allow", "forbid"} {
			rule := Rule{Kind: "team", Params: map[string]string{"relation": relation, "when missing": missing}}
			in.Settings.Rules = []Rule{rule}
			in.Settings.Criteria[len(in.Settings.Criteria)-1].Params = map[string]string{"relation": relation}
			if complaint := seen.compare(t, in); complaint != "" {
				t.Fatalf("%s, %s: %s", relation, missing, complaint)
			}
		}
	}
	if seen.allowed == 0 || seen.allowed == seen.pairs {
		t.Errorf("%d of %d pairs allowed", seen.allowed, seen.pairs)
	}
}

// compareClasses says where what classes tell differs from the rows, whatever order
// the rows are read in.
func compareClasses(f *fast) string {
	classes, r := f.Classes(), f.Reader()
	bounds := make([]assign.Bound, len(classes))
	row, part, seen := make([]int32, f.cols), make([]int32, f.cols), make([]int, f.cols)
	for n := range f.rows {
		i := f.rows - 1 - n
		f.Row(i, row)
		for c := range bounds {
			bounds[c] = assign.Bound{Low: math.MaxInt32, High: assign.Forbidden}
		}
		for _, b := range r.Open(i, nil) {
			bounds[b.Class] = b
		}
		for c, columns := range classes {
			r.Class(c, part[:len(columns)])
			for k, col := range columns {
				seen[col]++
				switch s := row[col]; {
				case k > 0 && columns[k-1] >= col:
					return fmt.Sprintf("class %d does not ascend", c)
				case part[k] != s:
					return fmt.Sprintf("row %d column %d: %d, and as one of class %d %d", i, col, s, c, part[k])
				case s != assign.Forbidden && (s < bounds[c].Low || s > bounds[c].High):
					return fmt.Sprintf("row %d column %d: %d is not from %d to %d, the bounds of class %d", i, col, s, bounds[c].Low, bounds[c].High, c)
				}
			}
		}
	}
	for col, n := range seen {
		if n != f.rows {
			return fmt.Sprintf("column %d was read %d times for %d rows", col, n, f.rows)
		}
	}
	return ""
}

func (x *agreed) noteParams(of string, params map[string]string) {
	for name, value := range params {
		key := of + ", " + name
		if x.params[key] == nil {
			x.params[key] = map[string]bool{}
		}
		x.params[key][value] = true
	}
}

// checkParams complains of a parameter that was never varied, or a choice never made.
func (x *agreed) checkParams(t *testing.T, k Kind) {
	for _, p := range k.Params {
		for use, word := range map[Use]string{AsRule: "rule ", AsCriterion: "criterion "} {
			key := word + k.Name + ", " + p.Name
			is := use == AsRule && k.Rule || use == AsCriterion && k.Criterion
			if is && p.Use&use != 0 && len(x.params[key]) < max(2, len(p.Choices)) {
				t.Errorf("%s had only the values %v", key, x.params[key])
			}
		}
	}
}

// Free answers make more of them than there are bits for; then pairs are compared one
// by one.
func TestTheScorersAgreeWhereEverybodyAnswersInTheirOwnWords(t *testing.T) {
	in := company(200, 100, 1)
	for n := range 400 {
		in.Texts = append(in.Texts, fmt.Sprint("in my own words ", n))
	}
	d := seeded(5)
	for i := range in.Employees {
		for range 60 {
			in.Employees[i].Answers = append(in.Employees[i].Answers, Answer{int32(d(8)), Ref(len(in.Texts) - 1 - d(400))})
		}
	}
	rule := Rule{Kind: "goals", Params: map[string]string{"least common": "2", "when missing": "allow"}}
	in.Settings.Rules = append(in.Settings.Rules, rule)
	var seen agreed
	if complaint := seen.compare(t, in); complaint != "" {
		t.Fatal(complaint)
	}
	if seen.allowed == 0 || seen.allowed == seen.pairs {
		t.Errorf("%d of %d pairs allowed", seen.allowed, seen.pairs)
	}
}

var allOrNothing = map[string]bool{
	"same field": true, "different field": true, "location": true, "team": true, "market": true,
	"role": true, "role level": true, "family": true, "past pairs": true,
}

// noteUse notes what each kind said of any pair.
func noteUse(used map[string]bool, p *plain) {
	for i := range p.mentees {
		for j := range p.mentors {
			a, b := &p.mentees[i], &p.mentors[j]
			for _, r := range p.rules {
				used[map[bool]string{false: "holds", true: "breaks"}[r.forbids(a, b)]+r.kind] = true
			}
			for k := range p.criteria {
				c := &p.criteria[k]
				switch points, _ := p.pointsOf(c, a, b); {
				case c.most == 0: // says nothing about the kind
				case points == c.most:
					used["all"+c.kind] = true
				case points != 0:
					used["some"+c.kind] = true
				default:
					used["nothing"+c.kind] = true
				}
			}
		}
	}
}

// scorerWithin is the fast scorer that keeps next to nothing.
func scorerWithin(t testing.TB, in Input, most limits) *fast {
	t.Helper()
	m := newModel(&in)
	m.most = most
	f, err := compile(m)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func scorersOf(t testing.TB, in Input) (*fast, *plain) {
	t.Helper()
	f, err := compile(newModel(&in))
	if err != nil {
		t.Fatal(err)
	}
	p, err := newPlain(in)
	if err != nil {
		t.Fatal(err)
	}
	return f, p
}

func randomExceptions(d dice, in Input) []Exception {
	var out []Exception
	if len(in.Mentees) == 0 || d.yes(50) {
		return nil
	}
	for _, r := range in.Settings.Rules {
		k, _ := KindByName(r.Kind)
		for _, p := range k.Params {
			if _, err := Widen(r, p.Name, 1); err == nil && d.yes(50) {
				out = append(out, Exception{Mentee: in.Mentees[d(len(in.Mentees))].ID, Rule: RuleName(r), Param: p.Name, Steps: 1})
			}
		}
	}
	return out
}
