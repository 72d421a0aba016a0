package growth

import (
	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// criteria is the page of what people are judged by.
type criteria struct {
	page.Base
	*kindform.Browser
}

func newCriteria(env kindform.Env, sc *page.Scope) *criteria {
	k, err := store.KindOf("potential criterion")
	if err != nil {
		panic(err) // the name is written here
	}
	return &criteria{Browser: kindform.NewBrowser(env, sc, kindform.List{Kind: k})}
}

func (m *criteria) Title() string                   { return "What people are judged by" }
func (m *criteria) Init() tea.Cmd                   { return m.Load() }
func (m *criteria) Actions() []page.Action          { return m.Browser.Actions() }
func (m *criteria) Capturing() page.Capture         { return m.Browser.Capturing() }
func (m *criteria) Changed(tables []string) tea.Cmd { return m.Browser.Changed(tables) }
func (m *criteria) Update(msg tea.Msg) tea.Cmd      { return m.Browser.Update(msg) }
func (m *criteria) View(w, h int) string            { return m.Browser.View(w, h) }
