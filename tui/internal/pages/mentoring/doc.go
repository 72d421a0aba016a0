// Package mentoring is the screen of mentoring programs: cycles and who takes
// part, runs of the engine and why each proposal was made, published pairs and
// their sessions, and the settings that decide all of it.
package mentoring
