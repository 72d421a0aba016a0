package mentoring

import "testing"

func TestDescriptionsSayTheDefaultsThatMatter(t *testing.T) {
	for want, got := range map[string]string{
		"grade gap: least 1, most 2":             DescribeRule(Rule{Kind: "grade gap"}),
		"grade gap: least 0, most 3":             DescribeRule(Rule{Kind: "grade gap", Params: map[string]string{"least": "0", "most": "3"}}),
		"team: same":                             DescribeRule(Rule{Kind: "team"}),
		"elsewhere: different":                   DescribeRule(Rule{Name: "elsewhere", Kind: "location", Params: map[string]string{"relation": "different"}}),
		"different field: organisation":          DescribeRule(Rule{Kind: "different field", Params: map[string]string{"field": "organisation"}}),
		"management line":                        DescribeRule(Rule{Kind: "management line"}),
		"consent: mentoring":                     DescribeRule(Rule{Kind: "consent"}),
		"languages: least 1, when missing allow": DescribeRule(Rule{Kind: "languages", Params: map[string]string{"when missing": "allow"}}),
		"grade gap: 1=9, 2=12":                   DescribeCriterion(Criterion{Kind: "grade gap", Params: map[string]string{"table": "1=9, 2=12"}}),
		"waiting":                                DescribeCriterion(Criterion{Kind: "waiting"}),
	} {
		if got != want {
			t.Errorf("%q instead of %q", got, want)
		}
	}
}
