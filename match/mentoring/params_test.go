package mentoring

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

func TestEveryKindHasBothScorersAndDefaultsThatPassItsOwnCheck(t *testing.T) {
	names := []string{}
	for _, k := range Kinds() {
		names = append(names, k.Name)
		params := map[string]string{}
		for _, p := range k.Params {
			if p.Required && p.Default == "" {
				params[p.Name] = "x"
			}
			if p.Help == "" || p.Use == 0 || (p.Widen != 0 && p.Type != TypeInt) {
				t.Errorf("%s: %+v", k.Name, p)
			}
		}
		if k.Help == "" || len(k.Reads) == 0 || (!k.Rule && !k.Criterion) {
			t.Errorf("%+v", k)
		}
		if err := CheckRule(Rule{Kind: k.Name, Params: usedBy(k, AsRule, params)}); (err == nil) != k.Rule {
			t.Errorf("%s as a rule: %v", k.Name, err)
		}
		if err := CheckCriterion(Criterion{Kind: k.Name, Params: usedBy(k, AsCriterion, params)}, 0); (err == nil) != k.Criterion {
			t.Errorf("%s as a criterion: %v", k.Name, err)
		}
	}
	slices.Sort(names)
	if fast := slices.Sorted(maps.Keys(fastKinds())); !slices.Equal(fast, names) {
		t.Errorf("fast: %q", fast)
	}
	if plain := slices.Sorted(maps.Keys(plainKinds())); !slices.Equal(plain, names) {
		t.Errorf("plain: %q", plain)
	}
}

func usedBy(k Kind, use Use, params map[string]string) map[string]string {
	out := map[string]string{}
	for _, p := range k.Params {
		if text, ok := params[p.Name]; ok && p.Use&use != 0 {
			out[p.Name] = text
		}
	}
	return out
}

func TestDefaultCriteriaMakeAHundredPoints(t *testing.T) {
	total := int64(0)
	for _, c := range DefaultCriteria() {
		total += c.Points
	}
	if total != 100_000 {
		t.Errorf("%s points", FormatPoints(total))
	}
}

func TestErrorsNameTheKindAndTheParameter(t *testing.T) {
	rule := func(kind, param, text string) error {
		return CheckRule(Rule{Kind: kind, Params: map[string]string{param: text}})
	}
	criterion := func(points int64, param, text string) error {
		return CheckCriterion(Criterion{Kind: "grade gap", Points: points, Params: map[string]string{param: text}}, 0)
	}
	for _, c := range []struct {
		err  error
		want string
	}{
		{rule("grade gab", "", ""), `no kind of rule is called "grade gab"`},
		{rule("waiting", "", ""), `no kind of rule is called "waiting"`},
		{rule("grade gap", "leest", "1"), `grade gap: unknown parameter "leest"`},
		{rule("grade gap", "table", "1=2"), `grade gap: unknown parameter "table"`},
		{rule("grade gap", "most", "two"), `grade gap: most: "two" is not a whole number`},
		{rule("grade gap", "most", "51"), "grade gap: most: 51 is not between -50 and 50"},
		{rule("grade gap", "most", "0"), "grade gap: least: 1 is more than most, 0"},
		{rule("same field", "when missing", "forbid"), "same field: field: is missing"},
		{rule("same field", "field", "a\nb"), "same field: field: has a line break or control character"},
		{rule("consent", "who", "all"), `consent: who: "all" is not one of both, mentee, mentor`},
		{criterion(0, "table", "1=9, 1=8"), "grade gap: table: 1 is there twice"},
		{criterion(0, "table", "one=9"), `grade gap: table: "one=9" is not of the form 1=9`},
		{criterion(0, "table", "1=9.2"), "grade gap: points: 9.2 is no multiple of 0.5"},
		{criterion(5_000, "table", "1=9"), "grade gap: points: 5, but table or points a step give at most 9; leave points out"},
		{criterion(0, "points a step", "1.2345"), `grade gap: points a step: "1.2345" is not a number of points`},
	} {
		if c.err == nil || c.err.Error() != c.want {
			t.Errorf("got  %v\nwant %v", c.err, c.want)
		}
	}
}

func TestTextIsComparedWholeAndFolded(t *testing.T) {
	for _, same := range [][2]string{{"Straße  9", " straße 9"}, {"FRANÇAIS", "français"}, {"ΣΊΣΥΦΟΣ", "σίσυφος"}, {"", "  "}} {
		if fold(same[0]) != fold(same[1]) {
			t.Errorf("%q and %q differ", same[0], same[1])
		}
	}
	if fold("Data") == fold("Data engineer") || fold("Ab") == fold("A b") {
		t.Error("parts of texts are taken for the whole")
	}
}

// FuzzParams reads any parameters: no panic, and what is accepted reads back the same.
func FuzzParams(f *testing.F) {
	f.Add(0, "most", "2", "table", "1=9, 2=12")
	f.Add(3, "field", "organisation", "when missing", "allow")
	f.Add(17, "outcomes", "completed, BROKEN  off", "years", "-1")
	f.Fuzz(func(t *testing.T, at int, name, text, name2, text2 string) {
		kinds := Kinds()
		k := kinds[((at%len(kinds))+len(kinds))%len(kinds)]
		params := map[string]string{name: text, name2: text2}
		for _, use := range []Use{AsRule, AsCriterion} {
			v, err := parse(k, use, params)
			if err != nil {
				if !strings.HasPrefix(err.Error(), k.Name+": ") {
					t.Fatalf("%v does not name %s", err, k.Name)
				}
				continue
			}
			for _, p := range k.Params {
				if n := v.num(p.Name); p.Type == TypeInt && p.Use&use != 0 && (n < p.Min || n > p.Max) {
					t.Fatalf("%s: %s: %d", k.Name, p.Name, n)
				}
			}
			_ = CheckRule(Rule{Kind: k.Name, Params: params})
			_ = CheckCriterion(Criterion{Kind: k.Name, Params: params}, 500)
		}
		if points, err := ParsePoints(text); err == nil {
			if again, err := ParsePoints(FormatPoints(points)); err != nil || again != points {
				t.Fatalf("%q is %d, then %d: %v", text, points, again, err)
			}
		}
	})
}
