package main

import (
	"bytes"
	"strings"
	"testing"

	"understudy/store"
)

// TestEveryPromptNamesACommandThatThereIs sees to it that nobody is sent after what the
// program cannot do.
func TestEveryPromptNamesACommandThatThereIs(t *testing.T) {
	var out bytes.Buffer
	root := newApp(nil, &out, &out, nil).root()
	seen := map[string]bool{}
	for p := store.NotJudged; p <= store.High; p++ {
		for q := store.NotJudged; q <= store.High; q++ {
			j := store.Judgement{Performance: store.AxisResult{Third: p}, Potential: store.AxisResult{Third: q}}
			for _, v := range j.Prompts() {
				words := strings.Fields(strings.ReplaceAll(v.With, "EMPLOYEE", "Ada"))
				c, rest, err := root.Find(words[1:])
				if err != nil || c == root || !c.Runnable() {
					t.Fatalf("%s: %v", v.With, err)
				}
				if err := c.ParseFlags(rest); err != nil {
					t.Errorf("%s: %v", v.With, err)
				}
				if err := c.ValidateArgs(c.Flags().Args()); err != nil {
					t.Errorf("%s: %v", v.With, err)
				}
				seen[v.With] = true
			}
		}
	}
	if len(seen) < 8 {
		t.Errorf("only %d different prompts", len(seen))
	}
}

// What somebody was judged stays with the judgement: history tells only that there was one.
func TestHistoryKeepsTheScoreOfAJudgementToItself(t *testing.T) {
	k := tableKinds()["potential_rating"]
	for name, want := range map[string]bool{"score": true, "evidence": true, "date": false, "criterion_id": false} {
		if c, ok := k.Column(name); !ok || k.Hides(c) != want {
			t.Errorf("%s: hidden is %v, want %v", name, !want, want)
		}
	}
	if strings.Contains(k.Label, "score") {
		t.Errorf("the label %q tells the score", k.Label)
	}
}
