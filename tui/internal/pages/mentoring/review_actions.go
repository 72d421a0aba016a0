package mentoring

import (
	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/tui/internal/page"
)

// Actions are what can be done with the proposal under the cursor, and with the run.
func (m *review) Actions() []page.Action {
	if m.list.typing() {
		return m.list.actions()
	}
	none := m.list.None()
	if m.now.gone {
		none = "the scenario was undone"
	}
	acts := append(m.pairActions(none), m.decisions(m.noPair(none))...)
	acts = append(acts, m.runActions()...)
	if m.open {
		back := func() tea.Cmd { m.open = false; return nil }
		acts = append(acts, page.Act("Back to the list", "list", back, "esc", page.KeyOpen, "tab", "shift+tab").Hinted(9))
		return append(acts, page.Nav(m.scroll)...)
	}
	acts = append(acts, page.Act("Read why", "why", func() tea.Cmd { m.open = true; return nil }, page.KeyOpen, "tab").Unless(m.list.None()).Hinted(9))
	return append(acts, m.list.actions()...)
}

// pairActions are about the row under the cursor, or about those marked.
func (m *review) pairActions(none string) []page.Action {
	r, _ := m.list.Selected()
	noPair, notWaiting := m.noPair(none), none
	if none == "" && !r.waiting() {
		notWaiting = "the mentee has a mentor; f prices another one"
	}
	fix, asked := m.answers.fix[r.mentee]
	noFix := notWaiting
	if noFix == "" && (!asked || fix.none != "") {
		noFix = "ask for the smallest change first, with w"
	}
	if noFix == "" && !m.open && !m.split.Side {
		noFix = "read the change first, with enter"
	}
	if m.v != nil && !m.v.Result.Proved && notWaiting == "" {
		notWaiting = "the run was stopped: nobody is unmatched yet"
	}
	lock, word := "Lock the pair, or those marked", "lock"
	if m.isLocked(r) {
		lock, word = "Take the lock off", "unlock"
	}
	ask := page.Act("Ask for the smallest change that places the mentee", "why not", m.askFix, "w").Unless(notWaiting)
	if !asked || noFix != "" {
		ask = ask.Hinted(8) // else the answer is on the screen
	}
	return []page.Action{
		ask,
		page.Act("Make the smallest change, and run again", "change it", m.applyFix, "c").Unless(noFix).Hinted(8),
		page.Act(lock, word, m.lock, page.KeyLock).Unless(noPair).Hinted(8),
		page.Act("Ban the pair, or those marked", "ban", m.ban, page.KeyBan).Unless(noPair).Hinted(4),
		showPerson(m.sc, m.employee(r.mentee)).Unless(none),
		page.Act("Force another mentor, with the price first", "force…", m.force, "f").Unless(none).Hinted(3),
	}
}

// noPair says why nothing can be done with a pair here; none is why with no row at all.
func (m *review) noPair(none string) string {
	if none == "" && len(m.targets()) == 0 {
		return "there is no mentor here; f chooses one"
	}
	return none
}

func (m *review) employee(enrolment int64) int64 {
	if m.v == nil {
		return 0
	}
	return m.v.People[enrolment].Employee
}

func (m *review) runActions() []page.Action {
	gone := ""
	if m.v == nil {
		gone = "the scenario is being read"
	}
	if m.now.gone {
		gone = "the scenario was undone"
	}
	published := ""
	if m.now.scenario.PublishedPairs > 0 {
		published = "it is published already"
	}
	return []page.Action{
		page.Act("Run again, after moving weights if you like", "run again", func() tea.Cmd { return m.again("") }, page.KeyRun).Unless(gone).Hinted(7),
		page.Act("Compare with another scenario", "compare", m.compare, "=").Unless(gone).If(m.now.others > 0 || !m.now.known, "there is no other scenario of the cycle yet; r runs again").Hinted(3),
		page.Act("Publish the pairs", "publish", func() tea.Cmd { return publish(m.env, m.sc, m.id) }, "P").Unless(gone).Unless(published).Hinted(6),
		m.blockingAction(gone),
		m.placesAction(gone),
		page.Act("Rename the scenario", "rename", func() tea.Cmd { return editRecord(m.env, m.sc, &m.edits, "scenario", m.id) }, page.KeyEdit).Unless(gone),
	}
}

// again opens the panel with the settings of this run. What was changed for the
// next run names it, and then it begins at once; else that is what was set by hand
// since.
func (m *review) again(says string) tea.Cmd {
	if m.v == nil {
		return nil
	}
	like := m.v.Input.Settings
	return openRun(m.env, m.sc, runFor{cycle: m.v.Scenario.CycleID, like: &like, now: says != "", says: orElse(says, m.sinceWords()), then: m.show})
}

// sinceWords names the one lock or ban that the run does not know of, or counts
// several.
func (m *review) sinceWords() string {
	if len(m.now.hands) == 1 && m.now.since == 1 {
		return m.now.hands[0]
	}
	if m.now.since == 0 {
		return ""
	}
	return count(m.now.since, "lock or ban", "locks and bans") + " changed"
}

// compare sets this run beside the one before, or beside one that is chosen.
func (m *review) compare() tea.Cmd {
	if m.v == nil {
		return nil
	}
	return chooseOther(m.env, m.sc, m.now.scenario)
}

func (m *review) isLocked(r row) bool {
	return !r.waiting() && len(m.list.Table.Marked()) == 0 && m.now.locks[[2]int64{r.mentee, r.mentor}]
}

// targets are the marked proposals, else the one under the cursor.
func (m *review) targets() []row {
	var out []row
	for _, r := range m.list.Chosen(false) {
		if !r.waiting() {
			out = append(out, r)
		}
	}
	return out
}

// pairWords names a proposal, or counts several.
func (m *review) pairWords(rows []row) string {
	if len(rows) == 1 {
		return m.name(rows[0].mentee) + " with " + m.name(rows[0].mentor)
	}
	return count(len(rows), "pair", "pairs")
}

// equalTo says that an answer is about nothing lost.
func equalTo(l mentoring.Loss) bool { return l == mentoring.Loss{} }
