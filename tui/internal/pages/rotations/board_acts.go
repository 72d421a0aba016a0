package rotations

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// here is what the cursor is on.
type here struct {
	none   string // why there is nothing
	cover  int    // the line of the cover; -1 among the rows
	col    int
	person *store.BoardPerson // whose row, or who sits there; may be nil
	cell   *store.BoardCell
	seat   *store.BoardSeat // whose row, when seats are shown
}

func (b *board) here() here {
	x := here{cover: -1}
	g := b.shown()
	n, col, ok := b.grid.Cursor()
	switch {
	case b.err != nil:
		x.none = "the board cannot be shown"
	case g == nil:
		x.none = "it is being read"
	case !ok:
		x.none = "the board is empty"
	}
	if x.none != "" {
		return x
	}
	x.col = col
	if line, in := b.grid.CoverLine(); in {
		x.cover = line
		return x
	}
	x.person, x.cell, _ = g.sitter(n, col)
	x.seat, _ = g.seat(n)
	return x
}

// noPlacement says why nothing can be done with a placement here.
func (x here) noPlacement() string {
	switch {
	case x.none != "":
		return x.none
	case x.cover >= 0:
		return "the cursor is in the cover; tab leads back"
	case x.cell == nil || x.cell.Seat == 0:
		return "nobody is placed here; a places someone"
	}
	return ""
}

// noPerson says why nothing can be done with somebody here.
func (x here) noPerson() string {
	switch {
	case x.none != "":
		return x.none
	case x.cover >= 0:
		return "the cursor is in the cover; tab leads back"
	case x.person == nil:
		return "nobody sits here; a places someone"
	}
	return ""
}

func (b *board) actions() []page.Action {
	if b.filter.Typing() {
		return []page.Action{
			page.Act("Keep the filter", "keep", func() tea.Cmd { return b.update(tea.KeyPressMsg{Code: tea.KeyEnter}) }, "enter").WhileTyping().Hinted(9),
			page.Act("Drop the filter", "drop", b.dropFilter, "esc").WhileTyping().Hinted(8),
		}
	}
	if b.carrying() {
		return b.carryActions()
	}
	if b.open && !b.side {
		return append(
			page.Nav(b.scroll),
			page.Act("Back to the board", "board", func() tea.Cmd { b.open = false; return nil }, "esc", keyDetail).Hinted(9),
			b.openAction(b.here()),
		)
	}
	x := b.here()
	acts := []page.Action{b.openAction(x)}
	acts = append(acts, b.scenarioActions()...) // before what is done by hand: the footer keeps this order
	acts = append(acts, b.handActions(x)...)
	acts = append(acts, b.relaxActions(x)...)
	acts = append(acts, b.lookActions(x)...)
	acts = append(acts, page.Grid(b.grid, b.moved)...)
	acts = append(acts, page.Marks(b.grid)...)
	return append(acts, b.closing()...)
}

// closing gives Esc to what can be dropped.
func (b *board) closing() []page.Action {
	switch {
	case b.filter.Active():
		return []page.Action{page.Act("Drop the filter", "drop filter", b.dropFilter, "esc").Hinted(1)}
	case b.grid.Marked() > 0:
		return []page.Action{page.Act("Unmark all", "unmark", func() tea.Cmd { b.grid.Unmark(); return nil }, "esc").Hinted(1)}
	}
	return nil
}

func (b *board) dropFilter() tea.Cmd {
	b.filter.Cancel()
	b.refilter()
	return nil
}

// openAction reads all about who is there; in the cover it changes that.
func (b *board) openAction(x here) page.Action {
	if x.cover >= 0 {
		return page.Act("Change this cover in the plan", "change", func() tea.Cmd { return b.changeCover(x) }, page.KeyOpen).Hinted(9)
	}
	return page.Act("Read all about the participant: points, wishes, and what would grant them", "why", func() tea.Cmd {
		return openStory(b.of, b.scenarioShown(), x.person.Participant, x.person.Name)
	}, page.KeyOpen).Unless(x.noPerson()).Unless(b.noScenario()).Hinted(7)
}

func (b *board) noScenario() string {
	if b.scenarioShown() == 0 {
		return "nothing was run yet; r runs the plan"
	}
	return ""
}

// scenarioActions are about the scenario that is shown.
func (b *board) scenarioActions() []page.Action {
	none := b.noScenario()
	published := none
	if none == "" && b.seen.Scenario.Published != "" && b.of.row.Shown.ID == b.seen.Scenario.ID {
		published = "it is what is published"
	}
	m := b.of
	return []page.Action{
		page.Act("Publish what is shown: it becomes placements", "publish…", func() tea.Cmd { return openPublish(m, m.sc, b.scenarioShown()) }, keyPublish).Unless(published).Hinted(8),
		page.Act("Read what binds, what was refused and what it is worth", "review", func() tea.Cmd { return openReview(m, b.scenarioShown(), "") }, keyReview).Unless(none).Hinted(8),
		page.Act("Compare with another scenario", "compare", func() tea.Cmd { return chooseOther(m, m.sc, b.scenarioShown()) }, keyCompare).Unless(none),
	}
}

// lookActions change what is seen.
func (b *board) lookActions(x here) []page.Action {
	const group = "Look"
	other, word := "Show seats instead of people", "seats"
	if b.bySeat {
		other, word = "Show people instead of seats", "people"
	}
	do := func(f func()) func() tea.Cmd { return func() tea.Cmd { f(); return nil } }
	turn := func(by int) tea.Cmd {
		if !b.grid.Seek(by, func(c widget.BoardCell) bool { return c.Kind == widget.BoardBlock || c.Kind == widget.BoardWish }) {
			return page.Say("No further placement or refused wish that way")
		}
		return b.moved()
	}
	acts := []page.Action{
		page.Act(other, word, b.turnSide, keyOther).Unless(x.none).In(group).Hinted(4),
		page.Act("Show the detail, or hide it", "detail", b.turnDetail, keyDetail).Unless(x.none).In(group),
		page.Act("Go to the present period", "today", do(b.grid.Today), keyToday).Unless(x.none).In(group),
		page.Act("A screen of periods back", "back", do(func() { b.grid.Aside(-1) }), keyBack).Unless(x.none).In(group),
		page.Act("A screen of periods on", "on", do(func() { b.grid.Aside(1) }), keyOn).Unless(x.none).In(group),
		page.Act("Wider periods", "wider", do(func() { b.grid.Zoom(1) }), keyWider).Unless(x.none).In(group),
		page.Act("Narrower periods", "narrower", do(func() { b.grid.Zoom(-1) }), keyNarrower).Unless(x.none).In(group),
		page.Act("Say what the signs mean", "signs", b.legend, "K").Unless(x.none).In(group),
		page.Act("Export the board to a CSV file", "export", b.export, page.KeyExport).Unless(x.none).In("Take along"),
		page.Act("Copy the board as a Markdown table", "copy", func() tea.Cmd { return kindform.Copy(boardSheet(b.shown()).Markdown(), "the board as Markdown") }, page.KeyCopyAll).Unless(x.none).In("Take along"),
	}
	return append(acts, page.Filter(func() tea.Cmd { b.filter.Open(); return nil }, turn)...)
}

func (b *board) turnSide() tea.Cmd {
	at := b.place()
	b.bySeat = !b.bySeat
	b.grid.Unmark()
	b.show(at)
	return nil
}

func (b *board) turnDetail() tea.Cmd {
	if b.side {
		b.hidden = !b.hidden
	} else {
		b.open = !b.open
		b.scroll.Home()
	}
	return nil
}

func (b *board) legend() tea.Cmd {
	return tell(b.of.env, b.of.sc, "The signs of the board", func(w int) []string { return b.grid.Legend(w) })
}

func (b *board) export() tea.Cmd {
	s := boardSheet(b.shown())
	return kindform.ExportSheet(b.of.env, b.of.sc, &b.files, "rotation board", func(context.Context) (kindform.Sheet, error) { return s, nil })
}

// message is a text over the page.
type message struct {
	page.Base
	sc     *page.Scope
	title  string
	lines  func(w int) []string
	scroll *widget.Scroll
}

// tell shows lines that the user reads and closes.
func tell(env kindform.Env, sc *page.Scope, title string, lines func(w int) []string) tea.Cmd {
	return sc.Send(page.Open{Modal: true, Width: 78, New: func(own *page.Scope) page.Page {
		return &message{sc: own, title: title, lines: lines, scroll: widget.NewScroll(env.Theme)}
	}})
}

func (m *message) Title() string { return m.title }

func (m *message) Actions() []page.Action {
	return append(
		page.Nav(m.scroll),
		page.Act("Close it", "close", func() tea.Cmd { return m.sc.Send(page.Done{}) }, page.KeyOpen).Hinted(9),
	)
}

func (m *message) Update(msg tea.Msg) tea.Cmd {
	if turn, ok := msg.(page.Wheel); ok {
		m.scroll.Move(turn.Rows)
	}
	return nil
}

func (m *message) View(w, h int) string {
	lines := m.lines(w)
	m.scroll.SetLines(lines)
	return m.scroll.View(w, min(h, len(lines)))
}

// relaxActions do the remedies of the wishes that were refused to who is here, and change
// the cover that the cursor is in.
func (b *board) relaxActions(x here) []page.Action {
	const group = "Relax"
	var list []store.RotationRemedy
	if x.person != nil {
		for _, r := range b.refusedOf(x.person.Participant) {
			list = append(list, r.Remedies...)
		}
	}
	cover := page.Act("Change this cover in the plan, for some periods or all", "cover", func() tea.Cmd { return b.changeCover(x) }, keyCover).Unless(x.none).In(group)
	if x.cover < 0 {
		cover = b.remedyAction("Lower the cover that stands against a wish", "cover", keyCover, list, x).In(group)
	}
	return []page.Action{
		cover,
		b.remedyAction("Waive the rule that stands against a wish", "waive", keyWaive, list, x).In(group),
		b.remedyAction("Note the consent that a wish lacks", "consent", keyConsent, list, x).In(group),
	}
}

// remedyAction does the one remedy that has the key, or asks which of several.
func (b *board) remedyAction(name, short, key string, list []store.RotationRemedy, x here) page.Action {
	var fit []store.RotationRemedy
	for _, r := range list {
		if remedyKey(r) == key {
			fit = append(fit, r)
		}
	}
	act := page.Act(name, short, func() tea.Cmd { return chooseRemedy(b.of, b.of.sc, fit, nil) }, key).Unless(x.noPerson())
	if len(fit) > 0 {
		act = act.Hinted(7)
	}
	return act.If(len(fit) > 0, "no wish of this row waits for that")
}

// changeCover asks how many a cover is to ask for in this plan.
func (b *board) changeCover(x here) tea.Cmd {
	c := &b.seen.Covers[x.cover]
	return askCover(b.of, c, x.col+1)
}

// skillAt words a level: “who can do Kubernetes alone”.
func skillAt(skill string, level int) string {
	switch level {
	case 3:
		return "who can do " + skill + " alone"
	case 4:
		return "who can teach " + skill
	}
	return strings.TrimSpace("with " + skill + " " + string(rune('0'+level)) + " or more")
}
