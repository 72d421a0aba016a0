package mentoring

import (
	"strings"

	"understudy/match/mentoring"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// whyLines say why a proposal was made: points by criterion, the next best, and
// the rules that hold.
func (m *review) whyLines(r row, w int) []string {
	e := m.answers.why[r.key()]
	lines := m.pairHead("WHY", r.mentee, r.mentor, points(e.Points)+" of "+points(e.Most), w)
	lines = append(lines, m.notes(r, e, w)...)
	lines = append(lines, "")
	lines = append(lines, m.partLines(e.Parts, w)...)
	lines = append(lines, "")
	lines = append(lines, m.nextLines(r, w)...)
	lines = append(lines, "")
	lines = append(lines, m.worthLines(r, w)...)
	lines = append(lines, "")
	return append(lines, m.ruleLines(e, w)...)
}

// pairHead names the two and says who they are.
func (m *review) pairHead(what string, mentee, mentor int64, value string, w int) []string {
	th := m.env.Theme
	title := th.Dim
	if m.open {
		title = th.Accent
	}
	lines := []string{ends(title.Render(what), th.Title.Render(value), w)}
	lines = append(lines, styled(th.Title, wrapped(m.name(mentee)+" with "+m.name(mentor), 0, w))...)
	return append(append(lines, m.whoLines("mentee", mentee, w)...), m.whoLines("mentor", mentor, w)...)
}

// whoLines say where somebody stands, beside what they are here.
func (m *review) whoLines(as string, enrolment int64, w int) []string {
	lines := wrapped(m.who(enrolment), 8, w)
	if len(lines) > 0 {
		lines[0] = text.Pad(as, 8) + strings.TrimPrefix(lines[0], text.Spaces(8))
	}
	return styled(m.env.Theme.Dim, lines)
}

// styled styles each line.
func styled(st theme.Style, lines []string) []string {
	for i, l := range lines {
		lines[i] = st.Render(l)
	}
	return lines
}

// who says where somebody stands in the company.
func (m *review) who(enrolment int64) string {
	p := m.v.People[enrolment]
	var parts []string
	for _, s := range []string{p.Grade, p.Team, p.Location} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	return strings.Join(parts, " · ")
}

// notes say what a person decided about the pair.
func (m *review) notes(r row, e mentoring.Explanation, w int) []string {
	th := m.env.Theme
	var lines []string
	note := func(st theme.Style, s string) {
		for _, l := range wrapped(s, 0, w) {
			lines = append(lines, st.Render(l))
		}
	}
	if e.Locked {
		note(th.Accent, "Locked: "+e.Lock.Reason)
	}
	if len(r.overrides) > 0 {
		note(th.Warn, "! The lock overrides "+joined(r.overrides)+": "+r.why)
	}
	switch m.state(r) {
	case "lock set":
		note(th.Accent, "A lock was set since: it holds from the next run on.")
	case "lock off":
		note(th.Accent, "The lock was taken off since: the next run is free.")
	case "ban set":
		note(th.Warn, "A ban was set since: the next run keeps them apart.")
	}
	if m.low(r) {
		note(th.Warn, "Low: less than two thirds of the average pair, "+points(m.average())+".")
	}
	return lines
}

// partLines draw what each criterion gave, with its evidence.
func (m *review) partLines(parts []mentoring.ExplainedPart, w int) []string {
	th := m.env.Theme
	label := min(22, max(8, w-30))
	var lines []string
	for _, p := range parts {
		value := points(p.Points)
		if p.Most != 0 {
			value += " of " + short(p.Most)
		}
		line := text.Fit(text.Clean(p.Criterion), label) + " " + text.FitLeft(value, 12)
		if room := min(12, w-text.Width(line)-2); room >= 4 {
			line += "  " + widget.Bar(th, p.Share, room)
		}
		lines = append(lines, text.Cut(line, w))
		for _, l := range evidence(p.Evidence, w) {
			lines = append(lines, th.Dim.Render(l))
		}
	}
	if len(parts) == 0 {
		lines = append(lines, th.Dim.Render(text.Cut("The program has no criterion: every pair is worth 0.", w)))
	}
	return lines
}

// evidence sets short sentences on as few lines as hold them.
func evidence(list []string, w int) []string {
	if len(list) == 0 {
		return nil
	}
	return wrapped(strings.Join(list, " · "), 2, w)
}

// nextLines say what the runner-up would cost, who would move, and how a tie was
// decided.
func (m *review) nextLines(r row, w int) []string {
	th := m.env.Theme
	n, known := m.answers.next[r.mentee]
	switch {
	case !m.v.Result.Proved:
		return wrapped("The run was stopped: nothing is proved, and no other mentor can be priced.", 0, w)
	case !known:
		return []string{th.Dim.Render("Next best: asking…")}
	case !n.ok && unpriced(m.v.Input.Settings.Fairness) != "":
		return wrapped(unpriced(m.v.Input.Settings.Fairness), 0, w)
	case !n.ok:
		return wrapped("Next best: none. No other mentor may be had"+keeping(m.v.Scenario)+", whatever it costs.", 0, w)
	}
	said := "Next best: " + m.name(n.Mentor) + " at " + points(n.Points) + ". That costs the whole " + cost(n.Price) + keeping(m.v.Scenario) + "."
	if n.Tie.Equal {
		said = "Equal: with " + m.name(n.Mentor) + ", at " + points(n.Points) + ", the whole is worth the same. " + capital(n.Tie.Say(m.name)) + ". " + m.tieRule(n.Tie)
	}
	lines := wrapped(said, 0, w)
	for _, v := range n.Moves {
		lines = append(lines, m.moveLines(v, w)...)
	}
	if !r.locked {
		for _, l := range wrapped("f forces another mentor, and shows the price first.", 0, w) {
			lines = append(lines, th.Dim.Render(l))
		}
	}
	return lines
}

// tieRule says by which rule one of two equal results was taken.
func (m *review) tieRule(t mentoring.Tie) string {
	if t.Keeps != 0 {
		return "Tie rule: who waits longest is matched first, then who enrolled first."
	}
	return "Tie rule: between equal mentors the choice is fixed, the same on every machine, and says nothing about them. L locks the one whom you prefer."
}

// cost says a loss in words.
func cost(l mentoring.Loss) string {
	var parts []string
	if l.Places != 0 {
		word := count(l.Places, "filled place", "filled places")
		if l.Places < 0 {
			word = "nothing: it fills " + count(-l.Places, "place more", "places more")
		}
		parts = append(parts, word)
	}
	switch {
	case l.Points > 0:
		parts = append(parts, points(l.Points)+" points")
	case l.Points < 0:
		parts = append(parts, "while it gains "+points(-l.Points)+" points")
	}
	if len(parts) == 0 {
		return "nothing"
	}
	return strings.Join(parts, ", ")
}

// moveLines say whom a mentee has before and after.
func (m *review) moveLines(v mentoring.Move, w int) []string {
	return wrapped(m.name(v.Mentee)+": "+m.names(v.Before)+" "+m.env.Theme.Glyph.Arrow+" "+m.names(v.After)+", "+signed(v.PointsAfter-v.PointsBefore), 2, w)
}

func (m *review) names(ids []int64) string {
	if len(ids) == 0 {
		return "nobody"
	}
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = m.name(id)
	}
	return strings.Join(out, ", ")
}

// ruleLines list the rules, those that are broken first.
func (m *review) ruleLines(e mentoring.Explanation, w int) []string {
	th := m.env.Theme
	var bad, good []string
	for _, r := range e.Rules {
		sign, st := th.Good.Render(th.Glyph.Check), th.Dim
		if !r.Holds {
			sign, st = th.Bad.Render(th.Glyph.Cross), th.Text
		}
		said := strings.Join(r.Evidence, " · ")
		if r.Widened {
			said += " (widened by an exception)"
		}
		lines := ruleLine(sign, m.ruleWords(r.Rule), text.Clean(said), st, w)
		if r.Holds {
			good = append(good, lines...)
		} else {
			bad = append(bad, lines...)
		}
	}
	if e.Banned {
		bad = append(bad, text.CutWith(th.Bad.Render(th.Glyph.Cross)+" banned  "+text.Clean(e.BanReason), w, th.Glyph.Ellipsis))
	}
	if e.UnderFloor {
		bad = append(bad, th.Bad.Render(th.Glyph.Cross)+" under the floor of points")
	}
	if e.OtherSlot {
		bad = append(bad, th.Bad.Render(th.Glyph.Cross)+" they take part in different slots")
	}
	if e.Self {
		bad = append(bad, th.Bad.Render(th.Glyph.Cross)+" they are one person")
	}
	title := "Rules: all hold"
	switch {
	case len(bad) > 0:
		title = "Rules: not all hold"
	case len(good) == 0:
		return []string{th.Dim.Render(text.Cut("The program has no rule.", w))}
	}
	return append(append([]string{th.Title.Render(title)}, bad...), good...)
}

// ruleWords names a rule with what it demands.
func (m *review) ruleWords(name string) string {
	for _, r := range m.v.Input.Settings.Rules {
		if mentoring.RuleName(r) == name {
			if d := ruleDemand(r); d != "" {
				return text.Clean(name) + ": " + d
			}
		}
	}
	return text.Clean(name)
}

// ruleLine sets what a rule says beside its name, or below where it is long.
func ruleLine(sign, name, said string, st theme.Style, w int) []string {
	line := sign + " " + name
	lines := wrapped(name, 2, w)
	lines[0] = sign + strings.TrimPrefix(lines[0], " ")
	switch {
	case said == "":
		return lines
	case text.Width(line)+2+text.Width(said) <= w:
		return []string{line + "  " + st.Render(said)}
	}
	return append(lines, styled(st, wrapped(said, 4, w))...)
}
