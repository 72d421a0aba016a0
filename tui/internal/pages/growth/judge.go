package growth

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// judgeAnyone asks whom first.
func judgeAnyone(env kindform.Env, sc *page.Scope) tea.Cmd {
	return kindform.ChooseEmployee(env, sc, "Judge whom?", func(id int64, name string) tea.Cmd { return judge(env, sc, id, name) })
}

// judge reads the criteria and asks for a score and its evidence by each.
func judge(env kindform.Env, sc *page.Scope, employee int64, name string) tea.Cmd {
	var slot page.Slot
	return page.Load(sc, &slot, env.DB.PotentialCriteria, func(criteria []store.PotentialCriterion, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		if len(criteria) == 0 {
			return page.Say("Say first what people are judged by: c adds criteria of performance and of potential")
		}
		return kindform.Ask(env, sc, question(env, employee, name, criteria))
	})
}

func scoreField(c store.PotentialCriterion) string    { return fmt.Sprintf("score %d", c.ID) }
func evidenceField(c store.PotentialCriterion) string { return fmt.Sprintf("evidence %d", c.ID) }

func question(env kindform.Env, employee int64, name string, criteria []store.PotentialCriterion) kindform.Question {
	fields := []widget.Field{{Name: "date", Label: "Date", Kind: widget.Date, Value: string(env.DB.Today()), Required: true}}
	for _, c := range criteria {
		fields = append(fields,
			widget.Field{
				Name: scoreField(c), Label: text.Clean(c.Name), Kind: widget.Choice, Help: strings.TrimSpace(c.Axis + "; " + text.Clean(c.Help)),
				Options: []widget.Option{{Value: "", Label: "not now"}, {Value: "1", Label: "low"}, {Value: "2", Label: "medium"}, {Value: "3", Label: "high"}},
			},
			widget.Field{Name: evidenceField(c), Label: "  what was seen", Limit: 5000, Help: "the evidence for it; needed with every score"},
		)
	}
	return kindform.Question{
		Title: "Judge " + name, Submit: "Judge", Fields: fields,
		Save: func(ctx context.Context, values map[string]string) (store.Change, error) {
			scores, err := scoresOf(criteria, values)
			if err != nil {
				return store.Change{}, err
			}
			return env.DB.RatePotential(ctx, employee, values["date"], scores)
		},
	}
}

// scoresOf are the criteria that were judged, each with its evidence.
func scoresOf(criteria []store.PotentialCriterion, values map[string]string) ([]store.NewScore, error) {
	var out []store.NewScore
	for _, c := range criteria {
		score, evidence := values[scoreField(c)], strings.TrimSpace(values[evidenceField(c)])
		switch {
		case score == "" && evidence == "":
			continue
		case score == "":
			return nil, &store.FieldError{Field: scoreField(c), Msg: "has evidence but no score"}
		case evidence == "":
			return nil, &store.FieldError{Field: evidenceField(c), Msg: "say what was seen"}
		}
		n, err := strconv.Atoi(score)
		if err != nil {
			return nil, err
		}
		out = append(out, store.NewScore{Criterion: c.ID, Score: n, Evidence: evidence})
	}
	if len(out) == 0 {
		return nil, errors.New("nothing is judged yet: give a score by one criterion")
	}
	return out, nil
}
