package exchange

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"understudy/store"
	"understudy/store/text"
)

// Milestone is what every pair of a program is to pass through, so many days after
// its start.
type Milestone struct {
	Name  string
	After int
}

// followKeys are the settings by which a program follows its pairs, as columns of a
// program and keys of its file.
var followKeys = []string{"cadence", "minutes", "too_early", "fit_after", "feedback_first", "feedback_every", "stalled_after", "silent_after"}

// followFile is that part of a program file.
type followFile struct {
	Cadence       *int64 `toml:"cadence"`
	Minutes       *int64 `toml:"minutes"`
	TooEarly      *int64 `toml:"too_early"`
	FitAfter      *int64 `toml:"fit_after"`
	FeedbackFirst *int64 `toml:"feedback_first"`
	FeedbackEvery *int64 `toml:"feedback_every"`
	StalledAfter  *int64 `toml:"stalled_after"`
	SilentAfter   *int64 `toml:"silent_after"`
	Milestones    []struct {
		Name  string `toml:"name"`
		After *int64 `toml:"after"`
	} `toml:"milestone"`
}

func (f followFile) values() []*int64 {
	return []*int64{f.Cadence, f.Minutes, f.TooEarly, f.FitAfter, f.FeedbackFirst, f.FeedbackEvery, f.StalledAfter, f.SilentAfter}
}

// followColumn describes a setting, and what it is unless a program says otherwise.
func followColumn(key string) (c store.Column, standard int) {
	k, err := store.KindOf("program")
	if err != nil {
		panic(err) // the kind is the store's own
	}
	c, _ = k.Column(key)
	standard, _ = strconv.Atoi(c.Default)
	return c, standard
}

// followHelp lists the settings for the head of a program file.
func followHelp() string {
	var b strings.Builder
	b.WriteString("# How its pairs are followed; a key that is left out is as said here:\n")
	for _, key := range followKeys {
		c, standard := followColumn(key)
		what := strings.ToLower(c.Title[:1]) + c.Title[1:]
		if c.Help != "" {
			what += ": " + c.Help
		}
		fmt.Fprintf(&b, "#   %s = %d  (%s)\n", key, standard, what)
	}
	b.WriteString("# [[milestone]] what every pair is to reach: name, and after so many days\n#\n")
	return b.String()
}

// follow reads the settings and milestones of a file. What is as usual is left out.
func (d *programDecoder) follow(f followFile, p *Program) {
	for i, v := range f.values() {
		key := followKeys[i]
		c, standard := followColumn(key)
		switch {
		case v == nil:
		case *v < c.Min || *v > c.Max:
			d.bad(key, fmt.Sprintf("%s must be from %d to %d", key, c.Min, c.Max), fmt.Sprintf("write %s = %d", key, standard))
		case int(*v) != standard:
			if p.Follow == nil {
				p.Follow = map[string]int{}
			}
			p.Follow[key] = int(*v)
		}
	}
	seen := map[string]bool{}
	for i, m := range f.Milestones {
		at := fmt.Sprintf("milestone %d", i+1)
		name := text.Clean(m.Name)
		switch {
		case name == "" || len([]rune(name)) > 200:
			d.bad(at, "a milestone needs a name of at most 200 characters", `write name = "Goals agreed"`)
		case seen[text.Key(name)]:
			d.bad(at+".name", fmt.Sprintf("another milestone is called “%s”", name), "give it a name of its own")
		case m.After == nil || *m.After < 0 || *m.After > 3660:
			d.bad(at, fmt.Sprintf("“%s” needs the days after the start, from 0 to 3660", name), "write after = 30")
		default:
			p.Milestones = append(p.Milestones, Milestone{name, int(*m.After)})
		}
		seen[text.Key(name)] = true
	}
	slices.SortStableFunc(p.Milestones, func(a, b Milestone) int { return cmp.Compare(a.After, b.After) })
}

// encodeFollow writes the settings that are not as usual.
func encodeFollow(b *strings.Builder, p Program) {
	for _, key := range followKeys {
		if v, ok := p.Follow[key]; ok {
			fmt.Fprintf(b, "%s = %d\n", key, v)
		}
	}
}

func encodeMilestones(b *strings.Builder, p Program) {
	for _, m := range p.Milestones {
		fmt.Fprintf(b, "\n[[milestone]]\nname = %s\nafter = %d\n", quote(m.Name), m.After)
	}
}

// followValues are the columns of the program that the file wants.
func followValues(p Program) map[string]string {
	out := map[string]string{}
	for _, key := range followKeys {
		_, v := followColumn(key)
		if own, ok := p.Follow[key]; ok {
			v = own
		}
		out[key] = strconv.Itoa(v)
	}
	return out
}

// milestones brings those of the program to what the file says; those that pairs
// have already are theirs.
func (a *applier) milestones() error {
	have := map[string]store.Record{}
	for _, r := range a.steps {
		have[text.Key(r.Label)] = r
	}
	for _, m := range a.p.Milestones {
		old, there := have[text.Key(m.Name)]
		delete(have, text.Key(m.Name))
		after := strconv.Itoa(m.After)
		e := store.Edit{Kind: "program milestone", ID: old.ID, Values: map[string]string{"name": m.Name, "after": after}}
		switch {
		case !there:
			e.Values["program_id"] = "#" + strconv.FormatInt(a.id, 10)
			a.say("add the milestone %s, %d days after the start", m.Name, m.After)
		case old.Values["after"] == after && old.Label == m.Name:
			continue
		default:
			a.say("milestone %s: %s → %s days after the start", m.Name, old.Values["after"], after)
		}
		if _, err := a.tx.Save(e); err != nil {
			return fmt.Errorf("milestone %s: %w", m.Name, fieldless(err))
		}
	}
	for _, r := range a.steps { // in their order, as the map has none
		if _, gone := have[text.Key(r.Label)]; !gone {
			continue
		}
		a.say("remove the milestone %s", r.Label)
		if _, err := a.tx.Exec(`DELETE FROM program_milestone WHERE id = ?`, r.ID); err != nil {
			return err
		}
	}
	return nil
}

// readFollow reads them out of the store.
func readFollow(ctx context.Context, st *store.Store, rec store.Record, p *Program) error {
	for _, key := range followKeys {
		v, err := strconv.Atoi(rec.Values[key])
		if err != nil {
			return fmt.Errorf("%s of %s: %w", key, rec.Label, err)
		}
		if _, standard := followColumn(key); v != standard {
			if p.Follow == nil {
				p.Follow = map[string]int{}
			}
			p.Follow[key] = v
		}
	}
	steps, err := st.List(ctx, "program milestone", store.ListFilter{Parent: rec.ID})
	for _, r := range steps {
		after, _ := strconv.Atoi(r.Values["after"])
		p.Milestones = append(p.Milestones, Milestone{r.Label, after})
	}
	return err
}
