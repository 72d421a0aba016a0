package company

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// previewPage tells what a restore would bring back and take away. It does not
// restore: a file that a window has open is not replaced under it.
type previewPage struct {
	page.Base
	env    kindform.Env
	sc     *page.Scope
	backup store.Backup
	p      store.Preview
	loaded bool
	scroll *widget.Scroll
	slot   page.Slot
	w      int
}

func openPreview(env kindform.Env, sc *page.Scope, b store.Backup) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page {
		return &previewPage{env: env, sc: own, backup: b, scroll: widget.NewScroll(env.Theme)}
	}})
}

func (p *previewPage) Title() string { return "Backups › " + filepath.Base(p.backup.Path) }

func (p *previewPage) Init() tea.Cmd {
	path, from := p.env.DB.Path(), p.backup.Path
	return page.Run(p.sc, &p.slot, "Reading the backup", nil, func(ctx context.Context) (store.Preview, error) {
		return store.PreviewRestore(ctx, path, from)
	}, func(v store.Preview, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		p.p, p.loaded, p.w = v, true, 0
		return nil
	})
}

func (p *previewPage) Actions() []page.Action {
	acts := page.Nav(p.scroll)
	return append(acts, page.Act("Copy the command that restores it", "copy command", func() tea.Cmd {
		return kindform.Copy(p.command(), "the command")
	}, page.KeyCopy).Hinted(9))
}

func (p *previewPage) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case page.Wheel:
		p.scroll.Move(msg.Rows)
	case page.Restyled:
		p.w = 0
	}
	return nil
}

func (p *previewPage) View(w, h int) string {
	if p.w != w {
		p.scroll.SetLines(p.lines(w))
		p.w = w
	}
	return p.scroll.View(w, h)
}

// command is what restores the backup, once every window is closed.
func (p *previewPage) command() string {
	return fmt.Sprintf("understudy restore --db %s %s", quote(p.env.DB.Path()), quote(p.backup.Path))
}

// quote keeps a path one word of a shell.
func quote(s string) string {
	if strings.Trim(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-+:@") == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

func (p *previewPage) lines(w int) []string {
	th := p.env.Theme
	lines := []string{
		th.Title.Render("What restoring this backup would do"),
		th.Dim.Render(text.Cut(fmt.Sprintf("made %s (age: %s), %s, why: %s", p.backup.At.In(p.env.Now().Location()).Format("Mon 2 Jan 2006 15:04"), ago(p.env.Now().Sub(p.backup.At)), sizeText(p.backup.Size), strings.ReplaceAll(p.backup.Reason, "-", " ")), w)),
		"",
	}
	if !p.loaded {
		return append(lines, th.Dim.Render("Reading the backup whole, to be sure that it is good…"))
	}
	lines = append(lines, p.lost(w)...)
	lines = append(lines, p.counts(w)...)
	lines = append(lines, "", "To restore it, close every window on this file, then run:")
	for _, l := range text.Wrap(p.command(), w) {
		lines = append(lines, th.Accent.Render(l))
	}
	return append(lines, th.Dim.Render("What is there now is backed up before it is replaced."))
}

func (p *previewPage) lost(w int) []string {
	th := p.env.Theme
	if p.p.Unreadable != "" {
		return []string{th.Bad.Render(text.Cut("The present file cannot be read: "+text.Clean(p.p.Unreadable), w)), ""}
	}
	if len(p.p.Lost) == 0 {
		return []string{"No change would be lost: the file is as it was then.", ""}
	}
	lines := []string{fmt.Sprintf("%s changes made since would be lost:", widget.Number(len(p.p.Lost)))}
	if len(p.p.Lost) == 1 {
		lines[0] = "One change made since would be lost:"
	}
	for i, c := range p.p.Lost {
		if i == 20 {
			lines = append(lines, th.Dim.Render(fmt.Sprintf("    and %s more", widget.Number(len(p.p.Lost)-i))))
			break
		}
		lines = append(lines, text.Cut("    "+c.At.Format("2006-01-02 15:04")+"  "+text.Clean(c.Label), w))
	}
	return append(lines, "")
}

// counts are the tables whose number of rows would be another.
func (p *previewPage) counts(w int) []string {
	var names []string
	for n := range p.p.Then {
		names = append(names, n)
	}
	for n := range p.p.Now {
		if _, both := p.p.Then[n]; !both {
			names = append(names, n)
		}
	}
	slices.Sort(names)
	var lines []string
	for _, n := range names {
		now, then := p.p.Now[n], p.p.Then[n]
		if now != then && p.p.Unreadable == "" {
			lines = append(lines, text.Cut(fmt.Sprintf("    %-22s %s now, %s then", strings.ReplaceAll(n, "_", " "), widget.Number(int(now)), widget.Number(int(then))), w))
		}
	}
	if len(lines) > 0 {
		lines = append([]string{"Rows:"}, lines...)
	}
	return lines
}
