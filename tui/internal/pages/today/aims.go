package today

import (
	"math"
	"slices"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/widget"
)

// asksFor tells of an entry that is about no pair and no program.
func asksFor(a store.Attention) bool {
	return slices.Contains([]string{"kpi", "measure", "cover", "expires", "ratings"}, a.Kind)
}

// aimLines are the detail of a KPI, a cover, a certificate or old ratings.
func (m *model) aimLines(a store.Attention, w int) []string {
	lines := text.Wrap(text.Clean(a.Subject), w)
	for i := range lines {
		lines[i] = m.th.Accent.Render(lines[i])
	}
	lines = append(lines, "")
	lines = append(lines, text.Wrap(text.Clean(a.Detail+". "+aimStep(a)), w)...)
	if key := m.answer(a); key != "" {
		what := "open in " + pageNames[placeOf(a).Key]
		if key == keyMeasure {
			what = "measure it"
		}
		lines = append(lines, text.Cut(m.th.Hotkey(key, what), w))
	}
	if a.KPI != 0 {
		lines = append(lines, m.kpiLines(w)...)
	}
	return lines
}

// aimStep says what to do about such an entry.
func aimStep(a store.Attention) string {
	switch a.Kind {
	case "kpi":
		return "Measure it anew, or see what its initiative does."
	case "measure":
		return "Measure it, so that it can be said whether it is on track."
	case "cover":
		return "Bring somebody up to the level: the gap leads to the mentors inside."
	case "expires":
		return "Renew it, or say that it is not needed any more."
	case "ratings":
		return "Rate these levels again; a grid of a team takes a few keys each."
	}
	return ""
}

// kpiLines are the measurements of the KPI, the newest first, over their course.
func (m *model) kpiLines(w int) []string {
	k := m.kpi
	lines := []string{"", m.th.Title.Render("Measurements")}
	if len(k.Measurements) == 0 {
		lines = append(lines, m.th.Dim.Render(text.Cut("None yet.", w)))
	}
	course := []float64{float64(k.Baseline)}
	for _, v := range slices.Backward(k.Measurements) {
		course = append(course, float64(v.Value))
	}
	if len(k.Measurements) > 0 {
		lines = append(lines, widget.Spark(m.th, append(course, math.NaN(), float64(k.Target)), min(w, 40)))
	}
	for _, v := range k.Measurements {
		line := string(v.On) + "  " + text.Clean(k.Say(v.Value))
		if v.Note != "" {
			line += "  " + text.Clean(v.Note)
		}
		lines = append(lines, text.Cut(line, w))
	}
	return append(lines, m.th.Dim.Render(text.Cut(text.Clean("baseline of "+string(k.Since)+": "+k.Say(k.Baseline)), w)), m.th.Dim.Render(text.Cut(text.Clean("target by "+string(k.Due)+": "+k.Say(k.Target)), w)))
}
