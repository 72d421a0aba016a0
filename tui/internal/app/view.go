package app

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
)

// The least size that pages must be usable at, and the least height that has
// room for rules.
const (
	minWidth, minHeight = 40, 12
	airyHeight          = 16
)

// part is a place of the last frame that the mouse can hit.
type part struct {
	id         string
	x, y, w, h int
	z          int
}

// View is the one place that guarantees that the frame fits the terminal. It
// runs after every message, so it draws only when something changed.
func (a *App) View() tea.View {
	if !a.dirty {
		return a.cached
	}
	v := tea.NewView(a.frame())
	v.AltScreen = true
	v.WindowTitle = "Understudy · " + a.here().Title
	if !a.opt.NoMouse {
		v.MouseMode = tea.MouseModeCellMotion
	}
	a.cached, a.dirty = v, false
	return v
}

func (a *App) frame() string {
	a.parts, a.hinted = a.parts[:0], a.hinted[:0]
	if a.w < 1 || a.h < 1 {
		return ""
	}
	if a.w < minWidth || a.h < minHeight {
		return a.tooSmall()
	}
	lines := make([]string, 0, a.h)
	lines = append(lines, a.header())
	rule := ""
	if a.h >= airyHeight {
		rule = a.opt.Theme.RuleLine(a.w)
		lines = append(lines, rule)
	}
	height := a.h - 2*len(lines) - 1 // below stand as many lines as above, and the footer
	if a.warning != "" {
		height--
	}
	// The foot comes after the page: what its keys do may depend on what it had
	// room for, such as the detail beside the list.
	lines = append(lines, a.body(len(lines), height)...)
	whole := strings.Join(append(lines, a.foot(rule)...), "\n")
	if a.opt.Theme.Glyph.Rule == "-" { // the ASCII look
		whole = ascii.Replace(whole)
	}
	return whole
}

// ascii replaces the router's own signs, and any of a page's, cell by cell.
var ascii = strings.NewReplacer("·", ".", "›", ">", "…", "~", "↑", "^", "↓", "v", "←", "<", "→", ">", "×", "x", "“", "\"", "”", "\"", "’", "'")

// foot is what stands below the page: a lasting warning, status and hints.
func (a *App) foot(rule string) []string {
	var foot []string
	if rule != "" {
		foot = append(foot, rule)
	}
	if a.warning != "" {
		foot = append(foot, a.opt.Theme.Bad.Render(text.Fit(" ! "+a.warning, a.w)))
	}
	return append(foot, a.status(), a.footer())
}

// body draws the page in front that is no modal, and the modals over it.
func (a *App) body(top, height int) []string {
	stack := a.here().stack
	base := len(stack) - 1
	for base > 0 && stack[base].modal {
		base--
	}
	if base < 0 {
		return fit("", a.w, height)
	}
	lines := fit(stack[base].View(a.w, height), a.w, height)
	a.parts = append(a.parts, part{id: bodyID(base), y: top, w: a.w, h: height})
	if base == len(stack)-1 {
		return lines
	}
	for i := base + 1; i < len(stack); i++ {
		a.backdrop(lines)
		a.layer(lines, i, top)
	}
	return lines
}

func bodyID(i int) string { return fmt.Sprintf("body:%d", i) }

func (a *App) tooSmall() string {
	say := fmt.Sprintf("Understudy needs %d×%d; this is %d×%d.", minWidth, minHeight, a.w, a.h)
	return strings.Join(fit(say, a.w, a.h), "\n")
}

// fit makes s exactly h lines of exactly w cells.
func fit(s string, w, h int) []string {
	lines := make([]string, 0, h)
	for line := range strings.SplitSeq(s, "\n") {
		if len(lines) == h {
			break
		}
		lines = append(lines, text.Fit(tame.Replace(line), w))
	}
	for len(lines) < h {
		lines = append(lines, text.Spaces(w))
	}
	return lines
}

// tame drops what would move the terminal's cursor inside a line.
var tame = strings.NewReplacer("\t", " ", "\r", "", "\b", "")
