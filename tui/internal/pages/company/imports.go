package company

import (
	tea "charm.land/bubbletea/v2"

	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// imports lists what was imported so far, and begins another import.
type imports struct{ *history }

func newImports(env kindform.Env, sc *page.Scope) imports {
	h := newHistory(env, sc)
	h.title, h.only = "Imports", "import "
	h.empty = widget.Empty{
		What: "Nothing was imported yet.",
		Why:  "People, ratings, requirements, grades and enrolments come from CSV files. Each import is shown as a plan first, and one undo takes all of it back.",
		Keys: []widget.Hotkey{{Key: "a", What: "import a file"}},
	}
	return imports{h}
}

// Actions are those of the list, and the way to the wizard.
func (i imports) Actions() []page.Action {
	acts := i.history.Actions()
	if i.Capturing() == page.Text {
		return acts
	}
	return append(acts, page.Act("Import a file", "import a file", func() tea.Cmd { return openWizard(i.env, i.sc) }, page.KeyAdd).Hinted(9))
}
