package company

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/exchange"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// keyApply applies a program file.
const keyApply = "p"

// programs lists the programs, and applies program files.
type programs struct {
	*kindform.Browser
	env  kindform.Env
	sc   *page.Scope
	slot page.Slot
}

// Actions are those of the list, and applying a file.
func (p *programs) Actions() []page.Action {
	acts := p.Browser.Actions()
	if p.Capturing() == page.Text {
		return acts
	}
	return append(acts, page.Act("Apply a program file, a ready-made one or your own", "apply a file", p.choose, keyApply).Hinted(7))
}

// ownFile is the choice of a file, beside those that come with Understudy.
const ownFile = "file"

// choose offers the ready-made programs and a file of one's own.
func (p *programs) choose() tea.Cmd {
	db := p.env.DB
	return page.Load(p.sc, &p.slot, func(ctx context.Context) ([]store.Record, error) {
		return db.List(ctx, "program", store.ListFilter{Archived: true})
	}, func(have []store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		there := map[string]bool{}
		for _, r := range have {
			there[text.Key(r.Label)] = true
		}
		options := []widget.Option{{Value: ownFile, Label: "a program file of your own…", Hint: "TOML, as the export of a program writes it"}}
		ready := map[string]exchange.Program{}
		for _, s := range exchange.ShippedPrograms() {
			f, err := exchange.DecodeProgram(strings.NewReader(s.Text), s.Name)
			if err != nil {
				continue // its own tests would say so
			}
			o := widget.Option{Value: s.Name, Label: "the ready-made program " + f.Name, Hint: text.Clean(f.Description)}
			if there[text.Key(f.Name)] {
				o.Hint = "is there already: becomes again as it comes ready-made"
			}
			ready[s.Name] = f
			options = append(options, o)
		}
		return kindform.Choose(p.env, p.sc, kindform.Choice{Title: "Which program?", Options: options, At: ownFile, Pick: func(o widget.Option) tea.Cmd {
			name := o.Value
			if f, ok := ready[name]; ok {
				return apply(p.env.DB, p.sc, f, func() {})
			}
			return openProgramFile(p.env, p.sc)
		}})
	})
}

// apply makes the program what its file says and tells what that changed; then
// closes what asked for it.
func apply(db *store.Store, sc *page.Scope, f exchange.Program, then func()) tea.Cmd {
	var said []string
	var c store.Change
	return page.Save(sc, func(ctx context.Context) (store.Change, error) {
		var err error
		c, said, err = exchange.ApplyProgram(ctx, db, f)
		return c, err
	}, func(err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		then()
		name := text.Clean(f.Name)
		if c.ID == 0 {
			return page.Say("The program " + name + " is as its file says already: nothing was changed")
		}
		return page.Send(page.Note{Text: "Applied " + name + ": " + text.Clean(strings.Join(said, "; ")), Full: strings.Join(said, "\n"), Undo: true})
	})
}

// programFile chooses a program file and applies it.
type programFile struct {
	page.Base
	env   kindform.Env
	sc    *page.Scope
	files *files
	slot  page.Slot
}

func openProgramFile(env kindform.Env, sc *page.Scope) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		p := &programFile{env: env, sc: own}
		p.files = newFiles(env, own, p.chosen)
		p.files.kinds, p.files.what, p.files.hint = []string{".toml"}, "program file", "A program file is text in TOML; the export of a program writes one."
		return p
	}})
}

func (p *programFile) Title() string              { return "Apply a program file" }
func (p *programFile) Init() tea.Cmd              { return p.files.begin() }
func (p *programFile) Capturing() page.Capture    { return p.files.Capturing() }
func (p *programFile) View(w, h int) string       { return p.files.View(w, h) }
func (p *programFile) Update(msg tea.Msg) tea.Cmd { return p.files.Update(msg) }
func (p *programFile) Actions() []page.Action     { return p.files.Actions() }

// chosen reads the file and applies it. A faulty file stays chosen from: it can
// be corrected and taken again.
func (p *programFile) chosen(path string) tea.Cmd {
	return page.Load(p.sc, &p.slot, func(context.Context) (exchange.Program, error) {
		f, err := os.Open(path)
		if err != nil {
			return exchange.Program{}, err
		}
		defer f.Close()
		return exchange.DecodeProgram(f, filepath.Base(path))
	}, func(f exchange.Program, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return apply(p.env.DB, p.sc, f, func() { p.sc.Send(page.Done{}) })
	})
}
