package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// TestEveryLineOfTheReadmeWorksInItsOrder runs the four walks through the program that
// the README offers, line by line on one fresh file, in a folder with files as it
// describes them. A comment on a line of its own moves the clock.
func TestEveryLineOfTheReadmeWorksInItsOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("long; it does one thing at a time")
	}
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Abs(filepath.Join("testdata", "readme"))
	if err != nil {
		t.Fatal(err)
	}
	hour := fenced(t, string(readme), "## A first hour with your own people")
	year := fenced(t, string(readme), "## A mentoring program through its year")
	aims := fenced(t, string(readme), "## What the company aims at, and what it lacks")
	turns := fenced(t, string(readme), "## A rotation, from the wish to the rating")
	people, err := os.ReadFile(filepath.Join(files, "people.csv"))
	if err != nil || !strings.HasPrefix(string(people), strings.Join(hour[1], "\n")) {
		t.Errorf("the people of the test are not those that the README shows: %v", err)
	}
	r := newRunner(t)
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(files)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	today := clock()
	r.now = func() time.Time { return today }
	ran := 0
	for _, line := range slices.Concat(hour[0], year[0], aims[0], turns[0], turns[2]) {
		if strings.HasPrefix(line, "#") {
			today = later(t, today, line)
			continue
		}
		words := shellWords(t, line)
		if len(words) == 0 || words[0] != "understudy" {
			t.Fatalf("the README's line is no command: %s", line)
		}
		r.must(words[1:]...)
		ran++
	}
	if ran < 85 {
		t.Errorf("only %d lines were found", ran)
	}
	if page, err := os.ReadFile("report.html"); err != nil || !strings.Contains(string(page), "Leadership") {
		t.Errorf("no report: %v", err)
	}
	for _, p := range read[[]pairJSON](r, "pair", "list", "--program", "leadership", "--cycle", "first") {
		if p.State != "completed" && p.State != "closed early" {
			t.Errorf("after its year a pair is %s", p.State)
		}
	}
}

// fenced are the fenced blocks under a heading, each as its lines.
func fenced(t *testing.T, text, heading string) (blocks [][]string) {
	t.Helper()
	_, part, ok := strings.Cut(text, heading+"\n")
	if !ok {
		t.Fatalf("the README has no heading %q", heading)
	}
	part, _, _ = strings.Cut(part, "\n## ")
	for i, block := range strings.Split(part, "\n```") {
		if i%2 == 1 {
			blocks = append(blocks, strings.Split(strings.TrimSpace(block[strings.Index(block, "\n"):]), "\n"))
		}
	}
	if len(blocks) == 0 {
		t.Fatalf("no block under %q", heading)
	}
	return blocks
}

var moves = regexp.MustCompile(`^# (\d+) (day|week)s? later`)

// later is the clock after a comment such as “# 2 weeks later”.
func later(t *testing.T, now time.Time, comment string) time.Time {
	t.Helper()
	m := moves.FindStringSubmatch(comment)
	if m == nil {
		t.Fatalf("a comment that moves no clock: %s", comment)
	}
	n, _ := strconv.Atoi(m[1]) // digits, by the pattern
	if m[2] == "week" {
		n *= 7
	}
	return now.AddDate(0, 0, n)
}

// shellWords splits a line as a shell does, with double quotes and a comment at its end.
func shellWords(t *testing.T, line string) (words []string) {
	t.Helper()
	var word strings.Builder
	quoted, in := false, false
	for _, c := range line {
		switch {
		case c == '"':
			quoted, in = !quoted, true
		case quoted:
			word.WriteRune(c)
		case c == '#' && !in:
			return words
		case c == ' ':
			if in {
				words = append(words, word.String())
			}
			word.Reset()
			in = false
		case strings.ContainsRune("<>|&;$`*?'", c):
			t.Fatalf("a shell would read %q: %s", c, line)
		default:
			word.WriteRune(c)
			in = true
		}
	}
	if in {
		words = append(words, word.String())
	}
	return words
}
