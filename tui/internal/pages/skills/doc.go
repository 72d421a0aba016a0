// Package skills shows what the company can do and what it lacks: the heat map of gaps,
// covers, demand, skills that hang on one person, hidden talents, who is ready for a
// role, and what breaks if somebody leaves. Every gap leads to its people, and to the
// grid on which the ratings of a team are typed and written as one change; every skill
// has a page with all that the file knows of it.
package skills
