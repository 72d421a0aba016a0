package rotations

import (
	"fmt"
	"math"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// detail says all that there is to say of the cell under the cursor, in lines of w cells.
func (b *board) detail(w int) []string {
	g := b.shown()
	n, col, ok := b.grid.Cursor()
	if g == nil || !ok {
		return nil
	}
	if m, on := b.grid.Carrying(); on {
		th := b.of.env.Theme
		row, _ := g.row(m.Row)
		lines := []string{th.Title.Render(text.Cut(text.Clean(m.Cell.Text), w)), th.Dim.Render(text.Cut(text.Clean(row.head.Name)+" · "+b.periods(m.Col+1, m.Col+m.Length), w)), ""}
		return append(lines, b.verdict(w, math.MaxInt)...)
	}
	if line, in := b.grid.CoverLine(); in {
		return b.coverDetail(line, col, w)
	}
	p, c, sits := g.sitter(n, col)
	if s, seats := g.seat(n); seats {
		return b.seatDetail(s, p, c, sits, col, w)
	}
	if !sits {
		return nil
	}
	return b.personDetail(p, c, col, w)
}

func (b *board) period(t int) string { return b.seen.Periods[t].Name }

// periods says from when to when, periods from 1.
func (b *board) periods(first, last int) string {
	if first == last {
		return b.period(first - 1)
	}
	return b.period(first-1) + " to " + b.period(last-1)
}

func (b *board) personDetail(p *store.BoardPerson, c *store.BoardCell, col, w int) []string {
	th := b.of.env.Theme
	home := p.Team
	if home == "" {
		home = "no team"
	}
	lines := []string{th.Title.Render(text.Cut(text.Clean(p.Name), w)), th.Dim.Render(text.Cut(text.Clean(home)+" · "+b.period(col), w)), ""}
	if c.Seat != 0 {
		lines = append(lines, b.placementLines(p, c, w)...)
	} else {
		lines = append(lines, b.homeLines(p, c, w)...)
	}
	return append(lines, b.wishLines(p, w)...)
}

// homeLines say why nobody placed the person then.
func (b *board) homeLines(p *store.BoardPerson, c *store.BoardCell, w int) []string {
	said := "At the own job."
	switch {
	case !p.Joins:
		said = "Not placed at all: withdrew, or no whole period lies between the earliest and the latest day."
	case c.Away:
		said = "Away for more than half of the working days."
	case c.Locked:
		said = "At the own job, and locked there."
	}
	lines := wrapped(said, 0, w)
	if c.Other {
		lines = append(lines, wrapped("People were told something else.", 0, w)...)
	}
	return append(append(lines, b.pendingLines(c, w)...), "")
}

func (b *board) pendingLines(c *store.BoardCell, w int) []string {
	if !c.Pending {
		return nil
	}
	return styled(b.of.env.Theme.Warn, wrapped("! A lock says otherwise: the next run moves this.", 0, w))
}

// placementLines tell a placement: where, how long, with whom, and where its points come from.
func (b *board) placementLines(p *store.BoardPerson, c *store.BoardCell, w int) []string {
	th := b.of.env.Theme
	host := b.hosts[c.Seat]
	if host == "" {
		host = "nobody named"
	}
	state := "proposed"
	if c.Published {
		state = b.people.placed[placedKey{p.Participant, c.Seat, c.First}]
		if state == "" || state == "proposed" {
			state = "published"
		}
	}
	pairs := []widget.Pair{
		{Label: "seat", Value: c.SeatName},
		{Label: "team", Value: c.Team},
		{Label: "host", Value: host},
		{Label: "when", Value: b.periods(c.First, c.Last)},
		{Label: "state", Value: state},
	}
	if c.Locked {
		held := "yes"
		if c.Forced {
			held = "against a rule"
		}
		pairs = append(pairs, widget.Pair{Label: "locked", Value: held})
	}
	lines := append(widget.KeyValue(th, w, pairs...), b.pendingLines(c, w)...)
	m, ok := b.move(p.Participant, c)
	if !ok {
		return append(lines, "")
	}
	lines = append(lines, "", th.Title.Render(text.Cut(points(m.Points)+" points", w)))
	for _, x := range m.Parts {
		for i, l := range wrapped(x.Said, 9, w) {
			if i == 0 {
				l = text.FitLeft(signed(x.Points), 7) + l[7:]
			}
			lines = append(lines, l)
		}
	}
	if len(m.Overrides) > 0 {
		lines = append(lines, styled(th.Warn, wrapped("Forced against: "+joined(m.Overrides)+".", 0, w))...)
	}
	return append(lines, "")
}

func (b *board) move(participant int64, c *store.BoardCell) (store.RotationMove, bool) {
	if b.review == nil {
		return store.RotationMove{}, false
	}
	for _, m := range b.review.Moves {
		if m.Participant == participant && m.Seat == c.Seat && m.First == c.First {
			return m, true
		}
	}
	return store.RotationMove{}, false
}

// refusedOf are the refused wishes of a participant.
func (b *board) refusedOf(participant int64) (out []store.RotationRefused) {
	if b.review == nil {
		return nil
	}
	for _, r := range b.review.Refused {
		if r.Participant == participant {
			out = append(out, r)
		}
	}
	return out
}

// wishLines tell which wishes are granted, and why the others are not.
func (b *board) wishLines(p *store.BoardPerson, w int) []string {
	th := b.of.env.Theme
	if b.review == nil || p.Wishes == 0 {
		return nil
	}
	lines := []string{th.Title.Render(text.Cut(fmt.Sprintf("%d of %s granted", p.Granted, count(p.Wishes, "wish", "wishes")), w))}
	granted := map[int64]bool{}
	for _, c := range p.Cells {
		if c.Wished && !granted[c.Seat] {
			granted[c.Seat] = true
			lines = append(lines, hanging(th.Glyph.Check+" ", c.SeatName+" from "+b.period(c.First-1), w)...)
		}
	}
	refused := b.refusedOf(p.Participant)
	for _, r := range refused {
		lines = append(lines, hanging(th.Glyph.Cross+" ", r.Said, w)...)
		for _, x := range r.Remedies {
			lines = append(lines, remedyLines(th, x, 2, w)...)
		}
	}
	if p.Granted == 0 && b.review.Solved.Rules.UnfairCost > 0 {
		lines = append(lines, styled(th.Dim, wrapped("With no wish granted the plan is worth "+points(b.review.Solved.Rules.UnfairCost)+" less.", 0, w))...)
	}
	return lines
}

func (b *board) seatDetail(s *store.BoardSeat, p *store.BoardPerson, c *store.BoardCell, sits bool, col, w int) []string {
	th := b.of.env.Theme
	host := b.hosts[s.Seat]
	if host == "" {
		host = "nobody named"
	}
	taken := len(s.Cells[col])
	said := fmt.Sprintf("%d of %s taken", taken, count(s.Places[col].Most, "place", "places"))
	switch {
	case s.Places[col].Most == 0:
		said = "not offered then"
	case taken < s.Places[col].Least:
		said += fmt.Sprintf(", needs %d", s.Places[col].Least)
	}
	lines := []string{th.Title.Render(text.Cut(text.Clean(s.Name), w)), th.Dim.Render(text.Cut(text.Clean(s.Team)+" · "+b.period(col), w)), ""}
	lines = append(lines, widget.KeyValue(
		th, w,
		widget.Pair{Label: "host", Value: host},
		widget.Pair{Label: "skill", Value: fmt.Sprintf("%s, %d to begin, reaches %d", s.Skill, s.Entry, s.Goal)},
		widget.Pair{Label: "places", Value: said, Style: badIf(taken < s.Places[col].Least, th)},
	)...)
	lines = append(lines, b.bindingLines(func(x store.RotationBinding) bool {
		return x.Seat == s.Name && x.First <= col+1 && col+1 <= x.Last
	}, w)...)
	lines = append(lines, "")
	if sits {
		lines = append(lines, th.Title.Render(text.Cut(text.Clean(p.Name), w)))
		lines = append(lines, b.placementLines(p, c, w)...)
	}
	wished := false
	for _, r := range b.refusedIn(s.Seat) {
		if !wished {
			lines = append(lines, th.Title.Render(text.Cut("Wished for, and refused", w)))
		}
		wished = true
		lines = append(lines, hanging(th.Glyph.Cross+" ", r.Said, w)...)
	}
	return lines
}

func (b *board) refusedIn(seat int64) (out []store.RotationRefused) {
	if b.review == nil {
		return nil
	}
	for _, r := range b.review.Refused {
		if r.Seat == seat {
			out = append(out, r)
		}
	}
	return out
}

// bindingLines say what of the limits binds here, and what one more would be worth.
func (b *board) bindingLines(of func(store.RotationBinding) bool, w int) (lines []string) {
	if b.review == nil {
		return nil
	}
	for _, x := range b.review.Binding {
		if of(x) && x.Worth > 0 {
			lines = append(lines, "")
			lines = append(lines, wrapped(x.Said+".", 0, w)...)
		}
	}
	return lines
}

func (b *board) coverDetail(line, col, w int) []string {
	th := b.of.env.Theme
	c := &b.seen.Covers[line]
	lines := []string{
		th.Title.Render(text.Cut(text.Clean(c.Team), w)),
		th.Dim.Render(text.Cut(text.Clean(fmt.Sprintf("%s · %d+ %s", b.period(col), c.Level, c.Skill)), w)), "",
	}
	have, need := c.Have[col], c.Need[col]
	said := fmt.Sprintf("%d at home, %d asked for: holds, with %d to spare.", have, need, have-need)
	switch {
	case need == 0:
		said = fmt.Sprintf("Nobody is asked for then; %d at home.", have)
	case have < need:
		said = fmt.Sprintf("%d at home, %d asked for: short by %d.", have, need, need-have)
	case have == need:
		said = fmt.Sprintf("%d at home, %d asked for: just holds. Nobody more can leave.", have, need)
	}
	lines = append(lines, styled(badIf(have < need, th), wrapped(said, 0, w))...)
	if c.Changed {
		lines = append(lines, wrapped("This plan asks for another number than the team does; see Cover.", 0, w)...)
	}
	lines = append(lines, b.bindingLines(func(x store.RotationBinding) bool {
		return x.TeamID == c.TeamID && x.Skill == c.Skill && x.Level == c.Level && x.First <= col+1 && col+1 <= x.Last
	}, w)...)
	lines = append(lines, "")
	head := false
	for i := range b.seen.People {
		p := &b.seen.People[i]
		if p.TeamID != c.TeamID || p.Cells[col].Seat == 0 {
			continue
		}
		if !head {
			lines, head = append(lines, th.Title.Render(text.Cut("In a seat then", w))), true
		}
		lines = append(lines, wrapped(p.Name+": "+p.Cells[col].SeatName, 0, w)...)
	}
	return append(lines, "", th.Hotkey("c", "changes this cover in the plan"))
}
