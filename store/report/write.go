package report

import (
	"bufio"
	_ "embed"
	"html/template"
	"io"
	"strings"

	"understudy/store/text"
)

// Markdown writes the report as a document for a wiki or a mail.
func (r *Report) Markdown(w io.Writer) error {
	b := bufio.NewWriter(w)
	write := func(parts ...string) {
		for _, p := range parts {
			_, _ = b.WriteString(p) // Flush reports what failed
		}
	}
	write("# ", text.Markdown(r.Title()), "\n\n", text.Markdown(r.Span()), "\n")
	for _, s := range r.Sections() {
		write("\n## ", text.Markdown(s.Title), "\n")
		if s.About != "" {
			write("\n", text.Markdown(s.About), "\n")
		}
		for _, t := range s.Tables {
			write("\n", t.markdown())
		}
		for i, item := range s.Items {
			if i == 0 {
				write("\n")
			}
			write("- ", text.Markdown(item), "\n")
		}
		for _, tale := range s.Tales {
			write("\n### ", text.Markdown(tale.Title), "\n")
			for _, line := range tale.Lines {
				if line != "" {
					write("\n", text.Markdown(line), "\n")
				}
			}
		}
	}
	return b.Flush()
}

func (t Table) markdown() string {
	var b strings.Builder
	line := func(cells []string) {
		for _, c := range cells {
			b.WriteString("| " + text.Markdown(c) + " ")
		}
		b.WriteString("|\n")
	}
	line(t.Heads)
	for i := range t.Heads {
		if i > 0 && t.Numbers {
			b.WriteString("| ---: ")
		} else {
			b.WriteString("| --- ")
		}
	}
	b.WriteString("|\n")
	for _, r := range t.Rows {
		line(r.Cells)
	}
	return b.String()
}

//go:embed report.html
var page string

var html = template.Must(template.New("report").Parse(page))

// HTML writes the report as one file that loads nothing, neither scripts nor styles nor
// pictures, and that can be printed.
func (r *Report) HTML(w io.Writer) error {
	b := bufio.NewWriter(w)
	if err := html.Execute(b, struct {
		Title, Span string
		Sections    []Section
	}{r.Title(), r.Span(), r.Sections()}); err != nil {
		return err
	}
	return b.Flush()
}
