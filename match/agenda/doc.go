// Package agenda schedules Lunch & Learn events: which topic is given in which slot and
// room, or remotely, by which speakers, and whom it reaches. It looks for the schedule
// that reaches the most value; of those for one in which nobody speaks more often than
// needed; of those for the earliest. It says how far a schedule can be from the best:
// none is worth more than its Bound. It also says why a topic has no slot, what would
// give it one, and what another slot would cost.
//
// It knows nobody: people, sites, slots, rooms and topics are numbers from 0, and None
// stands for no such thing. It knows no time zones: instants are minutes since the
// epoch in UTC, and which slot lies in whose lunch hours is the caller's to say. Equal
// inputs give equal schedules, since effort is counted in rounds and never in seconds.
// Sub-package check judges a schedule anew without any code of the solver.
package agenda
