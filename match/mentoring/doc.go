// Package mentoring turns rules and criteria into who may be paired with whom and
// for how many points, lets package assign find the best pairs, or fair or stable
// ones where the settings ask for it, has the result certified, and answers why: the
// points of a pair, what stands between an unmatched mentee and a mentor, the
// smallest change that would place them, and what differs between two results.
//
// It knows nobody: people are employee and enrolment ids, and texts speak of
// "mentor" and "mentee". Points are thousandths of a point, days are days since
// 1970-01-01, minutes are minutes of a UTC day. Everything that a run depends on
// is in its [Input]; equal inputs, in whatever order their lists are, give equal
// results.
package mentoring
