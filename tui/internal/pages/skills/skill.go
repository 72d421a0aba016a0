package skills

import (
	"context"
	"errors"
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/gap"
	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/theme"
	"understudy/tui/internal/widget"
)

// skillPage is all that the file knows of one skill: what its levels mean, who can do it
// and teach it, where they are, who needs it and what names it.
type skillPage struct {
	page.Base
	env     kindform.Env
	sc      *page.Scope
	id      int64
	f       *store.SkillFacts // nil before the first reading
	err     error
	panes   []skillPane
	at      int
	head, w int // lines above the pane, and width, of the last View
	slot    page.Slot
	form    page.Slot
}

// skillPane is one list of the page.
type skillPane struct {
	name string
	rows interface {
		Actions() []page.Action
		Capturing() page.Capture
		Typing() bool
		Update(msg tea.Msg) tea.Cmd
		View(w, h int, above ...string) string
	}
	show  func(*store.SkillFacts)
	acts  func() []page.Action
	below func(w int) []string // what there is to say of the row under the cursor
}

func openSkill(env kindform.Env, sc *page.Scope, id int64) tea.Cmd {
	return sc.Send(page.Open{New: func(own *page.Scope) page.Page { return newSkillPage(env, own, id) }})
}

// about leads to the page of a skill, wherever it is named.
func about(env kindform.Env, sc *page.Scope, skill func() int64) page.Action {
	return page.Act("Show all about the skill", "skill", func() tea.Cmd { return openSkill(env, sc, skill()) }, "o")
}

func newSkillPage(env kindform.Env, sc *page.Scope, id int64) *skillPage {
	p := &skillPage{env: env, sc: sc, id: id}
	p.panes = []skillPane{p.levelPane(), p.holderPane(), p.placePane(), p.requirementPane(), p.namedPane(), p.certificatePane()}
	return p
}

func (p *skillPage) Title() string {
	if p.f == nil {
		return "Skill"
	}
	return text.Clean(p.f.Skill.Label)
}

func (p *skillPage) Init() tea.Cmd { return p.read() }

func (p *skillPage) read() tea.Cmd {
	db, id := p.env.DB, p.id
	return page.Load(p.sc, &p.slot, func(ctx context.Context) (*store.SkillFacts, error) { return db.Skill(ctx, id) },
		func(f *store.SkillFacts, err error) tea.Cmd {
			if errors.Is(err, context.Canceled) {
				return nil
			}
			if p.err = err; err != nil {
				return page.Fail(err)
			}
			p.f = f
			for _, pane := range p.panes {
				pane.show(f)
			}
			return nil
		})
}

// Changed reads anew: nearly everything tells on a skill.
func (p *skillPage) Changed(tables []string) tea.Cmd {
	if !kindform.Touches(tables, append(deps(), "rating", "level_description", "need", "certificate", "qualification", "gap_action", "initiative", "setting")) {
		return nil
	}
	return p.read()
}

func (p *skillPage) pane() *skillPane { return &p.panes[p.at] }

func (p *skillPage) Capturing() page.Capture { return p.pane().rows.Capturing() }

func (p *skillPage) Actions() []page.Action {
	here := p.pane()
	if here.rows.Typing() {
		return here.rows.Actions()
	}
	acts := append(here.acts(), page.Act("Rate the people of a team in it", "rate", p.rate, "t").Unless(p.none()).Hinted(5))
	panes := page.Panes(p.turn)
	panes[0] = panes[0].Hinted(4)
	panes[0].SetHelp("tab", "next list")
	panes[0].Name, panes[1].Name = "Go to the next list", "Go to the previous list"
	return append(append(acts, here.rows.Actions()...), panes...)
}

func (p *skillPage) turn(by int) tea.Cmd {
	p.at = (p.at + by + len(p.panes)) % len(p.panes)
	return nil
}

func (p *skillPage) none() string {
	if p.f == nil {
		return "it is being read"
	}
	return ""
}

// rate opens the ratings of a team in this skill alone.
func (p *skillPage) rate() tea.Cmd {
	return chooseTeam(p.env, p.sc, func(of gridOf) tea.Cmd { return openGrid(p.env, p.sc, p.only(of)) })
}

// only narrows a grid to this skill.
func (p *skillPage) only(of gridOf) gridOf {
	of.Skills, of.cat = []int64{p.id}, p.f.Skill.Label
	return of
}

func (p *skillPage) Update(msg tea.Msg) tea.Cmd {
	if c, ok := msg.(page.Click); ok {
		if cmd, taken := kindform.ClickTabs(c, p.head-1, p.names(), p.at, p.w, p.turn); taken {
			return cmd
		}
		c.Y -= p.head
		msg = c
	}
	return p.pane().rows.Update(msg)
}

func (p *skillPage) names() []string {
	out := make([]string, len(p.panes))
	for i, pane := range p.panes {
		out[i] = pane.name
	}
	return out
}

// View draws what there is to say of the skill above the list in front.
func (p *skillPage) View(w, h int) string {
	th := p.env.Theme
	switch {
	case p.f == nil && p.err != nil:
		return widget.Empty{What: "The skill could not be read.", Why: p.err.Error(), Keys: []widget.Hotkey{{Key: "esc", What: "goes back"}}}.View(th, w, h)
	case p.f == nil:
		return widget.Fit(th.Dim.Render("  Reading the skill…"), w, h)
	}
	lines := p.said(th, w)
	lines = lines[:min(len(lines), max(0, h/3))]
	if h >= 16 {
		lines = append(lines, "")
	}
	if h >= 4 {
		lines = append(lines, kindform.Tabs(th, p.names(), p.at, w))
	}
	p.head, p.w = len(lines), w
	var below []string
	if h >= 10 && p.pane().below != nil {
		below = p.pane().below(w)
		below = below[:min(len(below), h/3)]
	}
	lines = append(lines, p.pane().rows.View(w, max(0, h-len(lines)-len(below))))
	return widget.Fit(strings.Join(append(lines, below...), "\n"), w, h)
}

// said is the skill in a few sentences, the most urgent first.
func (p *skillPage) said(th *theme.Styles, w int) []string {
	f := p.f
	var lines []string
	put := func(style theme.Style, s string) {
		for _, l := range text.Wrap(text.Clean(s), max(1, w)) {
			lines = append(lines, style.Render(l))
		}
	}
	switch able := f.Able(); {
	case f.SinglePoint && len(f.Holders) > 0:
		put(th.Bad, th.Glyph.Alert+" "+f.Holders[0].Name+" alone can do it, and it is needed.")
	case able == 0 && f.Needed:
		put(th.Bad, th.Glyph.Alert+" Nobody can do it alone, and it is needed.")
	case able > 0:
		put(th.Text, fmt.Sprintf("%s do it alone; %d of them can teach it.", count(able, "person can", "people can"), f.People[gap.Alone+1]))
	default:
		put(th.Text, "Nobody can do it alone; nothing asks for it either.")
	}
	said := count(f.People[1]+f.People[2], "other has", "others have") + " some of it."
	if f.Stale > 0 {
		said += " " + count(f.Stale, "level is", "levels are") + " old."
	}
	put(th.Text, said)
	put(th.Text, fmt.Sprintf("Interest: %d very much, %d much, %d some. In wishes %s to learn it, %s to teach it.", f.Interest[3], f.Interest[2], f.Interest[1],
		count(f.Wanted, "asks", "ask"), count(f.Offered, "offers", "offer")))
	if d := f.Skill.Values["description"]; d != "" {
		put(th.Dim, strings.ReplaceAll(d, "\n", " "))
	}
	return lines
}
