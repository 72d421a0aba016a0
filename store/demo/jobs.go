package demo

// skillGroup is a category and its skills.
type skillGroup struct {
	category string
	skills   []string
}

func skillGroups() []skillGroup {
	return []skillGroup{
		{"Software", []string{"Go", "Python", "TypeScript", "Firmware in C", "API design", "Automated testing", "Code review", "Secure coding", "Mobile apps"}},
		{"Running systems", []string{"Kubernetes", "Linux", "Networking", "Monitoring", "Incident response", "Continuous delivery", "Databases", "Cost control in the cloud"}},
		{"Data", []string{"SQL", "Data modelling", "Statistics", "Forecasting", "Machine learning", "Dashboards", "Data quality", "Geodata"}},
		{"Devices", []string{"Circuit design", "Sensor calibration", "Radio links", "Low-power design", "Enclosures and seals", "Reliability testing", "Certification of devices"}},
		{"Product and design", []string{"User research", "Interaction design", "Prototyping", "Writing for users", "Roadmaps", "Pricing", "Accessibility", "Market analysis"}},
		{"Cold freight", []string{"Route planning", "Customs papers", "Food safety", "Pharma handling", "Warehouse flow", "Fleet maintenance", "Carrier contracts", "Dangerous goods"}},
		{"Making", []string{"Assembly lines", "Lean improvement", "Quality control", "Purchasing", "Stock control", "Workplace safety"}},
		{"Selling", []string{"Account plans", "Negotiation", "Tenders", "Product demonstrations", "Partner sales", "Sales forecasting", "Trade fairs"}},
		{"Customer care", []string{"Handling complaints", "Troubleshooting by phone", "Onboarding customers", "Knowledge base writing", "Service levels", "Field repair"}},
		{"Money and law", []string{"Budgeting", "Closing the books", "Management accounts", "Tax across borders", "Contract law", "Data protection", "Treasury"}},
		{"People", []string{"Interviewing", "Workforce planning", "Pay and grading", "Labour law", "Course design", "Onboarding people"}},
		{"Leading", []string{"Coaching", "Delegation", "Giving feedback", "Running meetings", "Setting goals", "Leading change", "Handling conflict", "Hiring", "Strategy", "Crisis leadership"}},
		{"Working together", []string{"Presenting", "Facilitating workshops", "Project management", "Writing clearly", "Working across cultures", "Remote teamwork"}},
	}
}

// job is a role with its skills, the core of it first. Titles are its role levels
// from low to high; a dash stands for the name of the role, in lower case after
// another word. Grades is the grade of each role level.
type job struct {
	name, titles string
	grades       string
	core, extra  []string
	profession   string
	leads        bool // the role of those who lead teams
}

// family is a role family with the names of its department's teams.
type family struct {
	name, department string
	weight           int
	jobs             []job
	teams            []string
}

const (
	fiveSteps  = "Junior -|-|Senior -|Lead -|Principal -"
	fourSteps  = "Junior -|-|Senior -|Lead -"
	threeSteps = "-|Senior -|Lead -"
	twoSteps   = "-|Senior -"
	leadSteps  = "Team lead|Manager|Director"
)

// general is the family of those at the head of the company.
func general() family {
	return family{
		name: "General management", department: "Executive office",
		jobs: []job{
			{"General manager", "Deputy general manager|General manager", "7|8", []string{"Strategy", "Leading change", "Crisis leadership", "Budgeting"}, []string{"Presenting", "Working across cultures", "Negotiation"}, "Business administration", true},
			{"Chief of staff", twoSteps, "4|6", []string{"Project management", "Writing clearly", "Running meetings"}, []string{"Facilitating workshops", "Presenting", "Budgeting"}, "Business administration", false},
			{"Executive assistant", threeSteps, "1|3|5", []string{"Writing clearly", "Running meetings", "Remote teamwork"}, []string{"Budgeting", "Project management"}, "Office administration", false},
		},
	}
}

// departments are the larger families.
func departments() []family {
	return []family{
		{
			name: "Engineering", department: "Engineering", weight: 30,
			jobs: []job{
				{"Engineering manager", leadSteps, "5|6|7", []string{"Delegation", "Coaching", "Code review", "Setting goals"}, []string{"Hiring", "Incident response", "Cost control in the cloud"}, "Computer science", true},
				{"Backend engineer", fiveSteps, "1|2|3|4|6", []string{"Go", "API design", "Databases", "Automated testing"}, []string{"Kubernetes", "Secure coding", "Code review"}, "Computer science", false},
				{"Frontend engineer", fourSteps, "1|2|3|5", []string{"TypeScript", "Automated testing", "Interaction design"}, []string{"Accessibility", "API design", "Code review"}, "Computer science", false},
				{"Platform engineer", fiveSteps, "1|2|3|4|6", []string{"Kubernetes", "Linux", "Networking", "Monitoring"}, []string{"Continuous delivery", "Incident response", "Cost control in the cloud"}, "Computer science", false},
				{"Firmware engineer", fourSteps, "1|2|4|5", []string{"Firmware in C", "Radio links", "Low-power design"}, []string{"Automated testing", "Reliability testing", "Secure coding"}, "Electrical engineering", false},
				{"Hardware engineer", threeSteps, "2|4|5", []string{"Circuit design", "Sensor calibration", "Enclosures and seals"}, []string{"Certification of devices", "Reliability testing", "Low-power design"}, "Electrical engineering", false},
			},
			teams: []string{"Telemetry", "Routing", "Alerts", "Gateways", "Sensors", "Identity", "Maps", "Driver app", "Billing", "Platform", "Power", "Integrations", "Release", "Search", "Reliability", "Simulation"},
		},
		{
			name: "Operations", department: "Operations", weight: 22,
			jobs: []job{
				{"Operations manager", leadSteps, "5|6|7", []string{"Delegation", "Warehouse flow", "Setting goals", "Workplace safety"}, []string{"Carrier contracts", "Hiring", "Leading change"}, "Logistics", true},
				{"Route planner", fourSteps, "1|2|3|5", []string{"Route planning", "Geodata", "Customs papers"}, []string{"Forecasting", "Carrier contracts", "SQL"}, "Logistics", false},
				{"Freight specialist", threeSteps, "1|3|5", []string{"Customs papers", "Pharma handling", "Food safety"}, []string{"Dangerous goods", "Carrier contracts", "Route planning"}, "Logistics", false},
				{"Production technician", fourSteps, "1|2|3|4", []string{"Assembly lines", "Quality control", "Workplace safety"}, []string{"Lean improvement", "Sensor calibration", "Reliability testing"}, "Mechanics", false},
				{"Buyer", threeSteps, "2|3|5", []string{"Purchasing", "Negotiation", "Stock control"}, []string{"Contract law", "Forecasting", "Quality control"}, "Business administration", false},
			},
			teams: []string{"Depots", "Night freight", "Pharma lanes", "Fresh food lanes", "Customs desk", "Assembly", "Calibration", "Spare parts", "Purchasing", "Carriers", "Rail transfer", "Fleet", "Packaging", "Safety"},
		},
		{
			name: "Sales", department: "Sales", weight: 13,
			jobs: []job{
				{"Sales manager", leadSteps, "5|6|7", []string{"Coaching", "Sales forecasting", "Account plans", "Setting goals"}, []string{"Hiring", "Pricing", "Strategy"}, "Business administration", true},
				{"Account manager", fourSteps, "1|3|4|5", []string{"Account plans", "Negotiation", "Presenting"}, []string{"Sales forecasting", "Working across cultures", "Contract law"}, "Business administration", false},
				{"Sales engineer", threeSteps, "2|4|6", []string{"Product demonstrations", "Tenders", "Sensor calibration"}, []string{"API design", "Presenting", "Pricing"}, "Electrical engineering", false},
				{"Partner manager", twoSteps, "3|5", []string{"Partner sales", "Negotiation", "Trade fairs"}, []string{"Contract law", "Working across cultures", "Market analysis"}, "Business administration", false},
			},
			teams: []string{"Key accounts", "Grocers", "Hospitals", "Growers", "Carriers and fleets", "Tenders", "Partners", "New markets", "Inside sales", "Trade fairs"},
		},
		{
			name: "Customer care", department: "Customer care", weight: 13,
			jobs: []job{
				{"Care manager", leadSteps, "5|6|7", []string{"Coaching", "Service levels", "Handling conflict", "Giving feedback"}, []string{"Hiring", "Workforce planning", "Leading change"}, "Business administration", true},
				{"Support specialist", fiveSteps, "1|2|3|4|5", []string{"Troubleshooting by phone", "Handling complaints", "Writing clearly"}, []string{"Knowledge base writing", "SQL", "Service levels"}, "Technical school", false},
				{"Field technician", threeSteps, "1|3|4", []string{"Field repair", "Sensor calibration", "Radio links"}, []string{"Workplace safety", "Troubleshooting by phone", "Fleet maintenance"}, "Mechanics", false},
				{"Onboarding specialist", threeSteps, "2|3|5", []string{"Onboarding customers", "Product demonstrations", "Project management"}, []string{"Facilitating workshops", "Knowledge base writing", "Working across cultures"}, "Business administration", false},
			},
			teams: []string{"First line", "Second line", "Night desk", "Field service", "Onboarding", "Complaints", "Knowledge base", "Key customers", "Repairs", "Chat desk"},
		},
		{
			name: "Data", department: "Data", weight: 9,
			jobs: []job{
				{"Data manager", leadSteps, "5|6|7", []string{"Delegation", "Data quality", "Coaching", "Setting goals"}, []string{"Hiring", "Data protection", "Strategy"}, "Statistics", true},
				{"Data engineer", fiveSteps, "1|2|3|4|6", []string{"SQL", "Data modelling", "Python", "Databases"}, []string{"Kubernetes", "Data quality", "Continuous delivery"}, "Computer science", false},
				{"Data scientist", fourSteps, "2|3|4|6", []string{"Statistics", "Machine learning", "Python", "Forecasting"}, []string{"Presenting", "Geodata", "SQL"}, "Statistics", false},
				{"Data analyst", fourSteps, "1|2|3|5", []string{"SQL", "Dashboards", "Statistics"}, []string{"Presenting", "Market analysis", "Data quality"}, "Economics", false},
			},
			teams: []string{"Forecasting", "Data platform", "Insight", "Geodata", "Spoilage models", "Data quality", "Experiments", "Reporting"},
		},
	}
}

// offices are the smaller families.
func offices() []family {
	return []family{
		{
			name: "Product and design", department: "Product and design", weight: 8,
			jobs: []job{
				{"Product lead", leadSteps, "5|6|7", []string{"Roadmaps", "Coaching", "Strategy", "Delegation"}, []string{"Hiring", "Pricing", "Leading change"}, "Industrial design", true},
				{"Product manager", fourSteps, "2|3|4|6", []string{"Roadmaps", "Market analysis", "User research"}, []string{"Pricing", "Presenting", "SQL"}, "Economics", false},
				{"Designer", fiveSteps, "1|2|3|4|6", []string{"Interaction design", "Prototyping", "User research"}, []string{"Accessibility", "Facilitating workshops", "Writing for users"}, "Industrial design", false},
				{"Technical writer", threeSteps, "2|3|5", []string{"Writing for users", "Writing clearly", "Knowledge base writing"}, []string{"API design", "Accessibility", "User research"}, "Languages", false},
			},
			teams: []string{"Driver experience", "Shipper experience", "Design system", "Research", "Packaging of offers", "Documentation", "Device design", "Pricing"},
		},
		{
			name: "Finance and law", department: "Finance and law", weight: 6,
			jobs: []job{
				{"Finance manager", leadSteps, "5|6|7", []string{"Budgeting", "Management accounts", "Delegation", "Setting goals"}, []string{"Treasury", "Hiring", "Strategy"}, "Economics", true},
				{"Accountant", fourSteps, "1|2|3|5", []string{"Closing the books", "Management accounts", "Tax across borders"}, []string{"SQL", "Dashboards", "Treasury"}, "Economics", false},
				{"Controller", threeSteps, "3|4|6", []string{"Budgeting", "Management accounts", "Forecasting"}, []string{"Dashboards", "Presenting", "Pricing"}, "Economics", false},
				{"Counsel", threeSteps, "3|5|6", []string{"Contract law", "Data protection", "Negotiation"}, []string{"Labour law", "Writing clearly", "Tax across borders"}, "Law", false},
			},
			teams: []string{"Accounts", "Controlling", "Treasury", "Contracts", "Tax", "Payroll", "Privacy"},
		},
		{
			name: "People", department: "People", weight: 5,
			jobs: []job{
				{"People manager", leadSteps, "5|6|7", []string{"Coaching", "Handling conflict", "Labour law", "Leading change"}, []string{"Workforce planning", "Strategy", "Hiring"}, "Psychology", true},
				{"Recruiter", threeSteps, "1|3|5", []string{"Interviewing", "Onboarding people", "Writing clearly"}, []string{"Workforce planning", "Negotiation", "Working across cultures"}, "Psychology", false},
				{"People partner", fourSteps, "2|3|4|6", []string{"Giving feedback", "Labour law", "Workforce planning"}, []string{"Handling conflict", "Pay and grading", "Facilitating workshops"}, "Psychology", false},
				{"Trainer", threeSteps, "2|3|4", []string{"Course design", "Facilitating workshops", "Presenting"}, []string{"Coaching", "Writing clearly", "Remote teamwork"}, "Pedagogy", false},
			},
			teams: []string{"Recruiting", "Learning", "People partners", "Pay and grading", "Mobility", "Workplace"},
		},
	}
}

func grades() []string {
	return []string{"Trainee", "Associate", "Professional", "Senior", "Lead", "Principal", "Director", "Executive"}
}

// ask is one question with its answers.
type ask struct {
	topic, text string
	choices     []string
}

func asks() []ask {
	yes := []string{"yes", "no"}
	return []ask{
		{"goals", "What should mentoring move first?", []string{"a next role", "a new skill", "a wider network", "confidence in my role"}},
		{"goals", "Where would you like to be in three years?", []string{"leading people", "a deeper expert", "in another function", "in another country"}},
		{"goals", "How much change do you want?", []string{"small steps", "one big step", "a new start"}},
		{"goals", "Which time matters most to you now?", []string{"this quarter", "this year", "the years after"}},
		{"goals", "Would you like to lead a project soon?", yes},
		{"goals", "Would you like to speak in public more?", yes},
		{"goals", "Is balance with private life a topic?", yes},
		{"goals", "Would you like to see another team’s work?", yes},
		{"style", "How often would you meet?", []string{"every week", "every two weeks", "every month"}},
		{"style", "How do you like to prepare?", []string{"with a written agenda", "with a few notes", "as it comes"}},
		{"style", "How does feedback reach you best?", []string{"straight away", "in writing", "after some thought"}},
		{"style", "How would you rather talk?", []string{"in person", "by video", "on the phone"}},
		{"style", "How do you decide?", []string{"by the numbers", "by talking it over", "by trying it out"}},
		{"style", "When do you think best?", []string{"early", "at midday", "late"}},
	}
}
