package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	charm   = "charm.land/"
	ansi    = "github.com/charmbracelet/x/ansi"
	profile = "github.com/charmbracelet/colorprofile"
	fuzzy   = "github.com/sahilm/fuzzy"
)

// arrows says what the files of each tree may import of this module and from
// outside the standard library: whole paths, or prefixes that end in a slash. The
// longest matching tree applies. Tests of a package may also import what
// testArrows says.
func arrows() map[string][]string {
	return map[string][]string{
		"match":                 {"understudy/match/"},
		"store":                 {"understudy/match/", "understudy/store/text", "modernc.org/sqlite", "modernc.org/sqlite/lib"},
		"store/text":            {ansi, "github.com/clipperhouse/displaywidth", "golang.org/x/text/unicode/norm", "golang.org/x/text/collate", "golang.org/x/text/language"},
		"store/storetest":       {"understudy/store", "understudy/store/text"},
		"store/demo":            {"understudy/match/", "understudy/store", "understudy/store/text"},
		"store/exchange":        {"understudy/match/", "understudy/store", "understudy/store/text", "github.com/pelletier/go-toml/v2/", "golang.org/x/text/encoding/", "github.com/emersion/go-ical"},
		"store/report":          {"understudy/store", "understudy/store/text"},
		"tui":                   {"understudy/store", "understudy/store/", "understudy/tui/internal/", charm},
		"tui/internal/app":      {"understudy/store", "understudy/store/text", "understudy/tui/internal/page", "understudy/tui/internal/theme", "understudy/tui/internal/widget", charm, ansi, profile, fuzzy},
		"tui/internal/page":     {"understudy/store", charm},
		"tui/internal/widget":   {"understudy/store/text", "understudy/tui/internal/theme", charm, ansi, fuzzy},
		"tui/internal/theme":    {"understudy/store/text", charm, profile},
		"tui/internal/kindform": {"understudy/store", "understudy/store/text", "understudy/tui/internal/page", "understudy/tui/internal/theme", "understudy/tui/internal/widget", charm},
		"tui/internal/pairact":  {"understudy/store", "understudy/store/text", "understudy/tui/internal/kindform", "understudy/tui/internal/page", "understudy/tui/internal/theme", "understudy/tui/internal/widget", charm},
		"tui/internal/placeact": {"understudy/store", "understudy/store/text", "understudy/tui/internal/kindform", "understudy/tui/internal/page", "understudy/tui/internal/pairact", "understudy/tui/internal/theme", "understudy/tui/internal/widget", charm},
		"tui/internal/tuitest":  {"understudy/", charm, "github.com/charmbracelet/"},
		"tui/internal/pages": {
			"understudy/match/", "understudy/store", "understudy/store/", "understudy/tui/internal/page", "understudy/tui/internal/pages/",
			"understudy/tui/internal/theme", "understudy/tui/internal/widget", "understudy/tui/internal/kindform", "understudy/tui/internal/pairact", "understudy/tui/internal/placeact", charm,
		},
		"cmd": {
			"understudy/tui", "understudy/store", "understudy/store/", "understudy/match/",
			"github.com/spf13/cobra", charm + "fang/v2", "github.com/adrg/xdg", profile,
		},
	}
}

// testArrows is what tests may import besides, by top-level folder.
func testArrows() map[string][]string {
	tools := []string{"pgregory.net/rapid", "github.com/charmbracelet/x/", "github.com/creack/pty", "github.com/rogpeppe/go-internal/"}
	return map[string][]string{
		"match": append([]string{"understudy/match/"}, tools...),
		"store": append([]string{"understudy/match/", "understudy/store", "understudy/store/", "modernc.org/sqlite"}, tools...),
		"tui":   append([]string{"understudy/match/", "understudy/store", "understudy/store/", "understudy/tui", "understudy/tui/", charm}, tools...),
		"cmd":   append([]string{"understudy/", "modernc.org/sqlite"}, tools...),
	}
}

// impure is what the engine must not touch: no SQL, files, clock, network, terminal
// or randomness of its own.
func impure() []string {
	return []string{"database/", "os", "os/", "net", "net/", "time", "io/fs", "io/ioutil", "syscall", "math/rand", "math/rand/", "crypto/rand", "log", "log/"}
}

func matches(list []string, path string) bool {
	return slices.ContainsFunc(list, func(a string) bool {
		return path == a || path == strings.TrimSuffix(a, "/") || strings.HasSuffix(a, "/") && strings.HasPrefix(path, a)
	})
}

func TestImportsFollowTheHouse(t *testing.T) {
	root := filepath.Join("..", "..")
	allowed := arrows()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != root && strings.HasPrefix(d.Name(), ".") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(path, ".go") {
			return nil
		}
		dir, err := filepath.Rel(root, filepath.Dir(path))
		if err != nil {
			return err
		}
		return checkFile(t, allowed, path, filepath.ToSlash(dir))
	})
	if err != nil {
		t.Fatal(err)
	}
}

// checkFile reports every arrow of one file that the house does not have.
func checkFile(t *testing.T, allowed map[string][]string, path, dir string) error {
	t.Helper()
	tree, test := "", strings.HasSuffix(path, "_test.go")
	for k := range allowed {
		if (dir == k || strings.HasPrefix(dir, k+"/")) && len(k) > len(tree) {
			tree = k
		}
	}
	f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
	if err != nil {
		return err
	}
	may := allowed[tree]
	if test {
		top, _, _ := strings.Cut(dir, "/")
		may = slices.Concat(may, testArrows()[top])
	}
	for _, im := range f.Imports {
		p, err := strconv.Unquote(im.Path.Value)
		if err != nil {
			return err
		}
		if why := forbidden(may, dir, p, test); why != "" {
			t.Errorf("%s imports %q: %s", path, p, why)
		}
	}
	return nil
}

// forbidden says why a file in dir may not import path, or "".
func forbidden(may []string, dir, path string, test bool) string {
	first, _, _ := strings.Cut(path, "/")
	ours := first == "understudy"
	if !ours && !strings.Contains(first, ".") { // the standard library
		if !test && (dir == "match" || strings.HasPrefix(dir, "match/")) && matches(impure(), path) {
			return "the engine stays pure"
		}
		if path == "net" || strings.HasPrefix(path, "net/") && path != "net/url" {
			return "nothing leaves the machine"
		}
		return ""
	}
	const pages = "tui/internal/pages/"
	switch {
	case path == "understudy/"+dir:
		return "" // a test package of its own package
	case !test && (path == "understudy/store/storetest" || path == "understudy/tui/internal/tuitest"):
		return "it is for tests only"
	case strings.HasPrefix(dir, pages) && strings.HasPrefix(path, "understudy/"+pages):
		return "a page knows no other page"
	case !matches(may, path):
		return "there is no such arrow in the house"
	}
	return ""
}

func TestTheTopLevelHoldsOnlyTheHouse(t *testing.T) {
	git := exec.CommandContext(t.Context(), "git", "ls-files", "-z")
	git.Dir = filepath.Join("..", "..")
	out, err := git.Output()
	if err != nil || len(out) == 0 {
		t.Skipf("git tracks nothing here: %v", err)
	}
	if odd := strangers(string(out)); len(odd) > 0 {
		t.Errorf("at the top level these do not belong: %s", strings.Join(odd, ", "))
	}
}

// strangers are what lies at the top level of the tracked files and is no part of
// the house. What is not tracked, such as somebody's people.csv or a built
// program, is none of its business.
func strangers(tracked string) (odd []string) {
	house := []string{"cmd", "tui", "store", "match", "go.mod", "go.sum", "README.md"}
	for file := range strings.SplitSeq(strings.TrimRight(tracked, "\x00"), "\x00") {
		top, _, _ := strings.Cut(file, "/")
		if !slices.Contains(house, top) && !strings.HasPrefix(top, ".") && !slices.Contains(odd, top) {
			odd = append(odd, top)
		}
	}
	return odd
}

func TestStrangersAtTheTopLevelAreSeen(t *testing.T) {
	got := strangers("cmd/understudy/main.go\x00.gitignore\x00pkg/a.go\x00pkg/b.go\x00people.csv\x00go.mod\x00")
	if want := []string{"pkg", "people.csv"}; !slices.Equal(got, want) {
		t.Errorf("strangers: %v, want %v", got, want)
	}
}

func TestTheHouseRefusesWrongArrows(t *testing.T) {
	for _, c := range []struct{ dir, path, test string }{
		{"match/assign", "time", ""},
		{"match/assign", "understudy/store", ""},
		{"match/mentoring", "golang.org/x/text/cases", ""},
		{"store", "net/http", ""},
		{"cmd/understudy", "net", "test"},
		{"store", "understudy/store/exchange", ""},
		{"store/exchange", "understudy/store/demo", ""},
		{"store/exchange", "understudy/store/storetest", ""},
		{"tui/internal/widget", "understudy/store", ""},
		{"tui/internal/page", "understudy/match/mentoring", ""},
		{"tui/internal/app", "understudy/tui/internal/pages", ""},
		{"tui/internal/pages/today", "understudy/tui/internal/pages/company", ""},
		{"tui/internal/pages/today", "understudy/tui/internal/app", ""},
		{"cmd/understudy", "understudy/tui/internal/app", ""},
		{"match/assign", "understudy/store", "test"},
		{"store", "understudy/tui", "test"},
	} {
		tree := ""
		for k := range arrows() {
			if (c.dir == k || strings.HasPrefix(c.dir, k+"/")) && len(k) > len(tree) {
				tree = k
			}
		}
		may := arrows()[tree]
		if c.test != "" {
			top, _, _ := strings.Cut(c.dir, "/")
			may = slices.Concat(may, testArrows()[top])
		}
		if forbidden(may, c.dir, c.path, c.test != "") == "" {
			t.Errorf("%s may import %s", c.dir, c.path)
		}
	}
}
