package mentoring

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Compare says what differs between two results of one cycle and the settings that
// they came from.
func Compare(a, b *Result, before, after Settings) Comparison {
	c := Comparison{
		MatchedBefore: a.Matched, MatchedAfter: b.Matched, TotalBefore: a.Total, TotalAfter: b.Total,
		WorstBefore: a.Worst, WorstAfter: b.Worst,
		Moved: movesBetween(a.Pairs, b.Pairs), Settings: differences(before, after),
	}
	for _, m := range c.Moved {
		switch {
		case len(m.After) > len(m.Before):
			c.Gained = append(c.Gained, m)
		case len(m.After) < len(m.Before):
			c.Lost = append(c.Lost, m)
		}
	}
	return c
}

func movesBetween(before, after []Pair) []Move {
	all := map[int64]*Move{}
	of := func(mentee int64) *Move {
		if all[mentee] == nil {
			all[mentee] = &Move{Mentee: mentee}
		}
		return all[mentee]
	}
	for _, p := range before {
		m := of(p.Mentee)
		m.Before, m.PointsBefore = append(m.Before, p.Mentor), m.PointsBefore+p.Points
	}
	for _, p := range after {
		m := of(p.Mentee)
		m.After, m.PointsAfter = append(m.After, p.Mentor), m.PointsAfter+p.Points
	}
	var out []Move
	for _, mentee := range slices.Sorted(maps.Keys(all)) {
		m := all[mentee]
		slices.Sort(m.Before)
		slices.Sort(m.After)
		if !slices.Equal(m.Before, m.After) {
			out = append(out, *m)
		}
	}
	return out
}

// differences compares settings by name of rule and criterion, in that order.
func differences(before, after Settings) []Difference {
	a, b := settingLines(before), settingLines(after)
	keys := slices.Collect(maps.Keys(a))
	for key := range b {
		if _, ok := a[key]; !ok {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, cmp.Compare[string])
	var out []Difference
	for _, key := range keys {
		if a[key] != b[key] {
			out = append(out, Difference{key, a[key], b[key]})
		}
	}
	return out
}

// settingLines writes settings as name and value, defaults filled in so that
// leaving a parameter out and writing its default are the same.
func settingLines(s Settings) map[string]string {
	out := map[string]string{"objective": string(cmp.Or(s.Objective, MostParticipants)), "step": FormatPoints(stepOf(s.Step))}
	if s.Fairness != "" {
		out["fairness"] = string(s.Fairness)
	}
	if s.Floor != nil {
		out["floor"] = FormatPoints(*s.Floor)
	}
	for _, r := range s.Rules {
		key := "rule " + RuleName(r)
		out[key] = inSlot(r.Slot, r.Kind)
		paramLines(out, key, r.Kind, AsRule, r.Params)
	}
	for _, c := range s.Criteria {
		key := "criterion " + CriterionName(c)
		out[key] = inSlot(c.Slot, c.Kind)
		points := c.Points
		if v, err := criterionValues(c, s.Step); err == nil {
			points = mostOf(c, v)
		}
		out[key+", points"] = FormatPoints(points)
		paramLines(out, key, c.Kind, AsCriterion, c.Params)
	}
	return out
}

func paramLines(out map[string]string, key, kind string, use Use, params map[string]string) {
	k, _ := KindByName(kind)
	for _, p := range k.Params {
		if p.Use&use != 0 {
			out[fmt.Sprintf("%s, %s", key, p.Name)] = cmp.Or(strings.TrimSpace(params[p.Name]), p.Default)
		}
	}
}
