package store

// Prompt is something to do about where someone stands, in plain words, and the command
// of this program that does it: EMPLOYEE stands for the name.
type Prompt struct{ Do, With string }

// What the program can do for somebody.
var (
	promptNextRole = Prompt{"look at the nearest role levels, and what is missing for them", "understudy gaps EMPLOYEE --roles"}
	promptOwnGaps  = Prompt{"look at what is missing for the own role, and agree on one skill to raise", "understudy gaps EMPLOYEE"}
	promptMentor   = Prompt{"find a mentor for the next step", "understudy enrol PROGRAM EMPLOYEE --as mentee"}
	promptSupport  = Prompt{"find a mentor in the work itself, with goals and an early check", "understudy enrol PROGRAM EMPLOYEE --as mentee"}
	promptTeach    = Prompt{"let them mentor a junior", "understudy enrol PROGRAM EMPLOYEE --as mentor"}
	promptLead     = Prompt{"let them lead an initiative", "understudy set initiative NAME owner=EMPLOYEE"}
	promptWish     = Prompt{"ask what they want to learn next, and write it down", "understudy add need employee=EMPLOYEE skill=SKILL level=LEVEL"}
	promptTalk     = Prompt{"talk about what stands in the way, and note what was agreed", "understudy add note employee=EMPLOYEE body=TEXT"}
	promptRate     = Prompt{"rate the skills of the role anew: the level may be out of date", "understudy rate EMPLOYEE --history"}
	promptJudge    = Prompt{"judge by the criteria that have no rating which counts", "understudy potential rate EMPLOYEE CRITERION=SCORE --evidence TEXT"}
	promptWithout  = Prompt{"see what breaks if they leave, and who could learn it", "understudy gaps --without EMPLOYEE"}
	promptTalents  = Prompt{"look for what they can do beyond the role", "understudy gaps --hidden"}
)

// prompts are of performance low to high, then potential low to high.
var prompts = [3][3][]Prompt{
	{ // performance low
		{promptTalk, promptOwnGaps, promptSupport},
		{promptTalk, promptSupport, promptRate},
		{promptTalk, promptTalents, promptMentor},
	},
	{ // performance medium
		{promptOwnGaps, promptWish},
		{promptOwnGaps, promptWish, promptMentor},
		{promptMentor, promptNextRole, promptWish},
	},
	{ // performance high
		{promptTeach, promptWithout, promptWish},
		{promptTeach, promptNextRole, promptWithout},
		{promptLead, promptMentor, promptNextRole, promptWithout},
	},
}

// Prompts are what could be done next: for a whole judgement those of its cell of the
// nine, else to judge first.
func (j Judgement) Prompts() []Prompt {
	if !j.Whole() {
		return []Prompt{promptJudge}
	}
	return prompts[j.Performance.Third-Low][j.Potential.Third-Low]
}
