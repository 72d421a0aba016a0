package pairact

import (
	"context"
	"fmt"
	"slices"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/widget"
)

// toReview is what a closing review asks about.
type toReview struct {
	goals  []store.Record
	skills []taught
	others []widget.Option // the skills that are not suggested
}

// taught is a skill that the pair worked on, and the mentee's level so far.
type taught struct {
	id        int64
	name, was string
}

// Review closes the pair with its review: one form and one change.
func (o On) Review() tea.Cmd {
	return read(o, o.toReview, func(p store.PairRow, f toReview) tea.Cmd {
		return kindform.Ask(o.Env, o.Sc, kindform.Question{
			Title: "Closing review: " + Names(p), Submit: "Close the pair", Fields: reviewFields(f),
			Intro: func(w int) []string {
				said := fmt.Sprintf("%s held, %d missed, since %s.", count(p.Held, "session was", "sessions were"), p.Missed, p.Since)
				if !Ended(p) {
					said += " The pair is completed with its review."
				}
				return wrapped(said, w)
			},
			Save: func(ctx context.Context, v map[string]string) (store.Change, error) {
				closing := closingOf(f, v)
				others, err := otherLearned(v)
				if err != nil {
					return store.Change{}, err
				}
				closing.Learned = append(closing.Learned, others...)
				c, _, err := o.Env.DB.CloseReview(ctx, o.Pair, closing)
				return c, err
			},
		})
	})
}

// toReview reads the goals and the skills of the goals and of the mentee's needs.
func (o On) toReview(ctx context.Context, p store.PairRow) (f toReview, err error) {
	db := o.Env.DB
	if f.goals, err = db.List(ctx, "goal", store.ListFilter{Parent: p.ID}); err != nil {
		return f, err
	}
	needs, err := db.List(ctx, "need", store.ListFilter{Parent: p.Mentee.Employee})
	if err != nil {
		return f, err
	}
	have, err := db.EmployeeSkills(ctx, p.Mentee.Employee)
	if err != nil {
		return f, err
	}
	add := func(r store.Record) {
		id := r.Refs["skill_id"]
		if id == 0 || slices.ContainsFunc(f.skills, func(t taught) bool { return t.id == id }) {
			return
		}
		t := taught{id: id, name: r.Values["skill_id"]}
		for _, s := range have {
			if s.SkillID == id && s.Rated {
				t.was = strconv.Itoa(s.Level)
			}
		}
		f.skills = append(f.skills, t)
	}
	for _, g := range f.goals {
		add(g)
	}
	for _, n := range needs {
		if n.Values["side"] == "need" {
			add(n)
		}
	}
	all, err := db.List(ctx, "skill", store.ListFilter{})
	for _, s := range all {
		if !slices.ContainsFunc(f.skills, func(t taught) bool { return t.id == s.ID }) {
			f.others = append(f.others, widget.Option{Value: strconv.FormatInt(s.ID, 10), Label: s.Label})
		}
	}
	return f, err
}

// otherSkills is how many skills besides those of the goals and needs a review rates.
const otherSkills = 3

func otherFields(f toReview) []widget.Field {
	var out []widget.Field
	for i := range min(otherSkills, len(f.others)) {
		n := strconv.Itoa(i)
		out = append(
			out,
			widget.Field{Name: "other " + n, Label: "Another skill", Kind: widget.Ref, Options: f.others, Help: "any other that they learned; may stay empty"},
			widget.Field{Name: "level " + n, Label: "· level now", Kind: widget.Choice, Options: levels(), Help: "becomes a rating with these sessions as its evidence"},
		)
	}
	return out
}

// levels are those of a skill.
func levels() []widget.Option {
	var out []widget.Option
	for n := range 5 {
		s := strconv.Itoa(n)
		out = append(out, widget.Option{Value: s, Label: levelWords(s)})
	}
	return out
}

// otherLearned reads the lines of otherFields.
func otherLearned(v map[string]string) (out []store.Learned, err error) {
	for i := range otherSkills {
		n := strconv.Itoa(i)
		skill, level := v["other "+n], v["level "+n]
		switch {
		case skill == "" && level == "":
			continue
		case skill == "":
			return nil, &store.FieldError{Field: "other " + n, Msg: "say of which skill this is the level"}
		case level == "":
			return nil, &store.FieldError{Field: "level " + n, Msg: "say which level they have now"}
		}
		id, err := strconv.ParseInt(skill, 10, 64)
		if err != nil {
			return nil, &store.FieldError{Field: "other " + n, Msg: "choose a skill of the list"}
		}
		at, err := strconv.Atoi(level)
		if err != nil {
			return nil, &store.FieldError{Field: "level " + n, Msg: "choose a level of the list"}
		}
		if slices.ContainsFunc(out, func(l store.Learned) bool { return l.Skill == id }) {
			return nil, &store.FieldError{Field: "other " + n, Msg: "is rated by the line before"}
		}
		out = append(out, store.Learned{Skill: id, Level: at})
	}
	return out, nil
}

func reviewFields(f toReview) []widget.Field {
	fields := []widget.Field{{
		Name: "outcome", Label: "Outcome", Kind: widget.Choice, Required: true, Options: words("reached", "partly reached", "not reached"), Help: "← → or the first letter",
	}}
	for _, g := range f.goals {
		id := strconv.FormatInt(g.ID, 10)
		fields = append(fields, widget.Field{Name: "goal " + id, Label: g.Label, Kind: widget.Choice, Value: g.Values["state"], Required: true, Options: words("open", "reached", "dropped"), Help: "what became of the goal"})
		help := "0 to 5; empty where nobody can say"
		if g.Values["before"]+g.Values["target"] != "" {
			help = fmt.Sprintf("before %s, to be %s", orElse(g.Values["before"], "?"), orElse(g.Values["target"], "?")) + "; " + help
		}
		fields = append(fields, widget.Field{Name: "after " + id, Label: "· after", Kind: widget.Integer, Value: g.Values["after"], Help: help, Check: upTo(5)})
	}
	fields = append(fields, widget.Field{Name: "learned", Label: "What was learned", Kind: widget.Lines, Height: 2, Limit: 5000})
	for _, t := range f.skills {
		was := "not rated so far"
		if t.was != "" {
			was = "so far " + levelWords(t.was)
		}
		fields = append(fields, widget.Field{
			Name: "skill " + strconv.FormatInt(t.id, 10), Label: t.name + " now", Kind: widget.Choice, Options: levels(),
			Help: was + "; a level becomes a rating with these sessions as its evidence",
		})
	}
	fields = append(fields, otherFields(f)...)
	return append(
		fields,
		widget.Field{Name: "thanks", Label: "Thanks", Kind: widget.Lines, Height: 2, Limit: 5000},
		widget.Field{Name: "story", Label: "Success story", Kind: widget.Lines, Height: 2, Limit: 10000},
		widget.Field{Name: "story_consent", Label: "May be told", Kind: widget.YesNo, Required: true, Value: "no", Help: "without their consent the story stays here"},
		widget.Field{Name: "lessons", Label: "Lessons", Kind: widget.Lines, Height: 2, Limit: 5000, Help: "what to do otherwise in the next cycle; without names"},
		widget.Field{Name: "date", Label: "On", Kind: widget.Date, Required: true, Value: "today"},
	)
}

// closingOf is what the form says.
func closingOf(f toReview, v map[string]string) store.Closing {
	c := store.Closing{Values: map[string]string{}, Goals: map[int64]store.GoalEnd{}}
	for _, name := range []string{"outcome", "learned", "thanks", "story", "story_consent", "lessons", "date"} {
		c.Values[name] = v[name]
	}
	for _, g := range f.goals {
		id := strconv.FormatInt(g.ID, 10)
		c.Goals[g.ID] = store.GoalEnd{After: v["after "+id], State: v["goal "+id]}
	}
	for _, t := range f.skills {
		if level, err := strconv.Atoi(v["skill "+strconv.FormatInt(t.id, 10)]); err == nil {
			c.Learned = append(c.Learned, store.Learned{Skill: t.id, Level: level})
		}
	}
	return c
}

func words(list ...string) []widget.Option {
	out := make([]widget.Option, len(list))
	for i, s := range list {
		out[i] = widget.Option{Value: s, Label: s}
	}
	return out
}

func upTo(most int) func(string) string {
	return func(v string) string {
		if n, err := strconv.Atoi(v); err != nil || n < 0 || n > most {
			return fmt.Sprintf("must be 0 to %d", most)
		}
		return ""
	}
}

func orElse(s, other string) string {
	if s == "" {
		return other
	}
	return s
}
