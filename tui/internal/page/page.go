// Package page is the contract between the router and the screens: what a page
// is, what its keys do, how its work starts and finds its way home. It imports
// no screen, no router and no SQL; every screen imports it.
package page

import (
	tea "charm.land/bubbletea/v2"
)

// Page is one screen, full or modal. The router calls its methods from the
// Update goroutine only. There are no optional methods: embed Base for the
// defaults, so that a wrapper can never hide a capability.
type Page interface {
	// Title says where the user is: "Mentoring", "Ana Souza". The router joins
	// the titles of a stack with › and frames a modal with its own.
	Title() string

	// Init starts the first load. It runs once, when the page is first shown.
	Init() tea.Cmd

	// Update gets what no Action claimed: keys, pastes, Click, Wheel, Arrived,
	// Restyled, and the ticks of bubbles that the page owns. A page must ignore
	// messages that it does not know.
	Update(tea.Msg) tea.Cmd

	// View draws the state: pure, no clock, no I/O, only the visible rows. The
	// router clips and pads it. A modal may return fewer lines than height; the
	// box around it then shrinks.
	View(width, height int) string

	// Actions are what the keys do now. Dispatch, footer, help and palette all
	// read it, so they cannot disagree. It is called often: keep it cheap.
	Actions() []Action

	// Capturing says whether keys are text now; see Capture.
	Capturing() Capture

	// Changed tells that the file changed: the tables, or nil for "anything"
	// (another window, a restore). Reload what depends on them.
	Changed(tables []string) tea.Cmd

	// Leave is the question to ask before the page closes ("Discard the new
	// goal?"), or "" when nothing would be lost.
	Leave() string
}

// Base gives a Page its defaults.
type Base struct{}

// Init starts nothing.
func (Base) Init() tea.Cmd { return nil }

// Update ignores every message.
func (Base) Update(tea.Msg) tea.Cmd { return nil }

// Actions has none.
func (Base) Actions() []Action { return nil }

// Capturing leaves every key to the actions.
func (Base) Capturing() Capture { return Nothing }

// Changed reloads nothing.
func (Base) Changed([]string) tea.Cmd { return nil }

// Leave asks nothing.
func (Base) Leave() string { return "" }

// Capture says which keys a page takes as text.
type Capture int

const (
	// Nothing: every key may be an action.
	Nothing Capture = iota
	// Digits: 0-8 are input, not page numbers (a grid cell is edited). Actions
	// of the page with digit keys run; digits that none claims reach Update.
	Digits
	// Text: a text field owns the keyboard. Only the page's actions marked
	// WhileTyping run, then Esc (back), F1 and Ctrl+C; all else reaches Update.
	Text
)
