package kindform

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/tui/internal/widget"
)

// fieldOf is the form field of a column with its value as the store writes it.
func fieldOf(c store.Column, value string) widget.Field {
	f := widget.Field{Name: c.Name, Label: c.Title, Value: value, Required: c.Required, Help: c.Help}
	switch c.Type {
	case store.Lines, store.JSON:
		f.Kind, f.Height = widget.Lines, 3
	case store.Int:
		f.Kind = widget.Integer
	case store.Points:
		f.Kind = widget.Decimal
	case store.Day:
		f.Kind = widget.Date
	case store.Clock:
		if f.Help == "" {
			f.Help = "as 09:30"
		}
	case store.Bool:
		f.Kind = widget.YesNo
	case store.Choice:
		f.Kind, f.Options = widget.Choice, choicesOf(c)
	case store.Ref:
		f.Kind = widget.Ref
	}
	if steps := stepsOf(c); steps != nil {
		f.Kind, f.Options, f.Help = widget.Choice, steps, ""
	}
	if f.Kind == widget.Text || f.Kind == widget.Lines {
		f.Limit = int(c.Max)
	}
	return f
}

func choicesOf(c store.Column) []widget.Option {
	var out []widget.Option
	for _, v := range c.Choices {
		if v != "" {
			out = append(out, widget.Option{Value: v, Label: v})
		}
	}
	return out
}

// isLevel tells a skill level from other whole numbers: people know its steps by
// their words.
func isLevel(c store.Column) bool { return c.Type == store.Int && c.Name == "level" && c.Max == 4 }

// isDegree is the same for interests.
func isDegree(c store.Column) bool { return c.Type == store.Int && c.Name == "degree" && c.Max == 3 }

// stepsOf lists the steps of a level or an interest in words; nil for the rest.
func stepsOf(c store.Column) []widget.Option {
	if !isLevel(c) && !isDegree(c) {
		return nil
	}
	var out []widget.Option
	for n := c.Min; n <= c.Max; n++ {
		v := strconv.FormatInt(n, 10)
		out = append(out, widget.Option{Value: v, Label: inWords(c, v)})
	}
	return out
}

// inWords writes a value as lists show it.
func inWords(c store.Column, v string) string {
	n, err := strconv.Atoi(v)
	switch {
	case err != nil:
		if c.Type == store.Lines || c.Type == store.JSON {
			return strings.ReplaceAll(v, "\n", " / ")
		}
		return v
	case isLevel(c):
		return v + " " + store.LevelName(n)
	case isDegree(c) && n >= 0 && n < len(degrees()):
		return v + " " + degrees()[n]
	}
	return v
}

func degrees() []string { return []string{"none", "some", "much", "very much"} }

// fieldsOf are the fields of a form that adds or edits a record.
func fieldsOf(s Spec) []widget.Field {
	var out []widget.Field
	for _, c := range slices.Concat(s.Kind.Columns, s.Also) {
		if s.Rec.ID == 0 {
			if _, set := s.Preset[c.Name]; set {
				continue
			}
			value, given := s.Suggest[c.Name]
			if !given {
				value = c.Default
			}
			f := fieldOf(c, value)
			f.Suggested = true
			out = append(out, f)
			continue
		}
		out = append(out, editField(c, s.Rec))
	}
	slices.SortStableFunc(out, func(a, b widget.Field) int { return cmp.Compare(s.place(a.Name), s.place(b.Name)) })
	return out
}

// place is where a field stands: those that come first by their order, then the rest.
func (s Spec) place(name string) int {
	if i := slices.Index(s.First, name); i >= 0 {
		return i
	}
	return len(s.First)
}

// editField shows what never changes as a note, so that the user sees whose
// record this is.
func editField(c store.Column, rec store.Record) widget.Field {
	value := rec.Values[c.Name]
	if c.Fixed {
		if value == "" {
			value = "none"
		}
		return widget.Field{Name: c.Name, Kind: widget.Note, Label: c.Title + ": " + inWords(c, value)}
	}
	id, named := rec.Refs[c.Name]
	f := fieldOf(c, value)
	if c.Type == store.Ref {
		f.Value = ""
		if named {
			f.Value = RefValue(id)
			f.Options = []widget.Option{{Value: f.Value, Label: value}}
		}
	}
	return f
}

// RefValue names a record in a form's values.
func RefValue(id int64) string { return "#" + strconv.FormatInt(id, 10) }
