package text

import (
	"os/exec"
	"testing"
)

// The oracle is a shell: it must read back what was quoted.
func TestAShellReadsBackWhatWasQuoted(t *testing.T) {
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Skip("there is no shell to ask")
	}
	for _, s := range []string{
		"", "Leadership", "Leadership 2026", "it's", "$HOME", "`id`", `back\slash`, `a "b" c`, `'$x'"`, "wow!", "#3", "a; b & c | d > e", "*", "Zoë, São Paulo",
	} {
		got, err := exec.CommandContext(t.Context(), sh, "-c", "printf %s "+Quote(s)).Output()
		if err != nil || string(got) != s {
			t.Errorf("%q written as %s is read as %q: %v", s, Quote(s), got, err)
		}
	}
	for s, want := range map[string]string{"Two words": `"Two words"`, "a $b's": `'a $b'\''s'`, "wow!": "'wow!'"} {
		if got := Quote(s); got != want {
			t.Errorf("%q: %s, want %s", s, got, want)
		}
	}
}
