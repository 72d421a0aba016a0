package company

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"understudy/store/text"
	"understudy/tui/internal/kindform"
	"understudy/tui/internal/page"
	"understudy/tui/internal/widget"
)

// files chooses a file: by walking through folders, or by its path, typed or
// pasted.
type files struct {
	env    kindform.Env
	sc     *page.Scope
	dir    string
	picker *widget.Picker
	then   func(path string) tea.Cmd
	slot   page.Slot
	kinds  []string // the endings of the files that are listed
	what   string   // what is chosen, for messages
	hint   string   // what such a file is
}

// tables are the endings of files that could be tables.
func tables() []string { return []string{".csv", ".tsv", ".txt"} }

func newFiles(env kindform.Env, sc *page.Scope, then func(string) tea.Cmd) *files {
	f := &files{env: env, sc: sc, then: then, picker: widget.NewPicker(env.Theme, nil), kinds: tables(), what: "CSV file"}
	f.hint = "CSV files: UTF-8, UTF-16, Windows-1252; comma, semicolon, tab."
	f.picker.SetEmpty("Reading the folder…")
	return f
}

// up is the folder above.
const up = ".."

// begin lists the folder that the program was started in.
func (f *files) begin() tea.Cmd {
	dir, err := os.Getwd()
	if err != nil {
		dir = "/"
	}
	return f.list(dir)
}

// list shows a folder: its folders, and the files of the right kinds.
func (f *files) list(dir string) tea.Cmd {
	kinds := f.kinds
	return page.Load(f.sc, &f.slot, func(context.Context) ([]widget.Option, error) { return entries(dir, kinds) }, func(o []widget.Option, err error) tea.Cmd {
		if err != nil {
			return page.Fail(err)
		}
		f.dir = dir
		f.picker.Clear()
		f.picker.SetOptions(o)
		f.picker.SetEmpty("No " + f.what + " and no folder in here.")
		return nil
	})
}

func entries(dir string, kinds []string) ([]widget.Option, error) {
	all, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var folders, found []widget.Option
	for _, e := range all {
		name := e.Name()
		switch {
		case strings.HasPrefix(name, "."):
		case isFolder(dir, e):
			folders = append(folders, widget.Option{Value: name, Label: name + string(filepath.Separator)})
		case slices.Contains(kinds, strings.ToLower(filepath.Ext(name))):
			found = append(found, widget.Option{Value: name, Label: name, Hint: sizeOf(e)})
		}
	}
	out := slices.Concat(found, folders)
	if filepath.Dir(dir) != dir {
		out = append(out, widget.Option{Value: up, Label: up, Hint: "the folder above"})
	}
	return out, nil
}

func isFolder(dir string, e os.DirEntry) bool {
	if e.Type()&os.ModeSymlink == 0 {
		return e.IsDir()
	}
	fi, err := os.Stat(filepath.Join(dir, e.Name()))
	return err == nil && fi.IsDir()
}

func sizeOf(e os.DirEntry) string {
	fi, err := e.Info()
	if err != nil {
		return ""
	}
	return sizeText(fi.Size())
}

// Capturing: what is typed narrows the list, or is a path.
func (f *files) Capturing() page.Capture { return page.Text }

func (f *files) Actions() []page.Action {
	acts := []page.Action{
		page.Act("Open the folder, or take the file", "take", f.take, "enter").WhileTyping().Hinted(9),
		page.Act("Delete a letter, or go to the folder above", "folder above", f.erase, "backspace").WhileTyping().Hinted(6),
	}
	if f.picker.Query() != "" {
		acts = append(acts, page.Act("Clear what was typed", "clear", func() tea.Cmd { f.picker.Clear(); return nil }, "esc").WhileTyping().Hinted(7))
	}
	return acts
}

func (f *files) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.PasteMsg:
		if path := pasted(msg.Content); strings.ContainsRune(path, filepath.Separator) {
			return f.open(path)
		}
		f.picker.Update(msg)
	case tea.KeyPressMsg:
		f.picker.Update(msg)
	case page.Click:
		if f.picker.Click(msg.X, msg.Y-1) == widget.Submitted {
			return f.take()
		}
	case page.Wheel:
		f.picker.Wheel(msg.Rows)
	}
	return nil
}

// erase goes up where there is nothing left to erase.
func (f *files) erase() tea.Cmd {
	if f.picker.Query() == "" {
		return f.list(filepath.Dir(f.dir))
	}
	return f.Update(tea.KeyPressMsg{Code: tea.KeyBackspace})
}

// pasted is a path as file managers put it on the clipboard.
func pasted(s string) string {
	s = strings.Trim(strings.TrimSpace(s), `"'`)
	return strings.TrimPrefix(s, "file://")
}

// take opens what is under the cursor, or the path that was typed.
func (f *files) take() tea.Cmd {
	query := f.picker.Query()
	o, ok := f.picker.Selected()
	if strings.ContainsRune(query, filepath.Separator) || strings.HasPrefix(query, "~") || !ok {
		return f.open(query)
	}
	if o.Value == up {
		return f.list(filepath.Dir(f.dir))
	}
	return f.open(o.Value)
}

// open goes into a folder or takes a file.
func (f *files) open(path string) tea.Cmd {
	if rest, ok := strings.CutPrefix(path, "~"); ok {
		if home, err := os.UserHomeDir(); err == nil {
			path = filepath.Join(home, rest)
		}
	}
	if !filepath.IsAbs(path) {
		path = filepath.Join(f.dir, path)
	}
	type what struct{ folder bool }
	return page.Load(f.sc, &f.slot, func(context.Context) (what, error) {
		fi, err := os.Stat(path)
		if err != nil {
			return what{}, explain(err, path)
		}
		return what{fi.IsDir()}, nil
	}, func(w what, err error) tea.Cmd {
		switch {
		case err != nil:
			return page.Fail(err)
		case w.folder:
			return f.list(path)
		}
		return f.then(path)
	})
}

func explain(err error, path string) error {
	if errors.Is(err, os.ErrNotExist) {
		return errors.New("there is no file or folder " + text.Clean(path))
	}
	return err
}

func (f *files) View(w, h int) string {
	th := f.env.Theme
	head := []string{th.Title.Render(text.Cut("Which file?", w)) + "  " + th.Dim.Render(text.Cut(text.Clean(f.dir), max(0, w-13)))}
	hint := "Type to find one here, or type or paste a path. " + f.hint
	if w < text.Width(hint) {
		hint = "Type to find, or type or paste a path."
	}
	foot := th.Dim.Render(text.Cut(hint, w))
	return widget.Fit(strings.Join(append(head, f.picker.View(w, max(1, h-2)), foot), "\n"), w, h)
}
