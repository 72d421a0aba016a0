package mentoring

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

// settings are what a program's runs go by, as records that can be edited.
type settings struct {
	program         store.Record
	rules, criteria []store.Record
}

// allSettings reads the settings of several programs at once.
func allSettings(ctx context.Context, db *store.Store, programs []store.Record) (map[int64]settings, error) {
	out := map[int64]settings{}
	for _, p := range programs {
		out[p.ID] = settings{program: p}
	}
	for _, kind := range []string{"rule", "criterion"} {
		recs, err := db.List(ctx, kind, store.ListFilter{})
		if err != nil {
			return nil, err
		}
		for _, r := range recs {
			s, ok := out[r.Refs["program_id"]]
			if !ok {
				continue
			}
			if kind == "rule" {
				s.rules = append(s.rules, r)
			} else {
				s.criteria = append(s.criteria, r)
			}
			out[r.Refs["program_id"]] = s
		}
	}
	return out, nil
}

// settingsOf reads the settings of one program.
func settingsOf(ctx context.Context, db *store.Store, program int64) (settings, error) {
	p, err := db.Get(ctx, "program", program)
	if err != nil {
		return settings{}, err
	}
	all, err := allSettings(ctx, db, []store.Record{p})
	return all[program], err
}

// paramsOf reads the parameters of a rule or criterion; the store checked them
// when it wrote them.
func paramsOf(r store.Record) map[string]string {
	params := map[string]string{}
	_ = json.Unmarshal([]byte(r.Values["params"]), &params)
	return params
}

func ruleOf(r store.Record) mentoring.Rule {
	return mentoring.Rule{Name: r.Values["name"], Slot: r.Values["slot"], Kind: r.Values["kind"], Params: paramsOf(r)}
}

func criterionOf(r store.Record) mentoring.Criterion {
	p, _ := mentoring.ParsePoints(r.Values["points"])
	return mentoring.Criterion{Name: r.Values["name"], Slot: r.Values["slot"], Kind: r.Values["kind"], Points: p, Params: paramsOf(r)}
}

// weightOf is the most that a criterion gives. Points that its parameters say
// (a table, or points a step) are not the weight's to change.
func weightOf(c mentoring.Criterion) (most int64, given bool) {
	for _, e := range strings.Split(c.Params["table"], ",") {
		if _, p, ok := strings.Cut(e, "="); ok {
			n, _ := mentoring.ParsePoints(strings.TrimSpace(p))
			most, given = max(most, n), true
		}
	}
	if each, err := mentoring.ParsePoints(c.Params["points a step"]); err == nil && each != 0 {
		steps := int64(4)
		if n, err := mentoring.ParsePoints(c.Params["full steps"]); err == nil {
			steps = n / 1000
		}
		return each * steps, true
	}
	if given {
		return most, true
	}
	return c.Points, false
}

// ruleDemand is what a rule demands beside its name: "least 1, most 3", or "" where
// the name says it all.
func ruleDemand(r mentoring.Rule) string {
	said := strings.TrimPrefix(strings.TrimPrefix(mentoring.DescribeRule(mentoring.Rule{Kind: r.Kind, Params: r.Params}), r.Kind), ": ")
	r.Slot = "" // the name has it
	return beside(mentoring.RuleName(r), r.Kind, said)
}

// criterionDemand is what a criterion goes by, beside its name and points.
func criterionDemand(c mentoring.Criterion) string {
	said := strings.TrimPrefix(strings.TrimPrefix(mentoring.DescribeCriterion(mentoring.Criterion{Kind: c.Kind, Params: c.Params}), c.Kind), ": ")
	c.Slot = "" // the name has it
	return beside(mentoring.CriterionName(c), c.Kind, said)
}

// beside leaves out what a name made of the kind says already: “team: different”.
func beside(name, kind, said string) string {
	list := strings.Split(said, ", ")
	if main, made := strings.CutPrefix(name, kind+": "); made {
		if i := slices.Index(list, main); i >= 0 {
			list = slices.Delete(list, i, i+1)
		}
	}
	return text.Clean(strings.Join(list, ", "))
}

// lines draws the settings: weights with bars, then the rules.
func (s settings) lines(env kindform.Env, w int) []string {
	th := env.Theme
	aim := aimOf(s.program)
	if f := s.program.Values["floor"]; f != "" {
		aim += ", no pair under " + f
	}
	lines := []string{th.Title.Render(text.Cut("What counts: "+text.Clean(aim), w))}
	if len(s.criteria) == 0 {
		lines = append(lines, th.Dim.Render(text.Cut("  no criterion yet: every pair is worth 0", w)))
	}
	var all []mentoring.Criterion
	var most int64 = 1
	for _, r := range s.criteria {
		c := criterionOf(r)
		m, _ := weightOf(c)
		most, all = max(most, m), append(all, c)
	}
	for _, c := range all {
		m, _ := weightOf(c)
		lines = append(lines, weightLine(env, mentoring.CriterionName(c), m, most, w))
		if d := criterionDemand(c); d != "" {
			lines = append(lines, styled(th.Dim, wrapped(d, 4, w))...)
		}
	}
	lines = append(lines, "", th.Title.Render("What must hold"))
	if len(s.rules) == 0 {
		lines = append(lines, th.Dim.Render(text.Cut("  no rule yet: anyone may be paired with anyone", w)))
	}
	for _, r := range s.rules {
		rule := ruleOf(r)
		line := "  " + text.Clean(mentoring.RuleName(rule))
		if p := ruleDemand(rule); p != "" {
			line += ": " + th.Dim.Render(p)
		}
		lines = append(lines, text.CutWith(line, w, th.Glyph.Ellipsis))
	}
	lines = append(lines, "", th.Title.Render(text.Cut("How it runs", w)))
	return append(lines, wrapped(followLine(s.program), 2, w)...)
}

// weightLine is a name, its points and a bar against the greatest.
func weightLine(env kindform.Env, name string, p, most int64, w int) string {
	label := min(24, max(8, w-22))
	line := "  " + text.Fit(text.Clean(name), label) + " " + text.FitLeft(short(p), 6) + "  "
	if room := min(12, w-text.Width(line)); room >= 4 {
		line += widget.Bar(env.Theme, float64(p)/float64(most), room)
	}
	return text.Cut(line, w)
}

// asksConsent tells whether a rule wants that people agreed to mentoring, which is
// what a list of enrolments knows of.
func (s settings) asksConsent() bool {
	return slices.ContainsFunc(s.rules, func(r store.Record) bool {
		topic := strings.TrimSpace(paramsOf(r)["topic"])
		return r.Values["kind"] == "consent" && (topic == "" || topic == "mentoring")
	})
}

// findRule finds the rule that the engine calls by this name.
func (s settings) findRule(name string) (store.Record, bool) {
	i := slices.IndexFunc(s.rules, func(r store.Record) bool { return mentoring.RuleName(ruleOf(r)) == name })
	if i < 0 {
		return store.Record{}, false
	}
	return s.rules[i], true
}
