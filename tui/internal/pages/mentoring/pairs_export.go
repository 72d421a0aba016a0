package mentoring

import (
	"bytes"
	"context"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// pairFile is a file that the pairs of a cycle can be taken along in.
type pairFile struct {
	label, hint string
	kind        string // of what is exported
	format      exchange.Format
	ext         string
}

var pairFiles = map[string]pairFile{
	"calendar": {"Their sessions, as a calendar", "ICS, for Outlook, Google or Apple", "session", exchange.ICS, ".ics"},
	"pairs":    {"All pairs, with all about them", "CSV, for a spreadsheet", "pair", exchange.CSV, ".csv"},
	"sessions": {"Their sessions, one a line", "CSV, for a spreadsheet", "session", exchange.CSV, ".csv"},
}

// exportPairs asks what to take along: the list as it is shown, or what the file has of
// the pairs and sessions of the cycle. No private notes are in any of it.
func exportPairs(m *cycle, list func() tea.Cmd, slot *page.Slot) tea.Cmd {
	options := []widget.Option{{Value: "list", Label: "The list as it is shown here", Hint: "CSV; marked lines only, if there are any"}}
	for _, name := range []string{"calendar", "pairs", "sessions"} {
		options = append(options, widget.Option{Value: name, Label: pairFiles[name].label, Hint: pairFiles[name].hint})
	}
	return kindform.Choose(m.env, m.sc, kindform.Choice{Title: "Export", Options: options, Pick: func(o widget.Option) tea.Cmd {
		f, known := pairFiles[o.Value]
		if !known {
			return list()
		}
		db, c := m.env.DB, m.row
		name := text.Clean(c.Program+", "+c.Name) + "-" + o.Value + "-" + string(store.DateOf(m.env.Now()))
		return page.Run(m.sc, slot, "Export", nil, func(ctx context.Context) (string, error) {
			var b bytes.Buffer
			scope := exchange.Scope{Program: c.ProgramID, Cycle: c.ID, Name: text.Clean(c.Program + ", " + c.Name)}
			if err := exchange.Export(ctx, db, f.kind, &b, f.format, exchange.ExportOptions{BOM: true, Scope: scope}); err != nil {
				return "", err
			}
			return kindform.WriteNew(name, f.ext, b.Bytes())
		}, func(file string, err error) tea.Cmd {
			if err != nil {
				return page.Fail(err)
			}
			return page.Say("Wrote " + file + ", in the folder you started from")
		})
	}})
}
