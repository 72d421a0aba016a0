package mentoring

import (
	"cmp"
	"slices"
	"strings"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// row is a proposal, or a mentee with places that nobody fills: then its mentor
// is 0.
type row struct {
	mentee, mentor int64
	name           string // of the mentee
	place          int
	points         int64
	locked         bool
	accepted       bool // the run knew the lock as an accepted proposal
	overrides      []string
	why            string // of the overrides
	missing        int    // places without a mentor
	undecided      bool   // the run was stopped before it was known
}

func (r row) key() int64 { return r.mentee<<10 | int64(min(r.place, 1023)) }

func (r row) waiting() bool { return r.mentor == 0 }

// rowsOf lists the proposals of a run and those without one, by name.
func rowsOf(v *store.Review) []row {
	out := make([]row, 0, len(v.Result.Pairs)+len(v.Result.Unmatched))
	accepted := map[[2]int64]bool{}
	for _, l := range v.Input.Locks {
		accepted[[2]int64{l.Mentee, l.Mentor}] = store.IsAccepted(l.Reason)
	}
	for _, p := range v.Result.Pairs {
		out = append(out, row{
			mentee: p.Mentee, mentor: p.Mentor, name: nameIn(v, p.Mentee), place: p.Place, points: p.Points,
			locked: p.Locked, accepted: accepted[[2]int64{p.Mentee, p.Mentor}], overrides: p.Overrides, why: p.OverrideReason,
		})
	}
	for _, u := range v.Result.Unmatched {
		out = append(out, row{mentee: u.Mentee, name: nameIn(v, u.Mentee), missing: u.Places, undecided: !u.Decided})
	}
	slices.SortStableFunc(out, func(a, b row) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.mentee, b.mentee), cmp.Compare(a.place, b.place))
	})
	return out
}

func (m *review) name(enrolment int64) string {
	if m.v == nil {
		return ""
	}
	return nameIn(m.v, enrolment)
}

func nameIn(v *store.Review, enrolment int64) string {
	if p, ok := v.People[enrolment]; ok {
		return p.Name
	}
	return "somebody who is gone"
}

func (m *review) columns() []widget.Column[row] {
	return []widget.Column[row]{
		{Title: "mentee", Min: 12, Weight: 3, Max: 30, Cell: func(r row) string { return r.name }},
		{Title: "mentor", Min: 12, Weight: 3, Max: 30, Cell: m.mentorCell, Style: func(r row, th *theme.Styles) theme.Style {
			if r.waiting() {
				return th.Warn
			}
			return th.Text
		}},
		{
			Title: "points", Min: 7, Right: true, Priority: 1, Cell: m.pointsCell, Style: m.pointsStyle,
			Compare: func(a, b row) int { return cmp.Or(cmp.Compare(lack(a), lack(b)), cmp.Compare(a.points, b.points)) },
		},
		{
			Title: "next best", Min: 9, Right: true, Priority: 3, Cell: m.nextCell, NoSort: true,
			Style: func(_ row, th *theme.Styles) theme.Style { return th.Dim },
		},
		{Title: "state", Min: 10, Priority: 2, Cell: m.state, Style: m.stateStyle},
	}
}

// lack puts whoever has no mentor before the poorest pair.
func lack(r row) int {
	if r.waiting() {
		return 0
	}
	return 1
}

func (m *review) mentorCell(r row) string {
	if r.waiting() {
		return "nobody"
	}
	return m.name(r.mentor)
}

// pointsCell has the sign of the state before the points where there is no room
// for a column of states.
func (m *review) pointsCell(r row) string {
	switch {
	case r.waiting():
		return ""
	case m.narrow && !m.list.Taken():
		return strings.TrimPrefix(m.sign(r)+" "+points(r.points), " ")
	}
	return points(r.points)
}

// sign is the state in one cell: L a lock, B a ban, ! what to look at.
func (m *review) sign(r row) string {
	switch m.state(r) {
	case "":
		return ""
	case "accepted":
		return "+"
	case "locked", "lock set":
		return page.KeyLock
	case "ban set":
		return page.KeyBan
	}
	return m.env.Theme.Glyph.Alert
}

func (m *review) pointsStyle(r row, th *theme.Styles) theme.Style {
	switch {
	case m.low(r):
		return th.Warn
	case m.narrow:
		return m.stateStyle(r, th)
	}
	return th.Text
}

// low marks pairs that are worth less than two thirds of what pairs are worth on
// average: those that a person should look at.
func (m *review) low(r row) bool {
	return !r.waiting() && m.v != nil && len(m.v.Result.Pairs) > 0 && 3*r.points < 2*m.average()
}

func (m *review) average() int64 {
	if m.v == nil || len(m.v.Result.Pairs) == 0 {
		return 0
	}
	return m.v.Result.Total / int64(len(m.v.Result.Pairs))
}

// nextCell says what the runner-up costs the whole; = is nothing.
func (m *review) nextCell(r row) string {
	if m.v == nil || !m.v.Result.Proved {
		return ""
	}
	n, known := m.answers.next[r.mentee]
	switch {
	case !known:
		return "…"
	case !n.ok && unpriced(m.v.Input.Settings.Fairness) != "":
		return "?"
	case !n.ok:
		return "none"
	}
	return price(n.Price)
}

// price writes a loss of the whole: −2.5, =0.0, −1 place.
func price(l mentoring.Loss) string {
	switch {
	case l.Places == 1:
		return "−1 place"
	case l.Places > 1:
		return "−" + count(l.Places, "place", "places")
	case l.Places < 0:
		return "+" + count(-l.Places, "place", "places")
	}
	return signed(-l.Points)
}

// state is one word: what has been decided since comes before what the run says.
func (m *review) state(r row) string {
	k := [2]int64{r.mentee, r.mentor}
	switch {
	case r.waiting() && r.undecided:
		return "undecided"
	case m.contradicted(r):
		return "other lock"
	case r.waiting():
		return "waiting"
	case m.banned(r):
		return "ban set"
	case (m.now.accepted[k] || r.accepted && m.now.scenario.PublishedPairs > 0) && len(r.overrides) == 0:
		return "accepted"
	case m.now.locks[k] && !r.locked:
		return "lock set"
	case r.locked && !m.now.locks[k] && m.now.locks != nil && m.now.scenario.PublishedPairs == 0:
		return "lock off"
	case len(r.overrides) > 0:
		return "! locked"
	case r.locked:
		return "locked"
	case m.low(r):
		return "low"
	}
	return ""
}

// contradicted tells whether locks with others take every place of one of the two, so
// that the next run cannot keep the row.
func (m *review) contradicted(r row) bool {
	if m.v == nil || m.now.scenario.PublishedPairs > 0 || m.now.locks[[2]int64{r.mentee, r.mentor}] {
		return false
	}
	full := func(enrolment int64) bool {
		n := m.now.bound[enrolment]
		return n > 0 && n >= m.v.People[enrolment].Places
	}
	return full(r.mentee) || full(r.mentor)
}

func (m *review) banned(r row) bool {
	if m.v == nil || r.waiting() || m.now.bans == nil {
		return false
	}
	return m.now.bans[[2]int64{m.v.People[r.mentee].Employee, m.v.People[r.mentor].Employee}]
}

func (m *review) stateStyle(r row, th *theme.Styles) theme.Style {
	switch m.state(r) {
	case "waiting", "undecided", "low", "! locked", "ban set", "other lock":
		return th.Warn
	case "":
		return th.Text
	}
	return th.Accent
}

func (m *review) rowStyle(_ row, th *theme.Styles) theme.Style { return th.Text }
