package today

import (
	"fmt"
	"slices"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/page"
	"understudy/tui/internal/placeact"
	"understudy/tui/internal/widget"
)

// ofRotations tells of an entry about a placement or a stretch assignment, or of a line
// that counts more of them.
func ofRotations(a store.Attention) bool {
	return a.Placement != 0 || a.Stretch != 0 || a.Group == "rotations" || a.Group == "stretch assignments"
}

// asksOfRotations tells of such an entry that waits for somebody.
func asksOfRotations(a store.Attention) bool {
	return ofRotations(a) && !slices.Contains([]string{"starts", "ends", "meets"}, a.Kind)
}

// rotationWords are the kinds of entries that are no words themselves.
var rotationWords = map[string]string{"hostless": "no host", "checkin": "check-in", "meets": "check-in", "unheard": "feedback"}

// rotationKeys are the keys that answer what a placement needs; what is ticked or edited
// is answered on its own page.
var rotationKeys = map[string]string{
	"approve": placeact.KeyApprove, "begin": placeact.KeyBegin, "check-in": placeact.KeyLog, "finish": placeact.KeyFinish, "feedback": placeact.KeyFeedback,
}

// placementActions are those on the placement that the entry is about.
func (m *model) placementActions(a store.Attention) (acts []page.Action) {
	if a.Placement == 0 {
		return nil
	}
	row := m.place
	if row.ID != a.Placement {
		row = store.PlacementRow{}
	}
	on := placeact.On{Env: m.env, Sc: m.sc, Slot: &m.asked}
	for _, one := range on.Placement(row) {
		switch {
		case one.Keys()[0] == rotationKeys[a.Act]:
			one.Hint = 9
		case one.Hint < 7:
			one.Hint = 0
		}
		acts = append(acts, one)
	}
	return acts
}

// rotationLines are the detail of a placement or a stretch assignment.
func (m *model) rotationLines(a store.Attention, w int) []string {
	lines := text.Wrap(text.Clean(a.Subject), w)
	for i := range lines {
		lines[i] = m.th.Accent.Render(lines[i])
	}
	lines = append(lines, "")
	lines = append(lines, text.Wrap(text.Clean(a.Detail+". "+rotationStep(a)), w)...)
	what := "open in " + pageNames[rotationsKey]
	if key := m.answer(a); key != page.KeyOpen {
		lines = append(lines, text.Cut(m.th.Hotkey(key, rotationDoes[a.Act]), w))
	}
	lines = append(lines, text.Cut(m.th.Hotkey(page.KeyOpen, what), w), "")
	switch {
	case a.Placement != 0 && a.Placement == m.place.ID:
		lines = append(lines, widget.KeyValue(m.th, w, placeact.PlacementFacts(m.place, m.db.Today(), m.th)...)...)
	case a.Stretch != 0 && a.Stretch == m.work.ID:
		lines = append(lines, widget.KeyValue(m.th, w, workFacts(m.work)...)...)
	}
	return lines
}

var rotationDoes = map[string]string{
	"approve": "note the consent", "begin": "begin it", "check-in": "log the check-in", "finish": "finish it", "feedback": "note the feedback",
}

// rotationStep says what to do about such an entry.
func rotationStep(a store.Attention) string {
	switch {
	case a.Act == "handover":
		return "Open it, and tick what has changed hands."
	case a.Kind == "hostless":
		return "Name another host, or cancel it."
	case a.Kind == "applied":
		return "Open it: + accepts, - declines with the reason."
	case a.Kind == "unfilled":
		return "Open it: r finds who should do it, with reasons."
	case a.Kind == "consent":
		return "Ask whose consent is missing, and note it."
	}
	return ""
}

func workFacts(r store.StretchRow) []widget.Pair {
	out := []widget.Pair{
		{Label: "state", Value: r.State + ", " + r.Kind},
		{Label: "when", Value: fmt.Sprintf("%s to %s, %d hours a week", r.Starts, r.Ends, r.Hours)},
		{Label: "places", Value: fmt.Sprintf("%d free of %d", r.Free(), r.Places)},
		{Label: "applied", Value: fmt.Sprintf("%d to decide, %d proposed", r.Applied, r.Proposed)},
	}
	if r.Sponsor != "" {
		out = append(out, widget.Pair{Label: "sponsor", Value: r.Sponsor})
	}
	for _, k := range r.Skills {
		out = append(out, widget.Pair{Label: "learns", Value: k.Says()})
	}
	return out
}
