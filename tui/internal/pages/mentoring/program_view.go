package mentoring

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// Update types into the filter and takes the mouse.
func (m *program) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if detail, _ := m.split.At(c.X, false); detail && c.Y >= m.head {
			return nil
		}
		if cmd, taken := kindform.ClickTabs(c, m.head-1, programTabs, m.at, m.w, m.turn); taken {
			return cmd
		}
		c.Y -= m.head
		return m.here().update(c)
	}
	return m.here().update(msg)
}

// View draws the objective, the tabs, and the list beside what its entry means.
func (m *program) View(w, h int) string {
	th := m.env.Theme
	var lines []string
	if h >= 8 {
		lines = append(lines, text.Fit(m.aim(w), w))
	}
	if h >= 4 {
		lines = append(lines, text.Fit(kindform.Tabs(th, programTabs, m.at, w), w))
	}
	m.head, m.w = len(lines), w
	list := func(w, h int) string {
		// What a setting means is said below it where there is no room beside it.
		if below := 4; w >= 30 && h >= 12 && !m.ownList() && !m.split.Side {
			return m.here().view(w, h-below-1) + "\n\n" + m.detail(w, below)
		}
		return m.here().view(w, h)
	}
	m.split = widget.NewSplit(w, max(0, h-len(lines)))
	body := m.split.View(th, false, list, m.detail)
	return strings.Join(append(lines, body), "\n")
}

func (m *program) aim(w int) string {
	if m.gone {
		return m.env.Theme.Warn.Render(text.Cut("This program is no longer there. Esc goes back.", w))
	}
	v := m.set.program.Values
	floor := "no floor"
	if v["floor"] != "" {
		floor = "no pair under " + v["floor"]
	}
	aim := aimOf(m.set.program)
	full := "first " + aim + " · " + floor + " · points by " + v["step"]
	return m.env.Theme.Dim.Render(fitting(w, full, aim+" · "+floor, aim))
}

// detail says what the setting under the cursor does, parameter by parameter.
func (m *program) detail(w, h int) string {
	r, ok := m.here().Selected()
	if !ok {
		return widget.Fit("", w, h)
	}
	if !m.ownList() {
		return m.otherDetail(r, w, h)
	}
	th := m.env.Theme
	k, _ := mentoring.KindByName(r.Values["kind"])
	lines := []string{th.Title.Render(text.Cut(text.Clean(k.Name), w))}
	lines = append(lines, wrapped(k.Help, 0, w)...)
	params, use := paramsOf(r), m.use()
	for _, p := range k.Params {
		if p.Use&use == 0 {
			continue
		}
		value, given := params[p.Name]
		if !given || value == "" && p.Type != mentoring.TypeList {
			value = p.Default
		}
		lines = append(lines, "", text.CutWith(text.Clean(p.Name)+": "+orElse(text.Clean(value), "none"), w, th.Glyph.Ellipsis))
		for _, l := range wrapped(p.Help, 2, w) {
			lines = append(lines, th.Dim.Render(l))
		}
	}
	return widget.Fit(strings.Join(lines, "\n"), w, h)
}

func (m *program) use() mentoring.Use {
	if m.at == tabRules {
		return mentoring.AsRule
	}
	return mentoring.AsCriterion
}
