package mentoring

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/pairact"
	"understudy/tui/internal/widget"
)

// Update hands on to the list in front; a click may choose another.
func (p *pair) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		c.Y -= p.head
		return p.here().list.Update(c)
	}
	return p.here().list.Update(msg)
}

// View draws how the pair does, the tabs and the list in front.
func (p *pair) View(w, h int) string {
	p.at = min(p.at, p.shown()-1)
	lines := p.factLines(w)
	lines = lines[:min(len(lines), max(0, h/2-1))]
	if len(lines) > 0 && h >= 16 {
		lines = append(lines, "")
	}
	if h >= 4 {
		lines = append(lines, kindform.Tabs(p.env.Theme, p.names(), p.at, w))
	}
	if p.here().kind == "pair note" && h >= 8 {
		said := fitting(w, "Private: in no report, and in no export but “export notes” and that of the employee.", "Private: in no report.")
		lines = append(lines, p.env.Theme.Warn.Render(said))
	}
	p.head = len(lines)
	return widget.Fit(strings.Join(append(lines, p.here().list.View(w, max(0, h-len(lines)))), "\n"), w, h)
}

func (p *pair) names() []string {
	var out []string
	for _, t := range p.tabs[:p.shown()] {
		out = append(out, t.name)
	}
	return out
}

func (p *pair) factLines(w int) []string {
	th, r := p.env.Theme, p.f.row
	switch {
	case p.gone:
		return []string{th.Warn.Render(text.Cut("This pair is no longer there. Esc goes back.", w))}
	case r.ID == 0:
		return []string{th.Dim.Render("Reading…")}
	}
	facts := pairact.Facts(r, p.f.terms, th)
	if p.f.review != "" {
		facts = append(facts, widget.Pair{Label: "outcome", Value: p.f.review})
	}
	for _, a := range p.f.serves {
		facts = append(facts, widget.Pair{Label: "closes", Value: sayGap(a)})
	}
	if r.HasPoints {
		by := " in the run that proposed it"
		if len(p.f.serves) > 0 {
			by = " by the program's criteria"
		}
		facts = append(facts, widget.Pair{Label: "points", Value: points(r.Points) + by})
	}
	head := text.Clean(r.Program + ", " + r.Cycle)
	if r.Mentee.Location+r.Mentor.Location != "" {
		head += " · " + text.Clean(orElse(r.Mentee.Location, "no location")+" and "+orElse(r.Mentor.Location, "no location"))
	}
	if key := pairact.Next(r.Verdict.Act); key.Key != "" {
		head += " · next: " + key.Key + " " + key.What
	}
	return append([]string{th.Dim.Render(text.Cut(head, w))}, widget.KeyValue(th, w, facts...)...)
}

// sayGap is the gap for which a pair was made: “Kubernetes 1 of 3 for Cloud first: active”.
func sayGap(a store.GapAction) string {
	said := fmt.Sprintf("%s %d of %d", a.Skill, a.Has, a.Level)
	if a.Initiative != "" {
		said += " for " + a.Initiative
	}
	return said + ": " + string(a.State)
}
