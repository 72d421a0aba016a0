package employees

import (
	"context"
	"fmt"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/theme"
)

// steps is the number of levels above none.
const steps = 4

// skills is what someone can do beside what the role asks for.
func skills(ctx context.Context, db *store.Store, who row) ([]group, error) {
	rows, err := db.EmployeeSkills(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	asked := group{title: "Asked for by the role", kind: "rating", none: "The role asks for nothing yet: its requirements are on page 0, Roles."}
	if who.Role == "" {
		asked.none = "No role yet, so nothing is asked for: add a position in the overview."
	}
	more := group{title: "Further skills", kind: "rating", none: "None rated. a rates one."}
	for _, s := range rows {
		l := line{
			left: s.Skill, right: levelText(s) + " " + saidBy(s), kind: "rating",
			suggest: map[string]string{"skill_id": kindform.RefValue(s.SkillID)},
			stays:   "ratings are only ever added; undo takes one back",
			draw:    func(th *theme.Styles, w int) string { return drawSkill(th, s, w) },
		}
		if s.Rated {
			l.suggest["level"] = strconv.Itoa(s.Level)
		}
		if s.Required > 0 {
			asked.lines = append(asked.lines, l)
		} else {
			more.lines = append(more.lines, l)
		}
	}
	if who.Required > 0 {
		asked.title += fmt.Sprintf(": %d of %d at the level", who.Covered, who.Required)
	}
	return []group{asked, more}, nil
}

// drawSkill is one skill in w cells: name, bar, level, and as much as fits of who
// says so and what is wished.
func drawSkill(th *theme.Styles, s store.SkillRow, w int) string {
	name := max(10, min(26, w*2/5))
	out := text.Fit(text.CutWith(text.Clean(s.Skill), name, th.Glyph.Ellipsis), name) + "  " + gapBar(th, s) + "  "
	level := text.Pad(levelText(s), 6)
	switch {
	case s.Required > s.Level:
		out += th.Warn.Render(level)
	default:
		out += level
	}
	return text.Cut(out+"  "+th.Dim.Render(aside(s, w-text.Width(out)-2)), w)
}

// aside is as much of the wishes, of who says so and when as fits in w cells.
func aside(s store.SkillRow, w int) string {
	wish, from := wished(s), saidBy(s)
	for _, try := range [][]string{{wish, from}, {wish, s.Source}, {from}, {wish}, {s.Source}} {
		said := strings.Trim(strings.Join(try, " · "), " ·")
		if said != "" && text.Width(said) <= w && (wish == "" || strings.Contains(said, wish) || text.Width(wish) > w) {
			return said
		}
	}
	return ""
}

// gapBar shows the level filled, what is missing to the role's level shaded.
func gapBar(th *theme.Styles, s store.SkillRow) string {
	have := min(s.Level, steps)
	short := max(0, min(s.Required, steps)-have)
	return th.Accent.Render(strings.Repeat(th.Glyph.Full, have)) +
		th.Warn.Render(strings.Repeat("!", short)) +
		th.Dim.Render(strings.Repeat(th.Glyph.Empty, steps-have-short))
}

func levelText(s store.SkillRow) string {
	level := strconv.Itoa(s.Level)
	if !s.Rated {
		level = "?"
	}
	if s.Required > 0 {
		return level + " of " + strconv.Itoa(s.Required)
	}
	return level
}

func wished(s store.SkillRow) string {
	var parts []string
	if s.Need > 0 {
		parts = append(parts, fmt.Sprintf("wants %d", s.Need))
	}
	if s.Offer > 0 {
		parts = append(parts, fmt.Sprintf("offers %d", s.Offer))
	}
	if s.Interest > 0 {
		parts = append(parts, fmt.Sprintf("interest %d", s.Interest))
	}
	return strings.Join(parts, ", ")
}

func saidBy(s store.SkillRow) string {
	if !s.Rated {
		return "not rated"
	}
	return strings.TrimSpace(s.Source + " " + string(s.Date))
}
