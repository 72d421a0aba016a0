package mentoring

import (
	"fmt"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

func (p *weights) view(c store.CycleRow, w, h int) []string {
	th := p.env.Theme
	head := fmt.Sprintf("%s for %s · %s with %s", count(c.Mentees, "mentee", "mentees"), count(c.MenteePlaces, "place", "places"), count(c.Mentors, "mentor", "mentors"), count(c.MentorPlaces, "place", "places"))
	var lines []string
	if p.head = 0; h >= p.len()+2 || h >= 12 {
		lines = append(lines, th.Dim.Render(text.Cut(head, w)), "")
		p.head = len(lines)
	}
	p.h = max(1, min(p.len(), h-p.head))
	p.top = max(0, min(p.top, p.at, p.len()-p.h))
	p.top = max(p.top, p.at-p.h+1)
	for i := p.top; i < min(p.len(), p.top+p.h); i++ {
		lines = append(lines, p.line(i, w))
	}
	note := "Digits set a number. Only this scenario goes by what you change here."
	if p.keep {
		note = "Digits set a number. The program is changed too; u undoes it."
	}
	if h > p.head+p.h+1 {
		if p.at == atFairness {
			note = capital(p.fairness.Help()) + "."
		}
		for i, l := range wrapped(note, 0, w) {
			if h <= p.head+p.h+1+i {
				break
			}
			if i == 0 {
				lines = append(lines, "")
			}
			lines = append(lines, th.Dim.Render(l))
		}
	}
	return lines
}

func (p *weights) line(i, w int) string {
	th := p.env.Theme
	label, value, note, bar := "objective", string(p.objective), "", int64(-1)
	switch n := p.peek(i); {
	case i == atFairness:
		label, value = "fairness", fairChoice(p.fairness)
		if was := p.set.program.Values["fairness"]; was != string(p.fairness) {
			note = "program: " + orElse(was, "none")
		}
	case i == atObjective:
		if was := p.set.program.Values["objective"]; was != value {
			note = "program: " + was
		}
	case n == nil:
		label, value = "keep in the program", "no"
		if p.keep {
			value = "yes"
		}
	default:
		label, value, note, bar = n.name, short(n.now), n.given, n.now
		if n.off {
			value, bar = "none", -1
		}
		if i == atFloor {
			bar = -1
		}
		if changed := n.now != n.was || i == atFloor && n.off == p.floorWas; changed && n.given == "" {
			note = "program: " + short(n.was)
			if i == atFloor && !p.floorWas {
				note = "program: none"
			}
		}
		if i == p.at && p.typing {
			value = p.typed + "_"
		}
	}
	return p.draw(i == p.at, label, value, text.Clean(note), bar, w, th.Glyph.Cursor)
}

func (p *weights) peek(i int) *weight {
	switch {
	case i == atFloor:
		return &p.floor
	case i >= atCriteria && i < p.len()-1:
		return &p.list[i-atCriteria]
	}
	return nil
}

func (p *weights) draw(cursor bool, label, value, note string, bar int64, w int, sign string) string {
	th := p.env.Theme
	name := min(26, max(6, w-24))
	left, right := " ", " "
	head := "  "
	if cursor {
		left, right = th.Glyph.Left, th.Glyph.Right
		head = th.Accent.Render(sign) + " "
	}
	line := head + text.Fit(text.Clean(label), name) + " " + left + " " + text.FitLeft(text.Clean(value), min(18, max(6, w-name-8))) + " " + right
	if bar >= 0 {
		line = head + text.Fit(text.Clean(label), name) + " " + left + " " + text.FitLeft(text.Clean(value), 6) + " " + right
		if room := min(12, w-text.Width(line)-2); room >= 4 {
			line += "  " + widget.Bar(th, float64(bar)/float64(max(1, p.most())), room)
		}
	}
	if note != "" && text.Width(line)+10 <= w {
		line += "  " + th.Dim.Render(note)
	}
	line = text.CutWith(line, w, th.Glyph.Ellipsis)
	if cursor {
		return th.Cursor.Over(text.Pad(line, w))
	}
	return line
}

func (p *weights) most() int64 {
	var most int64
	for _, w := range p.list {
		most = max(most, w.now)
	}
	return most
}
