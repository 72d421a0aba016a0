package employees

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
)

// kind is a kind of the store by a name written in this package.
func kind(name string) *store.Kind {
	k, err := store.KindOf(name)
	if err != nil {
		panic(err)
	}
	return k
}

// add asks for an employee and the first position at once: one without the
// other is of no use, and both are one change.
func (m *model) add() tea.Cmd {
	var position []store.Column
	for _, c := range kind("position").Columns {
		if c.Name != "employee_id" {
			position = append(position, c)
		}
	}
	return kindform.OpenForm(m.env, m.sc, kindform.Spec{
		Kind: kind("employee"), Also: position,
		Preset: map[string]string{"left_on": "", "left_reason": ""},
		Save: func(ctx context.Context, values map[string]string) (store.Change, int64, error) {
			return save(ctx, m.env.DB, values)
		},
		Then: func(id int64) tea.Cmd {
			m.wanted = id
			if m.index.Busy() {
				return nil
			}
			return m.arrive()
		},
	})
}

// save writes an employee, and the position if anything is said about it.
func save(ctx context.Context, db *store.Store, values map[string]string) (c store.Change, id int64, err error) {
	person, position, says := map[string]string{}, map[string]string{}, false
	for n, v := range values {
		if _, ok := kind("employee").Column(n); ok {
			person[n] = v
			continue
		}
		position[n] = v
		says = says || (v != "" && n != "since")
	}
	name := strings.TrimSpace(values["name"])
	c, err = db.Write(ctx, "add employee "+name, func(tx *store.Tx) error {
		if id, err = tx.Save(store.Edit{Kind: "employee", Values: person}); err != nil || !says {
			return err
		}
		position["employee_id"] = kindform.RefValue(id)
		_, err = tx.Save(store.Edit{Kind: "position", Values: position})
		return err
	})
	return c, id, err
}

// edit opens the form of the employee under the cursor.
func (m *model) edit() tea.Cmd {
	return editRecord(m.env, m.sc, &m.profile.opening, "employee", m.selected())
}

// editRecord reads a record and opens its form, so that what is edited is what
// the file holds now.
func editRecord(env kindform.Env, sc *page.Scope, slot *page.Slot, kindName string, id int64) tea.Cmd {
	return page.Load(sc, slot, func(ctx context.Context) (store.Record, error) {
		return env.DB.Get(ctx, kindName, id)
	}, func(r store.Record, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		return kindform.OpenForm(env, sc, kindform.Spec{Kind: r.Kind, Rec: r})
	})
}
