package rotations

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// carry is what follows the cursor.
type carry struct {
	participant, seat int64 // of a new placement one of them is 0: the row says it
	at, length        int   // of one that is there: its first period, from 1, and its length; 0 of a new one
}

func (b *board) carrying() bool {
	_, on := b.grid.Carrying()
	return on
}

// pickUp lets a placement follow the cursor.
func (b *board) pickUp(x here) tea.Cmd {
	b.carry = carry{participant: x.person.Participant, seat: x.cell.Seat, at: x.cell.First, length: x.cell.Last - x.cell.First + 1}
	b.grid.PickUp(b.judge)
	return b.try()
}

// bring asks for the seat, or for the person, of a placement that is new.
func (b *board) bring(x here) tea.Cmd {
	c := kindform.Choice{Title: "Which seat?", Empty: "The plan has no seat.", Pick: func(o widget.Option) tea.Cmd {
		id, err := strconv.ParseInt(o.Value, 10, 64)
		if err != nil {
			return page.Fail(err)
		}
		return b.brought(id)
	}}
	if x.seat != nil {
		c.Title, c.Empty = "Who sits in "+x.seat.Name+"?", "The plan has no participant."
		for _, p := range b.seen.People {
			if p.Joins {
				c.Options = append(c.Options, widget.Option{Value: strconv.FormatInt(p.Participant, 10), Label: p.Name, Hint: p.Team})
			}
		}
		return kindform.Choose(b.of.env, b.of.sc, c)
	}
	if x.cell != nil && x.cell.Refused != 0 {
		c.At = strconv.FormatInt(x.cell.Refused, 10)
	}
	for _, s := range b.seen.Seats {
		free := s.Places[x.col].Most - len(s.Cells[x.col])
		c.Options = append(c.Options, widget.Option{
			Value: strconv.FormatInt(s.Seat, 10), Label: s.Name, Hint: b.seatHint(&s, max(0, free), x.col),
		})
	}
	return kindform.Choose(b.of.env, b.of.sc, c)
}

// seatHint tells one seat from another, what decides first: a narrow list cuts the end.
func (b *board) seatHint(s *store.BoardSeat, free, col int) string {
	hint := fmt.Sprintf("%s free in %s · %s to %d", widget.Number(free), b.period(col), s.Skill, s.Goal)
	if s.Team != "" && !strings.Contains(text.Fold(s.Name), text.Fold(s.Team)) {
		hint += " · " + s.Team
	}
	return hint
}

// brought lets the new placement follow the cursor.
func (b *board) brought(id int64) tea.Cmd {
	cell := widget.BoardCell{Kind: widget.BoardBlock, Team: -1}
	b.carry = carry{seat: id}
	if b.bySeat {
		b.carry = carry{participant: id}
		if i, ok := b.seats.persons[id]; ok {
			cell.Team, cell.Text = b.seats.team(b.seen.People[i].TeamID), b.seen.People[i].Name
		}
	} else if i, ok := b.people.inSeat[id]; ok {
		cell = b.block(&b.seen.Seats[i])
	}
	b.grid.Bring(cell, max(1, b.of.row.Least), b.judge)
	return b.try()
}

// moveTo is the move that puts what is carried to a place; why says why there is none.
func (b *board) moveTo(row, col, length int) (m store.HandMove, why string) {
	g, c := b.shown(), b.carry
	r, ok := g.row(row)
	if !ok {
		return m, "the row is gone"
	}
	who, seat := c.participant, c.seat
	if g.bySeat {
		seat = b.seen.Seats[r.at].Seat
	} else {
		who = b.seen.People[r.at].Participant
	}
	first, last := col+1, col+length
	switch {
	case c.length == 0:
		m = store.HandMove{Kind: "place", Participant: who, Seat: seat, First: first, Last: last}
	case who == c.participant && seat == c.seat && length != c.length:
		m = store.HandMove{Kind: "lengthen", Participant: who, At: c.at, First: first, Last: last}
	case length != c.length:
		return m, "put it down first, then change its length"
	default:
		m = store.HandMove{Kind: "move", Participant: c.participant, At: c.at, First: first}
		if who != c.participant {
			m.With = who
		}
		if seat != c.seat {
			m.Seat = seat
		}
	}
	return b.about(m), ""
}

// judge says from memory what is known of a place, and notes that it is to be asked about.
func (b *board) judge(row, col, length int) widget.Verdict {
	m, why := b.moveTo(row, col, length)
	if why != "" {
		return widget.Verdict{Breaks: true, Text: why}
	}
	if m.Kind == "move" && m.With == 0 && m.Seat == 0 && m.First == b.carry.at {
		b.pending = nil
		return widget.Verdict{Text: "where it is"}
	}
	if v, known := b.answers[m]; known {
		b.pending = nil
		return v
	}
	b.pending = &m
	return widget.Verdict{Unknown: true, Text: "asking…"}
}

// moved follows each motion: what is carried over a new place is asked about.
func (b *board) moved() tea.Cmd { return b.try() }

// try asks in the background what the place under the carried block would break.
func (b *board) try() tea.Cmd {
	if b.pending == nil {
		return nil
	}
	m, db := *b.pending, b.of.env.DB
	b.pending = nil
	return page.Load(b.of.sc, &b.trying, func(ctx context.Context) (store.HandTrial, error) { return db.TryRotationMove(ctx, m) },
		func(t store.HandTrial, err error) tea.Cmd {
			b.answers[m] = b.verdictOf(m, t, err)
			b.grid.Reask()
			return b.try()
		})
}

// verdictOf says what a move breaks, or is worth, and what else of the person it changes.
func (b *board) verdictOf(m store.HandMove, t store.HandTrial, err error) widget.Verdict {
	if err != nil {
		return widget.Verdict{Breaks: true, Text: page.InWords(err), Brief: "cannot be"}
	}
	v := widget.Verdict{Text: signed(t.Points) + " points, breaks nothing"}
	v.Brief = v.Text
	if n := len(t.Broken); n > 0 {
		v = widget.Verdict{Breaks: true, Text: t.Broken[0].Said, Brief: "breaks " + count(n, "rule", "rules")}
		if n > 1 {
			v.Text += fmt.Sprintf("; and %d more", n-1)
		}
	}
	if also := b.displaced(m); also != "" {
		v.Text += "; " + also
	}
	return v
}

// displaced says which other placements of the person a move takes the place of, in whole
// or in part: “it shortens Ada's On call, Jun 2026 to Aug 2026”; "" for none.
func (b *board) displaced(m store.HandMove) string {
	whose := func(id int64) *store.BoardPerson {
		if i, ok := b.people.persons[id]; ok && id != 0 {
			return &b.seen.People[i]
		}
		return nil
	}
	who, first, last, own := whose(m.Participant), m.First, m.Last, 0
	switch m.Kind {
	case "place":
	case "move", "lengthen":
		if who == nil || m.At < 1 || m.At > len(who.Cells) {
			return ""
		}
		own = who.Cells[m.At-1].First
		if m.Kind == "lengthen" {
			first = max(first, own)
			break
		}
		if first == 0 {
			first = own
		}
		last = first + who.Cells[m.At-1].Last - own
		if m.With != 0 {
			who, own = whose(m.With), 0
		}
	default:
		return ""
	}
	if who == nil || first < 1 {
		return ""
	}
	var parts []string
	for t := first; t <= min(last, len(who.Cells)); t++ {
		c := &who.Cells[t-1]
		if c.Seat == 0 || c.First == own || t > first && t > c.First {
			continue
		}
		does := "it shortens "
		if first <= c.First && c.Last <= last {
			does = "it replaces "
		}
		parts = append(parts, does+who.Name+"'s "+c.SeatName+", "+b.periods(c.First, c.Last))
	}
	return strings.Join(parts, "; ")
}

// worthAfter says what a change makes of the plan's worth.
func worthAfter(change int64) string {
	switch {
	case change < 0:
		return "The plan would be worth " + points(-change) + " points less."
	case change > 0:
		return "The plan would be worth " + points(change) + " points more."
	}
	return "The plan would be worth as much as now."
}

// verdict says what is known of the place under what is carried, in so many lines at most.
func (b *board) verdict(w, most int) []string {
	th := b.of.env.Theme
	m, _ := b.grid.Carrying()
	st, sign := th.Good, th.Glyph.Check
	switch {
	case m.Verdict.Breaks:
		st, sign = th.Bad, th.Glyph.Alert
	case m.Verdict.Unknown:
		st, sign = th.Dim, th.Glyph.Ask
	}
	lines := hanging(sign+" ", m.Verdict.Text, w)
	if len(lines) > most {
		lines = lines[:most]
		lines[most-1] = text.Cut(lines[most-1], max(0, w-2)) + " " + th.Glyph.Ellipsis
	}
	return styled(st, lines)
}

// carryActions are all that can be done while something follows the cursor.
func (b *board) carryActions() []page.Action {
	do := func(f func()) func() tea.Cmd { return func() tea.Cmd { f(); return b.try() } }
	acts := []page.Action{
		page.Act("Put it down here", "put down", b.drop, page.KeyOpen, keyMove).Hinted(9),
		page.Act("Put it back", "put back", func() tea.Cmd { b.grid.PutBack(); b.pending = nil; return nil }, "esc").Hinted(8),
		page.Act("A period longer", "longer", do(func() { b.grid.Stretch(1) }), keyLonger).Hinted(7),
		page.Act("A period shorter", "shorter", do(func() { b.grid.Stretch(-1) }), keyShorter).Hinted(6),
		page.Act("A screen of periods back", "back", do(func() { b.grid.Aside(-1) }), keyBack),
		page.Act("A screen of periods on", "on", do(func() { b.grid.Aside(1) }), keyOn),
	}
	return append(acts, page.Grid(b.grid, b.moved)...)
}

// drop makes the move, or says first what it breaks.
func (b *board) drop() tea.Cmd {
	was, _ := b.grid.Carrying()
	m, why := b.moveTo(was.Row, was.Col, was.Length)
	switch {
	case why != "":
		return page.Say(capital(why))
	case b.carry.length > 0 && !was.Moved:
		b.grid.PutBack()
		return nil
	}
	b.grid.Drop()
	b.pending = nil
	b.at = cursor{participant: m.Participant, seat: m.Seat, col: was.Col, set: true}
	if m.With != 0 {
		b.at.participant = m.With
	}
	if m.Seat == 0 {
		b.at.seat = b.carry.seat
	}
	return b.propose(m)
}
