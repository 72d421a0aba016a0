package main

import (
	"fmt"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// recordJSON is a record of any kind.
type recordJSON struct {
	Kind     string            `json:"kind"`
	ID       int64             `json:"id"`
	Label    string            `json:"label"`
	Archived bool              `json:"archived"`
	Values   map[string]string `json:"values"`         // by column, as add and set take them
	Refs     map[string]int64  `json:"refs,omitempty"` // the ids of the records that values name
}

func jsonOf(r store.Record) recordJSON {
	values := make(map[string]string, len(r.Values))
	for _, c := range r.Kind.Columns {
		values[c.Name] = text.CleanLines(r.Shared(c))
	}
	return recordJSON{Kind: r.Kind.Name, ID: r.ID, Label: text.Clean(r.Label), Archived: r.Archived, Values: values, Refs: r.Refs}
}

func jsonOfAll(recs []store.Record) []recordJSON {
	out := make([]recordJSON, 0, len(recs))
	for _, r := range recs {
		out = append(out, jsonOf(r))
	}
	return out
}

// recordTable shows records of one kind: their id and their columns, but for the
// long ones and the one that is the same for all.
func recordTable(k *store.Kind, recs []store.Record, same string) *table {
	heads := []string{">ID"}
	var cols []store.Column
	for _, c := range k.Columns {
		if c.Type == store.Lines || c.Name == same {
			continue
		}
		head := strings.ToUpper(c.Title)
		if c.Type == store.Int || c.Type == store.Points {
			head = ">" + head
		}
		heads, cols = append(heads, head), append(cols, c)
	}
	t := newTable(heads...)
	for _, r := range recs {
		row := []string{fmt.Sprint(r.ID)}
		for _, c := range cols {
			row = append(row, r.Shared(c))
		}
		if r.Archived {
			row[1] += " (archived)"
		}
		t.add(row...)
	}
	return t
}

// values reads name=value arguments into what an edit takes. A column may be named
// without its _id, and with blanks or dashes.
func values(k *store.Kind, given []string) (map[string]string, error) {
	out := make(map[string]string, len(given))
	for _, g := range given {
		name, value, ok := strings.Cut(g, "=")
		if !ok {
			return nil, usage("%q is no name=value; %s has %s", g, article(k.Name), strings.Join(columnNames(k), ", "))
		}
		c, ok := columnOf(k, name)
		if !ok {
			return nil, usage("%s has no column %q%s; it has %s", article(k.Name), name, didYouMean(name, columnNames(k)), strings.Join(columnNames(k), ", "))
		}
		out[c.Name] = value
	}
	return out, nil
}

func columnOf(k *store.Kind, name string) (store.Column, bool) {
	name = strings.ToLower(strings.NewReplacer("-", "_", " ", "_").Replace(strings.TrimSpace(name)))
	if c, ok := k.Column(name); ok {
		return c, true
	}
	return k.Column(name + "_id")
}

// columnNames are the columns as a person would write them.
func columnNames(k *store.Kind) []string {
	out := make([]string, 0, len(k.Columns))
	for _, c := range k.Columns {
		n := strings.TrimSuffix(c.Name, "_id")
		if _, clash := k.Column(n); clash && n != c.Name {
			n = c.Name
		}
		out = append(out, n)
	}
	return out
}

// kindHelp lists the kinds for the help of commands that take one.
func kindHelp() string {
	return "Kinds: " + strings.Join(pluralNames(), ", ") + "."
}
