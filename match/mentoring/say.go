package mentoring

import (
	"fmt"
	"slices"
	"strings"
)

// Evidence: short sentences that name no person.

func count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// minutes writes 180 as "3 h" and 90 as "1 h 30 min".
func minutes(n int64) string {
	switch {
	case n < 60:
		return fmt.Sprintf("%d min", n)
	case n%60 == 0:
		return fmt.Sprintf("%d h", n/60)
	}
	return fmt.Sprintf("%d h %d min", n/60, n%60)
}

func ordinal(n int) string {
	suffix := "th"
	if n%100 < 11 || n%100 > 13 {
		switch n % 10 {
		case 1:
			suffix = "st"
		case 2:
			suffix = "nd"
		case 3:
			suffix = "rd"
		}
	}
	return fmt.Sprintf("%d%s", n, suffix)
}

func named(names map[int64]string, id int64, word string) string {
	if name := names[id]; name != "" {
		return name
	}
	return fmt.Sprintf("%s %d", word, id)
}

func (p *plain) sayField(field string, mentee, mentor Ref) []string {
	switch {
	case mentee < 0 && mentor < 0:
		return []string{field + " of both unknown"}
	case mentee < 0:
		return []string{"mentee's " + field + " unknown"}
	case mentor < 0:
		return []string{"mentor's " + field + " unknown"}
	case mentee == mentor:
		return []string{"same " + field + ": " + p.in.Texts[mentee]}
	}
	return []string{fmt.Sprintf("different %s: %s and %s", field, p.in.Texts[mentee], p.in.Texts[mentor])}
}

func sayUnit(word string, names map[int64]string, mentee, mentor int64) []string {
	switch {
	case mentee == 0 && mentor == 0:
		return []string{word + " of both unknown"}
	case mentee == 0:
		return []string{"mentee's " + word + " unknown"}
	case mentor == 0:
		return []string{"mentor's " + word + " unknown"}
	case mentee == mentor:
		return []string{"same " + word + ": " + named(names, mentee, word)}
	}
	return []string{fmt.Sprintf("different %s: %s and %s", word, named(names, mentee, word), named(names, mentor, word))}
}

func (n plainNeeds) say(a, b *plainPerson) []string {
	if len(a.Needs) == 0 {
		return []string{"no needs named"}
	}
	var helped, not []string
	for _, need := range n.lacking(a, nil) {
		name := named(n.p.in.Names.Skills, need.skill, "skill")
		line := fmt.Sprintf("%s %d → %d, mentor has %d", name, need.have, need.wanted, skillOf(b.of.Skills, need.skill))
		if can := n.level(need.skill, b); n.offered && can == 0 {
			line += ", not offered"
		} else if n.offered && can < skillOf(b.of.Skills, need.skill) {
			line += fmt.Sprintf(", offers %d", can)
		}
		if n.covered(need, b) > 0 {
			helped = append(helped, line)
		} else {
			not = append(not, line)
		}
	}
	if len(helped)+len(not) == 0 {
		return []string{"all needs are met already"}
	}
	return append(helped, not...)
}

func (p *plain) saySkillWishes(least int64, a, b *plainPerson) []string {
	var out []string
	for i, w := range a.of.SkillWishes {
		again := slices.ContainsFunc(a.of.SkillWishes[:i], func(o Interest) bool { return o.ID == w.ID })
		if wish := interestIn(a.of.SkillWishes, w.ID); wish > 0 && !again && skillOf(b.of.Skills, w.ID) >= least {
			name := named(p.in.Names.Skills, w.ID, "skill")
			out = append(out, fmt.Sprintf("%s wanted %d of 3, mentor has %d", name, wish, skillOf(b.of.Skills, w.ID)))
		}
	}
	switch {
	case !slices.ContainsFunc(a.of.SkillWishes, func(w Interest) bool { return w.Level > 0 }):
		return []string{"no wishes named"}
	case out == nil:
		return []string{"none of the skills wished for"}
	}
	return out
}

// sayAnswers names the answers in common; a bare yes or no says nothing without
// its question.
func (p *plain) sayAnswers(x answered, shared []Answer) []string {
	if x.questions == 0 {
		return []string{"no questions asked"}
	}
	out := []string{fmt.Sprintf("%d of %d in common", x.common, x.given)}
	if x.both < x.questions {
		out[0] += fmt.Sprintf(" · %d of %d answered", x.both, x.questions)
	}
	if len(shared) > 0 {
		var texts []string
		for _, a := range shared {
			text := p.in.Texts[a.Value]
			if f := fold(text); f == "yes" || f == "no" {
				text = "“" + p.in.Names.Questions[a.Question].Name + "” " + text
			}
			texts = append(texts, text)
		}
		out = append(out, "both: "+strings.Join(texts, ", "))
	}
	return out
}

func sayPreferences(whose string, ranks int, a, b *plainPerson) []string {
	var out []string
	say := func(from, to *plainPerson, who string) {
		if at := slices.Index(from.Preferences, to.Employee); at >= 0 && at < ranks {
			out = append(out, fmt.Sprintf("%s's %s choice", who, ordinal(at+1)))
		}
	}
	if whose != "mentor" {
		say(a, b, "mentee")
	}
	if whose != "mentee" {
		say(b, a, "mentor")
	}
	if out == nil {
		return []string{"not among the choices named"}
	}
	return out
}

func (p *plain) sayLanguages(a, b *plainPerson, counts func(x, y Ref) bool) []string {
	if len(a.languages) == 0 || len(b.languages) == 0 {
		return []string{"languages unknown"}
	}
	var texts []string
	for _, x := range a.languages {
		if slices.ContainsFunc(b.languages, func(y Ref) bool { return counts(x, y) }) {
			texts = append(texts, p.in.Texts[x])
		}
	}
	if texts == nil {
		return []string{"no such language in common"}
	}
	return []string{"both speak " + strings.Join(texts, ", ")}
}

func (p *plain) sayExperience(wishes, located, now bool, market, interest int64) []string {
	name := named(p.in.Names.Markets, market, "market")
	switch {
	case !wishes:
		return []string{"no wish for a market"}
	case interest == 0 && located:
		return []string{"neither works nor finished an assignment in a market wished for"}
	case interest == 0:
		return []string{"no finished assignment in a market wished for"}
	case now:
		return []string{fmt.Sprintf("mentor works in %s, wanted %d of 3", name, interest)}
	}
	return []string{fmt.Sprintf("mentor finished an assignment in %s, wanted %d of 3", name, interest)}
}

func sayConsent(who string, mentee, mentor bool) []string {
	var not []string
	if who != "mentor" && !mentee {
		not = append(not, "mentee did not agree")
	}
	if who != "mentee" && !mentor {
		not = append(not, "mentor did not agree")
	}
	if not == nil {
		return []string{"agreed"}
	}
	return not
}

func sayPast(days int64, were bool) []string {
	switch {
	case !were:
		return []string{"not a pair before"}
	case days == 0:
		return []string{"a pair until now"}
	}
	return []string{"a pair until " + count(int(days), "day") + " ago"}
}

func sayLoad(who string, mentee, mentor int32) []string {
	var out []string
	if who != "mentor" {
		out = append(out, "mentee gives "+minutes(int64(mentee))+" a week already")
	}
	if who != "mentee" {
		out = append(out, "mentor gives "+minutes(int64(mentor))+" a week already")
	}
	return out
}
