package store

import (
	"context"
	"fmt"
	"strings"

	"understudy/match/agenda"
)

// agendaWords names what the engine numbers.
type agendaWords struct {
	in    *AgendaInput
	names map[int64]string
}

func (w agendaWords) person(i int) string { return nameOr(w.names, w.in.People[i].Employee) }
func (w agendaWords) topic(k int) string  { return "“" + w.in.Topics[k].Name + "”" }

func (w agendaWords) site(k int) string {
	if k == agenda.None {
		return "by video"
	}
	return "in " + w.in.Sites[k].Name
}

// cap names what a cap limits.
func (w agendaWords) cap(c int) string {
	return fmt.Sprintf("the week of %s %s", w.in.Caps[c].Week, w.site(w.in.Caps[c].Site))
}

// topics names a few topics.
func (w agendaWords) topics(list []int) string {
	const most = 3
	var out []string
	for _, k := range list[:min(len(list), most)] {
		out = append(out, w.topic(k))
	}
	if n := len(list) - most; n > 0 {
		out = append(out, counted(int64(n), "more", "more"))
	}
	return andList(out)
}

// andList joins words as a sentence does.
func andList(list []string) string {
	if len(list) < 2 {
		return strings.Join(list, "")
	}
	return strings.Join(list[:len(list)-1], ", ") + " and " + list[len(list)-1]
}

// removed are the rules that take slots out before anything is scheduled.
var removedWords = map[agenda.Rule]string{
	agenda.RuleNotice:   "too soon for the notice",
	agenda.RuleDays:     "outside of the days that it may be given on",
	agenda.RuleLength:   "too short for it",
	agenda.RuleBan:      "ruled out by what is fixed, by where it was given, or by the days between two talks",
	agenda.RuleBooked:   "in a room that is booked",
	agenda.RuleSpeaker:  "without a speaker",
	agenda.RuleTravel:   "at a site where none of its speakers works",
	agenda.RuleBusy:     "when too few of its speakers are free",
	agenda.RuleCap:      "in a week that planned events fill",
	agenda.RulePlace:    "without a room",
	agenda.RuleTalks:    "after a speaker's last talk",
	agenda.RuleAudience: "when nobody of its audience has lunch and is free",
	agenda.RuleLock:     "not where it is fixed",
}

// why says in words why a topic is not given, or not more often.
func (w agendaWords) why(m agenda.Missing) (out []string) {
	t, x := w.in.Topics[m.Topic], w.in.Problem.Topics[m.Topic]
	if m.Unspeakable {
		out = append(out, w.unspeakable(t, x))
	}
	if len(x.Audience) == 0 {
		out = append(out, "nobody of its audience at the sites of the series lacks it, wishes it or asked for it")
	}
	if len(out) > 0 {
		return out
	}
	for _, r := range m.Removed {
		words, ok := removedWords[r.Rule]
		if !ok {
			words = r.Rule.String()
		}
		out = append(out, fmt.Sprintf("%s: %s", counted(int64(r.Count), "time or room", "times and rooms"), words))
	}
	for _, x := range m.Taken {
		out = append(out, w.taken(x))
	}
	if m.Open > 0 {
		out = append(out, fmt.Sprintf("%s would be left, but there it would reach nobody of worth, or others would lose as much", counted(int64(m.Open), "way", "ways")))
	}
	return out
}

func (w agendaWords) unspeakable(t AgendaTopic, x agenda.Topic) string {
	out := "nobody agreed to speak on it"
	if n := len(x.Speakers); n > 0 {
		out = fmt.Sprintf("it needs %d speakers, and %d agreed", x.Need, n)
	}
	if len(t.Full) > 0 {
		var names []string
		for _, n := range t.Full {
			names = append(names, nameOr(w.names, n))
		}
		out += fmt.Sprintf("; %s agreed, but %s as often in this series as it lets", andList(names), map[bool]string{true: "speaks", false: "speak"}[len(names) == 1])
	}
	if t.Asked > 0 {
		out += fmt.Sprintf("; %s not answered yet", counted(int64(t.Asked), "has", "have"))
	}
	return out
}

// taken says what what is scheduled has used up.
func (w agendaWords) taken(x agenda.Taken) string {
	by := ""
	if len(x.Topics) > 0 {
		by = " by " + w.topics(x.Topics)
	}
	who := "a speaker"
	if x.Person != agenda.None {
		who = w.person(x.Person)
	}
	ways := counted(int64(x.Count), "way", "ways")
	switch x.Rule {
	case agenda.RuleCap:
		if by == "" {
			return fmt.Sprintf("%s is full (%s)", w.cap(x.Cap), ways)
		}
		return fmt.Sprintf("%s is filled%s (%s)", w.cap(x.Cap), by, ways)
	case agenda.RuleRoom:
		return fmt.Sprintf("%s is taken%s (%s)", w.in.Rooms[x.Room].Name, by, ways)
	case agenda.RuleRepeat:
		return fmt.Sprintf("the site has it already (%s)", ways)
	case agenda.RuleTalks:
		return fmt.Sprintf("%s speaks as often as the series lets%s (%s)", who, afterOn(by), ways)
	case agenda.RuleRest:
		return fmt.Sprintf("%s speaks too few days before or after%s (%s)", who, afterOn(by), ways)
	case agenda.RuleTwice:
		return fmt.Sprintf("who would speak is taken at that time%s (%s)", by, ways)
	case agenda.RuleWeek:
		return fmt.Sprintf("its people are invited to as many events of that week as one person may be%s (%s)", by, ways)
	}
	return fmt.Sprintf("%s%s (%s)", x.Rule, by, ways)
}

// afterOn turns “by …” into what somebody speaks on.
func afterOn(by string) string {
	if by == "" {
		return ""
	}
	return ", on " + strings.TrimPrefix(by, " by ")
}

func (v *ScheduleReview) words() agendaWords { return agendaWords{v.Input, v.names} }

func (v *ScheduleReview) left(m agenda.Missing) ScheduleLeft {
	t := v.Input.Topics[m.Topic]
	return ScheduleLeft{TopicID: t.ID, Topic: t.Name, Given: m.Given, Times: m.Times, Why: v.words().why(m), number: m.Topic}
}

// unschedulable says which fixed topics cannot be kept, and for what.
func (s *Store) unschedulable(ctx context.Context, in *AgendaInput, res agenda.Result) error {
	names, err := agendaNames(ctx, s.r, in)
	if err != nil {
		return err
	}
	w := agendaWords{in, names}
	out := &ScheduleImpossible{Series: in.Name}
	for _, b := range res.Broken {
		l := in.Problem.Locks[b.Lock]
		said := w.topic(l.Topic) + " " + w.fixed(l)
		var rules []string
		for _, r := range b.Rules {
			if words, ok := removedWords[r]; ok {
				rules = append(rules, words)
			} else {
				rules = append(rules, r.String())
			}
		}
		switch {
		case in.Problem.Topics[l.Topic].Need > len(in.Problem.Topics[l.Topic].Speakers):
			said += ": " + w.unspeakable(in.Topics[l.Topic], in.Problem.Topics[l.Topic])
		case len(rules) == 0:
			said += ": not together with the others of these"
		default:
			said += ": all that is left is " + strings.Join(rules, "; or ")
		}
		out.Broken = append(out.Broken, fmt.Sprintf("%s. To take it back: understudy topic lock %s --remove", said, id(in.Topics[l.Topic].ID)))
	}
	return out
}

// fixed says what a lock fixes.
func (w agendaWords) fixed(l agenda.Lock) string {
	x := w.in.Problem.Topics[l.Topic]
	var out []string
	if x.Earliest == x.Latest {
		out = append(out, "on "+string(DateFromDays(int32(x.Earliest))))
	}
	if l.Room != agenda.None {
		out = append(out, "in "+w.in.Rooms[l.Room].Name)
	}
	for _, i := range l.Speakers {
		out = append(out, "with "+w.person(i))
	}
	if len(out) == 0 {
		return "is fixed to a site"
	}
	return "is fixed " + strings.Join(out, ", ")
}
