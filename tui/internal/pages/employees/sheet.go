package employees

import (
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// group is a list of one kind of fact under a heading.
type group struct {
	title  string
	kind   string            // what a adds here; "" is nothing
	preset map[string]string // settled in what is added, besides the employee
	of     string            // of what, for the form's title
	noAdd  string            // why nothing is added
	none   string            // said when there is no line
	lines  []line
}

// line is one fact and the record behind it.
type line struct {
	left, right string
	look        func(*theme.Styles) theme.Style // of right; nil is plain
	draw        func(th *theme.Styles, w int) string
	wrap        bool // right may take several lines
	kind        string
	id          int64
	suggest     map[string]string // what an added record begins with from here
	fixed       string            // why the record is not edited here
	stays       string            // why it is not removed
	at          *store.Attention  // the pair or cycle that it is about, which Enter opens in Mentoring
}

// entry is one thing that the cursor can be on: a line of a group, or the group
// itself when it has none.
type entry struct{ group, line int }

// sheet shows groups below each other with a cursor over their lines.
type sheet struct {
	groups  []group
	entries []entry
	at, top int
	h       int
	hits    []int // of the last View: the entry on each line, -1 for none
}

// set replaces the groups; the cursor stays on its record if that is still there.
func (s *sheet) set(groups []group) {
	_, was, had := s.selected()
	s.groups, s.entries = groups, nil
	for g := range groups {
		if len(groups[g].lines) == 0 {
			s.entries = append(s.entries, entry{g, -1})
		}
		for l := range groups[g].lines {
			s.entries = append(s.entries, entry{g, l})
		}
	}
	for i, e := range s.entries {
		if had && e.line >= 0 && was.id != 0 && groups[e.group].lines[e.line].kind == was.kind && groups[e.group].lines[e.line].id == was.id {
			s.at = i
		}
	}
	s.Move(0)
}

// selected is the group and the line under the cursor; ok is false where a group
// is empty.
func (s *sheet) selected() (group, line, bool) {
	if s.at < 0 || s.at >= len(s.entries) {
		return group{}, line{}, false
	}
	e := s.entries[s.at]
	if e.line < 0 {
		return s.groups[e.group], line{}, false
	}
	return s.groups[e.group], s.groups[e.group].lines[e.line], true
}

// Move, Page, Home and End make it a page.Mover.
func (s *sheet) Move(by int)      { s.at = max(0, min(s.at+by, len(s.entries)-1)) }
func (s *sheet) Page(windows int) { s.Move(windows * max(1, s.h-2)) }
func (s *sheet) Home()            { s.at = 0 }
func (s *sheet) End()             { s.Move(len(s.entries)) }

func (s *sheet) click(y int) {
	if y >= 0 && y < len(s.hits) && s.hits[y] >= 0 {
		s.at = s.hits[y]
	}
}

// view draws the groups, scrolled so that the cursor and the heading above it
// are seen.
func (s *sheet) view(th *theme.Styles, focused bool, w, h int) string {
	var lines []string
	s.hits = s.hits[:0]
	add := func(entry int, drawn ...string) {
		for _, l := range drawn {
			lines, s.hits = append(lines, l), append(s.hits, entry)
		}
	}
	from, to, last := 0, 0, -1
	for i, e := range s.entries {
		if e.group != last {
			if len(lines) > 0 {
				add(-1, "")
			}
			if s.groups[e.group].title != "" {
				add(-1, th.Dim.Render(text.Cut(text.Clean(s.groups[e.group].title), w)))
			}
			last = e.group
		}
		if i == s.at {
			from = len(lines)
		}
		add(i, s.draw(th, e, i == s.at, focused, w)...)
		if i == s.at {
			to = len(lines)
		}
	}
	s.h = h
	s.top = max(s.top, to-h)
	s.top = min(s.top, max(0, from-1))
	s.top = max(0, min(s.top, len(lines)-h))
	s.hits = s.hits[s.top:]
	return widget.Fit(strings.Join(lines[min(s.top, len(lines)):], "\n"), w, h)
}

func (s *sheet) draw(th *theme.Styles, e entry, cursor, focused bool, w int) []string {
	g, room := s.groups[e.group], max(1, w-2)
	var body []string
	switch {
	case e.line < 0:
		for _, l := range text.Wrap(text.Clean(g.none), room) {
			body = append(body, th.Dim.Render(l))
		}
	case g.lines[e.line].draw != nil:
		body = []string{g.lines[e.line].draw(th, room)}
	default:
		body = g.pair(th, g.lines[e.line], room)
	}
	for i, l := range body {
		sign := "  "
		if cursor && focused && i == 0 {
			sign = th.Accent.Render(th.Glyph.Cursor) + " "
		}
		body[i] = sign + l
		if cursor && focused {
			body[i] = th.Cursor.Over(text.Pad(body[i], w))
		}
	}
	return body
}

// most is how many lines a wrapped fact takes; all of it is in its form.
const most = 4

// pair draws left and right in two columns that the group shares.
func (g group) pair(th *theme.Styles, l line, w int) []string {
	left := 0
	for _, o := range g.lines {
		left = max(left, text.Width(text.Clean(o.left)))
	}
	left = min(left, max(w*2/5, min(21, w/2+2))) // 21 is a day and what happened
	name := text.Pad(text.CutWith(text.Clean(l.left), left, th.Glyph.Ellipsis), left)
	if left > 0 {
		name += "  "
	}
	look := th.Text
	if l.look != nil {
		look = l.look(th)
	}
	room := max(1, w-text.Width(name))
	if !l.wrap {
		return []string{name + look.Render(text.CutWith(text.Clean(l.right), room, th.Glyph.Ellipsis))}
	}
	var out []string
	wrapped := text.Wrap(text.CleanLines(l.right), room)
	for i, part := range wrapped {
		if i == most {
			out[i-1] += th.Dim.Render(th.Glyph.Ellipsis)
			break
		}
		if i > 0 {
			name = text.Spaces(text.Width(name))
		}
		out = append(out, text.Cut(name+look.Render(part), w))
	}
	return out
}
