package mentoring

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/match/mentoring"
	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// add chooses a kind out of the catalogue, then asks for its parameters.
func (m *program) add() tea.Cmd {
	var options []widget.Option
	use := m.use()
	for _, k := range mentoring.Kinds() {
		if use == mentoring.AsRule && k.Rule || use == mentoring.AsCriterion && k.Criterion {
			options = append(options, widget.Option{Value: k.Name, Label: k.Name, Hint: k.Help})
		}
	}
	return kindform.Choose(m.env, m.sc, kindform.Choice{Title: "Add a " + m.word(), Options: options, Pick: func(o widget.Option) tea.Cmd {
		k, _ := mentoring.KindByName(o.Value)
		return m.form(k, use, store.Record{})
	}})
}

func (m *program) edit() tea.Cmd {
	r, ok := m.here().Selected()
	if !ok {
		return nil
	}
	k, known := mentoring.KindByName(r.Values["kind"])
	if !known {
		return page.Say("This version knows no kind “" + r.Values["kind"] + "”")
	}
	return m.form(k, m.use(), r)
}

// form asks for the parameters of a rule or criterion, as its kind describes them.
func (m *program) form(k mentoring.Kind, use mentoring.Use, r store.Record) tea.Cmd {
	title, submit := "Add "+m.word()+": "+k.Name, "Add"
	if r.ID != 0 {
		title, submit = "Edit "+m.word()+": "+k.Name, "Save"
	}
	kind, list := m.word(), m.here()
	place := strconv.Itoa(list.Table.Total() + 1)
	program, db := m.id, m.env.DB
	var id int64
	return ask(m.env, m.sc, question{
		title: title, submit: submit, fields: m.paramFields(k, use, r),
		intro: func(w int) []string {
			lines := wrapped(k.Help, 0, w)
			for i := range lines {
				lines[i] = m.env.Theme.Dim.Render(lines[i])
			}
			return lines
		},
		save: func(ctx context.Context, v map[string]string) (c store.Change, err error) {
			values := map[string]string{"name": v["name"], "params": encodeParams(k, use, v)}
			if slot, has := v["slot"]; has {
				values["slot"] = slot
			}
			if use == mentoring.AsCriterion {
				values["points"] = orElse(v["points"], "0")
			}
			if r.ID == 0 {
				values["kind"], values["program_id"], values["place"] = k.Name, kindform.RefValue(program), place
			}
			c, id, err = db.Save(ctx, store.Edit{Kind: kind, ID: r.ID, Version: r.Version, Values: values})
			return c, atParam(err, k)
		},
		then: func(map[string]string) tea.Cmd { list.GoTo(id); return nil },
	})
}

// paramField names the form's field of a parameter.
func paramField(p mentoring.Param) string { return "param " + p.Name }

func (m *program) paramFields(k mentoring.Kind, use mentoring.Use, r store.Record) []widget.Field {
	params := map[string]string{}
	if r.ID != 0 {
		params = paramsOf(r)
	}
	var out []widget.Field
	if use == mentoring.AsCriterion {
		value := mentoring.FormatPoints(orPoints(k.DefaultPoints, 10_000))
		if r.ID != 0 {
			value = r.Values["points"]
		}
		out = append(out, widget.Field{Name: "points", Label: "Points", Kind: widget.Decimal, Value: value, Help: "the most that it gives; below 0 it is a penalty; 0 where a table or points a step say it"})
	}
	for _, p := range k.Params {
		if p.Use&use == 0 {
			continue
		}
		value, given := params[p.Name]
		if !given || value == "" && p.Type != mentoring.TypeList {
			value = p.Default
		}
		out = append(out, m.fieldOf(p, value))
	}
	name := ""
	if r.ID != 0 {
		name = r.Values["name"]
	}
	out = append(out, m.slotField(r)...)
	return append(out, widget.Field{Name: "name", Label: "Name", Value: name, Limit: 100, Help: "a name of your own, to tell two of one kind apart; empty for none"})
}

// slotField asks of which slot a rule or criterion is, where the program has slots.
func (m *program) slotField(r store.Record) []widget.Field {
	slots := strings.FieldsFunc(m.set.program.Values["slots"], func(r rune) bool { return r == '\n' })
	if len(slots) == 0 {
		return nil
	}
	f := widget.Field{Name: "slot", Label: "Slot", Kind: widget.Choice, Value: r.Values["slot"], Help: "it is for the pairs of this slot, or of all"}
	f.Options = append(f.Options, widget.Option{Label: "all slots"})
	for _, s := range slots {
		f.Options = append(f.Options, widget.Option{Value: s, Label: s})
	}
	return []widget.Field{f}
}

func orPoints(n, otherwise int64) int64 {
	if n == 0 {
		return otherwise
	}
	return n
}

// fieldOf is the field of a parameter.
func (m *program) fieldOf(p mentoring.Param, value string) widget.Field {
	f := widget.Field{Name: paramField(p), Label: capital(p.Name), Value: value, Required: p.Required, Help: p.Help}
	switch p.Type {
	case mentoring.TypeInt:
		f.Kind = widget.Integer
		f.Check = func(v string) string {
			if n, err := strconv.ParseInt(v, 10, 64); err == nil && (n < p.Min || n > p.Max) {
				return fmt.Sprintf("must be %d to %d", p.Min, p.Max)
			}
			return ""
		}
	case mentoring.TypePoints:
		f.Kind = widget.Decimal
	case mentoring.TypeChoice:
		f.Kind, f.Required = widget.Choice, true
		for _, c := range p.Choices {
			f.Options = append(f.Options, widget.Option{Value: c, Label: c})
		}
	case mentoring.TypeList:
		f.Hint = "one, another"
	case mentoring.TypeTable:
		f.Hint = "1=9, 2=12"
	case mentoring.TypeText:
		if p.Name == "field" {
			f.Kind = widget.Ref
			for _, r := range m.fields {
				if r.Values["barred"] != "yes" {
					f.Options = append(f.Options, widget.Option{Value: r.Values["name"], Label: r.Values["name"]})
				}
			}
		}
	}
	return f
}

// encodeParams keeps what differs from the defaults. An empty list says something
// else than its default.
func encodeParams(k mentoring.Kind, use mentoring.Use, v map[string]string) string {
	params := map[string]string{}
	for _, p := range k.Params {
		value := strings.TrimSpace(v[paramField(p)])
		if p.Use&use != 0 && value != p.Default && (value != "" || p.Type == mentoring.TypeList) {
			params[p.Name] = value
		}
	}
	body, err := json.Marshal(params)
	if err != nil {
		return "{}" // texts always encode
	}
	return string(body)
}

// atParam puts an error of the engine beside the parameter that it names.
func atParam(err error, k mentoring.Kind) error {
	var fe *store.FieldError
	if !errors.As(err, &fe) {
		return err
	}
	msg := strings.TrimPrefix(fe.Msg, k.Name+": ")
	for _, p := range k.Params {
		if rest, ok := strings.CutPrefix(msg, p.Name+": "); ok {
			return &store.FieldError{Field: paramField(p), Msg: rest}
		}
	}
	if rest, ok := strings.CutPrefix(msg, "points: "); ok {
		return &store.FieldError{Field: "points", Msg: rest}
	}
	if fe.Field == "params" {
		return &store.FieldError{Msg: msg}
	}
	return err
}
