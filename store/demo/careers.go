package demo

// career is a usual change of role: from the second highest level of one to the level
// of the other that its grade allows.
type career struct{ from, to, note string }

func careers() []career {
	return []career{
		{"Backend engineer", "Platform engineer", "A year on call beside the platform team first."},
		{"Backend engineer", "Data engineer", ""},
		{"Frontend engineer", "Designer", "With a portfolio of two reviewed pieces of work."},
		{"Platform engineer", "Backend engineer", ""},
		{"Firmware engineer", "Hardware engineer", ""},
		{"Hardware engineer", "Sales engineer", "For those who like to explain."},
		{"Route planner", "Data analyst", "SQL at level 2 before the move."},
		{"Freight specialist", "Route planner", ""},
		{"Freight specialist", "Account manager", "Mostly with customers of pharma lanes."},
		{"Production technician", "Field technician", ""},
		{"Field technician", "Support specialist", "When the travelling has been enough."},
		{"Support specialist", "Onboarding specialist", ""},
		{"Support specialist", "Technical writer", ""},
		{"Onboarding specialist", "Account manager", ""},
		{"Account manager", "Partner manager", ""},
		{"Data analyst", "Data scientist", "Statistics at level 3, and a model in use."},
		{"Data engineer", "Platform engineer", ""},
		{"Data analyst", "Controller", ""},
		{"Product manager", "Partner manager", ""},
		{"Accountant", "Controller", ""},
		{"Recruiter", "People partner", ""},
		{"Trainer", "People partner", ""},
	}
}

// step is a career step by the indices of two role levels.
type step struct {
	from, to int
	note     string
}

// careerSteps are those between roles, and from each role of a family to leading
// a team of it.
func (w *world) careerSteps() []step {
	byName, out := map[string]role{}, []step(nil)
	for _, r := range w.roles {
		byName[r.name] = r
	}
	for _, c := range careers() {
		a, b := byName[c.from], byName[c.to]
		from := max(a.first, a.end-2)
		to := b.first
		for l := b.first; l < b.end && w.levels[l].grade <= w.levels[from].grade; l++ {
			to = l
		}
		out = append(out, step{from, to, c.note})
	}
	for _, lead := range w.roles {
		for _, r := range w.roles {
			if lead.leads && !r.leads && r.family == lead.family && r.family > 0 {
				out = append(out, step{r.end - 1, lead.first, "After the leadership program, or a year as deputy."})
			}
		}
	}
	return out
}

// levelWords describe the levels of a skill from 1 to 4.
type levelWords struct {
	skill string
	words [4]string
}

func levelTexts() []levelWords {
	return []levelWords{
		{"Kubernetes", [4]string{
			"Knows what a cluster is, and reads a deployment with help.",
			"Deploys and rolls back one service by the runbook.",
			"Sets up a service alone: limits, probes, access. Finds out why it does not start.",
			"Plans clusters for others, leads upgrades, and teaches the on-call group.",
		}},
		{"SQL", [4]string{
			"Reads a query and says what it asks for.",
			"Joins and groups tables that are known; asks when the numbers look odd.",
			"Answers a new question alone, and proves the answer another way.",
			"Designs tables, makes slow queries fast, and reviews those of others.",
		}},
		{"Incident response", [4]string{
			"Knows whom to call, and what to write down.",
			"Follows the runbook on a shift with somebody beside.",
			"Leads an incident alone, and writes the review without blame.",
			"Trains others with exercises, and improves the runbooks.",
		}},
		{"Secure coding", [4]string{
			"Names the usual ways in.",
			"Follows the checklist, and asks for a review of what is new.",
			"Writes and reviews code that faces the internet.",
			"Models threats for a whole product, and teaches the teams.",
		}},
		{"Pharma handling", [4]string{
			"Knows the temperature classes, and why they matter.",
			"Loads and checks a shipment by the list.",
			"Plans a lane alone, and decides on a deviation within the rules.",
			"Passes audits, writes the lists, and trains a depot.",
		}},
		{"Customs papers", [4]string{
			"Knows which papers a crossing needs.",
			"Fills in the usual ones; someone looks them over.",
			"Clears any goods that we carry, and settles questions with the office.",
			"Sets up the procedure for a new border, and teaches it.",
		}},
		{"Sensor calibration", [4]string{
			"Knows what a drifted sensor does to a shipment.",
			"Calibrates one kind of sensor on the bench.",
			"Calibrates every kind, in the field too, and finds what made it drift.",
			"Designs the procedure and its proof, and trains the technicians.",
		}},
		{"Negotiation", [4]string{
			"Prepares the facts for somebody else’s talk.",
			"Holds a talk about small sums with a prepared limit.",
			"Closes a yearly contract alone, for both sides’ good.",
			"Leads the hardest talks, and coaches others before theirs.",
		}},
		{"Handling complaints", [4]string{
			"Listens, writes down, passes on.",
			"Solves the usual complaints by the guide.",
			"Turns an angry customer round alone, and fixes the cause.",
			"Writes the guide, and trains new colleagues with recorded cases.",
		}},
		{"Coaching", [4]string{
			"Knows the difference between advice and a question.",
			"Has coached a colleague through one task.",
			"Coaches people over months towards their own goal.",
			"Teaches coaching, and is asked for by other departments.",
		}},
		{"Delegation", [4]string{
			"Hands over small tasks, and checks each.",
			"Hands over whole tasks with a clear result and day.",
			"Hands over decisions, and stays out of them.",
			"Builds a team that runs without its lead, and shows others how.",
		}},
		{"Giving feedback", [4]string{
			"Says thank you, and what for.",
			"Names what was seen and what it did, when asked.",
			"Says hard things early, kindly, and hears the answer.",
			"Teaches teams to do so among themselves.",
		}},
	}
}
