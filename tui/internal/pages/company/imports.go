package company

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

type imports struct {
	env kindform.Env
	sc  *page.Scope
}

func newImports(env kindform.Env, sc *page.Scope) *imports { return &imports{env: env, sc: sc} }

func (i *imports) Load() tea.Cmd            { return nil }
func (i *imports) Focus(bool)               {}
func (i *imports) Capturing() page.Capture  { return page.Nothing }
func (i *imports) Changed([]string) tea.Cmd { return nil }
func (i *imports) Update(tea.Msg) tea.Cmd   { return nil }
func (i *imports) Actions() []page.Action   { return nil }
func (i *imports) View(w, h int) string     { return widget.Fit("", w, h) }
