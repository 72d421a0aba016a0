// Package stretch proposes people for stretch assignments, which are projects beyond the
// day job: everybody at most one, every assignment up to its places, by rules that must
// hold and criteria that give points. The result is a best one, with the proof that
// match/assign/certify checked by a scorer of its own, and says of each proposal what it
// is worth and why, of each place that stays empty which rule removed how many people,
// and on demand who would have been next and what forcing a choice costs.
//
// Nobody has a name here: evidence speaks of levels, hours and days, and callers name the
// people. Points are thousandths; a level of a gap closed is worth 1000.
package stretch
