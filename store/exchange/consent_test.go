package exchange_test

import (
	"fmt"
	"strings"
	"testing"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/storetest"
)

// TestAConsentIsOnlyWhatAFileSays holds that nobody agrees to what no column names, nor
// by answering no.
func TestAConsentIsOnlyWhatAFileSays(t *testing.T) {
	for _, c := range []struct{ body, problem, kept, skipped string }{
		{"number,agreed to\n1,mentoring\n2,events\n", "", "Ann mentoring, Bo events", ""},
		{"number,purpose,since\n1,rotation,2026-01-05\n", "", "Ann rotation", ""},
		{"number,topic,agreed\n1,mentoring,yes\n2,mentoring,no\n", "", "Ann mentoring", "did not agree: “no”"},
		{"number,topic\n1,mentoring\n2,No\n", "", "Ann mentoring", "did not agree: “No”"},
		{"number,topic,consent\n1,mentoring,perhaps\n", "neither yes nor no", "", ""},
		{"number,topic\n1,mentoring\n2,\n", "is missing", "", ""},
		{"number,since\n1,2026-01-05\n", "no column says the topic agreed to; ", "", ""},
		{"number,what for,since\n1,events,2026-01-05\n", "no column says the topic agreed to; ", "", ""},
		{"number,topic\n1,parties\n", "parties", "", ""},
	} {
		st := sound(t)
		for n, name := range []string{"Ann", "Bo"} {
			storetest.Add(t, st, "employee", map[string]string{"name": name, "number": fmt.Sprint(n + 1)})
		}
		p := plan(t, st, "consents", c.body, exchange.Options{})
		var problems, skipped, kept []string
		for _, v := range p.Problems {
			problems = append(problems, fmt.Sprint(v))
		}
		for _, r := range p.Rows {
			if r.Status == exchange.Skipped {
				skipped = append(skipped, r.Reason)
			}
		}
		if got := strings.Join(problems, "; "); (got == "") != (c.problem == "") || !strings.Contains(got, c.problem) {
			t.Errorf("%q: problems %q, want %q", c.body, got, c.problem)
		}
		if got := strings.Join(skipped, "; "); got != c.skipped {
			t.Errorf("%q: skipped %q, want %q", c.body, got, c.skipped)
		}
		if len(p.Problems) == 0 {
			commit(t, st, p)
		}
		recs, err := st.List(t.Context(), "consent", store.ListFilter{})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range recs {
			kept = append(kept, r.Values["employee_id"]+" "+r.Values["topic"])
		}
		if got := strings.Join(kept, ", "); got != c.kept {
			t.Errorf("%q: kept %q, want %q", c.body, got, c.kept)
		}
	}
}
