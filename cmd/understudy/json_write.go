package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
)

// jsonWriter writes one JSON object field by field, as writeJSON would write it whole.
type jsonWriter struct {
	to    *bufio.Writer
	one   bytes.Buffer
	comma bool
	err   error
}

func newJSONWriter(to io.Writer) *jsonWriter { return &jsonWriter{to: bufio.NewWriter(to)} }

func (w *jsonWriter) field(name string, v any) {
	w.name(name)
	w.value(v, "  ")
}

// list writes n values, each made when its turn comes.
func (w *jsonWriter) list(name string, n int, each func(i int) (any, error)) {
	w.name(name)
	w.text("[")
	for i := range n {
		if w.err != nil {
			return
		}
		v, err := each(i)
		if err != nil {
			w.err = err
			return
		}
		if i > 0 {
			w.text(",")
		}
		w.text("\n    ")
		w.value(v, "    ")
	}
	if n > 0 {
		w.text("\n  ")
	}
	w.text("]")
}

func (w *jsonWriter) end() error {
	w.text("\n}\n")
	if w.err != nil {
		return w.err
	}
	return w.to.Flush()
}

func (w *jsonWriter) name(name string) {
	before := "{"
	if w.comma {
		before = ","
	}
	w.comma = true
	w.text(before + "\n  \"" + name + "\": ")
}

func (w *jsonWriter) value(v any, prefix string) {
	if w.err != nil {
		return
	}
	w.one.Reset()
	enc := json.NewEncoder(&w.one)
	enc.SetEscapeHTML(false)
	enc.SetIndent(prefix, "  ")
	if w.err = enc.Encode(v); w.err == nil {
		_, w.err = w.to.Write(bytes.TrimSuffix(w.one.Bytes(), []byte("\n")))
	}
}

func (w *jsonWriter) text(s string) {
	if w.err == nil {
		_, w.err = w.to.WriteString(s)
	}
}
