package mentoring

import (
	"testing"

	"understudy/match/assign"
)

func TestTheFastScorerAndThePlainOneAgreeOnEveryPair(t *testing.T) {
	problems, pairs, allowed := 6_000, 0, 0
	if testing.Short() {
		problems = 600
	}
	used := map[string]bool{}
	for seed := range problems {
		in := randomInput(seeded(uint64(seed)), 12)
		in.Exceptions = randomExceptions(seeded(uint64(seed)), in)
		if err := in.Validate(); err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		fast, plain := scorersOf(t, in)
		rows := newPlainRows(plain)
		a, b := make([]int32, fast.cols), make([]int32, fast.cols)
		for row := range fast.rows {
			fast.Row(row, a)
			rows.Row(row, b)
			for col := range a {
				one := plain.entry(row, col)
				if a[col] != one || b[col] != one {
					t.Fatalf("seed %d: row %d column %d: fast %d, plain row %d, plain pair %d\n%+v\n%+v", seed, row, col, a[col], b[col], one, in.Settings, in.Exceptions)
				}
				if pairs++; a[col] != assign.Forbidden {
					allowed++
				}
			}
		}
		noteUse(used, plain)
	}
	for _, k := range Kinds() {
		for _, use := range []string{"holds", "breaks"} {
			if k.Rule && !used[use+k.Name] {
				t.Errorf("rule %s never %s", k.Name, use)
			}
		}
		for _, use := range []string{"nothing", "some", "all"} {
			if k.Criterion && !used[use+k.Name] && !(use == "some" && allOrNothing[k.Name]) {
				t.Errorf("criterion %s never gave %s of its points", k.Name, use)
			}
		}
	}
	t.Logf("%d pairs, %d of them allowed", pairs, allowed)
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
