package mentoring

// Kind describes one kind of rule or criterion as data: forms, program files and
// the database need nothing else.
type Kind struct {
	Name      string // stable: stored in databases and program files
	Help      string // one sentence
	Rule      bool   // can be a rule
	Criterion bool   // can be a criterion
	Params    []Param
	Reads     []Fact // what it needs of the input
	// DefaultPoints is the weight of the criterion in a new program, in thousandths;
	// 0 where new programs do not have it.
	DefaultPoints int64
}

// Use says as what a kind is used.
type Use int

// The two uses.
const (
	AsRule Use = 1 << iota
	AsCriterion
)

// Param is a typed parameter of a kind.
type Param struct {
	Name     string
	Type     ParamType
	Default  string
	Required bool // must not be empty
	Min, Max int64
	Choices  []string
	Use      Use // the uses that read it
	Help     string
	// Widen is what one step of an exception adds to the value, so that the rule
	// forbids less; 0 where it cannot be widened.
	Widen int64
}

// ParamType is how a parameter's text is read.
type ParamType string

// The types of parameters, with the text that each takes.
const (
	TypeInt    ParamType = "int"    // 12
	TypePoints ParamType = "points" // 4.5: points, kept in thousandths
	TypeText   ParamType = "text"   // any one line
	TypeChoice ParamType = "choice" // one of Choices
	TypeList   ParamType = "list"   // texts, comma-separated
	TypeTable  ParamType = "table"  // 1=9, 2=12: whole numbers to points
)

// Fact names a part of the input, so that a caller can leave out what no rule or
// criterion of a run reads.
type Fact string

// The facts.
const (
	FactGrade       Fact = "grade"
	FactManager     Fact = "manager"
	FactFields      Fact = "fields"
	FactSkills      Fact = "skills"
	FactNeeds       Fact = "needs"
	FactOffers      Fact = "offers"
	FactSkillWishes Fact = "skill wishes"
	FactMarketWish  Fact = "market wishes"
	FactAnswers     Fact = "answers"
	FactPreferences Fact = "preferences"
	FactLanguages   Fact = "languages"
	FactHours       Fact = "hours"
	FactTeam        Fact = "team"
	FactLocation    Fact = "location"
	FactMarket      Fact = "market"
	FactRole        Fact = "role"
	FactFamily      Fact = "family"
	FactAssignments Fact = "assignments"
	FactConsents    Fact = "consents"
	FactWaiting     Fact = "waiting"
	FactPast        Fact = "past pairs"
	FactLoad        Fact = "load"
	FactHired       Fact = "hired"
)
