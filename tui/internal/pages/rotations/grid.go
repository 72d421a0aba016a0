package rotations

import (
	"fmt"
	"slices"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// gridRow is a line of the board: a participant, or one place of a seat.
type gridRow struct {
	key  int64
	head widget.BoardRow
	fold string  // what the filter looks through
	at   int     // the person, or the seat, of the board
	lane []int16 // of a seat: which of its sitters is on this line, by period; -1 nobody
	line int     // of a seat: the number of this line among the seat's
}

// grid is a rotation board by people or by seats, as the widget asks for it. It is made
// off the Update goroutine and answers from memory.
type grid struct {
	b       *store.RotationBoard
	bySeat  bool
	rows    []gridRow
	pick    []int // the rows that the filter lets through
	cols    []widget.BoardCol
	covers  []widget.BoardRow
	badges  []widget.Badge
	teams   map[int64]int // badge by team
	placed  map[placedKey]string
	persons map[int64]int // by participant
	inSeat  map[int64]int // by seat
}

// placedKey is a placement: who, where, from which period.
type placedKey struct {
	participant, seat int64
	first             int
}

// newGrid prepares the rows; placed says how far published placements are.
func newGrid(b *store.RotationBoard, bySeat bool, placed map[placedKey]string) *grid {
	g := &grid{b: b, bySeat: bySeat, teams: map[int64]int{}, placed: placed, persons: map[int64]int{}, inSeat: map[int64]int{}}
	for i, p := range b.People {
		g.persons[p.Participant] = i
	}
	for i, s := range b.Seats {
		g.inSeat[s.Seat] = i
	}
	g.teamBadges()
	g.periods()
	if bySeat {
		for i := range b.Seats {
			g.seatRows(i)
		}
	} else {
		for i := range b.People {
			g.rows = append(g.rows, g.personRow(i))
		}
	}
	for _, c := range b.Covers {
		row := widget.BoardRow{Name: c.Team, Fact: fmt.Sprintf("%d+ %s", c.Level, c.Skill)}
		if c.Changed {
			row.Note = "changed here"
		}
		g.covers = append(g.covers, row)
	}
	g.filter("")
	return g
}

// teamBadges gives each team a letter of its own name where that is free.
func (g *grid) teamBadges() {
	taken := map[string]bool{}
	add := func(id int64, name string) {
		if _, known := g.teams[id]; known || id == 0 {
			return
		}
		symbol := ""
		for _, r := range strings.ToUpper(text.Fold(name)) + "ABCDEFGHIJKLMNOPQRSTUVWXYZ" {
			if s := string(r); r >= 'A' && r <= 'Z' && !taken[s] {
				symbol = s
				break
			}
		}
		taken[symbol] = true
		g.teams[id] = len(g.badges)
		g.badges = append(g.badges, widget.Badge{Symbol: symbol, Name: name})
	}
	for _, s := range g.b.Seats {
		add(s.TeamID, s.Team)
	}
	for _, p := range g.b.People {
		add(p.TeamID, p.Team)
	}
}

func (g *grid) team(id int64) int {
	if n, ok := g.teams[id]; ok {
		return n
	}
	return -1
}

// periods name the columns: the year, or the month of a week, stands above.
func (g *grid) periods() {
	for t, p := range g.b.Periods {
		col := widget.BoardCol{Key: int64(t) + 1, Name: p.Name}
		if at := strings.LastIndexByte(p.Name, ' '); at > 0 {
			col.Name, col.Group = p.Name[:at], p.Name[at+1:]
		} else {
			col.Group = p.Starts.Time().Format("Jan 2006")
		}
		g.cols = append(g.cols, col)
	}
}

func (g *grid) personRow(i int) gridRow {
	p := &g.b.People[i]
	row := gridRow{key: p.Participant, at: i, head: widget.BoardRow{Name: p.Name, Fact: p.Team}, fold: text.Fold(p.Name + " " + p.Team)}
	switch {
	case !p.Joins:
		row.head.Note = "not in this plan"
	case p.Wishes == 0:
		row.head.Note = "no wish"
	case p.Granted == 0:
		row.head.Note, row.head.Tone = "! no wish granted", widget.ToneWarn
	default:
		row.head.Note, row.head.Tone = fmt.Sprintf("%d of %s", p.Granted, count(p.Wishes, "wish", "wishes")), widget.ToneText
	}
	return row
}

// seatRows puts the sitters of a seat into lines, each placement in one, and adds a line
// while a place is free somewhere.
func (g *grid) seatRows(i int) {
	s := &g.b.Seats[i]
	var lanes [][]int16
	free := false
	for t, sitters := range s.Cells {
		free = free || len(sitters) < s.Places[t].Most
		for k, x := range sitters {
			if t+1 > x.First && t > 0 {
				continue // its lane was found where it began
			}
			lanes = g.seated(lanes, s, t, k, x)
		}
	}
	if free && !slices.ContainsFunc(lanes, func(l []int16) bool { return slices.Contains(l, -1) }) || len(lanes) == 0 {
		lanes = append(lanes, emptyLane(len(s.Cells)))
	}
	for n, lane := range lanes {
		head := widget.BoardRow{Name: s.Name, Fact: s.Team, Note: s.Skill}
		if n > 0 {
			head.Fact, head.Note = fmt.Sprintf("place %d", n+1), ""
		}
		g.rows = append(g.rows, gridRow{key: s.Seat<<12 | int64(n), at: i, lane: lane, line: n, head: head, fold: text.Fold(s.Name + " " + s.Team + " " + s.Skill)})
	}
}

func emptyLane(n int) []int16 {
	lane := make([]int16, n)
	for t := range lane {
		lane[t] = -1
	}
	return lane
}

// seated puts a placement that begins in period t into the first line that is free for all of it.
func (g *grid) seated(lanes [][]int16, s *store.BoardSeat, t, k int, x store.BoardSitter) [][]int16 {
	at := slices.IndexFunc(lanes, func(l []int16) bool {
		return !slices.ContainsFunc(l[t:min(x.Last, len(l))], func(who int16) bool { return who >= 0 })
	})
	if at < 0 {
		at = len(lanes)
		lanes = append(lanes, emptyLane(len(s.Cells)))
	}
	lanes[at][t] = int16(k)
	for u := t + 1; u < min(x.Last, len(s.Cells)); u++ {
		lanes[at][u] = int16(slices.IndexFunc(s.Cells[u], func(y store.BoardSitter) bool { return y.Participant == x.Participant }))
	}
	return lanes
}

// filter lets the rows through in which every word occurs.
func (g *grid) filter(query string) {
	words := strings.Fields(text.Fold(query))
	g.pick = g.pick[:0]
	for i := range g.rows {
		if !slices.ContainsFunc(words, func(w string) bool { return !strings.Contains(g.rows[i].fold, w) }) {
			g.pick = append(g.pick, i)
		}
	}
}

// row is the line of the window's row.
func (g *grid) row(n int) (gridRow, bool) {
	if n < 0 || n >= len(g.pick) {
		return gridRow{}, false
	}
	return g.rows[g.pick[n]], true
}

// What the widget asks for.
func (g *grid) Rows() int                      { return len(g.pick) }
func (g *grid) RowKey(n int) int64             { return g.rows[g.pick[n]].key }
func (g *grid) Row(n int) widget.BoardRow      { return g.rows[g.pick[n]].head }
func (g *grid) Cols() int                      { return len(g.cols) }
func (g *grid) Col(t int) widget.BoardCol      { return g.cols[t] }
func (g *grid) Covers() int                    { return len(g.covers) }
func (g *grid) Cover(line int) widget.BoardRow { return g.covers[line] }

func (g *grid) CoverCell(line, t int) widget.BoardCover {
	c := &g.b.Covers[line]
	return widget.BoardCover{Have: c.Have[t], Need: c.Need[t], None: c.Need[t] == 0}
}

func (g *grid) Cell(n, t int) widget.BoardCell { return g.cellOf(&g.rows[g.pick[n]], t) }

func (g *grid) cellOf(row *gridRow, t int) widget.BoardCell {
	if g.bySeat {
		return g.seatCell(row, t)
	}
	return g.personCell(&g.b.People[row.at], t)
}

func (g *grid) personCell(p *store.BoardPerson, t int) widget.BoardCell {
	c := &p.Cells[t]
	out := widget.BoardCell{Team: -1, Locked: c.Locked, Forced: c.Forced, Alert: c.Pending, Changed: c.Other}
	switch {
	case c.Seat != 0:
		out.Kind, out.Key, out.Team, out.Text = widget.BoardBlock, c.Seat<<8|int64(c.First), g.team(c.TeamID), c.SeatName
		out.State = g.state(placedKey{p.Participant, c.Seat, c.First}, c.Published)
	case c.Refused != 0:
		out.Kind, out.Key = widget.BoardWish, -c.Refused
		if i, ok := g.inSeat[c.Refused]; ok {
			out.Text = g.b.Seats[i].Name
		}
	case c.Away:
		out.Kind, out.Key = widget.BoardAbsent, -1
	case !p.Joins:
		out.Kind = widget.BoardBlank
	}
	return out
}

func (g *grid) state(key placedKey, published bool) widget.BoardState {
	switch g.placed[key] {
	case "running":
		return widget.BoardRunning
	case "done":
		return widget.BoardDone
	case "broken off":
		return widget.BoardBroken
	}
	if published {
		return widget.BoardPublished
	}
	return widget.BoardProposed
}

func (g *grid) seatCell(row *gridRow, t int) widget.BoardCell {
	s := &g.b.Seats[row.at]
	k := row.lane[t]
	if k < 0 {
		out := widget.BoardCell{Team: -1}
		switch {
		case s.Places[t].Most <= row.line:
			out.Kind = widget.BoardBlank
		case row.line < s.Places[t].Least:
			out.Alert = true
		}
		return out
	}
	x := s.Cells[t][k]
	out := widget.BoardCell{Kind: widget.BoardBlock, Key: x.Participant<<8 | int64(x.First), Team: -1, Text: x.Name, Locked: x.Locked, Forced: x.Forced}
	published := false
	if i, ok := g.persons[x.Participant]; ok {
		c := &g.b.People[i].Cells[t]
		out.Team, out.Changed, out.Alert, published = g.team(g.b.People[i].TeamID), c.Other, c.Pending, c.Published
	}
	out.State = g.state(placedKey{x.Participant, s.Seat, x.First}, published)
	return out
}

// sitter is who is where in a cell of the window, if anybody sits there.
func (g *grid) sitter(n, t int) (p *store.BoardPerson, c *store.BoardCell, ok bool) {
	row, there := g.row(n)
	if !there || t < 0 || t >= len(g.cols) {
		return nil, nil, false
	}
	if !g.bySeat {
		p = &g.b.People[row.at]
		return p, &p.Cells[t], true
	}
	k := row.lane[t]
	if k < 0 {
		return nil, nil, false
	}
	i, known := g.persons[g.b.Seats[row.at].Cells[t][k].Participant]
	if !known {
		return nil, nil, false
	}
	p = &g.b.People[i]
	return p, &p.Cells[t], true
}

// seat is the seat of a row, when seats are shown.
func (g *grid) seat(n int) (*store.BoardSeat, bool) {
	row, ok := g.row(n)
	if !ok || !g.bySeat {
		return nil, false
	}
	return &g.b.Seats[row.at], true
}
