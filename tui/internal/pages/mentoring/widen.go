package mentoring

import (
	"cmp"
	"fmt"
	"strings"

	"understudy/match/mentoring"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

// widenable lists the numbers of a program's rules that an exception can widen:
// the value is the rule's id and the parameter.
func widenable(s settings) []widget.Option {
	var out []widget.Option
	for _, r := range s.rules {
		rule := ruleOf(r)
		k, _ := mentoring.KindByName(rule.Kind)
		for _, p := range k.Params {
			if p.Widen == 0 || p.Use&mentoring.AsRule == 0 {
				continue
			}
			now := cmp.Or(strings.TrimSpace(rule.Params[p.Name]), p.Default)
			out = append(out, widget.Option{
				Value: kindform.RefValue(r.ID) + " " + p.Name, Label: mentoring.RuleName(rule) + ": " + p.Name,
				Hint: fmt.Sprintf("now %s, by %+d a step", now, p.Widen),
			})
		}
	}
	return out
}
