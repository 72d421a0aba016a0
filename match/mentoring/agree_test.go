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
		a, b := make([]int32, fast.cols), make([]int32, fast.cols)
		for row := range fast.rows {
			fast.Row(row, a)
			plain.Row(row, b)
			for col := range a {
				if a[col] != b[col] {
					t.Fatalf("seed %d: row %d column %d: fast %d, plain %d\n%+v\n%+v", seed, row, col, a[col], b[col], in.Settings, in.Exceptions)
				}
				if pairs++; a[col] != assign.Forbidden {
					allowed++
				}
			}
		}
		for _, r := range in.Settings.Rules {
			used["rule "+r.Kind] = true
		}
		for _, c := range in.Settings.Criteria {
			used["criterion "+c.Kind] = true
		}
	}
	for _, k := range Kinds() {
		if (k.Rule && !used["rule "+k.Name]) || (k.Criterion && !used["criterion "+k.Name]) {
			t.Errorf("%s was never tried", k.Name)
		}
	}
	t.Logf("%d pairs, %d of them allowed", pairs, allowed)
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
