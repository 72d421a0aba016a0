package mentoring

// Kinds lists every kind in a fixed order, the shipped programs' criteria with
// their default points. To add a kind: an entry here, one in fastKinds, its twin
// in plainKinds.
func Kinds() []Kind {
	kinds := []Kind{gradeGapKind(), lineKind()}
	kinds = append(kinds, fieldKinds()...)
	kinds = append(kinds, unitKinds()...)
	kinds = append(kinds, skillKinds()...)
	kinds = append(kinds, answerKinds()...)
	kinds = append(kinds, preferencesKind(), languagesKind(), hoursKind(), marketExperienceKind())
	return append(kinds, consentKind(), waitingKind(), pastPairsKind(), loadKind(), newHireKind(), tenureKind())
}

// KindByName finds a kind.
func KindByName(name string) (Kind, bool) {
	for _, k := range Kinds() {
		if k.Name == name {
			return k, true
		}
	}
	return Kind{}, false
}

// DefaultCriteria are the criteria of a new program with their default points.
func DefaultCriteria() []Criterion {
	var out []Criterion
	for _, k := range Kinds() {
		if k.DefaultPoints != 0 {
			out = append(out, Criterion{Kind: k.Name, Points: k.DefaultPoints})
		}
	}
	return out
}

const both = AsRule | AsCriterion

// missing is the parameter of every rule whose facts can be unknown.
func missing() Param {
	return Param{
		Name: "when missing", Type: TypeChoice, Default: "forbid", Choices: []string{"forbid", "allow"},
		Use: AsRule, Help: "What to do where a fact is unknown; an unknown fact never counts as a match.",
	}
}

func intParam(name, def string, low, high, widen int64, use Use, help string) Param {
	return Param{Name: name, Type: TypeInt, Default: def, Min: low, Max: high, Widen: widen, Use: use, Help: help}
}

func choiceParam(name string, use Use, help, def string, others ...string) Param {
	return Param{Name: name, Type: TypeChoice, Default: def, Choices: append([]string{def}, others...), Use: use, Help: help}
}

func gradeGapKind() Kind {
	return Kind{
		Name: "grade gap", Rule: true, Criterion: true, DefaultPoints: 10_000, Reads: []Fact{FactGrade},
		Help: "How many grades the mentor is above the mentee.",
		Params: []Param{
			intParam("least", "1", -50, 50, -1, AsRule, "Fewest grades above; below 0 allows mentors of lower grades."),
			intParam("most", "2", -50, 50, 1, AsRule, "Most grades above."),
			intParam("full steps", "4", 1, 50, 0, AsCriterion, "Grades above that earn all points; fewer earn their share."),
			{Name: "points a step", Type: TypePoints, Use: AsCriterion, Help: "Instead of a share: points for each grade above, up to full steps."},
			{Name: "table", Type: TypeTable, Use: AsCriterion, Help: "Instead of a share: grades above and their points, such as 1=9, 2=12."},
			missing(),
		},
	}
}

func lineKind() Kind {
	return Kind{
		Name: "management line", Rule: true, Reads: []Fact{FactManager},
		Help: "Neither is a manager of the other, at any distance.",
		Params: []Param{
			intParam("levels", "0", 0, 50, 0, AsRule, "How many managers upwards are looked at; 0 is the whole chain."),
		},
	}
}

func fieldKinds() []Kind {
	field := Param{Name: "field", Type: TypeText, Required: true, Use: both, Help: "A field of employees, such as organisation."}
	params := []Param{field, missing()}
	return []Kind{
		{
			Name: "same field", Rule: true, Criterion: true, Params: params, Reads: []Fact{FactFields},
			Help: "Both have the same value in a field; whole texts are compared, without regard to case and spacing.",
		},
		{
			Name: "different field", Rule: true, Criterion: true, Params: params, Reads: []Fact{FactFields},
			Help: "Both have a value in a field, and not the same.",
		},
	}
}

func unitKinds() []Kind {
	unit := func(name string, fact Fact, points int64) Kind {
		return Kind{
			Name: name, Rule: true, Criterion: true, DefaultPoints: points, Reads: []Fact{fact},
			Help: "Both are of the same " + name + ", or of different ones.",
			Params: []Param{
				choiceParam("relation", both, "Which of the two is wanted.", "same", "different"), missing(),
			},
		}
	}
	return []Kind{
		unit("location", FactLocation, 5_000), unit("team", FactTeam, 0), unit("market", FactMarket, 0),
		unit("role", FactRole, 0), unit("role level", FactRole, 0), unit("family", FactFamily, 0),
	}
}

func skillKinds() []Kind {
	level := intParam("least level", "3", 1, 4, -1, both, "The level that a mentor needs in a skill to help with it.")
	return []Kind{
		{
			Name: "skill need", Rule: true, Criterion: true, DefaultPoints: 40_000,
			Reads: []Fact{FactSkills, FactNeeds, FactOffers},
			Help:  "How much of what the mentee needs to learn the mentor can teach: the share of the lacking levels.",
			Params: []Param{
				level,
				intParam("levels above", "1", 0, 4, 0, both, "How far the mentor must be above the mentee's level in the skill."),
				intParam("wanted level", "3", 1, 4, 0, both, "The level wanted where a need does not say one."),
				choiceParam("only offered", both, "Count only skills that the mentor offers, up to the level offered.", "no", "yes"),
				intParam("least needs", "1", 1, 50, -1, AsRule, "How many of the needs the mentor must be able to help with."),
				missing(),
			},
		},
		{
			Name: "skill wishes", Criterion: true, Reads: []Fact{FactSkills, FactSkillWishes},
			Help:   "How many of the skills that the mentee wants to learn the mentor can teach, weighed by interest.",
			Params: []Param{level},
		},
	}
}

func answerKinds() []Kind {
	kind := func(name, help string, points int64) Kind {
		return Kind{
			Name: name, Rule: true, Criterion: true, Help: help, DefaultPoints: points, Reads: []Fact{FactAnswers},
			Params: []Param{
				intParam("least common", "1", 1, 100, -1, AsRule, "How many answers both must have given."), missing(),
			},
		}
	}
	return []Kind{
		kind("goals", "Answers in common to the questions about goals.", 0),
		kind("style", "Answers in common to the questions about working style.", 0),
		kind("goals and style", "Answers in common to the questions about goals and working style.", 20_000),
	}
}

func preferencesKind() Kind {
	return Kind{
		Name: "preferences", Criterion: true, DefaultPoints: 15_000, Reads: []Fact{FactPreferences},
		Help: "Whom the two would rather have; the first choice earns most.",
		Params: []Param{
			choiceParam("whose", AsCriterion, "Whose wishes count; of both, each earns half.", "both", "mentee", "mentor"),
			intParam("ranks", "5", 1, 100, 0, AsCriterion, "How many choices earn points."),
		},
	}
}

func languagesKind() Kind {
	return Kind{
		Name: "languages", Rule: true, Criterion: true, Reads: []Fact{FactLanguages},
		Help: "They can speak with each other.",
		Params: []Param{
			intParam("least", "1", 1, 20, -1, both, "How many languages both must speak."),
			{Name: "language", Type: TypeText, Use: both, Help: "Only this language counts; empty: any."},
			missing(),
		},
	}
}

func hoursKind() Kind {
	return Kind{
		Name: "working hours", Rule: true, Criterion: true, DefaultPoints: 5_000, Reads: []Fact{FactHours},
		Help: "How long both work at the same time, time zones counted.",
		Params: []Param{
			intParam("least minutes", "60", 0, 1440, -30, AsRule, "Fewest minutes a day in common."),
			intParam("full minutes", "240", 1, 1440, 0, AsCriterion, "Minutes in common that earn all points; fewer earn their share."),
			missing(),
		},
	}
}

func marketExperienceKind() Kind {
	return Kind{
		Name: "market experience", Rule: true, Criterion: true, Reads: []Fact{FactAssignments, FactMarketWish, FactMarket},
		Help: "The mentor finished an assignment in a market where the mentee wants to work.",
		Params: []Param{
			{Name: "outcomes", Type: TypeList, Default: "completed", Use: both, Help: "Outcomes that count as finished; empty: any."},
			intParam("years", "0", 0, 60, 0, both, "How long ago the assignment may have ended; 0: any time."),
			choiceParam("located there", both, "Whether a mentor who works in the market now counts, too.", "no", "yes"),
			intParam("least interest", "1", 1, 3, -1, AsRule, "How much the mentee must want it, 1 to 3."),
			missing(),
		},
	}
}

func consentKind() Kind {
	return Kind{
		Name: "consent", Rule: true, Reads: []Fact{FactConsents},
		Help: "They agreed to take part.",
		Params: []Param{
			{Name: "topic", Type: TypeText, Default: "mentoring", Required: true, Use: AsRule, Help: "What they must have agreed to."},
			choiceParam("who", AsRule, "Who must have agreed.", "both", "mentee", "mentor"),
		},
	}
}

func waitingKind() Kind {
	return Kind{
		Name: "waiting", Criterion: true, DefaultPoints: 5_000, Reads: []Fact{FactWaiting},
		Help: "How long the mentee has waited.",
		Params: []Param{
			intParam("full days", "180", 1, 3650, 0, AsCriterion, "Days that earn all points; fewer earn their share."),
		},
	}
}

func pastPairsKind() Kind {
	return Kind{
		Name: "past pairs", Rule: true, Criterion: true, Reads: []Fact{FactPast},
		Help: "They have not been a pair before, in either part.",
		Params: []Param{
			intParam("days", "0", 0, 36500, 0, both, "Pairs that ended longer ago do not count; 0: all count."),
		},
	}
}

func newHireKind() Kind {
	return Kind{
		Name: "new hire", Rule: true, Reads: []Fact{FactHired},
		Help: "The mentee was hired not long ago.",
		Params: []Param{
			intParam("most days", "120", 0, 36500, 30, AsRule, "Days since the mentee was hired, at most."), missing(),
		},
	}
}

func tenureKind() Kind {
	return Kind{
		Name: "tenure", Rule: true, Criterion: true, Reads: []Fact{FactHired},
		Help: "How much longer than the mentee the mentor has been with the company.",
		Params: []Param{
			intParam("least days", "180", -36500, 36500, -30, AsRule, "Days longer, at least; below 0 allows mentors who came later."),
			intParam("full days", "365", 1, 36500, 0, AsCriterion, "Days longer that earn all points; fewer earn their share."),
			missing(),
		},
	}
}

func loadKind() Kind {
	return Kind{
		Name: "load", Rule: true, Reads: []Fact{FactLoad},
		Help: "Nobody gives more hours a week to programs than they have.",
		Params: []Param{
			intParam("most hours", "8", 0, 60, 1, AsRule, "Hours a week over all programs, with this pair."),
			intParam("hours a pair", "1", 0, 40, 0, AsRule, "Hours a week that this pair takes."),
			choiceParam("who", AsRule, "Whose load is limited.", "mentor", "mentee", "both"),
		},
	}
}
